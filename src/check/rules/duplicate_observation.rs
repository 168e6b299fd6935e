//! The same metric, period and kind twice in one article.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diag::{At, Finding, RuleId, Words, say};

pub(super) const RULE: Rule = Rule {
    id: RuleId("duplicate-observation"),
    what: Words::fixed(
        "同一篇报道里，同一指标、同一时期、同一性质登记了两次。",
        "One article records the same metric, period and kind twice.",
    ),
    why: Words::fixed(
        "读者和表格不知道该用哪一个；多半是两个不同的数字用了同一个编号，或同一个数字印了两处。",
        "Readers and tables cannot know which to use; as a rule two different figures were given one id, \
         or one figure is printed in two places.",
    ),
    example: Words::fixed(
        "metrics:\n  - {metric: water.people, value: 14.16万人, lines: 83}\n  \
              - {metric: water.people, value: 1900人, lines: 102-104}",
        "metrics:\n  \
              - {metric: water.people, value: 14.16万人, lines: 83}\n  \
              - {metric: water.people, value: 1900人, lines: 102-104}",
    ),
    mend: Words::fixed(
        "同一个数字印了两处的，合成一条，lines 写两处；不同的数字，写明各自的 period，或改用另一个指标编号。",
        "If one figure is printed in two places, make one entry with both in lines; if the figures differ, \
         give each its own period or use another metric.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for article in &catalog.articles {
        let mut seen = BTreeMap::new();
        for ix in article.observation_ids() {
            let o = catalog.observation(ix);
            let Some(first) = seen.insert((o.metric, o.period.plain(), o.kind), o.position) else { continue };
            let metric = catalog.metric(o.metric);
            let at = |position: u32| At::value(article.file, format!("metrics[{position}]"));
            findings.push(
                Finding::error(
                    RULE.id,
                    at(o.position),
                    say!(
                        ("{}（{}）在{}登记了两次", metric.label, metric.id, o.period.label()),
                        ("{} is recorded twice for {}", metric.id, o.period)
                    ),
                )
                .also(at(first), say!("第一次在这里", "it is recorded first here"))
                .help(say!(
                    "同一数字印了两处的合成一条；不同的数字写明各自的 period 或 kind，或改用另一个编号",
                    "make one entry of a figure that is printed in two places; give different figures their own \
                     period or kind, or another metric"
                )),
            );
        }
    }
}
