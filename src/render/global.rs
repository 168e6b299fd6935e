//! What all pages share, built once: the site's name and licence, its words, its navigation.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    export::{FEED, has_feed},
    href::SitePath,
    part::CHANGES,
    text::Text,
    view::View,
};
use crate::{
    derive::{Site, Speech},
    diag::Lang,
};

/// The global context of the templates.
#[derive(Debug, Serialize)]
pub(super) struct Global<'a> {
    site: SiteView<'a>,
    t: BTreeMap<&'a str, &'a str>,
    /// Where each file of the theme stands, from the root of the site, by its name.
    theme: BTreeMap<&'a str, String>,
    nav: Vec<NavItem<'a>>,
    footer_nav: Vec<NavItem<'a>>,
}

#[derive(Debug, Serialize)]
struct SiteView<'a> {
    title: Text,
    lang: &'a str,
    /// From the pages' root of the language to the root of the site, where `theme/` and `data/` are.
    up: &'static str,
    licence: LicenceView<'a>,
    licence_text: Around<'a>,
    repository: Option<RepositoryView<'a>>,
    /// Whether a browser may keep the site.
    offline: bool,
    /// Where it tells what is new; none where it does not.
    feed: Option<&'static str>,
    data_until: String,
    generator: &'a str,
}

#[derive(Debug, Serialize)]
struct LicenceView<'a> {
    name: &'a str,
    url: Option<&'a str>,
}

/// The words before and after the name of the licence.
#[derive(Debug, Serialize)]
struct Around<'a> {
    before: &'a str,
    after: &'a str,
}

#[derive(Debug, Serialize)]
struct RepositoryView<'a> {
    url: &'a str,
}

/// An entry of a navigation; `href` is from the root of the site.
#[derive(Debug, Serialize)]
struct NavItem<'a> {
    id: &'a str,
    label: Text,
    href: String,
}

/// The global context.
pub(super) fn global(site: &Site, lang: Lang) -> Global<'_> {
    let view = View::new(site, lang, SitePath::new("index.html"));
    let words = view.words;
    let config = &site.catalog().site;
    let (nav, footer_nav) = navigation(&view);
    let until = site.nav.data_until.map(|d| view.date(&d)).unwrap_or_default();
    let (before, after) = licence_words(view.speech);
    Global {
        site: SiteView {
            title: view.site_title(),
            lang: words.get("site.lang"),
            up: view.up,
            licence: LicenceView {
                name: config.licence.as_ref().map_or("", |l| &l.name),
                url: config.licence.as_ref().and_then(|l| l.url.as_deref()),
            },
            licence_text: Around { before, after },
            repository: config.repository.as_ref().map(|r| RepositoryView { url: &r.url }),
            offline: config.offline,
            feed: has_feed(site).then_some(FEED),
            data_until: words.fill("footer.data_until", &[("period", &until)]),
            generator: words.get("footer.generator"),
        },
        t: words.all().collect(),
        theme: theme_files(site),
        nav,
        footer_nav,
    }
}

fn theme_files(site: &Site) -> BTreeMap<&str, String> {
    let assets = site.checked.theme.assets.iter();
    assets.map(|(name, text)| (name.as_str(), SitePath::asset(name, text).as_str().to_owned())).collect()
}

/// The words around the licence; none where the site declares none.
fn licence_words(speech: Speech<'_>) -> (&str, &str) {
    let text = speech.words.get("footer.licence");
    match (&speech.catalog.site.licence, text.split_once("{licence}")) {
        (Some(_), Some(around)) => around,
        _ => ("", ""),
    }
}

/// The main navigation and that of the footer. A plain page stands in the main one where the theme has a short name for
/// it.
fn navigation<'a>(view: &View<'a>) -> (Vec<NavItem<'a>>, Vec<NavItem<'a>>) {
    let words = view.words;
    let item = |id, key, href: &str| NavItem { id, label: words.get(key).into(), href: href.to_owned() };
    let mut nav = vec![
        item("home", "nav.home", "index.html"),
        item("counties", "nav.counties", "index.html#places"),
        item("tables", "nav.tables", "tables.html"),
        item("metrics", "nav.metrics", "metrics.html"),
        item("articles", "nav.articles", "articles.html"),
        item("glossary", "nav.glossary", "glossary.html"),
    ];
    let mut footer = Vec::new();
    for page in view.catalog().pages.iter().filter(|p| p.domain.is_none()) {
        let href = SitePath::text(page).as_str().to_owned();
        let short = words.find(&format!("nav.{}", page.slug));
        let label = short.map_or_else(|| view.page_title(page), Text::from);
        let target = if short.is_some() { &mut nav } else { &mut footer };
        target.push(NavItem { id: &page.slug, label, href });
    }
    footer.push(item("search", "nav.search", "search.html"));
    footer.push(item("years", "nav.years", "years.html"));
    footer.push(item("matrix", "nav.matrix", "matrix.html"));
    footer.push(item("checks", "title.checks", "checks.html"));
    footer.push(item("corrections", "title.corrections", "corrections.html"));
    if !view.catalog().ledger.is_empty() {
        footer.push(item("changes", "title.changes", CHANGES));
    }
    footer.push(item("offline", "title.offline", "offline.html"));
    if has_feed(view.site) {
        footer.push(item("feed", "nav.feed", FEED));
    }
    footer.push(item("data", "nav.data", "data.html"));
    if view.catalog().site.handbook {
        footer.push(item("handbook", "title.handbook", "handbook/index.html"));
    }
    (nav, footer)
}
