//! The first page of the book: what it is, how its figures are to be read, whose they are.

use serde::Serialize;

use super::super::{
    part::{PageHead, PageTitle, page_head},
    text::Text,
    view::View,
};

/// The first page of the book.
#[derive(Debug, Serialize)]
pub(crate) struct Foreword {
    root: String,
    page: PageHead,
    description: Text,
    holds: String,
    address: Option<String>,
}

/// The first page of the book.
pub(crate) fn foreword(view: &View<'_>) -> Foreword {
    let (catalog, words) = (view.catalog(), view.words);
    let (places, tables) = (catalog.places.len().to_string(), catalog.tables.len().to_string());
    let title = PageTitle {
        title: view.site_title(),
        description: view.site_description(),
        kind: "foreword",
        ..PageTitle::default()
    };
    Foreword {
        root: view.path.root(),
        page: page_head(view, title).elsewhere(),
        description: view.site_description(),
        holds: words.fill("book.holds", &[("places", &places), ("tables", &tables)]),
        address: catalog.site.base_url.clone(),
    }
}
