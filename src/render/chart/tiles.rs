//! The tile map: a tile a place, all of one size, with name and value; classes from light to dark in one hue.
//!
//! In the editor's grid where its tiles are wide enough to be read, else in the order given, as many side by side as
//! there is room for. No boundary of any place is drawn.

use crate::derive::chart::{Mark as Value, Tile};

use super::Setting;
use super::backend::{Anchor, tenths};
use super::hatch::Texture;
use super::ink::{CLASSES, Ink};
use super::marks::Plate;
use super::rows::under_axis;
use super::scale::{Scale, is_drawable};
use super::scene::Scene;
use super::text::{Kind, Line, wrap_even};

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
    let values: Vec<f64> = tiles.iter().filter_map(number).flat_map(|m| [m.value, bounds(m).0, bounds(m).1]).collect();
    let scale = Scale::of_dots(&values, setting, CLASSES as i64);
    let grid = Grid::of(tiles, setting.width);
    let mut scene = Scene::new(setting.width);
    let laid: Vec<Laid<'_>> = tiles.iter().map(|tile| lay(tile, scale.as_ref(), grid.width)).collect();
    let mut y = 0.0;
    for row in grid.rows(laid) {
        y = draw_row(&mut scene, &row, &grid, y) + GAP;
    }
    let has_missing = tiles.iter().any(|tile| number(tile).is_none());
    let missing = tiles.iter().find(|_| has_missing).map(|tile| tile.missing.as_str());
    if let Some(scale) = &scale {
        y = legend(&mut scene, scale, missing, y + 10.0);
    }
    let is_split = scene.incomplete;
    scene.incomplete = false;
    let far = scale.as_ref().filter(|_| false).map(|_| "");
    let others = far.into_iter().chain(is_split.then_some(split));
    let words = Line::of(Kind::Note, under_axis(setting, others));
    if words.width() > 0.0 {
        y = scene.write_lines(words.folded(setting.width), Anchor::Start, (0.0, y + 6.0));
    }
    scene.height = y + 2.0;
    scene
}
