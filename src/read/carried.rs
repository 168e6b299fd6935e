//! A site as it arrived somewhere, a folder or a zip: each of its files with its digest, and the list that came along.
//!
//! Never: keeps more than a piece of a file in memory.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use anyhow::Result;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use walkdir::{DirEntry, WalkDir};

use super::sums::{Digest, SUMS, Sums, hexadecimal};
use crate::diag::{OrRefuse, Refusal, Words, say};

/// What systems lay beside files by themselves. Names that start with a dot are passed over as well.
const LAID_BY_WINDOWS: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// A site that was carried somewhere.
#[derive(Debug)]
pub struct Carried {
    /// What the list that came along says.
    pub listed: Sums,
    /// What is there.
    pub found: Sums,
}

/// Reads the folder at `path`.
///
/// # Errors
/// Where there is nothing to read, no list, or a list that cannot be read.
pub fn load_carried(path: &Path) -> Result<Carried> {
    let shown = path.display();
    if !path.exists() {
        return refuse(say!("找不到 {shown}", "there is no {shown}"));
    }
    folder(&top(path))
}

/// The folder with the list: the one named, or the only one in it, as where a zip was unpacked into a folder of its own.
fn top(path: &Path) -> PathBuf {
    if !path.join(SUMS).is_file() {
        let below = path.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
        let mut with_list = below.filter(|folder| folder.join(SUMS).is_file());
        if let (Some(only), None) = (with_list.next(), with_list.next()) {
            return only;
        }
    }
    path.to_owned()
}

fn folder(path: &Path) -> Result<Carried> {
    let shown = path.display();
    let list = path.join(SUMS);
    if !list.is_file() {
        return refuse(say!(
            "{shown} 里没有 {SUMS}：它不是 xianzhi 写的站点，或者清单丢了",
            "there is no {SUMS} in {shown}: it is no site that xianzhi wrote, or its list was lost"
        ));
    }
    let list = std::fs::read_to_string(&list)
        .or_refuse(|| say!("读不了 {shown} 里的 {SUMS}", "cannot read {SUMS} in {shown}"))?;
    let listed = parse(&list)?;
    let paths = below(path, &listed)?;
    let digest = |relative: String| {
        let file = path.join(&relative);
        let digest = File::open(&file).and_then(digest_of);
        let digest = digest.or_refuse(|| say!("读不了 {relative}", "cannot read {relative}"))?;
        Ok((relative, digest))
    };
    let found: Vec<(String, Digest)> = paths.into_par_iter().map(digest).collect::<Result<_>>()?;
    Ok(Carried { listed, found: found.into_iter().collect() })
}

/// The files below a folder, without the list itself and without what no site holds unless the list names it.
fn below(root: &Path, listed: &Sums) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    let walk = WalkDir::new(root).follow_links(true).into_iter();
    for entry in walk.filter_entry(|e| e.depth() == 0 || !e.file_type().is_dir() || !is_foreign(e)) {
        let entry = entry.or_refuse(|| {
            say!(("读不了文件夹 {}", root.display()), ("cannot read the folder {}", root.display()))
        })?;
        let relative = entry.path().strip_prefix(root).expect("invariant: walked below the root");
        let relative = relative.to_string_lossy().replace('\\', "/");
        let passed_over = relative == SUMS || (is_foreign(&entry) && listed.get(&relative).is_none());
        if !entry.file_type().is_dir() && !passed_over {
            paths.push(relative);
        }
    }
    Ok(paths)
}

fn is_foreign(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || LAID_BY_WINDOWS.iter().any(|laid| laid.eq_ignore_ascii_case(&name))
}

fn parse(list: &str) -> Result<Sums> {
    let words = |line| {
        say!(
            "{SUMS} 的第 {line} 行读不懂：清单本身坏了",
            "line {line} of {SUMS} cannot be read: the list itself is damaged"
        )
    };
    Sums::parse(list).map_err(|line| Refusal::new(words(line)).into())
}

fn digest_of(mut from: impl Read) -> io::Result<Digest> {
    let mut digest = Sha256::new();
    io::copy(&mut from, &mut digest)?;
    Ok(hexadecimal(&digest.finalize()))
}

fn refuse<T>(words: Words) -> Result<T> {
    Err(Refusal::new(words).into())
}
