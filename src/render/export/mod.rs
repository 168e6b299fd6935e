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
    csv::{Measured, measure_table, render_csv, render_table, render_table_csv},
    csvw::render_csvw,
    data_package::render_data_package,
    datasette::{DATABASE, render_datasette},
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

use crate::model::Date;

/// A day as other programs read it (ISO 8601); the first that it may be where less is known.
fn day(date: &Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month.max(1), date.day.max(1))
}
