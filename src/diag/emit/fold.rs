//! Many findings of one kind in one file: the first few are shown, the others told in one line.

use std::collections::HashMap;

use crate::diag::{At, Finding, SourceMap, Words, say};

/// So many of a kind are shown in full.
const SHOWN: usize = 3;

/// So many line numbers are told of the others.
const LINES: usize = 20;

/// The findings to show, each with those of its kind that are told after it: only the last shown one has any.
pub(super) fn fold(findings: &[Finding]) -> Vec<(&Finding, Vec<&Finding>)> {
    let mut shown: Vec<(&Finding, Vec<&Finding>)> = Vec::new();
    let mut kinds: HashMap<_, (usize, usize)> = HashMap::new();
    for finding in findings {
        let kind = (finding.rule, finding.severity, finding.at().file());
        let (count, last) = kinds.entry(kind).or_default();
        *count += 1;
        if *count <= SHOWN {
            *last = shown.len();
            shown.push((finding, Vec::new()));
        } else {
            shown[*last].1.push(finding);
        }
    }
    shown
}

/// `还有 12 处同类：第 31、35 行（加 --all 全部列出）`
pub(super) fn told(others: &[&Finding], sources: &SourceMap) -> Words {
    let mut lines: Vec<String> = Vec::new();
    for other in others {
        if let At::Span(span) = other.at() {
            let line = sources.position(span.file, span.range().start).line.to_string();
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
        if lines.len() > LINES {
            lines[LINES] = "…".to_owned();
            break;
        }
    }
    let n = others.len();
    match lines.len() {
        0 => say!("还有 {n} 处同类（加 --all 全部列出）", "{n} more of this kind (--all lists them)"),
        count => say!(
            ("还有 {n} 处同类：第 {} 行（加 --all 全部列出）", lines.join("、")),
            (
                "{n} more of this kind: line{} {} (--all lists them)",
                if count > 1 { "s" } else { "" },
                lines.join(", ")
            )
        ),
    }
}
