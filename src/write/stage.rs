//! A staging folder that takes the place of the output folder in one step.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::{
    Target,
    alone::{Alone, beside, exchange},
    said,
};
use crate::diag::{OrRefuse, Refusal, Words, say};

/// Stands in every folder that xianzhi wrote, and says that it may be replaced.
const MARKER: &str = ".xianzhi";
const MARKER_TEXT: &str = "This folder was written by xianzhi. Each build replaces it as a whole.\n";

/// A folder beside the output folder that is filled first. As long as it is there, no other run can open one for the same
/// output folder.
pub(super) struct Stage {
    out: PathBuf,
    folder: PathBuf,
    old: PathBuf,
    _alone: Alone,
}

impl Stage {
    /// Makes the staging folder for `out`.
    ///
    /// # Errors
    /// Where `out` is a file, or a folder with files that xianzhi did not write, or another run is writing to it.
    pub(super) fn open(out: &Path) -> Result<Stage> {
        out.file_name().or_refuse(said("不能用作输出文件夹：", "no folder to write to:", out))?;
        let alone = Alone::claim(out, out)?;
        let (folder, old) = (beside(out, "new"), beside(out, "old"));
        let stage = Stage { out: out.to_owned(), folder, old, _alone: alone };
        stage.recover()?;
        fs::create_dir(&stage.folder).or_refuse(said(
            "建不了文件夹",
            "cannot make the folder",
            &stage.folder,
        ))?;
        stage.write(MARKER, MARKER_TEXT.as_bytes())?;
        Ok(stage)
    }

    /// Puts right what a killed run has left.
    fn recover(&self) -> Result<()> {
        let Stage { out, folder, old, .. } = self;
        if !out.exists() && is_ours(old) {
            fs::rename(old, out).or_refuse(said(
                "恢复不了上次中断前的",
                "cannot bring back the site that the last build has moved aside:",
                out,
            ))?;
        }
        refuse_foreign(out)?;
        for left in [folder, old] {
            delete(left).or_refuse(said(
                "删不了上次留下的",
                "cannot delete what the last build left:",
                left,
            ))?;
        }
        Ok(())
    }

    /// Makes every folder that the files with these paths need.
    pub(super) fn make_folders<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Result<()> {
        let folders: BTreeSet<&str> =
            paths.filter_map(|p| p.rsplit_once('/')).map(|(folder, _)| folder).collect();
        for folder in folders {
            let path = self.folder.join(folder);
            fs::create_dir_all(&path).or_refuse(said("建不了文件夹", "cannot make the folder", &path))?;
        }
        Ok(())
    }

    /// Writes one file.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let target = self.path(path);
        Ok(fs::write(&target, bytes).or_refuse(said("写不了", "cannot write", &target))?)
    }

    /// Begins a file of the site. As long as it is what stands at its path in the output folder, nothing is written; and
    /// where it is so to its end, it becomes a second name of the same file.
    pub(super) fn target(&self, path: &str) -> Result<StageTarget> {
        let (old, new) = (self.out.join(path), self.path(path));
        let is_file = fs::symlink_metadata(&old).is_ok_and(|m| m.is_file());
        let same = if is_file { fs::File::open(&old).ok().map(|file| (file, 0)) } else { None };
        let file = if same.is_none() { Some(created(&new)?) } else { None };
        Ok(StageTarget { old, new, same, file })
    }

    /// Begins a file that is written piece by piece, and may be read again.
    pub(super) fn create(&self, path: &str) -> Result<fs::File> {
        created(&self.path(path))
    }

    /// Opens a file that was written.
    pub(super) fn read(&self, path: &str) -> Result<fs::File> {
        let target = self.path(path);
        Ok(fs::File::open(&target).or_refuse(said("读不了", "cannot read", &target))?)
    }

    /// Where a file stands until the folder is in its place.
    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// Puts the staging folder in the place of the output folder, in one step where the disk can.
    ///
    /// # Errors
    /// Where it cannot be put there: then the old one stands. Where the old one cannot be deleted: then the new one stands.
    pub(super) fn swap(self) -> Result<()> {
        if self.out.exists() {
            let failed = said("换不上新的", "cannot put in place the new", &self.out);
            let left = if exchange(&self.folder, &self.out).or_refuse(failed)? {
                &self.folder
            } else {
                self.step_aside()?
            };
            delete(left).or_refuse(said(
                "新站点已经换上，只是删不了换下的旧站点",
                "the new site is in place, but the old one cannot be deleted:",
                left,
            ))?;
        } else {
            fs::rename(&self.folder, &self.out).or_refuse(said(
                "换不上新的",
                "cannot put in place the new",
                &self.out,
            ))?;
        }
        Ok(())
    }

    /// Puts the staging folder in the place of the output folder in two steps, and says where the old one is.
    fn step_aside(&self) -> Result<&Path> {
        fs::rename(&self.out, &self.old).or_refuse(said(
            "换不下旧的",
            "cannot take away the old",
            &self.out,
        ))?;
        if let Err(error) = fs::rename(&self.folder, &self.out) {
            fs::rename(&self.old, &self.out)
                .or_refuse(|| Words::fixed("旧的站点也放不回去", "nor can the old site be put back"))?;
            Err(error).or_refuse(said("换不上新的", "cannot put in place the new", &self.out))?;
        }
        Ok(&self.old)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Where the build failed, the old site stands, and what was staged is of no use. Should this fail too, the next
        // build clears it away.
        let _ = delete(&self.folder);
    }
}

/// Deletes a folder of ours, if it is there. What tells that it is ours goes last, so that a run that is killed here leaves
/// nothing that the next one does not know.
fn delete(folder: &Path) -> io::Result<()> {
    if folder.is_symlink() {
        return fs::remove_file(folder);
    }
    if !is_ours(folder) {
        return match fs::remove_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if entry.file_name() != MARKER {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_dir_all(folder)
}

/// A file of the site on its way: either still the same as the old one, or a new one.
pub(super) struct StageTarget {
    old: PathBuf,
    new: PathBuf,
    /// The old file, and how many of its bytes are these.
    same: Option<(fs::File, u64)>,
    file: Option<fs::File>,
}

impl StageTarget {
    /// The new file, which begins with what was the same.
    fn file(&mut self) -> Result<&mut fs::File> {
        if let Some((mut old, bytes)) = self.same.take() {
            let mut file = created(&self.new)?;
            let copied = old.rewind().and_then(|()| io::copy(&mut old.take(bytes), &mut file));
            copied.or_refuse(said("写不了", "cannot write", &self.new))?;
            self.file = Some(file);
        }
        Ok(self.file.as_mut().expect("invariant: what is not the same is a new file"))
    }
}

impl Target for StageTarget {
    fn add(&mut self, piece: &[u8]) -> Result<()> {
        if let Some((old, bytes)) = &mut self.same
            && goes_on(old, piece)
        {
            *bytes += piece.len() as u64;
            return Ok(());
        }
        let written = self.file()?.write_all(piece);
        Ok(written.or_refuse(said("写不了", "cannot write", &self.new))?)
    }

    fn finish(mut self) -> Result<bool> {
        let is_same = self.same.as_mut().is_some_and(|(old, _)| old.read(&mut [0]).is_ok_and(|n| n == 0));
        if !is_same || fs::hard_link(&self.old, &self.new).is_err() {
            self.file()?;
        }
        Ok(!is_same)
    }
}

/// Whether a file goes on with these bytes.
fn goes_on(file: &mut fs::File, mut bytes: &[u8]) -> bool {
    let mut piece = [0; 16 * 1024];
    while !bytes.is_empty() {
        let most = bytes.len().min(piece.len());
        match file.read(&mut piece[..most]) {
            Ok(n) if n > 0 && piece[..n] == bytes[..n] => bytes = &bytes[n..],
            _ => return false,
        }
    }
    true
}

/// A new file, which may be read again.
fn created(path: &Path) -> Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    let file = options.read(true).write(true).create(true).truncate(true).open(path);
    Ok(file.or_refuse(said("写不了", "cannot write", path))?)
}

/// Whether a folder carries our marker.
fn is_ours(folder: &Path) -> bool {
    folder.join(MARKER).is_file()
}

fn refuse_foreign(out: &Path) -> Result<()> {
    let shown = out.display();
    let refuse = |words| Err(Refusal::new(words).into());
    let meta = match fs::symlink_metadata(out) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Ok(Err(error).or_refuse(said("读不了", "cannot read", out))?),
    };
    if meta.is_symlink() {
        return refuse(say!(
            "{shown} 是符号链接；请把 --out 指向真正的文件夹",
            "{shown} is a symbolic link; let --out name the folder itself"
        ));
    }
    if !meta.is_dir() {
        return refuse(say!(
            "{shown} 是一个文件，不能用作输出文件夹",
            "{shown} is a file and cannot be the output folder"
        ));
    }
    if meta.permissions().readonly() {
        return refuse(say!(
            "{shown} 是只读的，没有动它；去掉只读再运行",
            "{shown} is read-only and was left alone; make it writable and run the command again"
        ));
    }
    let mut entries = fs::read_dir(out).or_refuse(said("读不了", "cannot read", out))?;
    if entries.next().is_some() && !is_ours(out) {
        return refuse(say!(
            "{shown} 里有不是 xianzhi 写的文件，为免丢失，没有动它；请换一个 --out，或先把它移走",
            "{shown} holds files that xianzhi did not write, and was left alone so that nothing is lost; choose another --out, or move it away first"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a temporary folder")
    }

    #[test]
    fn a_foreign_folder_is_refused_and_left_alone() {
        let dir = folder();
        let out = dir.path().join("public");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("thesis.docx"), "years of work").unwrap();
        assert!(Stage::open(&out).is_err());
        assert_eq!(fs::read_to_string(out.join("thesis.docx")).unwrap(), "years of work");
    }

    #[test]
    fn a_failed_build_leaves_the_old_site_whole() {
        let dir = folder();
        let out = dir.path().join("public");
        finished(&out);
        let second = Stage::open(&out).unwrap();
        second.write("index.html", b"half").unwrap();
        drop(second);
        assert_eq!(fs::read(out.join("index.html")).unwrap(), b"old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_build_replaces_the_whole_folder() {
        let dir = folder();
        let out = dir.path().join("public");
        let first = Stage::open(&out).unwrap();
        first.write("gone.html", b"x").unwrap();
        first.swap().unwrap();
        Stage::open(&out).unwrap().swap().unwrap();
        assert!(!out.join("gone.html").exists());
        assert!(out.join(MARKER).is_file());
    }

    /// A site at `out`.
    fn finished(out: &Path) {
        let stage = Stage::open(out).unwrap();
        stage.write("index.html", b"old").unwrap();
        stage.swap().unwrap();
    }

    #[test]
    fn a_build_killed_between_the_two_renames_is_undone() {
        let dir = folder();
        let out = dir.path().join("public");
        finished(&out);
        fs::rename(&out, dir.path().join(".public.xianzhi-old")).unwrap();
        drop(Stage::open(&out).unwrap());
        assert_eq!(fs::read(out.join("index.html")).unwrap(), b"old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn where_names_cannot_be_exchanged_the_old_site_steps_aside() {
        let dir = folder();
        let out = dir.path().join("public");
        finished(&out);
        let stage = Stage::open(&out).unwrap();
        stage.write("index.html", b"new").unwrap();
        delete(stage.step_aside().unwrap()).unwrap();
        drop(stage);
        assert_eq!(fs::read(out.join("index.html")).unwrap(), b"new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn two_builds_do_not_write_to_one_folder() {
        let dir = folder();
        let out = dir.path().join("public");
        let first = Stage::open(&out).unwrap();
        let refused = Stage::open(&out).err().unwrap();
        assert!(refused.to_string().contains("另一个 xianzhi"), "{refused}");
        first.write("index.html", b"first").unwrap();
        first.swap().unwrap();
        drop(Stage::open(&out).unwrap());
        assert_eq!(fs::read(out.join("index.html")).unwrap(), b"first");
    }

    #[test]
    fn what_stands_at_our_names_and_is_not_ours_is_left_alone() {
        let dir = folder();
        let theirs = dir.path().join(".public.xianzhi-new");
        fs::create_dir(&theirs).unwrap();
        fs::write(theirs.join("thesis.docx"), "years of work").unwrap();
        assert!(Stage::open(&dir.path().join("public")).is_err());
        assert_eq!(fs::read_to_string(theirs.join("thesis.docx")).unwrap(), "years of work");
    }

    #[test]
    fn what_a_run_was_killed_while_deleting_is_still_known_as_ours() {
        let dir = folder();
        let (out, left) = (dir.path().join("public"), dir.path().join(".public.xianzhi-new"));
        finished(&left);
        fs::remove_file(left.join("index.html")).unwrap();
        fs::create_dir(left.join("counties")).unwrap();
        finished(&out);
        assert!(!left.exists() && !out.join("counties").exists());
    }
}
