//! Single files, each written beside its place and put there in one step: as a whole or not at all.
//!
//! Never: a file of somebody else's written over.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use anyhow::Result;

use crate::diag::{OrRefuse, Refusal, Words, say};

/// Writes a file where there is none; `instead` says what to do where there is one.
///
/// # Errors
/// Where there is a file already, or the disk refuses.
pub fn write_new(path: &Path, bytes: &[u8], instead: &Words) -> Result<()> {
    let shown = path.display();
    if fs::symlink_metadata(path).is_ok() {
        let words = say!(
            ("{shown} 已经有了，没有动它：{}", instead.zh),
            ("{shown} exists and was left alone: {}", instead.en)
        );
        return Err(Refusal::new(words).into());
    }
    put(path, bytes)
}

/// Writes a file that the program makes anew each time: one that is there already has to hold `mark`.
///
/// # Errors
/// Where there is a file without the mark, or the disk refuses.
pub fn write_again(path: &Path, text: &str, mark: &str) -> Result<()> {
    let ours = || fs::read_to_string(path).is_ok_and(|old| old.contains(mark));
    if fs::symlink_metadata(path).is_ok() && !ours() {
        let shown = path.display();
        return Err(Refusal::new(say!(
            "{shown} 不是 xianzhi 写的，没有动它：换一个文件夹，或先把它移走",
            "{shown} was not written by xianzhi and was left alone: name another folder, or move it away first"
        ))
        .into());
    }
    put(path, text.as_bytes())
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    let shown = path.display();
    let failed = || say!("写不了 {shown}", "{shown} cannot be written");
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder).or_refuse(failed)?;
    }
    Ok(put_in_place(path, bytes).or_refuse(failed)?)
}

/// Writes a file beside its place and puts it there in one step. The permissions of one that is there stay; one that is
/// read-only is left alone. Where it fails, the place was not touched.
pub(super) fn put_in_place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let permissions = fs::metadata(path).ok().map(|there| there.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    // A hidden name in the same folder: reading passes it over, and a rename does not cross disks.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.xianzhi-new"));
    let written = write_beside(&beside, bytes, permissions).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What was begun is of no use.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_beside(beside: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    match fs::remove_file(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(beside)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions)?;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_somebody_else_is_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a/b.json");
        let instead = Words::fixed("换一处", "take another place");
        write_new(&path, b"first", &instead).unwrap();
        assert!(write_new(&path, b"second", &instead).is_err());
        assert!(write_again(&path, "second", "mark").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        fs::write(&path, "old, with the mark").unwrap();
        write_again(&path, "third", "mark").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "third");
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
    }
}
