//! What Datasette (<https://docs.datasette.io/en/stable/metadata.html>, 0.65) shows beside the database: a site in,
//! `data/datasette.json` out, with licence, source, units and the meaning of every column.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde::Serialize;

use super::{
    data_package::{description, title},
    tables::{Kind, TABLES, Table, in_every_language},
};
use crate::derive::Site;

/// The name of the database, which Datasette takes from that of its file.
pub(in super::super) const DATABASE: &str = "xianzhi";

#[derive(Serialize)]
struct Metadata<'a> {
    title: String,
    description: String,
    #[serde(flatten)]
    rights: Rights<'a>,
    /// Things that are counted.
    custom_units: Vec<String>,
    databases: BTreeMap<&'static str, Database<'a>>,
}

#[derive(Clone, Serialize)]
struct Rights<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license_url: Option<&'a str>,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<&'a str>,
}

#[derive(Serialize)]
struct Database<'a> {
    #[serde(flatten)]
    rights: Rights<'a>,
    tables: BTreeMap<&'static str, TableOf>,
}

#[derive(Serialize)]
struct TableOf {
    title: String,
    description: String,
    columns: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    units: BTreeMap<&'static str, &'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label_column: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    facets: &'static [&'static str],
}

/// The metadata.
///
/// # Errors
/// Never in practice: it is text.
pub(in super::super) fn render_datasette(site: &Site) -> Result<Vec<u8>> {
    let config = &site.catalog().site;
    let licence = config.licence.as_ref();
    let rights = Rights {
        license: licence.map(|l| l.name.as_str()),
        license_url: licence.and_then(|l| l.url.as_deref()),
        source: title(site),
        source_url: config.base_url.as_deref(),
    };
    let units: BTreeSet<&str> = TABLES.iter().flat_map(|table| units(table).into_values()).collect();
    let tables = TABLES.iter().map(|table| (table.name, table_of(site, table))).collect();
    let metadata = Metadata {
        title: title(site),
        description: description(site),
        rights: rights.clone(),
        custom_units: units.into_iter().map(|unit| format!("{unit} = []")).collect(),
        databases: BTreeMap::from([(DATABASE, Database { rights, tables })]),
    };
    super::pretty(&metadata)
}

fn units(table: &Table) -> BTreeMap<&'static str, &'static str> {
    let unit = |field: &super::tables::Field| match field.kind {
        Kind::Count(unit) => Some((field.name, unit)),
        _ => None,
    };
    table.fields.iter().filter_map(unit).collect()
}

fn table_of(site: &Site, table: &Table) -> TableOf {
    let column = |field| in_every_language(site, |speech| table.field_note_with_missing(speech.words, field));
    let (label_column, facets): (_, &[_]) = match table.name {
        "observations" => (None, &["place", "domain", "kind"]),
        "metrics" => (Some("label_zh"), &["scope", "domain_zh"]),
        "places" => (Some("name"), &[]),
        "articles" => (Some("title_zh"), &[]),
        _ => (None, &["verdict"]),
    };
    TableOf {
        title: in_every_language(site, |speech| table.title(speech.words)),
        description: in_every_language(site, |speech| table.note(speech.words)),
        columns: table.fields.iter().map(|field| (field.name, column(field))).collect(),
        units: units(table),
        label_column,
        facets,
    }
}
