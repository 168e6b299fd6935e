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
mod portion;
mod record;
mod single;
mod site;
mod stage;

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use anyhow::Result;
use rayon::prelude::*;

pub use ledger::{entry_of, lines as entry_lines, with_entry, write_ledger};
pub use mend::write_mended;
pub use pack::{Packed, Printer, pack};
pub use portion::{Portion, Share};
pub use record::{audit_text, write_audit};
pub use single::{write_again, write_new};
pub use site::NewSite;

use crate::{
    read::{Digest, Sums, digest},
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
    /// Their bytes.
    pub bytes: u64,
    /// Of these files, those that were not there before as they are now.
    pub changed: usize,
    /// Each file but the list of them.
    pub made: Vec<Made>,
}

/// What is told how many files are done, of how many.
pub type Tell<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Renders every page of a portion of the site and puts the result at `out`, with the list of all its files and their
/// digests. What stands there already, byte for byte, is kept instead of being written again.
///
/// # Errors
/// Where a page cannot be rendered, the disk refuses, or `out` holds files that xianzhi did not write.
pub fn commit(renderer: &Renderer, out: &Path, portion: &Portion, tell: Tell<'_>) -> Result<Written> {
    let pages = portion.of(renderer.pages())?;
    let stage = stage::Stage::open(out)?;
    stage.make_folders(pages.iter().map(|p| p.path.as_str()))?;
    let changed = AtomicUsize::new(0);
    let keep = |path: &str, bytes: &[u8]| {
        if !stage.keep(path, bytes) {
            stage.write(path, bytes)?;
            changed.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    };
    let made = make(renderer, &pages, tell, keep)?;
    let list = sums(&made).text();
    keep(&portion.list(), list.as_bytes())?;
    let bytes = made.iter().map(|made| made.bytes).sum::<u64>() + list.len() as u64;
    plan::withdraw_lists(out)?;
    stage.swap()?;
    let html = pages.iter().filter(|p| p.path.as_str().ends_with(".html")).count();
    let without_glyph = renderer.without_glyph().into_iter().collect();
    let changed = changed.into_inner();
    Ok(Written {
        without_glyph,
        out: out.to_owned(),
        files: made.len() + 1,
        pages: html,
        bytes,
        changed,
        made,
    })
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

/// So many pages are taken at once by one thread. Without a bound a thread takes a large part of all, which nobody can
/// take from it when the others are done.
const AT_ONCE: usize = 8;

/// Of what a file has been rendered into, so much is kept for the next.
const KEPT_BYTES: usize = 1 << 20;

thread_local! {
    /// What a thread renders its files into, one after another.
    static RENDERED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Renders pages in parallel and hands each file of them to `keep`, with its path.
fn make(
    renderer: &Renderer,
    pages: &[Page],
    tell: Tell<'_>,
    keep: impl Fn(&str, &[u8]) -> Result<()> + Sync,
) -> Result<Vec<Made>> {
    let keep = |path: String, bytes: &[u8]| {
        keep(&path, bytes)?;
        anyhow::Ok(Made { digest: digest(bytes), bytes: bytes.len() as u64, path })
    };
    // A page becomes itself and, where the site has them, its compressed forms.
    let files = |page: &Page, bytes: &mut Vec<u8>| {
        renderer.render_to(page, bytes)?;
        let path = page.path.as_str();
        let mut made = Vec::new();
        if renderer.is_compressed() {
            for (path, bytes) in compress::compressed(path, bytes)? {
                made.push(keep(path, &bytes)?);
            }
        }
        made.push(keep(path.to_owned(), bytes)?);
        bytes.clear();
        bytes.shrink_to(KEPT_BYTES);
        anyhow::Ok(made)
    };
    let done = AtomicUsize::new(0);
    let all = |page: &Page| {
        let made = RENDERED.with_borrow_mut(|bytes| files(page, bytes))?;
        tell(done.fetch_add(1, Ordering::Relaxed) + 1, pages.len());
        anyhow::Ok(made)
    };
    let made = pages.par_iter().with_max_len(AT_ONCE).map(all).collect::<Result<Vec<_>>>()?;
    Ok(made.into_iter().flatten().collect())
}
