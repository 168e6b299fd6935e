//! What a name may be that stands on a disk or becomes an address: on every file system and host, and each only once.

use std::collections::BTreeMap;

use anyhow::Result;

use super::FILE_NAME;
use crate::diag::{At, FileId, Finding, Refusal, SourceMap, Words, look_alike, say};

/// So many bytes may a name have. Disks take 255, and the files that belong to a page are called after it, with more
/// around the name.
const MOST_BYTES: usize = 100;

/// Whether Windows takes a name for a device, whatever follows its first dot.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    port.is_some_and(|n| ["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"].contains(&n))
        || ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str())
}

/// What keeps `name` from being that of a file or folder on every disk, if anything does, and what to do about it. It is a
/// name alone: no path, no drive.
pub fn fault_of_name_alone(name: &str) -> Option<(Words, Words)> {
    const FOREIGN: Words = Words::fixed(
        "不用 < > : \" / \\ | ? * 和看不见的字符，末尾没有点和空格",
        "use none of < > : \" / \\ | ? * and no unseen characters, and no dot or space at the end",
    );
    let shown = name.escape_debug();
    let foreign = |c: char| c.is_control() || "<>:\"/\\|?*".contains(c);
    if name.is_empty() || name.contains(foreign) || name.ends_with(['.', ' ']) {
        let message =
            say!("不是每个系统都能有“{shown}”这个名字", "not every system can have the name “{shown}”");
        return Some((message, FOREIGN));
    }
    // One letter and its accent as two characters: to macOS the same name as with both in one.
    if name
        .contains(|c| matches!(c, '\u{300}'..='\u{36f}' | '\u{1100}'..='\u{11ff}' | '\u{3099}' | '\u{309a}'))
    {
        let message = say!(
            "名字“{shown}”里的字母和附加符号是分开的两个字符",
            "in the name “{shown}” a letter and its accent are two characters"
        );
        let help = Words::fixed("重新输入这个名字，只用普通的字", "type the name anew, in plain letters");
        return Some((message, help));
    }
    fault_of_plain_name(name)
}

/// What is wrong with a name that is written in plain letters, if anything.
pub fn fault_of_plain_name(name: &str) -> Option<(Words, Words)> {
    if is_reserved(name) {
        let message = say!(
            "Windows 把“{name}”当作设备",
            "Windows takes “{name}” for a device and no file can have that name"
        );
        return Some((message, Words::fixed("换一个名字", "choose another name")));
    }
    (name.len() > MOST_BYTES).then(|| {
        let message = say!("名字超过 {MOST_BYTES} 个字节", "the name has more than {MOST_BYTES} bytes");
        (message, Words::fixed("换一个短的", "choose a shorter one"))
    })
}

/// What is wrong with the folders below a folder of the content, if anything.
pub(super) fn fault_of_folder(folders: &str, file: FileId) -> Option<Finding> {
    let (message, help) = folders.split('/').find_map(fault_of_name_alone)?;
    Some(Finding::error(FILE_NAME, At::File(file), message).help(help))
}

/// Refuses files that are published under names that not every disk has, or takes for one.
pub(super) fn refuse_unfit<'a>(paths: impl IntoIterator<Item = &'a String>) -> Result<()> {
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        if let Some((message, help)) = path.split('/').find_map(fault_of_name_alone) {
            let words = say!(
                ("theme/{}：{}；{}", path.escape_debug(), message.zh, help.zh),
                ("theme/{}: {}; {}", path.escape_debug(), message.en, help.en)
            );
            return Err(Refusal::new(words).into());
        }
        if let Some(other) = first.insert(path.to_lowercase(), path) {
            return Err(Refusal::new(say!(
                "theme/{other} 和 theme/{path} 只差大小写，有的系统上是同一个文件：给其中一个换个名字",
                "theme/{other} and theme/{path} differ in case only and are one file on some systems: give one of them \
                 another name"
            ))
            .into());
        }
    }
    Ok(())
}

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
    let fault = |message, help| Some(Finding::error(FILE_NAME, At::File(file), message).help(help));
    // `about.en.md` is `about.md` in English.
    let name = slug.strip_suffix(".en").unwrap_or(slug);
    if taken.contains(&slug) {
        let message = say!(
            "网站自己有 {slug}.html，不能再有一页叫这个名字",
            "the site has a page {slug}.html of its own; no other can have this name"
        );
        return fault(message, Words::fixed("换一个文件名", "choose another file name"));
    }
    if let Some((message, help)) = fault_of_plain_name(name) {
        return fault(message, help);
    }
    if is_plain(name) && slug != "index" {
        return None;
    }
    let likeness = slug.chars().find_map(|sign| {
        let (plain, code) = (look_alike(sign)?, u32::from(sign));
        Some(say!(
            "其中的 {sign}（U+{code:04X}）不是字母 {plain}，是别的文字里样子相同的字母",
            "the sign {sign} (U+{code:04X}) in it is not the letter {plain} but one of another alphabet that looks like it"
        ))
    });
    Some(
        Finding::error(
            FILE_NAME,
            At::File(file),
            say!("文件名“{slug}.md”不能用作网址", "the file name “{slug}.md” cannot be an address"),
        )
        .help_opt(likeness)
        .help(Words::fixed(
            "文件名只用小写字母、数字和连字符，例如 430503-daxiang-2020.md",
            "use only lower-case letters, digits and hyphens, as in 430503-daxiang-2020.md",
        )),
    )
}

/// Whether a name is written in lower-case letters, digits and hyphens.
pub fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.chars().all(plain) && !name.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_keeps_for_devices_are_told() {
        for name in [
            "con",
            "CON",
            "Aux",
            "nul.md",
            "com1",
            "LPT9",
            "com¹",
            "conin$",
            "CONOUT$.txt",
            "prn .x",
            "aux.tar.gz",
        ] {
            assert!(is_reserved(name), "{name}");
        }
        for name in
            ["console", "com", "com0", "com10", "lpt", "nullarbor", "auxiliary-2020", "a.con", "con-2020"]
        {
            assert!(!is_reserved(name), "{name}");
        }
    }

    #[test]
    fn a_name_alone_is_one_that_every_disk_has() {
        for name in ["qingshi-2019.txt", "县志 2019（一）.txt", ".nojekyll", "a..b", "é"] {
            assert!(fault_of_name_alone(name).is_none(), "{name}");
        }
        let long = "a".repeat(101);
        for name in [
            "",
            "..",
            ".",
            "a/b",
            "a\\b",
            "c:x",
            "a?",
            "a*",
            "a|b",
            "<a",
            "a\"",
            "a.",
            "a ",
            "a\0b",
            "a\u{1b}[2J",
            "nul",
            "Com7.txt",
            "e\u{301}",
            &long,
        ] {
            assert!(fault_of_name_alone(name).is_some(), "{name:?}");
        }
    }
}
