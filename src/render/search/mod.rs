//! What the page of the search reads: an index in classic scripts, which a page from the disk may load as well as one from
//! a server. `theme/search.js` is its other half.

mod entry;
mod index;
mod key;
mod postings;

pub use index::{Index, PAGE};

/// The folder of its files, from the root of a language.
pub const FOLDER: &str = "search/";
