//! The topics of a profile: the passages of its newest article and all its figures, domain by domain.

use serde::Serialize;
use tera::Value;

use super::{
    super::{asked::Ask, flat::flat, href::SitePath, text::Text, view::View},
    blocks::{BlockView, Section, TextView, text_sections},
    chart::{ChartView, chart},
    figure::{FigureView, figure},
    sources::Sources,
    years::{YearsView, years},
};
use crate::derive::{CoverageState, Plan, PlanShape, by_year};
use crate::model::{ArticleIx, Basis, MetricIx, ObsIx, PlaceIx};

/// A topic of a profile.
#[derive(Debug, Serialize)]
pub struct SectionView<'a> {
    id: &'a str,
    /// The domain's label.
    pub label: Text,
    href: String,
    definition: Text,
    /// Whether there is neither text nor figure.
    pub empty: bool,
    blocks: Vec<BlockView<'a>>,
    /// One metric over the years, where the passage draws nothing.
    chart: Option<ChartView<'a>>,
    /// What speaks of several years.
    years: Option<YearsView<'a>>,
    /// The rest, shared with `all`.
    figures: Vec<Value>,
    /// Everything, for the list of all figures.
    all: Vec<Value>,
}

/// A figure with the number of its article, where the profile numbers articles.
#[derive(Debug)]
struct SourcedFigure<'a> {
    figure: FigureView<'a>,
    source: Option<usize>,
    /// Whether it was held against its source.
    audited: &'a str,
}

flat!(SourcedFigure { ..figure, source, audited });

/// The before-and-after chart of the newest article's text, which moves to the top of the profile, by position.
pub fn moved_up<'a>(view: &View<'a>, article: ArticleIx) -> Option<(usize, &'a Plan)> {
    let mut plans = view.site.charts.of_article(article).iter().enumerate();
    plans.find(|(_, p)| matches!(p.shape, PlanShape::Change { .. }) && p.is_drawable())
}

/// What stands before the first section, and all domains in their order, each with its passage and its figures.
pub fn sections<'a>(
    view: &View<'a>,
    ix: PlaceIx,
    newest: Option<ArticleIx>,
    sources: &Sources,
) -> (Vec<BlockView<'a>>, Vec<SectionView<'a>>) {
    let catalog = view.catalog();
    let mut passages = newest.map_or_else(Vec::new, |a| passages(view, a));
    let mut by_domain = vec![Vec::new(); catalog.domains.len()];
    for observation in view.site.index.of_place(ix) {
        let metric = catalog.observation(*observation).metric;
        by_domain[catalog.metric(metric).domain.ix()].push(*observation);
    }
    let domain_of = |plan: &(MetricIx, &'a Plan)| catalog.metric(plan.0).domain;
    let series: Vec<(MetricIx, &Plan)> = view.site.charts.series_of(ix).collect();
    let mut sections = Vec::new();
    for (ix, observations) in catalog.domain_ids().zip(by_domain) {
        let domain = catalog.domain(ix);
        let of_domain = |s: &Section<'_>| s.heading.as_ref().is_some_and(|h| h.id == domain.id);
        let passage = passages.extract_if(.., |s| of_domain(s));
        let blocks: Vec<BlockView<'_>> = passage.flat_map(|s| s.blocks).collect();
        let drawn = blocks.iter().any(BlockView::is_chart);
        let plan = series.iter().find(|plan| !drawn && domain_of(plan) == ix);
        let (table, rest) = by_year(catalog, &observations);
        let all: Vec<Value> =
            observations.iter().map(|o| Value::from_serializable(&sourced(view, *o, sources))).collect();
        // The rest stand in the order of all.
        let mut rest = rest.into_iter().peekable();
        let of_rest = observations.iter().zip(&all).filter(|(o, _)| rest.next_if_eq(*o).is_some());
        let figures = of_rest.map(|(_, figure)| figure.clone()).collect();
        sections.push(SectionView {
            id: &domain.id,
            label: view.domain_label(ix),
            href: view.href(&SitePath::domain(domain)),
            definition: view.domain_definition(ix),
            empty: blocks.is_empty() && observations.is_empty(),
            blocks,
            chart: view.asked(Ask::Chart, || plan.map(|(_, plan)| chart(view, plan, &view.path, ""))),
            years: table.map(|table| years(view, &table, sources)),
            figures,
            all,
        });
    }
    (passages.into_iter().flat_map(Section::with_heading).collect(), sections)
}

fn sourced<'a>(view: &View<'a>, ix: ObsIx, sources: &Sources) -> SourcedFigure<'a> {
    let record = view.catalog().observation(ix);
    let state = view.site.coverage[record.article.ix()].state;
    let audited = match (&record.basis, state) {
        (Basis::Derived(_), _) => "audit.derived",
        (_, CoverageState::Counted) => "audit.done",
        (_, CoverageState::Unaudited | CoverageState::Stale) => "audit.pending",
    };
    SourcedFigure {
        figure: figure(view, ix),
        source: sources.number(record.article),
        audited: view.words.get(audited),
    }
}

fn passages<'a>(view: &View<'a>, newest: ArticleIx) -> Vec<Section<'a>> {
    let text = TextView::of_article(view, newest);
    text_sections(view, &text, moved_up(view, newest).map(|(n, _)| n))
}
