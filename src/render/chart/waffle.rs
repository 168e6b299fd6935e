//! The waffle: a hundred cells, row by row from the upper left, and beside or under them what they stand for.

use crate::derive::chart::Share;

use super::Setting;
use super::backend::{Anchor, tenths};
use super::hatch::Texture;
use super::ink::Ink;
use super::marks::Plate;
use super::scene::Scene;
use super::text::{Kind, Line, Run};

/// Side of a cell, distance between cells.
const CELL: (f64, f64) = (17.0, 3.0);
/// Cells in a row, and rows.
const SIDE: u32 = 10;
/// A picture narrower than this has its words under the cells.
const BESIDE: f64 = 500.0;
/// Side of a swatch, with its distance from the words.
const SWATCH: (f64, f64) = (13.0, 9.0);

/// The layout.
pub(super) fn lay_out(shares: &[Share], cell: &str, setting: &Setting<'_>) -> Scene {
    if shares.is_empty() {
        return super::empty(setting);
    }
    let mut scene = Scene::new(setting.width);
    let side = f64::from(SIDE) * (CELL.0 + CELL.1) - CELL.1;
    let mut next = 0;
    for (n, share) in shares.iter().enumerate() {
        let mut take = |count: u32| {
            let cells: Vec<[i32; 4]> =
                (next..next + count).filter(|k| *k < SIDE * SIDE).map(corners).collect();
            next = next.saturating_add(count).min(SIDE * SIDE);
            cells
        };
        let (own, perhaps) = (take(share.cells.min(100)), take(share.perhaps.min(100)));
        scene.plates.push(plate(n, share, own, perhaps));
    }
    let (x, mut y) = if setting.width >= BESIDE { (side + 32.0, 0.0) } else { (0.0, side + 14.0) };
    for (n, share) in shares.iter().enumerate() {
        y = legend(&mut scene, n, share, (x, y)) + 10.0;
    }
    y = y.max(side + 8.0);
    let words = Line::of(Kind::Note, cell).folded(setting.width);
    scene.height = scene.write_lines(words, Anchor::Start, (0.0, y)) + 2.0;
    scene
}

/// The cells of a share: its own, and those that an interval may add.
fn plate(n: usize, share: &Share, own: Vec<[i32; 4]>, perhaps: Vec<[i32; 4]>) -> Plate {
    let title = format!("{} {}", share.label, share.words.join(" "));
    let (ink, texture) = if share.rest { (Ink::Cell, None) } else { (Ink::Part(n), Some(Texture::Part(n))) };
    Plate {
        title,
        texture: texture.map(|t| (t, own.clone())),
        areas: vec![(ink, own), (Ink::Perhaps, perhaps)],
    }
}

/// A swatch and the words of a share; tells where they end.
fn legend(scene: &mut Scene, n: usize, share: &Share, (x, top): (f64, f64)) -> f64 {
    let (left, right, upper) = (tenths(x + 0.5), tenths(x + SWATCH.0), top + 3.0);
    let swatch = vec![[left, tenths(upper), right, tenths(upper + SWATCH.0)]];
    scene.plates.push(Plate { title: String::new(), ..plate(n, share, swatch, Vec::new()) });
    let x = x + SWATCH.0 + SWATCH.1;
    let most = scene.width - x;
    let y =
        scene.write_lines(Line::of(Kind::Label, share.label.as_str()).folded(most), Anchor::Start, (x, top));
    let kind = |i: usize| if i == 0 && share.words.len() > 1 { Kind::Value } else { Kind::Note };
    let mut line = Line(Vec::new());
    for (i, text) in share.words.iter().enumerate() {
        let gap = if i == 0 { "" } else { "  " };
        line.0.push(Run { kind: kind(i), text: format!("{gap}{text}") });
    }
    scene.write_lines(line.folded(most), Anchor::Start, (x, y))
}

/// The k-th cell, in tenths.
fn corners(k: u32) -> [i32; 4] {
    let step = CELL.0 + CELL.1;
    let (x, y) = (f64::from(k % SIDE) * step + 0.3, f64::from(k / SIDE) * step + 0.3);
    [x, y, x + CELL.0, y + CELL.0].map(tenths)
}
