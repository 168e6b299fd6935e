//! What names a file, or becomes one: nothing is read from outside of the site, nothing is written but where it belongs, and
//! every name is one that every system has.

use std::{fs, os::unix::fs::symlink, path::Path};

use crate::{
    cli::{code, said, xianzhi},
    support::{SiteTest, copy, tree},
};

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";

/// Puts what stands at a path of the site elsewhere, and a link to it in its place.
fn put_elsewhere(site: &SiteTest, path: &str, elsewhere: &Path) {
    let place = site.root().join(path);
    copy(&place, &elsewhere.join(path));
    if place.is_dir() {
        fs::remove_dir_all(&place).unwrap()
    } else {
        fs::remove_file(&place).unwrap()
    }
    symlink(elsewhere.join(path), &place).unwrap();
}

/// The base site with a look and a picture of its own.
fn furnished() -> SiteTest {
    let site = SiteTest::base();
    for folder in ["theme/strings", "templates", "content/images"] {
        fs::create_dir_all(site.root().join(folder)).unwrap();
    }
    site.write("theme/own.css", "p { margin: 0 }\n").write("theme/strings/zh.yaml", "site.home: 首页\n");
    copy(
        &crate::support::repository().join("templates/search.html"),
        &site.root().join("templates/search.html"),
    );
    copy(&crate::support::fixtures("images/bridge.jpg"), &site.root().join("content/images/bridge.jpg"));
    site.edit(
        ARTICLE,
        "## 就业",
        "```image\nfile: bridge.jpg\nalt: 桥\ncredit: 甲\nrights: 乙\n```\n\n## 就业",
    );
    site
}

#[test]
fn a_link_that_leads_out_of_the_site_is_not_followed() {
    assert_eq!(code(&xianzhi(&furnished().root(), &["build"])), 0);
    for path in [
        "content",
        "content/articles",
        ARTICLE,
        "content/tables",
        "content/pages/about.md",
        "content/places.yaml",
        "content/glossary.yaml",
        "content/audit.yaml",
        "content/images",
        "content/images/bridge.jpg",
        "site.yaml",
        "theme",
        "theme/own.css",
        "theme/strings/zh.yaml",
        "templates",
        "templates/search.html",
    ] {
        let (site, elsewhere) = (furnished(), tempfile::tempdir().unwrap());
        put_elsewhere(&site, path, elsewhere.path());
        let output = xianzhi(&site.root(), &["build"]);
        assert_ne!(code(&output), 0, "{path}: {}", said(&output));
        let words = if path.contains("images") { "链接" } else { "通到站点文件夹外面的链接" };
        assert!(said(&output).contains(words), "{path}: {}", said(&output));
        assert!(!site.root().join("public").exists(), "{path}");
    }
}

#[test]
fn a_link_within_the_site_leads_where_it_did() {
    let site = SiteTest::base();
    put_elsewhere(&site, "content/articles", &site.root().join("kept"));
    assert_eq!(code(&xianzhi(&site.root(), &["build"])), 0);
    // One more to a file that is read already is told of: its text would stand twice.
    symlink("990101-qingshi-2019.md", site.root().join("content/articles/again.md")).unwrap();
    let output = xianzhi(&site.root(), &["check"]);
    assert!(code(&output) == 0 && said(&output).contains("这是链接，没有读"), "{}", said(&output));
}

#[test]
fn names_that_not_every_system_has_are_told() {
    let long = "a".repeat(101);
    for (path, words) in [
        ("content/articles/con.md", "Windows"),
        ("content/articles/com1.md", "Windows"),
        ("content/articles/lpt9.en.md", "Windows"),
        ("content/tables/nul.md", "Windows"),
        ("content/pages/aux.en.md", "Windows"),
        ("content/articles/A.md", "不能用作网址"),
        ("content/articles/a b.md", "不能用作网址"),
        ("content/articles/a\u{1b}[2J.md", "不能用作网址"),
        ("content/articles/e\u{301}.md", "不能用作网址"),
        ("content/articles/%2e%2e.md", "不能用作网址"),
        ("content/articles/a\\b.md", ""),
        ("content/articles/-a.md", "不能用作网址"),
        (&format!("content/articles/{long}.md"), "超过 100 个字节"),
        ("content/articles/CON/a.md", "Windows"),
        ("content/articles/2019./a.md", "不是每个系统"),
        ("content/articles/a:b/a.md", "不是每个系统"),
        ("theme/aux.css", "Windows"),
        ("theme/a?.svg", "不是每个系统"),
        ("theme/e\u{301}.svg", "附加符号"),
    ] {
        let site = SiteTest::base();
        let place = site.root().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, site.read(ARTICLE)).unwrap();
        let output = xianzhi(&site.root(), &["build"]);
        assert_ne!(code(&output), 0, "{path}: {}", said(&output));
        assert!(said(&output).contains(words), "{path}: {}", said(&output));
    }
}

#[test]
fn names_that_differ_in_case_only_are_one_file_to_some() {
    let site = SiteTest::base();
    fs::create_dir_all(site.root().join("theme")).unwrap();
    site.write("theme/mark.svg", "<svg/>").write("theme/Mark.svg", "<svg/>");
    let output = xianzhi(&site.root(), &["build"]);
    assert!(code(&output) == 2 && said(&output).contains("只差大小写"), "{}", said(&output));
}

#[test]
fn ids_and_fields_that_become_names_are_held_to_the_same() {
    let metrics = "content/metrics.yaml";
    for (path, from, to, words) in [
        (metrics, "id: water.projects", "id: water.a/../../b", "不合写法"),
        (metrics, "id: water.projects", &format!("id: water.{}", "a".repeat(200)), "超过 100 个字节"),
        (metrics, "- {id: water,", "- {id: aux,", "Windows"),
        ("content/places.yaml", "pinyin: qingshi", "pinyin: ../qingshi", "不能用作网址"),
        (ARTICLE, "file: qingshi-2019.txt", "file: ../qingshi-2019.txt", "只写文件名"),
        (ARTICLE, "file: qingshi-2019.txt", "file: 'c:qingshi.txt'", "不是每个系统"),
        (ARTICLE, "file: qingshi-2019.txt", "file: 'c:\\qingshi.txt'", "只写文件名"),
        (ARTICLE, "file: qingshi-2019.txt", "file: nul.txt", "Windows"),
        (ARTICLE, "file: qingshi-2019.txt", "file: ..", "不是每个系统"),
        (ARTICLE, "period: 2019\n", "period: 2019\naliases: [../a]\n", "不能用作网址"),
        (ARTICLE, "period: 2019\n", "period: 2019\naliases: [com7]\n", "Windows"),
        (ARTICLE, "period: 2019\n", "period: 2019\nreprint_of: ../../etc/passwd\n", "没有"),
        (ARTICLE, "](../tables/poverty.md)", "](../../../../etc/passwd)", "passwd"),
        (ARTICLE, "](../tables/poverty.md)", "](/etc/passwd)", "passwd"),
        (ARTICLE, "](../tables/poverty.md)", "](%2e%2e/%2e%2e/site.yaml)", "site.yaml"),
        (
            ARTICLE,
            "## 就业",
            "```image\nfile: ../../site.yaml\nalt: a\ncredit: b\nrights: c\n```\n\n## 就业",
            "只写文件名",
        ),
    ] {
        let site = SiteTest::base();
        site.edit(path, from, to);
        let output = xianzhi(&site.root(), &["build"]);
        assert_eq!(code(&output), 1, "{to}: {}", said(&output));
        assert!(said(&output).contains(words), "{to}: {}", said(&output));
    }
}

#[test]
fn nothing_is_written_through_a_link_or_among_what_is_read() {
    let (site, elsewhere) = (SiteTest::base(), tempfile::tempdir().unwrap());
    let link = |name: &str| symlink(elsewhere.path(), site.root().join(name)).unwrap();
    link("public");
    assert_eq!(code(&xianzhi(&site.root(), &["build"])), 2);
    fs::remove_file(site.root().join("public")).unwrap();
    // A name of ours is taken for ours: the link goes, and what it led to stays.
    link(".public.xianzhi-new");
    assert_eq!(code(&xianzhi(&site.root(), &["build"])), 0);
    assert!(tree(elsewhere.path()).is_empty() && elsewhere.path().is_dir());
    for out in ["content/public", "content/articles/deep/public", "theme", "content/../content/public"] {
        fs::create_dir_all(site.root().join("theme")).unwrap();
        for command in ["build", "pack", "publish"] {
            let output = xianzhi(&site.root(), &[command, "--out", out]);
            assert!(
                code(&output) == 2 && said(&output).contains("在站点的内容里"),
                "{out}: {}",
                said(&output)
            );
        }
    }
    assert_eq!(code(&xianzhi(&site.root(), &["build", "--out", "../public"])), 0);
}
