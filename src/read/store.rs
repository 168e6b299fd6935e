//! Where the files of a site are read from: its folder, or a zip that holds it as it was at another time.
//!
//! Never: unpacks anything onto the disk.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
    path::Path,
};

use anyhow::Result;
use zip::ZipArchive;

use super::{
    disk::{self, Unfit},
    walk::{self, Below},
};
use crate::diag::{OrRefuse, say};

/// The files of a site, by their paths from its folder, with `/`.
#[derive(Debug)]
pub(super) enum Store<'a> {
    /// In a folder.
    Folder(&'a Path),
    /// In memory.
    Kept(BTreeMap<String, Vec<u8>>),
}

impl Store<'_> {
    /// The texts in a zip. What is no file, as a symbolic link, is left out, and so are pictures.
    ///
    /// # Errors
    /// Where the zip cannot be read.
    pub(super) fn of_zip(bytes: &[u8]) -> Result<Store<'static>> {
        let unreadable = || say!("读不了压缩包", "the zip cannot be read");
        let mut zip = ZipArchive::new(Cursor::new(bytes)).or_refuse(unreadable)?;
        let mut files = BTreeMap::new();
        for n in 0..zip.len() {
            let entry = zip.by_index(n).or_refuse(unreadable)?;
            let name = entry.name().or_refuse(unreadable)?.into_owned();
            if !entry.is_file() || !name.ends_with(".md") && !name.ends_with(".yaml") {
                continue;
            }
            let (most, mut bytes) = (disk::most(&name), Vec::new());
            entry.take(most + 1).read_to_end(&mut bytes).or_refuse(unreadable)?;
            if bytes.len() as u64 > most {
                return Err(Unfit::TooLarge(most).refusal(name).into());
            }
            files.insert(name, bytes);
        }
        Ok(Store::Kept(files))
    }

    /// Whether anything stands at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        match self {
            Store::Folder(root) => root.join(path).symlink_metadata().is_ok(),
            Store::Kept(files) => files.contains_key(path),
        }
    }

    /// Whether what stands at a path is read from outside of the site.
    pub(super) fn leads_out(&self, path: &str) -> bool {
        matches!(self, Store::Folder(root) if disk::leads_out(root, path))
    }

    /// Why what stands at a path is not read, which is no file.
    pub(super) fn what_keeps(&self, path: &str) -> Unfit {
        match self {
            _ if self.leads_out(path) => Unfit::LeadsOut,
            Store::Folder(root) if root.join(path).is_symlink() => Unfit::Link,
            _ => Unfit::NoFile,
        }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// Where it is not read.
    pub(super) fn bytes(&self, path: &str) -> Result<Vec<u8>, Unfit> {
        match self {
            Store::Folder(root) => disk::bytes(&root.join(path), disk::most(path)),
            Store::Kept(files) => Ok(files.get(path).cloned().unwrap_or_default()),
        }
    }

    /// What stands below a folder; nothing where there is no such folder.
    ///
    /// # Errors
    /// Where a folder cannot be read.
    pub(super) fn below(&self, folder: &str) -> Result<Below> {
        let files = match self {
            Store::Folder(root) => return walk::below(root, folder),
            Store::Kept(files) => files,
        };
        let is_below = |path: &&String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let shown = files.keys().filter(is_below).filter(|path| !walk::is_passed_over(walk::name(path)));
        Ok(Below { files: shown.cloned().collect(), others: Vec::new() })
    }
}
