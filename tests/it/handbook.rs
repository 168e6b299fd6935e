//! The handbook for editors: what it tells to do can be done, what it quotes is said, and its pages are whole.
//!
//! What stands behind the language of a fenced block says what the test does with it: a file's name is where the block
//! goes (with `+`, at its end), `rules/…` and `mistakes/…` are the fixture whose report holds it, `audit` is what the last
//! audit said, and `edit A => B` what an audit says once B stands for A in the article of the first chapter.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;
use xianzhi::{check::meanings, read::HANDBOOK};

use crate::{
    html::{Token, tokens},
    support::{Built, SiteTest, fixtures, join, program, repository},
};

/// The article that the first chapter writes.
const ARTICLE: &str = "content/articles/990188-qingqu-2021.md";

/// A fenced block: what stands behind its language, and the block.
struct Fence<'a> {
    language: &'a str,
    about: &'a str,
    text: String,
}

fn fences(markdown: &str) -> Vec<Fence<'_>> {
    let mut found: Vec<Fence<'_>> = Vec::new();
    let mut open: Option<usize> = None;
    for line in markdown.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match open {
            Some(n) if ticks >= n && line.len() == ticks => open = None,
            Some(_) => {
                let text = &mut found.last_mut().unwrap().text;
                text.push_str(line);
                text.push('\n');
            }
            None if ticks >= 3 => {
                let (language, about) = line[ticks..].split_once(' ').unwrap_or((&line[ticks..], ""));
                found.push(Fence { language, about, text: String::new() });
                open = Some(ticks);
            }
            None => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// The chapters that are written for the handbook alone, with their files.
fn chapters() -> impl Iterator<Item = (&'static str, &'static str)> {
    HANDBOOK.iter().copied().filter(|(file, _)| file.starts_with("docs/handbook/"))
}

fn chapter(name: &str) -> &'static str {
    chapters().find(|(file, _)| file.ends_with(name)).unwrap_or_else(|| panic!("no chapter {name}")).1
}

/// The site of the first chapter.
struct Tutorial {
    _folder: TempDir,
    at: PathBuf,
    audited: String,
}

fn run(at: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.args(args).current_dir(at).env("LC_ALL", "zh_CN.UTF-8").env_remove("XIANZHI_SOURCES");
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

impl Tutorial {
    /// Does all that the first chapter says.
    fn done() -> Tutorial {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().to_owned();
        let mut tutorial = Tutorial { _folder: folder, at, audited: String::new() };
        for fence in fences(chapter("01-first-article.md")) {
            match fence.language {
                "sh" => fence.text.lines().for_each(|line| tutorial.type_in(line)),
                _ if fence.about == "audit" => {
                    assert!(tutorial.audited.contains(&fence.text), "{}", tutorial.audited);
                }
                _ if fence.about.contains('/') => tutorial.write(fence.about, &fence.text),
                _ => {}
            }
        }
        tutorial
    }

    /// Runs a line, as it would be typed into a terminal.
    fn type_in(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["cd", folder] => self.at.push(folder),
            // A preview runs until it is stopped.
            ["xianzhi", "serve", ..] => self.must(&[&words[1..], &["--help"]].concat()),
            ["xianzhi", ..] => self.must(&words[1..]),
            _ => panic!("no command of a site: {line}"),
        }
    }

    fn must(&mut self, args: &[&str]) {
        let output = run(&self.at, args);
        assert!(output.status.success(), "{args:?}:\n{}", said(&output));
        if args[0] == "audit" {
            self.audited = said(&output);
        }
    }

    fn write(&self, about: &str, text: &str) {
        let path = self.at.join(about.trim_end_matches(" +"));
        if about.ends_with(" +") {
            let before = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{about}: {e}"));
            fs::write(&path, before.trim_end().to_owned() + "\n" + text).unwrap();
            return;
        }
        assert!(about != ARTICLE || path.is_file(), "the draft was not written to {ARTICLE}");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }

    /// What an audit says once `to` stands for `from` in the article.
    fn audited_with(&self, from: &str, to: &str) -> String {
        let path = self.at.join(ARTICLE);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{ARTICLE} has “{from}” not once");
        fs::write(&path, text.replacen(from, &to.replace("\\n", "\n"), 1)).unwrap();
        let output = run(&self.at, &["audit", "--sources", "sources", "--check"]);
        fs::write(&path, text).unwrap();
        said(&output)
    }
}

#[test]
fn the_first_article_is_done_as_the_first_chapter_says() {
    let tutorial = Tutorial::done();
    let findings = run(&tutorial.at, &["check", "--strict"]);
    assert!(findings.status.success(), "{}", said(&findings));
    let page = fs::read_to_string(tutorial.at.join("public/articles/990188-qingqu-2021.html")).unwrap();
    assert!(page.contains("清渠县的脱贫与饮水") && page.contains("3600余万元"));
    let mut edits = 0;
    for (file, text) in chapters() {
        for fence in fences(text) {
            let Some((from, to)) = fence.about.strip_prefix("edit ").and_then(|e| e.split_once(" => "))
            else {
                continue;
            };
            let said = tutorial.audited_with(from, to);
            assert!(
                said.contains(fence.text.trim_end()),
                "{file} quotes\n{}\nbut it says\n{said}",
                fence.text
            );
            edits += 1;
        }
    }
    assert!(edits >= 5, "{edits} edits");
}

#[test]
fn what_is_quoted_is_said() {
    let (mut faults, mut quoted) = (Vec::new(), 0);
    for (file, text) in chapters() {
        for fence in fences(text) {
            let is_finding = ["错误[", "警告[", "提示["].iter().any(|start| fence.text.starts_with(start));
            let of_fixture = fence.about.starts_with("rules/") || fence.about.starts_with("mistakes/");
            if is_finding && !of_fixture && !fence.about.starts_with("edit ") {
                faults.push(format!("{file}: no fixture says\n{}", fence.text));
            }
            if of_fixture {
                quoted += 1;
                let report = fixtures(fence.about).join("report.txt");
                let report =
                    fs::read_to_string(&report).unwrap_or_else(|e| panic!("{file}: {}: {e}", fence.about));
                if !report.contains(fence.text.trim_end()) {
                    faults.push(format!("{file}: {} says something else than\n{}", fence.about, fence.text));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(quoted >= 20, "{quoted} findings are quoted");
}

#[test]
fn what_is_said_to_mend_itself_does() {
    let sections =
        chapter("12-findings.md").split("\n### ").filter(|part| part.contains("`xianzhi check --fix` 能改"));
    let mut count = 0;
    for section in sections {
        let fences = fences(section);
        let quoted: Vec<&Fence<'_>> = fences.iter().filter(|fence| fence.about.contains('/')).collect();
        assert!(!quoted.is_empty(), "{section}");
        for fence in quoted {
            let findings = SiteTest::fixture(fence.about).analyse().findings;
            assert!(findings.iter().any(|finding| !finding.fix.is_empty()), "{}", fence.about);
            count += 1;
        }
    }
    assert!(count >= 8, "{count} findings mend themselves");
}

#[test]
fn every_field_of_an_article_is_taught() {
    let reference = fs::read_to_string(repository().join("docs/FORMAT.md")).unwrap();
    let of_articles =
        reference.split("\n## ").find(|part| part.starts_with("报道 `content/articles")).unwrap();
    let rows = of_articles.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" | "));
    let fields: BTreeSet<&str> =
        rows.flat_map(|(cell, _)| cell.split(['`', ' ', '、'])).filter(|f| !f.is_empty()).collect();
    assert!(fields.contains("summary") && fields.contains("population"), "{fields:?}");
    let taught: String = chapters().map(|(_, text)| text).collect();
    let missing: Vec<_> = fields.iter().filter(|field| !taught.contains(&format!("`{field}`"))).collect();
    assert!(missing.is_empty(), "not in the handbook: {missing:?}");
}

#[test]
fn every_chapter_is_listed_and_links_to_chapters() {
    let written: BTreeSet<String> = fs::read_dir(repository().join("docs/handbook"))
        .unwrap()
        .map(|file| format!("docs/handbook/{}", file.unwrap().file_name().to_string_lossy()))
        .collect();
    assert_eq!(
        written,
        chapters().map(|(file, _)| file.to_owned()).collect(),
        "the program and the folder differ"
    );
    let listed: Vec<&str> = HANDBOOK.iter().map(|(file, _)| *file).chain(["docs/RULES.md"]).collect();
    let mut faults = Vec::new();
    for (file, text) in chapters() {
        let prose = text.split("```").step_by(2);
        for target in
            prose.flat_map(|part| part.split("](").skip(1)).filter_map(|rest| rest.split(')').next())
        {
            let path = target.split('#').next().unwrap();
            let leads = path.is_empty()
                || path.contains("://")
                || join(file, path).is_some_and(|p| listed.contains(&&*p));
            // What stands in code is an example.
            let example = text.contains(&format!("]({target})`"));
            if !leads && !example {
                faults.push(format!("{file}: {target}"));
            }
        }
    }
    assert!(faults.is_empty(), "links to no chapter: {faults:?}");
}

fn with_handbook() -> Built {
    let site = SiteTest::base();
    site.edit("site.yaml", "languages: [zh]\n", "languages: [zh, en]\nhandbook: true\n");
    site.build()
}

/// The text of a page, with its entities read.
fn shown(page: &str) -> String {
    let texts = tokens(page).into_iter().filter_map(|token| match token {
        Token::Text(text) => Some(text),
        _ => None,
    });
    texts
        .collect::<String>()
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn the_pages_show_every_chapter_as_it_is_written() {
    let built = with_handbook();
    for (file, text) in HANDBOOK {
        let name = file.rsplit('/').next().unwrap().split('.').next().unwrap();
        let name = name.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        for folder in ["", "en/"] {
            let page = shown(built.text(&format!("{folder}handbook/{name}.html")));
            for fence in fences(text) {
                assert!(page.contains(fence.text.trim_end()), "{folder}{file} lacks\n{}", fence.text);
            }
        }
    }
    assert!(shown(built.text("handbook/text.html")).contains("{{ 990101:water.people }}"));
    assert!(built.text("en/handbook/text.html").contains("<div class=\"prose\" lang=\"zh-Hans\">"));
    assert!(built.text("counties/990101-qingshi.html").contains("href=\"../handbook/index.html\""));
}

#[test]
fn every_name_of_a_finding_has_its_place_among_the_rules() {
    let built = with_handbook();
    let page = built.text("handbook/rules.html");
    let missing: Vec<_> =
        meanings().into_iter().filter(|m| !page.contains(&format!(" id=\"{}\"", m.id))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_site_has_the_handbook_where_it_asks_for_it() {
    let built = SiteTest::base().build();
    assert!(built.files.keys().all(|path| !path.starts_with("handbook/")));
    assert!(built.pages().all(|(_, page)| !page.contains("handbook/")));
}
