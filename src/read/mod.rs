//! The only reader of files: a site folder in, bytes with spans and raw records out. Nothing is believed here;
//! what a record means is for `model` to say.
//!
//! Never: resolves an id, parses a quantity, writes anything.

mod assets;
mod body;
mod brackets;
mod carried;
mod fences;
mod handbook;
mod images;
mod items;
mod ledger;
mod published;
mod raw;
mod rewrite;
mod scalar;
mod shape;
mod signs;
mod sources;
mod split;
mod starter;
mod store;
mod sums;
mod syntax;
mod traps;
mod tree;
mod usual;
mod walk;
mod workbook;
mod yaml;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
    sync::OnceLock,
};

use anyhow::Result;
use rayon::prelude::*;
use serde::de::DeserializeOwned;

pub use assets::{
    Strings, Theme, built_in, built_in_names, desk_files, desk_strings, is_built_in, load_beginning,
};
pub use body::{BLOCKS, MARKDOWN, RawBinding, RawBlock, RawBlockKind, RawBody, RawLink, read_line};
pub use carried::{Carried, load_carried};
pub use handbook::HANDBOOK;
pub use images::{IMAGES, Image, ImageCopy, ImageFault, ImageFormat};
pub use items::item_lines;
pub use ledger::read_ledger;
pub use published::{Published, load_published};
pub use raw::*;
pub use rewrite::{NewEntry, NewValue, Rewriting};
pub use scalar::{Around, scalar};
pub use shape::{Fields, Held, Holds, Record};
pub use sources::{SourceText, SourceTexts, load_source, load_sources};
pub use starter::STARTER;
pub use sums::{Digest, Digesting, Fault, SEAL, SUMS, Sums, UNSEALED, digest, digest_of};
pub use tree::locate;
pub use workbook::{BookCell, BookSheet, Made, guarded, load_workbook};

use self::store::Store;
use crate::diag::{
    At, FileId, Finding, OrRefuse, Refusal, RuleId, Severity, SourceFile, SourceMap, Words, nearest, say,
};

/// A file is not UTF-8.
pub const NOT_UTF8: RuleId = RuleId("not-utf8");
/// A file starts with a byte order mark.
pub const BYTE_ORDER_MARK: RuleId = RuleId("byte-order-mark");
/// The `---` lines around the front matter are not there.
pub const FRONT_MATTER: RuleId = RuleId("front-matter");
/// The YAML cannot be read.
pub const YAML_SYNTAX: RuleId = RuleId("yaml-syntax");
/// A key stands twice.
pub const DUPLICATE_KEY: RuleId = RuleId("duplicate-key");
/// A field that does not exist.
pub const UNKNOWN_FIELD: RuleId = RuleId("unknown-field");
/// A list where a text should be, and the like.
pub const WRONG_TYPE: RuleId = RuleId("wrong-type");
/// A quote, comma, colon or space of the wrong kind, where it is plain what was meant.
pub const MISPLACED_SIGN: RuleId = RuleId("misplaced-sign");
/// The end of a value that YAML takes for a comment.
pub const CUT_BY_COMMENT: RuleId = RuleId("cut-by-comment");
/// A file that is not read.
pub const PASSED_OVER: RuleId = RuleId("passed-over");
/// Marks that git leaves where two versions could not be merged.
pub const MERGE_CONFLICT: RuleId = RuleId("merge-conflict");
/// Line ends of old Macintosh computers.
pub const LINE_ENDS: RuleId = RuleId("line-ends");
/// A `{{ … }}` that cannot be read.
pub const MALFORMED_BINDING: RuleId = RuleId("malformed-binding");
/// A fenced chart, table or picture that cannot be read.
pub const MALFORMED_BLOCK: RuleId = RuleId("malformed-block");
/// A file name that cannot be an address.
pub const FILE_NAME: RuleId = RuleId("file-name");

/// Where the record of what was changed stands in a site.
pub const LEDGER: &str = "content/changes.yaml";

/// A YAML or Markdown record with the file it stands in.
#[derive(Debug)]
pub struct Doc<T> {
    /// The file.
    pub file: FileId,
    /// File name without its ending: the address of the page.
    pub slug: String,
    /// The YAML record.
    pub data: T,
    /// What of the record could not be read.
    pub gaps: Gaps,
    /// The Markdown body; empty for a YAML file.
    pub body: RawBody,
}

/// What could not be read of a record. Findings speak of it; what is missing for this reason is no second fault.
#[derive(Debug, Default)]
pub struct Gaps {
    /// Nothing could be read.
    pub whole: bool,
    /// Paths of the entries that were cut out.
    cut: Vec<String>,
}

impl Gaps {
    /// Those that findings of a file speak of. A misplaced sign leaves none: it is known what was meant; nor do faults of
    /// syntax where the rest was `read_on` as if they were mended.
    fn of(findings: &[Finding], read_on: bool) -> Gaps {
        let mut gaps = Gaps::default();
        let known = |f: &&Finding| f.rule == MISPLACED_SIGN || (read_on && f.rule == YAML_SYNTAX);
        for finding in findings.iter().filter(|f| f.severity == Severity::Error && !known(f)) {
            match finding.at() {
                At::Yaml(_, path, _) => gaps.cut.push(path.clone()),
                At::File(_) | At::Span(_) => gaps.whole = true,
            }
        }
        gaps
    }

    /// Whether anything could not be read.
    pub fn any(&self) -> bool {
        self.whole || !self.cut.is_empty()
    }

    /// Whether the field `name` of the record at the path `parent` may have been there: it, or one with nearly its
    /// name, or the whole record was cut out.
    pub fn explain(&self, parent: &str, name: &str) -> bool {
        self.whole
            || self.cut.iter().any(|path| {
                let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
                let key = key.split('：').next().unwrap_or(key);
                path == parent || (above == parent && nearest(key, [name]).is_some())
            })
    }
}

/// A file whose text is there and whose record is not read yet. Of articles there are many, with many figures each, which
/// take far more room than their texts: each is read when it is resolved.
#[derive(Debug)]
pub struct Unread {
    /// The file.
    pub file: FileId,
    /// File name without its ending: the address of the page.
    pub slug: String,
    /// Where the body stands.
    body: Range<usize>,
    /// Whether the parts of the file could not be told apart.
    lost: bool,
    /// What is wrong with the file as a whole.
    findings: Vec<Finding>,
}

/// A record and what was wrong with its file.
#[derive(Debug)]
pub struct Read<T> {
    /// The record.
    pub doc: Doc<T>,
    /// What an editor has to mend.
    pub findings: Vec<Finding>,
}

/// Everything that was read from a site folder.
#[derive(Debug)]
pub struct Inputs {
    /// All texts, for findings to point into.
    pub sources: SourceMap,
    /// The raw records.
    pub raw: Raw,
    /// What was wrong with the files themselves, articles apart.
    pub findings: Vec<Finding>,
    /// Templates, style sheets and UI strings: built in, overlaid by the site's own.
    pub theme: Theme,
}

/// The raw records of a site.
#[derive(Debug)]
pub struct Raw {
    /// `site.yaml`.
    pub site: Doc<RawSite>,
    /// `content/places.yaml`.
    pub places: Doc<RawPlaces>,
    /// `content/metrics.yaml`.
    pub metrics: Doc<RawMetrics>,
    /// `content/glossary.yaml`.
    pub glossary: Option<Doc<RawGlossary>>,
    /// `content/rulings.yaml`.
    pub rulings: Option<Doc<RawRulings>>,
    /// `content/changes.yaml`
    pub changes: Option<Doc<RawChanges>>,
    /// `content/audit.yaml`, written by `xianzhi audit`.
    pub audit: Option<Doc<RawAudit>>,
    /// `content/articles/*.md`, by path.
    pub articles: Vec<Unread>,
    /// `content/articles/*.en.md`, by path.
    pub articles_en: Vec<Doc<RawEnglish>>,
    /// `content/tables/*.md`, by path.
    pub tables: Vec<Doc<RawTable>>,
    /// `content/tables/*.en.md`, by path.
    pub tables_en: Vec<Doc<RawEnglish>>,
    /// `content/pages/*.md`, by path.
    pub pages: Vec<Doc<RawPage>>,
    /// `content/domains/*.md`, by path.
    pub domains: Vec<Doc<RawPage>>,
    /// The files of `content/images/`, by path.
    pub images: Vec<Image>,
}

/// Sees that a folder is that of a site.
///
/// # Errors
/// Where it is not.
pub fn require_site(root: &Path) -> Result<()> {
    let folder = root.display();
    if !root.is_dir() {
        return Err(
            Refusal::new(say!("找不到站点文件夹 {folder}", "there is no site folder {folder}")).into()
        );
    }
    if !root.join("site.yaml").is_file() {
        return Err(Refusal::new(say!(
            "{folder} 里没有 site.yaml，不是一个 xianzhi 站点；请在站点文件夹里运行，或用 --site 指定",
            "{folder} has no site.yaml and is no xianzhi site; run the program in the site folder, or name it with --site"
        ))
        .into());
    }
    Ok(())
}

/// What is wrong with the name of a new page in a folder of the content, if anything, and what to do about it.
pub fn fault_of_name(slug: &str, folder: &str) -> Option<(Words, Words)> {
    let taken = if folder == "content/pages" { PAGES_OF_OURS } else { &[] };
    let mut finding = check_name(slug, taken, FileId(0))?;
    Some((finding.message, finding.help.pop().unwrap_or_default()))
}

/// Reads the site in `root`.
///
/// # Errors
/// Where the folder is no site (no `site.yaml`), or a file cannot be read from the disk.
pub fn load(root: &Path) -> Result<Inputs> {
    load_with(root, Wanted::All)
}

/// Which articles are read.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// All of them.
    All,
    /// All, and one that is not in the folder yet, in the place of what is at its path.
    Also(Unwritten<'a>),
    /// All but those at these paths: it is as if their files were not there.
    Without(&'a [String]),
    /// Those at these paths; of the others it is known that they are there, and nothing else.
    Only(&'a BTreeSet<String>),
}

/// An article that is not in the folder yet.
#[derive(Clone, Copy, Debug)]
pub struct Unwritten<'a> {
    /// Its path in the site.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Reads the site in `root` with the articles that are wanted.
///
/// # Errors
/// As [`load`].
pub fn load_with(root: &Path, wanted: Wanted<'_>) -> Result<Inputs> {
    require_site(root)?;
    let reader = Reader { store: Store::Folder(root), sources: SourceMap::default(), findings: Vec::new() };
    reader.site(wanted, assets::load_theme(root)?)
}

/// Reads a site out of a zip in which it stands at the top, as it was at another time. What it looks like is not read.
///
/// # Errors
/// Where the zip holds no site, or cannot be read.
pub fn load_kept(zip: &[u8], wanted: Wanted<'_>) -> Result<Inputs> {
    let reader = Reader { store: Store::of_zip(zip)?, sources: SourceMap::default(), findings: Vec::new() };
    reader.site(wanted, Theme::default())
}

struct Reader<'a> {
    store: Store<'a>,
    sources: SourceMap,
    findings: Vec<Finding>,
}

/// A file read and taken apart, before it has joined the source map.
struct Parsed<T> {
    source: SourceFile,
    doc: Doc<T>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn site(mut self, wanted: Wanted<'_>, theme: Theme) -> Result<Inputs> {
        let (mut articles_en, mut articles) = self.by_language("content/articles")?;
        if let Wanted::Without(left_out) = wanted {
            articles.retain(|path| !left_out.contains(path));
            articles_en.retain(|path| !left_out.contains(&split::chinese_of(path)));
        }
        let articles = self.unread(articles, wanted)?;
        let articles_en = self.only(articles_en, wanted);
        let articles_en = self.files(articles_en)?;
        let (tables_en, tables) = self.by_language("content/tables")?;
        let (tables, tables_en) = (self.files(tables)?, self.files(tables_en)?);
        let raw = Raw {
            site: self.required("site.yaml")?,
            places: self.required("content/places.yaml")?,
            metrics: self.required("content/metrics.yaml")?,
            glossary: self.optional("content/glossary.yaml")?,
            rulings: self.optional("content/rulings.yaml")?,
            changes: self.optional(LEDGER)?,
            audit: self.optional("content/audit.yaml")?,
            articles,
            articles_en,
            tables,
            tables_en,
            pages: self.folder("content/pages")?,
            domains: self.folder("content/domains")?,
            images: self.images()?,
        };
        Ok(Inputs { sources: self.sources, raw, findings: self.findings, theme })
    }

    fn required<T: DeserializeOwned + Default>(&mut self, path: &str) -> Result<Doc<T>> {
        let doc = self.optional(path)?;
        Ok(doc.or_refuse(|| say!("缺少文件 {path}", "the file {path} is missing"))?)
    }

    fn optional<T: DeserializeOwned + Default>(&mut self, path: &str) -> Result<Option<Doc<T>>> {
        if !self.store.has(path) {
            return Ok(None);
        }
        let parsed = parse(&self.store, path, self.next_id(0))?;
        Ok(Some(self.join(parsed)))
    }

    fn folder<T: DeserializeOwned + Default + Send>(&mut self, folder: &str) -> Result<Vec<Doc<T>>> {
        let paths = self.pages(folder)?;
        self.files(paths)
    }

    /// The texts in English of a folder, and those that they stand beside.
    fn by_language(&mut self, folder: &str) -> Result<(Vec<String>, Vec<String>)> {
        Ok(self.pages(folder)?.into_iter().partition(|path| split::is_english(path)))
    }

    fn pages(&mut self, folder: &str) -> Result<Vec<String>> {
        let (paths, others) = walk::pages(self.store.below(folder)?);
        self.passed_over(others);
        Ok(paths)
    }

    fn files<T: DeserializeOwned + Default + Send>(&mut self, paths: Vec<String>) -> Result<Vec<Doc<T>>> {
        let parsed: Vec<Parsed<T>> = paths
            .par_iter()
            .enumerate()
            .map(|(i, path)| parse(&self.store, path, self.next_id(i)))
            .collect::<Result<_>>()?;
        let docs: Vec<Doc<T>> = parsed.into_iter().map(|p| self.join(p)).collect();
        self.apart(docs.iter().map(|doc| (doc.file, doc.slug.as_str())));
        Ok(docs)
    }

    /// Those of `paths` that are wanted; the others get a number and a name.
    fn only(&mut self, paths: Vec<String>, wanted: Wanted<'_>) -> Vec<String> {
        let Wanted::Only(only) = wanted else { return paths };
        let (wanted, others): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| only.contains(path));
        for path in others {
            self.sources.add(SourceFile { path, ..SourceFile::default() });
        }
        wanted
    }

    fn unread(&mut self, paths: Vec<String>, wanted: Wanted<'_>) -> Result<Vec<Unread>> {
        let unwritten = if let Wanted::Also(unwritten) = wanted { Some(unwritten) } else { None };
        let mut paths = self.only(paths, wanted);
        paths.retain(|path| unwritten.is_none_or(|u| u.path != path));
        let split: Vec<(SourceFile, Unread)> = paths
            .par_iter()
            .enumerate()
            .map(|(i, path)| Ok(split_up(path, self.store.bytes(path)?, self.next_id(i))))
            .collect::<Result<_>>()?;
        let mut all = Vec::with_capacity(split.len() + 1);
        for (source, unread) in split {
            self.sources.add(source);
            all.push(unread);
        }
        if let Some(Unwritten { path, text }) = unwritten {
            let (source, unread) = split_up(path, text.as_bytes().to_vec(), self.next_id(0));
            self.sources.add(source);
            all.push(unread);
        }
        self.apart(all.iter().map(|unread| (unread.file, unread.slug.as_str())));
        Ok(all)
    }

    /// The files of the folder of pictures, of which nothing is read yet.
    fn images(&mut self) -> Result<Vec<Image>> {
        let numbered = |listed: images::Listed| {
            let path = format!("{IMAGES}/{}", listed.name).trim_end_matches('/').to_owned();
            listed.numbered(self.sources.add(SourceFile { path, ..SourceFile::default() }))
        };
        match self.store {
            Store::Folder(root) => Ok(images::list(root)?.into_iter().map(numbered).collect()),
            Store::Kept(_) => Ok(Vec::new()), // what is held against another state has no pictures
        }
    }

    /// Files of a folder whose pages would have one address.
    fn apart<'s>(&mut self, files: impl Iterator<Item = (FileId, &'s str)>) {
        let mut addresses: BTreeMap<&str, FileId> = BTreeMap::new();
        for (file, slug) in files {
            let first = *addresses.entry(slug).or_insert(file);
            if first != file {
                self.findings.push(same_address(slug, first, file, &self.sources));
            }
        }
    }

    /// Notes the files of a folder that look like pages and are not read.
    fn passed_over(&mut self, paths: Vec<String>) {
        for path in paths {
            let name = walk::name(&path).to_owned();
            let stem = name.split('.').next().unwrap_or_default().to_lowercase();
            let source = SourceFile { path, ..SourceFile::default() };
            let at = At::File(self.sources.add(source));
            self.findings.push(
                Finding::warning(
                    PASSED_OVER,
                    at,
                    say!("{name} 不是 .md，没有读", "{name} is no .md file and was not read"),
                )
                .help(say!(
                    "改名为 {stem}.md；不是内容的，移到别处",
                    "rename it to {stem}.md, or move it elsewhere if it is no content"
                )),
            );
        }
    }

    fn next_id(&self, ahead: usize) -> FileId {
        FileId(u32::try_from(self.sources.len() + ahead).unwrap_or(u32::MAX))
    }

    fn join<T>(&mut self, parsed: Parsed<T>) -> Doc<T> {
        self.sources.add(parsed.source);
        self.findings.extend(parsed.findings);
        parsed.doc
    }
}

fn parse<T: DeserializeOwned + Default>(store: &Store<'_>, path: &str, file: FileId) -> Result<Parsed<T>> {
    let (source, unread) = split_up(path, store.bytes(path)?, file);
    let Read { doc, findings } = unread.read(&source);
    Ok(Parsed { source, doc, findings })
}

/// The text of a file of the site as far as it is one; empty where it is not there.
pub fn load_text(root: &Path, path: &str) -> String {
    let bytes = std::fs::read(root.join(path)).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text of a file and where its parts stand.
fn split_up(path: &str, bytes: Vec<u8>, file: FileId) -> (SourceFile, Unread) {
    let mut findings = Vec::new();
    let text = split::decode(bytes, file, &mut findings);
    let markdown = path.ends_with(".md");
    let as_on_disk = !findings.iter().any(|f| matches!(f.rule, NOT_UTF8 | LINE_ENDS));
    let conflict = split::merge_conflict(&text, path, file);
    let unreadable = conflict.is_some() || findings.iter().any(|f| f.rule == NOT_UTF8);
    findings.extend(conflict);
    let parts = if unreadable {
        split::Parts::nothing(text.len(), 0)
    } else if markdown && split::has_fields(path, &text) {
        split::front_matter(&text, file, &mut findings)
    } else if markdown {
        split::body_alone(&text)
    } else {
        split::whole(&text)
    };
    let name = walk::name(path);
    let slug = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    if markdown {
        let taken = if path.starts_with("content/pages/") { PAGES_OF_OURS } else { &[] };
        // A domain's text is named by its id, which may have an underscore; whether there is one is looked up later.
        if !path.starts_with("content/domains/") {
            findings.extend(check_name(&slug, taken, file));
        }
    }
    let mendable = 0..if as_on_disk && path != split::AUDIT { parts.head } else { 0 };
    let source =
        SourceFile { path: path.to_owned(), text, yaml: parts.yaml, read_as: OnceLock::new(), mendable };
    (source, Unread { file, slug, body: parts.body, lost: parts.lost, findings })
}

/// Reads an article from a text that need not stand on a disk; `file` is the number that its findings give.
pub fn read_article(path: &str, text: &str, file: FileId) -> (SourceFile, Read<RawArticle>) {
    let (source, unread) = split_up(path, text.as_bytes().to_vec(), file);
    let read = unread.read(&source);
    (source, read)
}

/// What keeps `slug` from being the name of an article's file, if anything does.
pub fn unfit_name(slug: &str, file: FileId) -> Option<Words> {
    check_name(slug, &[], file).map(|finding| finding.message)
}

impl Unread {
    /// Reads the record and the body from the text of the file.
    pub fn read<T: DeserializeOwned + Default>(self, source: &SourceFile) -> Read<T> {
        let Unread { file, slug, body, lost, mut findings } = self;
        let of_yaml = findings.len();
        let yaml::Decoded { data, read_as } =
            yaml::decode(&source.text[source.yaml.clone()], source.yaml.start, file, &mut findings);
        let mut gaps = Gaps::of(&findings[of_yaml..], !read_as.is_empty());
        gaps.whole |= lost;
        if !read_as.is_empty() {
            source.read_as.get_or_init(|| read_as);
        }
        if source.path == split::AUDIT {
            // The program writes it anew; nobody mends it word by word.
            findings.truncate(of_yaml + 1);
            for finding in &mut findings[of_yaml..] {
                finding.help = vec![split::REDO_AUDIT];
                finding.fix.clear();
            }
        }
        let body = body::parse(&source.text, body, file, &mut findings);
        Read { doc: Doc { file, slug, data, gaps, body }, findings }
    }
}

/// Subfolders are no part of an address.
fn same_address(slug: &str, first: FileId, second: FileId, sources: &SourceMap) -> Finding {
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
fn check_name(slug: &str, taken: &[&str], file: FileId) -> Option<Finding> {
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
        .help(Words::fixed(
            "文件名只用小写字母、数字和连字符，例如 430503-daxiang-2020.md",
            "use only lower-case letters, digits and hyphens, as in 430503-daxiang-2020.md",
        )),
    )
}

/// Every rule of this stage, with what it means.
pub const NAMES: &[(RuleId, Words)] = &[
    (NOT_UTF8, Words::fixed("文件的编码不是 UTF-8。", "The file is not encoded in UTF-8.")),
    (
        BYTE_ORDER_MARK,
        Words::fixed("文件开头有字节顺序标记（BOM）。", "The file begins with a byte order mark (BOM)."),
    ),
    (
        FRONT_MATTER,
        Words::fixed(
            "文件开头没有两条 --- 之间的数据。",
            "The file does not begin with data between two lines ---.",
        ),
    ),
    (
        YAML_SYNTAX,
        Words::fixed("YAML 的写法有误，读不出来。", "The YAML is written wrongly and cannot be read."),
    ),
    (DUPLICATE_KEY, Words::fixed("同一个字段写了两次。", "A field stands twice.")),
    (UNKNOWN_FIELD, Words::fixed("没有这个字段。", "There is no such field.")),
    (
        WRONG_TYPE,
        Words::fixed(
            "该写文字的写成了列表，或者反过来。",
            "There is a list where a text belongs, or the other way round.",
        ),
    ),
    (
        MISPLACED_SIGN,
        Words::fixed(
            "标点写错了地方，或者用了全角的。",
            "A sign stands in the wrong place, or is full-width.",
        ),
    ),
    (
        CUT_BY_COMMENT,
        Words::fixed(
            "没有加引号的值里有“ #”，后面的当作批注略去了。",
            "A value without quotes has “ #” in it; what follows is left out as a comment.",
        ),
    ),
    (PASSED_OVER, Words::fixed("这个文件不会被读到。", "The file is not read.")),
    (
        MERGE_CONFLICT,
        Words::fixed("文件里还留着合并冲突的标记。", "Marks of a merge conflict are left in the file."),
    ),
    (LINE_ENDS, Words::fixed("换行符的写法不对。", "The lines do not end as they should.")),
    (
        MALFORMED_BINDING,
        Words::fixed("{{ … }} 的写法有误，读不出来。", "A {{ … }} is written wrongly and cannot be read."),
    ),
    (
        MALFORMED_BLOCK,
        Words::fixed(
            "图、表或图片写得不对，读不出来，或者画出来会是空的、不真实的。",
            "A chart, table or picture is written wrongly and cannot be read, or would be drawn empty or untrue.",
        ),
    ),
    (FILE_NAME, Words::fixed("文件名不能用作网址。", "The file name cannot be an address.")),
];
