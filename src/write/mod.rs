//! The only writer of files: pages in, a folder out. Everything is rendered and written, in parallel, to a staging
//! folder beside the output, which then takes its place; a failed or killed build leaves the old site whole. Files of the
//! editor's ([`write_mended`], [`write_ledger`], [`write_audit`]) and new ones beside them are written one by one, each as
//! a whole or not at all. What is to be copied to where the site is published stands in two lists beside the output
//! ([`plan`]).

mod alone;
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
    diag::{Words, say},
    read::{Digest, Digesting, digest, list_text},
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

/// What could not be done with a folder or file.
fn said(zh: &'static str, en: &'static str, path: &Path) -> impl FnOnce() -> Words {
    move || say!(("{zh} {}", path.display()), ("{en} {}", path.display()))
}

/// What is told how many files are done, of how many.
pub type Tell<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// Renders every page of a portion of the site and puts the result at `out`, with the list of all its files and their
/// digests. What stands there already, byte for byte, is kept instead of being written again.
///
/// # Errors
/// Where a page cannot be rendered, the disk refuses, or `out` holds files that xianzhi did not write.
pub fn commit(renderer: &Renderer, out: &Path, portion: &Portion, tell: Tell<'_>) -> Result<Written> {
    let pages = portion.of(renderer)?;
    let stage = stage::Stage::open(out)?;
    stage.make_folders(pages.iter().map(|p| p.path.as_str()))?;
    let (made, mut changed) = make(renderer, &pages, tell, |path| stage.target(path))?;
    let list = list_text(made.iter().map(|made| (made.path.as_str(), made.digest.as_str())));
    changed += usize::from(put(stage.target(&portion.list())?, list.as_bytes())?);
    let bytes = made.iter().map(|made| made.bytes).sum::<u64>() + list.len() as u64;
    plan::withdraw_lists(out)?;
    stage.swap()?;
    let html = pages.iter().filter(|p| p.path.as_str().ends_with(".html")).count();
    let without_glyph = renderer.without_glyph().into_iter().collect();
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

/// Renders every page, and writes nothing.
///
/// # Errors
/// Where a page cannot be rendered.
pub fn measure(renderer: &Renderer, tell: Tell<'_>) -> Result<Vec<Made>> {
    Ok(make(renderer, &renderer.pages(), tell, |_| Ok(Nowhere))?.0)
}

/// So many pages are taken at once by one thread. Without a bound a thread takes a large part of all, which nobody can
/// take from it when the others are done.
const AT_ONCE: usize = 8;

thread_local! {
    /// What a thread renders its files into, one after another. It is taken for each: while a file is made of many pages at
    /// once, as a book is, the thread may be given another file to make.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Takes a file piece by piece.
trait Target {
    /// Adds a piece.
    ///
    /// # Errors
    /// Where it cannot be kept.
    fn add(&mut self, piece: &[u8]) -> Result<()>;

    /// Ends the file: whether it is another than before.
    ///
    /// # Errors
    /// Where it cannot be kept.
    fn finish(self) -> Result<bool>;
}

/// Puts a whole file into a target: whether it is another than before.
fn put(mut target: impl Target, bytes: &[u8]) -> Result<bool> {
    target.add(bytes)?;
    target.finish()
}

/// Keeps nothing.
struct Nowhere;

impl Target for Nowhere {
    fn add(&mut self, _: &[u8]) -> Result<()> {
        Ok(())
    }

    fn finish(self) -> Result<bool> {
        Ok(true)
    }
}

/// Renders pages in parallel, each file of them into a target of its own, which `open` gives by its path; and says how many
/// have changed.
fn make<T: Target>(
    renderer: &Renderer,
    pages: &[&Page],
    tell: Tell<'_>,
    open: impl Fn(&str) -> Result<T> + Sync,
) -> Result<(Vec<Made>, usize)> {
    let done = AtomicUsize::new(0);
    let all = |page: &&Page| {
        let mut buffer = BUFFER.take();
        let made = files(renderer, page, &mut buffer, &open)?;
        BUFFER.set(buffer);
        tell(done.fetch_add(1, Ordering::Relaxed) + 1, pages.len());
        anyhow::Ok(made)
    };
    let files = pages.par_iter().with_max_len(AT_ONCE).map(all).collect::<Result<Vec<_>>>()?;
    let changed = files.iter().flatten().filter(|(_, changed)| *changed).count();
    let mut made = Vec::with_capacity(files.iter().map(Vec::len).sum());
    made.extend(files.into_iter().flatten().map(|(made, _)| made));
    Ok((made, changed))
}

/// A page as the files that it becomes, each with whether it has changed: itself and, where the site has them, its
/// compressed forms.
fn files<T: Target>(
    renderer: &Renderer,
    page: &Page,
    buffer: &mut Vec<u8>,
    open: &impl Fn(&str) -> Result<T>,
) -> Result<Vec<(Made, bool)>> {
    let path = page.path.as_str();
    let (mut target, mut digesting, mut bytes) = (open(path)?, Digesting::default(), 0);
    // Only what is to be compressed is needed as a whole.
    let mut whole = renderer.is_compressed().then(Vec::new);
    renderer.render_to(page, buffer, &mut |piece| {
        digesting.add(piece);
        bytes += piece.len() as u64;
        whole.iter_mut().for_each(|whole| whole.extend_from_slice(piece));
        target.add(piece)
    })?;
    let made = Made { path: path.to_owned(), digest: digesting.finish(), bytes };
    let mut files = vec![(made, target.finish()?)];
    let forms = whole.map(|whole| compress::compressed(path, &whole)).transpose()?;
    for (path, form) in forms.into_iter().flatten() {
        let changed = put(open(&path)?, &form)?;
        files.push((Made { digest: digest(&form), bytes: form.len() as u64, path }, changed));
    }
    Ok(files)
}
