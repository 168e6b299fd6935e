//! The page at a former address: it leads to the present one at once, and says so.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{PageHead, PageTitle, page_head, published, table_title},
    view::{Link, View},
};
use crate::model::AliasOf;

/// The page at a former address.
#[derive(Debug, Serialize)]
pub(crate) struct Moved {
    root: String,
    page: PageHead,
    target: Link,
    canonical: Option<String>,
}

/// The page at a former address of `target`.
pub(crate) fn moved(view: &View<'_>, target: AliasOf) -> Moved {
    let catalog = view.catalog();
    let path = SitePath::of_alias(catalog, target);
    let label = match target {
        AliasOf::Place(ix) => view.place_name(ix),
        AliasOf::Article(ix) => view.article_title(ix),
        AliasOf::Retracted(n) => view.title_of(&catalog.retracted[n].article),
        AliasOf::Table(n) => table_title(view, n),
        AliasOf::Page(n) => view.chinese(&catalog.pages[n].title),
    };
    let title = PageTitle {
        title: view.fill("moved.title", &[("page", &label)]),
        description: view.words.get("moved.text").into(),
        kind: "moved",
        ..PageTitle::default()
    };
    Moved {
        root: view.path.root(),
        page: page_head(view, title).elsewhere(),
        canonical: published(view, &path),
        target: view.link(label, &path),
    }
}
