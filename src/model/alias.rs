//! Former addresses of pages, which lead to the present ones.

use super::ids::{ArticleIx, PlaceIx};

/// A former address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// Former name of the page, without folder and ending.
    pub slug: String,
    /// The page as it is now.
    pub target: AliasOf,
}

/// A page with former addresses; tables, plain pages and what was taken back by their position in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AliasOf {
    /// The profile of a place.
    Place(PlaceIx),
    /// An article.
    Article(ArticleIx),
    /// An article that was taken back.
    Retracted(usize),
    /// A table.
    Table(usize),
    /// A plain page.
    Page(usize),
}
