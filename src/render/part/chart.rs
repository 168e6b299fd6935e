//! A chart in a page: two pictures, one for wide and one for narrow screens, its words, its data and its file.

use serde::Serialize;

use super::super::{
    chart::{ChartWidth, render_inline},
    href::SitePath,
    view::View,
};
use crate::derive::{Plan, PlanShape, chart_spec};
use crate::model::{ObsIx, PlaceIx};

/// A chart ready to print.
#[derive(Debug, Serialize)]
pub struct ChartView<'a> {
    id: String,
    title: String,
    svg_wide: String,
    svg_narrow: String,
    file_href: String,
    unit: String,
    period: String,
    source: String,
    note: Option<String>,
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
    text: String,
    href: Option<String>,
    num: bool,
}

/// Draws a chart. `owner` is the page whose file it is; `prefix` keeps ids apart on a page that shows charts of another.
pub fn chart<'a>(view: &View<'a>, plan: &Plan, owner: &SitePath, prefix: &str) -> ChartView<'a> {
    let spec = chart_spec(view.site, plan);
    let id = if prefix.is_empty() { plan.id.clone() } else { format!("{prefix}-{}", plan.id) };
    ChartView {
        svg_wide: render_inline(&spec, ChartWidth::Wide, &id),
        svg_narrow: render_inline(&spec, ChartWidth::Narrow, &id),
        file_href: view.href(&SitePath::chart(owner, &plan.id)),
        table: data_table(view, plan),
        id,
        title: spec.title,
        unit: spec.unit,
        period: spec.period,
        source: spec.source,
        note: spec.note,
    }
}

/// The values of a chart, each linked to its record. What all rows share is not repeated in each.
fn data_table<'a>(view: &View<'a>, plan: &Plan) -> DataTable<'a> {
    let label = |key, num| DataHead { label: view.words.get(key), num };
    let head = vec![label("chart.item", false), label("head.when", false), label("head.value", true)];
    let missing = |place| {
        let cell = |text: &str, num| DataCell { text: text.to_owned(), href: None, num };
        let word = view.words.get("missing.not_printed");
        [cell(&view.catalog().place(place).name, false), cell(word, false), cell(word, true)]
    };
    let shown = plan.observations();
    let name = |o| row_name(view, &shown, o);
    let rows = match &plan.shape {
        PlanShape::Dots(rows) | PlanShape::Tiles(rows) => {
            let row = |(place, value): &(PlaceIx, Option<ObsIx>)| match value {
                Some(o) => data_row(view, *o, view.catalog().place(*place).name.clone()),
                None => missing(*place),
            };
            rows.iter().map(row).collect()
        }
        _ => shown.iter().map(|o| data_row(view, *o, name(*o))).collect(),
    };
    DataTable { head, rows }
}

/// The place of a value where places differ, and its metric where metrics differ.
fn row_name(view: &View<'_>, shown: &[ObsIx], ix: ObsIx) -> String {
    let catalog = view.catalog();
    let metric_of = |o: ObsIx| catalog.observation(o).metric;
    let (place, metric) = (catalog.place_of(ix), metric_of(ix));
    let one_place = shown.iter().all(|o| catalog.place_of(*o) == place);
    let one_metric = shown.iter().all(|o| metric_of(*o) == metric);
    let place = (!one_place).then_some(catalog.place(place).name.as_str());
    let metric = (one_place || !one_metric).then_some(catalog.metric(metric).label.as_str());
    view.list(place.into_iter().chain(metric))
}

fn data_row(view: &View<'_>, ix: ObsIx, name: String) -> [DataCell; 3] {
    let record = view.catalog().observation(ix);
    let text = |text: String| DataCell { text, href: None, num: false };
    let value =
        DataCell { text: record.quantity.printed.to_string(), href: Some(view.record_href(ix)), num: true };
    [text(name), text(record.period.label()), value]
}
