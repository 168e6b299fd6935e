//! The page of a catalogue metric: its definition, every value, where it is missing.

use serde::Serialize;

use super::super::{
    export::Twin,
    href::SitePath,
    linked::Subject,
    part::{
        BannerView, ChartView, Cite, Download, FigureView, MissingView, PageHead, PageTitle, Related, chart,
        cite, download_all, download_twin, figures, kind_note, metric_banner, not_printed, page_head,
        related_to_metric, table_link,
    },
    text::Text,
    view::{Link, Named, Other, View},
};
use crate::derive::matrix::scope_of;
use crate::model::{Direction, Metric, MetricIx, ObsIx};

/// The most values that one page lists; of more it counts those of each prefecture.
const MOST_VALUES: usize = 1_000;
/// The most places without a value that are named.
const MOST_MISSING: usize = 200;

/// The page of a metric.
#[derive(Debug, Serialize)]
pub(crate) struct MetricPage<'a> {
    root: String,
    page: PageHead,
    metric: MetricView<'a>,
    facts: Vec<Fact<'a>>,
    count: String,
    banner: BannerView,
    values: Vec<FigureView<'a>>,
    counted: Vec<CountRow>,
    missing_places: Vec<Named>,
    missing_more: Option<String>,
    missing: MissingView<'a>,
    chart: Option<ChartView<'a>>,
    years: Option<ChartView<'a>>,
    tables: Vec<Link>,
    related: Vec<Link>,
    terms: Vec<Link>,
    ways: Vec<Related<'a>>,
    downloads: Vec<Download<'a>>,
    cite: Cite,
}

/// A prefecture, or a metric, with how many places have a value and how many values there are.
#[derive(Debug, Serialize)]
pub(super) struct CountRow {
    pub(super) link: Link,
    pub(super) places: usize,
    pub(super) figures: usize,
}

#[derive(Debug, Serialize)]
struct MetricView<'a> {
    id: &'a str,
    label: Text,
    other: Other,
    definition: Text,
    unit: Text,
}

#[derive(Debug, Serialize)]
struct Fact<'a> {
    label: &'a str,
    value: Text,
    note: Option<&'a str>,
    href: Option<String>,
}

/// The page of a catalogue metric.
pub(crate) fn metric<'a>(view: &View<'a>, ix: MetricIx) -> MetricPage<'a> {
    let (site, catalog) = (view.site, view.catalog());
    let metric = catalog.metric(ix);
    let comparability = &site.comparisons[ix.ix()];
    let (n, total) = (comparability.n.to_string(), comparability.total.to_string());
    let catalogued =
        site.index.metrics_of(metric.domain).iter().filter(|m| catalog.metric(**m).is_catalogued());
    let values = site.index.of_metric(ix);
    let is_listed = values.len() <= MOST_VALUES;
    let mut missing_places = missing_places(view, ix);
    let more = missing_places.len().saturating_sub(MOST_MISSING);
    missing_places.truncate(MOST_MISSING);
    MetricPage {
        root: view.path.root(),
        page: page_head(view, head(view, ix, metric)).about(view, Subject::Metric(ix)),
        metric: MetricView {
            id: metric.id.as_str(),
            label: view.metric_label(ix),
            other: view.other(&metric.label, &metric.en),
            definition: view.metric_definition(ix),
            unit: view.unit(&metric.unit.printed),
        },
        facts: facts(view, ix, metric),
        count: view.words.fill("metric.count", &[("n", &n), ("total", &total)]),
        banner: metric_banner(view, ix, comparability),
        values: figures(view, values.iter().copied().filter(|_| is_listed)),
        counted: if is_listed { Vec::new() } else { counted(view, values) },
        missing_places,
        missing_more: (more > 0).then(|| view.words.count("metric.missing_more", more)),
        missing: not_printed(view),
        chart: site.charts.of_metric(ix).map(|plan| chart(view, plan, &view.path, "")),
        years: site.charts.multiples_of(ix).map(|plan| chart(view, plan, &view.path, "")),
        tables: site.links.tables(ix).iter().map(|t| table_link(view, *t as usize)).collect(),
        related: catalogued.filter(|m| **m != ix).map(|m| view.metric(*m)).collect(),
        terms: super::glossary::terms_in(view, [metric.label.as_str(), &metric.definition]),
        ways: related_to_metric(view, ix),
        downloads: vec![download_twin(view, Twin::Metric(ix)), download_all(view)],
        cite: cite(view, &view.metric_label(ix), site.index.of_metric(ix).iter().copied()),
    }
}

fn head(view: &View<'_>, ix: MetricIx, metric: &Metric) -> PageTitle {
    PageTitle {
        title: view.metric_label(ix),
        description: view.labelled(&view.metric_label(ix), &view.metric_definition(ix)),
        kind: "metric",
        nav: "metrics".to_owned(),
        source: Some("content/metrics.yaml".to_owned()),
        above: vec![
            view.link(view.words.get("nav.metrics"), &SitePath::new("metrics.html")),
            view.domain(metric.domain),
        ],
    }
}

/// Values by prefecture, each with the page of the matrix that leads to them.
fn counted(view: &View<'_>, values: &[ObsIx]) -> Vec<CountRow> {
    let nav = &view.site.nav;
    let prefecture = |o: &ObsIx| nav.prefecture_at(view.catalog().place_of(*o));
    let row = |values: &[ObsIx]| {
        let at = prefecture(&values[0]);
        let places = values.chunk_by(|a, b| view.catalog().place_of(*a) == view.catalog().place_of(*b));
        let href = view.matrix(scope_of(nav, at)).href;
        let link = Link { href, ..view.prefecture(at) };
        CountRow { link, places: places.count(), figures: values.len() }
    };
    values.chunk_by(|a, b| prefecture(a) == prefecture(b)).map(row).collect()
}

fn facts<'a>(view: &View<'a>, ix: MetricIx, metric: &'a Metric) -> Vec<Fact<'a>> {
    let words = view.words;
    let fact = |key: &'a str, value: Text| Fact { label: words.get(key), value, note: None, href: None };
    let linked = |key: &'a str, link: Link| Fact {
        label: words.get(key),
        value: link.label,
        note: None,
        href: Some(link.href),
    };
    let direction = match metric.direction {
        Some(Direction::Higher) => "metric.direction_higher",
        Some(Direction::Lower) => "metric.direction_lower",
        None => "metric.direction_none",
    };
    let mut facts = vec![fact("metric.unit", view.unit(&metric.unit.printed))];
    if !metric.accepts.is_empty() {
        facts.push(fact("metric.accepts", view.list(metric.accepts.iter().map(|u| view.unit(&u.printed)))));
    }
    let kind = fact("metric.kind", view.speech.kind(metric.kind).into());
    facts.push(Fact { note: Some(kind_note(words, metric.kind)), ..kind });
    facts.push(fact("metric.population", view.metric_population(ix)));
    facts.push(fact("metric.direction", words.get(direction).into()));
    facts.push(linked("metric.domain", view.domain(metric.domain)));
    facts.extend(metric.part_of.map(|whole| linked("metric.part_of", view.metric(whole))));
    facts.extend(metric.denominator.map(|m| linked("metric.denominator", view.metric(m))));
    let parts = view.site.index.metrics_of(metric.domain).iter();
    let parts = parts.filter(|m| view.catalog().metric(**m).part_of == Some(ix));
    let parts = view.list(parts.map(|m| view.metric_label(*m)));
    if !parts.is_empty() {
        facts.push(fact("metric.parts", parts));
    }
    facts.push(fact("metric.id", metric.id.as_str().into()));
    facts
}

fn missing_places(view: &View<'_>, ix: MetricIx) -> Vec<Named> {
    let catalog = view.catalog();
    let mut has_value = vec![false; catalog.places.len()];
    for observation in view.site.index.of_metric(ix) {
        has_value[catalog.place_of(*observation).ix()] = true;
    }
    catalog.place_ids().filter(|p| !has_value[p.ix()]).map(|p| view.place(p)).collect()
}
