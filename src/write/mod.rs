//! The only writer of files: pages in, a folder out. Everything is rendered and written, in parallel, to a staging
//! folder beside the output, which then takes its place; a failed or killed build leaves the old site whole. Of the
//! editor's files it writes only those that `check --fix` mends.

mod article;
mod compress;
mod mend;
mod pack;
mod record;
mod stage;

use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;

pub use article::write_article;
pub use mend::write_mended;
pub use pack::{Packed, Printer, pack};
pub use record::{audit_text, write_audit};

use crate::{
    read::{Digest, SUMS, Sums, digest},
    render::{Page, Renderer},
};

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// Characters that the PNG charts show as boxes.
    pub without_glyph: String,
    /// The folder.
    pub out: PathBuf,
    /// Files written.
    pub files: usize,
    /// Of these, web pages.
    pub pages: usize,
    /// Bytes written.
    pub bytes: u64,
}

/// Renders every page and puts the result at `out`, with the list of all files and their digests.
///
/// # Errors
/// Where a page cannot be rendered, the disk refuses, or `out` holds files that xianzhi did not write.
pub fn commit(renderer: &Renderer, out: &Path) -> Result<Written> {
    let stage = stage::Stage::open(out)?;
    let pages = renderer.pages();
    stage.make_folders(pages.iter().map(|p| p.path.as_str()))?;
    let write = |(path, bytes): (String, Vec<u8>)| {
        let size = stage.write(&path, &bytes)?;
        Ok((path, digest(&bytes), size))
    };
    let write_all = |page: &Page| files(renderer, page)?.into_iter().map(write).collect();
    let written: Vec<Vec<(String, Digest, u64)>> = pages.par_iter().map(write_all).collect::<Result<_>>()?;
    let mut bytes: u64 = written.iter().flatten().map(|(_, _, size)| size).sum();
    let sums: Sums = written.into_iter().flatten().map(|(path, digest, _)| (path, digest)).collect();
    bytes += stage.write(SUMS, sums.text().as_bytes())?;
    stage.swap()?;
    let html = pages.iter().filter(|p| p.path.as_str().ends_with(".html")).count();
    let without_glyph = renderer.without_glyph().into_iter().collect();
    Ok(Written { without_glyph, out: out.to_owned(), files: sums.len() + 1, pages: html, bytes })
}

/// A page as the files that it becomes: itself and, where the site has them, its compressed forms.
fn files(renderer: &Renderer, page: &Page) -> Result<Vec<(String, Vec<u8>)>> {
    let (path, bytes) = (page.path.as_str(), renderer.render(page)?);
    let mut files = if renderer.is_compressed() { compress::compressed(path, &bytes)? } else { Vec::new() };
    files.push((path.to_owned(), bytes));
    Ok(files)
}
