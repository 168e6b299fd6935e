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

use super::walk;
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
    /// The files in a zip. What is no file, as a symbolic link, is left out.
    ///
    /// # Errors
    /// Where the zip cannot be read.
    pub(super) fn of_zip(bytes: &[u8]) -> Result<Store<'static>> {
        let unreadable = || say!("读不了压缩包", "the zip cannot be read");
        let mut zip = ZipArchive::new(Cursor::new(bytes)).or_refuse(unreadable)?;
        let mut files = BTreeMap::new();
        for n in 0..zip.len() {
            let mut entry = zip.by_index(n).or_refuse(unreadable)?;
            if !entry.is_file() {
                continue;
            }
            let name = entry.name().or_refuse(unreadable)?.into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).or_refuse(unreadable)?;
            files.insert(name, bytes);
        }
        Ok(Store::Kept(files))
    }

    /// Whether there is a file at a path.
    pub(super) fn has(&self, path: &str) -> bool {
        match self {
            Store::Folder(root) => root.join(path).is_file(),
            Store::Kept(files) => files.contains_key(path),
        }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// Where it is not there or cannot be read.
    pub(super) fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let unreadable = || say!("读不了 {path}", "cannot read {path}");
        match self {
            Store::Folder(root) => Ok(std::fs::read(root.join(path)).or_refuse(unreadable)?),
            Store::Kept(files) => Ok(files.get(path).or_refuse(unreadable)?.clone()),
        }
    }

    /// The paths of the files below a folder, in order; none where there is no such folder.
    ///
    /// # Errors
    /// Where a folder cannot be read.
    pub(super) fn below(&self, folder: &str) -> Result<Vec<String>> {
        let files = match self {
            Store::Folder(root) => return walk::below(root, folder),
            Store::Kept(files) => files,
        };
        let is_below = |path: &&String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let shown = files.keys().filter(is_below).filter(|path| !walk::is_passed_over(walk::name(path)));
        Ok(shown.cloned().collect())
    }
}
