//! A percentage or mean that no whole count gives: the GRIM test (Brown and Heathers, 2017) on a value and its
//! denominator.

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words, say},
    model::Observation,
    quantity::{Base, Quantity},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("impossible-percentage"),
    what: Words::fixed(
        "百分比或平均数与分母不相容：没有哪个整数除以分母得到它（GRIM 检验）。",
        "A percentage or an average does not fit its denominator: no whole number divided by the denominator gives it (the GRIM test).",
    ),
    why: Words::fixed(
        "分子必是整数；凑不出来说明这个值、分母或小数位有一个不对，或者分母另有所指。",
        "The numerator must be a whole number; if none fits, the value, the denominator or a decimal is wrong, or it is taken of something else.",
    ),
    example: Words::fixed(
        "# 分母 30户，比率 84.5%：25 ÷ 30 = 83.3%，26 ÷ 30 = 86.7%，没有整数给出 84.5%",
        "# denominator 30户, rate 84.5%: 25 ÷ 30 = 83.3%, 26 ÷ 30 = 86.7%, and no whole number gives 84.5%",
    ),
    mend: Words::fixed(
        "对照来源核对百分比和分母。分母确实另有所指的，比率改用局部指标，并在 note 里写明。",
        "Compare the percentage and the denominator with the source. If the percentage is taken of \
         something else, record it as a local metric and say so in note.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for article in &catalog.articles {
        for rate in article.observation_ids().map(|ix| catalog.observation(ix)) {
            let Some(denominator) = catalog.metric(rate.metric).denominator else { continue };
            let same = |o: &&Observation| o.metric == denominator && o.period.plain() == rate.period.plain();
            let whole = article.observation_ids().map(|ix| catalog.observation(ix)).find(same);
            let Some(whole) = whole.filter(|w| w.quantity.interval.is_point()) else { continue };
            if some_count_gives(&rate.quantity, whole.quantity.base_value()) == Some(false) {
                findings.push(impossible(subject, rate, whole));
            }
        }
    }
}

fn impossible(subject: &Subject<'_>, rate: &Observation, whole: &Observation) -> Finding {
    let metric = subject.catalog.metric(rate.metric);
    let (printed, n) = (&rate.quantity.printed, &whole.quantity.printed);
    let what = match rate.quantity.dimension().is_rate() {
        true => Words::fixed("百分比", "percentage"),
        false => Words::fixed("平均数", "mean"),
    };
    let message = say!(
        ("{} {printed} 与分母 {n} 不相容：没有整数能得到这个{}", metric.label, what.zh),
        (
            "{} {printed} does not go with its denominator {n}: no whole count gives this {}",
            metric.id,
            what.en
        )
    );
    Finding::warning(RULE.id, subject.value_of(rate), message)
        .also(subject.value_of(whole), Words::fixed("分母在这里", "the denominator"))
        .help(say!(
            ("核对{}和分母；分母另有所指的，改用局部指标", what.zh),
            ("check the {} and its denominator; where another one is meant, use a local metric", what.en)
        ))
}

/// Whether a whole number k exists such that k ÷ n is printed so: as a percentage, or as a mean of things that are
/// counted (3.25人/户). `None` where it cannot be said.
///
/// The printed interval is half open, so a k ÷ n that lies just between two printed values goes with the upper one, as
/// halves are rounded up at school and by GRIM's authors: 1 of 8 is 13%, not 12%.
fn some_count_gives(printed: &Quantity, n: Decimal) -> Option<bool> {
    let counted = [Base::Person, Base::Household, Base::PersonTime, Base::Count];
    let scale = match printed.dimension() {
        rate if rate.is_rate() => Decimal::ONE_HUNDRED,
        mean if counted.contains(&mean.numerator()) => Decimal::ONE,
        _ => return None,
    };
    if n <= Decimal::ZERO || n.fract() != Decimal::ZERO {
        return None;
    }
    let interval = &printed.interval;
    let low = (interval.low? * n).checked_div(scale)?;
    let first = low.ceil();
    let candidates = [first, first + Decimal::ONE];
    Some(candidates.iter().any(|k| interval.contains(*k * scale / n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_percentages_that_no_count_gives() {
        for (percent, n, possible) in [
            ("99.51%", 2238, Some(true)),
            ("84.5%", 30, Some(false)),
            ("83.3%", 30, Some(true)),
            ("50%", 2, Some(true)),
            ("33%", 2, Some(false)),
            ("78.64%", 28156, Some(true)),
            ("0.3%", 100, Some(false)),
            ("100%", 7, Some(true)),
            ("13%", 8, Some(true)),
            ("12%", 8, Some(false)),
            ("3.25人/户", 8, Some(true)),
            ("3.2人/户", 4, Some(false)),
            ("3.25元/户", 3, None),
            ("50%", 0, None),
        ] {
            let printed = Quantity::parse(percent).expect("a quantity");
            assert_eq!(some_count_gives(&printed, Decimal::from(n)), possible, "{percent} of {n}");
        }
    }

    #[test]
    fn agrees_with_another_implementation_on_a_thousand_cases() {
        let cases = include_str!("../../../tests/fixtures/grim.csv").lines().skip(1);
        let mut outcomes = [0, 0];
        for case in cases {
            let [printed, n, possible] = case.split(',').collect::<Vec<_>>()[..] else { panic!("{case}") };
            let quantity = Quantity::parse(printed).expect(case);
            let found = some_count_gives(&quantity, n.parse().expect(case));
            assert_eq!(found, Some(possible == "true"), "{case}");
            outcomes[usize::from(possible == "true")] += 1;
        }
        assert_eq!(outcomes, [500, 500]);
    }
}
