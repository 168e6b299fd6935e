//! Files for the editor: a drafted article, a workbook. Written as a whole or not at all, and never over a file that is
//! there.

use std::path::Path;

use anyhow::Result;

use super::single::write_new;
use crate::diag::Words;

/// Writes an article to `path`.
///
/// # Errors
/// Where there is a file already, or the disk refuses.
pub fn write_article(path: &Path, text: &str) -> Result<()> {
    let instead = Words::fixed(
        "用 --out 另写一处，用 --print 只看不写，或先把它移走",
        "write elsewhere with --out, only look with --print, or move it away first",
    );
    write_new(path, text.as_bytes(), &instead)
}

/// Writes a workbook or CSV file to `path`.
///
/// # Errors
/// As [`write_article`].
pub fn write_sheets(path: &Path, bytes: &[u8]) -> Result<()> {
    let instead = Words::fixed("换一个文件名，或先把它移走", "choose another name, or move it away first");
    write_new(path, bytes, &instead)
}
