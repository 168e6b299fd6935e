//! Fixes of findings, put together into patches of files, and a patch applied to a text. Pure: who reads and who writes
//! the files is not known here.
//!
//! Never: an edit outside of what may be mended of a file ([`SourceFile::mendable`]), half of a fix, or a byte changed
//! that no edit names.

use std::{collections::BTreeMap, ops::Range};

use super::{
    finding::{At, Finding},
    source::{FileId, SourceFile, SourceMap},
    words::Words,
};

/// Bytes of a text that give way to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is replaced; empty where something is put in.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
    /// Which finding it mends.
    pub why: Words,
}

/// What is to be changed in one file: in order, no two changes touching the same byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The file.
    pub file: FileId,
    /// Never empty.
    pub changes: Vec<Change>,
}

/// The fixes of findings that can be carried out together. Where two are at odds, the one of the finding that comes
/// first is taken; the other has to wait until the files are read again.
pub fn patches(findings: &[Finding], sources: &SourceMap) -> Vec<Patch> {
    let mut files: BTreeMap<FileId, Vec<Change>> = BTreeMap::new();
    for finding in findings {
        let Some(changes) = changes_of(finding, sources) else { continue };
        let free = |(file, change): &(FileId, Change)| {
            files
                .get(file)
                .is_none_or(|taken| taken.iter().all(|other| !at_odds(&other.range, &change.range)))
        };
        if changes.iter().all(free) {
            for (file, change) in changes {
                files.entry(file).or_default().push(change);
            }
        }
    }
    let in_order = |(file, mut changes): (FileId, Vec<Change>)| {
        changes.sort_by_key(|c| (c.range.start, c.range.end));
        Patch { file, changes }
    };
    files.into_iter().map(in_order).collect()
}

/// The edits of a finding, or nothing where one of them may not be made, or all leave the text as it is.
fn changes_of(finding: &Finding, sources: &SourceMap) -> Option<Vec<(FileId, Change)>> {
    let mut changes = Vec::new();
    for edit in &finding.fix {
        let At::Span(span) = &edit.at else { return None };
        let range = span.range();
        if !may_change(sources.file(span.file), &range) {
            return None;
        }
        changes.push((span.file, Change { range, text: edit.text.clone(), why: finding.message.clone() }));
    }
    let changed = |(file, c): &(FileId, Change)| sources.file(*file).text[c.range.clone()] != c.text;
    changes.iter().any(changed).then_some(changes)
}

fn may_change(file: &SourceFile, range: &Range<usize>) -> bool {
    let mendable = &file.mendable;
    let within = range.start >= mendable.start && range.end <= mendable.end;
    !mendable.is_empty() && within && range.start <= range.end && file.text.get(range.clone()).is_some()
}

/// Whether two changes cannot both be made: they share a byte, or one puts something in where the other ends or begins,
/// so that their order would matter.
pub(crate) fn at_odds(a: &Range<usize>, b: &Range<usize>) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start <= b.end && b.start <= a.end
    } else {
        a.start < b.end && b.start < a.end
    }
}

/// The text with the changes made, which are in order and do not overlap.
pub fn apply(text: &str, changes: &[Change]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for change in changes {
        mended.push_str(&text[at..change.range.start]);
        mended.push_str(&change.text);
        at = change.range.end;
    }
    mended.push_str(&text[at..]);
    mended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{RuleId, Span};

    const TEXT: &str = "---\ntitle：甲\n---\n正文：乙\n";

    fn site() -> (SourceMap, FileId) {
        let mut sources = SourceMap::default();
        let body = TEXT.find("正文").unwrap();
        let file = SourceFile {
            path: "a.md".into(),
            text: TEXT.into(),
            yaml: 4..16,
            mendable: 0..body,
            ..SourceFile::default()
        };
        let id = sources.add(file);
        (sources, id)
    }

    fn finding(file: FileId, edits: &[(Range<usize>, &str)]) -> Finding {
        let at = |range: &Range<usize>| At::Span(Span::new(file, range.clone()));
        let start = Finding::error(RuleId("misplaced-sign"), at(&edits[0].0), Words::fixed("错", "wrong"));
        edits.iter().fold(start, |f, (range, text)| f.fix(at(range), *text))
    }

    fn mended(findings: &[Finding], sources: &SourceMap) -> String {
        match &patches(findings, sources)[..] {
            [] => TEXT.to_owned(),
            [patch] => apply(TEXT, &patch.changes),
            more => panic!("{more:?}"),
        }
    }

    #[test]
    fn edits_change_the_bytes_they_name_and_no_others() {
        let (sources, file) = site();
        let colon = TEXT.find('：').unwrap();
        let findings = [
            finding(file, &[(colon..colon + 3, ": ")]),
            finding(file, &[(colon + 3..colon + 3, "\""), (colon + 6..colon + 6, "\"")]),
            finding(file, &[(0..0, "\n")]),
        ];
        assert_eq!(mended(&findings[..1], &sources), "---\ntitle: 甲\n---\n正文：乙\n");
        // The second puts something in where the first ends, and waits.
        assert_eq!(mended(&findings, &sources), "\n---\ntitle: 甲\n---\n正文：乙\n");
        assert_eq!(mended(&findings[1..2], &sources), "---\ntitle：\"甲\"\n---\n正文：乙\n");
    }

    #[test]
    fn no_edit_reaches_a_body() {
        let (sources, file) = site();
        let body = TEXT.find("正文").unwrap();
        for range in [body..body + 3, body - 1..body + 3, body + 3..body + 3, TEXT.len()..TEXT.len() + 9] {
            let reaching = finding(file, &[(4..9, "titel"), (range.clone(), "x")]);
            assert_eq!(mended(&[reaching], &sources), TEXT, "{range:?}");
        }
    }

    #[test]
    fn an_edit_inside_a_character_is_none() {
        let (sources, file) = site();
        let colon = TEXT.find('：').unwrap();
        assert_eq!(mended(&[finding(file, &[(colon + 1..colon + 2, "")])], &sources), TEXT);
    }

    #[test]
    fn an_edit_that_changes_nothing_is_none() {
        let (sources, file) = site();
        assert_eq!(patches(&[finding(file, &[(4..9, "title")])], &sources), []);
    }

    #[test]
    fn of_two_fixes_at_odds_the_first_is_made_whole_and_the_other_not_at_all() {
        let (sources, file) = site();
        let (first, second) = (finding(file, &[(4..6, "TI")]), finding(file, &[(0..3, "+++"), (5..7, "xx")]));
        assert_eq!(mended(&[first, second], &sources), TEXT.replacen("ti", "TI", 1));
    }
}
