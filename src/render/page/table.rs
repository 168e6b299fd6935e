//! A cross-county table: what may be compared, the values in place order, notes and sources.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{
        BannerView, BlockView, CellView, ChartView, Cite, Download, MissingView, PageHead, PageTitle,
        TextView, chart, cite, column_label, date_label, download_csv, expr_text, headline, page_head,
        plain_html, table_banner, table_cell, table_legend, table_link, table_number, table_summary,
        table_title, text_blocks,
    },
    text::Text,
    view::{Link, Named, View},
};
use crate::derive::{ColumnView, TableView};
use crate::diag::Lang;
use crate::model::{ArticleIx, Column, MetricIx, PlaceIx, Shows, Table};

/// A cross-county table.
#[derive(Debug, Serialize)]
pub(crate) struct TablePage<'a> {
    root: String,
    page: PageHead,
    number: String,
    domain: Link,
    summary_html: String,
    unit_text: Option<Text>,
    banner: BannerView,
    head: Vec<HeadView<'a>>,
    rows: Vec<RowView<'a>>,
    legend: Vec<MissingView<'a>>,
    chart: Option<ChartView<'a>>,
    body: Vec<BlockView<'a>>,
    sources: Vec<SourceView>,
    related: Vec<Link>,
    downloads: Vec<Download<'a>>,
    cite: Cite,
}

#[derive(Debug, Serialize)]
struct HeadView<'a> {
    id: String,
    label: Text,
    metric: Option<MetricLink<'a>>,
    formula: Option<Text>,
    unit: Text,
    period: Option<String>,
    coverage: String,
}

#[derive(Debug, Serialize)]
struct MetricLink<'a> {
    label: Text,
    href: String,
    id: &'a str,
}

#[derive(Debug, Serialize)]
struct RowView<'a> {
    place: Named,
    prefecture: Option<Text>,
    cells: Vec<CellView<'a>>,
}

#[derive(Debug, Serialize)]
struct SourceView {
    title: Text,
    headline: Option<Text>,
    href: String,
    place: Named,
    producer: Option<Text>,
    date: String,
}

/// The n-th table of the catalogue.
pub(crate) fn table<'a>(view: &View<'a>, n: usize) -> TablePage<'a> {
    let (site, catalog) = (view.site, view.catalog());
    let table = &catalog.tables[n];
    let worked = &site.tables[n];
    let (declared, plans) = site.charts.of_table(n).split_at(usize::from(table.chart.is_some()));
    let text = TextView { body: &table.body, plans, owner: view.path.clone(), lang: Lang::Zh };
    let drawn = declared.first().filter(|plan| plan.is_drawable());
    let cells: Vec<_> = worked.columns.iter().flat_map(|c| &c.cells).collect();
    TablePage {
        root: view.path.root(),
        page: page_head(view, head(view, n)),
        number: table_number(view, n),
        domain: view.domain(table.domain),
        summary_html: plain_html(view, table_summary(view, n)),
        unit_text: shared_unit(view, table),
        banner: table_banner(view, table, worked),
        head: heads(view, table, worked),
        rows: rows(view, worked),
        legend: table_legend(view, &cells),
        chart: drawn.map(|plan| chart(view, plan, &view.path, "")),
        body: text_blocks(view, &text).0,
        sources: sources(view, worked),
        related: related(view, n, table),
        downloads: vec![download_csv(
            view,
            "download.this_table",
            &format!("data/tables/{}.csv", table.slug),
        )],
        cite: cite(view, &table_title(view, n), worked.observations()),
    }
}

fn head(view: &View<'_>, n: usize) -> PageTitle {
    let table = &view.catalog().tables[n];
    PageTitle {
        title: table_title(view, n),
        description: view.said(table_summary(view, n)),
        kind: "table",
        nav: "tables".to_owned(),
        source: Some(table.path.to_string()),
        above: vec![view.link(view.words.get("nav.tables"), &SitePath::new("tables.html"))],
    }
}

/// The unit line above the table, where all columns share one.
fn shared_unit(view: &View<'_>, table: &Table) -> Option<Text> {
    let mut units = table.columns.iter().map(|c| unit(view, c));
    let first = units.next()?;
    units.all(|unit| unit == first).then(|| view.fill("table.unit", &[("unit", &first)]))
}

fn unit(view: &View<'_>, column: &Column) -> Text {
    let unit = match &column.shows {
        Shows::Metric(metric) => &view.catalog().metric(*metric).unit,
        Shows::Formula(formula) => &formula.unit,
    };
    view.unit(&unit.printed)
}

fn heads<'a>(view: &View<'a>, table: &'a Table, worked: &TableView) -> Vec<HeadView<'a>> {
    let head = |(n, (declared, column)): (usize, (&'a Column, &ColumnView))| {
        let label = |ix: MetricIx| view.metric_label(ix);
        let metric = declared.metric();
        let comparability = &column.comparability;
        HeadView {
            id: format!("c{}", n + 1),
            label: column_label(view, declared),
            metric: metric.map(|ix| MetricLink {
                label: label(ix),
                href: view.metric(ix).href,
                id: view.catalog().metric(ix).id.as_str(),
            }),
            formula: match &declared.shows {
                Shows::Formula(formula) => Some(expr_text(view, &formula.expr, &|ix| label(*ix))),
                Shows::Metric(_) => None,
            },
            unit: unit(view, declared),
            period: comparability.period.as_ref().map(|p| view.period(p)),
            coverage: format!("{}/{}", comparability.n, comparability.total),
        }
    };
    table.columns.iter().zip(&worked.columns).enumerate().map(head).collect()
}

fn rows<'a>(view: &View<'a>, worked: &TableView) -> Vec<RowView<'a>> {
    let mut before = None;
    let row = |place: PlaceIx| {
        let prefecture = view.site.nav.prefecture_of(place);
        let is_first = before.replace(&prefecture.id) != Some(&prefecture.id);
        let cells = worked.columns.iter().map(|column| {
            // The banner speaks for the whole table: ranks stand in all of it or nowhere.
            let ranks = column.ranks.as_ref().filter(|_| worked.is_ranked());
            let rank = ranks.and_then(|ranks| ranks[place.ix()]);
            table_cell(view, &column.cells[place.ix()], column.comparability.period.as_ref(), rank)
        });
        RowView {
            place: view.place(place),
            prefecture: is_first.then(|| view.prefecture_name(place)),
            cells: cells.collect(),
        }
    };
    view.catalog().place_ids().map(row).collect()
}

/// The articles whose figures stand in the table, by path.
fn sources<'a>(view: &View<'a>, worked: &TableView) -> Vec<SourceView> {
    let catalog = view.catalog();
    let mut articles: Vec<ArticleIx> =
        worked.observations().map(|o| catalog.observation(o).article).collect();
    articles.sort_unstable();
    articles.dedup();
    let source = |ix: ArticleIx| {
        let article = catalog.article(ix);
        SourceView {
            title: view.article_title(ix),
            headline: headline(view, &article.origin),
            href: view.article_href(ix),
            place: view.place(article.place),
            producer: article.origin.producer.as_deref().map(|p| view.chinese(p)),
            date: date_label(view, article),
        }
    };
    articles.into_iter().map(source).collect()
}

/// Other tables, those of the same domain first.
fn related(view: &View<'_>, n: usize, table: &Table) -> Vec<Link> {
    let mut others: Vec<usize> = view.site.nav.tables.iter().copied().filter(|t| *t != n).collect();
    others.sort_by_key(|t| view.catalog().tables[*t].domain != table.domain);
    others.into_iter().map(|t| table_link(view, t)).collect()
}
