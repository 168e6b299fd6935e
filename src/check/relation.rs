//! Whether a relation holds: both sides by interval arithmetic, and the verdict in words.

use rust_decimal::Decimal;

use crate::{
    model::{Catalog, Comparison, Expr, Measure, NoValue, ObsIx, Operator, Relation},
    quantity::{Interval, format_grouped},
};

/// How a relation came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It holds for the figures taken at their word.
    Holds,
    /// It holds for some values within the printed precision.
    Rounding,
    /// It holds for no value within the printed precision.
    Contradicts,
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
    /// The sum worked out: `664人 + 1050人 + 508人 = 2,222人；右边是 2227人，相差 5人`.
    pub sentence: String,
}

/// Why a relation has no verdict, in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoVerdict(pub String);

/// Judges one relation.
pub(super) fn judge(catalog: &Catalog, relation: &Relation) -> Result<Verdict, NoVerdict> {
    let quantity = |o: &ObsIx| &catalog.observation(*o).quantity;
    let left = relation.left.evaluate(&quantity).map_err(|e| no_verdict(&e))?;
    let right = relation.right.evaluate(&quantity).map_err(|e| no_verdict(&e))?;
    if left.units != right.units {
        return Err(NoVerdict(format!(
            "两边单位不同：左边是{}，右边是{}",
            left.units.name(),
            right.units.name()
        )));
    }
    let outcome = outcome(relation.comparison, &left, &right);
    let sentence = sentence(catalog, relation, &left, &right, outcome);
    Ok(Verdict { outcome, left: left.interval, right: right.interval, sentence })
}

fn no_verdict(error: &NoValue) -> NoVerdict {
    NoVerdict(match error {
        NoValue::UnitsDiffer(a, b) => format!("单位不同，不能相加减：{}和{}", a.name(), b.name()),
        NoValue::OutOfRange => "除数可能是 0，或结果太大".to_owned(),
    })
}

fn outcome(comparison: Comparison, left: &Measure, right: &Measure) -> Outcome {
    let (l, r) = (&left.interval, &right.interval);
    let (holds, possible) = match comparison {
        Comparison::Equal => (left.value == right.value && l.is_point() && r.is_point(), l.overlaps(r)),
        Comparison::About => {
            let near = |f: i64| r.scale(Decimal::new(f, 2));
            let wide = Interval { high: near(105).high, high_open: r.high_open, ..near(95) };
            let margin = (right.value * Decimal::new(5, 2)).abs();
            ((left.value - right.value).abs() <= margin, l.overlaps(&wide))
        }
        Comparison::AtMost => (l.certainly_le(r), l.possibly_le(r)),
        Comparison::AtLeast => (r.certainly_le(l), r.possibly_le(l)),
    };
    match (holds, possible) {
        (true, _) => Outcome::Holds,
        (false, true) => Outcome::Rounding,
        (false, false) => Outcome::Contradicts,
    }
}

fn sentence(
    catalog: &Catalog,
    relation: &Relation,
    left: &Measure,
    right: &Measure,
    outcome: Outcome,
) -> String {
    let printed = |o: &ObsIx| catalog.observation(*o).quantity.printed.to_string();
    let percent = left.units.is_number()
        && (is_share(catalog, &relation.left)
            || is_share(catalog, &relation.right)
            || left.value.abs().min(right.value.abs()) <= Decimal::TWO);
    let (scale, unit) = match percent {
        true => (Decimal::ONE_HUNDRED, "%".to_owned()),
        false => (Decimal::ONE, left.units.to_string()),
    };
    let side = |expr: &Expr, measure: &Measure| {
        let words = expr.in_words(&printed);
        match expr {
            Expr::Binary(..) => format!("{words} = {}{unit}", rounded(measure.value * scale)),
            _ => words,
        }
    };
    let (l, r) = (side(&relation.left, left), side(&relation.right, right));
    let gap_unit = if percent { "个百分点" } else { unit.as_str() };
    let gap = format!("{}{gap_unit}", rounded((left.value - right.value).abs() * scale));
    match (relation.comparison, outcome) {
        (Comparison::Equal, Outcome::Holds) => format!("{l}；与{r}相等"),
        (Comparison::Equal, Outcome::Rounding) if left.value == right.value => {
            match (&relation.left, &relation.right) {
                (Expr::Binary(..), Expr::Binary(..)) => format!("{l}；与{r}正好相符"),
                (_, Expr::Binary(..)) => format!("{r}；正好相符"),
                _ => format!("{l}；正好相符"),
            }
        }
        (Comparison::Equal, Outcome::Rounding) => format!("{l}；与{r}在印出的精度内相符"),
        (Comparison::Equal, Outcome::Contradicts) => {
            format!("{l}；而另一边是{r}，相差{gap}，超出印出的精度")
        }
        (Comparison::About, Outcome::Contradicts) => format!("{l}；与{r}相差超过5%"),
        (Comparison::About, _) => format!("{l}；与{r}相差不超过5%"),
        (Comparison::AtMost, Outcome::Contradicts) => format!("{l}；大于{r}"),
        (Comparison::AtMost, _) => format!("{l}；不大于{r}"),
        (Comparison::AtLeast, Outcome::Contradicts) => format!("{l}；小于{r}"),
        (Comparison::AtLeast, _) => format!("{l}；不小于{r}"),
    }
}

/// Whether an expression is a share: printed in per cent, or a sum of such.
fn is_share(catalog: &Catalog, expr: &Expr) -> bool {
    match expr {
        Expr::Figure(o) => catalog.observation(*o).quantity.dimension().is_rate(),
        Expr::Constant { text, .. } => text.ends_with(['%', '％']),
        Expr::Binary(a, Operator::Add | Operator::Subtract, b) => {
            is_share(catalog, a) || is_share(catalog, b)
        }
        Expr::Binary(..) => false,
    }
}

/// A value worked out, to three decimals.
fn rounded(value: Decimal) -> String {
    let rounded = value.round_dp(3).normalize();
    let about = if rounded == value.normalize() { "" } else { "约" };
    format!("{about}{}", format_grouped(rounded))
}
