//! A new site: written beside its place, and put there once all of it is written.
//!
//! Never: anything in a folder that holds somebody's files; half a site, where writing fails.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::{
    alone::{Alone, beside},
    said,
};
use crate::diag::{OrRefuse, Refusal, say};

/// What may stand in a folder that counts as empty: a repository is often made first.
const OF_NO_MATTER: [&str; 1] = [".git"];

/// A site on its way.
pub struct NewSite {
    target: PathBuf,
    folder: PathBuf,
    /// Whether the target was there already, empty.
    was_there: bool,
    done: bool,
    _alone: Alone,
}

impl NewSite {
    /// Begins a site at `target`: a folder that is empty, or is not there.
    ///
    /// # Errors
    /// Where something stands in the way, or the disk refuses.
    pub fn open(target: &Path) -> Result<NewSite> {
        let was_there = target.is_dir();
        let place = if was_there { target.join("site") } else { target.to_owned() };
        place.file_name().or_refuse(said("不能用作站点文件夹：", "no folder for a site:", target))?;
        let alone = Alone::claim(&place, target)?;
        let folder = beside(&place, "new");
        refuse_full(target, &place)?;
        let failed = said("建不了文件夹", "cannot make the folder", &folder);
        if folder.exists() {
            // Left behind by a run that was killed: its name is ours.
            fs::remove_dir_all(&folder).or_refuse(said(
                "删不了上次留下的",
                "cannot delete what was left:",
                &folder,
            ))?;
        }
        fs::create_dir(&folder).or_refuse(failed)?;
        Ok(NewSite { target: target.to_owned(), folder, was_there, done: false, _alone: alone })
    }

    /// Where the site stands until it is committed.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds a file.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn add(&self, path: &str, text: &str) -> Result<()> {
        let target = self.folder.join(path);
        let failed = || say!("写不了 {path}", "{path} cannot be written");
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).or_refuse(failed)?;
        }
        Ok(fs::write(&target, text).or_refuse(failed)?)
    }

    /// Puts the site in its place.
    ///
    /// # Errors
    /// Where the disk refuses: then nothing of it is there.
    pub fn commit(mut self) -> Result<()> {
        let failed = said("写不了", "cannot write", &self.target);
        if self.was_there {
            move_up(&self.folder, &self.target).or_refuse(failed)?;
            fs::remove_dir(&self.folder).or_refuse(said("删不了", "cannot delete", &self.folder))?;
        } else {
            fs::rename(&self.folder, &self.target).or_refuse(failed)?;
        }
        self.done = true;
        Ok(())
    }
}

impl Drop for NewSite {
    fn drop(&mut self) {
        if !self.done {
            // What was begun is of no use; should this fail too, the next run clears it away.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Moves all entries of `from` into `to`; where one cannot be, takes back those that were.
fn move_up(from: &Path, to: &Path) -> io::Result<()> {
    let names: Vec<OsString> =
        fs::read_dir(from)?.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<_>>()?;
    for (i, name) in names.iter().enumerate() {
        if let Err(error) = fs::rename(from.join(name), to.join(name)) {
            for name in &names[..i] {
                fs::rename(to.join(name), from.join(name))?;
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Sees that there is nothing, or a folder that is empty but for what is ours.
///
/// # Errors
/// Where there is anything else.
fn refuse_full(target: &Path, place: &Path) -> Result<()> {
    let shown = target.display();
    let refuse = |words| Err(Refusal::new(words).into());
    match fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Ok(Err(error).or_refuse(said("读不了", "cannot read", target))?),
        Ok(meta) if !meta.is_dir() => {
            return refuse(say!(
                "{shown} 是一个文件，不能用作站点文件夹：换一个名字",
                "{shown} is a file and cannot be the folder of a site: choose another name"
            ));
        }
        Ok(_) => {}
    }
    let ours = ["new", "lock"].map(|what| beside(place, what));
    let mut found = Vec::new();
    for entry in fs::read_dir(target).or_refuse(said("读不了", "cannot read", target))? {
        let entry = entry.or_refuse(said("读不了", "cannot read", target))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !ours.contains(&entry.path()) && !OF_NO_MATTER.contains(&name.as_str()) {
            found.push(name);
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    found.sort();
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let (zh, en) = (if more { " 等" } else { "" }, if more { " and more" } else { "" });
    refuse(say!(
        ("{shown} 里已经有 {}{zh}，什么也没有写：换一个空的或还没有的文件夹", found.join("、")),
        (
            "{shown} already holds {}{en}; nothing was written: name a folder that is empty, or is not there yet",
            found.join(", ")
        )
    ))
}

/// How many names are said.
const SHOWN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("site");
        let site = NewSite::open(&target).unwrap();
        site.add("content/places.yaml", "places: []").unwrap();
        drop(site);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn an_empty_folder_is_filled_where_it_stands_and_a_repository_in_it_is_kept() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::write(folder.path().join(".git/HEAD"), "ref: refs/heads/main").unwrap();
        let site = NewSite::open(folder.path()).unwrap();
        site.add("site.yaml", "title: 县情").unwrap();
        site.commit().unwrap();
        let mut names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".git", "site.yaml"]);
        assert!(NewSite::open(folder.path()).is_err());
    }
}
