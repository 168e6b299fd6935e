//! Quantities as Chinese reports print them: number, unit, qualifier, and the interval the printed precision allows.
//!
//! In comes text; out come a [`Quantity`] with exact decimals ([`Quantity::parse`]), or every figure of a running text
//! with its place ([`scan()`]). Nothing here reads files, prints, or knows metrics and places; floating point is not used.
//!
//! What a printed form means is decided in two tables: the units in `unit_table`, the intervals in `precision`.

mod cursor;
mod dimension;
mod error;
mod fold;
mod format;
mod gloss;
mod interval;
mod number;
mod numeral;
mod parse;
mod phrases;
mod precision;
mod qualifier;
mod scan;
mod time;
mod unit;
mod unit_names;
mod unit_table;

#[cfg(test)]
mod tests;

use std::{fmt, sync::Arc};

use rust_decimal::Decimal;

pub use dimension::{Base, Dimension};
pub use error::{ParseError, ParseErrorKind};
pub use fold::{Folded, fold};
pub use format::{format_grouped, format_plain};
pub use gloss::{Gloss, in_english, unit_in_english};
pub use interval::Interval;
pub use qualifier::Qualifier;
pub use scan::{Figure, FigureKind, scan};
pub use unit::Unit;

/// A number as printed, with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// As given, without the white space around it. Two quantities that are printed differently are not equal.
    pub printed: Box<str>,
    /// The value in the printed unit: 3621 for 3621余万元. The lower end of a range.
    pub number: Decimal,
    /// The upper end of a range, in the printed unit.
    pub upper: Option<Decimal>,
    /// The printed unit with its multiplier: 万元. Quantities share it.
    pub unit: Arc<Unit>,
    /// 约, 近, 余, 以上 … The first one printed, where there are two.
    pub qualifier: Option<Qualifier>,
    /// The values the printed form allows, in base units. The table is in the module `precision`.
    pub interval: Interval,
}

impl Quantity {
    /// Reads a whole text as one quantity, white space and full width allowed anywhere.
    ///
    /// # Errors
    /// What could not be read, at its byte offset in `text`.
    pub fn parse(text: &str) -> Result<Quantity, ParseError> {
        parse::parse(text)
    }

    /// The value in base units: 36210000 for 3621余万元. The lower end of a range.
    pub fn base_value(&self) -> Decimal {
        self.unit.to_base(self.number).expect("invariant: a parsed quantity has a base value within 96 bits")
    }

    /// The base unit: 元, 人, 户, 人次, 亩, 公里, 个, %, 元/人/月.
    pub fn base_unit(&self) -> String {
        self.unit.dimension.to_string()
    }

    /// What it measures.
    pub fn dimension(&self) -> Dimension {
        self.unit.dimension
    }

    /// Whether the base value is another number than the printed one: 万元 to 元.
    pub fn is_converted(&self) -> bool {
        self.unit.factor != Decimal::ONE
    }

    /// Whether it is printed as a little below its number (近800人), rather than anywhere below (不足800人).
    pub fn is_near(&self) -> bool {
        qualifier::read_before(&mut cursor::Cursor::new(&self.printed, 0), None)
            == Some(qualifier::Hedge::Near)
    }

    /// Whether it is printed with a word of approximation, or as a range.
    pub fn is_approximate(&self) -> bool {
        self.qualifier.is_some() || self.upper.is_some()
    }
}

/// The printed form.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed)
    }
}
