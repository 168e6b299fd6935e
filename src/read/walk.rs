//! The files of a folder, sorted by path, so that no order of the file system reaches the output.

use std::path::Path;

use anyhow::Result;
use walkdir::WalkDir;

use crate::diag::{OrRefuse, say};

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

pub(super) fn ends_in(path: &str, ext: &str) -> bool {
    name(path).rsplit_once('.').is_some_and(|(stem, end)| !stem.is_empty() && end == ext)
}

/// Whether a file is hidden or an editor's backup, by its name.
pub(super) fn is_passed_over(name: &str) -> bool {
    name.starts_with(['.', '~', '#'])
}

/// What stands below a folder, by paths from the root, with `/` and in order; hidden files and editors' backups left out.
#[derive(Debug, Default)]
pub(super) struct Below {
    /// Files.
    pub(super) files: Vec<String>,
    /// What is neither file nor folder: links, which are not followed, pipes, devices.
    pub(super) others: Vec<String>,
}

/// What stands below `folder`; nothing where there is no such folder.
pub(super) fn below(root: &Path, folder: &str) -> Result<Below> {
    let base = root.join(folder);
    let mut found = Below::default();
    if !base.is_dir() {
        return Ok(found);
    }
    for entry in WalkDir::new(&base).follow_links(false) {
        let entry = entry.or_refuse(|| say!("读不了文件夹 {folder}", "cannot read the folder {folder}"))?;
        let kind = entry.file_type();
        if kind.is_dir() || is_passed_over(&entry.file_name().to_string_lossy()) || entry.depth() == 0 {
            continue;
        }
        let list = if kind.is_file() { &mut found.files } else { &mut found.others };
        list.push(relative(entry.path(), root)?);
    }
    found.files.sort_unstable();
    found.others.sort_unstable();
    Ok(found)
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
