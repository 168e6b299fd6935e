//! The files of a folder, sorted by path, so that no order of the file system reaches the output.

use std::path::Path;

use anyhow::Result;
use walkdir::WalkDir;

use crate::diag::{OrRefuse, say};

/// Paths (relative to `root`, with `/`) of the files below `folder` that end in `.ext`; none where there is no
/// such folder.
pub(super) fn files(root: &Path, folder: &str, ext: &str) -> Result<Vec<String>> {
    let mut paths = below(root, folder)?;
    paths.retain(|path| ends_in(path, ext));
    Ok(paths)
}

/// The pages among the files of a content folder, and the files that an editor may take for pages but whose names do not
/// end in `.md`.
pub(super) fn pages(files: Vec<String>) -> (Vec<String>, Vec<String>) {
    let (pages, mut others): (Vec<_>, Vec<_>) = files.into_iter().partition(|p| ends_in(p, "md"));
    others.retain(|path| {
        let small = name(path).to_lowercase();
        let ends = ["txt", "markdown", "mdown", "mkd", "mdx", "md", "doc", "docx", "wps"];
        let page = small.rsplit_once('.').is_some_and(|(_, ext)| ends.contains(&ext));
        page && !path.ends_with(".md")
    });
    (pages, others)
}

/// The last part of a path.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn ends_in(path: &str, ext: &str) -> bool {
    name(path).rsplit_once('.').is_some_and(|(stem, end)| !stem.is_empty() && end == ext)
}

/// Whether a file is hidden or an editor's backup, by its name.
pub(super) fn is_passed_over(name: &str) -> bool {
    name.starts_with(['.', '~', '#'])
}

/// Every file below `folder`, but hidden ones, editors' backups and symbolic links.
pub(super) fn below(root: &Path, folder: &str) -> Result<Vec<String>> {
    let base = root.join(folder);
    if !base.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in WalkDir::new(&base).follow_links(false) {
        let entry = entry.or_refuse(|| say!("读不了文件夹 {folder}", "cannot read the folder {folder}"))?;
        if !entry.file_type().is_file() || is_passed_over(&entry.file_name().to_string_lossy()) {
            continue;
        }
        paths.push(relative(entry.path(), root)?);
    }
    paths.sort_unstable();
    Ok(paths)
}

/// The path of what was found below `root`, from there, with `/`.
///
/// # Errors
/// Where a name is not UTF-8: nothing could be said of the file, and no address made of it.
pub(super) fn relative(path: &Path, root: &Path) -> Result<String> {
    let relative = path.strip_prefix(root).expect("invariant: walked below the root");
    let shown = relative.to_string_lossy();
    let name = relative.to_str().or_refuse(|| {
        say!(
            "文件名“{shown}”不是 UTF-8 编码，读不了；换一个名字，或者移走",
            "the name of the file “{shown}” is not encoded in UTF-8; give it another, or take it away"
        )
    })?;
    Ok(name.replace('\\', "/"))
}
