//! The files of a folder, sorted by path, so that no order of the file system reaches the output.

use std::path::Path;

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// Paths (relative to `root`, with `/`) of the files below `folder` that end in `.ext`; none where there is no
/// such folder. Hidden files, editors' backups and symbolic links are passed over.
pub(super) fn files(root: &Path, folder: &str, ext: &str) -> Result<Vec<String>> {
    let base = root.join(folder);
    if !base.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in WalkDir::new(&base).follow_links(false) {
        let entry = entry.with_context(|| format!("读不了文件夹 {folder}"))?;
        let hidden = entry.file_name().to_string_lossy().starts_with(['.', '~', '#']);
        if !entry.file_type().is_file() || hidden || entry.path().extension().is_none_or(|e| e != ext) {
            continue;
        }
        let relative = entry.path().strip_prefix(root).expect("invariant: walked below the root");
        paths.push(relative.to_string_lossy().replace('\\', "/"));
    }
    paths.sort_unstable();
    Ok(paths)
}
