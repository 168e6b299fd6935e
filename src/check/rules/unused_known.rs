//! `known:` on a relation that holds: a suppression that hides nothing.

use super::{Rule, Subject};
use crate::{
    check::Outcome,
    diag::{At, Finding, RuleId, Words},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("unused-known"),
    what: Words::fixed(
        "成立的勾稽关系却写了 known（说明不成立的原因）。",
        "Finds known: (why a relation does not hold) on relations that do hold.",
    ),
    why: Words::fixed(
        "多余的说明会误导读者，也会在以后掩盖真正的错误。",
        "An explanation of nothing misleads readers, and would hide a real mistake later.",
    ),
    example: Words::fixed(
        "relations:\n  - {relation: poverty.lifted_people <= poverty.registered_people, known: 原文如此}\n\
              # 关系本来就成立",
        "relations:\n  - {relation: poverty.lifted_people <= poverty.registered_people, known: printed so}\n\
              # the relation holds anyway",
    ),
    mend: Words::fixed(
        "删去 known；如果数字改过，连说明一起改。",
        "Delete known; if the figures were changed, change the explanation with them.",
    ),
    check,
};

const UNUSED: Words =
    Words::fixed("这条勾稽关系成立，known 是多余的", "this relation holds, so known is of no use");
const HELP: Words = Words::fixed("删去 known", "delete known");

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (article, verdicts) in subject.catalog.articles.iter().zip(subject.verdicts) {
        for (i, (relation, verdict)) in article.relations.iter().zip(verdicts).enumerate() {
            let holds = verdict.as_ref().is_ok_and(|v| v.outcome != Outcome::Contradicts);
            if holds && relation.known.is_some() {
                let at = At::key(article.file, format!("relations[{i}].known"));
                findings.push(Finding::warning(RULE.id, at, UNUSED).help(HELP));
            }
        }
    }
}
