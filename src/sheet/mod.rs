//! Articles as spreadsheets, out and back in: a workbook whose cells are the fields of the editor's files as they are
//! written ([`export()`]), and the changes of those files that a workbook which was filled in asks for ([`take`]).
//!
//! What does not change is not touched; what cannot be placed is a [`Fault`]. Never: reads or writes a file, believes what
//! a cell says (`check` does that, of the files).

mod book;
mod columns;
mod compare;
mod export;
mod fault;
mod filled;
mod lost;
mod matching;
mod patch;
mod record;
mod stub;

use std::collections::{BTreeMap, BTreeSet};

pub use export::{Exported, Source, export};
pub use fault::Fault;

use self::{
    columns::{FIELDS, LISTS},
    compare::{Act, Comparison, Piece, compare},
    filled::{Filled, Row, Table},
    record::{Cell, Record},
    stub::New,
};
use crate::{
    diag::{FileId, Patch, SourceMap, Words, nearest, say},
    model::{Catalog, Date},
    read::{BookSheet, RawArticle, Unread, read_article, unfit_name},
};

/// The site that a workbook is for.
#[derive(Debug)]
pub struct Site<'s> {
    /// Its content, for the places.
    pub catalog: &'s Catalog,
    /// Its files.
    pub sources: &'s SourceMap,
    /// Its articles by the names of their files.
    pub articles: BTreeMap<String, FileId>,
    /// The day.
    pub today: Date,
}

/// Articles by the names of their files.
pub fn by_name(articles: &[Unread]) -> BTreeMap<String, FileId> {
    articles.iter().map(|article| (article.slug.clone(), article.file)).collect()
}

/// An article that is not there yet.
#[derive(Debug)]
pub struct Created {
    /// Where it belongs in the site.
    pub path: String,
    /// The file.
    pub text: String,
    /// How many entries of `metrics` it has.
    pub figures: usize,
}

/// What a workbook asks for.
#[derive(Debug, Default)]
pub struct Taken {
    /// Changes of files.
    pub patches: Vec<Patch>,
    /// New files.
    pub created: Vec<Created>,
    /// Changes that would take out what has no row any more, where they are not asked for.
    pub missing: Vec<Patch>,
    /// What cannot be taken over; where there is any, nothing should be.
    pub faults: Vec<Fault>,
    /// What an editor should know.
    pub remarks: Vec<Fault>,
}

/// What the sheets ask for. With `delete`, entries without a row are taken out.
pub fn take(book: &[BookSheet], site: &Site<'_>, delete: bool) -> Taken {
    let mut filled = filled::read(book);
    let mut taken = Taken {
        faults: std::mem::take(&mut filled.faults),
        remarks: std::mem::take(&mut filled.remarks),
        ..Taken::default()
    };
    let slugs: BTreeSet<&str> =
        filled.tables.iter().flat_map(|table| &table.rows).map(|row| row.article.as_str()).collect();
    for slug in slugs {
        match site.articles.get(slug) {
            Some(file) => taken.of_article(&filled, site, (slug, *file), delete),
            None => taken.of_new(&filled, site, slug),
        }
    }
    taken.faults.sort_by_key(Fault::order);
    taken.remarks.sort_by_key(Fault::order);
    taken
}

impl Taken {
    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.patches.is_empty() && self.created.is_empty()
    }

    fn of_article(&mut self, filled: &Filled, site: &Site<'_>, (slug, file): (&str, FileId), delete: bool) {
        let source = site.sources.file(file);
        let (_, read) = read_article(&source.path, &source.text, file);
        if read.doc.gaps.any() || !source.read_as().is_empty() {
            let path = &source.path;
            self.faults.push(Fault::general(
                say!("{path} 里有读不通的地方", "there is something in {path} that cannot be read"),
                Words::fixed("先运行 xianzhi check，改好它", "run xianzhi check and mend it first"),
            ));
            return;
        }
        let record = Record::of(&read.doc.data);
        let comparison = compare(filled, slug, &source.text[source.yaml.clone()], &record);
        let Comparison { pieces, faults, remarks, .. } = comparison;
        let sound = faults.is_empty();
        self.faults.extend(faults);
        self.remarks.extend(remarks);
        let is_missing = |piece: &&Piece| matches!(piece.act, Act::Missing { .. });
        let (missing, told): (Vec<&Piece>, Vec<&Piece>) = pieces.iter().partition(is_missing);
        let wanted = if delete { pieces.iter().collect() } else { told };
        if sound {
            let patch = self.patch(site, (file, &read.doc.data), &wanted);
            self.patches.extend(patch);
            if !delete {
                let patch = self.patch(site, (file, &read.doc.data), &missing);
                self.missing.extend(patch);
            }
        }
    }

    /// The changes of a file; where they cannot be made, the pieces that keep them from it are faults.
    fn patch(
        &mut self,
        site: &Site<'_>,
        (file, raw): (FileId, &RawArticle),
        pieces: &[&Piece],
    ) -> Option<Patch> {
        let source = site.sources.file(file);
        if pieces.is_empty() {
            return None;
        }
        if let Some(changes) = patch::changes(file, source, raw, pieces) {
            return Some(Patch { file, changes });
        }
        let alone = |piece: &&&Piece| patch::changes(file, source, raw, &[**piece]).is_none();
        let mut faulty: Vec<&&Piece> = pieces.iter().filter(alone).collect();
        if faulty.is_empty() {
            faulty = pieces.iter().collect();
        }
        let path = &source.path;
        for piece in faulty {
            let place = &piece.place;
            let (words, help) = match patch::objection(file, source, raw, piece) {
                _ if source.mendable.is_empty() => (
                    say!("不能改 {path}", "{path} cannot be changed"),
                    Words::fixed(
                        "这个文件的编码或换行要先改好：运行 xianzhi check",
                        "the encoding or the line ends of this file have to be mended first: run xianzhi check",
                    ),
                ),
                Some(objection) => objection,
                None => (
                    say!(
                        "{path} 里这一处的写法特别，程序改不了而不动别的字",
                        "{path} is written here in a way that the program cannot change without touching more"
                    ),
                    say!("直接在 {path} 里改", "make this change in {path} itself"),
                ),
            };
            let words = say!(("{}：{}", place.zh, words.zh), ("{}: {}", place.en, words.en));
            self.faults.push(Fault::general(words, help));
        }
        None
    }

    fn of_new(&mut self, filled: &Filled, site: &Site<'_>, slug: &str) {
        let of_slug = |table: &'_ Table| table.rows.iter().position(|row| row.article == slug);
        let rows: Vec<(&Table, &Row)> = filled
            .tables
            .iter()
            .flat_map(|t| t.rows.iter().map(move |row| (t, row)))
            .filter(|(_, row)| row.article == slug)
            .collect();
        let Some((table, first)) = rows.first().copied() else { return };
        let spot = table.article_spot(first.number);
        if let Some((table, row)) = rows.iter().find(|(_, row)| row.stamp.is_some()) {
            self.faults.push(table.article_spot(row.number).fault(
                say!("没有 {slug} 这篇报道，而这一行是从文件导出的", "there is no article {slug}, but this row was exported from one"),
                Words::fixed(
                    "文件改了名的，重新导出；要写成新的一篇，清空各行的登记号",
                    "export again if the file was renamed; empty the column entry of its rows to make a new article of them",
                ),
            ));
            return;
        }
        let articles = &filled.tables[LISTS.len()];
        let at = FIELDS.iter().position(|column| column.name == "place").unwrap_or_default();
        let in_articles = of_slug(articles).and_then(|row| articles.rows[row].text(at));
        let Some(place) = in_articles.or_else(|| rows.iter().find_map(|(_, row)| row.place.as_deref()))
        else {
            let help = match nearest(slug, site.articles.keys().map(String::as_str)) {
                Some(near) => say!(
                    "是不是 {near}？新的一篇，在 place 一列写上地区代码",
                    "did you mean {near}? Of a new article, write the code of the place in the column place"
                ),
                None => Words::fixed(
                    "新的一篇，在 place 一列写上地区代码",
                    "of a new article, write the code of its place in the column place",
                ),
            };
            self.faults.push(spot.fault(say!("没有 {slug} 这篇报道", "there is no article {slug}"), help));
            return;
        };
        if let Some(words) = unfit_name(slug, FileId(0)) {
            self.faults.push(spot.fault(
                words,
                Words::fixed(
                    "只用小写字母、数字和连字符，例如 430503-daxiang-2020",
                    "use only lower-case letters, digits and hyphens, as in 430503-daxiang-2020",
                ),
            ));
            return;
        }
        if site.catalog.place_with(place).is_none() {
            self.faults.push(spot.fault(
                say!("地区表里没有 {place}", "there is no place {place}"),
                Words::fixed(
                    "代码见《地区》；没有的先加到 content/places.yaml",
                    "see the sheet 地区; add a new one to content/places.yaml first",
                ),
            ));
            return;
        }
        self.create(filled, site, slug, place);
    }

    fn create(&mut self, filled: &Filled, site: &Site<'_>, slug: &str, place: &str) {
        let nothing = Record { fields: vec![None; FIELDS.len()], lists: vec![Vec::new(); LISTS.len()] };
        let comparison = compare(filled, slug, "", &nothing);
        let (mut fields, mut lists): (Vec<Cell>, Vec<Vec<Vec<Cell>>>) =
            (nothing.fields.clone(), nothing.lists.clone());
        for piece in &comparison.pieces {
            match &piece.act {
                Act::Fields(cells) => {
                    for (column, cell) in cells {
                        fields[*column].clone_from(cell);
                    }
                }
                Act::New { list, cells } => lists[*list].push(cells.clone()),
                Act::Edit { .. } | Act::Missing { .. } => {}
            }
        }
        let figures = lists[0].len();
        let new = New { place, fields, lists, today: site.today };
        let (path, text) = (format!("content/articles/{slug}.md"), new.text());
        let (_, read) = read_article(&path, &text, FileId(0));
        let sound = !read.doc.gaps.any() && Record::of(&read.doc.data).lists == new.lists;
        self.remarks.extend(comparison.remarks);
        if !comparison.faults.is_empty() {
            self.faults.extend(comparison.faults);
        } else if sound {
            self.created.push(Created { path, text, figures });
        } else {
            self.faults.push(Fault::general(
                say!(
                    "{slug}：有的格写进文件以后读出来不是这个意思",
                    "{slug}: some cells would not be read as they say"
                ),
                Words::fixed(
                    "看看有没有成对的引号、看不见的字符",
                    "look for quotes and characters that are not seen",
                ),
            ));
        }
    }
}
