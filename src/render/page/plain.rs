//! A plain page of the editor: about, method, how to cite.

use serde::Serialize;

use crate::{derive::Said, diag::Lang, model::Page};

use super::{
    super::{
        markdown::Heading,
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
    let (page, lang) = page_in(view, n);
    let (summary_html, body, headings) = own_text(view, n);
    let title = PageTitle {
        title: view.said(Said { text: &page.title, lang }),
        description: view.said(Said { text: page.summary.as_ref().unwrap_or(&page.title), lang }),
        kind: "page",
        nav: view.catalog().pages[n].slug.clone(),
        source: Some(page.path.to_string()),
        above: Vec::new(),
    };
    PlainPage {
        root: view.path.root(),
        page: page_head(view, title),
        summary_html,
        body,
        toc: headings
            .into_iter()
            .map(|h| Entry { id: h.id, label: view.said(Said { text: &h.label, lang }) })
            .collect(),
    }
}

/// The summary and the text of the n-th plain page, in the language that they are written in for this one.
pub(super) fn own_text<'a>(view: &View<'a>, n: usize) -> (String, Vec<BlockView<'a>>, Vec<Heading>) {
    let (page, lang) = page_in(view, n);
    let plans = view.site.charts.of_page(n);
    let text = TextView { body: &page.body, plans, owner: view.path.clone(), lang, original: None };
    let (body, headings) = text_blocks(view, &text);
    let summary = page.summary.as_deref().unwrap_or_default();
    (plain_html(view, Said { text: summary, lang }, view.path.clone()), body, headings)
}

/// The n-th plain page of the catalogue in the language of the page, where it is written in it.
pub(in super::super) fn page_in<'a>(view: &View<'a>, n: usize) -> (&'a Page, Lang) {
    let page = &view.catalog().pages[n];
    match &page.en {
        Some(english) if view.lang() == Lang::En => (english, Lang::En),
        _ => (page, Lang::Zh),
    }
}
