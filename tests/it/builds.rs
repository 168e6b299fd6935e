//! A build after a build, and a part of a build: what is written again, and what all parts together are.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use xianzhi::{
    pipeline::{self, Drafts},
    read::digest,
    write::{Portion, Written},
};

use crate::{
    cli::{code, said, xianzhi},
    support::{Dice, SiteTest, TODAY, program, repository, tree},
};

/// Builds a site into a folder, where neither its content nor its templates have errors.
fn build(site: &SiteTest, out: &Path) -> Option<Written> {
    let checked = pipeline::analyse(&site.root(), TODAY, None, Drafts::LeftOut).ok()?.checked?;
    pipeline::build(checked, out, &Portion::default(), &|_, _| {}).ok()
}

/// What editors and designers do to a file: other digits, more text, a line less, the file gone, and its old text again.
fn edit(site: &SiteTest, first: &BTreeMap<String, Vec<u8>>, dice: &mut Dice) -> String {
    let paths: Vec<&String> = first.keys().collect();
    let path = paths[dice.below(paths.len())];
    let target = site.root().join(path);
    let text = fs::read_to_string(&target).unwrap_or_default();
    let changed = match dice.below(6) {
        0 => text.replacen(['3', '5'], "4", 1 + dice.below(3)),
        1 if path.ends_with(".md") => text + "\n这一段是后来加的。\n",
        1 => text + "\n# 后来加的\n",
        2 => {
            let gone = dice.below(text.lines().count().max(1));
            let lines = text.lines().enumerate().filter(|(n, _)| *n != gone);
            lines.map(|(_, line)| format!("{line}\n")).collect()
        }
        3 if path.contains("/articles/") => {
            let _ = fs::remove_file(&target);
            return format!("{path} is gone");
        }
        _ => String::from_utf8(first[path].clone()).unwrap(),
    };
    fs::write(&target, changed).unwrap();
    path.clone()
}

#[test]
fn after_a_hundred_edits_the_folder_is_what_a_clean_build_writes() {
    let site = SiteTest::base();
    fs::create_dir(site.root().join("templates")).unwrap();
    fs::create_dir(site.root().join("theme")).unwrap();
    for file in ["templates/glossary.html", "theme/style.css"] {
        site.write(file, fs::read(repository().join(file)).unwrap());
    }
    let mut first = tree(&site.root());
    first.retain(|path, _| !path.contains("/images/") && !path.starts_with("sources/"));
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    build(&site, &out).unwrap();
    let (mut dice, mut edits, mut kept) = (Dice(0x9e37_79b9_7f4a_7c15), 0, 0);
    while edits < 100 {
        let before = tree(&site.root());
        let what = edit(&site, &first, &mut dice);
        let Some(written) = build(&site, &out) else {
            restore(&site, &before);
            continue;
        };
        edits += 1;
        kept += usize::from(written.changed < written.files);
        let mut files = tree(&out);
        assert!(files.remove(".xianzhi").is_some() && files.remove("SHA256SUMS").is_some());
        let listed: BTreeMap<&str, &str> =
            written.made.iter().map(|made| (made.path.as_str(), made.digest.as_str())).collect();
        assert!(files.keys().map(String::as_str).eq(listed.keys().copied()), "{what}: not the same files");
        for (path, bytes) in &files {
            assert_eq!(digest(bytes), listed[path.as_str()], "{what}: {path}");
        }
        if edits % 10 == 0 {
            let clean = folder.path().join("clean");
            build(&site, &clean).unwrap();
            assert_eq!(tree(&clean), tree(&out), "{what}");
            fs::remove_dir_all(clean).unwrap();
        }
    }
    assert_eq!(kept, 100, "no edit changes every file");
}

/// Puts back what an edit made wrong.
fn restore(site: &SiteTest, before: &BTreeMap<String, Vec<u8>>) {
    for path in tree(&site.root()).keys().filter(|path| !before.contains_key(*path)) {
        fs::remove_file(site.root().join(path)).unwrap();
    }
    for (path, bytes) in before {
        fs::write(site.root().join(path), bytes).unwrap();
    }
}

#[test]
fn what_is_unchanged_is_not_written_again() {
    let site = SiteTest::base();
    let built = |args: &[&str]| said(&xianzhi(&site.root(), args));
    assert!(!built(&["build"]).contains("有变化"));
    assert!(built(&["build"]).contains("其中 0 个有变化"));
    site.edit("content/pages/about.md", "title: ", "title: 也就是");
    let old = modified(&site.root().join("public"));
    assert!(built(&["build"]).contains("个有变化"));
    let new = modified(&site.root().join("public"));
    assert_eq!(old["counties/990101-qingshi.html"], new["counties/990101-qingshi.html"], "the same file");
    assert_ne!(old["about.html"], new["about.html"]);
    // What somebody changed by hand is mended, also where its length is the same.
    let page = site.root().join("public/counties/990101-qingshi.html");
    let right = fs::read(&page).unwrap();
    fs::write(&page, vec![b'x'; right.len()]).unwrap();
    assert!(built(&["build"]).contains("其中 1 个有变化"));
    assert_eq!(fs::read(&page).unwrap(), right);
}

/// When each file of a folder was last written.
fn modified(folder: &Path) -> BTreeMap<String, std::time::SystemTime> {
    let time = |path: &String| fs::metadata(folder.join(path)).unwrap().modified().unwrap();
    tree(folder).into_keys().map(|path| (path.clone(), time(&path))).collect()
}

#[test]
fn all_shares_together_are_the_whole_site() {
    let site = SiteTest::whole("site/years");
    let whole = site.root().join("whole");
    assert_eq!(code(&xianzhi(&site.root(), &["build", "--out", "whole"])), 0);
    for of in [1, 3, 7] {
        let shares: Vec<PathBuf> = (1..=of)
            .map(|number| {
                let output = xianzhi(&site.root(), &["build", "--shard", &format!("{number}/{of}")]);
                assert_eq!(code(&output), 0, "{}", said(&output));
                site.root().join(format!("public-{number}-of-{of}"))
            })
            .collect();
        let mut seen = BTreeMap::new();
        for share in &shares {
            for path in tree(share).into_keys().filter(|path| path != ".xianzhi") {
                assert!(seen.insert(path.clone(), ()).is_none(), "{path} is in two shares");
            }
        }
        let sizes = shares.iter().map(|share| tree(share).len());
        let (least, most) = (sizes.clone().min().unwrap(), sizes.max().unwrap());
        assert!(most - least <= 1, "shares of {least} to {most} files");
        for file in ["docs/PUBLISHING.md", "docs/PUBLISHING.zh-CN.md"] {
            let joined = site.root().join("public");
            let script = script(file, "shards-join").replace("of-3", &format!("of-{of}"));
            let program = format!("xianzhi() {{ {} \"$@\"; }}\n", program());
            let mut shell = Command::new("sh");
            let done = shell.args(["-ec", &(program + &script)]).current_dir(site.root()).output().unwrap();
            assert!(done.status.success(), "{}", said(&done));
            assert_eq!(tree(&joined), tree(&whole), "{of} shares");
            fs::remove_dir_all(joined).unwrap();
        }
    }
}

/// A block of commands of the documentation, by its name.
fn script(file: &str, name: &str) -> String {
    let text = fs::read_to_string(repository().join(file)).unwrap();
    let (_, after) = text.split_once(&format!("```sh {name}\n")).unwrap();
    after.split_once("```").unwrap().0.to_owned()
}

#[test]
fn a_part_never_takes_the_place_of_the_whole() {
    let site = SiteTest::base();
    assert_eq!(code(&xianzhi(&site.root(), &["build"])), 0);
    let whole = tree(&site.root().join("public"));
    let output = xianzhi(&site.root(), &["build", "--only", "counties/*", "--only", "index.html"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(tree(&site.root().join("public")), whole);
    let part = tree(&site.root().join("public-part"));
    let pages: Vec<&str> = part.keys().map(String::as_str).collect();
    let counties =
        ["990101-qingshi", "990102-baishui", "990203-songping"].map(|c| format!("counties/{c}.html"));
    let [a, b, c] = counties.each_ref().map(String::as_str);
    assert_eq!(pages, [".xianzhi", "SHA256SUMS", a, b, c, "index.html"]);
    assert!(pages[2..].iter().all(|path| part[*path] == whole[*path]));
}

#[test]
fn a_part_that_is_none_is_refused() {
    let site = SiteTest::base();
    for (args, expected) in [
        (["build", "--shard", "0/4"], "四份中的第二份写成 2/4"),
        (["build", "--shard", "half"], "四份中的第二份写成 2/4"),
        (["build", "--only", "county/*"], "写从网站根目录起的路径"),
    ] {
        let output = xianzhi(&site.root(), &args);
        assert_eq!(code(&output), 2, "{args:?}");
        assert!(said(&output).contains(expected), "{}", said(&output));
        assert!(!site.root().join("public").exists() && !site.root().join("public-part").exists());
    }
}
