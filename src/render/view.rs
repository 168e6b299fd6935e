//! The site as seen from one page: links that start there, and the site's words.

use std::{cell::RefCell, collections::HashMap};

use serde::Serialize;
use tera::Value;

use super::{
    href::{SitePath, fragment},
    markdown::Ground,
};
use crate::derive::{Site, Words, matrix::Scope};
use crate::model::{ArticleIx, Catalog, DomainIx, Lines, MetricIx, ObsIx, PlaceIx};

/// The site as seen from one page.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The site.
    pub site: &'a Site,
    /// The site's words.
    pub words: Words<'a>,
    /// The page.
    pub path: SitePath,
    shared: RefCell<HashMap<Shared, Value>>,
    articles: RefCell<HashMap<ArticleIx, String>>,
}

/// What many figures of a page have in common: built once a page, then handed on by reference count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shared {
    /// Its place, by name.
    Place(PlaceIx),
    /// Its article, by title.
    Article(ArticleIx),
    /// Its metric, by label.
    Metric(MetricIx),
}

/// A link ready to print.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads, from the page.
    pub href: String,
}

/// A place by name.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
}

impl<'a> View<'a> {
    /// The site as seen from `path`.
    pub fn new(site: &'a Site, path: SitePath) -> View<'a> {
        View { site, words: site.words(), path, shared: RefCell::default(), articles: RefCell::default() }
    }

    /// The catalogue.
    pub fn catalog(&self) -> &'a Catalog {
        self.site.catalog()
    }

    /// A link to a file of the site.
    pub fn href(&self, target: &SitePath) -> String {
        let href = self.path.link_to(target);
        if href.is_empty() { target.as_str().rsplit('/').next().unwrap_or_default().to_owned() } else { href }
    }

    /// A link to a file of the site by its path.
    pub fn href_of(&self, target: &str) -> String {
        self.href(&SitePath::new(target))
    }

    /// A link with words of the theme.
    pub fn link(&self, label: &str, target: &SitePath) -> Link {
        Link { label: label.to_owned(), href: self.href(target) }
    }

    /// A place and its page.
    pub fn place(&self, place: PlaceIx) -> Named {
        let record = self.catalog().place(place);
        Named { name: record.name.clone(), href: self.href(&SitePath::county(record)) }
    }

    /// A place and its page, as a link.
    pub fn place_link(&self, place: PlaceIx) -> Link {
        let Named { name, href } = self.place(place);
        Link { label: name, href }
    }

    /// A domain and its page.
    pub fn domain(&self, domain: DomainIx) -> Link {
        let record = self.catalog().domain(domain);
        self.link(&record.label, &SitePath::domain(record))
    }

    /// A prefecture, by position, and its page.
    pub fn prefecture(&self, prefecture: usize) -> Link {
        let record = &self.site.nav.prefectures[prefecture];
        self.link(&record.name, &SitePath::prefecture(record.slug()))
    }

    /// A year and its page.
    pub fn year(&self, year: i16) -> Link {
        let label = self.words.fill("year.label", &[("year", &year.to_string())]);
        self.link(&label, &SitePath::year(year))
    }

    /// A page of the matrix by what it shows.
    pub fn matrix(&self, scope: Scope) -> Link {
        let nav = &self.site.nav;
        match scope {
            Scope::Whole => self.link(self.words.get("title.matrix"), &SitePath::matrix(None)),
            Scope::Province(v) => {
                self.link(&nav.provinces[v].name, &SitePath::matrix(Some(nav.provinces[v].slug())))
            }
            Scope::Prefecture(p) => {
                self.link(&nav.prefectures[p].name, &SitePath::matrix(Some(nav.prefectures[p].slug())))
            }
        }
    }

    /// A catalogue metric and its page.
    pub fn metric(&self, metric: MetricIx) -> Link {
        let record = self.catalog().metric(metric);
        self.link(&record.label, &SitePath::metric(record))
    }

    /// The page of an article.
    pub fn article_href(&self, article: ArticleIx) -> String {
        self.href(&SitePath::article(self.catalog().article(article)))
    }

    /// The record of a figure.
    pub fn record_href(&self, observation: ObsIx) -> String {
        let record = self.catalog().observation(observation);
        let mut articles = self.articles.borrow_mut();
        let page = articles
            .entry(record.article)
            .or_insert_with(|| self.path.link_to(&SitePath::article(self.catalog().article(record.article))));
        let mut href = String::with_capacity(page.len() + record.anchor.len() + 1);
        href.push_str(page);
        fragment(&record.anchor, &mut href);
        href
    }

    /// A value that many figures of the page share.
    pub fn shared<V: Serialize>(&self, key: Shared, make: impl FnOnce() -> V) -> Value {
        if let Some(value) = self.shared.borrow().get(&key) {
            return value.clone();
        }
        let value = Value::from_serializable(&make());
        self.shared.borrow_mut().insert(key, value.clone());
        value
    }

    /// Lines of a source in words: `第57、133、138—139行`; empty where there are none.
    pub fn lines(&self, lines: &Lines) -> String {
        if lines.0.is_empty() {
            return String::new();
        }
        let ranges = lines.0.iter().map(|range| {
            if range.start == range.end {
                range.start.to_string()
            } else {
                format!("{}～{}", range.start, range.end)
            }
        });
        let ranges = ranges.collect::<Vec<_>>().join(self.words.get("site.list_separator"));
        self.words.fill("figure.source_lines", &[("lines", &ranges)])
    }

    /// Names joined as the language joins them.
    pub fn list<S: AsRef<str>>(&self, names: impl IntoIterator<Item = S>) -> String {
        let mut out = String::new();
        for name in names {
            if !out.is_empty() {
                out.push_str(self.words.get("site.list_separator"));
            }
            out.push_str(name.as_ref());
        }
        out
    }
}

/// A text of ours as one page shows it. `owner` is the page that it was written for: relative addresses in it start
/// there.
#[derive(Clone, Debug)]
pub struct TextGround<'v, 'a> {
    /// The page that shows it.
    pub view: &'v View<'a>,
    /// The page that it was written for.
    pub owner: SitePath,
}

impl Ground for TextGround<'_, '_> {
    fn figure(&self, observation: ObsIx) -> String {
        let record = self.view.catalog().observation(observation);
        let metric = self.view.catalog().metric(record.metric);
        let lines = self.view.lines(&record.lines);
        let about = [metric.label.as_str(), &record.period.label(), &lines];
        let title = self.view.list(about.into_iter().filter(|s| !s.is_empty()));
        let mut out = String::with_capacity(160);
        out.push_str("<a class=\"fig\" href=\"");
        out.push_str(&self.view.record_href(observation));
        out.push_str("\" title=\"");
        escape(&title, &mut out);
        out.push_str("\">");
        escape(&record.quantity.printed, &mut out);
        out.push_str("</a>");
        out
    }

    fn printed(&self, observation: ObsIx) -> &str {
        &self.view.catalog().observation(observation).quantity.printed
    }

    fn address(&self, target: &str) -> Option<String> {
        match self.owner.written_as().resolve(target) {
            Some((path, rest)) => {
                let page = SitePath::of_written(&path)
                    .or_else(|| self.owner.resolve(target).map(|(page, _)| page))?;
                if page == self.view.path && !rest.is_empty() {
                    return Some(rest.to_owned());
                }
                Some(format!("{}{rest}", self.view.href(&page)))
            }
            None => {
                let known = ["https://", "http://", "mailto:"].iter().any(|s| target.starts_with(s));
                known.then(|| target.to_owned())
            }
        }
    }

    fn heading_id(&self, label: &str, n: usize) -> String {
        self.view.catalog().heading_id(label, n)
    }
}

/// Writes a text into HTML, attributes included.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}
