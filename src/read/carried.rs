//! A site as it arrived somewhere, a folder or a zip: each of its files with its digest, and the list that came along.
//!
//! Never: keeps more than a piece of a file in memory.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek as _},
    path::{Path, PathBuf},
};

use anyhow::Result;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};
use zip::ZipArchive;

use super::{
    disk::{self, Unfit},
    sums::{Digest, Fault, SEAL, SUMS, Sums, UNSEALED, digest_of},
};
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
    /// What is wrong with the zip itself.
    pub damage: Vec<Fault>,
}

/// So many times its size may the files of a zip have together, and so much more: those of a site have ten times.
const SPREAD: u64 = 100;
const MEGABYTES: u64 = 100_000_000;

/// A zip that is open.
type Zip = ZipArchive<BufReader<File>>;

/// Reads the folder or zip at `path`.
///
/// # Errors
/// Where there is nothing to read, no list, or a list that cannot be read.
pub fn load_carried(path: &Path) -> Result<Carried> {
    let shown = path.display();
    if !path.exists() {
        return refuse(say!("找不到 {shown}", "there is no {shown}"));
    }
    if path.is_dir() {
        return folder(&top(path));
    }
    if !path.is_file() {
        return Err(Unfit::NoFile.refusal(shown).into()); // a pipe or a device has no end
    }
    zip(path)
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

/// Reads a folder with a list in it.
pub(super) fn folder(path: &Path) -> Result<Carried> {
    let shown = path.display();
    let list = path.join(SUMS);
    if !list.is_file() {
        return refuse(say!(
            "{shown} 里没有 {SUMS}：它不是 xianzhi 写的站点，或者清单丢了",
            "there is no {SUMS} in {shown}: it is no site that xianzhi wrote, or its list was lost"
        ));
    }
    let list = disk::text(&list, disk::SUMS_LIST).map_err(|unfit| unfit.refusal(list.display()))?;
    let listed = parse(&list)?;
    let paths = below(path, &listed)?;
    let digest = |relative: String| {
        let file = path.join(&relative);
        if !file.is_file() {
            return Ok((relative, Digest::new())); // a pipe or a device has no end
        }
        let digest = File::open(&file).and_then(|mut file| digest_of(&mut file));
        let digest = digest.or_refuse(|| say!("读不了 {relative}", "cannot read {relative}"))?;
        Ok((relative, digest))
    };
    let found: Vec<(String, Digest)> = paths.into_par_iter().map(digest).collect::<Result<_>>()?;
    Ok(Carried { listed, found: found.into_iter().collect(), damage: Vec::new() })
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

/// Reads a zip: what cannot be read of it was damaged, and is found as such.
fn zip(path: &Path) -> Result<Carried> {
    let shown = path.display();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let unreadable = || say!("读不了 {shown}", "cannot read {shown}");
    let mut file = File::open(path).or_refuse(unreadable)?;
    let size = file.metadata().or_refuse(unreadable)?.len();
    let digest = digest_unsealed(&mut file).or_refuse(unreadable)?;
    file.rewind().or_refuse(unreadable)?;
    let mut carried = Carried { listed: Sums::default(), found: Sums::default(), damage: Vec::new() };
    let Ok(mut zip) = ZipArchive::new(BufReader::new(file)) else {
        carried.damage.push(Fault::Unreadable(name));
        return Ok(carried);
    };
    // A zip that someone else has put together has no seal; its files are held against the list all the same.
    let sealed = zip.comment().is_empty() || zip.comment() == format!("{SEAL}{digest}").as_bytes();
    if !sealed {
        carried.damage.push(Fault::Changed(name));
    }
    match read_list(&mut zip) {
        Ok((top, listed)) => {
            carried.listed = listed;
            carried.found = entries(&mut zip, &top, SPREAD * size + MEGABYTES);
        }
        Err(error) if sealed => return Err(error),
        Err(_) => carried.damage.push(Fault::Unreadable(SUMS.to_owned())),
    }
    Ok(carried)
}

/// The digest of a zip as it was before its seal was written.
fn digest_unsealed(file: &mut File) -> io::Result<Digest> {
    let before = file.metadata()?.len().saturating_sub(UNSEALED.len() as u64);
    digest_of(&mut file.take(before).chain(UNSEALED.as_bytes()))
}

/// The list in a zip, and the folder in which it stands.
fn read_list(zip: &mut Zip) -> Result<(String, Sums)> {
    let names = (0..zip.len()).filter_map(|n| Some((n, zip.name_for_index(n)?.ok()?.into_owned())));
    let lists = names.filter_map(|(n, name)| Some((n, name.strip_suffix(SUMS)?.to_owned())));
    let list = lists.filter(|(_, top)| top.is_empty() || top.ends_with('/')).min_by_key(|(_, top)| top.len());
    let (n, top) = list.or_refuse(|| {
        say!(
            "压缩包里没有 {SUMS}：它不是 xianzhi 写的",
            "there is no {SUMS} in the zip: xianzhi did not write it"
        )
    })?;
    let mut text = String::new();
    let entry = zip.by_index(n).map_err(io::Error::from);
    let read = entry.and_then(|entry| entry.take(disk::SUMS_LIST).read_to_string(&mut text));
    read.or_refuse(|| say!("读不了 {SUMS}", "cannot read {SUMS}"))?;
    Ok((top, parse(&text)?))
}

/// The files of a zip with their digests, by their paths from `top`; of what cannot be read there is none, nor of what
/// comes after `most` bytes of all.
fn entries(zip: &mut Zip, top: &str, most: u64) -> Sums {
    let (mut found, mut left) = (Sums::default(), most);
    for n in 0..zip.len() {
        let Ok(entry) = zip.by_index(n) else { continue };
        let Ok(name) = entry.name().map(|name| name.into_owned()) else { continue };
        let path = name.strip_prefix(top).unwrap_or(&name);
        if !entry.is_dir() && path != SUMS {
            let mut entry = entry.take(left);
            let digest = digest_of(&mut entry);
            left = entry.limit();
            found.insert(path.to_owned(), digest.ok().filter(|_| left > 0).unwrap_or_default());
        }
    }
    found
}

fn refuse<T>(words: Words) -> Result<T> {
    Err(Refusal::new(words).into())
}
