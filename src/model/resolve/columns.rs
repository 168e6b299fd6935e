//! `columns:` of a cross-county table: metrics, and formulas over the metrics of other columns.

use super::{
    catalogue::resolve_unit,
    formulas::{misfit, resolve_formula},
    lookup::{spellings, unknown_metric},
    report::{Reporter, YES_OR_NO, join, optional, owned, unknown_word},
    rules::{MALFORMED_RELATION, UNKNOWN_METRIC},
    words::meant,
};
use crate::{
    diag::{At, Finding, Words, near, say},
    model::{
        catalog::Catalog,
        ids::MetricIx,
        metric::Kind,
        table::{Column, ColumnFormula, Pick, Shows},
    },
    read::RawColumn,
};

pub(super) fn resolve_columns(
    raws: &[RawColumn],
    catalog: &Catalog,
    report: &mut Reporter<'_>,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(raws.len());
    for (i, raw) in raws.iter().enumerate() {
        excess_field(raw, i, report);
        let path = format!("columns[{i}].kind");
        let kind = optional(&raw.kind).and_then(|word| report.word(word, &path, &Kind::ALL));
        let shows = match &raw.formula {
            Some(_) => resolve_column_formula(raw, (i, kind), &columns, catalog, report),
            None => resolve_column(raw, i, catalog, report).map(Shows::Metric),
        };
        let pick = resolve_pick(raw, i, report);
        let total = optional(&raw.total)
            .and_then(|word| report.word(word, format!("columns[{i}].total"), &YES_OR_NO))
            .unwrap_or(false);
        if let (Some(shows), Some(pick)) = (shows, pick) {
            columns.push(Column {
                shows,
                pick,
                kind,
                label: owned(&raw.label),
                label_en: owned(&raw.label_en),
                total,
            });
        }
    }
    columns
}

/// A column is of a metric, or of a formula with its unit.
fn excess_field(raw: &RawColumn, i: usize, report: &mut Reporter<'_>) {
    let (name, message) = match (&raw.metric, &raw.formula, &raw.unit) {
        (Some(_), Some(_), _) => (
            "metric",
            Words::fixed("metric 和 formula 只写一个", "a column has a metric or a formula, not both"),
        ),
        (_, None, Some(_)) => ("unit", Words::fixed("unit 只与 formula 同用", "unit goes with formula only")),
        (None, Some(_), _) if raw.total.is_some() => {
            ("total", Words::fixed("公式算出的数不作合计", "what a formula gives is not added up"))
        }
        _ => return,
    };
    let at = At::key(report.file, join(format_args!("columns[{i}]"), name));
    let help = say!("删去 {name}", "delete {name}");
    report.push(Finding::error(MALFORMED_RELATION, at, message).help(help));
}

fn resolve_column(
    raw: &RawColumn,
    i: usize,
    catalog: &Catalog,
    report: &mut Reporter<'_>,
) -> Option<MetricIx> {
    let path = format!("columns[{i}]");
    let id = report.required(&raw.metric, &path, "metric")?;
    let listed = || catalog.metric_ids().filter(|ix| catalog.metric(*ix).is_catalogued());
    let metric = listed().find(|ix| catalog.metric(*ix).id.as_str() == id);
    if metric.is_none() {
        let at = At::value(report.file, join(&path, "metric"));
        let known = listed().flat_map(|ix| spellings(catalog.metric(ix)));
        report.push(unknown_metric(at, id, known));
    }
    metric
}

/// A formula over the metrics of the columns before it.
fn resolve_column_formula(
    raw: &RawColumn,
    (i, kind): (usize, Option<Kind>),
    before: &[Column],
    catalog: &Catalog,
    report: &mut Reporter<'_>,
) -> Option<Shows> {
    let parent = format!("columns[{i}]");
    let path = join(&parent, "formula");
    let label = report.required(&raw.label, &parent, "label");
    let unit = report.required(&raw.unit, &parent, "unit");
    let unit = unit.and_then(|u| resolve_unit(u, join(&parent, "unit"), report));
    let text = report.required(&raw.formula, &parent, "formula")?;
    let listed = || catalog.metric_ids().filter(|ix| catalog.metric(*ix).is_catalogued());
    let find = |id: &str| listed().find(|ix| catalog.metric(*ix).id.as_str() == id);
    let expr = resolve_formula(text, &path, &find, &catalog.metrics, report)?;
    let mut inputs = Vec::new();
    expr.figures(&mut inputs);
    let at = At::value(report.file, path);
    if let Some(missing) = inputs.iter().find(|m| Column::input(before, ***m, kind, &Pick::Latest).is_none())
    {
        report.push(not_beside(before, **missing, catalog, at));
        return None;
    }
    let (unit, label) = (unit?, label?);
    if let Some(finding) = misfit(&expr, (&unit, label), &catalog.metrics, at) {
        report.push(finding);
        return None;
    }
    Some(Shows::Formula(Box::new(ColumnFormula { expr, unit })))
}

/// The finding for an input that no column before the formula shows, or none of the formula's kind.
fn not_beside(before: &[Column], missing: MetricIx, catalog: &Catalog, at: At) -> Finding {
    let id = &catalog.metric(missing).id;
    let (message, help) = if before.iter().any(|c| c.metric() == Some(missing)) {
        (
            say!(
                "前面的列里，{id} 只有别的性质",
                "the columns before this one show {id} of another kind only"
            ),
            Words::fixed(
                "按性质分开的列，公式也要写 kind，只用那一种性质的列",
                "where columns are split by kind, the formula has a kind too and uses the columns of that kind",
            ),
        )
    } else {
        (
            say!("前面的列里没有 {id}", "no column before this one shows {id}"),
            Words::fixed(
                "公式只用同一张表前面各列的指标，读者才看得见算式里的数；先加上那一列",
                "a formula uses metrics of the columns before it, so that readers see what it is made of; add that column first",
            ),
        )
    };
    Finding::error(UNKNOWN_METRIC, at, message).help(help)
}

fn resolve_pick(raw: &RawColumn, i: usize, report: &mut Reporter<'_>) -> Option<Pick> {
    let path = format!("columns[{i}]");
    match optional(&raw.period) {
        None | Some("latest") => Some(Pick::Latest),
        Some("first") => Some(Pick::First),
        Some(text) if meant(text, &PICKS).is_some() || near(text, PICKS.map(|(w, _)| (w, w))).sure => {
            report.push(unknown_word(text, At::value(report.file, join(&path, "period")), &PICKS));
            None
        }
        Some(text) => report.period(text, join(&path, "period")).map(Pick::Period),
    }
}

/// Words of `period` of a column.
pub const PICKS: [(&str, Pick); 2] = [("latest", Pick::Latest), ("first", Pick::First)];
