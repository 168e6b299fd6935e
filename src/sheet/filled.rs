//! A workbook that was filled in, as rows of articles: columns recognised, cells read. What cannot be placed is a fault.
//!
//! Never: knows what the articles say now.

use std::collections::HashSet;

use super::{
    columns::{ARTICLE, ARTICLES, Column, GREY, Holds, LISTS, REGISTER, sheets},
    export::Stamp,
    fault::{Fault, Spot},
    lost::{Lost, from_slashes, of_lost},
    record::{Cell, cell},
};
use crate::{
    diag::{Words, nearest, say},
    read::{BookCell, BookSheet, Made},
};

/// Sheets that are there to be read only.
const ASIDE: [&str; 3] = ["说明", "指标", "地区"];

/// What a row says of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// The column is not there.
    Nothing,
    /// A cell, which may be empty.
    Cell(Cell),
}

/// A row of a sheet.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) number: usize,
    /// The file name of an article, without the ending.
    pub(super) article: String,
    /// What it was exported from.
    pub(super) stamp: Option<Stamp>,
    /// The code of its place, in a column that is there to be read only.
    pub(super) place: Cell,
    pub(super) cells: Vec<Given>,
}

impl Row {
    pub(super) fn text(&self, column: usize) -> Option<&str> {
        match self.cells.get(column) {
            Some(Given::Cell(Some(text))) => Some(text),
            _ => None,
        }
    }

    pub(super) fn cells_or_empty(&self) -> Vec<Cell> {
        (0..self.cells.len()).map(|i| self.text(i).map(str::to_owned)).collect()
    }
}

/// A sheet, if it is there.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) sheet: String,
    pub(super) is_there: bool,
    /// Whether it has the column that tells what a row was exported from.
    pub(super) stamped: bool,
    /// Where each of its columns stands.
    places: Vec<Option<usize>>,
    place_at: Option<usize>,
    entry_at: Option<usize>,
    article_at: usize,
    pub(super) columns: &'static [Column],
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// A place in it for messages; `column` by its number among those of the sheet.
    pub(super) fn spot(&self, row: usize, column: Option<usize>) -> Spot<'_> {
        let column =
            column.and_then(|n| Some((self.places.get(n).copied().flatten()?, self.columns.get(n)?.name)));
        Spot { sheet: &self.sheet, row, column }
    }

    pub(super) fn entry_spot(&self, row: usize) -> Spot<'_> {
        Spot { sheet: &self.sheet, row, column: self.entry_at.map(|n| (n, "entry")) }
    }

    pub(super) fn place_spot(&self, row: usize) -> Spot<'_> {
        Spot { sheet: &self.sheet, row, column: self.place_at.map(|n| (n, "place")) }
    }

    pub(super) fn article_spot(&self, row: usize) -> Spot<'_> {
        Spot { sheet: &self.sheet, row, column: Some((self.article_at, "article")) }
    }
}

/// A workbook.
#[derive(Debug)]
pub(super) struct Filled {
    /// A table for each of [`LISTS`], and one for the articles.
    pub(super) tables: Vec<Table>,
    /// What was exported: article, sheet, stamp; nothing in CSV.
    pub(super) register: HashSet<(String, String, String)>,
    pub(super) faults: Vec<Fault>,
    pub(super) remarks: Vec<Fault>,
}

/// Reads the sheets.
pub(super) fn read(book: &[BookSheet]) -> Filled {
    let mut filled = Filled {
        tables: sheets().map(|(_, columns)| Table { columns, ..Table::default() }).collect(),
        register: HashSet::new(),
        faults: Vec::new(),
        remarks: Vec::new(),
    };
    for sheet in book {
        let known = sheets().position(|(name, _)| {
            name == sheet.name.trim() || (sheet.name.is_empty() && name == LISTS[0].sheet)
        });
        match known {
            Some(n) => filled.table(n, sheet),
            None if sheet.name == REGISTER => {
                let text =
                    |cells: &[BookCell], n: usize| cells.get(n).map_or_else(String::new, |c| c.text.clone());
                let rows =
                    sheet.rows.iter().map(|(_, cells)| (text(cells, 0), text(cells, 1), text(cells, 2)));
                filled.register.extend(rows);
            }
            None if ASIDE.contains(&sheet.name.as_str()) => {}
            None => {
                let name = &sheet.name;
                filled.remarks.push(Fault::general(
                    say!(
                        "《{name}》不是这里的表，没有读",
                        "the sheet {name} is none of ours and was not read"
                    ),
                    Words::default(),
                ));
            }
        }
    }
    if !filled.tables.iter().any(|table| table.is_there) && filled.faults.is_empty() {
        let names =
            [LISTS.iter().map(|list| list.sheet).collect::<Vec<_>>(), vec![ARTICLES]].concat().join("、");
        filled.faults.push(Fault::general(
            say!(
                "工作簿里没有要读的表：{names}",
                "the workbook has none of the sheets that are read: {names}"
            ),
            Words::fixed(
                "用 xianzhi export 导出一份，在那里面改，表名不要改",
                "export one with xianzhi export, edit that, and keep the names of its sheets",
            ),
        ));
    }
    filled
}

impl Filled {
    fn table(&mut self, n: usize, sheet: &BookSheet) {
        let mut table = Table {
            sheet: sheet.name.clone(),
            is_there: true,
            columns: self.tables[n].columns,
            ..Table::default()
        };
        let Some(((head_row, heads), rows)) = sheet.rows.split_first() else {
            self.tables[n] = table;
            return;
        };
        let Some(unnamed_from) = self.heads(&mut table, *head_row, heads, n) else {
            self.tables[n] = Table { columns: table.columns, ..Table::default() };
            return;
        };
        let mut lost = Lost::new();
        for (number, cells) in rows {
            let beyond = cells.iter().enumerate().find(|(i, c)| {
                let unnamed = heads.get(*i).is_none_or(|head| head.text.trim().is_empty());
                (*i >= unnamed_from || unnamed) && !c.text.trim().is_empty()
            });
            if let Some((i, _)) = beyond {
                let spot = Spot { sheet: &table.sheet, row: *number, column: Some((i, "")) };
                self.faults.push(spot.fault(
                    Words::fixed(
                        "这一格的列没有列名，不知道是什么",
                        "this cell stands in a column without a name",
                    ),
                    Words::fixed(
                        "删去这一格，或移到有列名的列里",
                        "delete it, or move it to a column that has a name",
                    ),
                ));
            }
            let row = self.row(&table, *number, cells, &mut lost);
            table.rows.extend(row);
        }
        for ((column, date), (count, example)) in lost {
            self.remarks.push(of_lost(&table, column, date, count, &example));
        }
        self.tables[n] = table;
    }

    /// Recognises the columns by the first row. Gives how many there are; nothing where the sheet cannot be read.
    fn heads(&mut self, table: &mut Table, row: usize, heads: &[BookCell], n: usize) -> Option<usize> {
        table.places = vec![None; table.columns.len()];
        let mut article = None;
        let greys: Vec<&str> = GREY.iter().map(|(name, ..)| *name).collect();
        for (i, head) in heads.iter().enumerate().filter(|(_, head)| !head.text.trim().is_empty()) {
            let words = head.text.trim();
            let name = words.split_whitespace().next().unwrap_or_default();
            let own = table.columns.iter().position(|c| c.name == name || c.label == words);
            let slot = match own {
                Some(column) => &mut table.places[column],
                None if name == ARTICLE.name || words == ARTICLE.label => &mut article,
                None if name == "place" => &mut table.place_at,
                None if name == "entry" || words == "登记号" => &mut table.entry_at,
                None if greys.contains(&name) => continue,
                None => {
                    let known: Vec<&str> =
                        table.columns.iter().map(|c| c.name).chain([ARTICLE.name]).collect();
                    let spot = Spot { sheet: &table.sheet, row, column: Some((i, "")) };
                    let help = match nearest(name, known.iter().copied()) {
                        Some(near) => say!(
                            "是不是 {near}？不要的列整列删去",
                            "did you mean {near}? Delete a column that is not needed"
                        ),
                        None => {
                            let known = known.join("、");
                            say!(
                                "可以用的列名：{known}；不要的列整列删去",
                                "names of columns: {known}; delete a column that is not needed"
                            )
                        }
                    };
                    self.faults
                        .push(spot.fault(say!("没有“{words}”这一列", "there is no column “{words}”"), help));
                    continue;
                }
            };
            if slot.replace(i).is_some() {
                let spot = Spot { sheet: &table.sheet, row, column: Some((i, name)) };
                self.faults.push(spot.fault(
                    say!("“{words}”一列有两个", "there are two columns “{words}”"),
                    Words::fixed("删去其中一列", "delete one of them"),
                ));
            }
        }
        let Some(article) = article else {
            let spot = Spot { sheet: &table.sheet, row, column: None };
            self.faults.push(spot.fault(
                Words::fixed("第一行没有 article 这一列，不知道每行是哪一篇报道", "there is no column article in the first row that says which article a row belongs to"),
                if n == 0 && table.sheet.is_empty() {
                    Words::fixed("第一行是列名；CSV 只能用来登记观测值，别的用 .xlsx", "the first row names the columns; CSV is for observations only, take .xlsx for the rest")
                } else {
                    Words::fixed("第一行要是列名，照导出时的样子", "the first row names the columns, as it was exported")
                },
            ));
            return None;
        };
        table.article_at = article;
        table.stamped = table.entry_at.is_some();
        let width = heads.iter().rposition(|head| !head.text.trim().is_empty()).map_or(0, |i| i + 1);
        Some(width)
    }

    /// A row; nothing where it says nothing.
    fn row(&mut self, table: &Table, number: usize, cells: &[BookCell], lost: &mut Lost) -> Option<Row> {
        let plain = |at: usize| cells.get(at).and_then(|c| cell(Some(c.text.clone())));
        let mut given = Vec::new();
        for (n, at) in table.places.iter().enumerate() {
            given.push(match at {
                None => Given::Nothing,
                Some(at) => {
                    let cell = cells.get(*at).cloned().unwrap_or_default();
                    Given::Cell(self.cell(table, (number, n), &cell, lost))
                }
            });
        }
        let stamp_text = table.entry_at.and_then(plain);
        let empty = given.iter().all(|cell| matches!(cell, Given::Nothing | Given::Cell(None)));
        if empty {
            if stamp_text.is_some() {
                self.remarks.push(table.spot(number, None).fault(
                    Words::fixed(
                        "这一行的字段都空了，当作删去的行",
                        "all fields of this row are empty; it counts as deleted",
                    ),
                    Words::default(),
                ));
            }
            return None;
        }
        let stamp = stamp_text.as_deref().and_then(Stamp::parse);
        if let (Some(text), None) = (&stamp_text, &stamp) {
            self.faults.push(table.entry_spot(number).fault(
                say!("“{text}”不是登记号", "“{text}” is no mark of an entry"),
                Words::fixed(
                    "新的一条，把这一格清空；原有的一条，重新导出",
                    "empty the cell if this is a new entry; export again if it is not",
                ),
            ));
            return None;
        }
        let Some(article) = plain(table.article_at) else {
            self.faults.push(table.article_spot(number).fault(
                Words::fixed("没有写是哪一篇报道", "it does not say which article this belongs to"),
                Words::fixed(
                    "写上报道的文件名，不带 .md；不要这一行，就整行删去",
                    "write the file name of the article without .md, or delete the whole row",
                ),
            ));
            return None;
        };
        let article = article.strip_suffix(".md").unwrap_or(&article).to_owned();
        let place = table.place_at.and_then(plain);
        Some(Row { number, article, stamp, place, cells: given })
    }

    /// What a cell says; `lost` counts those that a spreadsheet has changed, by column and whether to a date.
    fn cell(&mut self, table: &Table, (number, n): (usize, usize), read: &BookCell, lost: &mut Lost) -> Cell {
        let time = table.columns[n].holds == Holds::Time;
        let text = cell(Some(read.text.clone()))?;
        let slashed = time.then(|| from_slashes(&text)).flatten();
        match (read.made, &slashed) {
            (None, None) => return Some(text),
            (Some(Made::Number), _) => {
                lost.entry((n, false)).or_insert((0, text.clone())).0 += 1;
                return Some(text);
            }
            (Some(Made::Date), _) if time => {
                lost.entry((n, true)).or_insert((0, text.clone())).0 += 1;
                return Some(text);
            }
            (None, Some(day)) => {
                lost.entry((n, true)).or_insert((0, day.clone())).0 += 1;
                return slashed;
            }
            _ => {}
        }
        let as_text = Words::fixed(
            "先把这一格设成文本格式，再重新写",
            "set the format of the cell to text first, then write it again",
        );
        let (words, help) = match read.made {
            Some(Made::Date) => (
                say!(
                    "这一格被表格程序变成了日期 {text}",
                    "the spreadsheet has made the date {text} of this cell"
                ),
                as_text,
            ),
            Some(Made::Formula) => (
                say!("这一格是公式 {text}", "this cell is the formula {text}"),
                Words::fixed(
                    "换成算出来的文字（复制，再“选择性粘贴”值）",
                    "put the text there that comes of it: copy it and paste its value",
                ),
            ),
            _ => (say!("这一格不是文字，是“{text}”", "this cell is no text but “{text}”"), as_text),
        };
        self.faults.push(table.spot(number, Some(n)).fault(words, help));
        None
    }
}
