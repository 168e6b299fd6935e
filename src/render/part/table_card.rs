//! A cross-county table in a list.

use serde::Serialize;

use super::super::{
    href::SitePath,
    markdown::render_inline,
    text::Text,
    view::{Link, TextGround, View},
};
use crate::derive::Said;
use crate::model::Body;

/// A cross-county table in a list.
#[derive(Debug, Serialize)]
pub struct TableCard<'a> {
    number: String,
    title: Text,
    href: String,
    summary_html: String,
    domain: Text,
    columns: String,
    coverage: String,
    ranked: &'a str,
}

/// The n-th table of the catalogue.
pub fn table_card<'a>(view: &View<'a>, n: usize) -> TableCard<'a> {
    let table = &view.catalog().tables[n];
    let worked = &view.site.tables[n];
    let total = view.catalog().places.len().to_string();
    let places = worked.places.to_string();
    let ranked = if worked.is_ranked() { "table.ranked" } else { "table.not_ranked" };
    TableCard {
        number: table_number(view, n),
        title: table_title(view, n),
        href: view.href(&SitePath::table(&table.slug)),
        summary_html: plain_html(view, table_summary(view, n), SitePath::table(&table.slug)),
        domain: view.domain_label(table.domain),
        columns: view.words.count("table.columns", table.columns.len()),
        coverage: view.words.fill("table.coverage", &[("total", &total), ("n", &places)]),
        ranked: view.words.get(ranked),
    }
}

/// 表1, 表2 … in the order of the list of tables.
pub fn table_number(view: &View<'_>, n: usize) -> String {
    let position = view.site.nav.tables.iter().position(|t| *t == n).unwrap_or(n);
    view.words.count("table.number", position + 1)
}

/// A link to the n-th table of the catalogue, with its number.
pub fn table_link(view: &View<'_>, n: usize) -> Link {
    let table = &view.catalog().tables[n];
    let mut label = Text::from(table_number(view, n));
    label.push_str(" ");
    label.push(&table_title(view, n));
    view.link(label, &SitePath::table(&table.slug))
}

/// The title of the n-th table of the catalogue.
pub fn table_title(view: &View<'_>, n: usize) -> Text {
    let table = &view.catalog().tables[n];
    view.choose(&table.title, table.title_en.as_deref())
}

/// What the n-th table of the catalogue compares.
pub fn table_summary<'a>(view: &View<'a>, n: usize) -> Said<'a> {
    let table = &view.catalog().tables[n];
    view.speech.choose(&table.summary, table.summary_en.as_deref())
}

/// A summary that is plain Markdown without figures, written for the page `owner`.
pub fn plain_html(view: &View<'_>, said: Said<'_>, owner: SitePath) -> String {
    let body = Body { text: said.text.to_owned(), ..Body::default() };
    let html = render_inline(&body, &TextGround { view, owner, lang: said.lang });
    view.marked_html(html, said.lang)
}
