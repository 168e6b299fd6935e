//! What a site has for the hosts that serve it: names that may be kept for ever, full addresses where one is known.

use std::{fs, process::Command};

use crate::support::{SiteTest, program};

#[test]
fn files_of_the_theme_are_named_by_what_they_hold() {
    let site = SiteTest::base();
    let before = site.build();
    fs::create_dir_all(site.root().join("theme")).unwrap();
    let style =
        before.text(before.asset("style.css")).to_owned() + "\nh1 { background: url(\"mark.svg\") }\n";
    site.write("theme/style.css", style);
    site.write("theme/mark.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let after = site.build();
    assert_eq!(after.asset("chart.css"), before.asset("chart.css"), "what is the same keeps its name");
    assert_ne!(after.asset("style.css"), before.asset("style.css"), "what is not has another");
    let asked = format!("href=\"../{}\"", after.asset("style.css"));
    assert!(after.text("counties/990101-qingshi.html").contains(&asked));
    assert!(
        after.files.contains_key("theme/mark.svg"),
        "the site's own files stand where its own files seek them"
    );
}

#[test]
fn an_address_may_be_given_when_the_site_is_built() {
    let site = SiteTest::base();
    let build = |address: &str| {
        Command::new(program())
            .args(["build", "--base-url", address, "--site"])
            .arg(site.root())
            .env("LC_ALL", "zh_CN.UTF-8")
            .output()
            .unwrap()
    };
    let output = build("https://example.org/a/县/");
    assert!(output.status.success(), "{output:?}");
    let page = fs::read_to_string(site.root().join("public/counties/990101-qingshi.html")).unwrap();
    assert!(page.contains(
        "<link rel=\"canonical\" href=\"https://example.org/a/%E5%8E%BF/counties/990101-qingshi.html\">"
    ));

    let output = build("example.org");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--base-url 不是完整的网址：example.org。以 https:// 或 http:// 开头"), "{said}");
}

const ADDRESS: &str = "https://example.org/a&b";

/// The base site at an address, with an article of a known day, a correction and hostile words in titles.
fn announced() -> SiteTest {
    let site = SiteTest::base();
    site.write("site.yaml", format!("{}base_url: {ADDRESS}\n", site.read("site.yaml")));
    let correction = "corrections:\n  - {metric: water.projects, expect: 86处, value: 68处, reason: 台账是 68 处, editor: 林编辑, date: 2026-11-24}\n";
    site.edit(
        "content/articles/990101-qingshi-2019.md",
        "period: 2019\n",
        &format!("period: 2019\npublished: 2026-11-20\n{correction}"),
    );
    site.edit(
        "content/articles/990101-qingshi-2019.md",
        "title: 青石县的脱贫与饮水",
        "title: \"<b>&]]>青石\"",
    );
    site
}

#[test]
fn the_feed_tells_what_is_new_by_addresses_that_stay() {
    let built = announced().build();
    let feed = built.text("feed.xml");
    assert!(!feed.contains(|c: char| c.is_control() && c != '\n'), "{feed}");
    let entries: Vec<&str> = feed.split("<entry>").skip(1).collect();
    let [correction, article] = entries[..] else { panic!("{feed}") };
    let page = "https://example.org/a&amp;b/articles/990101-qingshi-2019.html";
    for (entry, said) in [
        (correction, "<title>勘误：青石县，饮水工程（2019年）</title>".to_owned()),
        (
            correction,
            "<summary>原文印作86处，应为68处。林编辑，2026年11月24日：台账是 68 处</summary>".to_owned(),
        ),
        (correction, format!("<id>{page}#f-water.projects-2019/correction</id>")),
        (correction, "<updated>2026-11-24T00:00:00Z</updated>".to_owned()),
        (article, format!("<id>{page}</id>")),
        (article, "<published>2026-11-20T00:00:00Z</published>".to_owned()),
        (article, "<updated>2026-11-24T00:00:00Z</updated>".to_owned()),
        (article, "<title>青石县：&lt;b&gt;&amp;]]&gt;青石</title>".to_owned()),
    ] {
        assert!(entry.contains(&said), "{said}\n{entry}");
    }
    let of_site = feed.split("<entry>").next().unwrap();
    assert!(of_site.contains("<id>https://example.org/a&amp;b/</id>"), "{of_site}");
    assert!(of_site.contains("<updated>2026-11-24T00:00:00Z</updated>"), "{of_site}");
    for (path, href) in [("index.html", "feed.xml"), ("counties/990101-qingshi.html", "../feed.xml")] {
        let link = format!(
            "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"订阅更新\" href=\"{href}\">"
        );
        assert!(built.text(path).contains(&link), "{path}");
    }
}

#[test]
fn the_sitemap_names_every_page_once_and_no_tool() {
    let site = announced();
    site.write("site.yaml", site.read("site.yaml").replace("languages: [zh]", "languages: [zh, en]"));
    let built = site.build();
    let sitemap = built.text("sitemap.xml");
    let listed: Vec<&str> =
        sitemap.split("<loc>").skip(1).map(|rest| rest.split_once("</loc>").unwrap().0).collect();
    let passed_over = ["404", "search", "offline"];
    let mut pages: Vec<String> = built
        .pages()
        .map(|(path, _)| path)
        .filter(|path| {
            !path.contains(".by-") && !passed_over.iter().any(|name| path.ends_with(&format!("{name}.html")))
        })
        .map(|path| {
            format!("{ADDRESS}/{}", path.strip_suffix("index.html").unwrap_or(path)).replace('&', "&amp;")
        })
        .collect();
    pages.sort_unstable();
    let mut sorted = listed.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, pages);
    assert!(pages.len() > 40, "{pages:?}");
    let page =
        sitemap.split("<url>").find(|url| url.contains("b/counties/990101-qingshi.html</loc>")).unwrap();
    for said in [
        "<lastmod>2026-11-24</lastmod>",
        "hreflang=\"zh-Hans\" href=\"https://example.org/a&amp;b/counties/990101-qingshi.html\"",
        "hreflang=\"en\" href=\"https://example.org/a&amp;b/en/counties/990101-qingshi.html\"",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert_eq!(
        built.text("robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://example.org/a&b/sitemap.xml\n"
    );
}

#[test]
fn what_takes_whole_addresses_is_only_where_one_is_known() {
    let built = SiteTest::base().build();
    for gone in ["feed.xml", "sitemap.xml"] {
        assert!(!built.files.contains_key(gone), "{gone}");
    }
    assert!(built.pages().all(|(_, page)| !page.contains("atom+xml") && !page.contains("feed.xml")));
    assert_eq!(built.text("robots.txt"), "User-agent: *\nAllow: /\n");

    let site = SiteTest::base();
    site.write("site.yaml", format!("{}base_url: {ADDRESS}\n", site.read("site.yaml")));
    let built = site.build();
    assert!(built.files.contains_key("sitemap.xml"));
    assert!(!built.files.contains_key("feed.xml"), "there is nothing new to tell of");
    assert!(built.pages().all(|(_, page)| !page.contains("feed.xml")));
}

#[test]
fn hosts_are_told_what_may_be_kept_for_ever() {
    let built = announced().build();
    let headers = built.text("_headers");
    let paths: Vec<&str> = headers.lines().filter(|line| line.starts_with('/')).collect();
    assert_eq!(paths[0], "/*");
    assert!(paths.len() > 4, "{headers}");
    for path in &paths[1..] {
        let file = path.strip_prefix("/a&b/").unwrap_or_else(|| panic!("{path}"));
        assert!(built.files.contains_key(file), "{file}");
        let text = built.text(file);
        let mark = file.rsplit('.').nth(1).unwrap();
        assert!(
            xianzhi::read::digest(text.as_bytes()).starts_with(mark),
            "{file} is not named by what it holds"
        );
    }
    assert!(built.text(".nojekyll").is_empty());
}

#[test]
fn compressed_forms_stand_beside_their_files_where_the_site_says_so() {
    let site = SiteTest::base();
    site.write("site.yaml", site.read("site.yaml") + "compressed: true\n");
    let run = |words: &[&str]| {
        let output = Command::new(program()).args(words).arg("--site").arg(site.root()).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    run(&["build"]);
    let public = site.root().join("public");
    run(&["verify", public.to_str().unwrap()]);
    let sums = fs::read_to_string(public.join("SHA256SUMS")).unwrap();
    for form in ["gz", "br"] {
        let path = format!("counties/990101-qingshi.html.{form}");
        assert!(fs::metadata(public.join(&path)).unwrap().len() > 1000, "{path}");
        assert!(sums.contains(&format!("  {path}\n")), "{path}");
        assert!(!public.join(format!("theme/icon-192.png.{form}")).exists());
    }
    let plain = SiteTest::base().build();
    assert!(plain.files.keys().all(|path| !path.ends_with(".gz") && !path.ends_with(".br")));
}
