//! `content/tables/*.md` and `content/pages/*.md`.

use super::{
    articles::Refused,
    blocks::resolve_figure,
    catalogue::{find_domain, unknown_domain},
    columns::resolve_columns,
    report::{Reporter, mend, optional, owned},
    rules::{MISSING_FIELD, UNKNOWN_WORD},
    texts::{Figures, resolve_body},
};
use crate::{
    diag::{At, Finding, SourceMap, Words, half_width},
    model::{
        catalog::{Catalog, Page},
        ids::DomainIx,
        table::{TOLERANCE, Table},
    },
    read::{Doc, RawPage, RawTable, Text},
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
    let domain = report.required(&raw.domain, "", "domain");
    let at = At::value(doc.file, "domain");
    let domain = domain.and_then(|id| find_domain(id, at, &catalog.domains, &mut report));
    if raw.columns.is_empty() && !doc.gaps.explain("", "columns") {
        report.push(
            Finding::error(
                MISSING_FIELD,
                At::File(doc.file),
                Words::fixed("缺少 columns（各列）", "columns is missing"),
            )
            .help(Words::fixed(
                "至少一列：columns: [{metric: poverty.rate}]",
                "one column at least: columns: [{metric: poverty.rate}]",
            )),
        );
    }
    let columns = resolve_columns(&raw.columns, catalog, &mut report);
    let tolerance = resolve_tolerance(&raw.tolerance, &mut report);
    let chart = raw.chart.as_ref().and_then(|chart| {
        let place = |word: &str| {
            let is = |field: &Option<Text>| optional(field) == Some(word);
            let listed =
                chart.metrics.iter().position(|m| *m.0 == *word).map(|i| format!("chart.metrics[{i}]"));
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
        path: sources.file(doc.file).path.as_str().into(),
        slug: doc.slug,
        title: title?.to_owned(),
        title_en: owned(&raw.title_en),
        domain: domain?,
        summary: summary.unwrap_or_default().to_owned(),
        summary_en: owned(&raw.summary_en),
        columns,
        tolerance,
        chart,
        body,
        body_en: None,
    })
}

/// A whole number of years, few enough that “latest” still means something.
fn resolve_tolerance(field: &Option<Text>, report: &mut Reporter<'_>) -> u16 {
    let Some(text) = optional(field) else { return TOLERANCE };
    match text.parse() {
        Ok(years) if years <= MOST_TOLERANCE => years,
        _ => {
            let at = At::value(report.file, "tolerance");
            let message =
                Words::fixed("tolerance 是 0 到 20 的整数（年）", "tolerance is a number of years, 0 to 20");
            let help = Words::fixed(
                "例如 tolerance: 2，最近的年份往前两年以内的数字都算",
                "such as tolerance: 2, for values of the latest year and the two before it",
            );
            report.push(Finding::error(UNKNOWN_WORD, at, message).help(help));
            TOLERANCE
        }
    }
}

/// The most years that may be declared.
const MOST_TOLERANCE: u16 = 20;

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
            let half: String =
                optional(&doc.data.order).unwrap_or_default().chars().map(half_width).collect();
            let message = Words::fixed("order 是一个整数", "order is a whole number");
            let help = Words::fixed("小的排在前面，例如 order: 10", "the smaller comes first: order: 10");
            let finding = Finding::error(UNKNOWN_WORD, at.clone(), message).help(help);
            let number = half.trim().parse::<i32>().ok();
            report.push(mend(finding, at, number.map(|n| n.to_string())));
        }
        let text = &sources.file(doc.file).text;
        let body = resolve_body(text, doc.body, &Figures::of_site(catalog, refused), &mut report);
        pages.push(Page {
            file: doc.file,
            path: sources.file(doc.file).path.as_str().into(),
            slug: doc.slug,
            title,
            summary: owned(&doc.data.summary),
            order: order.unwrap_or(0),
            domain: None,
            body,
            en: None,
        });
    }
    join_english(&mut pages);
    pages.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
    pages
}

/// Texts of domains, in the order of the domains. Each is named by its domain's id, and takes its label as the title
/// where it has none.
pub(super) fn resolve_domain_texts(
    docs: Vec<Doc<RawPage>>,
    sources: &SourceMap,
    catalog: &Catalog,
    refused: &[Refused],
    findings: &mut Vec<Finding>,
) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for doc in docs {
        let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
        let id = doc.slug.trim_end_matches(ENGLISH);
        let Some(domain) = catalog.domains.iter().position(|d| d.id == id) else {
            let finding = unknown_domain(&doc.slug, At::File(doc.file), &catalog.domains);
            report.push(finding.help(Words::fixed(
                "文件名是领域编号，例如 poverty.md",
                "the file is named by the id of a domain, as in poverty.md",
            )));
            continue;
        };
        let text = &sources.file(doc.file).text;
        let body = resolve_body(text, doc.body, &Figures::of_site(catalog, refused), &mut report);
        pages.push(Page {
            file: doc.file,
            path: sources.file(doc.file).path.as_str().into(),
            title: owned(&doc.data.title).unwrap_or_else(|| catalog.domains[domain].label.clone()),
            slug: doc.slug,
            summary: owned(&doc.data.summary),
            order: 0,
            domain: Some(DomainIx::at(domain)),
            body,
            en: None,
        });
    }
    join_english(&mut pages);
    pages.sort_by_key(|page| page.domain);
    pages
}

/// Puts `NAME.en.md` beside `NAME.md`; without that it is a page like any other.
fn join_english(pages: &mut Vec<Page>) {
    let is_english = |page: &mut Page| page.slug.ends_with(ENGLISH);
    for page in pages.extract_if(.., is_english).collect::<Vec<_>>() {
        let name = page.slug.trim_end_matches(ENGLISH);
        match pages.iter_mut().find(|p| p.slug == name) {
            Some(chinese) => chinese.en = Some(Box::new(page)),
            None => pages.push(page),
        }
    }
}

/// The end of the name of a page in English.
const ENGLISH: &str = ".en";
