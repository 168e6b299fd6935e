//! Ways on from a page: the prefecture, the years, the domains and the matrix that it belongs to, so that each link that
//! leads to the page leads back from it too.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::view::{Link, View};
use crate::derive::{
    in_year,
    matrix::{Scope, scope_of},
};
use crate::model::{ArticleIx, DomainIx, MetricIx, ObsIx, Period, PlaceIx};

/// Links of one kind.
#[derive(Debug, Serialize)]
pub struct Related<'a> {
    label: &'a str,
    links: Vec<Link>,
}

/// Ways on from the profile of a place.
pub fn related_to_place<'a>(view: &View<'a>, place: PlaceIx) -> Vec<Related<'a>> {
    let prefecture = view.site.nav.prefecture_at(place);
    let observations = view.site.index.of_place(place);
    kinds(
        view,
        vec![
            ("place.prefecture", vec![view.prefecture(prefecture)]),
            ("nav.domains", domains(view, observations)),
            ("nav.years", years(view, observations)),
            ("nav.matrix", vec![view.matrix(scope_of(&view.site.nav, prefecture))]),
        ],
    )
}

/// Ways on from the page of an article.
pub fn related_to_article<'a>(view: &View<'a>, article: ArticleIx) -> Vec<Related<'a>> {
    let record = view.catalog().article(article);
    let observations: Vec<ObsIx> = record.observation_ids().collect();
    kinds(
        view,
        vec![
            ("head.place", vec![view.place_link(record.place)]),
            ("place.prefecture", vec![view.prefecture(view.site.nav.prefecture_at(record.place))]),
            ("nav.domains", domains(view, &observations)),
            ("nav.years", years(view, &observations)),
        ],
    )
}

/// Ways on from the page of a metric.
pub fn related_to_metric<'a>(view: &View<'a>, metric: MetricIx) -> Vec<Related<'a>> {
    let observations = view.site.index.of_metric(metric);
    kinds(view, vec![("nav.years", years(view, observations)), matrix(view)])
}

/// Ways on from the page of a domain.
pub fn related_to_domain<'a>(view: &View<'a>, domain: DomainIx) -> Vec<Related<'a>> {
    let metrics = view.site.index.metrics_of(domain).iter();
    let observations: Vec<ObsIx> = metrics.flat_map(|m| view.site.index.of_metric(*m)).copied().collect();
    kinds(view, vec![("nav.years", years(view, &observations)), matrix(view)])
}

fn matrix(view: &View<'_>) -> (&'static str, Vec<Link>) {
    ("nav.matrix", vec![view.matrix(Scope::Whole)])
}

fn kinds<'a>(view: &View<'a>, kinds: Vec<(&'a str, Vec<Link>)>) -> Vec<Related<'a>> {
    let kinds = kinds.into_iter().filter(|(_, links)| !links.is_empty());
    kinds.map(|(key, links)| Related { label: view.words.get(key), links }).collect()
}

/// The domains of some figures.
fn domains(view: &View<'_>, observations: &[ObsIx]) -> Vec<Link> {
    let catalog = view.catalog();
    let domain = |o: &ObsIx| catalog.metric(catalog.observation(*o).metric).domain;
    let found: BTreeSet<DomainIx> = observations.iter().map(domain).collect();
    found.into_iter().map(|d| view.domain(d)).collect()
}

/// The years whose pages list any of some figures.
fn years(view: &View<'_>, observations: &[ObsIx]) -> Vec<Link> {
    let catalog = view.catalog();
    let periods: BTreeSet<&Period> = observations.iter().map(|o| &catalog.observation(*o).period).collect();
    let lists = |year: &&i16| periods.iter().any(|period| in_year(period, **year).is_some());
    view.site.nav.years.iter().filter(lists).map(|y| view.year(*y)).collect()
}
