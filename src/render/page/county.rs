//! The profile of a place: key figures, our text spread over the domains, every figure, what is missing.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{
        ArticleCard, BlockView, ChartView, Cite, CoverageView, DisagreementView, Download, FigureView,
        PageHead, PageTitle, SectionView, Sources, TimelineView, Titled, article_card, chart, cite, coverage,
        date_label, disagreement_views, download_csv, figure, moved_up, page_head, sections, statement_views,
        summary_html, summary_text, timeline_view, titled,
    },
    view::{Link, View},
};
use crate::derive::{Disagreement, disagreements, key_figures, neighbours};
use crate::model::{ArticleIx, DomainIx, MetricIx, ObsIx, Place, PlaceIx, PlaceKind};

/// The profile of a place.
#[derive(Debug, Serialize)]
pub(crate) struct County<'a> {
    root: String,
    page: PageHead,
    place: PlaceView<'a>,
    facts: Vec<Fact<'a>>,
    release: String,
    coverage: Option<CoverageView<'a>>,
    key_figures: Vec<KeyView<'a>>,
    summary_html: String,
    statements: Vec<String>,
    before_after: Option<ChartView<'a>>,
    body: Vec<BlockView<'a>>,
    body_article: Option<Titled<'a>>,
    sections: Vec<SectionView<'a>>,
    empty_sections: String,
    timeline: Option<TimelineView<'a>>,
    figures_count: String,
    disagreements: Vec<DisagreementView<'a>>,
    articles: Vec<Source<'a>>,
    /// Whether articles have numbers.
    numbered: bool,
    missing: Missing<'a>,
    neighbours: Neighbours,
    downloads: Vec<Download<'a>>,
    cite: Cite,
}

#[derive(Debug, Serialize)]
struct PlaceView<'a> {
    name: &'a str,
    code: &'a str,
    en: &'a str,
    kind: &'a str,
    prefecture: &'a str,
    province: &'a str,
}

#[derive(Debug, Serialize)]
struct Fact<'a> {
    label: &'a str,
    value: String,
}

#[derive(Debug, Serialize)]
struct KeyView<'a> {
    figure: FigureView<'a>,
    /// When its article was written, where there are several.
    written: Option<String>,
    before: Option<FigureView<'a>>,
    /// What another article prints instead.
    other: Option<FigureView<'a>>,
}

/// An article on the place, with its number among several.
#[derive(Debug, Serialize)]
struct Source<'a> {
    n: Option<usize>,
    card: ArticleCard<'a>,
}

#[derive(Debug, Serialize)]
struct Missing<'a> {
    count: String,
    groups: Vec<MissingGroup<'a>>,
}

#[derive(Debug, Serialize)]
struct MissingGroup<'a> {
    label: &'a str,
    href: String,
    metrics: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Neighbours {
    previous: Option<Link>,
    next: Option<Link>,
    same: Option<SamePrefecture>,
}

#[derive(Debug, Serialize)]
struct SamePrefecture {
    label: String,
    places: Vec<Link>,
}

/// The profile of a place.
pub(crate) fn county<'a>(view: &View<'a>, ix: PlaceIx) -> County<'a> {
    let (site, catalog) = (view.site, view.catalog());
    let place = catalog.place(ix);
    let newest = site.index.articles_of(ix).last().copied();
    let sources = Sources::of(view, ix);
    let (body, sections) = sections(view, ix, newest, &sources);
    let disputed = disagreements(&site.checked, &site.index, ix);
    let other = |value: ObsIx| {
        disputed.iter().find_map(|d| match d {
            Disagreement::Between(a, b) if *a == value => Some(*b),
            Disagreement::Between(a, b) if *b == value => Some(*a),
            _ => None,
        })
    };
    let written = |o: ObsIx| {
        let article = catalog.observation(o).article;
        sources.number(article).map(|_| date_label(catalog.article(article)))
    };
    let key = key_figures(catalog, &site.index, ix).into_iter().map(|k| KeyView {
        figure: figure(view, k.value),
        written: written(k.value),
        before: k.before.map(|o| figure(view, o)),
        other: other(k.value).map(|o| figure(view, o)),
    });
    let empty: Vec<&str> = sections.iter().filter(|s| s.empty).map(|s| s.label).collect();
    County {
        root: view.path.root(),
        page: page_head(view, head(view, ix, newest)),
        place: place_view(view, place),
        facts: facts(view, place),
        release: release(view, ix, newest),
        coverage: site.coverage_of(ix).map(|c| coverage(view, c)),
        key_figures: key.collect(),
        summary_html: newest.map_or_else(String::new, |a| summary_html(view, catalog.article(a))),
        statements: statement_views(view, ix),
        before_after: before_after(view, ix, newest),
        body,
        body_article: newest.map(|a| titled(view, a)),
        empty_sections: view.list(empty),
        sections,
        timeline: timeline_view(view, ix),
        figures_count: view.words.count("article.figures_count", site.index.of_place(ix).len()),
        disagreements: disagreement_views(view, ix),
        articles: (site.index.articles_of(ix).iter().rev())
            .map(|a| Source { n: sources.number(*a), card: article_card(view, *a) })
            .collect(),
        numbered: site.index.articles_of(ix).len() > 1,
        missing: missing(view, ix),
        neighbours: neighbour_views(view, ix),
        downloads: vec![download_csv(view, "download.this_page", &format!("data/{}.csv", place.code))],
        cite: cite(view, &place.name, site.index.of_place(ix).iter().copied()),
    }
}

fn head(view: &View<'_>, ix: PlaceIx, newest: Option<ArticleIx>) -> PageTitle {
    let catalog = view.catalog();
    let place = catalog.place(ix);
    let home = SitePath::new("index.html");
    let above = |label: &str, fragment: &str| Link {
        label: label.to_owned(),
        href: view.path.link_to_fragment(&home, fragment),
    };
    let summary = newest.map(|a| summary_text(view, catalog.article(a)));
    PageTitle {
        title: place.name.clone(),
        description: summary
            .unwrap_or_else(|| view.words.fill("county.description", &[("name", &place.name)])),
        kind: "county",
        nav: "counties".to_owned(),
        source: None,
        above: vec![
            above(&place.province, "places"),
            above(&place.prefecture, &view.site.nav.prefecture_of(ix).id),
        ],
    }
}

fn place_view<'a>(view: &View<'a>, place: &'a Place) -> PlaceView<'a> {
    PlaceView {
        name: &place.name,
        code: place.code.as_str(),
        en: &place.en,
        kind: kind_word(view, place.kind),
        prefecture: &place.prefecture,
        province: &place.province,
    }
}

/// 县, 县级市, 区, 旗
pub(super) fn kind_word<'a>(view: &View<'a>, kind: PlaceKind) -> &'a str {
    view.words.get(match kind {
        PlaceKind::County => "place.county",
        PlaceKind::City => "place.city",
        PlaceKind::District => "place.district",
        PlaceKind::Banner => "place.banner",
    })
}

fn facts<'a>(view: &View<'a>, place: &'a Place) -> Vec<Fact<'a>> {
    let fact = |key: &'a str, value: &str| Fact { label: view.words.get(key), value: value.to_owned() };
    let mut facts = vec![
        fact("place.code", place.code.as_str()),
        fact("place.type", kind_word(view, place.kind)),
        fact("place.prefecture", &place.prefecture),
        fact("place.province", &place.province),
    ];
    let former = place.former.iter().map(|f| match &f.until {
        Some(year) => view.words.fill("place.former_until", &[("name", &f.name), ("year", year)]),
        None => f.name.clone(),
    });
    let former = view.list(former);
    if !former.is_empty() {
        facts.push(fact("place.former", &former));
    }
    facts
}

/// What all figures of the page share, said once.
fn release(view: &View<'_>, ix: PlaceIx, newest: Option<ArticleIx>) -> String {
    let Some(newest) = newest else { return view.words.get("home.no_article").to_owned() };
    let articles = view.site.index.articles_of(ix);
    let n = articles.len().to_string();
    if let [oldest, _, ..] = articles {
        let written = |a: ArticleIx| date_label(view.catalog().article(a));
        let blanks = [("n", n.as_str()), ("from", &written(*oldest)), ("to", &written(newest))];
        return view.words.fill("county.release_of_several", &blanks);
    }
    let period = view.catalog().article(newest).period.label();
    view.words.fill("county.release", &[("period", &period), ("n", &n)])
}

fn before_after<'a>(view: &View<'a>, ix: PlaceIx, newest: Option<ArticleIx>) -> Option<ChartView<'a>> {
    if let Some(plan) = view.site.charts.of_county(ix) {
        return Some(chart(view, plan, &view.path, ""));
    }
    let newest = newest?;
    let (_, plan) = moved_up(view, newest)?;
    Some(chart(view, plan, &SitePath::article(view.catalog().article(newest)), "top"))
}

fn missing<'a>(view: &View<'a>, ix: PlaceIx) -> Missing<'a> {
    let (site, catalog) = (view.site, view.catalog());
    let is_missing =
        |m: &MetricIx| catalog.metric(*m).is_catalogued() && site.index.of_both(catalog, ix, *m).is_empty();
    let group = |d: DomainIx| {
        let metrics = site.index.metrics_of(d).iter().copied().filter(is_missing);
        let domain = catalog.domain(d);
        MissingGroup {
            label: &domain.label,
            href: view.href(&SitePath::domain(domain)),
            metrics: metrics.map(|m| view.metric(m)).collect(),
        }
    };
    let groups: Vec<_> = catalog.domain_ids().map(group).filter(|g| !g.metrics.is_empty()).collect();
    let count = groups.iter().map(|g| g.metrics.len()).sum();
    Missing { count: view.words.count("domain.count", count), groups }
}

fn neighbour_views(view: &View<'_>, ix: PlaceIx) -> Neighbours {
    let (previous, next) = neighbours(view.catalog(), ix);
    let prefecture = view.site.nav.prefecture_of(ix);
    let others: Vec<Link> =
        prefecture.places.iter().filter(|p| **p != ix).map(|p| view.place_link(*p)).collect();
    let label = view.words.fill("place.same_prefecture", &[("prefecture", &prefecture.name)]);
    Neighbours {
        previous: previous.map(|p| view.place_link(p)),
        next: next.map(|p| view.place_link(p)),
        same: (!others.is_empty()).then_some(SamePrefecture { label, places: others }),
    }
}
