//! A relation that no value within the printed precision fulfils.

use super::{Rule, Subject};
use crate::{
    check::Outcome,
    diag::{At, Finding, RuleId, Words},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("relation-contradicts"),
    what: Words::fixed(
        "勾稽关系在印出的精度内不成立。",
        "Finds relations that no values within the printed precision fulfil.",
    ),
    why: Words::fixed(
        "要么登记时抄错了数字，要么来源自己的数字对不上；两种情况读者都应当知道。",
        "Either a figure was copied wrongly, or the source's own figures disagree; the reader should know of both.",
    ),
    example: Words::fixed(
        "relations:\n  - employment.out_of_province + employment.in_province = employment.back_to_work\n\
              # 664人 + 1050人 = 1,714人，而总数印的是 2227人",
        "relations:\n  - employment.out_of_province + employment.in_province = employment.back_to_work\n\
              # 664人 + 1050人 = 1,714人, but the total is printed as 2227人",
    ),
    mend: Words::fixed(
        "先对照来源核对每个数字和行号。确认来源如此的，写成 {relation: …, known: 说明}，页面会照实显示；不改来源的数字。",
        "Compare every figure and its lines with the source first. Where the source has it so, write \
         {relation: …, known: why}; the page shows it as it is. The source's figures are not changed.",
    ),
    check,
};

const CONTRADICTS: Words = Words::fixed("勾稽关系不成立", "the relation does not hold");
const HELP: Words = Words::fixed(
    "对照来源核对数字；确认来源如此的，写成 {relation: …, known: 说明}",
    "compare the figures with the source; where the source has it so, write {relation: …, known: why}",
);

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (article, verdicts) in subject.catalog.articles.iter().zip(subject.verdicts) {
        for (relation, verdict) in article.relations.iter().zip(verdicts) {
            let Ok(verdict) = verdict else { continue };
            if verdict.outcome == Outcome::Contradicts && relation.known.is_none() {
                findings.push(
                    Finding::error(RULE.id, At::value(article.file, &relation.path), CONTRADICTS)
                        .label(verdict.sentence.clone())
                        .help(HELP),
                );
            }
        }
    }
}
