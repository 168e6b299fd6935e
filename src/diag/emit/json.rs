//! Findings as a JSON array.

use serde::Serialize;

use super::place;
use crate::diag::{Finding, Label, Lang, Severity, SourceMap};

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    at: Place<'a>,
    related: Vec<Place<'a>>,
    help: Vec<&'a str>,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: &'a str,
}

pub(super) fn emit(findings: &[Finding], sources: &SourceMap, lang: Lang) -> String {
    let rows: Vec<_> = findings.iter().map(|f| row(f, sources, lang)).collect();
    let mut text = serde_json::to_string_pretty(&rows).expect("invariant: plain data is JSON");
    text.push('\n');
    text
}

fn row<'a>(finding: &'a Finding, sources: &'a SourceMap, lang: Lang) -> Row<'a> {
    let mut places = finding.labels.iter().map(|label| position(label, sources, lang));
    Row {
        rule: finding.rule.0,
        severity: severity(finding.severity),
        message: finding.message.in_lang(lang),
        at: places.next().expect("invariant: a finding has a place"),
        related: places.collect(),
        help: finding.help.iter().map(|h| h.in_lang(lang)).collect(),
    }
}

fn position<'a>(label: &'a Label, sources: &'a SourceMap, lang: Lang) -> Place<'a> {
    let (file, start, end) = place(&label.at, sources);
    Place {
        file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        label: label.text.in_lang(lang),
    }
}

/// The word that JSON and SARIF use for a severity.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
