//! An article without `published` on a site that tells what is new: its feed passes it over.

use super::{Rule, Subject};
use crate::diag::{At, Finding, RuleId, Words, say};

pub(super) const RULE: Rule = Rule {
    id: RuleId("unannounced-article"),
    what: Words::fixed(
        "网站有订阅（写了 base_url，或别的报道写了 published），这篇报道却没有写 published（发布日期）。",
        "Finds articles without published (the day of publication) on a site that tells what is new: it has a base_url, or \
         other articles have the field.",
    ),
    why: Words::fixed(
        "订阅按发布日期排列。没有日期的报道不会出现在订阅里，订阅的读者不知道有它。",
        "A feed is ordered by days of publication. An article without one is left out, and those who follow the feed do not \
         learn of it.",
    ),
    example: Words::fixed(
        "title: 青石县：饮水与脱贫\n# 没有 published",
        "title: Qingshi County: water and poverty\n# no published",
    ),
    mend: Words::fixed(
        "加上 published: 2026-11-25，写第一次发布到网站的那一天；以后不改。",
        "Add published: 2026-11-25, the day on which the site first had it; it does not change later.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let articles = &subject.catalog.articles;
    if subject.catalog.site.base_url.is_none() && articles.iter().all(|a| a.published.is_none()) {
        return;
    }
    for article in articles.iter().filter(|a| a.published.is_none()) {
        let message = Words::fixed("订阅里不会有这篇报道", "the feed will not have this article");
        let today = subject.today;
        findings.push(Finding::note(RULE.id, At::File(article.file), message).help(say!(
            "加上 published: {today}（第一次发布到网站的那一天）",
            "add published: {today} (the day on which the site first has it)"
        )));
    }
}
