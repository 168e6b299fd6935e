//! The home page: what this is, the places by prefecture, tables, domains, the newest articles.

use serde::Serialize;

use super::super::{
    href::SitePath,
    linked::Subject,
    part::{
        ArticleCard, ChartView, CoverageView, Download, PageHead, PageTitle, TableCard, article_card, chart,
        coverage, day_link, download_all, download_packs, page_head, table_card, verdict_summary,
    },
    text::Text,
    view::{Link, View},
};
use crate::derive::Province;
use crate::model::{DomainIx, LedgerEntry, PlaceIx};

/// The most places that the home page lists one by one; of a site with more it lists the prefectures.
const MOST_PLACES: usize = 60;

/// How many days of changes the home page names.
const RECENT: usize = 3;

/// The home page.
#[derive(Debug, Serialize)]
pub(crate) struct Home<'a> {
    root: String,
    page: PageHead,
    lead: [Text; 2],
    counts: Vec<Count<'a>>,
    verdict_summary: String,
    ways: Vec<Way<'a>>,
    provinces: Vec<ProvinceView<'a>>,
    years: Vec<Link>,
    tables: Vec<TableCard<'a>>,
    chart: Option<ChartView<'a>>,
    domains: Vec<DomainCard>,
    articles: Vec<ArticleCard<'a>>,
    changes: Vec<Link>,
    downloads: Vec<Download<'a>>,
}

#[derive(Debug, Serialize)]
struct Count<'a> {
    value: String,
    label: &'a str,
    href: String,
}

/// A way in for one kind of reader.
#[derive(Debug, Serialize)]
struct Way<'a> {
    label: &'a str,
    text: &'a str,
    links: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct ProvinceView<'a> {
    name: Text,
    id: &'a str,
    text: String,
    /// Whether its prefectures come with the number of their places instead of these.
    is_counted: bool,
    prefectures: Vec<PrefectureView<'a>>,
}

/// A prefecture with its places, or of a site with very many with their number.
#[derive(Debug, Serialize)]
struct PrefectureView<'a> {
    link: Link,
    id: &'a str,
    text: String,
    places: Vec<PlaceRow<'a>>,
}

#[derive(Debug, Serialize)]
struct PlaceRow<'a> {
    name: Text,
    code: &'a str,
    kind: &'a str,
    href: String,
    articles_text: String,
    figures_text: String,
    coverage: Option<CoverageView<'a>>,
    period: String,
}

#[derive(Debug, Serialize)]
struct DomainCard {
    label: Text,
    href: String,
    definition: Text,
    count: String,
}

/// The home page.
pub(crate) fn home<'a>(view: &View<'a>) -> Home<'a> {
    let catalog = view.catalog();
    let title = PageTitle {
        title: view.site_title(),
        description: view.site_description(),
        kind: "home",
        nav: "home".to_owned(),
        ..PageTitle::default()
    };
    let plan = view.site.charts.of_home();
    Home {
        root: view.path.root(),
        page: page_head(view, title).about(view, Subject::Site),
        lead: [view.site_description(), view.words.get("home.lead").into()],
        counts: counts(view),
        verdict_summary: verdict_summary(view, view.site.verdicts),
        ways: ways(view),
        provinces: view.site.nav.provinces.iter().map(|v| province_view(view, v)).collect(),
        years: view.site.nav.years.iter().rev().map(|y| view.year(*y)).collect(),
        tables: view.site.nav.tables.iter().map(|n| table_card(view, *n)).collect(),
        chart: plan.map(|plan| chart(view, plan, &view.path, "")),
        domains: catalog.domain_ids().map(|d| domain_card(view, d)).collect(),
        articles: view.site.nav.newest.iter().map(|a| article_card(view, *a)).collect(),
        changes: catalog.ledger.days().take(RECENT).map(|day| changes_link(view, day)).collect(),
        downloads: [download_all(view)].into_iter().chain(download_packs(view, None)).collect(),
    }
}

/// A day of changes, with how many there were.
fn changes_link(view: &View<'_>, day: &[LedgerEntry]) -> Link {
    let Link { label, href } = day_link(view, &day[0].date);
    let n = day.iter().map(LedgerEntry::count).sum();
    Link { label: view.aside(&label, &view.words.count("changes.count", n)), href }
}

fn counts<'a>(view: &View<'a>) -> Vec<Count<'a>> {
    let catalog = view.catalog();
    let count = |n: usize, label: &'a str, href: String| Count {
        value: n.to_string(),
        label: view.words.get(label),
        href,
    };
    let mut counts = vec![
        count(catalog.places.len(), "home.count_places", "#places".to_owned()),
        count(catalog.articles.len(), "home.count_articles", view.href_of("articles.html")),
        count(catalog.observations.len(), "home.count_figures", view.href_of("metrics.html")),
    ];
    if view.site.verdicts.total() > 0 {
        counts.push(count(view.site.verdicts.total(), "home.count_relations", view.href_of("checks.html")));
    }
    counts
}

/// The ways in: to a county, to a comparison, to a report.
fn ways<'a>(view: &View<'a>) -> Vec<Way<'a>> {
    let link = |key: &'a str, target: &str| view.link(view.words.get(key), &SitePath::new(target));
    let way = |label, text, links| Way { label: view.words.get(label), text: view.words.get(text), links };
    let places = Link { label: view.words.get("home.counties").into(), href: "#places".to_owned() };
    vec![
        way("home.way_county", "home.way_county_text", vec![places, link("nav.matrix", "matrix.html")]),
        way(
            "home.way_compare",
            "home.way_compare_text",
            vec![
                link("nav.tables", "tables.html"),
                link("title.metrics", "metrics.html"),
                link("nav.years", "years.html"),
            ],
        ),
        way(
            "home.way_article",
            "home.way_article_text",
            vec![
                link("title.articles", "articles.html"),
                link("title.checks", "checks.html"),
                link("nav.glossary", "glossary.html"),
            ],
        ),
    ]
}

fn province_view<'a>(view: &View<'a>, province: &'a Province) -> ProvinceView<'a> {
    let nav = &view.site.nav;
    let lists_places = view.catalog().places.len() <= MOST_PLACES;
    let prefecture = |p: &usize| {
        let record = &nav.prefectures[*p];
        let rows = record.places.iter().map(|place| place_row(view, *place));
        PrefectureView {
            link: view.prefecture(*p),
            id: &record.id,
            text: place_counts(view, &record.places),
            places: if lists_places { rows.collect() } else { Vec::new() },
        }
    };
    let all = province.prefectures.iter().flat_map(|p| nav.prefectures[*p].places.iter().copied());
    ProvinceView {
        name: view.province_label(province),
        id: &province.id,
        text: place_counts(view, &all.collect::<Vec<_>>()),
        is_counted: !lists_places,
        prefectures: province.prefectures.iter().map(prefecture).collect(),
    }
}

/// How many places there are, and how many articles on them.
pub(super) fn place_counts(view: &View<'_>, places: &[PlaceIx]) -> String {
    let articles = view.site.index.count_articles(places).to_string();
    let places = places.len().to_string();
    view.words.fill("home.place_counts", &[("places", &places), ("articles", &articles)])
}

fn place_row<'a>(view: &View<'a>, ix: PlaceIx) -> PlaceRow<'a> {
    let place = view.catalog().place(ix);
    let index = &view.site.index;
    let newest = index.articles_of(ix).last().map(|a| view.catalog().article(*a));
    PlaceRow {
        name: view.place_name(ix),
        code: place.code.as_str(),
        kind: super::county::kind_word(view, place.kind),
        href: view.href(&SitePath::county(place)),
        articles_text: view.words.count("place.articles", index.articles_of(ix).len()),
        figures_text: newest
            .map(|_| view.words.count("article.figures_short", index.of_place(ix).len()))
            .unwrap_or_default(),
        coverage: view.site.coverage_of(ix).map(|c| coverage(view, c)),
        period: newest.map_or_else(String::new, |a| view.period(&a.period)),
    }
}

fn domain_card(view: &View<'_>, ix: DomainIx) -> DomainCard {
    let domain = view.catalog().domain(ix);
    DomainCard {
        label: view.domain_label(ix),
        href: view.href(&SitePath::domain(domain)),
        definition: view.domain_definition(ix),
        count: super::domain::count(view, ix),
    }
}
