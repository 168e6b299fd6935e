//! The roles of lines and areas: the class of each for pages, concrete colours for files that stand alone.
//!
//! The light colours of `theme/chart.css` are the same; a test compares them.

use plotters::style::RGBColor;

/// What a line or area stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Line of the grid.
    Grid,
    /// The zero line.
    Axis,
    /// Hairline between rows.
    Rule,
    /// Line from the axis to a dot.
    Guide,
    /// Line between the two ends of a dumbbell.
    Link,
    /// The earlier end; the flag is for 约.
    From(bool),
    /// The later end, or a lone dot; the flag is for 约.
    To(bool),
    /// Interval of a value.
    Span,
    /// Head of an unbounded interval.
    Arrow,
    /// The n-th part of a bar.
    Part(usize),
    /// Texture of a part, for print and forced colours.
    Cue,
    /// Ground of the difference between the parts and the whole.
    Gap,
    /// Hatching of the same.
    Hatch,
    /// Outline of what the parts have too much.
    Over,
    /// Hatching of the same, over the colours of the parts.
    OverHatch,
    /// Line from a label to its part.
    Leader,
    /// Line that measures the whole.
    Whole,
    /// Line from one year to the next.
    Series,
    /// Line to a plan.
    Plan,
    /// A plan.
    Target,
    /// A value that another article contradicts.
    Disputed,
    /// A cell that no share has.
    Cell,
    /// A cell that a share may have.
    Perhaps,
    /// A tile of the n-th shade.
    Class(usize),
    /// A tile of no one class.
    NoClass,
    /// Hatching of a place without a value.
    MissingHatch,
}

/// Number of shades of a tile map, from light to dark.
pub(super) const CLASSES: usize = 5;

const CLASS_CLASSES: [&str; CLASSES] = ["tile q0", "tile q1", "tile q2", "tile q3", "tile q4"];

const CLASS_PAINTS: [&str; CLASSES] = [
    "fill=\"#e6f0f8\" stroke=\"#6b7682\" stroke-width=\"0.8\"",
    "fill=\"#b9d5ea\" stroke=\"#6b7682\" stroke-width=\"0.8\"",
    "fill=\"#84b4d8\" stroke=\"#6b7682\" stroke-width=\"0.8\"",
    "fill=\"#2f78ae\" stroke=\"#6b7682\" stroke-width=\"0.8\"",
    "fill=\"#0b4f7f\" stroke=\"#6b7682\" stroke-width=\"0.8\"",
];

/// Number of different part colours.
pub(super) const PARTS: usize = 6;

const PART_CLASSES: [&str; PARTS] = ["part s0", "part s1", "part s2", "part s3", "part s4", "part s5"];

const PART_PAINTS: [&str; PARTS] = [
    "fill=\"#0072b2\" stroke=\"#ffffff\" stroke-width=\"0.6\"",
    "fill=\"#b97a00\" stroke=\"#ffffff\" stroke-width=\"0.6\"",
    "fill=\"#008f68\" stroke=\"#ffffff\" stroke-width=\"0.6\"",
    "fill=\"#b65a8f\" stroke=\"#ffffff\" stroke-width=\"0.6\"",
    "fill=\"#2e8bc0\" stroke=\"#ffffff\" stroke-width=\"0.6\"",
    "fill=\"#c45500\" stroke=\"#ffffff\" stroke-width=\"0.6\"",
];

impl Ink {
    /// Colour under which plotters carries the ink to the backend; never written.
    pub(super) fn sentinel(self) -> RGBColor {
        RGBColor(255, 0, if self == Ink::Grid { 1 } else { 2 })
    }

    /// The ink behind a sentinel colour.
    pub(super) fn from_sentinel(rgb: (u8, u8, u8)) -> Ink {
        if rgb.2 == 1 { Ink::Grid } else { Ink::Axis }
    }

    /// Class in a page.
    pub(super) fn class(self) -> &'static str {
        match self {
            Ink::Grid => "grid",
            Ink::Axis => "axis",
            Ink::Rule => "rule",
            Ink::Guide => "guide",
            Ink::Link => "link",
            Ink::From(false) => "dot from",
            Ink::From(true) => "dot from approx",
            Ink::To(false) => "dot to",
            Ink::To(true) => "dot to approx",
            Ink::Span => "span",
            Ink::Arrow => "arrow",
            Ink::Part(n) => PART_CLASSES[n % PARTS],
            Ink::Cue => "cue",
            Ink::Gap => "gap",
            Ink::Hatch => "hatch",
            Ink::Over => "over",
            Ink::OverHatch => "over-hatch",
            Ink::Leader => "leader",
            Ink::Whole => "whole",
            Ink::Series => "series",
            Ink::Plan => "plan",
            Ink::Target => "target",
            Ink::Disputed => "dot disputed",
            Ink::Cell => "cell",
            Ink::Perhaps => "cell perhaps",
            Ink::Class(n) => CLASS_CLASSES[n % CLASSES],
            Ink::NoClass => "tile",
            Ink::MissingHatch => "missing-hatch",
        }
    }

    /// Presentation attributes in a file.
    pub(super) fn paint(self) -> &'static str {
        match self {
            Ink::Grid => "stroke=\"#e4e7ea\"",
            Ink::Axis => "stroke=\"#6b7682\"",
            Ink::Rule => "stroke=\"#eceef0\"",
            Ink::Guide => "stroke=\"#c3cad1\" stroke-dasharray=\"1.5 3\"",
            Ink::Link => "fill=\"none\" stroke=\"#8a95a1\" stroke-width=\"2\"",
            Ink::From(false) => "fill=\"#ffffff\" stroke=\"#56616d\" stroke-width=\"2\"",
            Ink::From(true) => "fill=\"#d5dae0\" stroke=\"#56616d\" stroke-width=\"2\"",
            Ink::To(false) => "fill=\"#0072b2\" stroke=\"#0072b2\" stroke-width=\"2\"",
            Ink::To(true) => "fill=\"#cfe3f1\" stroke=\"#0072b2\" stroke-width=\"2\"",
            Ink::Span => "fill=\"#cfe3f1\" stroke=\"#0072b2\"",
            Ink::Arrow => "fill=\"none\" stroke=\"#0072b2\" stroke-width=\"2\"",
            Ink::Part(n) => PART_PAINTS[n % PARTS],
            Ink::Cue => "fill=\"none\" stroke=\"#ffffff\" stroke-opacity=\"0.25\"",
            Ink::Gap => "fill=\"#ffffff\" stroke=\"#56616d\"",
            Ink::Hatch => "fill=\"none\" stroke=\"#56616d\"",
            Ink::Over => "fill=\"none\" stroke=\"#1c2329\" stroke-width=\"1.5\"",
            Ink::OverHatch => "fill=\"none\" stroke=\"#ffffff\" stroke-width=\"2\"",
            Ink::Leader => "fill=\"none\" stroke=\"#8a95a1\"",
            Ink::Whole => "fill=\"none\" stroke=\"#56616d\"",
            Ink::Series => "fill=\"none\" stroke=\"#0072b2\" stroke-width=\"2\"",
            Ink::Plan => "fill=\"none\" stroke=\"#8a95a1\" stroke-width=\"2\" stroke-dasharray=\"4 4\"",
            Ink::Target => {
                "fill=\"#ffffff\" stroke=\"#56616d\" stroke-width=\"1.5\" stroke-dasharray=\"2.5 1.5\""
            }
            Ink::Cell => "fill=\"#ffffff\" stroke=\"#8a95a1\" stroke-width=\"0.8\"",
            Ink::Perhaps => {
                "fill=\"#cfe3f1\" stroke=\"#0072b2\" stroke-width=\"0.8\" stroke-dasharray=\"2 2\""
            }
            Ink::Class(n) => CLASS_PAINTS[n % CLASSES],
            Ink::NoClass => "fill=\"#ffffff\" stroke=\"#6b7682\" stroke-width=\"0.8\"",
            Ink::MissingHatch => "fill=\"none\" stroke=\"#c3cad1\"",
            Ink::Disputed => "fill=\"#ffffff\" stroke=\"#0072b2\" stroke-width=\"2\"",
        }
    }
}
