//! What every page says of itself: title, description, where it stands.

use serde::Serialize;

use super::super::{
    href::{SitePath, encode},
    view::{Link, View},
};
use crate::model::Observation;

/// The head of a page.
#[derive(Debug, Serialize)]
pub struct PageHead {
    title: String,
    head_title: String,
    description: String,
    kind: &'static str,
    path: String,
    nav: String,
    canonical: Option<String>,
    edit_href: Option<String>,
    breadcrumb: Vec<Crumb>,
}

/// A step of the way to a page; the last has no link.
#[derive(Debug, Serialize)]
struct Crumb {
    label: String,
    href: Option<String>,
}

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub struct PageTitle {
    /// The page's `<h1>`.
    pub title: String,
    /// One sentence on it.
    pub description: String,
    /// Name of its template.
    pub kind: &'static str,
    /// Entry of the navigation that it stands under.
    pub nav: String,
    /// Its file in the content folder, if it has one.
    pub source: Option<String>,
    /// Pages above it, from the second: the home page is first on every page but itself.
    pub above: Vec<Link>,
}

/// The head of the page that `view` stands on.
pub fn page_head(view: &View<'_>, page: PageTitle) -> PageHead {
    let site = &view.catalog().site;
    let is_home = page.kind == "home";
    let blanks = [("page", page.title.as_str()), ("site", site.title.as_str())];
    let head_title = if is_home { site.title.clone() } else { view.words.fill("title.page", &blanks) };
    let canonical = site.base_url.as_ref().map(|base| absolute(base, &view.path));
    let edit_href = page.source.and_then(|source| in_repository(view, "edit", &source));
    let home = view.link(view.words.get("nav.home"), &SitePath::new("index.html"));
    let above = std::iter::once(home).chain(page.above);
    let mut breadcrumb: Vec<Crumb> = above.map(|l| Crumb { label: l.label, href: Some(l.href) }).collect();
    breadcrumb.push(Crumb { label: page.title.clone(), href: None });
    if is_home || page.kind == "404" {
        breadcrumb.clear();
    }
    PageHead {
        title: page.title,
        head_title,
        description: page.description,
        kind: page.kind,
        path: view.path.as_str().to_owned(),
        nav: page.nav,
        canonical,
        edit_href,
        breadcrumb,
    }
}

/// The address of a file of the content in the site's repository, as code hosts have it: to `edit`, or as a `blob`.
fn in_repository(view: &View<'_>, action: &str, path: &str) -> Option<String> {
    let repository = view.catalog().site.repository.as_ref()?;
    let mut href = format!("{}/{action}/{}/", repository.url.trim_end_matches('/'), repository.branch);
    encode(path, &mut href);
    Some(href)
}

/// The line of its article's file where a figure is recorded, in the site's repository. Code hosts show a Markdown file
/// by lines only where they are asked for its plain text.
pub fn entry_href(view: &View<'_>, observation: &Observation) -> Option<String> {
    let article = view.catalog().article(observation.article);
    let line = article.entry_lines.get(observation.position as usize)?;
    Some(format!("{}?plain=1#L{line}", in_repository(view, "blob", &article.path)?))
}

/// The address of a page where the site is published.
pub fn absolute(base: &str, path: &SitePath) -> String {
    let path = path.as_str();
    let path = if path == "index.html" { "" } else { path };
    format!("{}/{path}", base.trim_end_matches('/'))
}
