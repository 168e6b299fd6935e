//! The data of the site as files for other programs, and what a browser asks for that keeps it.

mod csv;
mod sheet;
pub(super) mod tables;
mod web_app;

pub(super) use self::{
    csv::{render_csv, render_table, render_table_csv},
    sheet::render_sheet,
    tables::TABLES,
    web_app::{ICONS, icon, render_manifest, render_worker},
};
