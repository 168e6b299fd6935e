//! Findings as an editor, a code host and a program see them: carets, folding, annotations, JSON, SARIF.

use std::{collections::BTreeMap, ops::Range, process::Command};

use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;
use xianzhi::{
    diag::{At, FileId, Finding, Format, Lang, Meaning, RuleId, SourceMap, Span, Words, emit},
    pipeline::Analysis,
};

use crate::support::{SiteTest, is_chinese, program};

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";
const RULE: RuleId = RuleId("unbound-number");

fn file(analysis: &Analysis, path: &str) -> FileId {
    analysis.sources.files().find(|(_, f)| f.path == path).unwrap_or_else(|| panic!("no {path}")).0
}

/// The span of the first `text` in a file.
fn span(analysis: &Analysis, path: &str, text: &str) -> Span {
    let file = file(analysis, path);
    let start = analysis.sources.file(file).text.find(text).unwrap_or_else(|| panic!("no {text} in {path}"));
    Span::new(file, start..start + text.len())
}

fn screen(findings: &[Finding], sources: &SourceMap, width: usize, all: bool) -> String {
    emit(findings, sources, Format::Screen { color: false, width: Some(width), all }, Lang::Zh)
}

#[test]
fn a_caret_stands_under_the_text_it_means() {
    let line = "全区“ＡＢＣ”，abc：e\u{301}\u{20000}①，🌾（３人）·——这里有 9876人，另有下文";
    let site = SiteTest::base();
    site.write("content/pages/about.md", format!("---\ntitle: 关于本站\norder: 1\n---\n{line}\n"));
    let analysis = site.analyse();
    for meant in ["ＡＢＣ", "这里", "9876人", "（３人）", "①", "，另有下文"] {
        let at = At::Span(span(&analysis, "content/pages/about.md", meant));
        let findings = [Finding::warning(RULE, at, Words::fixed("看这里", "look here"))];
        for width in [60, 80, 120] {
            let text = screen(&findings, &analysis.sources, width, false);
            let lines: Vec<&str> = text.lines().collect();
            let shown = lines.iter().position(|l| l.contains(meant) && l.contains(" | ")).expect(&text);
            let carets = lines[shown + 1];
            let (before, _) = lines[shown].split_once(meant).unwrap();
            let caret = carets.find('^').expect(&text);
            assert_eq!(carets[..caret].width(), before.width(), "{meant}:\n{text}");
            assert_eq!(carets[caret..].trim_end().width(), meant.width(), "{meant}:\n{text}");
            assert!(lines.iter().all(|l| l.width() <= width), "wider than {width}:\n{text}");
        }
    }
}

/// A site with so many numbers without record in one article, one a line.
fn with_unbound(n: usize) -> SiteTest {
    let site = SiteTest::base();
    let body: String =
        (0..n).map(|i| format!("第{}句写了 {}人。\n\n", "又".repeat(i % 5), 1000 + i)).collect();
    let text = site.read(ARTICLE) + "\n" + &body;
    site.write(ARTICLE, text);
    site
}

#[test]
fn many_findings_of_one_kind_are_told_in_one_line() {
    for (n, more) in [(3, None), (4, Some("还有 1 处同类：第 ")), (40, Some("还有 37 处同类：第 "))]
    {
        let analysis = with_unbound(n).analyse();
        let found = analysis.findings.iter().filter(|f| f.rule == RULE).count();
        assert_eq!(found, n);
        let text = screen(&analysis.findings, &analysis.sources, 200, false);
        assert_eq!(text.matches("里的“").count(), n.min(3), "{text}");
        let told: Vec<&str> = text.lines().filter(|l| l.contains("处同类")).collect();
        match more {
            None => assert!(told.is_empty(), "{text}"),
            Some(more) => {
                assert_eq!(told.len(), 1, "{text}");
                let start = format!("警告[unbound-number]: {more}");
                assert!(told[0].starts_with(&start), "{}", told[0]);
                assert!(told[0].ends_with("行（加 --all 全部列出）"), "{}", told[0]);
                assert_eq!(told[0].matches('、').count(), (n - 4).min(20), "{}", told[0]);
                assert_eq!(told[0].contains('…'), n > 24, "{}", told[0]);
            }
        }
        let all = screen(&analysis.findings, &analysis.sources, 120, true);
        assert_eq!(all.matches("里的“").count(), n, "{all}");
        assert!(!all.contains("处同类"), "{all}");
    }
}

#[test]
fn the_line_about_the_others_names_their_lines() {
    let analysis = with_unbound(6).analyse();
    let lines: Vec<String> = analysis
        .findings
        .iter()
        .filter(|f| f.rule == RULE)
        .map(|f| {
            let At::Span(span) = f.at() else { panic!("no place") };
            analysis.sources.position(span.file, span.range().start).line.to_string()
        })
        .collect();
    let in_lang = |lang| {
        let format = Format::Screen { color: false, width: Some(120), all: false };
        emit(&analysis.findings, &analysis.sources, format, lang)
    };
    let zh = format!("还有 3 处同类：第 {} 行（", lines[3..].join("、"));
    let en = format!("3 more of this kind: lines {} (", lines[3..].join(", "));
    assert!(in_lang(Lang::Zh).contains(&zh), "{}", in_lang(Lang::Zh));
    assert!(in_lang(Lang::En).contains(&en), "{}", in_lang(Lang::En));
}

#[test]
fn what_is_said_of_a_file_as_a_whole_is_shown_with_its_path() {
    let analysis = SiteTest::base().analyse();
    let (article, page) = (file(&analysis, ARTICLE), file(&analysis, "content/pages/about.md"));
    let finding = Finding::error(RULE, At::File(article), Words::fixed("两个文件", "two files"))
        .also(At::File(page), Words::fixed("先有这一个", "this one came first"));
    let text = screen(&[finding], &analysis.sources, 120, false);
    assert!(text.contains(&format!("--> {ARTICLE}\n")), "{text}");
    assert!(text.contains("::: content/pages/about.md: 先有这一个\n"), "{text}");
}

/// Properties and message of a workflow command, read as the runner reads them.
fn command(line: &str) -> (String, BTreeMap<String, String>, String) {
    let unescape = |text: &str| {
        [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
            .iter()
            .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    };
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let pairs = properties.split(',').map(|p| p.split_once('=').unwrap());
    (name.into(), pairs.map(|(k, v)| (k.into(), unescape(v))).collect(), unescape(message))
}

#[test]
fn annotations_are_read_back_as_they_were_meant() {
    let site = SiteTest::base();
    site.write("content/pages/about.md", "---\ntitle: 关于\norder: 1\n---\n占 99.5%，\n另占 3%。\n");
    let analysis = site.analyse();
    let at = |text| At::Span(span(&analysis, "content/pages/about.md", text));
    let words = Words::fixed("占比 99.5% 写成: a, b::c\n另一行", "…");
    let findings = [
        Finding::error(RULE, at("99.5%"), words.clone()).help(Words::fixed("改成 50%", "…")),
        Finding::warning(RULE, at("99.5%，\n另占"), words.clone()),
        Finding::note(RULE, At::File(file(&analysis, ARTICLE)), words.clone()),
    ];
    let text = emit(&findings, &analysis.sources, Format::Github { folder: "./县情, 2020" }, Lang::Zh);
    let [error, warning, note] = &text.lines().map(command).collect::<Vec<_>>()[..] else {
        panic!("not a line a finding:\n{text}")
    };
    assert_eq!((&*error.0, &*warning.0, &*note.0), ("error", "warning", "notice"));
    let of = |command: &(String, BTreeMap<String, String>, String)| {
        let words = ["file", "line", "endLine", "col", "endColumn", "title"];
        words.map(|w| command.1.get(w).cloned().unwrap_or_default()).join("|")
    };
    assert_eq!(of(error), "县情, 2020/content/pages/about.md|5|5|3|8|unbound-number");
    assert_eq!(of(warning), "县情, 2020/content/pages/about.md|5|6|||unbound-number");
    assert_eq!(of(note), format!("县情, 2020/{ARTICLE}|||||unbound-number"));
    assert_eq!(error.2, format!("{}\n改成 50%", words.zh));
}

/// A finding with a fix that cuts out one text and puts another before a second one, and the file that it mends.
fn mendable(analysis: &Analysis) -> Finding {
    let of = |text| span(analysis, ARTICLE, text);
    Finding::warning(RULE, At::Span(of("title")), Words::fixed("可以改", "can be mended"))
        .fix(At::Span(of("origin")), "来源")
        .fix(
            At::Span(Span::new(of("metrics").file, of("metrics").range().start..of("metrics").range().start)),
            "\n",
        )
}

#[test]
fn json_carries_the_edits_that_mend_a_finding() {
    let analysis = SiteTest::base().analyse();
    let text = emit(&[mendable(&analysis)], &analysis.sources, Format::Json, Lang::En);
    let rows: Value = serde_json::from_str(&text).unwrap();
    let source = &analysis.sources.file(file(&analysis, ARTICLE)).text;
    let edits = rows[0]["fix"].as_array().unwrap();
    assert_eq!((edits.len(), rows[0]["message"].as_str()), (2, Some("can be mended")));
    for (edit, (cut, put)) in edits.iter().zip([("origin", "来源"), ("", "\n")]) {
        let number = |name: &str| usize::try_from(edit[name].as_u64().unwrap()).unwrap();
        let bytes: Range<usize> = number("start_byte")..number("end_byte");
        assert_eq!(
            (&source[bytes.clone()], edit["text"].as_str(), edit["file"].as_str()),
            (cut, Some(put), Some(ARTICLE))
        );
        assert_eq!(
            source[..bytes.start].lines().count(),
            number("line") - usize::from(number("column") == 1)
        );
        assert_eq!(number("end_column") - number("column"), cut.chars().count());
    }
}

fn sarif(analysis: &Analysis, findings: &[Finding]) -> Value {
    let meanings = [Meaning {
        id: RULE,
        what: Words::fixed("什么", "what"),
        why: Words::fixed("为什么", "why"),
        mend: Words::fixed("怎样改", "how"),
        markdown: Words::fixed("## 什么", "## what"),
    }];
    let format = Format::Sarif { meanings: &meanings, folder: "." };
    serde_json::from_str(&emit(findings, &analysis.sources, format, Lang::En)).unwrap()
}

#[test]
fn sarif_explains_each_rule_once_and_carries_fixes() {
    let analysis = SiteTest::base().analyse();
    let other = Finding::note(RuleId("another"), At::File(FileId(0)), Words::fixed("另", "other"));
    let grave = Finding::error(RULE, At::File(FileId(0)), Words::fixed("重", "grave"));
    let log = sarif(&analysis, &[mendable(&analysis), other, grave]);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let named: Vec<_> =
        rules.iter().map(|r| (r["id"].as_str().unwrap(), &r["defaultConfiguration"]["level"])).collect();
    assert_eq!(named, [("another", &Value::from("note")), ("unbound-number", &Value::from("error"))]);
    assert_eq!(rules[1]["shortDescription"]["text"], "what");
    assert_eq!(rules[1]["fullDescription"]["text"], "what\nwhy");
    assert_eq!(
        (&rules[1]["help"]["text"], &rules[1]["help"]["markdown"]),
        (&"how".into(), &"## what".into())
    );
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let change = &run["results"][0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], ARTICLE);
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "来源");
    assert!(run["results"][1].get("fixes").is_none());
}

#[test]
fn sarif_addresses_are_percent_encoded() {
    let site = SiteTest::fixture("mistakes/file-name-in-chinese");
    let analysis = site.analyse();
    let log = sarif(&analysis, &analysis.findings);
    let uri =
        log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str();
    assert_eq!(uri, Some("content/pages/%E5%85%B3%E4%BA%8E%20%E6%9C%AC%E7%AB%99.md"));
}

#[test]
fn fingerprints_stay_when_lines_move_and_tell_findings_apart() {
    let prints = |site: &SiteTest| -> Vec<String> {
        let analysis = site.analyse();
        let log = sarif(&analysis, &analysis.findings);
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results
            .iter()
            .map(|r| r["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().into())
            .collect()
    };
    let site = with_unbound(6);
    site.write(ARTICLE, site.read(ARTICLE).replace("1002人。", "1002人，又 1002人。"));
    let before = prints(&site);
    assert!(before.len() >= 7, "{before:?}");
    let distinct: std::collections::BTreeSet<_> = before.iter().collect();
    assert_eq!(distinct.len(), before.len(), "{before:?}");
    site.write(ARTICLE, site.read(ARTICLE).replacen("\n---\n", "\n---\n\n下面是正文。\n\n\n", 1));
    assert_eq!(prints(&site), before);
    site.write(ARTICLE, site.read(ARTICLE).replace("1003人", "1903人"));
    let changed = prints(&site).iter().zip(&before).filter(|(a, b)| a != b).count();
    assert_eq!(changed, 1);
}

/// What `xianzhi` prints.
fn printed(site: &SiteTest, args: &[&str]) -> String {
    let output = Command::new(program()).args(args).arg("--site").arg(site.root()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_run_ends_with_what_was_checked_and_what_was_found() {
    let (clean, warned) = (SiteTest::base(), with_unbound(5));
    let wrong = SiteTest::fixture("mistakes/several-at-once");
    for (site, args, last) in [
        (&clean, &["check", "--lang", "zh"][..], "检查了 2 篇报道、22 个数字：没有发现问题"),
        (&clean, &["check", "--lang", "en"], "checked 2 articles and 22 figures: nothing to mend"),
        (&warned, &["check", "--lang", "zh"], "检查了 2 篇报道、22 个数字：5 个警告"),
        (&warned, &["check", "--lang", "en"], "checked 2 articles and 22 figures: 5 warnings"),
        (&wrong, &["check", "--lang", "zh"], "检查了 2 篇报道、21 个数字：7 个错误"),
        (
            &wrong,
            &["check", "--lang", "en", "--format", "github"],
            "checked 2 articles and 21 figures: 7 errors",
        ),
    ] {
        let text = printed(site, args);
        // What can be mended mechanically is said after it.
        let end = text.lines().rfind(|line| !line.contains("check --fix"));
        assert_eq!(end, Some(last), "{args:?}");
    }
}

#[test]
fn a_build_folds_too_and_speaks_the_language_asked_for() {
    let site = with_unbound(9);
    let folded = printed(&site, &["build", "--lang", "en"]);
    assert!(folded.contains("6 more of this kind: lines "), "{folded}");
    assert!(folded.contains("checked 2 articles and 22 figures: 9 warnings\nwrote "), "{folded}");
    let ours: Vec<&str> =
        folded.lines().filter(|l| l.starts_with("warning") || l.contains(" help: ")).collect();
    for line in ours {
        let quoted = line.split('“').next().unwrap();
        assert!(!quoted.chars().any(is_chinese), "{line}");
    }
    let all = printed(&site, &["build", "--lang", "en", "--all"]);
    assert_eq!(all.matches("warning[unbound-number]").count(), 9, "{all}");
}

#[test]
fn every_format_is_the_same_from_every_folder() {
    for format in ["human", "json", "sarif", "github"] {
        let run = |site: &SiteTest| {
            let mut command = Command::new(program());
            command.args(["check", "--format", format, "--lang", "zh"]).current_dir(site.root());
            String::from_utf8(command.output().unwrap().stdout).unwrap()
        };
        let (one, other) =
            (SiteTest::fixture("mistakes/several-at-once"), SiteTest::fixture("mistakes/several-at-once"));
        assert_eq!(run(&one), run(&other));
        assert!(run(&one).contains("unknown-place"), "{format}");
    }
}
