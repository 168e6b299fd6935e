//! The files of `data/` that hold the whole site, in one list: the pages link to them, the catalogue describes them.

use crate::derive::Site;

/// The description of the data for catalogues.
pub const DATA_CATALOG: &str = "data/catalog.jsonld";

/// A file that holds the whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Where it stands.
    pub path: &'static str,
    /// Its media type, as IANA has it.
    pub media_type: &'static str,
    /// The key of the words for it in the theme.
    pub label: &'static str,
}

/// Every such file of a site, the plainest first.
pub fn data_files(_: &Site) -> Vec<DataFile> {
    vec![DataFile { path: "data/observations.csv", media_type: "text/csv", label: "download.csv" }]
}
