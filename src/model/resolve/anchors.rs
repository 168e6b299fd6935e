//! Names of records on an article's page: made from what a figure is, never from where its entry stands, so that an address
//! outlives any change of order, titles and remarks.

use std::collections::BTreeMap;

use crate::model::{
    ids::MetricIx,
    metric::{Kind, Metric},
    observation::{Basis, Observation},
};

/// Names the records of one article: `f-poverty.rate-2014`, and with the kind behind it where that is not the metric's
/// own. A metric of the article has the first of its kinds, in their fixed order, for its own.
pub(super) fn name_records<'m>(observations: &mut [Observation], metric: impl Fn(MetricIx) -> &'m Metric) {
    let mut own: BTreeMap<MetricIx, Kind> = BTreeMap::new();
    for o in observations.iter() {
        let usual = metric(o.metric);
        let kind = if usual.is_catalogued() { usual.kind } else { o.kind };
        own.entry(o.metric).and_modify(|first| *first = kind.min(*first)).or_insert(kind);
    }
    for o in observations.iter_mut() {
        let id = &metric(o.metric).id;
        o.anchor = match own.get(&o.metric) {
            Some(kind) if *kind != o.kind => format!("f-{id}-{}-{}", o.period.slug(), o.kind.id()).into(),
            _ => format!("f-{id}-{}", o.period.slug()).into(),
        };
    }
    number_twins(observations);
}

/// Records that would have one name are told apart by numbers, in the order of what they say.
fn number_twins(observations: &mut [Observation]) {
    let mut order: Vec<usize> = (0..observations.len()).collect();
    order.sort_by(|a, b| observations[*a].anchor.cmp(&observations[*b].anchor));
    let twins = order.chunk_by_mut(|a, b| observations[*a].anchor == observations[*b].anchor);
    let twins: Vec<Vec<usize>> = twins.filter(|t| t.len() > 1).map(|t| t.to_vec()).collect();
    for mut twins in twins {
        twins.sort_by_cached_key(|i| {
            let o = &observations[*i];
            let derived = matches!(o.basis, Basis::Derived(_));
            (derived, o.period.to_string(), o.quantity.printed.to_string(), o.lines.to_string(), *i)
        });
        for (n, i) in twins.into_iter().enumerate().skip(1) {
            let numbered = format!("{}-{}", observations[i].anchor, n + 1);
            observations[i].anchor = numbered.into();
        }
    }
}
