//! What of the disk is read at all, stated once: files, no larger than is said here of their kind, which stand in the site
//! itself. `docs/FORMAT.md` tells editors the same figures.
//!
//! Never: waits for a pipe or a device, follows a link out of the site, reads more of a file than it may have.

use std::{
    fmt::Display,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use super::{BEYOND_LIMIT, LEDGER, NOT_OF_THE_SITE, PASSED_OVER, split::AUDIT};
use crate::diag::{At, FileId, Finding, Refusal, RuleId, Severity, Words, say};

const KILOBYTE: u64 = 1000;
const MEGABYTE: u64 = 1000 * KILOBYTE;

/// A Markdown file: three hundred thousand characters of Chinese, or twenty thousand figures, which is a thick book.
pub(super) const PAGE: u64 = MEGABYTE;
/// A list of places, metrics or terms: all counties of China take half a megabyte.
const LIST: u64 = 8 * MEGABYTE;
/// What the program adds to with every article and every change.
const RECORD: u64 = 32 * MEGABYTE;
/// A template, a style sheet, a script.
pub(super) const THEME: u64 = 4 * MEGABYTE;
/// A picture: what a camera writes at most. Readers wait from 2 MB on, of which a finding warns.
pub(super) const PICTURE: u64 = 50 * MEGABYTE;
/// A source text: a newspaper article has ten thousand bytes, a yearbook two million.
pub(super) const SOURCE: u64 = 2 * MEGABYTE;
/// A source text of which an article is drafted: the report of a county's government has sixty thousand bytes.
pub(super) const DRAFTED: u64 = 300 * KILOBYTE;
/// A spreadsheet as it is stored.
pub(super) const WORKBOOK: u64 = 32 * MEGABYTE;
/// The list of a site's files: two million of them.
pub(super) const SUMS_LIST: u64 = 256 * MEGABYTE;

/// What a file of the content may have, by its path.
pub(super) fn most(path: &str) -> u64 {
    match path {
        AUDIT | LEDGER => RECORD,
        path if path.ends_with(".md") => PAGE,
        _ => LIST,
    }
}

/// Why something on the disk is not read.
#[derive(Debug)]
pub(super) enum Unfit {
    /// The disk does not give it out.
    Unreadable(io::Error),
    /// It is no file: a folder, a pipe, a device.
    NoFile,
    /// It has more than so many bytes.
    TooLarge(u64),
    /// It is a link, or stands behind one, that leads out of the site.
    LeadsOut,
    /// It is a link within the site: what it leads to is read where it stands itself.
    Link,
    /// It is not in UTF-8.
    NotUtf8,
}

impl Unfit {
    /// What it is called in a report, what is wrong, and what to do.
    pub(super) fn told(&self) -> (RuleId, Words, Words) {
        match self {
            Unfit::Unreadable(error) => (
                NOT_OF_THE_SITE,
                say!("读不了：{error}", "it cannot be read: {error}"),
                Words::fixed("看看文件的权限", "see whether you may read the file"),
            ),
            Unfit::NoFile => (
                NOT_OF_THE_SITE,
                Words::fixed(
                    "这不是普通文件（是文件夹、管道或设备），没有读",
                    "this is no regular file, but a folder, a pipe or a device, and was not read",
                ),
                Words::fixed("换成真正的文件，或者移走", "put a file there, or take this away"),
            ),
            Unfit::TooLarge(most) => {
                let (most, unit) =
                    if *most < MEGABYTE { (most / KILOBYTE, "KB") } else { (most / MEGABYTE, "MB") };
                (
                    BEYOND_LIMIT,
                    say!(
                        "文件超过 {most} {unit}，没有读",
                        "the file is larger than {most} {unit} and was not read"
                    ),
                    Words::fixed(
                        "看看是不是放错了文件；真有这么多，拆成几个文件",
                        "see whether it is the wrong file; if there is so much, split it into several",
                    ),
                )
            }
            Unfit::LeadsOut => (
                NOT_OF_THE_SITE,
                Words::fixed(
                    "这是通到站点文件夹外面的链接，没有读",
                    "this is a link that leads out of the folder of the site, and was not read",
                ),
                Words::fixed(
                    "把文件本身复制到这里，代替链接：站点的内容只从它自己的文件夹里读",
                    "put a copy of the file itself here: what a site holds is read from its own folder only",
                ),
            ),
            Unfit::Link => (
                PASSED_OVER,
                Words::fixed("这是链接，没有读", "this is a link and was not read"),
                Words::fixed(
                    "要有两份的，复制文件本身；不要的，删去链接",
                    "where there are to be two, copy the file itself; else delete the link",
                ),
            ),
            Unfit::NotUtf8 => (
                NOT_OF_THE_SITE,
                Words::fixed("读不了：不是 UTF-8 编码", "it cannot be read: it is not encoded in UTF-8"),
                Words::fixed(
                    "用编辑器“另存为”，编码选 UTF-8",
                    "in your editor choose “Save as” with the encoding UTF-8",
                ),
            ),
        }
    }

    /// As a finding about the file.
    pub(super) fn finding(&self, file: FileId) -> Finding {
        let (rule, message, help) = self.told();
        let severity = if rule == PASSED_OVER { Severity::Warning } else { Severity::Error };
        Finding::new(rule, severity, At::File(file), message).help(help)
    }

    /// As a refusal that names the file.
    pub(super) fn refusal(self, shown: impl Display) -> Refusal {
        let (_, message, help) = self.told();
        match self {
            Unfit::Unreadable(error) => {
                Refusal::because(say!("读不了 {shown}", "cannot read {shown}"), error)
            }
            _ => Refusal::new(say!(
                ("{shown}：{}；{}", message.zh, help.zh),
                ("{shown}: {}; {}", message.en, help.en)
            )),
        }
    }
}

/// The bytes of the file at `path`, if it has no more than `most`.
pub(super) fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, Unfit> {
    // Before it is opened: a pipe would be waited for.
    let meta = fs::metadata(path).map_err(Unfit::Unreadable)?;
    if !meta.is_file() {
        return Err(Unfit::NoFile);
    }
    if meta.len() > most {
        return Err(Unfit::TooLarge(most));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or_default() + 1);
    // What grows while it is read, or says of itself that it is empty, ends here as well.
    let file = File::open(path).map_err(Unfit::Unreadable)?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(Unfit::Unreadable)?;
    if bytes.len() as u64 > most { Err(Unfit::TooLarge(most)) } else { Ok(bytes) }
}

/// The text of the file at `path`, if it is one and has no more bytes than `most`.
pub(super) fn text(path: &Path, most: u64) -> Result<String, Unfit> {
    String::from_utf8(bytes(path, most)?).map_err(|_| Unfit::NotUtf8)
}

/// Whether what stands at `path` below `root` is read from elsewhere, by a link anywhere on the way down from `root`.
pub(super) fn leads_out(root: &Path, path: &str) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    match (real(root), real(&root.join(path))) {
        (Some(root), Some(file)) => !file.starts_with(root),
        // A link to nothing may lead anywhere.
        _ => root.join(path).is_symlink(),
    }
}

/// Refuses an output folder among what is read: the next build would take its files for the site's own.
///
/// # Errors
/// Where `out` is one of the folders that are read of the site in `root`, or lies in one.
pub fn require_apart(root: &Path, out: &Path) -> Result<(), Refusal> {
    let there = out.ancestors().find_map(|folder| folder.canonicalize().ok());
    let read =
        ["content", "templates", "theme"].iter().filter_map(|part| root.join(part).canonicalize().ok());
    let within = |folder: PathBuf| there.as_ref().is_some_and(|there| there.starts_with(folder));
    if !read.into_iter().any(within) {
        return Ok(());
    }
    let shown = out.display();
    Err(Refusal::new(say!(
        "输出文件夹 {shown} 在站点的内容里，写出的文件会被当作内容读：用 --out 换一个地方",
        "the output folder {shown} lies within the content of the site, and what is written would be read as content: choose \
         another with --out"
    )))
}
