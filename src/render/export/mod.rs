//! The data of the site as files for other programs.

mod csv;
mod sheet;

pub(super) use self::{
    csv::{render_csv, render_table_csv},
    sheet::render_sheet,
};
