//! Findings as SARIF 2.1.0 (OASIS), one run, one result a finding.

use serde_json::{Value, json};

use super::{json::severity, place};
use crate::diag::{Finding, Label, Lang, SourceMap};

pub(super) fn emit(findings: &[Finding], sources: &SourceMap, lang: Lang) -> String {
    let mut rules: Vec<&str> = findings.iter().map(|f| f.rule.0).collect();
    rules.sort_unstable();
    rules.dedup();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "xianzhi",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|id| json!({"id": id})).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|f| result(f, sources, lang)).collect::<Vec<_>>(),
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("invariant: plain data is JSON");
    text.push('\n');
    text
}

fn result(finding: &Finding, sources: &SourceMap, lang: Lang) -> Value {
    let text = std::iter::once(finding.message.in_lang(lang))
        .chain(finding.help.iter().map(|h| h.in_lang(lang)))
        .collect::<Vec<_>>()
        .join("\n");
    json!({
        "ruleId": finding.rule.0,
        "level": severity(finding.severity),
        "message": {"text": text},
        "locations": [location(&finding.labels[0], sources, lang)],
        "relatedLocations": finding.labels[1..].iter().map(|l| location(l, sources, lang)).collect::<Vec<_>>(),
    })
}

fn location(label: &Label, sources: &SourceMap, lang: Lang) -> Value {
    let (file, start, end) = place(&label.at, sources);
    let mut location = json!({"physicalLocation": {
        "artifactLocation": {"uri": file},
        "region": {
            "startLine": start.line, "startColumn": start.column,
            "endLine": end.line, "endColumn": end.column,
        },
    }});
    if !label.text.is_empty() {
        location["message"] = json!({"text": label.text.in_lang(lang)});
    }
    location
}
