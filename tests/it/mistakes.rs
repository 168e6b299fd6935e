//! What an editor sees after a typical mistake: every folder of `tests/fixtures/mistakes/` is one, with the report.
//! A folder whose name ends with `-ok` is no mistake, and the report has no error.

use xianzhi::diag::{At, Finding, Severity};

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
    }
    faults
}
