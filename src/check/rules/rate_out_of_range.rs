//! A share below 0 or above 100 %.

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words, say},
    model::Kind,
    quantity::{Base, Dimension, Interval, Quantity},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("rate-out-of-range"),
    what: Words::fixed(
        "比率（kind: rate）小于 0 或大于 100%。增速、增幅除外。",
        "A rate (kind: rate) is below 0 or above 100%. Rates of growth are exempt.",
    ),
    why: Words::fixed(
        "占比不可能超出 0 到 100%，多半是漏了小数点或把增长率当成了占比。",
        "A share cannot leave 0 to 100%; as a rule a decimal point is missing, or a rate of growth was \
         taken for a share.",
    ),
    example: Words::fixed(
        "metrics:\n  - {metric: employment.rate, value: 9951%, lines: 20-21}",
        "metrics:\n  \
              - {metric: employment.rate, value: 9951%, lines: 20-21}",
    ),
    mend: Words::fixed(
        "对照来源核对小数点和单位。增长率用名称里带“增速”“增长”或“增幅”的指标。",
        "Compare the decimal point and the unit with the source. For a rate of growth use a metric whose \
         label holds “增速”, “增长” or “增幅”.",
    ),
    check,
};

/// Words that mark a rate of change, which has no bounds.
const CHANGE: [&str; 8] = ["增速", "增长", "增幅", "降幅", "下降", "减少", "提高", "涨"];

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for o in &catalog.observations {
        let metric = catalog.metric(o.metric);
        // Percentage points are a change already.
        let share = o.kind == Kind::Rate && o.quantity.dimension() == Dimension::of(Base::Percent);
        if !share || CHANGE.iter().any(|word| metric.label.contains(word)) || is_share(&o.quantity) {
            continue;
        }
        let printed = &o.quantity.printed;
        let message = say!(
            ("{} {printed} 超出 0～100%", metric.label),
            ("{} {printed} lies outside 0–100%", metric.id)
        );
        findings.push(Finding::error(RULE.id, subject.value_of(o), message).help(Words::fixed(
            "核对小数点和单位；增长率换用增速类指标",
            "check the decimal point and the unit; a rate of growth takes a metric of growth",
        )));
    }
}

/// Whether every printed number is a share, and some value that they allow is: 100%以上 is, 超过100% is not.
fn is_share(quantity: &Quantity) -> bool {
    let shares = Interval::closed(Decimal::ZERO, Decimal::ONE_HUNDRED);
    let upper = quantity.upper.is_none_or(|upper| shares.contains(upper * quantity.unit.factor));
    shares.contains(quantity.base_value()) && upper && quantity.interval.overlaps(&shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_from_what_lies_outside() {
        for (printed, share) in [
            ("0%", true),
            ("100%", true),
            ("100.0%", true),
            ("100.1%", false),
            ("9951%", false),
            ("1000‰", true),
            ("1001‰", false),
            ("100%以上", true),
            ("超过100%", false),
            ("近100%", true),
            ("98%～105%", false),
            ("98%～100%", true),
            ("十成", true),
            ("十二成", false),
        ] {
            assert_eq!(is_share(&Quantity::parse(printed).unwrap()), share, "{printed}");
        }
    }
}
