//! The marks as plotters elements: lines, row marks and bars, placed by plotters in the coordinates of the plot.
//!
//! Goes in: geometry in data coordinates on the axis of the scale, units of the picture on the other. Goes out: groups
//! with a title on the [`Canvas`].

use std::convert::Infallible;
use std::vec::IntoIter;

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use super::backend::{Anchor, Canvas, tenths};
use super::hatch::{self, Texture};
use super::ink::Ink;
use super::text::Line;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Length of an unbounded interval, in units of the picture.
pub(super) const ARROW: f64 = 26.0;
/// Half the height of an interval, in tenths.
const SPAN: i32 = 40;
/// Length and half height of an arrow head, in tenths.
const HEAD: (i32, i32) = (55, 40);

/// A mark in the plot.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// A line.
    Path { ink: Ink, points: Vec<(f64, f64)> },
    /// A row with its ends; two ends are linked.
    Row { title: String, y: f64, ends: Vec<End> },
    /// A value on an upright scale.
    Upright { x: f64, end: End },
    /// A bar between two corners.
    Bar { ink: Ink, title: String, corners: [(f64, f64); 2], texture: Texture },
}

/// One value in a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct End {
    pub(super) title: String,
    pub(super) caption: Line,
    pub(super) ink: Ink,
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) open_low: bool,
    pub(super) open_high: bool,
    /// An arrow to the left ends at zero: less than nothing cannot be meant.
    pub(super) stops_at_zero: bool,
}

impl<'a> PointCollection<'a, (f64, f64)> for &'a Mark {
    type Point = (f64, f64);
    type IntoIter = IntoIter<(f64, f64)>;

    fn point_iter(self) -> Self::IntoIter {
        match self {
            Mark::Path { points, .. } => points.clone(),
            Mark::Row { y, ends, .. } => {
                ends.iter().flat_map(|end| [end.low, end.value, end.high, 0.0].map(|x| (x, *y))).collect()
            }
            Mark::Upright { x, end } => [end.low, end.value, end.high, 0.0].map(|y| (*x, y)).to_vec(),
            Mark::Bar { corners, .. } => corners.to_vec(),
        }
        .into_iter()
    }
}

impl Drawable<Canvas<'_>> for Mark {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, at: I, canvas: &mut Canvas<'_>, _: (u32, u32)) -> Drawn {
        match self {
            Mark::Path { ink, .. } => canvas.path(*ink, at),
            Mark::Row { title, ends, .. } => draw_row(canvas, title, ends, &at.collect::<Vec<_>>()),
            Mark::Upright { end, .. } => draw_upright(canvas, end, &at.collect::<Vec<_>>()),
            Mark::Bar { ink, title, texture, .. } => {
                if let [a, b] = at.collect::<Vec<_>>()[..] {
                    canvas.open_group("mark", title);
                    canvas.rect(*ink, a, b);
                    hatch::draw(canvas, *texture, &[(a, b)]);
                    canvas.close_group();
                }
            }
        }
        Ok(())
    }
}

/// Four points an end: low, value, high and zero.
fn draw_row(canvas: &mut Canvas<'_>, title: &str, ends: &[End], at: &[BackendCoord]) {
    if let [_, from, _, _, _, to, _, _] = *at {
        canvas.open_group("row", title);
        canvas.path(Ink::Link, [from, to]);
    }
    for (end, at) in ends.iter().zip(at.chunks(4)) {
        if let [low, value, high, zero] = *at {
            canvas.open_group("mark", &end.title);
            draw_span(canvas, end, [low.0, high.0, zero.0], value.1);
            canvas.circle(end.ink, value, 50);
            canvas.close_group();
        }
    }
    if ends.len() == 2 {
        canvas.close_group();
    }
}

/// Low, value, high and zero on an upright scale.
fn draw_upright(canvas: &mut Canvas<'_>, end: &End, at: &[BackendCoord]) {
    let [low, value, high, zero] = *at else { return };
    canvas.open_group("mark", &end.title);
    if high.1 < low.1 {
        canvas.rect(Ink::Span, (value.0 - SPAN, high.1), (value.0 + SPAN, low.1));
    }
    let mut arrow = |from: i32, tip: i32| {
        let head = if tip < from { HEAD.0 } else { -HEAD.0 };
        if from != tip {
            let x = value.0;
            canvas.path(Ink::Arrow, [(x, from), (x, tip)]);
            canvas.path(Ink::Arrow, [(x - HEAD.1, tip + head), (x, tip), (x + HEAD.1, tip + head)]);
        }
    };
    if end.open_low {
        let tip = low.1 + tenths(ARROW);
        arrow(low.1, if end.stops_at_zero { tip.min(zero.1) } else { tip });
    }
    if end.open_high {
        arrow(high.1, high.1 - tenths(ARROW));
    }
    if end.ink == Ink::Target {
        let (x, y) = value;
        canvas.path(Ink::Target, [(x, y - 60), (x + 60, y), (x, y + 60), (x - 60, y), (x, y - 60)]);
    } else {
        canvas.circle(end.ink, value, 50);
    }
    canvas.close_group();
}

/// The interval: a bar, and an arrow on the side where it has no bound.
fn draw_span(canvas: &mut Canvas<'_>, end: &End, [low, high, zero]: [i32; 3], y: i32) {
    if high > low {
        canvas.rect(Ink::Span, (low, y - SPAN), (high, y + SPAN));
    }
    if end.open_low {
        let tip = low - tenths(ARROW);
        let tip = if end.stops_at_zero { tip.max(zero) } else { tip };
        draw_arrow(canvas, low, tip, y);
    }
    if end.open_high {
        draw_arrow(canvas, high, high + tenths(ARROW), y);
    }
}

fn draw_arrow(canvas: &mut Canvas<'_>, from: i32, tip: i32, y: i32) {
    let head = if tip < from { HEAD.0 } else { -HEAD.0 };
    if from == tip {
        return;
    }
    canvas.path(Ink::Arrow, [(from, y), (tip, y)]);
    canvas.path(Ink::Arrow, [(tip + head, y - HEAD.1), (tip, y), (tip + head, y + HEAD.1)]);
}

/// A line of text at a place in units of the picture, as an element.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) line: Line,
    pub(super) anchor: Anchor,
    pub(super) at: (i32, i32),
}

impl<'a> PointCollection<'a, (i32, i32)> for &'a Placed {
    type Point = (i32, i32);
    type IntoIter = std::iter::Once<(i32, i32)>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(self.at)
    }
}

impl Drawable<Canvas<'_>> for Placed {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut at: I,
        canvas: &mut Canvas<'_>,
        _: (u32, u32),
    ) -> Drawn {
        if let Some(at) = at.next() {
            canvas.line(&self.line, self.anchor, at);
        }
        Ok(())
    }
}

/// Rectangles in units of the picture, as an element: tiles and cells.
#[derive(Clone, Debug)]
pub(super) struct Plate {
    /// What they stand for; where it is empty, nothing is said.
    pub(super) title: String,
    /// Left, top, right and bottom of the rectangles of each ink.
    pub(super) areas: Vec<(Ink, Vec<[i32; 4]>)>,
    /// A texture over some of them.
    pub(super) texture: Option<(Texture, Vec<[i32; 4]>)>,
}

impl<'a> PointCollection<'a, (i32, i32)> for &'a Plate {
    type Point = (i32, i32);
    type IntoIter = IntoIter<(i32, i32)>;

    fn point_iter(self) -> Self::IntoIter {
        let textured = self.texture.iter().flat_map(|(_, rects)| rects);
        let rects = self.areas.iter().flat_map(|(_, rects)| rects).chain(textured);
        rects
            .flat_map(|[left, top, right, bottom]| [(*left, *top), (*right, *bottom)])
            .collect::<Vec<_>>()
            .into_iter()
    }
}

impl Drawable<Canvas<'_>> for Plate {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut at: I,
        canvas: &mut Canvas<'_>,
        _: (u32, u32),
    ) -> Drawn {
        let mut placed = |count: usize| -> Vec<(BackendCoord, BackendCoord)> {
            (0..count).filter_map(|_| Some((at.next()?, at.next()?))).collect()
        };
        if !self.title.is_empty() {
            canvas.open_group("mark", &self.title);
        }
        for (ink, rects) in self.areas.iter().filter(|(_, rects)| !rects.is_empty()) {
            canvas.rects(*ink, &placed(rects.len()));
        }
        if let Some((texture, rects)) = &self.texture {
            hatch::draw(canvas, *texture, &placed(rects.len()));
        }
        if !self.title.is_empty() {
            canvas.close_group();
        }
        Ok(())
    }
}

/// A line in units of the picture, as an element.
#[derive(Clone, Debug)]
pub(super) struct Stroke {
    pub(super) ink: Ink,
    pub(super) points: Vec<(i32, i32)>,
}

impl<'a> PointCollection<'a, (i32, i32)> for &'a Stroke {
    type Point = (i32, i32);
    type IntoIter = IntoIter<(i32, i32)>;

    fn point_iter(self) -> Self::IntoIter {
        self.points.clone().into_iter()
    }
}

impl Drawable<Canvas<'_>> for Stroke {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, at: I, canvas: &mut Canvas<'_>, _: (u32, u32)) -> Drawn {
        canvas.path(self.ink, at);
        Ok(())
    }
}
