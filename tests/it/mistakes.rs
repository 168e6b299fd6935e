//! What an editor sees after a typical mistake: every folder of `tests/fixtures/mistakes/` is one, with the report.
//! A folder whose name ends with `-ok` is no mistake, and the report has no error.

use std::ops::Range;

use xianzhi::{
    diag::{At, Finding, RuleId, Severity, Words},
    model::rules,
    read::NAMES,
};

use crate::support::{SiteTest, folders};

#[test]
fn the_base_site_has_no_finding() {
    assert_eq!(SiteTest::base().analyse().findings, []);
}

#[test]
fn every_mistake_is_reported_as_written_down() {
    let names = folders("mistakes");
    assert!(names.len() >= 45, "{} mistakes", names.len());
    let mut faults = Vec::new();
    for name in &names {
        let (findings, difference) = SiteTest::fixture(&format!("mistakes/{name}")).check_report("");
        faults.extend(difference);
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        if (errors == 0) != name.ends_with("-ok") {
            faults.push(format!("{name}: {errors} errors"));
        }
        faults.extend(findings.iter().flat_map(unspoken).map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Findings about a file as a whole: nothing in it could be pointed at.
const OF_FILES: [&str; 3] = ["file-name", "missing-field", "passed-over"];

/// What a finding keeps from the editor.
fn unspoken(finding: &Finding) -> Vec<String> {
    let mut faults = Vec::new();
    let placed = matches!(finding.at(), At::Span(_)) || OF_FILES.contains(&finding.rule.0);
    if !placed {
        faults.push(format!("no line for “{}”", finding.message.zh));
    }
    if finding.help.is_empty() {
        faults.push(format!("does not say what to do about “{}”", finding.message.zh));
    }
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let texts = finding.help.iter().chain([&finding.message]).chain(finding.labels.iter().map(|l| &l.text));
    for text in texts.filter(|text| !text.is_empty()) {
        if !chinese(&text.zh) {
            faults.push(format!("not in Chinese: “{}”", text.zh));
        }
        if speaks_english(finding.rule) && (text.en.is_empty() || chinese(&without_quotes(&text.en))) {
            faults.push(format!("not in English: “{}”", text.en));
        }
    }
    faults
}

/// Whether what this rule finds is said in English too: what resolving finds, but for the grammar of relations.
fn speaks_english(rule: RuleId) -> bool {
    let named = |names: &[(RuleId, Words)]| names.iter().any(|(id, _)| *id == rule);
    named(rules::NAMES) && !named(NAMES) && rule != rules::MALFORMED_RELATION
}

/// A text without what stands in quotes, which an English sentence may show in Chinese.
fn without_quotes(text: &str) -> String {
    let ends = text
        .split('“')
        .enumerate()
        .map(|(i, part)| if i == 0 { part } else { part.split_once('”').map_or("", |(_, after)| after) });
    ends.collect()
}

#[test]
fn every_mechanical_fix_mends_its_finding() {
    let mut faults = Vec::new();
    let mut count = 0;
    let mistakes = folders("mistakes").into_iter().map(|name| format!("mistakes/{name}"));
    let rules = folders("rules").into_iter().map(|name| format!("rules/{name}/bad"));
    for name in mistakes.chain(rules) {
        let site = SiteTest::fixture(&name);
        let before = site.analyse();
        for finding in before.findings.iter().filter(|f| !f.fix.is_empty()) {
            count += 1;
            let mut edits: Vec<(Range<usize>, &str)> = Vec::new();
            for edit in &finding.fix {
                let At::Span(span) = &edit.at else { panic!("{name}: a fix without a place") };
                assert_eq!(span.file, finding.at().file(), "{name}");
                edits.push((span.range(), &edit.text));
            }
            edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
            let file = before.sources.file(finding.at().file());
            let mut text = file.text.clone();
            for (range, new) in edits {
                assert!(range.end <= file.mendable.end, "{name}: in a body");
                text.replace_range(range, new);
            }
            site.write(&file.path, text);
            let after = site.analyse().findings;
            site.write(&file.path, &file.text);
            let there = |f: &&Finding| (f.rule, &f.message) == (finding.rule, &finding.message);
            let (had, has) =
                (before.findings.iter().filter(there).count(), after.iter().filter(there).count());
            if has >= had {
                faults.push(format!("{name}: still “{}”", finding.message.zh));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count >= 20, "{count} fixes");
}
