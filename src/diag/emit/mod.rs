//! One file an output format; all of them views of the same findings.

mod fold;
mod github;
mod human;
mod json;
mod preview;
mod sarif;
mod wrap;

pub use preview::preview;

use super::{At, Finding, Lang, Position, RuleId, Severity, SourceMap, Words};

/// How findings are shown.
#[derive(Clone, Copy, Debug)]
pub enum Format<'a> {
    /// For people, in full: the source line with a caret under the place.
    Human {
        /// Colour the output.
        color: bool,
    },
    /// For people at a screen.
    Screen {
        /// Colour the output.
        color: bool,
        /// Columns of the screen, if it is one; a longer source line is shown around its place.
        width: Option<usize>,
        /// Show all findings of one kind in one file, not only the first few.
        all: bool,
    },
    /// A JSON array, one object a finding: `docs/findings.schema.json`.
    Json,
    /// SARIF 2.1.0, as code hosts read it.
    Sarif {
        /// What every name of a finding means.
        meanings: &'a [Meaning],
        /// The site's folder, seen from where code hosts look.
        folder: &'a str,
    },
    /// Workflow commands of GitHub Actions, one line a finding.
    Github {
        /// The site's folder, seen from where the workflow runs.
        folder: &'a str,
    },
}

/// What the name of a finding stands for, for formats that carry it.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// The name.
    pub id: RuleId,
    /// What is found.
    pub what: Words,
    /// Why that is bad; empty where it goes without saying.
    pub why: Words,
    /// How to mend it.
    pub mend: Words,
    /// All of it, with an example, as Markdown.
    pub markdown: Words,
}

/// Findings, already located and sorted, as text in `format`.
pub fn emit(findings: &[Finding], sources: &SourceMap, format: Format<'_>, lang: Lang) -> String {
    let look = |color, width| human::Look { color, width, lang };
    match format {
        Format::Human { color } => look(color, None).whole(findings, sources),
        Format::Screen { color, width, all: true } => look(color, width).whole(findings, sources),
        Format::Screen { color, width, all: false } => look(color, width).folded(findings, sources),
        Format::Json => json::emit(findings, sources, lang),
        Format::Sarif { meanings, folder } => sarif::emit(findings, sources, meanings, folder, lang),
        Format::Github { folder } => github::emit(findings, sources, folder, lang),
    }
}

/// A place in numbers for people and machines.
struct Place<'a> {
    /// Path of the file, from the site's folder.
    file: &'a str,
    /// Whether the file as a whole is meant; the positions are those of its start.
    whole: bool,
    /// First character.
    start: Position,
    /// One past the last character.
    end: Position,
}

impl<'a> Place<'a> {
    /// A place that was not turned into a span stands for its whole file.
    fn of(at: &At, sources: &'a SourceMap) -> Place<'a> {
        let file = at.file();
        let (range, whole) = match at {
            At::Span(span) => (span.range(), false),
            At::File(_) | At::Yaml(..) => (0..0, true),
        };
        let (start, end) = (sources.position(file, range.start), sources.position(file, range.end));
        Place { file: &sources.file(file).path, whole, start, end }
    }
}

/// The path of a file of the site in `folder`, seen from where that folder is named.
fn below(folder: &str, file: &str) -> String {
    let folder = folder.replace('\\', "/");
    match folder.trim_start_matches("./").trim_end_matches('/') {
        "" | "." => file.to_owned(),
        folder => format!("{folder}/{file}"),
    }
}

/// The word that JSON and SARIF use for a severity.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The message and what to do about it, a line each.
fn told(finding: &Finding, lang: Lang) -> String {
    let lines = std::iter::once(&finding.message).chain(&finding.help).map(|words| words.in_lang(lang));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn paths_are_seen_from_where_the_folder_is_named() {
        for (folder, path) in [
            (".", "content/a.md"),
            ("./", "content/a.md"),
            ("", "content/a.md"),
            ("docs/site", "docs/site/content/a.md"),
            ("./docs/site/", "docs/site/content/a.md"),
            ("docs\\site", "docs/site/content/a.md"),
            ("/srv/site", "/srv/site/content/a.md"),
            ("../site", "../site/content/a.md"),
        ] {
            assert_eq!(below(folder, "content/a.md"), path, "{folder}");
        }
    }
}
