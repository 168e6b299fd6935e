//! A change in the ledger after which the record was changed once more, and nobody wrote it down.

use super::{Rule, Subject};
use crate::{
    diag::{At, FileId, Finding, RuleId, Words, say},
    model::{Altered, Catalog, Field, How, Recorded},
    quantity::fold,
    read::LEDGER,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("stale-change"),
    what: Words::fixed(
        "content/changes.yaml 里对一个数字最后的一条改动，与现在的登记不符。",
        "What content/changes.yaml says last of a figure is not what its record says now.",
    ),
    why: Words::fixed(
        "读者在“改动”页上看到的是“3206人 → 3026人”，点过去的记录却是另一个数：改了登记而没有记下来。",
        "Readers are told that a figure became 3026, follow the link, and find another: the record was changed and nobody wrote \
         it down.",
    ),
    example: Words::fixed(
        "# 登记的是 3025人\nchanges:\n  - date: 2026-11-26\n    figures:\n      - {article: 430503-daxiang-2020, figure: \
         employment.labour-2020, change: changed, field: value, from: 3206人, to: 3026人}",
        "# the record says 3025人\nchanges:\n  - date: 2026-11-26\n    figures:\n      - {article: 430503-daxiang-2020, figure: \
         employment.labour-2020, change: changed, field: value, from: 3206人, to: 3026人}",
    ),
    mend: Words::fixed(
        "登记又改过的，运行 xianzhi diff 上一版 --record 再记一条，从前的不动；记错了的，改过来。",
        "If the record was changed again, add an entry with xianzhi diff REVISION --record and leave the old one; if the entry is \
         wrong, mend it.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if !subject.complete {
        return; // a record that could not be read is not gone
    }
    let Some(file) = subject.sources.find(LEDGER) else { return };
    let all = subject.catalog.ledger.entries().iter().flat_map(|entry| &entry.changes);
    findings.extend(all.filter(|change| change.is_latest).filter_map(|c| stale(subject.catalog, file, c)));
}

fn stale(catalog: &Catalog, file: FileId, change: &Recorded) -> Option<Finding> {
    let Altered { article, figure, how, to, field, .. } = &change.altered;
    let what = figure.as_ref().unwrap_or(article);
    let is_there = if figure.is_some() { change.figure.is_some() } else { change.article.is_some() };
    let (at, message) = match how {
        How::Removed if is_there => (
            "change",
            say!("{what} 记作删去，登记里还有", "{what} is said to be removed, and is still recorded"),
        ),
        How::Removed => return None,
        How::Added | How::Changed if !is_there => (
            if figure.is_some() { "figure" } else { "article" },
            say!("登记里已经没有 {what}", "{what} is not recorded any more"),
        ),
        How::Added | How::Changed => {
            let now = now(catalog, change);
            let told = to.as_deref();
            let field = field.unwrap_or(Field::Value);
            // Of an article that came the ledger gives the title, which is no part of what was changed.
            if (figure.is_none() && *how == How::Added) || is_same(field, told, now.as_deref()) {
                return None;
            }
            let (told, now) = (told.unwrap_or("—"), now.as_deref().unwrap_or("—"));
            let at = if to.is_some() { "to" } else { "change" };
            (
                at,
                say!(
                    "{what} 最后记的是 {told}，现在登记的是 {now}",
                    "{what} is said to be {told} since; the record says {now}"
                ),
            )
        }
    };
    let finding = Finding::warning(RULE.id, At::value(file, format!("{}.{at}", change.path)), message);
    Some(finding.help(Words::fixed(
        "登记又改过的，再记一条（xianzhi diff --record）；这一条写错了的，改过来",
        "if the record was changed again, add an entry (xianzhi diff --record); if this entry is wrong, mend it",
    )))
}

/// What the record says now where the change says that it was changed.
fn now(catalog: &Catalog, change: &Recorded) -> Option<String> {
    let field = change.altered.field;
    match change.figure {
        Some(figure) => catalog.said_of_figure(figure, field.unwrap_or(Field::Value)),
        None => catalog.said_of_article(change.article?, field?),
    }
}

fn is_same(field: Field, told: Option<&str>, now: Option<&str>) -> bool {
    match (field, told, now) {
        (Field::Value, Some(told), Some(now)) => fold(told).text == fold(now).text,
        // What an entry does not say cannot be wrong.
        (Field::Value, None, _) => true,
        _ => told == now,
    }
}
