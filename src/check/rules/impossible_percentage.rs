//! A percentage that no whole count gives: the GRIM test (Brown and Heathers, 2017) on a rate and its denominator.

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words, say},
    model::Observation,
    quantity::Interval,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("impossible-percentage"),
    what: Words::fixed(
        "百分比与分母不相容：没有哪个整数除以分母得到这个百分比（GRIM 检验）。",
        "A percentage does not fit its denominator: no whole number divided by the denominator gives it \
         (the GRIM test).",
    ),
    why: Words::fixed(
        "分子必是整数；凑不出来说明百分比、分母或小数位有一个不对，或者分母另有所指。",
        "The numerator must be a whole number; if none fits, the percentage, the denominator or a decimal \
         is wrong, or the percentage is taken of something else.",
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
            let n = whole.quantity.base_value();
            if some_count_gives(&rate.quantity.interval, n) != Some(false) {
                continue;
            }
            let metric = catalog.metric(rate.metric);
            let (percent, whole_count) = (&rate.quantity.printed, &whole.quantity.printed);
            let message = say!(
                ("{} {percent} 与分母 {whole_count} 不相容：没有整数能得到这个百分比", metric.label),
                (
                    "{} {percent} does not fit its denominator {whole_count}: no whole number gives it",
                    metric.id
                )
            );
            findings.push(
                Finding::warning(RULE.id, subject.value_of(rate), message)
                    .also(subject.value_of(whole), say!("分母在这里", "the denominator is here"))
                    .help(say!(
                        "核对百分比和分母；分母另有所指的，改用局部指标",
                        "check both; if the percentage is taken of something else, use a local metric"
                    )),
            );
        }
    }
}

/// Whether a whole number k exists with k ÷ n within `percent` (in hundredths); `None` where it cannot be said.
fn some_count_gives(percent: &Interval, n: Decimal) -> Option<bool> {
    if n <= Decimal::ZERO || n.fract() != Decimal::ZERO {
        return None;
    }
    let low = (percent.low? * n).checked_div(Decimal::ONE_HUNDRED)?;
    let first = low.ceil();
    let candidates = [first, first + Decimal::ONE];
    Some(candidates.iter().any(|k| percent.contains(*k * Decimal::ONE_HUNDRED / n)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;

    #[test]
    fn finds_percentages_that_no_count_gives() {
        for (percent, n, possible) in [
            ("99.51%", 2238, true),
            ("84.5%", 30, false),
            ("83.3%", 30, true),
            ("50%", 2, true),
            ("33%", 2, false),
            ("78.64%", 28156, true),
            ("0.3%", 100, false),
            ("100%", 7, true),
        ] {
            let interval = Quantity::parse(percent).expect("a percentage").interval;
            assert_eq!(some_count_gives(&interval, Decimal::from(n)), Some(possible), "{percent} of {n}");
        }
    }
}
