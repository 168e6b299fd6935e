//! The page of an article that was retracted: at its old address, when, why and by whom, and the citation of the report.
//! Nothing that it said.

use serde::Serialize;

use super::{
    super::{
        href::SitePath,
        part::{PageHead, PageTitle, RetractedView, SourceCite, cite_source, page_head, retracted},
        view::View,
    },
    article::{OriginView, PlaceView, origin, place_view},
};

/// The page of an article that was retracted.
#[derive(Debug, Serialize)]
pub(crate) struct RetractedPage<'a> {
    root: String,
    page: PageHead,
    place: PlaceView,
    notice: RetractedView,
    origin: OriginView<'a>,
    cite_source: SourceCite,
}

/// The page of the n-th article that was retracted.
pub(crate) fn retracted_page<'a>(view: &View<'a>, n: usize) -> RetractedPage<'a> {
    let article = &view.catalog().retracted[n].article;
    let notice = retracted(view, n);
    let articles = view.link(view.words.get("nav.articles"), &SitePath::new("articles.html"));
    let title = PageTitle {
        title: view.fill("title.retracted", &[("title", &view.title_of(article))]),
        description: notice.in_words(view),
        kind: "retracted",
        nav: "articles".to_owned(),
        source: Some(article.path.to_string()),
        above: vec![articles, view.place_link(article.place)],
    };
    RetractedPage {
        root: view.path.root(),
        page: page_head(view, title),
        place: place_view(view, article.place),
        notice,
        origin: origin(view, &article.origin),
        cite_source: cite_source(view, article),
    }
}
