//! The files of `data/` that hold or describe the whole site, in one list: the page of the data and its README name them,
//! the catalogue and the pages describe them to programs.

use super::{
    datasette::DATABASE,
    tables::{TABLES, Table},
};
use crate::{
    derive::{Site, Words},
    render::{PageKind, href::SitePath},
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
    /// What renders it.
    pub kind: PageKind,
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

/// Every such file of a site, the plainest first. A description of the files is asked for last, when these have most
/// likely been made.
pub fn data_files(site: &Site) -> Vec<DataFile> {
    let config = &site.catalog().site;
    let file = |(name, ending): (&str, &str), format, media_type, holds, kind| DataFile {
        path: SitePath::data(name, ending),
        format,
        media_type,
        holds,
        kind,
    };
    let table = |(n, table): (usize, &&'static Table)| {
        file((table.name, "csv"), "CSV", "text/csv", Holds::Table(table), PageKind::DataTable(n))
    };
    let mut files: Vec<DataFile> = TABLES.iter().enumerate().map(table).collect();
    let mut all = |name, format, media_type, key, kind| {
        files.push(file(name, format, media_type, Holds::All(key), kind));
    };
    if config.xlsx {
        all((DATABASE, "xlsx"), "XLSX", WORKBOOK, "data.file.workbook", PageKind::Workbook);
    }
    if config.sqlite {
        all((DATABASE, "sqlite"), "SQLite", SQLITE, "data.file.sqlite", PageKind::Database);
    }
    let mut about = |name, format, media_type, key, kind| {
        files.push(file(name, format, media_type, Holds::Description(key), kind));
    };
    if config.sqlite {
        about(("datasette", "json"), "Datasette", JSON, "data.file.datasette", PageKind::Datasette);
    }
    about(("datapackage", "json"), "Data Package", JSON, "data.file.package", PageKind::DataPackage);
    about(("csv-metadata", "json"), "CSVW", JSON, "data.file.csvw", PageKind::DataGroup);
    about(("catalog", "jsonld"), "DCAT", "application/ld+json", "data.file.catalog", PageKind::DataCatalog);
    about(("README", "md"), "Markdown", "text/markdown", "data.file.readme", PageKind::DataReadme);
    files
}

const JSON: &str = "application/json";
const SQLITE: &str = "application/vnd.sqlite3";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
