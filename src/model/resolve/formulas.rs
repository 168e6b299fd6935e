//! `formula:` of the metric catalogue and of tables: what it says; and the values that the catalogue's give in an article.
//!
//! An article that records every input at one period, and not the metric itself at that period, gets a derived
//! observation: it stands in no file, so findings about it point at the catalogue.

use std::convert::Infallible;

use super::{
    lookup::{spellings, unknown_metric},
    observations::{Drafts, Known},
    report::Reporter,
    rules::{MALFORMED_RELATION, WRONG_DIMENSION},
};
use crate::{
    diag::{At, Finding, Words, say},
    model::{
        derived::derived_quantity,
        ids::{ArticleIx, MetricIx},
        metric::{Kind, Metric},
        observation::{Basis, Formula, Lines, Observation},
        period::Period,
        relation::{Expr, Measure, NoValue, Reference, parse_formula},
    },
    quantity::{Quantity, Unit},
};

const FORMULA: Words = Words::fixed(
    "写成 a.x / a.y：目录里的指标编号，可以用 + - * / ( ) 和常数，不写时期和等号",
    "write a.x / a.y: ids of the catalogue, with + - * / ( ) and constants, without periods or an equals sign",
);

/// Reads a formula over catalogued metrics at `path`; a finding where it cannot be read.
pub(super) fn resolve_formula(
    text: &str,
    path: &str,
    find: &impl Fn(&str) -> Option<MetricIx>,
    metrics: &[Metric],
    report: &mut Reporter<'_>,
) -> Option<Expr<MetricIx>> {
    let file = report.file;
    let at = |range| At::within(file, path, range);
    let parsed = parse_formula(text).map_err(|e| {
        let why = e.message;
        let message = say!(("公式读不出来：{}", why.zh), ("the formula cannot be read: {}", why.en));
        Box::new(Finding::error(MALFORMED_RELATION, at(e.range), message).help(FORMULA))
    });
    let mut resolve = |r: Reference| match (find(&r.metric), r.period) {
        (Some(ix), None) => Ok(ix),
        (Some(_), Some(_)) => {
            let message = Words::fixed("这里的公式不写时期", "this formula names no period");
            Err(Box::new(Finding::error(MALFORMED_RELATION, at(r.range), message).help(FORMULA)))
        }
        (None, _) => {
            let known = metrics.iter().filter(|m| m.is_catalogued()).flat_map(spellings);
            Err(Box::new(unknown_metric(at(r.range), &r.metric, known)))
        }
    };
    match parsed.and_then(|expr| expr.try_map(&mut resolve)) {
        Ok(expr) if names_none(&expr) => {
            let message = Words::fixed("公式里没有指标", "the formula names no metric");
            report.push(Finding::error(MALFORMED_RELATION, At::value(file, path), message).help(FORMULA));
            None
        }
        Ok(expr) => Some(expr),
        Err(finding) => {
            report.push(*finding);
            None
        }
    }
}

fn names_none(expr: &Expr<MetricIx>) -> bool {
    let mut named = Vec::new();
    expr.figures(&mut named);
    named.is_empty()
}

/// The finding for a formula whose result does not have the unit that it should have, or none; `label` names the result.
pub(super) fn misfit(
    expr: &Expr<MetricIx>,
    (unit, label): (&Unit, &str),
    metrics: &[Metric],
    at: At,
) -> Option<Finding> {
    let one = |unit: &Unit| Quantity::parse(&format!("1{}", unit.printed)).ok();
    let ones: Vec<Quantity> = metrics.iter().map(|m| one(&m.unit)).collect::<Option<_>>()?;
    let message = match expr.evaluate(&|ix: &MetricIx| &ones[ix.ix()]) {
        // What 1 and 1 give says nothing of other values.
        Err(NoValue::OutOfRange) => return None,
        Err(error) => error.words(),
        Ok(found) => {
            let wanted = Measure::of(&one(unit)?).units;
            if found.units == wanted {
                return None;
            }
            let (found, wanted) = (found.units.name(), wanted.name());
            say!(
                ("公式得出的是{}，而“{label}”量的是{}", found.zh, wanted.zh),
                ("the formula gives {}, but “{label}” is measured in {}", found.en, wanted.en)
            )
        }
    };
    Some(Finding::error(WRONG_DIMENSION, at, message).help(FORMULA))
}

/// Adds what the catalogue's formulas give in an article whose front matter has `entries` figures.
pub(super) fn derive_catalogued(drafts: &mut Drafts, entries: usize, article: ArticleIx, known: &Known<'_>) {
    let recorded = &drafts.observations;
    let mut derived: Vec<Observation> = Vec::new();
    for (i, metric) in known.metrics.iter().enumerate() {
        let Some(formula) = &metric.formula else { continue };
        let ix = MetricIx::at(i);
        for period in periods(&formula.expr, recorded) {
            let is_recorded = recorded.iter().any(|o| o.metric == ix && o.period.plain() == period.plain());
            let inputs = inputs_at(&formula.expr, recorded, known, period).filter(|_| !is_recorded);
            let Some(expr) = inputs else { continue };
            let quantity = |n: &usize| &recorded[*n].quantity;
            let Ok(measure) = expr.evaluate(&quantity) else { continue };
            let quantity = derived_quantity(&expr, &measure, &quantity, Some(&metric.unit));
            let Some(quantity) = quantity.filter(|q| metric.takes(q.dimension())) else { continue };
            let position = |n: usize| Ok::<_, Infallible>(recorded[n].position);
            let Ok(expr) = expr.try_map(&mut { position });
            let formula = Formula { text: formula.text.clone(), expr, catalogued: true };
            derived.push(Observation {
                article,
                position: u32::try_from(entries + derived.len()).unwrap_or(u32::MAX),
                metric: ix,
                quantity,
                anchor: "".into(),
                period: period.clone(),
                kind: metric.kind,
                basis: Basis::Derived(Box::new(formula)),
                lines: Lines::default(),
                remarks: None,
            });
        }
    }
    drafts.observations.extend(derived);
}

/// The periods of a formula's first input.
fn periods<'a>(formula: &Expr<MetricIx>, recorded: &'a [Observation]) -> impl Iterator<Item = &'a Period> {
    let mut inputs = Vec::new();
    formula.figures(&mut inputs);
    let first = inputs.first().map(|ix| **ix);
    recorded.iter().filter(move |o| Some(o.metric) == first).map(|o| &o.period)
}

/// The formula over the figures of one period, by their places in `recorded`; where each input is there just once, counts
/// what the catalogue says it counts, and all are of one kind or each of the kind that its metric is of.
fn inputs_at(
    formula: &Expr<MetricIx>,
    recorded: &[Observation],
    known: &Known<'_>,
    period: &Period,
) -> Option<Expr<usize>> {
    let mut kinds: Vec<(Kind, Kind)> = Vec::new();
    let mut at = |metric: MetricIx| {
        let is_it = |o: &&Observation| o.metric == metric && o.period == *period;
        let mut found = recorded.iter().filter(is_it);
        let input =
            found.next().filter(|o| found.next().is_none() && o.remarks().population.is_none()).ok_or(())?;
        kinds.push((input.kind, known.metrics[metric.ix()].kind));
        recorded.iter().position(|o| std::ptr::eq(o, input)).ok_or(())
    };
    let expr = formula.clone().try_map(&mut at).ok()?;
    let of_one_kind = kinds.windows(2).all(|pair| pair[0].0 == pair[1].0);
    (of_one_kind || kinds.iter().all(|(own, usual)| own == usual)).then_some(expr)
}
