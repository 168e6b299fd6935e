//! A share below 0 or above 100 %.

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words, say},
    model::Kind,
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
const CHANGE: [&str; 5] = ["增速", "增长", "增幅", "降幅", "涨"];

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for o in &catalog.observations {
        let metric = catalog.metric(o.metric);
        let share = o.kind == Kind::Rate && o.quantity.dimension().is_rate();
        if !share || CHANGE.iter().any(|word| metric.label.contains(word)) {
            continue;
        }
        let value = o.quantity.base_value();
        if value < Decimal::ZERO || value > Decimal::ONE_HUNDRED {
            let printed = &o.quantity.printed;
            let message = say!(
                ("{} {printed} 超出 0～100%", metric.label),
                ("{} {printed} is outside 0 to 100%", metric.id)
            );
            findings.push(Finding::error(RULE.id, subject.value_of(o), message).help(say!(
                "核对小数点和单位；增长率换用增速类指标",
                "check the decimal point and the unit; for a rate of growth use a metric of growth"
            )));
        }
    }
}
