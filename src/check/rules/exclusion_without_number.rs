//! An exclusion that holds no number: a suppression that hides nothing.

use super::{Rule, Subject};
use crate::diag::{At, Finding, RuleId, Words, say};

pub(super) const RULE: Rule = Rule {
    id: RuleId("exclusion-without-number"),
    what: Words::fixed(
        "exclude 里的文字没有数字，排除不了什么。",
        "The text of an entry under exclude holds no number, so that it excludes nothing.",
    ),
    why: Words::fixed(
        "exclude 说明来源里哪些数字不是观测值；没有数字的一条什么也没有说明，多半是 text 抄漏了。",
        "exclude says which numbers of the source are no observations; an entry without a number says \
         nothing, and as a rule its text was copied in part only.",
    ),
    example: Words::fixed(
        "exclude:\n  - {text: 结对帮扶, lines: 13-14, reason: slogan}",
        "exclude:\n  \
              - {text: 结对帮扶, lines: 13-14, reason: slogan}",
    ),
    mend: Words::fixed(
        "text 照抄带数字的那几个字，例如 一对一结对帮扶；本来就没有数字的，删去这一条。",
        "Copy the words with the number into text, for example “一对一结对帮扶”; if there is no number, delete \
         the entry.",
    ),
    check,
};

/// Chinese numerals; Arabic ones of either width are digits to Unicode.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两半廿卅";

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for article in &subject.catalog.articles {
        for (i, exclusion) in article.exclusions.iter().enumerate() {
            if exclusion.text.chars().any(|c| c.is_numeric() || NUMERALS.contains(c)) {
                continue;
            }
            let at = At::value(article.file, format!("exclude[{i}].text"));
            let text = &exclusion.text;
            let message = say!(
                "“{text}”里没有数字，不必排除",
                "there is no number in “{text}”, so that nothing needs excluding"
            );
            findings.push(Finding::warning(RULE.id, at, message).help(say!(
                "照抄带数字的那几个字；本来就没有数字的，删去这一条",
                "copy the words with the number; if there is none, delete this entry"
            )));
        }
    }
}
