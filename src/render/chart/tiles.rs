//! The tile map: a tile a place, all of one size, with name and value; classes from light to dark in one hue.
//!
//! In the editor's grid where its tiles are wide enough to be read, else in the order given, as many side by side as
//! there is room for. No boundary of any place is drawn.

use std::collections::BTreeMap;

use crate::derive::chart::{Mark as Value, Tile};

use super::Setting;
use super::backend::{Anchor, tenths};
use super::hatch::Texture;
use super::ink::{CLASSES, Ink};
use super::marks::Plate;
use super::rows::{bounds, close, under_axis};
use super::scale::{Scale, is_drawable};
use super::scene::Scene;
use super::text::{Kind, Line, height, wrap_even};

/// Least width of a tile in the editor's grid, and where tiles follow one another.
const LEAST: (f64, f64) = (60.0, 76.0);
/// Distance between tiles.
const GAP: f64 = 4.0;
/// Distance between the edge of a tile and its words, to the side and above.
const INSIDE: (f64, f64) = (4.0, 6.0);
/// Height of the strip with the two colours of an interval.
const STRIP: f64 = 9.0;
/// Size of a class in the legend.
const SWATCH: (f64, f64) = (46.0, 12.0);

/// Where the tiles stand.
struct Grid {
    columns: usize,
    width: f64,
    declared: bool,
}

/// A tile with its words.
struct Laid<'a> {
    tile: &'a Tile,
    lines: Vec<Line>,
    /// Lower and upper class; none where there is no number.
    classes: Option<(usize, usize)>,
}

/// The layout.
pub(super) fn lay_out(tiles: &[Tile], split: &str, setting: &Setting<'_>) -> Scene {
    if tiles.is_empty() {
        return super::empty(setting);
    }
    let values: Vec<f64> =
        tiles.iter().filter_map(number).flat_map(|m| [m.value, bounds(m).0, bounds(m).1]).collect();
    let scale = Scale::of_dots(&values, setting, CLASSES as i64);
    let grid = Grid::of(tiles, setting.width);
    let mut scene = Scene::new(setting.width);
    let laid: Vec<Laid<'_>> = tiles.iter().map(|tile| lay(tile, scale.as_ref(), grid.width)).collect();
    let is_split = laid.iter().any(|l| l.classes.is_some_and(|(low, high)| low != high));
    let mut y = 0.0;
    for row in grid.rows(&laid) {
        y = draw_row(&mut scene, &row, (&grid, scale.as_ref()), y) + GAP;
    }
    let has_missing = tiles.iter().any(|tile| number(tile).is_none());
    let missing = tiles.iter().find(|_| has_missing).map(|tile| tile.missing.as_str());
    if let Some(scale) = &scale {
        y = legend(&mut scene, scale, missing, y + 10.0);
    }
    close(&mut scene, under_axis(setting, is_split.then_some(split).into_iter()), y, 6.0);
    scene
}

impl Grid {
    fn of(tiles: &[Tile], width: f64) -> Grid {
        let fitting = |columns: usize| ((width + GAP) / columns as f64 - GAP).floor();
        let last = tiles.iter().filter_map(|tile| tile.at).map(|(column, _)| column + 1).max();
        if let Some(columns) = last.filter(|columns| fitting(*columns) >= LEAST.0)
            && tiles.iter().all(|tile| tile.at.is_some())
        {
            return Grid { columns, width: fitting(columns).min(2.0 * LEAST.1), declared: true };
        }
        let columns = (((width + GAP) / (LEAST.1 + GAP)).floor() as usize).clamp(1, tiles.len());
        Grid { columns, width: fitting(columns).min(1.5 * LEAST.1), declared: false }
    }

    /// The tiles of each row with their columns.
    fn rows<'l, 'a>(&self, laid: &'l [Laid<'a>]) -> Vec<Vec<(usize, &'l Laid<'a>)>> {
        let mut rows: BTreeMap<usize, Vec<(usize, &Laid<'a>)>> = BTreeMap::new();
        for (n, tile) in laid.iter().enumerate() {
            let after = (n % self.columns, n / self.columns);
            let (column, row) = tile.tile.at.filter(|_| self.declared).unwrap_or(after);
            rows.entry(row).or_default().push((column, tile));
        }
        rows.into_values().collect()
    }
}

fn number(tile: &Tile) -> Option<&Value> {
    tile.mark.as_ref().filter(|mark| is_drawable(mark.value))
}

/// Class and words of a tile.
fn lay<'a>(tile: &'a Tile, scale: Option<&Scale>, width: f64) -> Laid<'a> {
    let classes = number(tile).zip(scale).map(|(mark, scale)| {
        let (low, high) = bounds(mark);
        (class_of(scale, low), class_of(scale, high))
    });
    // Words stand on the colour of their class; on the ground where there are two colours or none.
    let on = classes.filter(|(low, high)| low == high).map_or(CLASSES, |(low, _)| shade(low, scale));
    let most = width - 2.0 * INSIDE.0;
    let lines = |kind: Kind, text: &str| {
        let lines = wrap_even(text, kind, most).into_iter().map(move |line| Line::of(kind, line));
        lines.collect::<Vec<_>>()
    };
    let value = tile.mark.as_ref().map_or(tile.missing.as_str(), |mark| mark.printed.as_str());
    let bold = if tile.mark.is_some() { Kind::TileValue(on) } else { Kind::Tile(on) };
    let mut words = lines(Kind::Tile(on), &tile.label);
    words.extend(lines(bold, value));
    words.extend(lines(Kind::Tile(on), &tile.period));
    Laid { tile, lines: words, classes }
}

/// The class that a value lies in: from its lower tick up to, not including, its upper one.
fn class_of(scale: &Scale, value: f64) -> usize {
    let reached = scale.ticks.iter().filter(|tick| tick.at <= value).count();
    reached.clamp(1, classes(scale)) - 1
}

fn classes(scale: &Scale) -> usize {
    (scale.ticks.len() - 1).max(1)
}

/// The shade of a class: few classes are spread over all shades.
fn shade(class: usize, scale: Option<&Scale>) -> usize {
    match scale.map_or(1, classes) {
        1 => CLASSES / 2,
        count => (class * (CLASSES - 1) + (count - 1) / 2) / (count - 1),
    }
}

/// Draws the tiles of a row, all as high as the highest needs; tells where the row ends.
fn draw_row(
    scene: &mut Scene,
    row: &[(usize, &Laid<'_>)],
    (grid, scale): (&Grid, Option<&Scale>),
    top: f64,
) -> f64 {
    let height = row.iter().map(|(_, laid)| tile_height(laid)).fold(0.0, f64::max);
    for (column, laid) in row {
        let x = *column as f64 * (grid.width + GAP);
        let (left, right) = (x + 0.5, x + grid.width - 0.5);
        let corners = |l: f64, t: f64, r: f64, b: f64| vec![[l, t, r, b].map(tenths)];
        let all = corners(left, top + 0.5, right, top + height - 0.5);
        let (middle, strip) = (f64::midpoint(left, right), top + height - STRIP);
        let areas = match laid.classes {
            Some((low, high)) if low == high => vec![(Ink::Class(shade(low, scale)), all)],
            Some((low, high)) => vec![
                (Ink::NoClass, all),
                (Ink::Class(shade(low, scale)), corners(left, strip, middle, top + height - 0.5)),
                (Ink::Class(shade(high, scale)), corners(middle, strip, right, top + height - 0.5)),
            ],
            None => vec![(Ink::NoClass, all)],
        };
        let texture = laid.tile.mark.is_none().then(|| (Texture::Missing, areas[0].1.clone()));
        let value = laid.tile.mark.as_ref().map_or(laid.tile.missing.as_str(), |mark| mark.printed.as_str());
        let title = format!("{} {value} {}", laid.tile.label, laid.tile.period).trim_end().to_owned();
        scene.plates.push(Plate { title, areas, texture });
        scene.write_lines(laid.lines.clone(), Anchor::Start, (x + INSIDE.0, top + INSIDE.1));
    }
    top + height
}

fn tile_height(laid: &Laid<'_>) -> f64 {
    let strip = laid.classes.filter(|(low, high)| low != high).map_or(0.0, |_| STRIP);
    height(&laid.lines) + 2.0 * INSIDE.1 + strip
}

/// The classes with their bounds, and the sign for a missing value.
fn legend(scene: &mut Scene, scale: &Scale, missing: Option<&str>, top: f64) -> f64 {
    let widest = scale.widest_tick();
    let count = classes(scale);
    let room = (scene.width - widest - 2.0) / count as f64;
    let step = SWATCH.0.max(widest + 8.0).min(room);
    let every = ((widest + 6.0) / step).ceil().max(1.0) as usize;
    let start = widest / 2.0 + 1.0;
    for class in 0..count {
        let x = start + class as f64 * step;
        let corners = [x + 0.5, top, x + step - 0.5, top + SWATCH.1].map(tenths);
        let areas = vec![(Ink::Class(shade(class, Some(scale))), vec![corners])];
        scene.plates.push(Plate { title: String::new(), areas, texture: None });
    }
    let base = top + SWATCH.1 + 4.0 + 0.88 * Kind::Tick.size();
    for (n, tick) in scale.ticks.iter().enumerate().filter(|(n, _)| n % every == 0) {
        let x = start + n as f64 * step;
        scene.write(Line::of(Kind::Tick, tick.text.as_str()), Anchor::Middle, (x, base));
    }
    let mut y = base + 6.0;
    if let Some(word) = missing {
        let word = Line::of(Kind::Note, word);
        let end = start + count as f64 * step + widest / 2.0 + 18.0;
        let fits = end + 34.0 + word.width() <= scene.width;
        let (x, upper) = if fits { (end, top) } else { (0.5, y + 2.0) };
        let corners = vec![[x, upper, x + 26.0, upper + SWATCH.1].map(tenths)];
        let texture = Some((Texture::Missing, corners.clone()));
        scene.plates.push(Plate { title: String::new(), areas: vec![(Ink::NoClass, corners)], texture });
        scene.write_lines(word.folded(scene.width - x - 34.0), Anchor::Start, (x + 34.0, upper - 2.0));
        y = if fits { y } else { upper + SWATCH.1 + 6.0 };
    }
    y
}
