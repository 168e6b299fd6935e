//! Which texts a site with pages in English has in Chinese only, file by file. Names of places and metrics of the
//! catalogue always have English; what a source prints is never in another language than its own.

use std::{collections::BTreeMap, ops::Range};

use rayon::prelude::*;

use super::texts::{Line, OwnText, other_texts, texts_of};
use crate::{
    diag::{FileId, Lang, SourceMap, is_han},
    model::{Article, BlockShape, Body, Catalog, Retracted},
    read::item_lines,
};

/// The texts of one file that have no English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untranslated {
    /// The file.
    pub file: FileId,
    /// Its path in the site's folder.
    pub path: String,
    /// How many they are.
    pub count: usize,
    /// Where each of them, or the entry that it belongs to, begins: lines from 1, in order, each once.
    pub lines: Vec<u32>,
}

/// The texts without English, by file; none on a site without pages in English.
pub(super) fn untranslated(catalog: &Catalog, sources: &SourceMap) -> Vec<Untranslated> {
    if !catalog.site.languages.contains(&Lang::En) {
        return Vec::new();
    }
    let of_articles = catalog.articles.par_iter().flat_map_iter(|a| of_article(catalog, a, sources));
    let mut found: Vec<(FileId, Vec<u32>)> = of_articles.collect();
    found.extend(lines(other_texts(catalog, sources), sources));
    found.extend(of_places(catalog, sources));
    found.extend(catalog.retracted.iter().map(|gone| of_retracted(gone, sources)));
    let of_file = |(file, mut lines): (FileId, Vec<u32>)| {
        let count = lines.len();
        lines.sort_unstable();
        lines.dedup();
        Untranslated { file, path: sources.file(file).path.clone(), count, lines }
    };
    let mut all: Vec<Untranslated> =
        found.into_iter().filter(|(_, lines)| !lines.is_empty()).map(of_file).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

fn of_article(
    catalog: &Catalog,
    article: &Article,
    sources: &SourceMap,
) -> impl Iterator<Item = (FileId, Vec<u32>)> {
    let mut found = lines(texts_of(catalog, article), sources);
    // No rule on words looks at this remark, which quotes the source as it is printed.
    if article.origin.note.is_some() && article.origin.note_en.is_none() {
        let line = Entries::of(article.file, sources).top("origin");
        found.entry(article.file).or_default().push(line);
    }
    found.into_iter()
}

/// The lines of what is left of a retracted article and has no English.
fn of_retracted(gone: &Retracted, sources: &SourceMap) -> (FileId, Vec<u32>) {
    let article = &gone.article;
    let entries = Entries::of(article.file, sources);
    let left = [
        ("title", Some(&article.title), &article.title_en),
        ("origin", article.origin.note.as_ref(), &article.origin.note_en),
        ("retracted", Some(&gone.reason), &gone.reason_en),
    ];
    let open = left.iter().filter(|(_, zh, en)| en.is_none() && zh.is_some_and(|zh| zh.contains(is_han)));
    (article.file, open.map(|(field, ..)| entries.top(field)).collect())
}

/// The lines of the texts in Chinese without English, by file.
fn lines(texts: Vec<OwnText<'_>>, sources: &SourceMap) -> BTreeMap<FileId, Vec<u32>> {
    let mut found: BTreeMap<FileId, Vec<u32>> = BTreeMap::new();
    let mut entries: Option<Entries<'_>> = None;
    for text in texts.iter().filter(|text| text.text().contains(is_han)) {
        let file = text.file();
        let lines = found.entry(file).or_default();
        match text {
            OwnText::Line(Line { in_english: true, .. }) => {}
            OwnText::Line(line) => {
                let entries = match &mut entries {
                    Some(entries) if entries.file == file => entries,
                    entries => entries.insert(Entries::of(file, sources)),
                };
                lines.push(entries.line(line.list, line.field));
            }
            OwnText::Body(_, body, in_english) => {
                let at = |offset| number(sources.position(file, body.offset + offset).line);
                let blank = body.text.len() - body.text.trim_start().len();
                lines.extend((!in_english).then(|| at(blank)));
                lines.extend(of_blocks(body).map(at));
            }
        }
    }
    found
}

/// The lines of the places whose prefecture or province has no English.
fn of_places(catalog: &Catalog, sources: &SourceMap) -> Option<(FileId, Vec<u32>)> {
    let file = sources.find("content/places.yaml")?;
    let mut entries = Entries::of(file, sources);
    let mut lines = Vec::new();
    for place in &catalog.places {
        let missing = [&place.prefecture_en, &place.province_en].into_iter().filter(|en| en.is_none());
        lines.extend(missing.map(|_| entries.line(Some(("places", place.position)), "")));
    }
    Some((file, lines))
}

/// Where the blocks of a text stand that lack English for their title or note, or for what is said of the rights to a
/// picture, in bytes of it.
fn of_blocks(body: &Body) -> impl Iterator<Item = usize> {
    body.blocks.iter().flat_map(|block| {
        let title = usize::from(block.title_en.is_none());
        let note = usize::from(block.note.is_some() && block.note_en.is_none());
        let of_image = match &block.shape {
            BlockShape::Image(_, of) => [(&of.credit, &of.credit_en), (&of.rights, &of.rights_en)]
                .iter()
                .filter(|(zh, en)| en.is_none() && zh.contains(is_han))
                .count(),
            _ => 0,
        };
        std::iter::repeat_n(block.range.start, title + note + of_image)
    })
}

/// The lines of one file where its fields and the entries of its lists begin.
struct Entries<'a> {
    file: FileId,
    text: &'a str,
    yaml: Range<usize>,
    lists: BTreeMap<&'static str, Vec<u32>>,
}

impl<'a> Entries<'a> {
    fn of(file: FileId, sources: &'a SourceMap) -> Entries<'a> {
        let source = sources.file(file);
        Entries { file, text: &source.text, yaml: source.yaml.clone(), lists: BTreeMap::new() }
    }

    /// The line of an entry, else of the field at the top that holds it.
    fn line(&mut self, list: Option<(&'static str, usize)>, field: &str) -> u32 {
        let Some((list, index)) = list else { return self.top(field) };
        let lines = self.lists.entry(list).or_insert_with(|| item_lines(self.text, self.yaml.clone(), list));
        match lines.get(index) {
            Some(line) => *line,
            None => self.top(list),
        }
    }

    fn top(&self, field: &str) -> u32 {
        let key = field.split('.').next().unwrap_or(field);
        let above = self.text[..self.yaml.start].matches('\n').count();
        let is_field = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
        number(above + 1 + self.text[self.yaml.clone()].lines().position(is_field).unwrap_or_default())
    }
}

fn number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}
