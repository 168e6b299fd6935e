//! The same content gives the same bytes, wherever, whenever and in whatever order its files were written.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::Command,
    time::{Duration, SystemTime},
};

use crate::{
    cli::{code, said, xianzhi},
    support::{SiteTest, program, tree},
};

/// Where and when a site is built.
struct Circumstances {
    zone: &'static str,
    locale: &'static str,
    threads: &'static str,
    age: Duration,
    backwards: bool,
}

const HERE: Circumstances = Circumstances {
    zone: "Asia/Shanghai",
    locale: "zh_CN.UTF-8",
    threads: "1",
    age: Duration::from_secs(60),
    backwards: false,
};

const THERE: Circumstances = Circumstances {
    zone: "America/St_Johns",
    locale: "C",
    threads: "4",
    age: Duration::from_secs(400_000_000),
    backwards: true,
};

/// Writes the files of a site into a new folder in an order of its own, and builds it with the program.
fn build(site: &SiteTest, under: &Circumstances) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join(if under.backwards { "另一个 文件夹/site" } else { "site" });
    let mut files: Vec<_> = tree(&site.root()).into_iter().collect();
    if under.backwards {
        files.reverse();
    }
    for (path, bytes) in files {
        let target = root.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(&target, bytes).unwrap();
        fs::File::options()
            .write(true)
            .open(&target)
            .unwrap()
            .set_modified(SystemTime::now() - under.age)
            .unwrap();
    }
    run(&root, under);
    tree(&root.join("public"))
}

fn run(root: &Path, under: &Circumstances) {
    let output = Command::new(program())
        .args(["build", "--site"])
        .arg(root)
        .env("TZ", under.zone)
        .env("LANG", under.locale)
        .env("LC_ALL", under.locale)
        .env("RAYON_NUM_THREADS", under.threads)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert!(one.len() > 20, "{} files", one.len());
    assert!(one.keys().eq(other.keys()), "not the same files");
    let different: Vec<_> =
        one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(different.is_empty(), "differ: {different:?}");
}

#[test]
fn a_template_that_would_be_rendered_otherwise_each_time_is_refused() {
    let site = SiteTest::base();
    fs::create_dir(site.root().join("templates")).unwrap();
    for (text, is_refused) in [
        ("{% for name, label in place %}{{ name }}{% endfor %}", true),
        ("{%- for name, label in t -%}{{ name }}{%- endfor %}", true),
        ("{% for n in nav %}{{ n.label }}, {{ n.href }} in {% endfor %}", false),
    ] {
        site.write("templates/glossary.html", text);
        let output = xianzhi(&site.root(), &["build"]);
        assert_eq!(code(&output) != 0, is_refused, "{text}: {}", said(&output));
        assert_eq!(said(&output).contains("请逐个写出要用的字段"), is_refused, "{}", said(&output));
    }
}

#[test]
fn the_base_site_is_built_alike_here_and_there() {
    let site = SiteTest::base();
    assert_same(&build(&site, &HERE), &build(&site, &THERE));
}

#[test]
fn our_own_site_is_built_alike_here_and_there() {
    let site = SiteTest::own();
    assert_same(&build(&site, &HERE), &build(&site, &THERE));
}

#[test]
fn a_build_over_another_site_is_as_a_first_build() {
    let (site, other) = (SiteTest::base(), SiteTest::fixture("site/two-articles"));
    let first = build(&site, &HERE);
    run(&other.root(), &HERE);
    for path in tree(&site.root()).keys() {
        fs::copy(site.root().join(path), other.root().join(path)).unwrap();
    }
    fs::remove_file(other.root().join("content/articles/990101-qingshi-jianxun.md")).unwrap();
    run(&other.root(), &HERE);
    assert_same(&first, &tree(&other.root().join("public")));
}

#[test]
fn what_differs_is_seen() {
    let site = SiteTest::base();
    let (first, changed) = (build(&site, &HERE), SiteTest::base());
    changed.edit("content/pages/about.md", "关于本站", "关于本网站");
    let second = build(&changed, &HERE);
    assert_ne!(first["about.html"], second["about.html"]);
}
