//! What holds of relations and formulas. A text in, a panic where something does not hold.

use rust_decimal::Decimal;
use xianzhi::{
    model::{Expr, Reference, parse_formula, parse_relation},
    quantity::{Interval, Quantity},
};

/// The text read as a relation and as a formula.
pub fn holds(text: &str) {
    match parse_relation(text) {
        Ok((left, comparison, right)) => {
            let printed = format!("{} {} {}", words(&left), comparison.sign(), words(&right));
            let (l, c, r) = parse_relation(&printed).unwrap_or_else(|e| panic!("{printed}: {e:?}"));
            assert_eq!((words(&l), c, words(&r)), (words(&left), comparison, words(&right)), "{printed}");
            for side in [&left, &right] {
                is_sound(side, text);
            }
        }
        Err(error) => assert!(text.get(error.range.clone()).is_some(), "{text}: {error:?}"),
    }
    match parse_formula(text) {
        Ok(formula) => {
            let printed = words(&formula);
            let again = parse_formula(&printed).unwrap_or_else(|e| panic!("{printed}: {e:?}"));
            assert_eq!(words(&again), printed);
            is_sound(&formula, text);
        }
        Err(error) => assert!(text.get(error.range.clone()).is_some(), "{text}: {error:?}"),
    }
}

fn words(expr: &Expr<Reference>) -> String {
    expr.in_words(&|r| match &r.period {
        Some(period) => format!("{}@{period}", r.metric),
        None => r.metric.clone(),
    })
}

/// Every figure stands where it says, and the interval of the whole holds what comes out for values of its figures.
fn is_sound(expr: &Expr<Reference>, text: &str) {
    let mut figures = Vec::new();
    expr.figures(&mut figures);
    for figure in figures {
        let written = text.get(figure.range.clone()).expect("a place on character boundaries");
        assert!(written.starts_with(&figure.metric), "{written} is not {}", figure.metric);
    }
    // A name always means the same figure.
    let Ok(expr) = expr.clone().try_map(&mut |r: Reference| Ok::<_, ()>(index(&r))) else { return };
    let printed = PRINTED.map(|text| Quantity::parse(text).unwrap_or_else(|e| panic!("{text}: {e}")));
    let Ok(whole) = expr.evaluate(&|i| &printed[*i]) else { return };
    for part in [Decimal::ZERO, Decimal::new(3, 1), Decimal::ONE] {
        let within = printed.clone().map(|quantity| inside(quantity, part));
        let Ok(one) = expr.evaluate(&|i| &within[*i]) else { continue };
        assert!(
            nearly_holds(&whole.interval, one.value),
            "{} is not in {}: {expr:?}",
            one.value,
            whole.interval
        );
        assert_eq!(one.units, whole.units);
    }
}

/// What figures may have been printed as: exact, rounded, about, without an end, with units and without.
const PRINTED: [&str; 8] = ["100人", "约30人", "3.25万人", "5户", "近800人", "94.8%", "2倍", "12元/人"];

fn index(reference: &Reference) -> usize {
    let letters = reference.metric.bytes().chain(reference.period.iter().flat_map(|p| p.bytes()));
    letters.fold(0, |sum: usize, b| (sum + usize::from(b)) % PRINTED.len())
}

/// The same figure, were its value known: so far into its interval.
fn inside(quantity: Quantity, part: Decimal) -> Quantity {
    let (Some(low), Some(high)) = (quantity.interval.low, quantity.interval.high) else { return quantity };
    let value = low + (high - low) * part;
    Quantity { number: value / quantity.unit.factor, interval: Interval::exact(value), ..quantity }
}

/// Decimals end at the 28th digit.
fn nearly_holds(interval: &Interval, value: Decimal) -> bool {
    let slack = value.abs().saturating_add(Decimal::ONE) * Decimal::new(1, 12);
    interval.low.is_none_or(|low| low.saturating_sub(slack) <= value)
        && interval.high.is_none_or(|high| value <= high.saturating_add(slack))
}
