//! Publishing, as a publisher runs it: what the plan names, what the lists hold, and what is refused.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use snapbox::str;

use crate::cli::{code, said, xianzhi};
use crate::support::{SiteTest, snapshots, tree};

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";

/// Runs `xianzhi publish` and gives what it said; it must succeed.
fn publish(site: &SiteTest, args: &[&str]) -> String {
    let output = xianzhi(&site.root(), &[&["publish"], args].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// What a refused publication says.
fn refused(site: &SiteTest, published: &Path) -> String {
    let output = xianzhi(&site.root(), &["publish", "--published", &published.display().to_string()]);
    assert_eq!(code(&output), 2, "{}", said(&output));
    assert!(!site.root().join("public").exists(), "something was written");
    String::from_utf8(output.stderr).unwrap()
}

/// Takes the list of the present site away from the folder that the next build replaces, as fetching it does.
fn fetch(site: &SiteTest) -> String {
    let list = site.root().join("published.sums");
    fs::copy(site.root().join("public/SHA256SUMS"), &list).unwrap();
    list.display().to_string()
}

fn lines(site: &SiteTest, list: &str) -> BTreeSet<String> {
    let text = site.read(list);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.is_sorted() && (text.is_empty() || text.ends_with('\n')) && !text.contains('\r'), "{text}");
    lines.into_iter().map(str::to_owned).collect()
}

/// The files of the site, without what tells the next build that the folder may be replaced.
fn files(site: &SiteTest) -> BTreeSet<String> {
    let files = tree(&site.root().join("public")).into_keys();
    files.filter(|path| path != ".xianzhi").collect()
}

/// Takes an article away, and what refers to it.
fn remove_article(site: &SiteTest) {
    fs::remove_file(site.root().join("content/articles/990102-baishui-2020.md")).unwrap();
    site.edit("content/tables/poverty.md", "，白水县只印出 {{ 990102:poverty.rate }}", "");
}

#[test]
fn a_first_publication_uploads_every_file_of_the_site() {
    let site = SiteTest::base();
    publish(&site, &[]);
    let mut upload = lines(&site, "public-upload.txt");
    assert!(!upload.contains("SHA256SUMS"), "the list of the files goes last, by itself");
    upload.insert("SHA256SUMS".to_owned());
    assert_eq!(upload, files(&site));
    assert_eq!(site.read("public-delete.txt"), "");
}

#[test]
fn a_plan_writes_nothing_and_names_what_publishing_does() {
    let site = SiteTest::base();
    let before = tree(&site.root());
    let plan: Value = serde_json::from_str(&publish(&site, &["--plan", "--format", "json"])).unwrap();
    assert!(tree(&site.root()) == before, "a plan wrote something");
    let done: Value = serde_json::from_str(&publish(&site, &["--format", "json"])).unwrap();
    assert_eq!(plan, done);
    let added = plan["added"].as_array().unwrap();
    for row in added {
        let path = site.root().join("public").join(row["path"].as_str().unwrap());
        assert_eq!(row["bytes"].as_u64().unwrap(), fs::metadata(path).unwrap().len(), "{row}");
    }
    assert_eq!(added.len(), lines(&site, "public-upload.txt").len());
}

#[test]
fn where_nothing_has_changed_there_is_nothing_to_copy() {
    let site = SiteTest::base();
    publish(&site, &[]);
    let list = fetch(&site);
    let text = publish(&site, &["--published", &list]);
    assert!(text.ends_with("没有变化，不必上传\n"), "{text}");
    assert_eq!((site.read("public-upload.txt"), site.read("public-delete.txt")), Default::default());
}

#[test]
fn one_changed_figure_uploads_what_shows_it_and_nothing_else() {
    let site = SiteTest::base();
    let before = site.build();
    publish(&site, &[]);
    let list = fetch(&site);
    site.edit(ARTICLE, "value: 86处", "value: 87处");
    publish(&site, &["--published", &list]);
    let upload = lines(&site, "public-upload.txt");
    let after = site.build();
    let differing: BTreeSet<String> = after
        .files
        .iter()
        .filter(|(path, bytes)| before.files.get(*path) != Some(bytes) && *path != "SHA256SUMS")
        .map(|(path, _)| path.clone())
        .collect();
    assert_eq!(upload, differing);
    for (path, _) in before.pages().filter(|(_, text)| text.contains("86处")) {
        assert!(upload.contains(path), "{path} shows the figure");
    }
    for path in ["counties/990102-baishui.html", "articles/990102-baishui-2020.html", "theme/style.css"] {
        assert!(!upload.contains(path), "{path} does not show the figure");
    }
    assert_eq!(site.read("public-delete.txt"), "");
}

#[test]
fn a_removed_article_deletes_its_files_and_no_others() {
    let site = SiteTest::base();
    publish(&site, &[]);
    let (list, old) = (fetch(&site), files(&site));
    remove_article(&site);
    publish(&site, &["--published", &list]);
    let (delete, new) = (lines(&site, "public-delete.txt"), files(&site));
    assert_eq!(delete, old.difference(&new).cloned().collect());
    assert!(delete.contains("articles/990102-baishui-2020.html"), "{delete:?}");
    assert!(!delete.contains("articles/990101-qingshi-2019.html"), "{delete:?}");
}

#[test]
fn what_others_put_beside_the_site_is_never_listed() {
    let site = SiteTest::base();
    publish(&site, &[]);
    let copy = site.root().join("copy");
    fs::rename(site.root().join("public"), &copy).unwrap();
    fs::create_dir_all(copy.join(".git")).unwrap();
    fs::create_dir_all(copy.join("照片")).unwrap();
    for path in ["CNAME", ".git/config", "照片/1.jpg", "robots.bak", ".htaccess"] {
        fs::write(copy.join(path), "theirs").unwrap();
    }
    // One page was lost on the way, and one was damaged.
    fs::remove_file(copy.join("about.html")).unwrap();
    fs::write(copy.join("index.html"), "half a pa").unwrap();
    remove_article(&site);
    publish(&site, &["--published", &copy.display().to_string()]);
    let (upload, delete) = (lines(&site, "public-upload.txt"), lines(&site, "public-delete.txt"));
    assert!(upload.contains("about.html") && upload.contains("index.html"), "{upload:?}");
    assert!(delete.contains("articles/990102-baishui-2020.html"), "{delete:?}");
    for theirs in ["CNAME", ".git/config", "照片/1.jpg", "robots.bak", ".htaccess", ".xianzhi"] {
        assert!(!upload.contains(theirs) && !delete.contains(theirs), "{theirs}");
    }
}

#[test]
fn a_copy_that_lacks_but_its_list_asks_for_the_list() {
    let site = SiteTest::base();
    publish(&site, &[]);
    let list = fetch(&site);
    site.edit(ARTICLE, "value: 86处", "value: 87处");
    publish(&site, &["--published", &list]);
    let copy = site.root().join("copy");
    fs::rename(site.root().join("public"), &copy).unwrap();
    fs::copy(list, copy.join("SHA256SUMS")).unwrap();
    let text = publish(&site, &["--published", &copy.display().to_string()]);
    assert!(text.ends_with("只差 SHA256SUMS：上传它就完成了\n"), "{text}");
}

#[test]
fn nothing_is_published_where_the_content_has_errors() {
    let site = SiteTest::fixture("mistakes/bare-number");
    let before = tree(&site.root());
    for args in [&["publish"][..], &["publish", "--plan"], &["publish", "--format", "json"]] {
        let output = xianzhi(&site.root(), args);
        assert_eq!(code(&output), 1, "{}", said(&output));
        assert!(said(&output).contains("990101-qingshi-2019.md"), "{}", said(&output));
    }
    assert!(tree(&site.root()) == before, "something was written");
}

#[test]
fn a_build_takes_the_lists_of_the_old_site_away() {
    let site = SiteTest::base();
    publish(&site, &[]);
    assert_eq!(code(&xianzhi(&site.root(), &["build"])), 0);
    for list in ["public-upload.txt", "public-delete.txt"] {
        assert!(!site.root().join(list).exists(), "{list} belongs to a site that is no more");
    }
}

#[test]
fn a_list_that_cannot_be_trusted_is_refused() {
    let site = SiteTest::base();
    let digest = "0".repeat(64);
    let list = site.root().join("published.sums");
    for path in
        ["../secret.html", "a/../../b", "/etc/passwd", "C:/x", "a\\b", "a\0b", ".git/config", "./index.html"]
    {
        fs::write(&list, format!("{digest}  index.html\n{digest}  {path}\n")).unwrap();
        let text = refused(&site, &list);
        assert!(text.contains("清单被改过"), "{path}: {text}");
    }
    for (text, line) in [
        ("<!doctype html>\n<title>404</title>\n".to_owned(), 1),
        (String::new(), 1),
        (format!("{digest}  index.html\n{}", &digest[..30]), 2),
        (format!("{digest}  index.html\n{digest}  counties/4305"), 3),
    ] {
        fs::write(&list, &text).unwrap();
        let said = refused(&site, &list);
        assert!(said.contains(&format!("第 {line} 行")) && said.contains("重新取"), "{text}: {said}");
    }
    fs::write(&list, b"\xff\xfe").unwrap();
    assert!(refused(&site, &list).contains("读不了"));
    assert!(refused(&site, &site.root().join("nowhere")).contains("第一次发布就不写 --published"));
    assert!(refused(&site, &site.root().join("content")).contains("里没有 SHA256SUMS"));
}

#[test]
fn the_plan_is_said_in_both_languages() {
    let site = SiteTest::base();
    publish(&site, &[]);
    let list = fetch(&site);
    site.edit(ARTICLE, "title: 青石县的脱贫与饮水", "title: 青石县的脱贫和饮水");
    remove_article(&site);
    fs::remove_dir_all(site.root().join("public")).unwrap();
    let said = |lang: &str| publish(&site, &["--plan", "--published", &list, "--lang", lang]);
    // Counts and the many changed pages are for other tests: here are the words.
    let words = |text: String| -> String {
        let kept = text.lines().filter(|l| !l.starts_with("  ") || l.contains(['：', ':', '…']));
        let mut words = String::new();
        for c in kept.flat_map(|line| line.chars().chain(['\n'])) {
            match c {
                '0'..='9' if words.ends_with('N') => {}
                '0'..='9' => words.push('N'),
                c => words.push(c),
            }
        }
        words.replace("N.N", "N")
    };
    snapshots().eq(
        words(said("zh")),
        str![[r#"
检查了 N 篇报道、N 个数字：没有发现问题
与已发布的站点相比：
新增：N 个
更改：N 个，N KB
  网页：N 个，N KB
  图：N 个，N KB
  数据：N 个，N KB
  搜索：N 个，N KB
删除：N 个
  网页：N 个
  图：N 个
  数据：N 个
不变：N 个
更改：
  ……还有 N 个，加 --all 全部列出
删除：
只列出改动，什么都没有写

"#]],
    );
    snapshots().eq(
        words(said("en")),
        str![[r#"
checked N article and N figures: nothing to mend
held against the published site:
added: N
changed: N, N KB
  pages: N, N KB
  charts: N, N KB
  data: N, N KB
  search: N, N KB
deleted: N
  pages: N
  charts: N
  data: N
unchanged: N
changed:
  … and N more; --all lists them
deleted:
this is a plan: nothing was written

"#]],
    );
}
