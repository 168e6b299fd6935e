//! `formula:` of the metric catalogue: what it says, and the values that it gives in an article.
//!
//! An article that records every input at one period, and not the metric itself at that period, gets a derived
//! observation: it stands in no file, so findings about it point at the catalogue.

use std::{collections::HashMap, convert::Infallible};

use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    lookup::unknown_metric,
    observations::{Drafts, Known},
    report::Reporter,
    rules::{MALFORMED_RELATION, UNKNOWN_METRIC, WRONG_DIMENSION},
};
use crate::{
    diag::{At, Finding, Words, say},
    model::{
        ids::{ArticleIx, MetricIx},
        metric::{Kind, Metric, MetricFormula},
        observation::{Basis, Formula, Lines, Observation},
        period::Period,
        relation::{Expr, Measure, NoValue, Operator, Reference, parse_formula},
    },
    quantity::{Interval, Quantity},
};

const FORMULA: Words = Words::fixed(
    "写成 a.x / a.y：目录里的指标编号，可以用 + - * / ( ) 和常数，不写时期和等号",
    "write a.x / a.y: ids of the catalogue, with + - * / ( ) and constants, without periods or an equals sign",
);

/// Reads a formula over catalogued metrics at `path`; a finding where it cannot be read.
pub(super) fn resolve_formula(
    text: &str,
    path: &str,
    metrics: &[Metric],
    numbers: &HashMap<&str, MetricIx>,
    report: &mut Reporter<'_>,
) -> Option<MetricFormula> {
    let file = report.file;
    let at = |range| At::within(file, path, range);
    let parsed = parse_formula(text).map_err(|e| {
        let why = e.message;
        let message = say!(("公式读不出来：{}", why.zh), ("the formula cannot be read: {}", why.en));
        Box::new(Finding::error(MALFORMED_RELATION, at(e.range), message).help(FORMULA))
    });
    let mut resolve = |r: Reference| match (numbers.get(r.metric.as_str()), r.period) {
        (Some(ix), None) => Ok(*ix),
        (Some(_), Some(_)) => {
            let message = Words::fixed("目录里的公式不写时期", "a formula of the catalogue names no period");
            Err(Box::new(Finding::error(MALFORMED_RELATION, at(r.range), message).help(FORMULA)))
        }
        (None, _) => {
            let ids = metrics.iter().map(|m| m.id.as_str());
            Err(Box::new(unknown_metric(UNKNOWN_METRIC, at(r.range), &r.metric, ids)))
        }
    };
    match parsed.and_then(|expr| expr.try_map(&mut resolve)) {
        Ok(expr) => Some(MetricFormula { text: text.into(), expr, at: At::value(file, path) }),
        Err(finding) => {
            report.push(*finding);
            None
        }
    }
}

/// The finding for a formula whose result does not have the unit of its metric, or has none.
pub(super) fn misfit(metric: &Metric, metrics: &[Metric]) -> Option<Finding> {
    let formula = metric.formula.as_ref()?;
    let one = |m: &Metric| Quantity::parse(&format!("1{}", m.unit.printed)).ok();
    let ones: Vec<Quantity> = metrics.iter().map(one).collect::<Option<_>>()?;
    let message = match formula.expr.evaluate(&|ix: &MetricIx| &ones[ix.ix()]) {
        // What 1 and 1 give says nothing of other values.
        Err(NoValue::OutOfRange) => return None,
        Err(error) => error.words(),
        Ok(found) => {
            let wanted = Measure::of(&one(metric)?).units;
            if found.units == wanted {
                return None;
            }
            let (found, wanted) = (found.units.name(), wanted.name());
            say!(
                ("公式得出的是{}，而“{}”量的是{}", found.zh, metric.label, wanted.zh),
                ("the formula gives {}, but {} is measured in {}", found.en, metric.id, wanted.en)
            )
        }
    };
    Some(Finding::error(WRONG_DIMENSION, formula.at.clone(), message).help(FORMULA))
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
            let Some(quantity) = derived_quantity(&expr, &measure, &quantity) else { continue };
            let position = |n: usize| Ok::<_, Infallible>(recorded[n].position);
            let Ok(expr) = expr.try_map(&mut { position });
            let formula = Formula { text: formula.text.clone(), expr, catalogued: true };
            derived.push(Observation {
                article,
                position: u32::try_from(entries + derived.len()).unwrap_or(u32::MAX),
                metric: ix,
                quantity,
                anchor: format!("f-{}-{}", metric.id, period.slug()).into(),
                period: period.clone(),
                kind: metric.kind,
                basis: Basis::Derived(Box::new(formula)),
                lines: Lines::default(),
                population: None,
                note: None,
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
        let input = found.next().filter(|o| found.next().is_none() && o.population.is_none()).ok_or(())?;
        kinds.push((input.kind, known.metrics[metric.ix()].kind));
        recorded.iter().position(|o| std::ptr::eq(o, input)).ok_or(())
    };
    let expr = formula.clone().try_map(&mut at).ok()?;
    let of_one_kind = kinds.windows(2).all(|pair| pair[0].0 == pair[1].0);
    (of_one_kind || kinds.iter().all(|(own, usual)| own == usual)).then_some(expr)
}

/// The result in print: at most two decimals, in its base unit, 约 where an input is approximate; the difference of two
/// rates is in 百分点.
pub(super) fn derived_quantity<'a, R>(
    expr: &Expr<R>,
    measure: &Measure,
    quantity: &impl Fn(&R) -> &'a Quantity,
) -> Option<Quantity> {
    let is_rate = measure.units.is_number();
    let (scale, unit) = match expr {
        Expr::Binary(_, Operator::Subtract, _) if is_rate => (Decimal::ONE_HUNDRED, "个百分点".to_owned()),
        _ if is_rate => (Decimal::ONE_HUNDRED, "%".to_owned()),
        _ => (Decimal::ONE, measure.units.to_string()),
    };
    let mut figures = Vec::new();
    expr.figures(&mut figures);
    let about = if figures.into_iter().any(|r| quantity(r).is_approximate()) { "约" } else { "" };
    let printed = format!("{about}{}{unit}", (measure.value * scale).round_dp(2).normalize());
    let mut quantity = Quantity::parse(&printed).ok()?;
    quantity.interval = outward(&measure.interval.scale(scale), quantity.base_value());
    Some(quantity)
}

/// An interval with ends that can be read, none of its values lost, and the rounded result in it: 44351 ÷ 13303 is 3.33,
/// or rather in [3.33, 3.34].
fn outward(interval: &Interval, result: Decimal) -> Interval {
    let places = if interval.is_point() { 2 } else { 4 };
    let round = |end: Option<Decimal>, way| end.map(|d| d.round_dp_with_strategy(places, way).normalize());
    let low = round(interval.low, RoundingStrategy::ToNegativeInfinity);
    let high = round(interval.high, RoundingStrategy::ToPositiveInfinity);
    let (low_open, high_open) =
        (interval.low_open && low == interval.low, interval.high_open && high == interval.high);
    Interval::new(low, high, low_open, high_open).hull(&Interval::exact(result))
}
