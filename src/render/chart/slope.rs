//! The slope chart: two upright axes, one for each date, and a line a row between them; names and values on both sides.

use crate::derive::chart::ChangeRow;

use super::Setting;
use super::backend::Anchor;
use super::ink::Ink;
use super::marks::{End, Mark};
use super::rows::{close, end, lines_of, under_axis};
use super::scale::Scale;
use super::scene::{Frame, Scene};
use super::spread::spread;
use super::text::{Kind, Line, Run, height, widest};

/// Least height of the plot.
const HEIGHT: f64 = 220.0;
/// Distance between an axis and the words beside it.
const BESIDE: f64 = 14.0;
/// Least distance between words over each other.
const APART: f64 = 6.0;

/// Shares of the width that the words on the left and on the right may take.
const SIDES: (f64, f64) = (0.38, 0.3);

/// The layout.
pub(super) fn lay_out(rows: &[ChangeRow], dates: &[String; 2], setting: &Setting<'_>) -> Scene {
    let ends: Vec<[Option<End>; 2]> = rows.iter().map(|row| ends(row, setting)).collect();
    let drawn: Vec<(&ChangeRow, [&End; 2])> =
        rows.iter().zip(&ends).filter_map(|(row, [a, b])| Some((row, [a.as_ref()?, b.as_ref()?]))).collect();
    let values: Vec<f64> =
        drawn.iter().flat_map(|(_, ends)| ends.iter().flat_map(|e| [e.low, e.high])).collect();
    let mut scene = Scene::new(setting.width);
    let mut y = heads(&mut scene, dates, setting) + 10.0;
    if let Some(mut scale) = Scale::of_dots(&values, setting, 4) {
        scale.ticks.clear();
        y = plot(&mut scene, &drawn, scale, (y, setting));
    }
    // A value without a number is said in words.
    for (row, _) in rows.iter().zip(&ends).filter(|(_, ends)| ends.iter().any(Option::is_none)) {
        let both = [&row.from, &row.to].map(|m| m.printed.as_str()).join(" → ");
        let words = Line::of(Kind::Note, super::said(&row.label, &both, "", setting.words));
        y = scene.write_lines(words.folded(setting.width), Anchor::Start, (0.0, y));
    }
    let far = scene.frame.as_ref().is_some_and(|frame| !frame.scale.has_zero());
    let far = far.then_some(setting.words.off_zero_upright.as_str());
    close(&mut scene, under_axis(setting, far.into_iter()), y, 4.0);
    scene
}

fn ends(row: &ChangeRow, setting: &Setting<'_>) -> [Option<End>; 2] {
    let inks = [Ink::From(row.from.approximate), Ink::To(row.to.approximate)];
    let end = |mark, ink, kind| end(&row.label, mark, ink, kind, setting.words);
    [end(&row.from, inks[0], Kind::Past), end(&row.to, inks[1], Kind::Value)]
}

/// The two dates, over the sides of their axes.
fn heads(scene: &mut Scene, dates: &[String; 2], setting: &Setting<'_>) -> f64 {
    let half = setting.width / 2.0 - 8.0;
    let [from, to] = dates.each_ref().map(|date| Line::of(Kind::Period, date.as_str()).folded(half));
    let left = scene.write_lines(from, Anchor::Start, (0.0, 0.0));
    scene.write_lines(to, Anchor::End, (setting.width, 0.0)).max(left)
}

/// The plot with its words; tells where it ends.
fn plot(
    scene: &mut Scene,
    rows: &[(&ChangeRow, [&End; 2])],
    scale: Scale,
    (top, setting): (f64, &Setting<'_>),
) -> f64 {
    let most = (setting.width * SIDES.0, setting.width * SIDES.1);
    let left: Vec<Vec<Line>> = rows.iter().map(|(row, _)| left_words(row, most.0)).collect();
    let right: Vec<Vec<Line>> = rows.iter().map(|(row, _)| right_words(row, most.1)).collect();
    let column = |blocks: &[Vec<Line>]| blocks.iter().map(|block| widest(block)).fold(0.0, f64::max);
    let needed = |blocks: &[Vec<Line>]| blocks.iter().map(|block| height(block) + APART).sum::<f64>();
    let bottom = top + HEIGHT.max(needed(&left)).max(needed(&right));
    let edges = (column(&left) + BESIDE, setting.width - column(&right) - BESIDE);
    let frame = Frame { left: edges.0, right: edges.1, top, bottom, scale, upright: true, grid: false };
    for x in [frame.left, frame.right] {
        scene.stroke(Ink::Axis, &[(x, top - 4.0), (x, bottom + 4.0)]);
    }
    let width = frame.right - frame.left;
    for (_, [from, to]) in rows {
        scene.marks.push(Mark::Path { ink: Ink::Link, points: vec![(0.0, from.value), (width, to.value)] });
    }
    for (_, [from, to]) in rows {
        for (x, end) in [(0.0, from), (width, to)] {
            let mut end = (*end).clone();
            end.stops_at_zero &= frame.scale.has_zero();
            scene.marks.push(Mark::Upright { x, end });
        }
    }
    let places = |n: usize| rows.iter().map(|(_, ends)| frame.place(ends[n].value)).collect::<Vec<f64>>();
    name_side(scene, left, &places(0), (&frame, Anchor::End));
    name_side(scene, right, &places(1), (&frame, Anchor::Start));
    scene.frame = Some(frame);
    bottom + 8.0
}

/// Name and value of the earlier date, in one line if there is room.
fn left_words(row: &ChangeRow, most: f64) -> Vec<Line> {
    let value = Run { kind: Kind::Past, text: row.from.printed.clone() };
    let space = Run { kind: Kind::Past, text: "  ".to_owned() };
    let mut line = Line::of(Kind::Label, row.label.as_str());
    line.0.extend([space, value]);
    if line.width() <= most {
        return vec![line];
    }
    let mut lines = lines_of(&row.label, most);
    lines.extend(Line::of(Kind::Past, row.from.printed.as_str()).folded(most));
    lines
}

/// Value of the later date and, where there is room for it, the name once more.
fn right_words(row: &ChangeRow, most: f64) -> Vec<Line> {
    let mut line = Line::of(Kind::Value, row.to.printed.as_str());
    line.0.push(Run { kind: Kind::Note, text: format!("  {}", row.label) });
    if line.width() > most {
        line.0.pop();
    }
    line.folded(most)
}

/// Writes the words of one side near their marks, none over another.
fn name_side(scene: &mut Scene, blocks: Vec<Vec<Line>>, places: &[f64], (frame, anchor): (&Frame, Anchor)) {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|&a, &b| places[a].total_cmp(&places[b]).then(a.cmp(&b)));
    let sizes: Vec<f64> = order.iter().map(|&i| height(&blocks[i])).collect();
    let wishes: Vec<f64> = order.iter().zip(&sizes).map(|(&i, size)| places[i] - size / 2.0).collect();
    let starts = spread(&wishes, &sizes, APART, (frame.top - 4.0, frame.bottom + 4.0));
    let (axis, x, side) = match anchor {
        Anchor::End => (frame.left, frame.left - BESIDE, -1.0),
        _ => (frame.right, frame.right + BESIDE, 1.0),
    };
    for ((&i, start), size) in order.iter().zip(starts).zip(sizes) {
        let middle = start + size / 2.0;
        if (middle - places[i]).abs() > 3.0 {
            scene.stroke(Ink::Leader, &[(axis + side * 6.0, places[i]), (x - side * 2.0, middle)]);
        }
        scene.write_lines(blocks[i].clone(), anchor, (x, start));
    }
}
