//! The catalogue of metrics, domain by domain.

use serde::Serialize;

use super::{
    super::{
        href::SitePath,
        part::{PageHead, PageTitle, page_head},
        text::Text,
        view::View,
    },
    domain::{MetricEntry, catalogued, count, metric_entry},
};
use crate::model::DomainIx;

/// The catalogue of metrics.
#[derive(Debug, Serialize)]
pub(crate) struct Metrics<'a> {
    root: String,
    page: PageHead,
    intro: String,
    coverage_note: &'a str,
    domains: Vec<DomainView<'a>>,
}

#[derive(Debug, Serialize)]
struct DomainView<'a> {
    id: &'a str,
    label: Text,
    href: String,
    definition: Text,
    count: String,
    metrics: Vec<MetricEntry<'a>>,
}

/// The catalogue of metrics.
pub(crate) fn metrics<'a>(view: &View<'a>) -> Metrics<'a> {
    let catalog = view.catalog();
    let (n, domains) = (view.site.comparisons.len().to_string(), catalog.domains.len().to_string());
    let intro = view.words.fill("metrics.intro", &[("n", &n), ("domains", &domains)]);
    let title = PageTitle {
        title: view.words.get("title.metrics").into(),
        description: intro.as_str().into(),
        kind: "metrics",
        nav: "metrics".to_owned(),
        source: Some("content/metrics.yaml".to_owned()),
        above: Vec::new(),
    };
    Metrics {
        root: view.path.root(),
        page: page_head(view, title),
        intro,
        coverage_note: view.words.get("metrics.coverage_note"),
        domains: catalog.domain_ids().map(|d| domain_view(view, d)).collect(),
    }
}

fn domain_view<'a>(view: &View<'a>, ix: DomainIx) -> DomainView<'a> {
    let domain = view.catalog().domain(ix);
    DomainView {
        id: &domain.id,
        label: view.domain_label(ix),
        href: view.href(&SitePath::domain(domain)),
        definition: view.domain_definition(ix),
        count: count(view, ix),
        metrics: catalogued(view, ix).map(|m| metric_entry(view, m)).collect(),
    }
}
