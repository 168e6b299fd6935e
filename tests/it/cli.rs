//! The program as an editor and a script run it: exit codes, formats, what it leaves alone.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use snapbox::Data;
use xianzhi::{check::RULES, diag::Lang};

use crate::support::{SiteTest, fixtures, is_chinese, program, repository, snapshots, tree};

/// A command on a site, in Chinese: of the program, or of what begins it with the arguments that follow.
pub fn on(site: &Path, begun: &[&str], args: &[&str]) -> Command {
    let mut command = Command::new(begun[0]);
    command.args(&begun[1..]).args(args).arg("--site").arg(site);
    command.env("LC_ALL", "zh_CN.UTF-8").env_remove("XIANZHI_SOURCES");
    command
}

pub fn xianzhi(site: &Path, args: &[&str]) -> Output {
    on(site, &[program()], args).output().unwrap()
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("the program ended by itself")
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn exit_codes_tell_clean_findings_and_failure_apart() {
    let (clean, warned) = (SiteTest::base(), SiteTest::fixture("rules/unbound-number/bad"));
    let wrong = SiteTest::fixture("mistakes/bare-number");
    for (site, args, expected) in [
        (&clean, &["check"][..], 0),
        (&clean, &["check", "--strict"], 0),
        (&clean, &["build"], 0),
        (&warned, &["check"], 0),
        (&warned, &["check", "--strict"], 1),
        (&warned, &["build"], 0),
        (&wrong, &["check"], 1),
        (&wrong, &["build"], 1),
        (&clean, &["frobnicate"], 2),
        (&clean, &["check", "--frobnicate"], 2),
        (&clean, &["check", "--format", "xml"], 2),
        (&clean, &["explain", "no-such-rule"], 2),
    ] {
        let output = xianzhi(&site.root(), args);
        assert_eq!(code(&output), expected, "{args:?}: {}", said(&output));
    }
}

#[test]
fn a_folder_that_is_no_site_is_a_failure_in_words() {
    let empty = tempfile::tempdir().unwrap();
    for command in ["check", "build", "audit"] {
        let output = xianzhi(empty.path(), &[command]);
        assert_eq!(code(&output), 2);
        assert!(said(&output).contains("没有 site.yaml"), "{}", said(&output));
        assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0, "{command} wrote something");
    }
    let site = SiteTest::base();
    fs::remove_file(site.root().join("content/metrics.yaml")).unwrap();
    let output = xianzhi(&site.root(), &["check"]);
    assert_eq!((code(&output), said(&output).contains("缺少文件 content/metrics.yaml")), (2, true));
}

#[test]
fn findings_go_to_standard_output_without_colour_in_a_pipe() {
    let site = SiteTest::fixture("mistakes/bare-number");
    let output = xianzhi(&site.root(), &["check"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("content/articles/990101-qingshi-2019.md:15:49"), "{text}");
    assert!(text.contains("1 个错误") && !text.contains('\u{1b}') && output.stderr.is_empty(), "{text}");
}

fn json(site: &SiteTest, format: &str) -> Value {
    let output = xianzhi(&site.root(), &["check", "--format", format]);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", said(&output)))
}

#[test]
fn json_has_every_finding_with_its_place() {
    let site = SiteTest::fixture("mistakes/several-at-once");
    let rows = json(&site, "json");
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), site.analyse().findings.len());
    for row in rows {
        assert!(row["line"].as_u64().unwrap() >= 1 && row["column"].as_u64().unwrap() >= 1, "{row}");
        assert!(["error", "warning", "note"].contains(&row["severity"].as_str().unwrap()), "{row}");
        assert!(site.root().join(row["file"].as_str().unwrap()).is_file(), "{row}");
        assert!(row["message"].is_string() && row["help"].is_array() && row["rule"].is_string(), "{row}");
    }
    assert_eq!(json(&SiteTest::base(), "json"), Value::Array(Vec::new()));
}

#[test]
fn sarif_has_what_code_hosts_ask_for() {
    let site = SiteTest::fixture("mistakes/several-at-once");
    let log = json(&site, "sarif");
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "xianzhi");
    let rules: Vec<&str> =
        driver["rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), site.analyse().findings.len());
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()), "{result}");
        assert!(result["message"]["text"].is_string() && result["level"].is_string(), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].is_string(), "{result}");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1, "{result}");
    }
}

#[test]
fn a_build_writes_only_its_folder() {
    let site = SiteTest::base();
    let before = tree(&site.root());
    assert_eq!(code(&xianzhi(&site.root(), &["build", "--out", "dist"])), 0);
    let mut after = tree(&site.root());
    after.retain(|path, _| !path.starts_with("dist/"));
    assert!(before == after, "the build changed the content");
    assert!(site.root().join("dist/index.html").is_file());
}

#[test]
fn a_foreign_folder_is_refused_and_left_whole() {
    let site = SiteTest::base();
    fs::create_dir_all(site.root().join("public/照片")).unwrap();
    site.write("public/照片/家.txt", "years of work").write("public/index.html", "mine");
    let before = tree(&site.root());
    let output = xianzhi(&site.root(), &["build"]);
    assert_eq!(code(&output), 2, "{}", said(&output));
    assert!(said(&output).contains("不是 xianzhi 写的文件"), "{}", said(&output));
    assert!(tree(&site.root()) == before, "the build touched a foreign folder");
}

#[test]
fn the_content_is_not_taken_for_an_output_folder() {
    let site = SiteTest::base();
    let before = tree(&site.root());
    for out in ["content", ".", "content/articles"] {
        assert_eq!(code(&xianzhi(&site.root(), &["build", "--out", out])), 2, "--out {out}");
        assert!(tree(&site.root()) == before, "--out {out} changed the content");
    }
}

#[test]
fn a_failed_build_leaves_the_old_site() {
    let site = SiteTest::base();
    assert_eq!(code(&xianzhi(&site.root(), &["build"])), 0);
    let old = tree(&site.root().join("public"));
    site.edit("content/articles/990101-qingshi-2019.md", "value: 86处", "value: 86");
    assert_eq!(code(&xianzhi(&site.root(), &["build"])), 1);
    assert!(tree(&site.root().join("public")) == old, "findings changed the old site");
    site.edit("content/articles/990101-qingshi-2019.md", "value: 86", "value: 86处");
    fs::create_dir_all(site.root().join("templates")).unwrap();
    site.write("templates/county.html", "{{ no_such_variable.field }}");
    let output = xianzhi(&site.root(), &["build"]);
    assert_eq!(code(&output), 2, "{}", said(&output));
    assert!(said(&output).contains("county.html"), "{}", said(&output));
    assert!(tree(&site.root().join("public")) == old, "a broken template changed the old site");
    let beside = fs::read_dir(site.root())
        .unwrap()
        .filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().contains("xianzhi-"));
    assert_eq!(beside.count(), 0, "a staging folder was left");
}

#[test]
fn the_audit_writes_its_record_and_then_finds_it_current() {
    let site = SiteTest::base();
    let sources = fixtures("sources").display().to_string();
    let audit = |check: &[&str]| xianzhi(&site.root(), &[&["audit", "--sources", &sources], check].concat());
    let recorded = site.read("content/audit.yaml");
    fs::remove_file(site.root().join("content/audit.yaml")).unwrap();
    assert_eq!(code(&audit(&["--check"])), 1, "there is no record");
    assert!(!site.root().join("content/audit.yaml").exists(), "--check wrote a record");
    let output = audit(&[]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(site.read("content/audit.yaml"), recorded);
    assert_eq!(code(&audit(&["--check"])), 0);
    site.edit(
        "content/articles/990101-qingshi-2019.md",
        "value: 86处, lines: 11",
        "value: 86处, lines: 10-11",
    );
    assert_eq!(code(&audit(&["--check"])), 1, "the record is stale");
    assert_eq!(code(&xianzhi(&site.root(), &["check"])), 0);
    assert_eq!(code(&xianzhi(&site.root(), &["check", "--strict"])), 1, "check finds it stale too");
    assert_eq!(code(&audit(&[])), 0);
    assert_eq!(code(&xianzhi(&site.root(), &["check", "--strict"])), 0);
}

/// The languages with the argument that asks for each.
const LANGS: [(Lang, &[&str]); 2] = [(Lang::Zh, &["--lang", "zh"]), (Lang::En, &["--lang", "en"])];

#[test]
fn explain_speaks_of_every_rule() {
    let site = SiteTest::base();
    for (lang, asked) in LANGS {
        let explain = |args: &[&str]| xianzhi(&site.root(), &[&["explain"], args, asked].concat());
        let list = said(&explain(&[]));
        for rule in RULES {
            assert!(list.contains(rule.id.0), "{} is not listed", rule.id);
            let output = explain(&[rule.id.0]);
            assert_eq!(code(&output), 0);
            for text in [&rule.what, &rule.why, &rule.example, &rule.mend] {
                assert!(said(&output).contains(text.in_lang(lang)), "{}", rule.id);
            }
        }
    }
    let near = |lang| said(&xianzhi(&site.root(), &["explain", "relation-contradict", "--lang", lang]));
    assert!(near("zh").contains("是不是 relation-contradicts？"), "{}", near("zh"));
    assert!(near("en").contains("did you mean relation-contradicts?"), "{}", near("en"));
}

/// A text without what it quotes: values of the content, which are Chinese in every language.
fn without_quotations(text: &str) -> String {
    let mut rest = text.to_owned();
    for (open, close) in [('“', '”'), ('{', '}')] {
        while let Some((start, end)) = rest.find(open).and_then(|i| Some((i, i + rest[i..].find(close)?))) {
            rest.replace_range(start..end + close.len_utf8(), "");
        }
    }
    let words: Vec<&str> = rest.split(' ').filter(|w| !w.starts_with(|c: char| c.is_ascii_digit())).collect();
    words.join(" ")
}

#[test]
fn the_english_of_the_rules_is_english() {
    let chinese = |text: &str| text.chars().any(is_chinese);
    for rule in RULES {
        for text in [&rule.what, &rule.why, &rule.mend] {
            assert!(!chinese(&without_quotations(&text.en)), "{}: {}", rule.id, text.en);
        }
        // The example is what an editor would write; its comments are ours.
        for comment in rule.example.en.lines().filter_map(|line| line.split_once("# ")) {
            assert!(!chinese(&without_quotations(comment.1)), "{}: {}", rule.id, comment.1);
        }
    }
    let listed = said(&xianzhi(&repository(), &["explain", "--lang", "en"]));
    for line in listed.lines() {
        assert!(!chinese(&without_quotations(line)), "{line}");
        assert!(line.split_whitespace().count() > 3, "{line}");
    }
    assert_eq!(without_quotations("see “甲” of 1900人, {甲: 乙} and 甲"), "see  of  and 甲");
}

#[test]
fn every_name_of_a_finding_is_known_to_explain() {
    let site = SiteTest::base();
    let list = said(&xianzhi(&site.root(), &["explain"]));
    let listed: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let mut found = 0;
    for (path, bytes) in tree(&repository().join("src")) {
        let text = String::from_utf8(bytes).unwrap();
        for (i, mark) in text.match_indices("RuleId(\"") {
            let name = text[i + mark.len()..].split('"').next().unwrap();
            assert!(listed.contains(&name), "{name} of src/{path} is not listed by explain");
            found += 1;
        }
    }
    assert!(found >= 40, "{found} names");
    for name in ["malformed-period", "yaml-syntax", "not-on-lines"] {
        assert_eq!(code(&xianzhi(&site.root(), &["explain", name])), 0, "{name}");
    }
}

#[test]
fn the_documentation_of_the_rules_is_what_the_program_says() {
    for ((_, asked), file) in LANGS.into_iter().zip(["docs/RULES.md", "docs/RULES.en.md"]) {
        let output = xianzhi(&repository(), &[&["explain", "--markdown"], asked].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let listed = said(&xianzhi(&repository(), &[&["explain"], asked].concat()));
        for name in listed.lines().filter_map(|line| line.split_whitespace().next()) {
            let anchors = [format!("\n## {name}\n"), format!("\n### {name}\n")];
            let count: usize = anchors.iter().map(|a| text.matches(a).count()).sum();
            assert_eq!(count, 1, "{name} has {count} places in {file} to link to");
        }
        snapshots().eq(Data::text(text).raw(), Data::read_from(&repository().join(file), None).raw());
    }
}

#[test]
fn help_is_in_the_language_asked_for_and_names_every_command() {
    for (args, locale, language) in [
        (&["--help"][..], "zh_CN.UTF-8", Lang::Zh),
        (&["--help"], "C", Lang::Zh),
        (&["--help"], "en_GB.UTF-8", Lang::En),
        (&["--help", "--lang", "zh"], "en_US.UTF-8", Lang::Zh),
        (&["--lang=en", "--help"], "zh_CN.UTF-8", Lang::En),
        (&["check", "--help", "--lang", "en"], "zh_CN.UTF-8", Lang::En),
    ] {
        let output = Command::new(program()).args(args).env("LC_ALL", locale).output().unwrap();
        let text = said(&output);
        assert_eq!((code(&output), text.chars().any(is_chinese)), (0, language == Lang::Zh), "{text}");
        if args[0] != "check" {
            assert!(
                ["build", "check", "audit", "serve", "explain"].iter().all(|w| text.contains(w)),
                "{text}"
            );
        }
    }
    let wrong = xianzhi(&repository(), &["chekc", "--lang", "en"]);
    assert_eq!(code(&wrong), 2);
    assert!(
        said(&wrong).starts_with("error: there is no command chekc; did you mean check?"),
        "{}",
        said(&wrong)
    );
}

#[test]
fn quiet_says_what_is_wrong_and_nothing_else() {
    let (clean, wrong) = (SiteTest::base(), SiteTest::fixture("mistakes/bare-number"));
    for args in [&["build", "--quiet"][..], &["check", "-q"], &["--quiet", "build"]] {
        let output = xianzhi(&clean.root(), args);
        assert_eq!((code(&output), said(&output).as_str()), (0, ""), "{args:?}");
    }
    assert!(clean.root().join("public/index.html").is_file());
    let output = xianzhi(&wrong.root(), &["build", "--quiet"]);
    assert!(code(&output) == 1 && said(&output).contains("错误"), "{}", said(&output));
}

/// Into a file there are colours only where they are asked for.
#[test]
fn colours_are_as_asked_for() {
    let wrong = SiteTest::fixture("mistakes/bare-number");
    for (args, coloured) in [
        (&["check"][..], false),
        (&["check", "--color", "auto"], false),
        (&["check", "--color", "never"], false),
        (&["check", "--color", "always"], true),
    ] {
        let text = said(&xianzhi(&wrong.root(), args));
        assert_eq!(text.contains("\u{1b}["), coloured, "{args:?}: {text}");
        assert!(text.contains("错误"), "{text}");
    }
}

/// Long work writes no bar into a file.
#[test]
fn no_bar_is_drawn_where_nobody_looks() {
    let output = xianzhi(&SiteTest::own().root(), &["build"]);
    assert_eq!((code(&output), String::from_utf8_lossy(&output.stderr).as_ref()), (0, ""));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!text.contains('\r') && !text.contains('█'), "{text}");
}

#[test]
fn shells_and_man_know_every_command() {
    let names = ["build", "check", "audit", "draft", "serve", "publish", "pack", "verify", "explain", "man"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&xianzhi(&repository(), &["completions", shell]));
        assert!(names.iter().all(|name| script.contains(name)), "{shell}: {script}");
    }
    let page = said(&xianzhi(&repository(), &["man"]));
    assert!(page.contains(".TH xianzhi 1") && names.iter().all(|name| page.contains(name)), "{page}");
    for name in names {
        let page = said(&xianzhi(&repository(), &["man", name]));
        assert!(page.contains(&format!(".TH xianzhi-{name} 1")) && page.contains("站点文件夹"), "{page}");
    }
    let wrong = xianzhi(&repository(), &["man", "bild"]);
    assert!(code(&wrong) == 2 && said(&wrong).contains("build"), "{}", said(&wrong));
    // bash reads its script.
    let script = said(&xianzhi(&repository(), &["completions", "bash"]));
    let asked = format!(
        "{script}\nCOMP_WORDS=(xianzhi ser); COMP_CWORD=1; _xianzhi xianzhi ser xianzhi; echo \"${{COMPREPLY[@]}}\""
    );
    let output = Command::new("bash").args(["-c", &asked]).output().unwrap();
    assert_eq!(said(&output).trim(), "serve");
}
