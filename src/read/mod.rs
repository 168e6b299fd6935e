//! The only reader of files: a site folder in, bytes with spans and raw records out. Nothing is believed here;
//! what a record means is for `model` to say.
//!
//! Never: resolves an id, parses a quantity, writes anything.

mod assets;
mod body;
mod brackets;
mod carried;
mod disk;
mod fences;
mod handbook;
mod images;
mod items;
mod ledger;
mod load;
mod names;
mod published;
mod raw;
mod rewrite;
mod rules;
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
mod unfit;
mod usual;
mod walk;
mod workbook;
mod yaml;

use std::ops::Range;

use serde::de::DeserializeOwned;

pub use assets::{
    Strings, Theme, built_in, built_in_names, desk_files, desk_strings, is_built_in, load_beginning,
};
pub use body::{BLOCKS, MARKDOWN, RawBinding, RawBlock, RawBlockKind, RawBody, RawLink, read_line, twice};
pub use carried::{Carried, load_carried};
pub use disk::require_apart;
pub use handbook::HANDBOOK;
pub use images::{IMAGES, Image, ImageCopy, ImageFault, ImageFormat};
pub use items::item_lines;
pub use ledger::read_ledger;
pub use load::{Unwritten, Wanted, load, load_kept, load_text, load_with, read_article, require_site};
pub use names::{
    PAGES_OF_OURS, fault_of_name, fault_of_name_alone, fault_of_plain_name, is_plain, unfit_name,
};
pub use published::{Published, load_published};
pub use raw::*;
pub use rewrite::{NewEntry, NewValue, Rewriting};
pub use rules::*;
pub use scalar::{Around, quoted, scalar};
pub use shape::{Fields, Held, Holds, Record};
pub use sources::{SourceText, SourceTexts, load_source, load_sources};
pub use split::{chinese_of, english_of};
pub use starter::STARTER;
pub use sums::{Digest, Digesting, Fault, SEAL, SUMS, Sums, UNSEALED, digest, digest_of, list_text};
pub use tree::locate;
pub use workbook::{BookCell, BookSheet, Made, guarded, load_workbook};

use crate::diag::{At, FileId, Finding, Severity, SourceFile, SourceMap, nearest};

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

impl Unread {
    /// Reads the record and the body from the text of the file.
    pub fn read<T: DeserializeOwned + Default>(self, source: &SourceFile) -> Read<T> {
        let Unread { file, slug, body, lost, mut findings } = self;
        let of_yaml = findings.len();
        let yaml::Decoded { data, read_as } =
            yaml::decode(&source.text[source.yaml.clone()], source.yaml.start, file, &mut findings);
        let mut gaps = Gaps::of(&findings[of_yaml..], !read_as.is_empty());
        gaps.whole |= lost || data.is_none();
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
        Read { doc: Doc { file, slug, data: data.unwrap_or_default(), gaps, body }, findings }
    }
}
