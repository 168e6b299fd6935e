//! Text of a chart before it is placed: its kinds, its measured width, its line breaks.
//!
//! The width is an estimate without a font (CRATES.md section 2): a wide character is one em, never less than drawn for
//! Chinese and digits. Nothing here writes SVG.

use unicode_width::UnicodeWidthChar;

use crate::derive::chart::ChartWords;

use super::ink::CLASSES;

/// Kinds of text; each has one size and weight, in `theme/chart.css` as in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Name of a row or part.
    Label,
    /// Printed value.
    Value,
    /// Printed value of the earlier date.
    Past,
    /// Period behind a value.
    Period,
    /// Label of the scale.
    Tick,
    /// Words under the scale, and words for missing values.
    Note,
    /// Title in a file.
    Title,
    /// Unit and period under the title of a file.
    Subtitle,
    /// Note and source in a file.
    Foot,
    /// Name on a tile of the n-th shade, or past the last shade on the ground.
    Tile(usize),
    /// Value on a tile.
    TileValue(usize),
}

const TILE_CLASSES: [&str; CLASSES + 1] = ["on on0", "on on1", "on on2", "on on3", "on on4", "on"];
const TILE_VALUE_CLASSES: [&str; CLASSES + 1] =
    ["on strong on0", "on strong on1", "on strong on2", "on strong on3", "on strong on4", "on strong"];
const DARK: [&str; 2] =
    ["font-size=\"12\" fill=\"#1c2329\"", "font-size=\"12\" font-weight=\"600\" fill=\"#1c2329\""];
const LIGHT: [&str; 2] =
    ["font-size=\"12\" fill=\"#ffffff\"", "font-size=\"12\" font-weight=\"600\" fill=\"#ffffff\""];

impl Kind {
    /// Font size in units of the picture.
    pub(super) fn size(self) -> f64 {
        match self {
            Kind::Title => 20.0,
            Kind::Label | Kind::Value | Kind::Past | Kind::Subtitle => 14.0,
            Kind::Foot => 13.0,
            Kind::Period | Kind::Tick | Kind::Note | Kind::Tile(_) | Kind::TileValue(_) => 12.0,
        }
    }

    /// Class in a page.
    pub(super) fn class(self) -> &'static str {
        match self {
            Kind::Label => "label",
            Kind::Value => "value",
            Kind::Past => "past",
            Kind::Period => "period",
            Kind::Tick => "tick",
            Kind::Note => "note",
            Kind::Title => "title",
            Kind::Subtitle => "subtitle",
            Kind::Foot => "foot",
            Kind::Tile(n) => TILE_CLASSES[n.min(CLASSES)],
            Kind::TileValue(n) => TILE_VALUE_CLASSES[n.min(CLASSES)],
        }
    }

    /// Presentation attributes in a file.
    pub(super) fn paint(self) -> &'static str {
        match self {
            Kind::Label => "font-size=\"14\" fill=\"#1c2329\"",
            Kind::Value => "font-size=\"14\" font-weight=\"600\" fill=\"#1c2329\"",
            Kind::Past => "font-size=\"14\" fill=\"#56616d\"",
            Kind::Period | Kind::Tick | Kind::Note => "font-size=\"12\" fill=\"#56616d\"",
            Kind::Title => "font-size=\"20\" font-weight=\"600\" fill=\"#1c2329\"",
            Kind::Subtitle => "font-size=\"14\" fill=\"#56616d\"",
            Kind::Tile(3 | 4) => LIGHT[0],
            Kind::Tile(_) => DARK[0],
            Kind::TileValue(3 | 4) => LIGHT[1],
            Kind::TileValue(_) => DARK[1],
            Kind::Foot => "font-size=\"13\" fill=\"#56616d\"",
        }
    }

    /// Distance from one base line to the next.
    pub(super) fn leading(self) -> f64 {
        (self.size() * 1.35).round()
    }

    /// Width of the text in units of the picture.
    pub(super) fn width(self, text: &str) -> f64 {
        let bold = if matches!(self, Kind::Value | Kind::Title | Kind::TileValue(_)) { 1.04 } else { 1.0 };
        text.chars().map(em).sum::<f64>() * self.size() * bold
    }
}

/// A stretch of text of one kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line(pub(super) Vec<Run>);

impl Line {
    /// A line of one kind.
    pub(super) fn of(kind: Kind, text: impl Into<String>) -> Line {
        Line(vec![Run { kind, text: text.into() }])
    }

    /// A printed value with its period in brackets.
    pub(super) fn caption(kind: Kind, printed: &str, period: &str, words: &ChartWords) -> Line {
        let mut line = Line::of(kind, printed);
        if !period.is_empty() {
            line.0.push(Run {
                kind: Kind::Period,
                text: format!("{}{period}{}", words.brackets[0], words.brackets[1]),
            });
        }
        line
    }

    /// Width in units of the picture.
    pub(super) fn width(&self) -> f64 {
        self.0.iter().map(|run| run.kind.width(&run.text)).sum()
    }

    /// Size of the largest run.
    pub(super) fn size(&self) -> f64 {
        self.0.iter().map(|run| run.kind.size()).fold(0.0, f64::max)
    }

    /// Distance to the next base line.
    pub(super) fn leading(&self) -> f64 {
        self.0.iter().map(|run| run.kind.leading()).fold(0.0, f64::max)
    }

    /// The line, or as many as it takes to stay within `max`: a run a line first, then broken runs.
    pub(super) fn folded(self, max: f64) -> Vec<Line> {
        if self.width() <= max {
            return vec![self];
        }
        let lines =
            |run: Run| wrap(&run.text, run.kind, max).into_iter().map(move |part| Line::of(run.kind, part));
        self.0.into_iter().flat_map(lines).collect()
    }
}

/// Widest of the lines.
pub(super) fn widest(lines: &[Line]) -> f64 {
    lines.iter().map(Line::width).fold(0.0, f64::max)
}

/// Height of lines under each other.
pub(super) fn height(lines: &[Line]) -> f64 {
    lines.iter().map(Line::leading).sum()
}

/// Width of a character in em.
fn em(c: char) -> f64 {
    match c {
        '0'..='9' => 0.56,
        '%' | 'M' | 'W' | 'm' | 'w' | '@' => 0.92,
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.28,
        '(' | ')' | '[' | ']' | '/' => 0.36,
        '+' | '<' | '=' | '>' | '~' | '−' => 0.6,
        'A'..='Z' => 0.7,
        _ => match c.width_cjk() {
            None | Some(0) => 0.0,
            Some(1) => 0.56,
            Some(_) => 1.0,
        },
    }
}

/// Width of a text in em.
pub fn width_in_ems(text: &str) -> f64 {
    text.chars().map(em).sum()
}

/// Text broken into lines no wider than so many em.
pub fn broken_lines(text: &str, ems: f64) -> Vec<String> {
    wrap(text, Kind::Label, ems * Kind::Label.size())
}

/// Text broken into lines no wider than `max` and, among as many lines, of even length.
pub(super) fn wrap_even(text: &str, kind: Kind, max: f64) -> Vec<String> {
    let lines = wrap(text, kind, max);
    if lines.len() < 2 {
        return lines;
    }
    let mut width = kind.width(text) / lines.len() as f64;
    while width < max {
        let even = wrap(text, kind, width);
        if even.len() == lines.len() {
            return even;
        }
        width += kind.size() / 2.0;
    }
    lines
}

/// Text broken into lines no wider than `max`, by the Chinese rules for line ends.
pub(super) fn wrap(text: &str, kind: Kind, max: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && kind.width(&line) + kind.width(piece.trim_end()) > max {
            lines.push(std::mem::take(&mut line));
        }
        if kind.width(&piece) <= max {
            line.push_str(&piece);
            continue;
        }
        for c in piece.chars() {
            if !line.is_empty() && kind.width(&line) + kind.width(c.encode_utf8(&mut [0; 4])) > max {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The stretches between which a line may break.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before = None;
    for c in text.chars() {
        match out.last_mut() {
            Some(piece) if !before.is_some_and(|b| may_break(b, c)) => piece.push(c),
            _ => out.push(c.to_string()),
        }
        before = Some(c);
    }
    out
}

fn may_break(before: char, after: char) -> bool {
    const CLOSING: &str = "，。、；：？！）》」』】〉”’％%…—～·)]},.:;?!";
    const OPENING: &str = "（《「『【〈“‘([{";
    if after.is_whitespace() || CLOSING.contains(after) || OPENING.contains(before) {
        return false;
    }
    let wide = |c: char| c.width_cjk() == Some(2);
    before.is_whitespace() || wide(before) || (wide(after) && !before.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths() {
        let cases = [
            ("靖州苗族侗族自治县", 9.0),
            ("地区生产总值（亿元）", 10.0),
            ("152.36", 3.08),
            ("《湖南日报》2024年3月5日", 12.36),
            ("", 0.0),
        ];
        for (text, ems) in cases {
            assert!((Kind::Label.width(text) - ems * 14.0).abs() < 0.01, "{text}");
        }
    }

    #[test]
    fn lines() {
        let cases: [(&str, f64, &[&str]); 7] = [
            ("靖州苗族侗族自治县", 5.0, &["靖州苗族侗", "族自治县"]),
            ("人均收入（元）", 5.0, &["人均收入", "（元）"]),
            ("约12345.67元整", 4.0, &["约", "12345.6", "7元整"]),
            ("约1234.5万元（2019年）", 5.3, &["约1234.5万", "元", "（2019年）"]),
            ("甲乙，丙丁", 2.0, &["甲", "乙，", "丙丁"]),
            ("abcdefghij", 2.0, &["abc", "defg", "hij"]),
            ("", 2.0, &[]),
        ];
        for (text, ems, want) in cases {
            assert_eq!(wrap(text, Kind::Label, ems * 14.0), want, "{text}");
        }
        assert_eq!(wrap_even("易地扶贫搬迁安置点配套产业园", Kind::Label, 13.0 * 14.0).len(), 2);
    }
}
