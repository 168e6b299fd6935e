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
