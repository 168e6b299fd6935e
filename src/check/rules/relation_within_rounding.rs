//! A relation that holds only because figures are rounded: information.

use super::{Rule, Subject};
use crate::{
    check::Outcome,
    diag::{At, Finding, RuleId, Words},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("relation-within-rounding"),
    what: Words::fixed(
        "勾稽关系只在印出的精度内成立（提示，不算问题）。",
        "Notes relations that hold only within the printed precision; nothing is wrong with them.",
    ),
    why: Words::fixed(
        "约数和四舍五入的数字之间，等式只能核对到印出的位数；编辑应当知道这一点，不必修改。",
        "Between rounded or approximate figures an equation can be checked only to the printed places; an editor \
         should know, and need not change anything.",
    ),
    example: Words::fixed(
        "relations:\n  - employment.back_to_work / employment.registered = employment.rate\n\
              # 2227人 ÷ 2238人 = 99.508%，与 99.51% 在印出的精度内相符",
        "relations:\n  - employment.back_to_work / employment.registered = employment.rate\n\
              # 2227人 ÷ 2238人 = 99.508%, which agrees with 99.51% within the printed precision",
    ),
    mend: Words::fixed(
        "不必改。这条提示只在 xianzhi check 中列出。",
        "Nothing to mend. The note appears in xianzhi check only.",
    ),
    check,
};

const WITHIN: Words =
    Words::fixed("勾稽关系在印出的精度内成立", "the relation holds within the printed precision");

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (article, verdicts) in subject.catalog.articles.iter().zip(subject.verdicts) {
        for (relation, verdict) in article.relations.iter().zip(verdicts) {
            let Ok(verdict) = verdict else { continue };
            if verdict.outcome == Outcome::Rounding {
                let at = At::value(article.file, &relation.path);
                findings.push(Finding::note(RULE.id, at, WITHIN).label(verdict.sentence.clone()));
            }
        }
    }
}
