//! What an editor accepts with `allow:` is silent, in its own file and for its time only, and kept with the reason.

use xianzhi::diag::Severity;

use crate::support::SiteTest;

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";
const TABLE: &str = "content/tables/water.md";

/// A site with a cumulative figure that falls (a warning in the article) and a number without a record (in a table).
fn site() -> SiteTest {
    let site = SiteTest::base();
    let times = "  - {metric: education.aid_times, value: 4200人次, lines: 14";
    let falls = format!(
        "{times}, period: \"2014/2018\"}}\n  - {{metric: education.aid_times, value: 3900人次, lines: 14, period: \"2014/2019\""
    );
    site.edit(ARTICLE, times, &falls);
    site.edit(TABLE, "受益人口的范围", "两县合计受益 24.8万人，受益人口的范围");
    site
}

fn allow(site: &SiteTest, path: &str, entry: &str) {
    let before = if path == TABLE { "columns:" } else { "relations:" };
    site.edit(path, &format!("{before}\n"), &format!("allow:\n  - {entry}\n{before}\n"));
}

/// Rules that speak, sorted.
fn found(site: &SiteTest) -> Vec<&'static str> {
    let mut rules: Vec<&str> = site.analyse().findings.iter().map(|f| f.rule.0).collect();
    rules.retain(|rule| *rule != "audit-stale");
    rules.sort_unstable();
    rules
}

#[test]
fn what_is_accepted_is_kept_with_its_reason() {
    let site = site();
    assert_eq!(found(&site), ["cumulative-falls", "unbound-number"]);
    allow(&site, ARTICLE, "{rule: cumulative-falls, about: education.aid_times, reason: 口径变了}");
    allow(&site, TABLE, "{rule: unbound-number, reason: 两县相加}");
    assert_eq!(found(&site), [""; 0]);
    let checked = site.analyse().checked.expect("a site without errors");
    let accepted: Vec<_> =
        checked.accepted.iter().map(|a| (a.allowance.reason.as_str(), a.findings[0].rule.0)).collect();
    assert_eq!(accepted, [("口径变了", "cumulative-falls"), ("两县相加", "unbound-number")]);
    assert!(checked.accepted.iter().all(|a| a.findings.len() == 1));
}

#[test]
fn an_allowance_holds_in_its_own_file_only() {
    let site = site();
    allow(&site, TABLE, "{rule: cumulative-falls, reason: 口径变了}");
    assert_eq!(found(&site), ["cumulative-falls", "unbound-number", "unused-allow"]);
}

#[test]
fn about_is_looked_for_in_the_message_the_path_and_the_metric() {
    for (about, quiet) in
        [("24.8万人", true), ("没有出处", true), ("24.9万人", false), ("water.people", false)]
    {
        let site = site();
        allow(&site, TABLE, &format!("{{rule: unbound-number, about: {about}, reason: 两县相加}}"));
        assert_eq!(!found(&site).contains(&"unbound-number"), quiet, "{about}");
    }
    for (about, quiet) in
        [("education.aid_times", true), ("资助学生", true), ("metrics[13]", true), ("water.people", false)]
    {
        let site = site();
        allow(&site, ARTICLE, &format!("{{rule: cumulative-falls, about: \"{about}\", reason: 口径变了}}"));
        assert_eq!(!found(&site).contains(&"cumulative-falls"), quiet, "{about}");
    }
}

#[test]
fn an_allowance_ends_the_day_after_until() {
    // The tests check on 2026-11-25.
    for (until, holds) in [
        ("2026-11-25", true),
        ("2026-11-24", false),
        ("2026-11", true),
        ("2026-10", false),
        ("2026", true),
        ("2025", false),
        ("2027~", true),
    ] {
        let site = site();
        allow(&site, TABLE, &format!("{{rule: unbound-number, reason: 两县相加, until: {until}}}"));
        let expected: &[&str] = if holds {
            &["cumulative-falls"]
        } else {
            &["cumulative-falls", "expired-allow", "unbound-number"]
        };
        assert_eq!(found(&site), expected, "{until}");
    }
}

#[test]
fn an_error_is_not_accepted_and_says_so() {
    let site = site();
    site.edit(ARTICLE, "value: 94.8%", "value: 948%");
    allow(&site, ARTICLE, "{rule: rate-out-of-range, reason: 原文如此}");
    let analysis = site.analyse();
    assert!(analysis.checked.is_none());
    let errors: Vec<&str> =
        analysis.findings.iter().filter(|f| f.severity == Severity::Error).map(|f| f.rule.0).collect();
    assert_eq!(errors, ["rate-out-of-range", "allowed-error"]);
}

#[test]
fn while_something_cannot_be_read_nothing_is_called_unused() {
    let site = site();
    site.edit(ARTICLE, "value: 94.8%", "value: 很高");
    allow(&site, TABLE, "{rule: cumulative-falls, reason: 口径变了}");
    assert!(!found(&site).contains(&"unused-allow"));
}

#[test]
fn every_file_of_the_editor_takes_allowances() {
    for path in ["site.yaml", "content/places.yaml", "content/metrics.yaml", "content/glossary.yaml"] {
        let site = SiteTest::base();
        let text = site.read(path) + "\nallow:\n  - {rule: same-term, reason: 两条意思不同}\n";
        site.write(path, text);
        assert_eq!(found(&site), ["unused-allow"], "{path}");
    }
    let site = SiteTest::base();
    site.edit("content/glossary.yaml", "zh: 贫困发生率,", "zh: 脱贫,");
    assert_eq!(found(&site), ["same-term"]);
    let text = site.read("content/glossary.yaml")
        + "allow: [{rule: same-term, about: has two entries, reason: 两条意思不同}]\n";
    site.write("content/glossary.yaml", text);
    assert_eq!(found(&site), [""; 0]);
    site.edit(
        "content/pages/about.md",
        "order: 10",
        "order: 10\nallow: [{rule: broken-link, reason: 还没写}]",
    );
    assert_eq!(found(&site), ["unused-allow"]);
}

#[test]
fn what_an_audit_finds_is_not_for_allow() {
    let site = SiteTest::base();
    let article = "content/articles/990101-qingshi-2019.md";
    site.edit(article, "exclude:\n", "allow:\n  - {rule: claimed-twice, reason: 两处都要}\nexclude:\n");
    let findings = site.analyse().findings;
    let found: Vec<_> = findings.iter().map(|f| (f.rule.0, &*f.message.en)).collect();
    assert_eq!(found, [("allowed-error", "claimed-twice is found by audits and cannot be accepted here")]);
}
