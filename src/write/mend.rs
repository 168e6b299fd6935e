//! A file of the editor's with fixes made in it: written beside the old one and put in its place in one step.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

use super::single::put_in_place_of;
use crate::diag::{OrRefuse, Refusal, say};

/// Writes `after` to the file at `path` in the site in `root`, where `before` was read. Permissions stay.
///
/// # Errors
/// Where something else stands there by now, the file may not be written, lies outside of the site, or the disk refuses:
/// then the file is as it was.
pub fn write_mended(root: &Path, path: &str, before: &str, after: &str) -> Result<()> {
    let target = inside(root, path)?;
    let permissions =
        fs::metadata(&target).or_refuse(|| say!("读不了 {path}", "cannot read {path}"))?.permissions();
    if permissions.readonly() {
        return Err(Refusal::new(say!(
            "{path} 是只读的，没有动它；去掉只读再运行",
            "{path} is read-only and was left alone; make it writable and run the command again"
        ))
        .into());
    }
    let put = put_in_place_of(&target, before.as_bytes(), after.as_bytes());
    if put.or_refuse(|| say!("写不了 {path}", "cannot write {path}"))? {
        return Ok(());
    }
    Err(Refusal::new(say!(
        "{path} 刚才又改过了，没有动它；再运行一次",
        "{path} has just been changed by someone else and was left alone; run the command again"
    ))
    .into())
}

/// Where the file really stands: a link that leads out of the site is not followed.
fn inside(root: &Path, path: &str) -> Result<PathBuf> {
    let real = |at: PathBuf| fs::canonicalize(at).or_refuse(|| say!("读不了 {path}", "cannot read {path}"));
    let (root, target) = (real(root.to_owned())?, real(root.join(path))?);
    if target.starts_with(&root) {
        return Ok(target);
    }
    Err(Refusal::new(say!(
        "{path} 是通到站点文件夹外面的链接，没有动它；到那边去改",
        "{path} is a link that leads out of the site folder and was left alone; mend the file there"
    ))
    .into())
}
