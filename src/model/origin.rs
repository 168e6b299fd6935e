//! The citation of a source report: only what its text shows.

use super::period::Period;

/// Where an article comes from. What the source does not print is `None`.
#[derive(Debug, Default)]
pub struct Origin {
    /// Headline.
    pub headline: Option<String>,
    /// Subtitle.
    pub subtitle: Option<String>,
    /// Newspaper.
    pub producer: Option<String>,
    /// Edition or page.
    pub edition: Option<String>,
    /// Date of the report, in EDTF; `~` where it is inferred.
    pub date: Option<Period>,
    /// Reporters.
    pub authors: Vec<String>,
    /// Name of the source text.
    pub file: String,
    /// SHA-256 of the source text, hexadecimal.
    pub sha256: String,
    /// Address of the report.
    pub url: Option<String>,
    /// Remark on the source.
    pub note: Option<String>,
    /// The same in English.
    pub note_en: Option<String>,
}
