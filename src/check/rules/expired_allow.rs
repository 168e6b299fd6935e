//! `allow:` whose last day has passed.

use super::{Rule, Subject};
use crate::diag::{At, Finding, RuleId, Words, say};

pub(super) const RULE: Rule = Rule {
    id: RuleId("expired-allow"),
    what: Words::fixed(
        "allow 里的一条写了 until，这一天已经过去，不再起作用。",
        "An entry of `allow` has an `until` that has passed: it accepts nothing any more.",
    ),
    why: Words::fixed(
        "写了期限，就是说到时候要再看一次；它接受的提示重新显示出来。",
        "A term says that somebody is to look again; what the entry accepted is shown again.",
    ),
    example: Words::fixed(
        "allow:\n  - {rule: unbound-number, about: 12, reason: 等新的报道, until: 2020-06}",
        "allow:\n  - {rule: unbound-number, about: 12, reason: a new report is due, until: 2020-06}",
    ),
    mend: Words::fixed(
        "重新看过，能改的改好，删去这一条；还要接受的，把 until 改到以后。",
        "Look again: mend what can be mended and take the entry out, or put until to a later day.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for allowance in &subject.catalog.allowances {
        let Some(until) = allowance.until.filter(|until| until.is_over(subject.today)) else { continue };
        let at = At::value(allowance.file, format!("{}.until", allowance.path));
        let message = say!(
            ("这一条只到 {until} 为止，已经不起作用"),
            ("this entry held until {until} and accepts nothing any more")
        );
        findings.push(Finding::warning(RULE.id, at, message).help(Words::fixed(
            "重新看过，删去这一条；还要接受的，把 until 改到以后",
            "look again and take the entry out, or put until to a later day",
        )));
    }
}
