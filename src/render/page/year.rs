//! What all articles say of one year: figures by domain, metric and place, each with how its period stands to the year.
//! Where they are too many for a page, it counts by metric and prefecture, and links to where they stand.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::{
    flat::flat,
    href::SitePath,
    part::{FigureView, PageHead, PageTitle, figure, page_head},
    view::{Link, View},
};
use super::metric::CountRow;
use crate::derive::{InYear, of_year};
use crate::model::{DomainIx, MetricIx, ObsIx, PlaceIx};

/// The most figures that one page lists.
const MOST_FIGURES: usize = 800;

/// The page of a year.
#[derive(Debug, Serialize)]
pub(crate) struct YearPage<'a> {
    root: String,
    page: PageHead,
    summary: String,
    how: Vec<HowView<'a>>,
    domains: Vec<DomainView<'a>>,
    counted: Vec<CountedDomain>,
    prefectures: Vec<CountRow>,
    previous: Option<Link>,
    next: Option<Link>,
}

/// How a period stands to the year, with how many do.
#[derive(Debug, Serialize)]
struct HowView<'a> {
    word: &'a str,
    note: &'a str,
    count: usize,
}

#[derive(Debug, Serialize)]
struct DomainView<'a> {
    id: &'a str,
    domain: Link,
    count: usize,
    figures: Vec<YearFigure<'a>>,
}

#[derive(Debug)]
struct YearFigure<'a> {
    figure: FigureView<'a>,
    how: &'a str,
}

flat!(YearFigure { ..figure, how });

/// The metrics of a domain with their counts.
#[derive(Debug, Serialize)]
struct CountedDomain {
    domain: Link,
    rows: Vec<CountRow>,
}

/// The page of a year.
pub(crate) fn year<'a>(view: &View<'a>, year: i16) -> YearPage<'a> {
    let found = of_year(view.catalog(), year);
    let is_listed = found.len() <= MOST_FIGURES;
    let years = &view.site.nav.years;
    let at = years.iter().position(|y| *y == year);
    let before = at.and_then(|n| n.checked_sub(1)).and_then(|n| years.get(n));
    let after = at.and_then(|n| years.get(n + 1));
    YearPage {
        root: view.path.root(),
        page: page_head(view, head(view, year)),
        summary: summary(view, &found),
        how: legend(view, &found),
        domains: if is_listed { domains(view, &found) } else { Vec::new() },
        counted: if is_listed { Vec::new() } else { counted(view, &found) },
        prefectures: prefectures(view, &found),
        previous: before.map(|y| view.year(*y)),
        next: after.map(|y| view.year(*y)),
    }
}

fn head(view: &View<'_>, year: i16) -> PageTitle {
    let label = view.year(year).label;
    PageTitle {
        title: view.fill("title.year", &[("year", &label)]),
        description: view.fill("year.description", &[("year", &label)]),
        kind: "year",
        nav: "years".to_owned(),
        source: None,
        above: vec![view.link(view.words.get("title.years"), &SitePath::new("years.html"))],
    }
}

fn summary(view: &View<'_>, found: &[(ObsIx, InYear)]) -> String {
    let catalog = view.catalog();
    let places: BTreeSet<PlaceIx> = found.iter().map(|(o, _)| catalog.place_of(*o)).collect();
    let articles: BTreeSet<_> = found.iter().map(|(o, _)| catalog.observation(*o).article).collect();
    let n = |n: usize| n.to_string();
    let blanks =
        [("figures", &*n(found.len())), ("places", &n(places.len())), ("articles", &n(articles.len()))];
    view.words.fill("year.summary", &blanks)
}

/// The word for how a period stands to a year, and what it means.
pub(super) fn how_words<'a>(view: &View<'a>, how: InYear) -> (&'a str, &'a str) {
    let (word, note) = match how {
        InYear::Within => ("year.within", "year.within_note"),
        InYear::Until => ("year.until", "year.until_note"),
        InYear::Across => ("year.across", "year.across_note"),
    };
    (view.words.get(word), view.words.get(note))
}

fn legend<'a>(view: &View<'a>, found: &[(ObsIx, InYear)]) -> Vec<HowView<'a>> {
    let entry = |how: InYear| {
        let (word, note) = how_words(view, how);
        HowView { word, note, count: found.iter().filter(|(_, h)| *h == how).count() }
    };
    let all = [InYear::Within, InYear::Until, InYear::Across].into_iter().map(entry);
    all.filter(|entry| entry.count > 0).collect()
}

fn domain_of(view: &View<'_>, observation: ObsIx) -> DomainIx {
    let catalog = view.catalog();
    catalog.metric(catalog.observation(observation).metric).domain
}

fn domains<'a>(view: &View<'a>, found: &[(ObsIx, InYear)]) -> Vec<DomainView<'a>> {
    let of_domain = |figures: &[(ObsIx, InYear)]| {
        let domain = domain_of(view, figures[0].0);
        DomainView {
            id: &view.catalog().domain(domain).id,
            domain: view.domain(domain),
            count: figures.len(),
            figures: figures
                .iter()
                .map(|(o, how)| YearFigure { figure: figure(view, *o), how: how_words(view, *how).0 })
                .collect(),
        }
    };
    let same = |a: &(ObsIx, InYear), b: &(ObsIx, InYear)| domain_of(view, a.0) == domain_of(view, b.0);
    found.chunk_by(same).map(of_domain).collect()
}

/// The metrics of the catalogue by domain, with how many places and figures each has.
fn counted(view: &View<'_>, found: &[(ObsIx, InYear)]) -> Vec<CountedDomain> {
    let catalog = view.catalog();
    let metric = |o: ObsIx| catalog.observation(o).metric;
    let mut domains: BTreeMap<DomainIx, Vec<CountRow>> = BTreeMap::new();
    for figures in found.chunk_by(|a, b| metric(a.0) == metric(b.0)) {
        let ix: MetricIx = metric(figures[0].0);
        if catalog.metric(ix).is_catalogued() {
            let row = count_row(view, view.metric(ix), figures);
            domains.entry(catalog.metric(ix).domain).or_default().push(row);
        }
    }
    domains.into_iter().map(|(d, rows)| CountedDomain { domain: view.domain(d), rows }).collect()
}

fn count_row(view: &View<'_>, link: Link, figures: &[(ObsIx, InYear)]) -> CountRow {
    let places: BTreeSet<PlaceIx> = figures.iter().map(|(o, _)| view.catalog().place_of(*o)).collect();
    CountRow { link, places: places.len(), figures: figures.len() }
}

/// Prefectures with how many places and figures each has.
fn prefectures(view: &View<'_>, found: &[(ObsIx, InYear)]) -> Vec<CountRow> {
    let mut by_prefecture: BTreeMap<usize, Vec<(ObsIx, InYear)>> = BTreeMap::new();
    for (o, how) in found {
        let prefecture = view.site.nav.prefecture_at(view.catalog().place_of(*o));
        by_prefecture.entry(prefecture).or_default().push((*o, *how));
    }
    by_prefecture.iter().map(|(p, figures)| count_row(view, view.prefecture(*p), figures)).collect()
}
