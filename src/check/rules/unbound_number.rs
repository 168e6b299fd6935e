//! A number in our text that is bound to no observation.

use std::ops::Range;

use super::{Rule, Subject};
use crate::{
    diag::{At, FileId, Finding, RuleId, Span, Words, say},
    model::Body,
    quantity::{FigureKind, scan},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("unbound-number"),
    what: Words::fixed(
        "正文或提要里直接写了数字，没有用 {{ 指标编号 }} 引用。",
        "A body or a summary has a number written out, without {{ metric.id }}.",
    ),
    why: Words::fixed(
        "直接写的数字没有出处，记录改了它也不会跟着改。",
        "A number that is written out leads back to no source, and does not change when its record does.",
    ),
    example: Words::fixed(
        "全区有贫困劳动力3206人，其中登记就业{{ employment.registered }}。",
        "全区有贫困劳动力3206人，其中登记就业{{ employment.registered }}。",
    ),
    mend: Words::fixed(
        "在 metrics 里登记这个数字，正文改成 {{ 指标编号 }}。年份和日期可以直接写。",
        "Record the number under metrics and write {{ metric.id }} in the text. Years and dates may be \
         written out.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for article in &catalog.articles {
        let file = article.file;
        let in_summary = |range| At::within(file, "summary", range);
        check_body(&Words::fixed("提要", "summary"), &article.summary, &in_summary, findings);
        check_body(&Words::fixed("正文", "text"), &article.body, &in_body(file, &article.body), findings);
    }
    for table in &catalog.tables {
        check_body(&Words::fixed("正文", "text"), &table.body, &in_body(table.file, &table.body), findings);
    }
}

fn in_body(file: FileId, body: &Body) -> impl Fn(Range<usize>) -> At {
    let offset = body.offset;
    move |range| At::Span(Span::new(file, offset + range.start..offset + range.end))
}

/// `at` says where bytes of the text stand.
fn check_body(name: &Words, body: &Body, at: &dyn Fn(Range<usize>) -> At, findings: &mut Vec<Finding>) {
    for text in &body.texts {
        for part in without_bindings(&body.text, text) {
            for figure in scan(&body.text[part.clone()]) {
                if figure.kind == FigureKind::Time {
                    continue;
                }
                let at = at(part.start + figure.start..part.start + figure.end);
                let message = say!(
                    ("{}里的“{}”没有出处", name.zh, figure.printed),
                    ("“{}” in the {} leads back to no source", figure.printed, name.en)
                );
                findings.push(Finding::warning(RULE.id, at, message).help(Words::fixed(
                    "登记后用 {{ 指标编号 }} 引用；不是统计数字的，换个写法",
                    "record it and write {{ metric.id }}; if it is no statistic, put it in other words",
                )));
            }
        }
    }
}

/// The parts of a range of `text` between its bindings, also those that mean nothing: another finding speaks of them.
fn without_bindings(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    while let Some(open) = text[start..range.end].find("{{").map(|i| start + i) {
        parts.push(start..open);
        start = text[open..range.end].find("}}").map_or(range.end, |i| open + i + 2);
    }
    parts.push(start..range.end);
    parts
}
