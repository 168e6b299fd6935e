//! Templates of a site's own: a page is given what they ask for, and nothing is missed for that.

use std::fs;

use crate::support::{Built, SiteTest, assert_same, copy, own_built, repository, years_built};

/// A remark that asks for all: nothing of a page is left out under it.
const ALL: &str = "{# __tera_context #}";

/// A remark that asks for nothing, and makes a template of the program one of the site's own.
const OWN: &str = "{# 本站的模板 #}";

/// The same site, with a remark in every template.
fn with_remark(site: &SiteTest, remark: &str) -> Built {
    let folder = site.root().join("templates");
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::write(&path, fs::read_to_string(&path).unwrap() + remark).unwrap();
        }
    }
    site.build()
}

/// A site with templates in place of its own, from a folder of the repository.
fn with_templates(site: SiteTest, from: &str) -> SiteTest {
    copy(&repository().join(from), &site.root().join("templates"));
    site
}

#[test]
fn what_the_templates_do_not_name_is_on_no_page() {
    assert_same(&own_built().files, &with_remark(&SiteTest::own(), OWN).files);
    let years = with_templates(SiteTest::whole("site/years"), "templates");
    assert_same(&years_built().files, &with_remark(&years, OWN).files);
}

#[test]
fn templates_that_show_little_show_the_same_of_it() {
    for name in ["base", "site/years"] {
        let plain = || with_templates(SiteTest::whole(name), "benches/peers/templates");
        let built = plain().build();
        assert_same(&built.files, &with_remark(&plain(), ALL).files);
        if name == "base" {
            let article = built.text("articles/990101-qingshi-2019.html");
            assert!(article.contains("<td>27440人</td><td>第6行</td>"), "{article}");
            assert!(!article.contains("<svg") && !article.contains("BibTeX"), "{article}");
        }
    }
}
