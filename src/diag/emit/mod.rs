//! One file an output format; all of them views of the same findings.

mod human;
mod json;
mod preview;
mod sarif;

pub use preview::preview;

use super::{At, Finding, Lang, Position, SourceMap};

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people: the source line with a caret under the place.
    Human {
        /// Colour the output.
        color: bool,
    },
    /// A JSON array, one object a finding.
    Json,
    /// SARIF 2.1.0, as code hosts read it.
    Sarif,
}

/// Findings, already located and sorted, as text in `format`.
pub fn emit(findings: &[Finding], sources: &SourceMap, format: Format, lang: Lang) -> String {
    match format {
        Format::Human { color } => human::emit(findings, sources, color, lang),
        Format::Json => json::emit(findings, sources, lang),
        Format::Sarif => sarif::emit(findings, sources, lang),
    }
}

/// File path, first and last position of a place; a place not turned into a span stands for its whole file.
fn place<'a>(at: &At, sources: &'a SourceMap) -> (&'a str, Position, Position) {
    let file = at.file();
    let range = match at {
        At::Span(span) => span.range(),
        At::File(_) | At::Yaml(..) => 0..0,
    };
    (&sources.file(file).path, sources.position(file, range.start), sources.position(file, range.end))
}
