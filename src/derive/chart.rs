//! The data of a chart: what it says, in which unit and period, after which source.
//!
//! Goes in: values already chosen and compared by the other modules of `derive`. Goes out: a [`ChartSpec`], plain data
//! that `render::chart` draws. Nothing here draws, measures text or decides what may be compared. A value is `f64` only
//! here, because a scale needs no more; what is shown is always [`Mark::printed`].

use crate::diag::Lang;

/// One chart: its words and its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// The language of its words.
    pub lang: Lang,
    /// Slug, unique in the page; part of the ids in the SVG.
    pub id: String,
    /// What is measured, where and when.
    pub title: String,
    /// The finding in words, for `<desc>`.
    pub desc: String,
    /// Unit of the scale, as `%` or `万元`; empty when the values have none.
    pub unit: String,
    /// Period of the values, as `2014—2020年`.
    pub period: String,
    /// Where the values come from.
    pub source: String,
    /// What the reader must know besides: definition breaks, approximations.
    pub note: Option<String>,
    /// The values.
    pub shape: ChartShape,
    /// Words of the language that the chart is drawn in.
    pub words: ChartWords,
}

/// What a picture says besides its data, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartWords {
    /// Brackets around a period.
    pub brackets: [String; 2],
    /// Between a name and what is said of it.
    pub colon: String,
    /// Between words under the scale.
    pub separator: String,
    /// The unit under the scale, with the blank `{unit}`.
    pub unit: String,
    /// The level scale does not start at zero.
    pub off_zero: String,
    /// The upright scale does not start at zero.
    pub off_zero_upright: String,
    /// Each panel has a scale of its own.
    pub free: String,
    /// There is nothing to draw.
    pub empty: String,
    /// The parts do not add up to the whole.
    pub gap: String,
    /// A plan, with the blank `{value}`.
    pub target: String,
    /// Some values found no room for their words.
    pub unlabelled: String,
    /// Names of unit, period, note and source in a file.
    pub file: [String; 4],
    /// Powers of ten that a scale counts in, smallest first, with the words for them: (4, `{n}万`).
    pub powers: Vec<(i32, String)>,
}

/// The forms a chart can take.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartShape {
    /// A dumbbell a row: one place or metric at two dates.
    BeforeAfter {
        /// From top to bottom.
        rows: Vec<ChangeRow>,
    },
    /// One stacked bar from zero.
    Composition {
        /// The printed total, if the articles print one.
        whole: Option<Part>,
        /// The parts, in the order of the bar.
        parts: Vec<Part>,
        /// 「分项合计与总数相差 …」, shown where the parts do not add up to the whole.
        gap: Option<String>,
    },
    /// One dot a row: many places at one date.
    Dots {
        /// From top to bottom.
        rows: Vec<DotRow>,
    },
    /// Lines between two dates that all rows share.
    Slope {
        /// From top to bottom.
        rows: Vec<ChangeRow>,
        /// The two dates.
        dates: [String; 2],
    },
    /// A hundred cells.
    Waffle {
        /// The shares, in the order of the cells.
        shares: Vec<Share>,
        /// What one cell is.
        cell: String,
    },
    /// A tile a place.
    Tiles {
        /// By code.
        tiles: Vec<Tile>,
        /// What a tile of two colours is, where there is one.
        split: String,
    },
    /// Values over the years, a panel a place or metric.
    Lines {
        /// One panel, or several as small multiples.
        panels: Vec<Panel>,
        /// Each panel has a scale of its own.
        free: bool,
    },
}

/// A share of a hundred cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Of what.
    pub label: String,
    /// What is printed of it, and how many cells it has; in words.
    pub words: Vec<String>,
    /// Cells that are its own.
    pub cells: u32,
    /// Further cells that may be its own, as far as an interval reaches.
    pub perhaps: u32,
    /// What no part names: the remainder.
    pub rest: bool,
}

/// A place on a tile map.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// The place.
    pub label: String,
    /// Column and row, where the editor gave the grid.
    pub at: Option<(usize, usize)>,
    /// The value, if there is one.
    pub mark: Option<Mark>,
    /// The period, where places differ in it; else empty.
    pub period: String,
    /// The word for a missing value.
    pub missing: String,
}

/// The values of one place or metric over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Place or metric.
    pub label: String,
    /// In order of time.
    pub points: Vec<Point>,
}

/// One value of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The value.
    pub mark: Mark,
    /// Place in time, in years: a value of a whole year stands in its middle.
    pub at: f64,
    /// What the value is in the line.
    pub state: PointState,
    /// Whether a line leads here from the value before.
    pub joined: bool,
    /// Whether the place in time says all of the period, so that it need not be written.
    pub plain: bool,
}

/// What a value is in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointState {
    /// A value of the time that it speaks of.
    Reached,
    /// A plan.
    Target,
    /// Two articles contradict each other on it.
    Disputed,
}

/// One value on the scale, with what the article printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Place on the scale, in the unit of the chart.
    pub value: f64,
    /// Lower bound; equal to `value` for a point.
    pub low: f64,
    /// Upper bound; equal to `value` for a point.
    pub high: f64,
    /// No lower bound is known (不足).
    pub open_low: bool,
    /// No upper bound is known (超过, 余).
    pub open_high: bool,
    /// The value as printed, with its unit.
    pub printed: String,
    /// The period of the value, as `2020年`; may be empty.
    pub period: String,
    /// 约, 近 and the like.
    pub approximate: bool,
}

/// A row of a dumbbell chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeRow {
    /// Place or metric.
    pub label: String,
    /// The earlier value.
    pub from: Mark,
    /// The later value.
    pub to: Mark,
}

/// A row of a dot plot.
#[derive(Clone, Debug, PartialEq)]
pub struct DotRow {
    /// Place or metric.
    pub label: String,
    /// The value, if there is one.
    pub mark: Option<Mark>,
    /// The word for a missing value, as 未载; not shown when there is a value.
    pub missing: String,
}

/// A part, or the whole, of a composition.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Name of the part.
    pub label: String,
    /// Its value.
    pub mark: Mark,
}
