//! Shares, growth, averages, and the months of a year.

use rust_decimal::Decimal;

use super::{
    Find, Trials,
    sheet::{Entry, Sheet},
};
use crate::{
    model::{Comparison, Expr, Measure, Operator},
    quantity::{Base, Quantity},
};

pub(super) fn search(sheet: &Sheet<'_>) -> Vec<Find> {
    let all = [shares(sheet), growth(sheet), averages(sheet), years(sheet)];
    all.into_iter().flat_map(Trials::weighed).collect()
}

/// `part ÷ whole = rate`. A rate of 100% says that two figures are the same, and is left to the reader.
fn shares(sheet: &Sheet<'_>) -> Trials {
    let mut trials = Trials::default();
    for rate in sheet.entries.iter().filter(|e| is_rate(e) && e.measure.value < Decimal::ONE) {
        let counts = || sheet.entries.iter().filter(|e| e.is_amount() && e.goes_with(rate));
        for part in counts() {
            let is_more = |w: &&Entry<'_>| w.counts_like(part) && w.measure.value > part.measure.value;
            let mut wholes: Vec<&Entry<'_>> = counts().filter(is_more).collect();
            // Of two wholes of one value, the one that the catalogue names goes first.
            wholes.sort_by_key(|w| rate.metric.denominator != Some(w.figure.metric));
            for whole in wholes {
                trial(
                    sheet,
                    &[part, whole],
                    part.expr().with(Operator::Divide, whole.expr()),
                    rate,
                    &mut trials,
                );
            }
        }
    }
    trials
}

/// `(after − before) ÷ before = rate`, of one metric at two times.
fn growth(sheet: &Sheet<'_>) -> Trials {
    let mut trials = Trials::default();
    for rate in sheet.entries.iter().filter(|e| is_rate(e)) {
        for after in sheet.entries.iter().filter(|e| e.is_amount() && e.goes_with(rate)) {
            let earlier = |b: &&Entry<'_>| {
                b.figure.metric == after.figure.metric && b.figure.period.last() < after.figure.period.last()
            };
            for before in sheet.entries.iter().filter(earlier) {
                let (more, less) = if after.measure.value > before.measure.value {
                    (after, before)
                } else {
                    (before, after)
                };
                let change = more.expr().with(Operator::Subtract, less.expr());
                trial(
                    sheet,
                    &[after, before],
                    change.with(Operator::Divide, before.expr()),
                    rate,
                    &mut trials,
                );
            }
        }
    }
    trials
}

/// `total ÷ number = average`: 元 ÷ 户 = 元/户; and where the average is printed in 元 alone and said to be per household.
fn averages(sheet: &Sheet<'_>) -> Trials {
    let mut trials = Trials::default();
    for average in sheet.entries.iter().filter(|e| !is_rate(e) && e.measure.value > Decimal::ZERO) {
        let counts =
            || sheet.entries.iter().filter(|e| e.is_amount() && e.goes_with(average) && e.ix != average.ix);
        for total in counts() {
            for number in counts().filter(|n| n.dimension() != total.dimension()) {
                let left = total.expr().with(Operator::Divide, number.expr());
                if let Some(right) = per_one(average, number) {
                    try_sides(sheet, &[total, number, average], (left, right), average, &mut trials);
                }
            }
        }
    }
    trials
}

/// The average as an expression in the unit of total ÷ number: as printed in 元/户, or over `1户` where it is said to be one.
fn per_one(average: &Entry<'_>, number: &Entry<'_>) -> Option<Expr> {
    if average.dimension().is_ratio() {
        return Some(average.expr());
    }
    let base = number.dimension().numerator();
    let said = match base {
        Base::Household => "户均",
        Base::Person => "人均",
        _ => return None,
    };
    let one = constant(&format!("1{}", base.symbol()))?;
    average.metric.label.contains(said).then(|| average.expr().with(Operator::Divide, one))
}

/// `monthly × 12 = yearly`, where the labels, the populations or the units say which is which.
fn years(sheet: &Sheet<'_>) -> Trials {
    let mut trials = Trials::default();
    let says = |e: &Entry<'_>, base: Base, words: &[&str]| {
        let population = e.figure.remarks().population.as_deref().unwrap_or(&e.metric.population);
        let said = |text: &str| words.iter().any(|w| text.contains(w));
        e.dimension().denominators().any(|b| b == base) || said(&e.metric.label) || said(population)
    };
    for monthly in
        sheet.entries.iter().filter(|e| says(e, Base::Month, &["每月", "月均", "月收入", "月工资"]))
    {
        let is_yearly = |e: &&Entry<'_>| {
            e.goes_with(monthly)
                && says(e, Base::Year, &["每年", "全年", "年保障", "年收入", "年均", "年人均"])
        };
        for yearly in sheet.entries.iter().filter(is_yearly).filter(|y| y.ix != monthly.ix) {
            for months in ["12", "12个月", "12个月/年"] {
                let Some(months) = constant(months) else { continue };
                let left = monthly.expr().with(Operator::Multiply, months);
                trial(sheet, &[monthly], left, yearly, &mut trials);
            }
        }
    }
    trials
}

/// Tries `left = right`, and notes it where the units allow it at all.
fn trial(sheet: &Sheet<'_>, of: &[&Entry<'_>], left: Expr, right: &Entry<'_>, trials: &mut Trials) {
    let all: Vec<&Entry<'_>> = of.iter().copied().chain([right]).collect();
    try_sides(sheet, &all, (left, right.expr()), right, trials);
}

fn try_sides(
    sheet: &Sheet<'_>,
    all: &[&Entry<'_>],
    (left, right): (Expr, Expr),
    result: &Entry<'_>,
    trials: &mut Trials,
) {
    let of = |o: &crate::model::ObsIx| &sheet.catalog.observation(*o).quantity;
    let (Ok(l), Ok(r)) = (left.evaluate(&of), right.evaluate(&of)) else { return };
    if l.units != r.units {
        return;
    }
    let fits = l.interval.overlaps(&r.interval);
    let find = fits.then(|| {
        // The finer of the steps that a product goes in; a quotient goes in steps of its own, and only the result's count.
        let step = if left.has(Operator::Multiply) { all.iter().map(|e| e.step).min() } else { None };
        let expected = ((l.value - r.value).abs() * Decimal::TWO + step.unwrap_or(result.step)) / r.value;
        Find { left, comparison: Comparison::Equal, right, expected }
    });
    trials.note(sheet.nearness(all), find);
}

fn constant(text: &str) -> Option<Expr> {
    let measure = match text.parse::<Decimal>() {
        Ok(number) => return Some(Expr::number(number)),
        Err(_) => Measure::of(&Quantity::parse(text).ok()?),
    };
    Some(Expr::Constant { measure, text: text.to_owned() })
}

fn is_rate(entry: &Entry<'_>) -> bool {
    entry.dimension().is_rate() && entry.measure.value > Decimal::ZERO
}
