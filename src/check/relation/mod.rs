//! Whether a relation holds: both sides by interval arithmetic, and the verdict in words.

mod sentence;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    diag::{Words, say},
    model::{Catalog, Comparison, Expr, Measure, NoValue, ObsIx, Operator, Relation},
    quantity::Interval,
};

/// How a relation came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds for the figures taken at their word.
    Holds,
    /// It holds for some values within the printed precision.
    Rounding,
    /// It holds for no value within the printed precision.
    Contradicts,
}

impl Outcome {
    /// All of them with the words of data files.
    pub const ALL: [(&'static str, Outcome); 3] =
        [("holds", Outcome::Holds), ("rounding", Outcome::Rounding), ("contradicts", Outcome::Contradicts)];

    /// The word in data files.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, outcome)| *outcome == self).map_or("", |(id, _)| id)
    }
}

/// The verdict on a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How it came out.
    pub outcome: Outcome,
    /// All values of the left side, in base units; shares of one, not of a hundred.
    pub left: Interval,
    /// All values of the right side.
    pub right: Interval,
    /// The sum worked out: `664人 + 1050人 + 508人 = 2,222人；而另一边是2227人，相差5人，超出印出的精度`.
    pub sentence: Words,
}

/// Why a relation has no verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoVerdict(pub Words);

/// Judges one relation.
pub(super) fn judge(catalog: &Catalog, relation: &Relation) -> Result<Verdict, NoVerdict> {
    let measure = |side: &Expr| {
        side.evaluate(&|o: &ObsIx| &catalog.observation(*o).quantity)
            .map_err(|e: NoValue| NoVerdict(e.words()))
    };
    let (left, right) = (measure(&relation.left)?, measure(&relation.right)?);
    if left.units != right.units {
        let (l, r) = (left.units.name(), right.units.name());
        return Err(NoVerdict(say!(
            ("两边单位不同：左边是{}，右边是{}", l.zh, r.zh),
            ("the sides differ in unit: {} on the left, {} on the right", l.en, r.en)
        )));
    }
    // A figure that stands on both sides is one number: only their difference knows it.
    let shared = share_a_figure(&relation.left, &relation.right);
    let minus = |times: Decimal| {
        if !shared {
            return Ok(left.interval.sub(&right.interval.scale(times)));
        }
        let right = Expr::number(times).with(Operator::Multiply, relation.right.clone());
        measure(&relation.left.clone().with(Operator::Subtract, right)).map(|m| m.interval)
    };
    let slack = slack(relation, &left, &right);
    let (holds, possible) = match relation.comparison {
        Comparison::Equal => {
            let gap = minus(Decimal::ONE)?;
            (gap.is_point() && near_zero(&gap, slack), near_zero(&gap, slack))
        }
        Comparison::About => {
            let margin = (right.value * NEAR).abs();
            let (low, high) = (minus(Decimal::ONE - NEAR)?, minus(Decimal::ONE + NEAR)?);
            let between = |a: &Interval, b: &Interval| not_below(a, slack) && not_above(b, slack);
            let possible = between(&low, &high) || between(&high, &low);
            ((left.value - right.value).abs() <= margin, possible)
        }
        Comparison::AtMost => {
            let gap = minus(Decimal::ONE)?;
            (gap.high.is_some_and(|high| high <= slack), not_above(&gap, slack))
        }
        Comparison::AtLeast => {
            let gap = minus(Decimal::ONE)?;
            (gap.low.is_some_and(|low| low >= -slack), not_below(&gap, slack))
        }
    };
    let outcome = match (holds, possible) {
        (true, _) => Outcome::Holds,
        (false, true) => Outcome::Rounding,
        (false, false) => Outcome::Contradicts,
    };
    let sentence = sentence::worked(catalog, relation, &left, &right, outcome);
    Ok(Verdict { outcome, left: left.interval, right: right.interval, sentence })
}

fn share_a_figure(left: &Expr, right: &Expr) -> bool {
    let (mut l, mut r) = (Vec::new(), Vec::new());
    left.figures(&mut l);
    right.figures(&mut r);
    l.iter().any(|figure| r.contains(figure))
}

/// How far the sides of `≈` may lie apart, as a share of the right one.
const NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// What a quotient may be off by: decimals end at the 28th digit, so that 1 ÷ 3 × 3 is not quite 1.
fn slack(relation: &Relation, left: &Measure, right: &Measure) -> Decimal {
    let divides = relation.left.has(Operator::Divide) || relation.right.has(Operator::Divide);
    let size = left.value.abs().max(right.value.abs());
    if divides { size * Decimal::new(1, 20) } else { Decimal::ZERO }
}

fn near_zero(gap: &Interval, slack: Decimal) -> bool {
    not_below(gap, slack) && not_above(gap, slack)
}

/// Whether some value is at least zero.
fn not_below(gap: &Interval, slack: Decimal) -> bool {
    gap.high.is_none_or(|high| high > -slack || (high.is_zero() && !gap.high_open))
}

/// Whether some value is at most zero.
fn not_above(gap: &Interval, slack: Decimal) -> bool {
    gap.low.is_none_or(|low| low < slack || (low.is_zero() && !gap.low_open))
}
