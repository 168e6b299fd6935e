//! Charts: from a [`ChartSpec`] to SVG, with plotters on a canvas of our own.
//!
//! Goes in: plain data from `derive::chart`. Goes out: [`render_inline`] for pages (classes, no colour, no size; the
//! look is in `theme/chart.css`) and [`render_file`] for a file that stands alone. Never here: a choice of what may be
//! compared, a number computed for the reader, an outside reference.
//!
//! A shape is first laid out with measured text (`scene::Scene`), then drawn by plotters.

mod backend;
mod before_after;
mod composition;
mod dots;
mod file;
mod hatch;
mod ink;
mod lines;
mod marks;
mod png;
mod rows;
mod scale;
mod scene;
mod slope;
mod spread;
mod stacked;
#[cfg(test)]
mod tests;
mod text;
mod tiles;
mod waffle;

use plotters::drawing::IntoDrawingArea;

use crate::derive::chart::{ChartShape, ChartSpec, ChartWords};

use self::backend::{Anchor, Canvas, Escaped, Ground, Sheet, Tenths, lang_mark, tenths};
use self::composition::Parts;
use self::rows::Row;
use self::scene::{Area, Drawn, Scene};
use self::text::{Kind, Line};

pub use self::file::render_file;
pub use self::png::{draw_png, render_png, without_glyph};
pub use self::text::{broken_lines, width_in_ems};

/// Width of a picture in a page; both are written and the style sheet shows one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartWidth {
    /// 720 units, for columns of text and for paper.
    Wide,
    /// 340 units, for telephones.
    Narrow,
}

impl ChartWidth {
    fn units(self) -> f64 {
        match self {
            ChartWidth::Wide => 720.0,
            ChartWidth::Narrow => 340.0,
        }
    }

    fn name(self) -> &'static str {
        match self {
            ChartWidth::Wide => "wide",
            ChartWidth::Narrow => "narrow",
        }
    }
}

/// The frame in which a shape is laid out.
#[derive(Clone, Copy, Debug)]
struct Setting<'a> {
    width: f64,
    unit: &'a str,
    /// Whether the unit is written at the scale.
    shows_unit: bool,
    words: &'a ChartWords,
}

/// The chart as SVG for embedding in a page.
///
/// `id_prefix` keeps ids apart where one chart stands twice in a page. The root has `viewBox`, `role="img"`, `<title>`
/// and `<desc>`; it has neither size nor colour.
pub fn render_inline(spec: &ChartSpec, width: ChartWidth, id_prefix: &str) -> String {
    draw_inline(spec, width, id_prefix).svg
}

fn draw_inline(spec: &ChartSpec, width: ChartWidth, id_prefix: &str) -> Sheet {
    let setting = Setting { width: width.units(), unit: &spec.unit, shows_unit: true, words: &spec.words };
    let scene = lay_out(spec, &setting);
    let name = width.name();
    let id = format!("{id_prefix}{}-{name}", spec.id);
    let id = Escaped(&id);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart chart-{name}\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" lang=\"{}\">\
         <title id=\"{id}-title\"{}>{}</title><desc id=\"{id}-desc\"{}>{}</desc>",
        Tenths(tenths(scene.width)),
        Tenths(tenths(scene.height)),
        spec.lang.tag(),
        lang_mark(spec.lang, &spec.title),
        Escaped(&spec.title),
        lang_mark(spec.lang, &spec.desc),
        Escaped(&spec.desc),
    );
    let mut sheet = Sheet { svg, boxes: Vec::new(), lang: spec.lang };
    paint(&mut sheet, (scene.width, scene.height), Ground::Page, |area| scene.draw(area));
    sheet.svg.push_str("</svg>");
    sheet
}

/// Lays out the shape of the chart.
fn lay_out(spec: &ChartSpec, setting: &Setting<'_>) -> Scene {
    match &spec.shape {
        ChartShape::BeforeAfter { rows } => lay_out_rows(&before_after::rows(rows, setting.words), setting),
        ChartShape::Dots { rows } => lay_out_rows(&dots::rows(rows, setting.words), setting),
        ChartShape::Slope { rows, .. } if rows.is_empty() => empty(setting),
        ChartShape::Slope { rows, dates } => slope::lay_out(rows, dates, setting),
        ChartShape::Waffle { shares, cell } => waffle::lay_out(shares, cell, setting),
        ChartShape::Tiles { tiles, split } => tiles::lay_out(tiles, split, setting),
        ChartShape::Lines { panels, free } => lines::lay_out(panels, *free, setting),
        ChartShape::Composition { parts, whole: None, .. } if parts.is_empty() => empty(setting),
        ChartShape::Composition { whole, parts, gap } => {
            composition::lay_out(Parts { whole: whole.as_ref(), parts, gap: gap.as_deref() }, setting)
        }
    }
}

fn lay_out_rows(rows: &[Row], setting: &Setting<'_>) -> Scene {
    const COLUMNS: f64 = 500.0;
    if rows.is_empty() {
        return empty(setting);
    }
    let columns = if setting.width < COLUMNS { None } else { rows::columns(rows, setting) };
    columns.unwrap_or_else(|| stacked::stacked(rows, setting))
}

fn empty(setting: &Setting<'_>) -> Scene {
    let mut scene = Scene::new(setting.width);
    scene.height = scene.write_lines(
        vec![Line::of(Kind::Note, setting.words.empty.as_str())],
        Anchor::Start,
        (0.0, 0.0),
    ) + 2.0;
    scene
}

/// Runs `draw` on a canvas of `size` units.
fn paint(sheet: &mut Sheet, size: (f64, f64), ground: Ground, draw: impl FnOnce(&Area<'_>) -> Drawn) {
    let area = Canvas { sheet, size, ground }.into_drawing_area();
    draw(&area).expect("invariant: drawing on a string does not fail");
}

/// What is said of `name`: a printed value and its period.
fn said(name: &str, printed: &str, period: &str, words: &ChartWords) -> String {
    format!("{name}{}{}", words.colon, dated(printed, period, words))
}

/// A printed value and its period.
fn dated(printed: &str, period: &str, words: &ChartWords) -> String {
    match period {
        "" => printed.to_owned(),
        _ => format!("{printed}{}{period}{}", words.brackets[0], words.brackets[1]),
    }
}
