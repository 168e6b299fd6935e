//! The page of a domain: its metrics with the values of all places, its tables, its local metrics by place.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{
        BlockView, CellView, FigureView, MissingView, PageHead, PageTitle, PracticesOf, Related, TableCard,
        cell, figures, missing_legend, page_head, practices_of, related_to_domain, table_card,
    },
    text::Text,
    view::{Link, Named, View},
};
use super::plain::own_text;
use crate::model::{DomainIx, MetricIx, ObsIx};

/// The most places that a matrix of metrics by places stays readable with.
const MOST_PLACES: usize = 8;
/// The most local figures listed on one page; a larger site shows them on its profiles.
const MOST_LOCAL: usize = 500;

/// The page of a domain.
#[derive(Debug, Serialize)]
pub(crate) struct DomainPage<'a> {
    root: String,
    page: PageHead,
    domain: DomainView<'a>,
    intro: String,
    text: Vec<BlockView<'a>>,
    count: String,
    places: Vec<Named>,
    note: &'a str,
    metrics: Vec<MetricRow<'a>>,
    legend: Vec<MissingView<'a>>,
    tables: Vec<TableCard<'a>>,
    practices: Vec<PracticesOf>,
    practices_more: Option<String>,
    local: Vec<LocalView<'a>>,
    terms: Vec<Link>,
    ways: Vec<Related<'a>>,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Debug, Serialize)]
struct DomainView<'a> {
    id: &'a str,
    label: Text,
    definition: Text,
}

/// A metric with its values.
#[derive(Debug, Serialize)]
struct MetricRow<'a> {
    #[serde(flatten)]
    entry: MetricEntry<'a>,
    cells: Vec<CellView<'a>>,
}

/// A metric in a list.
#[derive(Debug, Serialize)]
pub(super) struct MetricEntry<'a> {
    label: Text,
    href: String,
    id: &'a str,
    unit: Text,
    kind: &'a str,
    definition: Text,
    coverage: String,
}

#[derive(Debug, Serialize)]
struct LocalView<'a> {
    place: Named,
    figures: Vec<FigureView<'a>>,
}

/// The page of a domain.
pub(crate) fn domain<'a>(view: &View<'a>, ix: DomainIx) -> DomainPage<'a> {
    let catalog = view.catalog();
    let domain = catalog.domain(ix);
    let shows_places = catalog.places.len() <= MOST_PLACES;
    let metrics: Vec<MetricRow<'_>> =
        catalogued(view, ix).map(|m| metric_row(view, m, shows_places)).collect();
    let is_missing = catalogued(view, ix).any(|m| view.site.comparisons[m.ix()].missing() > 0);
    let of_domain = |n: &usize| catalog.tables[*n].domain == ix;
    let neighbour =
        |n: Option<u32>| n.map(DomainIx).filter(|d| d.ix() < catalog.domains.len()).map(|d| view.domain(d));
    let (practices, more) = practices_of(view, ix);
    let own = catalog.pages.iter().position(|p| p.domain == Some(ix));
    let (intro, text, _) = own.map(|n| own_text(view, n)).unwrap_or_default();
    DomainPage {
        root: view.path.root(),
        page: page_head(view, head(view, ix, own)),
        domain: DomainView {
            id: &domain.id,
            label: view.domain_label(ix),
            definition: view.domain_definition(ix),
        },
        intro,
        text,
        count: count(view, ix),
        places: if shows_places { catalog.place_ids().map(|p| view.place(p)).collect() } else { Vec::new() },
        note: view.words.get("comparability.not_ranked"),
        metrics,
        legend: missing_legend(view, is_missing && shows_places),
        tables: (0..catalog.tables.len()).filter(of_domain).map(|n| table_card(view, n)).collect(),
        practices,
        practices_more: (more > 0).then(|| view.words.count("domain.more_places", more)),
        local: local(view, ix),
        terms: super::glossary::terms_in(view, [domain.label.as_str(), &domain.definition]),
        ways: related_to_domain(view, ix),
        previous: neighbour(ix.0.checked_sub(1)),
        next: neighbour(ix.0.checked_add(1)),
    }
}

fn head(view: &View<'_>, ix: DomainIx, own: Option<usize>) -> PageTitle {
    let own = own.map(|n| &view.catalog().pages[n]);
    PageTitle {
        title: own.map_or_else(|| view.domain_label(ix), |page| view.page_title(page)),
        description: view.labelled(&view.domain_label(ix), &view.domain_definition(ix)),
        kind: "domain",
        nav: "metrics".to_owned(),
        source: Some(own.map_or("content/metrics.yaml", |page| &*page.path).to_owned()),
        above: vec![view.link(view.words.get("nav.metrics"), &SitePath::new("metrics.html"))],
    }
}

/// The catalogue metrics of a domain.
pub(super) fn catalogued<'a>(view: &View<'a>, ix: DomainIx) -> impl Iterator<Item = MetricIx> + use<'a> {
    let catalog = view.catalog();
    view.site.index.metrics_of(ix).iter().copied().filter(|m| catalog.metric(*m).is_catalogued())
}

/// How many catalogue metrics a domain has, in words.
pub(super) fn count(view: &View<'_>, ix: DomainIx) -> String {
    view.words.count("domain.count", catalogued(view, ix).count())
}

/// A metric in a list.
pub(super) fn metric_entry<'a>(view: &View<'a>, ix: MetricIx) -> MetricEntry<'a> {
    let metric = view.catalog().metric(ix);
    let comparability = &view.site.comparisons[ix.ix()];
    MetricEntry {
        label: view.metric_label(ix),
        href: view.metric(ix).href,
        id: metric.id.as_str(),
        unit: view.unit(&metric.unit.printed),
        kind: view.speech.kind(metric.kind),
        definition: view.metric_definition(ix),
        coverage: format!("{}/{}", comparability.n, comparability.total),
    }
}

fn metric_row<'a>(view: &View<'a>, ix: MetricIx, shows_places: bool) -> MetricRow<'a> {
    let catalog = view.catalog();
    let entry = metric_entry(view, ix);
    if !shows_places {
        return MetricRow { entry, cells: Vec::new() };
    }
    let mut values = vec![None; catalog.places.len()];
    for observation in view.site.column(ix) {
        values[catalog.place_of(observation).ix()] = Some(observation);
    }
    MetricRow { entry, cells: values.into_iter().map(|o| cell(view, o, None, None)).collect() }
}

/// The figures of local metrics, by place.
fn local<'a>(view: &View<'a>, ix: DomainIx) -> Vec<LocalView<'a>> {
    let (site, catalog) = (view.site, view.catalog());
    let metrics = site.index.metrics_of(ix).iter().filter(|m| !catalog.metric(**m).is_catalogued());
    let mut found: Vec<ObsIx> = metrics.flat_map(|m| site.index.of_metric(*m)).copied().collect();
    if found.len() > MOST_LOCAL {
        return Vec::new();
    }
    found.sort_by_key(|o| (catalog.place_of(*o), *o));
    found
        .chunk_by(|a, b| catalog.place_of(*a) == catalog.place_of(*b))
        .map(|values| LocalView {
            place: view.place(catalog.place_of(values[0])),
            figures: figures(view, values.iter().copied()),
        })
        .collect()
}
