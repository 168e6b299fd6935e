//! The data of the site as files for other programs.

mod csv;

pub(super) use self::csv::{render_csv, render_table_csv};
