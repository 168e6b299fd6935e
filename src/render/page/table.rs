//! A cross-county table: what may be compared, the values in place order or in that of one column, notes and sources.
//! The same page shows the table's other views, and a part of its places where they are too many for one.

mod columns;
mod views;

use serde::Serialize;

use super::super::{
    asked::Ask,
    export::Twin,
    href::SitePath,
    linked::Subject,
    list::{TableAt, TableForm, table_data},
    part::{
        BannerView, BlockView, CellView, ChartView, Cite, Decimals, Download, MissingView, PageHead,
        PageTitle, Standing, TextView, chart, cite, date_label, download_csv, download_twin, headline,
        page_head, plain_html, printed, table_banner, table_cell, table_legend, table_link, table_number,
        table_summary, table_title, text_blocks,
    },
    text::Text,
    view::{Link, Named, View},
};
use crate::derive::{Cell, ColumnView, Variation};
use crate::diag::Lang;
use crate::model::{ArticleIx, PlaceIx, Table};

use self::{
    columns::{HeadView, PlaceHead, heads, place_head, shared_unit},
    views::{PartLink, ViewsView, all_parts, left_out, part_links, rule, views},
};

pub(in super::super) use self::{columns::column_names, views::view_title};

/// The most articles that are listed below a table.
const MOST_SOURCES: usize = 200;
/// From so many rows on, a reader is helped to a prefecture, and the head stays in sight.
const LONG: usize = 12;

/// A cross-county table.
#[derive(Debug, Serialize)]
pub(crate) struct TablePage<'a> {
    root: String,
    page: PageHead,
    number: String,
    caption: Text,
    domain: Link,
    summary_html: String,
    unit_text: Option<Text>,
    banner: Option<BannerView>,
    views: Option<ViewsView>,
    parts: Vec<PartLink>,
    all_parts: Option<Link>,
    place_head: Option<PlaceHead<'a>>,
    head: Vec<HeadView<'a>>,
    rows: Vec<RowView<'a>>,
    is_sorted: bool,
    is_long: bool,
    has_totals: bool,
    prefectures: Vec<PrefectureView<'a>>,
    legend: Vec<MissingView<'a>>,
    left_out: Option<Text>,
    chart: Option<ChartView<'a>>,
    body: Vec<BlockView<'a>>,
    notes_href: Option<String>,
    sources: Vec<SourceView>,
    more_sources: Option<String>,
    related: Vec<Link>,
    downloads: Vec<Download<'a>>,
    cite: Option<Cite>,
}

#[derive(Debug, Serialize)]
struct RowView<'a> {
    place: Named,
    prefecture: Text,
    prefecture_id: &'a str,
    prefecture_href: String,
    /// Whether it is the first of its prefecture, where places stand by prefecture.
    is_first: bool,
    order: Vec<OrderView>,
    cells: Vec<CellView<'a>>,
}

/// Where a row stands where the table is sorted by a column.
#[derive(Debug, Serialize)]
struct OrderView {
    column: usize,
    position: u32,
}

/// A prefecture to jump to, or to show alone.
#[derive(Debug, Serialize)]
struct PrefectureView<'a> {
    id: &'a str,
    name: Text,
    /// The same for a control, which holds no markup, with the mark of its language.
    option: String,
    lang: Option<&'static str>,
    count: String,
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

/// One page of a table of the catalogue.
pub(crate) fn table<'a>(view: &View<'a>, at: TableAt) -> TablePage<'a> {
    let (site, n) = (view.site, at.table);
    let table = &view.catalog().tables[n];
    let shown = site.variation(n, at.variant);
    let names = column_names(view, at.variant, &shown);
    let places = places(view, at, &shown);
    let title = view_title(view, at, &names);
    let (chart, body) = if at.is_main() { own_texts(view, n) } else { (None, Vec::new()) };
    let cells: Vec<&Cell> =
        shown.worked.columns.iter().flat_map(|c| places.iter().map(|p| &c.cells[p.ix()])).collect();
    let articles = articles(view, &cells);
    let unlisted = articles.len().saturating_sub(MOST_SOURCES);
    let figures = || cells.iter().filter_map(|c| c.figure());
    TablePage {
        root: view.path.root(),
        page: page_head(view, head(view, table, at, &title)).about(view, Subject::Table(at)),
        number: table_number(view, n),
        domain: view.domain(table.domain),
        summary_html: plain_html(view, table_summary(view, n), SitePath::table(&table.slug)),
        unit_text: shared_unit(view, &shown),
        banner: view.asked(Ask::Banner, || Some(table_banner(view, &names, &shown.worked, rule(view, at)))),
        views: views(view, at),
        parts: part_links(view, at, &shown),
        all_parts: all_parts(view, at),
        place_head: place_head(view, at, &shown),
        head: heads(view, at, &shown, &names),
        rows: rows(view, at, &shown, &places),
        is_sorted: at.sort.is_some(),
        is_long: places.len() >= LONG,
        has_totals: at.part.is_none() && shown.worked.columns.iter().any(|c| c.total.is_some()),
        prefectures: prefectures(view, &places),
        legend: table_legend(view, at.variant, &cells),
        left_out: left_out(view, at.variant, &shown),
        chart,
        body,
        notes_href: (!at.is_main() && !table.body.text.trim().is_empty())
            .then(|| format!("{}#notes", view.href(&SitePath::table(&table.slug)))),
        sources: view.asked(Ask::Sources, || sources(view, &articles)),
        more_sources: (unlisted > 0).then(|| view.words.count("table.more_sources", unlisted)),
        related: view.asked(Ask::Related, || related(view, n, table)),
        downloads: view.asked(Ask::Downloads, || downloads(view, at)),
        cite: view.asked(Ask::Cite, || Some(cite(view, &title, figures()))),
        caption: title,
    }
}

/// What stands only on the table's own page: its chart, and its notes.
fn own_texts<'a>(view: &View<'a>, n: usize) -> (Option<ChartView<'a>>, Vec<BlockView<'a>>) {
    let table = &view.catalog().tables[n];
    let (declared, plans) = view.site.charts.of_table(n).split_at(usize::from(table.chart.is_some()));
    let text = TextView::in_both(view, &table.body, &table.body_en, plans, view.path.clone());
    let drawn = declared.first().filter(|plan| plan.is_drawable());
    let drawn = view.asked(Ask::Chart, || drawn.map(|plan| chart(view, plan, &view.path, "")));
    (drawn, text_blocks(view, &text).0)
}

fn head(view: &View<'_>, table: &Table, at: TableAt, title: &Text) -> PageTitle {
    let mut above = vec![view.link(view.words.get("nav.tables"), &SitePath::new("tables.html"))];
    if !at.is_main() {
        above.push(view.link(table_title(view, at.table), &SitePath::table(&table.slug)));
    }
    let mut description = view.said(table_summary(view, at.table));
    if let Some(rule) = rule(view, at) {
        description.push_str(view.words.get("site.word_space"));
        description.push_str(&rule);
    }
    PageTitle {
        title: title.clone(),
        description,
        kind: "table",
        nav: "tables".to_owned(),
        source: Some(table.path.to_string()),
        above,
    }
}

/// The places that a page shows, in its order; none on the summary of a table that is split.
fn places(view: &View<'_>, at: TableAt, shown: &Variation<'_>) -> Vec<PlaceIx> {
    let parts = &view.site.table_plans[at.table].parts;
    let mut places = match at.part {
        Some(part) => parts[part].places.clone(),
        None if parts.is_empty() => view.catalog().place_ids().collect(),
        None => Vec::new(),
    };
    if let Some(order) = at.sort.and_then(|column| shown.worked.columns[column].order.as_ref()) {
        places.sort_by_key(|place| order[place.ix()]);
    }
    places
}

fn rows<'a>(view: &View<'a>, at: TableAt, shown: &Variation<'_>, places: &[PlaceIx]) -> Vec<RowView<'a>> {
    let columns = &shown.worked.columns;
    let decimals = |c: &ColumnView| {
        let printed = places.iter().filter_map(|p| printed(view.catalog(), &c.cells[p.ix()]));
        view.asked(Ask::Pad, || Decimals::of(printed))
    };
    let decimals: Vec<Decimals> = columns.iter().map(decimals).collect();
    let mut before = None;
    let row = |place: &PlaceIx| {
        let prefecture = view.site.nav.prefecture_of(*place);
        let is_first = before.replace(&prefecture.id) != Some(&prefecture.id);
        let cells = columns.iter().zip(&decimals).map(|(column, decimals)| {
            let rank = column.ranks.as_ref().and_then(|ranks| ranks[place.ix()]);
            let period = column.comparability.period.as_ref();
            let standing = Standing { variant: at.variant, period, decimals: *decimals };
            table_cell(view, &column.cells[place.ix()], rank, standing)
        });
        let order = columns.iter().enumerate().filter_map(|(column, c)| {
            Some(OrderView { column: column + 1, position: c.order.as_ref()?[place.ix()] })
        });
        let by_place = OrderView { column: 0, position: place.0 };
        RowView {
            place: view.place(*place),
            prefecture: view.prefecture_name(*place),
            prefecture_id: &prefecture.id,
            prefecture_href: view.href(&SitePath::prefecture(prefecture.slug())),
            is_first: is_first && at.sort.is_none(),
            order: view.asked(Ask::Order, || std::iter::once(by_place).chain(order).collect()),
            cells: cells.collect(),
        }
    };
    places.iter().map(row).collect()
}

/// The prefectures of a long page, where it shows several.
fn prefectures<'a>(view: &View<'a>, places: &[PlaceIx]) -> Vec<PrefectureView<'a>> {
    if places.len() < LONG {
        return Vec::new();
    }
    let mut counts = std::collections::BTreeMap::new();
    for place in places {
        *counts.entry(&view.site.nav.prefecture_of(*place).id).or_insert(0_usize) += 1;
    }
    let found = view.site.nav.prefectures.iter().filter_map(|p| {
        let count = counts.get(&p.id)?;
        let name = view.chinese(&p.name);
        let lang = if name.is_native() { None } else { view.foreign_tag(Lang::Zh) };
        let option = name.plain().to_owned();
        Some(PrefectureView { id: &p.id, name, option, lang, count: count.to_string() })
    });
    let found: Vec<PrefectureView<'a>> = found.collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// The articles whose figures stand on the page, by path.
fn articles(view: &View<'_>, cells: &[&Cell]) -> Vec<ArticleIx> {
    let figures = cells.iter().filter_map(|c| c.figure());
    let mut articles: Vec<ArticleIx> = figures.map(|o| view.catalog().observation(o).article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles
}

/// Articles as they are listed below a table.
fn sources(view: &View<'_>, articles: &[ArticleIx]) -> Vec<SourceView> {
    let source = |ix: &ArticleIx| {
        let article = view.catalog().article(*ix);
        SourceView {
            title: view.article_title(*ix),
            headline: headline(view, &article.origin),
            href: view.article_href(*ix),
            place: view.place(article.place),
            producer: article.origin.producer.as_deref().map(|p| view.chinese(p)),
            date: date_label(view, article),
        }
    };
    articles.iter().take(MOST_SOURCES).map(source).collect()
}

fn downloads<'a>(view: &View<'a>, at: TableAt) -> Vec<Download<'a>> {
    let csv = |key, form| download_csv(view, key, table_data(view.site, at.table, at.variant, form).as_str());
    let mut all = Vec::new();
    if view.catalog().site.xlsx {
        all.push(noted(
            csv("download.workbook", TableForm::Workbook),
            view.words.get("download.workbook_note"),
        ));
    }
    all.push(noted(csv("download.sheet", TableForm::Sheet), view.words.get("download.sheet_note")));
    all.push(csv("download.this_table", TableForm::Data));
    all.push(download_twin(view, Twin::Table(at.table, at.variant)));
    all
}

fn noted<'a>(mut download: Download<'a>, note: &'a str) -> Download<'a> {
    download.note = Some(note);
    download
}

/// Other tables, those of the same domain first.
fn related(view: &View<'_>, n: usize, table: &Table) -> Vec<Link> {
    let mut others: Vec<usize> = view.site.nav.tables.iter().copied().filter(|t| *t != n).collect();
    others.sort_by_key(|t| view.catalog().tables[*t].domain != table.domain);
    others.into_iter().map(|t| table_link(view, t)).collect()
}
