//! Templates of a site's own: a page is given what they ask for, and nothing is missed for that.

use std::fs;

use crate::support::{Built, SiteTest, copy, own_built, repository, years_built};

/// A remark that asks for all: nothing of a page is left out under it.
const ALL: &str = "{# __tera_context #}";

/// The same site, where every template asks for all that there is.
fn asking_for_all(site: &SiteTest) -> Built {
    let folder = site.root().join("templates");
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            fs::write(&path, fs::read_to_string(&path).unwrap() + ALL).unwrap();
        }
    }
    site.build()
}

fn assert_same(one: &Built, other: &Built) {
    assert!(one.files.keys().eq(other.files.keys()), "not the same files");
    let differs = one.files.iter().filter(|(path, bytes)| other.files[*path] != **bytes);
    assert_eq!(differs.map(|(path, _)| path).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn what_the_templates_do_not_name_is_on_no_page() {
    assert_same(own_built(), &asking_for_all(&SiteTest::own()));
    let years = SiteTest::whole("site/years");
    copy(&repository().join("templates"), &years.root().join("templates"));
    assert_same(years_built(), &asking_for_all(&years));
}

#[test]
fn templates_that_show_little_show_the_same_of_it() {
    for name in ["base", "site/years"] {
        let plain = || {
            let site = SiteTest::whole(name);
            copy(&repository().join("benches/peers/templates"), &site.root().join("templates"));
            site
        };
        let (built, asking) = (plain().build(), asking_for_all(&plain()));
        assert_same(&built, &asking);
    }
    let site = SiteTest::base();
    copy(&repository().join("benches/peers/templates"), &site.root().join("templates"));
    let built = site.build();
    let article = built.text("articles/990101-qingshi-2019.html");
    assert!(article.contains("<td>27440人</td><td>第6行</td>"), "{article}");
    assert!(!article.contains("<svg") && !article.contains("BibTeX"), "{article}");
}
