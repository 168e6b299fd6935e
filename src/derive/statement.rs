//! Plain sentences that the figures of a place bear: what fell or rose, and what articles contradict each other on.
//!
//! Goes in: the values of catalogue metrics. Goes out: which sentence may be said, of which figures; the words are the
//! theme's. Never: a superlative, a cause, a comparison with another place, or a sentence whose figures do not bear it
//! however they are read within their printed precision.

use super::{by_year::joins, index::Index, key, planner::change};
use crate::model::{Basis, Catalog, Kind, MetricIx, ObsIx, PlaceIx};

/// The most sentences on changes.
const MOST_CHANGES: usize = 4;
/// The most sentences on contradictions.
const MOST_DISPUTES: usize = 2;

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    /// A metric went from one value to another.
    Change(Change),
    /// Two articles print different values of one thing.
    Dispute(ObsIx, ObsIx),
}

/// What a value was, what it became, and what may be said of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The earlier value.
    pub from: ObsIx,
    /// The later value.
    pub to: ObsIx,
    /// Whether it rose; else it fell.
    pub rose: bool,
    /// Whether it is a percentage.
    pub share: bool,
    /// Whether the editor remarks on one of the two.
    pub noted: bool,
}

/// The sentences on a place: first on the metrics that head its profile, then in the order of the catalogue.
pub fn statements(catalog: &Catalog, index: &Index, place: PlaceIx) -> Vec<Statement> {
    let mut metrics: Vec<MetricIx> = key::metrics(catalog).collect();
    for o in index.of_place(place) {
        let metric = catalog.observation(*o).metric;
        if catalog.metric(metric).is_catalogued() && !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    let values = |m: &MetricIx| index.of_both(place, *m);
    let changes = metrics.iter().filter_map(|m| borne(catalog, values(m))).take(MOST_CHANGES);
    let disputes = metrics.iter().filter_map(|m| dispute(catalog, values(m))).take(MOST_DISPUTES);
    changes.map(Statement::Change).chain(disputes).collect()
}

/// The change of a metric, where its first and its last value bear a sentence.
fn borne(catalog: &Catalog, values: &[ObsIx]) -> Option<Change> {
    let (first, to) = change(catalog, values)?;
    let from = same_source(catalog, values, first, to);
    let (a, b) = (catalog.observation(from), catalog.observation(to));
    let derived = |o: ObsIx| matches!(catalog.observation(o).basis, Basis::Derived(_));
    let disputed = |o: ObsIx| values.iter().any(|other| catalog.contradict(o, *other));
    if [from, to].into_iter().any(|o| derived(o) || disputed(o))
        || a.period.year().is_none()
        || b.period.year().is_none()
        || !joins(catalog, from, to)
        || matches!(b.kind, Kind::Target | Kind::Standard)
        || a.quantity.interval.overlaps(&b.quantity.interval)
    {
        return None;
    }
    let rose = a.quantity.interval.certainly_le(&b.quantity.interval);
    if b.kind == Kind::Cumulative && !rose {
        return None;
    }
    let noted = a.remarks().note.is_some() || b.remarks().note.is_some();
    Some(Change { from, to, rose, share: b.quantity.dimension().is_rate(), noted })
}

/// The earlier value as the article of the later one prints it, where it prints the same.
fn same_source(catalog: &Catalog, values: &[ObsIx], first: ObsIx, to: ObsIx) -> ObsIx {
    let (earlier, later) = (catalog.observation(first), catalog.observation(to));
    let same = |o: &&ObsIx| {
        let other = catalog.observation(**o);
        other.article == later.article
            && other.period == earlier.period
            && other.kind == earlier.kind
            && other.remarks().population == earlier.remarks().population
            && other.quantity.printed == earlier.quantity.printed
    };
    values.iter().find(same).copied().unwrap_or(first)
}

fn dispute(catalog: &Catalog, values: &[ObsIx]) -> Option<Statement> {
    let pair = |(i, a): (usize, &ObsIx)| {
        let other =
            values[i + 1..].iter().find(|b| catalog.contradict(*a, **b) && catalog.ruling(*a).is_none())?;
        Some(Statement::Dispute(*a, *other))
    };
    values.iter().enumerate().find_map(pair)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::fixture::{Value, catalog};
    use Kind::{Cumulative, Flow, Rate, Stock};

    fn said(values: &[Value]) -> Vec<(String, String, bool)> {
        let catalog = catalog(1, &["%", "人"], values);
        let printed = |o: ObsIx| catalog.observation(o).quantity.printed.to_string();
        let of = |s| match s {
            Statement::Change(c) => (printed(c.from), printed(c.to), c.rose),
            Statement::Dispute(a, b) => (printed(a), printed(b), false),
        };
        statements(&catalog, &Index::derive(&catalog), PlaceIx(0)).into_iter().map(of).collect()
    }

    #[test]
    fn what_fell_or_rose_is_said() {
        let values = [
            (0, 0, "17.4%", "2014", Rate),
            (0, 0, "0.93%", "2018", Rate),
            (0, 1, "近800人", "2014", Stock),
            (0, 1, "1200人", "2018", Stock),
        ];
        let change = |a: &str, b: &str, rose| (a.to_owned(), b.to_owned(), rose);
        assert_eq!(said(&values), [change("17.4%", "0.93%", false), change("近800人", "1200人", true)]);
    }

    #[test]
    fn what_the_figures_do_not_bear_is_not_said() {
        for values in [
            vec![(0, 0, "0.93%", "2018", Rate)],
            vec![(0, 1, "近800人", "2014", Stock), (0, 1, "790人", "2018", Stock)],
            vec![(0, 1, "500人", "2014/2015", Cumulative), (0, 1, "900人", "2016/2018", Cumulative)],
            vec![(0, 1, "500人", "2014/2015", Cumulative), (0, 1, "400人", "2014/2018", Cumulative)],
            vec![(0, 1, "500人", "2014", Flow), (0, 1, "900人", "2018", Stock)],
        ] {
            assert_eq!(said(&values), [], "{values:?}");
        }
    }
}
