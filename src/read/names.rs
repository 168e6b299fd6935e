//! File names, which become addresses: on every file system and host, and each only once.

use super::FILE_NAME;
use crate::diag::{At, FileId, Finding, SourceMap, Words, look_alike, say};

/// What is wrong with the name of a new page in a folder of the content, if anything, and what to do about it.
pub fn fault_of_name(slug: &str, folder: &str) -> Option<(Words, Words)> {
    let taken = if folder == "content/pages" { PAGES_OF_OURS } else { &[] };
    let mut finding = check_name(slug, taken, FileId(0))?;
    Some((finding.message, finding.help.pop().unwrap_or_default()))
}

/// What keeps `slug` from being the name of an article's file, if anything does.
pub fn unfit_name(slug: &str, file: FileId) -> Option<Words> {
    check_name(slug, &[], file).map(|finding| finding.message)
}

/// Subfolders are no part of an address.
pub(super) fn same_address(slug: &str, first: FileId, second: FileId, sources: &SourceMap) -> Finding {
    let other = &sources.file(first).path;
    let message = say!(
        "网址 {slug}.html 有两个文件，另一个是 {other}",
        "two files have the address {slug}.html; the other one is {other}"
    );
    Finding::error(FILE_NAME, At::File(second), message)
        .also(At::File(first), Words::fixed("先有这一个", "this one came first"))
        .help(Words::fixed(
            "子文件夹不算在网址里：给其中一个换个文件名",
            "subfolders are no part of an address: give one of them another name",
        ))
}

/// Pages that every site has beside the editor's, but for the index, whose name no file of any folder may have.
pub const PAGES_OF_OURS: &[&str] = &[
    "404",
    "articles",
    "changes",
    "checks",
    "corrections",
    "data",
    "glossary",
    "matrix",
    "metrics",
    "offline",
    "search",
    "tables",
    "years",
];

/// File names become addresses, on every file system and host: lower-case letters, digits, hyphens.
pub(super) fn check_name(slug: &str, taken: &[&str], file: FileId) -> Option<Finding> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    // `about.en.md` is `about.md` in English.
    let name = slug.strip_suffix(".en").unwrap_or(slug);
    if taken.contains(&slug) {
        return Some(
            Finding::error(
                FILE_NAME,
                At::File(file),
                say!(
                    "网站自己有 {slug}.html，不能再有一页叫这个名字",
                    "the site has a page {slug}.html of its own; no other can have this name"
                ),
            )
            .help(Words::fixed("换一个文件名", "choose another file name")),
        );
    }
    let reserved = ["con", "prn", "aux", "nul"].contains(&slug) || slug == "index";
    if !name.is_empty() && name.chars().all(plain) && !name.starts_with('-') && !reserved {
        return None;
    }
    Some(
        Finding::error(
            FILE_NAME,
            At::File(file),
            say!("文件名“{slug}.md”不能用作网址", "the file name “{slug}.md” cannot be an address"),
        )
        .help_opt(slug.chars().find_map(|sign| {
            let (plain, code) = (look_alike(sign)?, u32::from(sign));
            Some(say!(
                "其中的 {sign}（U+{code:04X}）不是字母 {plain}，是别的文字里样子相同的字母",
                "the sign {sign} (U+{code:04X}) in it is not the letter {plain} but one of another alphabet that looks like it"
            ))
        }))
        .help(Words::fixed(
            "文件名只用小写字母、数字和连字符，例如 430503-daxiang-2020.md",
            "use only lower-case letters, digits and hyphens, as in 430503-daxiang-2020.md",
        )),
    )
}
