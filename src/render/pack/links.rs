//! Where the links of a page lead once the page is carried away from its site: to a part of what is carried along, to the
//! published site where there is one, or nowhere; then the words stay.
//!
//! Provenance is carried along: a link to the record of a figure leads to its row in the list of all figures of its place,
//! and a link to a report to its entry among the sources there.

use std::collections::HashMap;

use super::{
    super::{
        href::{SitePath, encode},
        list::folder,
        view::escape,
    },
    markup::Element,
};
use crate::{
    derive::Site,
    diag::Lang,
    model::{self, ArticleIx, ImageIx, leads},
};

/// What is carried along: pages by their place in the site, with the file that each stands in now.
#[derive(Debug)]
pub(super) struct Carried {
    files: HashMap<SitePath, SitePath>,
    /// The page of an article's place, by that of the article.
    place_of: HashMap<SitePath, SitePath>,
    /// The pictures of texts, by where they stand in the site.
    images: HashMap<SitePath, ImageIx>,
    /// In which folder of the site the pages of this language stand.
    folder: &'static str,
    base: Option<String>,
}

/// A link followed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// To an address, which is escaped.
    To(String),
    /// To what is not carried along.
    Nowhere,
}

impl Carried {
    /// These pages of a site in `lang`, each with the file that it stands in, and the articles on their places.
    pub(super) fn new(
        site: &Site,
        lang: Lang,
        files: HashMap<SitePath, SitePath>,
        articles: impl Iterator<Item = ArticleIx>,
    ) -> Carried {
        let catalog = site.catalog();
        let of_article = |ix| {
            let article = catalog.article(ix);
            (SitePath::article(article), SitePath::county(catalog.place(article.place)))
        };
        let place_of = articles.map(of_article).filter(|(_, county)| files.contains_key(county)).collect();
        let escaped = |address: &String| {
            let mut escaped = String::new();
            escape(address, &mut escaped);
            escaped
        };
        let base = catalog.site.base_url.as_ref().map(escaped);
        let images = catalog.images_shown().into_iter();
        let images = images.map(|ix| (SitePath::image(catalog.image(ix)), ix)).collect();
        Carried { files, place_of, images, folder: folder(site, lang), base }
    }

    /// Whether pages that are not carried along can be named by their address.
    pub(super) fn is_published(&self) -> bool {
        self.base.is_some()
    }

    /// The picture of ours that an element of the page at `from` shows, and where it stands in the site.
    pub(super) fn image(&self, from: &SitePath, e: &Element) -> Option<(ImageIx, SitePath)> {
        let src = e.get("src").filter(|_| e.name == "img")?;
        let (path, _) = from.within(self.folder).resolve(src)?;
        self.images.get(&path).map(|ix| (*ix, path))
    }

    /// Follows a link on the page at `from`.
    pub(super) fn follow(&self, from: &SitePath, href: &str) -> Leads {
        if href.starts_with('#') {
            return Leads::To(href.to_owned());
        }
        let from_root = from.within(self.folder);
        let Some((target, rest)) = from_root.resolve(href) else {
            // A program, or an address from the root of a host that nobody knows here.
            return if leads(href) == model::Leads::Out {
                Leads::To(href.to_owned())
            } else {
                Leads::Nowhere
            };
        };
        let to = |target: &SitePath, rest: &str| {
            let file = self.files.get(target)?;
            let href = match self.files.get(from) {
                Some(here) if here == file && !rest.is_empty() => String::new(),
                Some(here) if here == file => "#main".to_owned(),
                Some(here) => here.link_to(file),
                None => file.as_str().to_owned(),
            };
            Some(Leads::To(format!("{href}{rest}")))
        };
        let place = self.place(&target);
        let found =
            place.as_ref().and_then(|place| to(place, rest).or_else(|| self.source(place, rest, &to)));
        found.or_else(|| self.published(&target, rest)).unwrap_or(Leads::Nowhere)
    }

    /// Among the sources of the place that an article is about.
    fn source(
        &self,
        article: &SitePath,
        rest: &str,
        to: &dyn Fn(&SitePath, &str) -> Option<Leads>,
    ) -> Option<Leads> {
        let anchor = match rest.strip_prefix("#f-") {
            Some(_) => record_anchor(article, rest),
            None => source_anchor(article),
        };
        to(self.place_of.get(article)?, &format!("#{anchor}"))
    }

    /// Where a file stands among those of its language.
    fn place(&self, target: &SitePath) -> Option<SitePath> {
        match self.folder {
            "" => Some(target.clone()),
            folder => {
                let place = target.as_str().strip_prefix(folder)?.strip_prefix('/')?;
                Some(SitePath::new(place))
            }
        }
    }

    fn published(&self, target: &SitePath, rest: &str) -> Option<Leads> {
        let mut href = format!("{}/", self.base.as_ref()?);
        encode(target.as_str(), &mut href);
        Some(Leads::To(href + rest))
    }

    /// The article that a link on the page at `from` leads to, with the fragment.
    fn article<'h>(&self, from: &SitePath, href: &'h str) -> Option<(SitePath, &'h str)> {
        let from = from.within(self.folder);
        let (target, rest) = from.resolve(href)?;
        let article = self.place(&target).filter(|article| self.place_of.contains_key(article))?;
        Some((article, rest))
    }

    /// Gives the rows of the list of all figures, and the entries of the sources, the names that links lead to. Their own
    /// links lead on to the published site, where there is one.
    pub(super) fn name_sources(&self, from: &SitePath, main: &mut Element) {
        if let Some(table) = main.find_mut(&|e| e.is("table", "all")) {
            table.each(&mut |row| {
                if row.name == "tr" {
                    self.name(from, row, &|e| e.is("a", "fig"), record_anchor);
                }
            });
        }
        main.each(&mut |card| {
            if card.is("article", "card") {
                self.name(from, card, &|e| e.name == "a", |article, _| source_anchor(article));
            }
        });
    }

    /// Names an element after what its own link leads to.
    fn name(
        &self,
        from: &SitePath,
        e: &mut Element,
        is_link: &impl Fn(&Element) -> bool,
        anchor: impl Fn(&SitePath, &str) -> String,
    ) {
        let Some(link) = e.find_mut(is_link) else { return };
        let href = link.get("href").map(str::to_owned).unwrap_or_default();
        let Some((article, rest)) = self.article(from, &href) else { return };
        if let Some(Leads::To(address)) = self.published(&article.within(self.folder), rest) {
            link.set("href", address);
        }
        e.set("id", anchor(&article, rest));
    }

    /// Follows the links of a page: those that lead nowhere become plain words. The lines of a figure lead to its source.
    pub(super) fn follow_links(&self, from: &SitePath, main: &mut Element) {
        main.each(&mut |e| {
            if e.name != "a" {
                return;
            }
            let Some(href) = e.get("href").map(str::to_owned) else { return };
            let leads = match self.article(from, &href) {
                // Of all the links to a record, that on the lines leads one step further.
                Some((article, _)) if e.has_class("lines") => self.follow(from, &from.link_to(&article)),
                _ => self.follow(from, &href),
            };
            match leads {
                Leads::To(href) => e.set("href", href),
                Leads::Nowhere => {
                    e.name = "span".to_owned();
                    for of_links in ["href", "rel", "download", "hreflang", "aria-current"] {
                        e.remove(of_links);
                    }
                }
            }
        });
        // A row or an entry need not lead to itself.
        main.each(&mut |named| {
            let is_named = named.name == "tr" || named.name == "article";
            let Some(own) = named.get("id").filter(|_| is_named).map(|id| format!("#{id}")) else { return };
            named.each(&mut |e| {
                if e.name == "a" && e.get("href") == Some(&own) {
                    e.name = "span".to_owned();
                    e.remove("href");
                }
            });
        });
    }
}

/// The name of a figure's row: `x-430503-daxiang-2020.f-poverty.rate-2020`.
fn record_anchor(article: &SitePath, rest: &str) -> String {
    format!("x-{}.{}", article.stem(), rest.trim_start_matches('#').replace('%', "_"))
}

/// The name of an article among the sources: `source-of-430503-daxiang-2020`.
fn source_anchor(article: &SitePath) -> String {
    format!("source-of-{}", article.stem())
}
