//! Reading one quantity: words of approximation, number, unit, range. `scan` uses the same reader on running text.

use rust_decimal::Decimal;

use super::Quantity;
use super::cursor::Cursor;
use super::dimension::{Base, Dimension};
use super::error::{ParseError, ParseErrorKind};
use super::number::{self, Form, Number, NumberError, pow10};
use super::numeral::digit_of;
use super::precision::{interval_of, interval_of_range};
use super::qualifier::{Hedge, read_after, read_before};
use super::unit::{self, Unit};

/// What was read, before it becomes a [`Quantity`].
pub(super) struct Reading {
    /// The lower number, in units of its own multiplier.
    number: Number,
    /// Lower end in the printed unit.
    low: Decimal,
    /// Upper end in the printed unit.
    upper: Option<Decimal>,
    unit: Unit,
    hedges: Hedges,
    /// Byte offset of the number, after any word before it.
    number_start: usize,
    /// Byte offset of the end of the first value, when a word joins the two values of a range.
    joint: Option<usize>,
    /// Why a longer quantity was not read from here, where that is known.
    stopped: Option<ParseError>,
}

/// At most three words of approximation, in the order they are printed.
#[derive(Clone, Copy, Default)]
struct Hedges {
    list: [Option<Hedge>; 3],
}

impl Hedges {
    /// Adds a word; `false` when it does not go with the others.
    fn push(&mut self, hedge: Hedge) -> bool {
        let fits = self.list.iter().flatten().all(|other| other.goes_with(hedge));
        match self.list.iter_mut().find(|slot| slot.is_none()) {
            Some(slot) if fits => *slot = Some(hedge),
            _ => return false,
        }
        true
    }

    fn first(&self) -> Option<Hedge> {
        self.list[0]
    }

    fn is_empty(&self) -> bool {
        self.list[0].is_none()
    }

    fn only_about(&self) -> bool {
        self.list.iter().flatten().all(|&hedge| hedge == Hedge::About)
    }
}

/// Reads a whole text as one quantity.
pub(super) fn parse(text: &str) -> Result<Quantity, ParseError> {
    let mut cursor = Cursor::new(text, 0);
    if cursor.peek().is_none() {
        return Err(ParseError::new(0, ParseErrorKind::Empty));
    }
    let reading = read(&mut cursor, None)?;
    if reading.is_date() {
        return Err(ParseError::new(reading.number_start, ParseErrorKind::Date));
    }
    if cursor.peek().is_some() {
        return Err(reading.stopped.unwrap_or_else(|| ParseError::trailing(cursor)));
    }
    let bad = ParseError::new(reading.number_start, ParseErrorKind::BadNumber);
    reading.into_quantity(text.trim_matches(super::cursor::is_space).into()).ok_or(bad)
}

/// Reads as long a quantity as stands at the cursor. `previous` is the character before it.
pub(super) fn read(cursor: &mut Cursor, previous: Option<char>) -> Result<Reading, ParseError> {
    let mut hedges = Hedges::default();
    let (mut number_start, mut fraction, mut negative) = (cursor.next_start(), None, false);
    // Most numbers begin with their digits at once.
    if !cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
        if let Some(hedge) = read_before(cursor, previous) {
            hedges.push(hedge);
        }
        number_start = cursor.next_start();
        fraction = read_fraction_of(cursor);
        negative = hedges.is_empty() && fraction.is_none() && (cursor.eat('-') || cursor.eat('负'));
    }
    let (mut number, at) = read_number(cursor)?;
    if negative {
        (number.mantissa, number.upper) = (-number.mantissa, None);
    }
    if number.more && (negative || !hedges.push(Hedge::More)) {
        return Err(ParseError::new(at, ParseErrorKind::Conflict));
    }
    let mut reading = match fraction {
        // 百分之七万 is no share that anybody writes.
        Some(_) if !number.multiplier.is_empty() => {
            return Err(ParseError::new(at, ParseErrorKind::BadNumber));
        }
        Some(name) => of_unit(number, hedges, Unit::parse(name)?),
        None => read_with_unit(cursor, number, hedges)?,
    };
    reading.number_start = number_start;
    if !negative {
        reading.read_hedge_after(cursor);
    }
    Ok(reading)
}

/// 百分之 and 千分之 stand before the number and are its unit.
fn read_fraction_of(cursor: &mut Cursor) -> Option<&'static str> {
    [("百分之", "%"), ("千分之", "‰")]
        .into_iter()
        .find(|(word, _)| cursor.eat_word(word))
        .map(|(_, name)| name)
}

/// A number, and the byte offset where it begins.
fn read_number(cursor: &mut Cursor) -> Result<(Number, usize), ParseError> {
    let start = cursor.next_start();
    match number::read(cursor) {
        Ok(number) => Ok((number, start)),
        Err(NumberError::None) => Err(ParseError::new(start, ParseErrorKind::NoNumber)),
        Err(NumberError::Bad(at)) => Err(ParseError::new(at, ParseErrorKind::BadNumber)),
    }
}

/// Reads the unit, or the rest of a range and its unit.
fn read_with_unit(
    cursor: &mut Cursor,
    mut number: Number,
    mut hedges: Hedges,
) -> Result<Reading, ParseError> {
    let start = cursor.next_start();
    let split = read_split_counter(cursor);
    let Some(mut unit) = unit::read(cursor, number.multiplier) else {
        return read_range(cursor, &number, None, hedges)
            .unwrap_or_else(|| Err(ParseError::unknown_unit(*cursor)));
    };
    read_half_share(cursor, &mut number, &unit);
    if split {
        unit.printed = format!("个{}", unit.printed).into_boxed_str();
        if !hedges.push(Hedge::MoreThanUnit) {
            return Err(ParseError::new(start, ParseErrorKind::Conflict));
        }
    }
    if let Some(range) = read_range(cursor, &number, Some(&unit), hedges) {
        return range.or_else(|error| Ok(Reading { stopped: Some(error), ..of_unit(number, hedges, unit) }));
    }
    if unit.dimension.is_time() && !number.more && read_more_after(cursor) {
        hedges.push(Hedge::MoreThanUnit);
    }
    Ok(Reading { stopped: unknown_below(*cursor), ..of_unit(number, hedges, unit) })
}

fn of_unit(number: Number, hedges: Hedges, unit: Unit) -> Reading {
    let upper = number.upper.map(|upper| Decimal::new(upper, number.scale));
    Reading { number, low: number.value(), upper, unit, hedges, number_start: 0, joint: None, stopped: None }
}

/// 个多 of 5个多月: reads it when 个月 or 个小时 is meant, leaving the cursor before 月.
fn read_split_counter(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let split = ahead.eat('个')
        && ahead.eat_any(&["多", "余"])
        && matches!(ahead.peek(), Some('月' | '小' | '学' | '季'));
    if split {
        *cursor = ahead;
    }
    split
}

/// 多 or 余 after a unit of time, unless it belongs to the next word: 3年多次.
fn read_more_after(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let more =
        ahead.eat_any(&["多", "余"]) && !ahead.peek().is_some_and(|c| "次方个名种家项年元".contains(c));
    if more {
        *cursor = ahead;
    }
    more
}

/// The 五 of 三成五, and the 半 of 三成半 and 两年半.
fn read_half_share(cursor: &mut Cursor, number: &mut Number, unit: &Unit) {
    let share = &*unit.printed == "成";
    let mut ahead = *cursor;
    let digit = match ahead.take() {
        Some('半') if share || unit.dimension.is_time() => Some(5),
        Some(c) if share => digit_of(c).or(c.to_digit(10).map(i64::from)),
        _ => None,
    };
    let Some(digit) = digit.filter(|_| number.is_plain()) else { return };
    let Some(mantissa) = number.mantissa.checked_mul(10).and_then(|tens| tens.checked_add(digit)) else {
        return;
    };
    *number = Number::new(mantissa, 1, number.form);
    *cursor = ahead;
}

/// `/` or 每 after the unit, and nothing we know after it.
fn unknown_below(mut cursor: Cursor) -> Option<ParseError> {
    (cursor.eat('/') || cursor.eat('每')).then(|| ParseError::unknown_unit(cursor))
}

/// Reads the second half of a range: `～8万元` after 5, or after 5万元. `None` when none begins here.
fn read_range(
    cursor: &mut Cursor,
    first: &Number,
    first_unit: Option<&Unit>,
    hedges: Hedges,
) -> Option<Result<Reading, ParseError>> {
    let mut ahead = *cursor;
    let connector = read_connector(&mut ahead).filter(|_| first.upper.is_none())?;
    let start = ahead.next_start();
    let (second, _) = match read_number(&mut ahead) {
        Ok(second) => second,
        Err(error) => return (error.kind == ParseErrorKind::BadNumber).then_some(Err(error)),
    };
    let Some(unit) = unit::read(&mut ahead, second.multiplier) else {
        return Some(Err(ParseError::unknown_unit(ahead)));
    };
    if second.more || second.upper.is_some() || first.more || !hedges.only_about() {
        return Some(Err(ParseError::new(start, ParseErrorKind::Conflict)));
    }
    let bad = ParseError::new(start, ParseErrorKind::BadRange);
    let Some(low) = lower_end(first, first_unit, &second, &unit) else { return Some(Err(bad)) };
    let number = Number { place: first.place.min(second.place), ..second };
    let joint = matches!(connector, '至' | '到').then_some(cursor.pos());
    *cursor = ahead;
    Some(Ok(Reading { low, upper: Some(second.value()), joint, ..of_unit(number, hedges, unit) }))
}

/// Reads one sign or word that joins the ends of a range.
pub(super) fn read_connector(cursor: &mut Cursor) -> Option<char> {
    let mut ahead = *cursor;
    let connector = ahead.take()?;
    let joins = match connector {
        '至' | '到' => true,
        // Two dashes are punctuation.
        '-' | '–' | '—' | '~' => ahead.peek() != Some(connector),
        _ => false,
    };
    if joins {
        *cursor = ahead;
    }
    joins.then_some(connector)
}

/// The lower end in the unit of the upper end: 5 in 5～8万元, 0.5 in 5000元～1万元 and in 5000～1万元.
fn lower_end(first: &Number, first_unit: Option<&Unit>, second: &Number, unit: &Unit) -> Option<Decimal> {
    let high = second.value();
    let below = |low: &Decimal| *low < high;
    let second_multiplier = pow10(second.multiplier.exponent());
    let low = match first_unit {
        Some(other) if other.dimension != unit.dimension => return None,
        Some(other) if other.factor == unit.factor => first.value(),
        Some(other) => first.value().checked_mul(other.factor)?.checked_div(unit.factor)?.normalize(),
        None if first.multiplier.is_empty() && below(&first.value()) => first.value(),
        // 5000～8万元 begins at 5000元; 10～5万元 is nothing.
        None if first.multiplier.is_empty() && first.value() * Decimal::ONE_HUNDRED < second_multiplier => {
            return None;
        }
        None => first.total()?.checked_div(second_multiplier)?.normalize(),
    };
    Some(low).filter(below)
}

impl Reading {
    fn read_hedge_after(&mut self, cursor: &mut Cursor) {
        let mut ahead = *cursor;
        let mut hedges = self.hedges;
        let fits = read_after(&mut ahead).is_some_and(|hedge| hedges.push(hedge));
        if fits && (self.upper.is_none() || hedges.only_about()) {
            self.hedges = hedges;
            *cursor = ahead;
        }
    }

    /// Whether it is a calendar date rather than a quantity: 2018年, and without any qualifier 12月, 19日, 5～8月.
    pub(super) fn is_date(&self) -> bool {
        let plain =
            self.number.is_plain() && self.hedges.is_empty() && self.number.form != Form::HanDigit('两');
        match &*self.unit.printed {
            "年" => self.number.is_year(),
            "月" => plain && (1..=12).contains(&self.number.mantissa),
            "日" => plain && (1..=31).contains(&self.number.mantissa),
            _ => false,
        }
    }

    /// Where the first value ends, when a word (至, 到) joins it to a second one.
    pub(super) fn joint(&self) -> Option<usize> {
        self.joint
    }

    pub(super) fn form(&self) -> Form {
        self.number.form
    }

    /// The base unit above the line.
    pub(super) fn base(&self) -> Base {
        self.unit.dimension.numerator()
    }

    pub(super) fn dimension(&self) -> Dimension {
        self.unit.dimension
    }

    pub(super) fn is_qualified(&self) -> bool {
        !self.hedges.is_empty()
    }

    pub(super) fn is_zero(&self) -> bool {
        self.low.is_zero() && self.upper.is_none()
    }

    pub(super) fn is_negative(&self) -> bool {
        self.low < Decimal::ZERO
    }

    /// Whether the number stands with a multiplier: 一万元.
    pub(super) fn has_multiplier(&self) -> bool {
        !self.number.multiplier.is_empty()
    }

    /// The quantity; `None` when its value or its interval does not fit into 96 bits.
    pub(super) fn into_quantity(self, printed: Box<str>) -> Option<Quantity> {
        let mut list = [Hedge::About; 3];
        let mut count = 0;
        for (slot, hedge) in list.iter_mut().zip(self.hedges.list.into_iter().flatten()) {
            *slot = hedge;
            count += 1;
        }
        let interval = match self.upper {
            Some(upper) => {
                interval_of_range(self.low, upper, self.number.place, &self.unit, !self.hedges.is_empty())?
            }
            None => interval_of(&self.number, &self.unit, &list[..count])?,
        };
        self.unit.to_base(self.low)?;
        let qualifier = self.hedges.first().map(Hedge::qualifier);
        let unit = self.unit.shared();
        Some(Quantity { printed, number: self.low, upper: self.upper, unit, qualifier, interval })
    }
}
