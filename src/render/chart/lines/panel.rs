//! One panel of values over the years: its marks, the lines between them, and the years under it.

use crate::derive::chart::{ChartWords, Panel, Point, PointState};

use super::super::backend::Anchor;
use super::super::ink::Ink;
use super::super::marks::{End, Mark};
use super::super::rows::{end, lines_of};
use super::super::scale::Scale;
use super::super::scene::{Frame, Scene};
use super::super::text::{Kind, Line};
use super::Years;
use super::labels::{self, Named};

/// Height of a single plot, and of one among several.
const HEIGHT: (f64, f64) = (200.0, 96.0);
/// Room under the plot for the years.
const FOOT: f64 = 24.0;
/// Room above the plot for names of the highest values: in a single plot, and in one among several.
const ABOVE: (f64, f64) = (22.0, 16.0);

/// The axes of a panel.
pub(super) struct Axes {
    pub(super) scale: Scale,
    pub(super) years: Years,
    /// Room for the words of the upright scale; 0 where a panel on the left has them.
    pub(super) left: f64,
    pub(super) width: f64,
}

/// How a panel is drawn.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// It is the only one.
    pub(super) alone: bool,
    /// Room for its name.
    pub(super) heading: f64,
}

/// The values of a panel as marks; `None` where a value is no number.
pub(super) fn ends(panel: &Panel, words: &ChartWords) -> Vec<Option<End>> {
    panel.points.iter().map(|point| mark(panel, point, words)).collect()
}

fn mark(panel: &Panel, point: &Point, words: &ChartWords) -> Option<End> {
    let vague = point.mark.approximate;
    let (ink, kind) = match point.state {
        PointState::Reached => (Ink::To(vague), Kind::Value),
        PointState::Disputed => (Ink::Disputed, Kind::Value),
        PointState::Target => (Ink::Target, Kind::Past),
    };
    let mut end = end(&panel.label, &point.mark, ink, kind, words)?;
    if point.plain {
        end.caption = Line::of(kind, point.mark.printed.as_str());
    }
    if point.state == PointState::Target {
        for run in &mut end.caption.0[..1] {
            run.text = words.target.replace("{value}", &run.text);
        }
    }
    Some(end)
}

/// The name of a panel, in lines.
pub(super) fn heading(label: &str, width: f64) -> Vec<Line> {
    lines_of(label, width)
}

/// The layout.
pub(super) fn lay_out(panel: &Panel, ends: &[Option<End>], axes: &Axes, look: Look) -> Scene {
    let mut scene = Scene::new(axes.left + axes.width);
    if !look.alone {
        scene.write_lines(heading(&panel.label, axes.width), Anchor::Start, (axes.left, 0.0));
    }
    let top = look.heading + if look.alone { ABOVE.0 } else { ABOVE.1 };
    let bottom = top + if look.alone { HEIGHT.0 } else { HEIGHT.1 };
    let frame = frame(axes, (top, bottom));
    let place = |point: &Point| axes.years.share(point.at) * axes.width;
    let shown: Vec<(&Point, &End)> =
        panel.points.iter().zip(ends).filter_map(|(point, end)| Some((point, end.as_ref()?))).collect();
    let mut segments = Vec::new();
    for (i, (point, end)) in shown.iter().enumerate() {
        let before = shown[..i].iter().rev().find(|(p, _)| p.state != PointState::Target);
        if let (Some((from, start)), true) = (before, point.joined) {
            let points = vec![(place(from), start.value), (place(point), end.value)];
            segments.push(points.clone());
            let ink = if point.state == PointState::Target { Ink::Plan } else { Ink::Series };
            scene.marks.push(Mark::Path { ink, points });
        }
    }
    for (point, end) in &shown {
        let mut end = (*end).clone();
        end.stops_at_zero &= frame.scale.has_zero();
        scene.marks.push(Mark::Upright { x: place(point), end });
    }
    scene.height = bottom + FOOT;
    name_values(&mut scene, &shown, &segments, (&frame, look, axes));
    years(&mut scene, axes, bottom, look);
    scene.frame = Some(frame);
    scene
}

fn frame(axes: &Axes, (top, bottom): (f64, f64)) -> Frame {
    let mut scale = axes.scale.clone();
    if axes.left == 0.0 {
        scale.ticks.iter_mut().for_each(|tick| tick.text.clear());
    }
    Frame { left: axes.left, right: axes.left + axes.width, top, bottom, scale, upright: true, grid: true }
}

/// Writes the values that have room: of a single panel all, of one among several the first and the last.
fn name_values(
    scene: &mut Scene,
    shown: &[(&Point, &End)],
    segments: &[Vec<(f64, f64)>],
    (frame, look, axes): (&Frame, Look, &Axes),
) {
    let at = |x: f64, value: f64| (frame.left + x, frame.place(value));
    let named: Vec<Named<'_>> = shown
        .iter()
        .map(|(point, end)| {
            let x = axes.years.share(point.at) * axes.width;
            let (low, high) = (at(x, end.low).1, at(x, end.high).1);
            Named { at: at(x, end.value), reach: (high, low), end }
        })
        .collect();
    let lines: Vec<[(f64, f64); 2]> =
        segments.iter().map(|points| [at(points[0].0, points[0].1), at(points[1].0, points[1].1)]).collect();
    let wanted = labels::order(&named, look.alone);
    let room = [frame.left, look.heading, scene.width, frame.bottom - 2.0];
    let placed = labels::place(&named, &wanted, &lines, room);
    scene.incomplete = look.alone && placed.len() < named.len();
    for (n, anchor, at) in placed {
        scene.write(named[n].end.caption.clone(), anchor, at);
    }
}

/// The years under the plot, as many as there is room for; of one among several the first and the last.
fn years(scene: &mut Scene, axes: &Axes, bottom: f64, look: Look) {
    let Years { from, to } = axes.years;
    let count = to - from;
    let width = |year: i32| Kind::Tick.width(&year.to_string());
    let widest = width(from).max(width(to - 1)) + 8.0;
    let every = (widest * f64::from(count) / axes.width).ceil().max(1.0) as i32;
    let every = if look.alone { every } else { every.max(count - 1) };
    let y = bottom + 9.0 + 0.88 * Kind::Tick.size();
    for year in (from..to).step_by(every.unsigned_abs() as usize) {
        let half = width(year) / 2.0;
        let x = axes.left + axes.years.share(f64::from(year) + 0.5) * axes.width;
        let x = x.min(scene.width - half).max(if axes.left > 0.0 { x.min(axes.left) } else { half });
        scene.write(Line::of(Kind::Tick, year.to_string()), Anchor::Middle, (x, y));
    }
    scene.stroke(Ink::Axis, &[(axes.left, bottom), (axes.left + axes.width, bottom)]);
}
