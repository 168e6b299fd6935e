//! The verdict on a relation in words: the sum worked out with the figures as printed.

use rust_decimal::Decimal;

use super::Outcome;
use crate::{
    diag::{Words, say},
    model::{Catalog, Comparison, Expr, Measure, ObsIx, Operator, Relation},
    quantity::{Base, Dimension, format_grouped},
};

/// In what the result is said: 94.8%, 3倍, 2,222人.
struct Scale {
    factor: Decimal,
    unit: String,
    /// The unit of a difference of two results.
    gap: Words,
}

/// The sum worked out, and how it came out.
pub(super) fn worked(
    catalog: &Catalog,
    relation: &Relation,
    left: &Measure,
    right: &Measure,
    outcome: Outcome,
) -> Words {
    let scale = scale(catalog, relation, left, right);
    let l = side(catalog, &relation.left, left, &scale);
    let r = side(catalog, &relation.right, right, &scale);
    let apart = rounded((left.value - right.value).abs() * scale.factor);
    let gap = Words::new(format!("{}{}", apart.zh, scale.gap.zh), format!("{}{}", apart.en, scale.gap.en));
    let (l_zh, l_en, r_zh, r_en) = (&l.zh, &l.en, &r.zh, &r.en);
    match (relation.comparison, outcome) {
        (Comparison::Equal, Outcome::Holds) => say!("{l_zh}；与{r_zh}相等", "{l_en}; equal to {r_en}"),
        (Comparison::Equal, Outcome::Rounding) if left.value == right.value => {
            match (&relation.left, &relation.right) {
                (Expr::Binary(..), Expr::Binary(..)) => {
                    say!("{l_zh}；与{r_zh}正好相符", "{l_en}; an exact match with {r_en}")
                }
                (_, Expr::Binary(..)) => say!("{r_zh}；正好相符", "{r_en}; an exact match"),
                _ => say!("{l_zh}；正好相符", "{l_en}; an exact match"),
            }
        }
        (Comparison::Equal, Outcome::Rounding) => say!(
            "{l_zh}；与{r_zh}在印出的精度内相符",
            "{l_en}; agrees with {r_en} within the printed precision"
        ),
        (Comparison::Equal, Outcome::Contradicts) => say!(
            ("{l_zh}；而另一边是{r_zh}，相差{}，超出印出的精度", gap.zh),
            ("{l_en}; but the other side is {r_en}, {} apart, beyond the printed precision", gap.en)
        ),
        (Comparison::About, Outcome::Contradicts) => {
            say!("{l_zh}；与{r_zh}相差超过5%", "{l_en}; more than 5% away from {r_en}")
        }
        (Comparison::About, _) => {
            say!("{l_zh}；与{r_zh}相差不超过5%", "{l_en}; within 5% of {r_en}")
        }
        (Comparison::AtMost, Outcome::Contradicts) => say!("{l_zh}；大于{r_zh}", "{l_en}; more than {r_en}"),
        (Comparison::AtMost, _) => say!("{l_zh}；不大于{r_zh}", "{l_en}; not more than {r_en}"),
        (Comparison::AtLeast, Outcome::Contradicts) => say!("{l_zh}；小于{r_zh}", "{l_en}; less than {r_en}"),
        (Comparison::AtLeast, _) => say!("{l_zh}；不小于{r_zh}", "{l_en}; not less than {r_en}"),
    }
}

/// One side: a figure as printed, a sum with its result.
fn side(catalog: &Catalog, expr: &Expr, measure: &Measure, scale: &Scale) -> Words {
    let words = expr.in_words(&|o: &ObsIx| catalog.observation(*o).quantity.printed.to_string());
    if !matches!(expr, Expr::Binary(..)) {
        return Words::new(words.clone(), words);
    }
    let result = rounded(measure.value * scale.factor);
    let unit = &scale.unit;
    say!(("{words} = {}{unit}", result.zh), ("{words} = {}{unit}", result.en))
}

fn scale(catalog: &Catalog, relation: &Relation, left: &Measure, right: &Measure) -> Scale {
    let sides = [&relation.left, &relation.right];
    let number = left.units.is_number();
    let times = |o: &ObsIx| catalog.observation(*o).quantity.dimension() == Dimension::of(Base::Times);
    if number && sides.iter().any(|side| stands_for(side, &times, "倍")) {
        return Scale { factor: Decimal::ONE, unit: "倍".to_owned(), gap: Words::fixed("倍", "倍") };
    }
    let share = |o: &ObsIx| catalog.observation(*o).quantity.dimension().is_rate();
    let is_share = |side: &&Expr| ["%", "％", "百分点"].iter().any(|end| stands_for(side, &share, end));
    let small = left.value.abs().min(right.value.abs()) <= Decimal::TWO;
    if number && (sides.iter().any(is_share) || small) {
        let gap = Words::fixed("个百分点", " percentage points");
        return Scale { factor: Decimal::ONE_HUNDRED, unit: "%".to_owned(), gap };
    }
    let unit = left.units.to_string();
    Scale { factor: Decimal::ONE, gap: Words::new(unit.clone(), unit.clone()), unit }
}

/// Whether an expression is a figure of some sort, a constant that ends so, or a sum of such.
fn stands_for(expr: &Expr, figure: &impl Fn(&ObsIx) -> bool, end: &str) -> bool {
    match expr {
        Expr::Figure(o) => figure(o),
        Expr::Constant { text, .. } => text.ends_with(end),
        Expr::Binary(a, Operator::Add | Operator::Subtract, b) => {
            stands_for(a, figure, end) || stands_for(b, figure, end)
        }
        Expr::Binary(..) => false,
    }
}

/// A value worked out, to three decimals.
fn rounded(value: Decimal) -> Words {
    let rounded = value.round_dp(3).normalize();
    let text = format_grouped(rounded);
    if rounded == value.normalize() {
        return Words::new(text.clone(), text);
    }
    say!("约{text}", "about {text}")
}
