//! What keeps two runs of the program apart that would write in the same place, and lets two names change places in one
//! step, so that nobody ever sees neither.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use anyhow::Result;
use same_file::Handle;

use super::said;
use crate::diag::{OrRefuse, Words, say};

/// A place that this process alone writes to, as long as it holds this.
pub(super) struct Alone {
    lock: PathBuf,
    /// Locked until it is closed.
    _file: File,
}

impl Alone {
    /// Takes the place of a folder that is to be written, `shown` to people.
    ///
    /// # Errors
    /// Where the folder that it is to stand in cannot be made or written to, or another process has it.
    pub(super) fn claim(place: &Path, shown: &Path) -> Result<Alone> {
        make_parent(place).or_refuse(said("建不了文件夹", "cannot make the folder", shown))?;
        let alone = Alone::at(place).or_refuse(said("写不了", "cannot write", shown))?;
        Ok(alone.or_refuse(|| another(shown))?)
    }

    /// Takes a place; `None` where another process has it. A killed process leaves a hidden file beside it, which the next
    /// one takes.
    ///
    /// # Errors
    /// Where no file can be made beside the place.
    pub(super) fn at(place: &Path) -> io::Result<Option<Alone>> {
        let lock = beside(place, "lock");
        loop {
            let file = opened(&lock)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(None),
                // Some file systems of networks have no locks.
                Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => {
                    return Err(error);
                }
                _ => {}
            }
            // Between opening and locking, the one who had it may have ended and taken the name away.
            let own = Handle::from_file(file.try_clone()?)?;
            match Handle::from_path(&lock) {
                Ok(there) if there == own => return Ok(Some(Alone { lock, _file: file })),
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        // Should this fail, the next process takes what is left.
        let _ = fs::remove_file(&self.lock);
    }
}

/// Why a run does not begin.
fn another(place: &Path) -> Words {
    let shown = place.display();
    say!(
        "另一个 xianzhi 正在写 {shown}，这一次什么也没有写；等它写完再运行",
        "another xianzhi is writing to {shown}, and this one wrote nothing; run the command again when that one is done"
    )
}

/// Makes the folder that something is to stand in.
pub(super) fn make_parent(place: &Path) -> io::Result<()> {
    place.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Opens the file at one of our own names, emptied. A link that somebody has laid there is not followed.
pub(super) fn opened(path: &Path) -> io::Result<File> {
    if path.is_symlink() {
        fs::remove_file(path)?;
    }
    OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)
}

/// A hidden name of ours beside a file or folder, on the same disk: no one reads it, and renaming it is one step.
pub(super) fn beside(place: &Path, what: &str) -> PathBuf {
    let mut hidden = OsString::from(".");
    hidden.push(place.file_name().unwrap_or_default());
    hidden.push(".xianzhi-");
    hidden.push(what);
    place.with_file_name(hidden)
}

/// Lets what stands at two paths change places in one step; false where system or disk cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::{
        fs::{CWD, RenameFlags, renameat_with},
        io::Errno,
    };
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Lets what stands at two paths change places in one step; false where system or disk cannot.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_once_and_given_back() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = folder.path().join("public");
        let held = Alone::at(&place).unwrap();
        assert!(held.is_some() && Alone::at(&place).unwrap().is_none());
        assert!(Alone::at(&folder.path().join("other")).unwrap().is_some());
        drop(held);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        // What a killed process leaves.
        fs::write(beside(&place, "lock"), "").unwrap();
        assert!(Alone::at(&place).unwrap().is_some());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_at_our_name_is_not_followed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (theirs, ours) = (folder.path().join("thesis.docx"), folder.path().join(".a.xianzhi-new"));
        fs::write(&theirs, "years of work").unwrap();
        std::os::unix::fs::symlink(&theirs, &ours).unwrap();
        opened(&ours).unwrap();
        assert_eq!(fs::read_to_string(&theirs).unwrap(), "years of work");
    }
}
