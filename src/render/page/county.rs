//! The profile of a place: key figures, our text spread over the domains, every figure, what is missing.

use serde::Serialize;

use super::super::{
    asked::Ask,
    export::Twin,
    href::SitePath,
    linked::Subject,
    part::{
        ArticleCard, BlockView, ChartView, Cite, CoverageView, DisagreementView, Download, FigureView,
        PageHead, PageTitle, Related, SectionView, Sources, TimelineView, Titled, article_card, chart, cite,
        coverage, date_label, disagreement_views, download_csv, download_packs, download_twin, figure,
        moved_up, page_head, related_to_place, sections, statement_views, summary_html, summary_text,
        timeline_view, titled,
    },
    text::Text,
    view::{Link, View},
};
use crate::derive::{contradicting, key_figures, neighbours};
use crate::model::{ArticleIx, DomainIx, MetricIx, ObsIx, PlaceIx, PlaceKind};

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
    body_article: Option<Titled>,
    sections: Vec<SectionView<'a>>,
    empty_sections: Text,
    timeline: Option<TimelineView<'a>>,
    figures_count: String,
    disagreements: Vec<DisagreementView<'a>>,
    articles: Vec<Source<'a>>,
    /// Whether articles have numbers.
    numbered: bool,
    missing: Option<Missing>,
    ways: Vec<Related<'a>>,
    neighbours: Option<Neighbours>,
    downloads: Vec<Download<'a>>,
    cite: Option<Cite>,
}

#[derive(Debug, Serialize)]
struct PlaceView<'a> {
    name: Text,
    code: &'a str,
    en: &'a str,
    kind: &'a str,
    prefecture: Text,
    province: Text,
}

#[derive(Debug, Serialize)]
struct Fact<'a> {
    label: &'a str,
    value: Text,
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
struct Missing {
    count: String,
    groups: Vec<MissingGroup>,
}

#[derive(Debug, Serialize)]
struct MissingGroup {
    label: Text,
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
    label: Text,
    places: Vec<Link>,
}

/// The profile of a place.
pub(crate) fn county<'a>(view: &View<'a>, ix: PlaceIx) -> County<'a> {
    let (site, catalog) = (view.site, view.catalog());
    let newest = site.index.articles_of(ix).last().copied();
    let sources = Sources::of(view, ix);
    let (body, sections) = sections(view, ix, newest, &sources);
    let other = |value: ObsIx| contradicting(catalog, &site.index, value).next();
    let written = |o: ObsIx| {
        let article = catalog.observation(o).article;
        sources.number(article).map(|_| date_label(view, catalog.article(article)))
    };
    let key = key_figures(catalog, &site.index, ix).into_iter().map(|k| KeyView {
        figure: figure(view, k.value),
        written: written(k.value),
        before: k.before.map(|o| figure(view, o)),
        other: other(k.value).map(|o| figure(view, o)),
    });
    let empty: Vec<Text> = sections.iter().filter(|s| s.empty).map(|s| s.label.clone()).collect();
    County {
        root: view.path.root(),
        page: page_head(view, head(view, ix, newest)).about(view, Subject::County(ix)),
        place: place_view(view, ix),
        facts: facts(view, ix),
        release: release(view, ix, newest),
        coverage: view.asked(Ask::Coverage, || site.coverage_of(ix).map(|c| coverage(view, c))),
        key_figures: view.asked(Ask::KeyFigures, || key.collect()),
        summary_html: newest.map_or_else(String::new, |a| summary_html(view, catalog.article(a))),
        statements: view.asked(Ask::Statements, || statement_views(view, ix)),
        before_after: view.asked(Ask::BeforeAfter, || before_after(view, ix, newest)),
        body,
        body_article: newest.map(|a| titled(view, a)),
        empty_sections: view.list(empty),
        sections,
        timeline: view.asked(Ask::Timeline, || timeline_view(view, ix)),
        figures_count: view.words.count("article.figures_count", site.index.of_place(ix).len()),
        disagreements: view.asked(Ask::Disagreements, || disagreement_views(view, ix)),
        articles: view.asked(Ask::Articles, || {
            let card = |a: &ArticleIx| Source { n: sources.number(*a), card: article_card(view, *a) };
            site.index.articles_of(ix).iter().rev().map(card).collect()
        }),
        numbered: site.index.articles_of(ix).len() > 1,
        missing: view.asked(Ask::Missing, || Some(missing(view, ix))),
        ways: view.asked(Ask::Ways, || related_to_place(view, ix)),
        neighbours: view.asked(Ask::Neighbours, || Some(neighbour_views(view, ix))),
        downloads: view.asked(Ask::Downloads, || downloads(view, ix)),
        cite: view.asked(Ask::Cite, || {
            Some(cite(view, &view.place_name(ix), site.index.of_place(ix).iter().copied()))
        }),
    }
}

fn downloads<'a>(view: &View<'a>, ix: PlaceIx) -> Vec<Download<'a>> {
    let data = format!("data/{}.csv", view.catalog().place(ix).code);
    let mut downloads =
        vec![download_csv(view, "download.this_page", &data), download_twin(view, Twin::County(ix))];
    downloads.extend(download_packs(view, Some(ix)));
    downloads
}

fn head(view: &View<'_>, ix: PlaceIx, newest: Option<ArticleIx>) -> PageTitle {
    let catalog = view.catalog();
    let prefecture = view.site.nav.prefecture_at(ix);
    let summary = newest.map(|a| summary_text(view, catalog.article(a)));
    PageTitle {
        title: view.place_title(ix),
        description: match summary {
            Some(summary) => summary,
            None => view.fill("county.description", &[("name", &view.place_name(ix))]),
        },
        kind: "county",
        nav: "counties".to_owned(),
        source: None,
        above: super::prefecture::way_to(view, prefecture),
    }
}

fn place_view<'a>(view: &View<'a>, ix: PlaceIx) -> PlaceView<'a> {
    let place = view.catalog().place(ix);
    PlaceView {
        name: view.place_name(ix),
        code: place.code.as_str(),
        en: &place.en,
        kind: kind_word(view, place.kind),
        prefecture: view.prefecture_name(ix),
        province: view.province_name(ix),
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

fn facts<'a>(view: &View<'a>, ix: PlaceIx) -> Vec<Fact<'a>> {
    let place = view.catalog().place(ix);
    let fact = |key: &'a str, value: Text| Fact { label: view.words.get(key), value };
    let mut facts = vec![
        fact("place.code", place.code.as_str().into()),
        fact("place.type", kind_word(view, place.kind).into()),
        fact("place.prefecture", view.prefecture_name(ix)),
        fact("place.province", view.province_name(ix)),
    ];
    let former = place.former.iter().map(|f| match &f.until {
        Some(year) => {
            let blanks = [("name", &view.chinese(&f.name)), ("year", &year.as_str().into())];
            view.fill("place.former_until", &blanks)
        }
        None => view.chinese(&f.name),
    });
    let former = view.list(former);
    if !former.is_empty() {
        facts.push(fact("place.former", former));
    }
    facts
}

/// What all figures of the page share, said once.
fn release(view: &View<'_>, ix: PlaceIx, newest: Option<ArticleIx>) -> String {
    let Some(newest) = newest else { return view.words.get("home.no_article").to_owned() };
    let articles = view.site.index.articles_of(ix);
    if let [oldest, _, ..] = articles {
        let written = |a: ArticleIx| date_label(view, view.catalog().article(a));
        let blanks = [("from", &*written(*oldest)), ("to", &written(newest))];
        return view.words.counted("county.release_of_several", articles.len(), &blanks);
    }
    let period = view.period(&view.catalog().article(newest).period);
    view.words.counted("county.release", articles.len(), &[("period", &period)])
}

fn before_after<'a>(view: &View<'a>, ix: PlaceIx, newest: Option<ArticleIx>) -> Option<ChartView<'a>> {
    if let Some(plan) = view.site.charts.of_county(ix) {
        return Some(chart(view, plan, &view.path, ""));
    }
    let newest = newest?;
    let (_, plan) = moved_up(view, newest)?;
    Some(chart(view, plan, &SitePath::article(view.catalog().article(newest)), "top"))
}

fn missing(view: &View<'_>, ix: PlaceIx) -> Missing {
    let (site, catalog) = (view.site, view.catalog());
    let is_missing =
        |m: &MetricIx| catalog.metric(*m).is_catalogued() && site.index.of_both(ix, *m).is_empty();
    let group = |d: DomainIx| {
        let metrics = site.index.metrics_of(d).iter().copied().filter(is_missing);
        let Link { label, href } = view.domain(d);
        MissingGroup { label, href, metrics: metrics.map(|m| view.metric(m)).collect() }
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
    let label = view.fill("place.same_prefecture", &[("prefecture", &view.prefecture_name(ix))]);
    Neighbours {
        previous: previous.map(|p| view.place_link(p)),
        next: next.map(|p| view.place_link(p)),
        same: (!others.is_empty()).then_some(SamePrefecture { label, places: others }),
    }
}
