//! The interval of an expression holds every value that its figures allow, and is as tight as promised.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Expr, Measure, Operator};
use crate::quantity::{Interval, Quantity};

const OPERATORS: [Operator; 4] = [Operator::Add, Operator::Subtract, Operator::Multiply, Operator::Divide];

/// An expression over four figures; small, so that figures are repeated often.
fn expression() -> impl Strategy<Value = Expr<usize>> {
    let leaf = prop_oneof![
        4 => (0..4_usize).prop_map(Expr::Figure),
        1 => (1..20_i64).prop_map(|n| Expr::number(Decimal::from(n))),
    ];
    leaf.prop_recursive(3, 10, 2, |inner| {
        (inner.clone(), 0..4_usize, inner).prop_map(|(a, operator, b)| a.with(OPERATORS[operator], b))
    })
}

/// A pure number as reports print it, and how far into its interval the true one lies.
fn figure() -> impl Strategy<Value = (Quantity, Decimal)> {
    let text = prop_oneof![
        (1..5000_u32).prop_map(|n| format!("{n}倍")),
        (1..5000_u32).prop_map(|n| format!("约{n}倍")),
        (1..5000_u32).prop_map(|n| format!("{}.{}倍", n / 10, n % 10)),
        (1..100_u32).prop_map(|n| format!("{n}%")),
        (2..100_u32).prop_map(|n| format!("近{n}0倍")),
    ];
    (text, 0..=100_i64)
        .prop_map(|(text, part)| (Quantity::parse(&text).expect("a quantity"), Decimal::new(part, 2)))
}

fn inside(interval: &Interval, part: Decimal) -> Decimal {
    let (low, high) = (interval.low.expect("an end"), interval.high.expect("an end"));
    low + (high - low) * part
}

/// Its value for one value of each figure.
fn at(expr: &Expr<usize>, values: &[Decimal]) -> Option<Decimal> {
    let exact = |r: &usize| Measure::exact(values[*r]);
    expr.plain(&exact).ok().map(|m| m.value)
}

/// Decimals end at the 28th digit.
fn nearly_holds(interval: &Interval, value: Decimal) -> bool {
    let slack = (value.abs() + Decimal::ONE) * Decimal::new(1, 15);
    interval.low.is_none_or(|low| low - slack <= value)
        && interval.high.is_none_or(|high| value <= high + slack)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_interval_holds_every_combination(
        expr in expression(),
        figures in prop::collection::vec(figure(), 4),
    ) {
        let quantities: Vec<&Quantity> = figures.iter().map(|(q, _)| q).collect();
        let Ok(tight) = expr.evaluate(&|r| quantities[*r]) else { return Ok(()) };
        let values: Vec<Decimal> =
            figures.iter().map(|(q, part)| inside(&Measure::of(q).interval, *part)).collect();
        let Some(value) = at(&expr, &values) else { return Ok(()) };
        prop_assert!(nearly_holds(&tight.interval, value), "{value} is not in {}", tight.interval);
    }

    #[test]
    fn the_tightened_interval_is_within_the_plain_one(
        expr in expression(),
        figures in prop::collection::vec(figure(), 4),
    ) {
        let Ok(plain) = expr.plain(&|r: &usize| Measure::of(&figures[*r].0)) else { return Ok(()) };
        let tight = expr.evaluate(&|r| &figures[*r].0).expect("a value, as without tightening");
        prop_assert_eq!(plain.interval.hull(&tight.interval), plain.interval);
    }
}

#[test]
fn a_repeated_figure_is_one_number() {
    let of = |low: i64, high: Option<i64>| {
        let interval = Interval::new(Some(low.into()), high.map(Into::into), false, false);
        Quantity { interval, ..Quantity::parse("100倍").expect("a quantity") }
    };
    let figures = [of(90, Some(110)), of(45, Some(55)), of(1, None), of(80, Some(125)), of(-40, Some(-20))];
    let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(Expr::Figure);
    let n = |n: i64| Expr::number(n.into());
    let sum = |x: &Expr<usize>, o, y: &Expr<usize>| x.clone().with(o, y.clone());
    use Operator::{Add, Divide, Multiply, Subtract};
    let inverse = |x: &Expr<usize>| sum(&n(1), Divide, x);
    let exact = |n: i64, d: i64| Decimal::from(n) / Decimal::from(d);
    for (expr, low, high) in [
        (sum(&a, Subtract, &a), exact(0, 1), exact(0, 1)),
        (sum(&sum(&a, Subtract, &b), Divide, &a), exact(35, 90), exact(65, 110)),
        (sum(&a, Divide, &sum(&a, Add, &b)), exact(90, 145), exact(110, 155)),
        (sum(&sum(&a, Divide, &b), Subtract, &sum(&a, Divide, &b)), exact(0, 1), exact(0, 1)),
        (sum(&sum(&a, Multiply, &b), Subtract, &sum(&a, Multiply, &b)), exact(0, 1), exact(0, 1)),
        (sum(&sum(&a, Subtract, &b), Divide, &sum(&a, Add, &b)), exact(35, 145), exact(65, 155)),
        // Outer bounds only: a square, and what rises and falls in the figure, so that its ends are not the least and the
        // greatest.
        (sum(&sum(&a, Multiply, &a), Divide, &a), exact(8100, 110), exact(12100, 90)),
        (sum(&a, Add, &sum(&n(9900), Divide, &a)), exact(180, 1), exact(220, 1)),
        (sum(&sum(&n(9900), Divide, &a), Add, &a), exact(180, 1), exact(220, 1)),
        (
            sum(&sum(&sum(&n(9900), Divide, &a), Divide, &b), Add, &sum(&a, Divide, &b)),
            exact(90, 55) + exact(90, 55),
            exact(110, 45) + exact(110, 45),
        ),
        (
            sum(&sum(&d, Divide, &inverse(&d)), Subtract, &sum(&n(200), Divide, &inverse(&d))),
            exact(6400 - 25000, 1),
            exact(15625 - 16000, 1),
        ),
        (
            sum(&sum(&n(100), Divide, &a), Subtract, &sum(&n(256), Divide, &sum(&a, Add, &n(60)))),
            exact(100, 110) - exact(256, 150),
            exact(100, 90) - exact(256, 170),
        ),
        (
            sum(&sum(&n(100), Divide, &e), Multiply, &sum(&n(100), Divide, &sum(&e, Add, &n(60)))),
            exact(-25, 1),
            exact(-625, 100),
        ),
        (sum(&sum(&n(10000), Divide, &e), Divide, &sum(&e, Add, &n(60))), exact(-25, 1), exact(-625, 100)),
    ] {
        let found = expr.evaluate(&|r| &figures[*r]).expect("a value").interval;
        assert_eq!((found.low, found.high), (Some(low), Some(high)), "{expr:?}");
    }
    let open = sum(&c, Subtract, &c).evaluate(&|r| &figures[*r]).expect("a value").interval;
    assert_eq!((open.low, open.high), (None, None));
}

#[test]
fn a_value_with_too_few_digits_left_is_none() {
    let value = |text: &str| {
        let formula = super::parse_formula(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
        formula.evaluate(&|_| unreachable!("constants only")).map(|m| m.value.normalize().to_string()).ok()
    };
    let huge = "100000000000000";
    assert_eq!(value(&format!("1 ÷ {huge}")), None);
    assert_eq!(value(&format!("1 ÷ {huge} × {huge}")), None);
    assert_eq!(value(&format!("0 ÷ {huge} × {huge}")).as_deref(), Some("0"));
    assert_eq!(value("1 ÷ 100000000000").as_deref(), Some("0.00000000001"));
    // What rounding leaves of nothing may be divided, but is not made into something.
    let nothing = "(1 ÷ 3 + 1 ÷ 3 - 2 ÷ 3)";
    assert!(value(&format!("{nothing} × 100")).is_some());
    assert_eq!(value(&format!("{nothing} × {huge} × {huge}")), None);
}
