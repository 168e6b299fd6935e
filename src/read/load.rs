//! A site folder into [`Inputs`]: which files are read, in which order, and each of them into its record.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::OnceLock,
};

use anyhow::Result;
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::{
    Doc, IMAGES, Image, Inputs, LEDGER, LINE_ENDS, NOT_UTF8, PAGES_OF_OURS, PASSED_OVER, Raw, RawArticle,
    Read, Theme, Unread, assets,
    disk::{self, Unfit},
    images,
    names::{check_name, fault_of_folder, same_address},
    split,
    store::Store,
    unfit, walk,
};
use crate::diag::{At, FileId, Finding, OrRefuse, Refusal, SourceFile, SourceMap, say};

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
        let leads_out = self.store.leads_out(path);
        let bytes = if leads_out { Err(Unfit::LeadsOut) } else { self.store.bytes(path) };
        let parsed = parse(taken_apart(path, bytes, self.next_id(0))?);
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
        if self.store.leads_out(folder) {
            self.about(folder.to_owned(), |file| Some(Unfit::LeadsOut.finding(file)));
            return Ok(Vec::new());
        }
        let walk::Below { files, others } = self.store.below(folder)?;
        for path in others {
            let unfit = self.store.what_keeps(&path);
            self.about(path, |file| Some(unfit.finding(file)));
        }
        let (paths, others) = walk::pages(files);
        self.passed_over(others);
        let folders = paths.iter().filter_map(|path| path.rsplit_once('/')).map(|(folders, _)| folders);
        for below in folders.filter(|below| *below != folder).collect::<BTreeSet<_>>() {
            self.about(below.to_owned(), |file| fault_of_folder(&below[folder.len() + 1..], file));
        }
        Ok(paths)
    }

    /// Notes what is to be said of something that is not read itself, if anything.
    fn about(&mut self, path: String, told: impl FnOnce(FileId) -> Option<Finding>) {
        if let Some(finding) = told(self.next_id(0)) {
            self.sources.add(SourceFile { path, ..SourceFile::default() });
            self.findings.push(finding);
        }
    }

    fn files<T: DeserializeOwned + Default + Send>(&mut self, paths: Vec<String>) -> Result<Vec<Doc<T>>> {
        let parsed: Vec<Parsed<T>> = paths
            .par_iter()
            .enumerate()
            .map(|(i, path)| Ok(parse(taken_apart(path, self.store.bytes(path), self.next_id(i))?)))
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
            .map(|(i, path)| taken_apart(path, self.store.bytes(path), self.next_id(i)))
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

fn parse<T: DeserializeOwned + Default>((source, unread): (SourceFile, Unread)) -> Parsed<T> {
    let Read { doc, findings } = unread.read(&source);
    Parsed { source, doc, findings }
}

/// The text of a file of the site as far as it is one; empty where it is not there or not read.
pub fn load_text(root: &Path, path: &str) -> String {
    let bytes = disk::bytes(&root.join(path), disk::most(path)).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A file with its text and where its parts stand, or with why it is not read.
///
/// # Errors
/// Where the disk does not give it out.
fn taken_apart(path: &str, bytes: Result<Vec<u8>, Unfit>, file: FileId) -> Result<(SourceFile, Unread)> {
    match bytes {
        Ok(bytes) => Ok(split_up(path, bytes, file)),
        Err(unfit @ Unfit::Unreadable(_)) => Err(unfit.refusal(path).into()),
        Err(unfit) => {
            let source = SourceFile { path: path.to_owned(), ..SourceFile::default() };
            let findings = vec![unfit.finding(file)];
            Ok((source, Unread { file, slug: slug(path), body: 0..0, lost: true, findings }))
        }
    }
}

/// File name without its ending.
fn slug(path: &str) -> String {
    let name = walk::name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// The text of a file and where its parts stand.
pub(super) fn split_up(path: &str, bytes: Vec<u8>, file: FileId) -> (SourceFile, Unread) {
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
    let slug = slug(path);
    if markdown {
        let taken = if path.starts_with("content/pages/") { PAGES_OF_OURS } else { &[] };
        // A domain's text is named by its id, which may have an underscore; whether there is one is looked up later.
        if !path.starts_with("content/domains/") {
            findings.extend(check_name(&slug, taken, file));
        }
    }
    let unreadable_yaml = !unreadable && unfit::find(&text, &parts.yaml, file, &mut findings);
    let parts = if unreadable_yaml { split::Parts::nothing(text.len(), parts.head) } else { parts };
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
