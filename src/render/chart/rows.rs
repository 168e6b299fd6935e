//! What a row of dots or dumbbells is, and its wide layout: names in a column, values beside their marks.
//!
//! Where the column and the values leave too little room for the plot, there is no wide layout and [`super::stacked`]
//! serves at any width.

use crate::derive::chart::{ChartWords, Mark as Value};

use super::Setting;
use super::backend::Anchor;
use super::ink::Ink;
use super::marks::{ARROW, End, Mark};
use super::scale::{Scale, is_drawable};
use super::scene::{Frame, Scene, TICKS};
use super::text::{Kind, Line, widest, wrap_even};

/// Radius of a dot with its outline.
pub(super) const DOT: f64 = 6.0;
/// Distance between a mark and its value.
const BESIDE: f64 = 7.0;
/// Distance between the names and the plot.
const GUTTER: f64 = 20.0;
/// Names longer than this are broken.
const NAME: f64 = 184.0;
/// A plot narrower than this is not worth a column of names beside it.
const PLOT: f64 = 240.0;

/// A row of the chart.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) title: String,
    /// One dot, or the two ends of a dumbbell, or none.
    pub(super) ends: Vec<End>,
    /// What stands where there is no mark.
    pub(super) words: Option<Line>,
}

/// Room that a row needs around a point of the scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    at: f64,
    before: f64,
    after: f64,
}

/// The end of a row, or `None` if its value is no number.
pub(super) fn end(label: &str, value: &Value, ink: Ink, kind: Kind, words: &ChartWords) -> Option<End> {
    let (low, high) = bounds(value);
    is_drawable(value.value).then(|| End {
        title: super::said(label, &value.printed, &value.period, words),
        caption: Line::caption(kind, &value.printed, &value.period, words),
        ink,
        value: value.value,
        low,
        high,
        open_low: value.open_low,
        open_high: value.open_high,
        stops_at_zero: value.value >= 0.0,
    })
}

/// The bounds of a value, as far as they are numbers.
pub(super) fn bounds(value: &Value) -> (f64, f64) {
    let bound = |bound: f64| if is_drawable(bound) { bound } else { value.value };
    (bound(value.low).min(value.value), bound(value.high).max(value.value))
}

impl Row {
    /// The ends from left to right.
    pub(super) fn ordered(&self) -> Vec<&End> {
        let mut ends: Vec<_> = self.ends.iter().collect();
        ends.sort_by(|a, b| a.value.total_cmp(&b.value));
        ends
    }

    fn reach(&self) -> Option<(f64, f64)> {
        let low = self.ends.iter().map(|end| end.low).reduce(f64::min)?;
        Some((low, self.ends.iter().map(|end| end.high).fold(low, f64::max)))
    }

    /// Room for the marks of the row, and beside them for so much text on the left and right.
    pub(super) fn needs(&self, scale: &Scale, (left, right): (f64, f64)) -> Vec<Need> {
        let Some((low, high)) = self.reach() else {
            return vec![Need { at: 0.0, before: 0.0, after: right }];
        };
        let arrows = self.arrows();
        let before = left + if scale.min == 0.0 && left == 0.0 { DOT } else { arrows.0 };
        vec![
            Need { at: scale.share(low), before, after: 0.0 },
            Need { at: scale.share(high), before: 0.0, after: right + arrows.1 },
        ]
    }

    /// How far the marks reach beyond the bounds of their values.
    fn arrows(&self) -> (f64, f64) {
        let length = |open| if open { ARROW + 1.0 } else { DOT };
        (length(self.ends.iter().any(|end| end.open_low)), length(self.ends.iter().any(|end| end.open_high)))
    }

    /// Left and right edge of the marks in the picture.
    fn edges(&self, frame: &Frame) -> Option<(f64, f64)> {
        let (low, high) = self.reach()?;
        let (before, after) = self.arrows();
        let left = frame.place(low) - before;
        let stop = frame.place(0.0) - DOT;
        let left = if self.ends.iter().all(|end| end.stops_at_zero) && frame.scale.has_zero() {
            left.max(stop)
        } else {
            left
        };
        Some((left, frame.place(high) + after))
    }

    /// The mark of the row.
    pub(super) fn mark(&self, frame: &Frame, y: f64) -> Mark {
        let mut ends = self.ends.clone();
        for end in &mut ends {
            end.stops_at_zero &= frame.scale.has_zero();
        }
        Mark::Row { title: self.title.clone(), y, ends }
    }
}

/// The scale of the rows; `None` if no row has a value.
pub(super) fn scale(rows: &[Row], setting: &Setting<'_>, intervals: i64) -> Option<Scale> {
    let values: Vec<f64> = rows.iter().filter_map(Row::reach).flat_map(|(low, high)| [low, high]).collect();
    Scale::of_dots(&values, setting, intervals)
}

/// Left edge and width of the plot within `room`, as wide as the needs allow.
pub(super) fn fit(scale: &Scale, mut needs: Vec<Need>, room: f64) -> (f64, f64) {
    for tick in [scale.ticks.first(), scale.ticks.last()].into_iter().flatten() {
        let half = Kind::Tick.width(&tick.text) / 2.0 + 1.0;
        needs.push(Need { at: scale.share(tick.at), before: half, after: half });
    }
    let mut width = room.floor();
    loop {
        let left = needs.iter().map(|need| need.before - need.at * width).fold(0.0, f64::max);
        let right = needs.iter().map(|need| need.after - (1.0 - need.at) * width).fold(0.0, f64::max);
        if left + width + right <= room || width <= 1.0 {
            return (left, width);
        }
        width -= 1.0;
    }
}

/// Words under the scale: the unit, and that it does not start at zero.
pub(super) fn axis_words(scale: Option<&Scale>, setting: &Setting<'_>) -> String {
    let far = scale.is_some_and(|scale| !scale.has_zero());
    under_axis(setting, far.then_some(setting.words.off_zero.as_str()).into_iter())
}

/// The unit and what else is said under a scale.
pub(super) fn under_axis<'o>(setting: &Setting<'_>, others: impl Iterator<Item = &'o str>) -> String {
    let unit = (setting.shows_unit && !setting.unit.is_empty())
        .then(|| setting.words.unit.replace("{unit}", setting.unit));
    let all: Vec<String> = unit.into_iter().chain(others.map(str::to_owned)).collect();
    all.join(&setting.words.separator)
}

/// Closes a picture that ends at `bottom`: words under it, if there are any, and the height.
pub(super) fn close(scene: &mut Scene, words: String, bottom: f64, apart: f64) {
    let words = Line::of(Kind::Note, words);
    let mut y = bottom;
    if words.width() > 0.0 {
        y = scene.write_lines(words.folded(scene.width), Anchor::Start, (0.0, y + apart));
    }
    scene.height = y + 2.0;
}

/// Closes the picture under the plot: words of the axis, and the height.
pub(super) fn finish(scene: &mut Scene, setting: &Setting<'_>, bottom: f64) {
    let Some(frame) = &scene.frame else {
        scene.height = bottom;
        return;
    };
    let words = Line::of(Kind::Note, axis_words(Some(&frame.scale), setting));
    let half = frame.scale.ticks.first().map_or(0.0, |tick| Kind::Tick.width(&tick.text) / 2.0);
    let beside = words.width() <= frame.left - half - 8.0;
    let baseline = bottom + 5.0 + 0.88 * Kind::Tick.size();
    if beside {
        scene.write(words, Anchor::Start, (0.0, baseline));
        scene.height = bottom + TICKS;
    } else {
        let lines = words.folded(scene.width);
        scene.height = scene.write_lines(lines, Anchor::Start, (0.0, bottom + TICKS + 2.0)) + 2.0;
    }
}

/// The wide layout, if it leaves room for the plot.
pub(super) fn columns(rows: &[Row], setting: &Setting<'_>) -> Option<Scene> {
    let names: Vec<Vec<Line>> = rows.iter().map(|row| lines_of(&row.label, NAME)).collect();
    let column = names.iter().map(|lines| widest(lines)).fold(0.0, f64::max);
    let room = setting.width - column - GUTTER;
    let mut scene = Scene::new(setting.width);
    let heights: Vec<f64> = names.iter().map(|names| height(names.len(), rows.len())).collect();
    let bottom = heights.iter().sum();
    let frame = match scale(rows, setting, 5) {
        None => None,
        Some(scale) => Some(frame(rows, scale, setting, (room, bottom))?),
    };
    let mut y = 0.0;
    for ((row, names), height) in rows.iter().zip(names).zip(heights) {
        let middle = y + height / 2.0;
        let top = middle - names.len() as f64 * 9.5;
        scene.write_lines(names, Anchor::Start, (0.0, top));
        match &frame {
            Some(frame) => place_row(&mut scene, row, frame, (middle, height)),
            None => words_at(&mut scene, row, column + GUTTER, middle),
        }
        y += height;
        scene.stroke(Ink::Rule, &[(0.0, y), (setting.width, y)]);
    }
    scene.frame = frame;
    finish(&mut scene, setting, bottom);
    Some(scene)
}

/// Height of a row with so many lines of name, among so many rows.
fn height(lines: usize, rows: usize) -> f64 {
    (lines as f64 * 19.0 + 11.0).max(if rows > 9 { 28.0 } else { 32.0 })
}

/// The plot at the right end of the picture; `None` if the values leave it too little room.
fn frame(rows: &[Row], scale: Scale, setting: &Setting<'_>, (room, bottom): (f64, f64)) -> Option<Frame> {
    let needs = rows.iter().flat_map(|row| row.needs(&scale, beside(row))).collect();
    let (left, width) = fit(&scale, needs, room);
    let left = setting.width - room + left;
    let scale = scale.thinned(width);
    let frame = Frame { left, right: left + width, top: 0.0, bottom, scale, upright: false, grid: true };
    (width >= PLOT).then_some(frame)
}

fn place_row(scene: &mut Scene, row: &Row, frame: &Frame, (y, height): (f64, f64)) {
    let band = y - height / 2.0..y + height / 2.0;
    let Some((left, right)) = row.edges(frame) else {
        scene.zero_line(frame, band);
        words_at(scene, row, frame.left, y);
        return;
    };
    let ends = row.ordered();
    let (left, right, baseline) = (left - BESIDE, right + BESIDE, y + 5.0);
    let mut texts = Vec::new();
    match ends[..] {
        [first, _] => {
            texts.push(left - first.caption.width()..left);
            scene.write(first.caption.clone(), Anchor::End, (left, baseline));
        }
        _ => {
            let points = vec![(frame.scale.min, y), (ends[0].low, y)];
            scene.marks.push(Mark::Path { ink: Ink::Guide, points });
        }
    }
    if let Some(last) = ends.last() {
        texts.push(right..right + last.caption.width());
        scene.write(last.caption.clone(), Anchor::Start, (right, baseline));
    }
    // The zero line makes way for a text.
    if !texts.iter().any(|text| text.contains(&frame.place(0.0))) {
        scene.zero_line(frame, band);
    }
    scene.marks.push(row.mark(frame, y));
}

fn words_at(scene: &mut Scene, row: &Row, x: f64, y: f64) {
    if let Some(words) = &row.words {
        scene.write(words.clone(), Anchor::Start, (x + BESIDE, y + 4.5));
    }
}

/// Widths of the texts to the left and right of the row's marks.
fn beside(row: &Row) -> (f64, f64) {
    let width = |end: &&End| end.caption.width() + BESIDE + DOT;
    match &row.ordered()[..] {
        [end] => (0.0, width(end)),
        [left, right] => (width(left), width(right)),
        _ => (0.0, row.words.as_ref().map_or(0.0, Line::width) + BESIDE + DOT),
    }
}

/// A name in as many lines as it needs.
pub(super) fn lines_of(label: &str, max: f64) -> Vec<Line> {
    wrap_even(label, Kind::Label, max).into_iter().map(|line| Line::of(Kind::Label, line)).collect()
}
