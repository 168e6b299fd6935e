//! Every text of ours that is read as Markdown, with the links and the HTML in it and the place of any of its bytes: bodies, and
//! lines of YAML that are shown as Markdown. What rules on links and markup look at.

use std::{borrow::Cow, ops::Range};

use crate::{
    diag::{At, FileId, Span},
    model::{Body, Catalog, Link, Page, Table},
    read::read_line,
};

/// A text that is read as Markdown.
pub(super) struct Written<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) links: Cow<'a, [Link]>,
    pub(super) html: Cow<'a, [Range<usize>]>,
    stands: Stands,
}

enum Stands {
    /// From a byte of the file on.
    Body(usize),
    /// At a path of its YAML.
    Line(Cow<'static, str>),
}

impl Written<'_> {
    /// The place of some of its bytes.
    pub(super) fn at(&self, range: Range<usize>) -> At {
        match &self.stands {
            Stands::Body(offset) => At::Span(Span::new(self.file, range.start + offset..range.end + offset)),
            Stands::Line(path) => At::within(self.file, path.as_ref(), range),
        }
    }
}

/// All of them; those with neither link nor HTML are left out.
pub(super) fn written(catalog: &Catalog) -> impl Iterator<Item = Written<'_>> {
    let bodies = catalog.bodies().map(|(file, body)| of_body(file, body, Stands::Body(body.offset)));
    let bound = catalog.articles.iter().flat_map(|article| {
        article.bound_lines().map(|(path, line)| of_body(article.file, line, Stands::Line(path)))
    });
    let tables = catalog.tables.iter().flat_map(of_table);
    let pages = catalog.texts_of_pages().filter_map(of_page);
    let all = bodies.chain(bound).chain(tables).chain(pages);
    all.filter(|written| !written.links.is_empty() || !written.html.is_empty())
}

fn of_body(file: FileId, body: &Body, stands: Stands) -> Written<'_> {
    Written {
        file,
        text: &body.text,
        links: Cow::Borrowed(&body.links),
        html: Cow::Borrowed(&body.html),
        stands,
    }
}

fn of_table(table: &Table) -> impl Iterator<Item = Written<'_>> {
    let english = table.summary_en.as_deref().and_then(|text| of_line(table.file, "summary_en", text));
    of_line(table.file, "summary", &table.summary).into_iter().chain(english)
}

fn of_page(page: &Page) -> Option<Written<'_>> {
    of_line(page.file, "summary", page.summary.as_deref()?)
}

/// A line that holds no figures, which is taken apart only where it may have a link or HTML in it.
fn of_line<'a>(file: FileId, path: &'static str, text: &'a str) -> Option<Written<'a>> {
    if !text.contains(['[', '<']) {
        return None;
    }
    let raw = read_line(text, file, &mut Vec::new());
    let links = Cow::Owned(raw.links.into_iter().map(Link::from).collect());
    let html = Cow::Owned(raw.html);
    Some(Written { file, text, links, html, stands: Stands::Line(path.into()) })
}
