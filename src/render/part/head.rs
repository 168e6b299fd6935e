//! What every page says of itself: title, description, where it stands.

use serde::Serialize;

use super::super::{
    asked::Ask,
    href::{SitePath, encode, fragment},
    linked::{Linked, Named, Subject},
    list::folder,
    text::Text,
    view::{Link, View},
};
use crate::diag::Lang;
use crate::model::{Observation, PlaceIx};

/// The head of a page.
#[derive(Debug, Serialize)]
pub struct PageHead {
    title: Text,
    head_title: Attribute,
    description: Attribute,
    kind: &'static str,
    path: String,
    nav: String,
    canonical: Option<String>,
    edit_href: Option<String>,
    breadcrumb: Vec<Crumb>,
    /// The page in all languages of the site; none where there is one language.
    languages: Vec<LanguageView>,
    share: Option<Share>,
    /// The same as data.
    twin: Option<String>,
    /// What it says to programs, as the text of a data block.
    linked: Linked,
}

/// What is shown where the address of the page is shared.
#[derive(Debug, Serialize)]
struct Share {
    title: Attribute,
    kind: &'static str,
    locale: &'static str,
    /// In which other languages there is the page.
    other_locales: Vec<&'static str>,
    site: Attribute,
    picture: Option<Picture>,
}

/// A picture of what the page is about.
#[derive(Debug, Serialize)]
struct Picture {
    address: String,
    alt: Attribute,
}

/// A text for where no markup can stand, with the mark of its language where that is not the page's.
#[derive(Debug, Serialize)]
struct Attribute {
    text: String,
    lang: Option<&'static str>,
}

/// The page in a language of the site.
#[derive(Debug, Serialize)]
struct LanguageView {
    code: &'static str,
    tag: &'static str,
    name: String,
    href: String,
    /// For search engines: the whole address, where it is known.
    address: String,
    current: bool,
    default: bool,
}

/// A step of the way to a page; the last has no link.
#[derive(Debug, Serialize)]
struct Crumb {
    label: Text,
    href: Option<String>,
}

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub struct PageTitle {
    /// The page's `<h1>`.
    pub title: Text,
    /// One sentence on it.
    pub description: Text,
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
    let is_home = page.kind == "home";
    let head_title = if is_home {
        view.site_title()
    } else {
        view.fill("title.page", &[("page", &page.title), ("site", &view.site_title())])
    };
    let attribute = |text: Text| attribute(view, text);
    let canonical = published(view, &view.path);
    let edit_href = page.source.and_then(|source| in_repository(view, "edit", &source));
    let home = view.link(view.words.get("nav.home"), &SitePath::new("index.html"));
    let above = std::iter::once(home).chain(page.above);
    let mut breadcrumb: Vec<Crumb> = above.map(|l| Crumb { label: l.label, href: Some(l.href) }).collect();
    breadcrumb.push(Crumb { label: page.title.clone(), href: None });
    if is_home || page.kind == "404" {
        breadcrumb.clear();
    }
    let linked = view.asked(Ask::Linked, || {
        let mut linked = Linked::default();
        let steps = breadcrumb.iter();
        linked.add_way(steps.map(|b| (b.label.plain(), b.href.as_deref().map(|h| whole(view, h)))));
        linked
    });
    PageHead {
        share: view.asked(Ask::Share, || Some(share(view, &page.title))),
        twin: None,
        linked,
        title: page.title,
        head_title: attribute(head_title),
        description: attribute(page.description),
        languages: view.asked(Ask::Languages, || languages(view)),
        kind: page.kind,
        path: view.path.as_str().to_owned(),
        nav: page.nav,
        canonical,
        edit_href,
        breadcrumb,
    }
}

fn attribute(view: &View<'_>, text: Text) -> Attribute {
    Attribute {
        lang: if text.is_native() { None } else { view.foreign_tag(Lang::Zh) },
        text: text.into_plain(),
    }
}

fn share(view: &View<'_>, title: &Text) -> Share {
    let locale = |lang: &Lang| match lang {
        Lang::Zh => "zh_CN",
        Lang::En => "en_GB",
    };
    let others = view.site.languages().iter().filter(|lang| **lang != view.lang());
    Share {
        title: attribute(view, title.clone()),
        kind: "website",
        locale: locale(&view.lang()),
        other_locales: others.map(locale).collect(),
        site: attribute(view, view.site_title()),
        picture: None,
    }
}

/// The whole address of a page that a link of this one leads to, where the site is published.
fn whole(view: &View<'_>, href: &str) -> String {
    let target = view.path.resolve(href);
    let target = target.and_then(|(page, fragment)| Some(published(view, &page)? + fragment));
    target.unwrap_or_else(|| href.to_owned())
}

fn languages(view: &View<'_>) -> Vec<LanguageView> {
    let all = view.site.languages();
    let own = view.path_in(view.lang());
    let one = |lang: &Lang| {
        let path = view.path_in(*lang);
        let base = view.catalog().site.base_url.as_ref();
        let href = match own.link_to(&path) {
            href if href.is_empty() => format!("{}.html", path.stem()),
            href => href,
        };
        LanguageView {
            code: lang.code(),
            tag: lang.tag(),
            name: view.site.speech(*lang).words.get("site.language").to_owned(),
            address: base.map_or_else(|| href.clone(), |base| path.at(base)),
            href,
            current: *lang == view.lang(),
            default: all.first() == Some(lang),
        }
    };
    if all.len() < 2 { Vec::new() } else { all.iter().map(one).collect() }
}

impl PageHead {
    /// The head of a page that is about something: it says so to programs, and names its data and its picture.
    pub fn about(mut self, view: &View<'_>, subject: Subject) -> PageHead {
        let named = Named { title: self.title.plain(), description: &self.description.text };
        if view.asks(Ask::Linked) {
            self.linked.add_subject(view, subject, named);
        }
        self.twin = subject.twin().map(|twin| view.href(&twin.path(view.site)));
        let pictured = match subject {
            Subject::County(ix) => Some(ix),
            Subject::Article(ix) => Some(view.catalog().article(ix).place),
            Subject::Site | Subject::Metric(_) | Subject::Table(_) => None,
        };
        if let Some(share) = &mut self.share {
            if matches!(subject, Subject::Article(_)) {
                share.kind = "article";
            }
            share.picture = pictured.and_then(|place| picture(view, place));
        }
        self
    }

    /// The head of a page that stands in for another: it claims no address of its own.
    pub fn elsewhere(mut self) -> PageHead {
        self.canonical = None;
        self.linked = Linked::default();
        self
    }
}

/// The picture of a place, where there is one and its address is known.
fn picture(view: &View<'_>, place: PlaceIx) -> Option<Picture> {
    let site = &view.catalog().site;
    let has_one = site.share_pictures && site.base_url.is_some();
    let alt = view.fill("share.alt", &[("place", &view.place_name(place)), ("site", &view.site_title())]);
    has_one.then(|| Picture {
        address: address(view, &SitePath::share_picture(view.catalog().place(place))),
        alt: attribute(view, alt),
    })
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

/// The address of a page in the language of this one, where the site is published.
pub fn published(view: &View<'_>, page: &SitePath) -> Option<String> {
    view.catalog().site.base_url.is_some().then(|| address(view, page))
}

/// The address of a fragment of a file of the site, as [`address`] gives that of the file.
pub fn address_in(view: &View<'_>, file: &SitePath, name: &str) -> String {
    let mut address = address(view, file);
    fragment(name, &mut address);
    address
}

/// The address of any file of the site: where it is published, else seen from the page that `view` stands on.
pub fn address(view: &View<'_>, file: &SitePath) -> String {
    match &view.catalog().site.base_url {
        Some(base) if file.is_shared() => file.at(base),
        Some(base) => file.within(folder(view.site, view.lang())).at(base),
        None => view.href(file),
    }
}
