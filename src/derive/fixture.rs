//! A small catalogue for the tests of this stage: one article a place, values as an editor would write them.

use crate::diag::FileId;
use crate::model::{
    Article, ArticleIx, Basis, Body, Catalog, Domain, DomainIx, Kind, Lines, Metric, MetricId, MetricIx,
    ObsIx, Observation, Origin, Period, Place, PlaceCode, PlaceIx, PlaceKind, Scope, State,
};
use crate::quantity::{Quantity, Unit};

/// One value: place, metric, value, period, kind.
pub(super) type Value = (u32, u32, &'static str, &'static str, Kind);

/// A catalogue of so many places, with metrics of these units, and these values in the order of places.
pub(super) fn catalog(places: usize, units: &[&str], values: &[Value]) -> Catalog {
    let mut catalog = Catalog { domains: vec![domain()], ..Catalog::default() };
    catalog.places = (0..places).map(place).collect();
    catalog.metrics = units.iter().enumerate().map(|(i, unit)| metric(i, unit)).collect();
    for place in (0..places).map(PlaceIx::at) {
        let start = catalog.observations.len() as u32;
        let own = values.iter().filter(|v| v.0 == place.0).enumerate();
        catalog.observations.extend(own.map(|(i, v)| observation(place, i, v)));
        let end = catalog.observations.len() as u32;
        catalog.articles.push(article(place, start..end));
        catalog.audit.push(None);
    }
    catalog
}

/// Every observation in order.
pub(super) fn all(catalog: &Catalog) -> Vec<ObsIx> {
    catalog.observation_ids().collect()
}

fn domain() -> Domain {
    Domain {
        id: "d".into(),
        label: "领域".into(),
        en: String::new(),
        definition: String::new(),
        definition_en: None,
    }
}

fn place(i: usize) -> Place {
    Place {
        code: PlaceCode(format!("43{i:04}").into()),
        position: i,
        name: format!("{i}县"),
        pinyin: format!("p{i}"),
        en: String::new(),
        kind: PlaceKind::County,
        prefecture: format!("{}市", i / 2),
        prefecture_en: None,
        province: "省".into(),
        province_en: None,
        former: Vec::new(),
    }
}

fn metric(i: usize, unit: &str) -> Metric {
    Metric {
        id: MetricId(format!("d.m{i}").into()),
        domain: DomainIx(0),
        label: format!("指标{i}"),
        en: String::new(),
        unit: Unit::parse(unit).unwrap(),
        accepts: Vec::new(),
        kind: Kind::Stock,
        population: String::new(),
        population_en: None,
        direction: None,
        definition: String::new(),
        definition_en: None,
        part_of: None,
        denominator: None,
        formula: None,
        distinct_from: Vec::new(),
        scope: Scope::Catalogue,
    }
}

fn observation(place: PlaceIx, position: usize, value: &Value) -> Observation {
    Observation {
        article: ArticleIx(place.0),
        position: position as u32,
        metric: MetricIx(value.1),
        quantity: Quantity::parse(value.2).unwrap(),
        period: Period::parse(value.3).unwrap(),
        kind: value.4,
        basis: Basis::Printed,
        lines: Lines::default(),
        remarks: None,
        anchor: format!("f-{position}").into(),
    }
}

fn article(place: PlaceIx, observations: std::ops::Range<u32>) -> Article {
    Article {
        file: FileId(0),
        path: "".into(),
        entry_lines: Box::default(),
        slug: format!("a{}", place.0),
        title: String::new(),
        title_en: None,
        place,
        summary: Body::default(),
        summary_en: None,
        origin: Origin::default(),
        period: Period::parse("2018").unwrap(),
        state: State::Unchecked,
        entered: None,
        checked: None,
        published: None,
        reprint_of: None,
        observations,
        relations: Vec::new(),
        exclusions: Vec::new(),
        corrections: Vec::new(),
        events: Vec::new(),
        practices: Vec::new(),
        body: Body::default(),
        body_en: None,
    }
}
