//! What an expression over printed figures is worth: a value, and an interval that holds every value it can have while
//! each figure stays within its printed precision.
//!
//! Interval arithmetic alone forgets that two uses of one figure are one number: with `a` in [90, 110], `(a − b) ÷ a`
//! would let `a` be 110 above the line and 90 below it. So what repeats a figure is also worked out with that figure at
//! either end of its interval. Where the figure stands at most to the first power above and below the line (`a − b`,
//! `(a − b) ÷ a`, `a ÷ (a + b)`), the expression only rises or only falls in it, hence is greatest and least at an end:
//!
//! - every figure used once, or used so: the interval is exact, but for ends that are open;
//! - `a × a`, a repeated figure without a lower or upper end (5户以上), more than [`MOST_REPEATED`] of them: an outer
//!   bound, the interval of plain arithmetic. It may be too wide, never too narrow.

use std::{collections::BTreeMap, fmt};

use rust_decimal::Decimal;

use super::{Expr, Operator};
use crate::{
    diag::{Words, say},
    quantity::{Base, Dimension, Interval, Quantity},
};

/// Decimals end at the 28th digit behind the point: of what is smaller than this, too few are left to be multiplied or divided.
const SMALLEST: Decimal = Decimal::from_parts(1, 0, 0, false, 12);

/// The number of figures that are tried at both ends; each doubles the work.
const MOST_REPEATED: usize = 6;

/// Units of a value as powers of base units: 人 ÷ 户 is {人: 1, 户: -1}.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units(BTreeMap<Base, i8>);

impl Units {
    /// The units of a product or a quotient, by what is done with each power; `None` where one is beyond all measure.
    fn combine(mut self, other: &Units, joined: fn(i8, i8) -> Option<i8>) -> Option<Units> {
        for (base, power) in &other.0 {
            let own = self.0.entry(*base).or_default();
            *own = joined(*own, *power)?;
        }
        self.0.retain(|_, power| *power != 0);
        Some(self)
    }

    /// In words, for messages.
    pub fn name(&self) -> Words {
        if self.is_number() {
            return Words::fixed("没有单位的数", "a number without unit");
        }
        Words::new(self.to_string(), self.to_string())
    }

    /// Whether it is a pure number.
    pub fn is_number(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let positive = self.0.iter().filter(|(_, p)| **p > 0);
        for (i, (base, _)) in positive.enumerate() {
            write!(f, "{}{}", if i > 0 { "·" } else { "" }, base.symbol())?;
        }
        for (base, _) in self.0.iter().filter(|(_, p)| **p < 0) {
            write!(f, "/{}", base.symbol())?;
        }
        Ok(())
    }
}

/// A value with the interval that its printed precision allows, in base units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The value taken at its word.
    pub value: Decimal,
    /// All values that the printed figures allow.
    pub interval: Interval,
    /// Its units.
    pub units: Units,
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// Values of different units were added or subtracted.
    UnitsDiffer(Units, Units),
    /// A divisor may be zero, or a number is too large or too small.
    OutOfRange,
}

impl NoValue {
    /// Why, in words.
    pub fn words(&self) -> Words {
        match self {
            NoValue::UnitsDiffer(a, b) => {
                let (a, b) = (a.name(), b.name());
                say!(
                    ("单位不同，不能相加减：{}和{}", a.zh, b.zh),
                    ("the units differ, so nothing can be added or subtracted: {} and {}", a.en, b.en)
                )
            }
            NoValue::OutOfRange => Words::fixed(
                "除数可能是 0，或数太大、太小",
                "a divisor may be 0, or a number is too large or too small",
            ),
        }
    }
}

impl Measure {
    /// The measure of a quantity: percentages as hundredths, and multiples (倍), without a unit.
    pub fn of(quantity: &Quantity) -> Measure {
        let mut units = Units::default();
        for (base, power) in quantity.dimension().exponents() {
            *units.0.entry(base).or_default() += power;
        }
        let (value, interval) = (quantity.base_value(), quantity.interval);
        if quantity.dimension() == Dimension::of(Base::Times) {
            return Measure { value, interval, units: Units::default() };
        }
        if quantity.dimension().is_rate() {
            let hundredth = Decimal::new(1, 2);
            return Measure {
                value: value * hundredth,
                interval: interval.scale(hundredth),
                units: Units::default(),
            };
        }
        Measure { value, interval, units }
    }

    /// A pure number.
    pub(super) fn exact(value: Decimal) -> Measure {
        Measure { value, interval: Interval::exact(value), units: Units::default() }
    }

    /// A quantity taken at its word, as a constant is.
    pub(super) fn taken(quantity: &Quantity) -> Measure {
        let measure = Measure::of(quantity);
        Measure { interval: Interval::exact(measure.value), ..measure }
    }

    fn apply(self, operator: Operator, other: &Measure) -> Result<Measure, NoValue> {
        let additive = matches!(operator, Operator::Add | Operator::Subtract);
        if additive && self.units != other.units {
            return Err(NoValue::UnitsDiffer(self.units, other.units.clone()));
        }
        let (a, b) = (self.value, other.value);
        let (x, y) = (&self.interval, &other.interval);
        let (value, interval) = match operator {
            Operator::Add => (a.checked_add(b), Some(x.add(y))),
            Operator::Subtract => (a.checked_sub(b), Some(x.sub(y))),
            Operator::Multiply => (a.checked_mul(b), Some(x.mul(y))),
            Operator::Divide => (a.checked_div(b), x.div(y)),
        };
        let units = match operator {
            Operator::Add | Operator::Subtract => Some(self.units),
            Operator::Multiply => self.units.combine(&other.units, i8::checked_add),
            Operator::Divide => self.units.combine(&other.units, i8::checked_sub),
        };
        match (value, interval, units) {
            (Some(value), Some(interval), Some(units)) if additive || !is_lost([a, b], value) => {
                Ok(Measure { value, interval, units })
            }
            _ => Err(NoValue::OutOfRange),
        }
    }
}

/// Whether a product or quotient has too few digits left: it is too small, or was made of what an earlier step left over at the
/// last digit and is no longer as small as that.
fn is_lost(operands: [Decimal; 2], result: Decimal) -> bool {
    if operands.iter().any(Decimal::is_zero) {
        return false;
    }
    let left_over = operands.iter().any(|operand| operand.abs() < SMALLEST);
    left_over != (result.abs() < SMALLEST)
}

impl<R: PartialEq> Expr<R> {
    /// Its value, given the quantity of each figure.
    ///
    /// # Errors
    /// Where units do not fit or a divisor may be zero.
    pub fn evaluate<'a>(&self, quantity: &impl Fn(&R) -> &'a Quantity) -> Result<Measure, NoValue> {
        let of = |r: &R| Measure::of(quantity(r));
        let Expr::Binary(a, operator, b) = self else { return self.plain(&of) };
        let natural = a.evaluate(quantity)?.apply(*operator, &b.evaluate(quantity)?)?;
        Ok(match self.at_ends(&of) {
            Some(hull) => Measure { interval: within(&natural.interval, &hull), ..natural },
            None => natural,
        })
    }

    /// Its value by plain interval arithmetic.
    pub(super) fn plain(&self, measure: &impl Fn(&R) -> Measure) -> Result<Measure, NoValue> {
        match self {
            Expr::Figure(r) => Ok(measure(r)),
            Expr::Constant { measure, .. } => Ok(measure.clone()),
            Expr::Binary(a, operator, b) => a.plain(measure)?.apply(*operator, &b.plain(measure)?),
        }
    }

    /// All its values with the repeated figures at the ends of their intervals; `None` where that tells nothing more.
    fn at_ends(&self, measure: &impl Fn(&R) -> Measure) -> Option<Interval> {
        let mut figures = Vec::new();
        self.figures(&mut figures);
        let mut repeated: Vec<(&R, [Decimal; 2])> = Vec::new();
        for (i, r) in figures.iter().enumerate() {
            let again = figures[..i].contains(r) && repeated.iter().all(|(known, _)| known != r);
            let interval = measure(r).interval;
            if let (true, false, Some(low), Some(high)) =
                (again, interval.is_point(), interval.low, interval.high)
                && self.degrees(r).is_monotone()
            {
                repeated.push((r, [low, high]));
            }
        }
        if repeated.is_empty() || repeated.len() > MOST_REPEATED {
            return None;
        }
        let mut hull: Option<Interval> = None;
        for corner in 0..1_usize << repeated.len() {
            let at = |r: &R| {
                let end = repeated.iter().position(|(known, _)| *known == r);
                let end = end.map(|i| Interval::exact(repeated[i].1[corner >> i & 1]));
                let measure = measure(r);
                Measure { interval: end.unwrap_or(measure.interval), ..measure }
            };
            let found = self.plain(&at).ok()?.interval;
            hull = Some(hull.map_or(found, |h| h.hull(&found)));
        }
        hull
    }

    /// The powers of a figure in it, written as one fraction.
    fn degrees(&self, figure: &R) -> Degrees {
        let Expr::Binary(a, operator, b) = self else {
            let is_it = matches!(self, Expr::Figure(r) if r == figure);
            return Degrees { above: u32::from(is_it), below: 0 };
        };
        if let Operator::Add | Operator::Subtract = operator
            && let (Expr::Binary(p, Operator::Divide, q), Expr::Binary(r, Operator::Divide, s)) = (&**a, &**b)
            && q == s
        {
            let (p, r, q) = (p.degrees(figure), r.degrees(figure), q.degrees(figure));
            if p.below == 0 && r.below == 0 {
                return Degrees { above: p.above.max(r.above) + q.below, below: q.above };
            }
        }
        let (a, b) = (a.degrees(figure), b.degrees(figure));
        match operator {
            Operator::Add | Operator::Subtract => {
                Degrees { above: (a.above + b.below).max(b.above + a.below), below: a.below + b.below }
            }
            Operator::Multiply => Degrees { above: a.above + b.above, below: a.below + b.below },
            Operator::Divide => Degrees { above: a.above + b.below, below: a.below + b.above },
        }
    }
}

/// Highest powers of a figure above and below the line.
struct Degrees {
    above: u32,
    below: u32,
}

impl Degrees {
    /// `(a·x + b) ÷ (c·x + d)` rises or falls in x wherever its divisor is not 0, which plain arithmetic has made sure of.
    fn is_monotone(&self) -> bool {
        self.above <= 1 && self.below <= 1
    }
}

/// What lies in both. An end that comes from `hull` counts as attained: whether it is depends on which of the figures'
/// ends are.
fn within(natural: &Interval, hull: &Interval) -> Interval {
    let mut found = *natural;
    if hull.low.is_some_and(|low| natural.low.is_none_or(|n| low > n)) {
        (found.low, found.low_open) = (hull.low, false);
    }
    if hull.high.is_some_and(|high| natural.high.is_none_or(|n| high < n)) {
        (found.high, found.high_open) = (hull.high, false);
    }
    found
}
