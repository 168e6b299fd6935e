//! Which row of a workbook is which entry of an article: by what the row was exported from, or else by what it says.

use std::collections::{HashMap, HashSet};

use super::{
    columns::LISTS,
    compare::{Comparison, differences, wished},
    export::Stamp,
    filled::{Given, Row, Table},
    record::{Cell, mark},
};
use crate::diag::{Words, say};

/// Which entry each row is.
pub(super) struct Found {
    /// By row: its entry.
    pub(super) entries: Vec<Option<usize>>,
    /// By entry: its row.
    pub(super) rows: Vec<Option<usize>>,
    /// Rows of which something has been said, or nothing is to become.
    pub(super) done: HashSet<usize>,
}

impl Found {
    pub(super) fn claim(&mut self, row: usize, entry: usize) {
        self.entries[row] = Some(entry);
        self.rows[entry] = Some(row);
    }

    pub(super) fn is_open(&self, row: usize) -> bool {
        self.entries[row].is_none() && !self.done.contains(&row)
    }
}

impl Comparison<'_> {
    /// Rows that were exported from another article.
    pub(super) fn elsewhere(&mut self, n: usize, rows: &[&Row], found: &mut Found) {
        let (table, sheet) = (&self.filled.tables[n], LISTS[n].sheet);
        for (i, row) in rows.iter().enumerate() {
            let Some(stamp) = row.stamp.as_ref().map(Stamp::text) else { continue };
            let of_stamp =
                |(_, of, registered): &&(String, String, String)| of == sheet && *registered == stamp;
            let owners: Vec<&str> =
                self.filled.register.iter().filter(of_stamp).map(|(slug, ..)| slug.as_str()).collect();
            if let [owner] = owners[..]
                && owner != self.slug
            {
                found.done.insert(i);
                let slug = self.slug;
                self.faults.push(table.article_spot(row.number).fault(
                    say!(
                        "这一行是从 {owner} 导出的，现在写着 {slug}",
                        "this row was exported from {owner}, and says {slug} now"
                    ),
                    Words::fixed(
                        "改错了的，改回去；真要移到这一篇的，清空这一行的登记号，就是新的一条",
                        "change it back; if the entry does belong to this article now, empty the column entry of the row",
                    ),
                ));
            }
        }
    }

    /// Rows that say they are the same entry.
    pub(super) fn twice(&mut self, table: &Table, rows: &[&Row], found: &mut Found) {
        let mut first: HashMap<String, usize> = HashMap::new();
        for (i, row) in rows.iter().enumerate() {
            let Some(stamp) = &row.stamp else { continue };
            let earlier = *first.entry(stamp.text()).or_insert(row.number);
            if earlier != row.number && found.done.insert(i) {
                self.faults.push(table.entry_spot(row.number).fault(
                    say!("登记号与第 {earlier} 行的相同", "row {earlier} has the same mark of an entry"),
                    Words::fixed(
                        "多半是复制来的行：清空这一行的登记号，就是新的一条；多余的，整行删去",
                        "it was most likely copied: empty the cell, and the row is a new entry; or delete the row",
                    ),
                ));
            }
        }
    }

    /// Rows that tell what they were exported from.
    pub(super) fn stamped(&mut self, table: &Table, rows: &[&Row], entries: &[Vec<Cell>], found: &mut Found) {
        let marks: Vec<String> = entries.iter().map(|entry| mark(entry)).collect();
        let with_stamp =
            || rows.iter().enumerate().filter_map(|(i, row)| Some((i, *row, row.stamp.as_ref()?)));
        for (i, _, stamp) in with_stamp() {
            let entry = stamp.position.wrapping_sub(1);
            if found.is_open(i) && marks.get(entry) == Some(&stamp.cells) && found.rows[entry].is_none() {
                found.claim(i, entry);
            }
        }
        for (i, row, stamp) in with_stamp() {
            if !found.is_open(i) {
                continue;
            }
            let free = |entry: &usize| found.rows[*entry].is_none();
            let moved: Vec<usize> =
                (0..entries.len()).filter(free).filter(|e| marks[*e] == stamp.cells).collect();
            let same =
                (0..entries.len()).filter(free).find(|e| differences(table, row, &entries[*e]).is_empty());
            match (moved.as_slice(), same) {
                ([entry], _) => found.claim(i, *entry),
                (_, Some(entry)) => found.claim(i, entry),
                ([], None) => {
                    found.done.insert(i);
                    self.changed_since(table, row, stamp);
                }
                (_, None) => {
                    found.done.insert(i);
                    self.faults.push(table.spot(row.number, None).fault(
                        Words::fixed(
                            "文件在导出以后改过，现在有几条与这一行原来的一样，不知道是哪一条",
                            "the file was changed since the export, and several of its entries are what this row was",
                        ),
                        Words::fixed("重新导出，在新的表里改", "export again and make the change there"),
                    ));
                }
            }
        }
    }

    /// A row whose entry is no longer what was exported.
    pub(super) fn changed_since(&mut self, table: &Table, row: &Row, stamp: &Stamp) {
        let whole = row.cells.iter().all(|cell| matches!(cell, Given::Cell(_)));
        let untouched = whole && mark(&row.cells_or_empty()) == stamp.cells;
        let slug = self.slug;
        let spot = table.spot(row.number, None);
        if untouched {
            self.remarks.push(spot.fault(
                say!(
                    "这一行没有改过，而 {slug}.md 在导出以后改过或删去了这一条：照文件的",
                    "this row was not changed, but its entry in {slug}.md was changed or deleted since the export: the file stands"
                ),
                Words::default(),
            ));
        } else {
            self.faults.push(spot.fault(
                say!(
                    "这一行改过，{slug}.md 里的这一条在导出以后也改过或删去了，不知道以哪个为准",
                    "this row was changed, and its entry in {slug}.md was changed or deleted since the export: there is no telling which counts"
                ),
                Words::fixed(
                    "重新导出，在新的表里改这一行",
                    "export again and make the change there",
                ),
            ));
        }
    }

    /// Rows that do not tell what they were exported from: new ones, or all where a sheet has no such column.
    pub(super) fn unstamped(&mut self, n: usize, rows: &[&Row], entries: &[Vec<Cell>], found: &mut Found) {
        let table = &self.filled.tables[n];
        let mut new: HashMap<Vec<Cell>, usize> = HashMap::new();
        for (i, row) in rows.iter().enumerate() {
            if !found.is_open(i) || row.stamp.is_some() {
                continue;
            }
            let is_same = |entry: &usize| differences(table, row, &entries[*entry]).is_empty();
            let same: Vec<usize> = (0..entries.len()).filter(is_same).collect();
            if let Some(entry) = same.iter().find(|entry| found.rows[**entry].is_none()) {
                found.claim(i, *entry);
                continue;
            }
            let keyed: Vec<usize> = if n == 0 && !table.stamped {
                let free = (0..entries.len()).filter(|entry| found.rows[*entry].is_none());
                free.filter(|entry| key(&wished(table, row)) == key(&entries[*entry])).collect()
            } else {
                Vec::new()
            };
            let twin = same.first().and_then(|entry| found.rows[*entry]).map(|row| rows[row].number);
            match (twin.or_else(|| new.get(&wished(table, row)).copied()), keyed.as_slice()) {
                (Some(twin), _) => {
                    found.done.insert(i);
                    self.faults.push(table.spot(row.number, None).fault(
                        say!("这一行与第 {twin} 行完全相同", "this row is the same as row {twin}"),
                        Words::fixed(
                            "删去一行，或改成要登记的内容",
                            "delete one of them, or make it say what it should",
                        ),
                    ));
                }
                (None, [entry]) => found.claim(i, *entry),
                (None, []) => {
                    new.insert(wished(table, row), row.number);
                }
                (None, _) => {
                    found.done.insert(i);
                    self.faults.push(table.spot(row.number, None).fault(
                        Words::fixed(
                            "文件里有几条的指标、时期和数值与这一行相同，不知道是哪一条",
                            "the file has several entries with the metric, period and value of this row",
                        ),
                        Words::fixed(
                            "用 xianzhi export 导出的表里有登记号一列，在那里面改",
                            "make the change in a sheet of xianzhi export, which has a column that tells them apart",
                        ),
                    ));
                }
            }
        }
    }
}

/// Metric, period and value of an observation.
fn key(cells: &[Cell]) -> [Option<&str>; 3] {
    let columns = LISTS[0].columns;
    ["metric", "period", "value"].map(|name| cells[columns.iter().position(|c| c.name == name)?].as_deref())
}
