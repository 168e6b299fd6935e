//! Single files, each written beside its place and put there in one step: as a whole or not at all.
//!
//! Never: a file of somebody else's written over.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use anyhow::Result;

use super::alone::{Alone, beside, exchange, make_parent, opened};
use crate::diag::{OrRefuse, Refusal, Words, say};

/// Writes a file where there is none; `instead` says what to do where there is one.
///
/// # Errors
/// Where there is a file already, or the disk refuses.
pub fn write_new(path: &Path, bytes: &[u8], instead: &Words) -> Result<()> {
    let exists = || {
        let shown = path.display();
        Refusal::new(say!(
            ("{shown} 已经有了，没有动它：{}", instead.zh),
            ("{shown} exists and was left alone: {}", instead.en)
        ))
    };
    if fs::symlink_metadata(path).is_ok() {
        return Err(exists().into());
    }
    let placed = make_parent(path).and_then(|()| staged(path, bytes, |new| name_new(new, path)));
    match placed {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(exists().into()),
        other => Ok(other.or_refuse(failed(path))?),
    }
}

/// Gives a file a name that no file has.
fn name_new(file: &Path, name: &Path) -> io::Result<()> {
    match fs::hard_link(file, name) {
        // A disk without second names.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !name.exists() => {
            fs::rename(file, name)
        }
        other => other,
    }
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
    Ok(make_parent(path).and_then(|()| put_in_place(path, text.as_bytes())).or_refuse(failed(path))?)
}

fn failed(path: &Path) -> impl FnOnce() -> Words {
    move || say!(("写不了 {}", path.display()), ("{} cannot be written", path.display()))
}

/// Writes a file beside its place and puts it there in one step. The permissions of one that is there stay; one that is
/// read-only is left alone. Where it fails, the place was not touched.
pub(super) fn put_in_place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    staged(path, bytes, |new| fs::rename(new, path))
}

/// The same in place of a file that holds `before`: false, and nothing done, where it holds something else by now.
pub(super) fn put_in_place_of(path: &Path, before: &[u8], after: &[u8]) -> io::Result<bool> {
    staged(path, after, |new| {
        let is_before = |path| Ok::<bool, io::Error>(fs::read(path)? == before);
        if !is_before(path)? {
            return Ok(false);
        }
        if !exchange(new, path)? {
            fs::rename(new, path)?;
            return Ok(true);
        }
        // Saved by an editor since it was looked at: what was saved goes back to its place.
        let was_before = is_before(new)?;
        if !was_before {
            exchange(new, path)?;
        }
        Ok(was_before)
    })
}

/// Writes a file under a hidden name beside its place, has it put there, and takes the hidden name away.
fn staged<T>(path: &Path, bytes: &[u8], put: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let permissions = fs::metadata(path).ok().map(|there| there.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let _alone = Alone::at(path)?.ok_or(io::ErrorKind::ResourceBusy)?;
    let new = beside(path, "new");
    let put = write_to(&new, bytes, permissions).and_then(|()| put(&new));
    let _ = fs::remove_file(&new);
    put
}

fn write_to(new: &Path, bytes: &[u8], permissions: Option<fs::Permissions>) -> io::Result<()> {
    let mut file = opened(new)?;
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

    #[test]
    fn what_an_editor_has_just_saved_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "saved since").unwrap();
        assert!(!put_in_place_of(&path, b"as it was read", b"mended").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "saved since");
        assert!(put_in_place_of(&path, b"saved since", b"mended").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "mended");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
