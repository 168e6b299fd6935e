//! The files of a folder, sorted by path, so that no order of the file system reaches the output.

use std::path::Path;

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// Paths (relative to `root`, with `/`) of the files below `folder` that end in `.ext`; none where there is no
/// such folder. Hidden files, editors' backups and symbolic links are passed over.
pub(super) fn files(root: &Path, folder: &str, ext: &str) -> Result<Vec<String>> {
    let dotted = format!(".{ext}");
    below(root, folder, |name| name.strip_suffix(&dotted).is_some_and(|stem| !stem.is_empty()))
}

/// Paths of the files below `folder` that an editor may take for pages, but whose names do not end in `.md`.
pub(super) fn unread(root: &Path, folder: &str) -> Result<Vec<String>> {
    below(root, folder, |name| {
        let small = name.to_lowercase();
        let ends = ["txt", "markdown", "mdown", "mkd", "mdx", "md", "doc", "docx", "wps"];
        let page = small.rsplit_once('.').is_some_and(|(_, ext)| ends.contains(&ext));
        page && !name.ends_with(".md")
    })
}

fn below(root: &Path, folder: &str, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
    let base = root.join(folder);
    if !base.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in WalkDir::new(&base).follow_links(false) {
        let entry = entry.with_context(|| format!("读不了文件夹 {folder}"))?;
        let name = entry.file_name().to_string_lossy();
        if !entry.file_type().is_file() || name.starts_with(['.', '~', '#']) || !wanted(&name) {
            continue;
        }
        let relative = entry.path().strip_prefix(root).expect("invariant: walked below the root");
        paths.push(relative.to_string_lossy().replace('\\', "/"));
    }
    paths.sort_unstable();
    Ok(paths)
}
