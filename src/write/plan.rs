//! What a publication would do: the files of the site held against those that were published last. The copying is for
//! `rclone`, `rsync` or `git`, which go by the two lists that are written here.
//!
//! Never: lists a file for deletion that the published list does not name.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::{Made, said, single::put_in_place};
use crate::{
    diag::{Lang, OrRefuse},
    read::{Published, Sums},
};

/// Endings that tell how a file is packed, not what it is.
const PACKED: [&str; 2] = [".gz", ".br"];

/// Endings of data that stand outside the folder of data.
const OF_DATA: [&str; 6] = [".csv", ".json", ".jsonld", ".xml", ".xlsx", ".bib"];

/// What a file is to a publisher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// A web page.
    Page,
    /// A chart or another picture as a file of its own.
    Chart,
    /// Something for programs and spreadsheets.
    Data,
    /// A piece of what the search reads.
    Search,
    /// Style sheets, scripts, icons.
    Look,
    /// Something to carry away.
    Pack,
    /// Something else.
    Other,
}

impl FileKind {
    /// The kind of the file at a path from the root of the site.
    pub fn of(path: &str) -> FileKind {
        let path = PACKED.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
        let language = |folder: &str| Lang::ALL.iter().any(|(code, _)| *code == folder);
        let inner =
            path.split_once('/').filter(|(folder, _)| language(folder)).map_or(path, |(_, rest)| rest);
        match inner.split_once('/').map_or("", |(folder, _)| folder) {
            "packs" => FileKind::Pack,
            _ if inner.ends_with(".html") => FileKind::Page,
            "charts" | "images" | "share" => FileKind::Chart,
            "data" => FileKind::Data,
            "search" => FileKind::Search,
            "theme" => FileKind::Look,
            _ if inner.ends_with(".js") || inner.ends_with(".webmanifest") => FileKind::Look,
            _ if OF_DATA.iter().any(|ending| inner.ends_with(ending)) => FileKind::Data,
            _ => FileKind::Other,
        }
    }
}

/// A file that is added, changed or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its path from the root of the site.
    pub path: String,
    /// Its size in bytes: as it will be, or, of one to be deleted, as it is, where that is known.
    pub bytes: Option<u64>,
}

/// What a publication would do, each by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Files that are not there yet.
    pub added: Vec<Change>,
    /// Files whose bytes are others.
    pub changed: Vec<Change>,
    /// Files that xianzhi wrote there and the site no longer has.
    pub deleted: Vec<Change>,
    /// How many files are there as they are.
    pub unchanged: usize,
    /// Whether the list of the files is another one.
    pub list_changes: bool,
}

impl Plan {
    /// Holds the files of a site against what was published.
    pub fn new(made: &[Made], published: &Published) -> Plan {
        let by_path: BTreeMap<&str, &Made> = made.iter().map(|made| (made.path.as_str(), made)).collect();
        let mut plan = Plan::default();
        for (path, made) in &by_path {
            let change = Change { path: (*path).to_owned(), bytes: Some(made.bytes) };
            match published.found.get(path) {
                None => plan.added.push(change),
                Some(digest) if digest != made.digest => plan.changed.push(change),
                Some(_) => plan.unchanged += 1,
            }
        }
        let gone =
            |path: &&String| !by_path.contains_key(path.as_str()) && published.found.get(path).is_some();
        let deleted = published.listed.paths().filter(gone);
        plan.deleted = deleted
            .map(|path| Change { path: path.clone(), bytes: published.sizes.get(path).copied() })
            .collect();
        let list: Sums = made.iter().map(|made| (made.path.clone(), made.digest.clone())).collect();
        plan.list_changes = list != published.listed;
        plan
    }

    /// Whether there is nothing to copy and nothing to delete.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.deleted.is_empty()
    }
}

/// The lists of files to upload and to delete, beside the folder of the site.
pub fn lists(out: &Path) -> [PathBuf; 2] {
    ["-upload.txt", "-delete.txt"].map(|ending| {
        let mut name: OsString = out.file_name().unwrap_or_default().to_owned();
        name.push(ending);
        out.with_file_name(name)
    })
}

/// Writes the two lists of a plan, a path a line.
///
/// # Errors
/// Where the disk refuses.
pub fn write_lists(plan: &Plan, out: &Path) -> Result<[PathBuf; 2]> {
    let lists = lists(out);
    let mut upload: Vec<&str> = plan.added.iter().chain(&plan.changed).map(|c| c.path.as_str()).collect();
    upload.sort_unstable();
    let delete: Vec<&str> = plan.deleted.iter().map(|c| c.path.as_str()).collect();
    for (list, paths) in lists.iter().zip([upload, delete]) {
        let text: String = paths.iter().flat_map(|path| [*path, "\n"]).collect();
        put_in_place(list, text.as_bytes()).or_refuse(said("写不了", "cannot write", list))?;
    }
    Ok(lists)
}

/// Takes away the lists of a site that is about to be replaced: who followed them would copy half of another one.
pub(super) fn withdraw_lists(out: &Path) -> Result<()> {
    for list in lists(out) {
        match fs::remove_file(&list) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(error).or_refuse(said("删不了旧的上传清单", "cannot delete the old list", &list))?;
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Sums, digest};

    #[test]
    fn every_file_is_of_one_kind_in_every_language() {
        for (path, kind) in [
            ("index.html", FileKind::Page),
            ("en/counties/430503-daxiang.html", FileKind::Page),
            ("counties/430503-daxiang.html.br", FileKind::Page),
            ("charts/poverty-c1.svg", FileKind::Chart),
            ("en/charts/poverty-c1.png", FileKind::Chart),
            ("en/share/430503-daxiang.png", FileKind::Chart),
            ("images/bridge.0123abcd.jpg", FileKind::Chart),
            ("data/charts/poverty-c1.csv", FileKind::Data),
            ("datapackage.json", FileKind::Data),
            ("en/feed.xml", FileKind::Data),
            ("search/k0.js", FileKind::Search),
            ("theme/style.css", FileKind::Look),
            ("sw.js", FileKind::Look),
            ("en/packs/430503-daxiang.html", FileKind::Pack),
            (".nojekyll", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }

    #[test]
    fn only_what_the_published_list_names_is_deleted() {
        let sums = |files: &[(&str, &str)]| -> Sums {
            files.iter().map(|(path, text)| ((*path).to_owned(), digest(text.as_bytes()))).collect()
        };
        let made = |path: &str, text: &str| Made {
            path: path.to_owned(),
            digest: digest(text.as_bytes()),
            bytes: text.len() as u64,
        };
        let published = Published {
            listed: sums(&[("same", "1"), ("other", "2"), ("gone", "3"), ("gone before", "4")]),
            found: sums(&[("same", "1"), ("other", "2"), ("gone", "3"), ("CNAME", "x")]),
            sizes: [("gone".to_owned(), 1)].into(),
        };
        let plan = Plan::new(&[made("same", "1"), made("other", "22"), made("new", "333")], &published);
        let change = |path: &str, bytes| vec![Change { path: path.to_owned(), bytes: Some(bytes) }];
        let expected = Plan {
            added: change("new", 3),
            changed: change("other", 2),
            deleted: change("gone", 1),
            unchanged: 1,
            list_changes: true,
        };
        assert_eq!(plan, expected);
    }
}
