//! The home page: what this is, the places by prefecture, tables, domains, the newest articles.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{
        ArticleCard, ChartView, CoverageView, Download, PageHead, PageTitle, TableCard, article_card, chart,
        coverage, download_all, page_head, table_card, verdict_summary,
    },
    text::Text,
    view::View,
};
use crate::model::{DomainIx, PlaceIx};

/// The home page.
#[derive(Debug, Serialize)]
pub(crate) struct Home<'a> {
    root: String,
    page: PageHead,
    lead: [Text; 2],
    counts: Vec<Count<'a>>,
    verdict_summary: String,
    places_intro: String,
    prefectures: Vec<PrefectureView<'a>>,
    tables: Vec<TableCard<'a>>,
    chart: Option<ChartView<'a>>,
    domains: Vec<DomainCard>,
    articles: Vec<ArticleCard<'a>>,
    downloads: Vec<Download<'a>>,
}

#[derive(Debug, Serialize)]
struct Count<'a> {
    value: String,
    label: &'a str,
    href: String,
}

#[derive(Debug, Serialize)]
struct PrefectureView<'a> {
    name: Text,
    province: Text,
    id: &'a str,
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
        page: page_head(view, title),
        lead: [view.site_description(), view.words.get("home.lead").into()],
        counts: counts(view),
        verdict_summary: verdict_summary(view, view.site.verdicts),
        places_intro: places_intro(view),
        prefectures: view
            .site
            .nav
            .prefectures
            .iter()
            .map(|p| PrefectureView {
                name: view.prefecture_name(p.places[0]),
                province: view.province_name(p.places[0]),
                id: &p.id,
                places: p.places.iter().map(|place| place_row(view, *place)).collect(),
            })
            .collect(),
        tables: view.site.nav.tables.iter().map(|n| table_card(view, *n)).collect(),
        chart: plan.map(|plan| chart(view, plan, &view.path, "")),
        domains: catalog.domain_ids().map(|d| domain_card(view, d)).collect(),
        articles: view.site.nav.newest.iter().map(|a| article_card(view, *a)).collect(),
        downloads: vec![download_all(view)],
    }
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

fn places_intro(view: &View<'_>) -> String {
    let catalog = view.catalog();
    let n = |n: usize| n.to_string();
    let (places, articles, observations) =
        (n(catalog.places.len()), n(catalog.articles.len()), n(catalog.observations.len()));
    let blanks = [("places", &*places), ("articles", &articles), ("observations", &observations)];
    view.words.fill("home.counts", &blanks)
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
        figures_text: view.words.count("article.figures_short", index.of_place(ix).len()),
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
