//! A ruling on a disagreement that is none, or none any more.

use super::{Rule, Subject};
use crate::diag::{At, Finding, RuleId, Words, say};

pub(super) const RULE: Rule = Rule {
    id: RuleId("settled-ruling"),
    what: Words::fixed(
        "content/rulings.yaml 里的裁定没有对象：所选的数字和别的报道没有分歧。",
        "A ruling in content/rulings.yaml has nothing to decide: no article contradicts the chosen figure.",
    ),
    why: Words::fixed(
        "登记改过以后，旧的裁定会让人以为还有两种说法，或者选的已经不是当初的那个数字。",
        "After the records were changed, an old ruling makes readers believe that sources still differ, or \
         chooses another figure than it was made for.",
    ),
    example: Words::fixed(
        "# 两篇报道都登记 0.25% 之后，还留着\n\
         rulings:\n  - {place: \"990101\", metric: poverty.rate, period: 2019, article: qingshi-2019, rule: official, \
         reason: …, editor: …, date: 2026-11-25}",
        "# after both articles record 0.25%, this still stands\n\
         rulings:\n  - {place: \"990101\", metric: poverty.rate, period: 2019, article: qingshi-2019, rule: official, \
         reason: …, editor: …, date: 2026-11-25}",
    ),
    mend: Words::fixed(
        "分歧已经没有了的，删去这一条；写错了时期或报道的，改过来。",
        "Delete the entry if the disagreement is gone; if its period or article is wrong, mend it.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if !subject.complete {
        return; // a figure that could not be read may be the other side
    }
    let catalog = subject.catalog;
    let Some(file) =
        subject.sources.files().find(|(_, f)| f.path == "content/rulings.yaml").map(|(id, _)| id)
    else {
        return;
    };
    for ruling in catalog.rulings.iter().filter(|r| !catalog.is_contradicted(r.chosen)) {
        let chosen = catalog.observation(ruling.chosen);
        let id = &catalog.metric(ruling.metric).id;
        let message = say!(
            ("{id}（{}）没有分歧，这条裁定是多余的", chosen.period.label()),
            ("no article contradicts {id} ({}): this ruling decides nothing", chosen.period)
        );
        let at = At::value(file, format!("rulings[{}]", ruling.position));
        findings.push(
            Finding::warning(RULE.id, at, message)
                .also(subject.value_of(chosen), Words::fixed("选的是这个数字", "this figure is chosen"))
                .help(Words::fixed(
                    "删去这一条，或改正时期和报道",
                    "delete the entry, or mend its period and article",
                )),
        );
    }
}
