//! The data of the site as files for other programs, and what a browser asks for that keeps it.

mod csv;
mod csvw;
mod data_package;
mod datasette;
mod sheet;
mod sqlite;
pub(super) mod tables;
mod web_app;

pub(super) use self::{
    csv::{Measured, measure_table, render_csv, render_table, render_table_csv},
    csvw::render_csvw,
    data_package::render_data_package,
    datasette::{DATABASE, render_datasette},
    sheet::render_sheet,
    sqlite::render_sqlite,
    tables::{Field, SEPARATOR, TABLES, Table},
    web_app::{ICONS, icon, render_manifest, render_worker},
};
