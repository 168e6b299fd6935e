//! Reading units: one name, a multiplier before it, and up to two names below the line.

use std::{cell::RefCell, sync::Arc};

use foldhash::HashMap;
use rust_decimal::Decimal;

use super::cursor::Cursor;
use super::dimension::Dimension;
use super::error::{ParseError, ParseErrorKind};
use super::number::{Multiplier, pow10};
use super::unit_table::{UNITS_BELOW, UnitRow, rows_from};

/// A unit as printed, with its multiplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As printed, without white space: 万元, 元/月/人, 个百分点.
    pub printed: Box<str>,
    /// What it measures.
    pub dimension: Dimension,
    /// What one printed unit, 万 and 亿 included, is in base units: 10000 for 万元, 15 for 公顷.
    ///
    /// Exact, but for prices per square metre and the like (元/平方米 is 2000/3 元/亩): those are rounded at the 24th place.
    pub factor: Decimal,
}

impl Unit {
    /// Reads a unit alone, as the metric catalogue gives it: `元/人/月`, `万亩`, `%`.
    ///
    /// # Errors
    /// `Empty`, `UnknownUnit` or `TrailingText`, at the first character that could not be read.
    pub fn parse(text: &str) -> Result<Unit, ParseError> {
        let mut cursor = Cursor::new(text, 0);
        if cursor.peek().is_none() {
            return Err(ParseError::new(0, ParseErrorKind::Empty));
        }
        let mut multiplier = Multiplier::default();
        while !stands_here(cursor) && multiplier.read_one(&mut cursor) {}
        let Some(unit) = read(&mut cursor, multiplier) else {
            return Err(ParseError::unknown_unit(cursor));
        };
        match cursor.peek() {
            None => Ok(unit),
            Some('/') | Some('每') => {
                cursor.take();
                Err(ParseError::unknown_unit(cursor))
            }
            Some(_) => Err(ParseError::trailing(cursor)),
        }
    }

    /// The unit as one of the figures that are printed in it: there are few units, and very many figures.
    pub(super) fn shared(self) -> Arc<Unit> {
        MET.with_borrow_mut(|met| match met.get(&self.printed) {
            Some(known) if **known == self => Arc::clone(known),
            _ => {
                let unit = Arc::new(self);
                if met.len() < MOST_MET {
                    met.insert(unit.printed.clone(), Arc::clone(&unit));
                }
                unit
            }
        })
    }

    /// A printed number in base units: exact, and without needless trailing zeros where the factor is not 1.
    pub(super) fn to_base(&self, v: Decimal) -> Option<Decimal> {
        if self.factor == Decimal::ONE {
            return Some(v);
        }
        let product = v.checked_mul(self.factor)?;
        let rounded =
            if self.factor.scale() > EXACT_PLACES { product.round_dp(EXACT_PLACES) } else { product };
        Some(rounded.normalize())
    }
}

/// More units than reports print.
const MOST_MET: usize = 1024;

thread_local! {
    /// The units that a thread has met, as they are printed.
    static MET: RefCell<HashMap<Box<str>, Arc<Unit>>> = RefCell::default();
}

/// A factor with more decimals than this is a rounded quotient.
const EXACT_PLACES: u32 = 12;

/// Whether a unit of the table stands here.
pub(super) fn stands_here(cursor: Cursor) -> bool {
    read_name(&mut { cursor }).is_some()
}

/// Reads one name of the table, the longest that fits.
pub(super) fn read_name(cursor: &mut Cursor) -> Option<&'static UnitRow> {
    let rows = rows_from(cursor.peek()?);
    rows.iter().copied().find(|row| eat_name(cursor, row))
}

fn eat_name(cursor: &mut Cursor, row: &UnitRow) -> bool {
    let mut ahead = *cursor;
    if !ahead.eat_word(row.name) {
        return false;
    }
    let latin = row.name.is_ascii() && row.name != "%";
    let another_word = if latin {
        ahead.peek_tight().is_some_and(|c| c.is_ascii_alphanumeric())
    } else {
        ahead.peek().is_some_and(|c| row.not_before.contains(c))
    };
    if !another_word {
        *cursor = ahead;
    }
    !another_word
}

/// Reads a whole unit: the name, then what stands below the line after `/` or 每. `multiplier` has been read before it.
pub(super) fn read(cursor: &mut Cursor, multiplier: Multiplier) -> Option<Unit> {
    let row = read_name(cursor)?;
    let mut printed: String = multiplier.chars().collect();
    printed.push_str(row.name);
    let factor = factor_of(row).checked_mul(pow10(multiplier.exponent()))?;
    let mut unit = Unit { printed: Box::default(), dimension: Dimension::of(row.base), factor };
    while let Some((separator, below, after)) = next_below(*cursor) {
        let Some(dimension) = unit.dimension.per(below.base) else { break };
        unit.dimension = dimension;
        unit.factor = quotient(unit.factor, factor_of(below))?;
        printed.push(separator);
        printed.push_str(below.name);
        *cursor = after;
    }
    unit.printed = printed.into_boxed_str();
    Some(unit)
}

/// The next separator and the name below the line, if both stand here.
fn next_below(mut cursor: Cursor) -> Option<(char, &'static UnitRow, Cursor)> {
    let separator = cursor.take().filter(|&c| c == '/' || c == '每')?;
    let row = match UNITS_BELOW.iter().find(|row| cursor.eat_word(row.name)) {
        Some(row) => row,
        None => read_name(&mut cursor).filter(|row| !row.base.is_rate())?,
    };
    Some((separator, row, cursor))
}

fn factor_of(row: &UnitRow) -> Decimal {
    Decimal::new(row.factor.0, row.factor.1)
}

fn quotient(a: Decimal, b: Decimal) -> Option<Decimal> {
    if b == Decimal::ONE {
        return Some(a);
    }
    Some(a.checked_div(b)?.round_dp(24).normalize())
}
