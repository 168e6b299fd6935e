//! The search, and what it is without a script: an index of names.

use serde::Serialize;

use super::{
    super::{
        href::SitePath,
        part::{PageHead, PageTitle, page_head, table_title},
        text::Text,
        view::{Link, View},
    },
    domain::catalogued,
    glossary,
};

/// The page of the search.
#[derive(Debug, Serialize)]
pub(crate) struct Search<'a> {
    root: String,
    page: PageHead,
    /// Which index the page belongs to.
    version: &'a str,
    provinces: Vec<ProvinceNames>,
    domains: Vec<Names>,
    terms: Vec<Link>,
    tables: Vec<Link>,
    pages: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct ProvinceNames {
    label: Text,
    prefectures: Vec<Names>,
}

/// Names under the one above them.
#[derive(Debug, Serialize)]
struct Names {
    link: Link,
    names: Vec<Link>,
}

/// The page of the search.
pub(crate) fn search<'a>(view: &View<'a>, version: &'a str) -> Search<'a> {
    let (nav, catalog) = (&view.site.nav, view.catalog());
    let title = PageTitle {
        title: view.words.get("title.search").into(),
        description: view.words.get("search.reading").into(),
        kind: "search",
        nav: "search".to_owned(),
        ..PageTitle::default()
    };
    let of_prefecture = |p: &usize| Names {
        link: view.prefecture(*p),
        names: nav.prefectures[*p].places.iter().map(|place| view.place_link(*place)).collect(),
    };
    let of_province = |province| ProvinceNames {
        label: view.province_label(province),
        prefectures: province.prefectures.iter().map(of_prefecture).collect(),
    };
    let plain = catalog.pages.iter().filter(|page| page.domain.is_none());
    Search {
        root: view.path.root(),
        page: page_head(view, title),
        version,
        provinces: nav.provinces.iter().map(of_province).collect(),
        domains: catalog
            .domain_ids()
            .map(|d| Names {
                link: view.domain(d),
                names: catalogued(view, d).map(|m| view.metric(m)).collect(),
            })
            .collect(),
        terms: catalog.term_ids().map(|t| glossary::link(view, catalog.term(t))).collect(),
        tables: nav
            .tables
            .iter()
            .map(|n| view.link(table_title(view, *n), &SitePath::table(&catalog.tables[*n].slug)))
            .collect(),
        pages: plain.map(|page| view.link(view.page_title(page), &SitePath::text(page))).collect(),
    }
}
