//! The description of the tables as a Data Package, version 2 (<https://datapackage.org/standard/data-package/>): a site in,
//! `data/datapackage.json` out. What a table is, `tables` says; here it is put in the words of the standard.

use anyhow::Result;
use serde::Serialize;

use super::{
    csv::Measured,
    tables::{Field, Kind, SEPARATOR, TABLES, Table, in_every_language},
};
use crate::{
    derive::{Site, citation},
    model::Licence,
};

/// The name of the package, which is that of the other files that hold the whole site.
pub(super) const NAME: &str = "county-profiles";

#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: &'static str,
    title: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<License<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source<'a>>,
    resources: Vec<Resource>,
}

/// By its id where its name makes one (`CC-BY-4.0`), and by its address.
#[derive(Serialize)]
struct License<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    title: &'a str,
}

/// A report.
#[derive(Serialize)]
struct Source<'a> {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct Resource {
    name: &'static str,
    r#type: &'static str,
    path: String,
    title: String,
    description: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: u64,
    hash: String,
    dialect: Dialect,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: char,
    line_terminator: char,
    quote_char: char,
    double_quote: bool,
    header: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    #[serde(rename = "$schema")]
    schema: &'static str,
    fields: Vec<FieldOf>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct ForeignKey {
    fields: [&'static str; 1],
    reference: Referred,
}

#[derive(Serialize)]
struct Referred {
    /// Empty for the table itself.
    resource: &'static str,
    fields: [&'static str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FieldOf {
    name: &'static str,
    title: String,
    description: String,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delimiter: Option<char>,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing_values: Vec<Missing>,
}

#[derive(Default, PartialEq, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unique: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    r#enum: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u8>,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        *self == Constraints::default()
    }
}

/// What a cell says that has no value.
#[derive(Serialize)]
struct Missing {
    value: &'static str,
    label: String,
}

/// The package; `measured` are the files of the tables, in their order.
///
/// # Errors
/// Never in practice: it is text and numbers.
pub(in super::super) fn render_data_package(site: &Site, measured: &[Measured]) -> Result<Vec<u8>> {
    let config = &site.catalog().site;
    let package = Package {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: NAME,
        title: title(site),
        description: description(site),
        homepage: config.base_url.as_ref().map(|base| format!("{base}/")),
        licenses: config.licence.as_ref().and_then(license).into_iter().collect(),
        sources: sources(site).map(|(title, path)| Source { title, path }).collect(),
        resources: TABLES.iter().zip(measured).map(|(table, file)| resource(site, table, file)).collect(),
    };
    super::pretty(&package)
}

/// The name of the site, in all its languages.
pub(super) fn title(site: &Site) -> String {
    let config = &site.catalog().site;
    in_every_language(site, |speech| speech.choose(&config.title, config.title_en.as_deref()).text.to_owned())
}

/// What the site is, in all its languages.
pub(super) fn description(site: &Site) -> String {
    let config = &site.catalog().site;
    in_every_language(site, |speech| {
        speech.choose(&config.description, config.description_en.as_deref()).text.to_owned()
    })
}

/// The reports that the figures were taken from, each with its address on the web, if it has one.
pub(super) fn sources(site: &Site) -> impl Iterator<Item = (String, Option<&str>)> {
    let speech = site.speech(site.languages().first().copied().unwrap_or_default());
    let articles = site.catalog().articles.iter();
    articles.map(move |article| (citation(speech, article), article.origin.url.as_deref()))
}

/// A licence without an id and an address cannot be named in a package.
fn license(licence: &Licence) -> Option<License<'_>> {
    let id = licence.name.replace(' ', "-");
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let name = (!id.is_empty() && id.chars().all(plain)).then_some(id);
    let path = licence.url.as_deref();
    (name.is_some() || path.is_some()).then_some(License { name, path, title: &licence.name })
}

fn resource(site: &Site, table: &Table, file: &Measured) -> Resource {
    Resource {
        name: table.name,
        r#type: "table",
        path: format!("{}.csv", table.name),
        title: in_every_language(site, |s| table.title(s.words)),
        description: in_every_language(site, |s| table.note(s.words)),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: file.bytes,
        hash: format!("sha256:{}", file.sha256),
        dialect: Dialect {
            delimiter: ',',
            line_terminator: '\n',
            quote_char: '"',
            double_quote: true,
            header: true,
        },
        schema: schema(site, table),
    }
}

fn schema(site: &Site, table: &Table) -> Schema {
    let foreign_keys = table.references.iter().map(|reference| ForeignKey {
        fields: [reference.field],
        reference: Referred {
            resource: if reference.table == table.name { "" } else { reference.table },
            fields: [reference.key],
        },
    });
    Schema {
        schema: "https://datapackage.org/profiles/2.0/tableschema.json",
        fields: table.in_csv().iter().map(|field| field_of(site, table, field)).collect(),
        primary_key: table.csv_key(),
        foreign_keys: foreign_keys.collect(),
    }
}

fn field_of(site: &Site, table: &Table, field: &Field) -> FieldOf {
    let (r#type, format) = match field.kind {
        Kind::Text | Kind::Form(_) | Kind::Word(_) | Kind::Time | Kind::Page => ("string", None),
        Kind::Address => ("string", Some("uri")),
        Kind::List => ("list", None),
        Kind::Count(_) => ("integer", None),
        Kind::Decimal => ("number", None),
    };
    let missing = in_every_language(site, |s| field.missing(s.words).unwrap_or_default());
    FieldOf {
        name: field.name,
        title: in_every_language(site, |s| table.field_title(s.words, field)),
        description: in_every_language(site, |s| table.field_note(s.words, field)),
        r#type,
        format,
        delimiter: matches!(field.kind, Kind::List).then_some(SEPARATOR),
        constraints: Constraints {
            required: field.empty.is_none(),
            unique: table.csv_key() == [field.name],
            pattern: field.kind.pattern(),
            r#enum: field.kind.words(),
            minimum: matches!(field.kind, Kind::Count(_)).then_some(0),
        },
        missing_values: field.empty.map(|_| Missing { value: "", label: missing }).into_iter().collect(),
    }
}
