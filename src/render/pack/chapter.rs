//! A chapter of the book: what stands in a page's `<main>`, in XHTML, for readers that have no script, often little
//! room, and pages instead of a scroll.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{
    super::{href::SitePath, list::Page},
    links::Carried,
    markup::{Element, Node, Syntax, parse},
    trim::{drop_dead_lists, is_bound_to_site, is_way_on, place_picture, say_pictures},
};
use crate::{
    diag::{OrRefuse, Words},
    model::ImageIx,
};

/// From so many columns on, a table becomes a list where there is little room.
const WIDE: usize = 5;

/// The style sheet of the book, from its root.
pub(super) const STYLE: &str = "style.css";

/// A chapter of the book.
#[derive(Debug)]
pub(super) struct Chapter {
    /// Its file, from the root of the book.
    pub file: SitePath,
    /// What the table of contents calls it, in XHTML.
    pub title: String,
    /// Its file's text.
    pub xhtml: String,
    /// Whether there is a drawing in it.
    pub has_svg: bool,
    /// The pictures in it, with their files from the root of the book.
    pub images: BTreeMap<ImageIx, SitePath>,
}

/// Makes a chapter of a page.
///
/// # Errors
/// Where a template wrote what is no markup, or no `<main>`.
pub(super) fn chapter(
    carried: &Carried,
    page: &Page,
    file: SitePath,
    tag: &str,
    rendered: &str,
) -> Result<Chapter> {
    let mut root = parse(rendered)?;
    let main = root.find_mut(&|e| e.name == "main");
    let main = main.or_refuse(|| Words::fixed("模板里没有 <main>", "the template has no <main>"))?;
    let mut main = std::mem::take(main);
    carried.name_sources(&page.place, &mut main);
    main.prune(&|e| is_left_behind(e) || is_bound_to_site(e) || is_way_on(e));
    carried.follow_links(&page.place, &mut main);
    drop_dead_lists(&mut main);
    let mut images = BTreeMap::new();
    main.each(&mut |e| {
        match carried.image(&page.place, e) {
            Some((ix, path)) => {
                place_picture(e, file.link_to(&path));
                images.insert(ix, path);
            }
            None => say_pictures(e),
        }
        shape(e);
    });
    main.attributes = vec![("id".to_owned(), "main".to_owned())];
    let heading = main.find(&|e| e.name == "h1");
    let title = heading.map(Element::text).unwrap_or_default();
    let has_svg = main.any(&|e| e.name == "svg");
    let mut body = String::with_capacity(rendered.len());
    main.write(Syntax::Xhtml, &mut body);
    let xhtml = document(&file, tag, &title, &body);
    Ok(Chapter { file, title, xhtml, has_svg, images })
}

/// A file of the book; `title` and `body` are XHTML.
pub(super) fn document(file: &SitePath, tag: &str, title: &str, body: &str) -> String {
    let style = file.link_to(&SitePath::new(STYLE));
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{tag}\" xml:lang=\"{tag}\">\n\
         <head>\n<title>{title}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"{style}\"/>\n</head>\n\
         <body>\n{body}\n</body>\n</html>\n"
    )
}

/// What a book has no use for: its own contents and orders, the wide one of each pair of drawings, how to cite the page.
fn is_left_behind(e: &Element) -> bool {
    let classes = ["sort", "pad", "print-only", "take", "chart-wide"];
    e.name == "nav" || e.get("hidden").is_some() || classes.iter().any(|class| e.has_class(class))
}

/// Puts an element into the form of a book.
fn shape(e: &mut Element) {
    e.attributes.retain(|(name, _)| {
        !["tabindex", "aria-sort", "focusable"].contains(&name.as_str()) && !name.starts_with("data-")
    });
    match e.name.as_str() {
        // Not every reader can open them.
        "details" => {
            e.name = "div".to_owned();
            e.attributes = vec![("class".to_owned(), "details".to_owned())];
        }
        "summary" => {
            e.name = "p".to_owned();
            e.attributes = vec![("class".to_owned(), "summary".to_owned())];
        }
        "svg" => {
            e.set("xmlns", "http://www.w3.org/2000/svg");
            if let Some(tag) = e.get("lang").map(str::to_owned) {
                e.remove("lang");
                e.set("xml:lang", tag);
            }
        }
        "table" => shape_table(e),
        "a" => shape_link(e),
        "ol" if e.has_class("notes") => {
            e.set("epub:type", "footnotes");
            e.elements_mut().for_each(|note| note.set("epub:type", "footnote"));
        }
        "section" if e.get("aria-labelledby") == Some("sources") => e.set("epub:type", "footnotes"),
        "article" if e.get("id").is_some_and(|id| id.starts_with("source-of-")) => {
            e.set("epub:type", "footnote");
        }
        _ => {}
    }
}

/// Marks of notes and of lines are references, which many readers show in place.
fn shape_link(e: &mut Element) {
    let to_note = e.has_class("mark") || e.has_class("lines");
    if to_note && e.get("href").is_some_and(|href| href.starts_with('#')) {
        e.set("epub:type", "noteref");
        e.set("role", "doc-noteref");
    }
}

/// Where a table has many columns, each of its cells says in which it stands.
fn shape_table(table: &mut Element) {
    let heads: Vec<String> = table
        .find(&|e| e.name == "thead")
        .and_then(|head| head.find(&|e| e.name == "tr"))
        .map(|row| row.elements().map(first_text).collect())
        .unwrap_or_default();
    if heads.len() < WIDE {
        return;
    }
    let class = table.get("class").map_or_else(|| "wide".to_owned(), |class| format!("{class} wide"));
    table.set("class", class);
    table.each(&mut |row| {
        let cells = row.elements().count();
        if row.name != "tr" || cells != heads.len() {
            return;
        }
        for (cell, head) in row.elements_mut().zip(&heads) {
            if cell.name == "td" && !head.is_empty() {
                cell.set("data-head", head.replace('"', "&quot;"));
            }
        }
    });
}

/// The first words of a cell, without what stands smaller below them.
fn first_text(cell: &Element) -> String {
    let mut text = String::new();
    for child in &cell.children {
        match child {
            Node::Text(words) => text.push_str(words),
            Node::Element(e) if ["when", "role"].iter().any(|class| e.has_class(class)) => break,
            Node::Element(e) => text.push_str(&e.text()),
        }
    }
    text.trim().to_owned()
}
