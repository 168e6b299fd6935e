//! The preview: what a browser gets of it, while an editor makes every mistake there is.

use std::{collections::BTreeSet, fs};

use xianzhi::{
    diag::Lang,
    model::Date,
    pipeline::{self, Analysis},
};

use crate::{
    preview::{Answer, FILE, PAGE, Preview},
    support::{SiteTest, fixtures},
};

const TODAY: Date = Date { year: 2026, month: 11, day: 25, approximate: false, uncertain: false };

/// What the preview takes for the mark of a page.
fn stamp(answer: &Answer) -> String {
    let tag = answer.head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap_or_default();
    tag.trim_matches('"').to_owned()
}

#[test]
fn a_change_is_seen_and_a_mistake_stands_over_the_last_good_page() {
    let site = SiteTest::base();
    let preview = Preview::of(&site.root(), None);
    let before = preview.get(PAGE);
    assert!(
        before.body.contains("青石县的脱贫与饮水") && before.body.contains("desk-notice"),
        "{}",
        before.body
    );

    site.edit(FILE, "title: 青石县的脱贫与饮水", "title: 青石县的茶叶");
    preview.until_has(PAGE, "青石县的茶叶");
    // The article may be shown ahead of the whole site, which has more to say of it.
    preview.until_has("/articles.html", "青石县的茶叶");
    let after = preview.get(PAGE);
    assert_ne!(stamp(&before), stamp(&after), "the mark of the page tells a browser to load it again");
    let (head, mark) = (preview.send(&format!("HEAD {PAGE} HTTP/1.1\r\nHost: localhost")), stamp(&after));
    assert_eq!((stamp(&head), head.body.as_str()), (mark.clone(), ""));
    assert!(after.body.contains(&format!("data-stamp=\"{mark}\"")), "the page knows its own mark");

    site.edit(FILE, "value: 27440人", "value: 27441人");
    let wrong = preview.until_has(PAGE, "内容有 1 个错误");
    for text in [
        "青石县的茶叶",
        "勾稽关系不成立",
        "relation-contradicts",
        "改法",
        "content/articles/990101-qingshi-2019.md 第 ",
    ] {
        assert!(wrong.body.contains(text), "no {text} in\n{}", wrong.body);
    }
    // The finding says where on the page it belongs, and that is there.
    let at = wrong.body.split("data-at=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(wrong.body.contains(&format!("<li id=\"{at}\"")), "{at} is on the page");
    assert!(preview.get("/index.html").body.contains("内容有 1 个错误"), "every page says so");

    site.edit(FILE, "value: 27441人", "value: 27440人");
    preview.until(PAGE, "all as before", |a| stamp(a) == mark);
}

#[test]
fn a_picture_is_shown_and_another_takes_its_place() {
    let site = SiteTest::base();
    fs::create_dir(site.root().join("content/images")).unwrap();
    let picture = |name: &str| fs::read(fixtures("images").join(name)).unwrap();
    site.write("content/images/bridge.png", picture("drawing.png"));
    let block = "```image\nfile: bridge.png\nalt: 石拱桥\ncredit: 林一禾 摄\nrights: 经作者同意\n```";
    site.edit(FILE, "## 就业与饮水\n", &format!("## 就业与饮水\n\n{block}\n"));
    let preview = Preview::of(&site.root(), None);
    let shown = |page: &Answer| {
        let src = page.body.split("src=\"../images/").nth(1).and_then(|rest| rest.split('"').next());
        src.map(|name| format!("/images/{name}"))
    };
    let first = shown(&preview.get(PAGE)).unwrap();
    let answer = preview.get(&first);
    assert!(answer.status == 200 && answer.head.contains("content-type: image/png"), "{}", answer.head);

    // The same drawing with another size on paper.
    let mut other = picture("drawing.png");
    let paper = b"\0\0\0\x09pHYs\0\0\x0b\x13\0\0\x0b\x13\x01\0\x9a\x9c\x18";
    other.splice(33..33, paper.iter().copied());
    site.write("content/images/bridge.png", other);
    let page = preview.until(PAGE, "another picture", |a| shown(a).is_some_and(|src| src != first));
    assert_eq!(preview.get(&shown(&page).unwrap()).status, 200);
}

#[test]
fn no_state_of_the_files_ends_the_preview() {
    let site = SiteTest::base();
    let root = site.root();
    let preview = Preview::of(&root, None);
    let good = "青石县的脱贫与饮水";
    let mended = |what: &str| {
        let is_good = |a: &Answer| a.body.contains(good) && !a.body.contains("desk-broken");
        preview.until(PAGE, what, is_good);
    };
    for (path, broken, says) in [
        (FILE, &b"---\ntitle: [\n---\n"[..], "yaml-syntax"),
        (FILE, b"no front matter", "front-matter"),
        (FILE, b"\xff\xfe\x00", "not-utf8"),
        (FILE, b"", "front-matter"),
        ("content/metrics.yaml", b"metrics: 3\n", "wrong-type"),
        ("content/places.yaml", b"", "错误"),
        ("site.yaml", b"titel: x\n", "unknown-field"),
    ] {
        let text = fs::read(root.join(path)).unwrap();
        fs::write(root.join(path), broken).unwrap();
        let shown = preview.until_has(PAGE, says);
        assert!(shown.body.contains(good), "the last good page is under “{says}”");
        fs::write(root.join(path), text).unwrap();
        mended(says);
    }

    // A template that the site overlays, and breaks.
    fs::create_dir_all(root.join("templates")).unwrap();
    fs::write(root.join("templates/article.html"), "{% if %}").unwrap();
    preview.until_has(PAGE, "模板有错");
    fs::remove_dir_all(root.join("templates")).unwrap();
    mended("the template");

    // Files and folders that go and come back.
    let aside = root.with_file_name("aside");
    for name in ["site.yaml", "content"] {
        fs::rename(root.join(name), &aside).unwrap();
        preview.until_has(PAGE, "desk-broken");
        fs::rename(&aside, root.join(name)).unwrap();
        mended(name);
    }
    site.edit(FILE, "title: 青石县的脱贫与饮水", "title: 青石县又来了");
    preview.until_has(PAGE, "青石县又来了");
}

#[test]
fn a_site_that_is_broken_from_the_start_is_shown_once_it_is_mended() {
    let site = SiteTest::base();
    site.edit(FILE, "value: 27440人", "value: 27440");
    let preview = Preview::of(&site.root(), None);
    let wrong = preview.get("/index.html");
    assert!(
        wrong.body.contains("内容有错误") && wrong.body.contains("content/articles/990101"),
        "{}",
        wrong.body
    );
    site.edit(FILE, "value: 27440", "value: 27440人");
    preview.until_has(PAGE, "青石县的脱贫与饮水");
}

#[test]
fn an_article_stands_beside_its_source_with_every_figure_marked() {
    let site = SiteTest::base();
    let tea = site.read(FILE).lines().find(|line| line.contains("industry.tea_area")).unwrap().to_owned();
    site.edit(FILE, &format!("{tea}\n"), "");
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(fixtures("sources/qingshi-2019.txt")).unwrap();
    fs::write(folder.path().join("qingshi-2019.txt"), format!("{text}<b>不是标记</b>\n")).unwrap();
    let preview = Preview::of(&site.root(), Some(folder.path()));
    let beside = "/__xianzhi/beside/990101-qingshi-2019.html";
    let shown = preview.get(beside);
    for text in [
        "<a class=\"bound\" href=\"/articles/990101-qingshi-2019.html#f-poverty.rate-2014\" target=\"article\"",
        "<span class=\"excluded\"",
        "<span class=\"missing\" title=\"遗漏：没有登记，也没有排除\">1.8万亩</span>",
        "<a href=\"#L16\">1.8万亩</a>",
        "figure-unbound",
        "&lt;b&gt;不是标记",
        "不是同一份",
        "遗漏 1",
    ] {
        assert!(shown.body.contains(text), "no {text} in\n{}", shown.body);
    }
    assert!(preview.get(PAGE).body.contains(&format!("href=\"{beside}\"")), "the article leads there");
    // Every line of the text is there, in order.
    let lines = shown.body.matches("<li id=\"L").count();
    assert_eq!(lines, text.lines().count() + 1);

    fs::remove_file(folder.path().join("qingshi-2019.txt")).unwrap();
    let gone = preview.until_has(beside, "没有 qingshi-2019.txt");
    assert_eq!(gone.status, 200);
    assert_eq!(preview.get("/__xianzhi/beside/..%2f..%2fsite.html").status, 404);
}

#[test]
fn what_is_left_before_publishing_is_on_one_page() {
    let site = SiteTest::base();
    site.edit(FILE, "summary: 全县累计脱贫", "summary: 待填，全县累计脱贫");
    site.edit(FILE, "{{ employment.employed }}。", "{{ employment.employed }}，共12户。");
    let preview = Preview::of(&site.root(), None);
    let page = preview.until_has("/__xianzhi/before.html", "to-be-filled");
    for text in ["没有错误，可以发布", "unbound-number", "青石县的脱贫与饮水", "原文对照"]
    {
        assert!(page.body.contains(text), "no {text} in\n{}", page.body);
    }
    site.edit(FILE, "value: 27440人", "value: 27440");
    preview.until_has("/__xianzhi/before.html", "有错误，不能发布");
}

/// A part of a site that is read ahead finds in a changed article what the whole finds in it.
#[test]
fn an_article_read_ahead_has_the_findings_that_it_has_in_the_whole() {
    let site = SiteTest::whole("site/years");
    let whole = site.analyse();
    let last = whole.checked.expect("the site has no errors");
    let paths: Vec<String> = last.catalog.articles.iter().map(|a| a.path.to_string()).collect();
    assert!(paths.len() > 10);
    for path in paths {
        let text = site.read(&path);
        let wrong = text.replacen("人, lines", "户, lines", 1).replacen("\n---\n", "\n---\n共12户。", 1);
        assert_ne!(text, wrong);
        for text in [&text, &wrong] {
            site.write(&path, text);
            let changed = BTreeSet::from([path.clone()]);
            let part = pipeline::analyse_part(&site.root(), TODAY, &last.catalog, &changed).unwrap();
            assert_eq!(told(&part, &path), told(&site.analyse(), &path), "{path}");
        }
        site.write(&path, text);
    }
}

/// The findings in a file, in words.
fn told(analysis: &Analysis, path: &str) -> Vec<String> {
    let of_file = analysis.findings.iter().filter(|f| analysis.sources.file(f.at().file()).path == path);
    of_file.map(|f| format!("{} {}", f.rule, f.message.in_lang(Lang::Zh))).collect()
}
