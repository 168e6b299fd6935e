//! The content against its source texts: what was copied wrong must not pass, and what is right must.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};
use xianzhi::{
    diag::{At, Finding, Format, Lang, Severity, emit},
    model::AuditRecord,
    pipeline::{self, Audited},
    write,
};

use crate::support::{SiteTest, copy, fixtures, own_sources, program, repository};

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";

fn audit(root: &Path, sources: &Path) -> Audited {
    pipeline::audit(root, sources).unwrap_or_else(|e| panic!("{e:#}"))
}

fn audit_base(site: &SiteTest) -> Vec<Finding> {
    audit(&site.root(), &fixtures("sources")).findings
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.rule.0).collect()
}

/// What an audit that could be made recorded.
fn records(audited: &Audited) -> &[Option<AuditRecord>] {
    &audited.audit.as_ref().expect("the content can be read").records
}

#[test]
fn values_are_found_across_line_breaks_and_in_full_width() {
    let site = SiteTest::base();
    let source = fs::read_to_string(fixtures("sources/qingshi-2019.txt")).unwrap();
    assert!(
        source.contains("２８０００\n人") && source.contains("3200余\n万元"),
        "the source breaks its figures"
    );
    assert_eq!(audit_base(&site), []);
}

#[test]
fn the_record_of_the_base_site_is_current() {
    let site = SiteTest::base();
    let audited = audit(&site.root(), &fixtures("sources"));
    assert_eq!(write::audit_text(&audited.catalog, records(&audited)), site.read("content/audit.yaml"));
}

/// Every `value` of the article with the bytes where it stands.
fn values(text: &str) -> Vec<(usize, &str)> {
    text.match_indices("value: ")
        .map(|(i, key)| {
            let start = i + key.len();
            (start, text[start..].split([',', '}']).next().unwrap())
        })
        .collect()
}

#[test]
fn every_changed_character_of_every_value_is_found() {
    let site = SiteTest::base();
    let text = site.read(ARTICLE);
    let mut tried = 0;
    for (start, value) in values(&text) {
        for (i, c) in value.char_indices() {
            for other in substitutes(c) {
                let (from, to) = (start + i, start + i + c.len_utf8());
                let changed = format!("{}{other}{}", &text[..from], &text[to..]);
                site.write(ARTICLE, &changed);
                let findings = audit_base(&site);
                assert!(!findings.is_empty(), "{value} with {other:?} for {c:?} passed");
                tried += 1;
            }
        }
    }
    assert!(tried > 150, "{tried} changes");
}

#[test]
fn an_event_stands_on_lines_that_print_its_year() {
    let site = SiteTest::base();
    let text = site.read(ARTICLE);
    let audited = |event: &str| {
        let events = format!("events:\n  - {{text: 通过验收, {event}}}\nexclude:\n");
        site.write(ARTICLE, text.replacen("exclude:\n", &events, 1));
        audit_base(&site)
    };
    let clean: [Finding; 0] = [];
    assert_eq!(audited("date: 2019-12, lines: 16"), clean);
    assert_eq!(audited("date: 2018~, lines: 1-2"), clean, "an inferred year need not be printed");
    assert_eq!(rules(&audited("date: 2018, lines: 16")), ["not-on-lines"]);
    assert_eq!(rules(&audited("date: 2019, lines: 1-900")), ["not-on-lines"]);
}

/// What a slip of the hand makes of a character: another digit, none, a figure twice; another sign.
fn substitutes(c: char) -> Vec<String> {
    match c.to_digit(10) {
        Some(d) => {
            vec![((d + 1) % 10).to_string(), ((d + 7) % 10).to_string(), String::new(), format!("{c}{c}")]
        }
        None if c == '.' => vec![String::new()],
        None => vec![String::new(), "亿".to_owned()],
    }
}

#[test]
fn lines_off_by_one_are_found() {
    let site = SiteTest::base();
    let text = site.read(ARTICLE);
    let source = fs::read_to_string(fixtures("sources/qingshi-2019.txt")).unwrap();
    for (i, key) in text.match_indices("lines: ") {
        let start = i + key.len();
        let lines = text[start..].split([',', '}']).next().unwrap();
        let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
        let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
        let shifted = [(first + 1, last + 1), (first - 1, last - 1), (1, 2), (first + 100, last + 100)];
        let narrower = (first < last).then_some([(first, first), (last, last)]);
        for (a, b) in shifted.into_iter().chain(narrower.into_iter().flatten()) {
            site.write(ARTICLE, format!("{}{a}-{b}{}", &text[..start], &text[start + lines.len()..]));
            assert!(!audit_base(&site).is_empty(), "lines {lines} as {a}-{b} passed:\n{source}");
        }
    }
}

#[test]
fn a_figure_that_is_left_out_is_listed() {
    let site = SiteTest::base();
    site.edit(ARTICLE, "  - {metric: education.aid_times, value: 4200人次, lines: 14}\n", "");
    let audited = audit(&site.root(), &fixtures("sources"));
    assert_eq!(rules(&audited.findings), ["figure-unbound"]);
    let missing = &records(&audited)[0].as_ref().unwrap().missing;
    assert_eq!(missing.iter().map(|m| (m.text.as_str(), m.line)).collect::<Vec<_>>(), [("4200人次", 14)]);
    let report = emit(&audited.findings, &audited.sources, Format::Human { color: false }, Lang::Zh);
    assert!(report.contains("qingshi-2019.txt 第 14 行的“4200人次”没有登记"), "{report}");
}

#[test]
fn an_exclusion_that_is_not_in_the_source_is_found() {
    let site = SiteTest::base();
    site.edit(ARTICLE, "text: 200人以上", "text: 300人以上");
    let found = audit_base(&site);
    assert_eq!(rules(&found), ["not-on-lines"], "one slip is one finding");
    assert_eq!(found[0].labels[0].text.zh, "来源印的是“200人以上”");
}

#[test]
fn content_that_cannot_be_read_is_not_audited() {
    let site = SiteTest::base();
    site.edit(ARTICLE, "place: \"990101\"", "place: \"990109\"");
    let audited = audit(&site.root(), &fixtures("sources"));
    assert!(audited.audit.is_none());
    assert_eq!(rules(&audited.findings), ["unknown-place"]);
}

/// The sources of the base site in a folder of their own.
fn sources() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&fixtures("sources"), folder.path());
    folder
}

#[test]
fn a_changed_source_is_found() {
    let (site, sources) = (SiteTest::base(), sources());
    let path = sources.path().join("baishui-2020.txt");
    fs::write(&path, fs::read_to_string(&path).unwrap() + "\n").unwrap();
    assert_eq!(rules(&audit(&site.root(), sources.path()).findings), ["source-changed"]);
}

#[test]
fn figures_are_found_however_a_source_was_saved() {
    let site = SiteTest::base();
    let wide = |text: &str| {
        let widened =
            |c: char| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c };
        text.chars().map(widened).collect::<String>()
    };
    type Change<'a> = &'a dyn Fn(&str) -> String;
    let changes: [(&str, Change<'_>); 4] = [
        ("CRLF", &|text| text.replace('\n', "\r\n")),
        ("BOM", &|text| format!("\u{feff}{text}")),
        ("full width", &wide),
        ("spaced out", &|text| text.replace('人', "\u{a0}人\u{200b}").replace('万', "\u{3000}万 ")),
    ];
    for (what, change) in changes {
        let sources = sources();
        for name in ["qingshi-2019.txt", "baishui-2020.txt"] {
            let path = sources.path().join(name);
            fs::write(&path, change(&fs::read_to_string(&path).unwrap())).unwrap();
        }
        let audited = audit(&site.root(), sources.path());
        assert_eq!(rules(&audited.findings), ["source-changed", "source-changed"], "{what}");
        let counts = |records: &[Option<AuditRecord>]| -> Vec<_> {
            records.iter().flatten().map(|r| (r.figures, r.bound, r.excluded)).collect()
        };
        assert_eq!(counts(records(&audited)), counts(&audited.catalog.audit), "{what}");
    }
}

#[test]
fn a_source_that_is_not_at_hand_is_named() {
    let (site, sources) = (SiteTest::base(), sources());
    fs::remove_file(sources.path().join("baishui-2020.txt")).unwrap();
    let audited = audit(&site.root(), sources.path());
    assert_eq!(rules(&audited.findings), ["source-missing"]);
    assert_eq!(audited.findings[0].severity, Severity::Note, "the last record still speaks of it");
    assert_eq!(records(&audited), audited.catalog.audit);
    site.edit("content/articles/990102-baishui-2020.md", "sha256: 80bc", "sha256: 90bc");
    let audited = audit(&site.root(), sources.path());
    assert_eq!(audited.findings[0].severity, Severity::Error, "no record speaks of it");
    assert!(records(&audited)[1].is_none());
}

/// The only finding of an audit, and the file with its fix carried out, if it has one.
fn mended(site: &SiteTest) -> (Finding, Option<String>) {
    let findings = audit_base(site);
    let [finding] = findings.as_slice() else { panic!("{:?}", rules(&findings)) };
    let mut text = site.read(ARTICLE);
    for edit in &finding.fix {
        let At::Span(span) = edit.at else { panic!("{edit:?}") };
        text.replace_range(span.range(), &edit.text);
    }
    (finding.clone(), (!finding.fix.is_empty()).then_some(text))
}

#[test]
fn lines_are_mended_where_there_is_one_place_only() {
    for (from, to, fixed) in [
        ("value: 560人, lines: 6", "value: 560人, lines: 9", true),
        ("value: 28000人, lines: 5-6", "value: 28000人, lines: 5", true),
        ("value: 15.2万人, lines: 11-12", "value: 15.2万人, lines: \"11-12, 14\"", false),
    ] {
        let site = SiteTest::base();
        let right = site.read(ARTICLE);
        site.edit(ARTICLE, from, to);
        let (finding, text) = mended(&site);
        assert_eq!(finding.rule.0, "not-on-lines", "{to}");
        assert_eq!(text, fixed.then_some(right), "{to}: {:?}", finding.help);
    }
}

#[test]
fn lines_are_left_alone_where_two_entries_look_for_one_place() {
    let site = SiteTest::base();
    let line = "  - {metric: poverty.remaining_people, value: 560人, lines: 9}\n";
    site.edit(ARTICLE, "  - {metric: poverty.remaining_people, value: 560人, lines: 6}\n", line);
    site.edit(
        ARTICLE,
        line,
        &format!("{line}{}", line.replace("remaining_people", "remaining_people, period: 2018")),
    );
    let findings = audit_base(&site);
    assert_eq!(rules(&findings), ["not-on-lines", "not-on-lines"]);
    assert!(findings.iter().all(|f| f.fix.is_empty()), "{findings:?}");
}

#[test]
fn values_are_mended_where_only_the_form_differs() {
    for (from, to, why, fixed) in [
        ("value: 3200余万元", "value: 3200万元", "少了“余”", true),
        ("value: 3200余万元", "value: 约3200余万元", "多了“约”", true),
        ("value: 3200余万元", "value: 32000000元", "这是换算过的，要照原文抄", true),
        ("value: 1.8万亩", "value: 18000亩", "这是换算过的，要照原文抄", true),
        ("value: 86处", "value: 86个", "“处”写成了“个”", true),
        ("value: 4200人次", "value: \"4,200人次\"", "多了“,”", true),
        ("value: 4200人次", "value: 4200人", "单位不同（人次和人是两种量）", false),
        ("value: 4200人次", "value: 2400人次", "数字写颠倒了", false),
    ] {
        let site = SiteTest::base();
        let right = site.read(ARTICLE);
        site.edit(ARTICLE, from, to);
        if rules(&audit_base(&site)) == ["wrong-dimension"] {
            continue;
        }
        let (finding, text) = mended(&site);
        assert!(finding.message.zh.contains(why), "{to}: {}", finding.message.zh);
        assert_eq!(text, fixed.then_some(right), "{to}");
    }
}

#[test]
fn what_is_recorded_wrongly_is_not_counted_as_recorded() {
    let site = SiteTest::base();
    site.edit(ARTICLE, "value: 560人, lines: 6", "value: 650人, lines: 6");
    let audited = audit(&site.root(), &fixtures("sources"));
    let record = records(&audited)[0].as_ref().unwrap();
    assert_eq!((record.figures, record.bound, record.missing.len()), (15, 13, 1));
    assert_eq!((record.missing[0].text.as_str(), record.missing[0].line), ("560人", 6));
}

#[test]
fn wide_lines_do_not_take_the_place_of_narrow_ones() {
    let (site, sources) = (SiteTest::base(), sources());
    let path = sources.path().join("qingshi-2019.txt");
    let source = fs::read_to_string(&path).unwrap();
    fs::write(&path, source.replace("发放扶贫", "培训4200人次，发放扶贫")).unwrap();
    let row = "{metric: education.aid_times, value: 4200人次, lines: 14}";
    let wide = row.replace("lines: 14", "lines: 13-14");
    let narrow = row.replace("lines: 14", "lines: 13, period: 2018");
    site.edit(ARTICLE, row, &format!("{wide}\n  - {narrow}"));
    assert_eq!(rules(&audit(&site.root(), sources.path()).findings), ["source-changed"]);
}

#[test]
fn messages_name_the_slip_in_both_languages() {
    let site = SiteTest::base();
    site.edit(ARTICLE, "value: 3200余万元", "value: 3200余元");
    let (finding, _) = mended(&site);
    assert_eq!(
        finding.message.zh,
        "来源第 13-14 行印的是“3200余万元”，登记写成了“3200余元”：单位不同（差一万倍）"
    );
    assert_eq!(
        finding.message.en,
        "the source prints “3200余万元” on lines 13-14, the record says “3200余元”: another unit (10,000-fold)"
    );
}

#[test]
fn an_exclusion_that_leaves_nothing_out_is_found() {
    let site = SiteTest::base();
    let row = "  - {text: 200人以上, lines: 15, reason: threshold}\n";
    for (text, lines, used) in
        [("“一对一”帮扶", "15", false), ("86处", "11", false), ("2019年12月", "16", true)]
    {
        let added = format!("{row}  - {{text: {text}, lines: {lines}, reason: slogan}}\n");
        site.write(ARTICLE, SiteTest::base().read(ARTICLE).replace(row, &added));
        let found = audit_base(&site);
        assert_eq!(rules(&found), if used { vec![] } else { vec!["unused-exclusion"] }, "{text}");
    }
}

#[test]
fn a_figure_that_is_recorded_twice_needs_a_note() {
    let site = SiteTest::base();
    let row = "  - {metric: water.projects, value: 86处, lines: 11}\n";
    let again = |note: &str| {
        format!(
            "{row}  - {{metric: water.new, label: 新建饮水工程, en: New, value: 86处, lines: 11, kind: stock, population: 饮水工程{note}}}\n"
        )
    };
    site.edit(ARTICLE, row, &again(""));
    let found = audit_base(&site);
    assert_eq!(rules(&found), ["claimed-twice"]);
    assert_eq!(found[0].severity, Severity::Warning);
    site.edit(ARTICLE, "饮水工程}", "饮水工程, note: 原文说明全部是新建}");
    assert_eq!(audit_base(&site), []);
}

#[test]
fn a_value_is_not_part_of_another_figure() {
    let (site, sources) = (SiteTest::base(), sources());
    let path = sources.path().join("qingshi-2019.txt");
    let source = fs::read_to_string(&path).unwrap();
    for printed in ["560人次", "1560人", "近560人", "560人以上", "480~560人", "5560人", "560人/年"]
    {
        fs::write(&path, source.replace("560人", printed)).unwrap();
        let found = audit(&site.root(), sources.path()).findings;
        assert!(
            found.iter().any(|f| f.rule.0 == "not-on-lines" && f.message.zh.contains(printed)),
            "560人 is found in {printed}: {:?}",
            rules(&found)
        );
    }
}

#[test]
fn the_report_for_programs_accounts_for_every_figure() {
    let site = SiteTest::base();
    site.edit(ARTICLE, "  - {metric: education.aid_times, value: 4200人次, lines: 14}\n", "");
    let output = Command::new(program())
        .args(["audit", "--check", "--format", "json", "--site"])
        .arg(site.root())
        .env("XIANZHI_SOURCES", fixtures("sources"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let counts = json!({"figures": 15, "bound": 13, "excluded": 1, "missing": 1, "coverage": "93.3"});
    let first = &report["articles"][0];
    assert_eq!((&first["article"], &first["counts"]), (&json!("990101-qingshi-2019"), &counts));
    let figures = first["figures"].as_array().unwrap();
    let of = |text: &str| figures.iter().find(|f| f["text"] == text).unwrap();
    assert_eq!(
        of("3200余万元"),
        &json!({
            "text": "3200余万元", "line_start": 13, "line_end": 14, "kind": "quantity", "status": "bound",
            "quantity": {
                "value": "3200", "upper": null, "unit": "万元", "base_value": "32000000", "base_unit": "元",
                "qualifier": "over", "low": "32000000", "high": "33000000",
            },
            "observations": [{"metric": "finance.microcredit", "period": "2019"}],
            "reason": null,
        })
    );
    assert_eq!(
        (&of("4200人次")["status"], &of("200人以上")["reason"]),
        (&json!("missing"), &json!("threshold"))
    );
    assert_eq!(of("2014年")["status"], "time");
    assert_eq!(report["findings"][0]["rule"], "figure-unbound");
    assert_eq!(report["totals"]["missing"], 1);
}

#[test]
fn our_own_content_agrees_with_its_sources() {
    let Some(sources) = own_sources("our_own_content_agrees_with_its_sources") else { return };
    let audited = audit(&repository(), &sources);
    let report = emit(&audited.findings, &audited.sources, Format::Human { color: false }, Lang::Zh);
    assert!(audited.findings.is_empty(), "{report}");
    let record = fs::read_to_string(repository().join("content/audit.yaml")).unwrap_or_default();
    assert!(
        record == write::audit_text(&audited.catalog, records(&audited)),
        "content/audit.yaml is not current: run xianzhi audit"
    );
}

#[test]
fn a_practice_is_named_by_the_source_on_its_lines() {
    let site = SiteTest::base();
    let text = site.read(ARTICLE);
    let with = |name: &str, lines: &str| {
        let entry = format!(
            "practices:\n  - {{name: {name}, domain: water, text: 按户算账, lines: {lines}}}\n---\n全县"
        );
        site.write(ARTICLE, text.replacen("---\n全县", &entry, 1));
        let found = audit_base(&site);
        found.iter().map(|f| (f.rule.0.to_owned(), f.help[0].zh.to_string())).collect::<Vec<_>>()
    };
    let source = fs::read_to_string(fixtures("sources/qingshi-2019.txt")).unwrap();
    let line = source.lines().position(|l| l.contains("青石县")).unwrap() + 1;
    assert_eq!(with("青石县", &line.to_string()), []);
    let moved = with("青石县", "100");
    assert_eq!(moved.len(), 1, "{moved:?}");
    assert_eq!(moved[0].0, "not-on-lines");
    assert!(moved[0].1.contains(&line.to_string()), "{moved:?}");
    let invented = with("八面来风", &line.to_string());
    assert_eq!(invented.len(), 1, "{invented:?}");
    assert!(invented[0].1.contains("照来源的写法抄"), "{invented:?}");
}
