//! The data of the site as files for other programs, and what a browser asks for that keeps it.

mod csv;
mod files;
mod json;
mod sheet;
mod web_app;

pub(super) use self::{
    csv::{render_csv, render_table_csv},
    files::{DATA_CATALOG, DataFile, data_files},
    json::{Shape, Twin, render_schema, render_twin},
    sheet::render_sheet,
    web_app::{ICONS, icon, render_manifest, render_worker},
};
