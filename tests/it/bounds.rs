//! Input that nobody writes in good faith, or only by mistake: too large, too deep, too long, without an end. Each is told in
//! words, in the room of a small computer and in the time that a person waits.

use std::{
    fs::{self, File},
    io::{Cursor, Write as _},
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    cli::{code, on, said},
    support::{SiteTest, fixtures, program},
};

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";

/// The program, where there is as much memory as this many kilobytes. One that does not end is ended, with a code of its own.
const ROOM: &str = "ulimit -v 1500000; ulimit -c 0; exec timeout 120 \"$@\"";

fn bounded(site: &Path, args: &[&str]) -> Output {
    on(site, &["sh", "-c", ROOM, "sh", program()], args).output().unwrap()
}

/// Holds that the program ended by itself with this code and said this, and little more.
fn told(output: &Output, expected: i32, words: &str, about: &str) {
    let said = said(output);
    let short: String = said.chars().take(3000).collect();
    assert_eq!(code(output), expected, "{about}: {short}");
    assert!(said.contains(words), "{about} says nothing of “{words}”: {short}");
    assert!(said.len() < 2_000_000, "{about}: {} bytes are said", said.len());
}

/// A file of this many bytes, none of which take room on the disk.
fn empty(path: PathBuf, bytes: u64) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().set_len(bytes).unwrap();
}

fn pipe(path: &Path) {
    let _ = fs::remove_file(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_file_beyond_its_size_is_told_and_not_read() {
    for (path, expected) in [
        (ARTICLE, 1),
        ("content/articles/another.md", 1),
        ("content/pages/about.md", 1),
        ("content/tables/water.md", 1),
        ("site.yaml", 1),
        ("content/places.yaml", 1),
        ("content/metrics.yaml", 1),
        ("content/glossary.yaml", 1),
        ("content/audit.yaml", 1),
        ("content/changes.yaml", 1),
        ("templates/article.html", 2),
        ("theme/own.css", 2),
        ("theme/strings/zh.yaml", 2),
    ] {
        let site = SiteTest::base();
        empty(site.root().join(path), 100_000_000);
        let output = bounded(&site.root(), &["build"]);
        told(&output, expected, "MB，没有读", path);
        assert!(said(&output).contains(path), "{path} is not named");
    }
}

#[test]
fn a_file_of_its_size_is_read() {
    let site = SiteTest::base();
    let text = site.read(ARTICLE);
    site.write(ARTICLE, format!("{text}\n{}", "话\n".repeat((999_000 - text.len()) / 4)));
    told(&bounded(&site.root(), &["check"]), 0, "", ARTICLE);
}

#[test]
fn a_picture_a_source_a_workbook_and_a_list_have_their_sizes_too() {
    let site = SiteTest::base();
    empty(site.root().join("content/images/a.png"), 100_000_000);
    site.edit(ARTICLE, "## 就业", "```image\nfile: a.png\nalt: 桥\ncredit: 甲\nrights: 乙\n```\n\n## 就业");
    told(&bounded(&site.root(), &["build"]), 1, "50 MB", "a picture");

    let site = SiteTest::base();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    for name in ["qingshi-2019.txt", "a.csv", "a.xlsx"] {
        empty(folder.path().join(name), 300_000_000);
    }
    let root = site.root();
    told(&bounded(&root, &["audit", "--sources", &at("")]), 2, "2 MB", "a source");
    let draft = ["draft", &at("qingshi-2019.txt"), "--place", "990101", "--print"];
    told(&bounded(&root, &draft), 2, "300 KB", "a source to draft from");
    for name in ["a.csv", "a.xlsx"] {
        told(&bounded(&root, &["import", &at(name)]), 2, "32 MB", name);
    }
    told(&bounded(&root, &["publish", "--published", &at("a.csv")]), 2, "256 MB", "a published list");
}

#[test]
fn what_never_ends_is_not_waited_for() {
    for path in
        [ARTICLE, "content/places.yaml", "content/glossary.yaml", "theme/own.css", "templates/article.html"]
    {
        for endless in ["a pipe", "a device"] {
            let site = SiteTest::base();
            let place = site.root().join(path);
            pipe(&place);
            if endless == "a device" {
                fs::remove_file(&place).unwrap();
                symlink("/dev/zero", &place).unwrap();
            }
            let output = bounded(&site.root(), &["build"]);
            let words =
                if endless == "a pipe" { "不是普通文件" } else { "通到站点文件夹外面" };
            told(&output, if path.starts_with('t') { 2 } else { 1 }, words, &format!("{endless} at {path}"));
        }
    }
    let site = SiteTest::base();
    pipe(&site.root().join("content/images/a.png"));
    site.edit(ARTICLE, "## 就业", "```image\nfile: a.png\nalt: 桥\ncredit: 甲\nrights: 乙\n```\n\n## 就业");
    told(&bounded(&site.root(), &["build"]), 1, "不是普通文件", "a picture");

    let (site, folder) = (SiteTest::base(), tempfile::tempdir().unwrap());
    let root = site.root();
    let at = |name: &str| folder.path().join(name).display().to_string();
    for name in ["qingshi-2019.txt", "a.csv", "a.zip", "SHA256SUMS"] {
        pipe(&folder.path().join(name));
    }
    for (args, words) in [
        (vec!["audit", "--sources", &at("")], "不是普通文件"),
        (vec!["draft", &at("qingshi-2019.txt"), "--place", "990101", "--print"], "不是普通文件"),
        (vec!["import", &at("a.csv")], "不是普通文件"),
        (vec!["publish", "--published", &at("a.csv")], "不是普通文件"),
        (vec!["verify", &at("a.zip")], "不是普通文件"),
        (vec!["verify", &at("")], "SHA256SUMS"),
        (vec!["import", "/dev/zero"], "/dev/zero"),
        (vec!["verify", "/dev/zero"], "不是普通文件"),
    ] {
        told(&bounded(&root, &args), 2, words, &format!("{args:?}"));
    }
    // A site that was carried here, with a file that has no end.
    fs::remove_file(folder.path().join("SHA256SUMS")).unwrap();
    fs::write(folder.path().join("SHA256SUMS"), format!("{}  a.csv\n", "0".repeat(64))).unwrap();
    told(&bounded(&root, &["verify", &at("")]), 1, "读不出来：a.csv", "a pipe in a site");
}

#[test]
fn what_stands_too_deep_or_too_long_is_told() {
    const N: usize = 100_000;
    let article = fs::read_to_string(fixtures("base").join(ARTICLE)).unwrap();
    let yaml = |more: &str| article.replacen("relations:\n", &format!("{more}\nrelations:\n"), 1);
    let body = |more: &str| format!("{article}\n{more}\n");
    let relation = |text: &str| article.replacen("relations:\n", &format!("relations:\n  - \"{text}\"\n"), 1);
    let within = |n: usize, open: &str, close: &str| format!("{}a.b{}", open.repeat(n), close.repeat(n));
    let laughs: String =
        (1..20).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "))).collect();
    let on_lines = |sign: &str| vec![sign.repeat(9_000); 10].join("\n  ");
    for (name, text, words) in [
        ("brackets", yaml(&format!("note: {}", on_lines("["))), "这个括号 [ 没有收尾"),
        ("braces", yaml(&format!("note: {}", vec!["{a: ".repeat(4000); 10].join("\n  "))), "层次太深"),
        ("brackets that are closed", yaml(&format!("note: {}", within(40, "[", "]"))), "层次太深"),
        ("items of items", yaml(&format!("note:\n  {}a", "- ".repeat(9_000))), "层次太深"),
        ("keys of keys", yaml(&format!("note:\n  {}a", "? ".repeat(9_000))), "层次太深"),
        ("a long line", yaml(&format!("note: {}", "县".repeat(N))), "一行超过 20000 个字节"),
        (
            "a number",
            article.replacen("28000人", &format!("{}人", "9".repeat(N)), 1),
            "一行超过 20000 个字节",
        ),
        ("a quote", yaml(&format!("note: \"{}", "a\n".repeat(N))), "错误"),
        ("aliases", yaml(&format!("a0: &a0 [a, a]\n{laughs}")), "别名"),
        (
            "unknown fields",
            yaml(&(0..3000).map(|n| format!("z{n}: 1\n")).collect::<String>()),
            "错误太多，没有数完",
        ),
        ("quotations", body(&">".repeat(N)), "套得太深"),
        ("lists", body(&format!("{}a", "- ".repeat(N))), "套得太深"),
        ("lists in quotations", body(&format!("{}a", "> - ".repeat(N / 2))), "套得太深"),
        ("open bindings", body(&"{{".repeat(N)), "没有列出"),
        ("bindings", body(&"{{ a.b }}".repeat(1200)), "没有列出"),
        ("too many bindings", body(&"{{ industry.tea_area }}\n".repeat(5001)), "超过 5000 处"),
        ("half parentheses", body(&"[a](".repeat(N / 2)), ""),
        ("terms", relation(&vec!["a.b"; 3000].join("+")), "算式太长"),
        ("brackets of a relation", relation(&within(3000, "(", ")")), "算式太长"),
        ("brackets left open", relation(&within(3000, "(", "")), "算式太长"),
    ] {
        let site = SiteTest::base();
        assert_ne!(text, article, "{name}");
        site.write(ARTICLE, text);
        let expected = i32::from(!words.is_empty());
        told(&bounded(&site.root(), &["check"]), expected, words, name);
    }
}

#[test]
fn what_is_as_deep_as_allowed_goes_through_all_that_is_made_of_it() {
    let site = SiteTest::base();
    let (terms, quoted) = (vec!["1"; 149].join(" + "), "> ".repeat(30));
    site.edit(ARTICLE, "relations:\n", &format!("relations:\n  - {{relation: \"{terms} = {terms}\"}}\n"));
    let text = site.read(ARTICLE);
    site.write(ARTICLE, format!("{text}\n{quoted}甲\n"));
    for args in [&["build"][..], &["pack"]] {
        told(&bounded(&site.root(), args), 0, "", &format!("{args:?}"));
    }
}

#[test]
fn hundreds_of_thousands_of_figures_are_found_as_they_come() {
    let (site, folder) = (SiteTest::base(), tempfile::tempdir().unwrap());
    for text in ["1万", "一千", "2019年", "1-", "（", "百分之", "1234人，"] {
        let text = text.repeat(120_000 / text.len());
        fs::write(folder.path().join("qingshi-2019.txt"), &text).unwrap();
        let at = folder.path().display().to_string();
        told(&bounded(&site.root(), &["audit", "--sources", &at]), 1, "摘要", "an audit");
    }
}

/// A workbook with these rows, these shared texts and another part.
fn workbook(rows: &str, texts: &str, part: &[u8]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OF: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let leads = |kind: &str, to: &str| {
        format!(
            "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OF}/{kind}\" Target=\"{to}\"/></Relationships>"
        )
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("_rels/.rels", leads("officeDocument", "xl/workbook.xml").into_bytes()),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OF}\"><sheets><sheet name=\"观测值\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>")
                .into_bytes(),
        ),
        ("xl/_rels/workbook.xml.rels", leads("worksheet", "worksheets/sheet1.xml").into_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>").into_bytes(),
        ),
        ("xl/sharedStrings.xml", texts.as_bytes().to_vec()),
        ("xl/media/image1.png", part.to_vec()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&text).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_asks_for_more_room_than_there_is_is_refused() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let wide: String =
        (1..1000).map(|n| format!("<row r=\"{n}\"><c r=\"XFD{n}\"><v>1</v></c></row>")).collect();
    let again: String =
        (1..1000).map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>")).collect();
    let long = format!("<sst uniqueCount=\"1\"><si><t>{}</t></si></sst>", "a".repeat(1_000_000));
    let (none, bomb) = ("<sst uniqueCount=\"0\"/>", vec![0; 300_000_000]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx").display().to_string();
    let site = SiteTest::base();
    for (name, book, words) in [
        ("cells far apart", workbook(far, none, b""), "article"),
        ("wide rows", workbook(&wide, none, b""), "太大了"),
        ("a text again and again", workbook(&again, &long, b""), "太大了"),
        ("a count", workbook("", "<sst uniqueCount = \"99999999999999\"/>", b""), "读不出来"),
        ("a bomb", workbook("", none, &bomb), "太大了"),
    ] {
        fs::write(&path, book).unwrap();
        told(&bounded(&site.root(), &["import", &path]), if words == "article" { 1 } else { 2 }, words, name);
    }
    let path = folder.path().join("a.csv").display().to_string();
    fs::write(&path, vec![b','; 20_000_000]).unwrap();
    told(&bounded(&site.root(), &["import", &path]), 2, "太大了", "cells of CSV");
}

#[test]
fn a_zip_that_spreads_without_end_is_no_site() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("site.zip").display().to_string();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in
        [("SHA256SUMS", format!("{}  a\n", "0".repeat(64)).into_bytes()), ("a", vec![0; 200_000_000])]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&text).unwrap();
    }
    fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    told(&bounded(folder.path(), &["verify", &path]), 1, "读不出来：a", "a bomb");
}
