//! Two articles that disagree about the same figure.

use std::collections::HashMap;

use super::{Rule, Subject};
use crate::diag::{Finding, RuleId, Words, say};

pub(super) const RULE: Rule = Rule {
    id: RuleId("conflicting-observations"),
    what: Words::fixed(
        "两篇报道对同一地区、同一指标、同一时期给出的数字不相容。",
        "Two articles give figures that cannot both hold for one place, one metric and one period.",
    ),
    why: Words::fixed(
        "两个数字不可能都对，或者口径不同；页面会把两个都显示出来，编辑应当先核对。",
        "Not both can be right, or they count different things; the pages show both, and an editor should \
         look first.",
    ),
    example: Words::fixed(
        "# 甲报道：{metric: poverty.rate, value: 0.94%, period: 2019}\n\
              # 乙报道：{metric: poverty.rate, value: 1.2%, period: 2019}",
        "# article A: {metric: poverty.rate, value: 0.94%, period: 2019}\n\
              # article B: {metric: poverty.rate, value: 1.2%, period: 2019}",
    ),
    mend: Words::fixed(
        "对照两篇来源核对。口径不同的，在 note 里写明或改用局部指标；来源确实互相矛盾的，保留两条。",
        "Compare both with their sources. If they count different things, say so in note or use a local \
         metric; if the sources contradict each other, keep both.",
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
            let (first, second) = (&other.quantity.printed, &o.quantity.printed);
            let message = say!(
                ("{}（{}）两篇报道不一致：{first} 与 {second}", metric.label, o.period.label()),
                ("two articles disagree on {} ({}): {first} and {second}", metric.id, o.period)
            );
            findings.push(
                Finding::warning(RULE.id, subject.value_of(o), message)
                    .also(subject.value_of(other), say!("另一篇在这里", "the other article is here"))
                    .help(say!(
                        "对照来源核对；口径不同的写 note 或改用局部指标",
                        "compare both with their sources; if they count different things, say so in note or use \
                         a local metric"
                    )),
            );
        }
        same.push(ix);
    }
}
