//! A chart in a page: two pictures, one for wide and one for narrow screens, its words, its data and its file.

use serde::Serialize;

use super::super::{
    chart::{ChartWidth, render_inline},
    href::SitePath,
    view::View,
};
use crate::derive::{Plan, PlanShape, chart_spec};
use crate::model::ObsIx;

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

fn data_table<'a>(view: &View<'a>, plan: &Plan) -> DataTable<'a> {
    let label = |key, num| DataHead { label: view.words.get(key), num };
    let head = vec![label("chart.item", false), label("head.when", false), label("head.value", true)];
    let missing = |place| {
        let cell = |text: &str, num| DataCell { text: text.to_owned(), href: None, num };
        let word = view.words.get("missing.not_printed");
        [cell(&view.catalog().place(place).name, false), cell(word, false), cell(word, true)]
    };
    let is_about_places = matches!(plan.shape, PlanShape::Dots(_));
    let rows = match &plan.shape {
        PlanShape::Dots(rows) => rows
            .iter()
            .map(|(place, value)| value.map_or_else(|| missing(*place), |o| data_row(view, o, is_about_places)))
            .collect(),
        _ => plan.observations().into_iter().map(|o| data_row(view, o, false)).collect(),
    };
    DataTable { head, rows }
}

fn data_row(view: &View<'_>, ix: ObsIx, place_only: bool) -> [DataCell; 3] {
    let catalog = view.catalog();
    let record = catalog.observation(ix);
    let place = &catalog.place(catalog.place_of(ix)).name;
    let name = if place_only {
        place.clone()
    } else {
        view.list([place.as_str(), catalog.metric(record.metric).label.as_str()])
    };
    let text = |text: String| DataCell { text, href: None, num: false };
    let value = DataCell {
        text: record.quantity.printed.to_string(),
        href: Some(view.record_href(ix)),
        num: true,
    };
    [text(name), text(record.period.label()), value]
}
