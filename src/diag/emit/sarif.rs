//! Findings as SARIF 2.1.0 (OASIS), one run, one result a finding.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Meaning, Place, below, severity, told};
use crate::diag::{At, Finding, Label, Lang, RuleId, Severity, SourceMap};

/// A run of findings, as seen from where the folder of the site is named.
struct Run<'a> {
    sources: &'a SourceMap,
    folder: &'a str,
    lang: Lang,
    /// The rules that found something, each with the gravest of its findings.
    rules: BTreeMap<RuleId, Severity>,
}

pub(super) fn emit(
    findings: &[Finding],
    sources: &SourceMap,
    meanings: &[Meaning],
    folder: &str,
    lang: Lang,
) -> String {
    let mut rules = BTreeMap::new();
    for finding in findings {
        let gravest = rules.entry(finding.rule).or_insert(finding.severity);
        *gravest = finding.severity.min(*gravest);
    }
    let run = Run { sources, folder, lang, rules };
    let mut seen = HashMap::new();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "xianzhi",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": run.rules.iter().map(|(id, level)| run.rule(*id, *level, meanings)).collect::<Vec<_>>(),
            }},
            "language": match lang { Lang::Zh => "zh-CN", Lang::En => "en-US" },
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|f| run.result(f, &mut seen)).collect::<Vec<_>>(),
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("invariant: plain data is JSON");
    text.push('\n');
    text
}

impl Run<'_> {
    fn rule(&self, id: RuleId, level: Severity, meanings: &[Meaning]) -> Value {
        let mut rule = json!({"id": id.0, "defaultConfiguration": {"level": severity(level)}});
        if let Some(meaning) = meanings.iter().find(|m| m.id == id) {
            let said = |words: &crate::diag::Words| words.in_lang(self.lang).to_owned();
            let full = [said(&meaning.what), said(&meaning.why)].join("\n");
            rule["shortDescription"] = json!({"text": said(&meaning.what)});
            rule["fullDescription"] = json!({"text": full.trim_end()});
            rule["help"] = json!({"text": said(&meaning.mend), "markdown": said(&meaning.markdown)});
        }
        rule
    }

    fn result(&self, finding: &Finding, seen: &mut HashMap<String, usize>) -> Value {
        let hash = self.line_hash(finding);
        let nth = seen.entry(hash.clone()).or_default();
        *nth += 1;
        let mut result = json!({
            "ruleId": finding.rule.0,
            "ruleIndex": self.rules.keys().position(|id| *id == finding.rule),
            "level": severity(finding.severity),
            "message": {"text": told(finding, self.lang)},
            "locations": [self.location(&finding.labels[0])],
            "relatedLocations": finding.labels[1..].iter().map(|l| self.location(l)).collect::<Vec<_>>(),
            "partialFingerprints": {"primaryLocationLineHash": format!("{hash}:{nth}")},
        });
        if !finding.fix.is_empty() {
            result["fixes"] = json!([self.fix(finding)]);
        }
        result
    }

    /// Of the rule, the file and the text of the line, so that lines that move take their findings with them.
    fn line_hash(&self, finding: &Finding) -> String {
        let source = self.sources.file(finding.at().file());
        let line = match finding.at() {
            At::Span(span) => source.text.get(..span.range().start).and_then(|before| {
                let start = before.rfind('\n').map_or(0, |i| i + 1);
                source.text[start..].lines().next()
            }),
            At::File(_) | At::Yaml(..) => None,
        };
        let text = format!("{}\n{}\n{}", finding.rule, source.path, line.unwrap_or_default().trim());
        Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    fn location(&self, label: &Label) -> Value {
        let place = Place::of(&label.at, self.sources);
        let mut location = json!({"physicalLocation": {
            "artifactLocation": {"uri": self.uri(place.file)},
            "region": region(&place),
        }});
        if !label.text.is_empty() {
            location["message"] = json!({"text": label.text.in_lang(self.lang)});
        }
        location
    }

    fn fix(&self, finding: &Finding) -> Value {
        let mut changes: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for edit in &finding.fix {
            let place = Place::of(&edit.at, self.sources);
            changes.entry(place.file).or_default().push(json!({
                "deletedRegion": region(&place),
                "insertedContent": {"text": edit.text},
            }));
        }
        let changes: Vec<Value> = changes
            .into_iter()
            .map(|(file, edits)| json!({"artifactLocation": {"uri": self.uri(file)}, "replacements": edits}))
            .collect();
        let what = finding.help.first().unwrap_or(&finding.message);
        json!({"description": {"text": what.in_lang(self.lang)}, "artifactChanges": changes})
    }

    /// A relative reference (RFC 3986): everything but unreserved characters and the slash is percent-encoded.
    fn uri(&self, file: &str) -> String {
        let mut uri = String::new();
        for byte in below(self.folder, file).bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                    uri.push(char::from(byte));
                }
                _ => uri.push_str(&format!("%{byte:02X}")),
            }
        }
        uri
    }
}

fn region(place: &Place<'_>) -> Value {
    json!({
        "startLine": place.start.line, "startColumn": place.start.column,
        "endLine": place.end.line, "endColumn": place.end.column,
    })
}
