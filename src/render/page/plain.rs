//! A plain page of the editor: about, method, how to cite.

use serde::Serialize;

use crate::diag::Lang;

use super::{
    super::{
        part::{BlockView, PageHead, PageTitle, TextView, page_head, plain_html, text_blocks},
        view::View,
    },
    article::Entry,
};

/// A plain page.
#[derive(Debug, Serialize)]
pub(crate) struct PlainPage<'a> {
    root: String,
    page: PageHead,
    summary_html: String,
    body: Vec<BlockView<'a>>,
    toc: Vec<Entry>,
}

/// The n-th plain page of the catalogue.
pub(crate) fn plain<'a>(view: &View<'a>, n: usize) -> PlainPage<'a> {
    let page = &view.catalog().pages[n];
    let text = TextView {
        body: &page.body,
        plans: view.site.charts.of_page(n),
        owner: view.path.clone(),
        lang: Lang::Zh,
    };
    let (body, headings) = text_blocks(view, &text);
    let title = PageTitle {
        title: view.chinese(&page.title),
        description: view.chinese(page.summary.as_ref().unwrap_or(&page.title)),
        kind: "page",
        nav: page.slug.clone(),
        source: Some(page.path.to_string()),
        above: Vec::new(),
    };
    PlainPage {
        root: view.path.root(),
        page: page_head(view, title),
        summary_html: plain_html(view, view.speech.choose(page.summary.as_deref().unwrap_or_default(), None)),
        body,
        toc: headings.into_iter().map(|h| Entry { id: h.id, label: view.chinese(&h.label) }).collect(),
    }
}
