//! A cross-county table in a list.

use serde::Serialize;

use super::super::{
    href::SitePath,
    markdown::render_inline,
    view::{Link, TextGround, View},
};
use crate::model::Body;

/// A cross-county table in a list.
#[derive(Debug, Serialize)]
pub struct TableCard<'a> {
    number: String,
    title: &'a str,
    href: String,
    summary_html: String,
    domain: &'a str,
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
        title: &table.title,
        href: view.href(&SitePath::table(&table.slug)),
        summary_html: plain_html(view, &table.summary),
        domain: &view.catalog().domain(table.domain).label,
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
    view.link(&format!("{} {}", table_number(view, n), table.title), &SitePath::table(&table.slug))
}

/// A summary that is plain Markdown without figures.
pub fn plain_html(view: &View<'_>, text: &str) -> String {
    let body = Body { text: text.to_owned(), ..Body::default() };
    render_inline(&body, &TextGround { view, owner: view.path.clone() })
}
