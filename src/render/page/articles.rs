//! The list of all articles, by path: that is, by place.

use serde::Serialize;

use super::super::{
    part::{ArticleCard, PageHead, PageTitle, article_card, page_head},
    view::View,
};

/// The list of all articles.
#[derive(Debug, Serialize)]
pub(crate) struct Articles<'a> {
    root: String,
    page: PageHead,
    intro: String,
    articles: Vec<ArticleCard<'a>>,
}

/// The list of all articles.
pub(crate) fn articles<'a>(view: &View<'a>) -> Articles<'a> {
    let catalog = view.catalog();
    let intro = view.words.count("articles.intro", catalog.articles.len());
    let title = PageTitle {
        title: view.words.get("title.articles").into(),
        description: intro.as_str().into(),
        kind: "articles",
        nav: "articles".to_owned(),
        ..PageTitle::default()
    };
    Articles {
        root: view.path.root(),
        page: page_head(view, title),
        intro,
        articles: catalog.article_ids().map(|a| article_card(view, a)).collect(),
    }
}
