//! What there is to begin with: a new site, a new file in it, a built-in file to change, and schemas for the editor program.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use xianzhi::schema::Edited;

use crate::{
    cli::{code, said, xianzhi},
    support::{SiteTest, program, repository, tree},
};

fn init(folder: &Path) -> Output {
    Command::new(program()).arg("init").arg(folder).env("LC_ALL", "zh_CN.UTF-8").output().unwrap()
}

/// A new site in a folder that was not there.
fn new_site() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("县情");
    let output = init(&site);
    assert_eq!(code(&output), 0, "{}", said(&output));
    (folder, site)
}

#[test]
fn a_new_site_has_nothing_to_mend_is_audited_in_full_and_builds() {
    let (_folder, site) = new_site();
    let output = xianzhi(&site, &["check", "--strict"]);
    let text = said(&output);
    assert!(code(&output) == 0 && text.contains("没有发现问题\n"), "{text}");
    let sources = site.join("sources").display().to_string();
    let before = tree(&site);
    let output = xianzhi(&site, &["audit", "--sources", &sources]);
    assert!(code(&output) == 0 && said(&output).contains("遗漏 0，覆盖率 100%"), "{}", said(&output));
    assert!(tree(&site) == before, "the recorded audit is another one");
    let output = xianzhi(&site, &["build"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let county = fs::read_to_string(site.join("public/counties/990301-hefeng.html")).unwrap();
    assert!(
        county.contains("0.24%") && county.contains("虚构"),
        "the example is shown, and said to be invented"
    );
}

#[test]
fn a_new_site_says_what_comes_next_and_its_words_hold() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let text = said(&init(&site));
    for command in ["xianzhi check", "xianzhi serve", "xianzhi audit --sources sources"] {
        assert!(text.contains(command), "{text}");
    }
    let of_site = |name: &str| name.ends_with(".md") && !name.starts_with("docs/");
    for (name, bytes) in tree(&site).into_iter().filter(|(name, _)| of_site(name)) {
        let text = String::from_utf8(bytes).unwrap();
        let words =
            text.split(['`', ' ', '；', '。', '\n']).filter(|word| word.is_ascii() && !word.contains('*'));
        for path in
            words.filter(|w| ["content/", "sources/", "docs/", "schema/"].iter().any(|f| w.starts_with(f)))
        {
            assert!(site.join(path).exists(), "{name} speaks of {path}");
        }
    }
    let settings: Value =
        serde_json::from_str(&fs::read_to_string(site.join(".vscode/settings.json")).unwrap()).unwrap();
    for (schema, file) in settings["yaml.schemas"].as_object().unwrap() {
        assert!(site.join(schema).is_file(), "{schema}");
        let file = file.as_str().unwrap().trim_start_matches('/');
        assert!(Edited::ALL.iter().any(|(.., of)| *of == file), "{file} is not one of the editor's files");
    }
    for path in [".vscode/extensions.json", ".vscode/tasks.json", "frontmatter.json"] {
        let text = fs::read_to_string(site.join(path)).unwrap();
        serde_json::from_str::<Value>(&text).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
}

#[test]
fn every_file_of_the_starter_is_in_a_new_site() {
    let (_folder, site) = new_site();
    let made = tree(&site);
    for (path, bytes) in tree(&repository().join("starter")) {
        let name = match path.strip_prefix("vscode/") {
            Some(name) => format!(".vscode/{name}"),
            None => path.replace("gitignore", ".gitignore"),
        };
        assert!(
            made.get(&name) == Some(&bytes),
            "{path} is not in STARTER of src/read/starter.rs, or is old there"
        );
    }
}

#[test]
fn a_folder_with_something_in_it_is_refused_by_name_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("论文.docx"), "years of work").unwrap();
    let output = init(folder.path());
    assert!(code(&output) == 2 && said(&output).contains("已经有 论文.docx"), "{}", said(&output));
    assert_eq!(tree(folder.path()).into_keys().collect::<Vec<_>>(), ["论文.docx"]);
    let file = folder.path().join("论文.docx");
    let output = init(&file);
    assert!(code(&output) == 2 && said(&output).contains("是一个文件"), "{}", said(&output));
    assert_eq!(fs::read_to_string(file).unwrap(), "years of work");
    // An empty folder is filled; a second time it is not empty any more.
    let empty = folder.path().join("空");
    fs::create_dir(&empty).unwrap();
    assert_eq!(code(&init(&empty)), 0);
    let before = tree(&empty);
    assert_eq!(code(&init(&empty)), 2);
    assert!(tree(&empty) == before);
}

#[test]
fn new_files_ask_for_nothing_but_to_be_filled() {
    let (_folder, site) = new_site();
    for args in [
        &["new", "article", "--place", "990301", "--year", "2018"][..],
        &["new", "article", "--place", "990301", "--year", "2018", "--slug", "second"],
        &["new", "table", "water-works", "--domain", "water"],
        &["new", "page", "thanks"],
    ] {
        let output = xianzhi(&site, args);
        assert_eq!(code(&output), 0, "{args:?}: {}", said(&output));
    }
    let output = xianzhi(&site, &["check", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report.as_array().unwrap();
    let found: Vec<(&str, &str)> = findings
        .iter()
        .map(|f| (f["rule"].as_str().unwrap(), f["file"].as_str().unwrap_or_default()))
        .collect();
    // Nor has anybody held them against a source yet.
    let expected = |rule: &str| ["to-be-filled", "audit-stale"].contains(&rule);
    assert!(found.iter().all(|(rule, _)| expected(rule)), "{found:?}");
    for file in [
        "content/articles/990301-hefeng-2018.md",
        "content/articles/second.md",
        "content/tables/water-works.md",
        "content/pages/thanks.md",
    ] {
        assert!(site.join(file).is_file(), "{file}");
        assert!(
            output.stdout.windows(file.len()).any(|w| w == file.as_bytes()),
            "nothing is asked for in {file}"
        );
    }
    assert_eq!(code(&xianzhi(&site, &["check"])), 0);
    assert_eq!(code(&xianzhi(&site, &["build"])), 0);
}

#[test]
fn a_new_file_never_takes_the_place_of_another_or_an_address_that_is_taken() {
    let (_folder, site) = new_site();
    let before = tree(&site);
    for (args, words) in [
        (&["new", "article", "--place", "990301", "--year", "2020"][..], "已经有了，没有动它：用 --slug"),
        (&["new", "article", "--place", "990309", "--year", "2020"], "是不是 990301"),
        (&["new", "article", "--place", "禾丰县", "--year", "2020"], "是不是 990301"),
        (&["new", "article", "--place", "990301", "--year", "2020", "--slug", "禾丰"], "只用小写字母"),
        (&["new"], "article, table, page"),
        (&["new", "table", "poverty", "--domain", "poverty"], "另起一个文件名"),
        (&["new", "table", "x", "--domain", "povrty"], "是不是 poverty"),
        (&["new", "table", "x", "--domain", "power"], "还没有指标"),
        (&["new", "page", "search"], "网站自己有 search.html"),
        (&["new", "page", "../../x"], "不能用作网址"),
    ] {
        let output = xianzhi(&site, args);
        assert!(code(&output) == 2 && said(&output).contains(words), "{args:?}: {}", said(&output));
        assert!(tree(&site) == before, "{args:?} wrote something");
    }
}

#[test]
fn what_new_files_begin_with_is_the_sites_own() {
    let (_folder, site) = new_site();
    assert_eq!(code(&xianzhi(&site, &["eject", "templates/new/page.md"])), 0);
    let path = site.join("templates/new/page.md");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("title: 待填", "title: 云州日报社的一页"))
        .unwrap();
    assert_eq!(code(&xianzhi(&site, &["new", "page", "thanks"])), 0);
    assert!(fs::read_to_string(site.join("content/pages/thanks.md")).unwrap().contains("云州日报社的一页"));
    // It is no template of a page of the site.
    assert_eq!(code(&xianzhi(&site, &["build"])), 0);
}

#[test]
fn an_ejected_file_takes_the_place_of_the_built_in_one_and_is_never_written_over() {
    let site = SiteTest::base();
    let names = String::from_utf8(xianzhi(&site.root(), &["eject"]).stdout).unwrap();
    assert!(names.lines().any(|name| name == "templates/county.html"), "{names}");
    assert_eq!(code(&xianzhi(&site.root(), &["eject", "templates/404.html"])), 0);
    site.edit("templates/404.html", "</h1>", "（本站自己的话）</h1>");
    assert!(site.build().text("404.html").contains("本站自己的话"));
    let output = xianzhi(&site.root(), &["eject", "templates/404.html"]);
    assert!(code(&output) == 2 && said(&output).contains("没有动它"), "{}", said(&output));
    assert!(site.read("templates/404.html").contains("本站自己的话"));
    let output = xianzhi(&site.root(), &["eject", "county.html"]);
    assert!(
        code(&output) == 2 && said(&output).contains("是不是 templates/county.html"),
        "{}",
        said(&output)
    );
}

#[test]
fn schemas_are_printed_by_name_and_written_over_only_where_they_are_ours() {
    let site = SiteTest::base();
    let names = String::from_utf8(xianzhi(&site.root(), &["schema"]).stdout).unwrap();
    for line in names.lines() {
        let name = line.split_whitespace().next().unwrap();
        let output = xianzhi(&site.root(), &["schema", name]);
        let schema: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(schema["$schema"].is_string(), "{name}");
    }
    let output = xianzhi(&site.root(), &["schema", "artcle"]);
    assert!(code(&output) == 2 && said(&output).contains("是不是 article"), "{}", said(&output));
    for _ in 0..2 {
        assert_eq!(code(&xianzhi(&site.root(), &["schema", "--out", "schema"])), 0);
    }
    site.write("schema/page.schema.json", "{\"mine\": true}");
    let output = xianzhi(&site.root(), &["schema", "--out", "schema"]);
    assert!(code(&output) == 2 && said(&output).contains("不是 xianzhi 写的"), "{}", said(&output));
    assert_eq!(site.read("schema/page.schema.json"), "{\"mine\": true}");
}

#[test]
fn a_schema_lists_what_the_site_has_by_name() {
    let site = SiteTest::base();
    let text = |name: &str| String::from_utf8(xianzhi(&site.root(), &["schema", name]).stdout).unwrap();
    assert!(
        text("article").contains("poverty.rate：贫困发生率") && text("article").contains("990101：青石县")
    );
    assert!(!text("article").contains("water.new"));
    site.edit(
        "content/metrics.yaml",
        "metrics:\n",
        "metrics:\n  - {id: water.new, label: 新指标, en: New, unit: 处, kind: stock, population: 全县, definition: 新添的。}\n",
    );
    assert!(text("article").contains("water.new：新指标"));
    // Without its lists a schema would refuse all that is right.
    site.edit(
        "content/metrics.yaml",
        "unit: 处, kind: stock, population: 全县,",
        "unit: 处, kind: 存亮, population: 全县,",
    );
    let output = xianzhi(&site.root(), &["schema", "article"]);
    assert!(
        code(&output) == 2 && said(&output).contains("content/metrics.yaml 里有错误"),
        "{}",
        said(&output)
    );
}
