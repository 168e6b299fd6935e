//! Values worked out by a formula: the number in print, and an interval that can be read.

use rust_decimal::{Decimal, RoundingStrategy};

use super::relation::{Expr, Measure, Operator};
use crate::quantity::{Base, Dimension, Interval, Quantity, Unit};

/// The result of a formula in print: at most two decimals; in `unit` where it is one of its kind, else in its base unit, a
/// share in % and the difference of two in 百分点; 约 where an input is approximate. `None` where there is no such unit.
pub fn derived_quantity<'a, R>(
    expr: &Expr<R>,
    measure: &Measure,
    quantity: &impl Fn(&R) -> &'a Quantity,
    unit: Option<&Unit>,
) -> Option<Quantity> {
    let is_number = measure.units.is_number();
    let base = match expr {
        Expr::Binary(_, Operator::Subtract, _) if is_number => "个百分点".to_owned(),
        _ if is_number => "%".to_owned(),
        _ => measure.units.to_string(),
    };
    let base = Unit::parse(&base).ok()?;
    let times = Dimension::of(Base::Times);
    let fits = |u: &Dimension| *u == base.dimension || (is_number && (u.is_rate() || *u == times));
    let unit = unit.filter(|u| fits(&u.dimension)).unwrap_or(&base);
    let scale = if unit.dimension.is_rate() { Decimal::ONE_HUNDRED } else { Decimal::ONE };
    let mut figures = Vec::new();
    expr.figures(&mut figures);
    let about = if figures.into_iter().any(|r| quantity(r).is_approximate()) { "约" } else { "" };
    let number = (measure.value * scale).checked_div(unit.factor)?.round_dp(2).normalize();
    let mut found = Quantity::parse(&format!("{about}{number}{}", unit.printed)).ok()?;
    found.interval = outward(&measure.interval.scale(scale), found.base_value());
    Some(found)
}

/// An interval with ends that can be read, none of its values lost, and the rounded result in it: 44351 ÷ 13303 is 3.33,
/// or rather in [3.33, 3.34].
fn outward(interval: &Interval, result: Decimal) -> Interval {
    let places = if interval.is_point() { 2 } else { 4 };
    let round = |end: Option<Decimal>, way| end.map(|d| d.round_dp_with_strategy(places, way).normalize());
    let low = round(interval.low, RoundingStrategy::ToNegativeInfinity);
    let high = round(interval.high, RoundingStrategy::ToPositiveInfinity);
    let low_open = interval.low_open && low == interval.low;
    let high_open = interval.high_open && high == interval.high;
    Interval::new(low, high, low_open, high_open).hull(&Interval::exact(result))
}
