//! What `check --fix` mends, and what it never touches: on every mistake, on what Windows and editors do to a file, and
//! on random slips of the hand.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Output,
};

use proptest::{prelude::*, test_runner::Config};
use serde_json::Value;
use xianzhi::{
    check::RULES,
    diag::{At, Change, Finding, Lang, Severity, apply, patches, preview},
    pipeline::{self, Analysis},
};

use crate::{
    cli::{code, on, said},
    support::{SiteTest, folders, program, tree},
};

/// More rounds than any file needs.
const MOST_ROUNDS: usize = 50;

type Files = BTreeMap<String, Vec<u8>>;

/// Makes every fix until there is none left; gives the last analysis. Whatever is wrong on the way is a panic.
fn mend(site: &SiteTest, name: &str) -> Analysis {
    let mut analysis = site.analyse();
    for _ in 0..MOST_ROUNDS {
        let patches = patches(&analysis.findings, &analysis.sources);
        if patches.is_empty() {
            return analysis;
        }
        let before = tree(&site.root());
        pipeline::mend(&site.root(), &analysis.sources, &patches).unwrap_or_else(|e| panic!("{name}: {e:#}"));
        let after = tree(&site.root());
        assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "{name}");
        let mut patched = BTreeSet::new();
        for patch in &patches {
            let file = analysis.sources.file(patch.file);
            let (old, new) = (&before[&file.path], &after[&file.path]);
            only_these_changed(old, new, &patch.changes).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert!(new.ends_with(&old[file.mendable.end..]), "{name}: the end of {} changed", file.path);
            patched.insert(file.path.as_str());
        }
        for (path, old) in before.iter().filter(|(path, _)| !patched.contains(path.as_str())) {
            assert_eq!(*old, after[path], "{name}: {path} changed without a patch");
        }
        analysis = site.analyse();
    }
    let next = preview(&patches(&analysis.findings, &analysis.sources), &analysis.sources, false, Lang::En);
    panic!("{name}: there is no end to the fixes, next:\n{next}")
}

/// Whether a text became another by these changes and by nothing else.
fn only_these_changed(old: &[u8], new: &[u8], changes: &[Change]) -> Result<(), String> {
    let (mut from, mut to) = (0, 0);
    for change in changes {
        let kept = &old[from..change.range.start];
        if new.get(to..to + kept.len()) != Some(kept) {
            return Err(format!("bytes before {change:?} changed"));
        }
        to += kept.len();
        if new.get(to..to + change.text.len()) != Some(change.text.as_bytes()) {
            return Err(format!("{change:?} was not made"));
        }
        (from, to) = (change.range.end, to + change.text.len());
    }
    if old[from..] == new[to..] { Ok(()) } else { Err("bytes after the last change changed".to_owned()) }
}

/// The body of a Markdown file, found without the program: what follows the second line `---`.
fn body(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    let mut fences = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        at += line.len();
        fences += usize::from(line.trim_ascii_end() == b"---");
        if fences == 2 {
            return Some(&bytes[at..]);
        }
    }
    None
}

/// Every body that can be told from the data afterwards was there before, to the byte.
fn same_bodies(name: &str, before: &Files, after: &Files) {
    for (path, new) in after.iter().filter(|(path, _)| path.ends_with(".md")) {
        if let Some(body) = body(new) {
            assert!(before[path].ends_with(body), "{name}: the body of {path} changed");
        }
    }
}

/// File, rule and message of a finding: what makes it the same one on another line.
fn key(finding: &Finding, analysis: &Analysis) -> (String, &'static str, String) {
    let path = analysis.sources.file(finding.at().file()).path.clone();
    (path, finding.rule.0, finding.message.zh.to_string())
}

fn keys(analysis: &Analysis, of: impl Fn(&Finding) -> bool) -> BTreeSet<(String, &'static str, String)> {
    analysis.findings.iter().filter(|f| of(f)).map(|f| key(f, analysis)).collect()
}

#[test]
fn every_fix_mends_its_mistake_and_nothing_else() {
    let mut mended = 0;
    let rules = folders("rules").into_iter().map(|rule| format!("rules/{rule}/bad"));
    let mistakes = folders("mistakes").into_iter().map(|name| format!("mistakes/{name}"));
    for name in mistakes.chain(rules) {
        let site = SiteTest::fixture(&name);
        let (before, first) = (tree(&site.root()), site.analyse());
        let last = mend(&site, &name);
        same_bodies(&name, &before, &tree(&site.root()));
        let fixed = keys(&first, |f| !f.fix.is_empty());
        let left: Vec<_> = keys(&last, |_| true).intersection(&fixed).cloned().collect();
        assert!(left.is_empty(), "{name}: still there: {left:#?}");
        // Rules are not asked about content with errors, and may speak when these are gone.
        let of_a_rule = |f: &Finding| RULES.iter().any(|rule| rule.id == f.rule);
        let error = |f: &Finding| f.severity == Severity::Error && !of_a_rule(f);
        let new: Vec<_> = keys(&last, error).difference(&keys(&first, error)).cloned().collect();
        assert!(new.is_empty(), "{name}: the fix brought about {new:#?}");
        mended += usize::from(!fixed.is_empty());
    }
    assert!(mended >= 45, "only {mended} mistakes have a fix");
}

/// What becomes of a file that Windows, an input method or a word processor had its way with.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    /// Read as it was meant, nothing to be said.
    Understood,
    /// Found, explained, and mended without a person.
    Mended,
    /// Found and explained; a person has to mend it.
    Explained,
}

use Outcome::{Explained, Mended, Understood};

/// Fixtures of `mistakes/`, and how each ends.
const TRAPS: [(&str, Outcome); 41] = [
    ("gbk-article", Explained),
    ("utf-16-article", Explained),
    ("old-line-ends", Explained),
    ("stray-carriage-return", Explained),
    ("windows-line-ends-ok", Understood),
    ("windows-line-ends-and-a-mistake", Mended),
    ("byte-order-mark-ok", Mended),
    ("byte-order-mark-and-windows-line-ends-ok", Mended),
    ("byte-order-mark-in-the-catalogue-ok", Mended),
    ("other-file-endings-ok", Explained),
    ("full-width-colon", Mended),
    ("full-width-colon-in-an-entry", Mended),
    ("full-width-comma-in-a-list", Mended),
    ("full-width-comma-between-authors", Mended),
    ("full-width-comma-between-lines-ok", Mended),
    ("full-width-braces", Mended),
    ("full-width-brackets", Mended),
    ("full-width-digits-ok", Understood),
    ("full-width-digits-in-codes", Mended),
    ("full-width-stop-in-a-metric-id", Mended),
    ("full-width-opening", Mended),
    ("full-width-dashes", Mended),
    ("dashes-of-several-kinds", Mended),
    ("empty-lines-before-the-dashes", Mended),
    ("spaces-after-the-dashes-ok", Understood),
    ("spaces-at-the-end-of-lines-ok", Understood),
    ("indented-with-tabs", Mended),
    ("tabs-in-a-block-entry", Mended),
    ("tab-after-a-colon-ok", Understood),
    ("wrong-indentation", Mended),
    ("item-further-left-than-the-others", Mended),
    ("wide-space-as-indent", Mended),
    ("wide-space-after-a-colon", Mended),
    ("no-break-space-as-indent", Mended),
    ("no-break-space-after-a-colon", Mended),
    ("zero-width-space-in-a-value", Mended),
    ("zero-width-space-in-a-field-name", Mended),
    ("chinese-quotes-around-a-value", Mended),
    ("chinese-quote-at-the-end-of-a-quoted-value", Mended),
    ("no-space-after-the-colon", Mended),
    ("field-names-in-capitals", Mended),
];

#[test]
fn what_machines_do_to_a_file_is_understood_mended_or_explained() {
    for (name, outcome) in TRAPS {
        let site = SiteTest::fixture(&format!("mistakes/{name}"));
        let first = site.analyse();
        let found: Vec<&Finding> = first.findings.iter().filter(|f| f.rule.0 != "audit-stale").collect();
        assert_eq!(found.is_empty(), outcome == Understood, "{name}: {found:#?}");
        for finding in found {
            let placed = matches!(finding.at(), At::Span(_)) || finding.rule.0 == "passed-over";
            assert!(placed && !finding.help.is_empty(), "{name}: {finding:?}");
            let words = || finding.help.iter().chain([&finding.message]);
            assert!(words().all(|w| !w.zh.is_empty() && !w.en.is_empty() && w.en != w.zh), "{name}");
            assert_eq!(finding.fix.is_empty(), outcome != Mended, "{name}: {finding:#?}");
        }
        let left: Vec<Finding> = mend(&site, name).findings;
        let left: Vec<&Finding> = left.iter().filter(|f| f.rule.0 != "audit-stale").collect();
        assert_eq!(left.is_empty(), outcome != Explained, "{name}: {left:#?}");
    }
}

fn check(site: &Path, args: &[&str]) -> Output {
    on(site, &[program(), "check"], args).output().unwrap()
}

/// A site with a mistake on a line of a file with the line ends of Windows, one that a person has to mend, and one in
/// a second file.
pub fn mistaken() -> SiteTest {
    let site = SiteTest::fixture("mistakes/full-width-colon");
    let page = "---\r\ntilte: 关于本站   # 站名\r\nkeywords: 数字\r\n---\r\n正文：\r\n";
    site.write("content/pages/about.md", page);
    site
}

#[test]
fn a_preview_shows_the_changes_and_writes_nothing() {
    let site = mistaken();
    let before = tree(&site.root());
    let output = check(&site.root(), &["--fix"]);
    let text = said(&output);
    assert_eq!(code(&output), 1, "{text}");
    for line in [
        "content/articles/990102-baishui-2020.md\n  字段名后面是全角冒号\n",
        "    2 - title：白水县的饮水工程\n    2 + title: 白水县的饮水工程\n",
        "    2 - tilte: 关于本站   # 站名\n    2 + title: 关于本站   # 站名\n",
        "xianzhi check --fix --yes",
        "3 个错误",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
    assert!(!text.contains('\u{1b}') && !text.contains("改好了"), "{text}");
    assert_eq!(before, tree(&site.root()));
}

#[test]
fn yes_writes_and_a_second_run_has_nothing_to_do() {
    let site = mistaken();
    let output = check(&site.root(), &["--fix", "--yes"]);
    let text = said(&output);
    // What a person has to mend is left, and reported.
    assert_eq!(code(&output), 1, "{text}");
    assert!(text.contains("没有 keywords 这个字段") && text.contains("1 个错误"), "{text}");
    let page = "---\r\ntitle: 关于本站   # 站名\r\nkeywords: 数字\r\n---\r\n正文：\r\n";
    assert_eq!(site.read("content/pages/about.md"), page, "line ends, comment and order stay");
    assert!(site.read("content/articles/990102-baishui-2020.md").contains("\ntitle: 白水县的饮水工程\n"));
    let before = tree(&site.root());
    let again = check(&site.root(), &["--fix", "--yes"]);
    assert!(said(&again).contains("没有程序能改的"), "{}", said(&again));
    assert_eq!((code(&again), before), (1, tree(&site.root())));
    let clean = SiteTest::base();
    assert_eq!(code(&check(&clean.root(), &["--fix", "--yes"])), 0);
}

#[test]
fn a_report_says_what_can_be_mended_and_how() {
    let text = said(&check(&mistaken().root(), &[]));
    assert!(text.contains("其中 2 处可自动改：xianzhi check --fix"), "{text}");
    let english = said(&check(&mistaken().root(), &["--lang", "en", "--fix"]));
    assert!(english.contains("a full-width colon after the name of a field"), "{english}");
    assert!(!said(&check(&SiteTest::base().root(), &[])).contains("--fix"));
}

#[test]
fn fixes_are_for_people() {
    for args in [&["--fix", "--format", "json"][..], &["--fix", "--format", "sarif"], &["--yes"]] {
        let output = check(&mistaken().root(), args);
        assert_eq!(code(&output), 2, "{args:?}: {}", said(&output));
    }
}

#[test]
fn a_file_that_may_not_be_written_is_a_failure_in_words_and_stays_whole() {
    let site = mistaken();
    let path = site.root().join("content/articles/990102-baishui-2020.md");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = fs::read(&path).unwrap();
    let output = check(&site.root(), &["--fix", "--yes"]);
    assert_eq!(code(&output), 2, "{}", said(&output));
    assert!(said(&output).contains("990102-baishui-2020.md 是只读的"), "{}", said(&output));
    assert_eq!(before, fs::read(&path).unwrap());
    let names = tree(&site.root().join("content/articles")).into_keys();
    assert!(names.into_iter().all(|name| !name.starts_with('.')), "something was left beside the file");
}

#[test]
fn a_file_that_someone_else_has_changed_is_left_alone() {
    let site = mistaken();
    let analysis = site.analyse();
    let patches = patches(&analysis.findings, &analysis.sources);
    let page = "content/articles/990102-baishui-2020.md";
    site.edit(page, "把饮水工程修到户", "把饮水工程修到每一户");
    let mine = site.read(page);
    let refused = pipeline::mend(&site.root(), &analysis.sources, &patches).unwrap_err();
    assert!(refused.to_string().contains("刚才又改过了"), "{refused}");
    assert_eq!(site.read(page), mine);
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_link_out_of_the_site_is_not_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = mistaken();
    let article = site.root().join("content/articles/990102-baishui-2020.md");
    fs::set_permissions(&article, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(code(&check(&site.root(), &["--fix", "--yes"])), 1);
    assert_eq!(fs::metadata(&article).unwrap().permissions().mode() & 0o777, 0o640);

    let elsewhere = tempfile::tempdir().unwrap();
    let outside = elsewhere.path().join("site.yaml");
    let text = site.read("site.yaml").replace("languages:", "language:");
    fs::write(&outside, &text).unwrap();
    fs::remove_file(site.root().join("site.yaml")).unwrap();
    symlink(&outside, site.root().join("site.yaml")).unwrap();
    let output = check(&site.root(), &["--fix", "--yes"]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    assert!(said(&output).contains("站点文件夹外面"), "{}", said(&output));
    assert_eq!(fs::read_to_string(&outside).unwrap(), text);
}

/// Where a finding is: rule, line, column, message.
fn places(site: &SiteTest) -> Vec<(String, [String; 4])> {
    let output = check(&site.root(), &["--format", "json"]);
    let rows: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", said(&output)));
    let of = |row: &Value, name: &str| match &row[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let place = |row| (of(row, "file"), ["rule", "line", "column", "message"].map(|name| of(row, name)));
    rows.as_array().unwrap().iter().filter(|row| row["severity"] == "error").map(place).collect()
}

/// A mistake that is none where other files of the same place lie beside it.
const ALONE: &str = "binding-of-a-place-without-article";

/// Sixty and more files with a mistake each, side by side in one site: one run finds every one at the line and column
/// where it is found alone.
#[test]
fn one_run_shows_sixty_mistakes_each_at_its_place() {
    let (base, all) = (tree(&SiteTest::base().root()), SiteTest::base());
    let mut expected = Vec::new();
    for name in folders("mistakes").into_iter().filter(|name| name != ALONE) {
        let site = SiteTest::fixture(&format!("mistakes/{name}"));
        let files = tree(&site.root());
        let changed: Vec<_> = files.iter().filter(|(path, bytes)| base.get(*path) != Some(bytes)).collect();
        let [(path, bytes)] = changed[..] else { continue };
        let Some((folder, file)) = path.rsplit_once('/').filter(|_| base.contains_key(path)) else {
            continue;
        };
        if !file.ends_with(".md") {
            continue;
        }
        let copy = format!("{folder}/{name}.md");
        expected.extend(
            places(&site).into_iter().find(|(at, _)| at == path).map(|(_, place)| (copy.clone(), place)),
        );
        all.write(&copy, bytes);
    }
    let found = places(&all);
    let missing: Vec<_> = expected.iter().filter(|place| !found.contains(place)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let placed = |(_, [_, line, column, _]): &&(String, [String; 4])| line != "0" && column != "0";
    let spots: BTreeSet<_> = expected.iter().filter(placed).map(|(path, _)| path).collect();
    assert!(spots.len() >= 60, "only {} mistakes stand side by side", spots.len());
}

/// Slips of one sign: what stands in an article, and what a hand makes of it.
const SLIPS: [(&str, &str); 23] = [
    (": ", "："),
    (": ", ":"),
    (": ", ":\u{3000}"),
    (": ", ":\u{a0}"),
    (", ", "，"),
    ("{metric", "｛metric"),
    ("{metric", "metric"),
    ("\"2014", "“2014"),
    ("2014", "２０１４"),
    ("[林", "林"),
    ("林一禾]", "林一禾"),
    ("[林一禾]", "［林一禾］"),
    ("}\n", "｝\n"),
    ("}\n", "\n"),
    ("}\n", "}}\n"),
    ("\n  - ", "\n\t- "),
    ("\n  - ", "\n - "),
    ("\n  - ", "\n\u{3000}- "),
    ("\n  ", "\n\t"),
    ("\n  ", "\n   "),
    ("\n  ", "\n\u{a0}\u{a0}"),
    ("\"\n", "\n"),
    ("---\n", "－－－\n"),
];

/// A fix never makes a text out of a slip that can be read but is not what stood there before: either each byte is
/// back, or a finding is left for a person.
#[test]
fn a_slip_of_one_sign_is_undone_to_the_byte_or_left_to_a_person() {
    let (mut undone, mut all) = (0, 0);
    // Of the longer article every ninth place is tried, of the other every second.
    for (path, step) in
        [("content/articles/990101-qingshi-2019.md", 9), ("content/articles/990102-baishui-2020.md", 2)]
    {
        let whole = SiteTest::base().read(path);
        let data = whole.len() - body(whole.as_bytes()).unwrap().len();
        for (from, to) in SLIPS {
            for (at, _) in whole[..data].match_indices(from).step_by(step) {
                let site = SiteTest::base();
                let slipped = format!("{}{to}{}", &whole[..at], &whole[at + from.len()..]);
                site.write(path, &slipped);
                if site.analyse().checked.is_some() {
                    continue;
                }
                let last = mend(&site, &slipped);
                let now = site.read(path);
                let person = last.findings.iter().any(|f| f.severity == Severity::Error);
                assert!(now == whole || person, "{from:?} became {to:?}:\n{now}");
                undone += usize::from(now == whole);
                all += 1;
            }
        }
    }
    assert!(undone * 20 >= all * 19, "{undone} of {all} slips were undone");
}

/// What a slip does to a file: a piece taken out, doubled, or replaced.
fn slip() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
    let piece = prop_oneof![
        Just(String::new()),
        "[-:,\"'{}\\[\\]#]{1,3}",
        "[：，、“”｛｝［］（）－—０-９\\u{3000}\\u{a0}\\u{feff}\\u{200b}]{1,3}",
        "[a-z]{1,2}",
        Just("\t".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("---\n".to_owned()),
    ];
    (any::<prop::sample::Index>(), 0..4_usize, piece)
}

proptest! {
    #![proptest_config(Config { cases: 100, failure_persistence: None, ..Config::default() })]

    /// Whatever a hand slips on in whatever file: fixes are made to an end, change only what they name, and no body.
    #[test]
    fn no_slip_leads_a_fix_astray(which in any::<prop::sample::Index>(), slips in prop::collection::vec(slip(), 1..5), windows in any::<bool>()) {
        let site = SiteTest::base();
        let files: Vec<String> = tree(&site.root()).into_keys().collect();
        let path = &files[which.index(files.len())];
        let whole = site.read(path);
        // Slips fall in the data, where fixes are made.
        let data = body(whole.as_bytes()).map_or(whole.len(), |body| whole.len() - body.len());
        let mut text: Vec<char> = whole[..data].chars().collect();
        for (at, length, piece) in slips {
            let at = at.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, piece.chars());
        }
        let text = format!("{}{}", text.iter().collect::<String>(), &whole[data..]);
        site.write(path, if windows { text.replace('\n', "\r\n") } else { text });
        let before = tree(&site.root());
        mend(&site, path);
        same_bodies(path, &before, &tree(&site.root()));
    }

    /// Changes make of a text what they say, and keep all the rest.
    #[test]
    fn changes_keep_what_they_do_not_name(text in "[a-c一-三：\\r\\n]{0,40}", cuts in prop::collection::vec((any::<prop::sample::Index>(), "[x：]{0,3}"), 0..6)) {
        let places: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let mut ends: Vec<(usize, String)> =
            cuts.iter().map(|(at, put)| (places[at.index(places.len())], put.clone())).collect();
        ends.sort();
        let why = xianzhi::diag::Words::fixed("错", "wrong");
        let changes: Vec<Change> = ends
            .chunks_exact(2)
            .map(|pair| Change { range: pair[0].0..pair[1].0, text: pair[0].1.clone(), why: why.clone() })
            .collect();
        let mended = apply(&text, &changes);
        prop_assert_eq!(only_these_changed(text.as_bytes(), mended.as_bytes(), &changes), Ok(()));
    }
}
