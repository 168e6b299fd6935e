//! The upright bar: the scale on its left, labels under each other on its right, the whole above.

use super::super::Setting;
use super::super::backend::Anchor;
use super::super::ink::Ink;
use super::super::rows::{axis_words, close};
use super::super::scale::Scale;
use super::super::scene::{Frame, Scene};
use super::super::spread::spread;
use super::super::text::{Line, height};
use super::{BAR, Bar, LINKS, along};

/// Least height of the bar.
const TALL: f64 = 200.0;
/// Room for the measuring line between the scale and the bar.
const MEASURE: f64 = 16.0;
/// Least distance between labels over each other.
const APART: f64 = 9.0;

/// The layout.
pub(super) fn lay_out(bar: &Bar<'_>, setting: &Setting<'_>) -> Scene {
    let mut scene = Scene::new(setting.width);
    let mut top = 7.0;
    if let Some((whole, _)) = bar.whole {
        top += scene.write_lines(
            Bar::whole_line(whole, setting.words).folded(setting.width),
            Anchor::Start,
            (0.0, 0.0),
        ) + 6.0;
    }
    let scale = Scale::of_bar(bar.end, setting, 4);
    let left = scale.widest_tick() + 8.0;
    let start = if bar.whole.is_some() { MEASURE } else { 4.0 };
    let right = left + start + BAR;
    let blocks = bar.blocks(setting.width - right - LINKS - 4.0, false);
    let room = blocks.iter().map(|block| height(block) + APART).sum::<f64>() - APART;
    let bottom = top + room.max(TALL);
    let frame = Frame { left, right, top, bottom, scale, upright: true, grid: true };
    for stretch in &bar.stretches {
        scene.marks.push(stretch.mark(|from, to| [(start, from), (start + BAR, to)]));
    }
    place_labels(&mut scene, bar, blocks, &frame);
    if let Some((_, value)) = bar.whole {
        let (x, zero, end) = (left + MEASURE / 2.0, frame.place(0.0), frame.place(value));
        scene.stroke(Ink::Whole, &[(x, zero), (x, end)]);
        for y in [zero, end] {
            scene.stroke(Ink::Whole, &[(x - 4.0, y), (x + 4.0, y)]);
        }
    }
    close(&mut scene, axis_words(None, setting), bottom + 8.0, 4.0);
    scene.frame = Some(frame);
    scene
}

fn place_labels(scene: &mut Scene, bar: &Bar<'_>, blocks: Vec<Vec<Line>>, frame: &Frame) {
    let order = along(bar, -1.0);
    let sizes: Vec<f64> = order.iter().map(|&i| height(&blocks[i])).collect();
    let middles: Vec<f64> = order.iter().map(|&i| frame.place(bar.stretches[i].middle())).collect();
    let wishes: Vec<f64> = middles.iter().zip(&sizes).map(|(middle, size)| middle - size / 2.0).collect();
    let starts = spread(&wishes, &sizes, APART, (frame.top - 6.0, frame.bottom + 6.0));
    let x = frame.right + LINKS + 4.0;
    for (n, &i) in order.iter().enumerate() {
        let y = starts[n] + blocks[i].first().map_or(0.0, Line::leading) / 2.0;
        let link = [(frame.right, middles[n]), (frame.right + 5.0, middles[n]), (x - 9.0, y), (x - 4.0, y)];
        scene.stroke(Ink::Leader, &link);
        scene.write_lines(blocks[i].clone(), Anchor::Start, (x, starts[n]));
    }
}
