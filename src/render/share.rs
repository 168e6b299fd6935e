//! The picture of a place for where its address is shared: its name, where it is, a few key figures as they are printed,
//! each with its period, and the name of the site. In goes the place, out comes an SVG that the built-in face can draw.
//!
//! Never: a comparison, a rank, a change, or a figure that needs a word beside it: one that another article contradicts, that is
//! corrected, that is a plan, that has a remark or counts others than its metric does.

use super::{
    chart::{broken_lines, width_in_ems},
    view::{View, escape},
};
use crate::{
    derive::{contradicting, key_figures},
    model::{Basis, ObsIx, Pick, PlaceIx},
};

/// Width of the picture, in its own units and in pixels.
pub const WIDTH: u32 = 1200;
/// Height, as addresses of pages are shown with pictures nearly twice as wide as high.
const HEIGHT: u32 = 630;
/// Where text begins and ends.
const LEFT: f64 = 96.0;
const RIGHT: f64 = 1136.0;
/// The most figures.
const MOST_FIGURES: usize = 3;
/// Distance between their columns.
const GUTTER: f64 = 36.0;

/// Colours of the site: paper, ink, soft ink, hairlines, the seal.
const PAPER: &str = "#fdfdfb";
const INK: &str = "#1b1f23";
const SOFT: &str = "#555d64";
const HAIR: &str = "#d8dcd6";
const SEAL: &str = "#a5311f";

/// A line of text: where its base line begins, how large, in which colour.
#[derive(Clone, Copy)]
struct Set {
    x: f64,
    y: f64,
    size: f64,
    colour: &'static str,
}

/// The picture of a place.
pub fn render_share_picture(view: &View<'_>, ix: PlaceIx) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\"><rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{PAPER}\"/>\
         <rect width=\"32\" height=\"{HEIGHT}\" fill=\"{SEAL}\"/>\
         <path d=\"M{LEFT} 300H{RIGHT}M{LEFT} 546H{RIGHT}\" stroke=\"{HAIR}\" stroke-width=\"2\"/>"
    );
    head(view, ix, &mut svg);
    let figures = figures(view, ix);
    if figures.is_empty() {
        let set = Set { x: LEFT, y: 420.0, size: 36.0, colour: SOFT };
        write_fitted(view.words.get("share.no_figure"), RIGHT - LEFT, set, &mut svg);
    }
    let columns = figures.len().max(2);
    #[expect(clippy::cast_precision_loss, reason = "a number of columns, at most three")]
    let width = (RIGHT - LEFT - GUTTER * (columns - 1) as f64) / columns as f64;
    let mut x = LEFT;
    for ix in figures {
        figure(view, ix, (x, width), &mut svg);
        x += width + GUTTER;
    }
    let foot = Set { x: LEFT, y: 594.0, size: 26.0, colour: SOFT };
    write_fitted(view.words.get("footer.promise"), RIGHT - LEFT, foot, &mut svg);
    svg.push_str("</svg>\n");
    svg
}

/// The site, the name of the place, where it is.
fn head(view: &View<'_>, ix: PlaceIx, svg: &mut String) {
    let width = RIGHT - LEFT;
    let site = Set { x: LEFT, y: 92.0, size: 30.0, colour: SEAL };
    write_fitted(view.site_title().plain(), width, site, svg);
    let name = Set { x: LEFT, y: 196.0, size: 88.0, colour: INK };
    write_fitted(view.place_name(ix).plain(), width, name, svg);
    let (prefecture, province) = (view.prefecture_name(ix), view.province_name(ix));
    let (prefecture, province) = (prefecture.plain(), province.plain());
    let way = if prefecture == province {
        province.to_owned()
    } else {
        view.words.fill("share.where", &[("prefecture", prefecture), ("province", province)])
    };
    write_fitted(&way, width, Set { x: LEFT, y: 258.0, size: 32.0, colour: SOFT }, svg);
}

/// A key figure: what it is, as printed, when.
fn figure(view: &View<'_>, ix: ObsIx, (x, width): (f64, f64), svg: &mut String) {
    let record = view.catalog().observation(ix);
    let label = Set { x, y: 352.0, size: 26.0, colour: INK };
    let lines = broken_lines(view.metric_label(record.metric).plain(), width / label.size);
    // A label that needs more than two lines is set smaller, in one or two.
    let lines = if lines.len() > 2 { halves(view.metric_label(record.metric).plain()) } else { lines };
    for (line, y) in lines.iter().zip([label.y, label.y + 36.0]) {
        write_fitted(line, width, Set { y, ..label }, svg);
    }
    write_fitted(&record.quantity.printed, width, Set { x, y: 450.0, size: 54.0, colour: INK }, svg);
    let mut when = view.period(&record.period);
    if matches!(record.basis, Basis::Derived(_)) {
        when = view.speech.list([when.as_str(), view.words.get("basis.derived")]);
    }
    let below: Vec<String> = view.speech.reading(&record.quantity).into_iter().chain([when]).collect();
    for (line, y) in below.iter().zip([496.0, 530.0]) {
        write_fitted(line, width, Set { x, y, size: 24.0, colour: SOFT }, svg);
    }
}

/// A text in two lines of about the same width.
fn halves(text: &str) -> Vec<String> {
    let mut ems = width_in_ems(text) / 2.0;
    loop {
        let lines = broken_lines(text, ems);
        if lines.len() <= 2 {
            return lines;
        }
        ems += 1.0;
    }
}

/// Figures that stand for themselves: key figures and, where these are too few, the latest values of other metrics in
/// display order.
fn figures(view: &View<'_>, ix: PlaceIx) -> Vec<ObsIx> {
    let (catalog, index) = (view.catalog(), &view.site.index);
    let key: Vec<ObsIx> = key_figures(catalog, index, ix).into_iter().map(|k| k.value).collect();
    let metric = |o: &ObsIx| catalog.observation(*o).metric;
    let latest = index.of_place(ix).chunk_by(|a, b| metric(a) == metric(b));
    let latest = latest.filter_map(|values| Pick::Latest.of(catalog, values));
    let others = latest.filter(|o| catalog.metric(metric(o)).is_catalogued() && !key.contains(o));
    let all = key.iter().copied().chain(others);
    all.filter(|o| stands_alone(view, *o)).take(MOST_FIGURES).collect()
}

fn stands_alone(view: &View<'_>, figure: ObsIx) -> bool {
    let (catalog, index) = (view.catalog(), &view.site.index);
    let record = catalog.observation(figure);
    record.remarks().note.is_none()
        && record.remarks().population.is_none()
        && !catalog.is_plan(figure)
        && catalog.correction(figure).is_none()
        && contradicting(catalog, index, figure).next().is_none()
}

/// A line of text no wider than `width`: smaller where it needs to be.
fn write_fitted(text: &str, width: f64, set: Set, svg: &mut String) {
    let size = set.size.min(width / width_in_ems(text).max(1.0));
    let Set { x, y, colour, .. } = set;
    svg.push_str(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size:.1}\" fill=\"{colour}\">"));
    escape(text, svg);
    svg.push_str("</text>");
}
