//! What all resolvers share: fields that must be there, words from a closed list, periods, lines; and how
//! what is plainly meant is put right.

use std::{fmt::Display, ops::Range};

use super::{
    lines_form,
    period_form::mended,
    rules::{MALFORMED_ID, MALFORMED_LINES, MALFORMED_PERIOD, MISSING_FIELD, UNKNOWN_WORD},
    words::{meant, spellings, with_chinese},
};
use crate::{
    diag::{At, FileId, Finding, Words, half_width, near, say, toneless},
    model::{
        observation::Lines,
        period::{Date, Period},
    },
    read::{Gaps, Text, fault_of_plain_name},
};

/// How a date is written.
const DAY: Words = Words::fixed("写成 2026-11-25", "write it like 2026-11-25");

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
        parent: impl Display,
        name: &str,
    ) -> Option<&'t str> {
        let text = optional(field);
        if text.is_none() {
            self.missing(parent.to_string(), name, field.is_some());
        }
        text
    }

    /// A field that must be there and is not, or is there and says nothing.
    fn missing(&mut self, parent: String, name: &str, named: bool) {
        if self.gaps.explain(&parent, name) {
            return;
        }
        let at = if named {
            At::key(self.file, join(parent, name))
        } else if parent.is_empty() {
            At::File(self.file)
        } else {
            At::value(self.file, parent)
        };
        self.push(
            Finding::error(MISSING_FIELD, at, say!("缺少 {name}", "{name} is missing"))
                .help(say!("加上 {name}: …；写法见 docs/FORMAT.md", "add {name}: …; see docs/FORMAT.md")),
        );
    }

    /// One of the words of `all`.
    pub(super) fn word<T: Copy>(
        &mut self,
        text: &str,
        path: impl Display,
        all: &[(&'static str, T)],
    ) -> Option<T> {
        if let Some((_, found)) = all.iter().find(|(word, _)| *word == text) {
            return Some(*found);
        }
        self.push(unknown_word(text, At::value(self.file, path.to_string()), all));
        None
    }

    /// A time period.
    pub(super) fn period(&mut self, text: &str, path: impl Display) -> Option<Period> {
        match Period::parse(text) {
            Ok(period) => Some(period),
            Err(error) => {
                let path = path.to_string();
                let end = text[error.offset.min(text.len())..].chars().next().map_or(0, char::len_utf8);
                let at = At::within(self.file, &path, error.offset..error.offset + end);
                let form = mended(text);
                let help = written(form.as_deref(), FORMS_OF_PERIODS);
                let finding = Finding::error(
                    MALFORMED_PERIOD,
                    at,
                    say!("“{text}”不是时期", "“{text}” is not a period"),
                )
                .label(error.message)
                .help(help);
                self.push(mend(finding, At::value(self.file, path), form));
                None
            }
        }
    }

    /// One date; `how` is the way to write it.
    pub(super) fn date(&mut self, text: &str, path: &str, how: Words) -> Option<Date> {
        match self.period(text, path)? {
            Period::At(date) => Some(date),
            Period::Span(..) => {
                let name = path.rsplit('.').next().unwrap_or(path);
                let message = say!("{name} 只写一个日期", "{name} is one date");
                self.push(Finding::error(MALFORMED_PERIOD, At::value(self.file, path), message).help(how));
                None
            }
        }
    }

    /// The date of an entry that has to have one, in the field `date` of what stands at `path`.
    pub(super) fn required_date(&mut self, field: &Option<Text>, path: &str) -> Option<Date> {
        let text = self.required(field, path, "date")?;
        self.date(text, &join(path, "date"), DAY)
    }

    /// One date, to the day.
    pub(super) fn day(&mut self, text: &str, path: &str) -> Option<Date> {
        let date = self.date(text, path, DAY)?;
        if !date.is_day() {
            let name = path.rsplit('.').next().unwrap_or(path);
            let message = say!("{name} 要写到哪一天", "{name} is a day");
            self.push(Finding::error(MALFORMED_PERIOD, At::value(self.file, path), message).help(DAY));
            return None;
        }
        Some(date)
    }

    /// An id that is not written as ids are: `form` is how it would be, `how` the way to write one.
    pub(super) fn malformed_id(&mut self, at: At, message: Words, form: Option<String>, how: Words) {
        let help = written(form.as_deref(), how);
        self.push(mend(Finding::error(MALFORMED_ID, at.clone(), message).help(help), at, form));
    }

    /// Whether a name in plain letters is one that every system has; says why, where it is not.
    pub(super) fn fits(&mut self, name: &str, at: impl FnOnce() -> At) -> bool {
        let Some((message, help)) = fault_of_plain_name(name) else { return true };
        self.malformed_id(at(), message, None, help);
        false
    }

    /// Lines of the source.
    pub(super) fn lines(&mut self, text: &str, path: impl Display) -> Option<Lines> {
        let lines = Lines::parse(text);
        if lines.is_none() {
            let at = At::value(self.file, path.to_string());
            let form =
                lines_form::mended(text).map(|form| if form.contains(',') { quoted(&form) } else { form });
            let help = written(form.as_deref(), FORMS_OF_LINES);
            let message = say!("“{text}”不是行号", "“{text}” is not a line number");
            self.push(mend(Finding::error(MALFORMED_LINES, at.clone(), message).help(help), at, form));
        }
        lines
    }
}

/// The words of a switch.
pub(super) const YES_OR_NO: [(&str, bool); 2] = [("true", true), ("false", false)];

const FORMS_OF_PERIODS: Words = Words::fixed(
    "时期写成 2019、2019-06、2018-12-10、2014/2018、2014/..，推断的加 ~（2020~），存疑的加 ?",
    "write a period as 2019, 2019-06, 2018-12-10, 2014/2018 or 2014/..; add ~ where it is inferred (2020~), ? where it is in doubt",
);

const FORMS_OF_LINES: Words = Words::fixed(
    "写成 58、17-18，印了几处的写 \"4, 272-284\"（加半角引号）",
    "write 58 or 17-18; where it is printed in several places, \"4, 272-284\" in quotes",
);

/// The finding for a word that is none of `all`.
pub(super) fn unknown_word<T>(text: &str, at: At, all: &[(&'static str, T)]) -> Finding {
    let near = near(text, spellings(all));
    let help = match (meant(text, all), near.question()) {
        (Some(word), _) => say!("{text}写作 {word}", "“{text}” is written {word}"),
        (None, Some(question)) => question,
        (None, None) => {
            let words: Vec<String> = all.iter().map(|(word, _)| with_chinese(word)).collect();
            let plain: Vec<&str> = all.iter().map(|(word, _)| *word).collect();
            say!(("可以写：{}", words.join("、")), ("one of: {}", plain.join(", ")))
        }
    };
    let finding =
        Finding::error(UNKNOWN_WORD, at.clone(), say!("不认识“{text}”", "“{text}” is not known here"));
    mend(finding.help(help), at, near.meant())
}

/// The finding with the text that mends it in the place `at`, if it is clear what was meant. Only YAML files and front
/// matter are mended so, never what stands in a body.
pub(super) fn mend(finding: Finding, at: At, text: Option<impl Into<String>>) -> Finding {
    match (at, text) {
        (at @ At::Yaml(..), Some(text)) => finding.fix(at, text),
        _ => finding,
    }
}

/// `写成 2019`, where it is clear what was meant; `otherwise` how it is written.
pub(super) fn written(form: Option<&str>, otherwise: Words) -> Words {
    match form {
        Some(form) => say!("写成 {form}", "write {form}"),
        None => otherwise,
    }
}

/// These bytes of a whole YAML value.
pub(super) fn within(at: &At, range: Range<usize>) -> At {
    match at {
        At::Yaml(file, path, _) => At::within(*file, path.clone(), range),
        at => at.clone(),
    }
}

/// A text in quotes, as YAML has it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

/// Pinyin as addresses have it, `Dà Xiáng` as `daxiang`; nothing for what is no pinyin, or has an ü, which has several
/// spellings.
pub(super) fn letters(text: &str) -> Option<String> {
    let folded = text.chars().map(half_width).flat_map(char::to_lowercase);
    let folded: String = folded.filter(|c| !matches!(c, ' ' | '-' | '_' | '\'' | '’')).collect();
    let plain = toneless(&folded);
    let known = !folded.contains(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ']) && !plain.is_empty();
    (known && plain.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())).then_some(plain)
}

/// The text of a field, if it says anything.
pub(super) fn optional(field: &Option<Text>) -> Option<&str> {
    field.as_ref().map(|t| t.0.trim()).filter(|t| !t.is_empty())
}

/// The text of a field as an owned string, if it says anything.
pub(super) fn owned(field: &Option<Text>) -> Option<String> {
    optional(field).map(str::to_owned)
}

/// The text of a field that is not needed there any more, if it says anything.
pub(super) fn taken(field: &mut Option<Text>) -> Option<Box<str>> {
    let text = field.take()?.0;
    match text.trim() {
        "" => None,
        said if said.len() == text.len() => Some(text),
        said => Some(said.into()),
    }
}

/// `parent.name`, or `name` at the top of a file.
pub(super) fn join(parent: impl Display, name: &str) -> String {
    let mut path = parent.to_string();
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
    path
}
