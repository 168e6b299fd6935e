//! The rows of a workbook beside what an article says now: which row is which entry, and what is to become of it.
//!
//! A row is known by its stamp, which tells what stood in the file when it was exported. What was changed in the file
//! since is never changed back: where a row was changed too, that is a fault. Never guesses.

use std::collections::HashSet;

use super::{
    columns::{FIELDS, LISTS},
    export::{Stamp, file_mark},
    fault::Fault,
    filled::{Filled, Given, Row, Table},
    matching::Found,
    record::{Cell, Record, mark, settled},
};
use crate::diag::{Words, say};

/// What becomes of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Fields of its own, by column.
    Fields(Vec<(usize, Cell)>),
    /// Cells of an entry.
    Edit { list: usize, entry: usize, cells: Vec<(usize, Cell)> },
    /// A new entry.
    New { list: usize, cells: Vec<Cell> },
    /// An entry that has no row any more.
    Missing { list: usize, entry: usize },
}

/// An act, with where the workbook asks for it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) act: Act,
    pub(super) place: Words,
}

/// What a workbook asks of one article.
pub(super) struct Comparison<'f> {
    pub(super) filled: &'f Filled,
    pub(super) slug: &'f str,
    yaml: &'f str,
    record: &'f Record,
    pub(super) pieces: Vec<Piece>,
    pub(super) faults: Vec<Fault>,
    pub(super) remarks: Vec<Fault>,
}

/// Compares the rows of the article `slug` with its record, which was read from `yaml`.
pub(super) fn compare<'f>(
    filled: &'f Filled,
    slug: &'f str,
    yaml: &'f str,
    record: &'f Record,
) -> Comparison<'f> {
    let (pieces, faults, remarks) = Default::default();
    let mut comparison = Comparison { filled, slug, yaml, record, pieces, faults, remarks };
    comparison.fields();
    for list in 0..LISTS.len() {
        comparison.list(list);
    }
    comparison
}

impl<'f> Comparison<'f> {
    fn rows(&self, table: &'f Table) -> Vec<&'f Row> {
        table.rows.iter().filter(|row| row.article == self.slug).collect()
    }

    fn fields(&mut self) {
        let table = &self.filled.tables[LISTS.len()];
        let rows = self.rows(table);
        if let [_, again, ..] = rows[..] {
            self.faults.push(table.article_spot(again.number).fault(
                Words::fixed("这篇报道有两行", "this article has two rows"),
                Words::fixed("删去其中一行", "delete one of them"),
            ));
        }
        let [row] = rows[..] else { return };
        let cells = differences(table, row, &self.record.fields);
        if cells.is_empty() {
            return;
        }
        if let Some(stamp) = row.stamp.as_ref().filter(|stamp| stamp.cells != mark(&self.record.fields)) {
            self.changed_since(table, row, stamp);
            return;
        }
        self.broken_lines(table, row, &cells);
        let place = told(table, row, &self.record.fields, &cells);
        self.pieces.push(Piece { act: Act::Fields(cells), place });
    }

    fn list(&mut self, n: usize) {
        let table = &self.filled.tables[n];
        if !table.is_there {
            return;
        }
        let rows = self.rows(table);
        let entries = &self.record.lists[n];
        let mut found =
            Found { entries: vec![None; rows.len()], rows: vec![None; entries.len()], done: HashSet::new() };
        self.elsewhere(n, &rows, &mut found);
        self.twice(table, &rows, &mut found);
        self.stamped(table, &rows, entries, &mut found);
        self.unstamped(n, &rows, entries, &mut found);
        for (i, row) in rows.iter().enumerate() {
            self.misplaced(table, row);
            let place = table.spot(row.number, None).words();
            match found.entries[i] {
                Some(entry) => {
                    let cells = differences(table, row, &entries[entry]);
                    self.broken_lines(table, row, &cells);
                    if !cells.is_empty() {
                        let place = told(table, row, &entries[entry], &cells);
                        self.pieces.push(Piece { act: Act::Edit { list: n, entry, cells }, place });
                    }
                }
                None if found.done.contains(&i) => {}
                None => {
                    let cells = wished(table, row);
                    let told: Vec<(usize, Cell)> = cells.iter().cloned().enumerate().collect();
                    self.broken_lines(table, row, &told);
                    self.pieces.push(Piece { act: Act::New { list: n, cells }, place });
                }
            }
        }
        for entry in self.missing(n, &rows, &found) {
            let place = if table.sheet.is_empty() {
                say!("表里没有这一行", "it has no row")
            } else {
                let sheet = &table.sheet;
                say!("《{sheet}》里没有这一行", "{sheet} has no row for it")
            };
            self.pieces.push(Piece { act: Act::Missing { list: n, entry }, place });
        }
    }

    /// The place of an article is a field of its own.
    fn misplaced(&mut self, table: &Table, row: &Row) {
        let at = FIELDS.iter().position(|column| column.name == "place");
        let own = at.and_then(|at| self.record.fields[at].as_deref());
        if let (Some(place), Some(own)) = (row.place.as_deref(), own)
            && place != own
        {
            self.faults.push(table.place_spot(row.number).fault(
                say!("这篇报道的地区是 {own}，这里写着 {place}", "the place of this article is {own}, but here is {place}"),
                Words::fixed(
                    "地区在《报道》表里改；这一行属于另一篇的，改 article 一列并清空登记号",
                    "change the place of an article in the sheet 报道; if the row belongs to another article, change the column article \
                     and empty entry",
                ),
            ));
        }
    }

    fn broken_lines(&mut self, table: &Table, row: &Row, cells: &[(usize, Cell)]) {
        for (column, cell) in cells {
            if cell.as_ref().is_some_and(|text| text.contains('\n')) {
                self.faults.push(table.spot(row.number, Some(*column)).fault(
                    Words::fixed("这一格里有换行", "there is a line break in this cell"),
                    Words::fixed("把几行合成一行", "make one line of it"),
                ));
            }
        }
    }

    /// Entries that were exported and have no row.
    fn missing(&self, n: usize, rows: &[&Row], found: &Found) -> Vec<usize> {
        let articles = &self.filled.tables[LISTS.len()];
        let unowned = (0..found.rows.len()).filter(|entry| found.rows[*entry].is_none());
        if !self.filled.register.is_empty() {
            let here: HashSet<String> =
                rows.iter().filter_map(|row| Some(row.stamp.as_ref()?.text())).collect();
            let sheet = LISTS[n].sheet;
            let of_this =
                self.filled.register.iter().filter(|(slug, of, _)| slug == self.slug && of == sheet);
            let gone = of_this.filter(|(_, _, stamp)| !here.contains(stamp.as_str()));
            let gone: HashSet<String> =
                gone.filter_map(|(_, _, stamp)| Some(Stamp::parse(stamp)?.cells)).collect();
            return unowned.filter(|entry| gone.contains(&mark(&self.record.lists[n][*entry]))).collect();
        }
        // What was exported is known only where the file is still the same.
        let now = file_mark(self.yaml);
        let mut stamps = rows.iter().copied().chain(self.rows(articles)).filter_map(|row| row.stamp.as_ref());
        let same =
            stamps.next().is_some_and(|stamp| stamp.file == now) && stamps.all(|stamp| stamp.file == now);
        if same { unowned.collect() } else { Vec::new() }
    }
}

/// What a row says of each column; an absent one says nothing.
pub(super) fn wished(table: &Table, row: &Row) -> Vec<Cell> {
    row.cells_or_empty().iter().zip(table.columns).map(|(cell, column)| settled(cell, column.holds)).collect()
}

/// Where a row says something else than a record.
pub(super) fn differences(table: &Table, row: &Row, now: &[Cell]) -> Vec<(usize, Cell)> {
    let mut cells = Vec::new();
    for (i, (given, now)) in row.cells.iter().zip(now).enumerate() {
        let Given::Cell(cell) = given else { continue };
        let wished = settled(cell, table.columns[i].holds);
        if cell != now && wished != *now {
            cells.push((i, wished));
        }
    }
    cells
}

/// Where a row stands and what it changes: `《观测值》第 5 行：value 12人 → 13人`.
fn told(table: &Table, row: &Row, now: &[Cell], cells: &[(usize, Cell)]) -> Words {
    let shown =
        |cell: &Cell, nothing: &str| cell.as_ref().map_or_else(|| nothing.to_owned(), |text| shortened(text));
    let each = |nothing: &str, between: &str| {
        let changes = cells.iter().map(|(column, cell)| {
            let (before, after) = (shown(&now[*column], nothing), shown(cell, nothing));
            format!("{} {before} → {after}", table.columns[*column].name)
        });
        changes.collect::<Vec<_>>().join(between)
    };
    let spot = table.spot(row.number, None).words();
    say!(("{}：{}", spot.zh, each("（无）", "；")), ("{}: {}", spot.en, each("(none)", "; ")))
}

/// A text of at most this many characters, for a line among others.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.replace('\n', " ");
    }
    text.chars().take(MOST).chain(['…']).collect::<String>().replace('\n', " ")
}
