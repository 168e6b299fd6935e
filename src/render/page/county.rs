//! The profile of a place: key figures, our text spread over the domains, every figure, what is missing.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{
        ArticleCard, BlockView, ChartView, Cite, CoverageView, Download, FigureView, PageHead, PageTitle,
        Section, TextView, article_card, chart, cite, coverage, download_csv, figure, figures, page_head,
        relation_anchor, summary_html, summary_text, text_sections,
    },
    view::{Link, View},
};
use crate::derive::{Disagreement, Plan, PlanShape, disagreements, key_figures, neighbours};
use crate::model::{ArticleIx, DomainIx, MetricIx, Place, PlaceIx, PlaceKind};

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
    before_after: Option<ChartView<'a>>,
    body: Vec<BlockView<'a>>,
    body_article: Option<Titled<'a>>,
    sections: Vec<SectionView<'a>>,
    empty_sections: String,
    figures_count: String,
    disagreements: Vec<DisagreementView<'a>>,
    articles: Vec<ArticleCard<'a>>,
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
    before: Option<FigureView<'a>>,
}

#[derive(Debug, Serialize)]
struct Titled<'a> {
    title: &'a str,
    href: String,
}

#[derive(Debug, Serialize)]
struct SectionView<'a> {
    id: &'a str,
    label: &'a str,
    href: String,
    definition: &'a str,
    empty: bool,
    blocks: Vec<BlockView<'a>>,
    figures: Vec<FigureView<'a>>,
}

#[derive(Debug, Serialize)]
struct DisagreementView<'a> {
    text: String,
    href: String,
    article: Titled<'a>,
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
    let (body, sections) = sections(view, ix, newest);
    let key = key_figures(catalog, &site.index, ix).into_iter().map(|k| KeyView {
        figure: figure(view, k.value),
        before: k.before.map(|o| figure(view, o)),
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
        before_after: before_after(view, ix, newest),
        body,
        body_article: newest.map(|a| titled(view, a)),
        empty_sections: view.list(empty),
        sections,
        figures_count: view.words.count("article.figures_count", site.index.of_place(ix).len()),
        disagreements: disagreement_views(view, ix),
        articles: site.index.articles_of(ix).iter().rev().map(|a| article_card(view, *a)).collect(),
        missing: missing(view, ix),
        neighbours: neighbour_views(view, ix),
        downloads: vec![download_csv(view, "download.this_page", &format!("data/{}.csv", place.code))],
        cite: cite(view, &place.name),
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
        description: summary.unwrap_or_else(|| view.words.fill("county.description", &[("name", &place.name)])),
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
    let n = view.site.index.articles_of(ix).len().to_string();
    let period = view.catalog().article(newest).period.label();
    view.words.fill("county.release", &[("period", &period), ("n", &n)])
}

fn titled<'a>(view: &View<'a>, ix: ArticleIx) -> Titled<'a> {
    Titled { title: &view.catalog().article(ix).title, href: view.article_href(ix) }
}

/// The before-and-after chart of the newest article's text, which moves to the top of the profile, by position.
fn moved_up<'a>(view: &View<'a>, article: ArticleIx) -> Option<(usize, &'a Plan)> {
    let mut plans = view.site.charts.of_article(article).iter().enumerate();
    plans.find(|(_, p)| matches!(p.shape, PlanShape::Change { .. }) && p.is_drawable())
}

fn before_after<'a>(view: &View<'a>, ix: PlaceIx, newest: Option<ArticleIx>) -> Option<ChartView<'a>> {
    if let Some(plan) = view.site.charts.of_county(ix) {
        return Some(chart(view, plan, &view.path, ""));
    }
    let newest = newest?;
    let (_, plan) = moved_up(view, newest)?;
    Some(chart(view, plan, &SitePath::article(view.catalog().article(newest)), "top"))
}

/// What stands before the first section, and all domains in their order, each with its passage and its figures.
fn sections<'a>(
    view: &View<'a>,
    ix: PlaceIx,
    newest: Option<ArticleIx>,
) -> (Vec<BlockView<'a>>, Vec<SectionView<'a>>) {
    let catalog = view.catalog();
    let mut passages = newest.map_or_else(Vec::new, |a| passages(view, a));
    let mut by_domain = vec![Vec::new(); catalog.domains.len()];
    for observation in view.site.index.of_place(ix) {
        let metric = catalog.observation(*observation).metric;
        by_domain[catalog.metric(metric).domain.ix()].push(*observation);
    }
    let mut sections = Vec::new();
    for (ix, observations) in catalog.domain_ids().zip(by_domain) {
        let domain = catalog.domain(ix);
        let of_domain = |s: &Section<'_>| s.heading.as_ref().is_some_and(|h| h.label == domain.label);
        let passage = passages.extract_if(.., |s| of_domain(s));
        let blocks: Vec<BlockView<'_>> = passage.flat_map(|s| s.blocks).collect();
        sections.push(SectionView {
            id: &domain.id,
            label: &domain.label,
            href: view.href(&SitePath::domain(domain)),
            definition: &domain.definition,
            empty: blocks.is_empty() && observations.is_empty(),
            blocks,
            figures: figures(view, observations),
        });
    }
    (passages.into_iter().flat_map(Section::with_heading).collect(), sections)
}

fn passages<'a>(view: &View<'a>, newest: ArticleIx) -> Vec<Section<'a>> {
    let article = view.catalog().article(newest);
    let text = TextView {
        body: &article.body,
        plans: view.site.charts.of_article(newest),
        owner: SitePath::article(article),
    };
    text_sections(view, &text, moved_up(view, newest).map(|(n, _)| n))
}

fn disagreement_views<'a>(view: &View<'a>, ix: PlaceIx) -> Vec<DisagreementView<'a>> {
    let catalog = view.catalog();
    let checked = &view.site.checked;
    let one = |disagreement| match disagreement {
        Disagreement::Within(article, n) => {
            let relation = &catalog.article(article).relations[n];
            let found = &checked.verdicts[article.ix()][n];
            let page = SitePath::article(catalog.article(article));
            DisagreementView {
                text: relation.known.clone().unwrap_or_else(|| found.sentence.clone()),
                href: view.path.link_to_fragment(&page, &relation_anchor(n)),
                article: titled(view, article),
            }
        }
        Disagreement::Between(a, b) => {
            let (first, second) = (catalog.observation(a), catalog.observation(b));
            let label = &catalog.metric(first.metric).label;
            let blanks = [
                ("label", label.as_str()),
                ("period", &*first.period.label()),
                ("one", &*first.quantity.printed),
                ("other", &*second.quantity.printed),
            ];
            DisagreementView {
                text: view.words.fill("disagreements.values", &blanks),
                href: view.record_href(b),
                article: titled(view, second.article),
            }
        }
    };
    disagreements(checked, &view.site.index, ix).into_iter().map(one).collect()
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
