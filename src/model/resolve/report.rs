//! What all resolvers share: fields that must be there, words from a closed list, periods.

use super::{
    period_form::mended,
    rules::{MALFORMED_PERIOD, MISSING_FIELD, UNKNOWN_WORD},
    words::{meant, with_chinese},
};
use crate::{
    diag::{At, FileId, Finding, nearest},
    model::period::Period,
    read::{Gaps, Text},
};

/// Collects the findings of one file.
pub(super) struct Reporter<'a> {
    pub(super) file: FileId,
    pub(super) gaps: &'a Gaps,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl Reporter<'_> {
    pub(super) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The text of a field that must be there; a finding and nothing where it is not. `parent` is the YAML path of
    /// the record, empty for the file's own.
    pub(super) fn required<'t>(
        &mut self,
        field: &'t Option<Text>,
        parent: &str,
        name: &str,
    ) -> Option<&'t str> {
        let text = optional(field);
        if text.is_none() && !self.gaps.explain(parent, name) {
            let at = if parent.is_empty() { At::File(self.file) } else { At::value(self.file, parent) };
            let at = if field.is_some() { At::key(self.file, join(parent, name)) } else { at };
            self.push(
                Finding::error(MISSING_FIELD, at, format!("缺少 {name}"))
                    .help(format!("加上 {name}: …；写法见 docs/FORMAT.md")),
            );
        }
        text
    }

    /// One of the words of `all`.
    pub(super) fn word<T: Copy>(&mut self, text: &str, path: &str, all: &[(&'static str, T)]) -> Option<T> {
        if let Some((_, found)) = all.iter().find(|(word, _)| *word == text) {
            return Some(*found);
        }
        let near = || nearest(text, all.iter().map(|(word, _)| *word));
        let help = match (meant(text, all), near()) {
            (Some(word), _) => format!("{text}写作 {word}"),
            (None, Some(near)) => format!("是不是 {near}？"),
            (None, None) => {
                let words: Vec<String> = all.iter().map(|(word, _)| with_chinese(word)).collect();
                format!("可以写：{}", words.join("、"))
            }
        };
        let at = At::value(self.file, path);
        self.push(Finding::error(UNKNOWN_WORD, at, format!("不认识“{text}”")).help(help));
        None
    }

    /// A time period.
    pub(super) fn period(&mut self, text: &str, path: &str) -> Option<Period> {
        match Period::parse(text) {
            Ok(period) => Some(period),
            Err(error) => {
                let end = text[error.offset.min(text.len())..].chars().next().map_or(0, char::len_utf8);
                let at = At::within(self.file, path, error.offset..error.offset + end);
                let help = match mended(text) {
                    Some(form) => format!("写成 {form}"),
                    None => "时期写成 2019、2019-06、2018-12-10、2014/2018、2014/..，推断的加 ~（2020~），存疑的加 ?".to_owned(),
                };
                let message = format!("“{text}”不是时期");
                self.push(Finding::error(MALFORMED_PERIOD, at, message).label(error.message).help(help));
                None
            }
        }
    }
}

/// The text of a field, if it says anything.
pub(super) fn optional(field: &Option<Text>) -> Option<&str> {
    field.as_ref().map(|t| t.0.trim()).filter(|t| !t.is_empty())
}

/// The text of a field as an owned string, if it says anything.
pub(super) fn owned(field: &Option<Text>) -> Option<String> {
    optional(field).map(str::to_owned)
}

/// `parent.name`, or `name` at the top of a file.
pub(super) fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") }
}
