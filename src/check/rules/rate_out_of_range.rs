//! A share below 0 or above 100 %.

use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words},
    model::Kind,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("rate-out-of-range"),
    what: Words::fixed("比率（kind: rate）小于 0 或大于 100%。增速、增幅除外。", ""),
    why: Words::fixed("占比不可能超出 0 到 100%，多半是漏了小数点或把增长率当成了占比。", ""),
    example: Words::fixed("metrics:\n  - {metric: employment.rate, value: 9951%, lines: 20-21}", ""),
    mend: Words::fixed("对照来源核对小数点和单位。增长率用名称里带“增速”“增长”或“增幅”的指标。", ""),
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
            let message = format!("{} {} 超出 0～100%", metric.label, o.quantity.printed);
            findings.push(
                Finding::error(RULE.id, subject.value_of(o), message)
                    .help("核对小数点和单位；增长率换用增速类指标"),
            );
        }
    }
}
