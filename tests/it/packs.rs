//! What people carry: the list of a site's files, and whether a copy is whole.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use crate::{
    cli::{code, said},
    support::{SiteTest, program},
};

fn verify(path: &Path) -> Output {
    Command::new(program()).arg("verify").arg(path).env("LC_ALL", "zh_CN.UTF-8").output().unwrap()
}

/// Builds a site; gives its folder.
fn built(site: &SiteTest) -> std::path::PathBuf {
    let output = crate::cli::xianzhi(&site.root(), &["build"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    site.root().join("public")
}

fn flip_a_bit(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_site_that_was_copied_whole_is_whole() {
    let site = SiteTest::base();
    let public = built(&site);
    let output = verify(&public);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(said(&output).contains("全部完好"), "{}", said(&output));
    // What systems lay beside files is not the site's.
    for name in [".DS_Store", "counties/Thumbs.db", "._index.html"] {
        fs::write(public.join(name), "").unwrap();
    }
    assert_eq!(code(&verify(&public)), 0);
    // The folder that a zip was unpacked into.
    assert_eq!(code(&verify(&site.root())), 0);
    if let Ok(sums) =
        Command::new("sha256sum").args(["--check", "--quiet", "SHA256SUMS"]).current_dir(&public).output()
    {
        assert!(sums.status.success(), "{}", said(&sums));
    }
}

#[test]
fn what_was_changed_lost_or_added_is_named() {
    let site = SiteTest::base();
    let public = built(&site);
    flip_a_bit(&public.join("index.html"));
    fs::remove_file(public.join("theme/style.css")).unwrap();
    fs::write(public.join("counties/另一个.html"), "x").unwrap();
    let output = verify(&public);
    assert_eq!(code(&output), 1, "{}", said(&output));
    for line in ["变了：index.html\n", "缺少：theme/style.css\n", "多出：counties/另一个.html\n", "3 处不符"]
    {
        assert!(said(&output).contains(line), "{line}: {}", said(&output));
    }
}

#[test]
fn what_has_no_list_cannot_be_held_against_one() {
    let site = SiteTest::base();
    let public = built(&site);
    fs::write(public.join("SHA256SUMS"), "not a list\n").unwrap();
    let output = verify(&public);
    assert_eq!((code(&output), said(&output).contains("第 1 行")), (2, true), "{}", said(&output));
    fs::remove_file(public.join("SHA256SUMS")).unwrap();
    let output = verify(&public);
    assert_eq!((code(&output), said(&output).contains("没有 SHA256SUMS")), (2, true), "{}", said(&output));
    assert_eq!(code(&verify(&public.join("nowhere"))), 2);
}
