//! Files for the editor: a drafted article, a workbook. Written as a whole or not at all, and never over a file that is
//! there.

use std::{
    ffi::OsString,
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
};

use anyhow::Result;

use crate::diag::{OrRefuse, Refusal, say};

/// Writes an article to `path`.
///
/// # Errors
/// Where there is a file already, or the disk refuses.
pub fn write_article(path: &Path, text: &str) -> Result<()> {
    let shown = path.display();
    if path.exists() {
        return Err(Refusal::new(say!(
            "{shown} 已经有了，没有动它：用 --out 另写一处，用 --print 只看不写，或先把它移走",
            "{shown} exists and was left alone: write elsewhere with --out, only look with --print, or move it away first"
        ))
        .into());
    }
    write_new(path, text.as_bytes())
}

/// Writes a workbook or CSV file to `path`.
///
/// # Errors
/// As [`write_article`].
pub fn write_sheets(path: &Path, bytes: &[u8]) -> Result<()> {
    let shown = path.display();
    if path.exists() {
        return Err(Refusal::new(say!(
            "{shown} 已经有了，没有动它：换一个文件名，或先把它移走",
            "{shown} exists and was left alone: choose another name, or move it away first"
        ))
        .into());
    }
    write_new(path, bytes)
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let shown = path.display();
    let failed = || say!("写不了 {shown}", "{shown} cannot be written");
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder).or_refuse(failed)?;
    }
    let mut hidden = OsString::from(".");
    hidden.push(path.file_name().or_refuse(failed)?);
    hidden.push(".new");
    let beside = path.with_file_name(hidden);
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).open(&beside).or_refuse(failed)?;
    file.write_all(bytes).or_refuse(failed)?;
    drop(file);
    fs::rename(&beside, path).or_refuse(failed)?;
    Ok(())
}
