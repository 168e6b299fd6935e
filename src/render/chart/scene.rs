//! A picture laid out but not yet drawn: a frame with a scale, marks in it, lines and texts around it.
//!
//! The modules of the shapes make a [`Scene`]; [`Scene::draw`] hands it to plotters, which places the marks on the
//! scale and draws the grid and the tick labels.

use std::convert::Infallible;

use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::style::{Color, IntoFont, ShapeStyle, TRANSPARENT, TextStyle};

use super::backend::{Anchor, Canvas, tenths};
use super::ink::Ink;
use super::marks::{Mark, Placed, Plate, Stroke};
use super::scale::Scale;
use super::text::Line;

/// An area of the picture, in tenths.
pub(super) type Area<'a> = DrawingArea<Canvas<'a>, Shift>;
/// The outcome of drawing; it cannot fail on a string.
pub(super) type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// Room for tick labels under a level scale.
pub(super) const TICKS: f64 = 20.0;

/// A laid-out picture.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) frame: Option<Frame>,
    pub(super) marks: Vec<Mark>,
    pub(super) plates: Vec<Plate>,
    pub(super) strokes: Vec<Stroke>,
    pub(super) texts: Vec<Placed>,
    /// Pictures within this one, by their upper left corner.
    pub(super) insets: Vec<((f64, f64), Scene)>,
    /// Some words found no room.
    pub(super) incomplete: bool,
}

/// The rectangle of the plot, in units of the picture, and its scale.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) scale: Scale,
    /// The scale goes up, not to the right.
    pub(super) upright: bool,
    /// Whether lines go from the ticks through the plot.
    pub(super) grid: bool,
}

impl Frame {
    /// Place of a value along the scale.
    pub(super) fn place(&self, value: f64) -> f64 {
        let share = self.scale.share(value);
        match self.upright {
            true => self.bottom - share * (self.bottom - self.top),
            false => self.left + share * (self.right - self.left),
        }
    }
}

impl Scene {
    /// An empty picture.
    pub(super) fn new(width: f64) -> Scene {
        Scene {
            width,
            height: 0.0,
            frame: None,
            marks: vec![],
            plates: vec![],
            strokes: vec![],
            texts: vec![],
            insets: vec![],
            incomplete: false,
        }
    }

    /// Puts a line of text with its base line at `y`.
    pub(super) fn write(&mut self, line: Line, anchor: Anchor, (x, y): (f64, f64)) {
        self.texts.push(Placed { line, anchor, at: (tenths(x), tenths(y)) });
    }

    /// Puts lines of text under each other from `top`; tells where they end.
    pub(super) fn write_lines(&mut self, lines: Vec<Line>, anchor: Anchor, (x, top): (f64, f64)) -> f64 {
        let mut y = top;
        for line in lines {
            let leading = line.leading();
            self.write(line, anchor, (x, y + leading * 0.74));
            y += leading;
        }
        y
    }

    /// Puts a line through points in units of the picture.
    pub(super) fn stroke(&mut self, ink: Ink, points: &[(f64, f64)]) {
        let points = points.iter().map(|&(x, y)| (tenths(x), tenths(y))).collect();
        self.strokes.push(Stroke { ink, points });
    }

    /// Draws the zero line of a level scale, if zero lies on it.
    pub(super) fn zero_line(&mut self, frame: &Frame, y: std::ops::Range<f64>) {
        if frame.scale.has_zero() {
            self.marks.push(Mark::Path { ink: Ink::Axis, points: vec![(0.0, y.start), (0.0, y.end)] });
        }
    }

    /// Draws everything; the area is as large as the picture.
    pub(super) fn draw(&self, area: &Area<'_>) -> Drawn {
        for plate in &self.plates {
            area.draw(plate)?;
        }
        for stroke in &self.strokes {
            area.draw(stroke)?;
        }
        match &self.frame {
            Some(frame) if frame.upright => self.draw_upright(area, frame)?,
            Some(frame) => self.draw_level(area, frame)?,
            None => {}
        }
        for text in &self.texts {
            area.draw(text)?;
        }
        for ((x, y), inset) in &self.insets {
            let size = (tenths(inset.width), tenths(inset.height));
            inset.draw(&area.clone().shrink((tenths(*x), tenths(*y)), size))?;
        }
        Ok(())
    }

    fn draw_level(&self, area: &Area<'_>, frame: &Frame) -> Drawn {
        let mut chart = ChartBuilder::on(area)
            .margin_left(tenths(frame.left))
            .margin_right(tenths(self.width - frame.right))
            .margin_top(tenths(frame.top))
            .margin_bottom(tenths(self.height - frame.bottom - TICKS))
            .set_label_area_size(LabelAreaPosition::Bottom, tenths(TICKS))
            .build_cartesian_2d(frame.scale.clone(), frame.bottom - frame.top..0.0)?;
        let mut mesh = chart.configure_mesh();
        if !frame.grid {
            mesh.disable_x_mesh();
        }
        mesh.disable_y_mesh()
            .axis_style(TRANSPARENT)
            .bold_line_style(style(Ink::Grid))
            .label_style(tick_style())
            .set_tick_mark_size(LabelAreaPosition::Bottom, 25)
            .draw()?;
        self.marks.iter().try_for_each(|mark| chart.plotting_area().draw(mark))
    }

    fn draw_upright(&self, area: &Area<'_>, frame: &Frame) -> Drawn {
        let mut chart = ChartBuilder::on(area)
            .margin_right(tenths(self.width - frame.right))
            .margin_top(tenths(frame.top))
            .margin_bottom(tenths(self.height - frame.bottom))
            .set_label_area_size(LabelAreaPosition::Left, tenths(frame.left).max(1))
            .build_cartesian_2d(0.0..frame.right - frame.left, frame.scale.clone())?;
        let mut mesh = chart.configure_mesh();
        if !frame.grid {
            mesh.disable_y_mesh();
        }
        mesh.disable_x_mesh()
            .axis_style(TRANSPARENT)
            .bold_line_style(style(Ink::Grid))
            .label_style(tick_style())
            .set_tick_mark_size(LabelAreaPosition::Left, 25)
            .draw()?;
        self.marks.iter().try_for_each(|mark| chart.plotting_area().draw(mark))
    }
}

fn style(ink: Ink) -> ShapeStyle {
    ink.sentinel().stroke_width(1)
}

fn tick_style() -> TextStyle<'static> {
    TextStyle::from(("tick", 120).into_font())
}
