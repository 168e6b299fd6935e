//! What there is to download, what every field of it says, and how to work with it; and the same in plain text, for the
//! folder of the data itself.

use serde::Serialize;

use super::super::{
    export::{Field, Holds, SEPARATOR, TABLES, Table, data_files},
    href::SitePath,
    part::{self, PageHead, PageTitle, page_head},
    text::Text,
    view::{Link, View},
};
use crate::{model::Licence, read::SUMS};

/// The page of the data.
#[derive(Debug, Serialize)]
pub(crate) struct Data<'a> {
    root: String,
    page: PageHead,
    counts: String,
    files: Vec<FileView<'a>>,
    tables: Vec<TableView>,
    /// How to cite the data as a whole.
    cited: part::Cite,
    /// The page on how to cite, where the site has one.
    cite: Option<Link>,
    sums_href: String,
    /// Whether there is a database.
    database: bool,
    /// Whether there is a workbook.
    workbook: bool,
    example: Option<Example<'a>>,
}

/// What stands in the folder of the data, in plain text.
#[derive(Debug, Serialize)]
pub(crate) struct Readme<'a> {
    title: String,
    description: String,
    counts: String,
    licence: Option<LicenceView<'a>>,
    files: Vec<FileView<'a>>,
    tables: Vec<TableView>,
}

#[derive(Debug, Serialize)]
struct LicenceView<'a> {
    name: &'a str,
    url: Option<&'a str>,
}

/// A file of the data.
#[derive(Debug, Serialize)]
struct FileView<'a> {
    /// Its name in the folder of the data.
    name: String,
    href: String,
    format: &'a str,
    /// How many rows it has, where it is a table.
    rows: Option<usize>,
    /// The same in words.
    rows_text: Option<String>,
    note: String,
}

/// A table with the meaning of its fields.
#[derive(Debug, Serialize)]
struct TableView {
    name: &'static str,
    title: String,
    note: String,
    fields: Vec<FieldView>,
}

/// A field.
#[derive(Debug, Serialize)]
struct FieldView {
    name: &'static str,
    title: String,
    kind: String,
    /// The words that it is one of.
    values: Vec<&'static str>,
    note: String,
    /// The same, with what an empty cell means.
    said: String,
    /// What an empty cell means; nothing where no cell is empty.
    missing: Option<String>,
    /// The table that it refers to.
    refers: Option<&'static str>,
    /// Whether it is in the database only.
    database_only: bool,
}

/// What the examples ask for.
#[derive(Debug, Serialize)]
struct Example<'a> {
    metric: &'a str,
    label: Text,
}

/// The page of the data.
pub(crate) fn data<'a>(view: &View<'a>) -> Data<'a> {
    let words = view.words;
    let title = PageTitle {
        title: words.get("title.data").into(),
        description: words.get("data.lead").into(),
        kind: "data",
        nav: "data".to_owned(),
        ..PageTitle::default()
    };
    let cite = view.catalog().pages.iter().find(|page| page.slug == "cite" && page.domain.is_none());
    Data {
        root: view.path.root(),
        counts: counts(view),
        files: files(view).collect(),
        tables: table_views(view),
        cited: part::cite(view, &title.title, view.catalog().observation_ids()),
        cite: cite.map(|page| view.link(view.page_title(page), &SitePath::text(page))),
        sums_href: view.href_of(SUMS),
        database: view.catalog().site.sqlite,
        workbook: view.catalog().site.xlsx,
        example: example(view),
        page: page_head(view, title),
    }
}

/// The file that explains the folder of the data, in one language.
pub(crate) fn readme<'a>(view: &View<'a>) -> Readme<'a> {
    let licence = |l: &'a Licence| LicenceView { name: &l.name, url: l.url.as_deref() };
    Readme {
        title: view.site_title().into_plain(),
        description: view.site_description().into_plain(),
        counts: counts(view),
        licence: view.catalog().site.licence.as_ref().map(licence),
        files: files(view).collect(),
        tables: table_views(view),
    }
}

fn counts(view: &View<'_>) -> String {
    let catalog = view.catalog();
    let n = |n: usize| n.to_string();
    let blanks = [
        ("observations", &*n(catalog.observations.len())),
        ("articles", &n(catalog.articles.len())),
        ("places", &n(catalog.places.len())),
    ];
    view.words.fill("data.counts", &blanks)
}

/// The files of the data; those that hold it first.
fn files<'v, 'a>(view: &'v View<'a>) -> impl Iterator<Item = FileView<'a>> + use<'v, 'a> {
    data_files(view.site).into_iter().map(|file| {
        let rows = match file.holds {
            Holds::Table(table) => Some(table.count(view.site)),
            Holds::All(_) | Holds::Description(_) => None,
        };
        FileView {
            name: file.name().to_owned(),
            href: view.href(&file.path),
            format: file.format,
            rows,
            rows_text: rows.map(|rows| view.words.count("data.row_count", rows)),
            note: file.note(view.words),
        }
    })
}

fn table_views(view: &View<'_>) -> Vec<TableView> {
    let table_view = |table: &&Table| TableView {
        name: table.name,
        title: table.title(view.words),
        note: table.note(view.words),
        fields: fields(view, table),
    };
    TABLES.iter().map(table_view).collect()
}

/// The fields of a table; those of the database only where there is one.
fn fields(view: &View<'_>, table: &Table) -> Vec<FieldView> {
    let shown = if view.catalog().site.sqlite { table.fields } else { table.in_csv() };
    let field_view = |(n, field): (usize, &Field)| FieldView {
        name: field.name,
        title: table.field_title(view.words, field),
        kind: view.words.fill(field.kind.key(), &[("separator", &SEPARATOR.to_string())]),
        values: field.kind.words(),
        note: table.field_note(view.words, field),
        said: table.field_note_with_missing(view.words, field),
        missing: field.missing(view.words),
        refers: table.references.iter().find(|r| r.field == field.name).map(|r| r.table),
        database_only: n >= table.csv_fields,
    };
    shown.iter().enumerate().map(field_view).collect()
}

/// The metric of the catalogue that most observations measure.
fn example<'a>(view: &View<'a>) -> Option<Example<'a>> {
    let metric = view
        .site
        .catalogued()
        .max_by_key(|m| (view.site.index.of_metric(*m).len(), std::cmp::Reverse(*m)))?;
    Some(Example { metric: view.catalog().metric(metric).id.as_str(), label: view.metric_label(metric) })
}
