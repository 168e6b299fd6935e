//! What people carry away from a site: a profile as one file, and the profiles and tables as a book (EPUB 3). Both are made
//! of the pages that the templates render, so that there is one text and one look to mend.
//!
//! Comes in: a rendered page. Goes out: the same without what it would have to ask for. Never: computes anything that the
//! page does not show.

mod book;
mod chapter;
mod cover;
mod epub;
mod links;
mod markup;
mod one_file;
mod style;
mod trim;

use anyhow::Result;

use super::{
    Renderer,
    href::SitePath,
    list::{self, Page, PageKind},
};
use crate::{derive::Site, diag::Lang, model::PlaceIx};

/// The profile of a place as one file.
///
/// # Errors
/// Where a template is broken.
pub(super) fn one_file(renderer: &Renderer, page: &Page, ix: PlaceIx) -> Result<Vec<u8>> {
    let site = &renderer.site;
    let place = SitePath::county(site.catalog().place(ix));
    let profile = list::page(site, page.lang, place, PageKind::County(ix));
    let rendered = String::from_utf8(renderer.render(&profile)?)?;
    Ok(one_file::one_file(site, &profile, ix, &page.place, &rendered)?.into_bytes())
}

/// The book in a language of the site.
///
/// # Errors
/// Where a template is broken.
pub(super) fn book(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>> {
    book::book(renderer, lang)
}

/// Every file to carry in one language, whether the site lists them or not.
pub(super) fn files(site: &Site) -> Vec<(SitePath, PageKind)> {
    let catalog = site.catalog();
    let profiles =
        catalog.place_ids().map(|ix| (SitePath::one_file(catalog.place(ix)), PageKind::OneFile(ix)));
    profiles.chain([(SitePath::book(), PageKind::Book)]).collect()
}
