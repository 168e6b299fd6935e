//! A finding is plain data: rule, severity, message, places, help. Every output is a view of it.

use std::{fmt, ops::Range};

use super::{
    source::{FileId, Span},
    words::Words,
};

/// The name of a rule, in words that read after "allow": `relation-contradicts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub &'static str);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How grave a finding is. Errors stop a build; warnings stop `check --strict`; notes stop nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site cannot be built truthfully.
    Error,
    /// Somebody should look.
    Warning,
    /// For information.
    Note,
}

/// Which part of a YAML entry a finding means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
    /// These bytes of a scalar value.
    Within(Range<usize>),
}

/// Where a finding points. A YAML path is turned into a span only when the finding is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A file as a whole.
    File(FileId),
    /// A byte range.
    Span(Span),
    /// An entry of a file's YAML: `metrics[3].value`.
    Yaml(FileId, String, Part),
}

impl At {
    /// The value at a YAML path.
    pub fn value(file: FileId, path: impl Into<String>) -> Self {
        At::Yaml(file, path.into(), Part::Value)
    }

    /// The key at a YAML path.
    pub fn key(file: FileId, path: impl Into<String>) -> Self {
        At::Yaml(file, path.into(), Part::Key)
    }

    /// Some bytes of the scalar at a YAML path.
    pub fn within(file: FileId, path: impl Into<String>, range: Range<usize>) -> Self {
        At::Yaml(file, path.into(), Part::Within(range))
    }

    /// The file meant.
    pub fn file(&self) -> FileId {
        match self {
            At::File(file) | At::Yaml(file, ..) => *file,
            At::Span(span) => span.file,
        }
    }
}

/// A place with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub at: At,
    /// What is to be seen there; may be empty.
    pub text: Words,
}

/// A change of bytes that mends a finding where there is no choice to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced. A place that cannot be found exactly takes its edit with it.
    pub at: At,
    /// What stands there afterwards.
    pub text: String,
}

/// One thing that an author can mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleId,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: Words,
    /// Where; the first label is the primary one. Never empty.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Vec<Words>,
    /// What mends it mechanically; all of it or nothing. Empty where a person has to decide.
    pub fix: Vec<Edit>,
}

impl Finding {
    /// A finding at a place.
    pub fn new(rule: RuleId, severity: Severity, at: At, message: Words) -> Self {
        let labels = vec![Label { at, text: Words::default() }];
        Finding { rule, severity, message, labels, help: Vec::new(), fix: Vec::new() }
    }

    /// An error at a place.
    pub fn error(rule: RuleId, at: At, message: Words) -> Self {
        Self::new(rule, Severity::Error, at, message)
    }

    /// A warning at a place.
    pub fn warning(rule: RuleId, at: At, message: Words) -> Self {
        Self::new(rule, Severity::Warning, at, message)
    }

    /// A note at a place.
    pub fn note(rule: RuleId, at: At, message: Words) -> Self {
        Self::new(rule, Severity::Note, at, message)
    }

    /// Says what is to be seen at the primary place.
    #[must_use]
    pub fn label(mut self, text: Words) -> Self {
        self.labels[0].text = text;
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn also(mut self, at: At, text: Words) -> Self {
        self.labels.push(Label { at, text });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: Words) -> Self {
        self.help.push(text);
        self
    }

    /// Says what to do, if there is something to say.
    #[must_use]
    pub fn help_opt(self, text: Option<Words>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }

    /// Says how it can be mended without a person deciding: the bytes at `at` become `text`.
    #[must_use]
    pub fn fix(mut self, at: At, text: impl Into<String>) -> Self {
        self.fix.push(Edit { at, text: text.into() });
        self
    }

    /// The primary place.
    pub fn at(&self) -> &At {
        &self.labels[0].at
    }
}
