//! The level bar: labels in a row above it, the scale and the measuring line of the whole under it.

use crate::derive::chart::ChartWords;

use super::super::Setting;
use super::super::backend::Anchor;
use super::super::ink::Ink;
use super::super::rows::{axis_words, close, fit};
use super::super::scale::Scale;
use super::super::scene::{Frame, Scene, TICKS};
use super::super::spread::spread;
use super::super::text::{Line, height, widest};
use super::{APART, BAR, Bar, LINKS, along};

/// The layout; the blocks fit side by side.
pub(super) fn lay_out(bar: &Bar<'_>, blocks: Vec<Vec<Line>>, setting: &Setting<'_>) -> Scene {
    let mut scene = Scene::new(setting.width);
    let scale = Scale::of_bar(bar.end, setting, 5);
    let (left, width) = fit(&scale, vec![], setting.width);
    let scale = scale.thinned(width);
    let top = blocks.iter().map(|block| height(block)).fold(0.0, f64::max) + LINKS;
    let bottom = top + BAR + 5.0;
    let frame = Frame { left, right: left + width, top, bottom, scale, upright: false, grid: true };
    for stretch in &bar.stretches {
        scene.marks.push(stretch.mark(|from, to| [(from, 0.0), (to, BAR)]));
    }
    place_labels(&mut scene, bar, blocks, &frame);
    scene.zero_line(&frame, 0.0..BAR + 5.0);
    let y = measure_whole(&mut scene, bar, &frame, (bottom + TICKS, setting.words));
    close(&mut scene, axis_words(None, setting), y, 4.0);
    scene.frame = Some(frame);
    scene
}

fn place_labels(scene: &mut Scene, bar: &Bar<'_>, blocks: Vec<Vec<Line>>, frame: &Frame) {
    let order = along(bar, 1.0);
    let sizes: Vec<f64> = order.iter().map(|&i| widest(&blocks[i])).collect();
    let middles: Vec<f64> = order.iter().map(|&i| frame.place(bar.stretches[i].middle())).collect();
    let wishes: Vec<f64> = middles.iter().zip(&sizes).map(|(middle, size)| middle - size / 2.0).collect();
    let starts = spread(&wishes, &sizes, APART, (0.0, scene.width));
    let foot = frame.top - LINKS;
    for (n, &i) in order.iter().enumerate() {
        let center = starts[n] + sizes[n] / 2.0;
        scene.write_lines(blocks[i].clone(), Anchor::Middle, (center, foot - height(&blocks[i])));
        let x = middles[n];
        let points = [(x, frame.top), (x, frame.top - 4.0), (center, foot + 8.0), (center, foot + 3.0)];
        scene.stroke(Ink::Leader, &points);
    }
}

/// The line from zero to the whole, its words in the middle or, where the line is too short, under it.
fn measure_whole(scene: &mut Scene, bar: &Bar<'_>, frame: &Frame, (top, words): (f64, &ChartWords)) -> f64 {
    let Some((whole, value)) = bar.whole else { return top };
    let words = Bar::whole_line(whole, words);
    let (left, right, y) = (frame.place(0.0), frame.place(value), top + 14.0);
    for x in [left, right] {
        scene.stroke(Ink::Whole, &[(x, y - 5.0), (x, y + 5.0)]);
    }
    let (middle, half) = (f64::midpoint(left, right), words.width() / 2.0 + 8.0);
    if half + 30.0 < (right - left) / 2.0 {
        scene.stroke(Ink::Whole, &[(left, y), (middle - half, y)]);
        scene.stroke(Ink::Whole, &[(middle + half, y), (right, y)]);
        scene.write(words, Anchor::Middle, (middle, y + 5.0));
        return y + 12.0;
    }
    scene.stroke(Ink::Whole, &[(left, y), (right, y)]);
    scene.write_lines(words.folded(scene.width), Anchor::Start, (0.0, y + 6.0))
}
