//! The table of metrics: those of the catalogue in display order, then those that only one article has.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{Extent, Field, Give, Kind, METRIC_ID, Reference, SLUG, Table, Value, observations::kinds};
use crate::{
    derive::Site,
    model::{Catalog, Direction, MetricIx, Scope},
    render::href::SitePath,
};

/// All metrics, each id once.
pub(super) const METRICS: Table = Table {
    name: "metrics",
    fields: &[
        Field::new("id", METRIC_ID),
        Field::new("scope", Kind::Word(scopes)),
        Field::new("article", SLUG).or("catalogued"),
        Field::new("domain", Kind::Form("[a-z0-9_]+")),
        Field::new("domain_zh", Kind::Text),
        Field::new("domain_en", Kind::Text).or("no_english"),
        Field::new("label_zh", Kind::Text),
        Field::new("label_en", Kind::Text).or("no_english"),
        Field::new("unit", Kind::Text),
        Field::new("base_unit", Kind::Text),
        Field::new("dimension_zh", Kind::Text),
        Field::new("dimension_en", Kind::Text),
        Field::new("kind", Kind::Word(kinds)),
        Field::new("direction", Kind::Word(directions)).or("no_direction"),
        Field::new("population_zh", Kind::Text).or("local"),
        Field::new("population_en", Kind::Text).or("no_english"),
        Field::new("definition_zh", Kind::Text).or("local"),
        Field::new("definition_en", Kind::Text).or("no_english"),
        Field::new("part_of", METRIC_ID).or("no_whole"),
        Field::new("denominator", METRIC_ID).or("no_denominator"),
        Field::new("formula", Kind::Text).or("no_formula"),
        Field::new("observations", Kind::Count("observation")),
        Field::new("page", Kind::Page).or("no_page"),
    ],
    csv_fields: 23,
    key: &["id"],
    references: &[
        Reference { field: "article", table: "articles", key: "slug" },
        Reference { field: "part_of", table: "metrics", key: "id" },
        Reference { field: "denominator", table: "metrics", key: "id" },
    ],
    count: |site| counts(site).len(),
    rows,
};

fn scopes() -> Vec<&'static str> {
    vec![CATALOGUE, LOCAL]
}

const CATALOGUE: &str = "catalogue";
const LOCAL: &str = "local";

fn directions() -> Vec<&'static str> {
    Direction::ALL.iter().map(|(id, _)| *id).collect()
}

type Row<'a> = [Value<'a>; METRICS.fields.len()];

/// Two articles may each have a local metric of one id, which the check warns of: then the first of them stands for both.
fn rows(site: &Site, _: Extent, give: Give<'_>) -> Result<()> {
    let catalog = site.catalog();
    let mut counts = counts(site);
    for ix in catalog.metric_ids() {
        if let Some(observations) = counts.remove(catalog.metric(ix).id.as_str()) {
            give(&row(catalog, ix, observations))?;
        }
    }
    Ok(())
}

/// How many observations there are of each id.
fn counts(site: &Site) -> BTreeMap<&str, usize> {
    let catalog = site.catalog();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ix in catalog.metric_ids() {
        *counts.entry(catalog.metric(ix).id.as_str()).or_default() += site.index.of_metric(ix).len();
    }
    counts
}

fn row(catalog: &Catalog, ix: MetricIx, observations: usize) -> Row<'_> {
    let metric = catalog.metric(ix);
    let domain = catalog.domain(metric.domain);
    let dimension = metric.unit.dimension;
    let id = |ix: MetricIx| catalog.metric(ix).id.as_str();
    let (scope, article) = match metric.scope {
        Scope::Catalogue => (CATALOGUE, None),
        Scope::Local(article) => (LOCAL, Some(&*catalog.article(article).slug)),
    };
    [
        Value::text(metric.id.as_str()),
        Value::text(scope),
        Value::optional(article),
        Value::text(&*domain.id),
        Value::text(&*domain.label),
        Value::text(&*domain.en),
        Value::text(&*metric.label),
        Value::text(&*metric.en),
        Value::text(&*metric.unit.printed),
        Value::text(dimension.to_string()),
        Value::text(dimension.name_zh()),
        Value::text(dimension.name_en()),
        Value::text(metric.kind.id()),
        Value::optional(metric.direction.map(Direction::id)),
        Value::text(&*metric.population),
        Value::optional(metric.population_en.as_deref()),
        Value::text(&*metric.definition),
        Value::optional(metric.definition_en.as_deref()),
        Value::optional(metric.part_of.map(id)),
        Value::optional(metric.denominator.map(id)),
        Value::optional(metric.formula.as_ref().map(|formula| &*formula.text)),
        Value::count(observations),
        Value::optional(metric.is_catalogued().then(|| SitePath::metric(metric).to_string())),
    ]
}
