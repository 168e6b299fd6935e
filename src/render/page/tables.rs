//! The list of cross-county tables.

use serde::Serialize;

use super::super::{
    part::{PageHead, PageTitle, TableCard, page_head, table_card},
    view::View,
};

/// The list of cross-county tables.
#[derive(Debug, Serialize)]
pub(crate) struct Tables<'a> {
    root: String,
    page: PageHead,
    intro: &'a str,
    tables: Vec<TableCard<'a>>,
}

/// The list of cross-county tables.
pub(crate) fn tables<'a>(view: &View<'a>) -> Tables<'a> {
    let intro = view.words.get("tables.intro");
    let title = PageTitle {
        title: view.words.get("title.tables").into(),
        description: intro.into(),
        kind: "tables",
        nav: "tables".to_owned(),
        ..PageTitle::default()
    };
    Tables {
        root: view.path.root(),
        page: page_head(view, title),
        intro,
        tables: view.site.nav.tables.iter().map(|n| table_card(view, *n)).collect(),
    }
}
