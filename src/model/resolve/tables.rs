//! `content/tables/*.md` and `content/pages/*.md`.

use super::{
    articles::Refused,
    blocks::resolve_figure,
    catalogue::{near_domain, resolve_unit},
    formulas::{misfit, resolve_formula},
    lookup::unknown_metric,
    report::{Reporter, join, optional, owned},
    rules::{MISSING_FIELD, UNKNOWN_DOMAIN, UNKNOWN_METRIC, UNKNOWN_WORD},
    texts::{Figures, resolve_body},
    words::meant,
};
use crate::{
    diag::{At, Finding, SourceMap, Words, say},
    model::{
        catalog::{Catalog, Page},
        ids::{DomainIx, MetricIx},
        table::{Column, ColumnFormula, Pick, Shows, Table},
    },
    read::{Doc, RawColumn, RawPage, RawTable, Text},
};

pub(super) fn resolve_tables(
    docs: Vec<Doc<RawTable>>,
    sources: &SourceMap,
    catalog: &Catalog,
    refused: &[Refused],
    findings: &mut Vec<Finding>,
) -> Vec<Table> {
    docs.into_iter().filter_map(|doc| resolve_table(doc, sources, catalog, refused, findings)).collect()
}

fn resolve_table(
    doc: Doc<RawTable>,
    sources: &SourceMap,
    catalog: &Catalog,
    refused: &[Refused],
    findings: &mut Vec<Finding>,
) -> Option<Table> {
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    let raw = &doc.data;
    let title = report.required(&raw.title, "", "title");
    let summary = report.required(&raw.summary, "", "summary");
    let domain =
        report.required(&raw.domain, "", "domain").and_then(|id| find_domain(id, catalog, &mut report));
    if raw.columns.is_empty() && !doc.gaps.explain("", "columns") {
        report.push(
            Finding::error(MISSING_FIELD, At::File(doc.file), "缺少 columns（各列）")
                .help("至少一列：columns: [{metric: poverty.rate}]"),
        );
    }
    let mut columns: Vec<Column> = Vec::with_capacity(raw.columns.len());
    for (i, column) in raw.columns.iter().enumerate() {
        let shows = match &column.formula {
            Some(_) => resolve_column_formula(column, i, &columns, catalog, &mut report),
            None => resolve_column(column, i, catalog, &mut report).map(Shows::Metric),
        };
        let pick = resolve_pick(column, i, &mut report);
        if let (Some(shows), Some(pick)) = (shows, pick) {
            columns.push(Column { shows, pick, label: owned(&column.label) });
        }
    }
    let chart = raw.chart.as_ref().and_then(|chart| {
        let place = |word: &str| {
            let is = |field: &Option<Text>| optional(field) == Some(word);
            let listed =
                chart.metrics.iter().position(|m| m.0 == word).map(|i| format!("chart.metrics[{i}]"));
            let named = [("chart.kind", &chart.kind), ("chart.whole", &chart.whole)];
            let named = named.into_iter().find(|(_, field)| is(field)).map(|(path, _)| path.to_owned());
            At::value(doc.file, listed.or(named).unwrap_or_else(|| "chart".to_owned()))
        };
        let figures = Figures::of_site(catalog, refused);
        let (block, faults) = resolve_figure(chart, false, 0..0, &figures, &place);
        faults.into_iter().for_each(|f| report.push(f));
        block
    });
    let text = &sources.file(doc.file).text;
    let body = resolve_body(text, doc.body, &Figures::of_site(catalog, refused), &mut report);
    Some(Table {
        file: doc.file,
        slug: doc.slug,
        title: title?.to_owned(),
        domain: domain?,
        summary: summary.unwrap_or_default().to_owned(),
        columns,
        chart,
        body,
    })
}

fn find_domain(id: &str, catalog: &Catalog, report: &mut Reporter<'_>) -> Option<DomainIx> {
    let found = catalog.domain_ids().find(|ix| catalog.domain(*ix).id == id);
    if found.is_none() {
        let help = near_domain(id, &catalog.domains);
        let message = format!("没有“{id}”这个领域");
        report.push(Finding::error(UNKNOWN_DOMAIN, At::value(report.file, "domain"), message).help(help));
    }
    found
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
        let ids = listed().map(|ix| catalog.metric(ix).id.as_str());
        report.push(unknown_metric(UNKNOWN_METRIC, at, id, ids));
    }
    metric
}

/// A formula over the metrics of the columns before it.
fn resolve_column_formula(
    raw: &RawColumn,
    i: usize,
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
    let missing = inputs.iter().find(|m| !before.iter().any(|c| c.metric() == Some(***m)));
    if inputs.is_empty() || missing.is_some() {
        let id = missing.map(|m| catalog.metric(**m).id.as_str()).unwrap_or_default();
        let message = say!("前面的列里没有 {id}", "no column before this one shows {id}");
        report.push(Finding::error(UNKNOWN_METRIC, at, message).help(BESIDE));
        return None;
    }
    let (unit, label) = (unit?, label?);
    if let Some(finding) = misfit(&expr, (&unit, label), &catalog.metrics, at) {
        report.push(finding);
        return None;
    }
    Some(Shows::Formula(Box::new(ColumnFormula { expr, unit })))
}

const BESIDE: Words = Words::fixed(
    "公式只用同一张表前面各列的指标，读者才看得见算式里的数；先加上那一列",
    "a formula uses metrics of the columns before it, so that readers see what it is made of; add that column first",
);

fn resolve_pick(raw: &RawColumn, i: usize, report: &mut Reporter<'_>) -> Option<Pick> {
    let path = format!("columns[{i}]");
    match optional(&raw.period) {
        None | Some("latest") => Some(Pick::Latest),
        Some("first") => Some(Pick::First),
        Some(text) if let Some(word) = meant(text, &PICKS) => {
            let at = At::value(report.file, join(&path, "period"));
            let message = format!("不认识“{text}”");
            report.push(Finding::error(UNKNOWN_WORD, at, message).help(format!("{text}写作 {word}")));
            None
        }
        Some(text) => report.period(text, &join(&path, "period")).map(Pick::Period),
    }
}

const PICKS: [(&str, Pick); 2] = [("latest", Pick::Latest), ("first", Pick::First)];

pub(super) fn resolve_pages(
    docs: Vec<Doc<RawPage>>,
    sources: &SourceMap,
    catalog: &Catalog,
    refused: &[Refused],
    findings: &mut Vec<Finding>,
) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::with_capacity(docs.len());
    for doc in docs {
        let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
        let title = report.required(&doc.data.title, "", "title").unwrap_or_default().to_owned();
        let order = optional(&doc.data.order).map_or(Ok(0), str::parse);
        if order.is_err() {
            let at = At::value(doc.file, "order");
            report.push(
                Finding::error(UNKNOWN_WORD, at, "order 是一个整数").help("小的排在前面，例如 order: 10"),
            );
        }
        let text = &sources.file(doc.file).text;
        let body = resolve_body(text, doc.body, &Figures::of_site(catalog, refused), &mut report);
        pages.push(Page {
            file: doc.file,
            slug: doc.slug,
            title,
            summary: owned(&doc.data.summary),
            order: order.unwrap_or(0),
            body,
        });
    }
    pages.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
    pages
}
