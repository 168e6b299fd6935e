//! Two articles that disagree about the same figure.

use std::collections::HashMap;

use super::{Rule, Subject};
use crate::diag::{Finding, RuleId, Words};

pub(super) const RULE: Rule = Rule {
    id: RuleId("conflicting-observations"),
    what: Words::fixed("两篇报道对同一地区、同一指标、同一时期给出的数字不相容。", ""),
    why: Words::fixed("两个数字不可能都对，或者口径不同；页面会把两个都显示出来，编辑应当先核对。", ""),
    example: Words::fixed(
        "# 甲报道：{metric: poverty.rate, value: 0.94%, period: 2019}\n\
              # 乙报道：{metric: poverty.rate, value: 1.2%, period: 2019}",
        "",
    ),
    mend: Words::fixed(
        "对照两篇来源核对。口径不同的，在 note 里写明或改用局部指标；来源确实互相矛盾的，保留两条。",
        "",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let mut seen: HashMap<_, Vec<_>> = HashMap::new();
    for ix in catalog.observation_ids() {
        let o = catalog.observation(ix);
        if !catalog.metric(o.metric).is_catalogued() {
            continue;
        }
        let same = seen.entry((catalog.place_of(ix), o.metric, o.period.plain(), o.kind)).or_default();
        for other in same.iter().map(|ix| catalog.observation(*ix)) {
            if other.article == o.article || other.quantity.interval.overlaps(&o.quantity.interval) {
                continue;
            }
            let metric = catalog.metric(o.metric);
            let message = format!(
                "{}（{}）两篇报道不一致：{} 与 {}",
                metric.label,
                o.period.label(),
                other.quantity.printed,
                o.quantity.printed
            );
            findings.push(
                Finding::warning(RULE.id, subject.value_of(o), message)
                    .also(subject.value_of(other), "另一篇在这里")
                    .help("对照来源核对；口径不同的写 note 或改用局部指标"),
            );
        }
        same.push(ix);
    }
}
