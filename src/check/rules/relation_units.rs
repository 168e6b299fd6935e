//! A relation whose sides cannot be compared.

use super::{Rule, Subject};
use crate::diag::{At, Finding, RuleId, Words};

pub(super) const RULE: Rule = Rule {
    id: RuleId("relation-units"),
    what: Words::fixed(
        "勾稽关系的单位对不上，或除数可能是 0，算不出结果。",
        "Finds relations that have no result: their units do not fit, or a divisor may be 0.",
    ),
    why: Words::fixed(
        "人和户相加、元和亩比较没有意义，多半是写错了指标编号。",
        "People cannot be added to households, nor money compared with land; mostly a metric id is wrong.",
    ),
    example: Words::fixed(
        "relations:\n  - poverty.lifted_people + poverty.lifted_households = poverty.registered_people\n\
              # 人和户不能相加",
        "relations:\n  - poverty.lifted_people + poverty.lifted_households = poverty.registered_people\n\
              # people and households cannot be added",
    ),
    mend: Words::fixed(
        "换成单位相合的指标。人 ÷ 人 得比率，元 ÷ 户 得元/户；元/月 × 12个月 得元，元/月 × 12个月/年 得元/年。",
        "Use metrics whose units fit. “人” ÷ “人” is a share, “元” ÷ “户” is “元/户”; “元/月” × “12个月” is “元”, \
         “元/月” × “12个月/年” is “元/年”.",
    ),
    check,
};

const NO_RESULT: Words = Words::fixed("勾稽关系算不出结果", "the relation has no result");
const HELP: Words = Words::fixed(
    "换成单位相合的指标；人 ÷ 人 得比率，元 ÷ 户 得元/户，元/月 × 12个月 得元",
    "use metrics whose units fit; “人” ÷ “人” is a share, “元” ÷ “户” is “元/户”, “元/月” × “12个月” is “元”",
);

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (article, verdicts) in subject.catalog.articles.iter().zip(subject.verdicts) {
        for (relation, verdict) in article.relations.iter().zip(verdicts) {
            if let Err(why) = verdict {
                findings.push(
                    Finding::error(RULE.id, At::value(article.file, &relation.path), NO_RESULT)
                        .label(why.0.clone())
                        .help(HELP),
                );
            }
        }
    }
}
