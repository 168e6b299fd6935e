//! The only writer of files: pages in, a folder out. Everything is rendered and written, in parallel, to a staging
//! folder beside the output, which then takes its place; a failed or killed build leaves the old site whole. Files of the
//! editor's ([`write_mended`], [`write_ledger`], [`write_audit`]) and new ones beside them are written one by one, each as
//! a whole or not at all. What is to be copied to where the site is published stands in two lists beside the output
//! ([`plan`]).

mod compress;
mod ledger;
mod mend;
mod pack;
pub mod plan;
mod record;
mod single;
mod site;
mod stage;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use anyhow::Result;
use rayon::prelude::*;

pub use ledger::{entry_of, lines as entry_lines, with_entry, write_ledger};
pub use mend::write_mended;
pub use pack::{Packed, Printer, pack};
pub use record::{audit_text, write_audit};
pub use single::{write_again, write_new};
pub use site::NewSite;

use crate::{
    read::{Digest, SUMS, Sums, digest},
    render::{Page, Renderer},
};

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its path from the root of the site.
    pub path: String,
    /// Its digest.
    pub digest: Digest,
    /// Its size in bytes.
    pub bytes: u64,
}

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
    /// Each file but the list of them.
    pub made: Vec<Made>,
}

/// What is told how many files are done, of how many.
pub type Tell<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Renders every page and puts the result at `out`, with the list of all files and their digests.
///
/// # Errors
/// Where a page cannot be rendered, the disk refuses, or `out` holds files that xianzhi did not write.
pub fn commit(renderer: &Renderer, out: &Path, tell: Tell<'_>) -> Result<Written> {
    let stage = stage::Stage::open(out)?;
    let pages = renderer.pages();
    stage.make_folders(pages.iter().map(|p| p.path.as_str()))?;
    let made = make(renderer, &pages, tell, |path, bytes| stage.write(path, bytes).map(|_| ()))?;
    let mut bytes: u64 = made.iter().map(|made| made.bytes).sum();
    bytes += stage.write(SUMS, sums(&made).text().as_bytes())?;
    plan::withdraw_lists(out)?;
    stage.swap()?;
    let html = pages.iter().filter(|p| p.path.as_str().ends_with(".html")).count();
    let without_glyph = renderer.without_glyph().into_iter().collect();
    Ok(Written { without_glyph, out: out.to_owned(), files: made.len() + 1, pages: html, bytes, made })
}

/// The list of some files.
fn sums(made: &[Made]) -> Sums {
    made.iter().map(|made| (made.path.clone(), made.digest.clone())).collect()
}

/// Renders every page, and writes nothing.
///
/// # Errors
/// Where a page cannot be rendered.
pub fn measure(renderer: &Renderer, tell: Tell<'_>) -> Result<Vec<Made>> {
    make(renderer, &renderer.pages(), tell, |_, _| Ok(()))
}

/// Renders pages in parallel and hands each file of them to `keep`, with its path.
fn make(
    renderer: &Renderer,
    pages: &[Page],
    tell: Tell<'_>,
    keep: impl Fn(&str, &[u8]) -> Result<()> + Sync,
) -> Result<Vec<Made>> {
    let made = |(path, bytes): (String, Vec<u8>)| {
        keep(&path, &bytes)?;
        Ok(Made { digest: digest(&bytes), bytes: bytes.len() as u64, path })
    };
    let done = AtomicUsize::new(0);
    let all = |page: &Page| {
        let made = files(renderer, page)?.into_iter().map(made).collect::<Result<Vec<_>>>()?;
        tell(done.fetch_add(1, Ordering::Relaxed) + 1, pages.len());
        anyhow::Ok(made)
    };
    Ok(pages.par_iter().map(all).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// A page as the files that it becomes: itself and, where the site has them, its compressed forms.
fn files(renderer: &Renderer, page: &Page) -> Result<Vec<(String, Vec<u8>)>> {
    let (path, bytes) = (page.path.as_str(), renderer.render(page)?);
    let mut files = if renderer.is_compressed() { compress::compressed(path, &bytes)? } else { Vec::new() };
    files.push((path.to_owned(), bytes));
    Ok(files)
}
