//! The data of the site as files for other programs, and what a browser asks for that keeps it.

mod csv;
mod csvw;
mod data_package;
mod datasette;
mod feed;
mod files;
mod for_hosts;
mod json;
mod sheet;
mod sitemap;
mod sqlite;
pub(super) mod tables;
mod web_app;
mod workbook;

pub(super) use self::{
    csv::{Measured, render_csv, render_table, render_table_csv},
    csvw::render_csvw,
    data_package::render_data_package,
    datasette::render_datasette,
    feed::{FEED, feed, has_feed},
    files::{DATA_CATALOG, DataFile, Holds, data_files},
    for_hosts::{HostFile, render_for_hosts},
    json::{Shape, Twin, render_schema, render_twin},
    sheet::render_sheet,
    sitemap::{is_searched, parts, render_sitemap, sitemap},
    sqlite::render_sqlite,
    tables::{Field, SEPARATOR, TABLES, Table},
    web_app::{ICON, ICONS, icon, render_manifest, render_worker},
    workbook::{render_table_workbook, render_workbook},
};

use anyhow::Result;
use serde::Serialize;

use crate::model::Date;

/// JSON to be read by people too: indented, with a line break at its end.
///
/// # Errors
/// Never in practice: it is text and numbers.
pub(super) fn pretty(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// A day as other programs read it (ISO 8601); the first that it may be where less is known.
fn day(date: &Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month.max(1), date.day.max(1))
}
