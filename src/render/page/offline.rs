//! How to read the site without a network, and how to carry it.

use serde::Serialize;

use super::super::{
    part::{Download, PageHead, PageTitle, download_packs, page_head},
    view::View,
};
use crate::read::SUMS;

/// The page of offline reading.
#[derive(Debug, Serialize)]
pub(crate) struct Offline<'a> {
    root: String,
    page: PageHead,
    downloads: Vec<Download<'a>>,
    sums_href: String,
}

/// The page of offline reading.
pub(crate) fn offline<'a>(view: &View<'a>) -> Offline<'a> {
    let title = PageTitle {
        title: view.words.get("title.offline").into(),
        description: view.words.get("offline.lead").into(),
        kind: "offline",
        ..PageTitle::default()
    };
    Offline {
        root: view.path.root(),
        page: page_head(view, title),
        downloads: download_packs(view, None),
        sums_href: view.href_of(SUMS),
    }
}
