//! The description of the tables as CSV on the Web (W3C, <https://www.w3.org/TR/tabular-metadata/>): a site in,
//! `data/csv-metadata.json` out, a group of tables with the names of their columns in every language of the site.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;

use super::{
    data_package::{description, sources, title},
    tables::{Field, Kind, SEPARATOR, TABLES, Table, in_every_language},
};
use crate::{derive::Site, diag::Lang};

/// The language of column names that are in none.
const NONE: &str = "und";

#[derive(Serialize)]
struct TableGroup<'a> {
    #[serde(rename = "@context")]
    context: (&'static str, Context),
    #[serde(rename = "dc:title")]
    title: String,
    #[serde(rename = "dc:description")]
    description: String,
    #[serde(rename = "dc:license", skip_serializing_if = "Option::is_none")]
    license: Option<Address<'a>>,
    #[serde(rename = "dc:source", skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
    dialect: Dialect,
    tables: Vec<TableOf>,
}

#[derive(Serialize)]
struct Context {
    #[serde(rename = "@language")]
    language: &'static str,
}

#[derive(Serialize)]
struct Address<'a> {
    #[serde(rename = "@id")]
    id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    encoding: &'static str,
    delimiter: char,
    line_terminators: [&'static str; 1],
    header: bool,
    trim: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TableOf {
    url: String,
    #[serde(rename = "dc:title")]
    title: String,
    #[serde(rename = "dc:description")]
    description: String,
    table_schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    columns: Vec<Column>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ForeignKey {
    column_reference: &'static str,
    reference: Referred,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Referred {
    resource: String,
    column_reference: &'static str,
}

#[derive(Serialize)]
struct Column {
    name: &'static str,
    titles: BTreeMap<&'static str, String>,
    #[serde(rename = "dc:description")]
    description: String,
    datatype: Datatype,
    required: bool,
    /// What an empty cell holds; without a word on it a cell cannot be empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    null: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    separator: Option<char>,
}

#[derive(Serialize)]
struct Datatype {
    base: &'static str,
    /// For texts, a regular expression over the whole cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u8>,
}

/// The group of tables.
///
/// # Errors
/// Never in practice: it is text and numbers.
pub(in super::super) fn render_csvw(site: &Site) -> Result<Vec<u8>> {
    let licence = site.catalog().site.licence.as_ref();
    let language = site.languages().first().copied().unwrap_or_default();
    let group = TableGroup {
        context: ("http://www.w3.org/ns/csvw", Context { language: language.tag() }),
        title: title(site),
        description: description(site),
        license: licence.and_then(|l| l.url.as_deref()).map(|id| Address { id }),
        sources: sources(site).map(|(title, _)| title).collect(),
        dialect: Dialect {
            encoding: "utf-8",
            delimiter: ',',
            line_terminators: ["\n"],
            header: true,
            trim: false,
        },
        tables: TABLES.iter().map(|table| table_of(site, table)).collect(),
    };
    super::pretty(&group)
}

fn file(table: &str) -> String {
    format!("{table}.csv")
}

fn table_of(site: &Site, table: &Table) -> TableOf {
    // Validators take a reference that a row does not have for one that leads nowhere.
    let is_always_there = |field: &str| table.fields.iter().any(|f| f.name == field && f.empty.is_none());
    let references = table.references.iter().filter(|reference| is_always_there(reference.field));
    let foreign_keys = references.map(|reference| ForeignKey {
        column_reference: reference.field,
        reference: Referred { resource: file(reference.table), column_reference: reference.key },
    });
    TableOf {
        url: file(table.name),
        title: in_every_language(site, |s| table.title(s.words)),
        description: in_every_language(site, |s| table.note(s.words)),
        table_schema: Schema {
            columns: table.in_csv().iter().map(|field| column(site, table, field)).collect(),
            primary_key: table.csv_key(),
            foreign_keys: foreign_keys.collect(),
        },
    }
}

fn column(site: &Site, table: &Table, field: &Field) -> Column {
    let title = |lang: &Lang| (lang.tag(), table.field_title(site.speech(*lang).words, field));
    let name = (NONE, field.name.to_owned());
    let (base, format) = match field.kind {
        Kind::Text | Kind::Page | Kind::List => ("string", None),
        Kind::Form(_) | Kind::Time => ("string", field.kind.pattern().map(str::to_owned)),
        Kind::Word(_) => ("string", Some(field.kind.words().join("|"))),
        Kind::Address => ("anyURI", None),
        Kind::Count(_) => ("integer", None),
        Kind::Decimal => ("decimal", None),
    };
    Column {
        name: field.name,
        titles: site.languages().iter().map(title).chain([name]).collect(),
        description: in_every_language(site, |s| table.field_note_with_missing(s.words, field)),
        datatype: Datatype { base, format, minimum: matches!(field.kind, Kind::Count(_)).then_some(0) },
        required: field.empty.is_none(),
        null: field.empty.map(|_| ""),
        separator: matches!(field.kind, Kind::List).then_some(SEPARATOR),
    }
}
