//! Whether values may be compared (DESIGN section 6). A comparison must not say more than its sources: values that
//! differ in period, kind, unit or definition are shown, not ranked, and the reader is told why.

use crate::model::{Catalog, Kind, ObsIx, Period};
use crate::quantity::Dimension;

/// One thing in which the values of a column differ, or that makes them less than exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Fewer than two values.
    TooFew,
    /// They speak of these periods, in order of time.
    Periods(Vec<Period>),
    /// They are of these kinds.
    Kinds(Vec<Kind>),
    /// They have these base units.
    Units(Vec<Dimension>),
    /// So many of them have a definition or a remark of their own.
    Notes(usize),
    /// So many of them are approximate and can be compared as intervals only.
    Approximate(usize),
}

/// What may be said of the values of one column or metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparability {
    /// Places with a value.
    pub n: usize,
    /// Places in all.
    pub total: usize,
    /// Why the values must not be ranked; empty where they may be.
    pub differences: Vec<Difference>,
    /// The period of all values, where they share one.
    pub period: Option<Period>,
}

impl Comparability {
    /// Whether rank numbers say nothing that the sources do not bear.
    pub fn is_ranked(&self) -> bool {
        self.differences.is_empty()
    }

    /// Places without a value.
    pub fn missing(&self) -> usize {
        self.total - self.n
    }
}

/// Judges one value a place, out of `total` places.
pub fn compare(catalog: &Catalog, column: &[ObsIx], total: usize) -> Comparability {
    let observations = || column.iter().map(|o| catalog.observation(*o));
    let periods = distinct(observations().map(|o| &o.period), |p| (p.last(), p.first()));
    let kinds = distinct(observations().map(|o| &o.kind), |k| **k);
    let units: Vec<Dimension> = observations().map(|o| o.quantity.dimension()).collect();
    let units = distinct(units.iter(), |d| **d);
    let noted = observations().filter(|o| o.note.is_some() || o.population.is_some()).count();
    let approximate = observations().filter(|o| o.quantity.is_approximate()).count();
    let mut differences = Vec::new();
    if column.len() < 2 {
        differences.push(Difference::TooFew);
    }
    let period = if let [one] = &periods[..] { Some(one.clone()) } else { None };
    if periods.len() > 1 {
        differences.push(Difference::Periods(periods));
    }
    if kinds.len() > 1 {
        differences.push(Difference::Kinds(kinds));
    }
    if units.len() > 1 {
        differences.push(Difference::Units(units));
    }
    if noted > 0 && column.len() > 1 {
        differences.push(Difference::Notes(noted));
    }
    if approximate > 0 && column.len() > 1 {
        differences.push(Difference::Approximate(approximate));
    }
    Comparability { n: column.len(), total, differences, period }
}

fn distinct<'a, T: Clone + Ord + 'a, K: Ord>(
    items: impl Iterator<Item = &'a T>,
    order: impl Fn(&&T) -> K,
) -> Vec<T> {
    let mut items: Vec<&T> = items.collect();
    items.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.cmp(b)));
    items.dedup();
    items.into_iter().cloned().collect()
}
