//! Findings as a JSON array. Its shape is a promise to programs: `docs/findings.schema.json` describes it; fields may
//! be added, none is taken away or changes its meaning.

use serde::Serialize;

use super::{Place, severity};
use crate::diag::{At, Edit, Finding, Label, Lang, SourceMap};

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    at: Labelled<'a>,
    related: Vec<Labelled<'a>>,
    help: Vec<&'a str>,
    fix: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Labelled<'a> {
    #[serde(flatten)]
    lines: Lines<'a>,
    label: &'a str,
}

#[derive(Serialize)]
struct Lines<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Change<'a> {
    #[serde(flatten)]
    lines: Lines<'a>,
    start_byte: usize,
    end_byte: usize,
    text: &'a str,
}

pub(super) fn emit(findings: &[Finding], sources: &SourceMap, lang: Lang) -> String {
    let rows: Vec<_> = findings.iter().map(|f| row(f, sources, lang)).collect();
    let mut text = serde_json::to_string_pretty(&rows).expect("invariant: plain data is JSON");
    text.push('\n');
    text
}

fn row<'a>(finding: &'a Finding, sources: &'a SourceMap, lang: Lang) -> Row<'a> {
    let mut places = finding.labels.iter().map(|label| labelled(label, sources, lang));
    Row {
        rule: finding.rule.0,
        severity: severity(finding.severity),
        message: finding.message.in_lang(lang),
        at: places.next().expect("invariant: a finding has a place"),
        related: places.collect(),
        help: finding.help.iter().map(|h| h.in_lang(lang)).collect(),
        fix: finding.fix.iter().filter_map(|edit| change(edit, sources)).collect(),
    }
}

fn labelled<'a>(label: &'a Label, sources: &'a SourceMap, lang: Lang) -> Labelled<'a> {
    Labelled { lines: lines(&label.at, sources), label: label.text.in_lang(lang) }
}

fn lines<'a>(at: &At, sources: &'a SourceMap) -> Lines<'a> {
    let Place { file, start, end, .. } = Place::of(at, sources);
    Lines { file, line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}

fn change<'a>(edit: &'a Edit, sources: &'a SourceMap) -> Option<Change<'a>> {
    let At::Span(span) = &edit.at else { return None };
    let range = span.range();
    let lines = lines(&edit.at, sources);
    Some(Change { lines, start_byte: range.start, end_byte: range.end, text: &edit.text })
}
