//! An entry at the end of `content/changes.yaml`. What stands there already is not touched: the entry takes its indentation
//! and its line ends.

use std::{fmt::Write as _, path::Path};

use anyhow::Result;

use super::{write_mended, write_new};
use crate::{
    derive::{Alteration, Concern},
    diag::Words,
    model::Altered,
    read::{LEDGER, RawArticleChange, RawChange, RawFigureChange, Text, quoted},
};

/// What stands at the head of a new ledger.
const HEAD: &str = "# 数字和报道的改动，读者在 changes.html 上看得到。xianzhi diff --record 在末尾加上新的一条。\nchanges:\n";

/// The text of the ledger with an entry at its end; of a new ledger, where there is none yet.
pub fn with_entry(before: Option<&str>, entry: &RawChange) -> String {
    let text = before.unwrap_or(HEAD);
    let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = text.to_owned();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str(eol);
    }
    let indent = text.lines().find_map(|line| Some(line.split_once("- ")?.0).filter(|s| s.trim().is_empty()));
    for line in lines(entry) {
        out.push_str(indent.unwrap_or("  "));
        out.push_str(&line);
        out.push_str(eol);
    }
    out
}

/// Differences that the ledger does not tell of yet, as an entry of it, `signed` with day, editor and reason; nothing where
/// it tells of all. What editors decide, and what metrics are called, stands in files of its own.
pub fn entry_of<'a>(
    differences: impl IntoIterator<Item = &'a Alteration>,
    signed: RawChange,
) -> Option<RawChange> {
    let text = |said: &Option<String>| said.as_deref().map(|said| Text(said.into()));
    let own = |text: &str| Some(Text(text.into()));
    let mut entry = signed;
    for (concern, altered) in differences.into_iter().map(|a| (a.concern, &a.altered)) {
        let Altered { article, figure, was, label, how, field, from, to } = altered;
        let (article, change, field) = (own(article), own(how.id()), field.and_then(|f| own(f.id())));
        let (from, to) = (text(from), text(to));
        match concern {
            Concern::Article => entry.articles.push(RawArticleChange { article, change, field, from, to }),
            Concern::Figure => {
                let (figure, was, label) = (text(figure), text(was), text(label));
                entry.figures.push(RawFigureChange { article, figure, was, label, change, field, from, to });
            }
            Concern::Metric | Concern::Correction | Concern::Ruling => {}
        }
    }
    (!entry.articles.is_empty() || !entry.figures.is_empty()).then_some(entry)
}

/// Writes the ledger into the site in `root`, where `before` was read, or nothing stood.
///
/// # Errors
/// Where something else stands there by now, or the file cannot be written: it is as it was.
pub fn write_ledger(root: &Path, before: Option<&str>, after: &str) -> Result<()> {
    match before {
        Some(before) => write_mended(root, LEDGER, before, after),
        None => {
            let instead = Words::fixed(
                "它是刚才才有的，再运行一次",
                "it has just come into being; run the command again",
            );
            write_new(&root.join(LEDGER), after.as_bytes(), &instead)
        }
    }
}

/// An entry, line by line, as an item of a list.
pub fn lines(entry: &RawChange) -> Vec<String> {
    let RawChange { date, editor, reason, articles, figures } = entry;
    let mut lines = Vec::new();
    for (name, text) in [("date", date), ("editor", editor), ("reason", reason)] {
        let mark = if lines.is_empty() { "- " } else { "  " };
        lines.extend(text.as_ref().map(|text| format!("{mark}{name}: {}", scalar(&text.0))));
    }
    let rows: Vec<String> = articles.iter().map(article).collect();
    list("articles", rows, &mut lines);
    list("figures", figures.iter().map(figure).collect(), &mut lines);
    lines
}

fn list(name: &str, rows: Vec<String>, lines: &mut Vec<String>) {
    if !rows.is_empty() {
        lines.push(format!("  {name}:"));
        lines.extend(rows.into_iter().map(|row| format!("    - {row}")));
    }
}

fn article(row: &RawArticleChange) -> String {
    let RawArticleChange { article, change, field, from, to } = row;
    fields(&[("article", article), ("change", change), ("field", field), ("from", from), ("to", to)])
}

fn figure(row: &RawFigureChange) -> String {
    let RawFigureChange { article, figure, was, label, change, field, from, to } = row;
    fields(&[
        ("article", article),
        ("figure", figure),
        ("was", was),
        ("label", label),
        ("change", change),
        ("field", field),
        ("from", from),
        ("to", to),
    ])
}

/// `{article: 430503-daxiang-2020, change: added}`
fn fields(all: &[(&str, &Option<Text>)]) -> String {
    let mut out = String::from("{");
    for (name, text) in all.iter().filter_map(|(name, text)| Some((name, text.as_ref()?))) {
        let comma = if out.len() > 1 { ", " } else { "" };
        let _ = write!(out, "{comma}{name}: {}", scalar(&text.0));
    }
    out.push('}');
    out
}

/// A text as a YAML scalar, quoted where it may be taken for anything else.
fn scalar(text: &str) -> String {
    let is_bare = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '.' | '-' | '/' | '_' | '~' | '%' | '。' | '、' | '；' | '（' | '）')
    };
    let is_plain = text.chars().all(is_bare)
        && text.starts_with(char::is_alphanumeric)
        && !text.eq_ignore_ascii_case("null");
    if is_plain { text.to_owned() } else { quoted(text) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::read_ledger;

    /// What an editor may have written: values, prose, what YAML takes for something else.
    fn text() -> impl Strategy<Value = Option<Text>> {
        let said = prop_oneof![
            "[ -~]{1,12}",
            "[0-9]{1,4}人",
            "[一-三，、：“”#{}'\"]{1,8}",
            "true|null|1\\.50|0x1|~|2020~"
        ];
        said.prop_map(|said| Some(Text(said.into())))
    }

    /// What stands where a date, a name or a record's address belongs.
    fn code() -> impl Strategy<Value = Option<Text>> {
        "[a-z0-9][a-z0-9._-]{0,12}|2026-11-2[0-9]|1e[0-9]".prop_map(|code| Some(Text(code.into())))
    }

    prop_compose! {
        fn entry()(
            codes in proptest::array::uniform4(code()),
            [editor, to, from] in proptest::array::uniform3(text()),
            reason in "核对[一-三a-z，。：；# -]{0,8}",
            with_article in any::<bool>(),
        ) -> RawChange {
            let [date, article, figure, was] = codes;
            let reason = Some(Text(reason.into()));
            let change = Some(Text("changed".into()));
            let of_article = RawArticleChange { article: article.clone(), change: change.clone(), ..Default::default() };
            let figures = vec![RawFigureChange { article, figure, was, change, from, to, ..Default::default() }];
            let articles = with_article.then_some(of_article).into_iter().collect();
            RawChange { date, editor, reason, articles, figures }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_is_read(entries in proptest::collection::vec(entry(), 1..4)) {
            let mut text: Option<String> = None;
            for (n, entry) in entries.iter().enumerate() {
                let after = with_entry(text.as_deref(), entry);
                prop_assert!(after.starts_with(text.as_deref().unwrap_or(HEAD)));
                let read = read_ledger(&after).map(|ledger| ledger.changes);
                prop_assert_eq!(read.as_deref(), Some(&entries[..=n]), "{}", after);
                text = Some(after);
            }
        }
    }

    #[test]
    fn an_entry_takes_the_form_of_those_before_it() {
        let entry = RawChange { date: Some(Text("2026-11-26".into())), ..RawChange::default() };
        for (before, added) in [
            ("changes:\n- date: 2025-01-01\n", "- date: 2026-11-26\n"),
            ("changes:\r\n    - date: 2025-01-01", "\r\n    - date: 2026-11-26\r\n"),
            ("changes:\n", "  - date: 2026-11-26\n"),
        ] {
            assert_eq!(with_entry(Some(before), &entry), format!("{before}{added}"));
        }
    }
}
