//! The list of all articles, by path: that is, by place. Of a site with very many it lists the prefectures, each of
//! which lists its own.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{ArticleCard, PageHead, PageTitle, RetractedView, all_retracted, article_card, page_head},
    text::Text,
    view::{Link, View},
};
use crate::derive::Province;

/// The most articles that one page shows with their summaries.
const MOST_ARTICLES: usize = 100;

/// The list of all articles.
#[derive(Debug, Serialize)]
pub(crate) struct Articles<'a> {
    root: String,
    page: PageHead,
    intro: String,
    articles: Vec<ArticleCard<'a>>,
    provinces: Vec<ProvinceView>,
    newest: Vec<ArticleCard<'a>>,
    retracted: Vec<RetractedView>,
}

#[derive(Debug, Serialize)]
struct ProvinceView {
    name: Text,
    prefectures: Vec<Counted>,
}

/// A prefecture with the number of its articles.
#[derive(Debug, Serialize)]
struct Counted {
    link: Link,
    text: String,
}

/// The list of all articles.
pub(crate) fn articles<'a>(view: &View<'a>) -> Articles<'a> {
    let (catalog, nav) = (view.catalog(), &view.site.nav);
    let is_listed = catalog.articles.len() <= MOST_ARTICLES;
    let key = if is_listed { "articles.intro" } else { "articles.intro_split" };
    let intro = view.words.count(key, catalog.articles.len());
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
        articles: catalog.article_ids().filter(|_| is_listed).map(|a| article_card(view, a)).collect(),
        provinces: nav.provinces.iter().filter(|_| !is_listed).map(|v| province(view, v)).collect(),
        retracted: all_retracted(view),
        newest: nav.newest.iter().filter(|_| !is_listed).map(|a| article_card(view, *a)).collect(),
    }
}

fn province(view: &View<'_>, province: &Province) -> ProvinceView {
    let nav = &view.site.nav;
    let counted = |p: &usize| {
        let record = &nav.prefectures[*p];
        let n = view.site.index.count_articles(&record.places);
        let page = SitePath::prefecture(record.slug());
        let href = view.path.link_to_fragment(&page, "articles");
        let link = Link { href, ..view.prefecture(*p) };
        (n > 0).then(|| Counted { link, text: view.words.count("place.articles", n) })
    };
    ProvinceView {
        name: view.province_label(province),
        prefectures: province.prefectures.iter().filter_map(counted).collect(),
    }
}
