//! The files of `data/` that hold or describe the whole site, in one list: the page of the data and its README name them,
//! the catalogue and the pages describe them to programs.

use super::{
    datasette::DATABASE,
    tables::{TABLES, Table},
};
use crate::{
    derive::{Site, Words},
    render::href::SitePath,
};

/// The description of the data for catalogues.
pub const DATA_CATALOG: &str = "data/catalog.jsonld";

/// A file that holds or describes the whole site.
#[derive(Clone, Debug)]
pub struct DataFile {
    /// Where it stands.
    pub path: SitePath,
    /// What its format is called.
    pub format: &'static str,
    /// Its media type, as IANA has it; for a format without one, that of any bytes.
    pub media_type: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// What a file holds.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// One table.
    Table(&'static Table),
    /// All tables; the key of the words for it in the theme.
    All(&'static str),
    /// What the tables and their fields mean; the key of the words for it.
    Description(&'static str),
}

impl DataFile {
    /// Its name in the folder of the data.
    pub fn name(&self) -> &str {
        self.path.as_str().trim_start_matches("data/")
    }

    /// What it is called, in a few words.
    pub fn title(&self, words: Words<'_>) -> String {
        match self.holds {
            Holds::Table(table) => table.title(words),
            Holds::All(_) | Holds::Description(_) => self.name().to_owned(),
        }
    }

    /// What it holds, in a sentence.
    pub fn note(&self, words: Words<'_>) -> String {
        match self.holds {
            Holds::Table(table) => table.note(words),
            Holds::All(key) | Holds::Description(key) => words.get(key).to_owned(),
        }
    }

    /// Whether figures stand in it.
    pub fn is_data(&self) -> bool {
        !matches!(self.holds, Holds::Description(_))
    }
}

/// Every such file of a site, the plainest first.
pub fn data_files(site: &Site) -> Vec<DataFile> {
    let config = &site.catalog().site;
    let file = |name: &str, ending, format, media_type, holds| DataFile {
        path: SitePath::data(name, ending),
        format,
        media_type,
        holds,
    };
    let table = |table: &&'static Table| file(table.name, "csv", "CSV", "text/csv", Holds::Table(table));
    let mut files: Vec<DataFile> = TABLES.iter().map(table).collect();
    if config.xlsx {
        files.push(file(DATABASE, "xlsx", "XLSX", WORKBOOK, Holds::All("data.file.workbook")));
    }
    if config.sqlite {
        files.push(file(DATABASE, "sqlite", "SQLite", SQLITE, Holds::All("data.file.sqlite")));
        files.push(file("datasette", "json", "Datasette", JSON, Holds::Description("data.file.datasette")));
    }
    for (name, ending, format, media_type, key) in [
        ("datapackage", "json", "Data Package", JSON, "data.file.package"),
        ("csv-metadata", "json", "CSVW", JSON, "data.file.csvw"),
        ("catalog", "jsonld", "DCAT", "application/ld+json", "data.file.catalog"),
        ("README", "md", "Markdown", "text/markdown", "data.file.readme"),
    ] {
        files.push(file(name, ending, format, media_type, Holds::Description(key)));
    }
    files
}

const JSON: &str = "application/json";
const SQLITE: &str = "application/vnd.sqlite3";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
