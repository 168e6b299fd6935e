//! Every rule on a site that breaks it and on one that keeps it: `tests/fixtures/rules/<rule>/{bad,good}/`.

use xianzhi::check::RULES;

use crate::support::{SiteTest, folders};

#[test]
fn every_rule_has_fixtures_and_every_fixture_a_rule() {
    let rules: Vec<&str> = RULES.iter().map(|r| r.id.0).collect();
    assert_eq!(folders("rules"), rules);
    for rule in rules {
        assert_eq!(folders(&format!("rules/{rule}")), ["bad", "good"], "{rule}");
    }
}

#[test]
fn a_rule_finds_what_is_bad() {
    let mut faults = Vec::new();
    for rule in RULES {
        let (findings, difference) =
            SiteTest::fixture(&format!("rules/{}/bad", rule.id)).check_report(rule.id.0);
        faults.extend(difference);
        if !findings.iter().any(|f| f.rule == rule.id) {
            faults.push(format!("{} is silent", rule.id));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_rule_is_silent_on_what_is_good() {
    for rule in RULES {
        let findings = SiteTest::fixture(&format!("rules/{}/good", rule.id)).analyse().findings;
        let found: Vec<_> = findings.iter().filter(|f| f.rule == rule.id).map(|f| &f.message).collect();
        assert!(found.is_empty(), "{} finds {found:?}", rule.id);
    }
}
