//! The book: profiles by province and prefecture, the comparisons, the terms and the pages on the site itself, as EPUB 3.

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::{
    super::{
        Renderer,
        href::SitePath,
        list::{self, Page, PageKind, TableAt},
        page::foreword,
        part::CHANGES,
        view::{View, escape},
    },
    chapter::{Chapter, STYLE, chapter, document},
    cover,
    epub::{Epub, Item, Metadata},
    links::Carried,
    style::{condensed, inert, with_values},
};
use crate::{diag::Lang, model::Date, read::ImageFormat};

/// Chapters are made this many at a time, so that a long book never stands in memory as a whole.
const AT_ONCE: usize = 64;

/// A place in the table of contents.
#[derive(Debug)]
struct Entry {
    /// How far in it stands.
    depth: usize,
    /// What it is called; a chapter goes by its own title.
    title: String,
    /// The file that it leads to, if any.
    file: Option<SitePath>,
}

/// Makes the book of a site in `lang`.
///
/// # Errors
/// Where a template is broken.
pub(super) fn book(renderer: &Renderer, lang: Lang) -> Result<Vec<u8>> {
    let view = View::new(&renderer.site, lang, SitePath::new("foreword.html"));
    let outline = outline(&view);
    let files =
        outline.iter().filter_map(|(_, step)| step.place()).map(|place| (place.clone(), in_book(place)));
    let carried = Carried::new(&renderer.site, lang, files.collect(), view.catalog().article_ids());
    let tag = view.words.get("site.lang");
    let mut epub = Epub::new()?;
    let mut contents = vec![begin(renderer, &view, &carried, &mut epub)?];
    let mut images = BTreeMap::new();
    for steps in outline.chunks(AT_ONCE) {
        let made: Vec<Option<Chapter>> = steps
            .par_iter()
            .map(|(_, step)| match step {
                Step::Page(page) => make(renderer, &carried, page, tag).map(Some),
                Step::Heading(_) => Ok(None),
            })
            .collect::<Result<_>>()?;
        for ((depth, step), chapter) in steps.iter().zip(made) {
            contents.push(match chapter {
                Some(mut chapter) => {
                    images.append(&mut chapter.images);
                    Entry { depth: *depth, ..put(&mut epub, chapter)? }
                }
                None => Entry { depth: *depth, title: step.title(), file: None },
            });
        }
    }
    for (ix, path) in images {
        let image = view.catalog().image(ix);
        let kind = ImageFormat::of_name(&image.name).map_or("", ImageFormat::media_type);
        epub.add(Item::image(path.as_str(), kind), &image.copied()?)?;
    }
    let title = escaped(view.words.get("book.contents"));
    let nav = document(&SitePath::new("nav.xhtml"), tag, &title, &navigation(&contents, &title));
    epub.add(Item::nav("nav.xhtml"), nav.as_bytes())?;
    epub.finish(&metadata(&view))
}

/// A step through the book.
enum Step {
    /// A page of the site.
    Page(Page),
    /// Words that head the pages below.
    Heading(String),
}

impl Step {
    fn place(&self) -> Option<&SitePath> {
        match self {
            Step::Page(page) => Some(&page.place),
            Step::Heading(_) => None,
        }
    }

    fn title(&self) -> String {
        match self {
            Step::Page(_) => String::new(),
            Step::Heading(title) => title.clone(),
        }
    }
}

/// What stands in the book, in order, and how far in: the profiles under their prefectures, then the comparisons, then
/// what explains them.
fn outline(view: &View<'_>) -> Vec<(usize, Step)> {
    let (site, catalog) = (view.site, view.catalog());
    let page = |place: SitePath, kind| Step::Page(list::page(site, view.lang(), place, kind));
    let mut steps = Vec::new();
    for province in &site.nav.provinces {
        steps.push((0, Step::Heading(view.province_label(province).html())));
        for n in &province.prefectures {
            let prefecture = &site.nav.prefectures[*n];
            steps.push((1, page(SitePath::prefecture(prefecture.slug()), PageKind::Prefecture(*n))));
            let places = prefecture.places.iter();
            steps
                .extend(places.map(|p| (2, page(SitePath::county(catalog.place(*p)), PageKind::County(*p)))));
        }
    }
    steps.push((0, page(SitePath::new("tables.html"), PageKind::Tables)));
    for n in &site.nav.tables {
        let table = TableAt::declared(*n);
        steps.push((1, page(table.path(site), PageKind::Table(*n))));
        let plan = &site.table_plans[*n];
        let views = plan.views.iter().map(|(variant, _)| TableAt { variant: *variant, ..table });
        let parts = (0..plan.parts.len()).map(|part| TableAt { part: Some(part), ..table });
        let others = views.chain(parts).filter(|at| !at.is_main());
        steps.extend(others.map(|at| (2, page(at.path(site), PageKind::TableView(at)))));
    }
    steps.push((0, page(SitePath::new("glossary.html"), PageKind::Glossary)));
    for (n, text) in catalog.pages.iter().enumerate().filter(|(_, text)| text.domain.is_none()) {
        steps.push((0, page(SitePath::text(text), PageKind::Plain(n))));
    }
    steps.push((0, page(SitePath::new("corrections.html"), PageKind::Corrections)));
    if !catalog.ledger.is_empty() {
        steps.push((0, page(SitePath::new(CHANGES), PageKind::Changes)));
    }
    steps
}

/// The file of the book that a page of the site becomes.
fn in_book(place: &SitePath) -> SitePath {
    let name = place.as_str();
    SitePath::new(format!("{}.xhtml", name.strip_suffix(".html").unwrap_or(name)))
}

fn make(renderer: &Renderer, carried: &Carried, page: &Page, tag: &str) -> Result<Chapter> {
    let rendered = String::from_utf8(renderer.render(page)?)?;
    chapter(carried, page, in_book(&page.place), tag, &rendered)
}

fn put(epub: &mut Epub, chapter: Chapter) -> Result<Entry> {
    epub.add(Item::chapter(chapter.file.as_str(), chapter.has_svg), chapter.xhtml.as_bytes())?;
    Ok(Entry { depth: 0, title: chapter.title, file: Some(chapter.file) })
}

/// The cover, the look, and the first pages: what the book is, and the way into it.
fn begin(renderer: &Renderer, view: &View<'_>, carried: &Carried, epub: &mut Epub) -> Result<Entry> {
    let (site, tag) = (view.site, view.words.get("site.lang"));
    let drawing = cover::draw(view);
    let cover = document(
        &SitePath::new("cover.xhtml"),
        tag,
        &escaped(view.site_title().plain()),
        &cover::page(&drawing),
    );
    epub.add(Item::chapter("cover.xhtml", true), cover.as_bytes())?;
    epub.add(Item::cover("cover.svg"), drawing.as_bytes())?;
    let sheet = |name: &str| site.checked.theme.assets.get(name).map_or("", String::as_str);
    let style = with_values(sheet("chart.css")) + &condensed(sheet("book.css"));
    epub.add(Item::style(STYLE), inert(&style).as_bytes())?;
    let mut rendered = Vec::new();
    renderer.html(view.clone(), "foreword.html", foreword::foreword, &mut rendered)?;
    let page = list::page(site, view.lang(), view.path.clone(), PageKind::Book);
    let file = in_book(&page.place);
    let foreword = put(epub, chapter(carried, &page, file, tag, &String::from_utf8(rendered)?)?)?;
    Ok(Entry { title: escaped(view.words.get("book.foreword")), ..foreword })
}

/// The table of contents; titles are XHTML.
fn navigation(contents: &[Entry], heading: &str) -> String {
    let mut out = format!("<nav epub:type=\"toc\" id=\"toc\" role=\"doc-toc\">\n<h1>{heading}</h1>\n<ol>\n");
    for (n, entry) in contents.iter().enumerate() {
        match &entry.file {
            Some(file) => out.push_str(&format!("<li><a href=\"{file}\">{}</a>", entry.title)),
            None => out.push_str(&format!("<li><span>{}</span>", entry.title)),
        }
        let next = contents.get(n + 1).map_or(0, |next| next.depth);
        if next > entry.depth {
            out.push_str("\n<ol>\n");
            continue;
        }
        out.push_str("</li>\n");
        out.push_str(&"</ol></li>\n".repeat(entry.depth - next));
    }
    out.push_str("</ol>\n</nav>");
    out
}

/// What the book says of itself to libraries: nothing of it is of the hour at which it was made.
fn metadata(view: &View<'_>) -> Metadata {
    let config = &view.catalog().site;
    let last = view.site.nav.data_until.map_or("1970-01-01".to_owned(), |date| last_day(&date));
    let name = [config.title.as_str(), config.base_url.as_deref().unwrap_or_default(), view.lang().code()];
    Metadata {
        identifier: uuid(&name.join("\n")),
        title: view.site_title().into_plain(),
        description: view.site_description().into_plain(),
        language: view.words.get("site.lang").to_owned(),
        rights: config.licence.as_ref().map(|l| l.url.as_ref().unwrap_or(&l.name).clone()),
        source: config.base_url.clone(),
        modified: format!("{last}T00:00:00Z"),
        access: view.words.get("book.access").to_owned(),
    }
}

/// The last day that a date may mean, as far as every month has it.
fn last_day(date: &Date) -> String {
    let or = |part: u8, last: u8| if part == 0 { last } else { part };
    let month = or(date.month, 12);
    format!("{:04}-{month:02}-{:02}", date.year, or(date.day, if month == 12 { 31 } else { 28 }))
}

/// A name as a UUID of our own making (RFC 9562, version 8).
fn uuid(name: &str) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(name)[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}
