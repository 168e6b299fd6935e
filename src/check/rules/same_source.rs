//! Two articles on one place from the same source: a copy that was forgotten.

use std::collections::HashMap;

use super::{Rule, Subject};
use crate::diag::{At, Finding, RuleId, Words, say};

pub(super) const RULE: Rule = Rule {
    id: RuleId("same-source"),
    what: Words::fixed(
        "同一个地区的两篇报道出自同一个来源文件。",
        "Two articles on one place come from the same source file.",
    ),
    why: Words::fixed(
        "同一篇来源登记两次，数字会重复计算，覆盖率也不对；多半是复制了文件还没有改。",
        "With one source recorded twice, its figures are counted twice and the coverage is wrong; as a \
         rule a file was copied and not yet changed.",
    ),
    example: Words::fixed(
        "# a.md 和 b.md 的 place 相同，origin.sha256 也相同",
        "# a.md and b.md have the same place and the same origin.sha256",
    ),
    mend: Words::fixed(
        "复制来作样子的，改好 place、origin 和 metrics；重复的，删去一篇。",
        "If one was copied as a pattern, change its place, origin and metrics; if it is there twice, \
         delete one.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let mut seen = HashMap::new();
    for article in &subject.catalog.articles {
        // Zeros stand for a digest that is not known yet.
        if article.origin.sha256.bytes().all(|digit| digit == b'0') {
            continue;
        }
        let first = *seen.entry((article.place, article.origin.sha256.as_str())).or_insert(article.file);
        if first != article.file {
            let at = At::value(article.file, "origin.sha256");
            findings.push(
                Finding::warning(
                    RULE.id,
                    at,
                    say!("两篇报道的来源是同一个文件", "two articles have the same source file"),
                )
                .also(At::value(first, "origin.sha256"), say!("另一篇在这里", "the other article is here"))
                .help(say!(
                    "复制来的改好 place、origin 和 metrics；重复的删去一篇",
                    "change the place, origin and metrics of a copy; delete one that is there twice"
                )),
            );
        }
    }
}
