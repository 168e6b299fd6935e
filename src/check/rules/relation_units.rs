//! A relation whose sides cannot be compared.

use super::{Rule, Subject};
use crate::diag::{At, Finding, RuleId, Words};

pub(super) const RULE: Rule = Rule {
    id: RuleId("relation-units"),
    what: Words::fixed("勾稽关系的单位对不上，或除数可能是 0，算不出结果。", ""),
    why: Words::fixed("人和户相加、元和亩比较没有意义，多半是写错了指标编号。", ""),
    example: Words::fixed(
        "relations:\n  - poverty.lifted_people + poverty.lifted_households = poverty.registered_people\n\
              # 人和户不能相加",
        "",
    ),
    mend: Words::fixed(
        "换成单位相合的指标。人 ÷ 人 得比率，元 ÷ 户 得元/户；每月乘 12 得每年的，两边都要用同一种单位。",
        "",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (article, verdicts) in subject.catalog.articles.iter().zip(subject.verdicts) {
        for (relation, verdict) in article.relations.iter().zip(verdicts) {
            if let Err(why) = verdict {
                findings.push(
                    Finding::error(RULE.id, At::value(article.file, &relation.path), "勾稽关系算不出结果")
                        .label(why.0.clone())
                        .help("换成单位相合的指标；人 ÷ 人 得比率，元 ÷ 户 得元/户"),
                );
            }
        }
    }
}
