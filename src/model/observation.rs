//! Observations: one value of one metric for one place and time period, from one article.

use std::fmt;

use super::{
    ids::{ArticleIx, MetricIx},
    metric::Kind,
    period::Period,
    relation::Expr,
};
use crate::quantity::Quantity;

/// One figure with all that is known of it. The place is that of its article.
#[derive(Debug)]
pub struct Observation {
    /// The article that printed it.
    pub article: ArticleIx,
    /// Position in the article's `metrics`, for findings.
    pub position: u32,
    /// What it measures.
    pub metric: MetricIx,
    /// The number as printed, with its interval.
    pub quantity: Quantity,
    /// What time it speaks of.
    pub period: Period,
    /// Stock, flow, …
    pub kind: Kind,
    /// Printed, converted or derived.
    pub basis: Basis,
    /// Where the source printed it; empty for a derived value.
    pub lines: Lines,
    /// What is said of it besides; most figures have nothing of it, and there are very many.
    pub remarks: Option<Box<Remarks>>,
    /// Fragment of its record: `f-poverty.rate-2014`.
    pub anchor: Box<str>,
}

/// What is said of a figure besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Who is counted, where it differs from the metric's.
    pub population: Option<Box<str>>,
    /// The same in English.
    pub population_en: Option<Box<str>>,
    /// Who gives the figure, where the source says so.
    pub attribution: Option<Box<str>>,
    /// The editor's remark.
    pub note: Option<Box<str>>,
    /// The same in English.
    pub note_en: Option<Box<str>>,
}

impl Remarks {
    const NONE: Remarks =
        Remarks { population: None, population_en: None, attribution: None, note: None, note_en: None };

    /// As a figure keeps them: not at all, where there are none.
    pub(super) fn kept(self) -> Option<Box<Remarks>> {
        (self != Remarks::NONE).then(|| Box::new(self))
    }
}

impl Observation {
    /// What is said of it besides.
    pub fn remarks(&self) -> &Remarks {
        static NONE: Remarks = Remarks::NONE;
        self.remarks.as_deref().unwrap_or(&NONE)
    }

    /// Its name in its article: the fragment without `f-`.
    pub fn name(&self) -> &str {
        self.anchor.strip_prefix("f-").unwrap_or(&self.anchor)
    }

    /// Whether a formula of the catalogue gave it, so that no entry of the article is behind it.
    pub fn is_catalogued(&self) -> bool {
        matches!(&self.basis, Basis::Derived(formula) if formula.catalogued)
    }

    /// Whether this value and one of another article on the same place cannot both be right: they are of the same
    /// metric, kind, population and dimension, speak of the same time (`~` and `?` aside), and no value fits both.
    /// [`Catalog::contradict`](super::Catalog::contradict) looks at the place as well.
    pub(super) fn excludes(&self, other: &Observation) -> bool {
        self.article != other.article
            && self.metric == other.metric
            && self.kind == other.kind
            && self.remarks().population == other.remarks().population
            && self.quantity.dimension() == other.quantity.dimension()
            && self.period.plain() == other.period.plain()
            && !self.quantity.interval.overlaps(&other.quantity.interval)
    }
}

/// Where the base value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// 原文: the value in its base unit is printed.
    Printed,
    /// 换算: the printed value was converted to the base unit.
    Converted,
    /// 推算: worked out by this formula.
    Derived(Box<Formula>),
}

/// A formula that a value was worked out by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// As the editor wrote it.
    pub text: Box<str>,
    /// The same over positions in the article's `metrics`.
    pub expr: Expr<u32>,
    /// Whether it is the metric's own, of the catalogue: then the value stands in no file.
    pub catalogued: bool,
}

impl Basis {
    /// All words that files use.
    pub const IDS: [&'static str; 3] = ["printed", "converted", "derived"];

    /// The word that files use.
    pub fn id(&self) -> &'static str {
        let [printed, converted, derived] = Self::IDS;
        match self {
            Basis::Printed => printed,
            Basis::Converted => converted,
            Basis::Derived(_) => derived,
        }
    }
}

/// Lines of a source text, both ends counted, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineRange {
    /// First line.
    pub start: u32,
    /// Last line.
    pub end: u32,
}

/// The places where a figure is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(pub Box<[LineRange]>);

impl Lines {
    /// Reads `17-18` or `4, 272-284`. Full-width commas and dashes are taken as well.
    pub fn parse(text: &str) -> Option<Lines> {
        text.split([',', '，', '、'])
            .map(|part| {
                let (start, end) = part.split_once(['-', '–', '—', '～', '~']).unwrap_or((part, part));
                let range = LineRange { start: start.trim().parse().ok()?, end: end.trim().parse().ok()? };
                (range.start >= 1 && range.start <= range.end).then_some(range)
            })
            .collect::<Option<Box<[_]>>>()
            .map(Lines)
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, range) in self.0.iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            if range.start == range.end {
                write!(f, "{comma}{}", range.start)?;
            } else {
                write!(f, "{comma}{}-{}", range.start, range.end)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_read_and_print() {
        for (text, printed) in [
            ("17-18", "17-18"),
            ("58", "58"),
            ("4, 272-284", "4, 272-284"),
            ("4，9", "4, 9"),
            ("71–73", "71-73"),
        ] {
            assert_eq!(Lines::parse(text).map(|l| l.to_string()).as_deref(), Some(printed), "{text}");
        }
        for text in ["", "x", "0", "9-7", "1-2-3", "3,"] {
            assert_eq!(Lines::parse(text), None, "{text}");
        }
    }
}
