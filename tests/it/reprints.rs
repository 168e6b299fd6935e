//! One story printed twice: its figures are recorded once, each page names the other, and the audit finds those of which
//! nobody has said so.

use std::fs;

use crate::{
    cli::{code, said, xianzhi},
    support::{SiteTest, fixtures},
};

const ORIGINAL: &str = "990101-qingshi-2019";
const REPRINT: &str = "content/articles/990101-qingshi-again.md";

/// The base site with an article that says of itself what `fields` say.
fn with_second(fields: &str) -> SiteTest {
    let site = SiteTest::base();
    site.write(
        REPRINT,
        format!(
            "---\ntitle: 青石县的脱贫，另一家报纸\nplace: \"990101\"\nsummary: 转载。\norigin:\n  producer: 云江晚报\n  date: \
             2019-12-22\n  file: again.txt\n  sha256: {}\nperiod: 2019\n{fields}---\n",
            "0".repeat(64)
        ),
    );
    site
}

#[test]
fn a_reprint_and_its_original_name_each_other_and_count_once() {
    let plain = SiteTest::base().build();
    let built = with_second(&format!("reprint_of: {ORIGINAL}\nmetrics: []\n")).build();
    let again = built.text("articles/990101-qingshi-again.html");
    assert!(again.contains("转载自") && again.contains(&format!("href=\"{ORIGINAL}.html\"")), "{again}");
    assert!(!again.contains("class=\"coverage"), "a reprint has no coverage of its own");
    let original = built.text(&format!("articles/{ORIGINAL}.html"));
    assert!(original.contains("href=\"990101-qingshi-again.html\""), "{original}");
    assert_eq!(built.text("data/observations.csv"), plain.text("data/observations.csv"));
    // What is counted of the place is what was counted before.
    let coverage = |page: &str| page.split("class=\"coverage").nth(1).map(|rest| rest[..400].to_owned());
    let county = "counties/990101-qingshi.html";
    assert_eq!(coverage(built.text(county)), coverage(plain.text(county)));
    assert!(coverage(plain.text(county)).is_some());
}

#[test]
fn what_cannot_be_a_reprint_says_why() {
    let figure = "metrics:\n  - {metric: water.people, value: 15.2万人, lines: 1}\n";
    for (fields, rule, says) in [
        ("reprint_of: 990101-qingshi-2018\nmetrics: []\n", "unknown-article", "是不是 990101-qingshi-2019"),
        ("reprint_of: 990101-qingshi-again\nmetrics: []\n", "invalid-reprint", "它自己的转载"),
        ("reprint_of: 990102-baishui-2020\nmetrics: []\n", "invalid-reprint", "另一个地区"),
        (&format!("reprint_of: {ORIGINAL}\n{figure}"), "invalid-reprint", "写 metrics: []"),
    ] {
        let text = said(&xianzhi(&with_second(fields).root(), &["check"]));
        assert!(text.contains(&format!("错误[{rule}]")) && text.contains(says), "{fields}: {text}");
        assert!(text.contains(&format!("{REPRINT}:")), "{text}");
    }
    let site = with_second(&format!("reprint_of: {ORIGINAL}\nmetrics: []\n"));
    site.edit(
        &format!("content/articles/{ORIGINAL}.md"),
        "period: 2019\n",
        "period: 2019\nreprint_of: 990101-qingshi-again\n",
    );
    let text = said(&xianzhi(&site.root(), &["check"]));
    assert!(text.contains("自己是转载"), "{text}");
}

#[test]
fn the_audit_finds_a_reprint_that_nobody_has_declared() {
    let text = fs::read_to_string(fixtures("sources/qingshi-2019.txt")).unwrap();
    let other = fs::read_to_string(fixtures("sources/baishui-2020.txt")).unwrap();
    let sources = |again: &str| {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("qingshi-2019.txt", &*text), ("baishui-2020.txt", &other), ("again.txt", again)]
        {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    };
    let audit = |site: &SiteTest, again: &str| {
        let folder = sources(again);
        let output = xianzhi(&site.root(), &["audit", "--sources", folder.path().to_str().unwrap()]);
        (code(&output), said(&output))
    };
    let undeclared = with_second("metrics: []\n");
    // Printed elsewhere with other line breaks, another headline and a sentence less.
    let lines: Vec<&str> = text.lines().map(|line| line.trim_start_matches('\u{3000}')).collect();
    let again = format!("云江晚报讯\n{}\n", lines[2..lines.len() - 1].concat());
    let (_, told) = audit(&undeclared, &again);
    assert!(told.contains("undeclared-reprint") && told.contains("reprint_of: 990101-qingshi"), "{told}");
    let (_, told) = audit(&undeclared, &format!("{other}\n{}", "又说了别的事情。".repeat(40)));
    assert!(!told.contains("990101-qingshi-2019 的有"), "another story is no reprint: {told}");

    let declared = with_second(&format!("reprint_of: {ORIGINAL}\nmetrics: []\n"));
    let (code, told) = audit(&declared, &again);
    assert_eq!(code, 0, "{told}");
    assert!(!told.contains("undeclared-reprint") && !told.contains("figure-unbound"), "{told}");
    assert!(told.contains("990101-qingshi-again：转载，数字登记在 990101-qingshi-2019"), "{told}");
    let checked = said(&xianzhi(&declared.root(), &["check"]));
    assert!(!checked.contains("audit-stale"), "{checked}");
}
