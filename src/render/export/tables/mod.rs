//! The tables of the site's open data, each described once: its fields in order, their types, what an empty cell means,
//! its key, what it refers to, and its rows. Every format is a view of this description: CSV, Data Package, CSVW, SQLite,
//! the page of the data and the file that explains a download.
//!
//! A site in, typed cells out, one row at a time. Never: writes a format, or holds a table as a whole.

mod articles;
mod metrics;
mod observations;
mod places;
mod relations;
mod value;

use anyhow::Result;

use crate::derive::{Site, Speech, Words};

pub(in super::super) use self::{
    observations::{of_table, only},
    value::Value,
};

/// All tables, the contract first.
pub(in super::super) const TABLES: [&Table; 5] = [
    &observations::OBSERVATIONS,
    &metrics::METRICS,
    &places::PLACES,
    &articles::ARTICLES,
    &relations::RELATIONS,
];

/// What separates the items of a list in one cell.
pub(in super::super) const SEPARATOR: char = ';';

/// A table of the data.
#[derive(Debug)]
pub(in super::super) struct Table {
    /// Its name, which is that of its files: `observations`.
    pub(in super::super) name: &'static str,
    /// Its fields, in order.
    pub(in super::super) fields: &'static [Field],
    /// How many of the fields its CSV has, counted from the first. Where the columns of the CSV are a contract, fields
    /// that came later are in the other formats only.
    pub(in super::super) csv_fields: usize,
    /// The fields that together name one row.
    pub(in super::super) key: &'static [&'static str],
    /// What it refers to.
    pub(in super::super) references: &'static [Reference],
    /// How many rows it has, without making them.
    count: fn(&Site) -> usize,
    /// Gives out its rows.
    rows: fn(&Site, Extent, Give<'_>) -> Result<()>,
}

/// How many cells of a row are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Extent {
    /// Those of the CSV.
    Csv,
    /// One for every field.
    All,
}

/// What takes the cells of one row.
pub(in super::super) type Give<'g> = &'g mut dyn FnMut(&[Value<'_>]) -> Result<()>;

/// A field whose values are keys of a table.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Reference {
    /// The field.
    pub(in super::super) field: &'static str,
    /// The table.
    pub(in super::super) table: &'static str,
    /// The field of that table, which is its key.
    pub(in super::super) key: &'static str,
}

/// A field of a table.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Field {
    /// Its name.
    pub(in super::super) name: &'static str,
    /// What its cells hold.
    pub(in super::super) kind: Kind,
    /// What an empty cell means: the last part of a key of the words, `data.missing.no_remark`. `None` where no cell is
    /// ever empty.
    pub(in super::super) empty: Option<&'static str>,
}

/// What the cells of a field hold.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum Kind {
    /// Any text in one line or several.
    Text,
    /// A text of this form, as a regular expression over the whole of it.
    Form(&'static str),
    /// One of a few words.
    Word(fn() -> Vec<&'static str>),
    /// A time in EDTF (ISO 8601-2): a year, month or day, or two of them with a slash.
    Time,
    /// A whole address, as `https:`.
    Address,
    /// A file of the site, from its root, perhaps with a fragment.
    Page,
    /// Texts with [`SEPARATOR`] between them.
    List,
    /// A whole number of these things, in English and in the singular.
    Count(&'static str),
    /// A number, exact; trailing zeros are as printed.
    Decimal,
}

impl Kind {
    /// The form of its texts as a regular expression over the whole of each, where it has one.
    pub(in super::super) fn pattern(self) -> Option<&'static str> {
        match self {
            Kind::Form(pattern) => Some(pattern),
            Kind::Time => Some(EDTF),
            _ => None,
        }
    }

    /// The words that it is one of; none where it is not.
    pub(in super::super) fn words(self) -> Vec<&'static str> {
        match self {
            Kind::Word(all) => all(),
            _ => Vec::new(),
        }
    }

    /// Its name in the words of the theme: `data.type.text`.
    pub(in super::super) fn key(self) -> &'static str {
        match self {
            Kind::Text => "data.type.text",
            Kind::Form(_) => "data.type.code",
            Kind::Word(_) => "data.type.word",
            Kind::Time => "data.type.time",
            Kind::Address => "data.type.address",
            Kind::Page => "data.type.page",
            Kind::List => "data.type.list",
            Kind::Count(_) => "data.type.integer",
            Kind::Decimal => "data.type.decimal",
        }
    }
}

/// The times that [`crate::model::Period`] prints.
const EDTF: &str = r"(\d{4}(-\d{2}){0,2}[~?%]?|\.\.)(/(\d{4}(-\d{2}){0,2}[~?%]?|\.\.))?";

/// The form of a code of GB/T 2260.
const CODE: Kind = Kind::Form(r"\d{6}");

/// The form of a metric's id.
const METRIC_ID: Kind = Kind::Form(r"[a-z0-9_]+\.[a-z0-9_]+");

/// The form of names in addresses.
const SLUG: Kind = Kind::Form("[a-z0-9-]+");

impl Field {
    /// A field whose cells are never empty.
    const fn new(name: &'static str, kind: Kind) -> Field {
        Field { name, kind, empty: None }
    }

    /// The same with cells that may be empty, and what it means where they are.
    const fn or(self, empty: &'static str) -> Field {
        Field { empty: Some(empty), ..self }
    }

    /// What an empty cell means, in words.
    pub(in super::super) fn missing(self, words: Words<'_>) -> Option<String> {
        let key = format!("data.missing.{}", self.empty?);
        Some(words.find(&key).map_or(key, str::to_owned))
    }
}

impl Table {
    /// What it is called.
    pub(in super::super) fn title(&self, words: Words<'_>) -> String {
        self.said(words, &format!("data.table.{}", self.name))
    }

    /// What it holds, in a sentence.
    pub(in super::super) fn note(&self, words: Words<'_>) -> String {
        self.said(words, &format!("data.table.{}_note", self.name))
    }

    /// What one of its fields is called.
    pub(in super::super) fn field_title(&self, words: Words<'_>, field: &Field) -> String {
        self.said(words, &format!("data.{}.{}", self.name, field.name))
    }

    /// What one of its fields says, in a sentence or two.
    pub(in super::super) fn field_note(&self, words: Words<'_>, field: &Field) -> String {
        self.said(words, &format!("data.{}.{}_note", self.name, field.name))
    }

    /// What one of its fields says, and what an empty cell of it means.
    pub(in super::super) fn field_note_with_missing(&self, words: Words<'_>, field: &Field) -> String {
        let note = self.field_note(words, field);
        let Some(missing) = field.missing(words) else { return note };
        words.fill("data.with_missing", &[("note", &note), ("missing", &missing)])
    }

    fn said(&self, words: Words<'_>, key: &str) -> String {
        words.find(key).unwrap_or(key).to_owned()
    }

    /// The fields of its CSV.
    pub(in super::super) fn in_csv(&self) -> &'static [Field] {
        &self.fields[..self.csv_fields]
    }

    /// Its key in the CSV, where that has all fields of it.
    pub(in super::super) fn csv_key(&self) -> &'static [&'static str] {
        let has = |name: &&str| self.in_csv().iter().any(|field| field.name == *name);
        if self.key.iter().all(has) { self.key } else { &[] }
    }

    /// Gives out its rows in order, each with the cells that are wanted, until `give` fails.
    ///
    /// # Errors
    /// Those of `give`.
    pub(in super::super) fn rows(&self, site: &Site, wanted: Extent, give: Give<'_>) -> Result<()> {
        (self.rows)(site, wanted, give)
    }

    /// How many rows it has.
    pub(in super::super) fn count(&self, site: &Site) -> usize {
        (self.count)(site)
    }
}

/// What some words of the theme say, in all languages of the site, the first one first.
pub(in super::super) fn in_every_language(site: &Site, say: impl Fn(Speech<'_>) -> String) -> String {
    let mut all: Vec<String> = site.languages().iter().map(|lang| say(site.speech(*lang))).collect();
    all.dedup();
    all.join(" / ")
}
