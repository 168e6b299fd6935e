//! The page for addresses that name none. A host may show it at any depth, so that it needs the site's own address for
//! its links; where the site has none they are relative.

use serde::Serialize;

use super::super::{
    href::SitePath,
    list::folder,
    part::{PageHead, PageTitle, page_head},
    view::View,
};

/// The page for addresses that name none.
#[derive(Debug, Serialize)]
pub(crate) struct NotFound {
    root: String,
    page: PageHead,
}

/// The page for addresses that name none.
pub(crate) fn not_found(view: &View<'_>) -> NotFound {
    let home = SitePath::new("index.html").within(folder(view.site, view.lang()));
    let base = view.catalog().site.base_url.as_deref();
    let title = PageTitle {
        title: view.words.get("title.not_found").into(),
        description: view.words.get("not_found.text").into(),
        kind: "404",
        ..PageTitle::default()
    };
    NotFound { root: base.map_or_else(String::new, |base| home.at(base)), page: page_head(view, title) }
}
