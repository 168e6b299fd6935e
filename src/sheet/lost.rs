//! Cells that a spreadsheet program has made something else of than a text, and how they were read.

use std::collections::BTreeMap;

use super::{fault::Fault, filled::Table};
use crate::diag::{Words, say};

/// How many cells of a column were read so, with one of them: by column, and whether as a day or as a number.
pub(super) type Lost = BTreeMap<(usize, bool), (usize, String)>;

/// `2018/12/10`, as a spreadsheet shows a day, as `2018-12-10`.
pub(super) fn from_slashes(text: &str) -> Option<String> {
    let parts: Vec<u16> = text.split('/').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match parts[..] {
        [year @ 1000..=9999, month @ 1..=12, day @ 1..=31] => Some(format!("{year}-{month:02}-{day:02}")),
        _ => None,
    }
}

/// That a spreadsheet has changed cells of a column, and how they were read.
pub(super) fn of_lost(table: &Table, column: usize, date: bool, count: usize, example: &str) -> Fault {
    let (name, sheet) = (table.columns[column].name, &table.sheet);
    let (sheet, en) = if sheet.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("《{sheet}》"), format!("{sheet}: "))
    };
    let words = if date {
        say!(
            "{sheet}{name} 一列有 {count} 格被表格程序变成了日期，读作 {example} 这样的一天；原来写的是一个月的，会多出日来",
            "{en}in the column {name} the spreadsheet has made dates of cells ({count}); they are read as days, such as {example}, also where a month was meant"
        )
    } else {
        say!(
            "{sheet}{name} 一列有 {count} 格被表格程序变成了数字，读作 {example} 这样；前面的 0、末尾的 0 和百分号可能丢了",
            "{en}in the column {name} the spreadsheet has made numbers of cells ({count}); they are read such as {example}; zeros at both ends and per cent signs may be lost"
        )
    };
    Fault::general(
        words,
        Words::fixed(
            "下面列出的改动里有不对的，把那一格设成文本格式再重新写",
            "where a change below is wrong, set the format of the cell to text and write it again",
        ),
    )
}
