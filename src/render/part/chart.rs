//! A chart in a page: two pictures, one for wide and one for narrow screens, its words, its data and its file.

use serde::Serialize;

use super::super::{
    chart::{ChartWidth, render_inline},
    href::SitePath,
    text::Text,
    view::View,
};
use crate::derive::{Plan, PlanShape, chart_spec};
use crate::model::{ObsIx, PlaceIx};

/// A chart ready to print.
#[derive(Debug, Serialize)]
pub struct ChartView<'a> {
    id: String,
    /// Without marks of language, for attributes.
    name: String,
    title: Text,
    svg_wide: String,
    svg_narrow: String,
    file_href: String,
    png_href: Option<String>,
    csv_href: String,
    unit: Text,
    period: String,
    source: Text,
    note: Option<Text>,
    table: DataTable<'a>,
}

#[derive(Debug, Serialize)]
struct DataTable<'a> {
    head: Vec<DataHead<'a>>,
    rows: Vec<[DataCell; 3]>,
}

#[derive(Debug, Serialize)]
struct DataHead<'a> {
    label: &'a str,
    num: bool,
}

#[derive(Debug, Serialize)]
struct DataCell {
    text: Text,
    href: Option<String>,
    num: bool,
}

/// Draws a chart. `owner` is the page whose file it is; `prefix` keeps ids apart on a page that shows charts of another.
pub fn chart<'a>(view: &View<'a>, plan: &Plan, owner: &SitePath, prefix: &str) -> ChartView<'a> {
    let spec = chart_spec(view.speech, plan);
    let id = if prefix.is_empty() { plan.id.clone() } else { format!("{prefix}-{}", plan.id) };
    ChartView {
        svg_wide: render_inline(&spec, ChartWidth::Wide, &id),
        svg_narrow: render_inline(&spec, ChartWidth::Narrow, &id),
        file_href: view.href(&SitePath::chart(owner, &plan.id)),
        png_href: view.catalog().site.png.then(|| view.href(&SitePath::chart_picture(owner, &plan.id))),
        csv_href: view.href(&SitePath::chart_data(owner, &plan.id)),
        table: data_table(view, plan),
        id,
        title: view.mixed(&spec.title),
        name: spec.title,
        unit: view.mixed(&spec.unit),
        period: spec.period,
        source: view.mixed(&spec.source),
        note: spec.note.map(|note| view.mixed(&note)),
    }
}

/// The fragment at which a chart, table or picture stands in its page; none where it cannot be drawn.
pub fn drawn_at(plan: &Plan) -> Option<String> {
    match plan.shape {
        PlanShape::Table(_) | PlanShape::Image(..) => Some(plan.id.clone()),
        _ => plan.is_drawable().then(|| format!("chart-{}", plan.id)),
    }
}

/// The values of a chart, each linked to its record. What all rows share is not repeated in each.
fn data_table<'a>(view: &View<'a>, plan: &Plan) -> DataTable<'a> {
    let label = |key, num| DataHead { label: view.words.get(key), num };
    let head = vec![label("chart.item", false), label("head.when", false), label("head.value", true)];
    let missing = |place| {
        let cell = |text: Text, num| DataCell { text, href: None, num };
        let word = view.words.get("missing.not_printed");
        [cell(view.place_name(place), false), cell(word.into(), false), cell(word.into(), true)]
    };
    let shown = plan.observations();
    let rows = match &plan.shape {
        PlanShape::Dots(rows) | PlanShape::Tiles(rows) => {
            let row = |(place, value): &(PlaceIx, Option<ObsIx>)| match value {
                Some(o) => data_row(view, *o, view.place_name(*place)),
                None => missing(*place),
            };
            rows.iter().map(row).collect()
        }
        _ => {
            let one_place = is_one(&shown, |o| view.catalog().place_of(o));
            let one_metric = is_one(&shown, |o| view.catalog().observation(o).metric);
            let name = |o: ObsIx| row_name(view, o, (one_place, one_metric));
            shown.iter().map(|o| data_row(view, *o, name(*o))).collect()
        }
    };
    DataTable { head, rows }
}

/// The place of a value where places differ, and its metric where metrics differ.
fn row_name(view: &View<'_>, ix: ObsIx, (one_place, one_metric): (bool, bool)) -> Text {
    let catalog = view.catalog();
    let place = (!one_place).then(|| view.place_name(catalog.place_of(ix)));
    let metric = one_place || !one_metric;
    let metric = metric.then(|| view.metric_label(catalog.observation(ix).metric));
    view.list(place.into_iter().chain(metric))
}

/// Whether all values are alike in something.
fn is_one<K: PartialEq>(shown: &[ObsIx], of: impl Fn(ObsIx) -> K) -> bool {
    shown.windows(2).all(|pair| of(pair[0]) == of(pair[1]))
}

fn data_row(view: &View<'_>, ix: ObsIx, name: Text) -> [DataCell; 3] {
    let record = view.catalog().observation(ix);
    let text = |text: Text| DataCell { text, href: None, num: false };
    let value = DataCell {
        text: view.chinese(&record.quantity.printed),
        href: Some(view.record_href(ix)),
        num: true,
    };
    [text(name), text(view.period(&record.period).into()), value]
}
