//! A cross-county table: what may be compared, the values in place order, notes and sources.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{
        BannerView, BlockView, CellView, ChartView, Cite, Download, MissingView, PageHead, PageTitle,
        TextView, cell, chart, cite, date_label, download_csv, missing_legend, page_head, plain_html,
        table_banner, table_link, table_number, text_blocks,
    },
    view::{Link, Named, View},
};
use crate::derive::{ColumnView, TableView};
use crate::model::{ArticleIx, Column, PlaceIx, Table};

/// A cross-county table.
#[derive(Debug, Serialize)]
pub(crate) struct TablePage<'a> {
    root: String,
    page: PageHead,
    number: String,
    domain: Link,
    summary_html: String,
    unit_text: Option<String>,
    banner: BannerView,
    head: Vec<HeadView<'a>>,
    rows: Vec<RowView<'a>>,
    legend: Vec<MissingView<'a>>,
    chart: Option<ChartView<'a>>,
    body: Vec<BlockView<'a>>,
    sources: Vec<SourceView<'a>>,
    related: Vec<Link>,
    downloads: Vec<Download<'a>>,
    cite: Cite,
}

#[derive(Debug, Serialize)]
struct HeadView<'a> {
    id: String,
    label: &'a str,
    metric: MetricLink<'a>,
    unit: String,
    period: Option<String>,
    coverage: String,
}

#[derive(Debug, Serialize)]
struct MetricLink<'a> {
    label: &'a str,
    href: String,
    id: &'a str,
}

#[derive(Debug, Serialize)]
struct RowView<'a> {
    place: Named,
    prefecture: Option<&'a str>,
    cells: Vec<CellView<'a>>,
}

#[derive(Debug, Serialize)]
struct SourceView<'a> {
    title: &'a str,
    headline: Option<&'a str>,
    href: String,
    place: Named,
    producer: Option<&'a str>,
    date: String,
}

/// The n-th table of the catalogue.
pub(crate) fn table<'a>(view: &View<'a>, n: usize) -> TablePage<'a> {
    let (site, catalog) = (view.site, view.catalog());
    let table = &catalog.tables[n];
    let worked = &site.tables[n];
    let (declared, plans) = site.charts.of_table(n).split_at(usize::from(table.chart.is_some()));
    let text = TextView { body: &table.body, plans, owner: view.path.clone() };
    let drawn = declared.first().filter(|plan| plan.is_drawable());
    let is_missing = worked.columns.iter().any(|c| c.comparability.missing() > 0);
    TablePage {
        root: view.path.root(),
        page: page_head(view, head(view, table)),
        number: table_number(view, n),
        domain: view.domain(table.domain),
        summary_html: plain_html(view, &table.summary),
        unit_text: shared_unit(view, table),
        banner: table_banner(view, table, worked),
        head: heads(view, table, worked),
        rows: rows(view, worked),
        legend: missing_legend(view, is_missing),
        chart: drawn.map(|plan| chart(view, plan, &view.path, "")),
        body: text_blocks(view, &text).0,
        sources: sources(view, worked),
        related: related(view, n, table),
        downloads: vec![download_csv(
            view,
            "download.this_table",
            &format!("data/tables/{}.csv", table.slug),
        )],
        cite: cite(view, &table.title, worked.observations()),
    }
}

fn head(view: &View<'_>, table: &Table) -> PageTitle {
    PageTitle {
        title: table.title.clone(),
        description: table.summary.clone(),
        kind: "table",
        nav: "tables".to_owned(),
        source: Some(table.path.to_string()),
        above: vec![view.link(view.words.get("nav.tables"), &SitePath::new("tables.html"))],
    }
}

/// The unit line above the table, where all columns share one.
fn shared_unit(view: &View<'_>, table: &Table) -> Option<String> {
    let mut units = table.columns.iter().map(|c| view.catalog().metric(c.metric).unit.printed.to_string());
    let first = units.next()?;
    units.all(|unit| unit == first).then(|| view.words.fill("table.unit", &[("unit", &first)]))
}

fn heads<'a>(view: &View<'a>, table: &'a Table, worked: &TableView) -> Vec<HeadView<'a>> {
    let head = |(n, (declared, column)): (usize, (&'a Column, &ColumnView))| {
        let metric = view.catalog().metric(declared.metric);
        let comparability = &column.comparability;
        HeadView {
            id: format!("c{}", n + 1),
            label: declared.label.as_deref().unwrap_or(&metric.label),
            metric: MetricLink {
                label: &metric.label,
                href: view.metric(declared.metric).href,
                id: metric.id.as_str(),
            },
            unit: metric.unit.printed.to_string(),
            period: comparability.period.as_ref().map(crate::model::Period::label),
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
            cell(view, column.cells[place.ix()], column.comparability.period.as_ref(), rank)
        });
        RowView {
            place: view.place(place),
            prefecture: is_first.then_some(prefecture.name.as_str()),
            cells: cells.collect(),
        }
    };
    view.catalog().place_ids().map(row).collect()
}

/// The articles whose figures stand in the table, by path.
fn sources<'a>(view: &View<'a>, worked: &TableView) -> Vec<SourceView<'a>> {
    let catalog = view.catalog();
    let mut articles: Vec<ArticleIx> =
        worked.observations().map(|o| catalog.observation(o).article).collect();
    articles.sort_unstable();
    articles.dedup();
    let source = |ix: ArticleIx| {
        let article = catalog.article(ix);
        SourceView {
            title: &article.title,
            headline: article.origin.headline.as_deref(),
            href: view.article_href(ix),
            place: view.place(article.place),
            producer: article.origin.producer.as_deref(),
            date: date_label(article),
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
