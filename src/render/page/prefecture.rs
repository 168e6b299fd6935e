//! The page of a prefecture: every county of it with its key figures side by side, its articles, how far they were
//! checked, and the prefectures beside it.

use serde::Serialize;

use super::super::{
    asked::Ask,
    href::SitePath,
    part::{
        BannerView, CellView, CoverageView, MissingView, PageHead, PageTitle, cell, columns_banner, coverage,
        coverage_of_article, date_label, missing_legend, page_head,
    },
    text::Text,
    view::{Link, Named, View},
};
use crate::derive::{Comparability, compare_among, key_metrics, matrix::scope_of, rank};
use crate::model::{ArticleIx, Direction, MetricIx, ObsIx, Pick, PlaceIx};

/// The most articles that are listed; of a prefecture with more, each county's profile has its own.
const MOST_ARTICLES: usize = 1_000;

/// The page of a prefecture.
#[derive(Debug, Serialize)]
pub(crate) struct PrefecturePage<'a> {
    root: String,
    page: PageHead,
    summary: String,
    coverage: Option<CoverageView<'a>>,
    banner: Option<BannerView>,
    head: Vec<ColumnHead>,
    rows: Vec<PlaceRow<'a>>,
    legend: Vec<MissingView<'a>>,
    no_article: Option<&'a str>,
    articles: Vec<ArticlesOf<'a>>,
    matrix: Link,
    previous: Option<Link>,
    next: Option<Link>,
}

/// A metric at the head of a column; `period` where all its values share one.
#[derive(Debug, Serialize)]
struct ColumnHead {
    metric: Link,
    unit: Text,
    period: String,
}

/// A county with its key figures.
#[derive(Debug, Serialize)]
struct PlaceRow<'a> {
    place: Named,
    code: &'a str,
    articles: String,
    figures: usize,
    has_article: bool,
    cells: Vec<CellView<'a>>,
}

/// The articles on one county.
#[derive(Debug, Serialize)]
struct ArticlesOf<'a> {
    place: Named,
    count: String,
    href: String,
    rows: Vec<ArticleRow<'a>>,
}

#[derive(Debug, Serialize)]
struct ArticleRow<'a> {
    title: Text,
    href: String,
    date: String,
    producer: Option<Text>,
    figures: String,
    coverage: CoverageView<'a>,
}

/// A column worked out: its values and ranks by place.
struct KeyColumn {
    metric: MetricIx,
    values: Vec<Option<ObsIx>>,
    ranks: Vec<Option<usize>>,
    comparability: Comparability,
}

/// The page of a prefecture.
pub(crate) fn prefecture<'a>(view: &View<'a>, ix: usize) -> PrefecturePage<'a> {
    let (nav, site) = (&view.site.nav, view.site);
    let places = &nav.prefectures[ix].places;
    let columns: Vec<KeyColumn> = key_metrics(view.catalog(), &site.index, places)
        .into_iter()
        .map(|m| key_column(view, m, places))
        .collect();
    let labels: Vec<Text> = columns.iter().map(|c| view.metric_label(c.metric)).collect();
    let judged: Vec<&Comparability> = columns.iter().map(|c| &c.comparability).collect();
    let with_value = (0..places.len()).filter(|i| columns.iter().any(|c| c.values[*i].is_some())).count();
    let has_article = |p: &PlaceIx| !site.index.articles_of(*p).is_empty();
    let silent =
        (0..places.len()).any(|i| has_article(&places[i]) && columns.iter().any(|c| c.values[i].is_none()));
    let beside = |n: Option<usize>| n.filter(|n| *n < nav.prefectures.len()).map(|n| view.prefecture(n));
    PrefecturePage {
        root: view.path.root(),
        page: page_head(view, head(view, ix)),
        summary: summary(view, places),
        coverage: view.asked(Ask::Coverage, || site.coverage_among(places).map(|c| coverage(view, c))),
        banner: view.asked(Ask::Banner, || {
            let has_columns = !columns.is_empty();
            has_columns.then(|| columns_banner(view, &labels, &judged, with_value, places.len()))
        }),
        head: columns.iter().map(|c| column_head(view, c)).collect(),
        rows: places.iter().enumerate().map(|(i, p)| place_row(view, *p, i, &columns)).collect(),
        legend: missing_legend(view, silent),
        no_article: places.iter().any(|p| !has_article(p)).then(|| view.words.get("matrix.no_article_note")),
        articles: view.asked(Ask::Articles, || articles(view, places)),
        matrix: Link { label: view.words.get("nav.matrix").into(), ..view.matrix(scope_of(nav, ix)) },
        previous: beside(ix.checked_sub(1)),
        next: beside(ix.checked_add(1)),
    }
}

fn head(view: &View<'_>, ix: usize) -> PageTitle {
    let title = view.prefecture(ix).label;
    PageTitle {
        description: view.fill("prefecture.description", &[("prefecture", &title)]),
        title,
        kind: "prefecture",
        nav: "counties".to_owned(),
        source: None,
        above: province(view, ix).into_iter().collect(),
    }
}

/// The province of a prefecture, as it stands on the home page.
fn province(view: &View<'_>, ix: usize) -> Option<Link> {
    let nav = &view.site.nav;
    let province = &nav.provinces[nav.province_at(ix)?];
    let href = view.path.link_to_fragment(&SitePath::new("index.html"), &province.id);
    Some(Link { label: view.province_label(province), href })
}

/// The pages above a county: its province and its prefecture.
pub(super) fn way_to(view: &View<'_>, ix: usize) -> Vec<Link> {
    province(view, ix).into_iter().chain([view.prefecture(ix)]).collect()
}

fn summary(view: &View<'_>, places: &[PlaceIx]) -> String {
    let index = &view.site.index;
    let n = |n: usize| n.to_string();
    let articles = index.count_articles(places);
    let figures = places.iter().map(|p| index.of_place(*p).len()).sum();
    let silent = places.iter().filter(|p| index.articles_of(**p).is_empty()).count();
    let blanks = [
        ("places", &*n(places.len())),
        ("articles", &n(articles)),
        ("observations", &n(figures)),
        ("silent", &n(silent)),
    ];
    let key = if silent > 0 { "prefecture.summary_silent" } else { "prefecture.summary" };
    view.words.fill(key, &blanks)
}

fn key_column(view: &View<'_>, metric: MetricIx, places: &[PlaceIx]) -> KeyColumn {
    let (catalog, index) = (view.catalog(), &view.site.index);
    let value = |p: &PlaceIx| Pick::Latest.of(catalog, index.of_both(*p, metric));
    let values: Vec<Option<ObsIx>> = places.iter().map(value).collect();
    let known: Vec<ObsIx> = values.iter().flatten().copied().collect();
    let comparability = compare_among(catalog, index, &known, places.len());
    let mut ranks = vec![None; places.len()];
    if comparability.is_ranked() {
        let lower = catalog.metric(metric).direction == Some(Direction::Lower);
        let intervals: Vec<_> = known.iter().map(|o| catalog.observation(*o).quantity.interval).collect();
        let with_value = (0..places.len()).filter(|i| values[*i].is_some());
        for (i, rank) in with_value.zip(rank(&intervals, lower)) {
            ranks[i] = Some(rank);
        }
    }
    KeyColumn { metric, values, ranks, comparability }
}

fn column_head(view: &View<'_>, column: &KeyColumn) -> ColumnHead {
    ColumnHead {
        metric: view.metric(column.metric),
        unit: view.unit(&view.catalog().metric(column.metric).unit.printed),
        period: column.comparability.period.as_ref().map(|p| view.period(p)).unwrap_or_default(),
    }
}

fn place_row<'a>(view: &View<'a>, ix: PlaceIx, i: usize, columns: &[KeyColumn]) -> PlaceRow<'a> {
    let place = view.catalog().place(ix);
    let n = view.site.index.articles_of(ix).len();
    let cells = columns.iter().map(|c| cell(view, c.values[i], c.comparability.period.as_ref(), c.ranks[i]));
    PlaceRow {
        place: view.place(ix),
        code: place.code.as_str(),
        articles: match n {
            0 => view.words.get("home.no_article").to_owned(),
            n => view.words.count("place.articles", n),
        },
        figures: view.site.index.of_place(ix).len(),
        has_article: n > 0,
        cells: if n > 0 { cells.collect() } else { Vec::new() },
    }
}

/// The articles county by county; of a prefecture with too many for a page, their numbers alone.
fn articles<'a>(view: &View<'a>, places: &[PlaceIx]) -> Vec<ArticlesOf<'a>> {
    let index = &view.site.index;
    let total = index.count_articles(places);
    let of_place = |place: &PlaceIx| {
        let articles = index.articles_of(*place);
        let page = SitePath::county(view.catalog().place(*place));
        let listed = if total <= MOST_ARTICLES { articles } else { &[] };
        (!articles.is_empty()).then(|| ArticlesOf {
            place: view.place(*place),
            count: view.words.count("place.articles", articles.len()),
            href: view.path.link_to_fragment(&page, "sources"),
            rows: listed.iter().rev().map(|a| article_row(view, *a)).collect(),
        })
    };
    places.iter().filter_map(of_place).collect()
}

fn article_row<'a>(view: &View<'a>, ix: ArticleIx) -> ArticleRow<'a> {
    let article = view.catalog().article(ix);
    ArticleRow {
        title: view.article_title(ix),
        href: view.article_href(ix),
        date: date_label(view, article),
        producer: article.origin.producer.as_deref().map(|p| view.chinese(p)),
        figures: view.words.count("article.figures_short", article.observations.len()),
        coverage: coverage_of_article(view, ix),
    }
}
