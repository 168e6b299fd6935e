//! The content against its source texts: what was copied wrong must not pass, and what is right must.

use std::{
    fs,
    path::{Path, PathBuf},
};

use xianzhi::{
    diag::{Finding, Format, Lang, Severity, emit},
    model::AuditRecord,
    pipeline::{self, Audited},
    write,
};

use crate::support::{SiteTest, copy, fixtures, repository};

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

/// Where the sources of this repository's own content are, if they are here: they may not be passed on with it.
pub fn own_sources() -> Option<PathBuf> {
    let folder = std::env::var_os("XIANZHI_SOURCES")
        .map_or_else(|| repository().join("../shared/sources"), |path| repository().join(path));
    folder.is_dir().then_some(folder)
}

#[test]
fn our_own_content_agrees_with_its_sources() {
    let Some(sources) = own_sources() else {
        println!("not run: the source texts are not here; XIANZHI_SOURCES names their folder");
        return;
    };
    let audited = audit(&repository(), &sources);
    let report = emit(&audited.findings, &audited.sources, Format::Human { color: false }, Lang::Zh);
    assert!(audited.findings.is_empty(), "{report}");
    let record = fs::read_to_string(repository().join("content/audit.yaml")).unwrap_or_default();
    assert!(
        record == write::audit_text(&audited.catalog, records(&audited)),
        "content/audit.yaml is not current: run xianzhi audit"
    );
}
