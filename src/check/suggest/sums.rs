//! Sums and differences: parts and their whole, before and after and the change between them.

use rust_decimal::Decimal;

use super::{
    Find, Trials,
    sheet::{Entry, Sheet},
};
use crate::model::{Comparison, Expr, Operator};

/// The most parts of a sum that is looked for.
const MOST_PARTS: usize = 4;
/// The figures nearest to a whole that are tried as its parts.
const MOST_CANDIDATES: usize = 10;

pub(super) fn search(sheet: &Sheet<'_>) -> Vec<Find> {
    let mut by_parts: [Trials; MOST_PARTS + 1] = Default::default();
    let mut named = Trials::default();
    for whole in sheet.entries.iter().filter(|e| e.is_amount()) {
        let mut parts: Vec<&Entry<'_>> = (sheet.entries.iter())
            .filter(|e| e.is_amount() && e.goes_with(whole) && e.counts_like(whole))
            // What the last printed place of the whole does not show could be added to any sum.
            .filter(|e| e.measure.value < whole.measure.value && e.measure.value >= whole.step)
            .collect();
        parts.sort_by_key(|part| sheet.nearness(&[part, whole]));
        parts.truncate(MOST_CANDIDATES);
        combine(sheet, whole, &parts, &mut Vec::new(), &mut by_parts);
        parts.retain(|part| is_named_after(part, whole));
        if parts.len() > 1 {
            try_sum(sheet, whole, &parts, &mut named);
        }
    }
    let mut finds: Vec<Find> = by_parts.into_iter().chain([named]).flat_map(Trials::weighed).collect();
    finds.extend(changes(sheet).weighed());
    finds
}

/// Tries every choice of at least two of `parts`, beside those chosen already.
fn combine<'s>(
    sheet: &Sheet<'_>,
    whole: &Entry<'_>,
    parts: &[&'s Entry<'s>],
    chosen: &mut Vec<&'s Entry<'s>>,
    by_parts: &mut [Trials],
) {
    for (i, part) in parts.iter().enumerate() {
        if chosen.iter().any(|c| within(c, part)) {
            continue;
        }
        chosen.push(part);
        if chosen.len() > 1 {
            try_sum(sheet, whole, chosen, &mut by_parts[chosen.len()]);
        }
        if chosen.len() < MOST_PARTS {
            combine(sheet, whole, &parts[i + 1..], chosen, by_parts);
        }
        chosen.pop();
    }
}

/// Whether one of two figures is a part of the other by the catalogue, or both are values of one metric: such are not
/// added up.
fn within(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    let (x, y) = (a.figure.metric, b.figure.metric);
    x == y || a.metric.part_of == Some(y) || b.metric.part_of == Some(x)
}

/// `organization.promoted_towns` is named after `organization.promoted`.
fn is_named_after(part: &Entry<'_>, whole: &Entry<'_>) -> bool {
    let rest = part.metric.id.as_str().strip_prefix(whole.metric.id.as_str());
    rest.is_some_and(|rest| rest.starts_with('_')) || part.metric.part_of == Some(whole.figure.metric)
}

fn try_sum(sheet: &Sheet<'_>, whole: &Entry<'_>, parts: &[&Entry<'_>], trials: &mut Trials) {
    let all: Vec<&Entry<'_>> = parts.iter().copied().chain([whole]).collect();
    trials.note(sheet.nearness(&all), sum(whole, parts));
}

fn sum(whole: &Entry<'_>, parts: &[&Entry<'_>]) -> Option<Find> {
    let interval = parts.iter().map(|p| p.measure.interval).reduce(|a, b| a.add(&b))?;
    if !interval.overlaps(&whole.measure.interval) {
        return None;
    }
    let mut parts = parts.to_vec();
    parts.sort_by_key(|p| p.ix);
    let total: Decimal = parts.iter().map(|p| p.measure.value).sum();
    let step = parts.iter().map(|p| p.step).min()?.min(whole.step);
    let left = parts.iter().map(|p| p.expr()).reduce(|a, b| a.with(Operator::Add, b))?;
    Some(found(left, whole, (total - whole.measure.value).abs(), step))
}

/// `before − after = change`, of one metric at two times.
fn changes(sheet: &Sheet<'_>) -> Trials {
    let mut trials = Trials::default();
    for (i, a) in sheet.entries.iter().enumerate() {
        for b in sheet.entries[i + 1..].iter().filter(|b| b.figure.metric == a.figure.metric) {
            let (more, less) = if a.measure.value > b.measure.value { (a, b) } else { (b, a) };
            let later = if a.figure.period.last() > b.figure.period.last() { a } else { b };
            for change in &sheet.entries {
                let fits = change.figure.metric != a.figure.metric
                    && change.goes_with(later)
                    && change.measure.value < more.measure.value
                    && change.measure.units == a.measure.units
                    && change.dimension().is_rate() == a.dimension().is_rate();
                if !fits {
                    continue;
                }
                let gap = more.measure.value - less.measure.value;
                let meets =
                    more.measure.interval.sub(&less.measure.interval).overlaps(&change.measure.interval);
                let find = meets.then(|| {
                    let left = more.expr().with(Operator::Subtract, less.expr());
                    let step = more.step.min(less.step).min(change.step);
                    found(left, change, (gap - change.measure.value).abs(), step)
                });
                trials.note(sheet.nearness(&[more, less, change]), find);
            }
        }
    }
    trials
}

fn found(left: Expr, right: &Entry<'_>, gap: Decimal, step: Decimal) -> Find {
    let expected = (gap * Decimal::TWO + step) / right.measure.value;
    Find { left, comparison: Comparison::Equal, right: right.expr(), expected }
}
