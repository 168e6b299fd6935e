//! The figures that head a profile, in order. A catalogue that has none of these metrics is headed by its own first ones.

use crate::model::{Catalog, MetricIx};

/// Metrics that head a profile, where the place has them.
const METRICS: [&str; 6] = [
    "poverty.rate",
    "poverty.lifted_people",
    "employment.rate",
    "housing.relocated_people",
    "water.people",
    "finance.microcredit",
];

/// How many figures a profile is filled up to.
pub(super) const AT_LEAST: usize = 4;

/// Those that the catalogue has.
pub(super) fn metrics(catalog: &Catalog) -> impl Iterator<Item = MetricIx> {
    METRICS.iter().filter_map(|id| find(catalog, id))
}

/// The catalogue metric with this id.
fn find(catalog: &Catalog, id: &str) -> Option<MetricIx> {
    let found = |m: &MetricIx| catalog.metric(*m).is_catalogued() && catalog.metric(*m).id.as_str() == id;
    catalog.metric_ids().take_while(|m| catalog.metric(*m).is_catalogued()).find(found)
}
