//! A new article from rows of a workbook: what they say, and “待填” where an editor has still to write.

use std::fmt::Write as _;

use super::{
    columns::{FIELDS, LISTS},
    patch::filled_cells,
    record::{Cell, names},
};
use crate::{
    check::PLACEHOLDER,
    model::Date,
    read::{Around, scalar},
};

/// What rows say of an article that is not there yet.
#[derive(Debug)]
pub(super) struct New<'r> {
    /// The code of its place.
    pub(super) place: &'r str,
    /// Its fields; empty where no row tells of them.
    pub(super) fields: Vec<Cell>,
    /// The entries of each list.
    pub(super) lists: Vec<Vec<Vec<Cell>>>,
    pub(super) today: Date,
}

impl New<'_> {
    /// The file.
    pub(super) fn text(&self) -> String {
        let mut text = String::from("---\n");
        for (i, column) in FIELDS.iter().enumerate().filter(|(_, column)| !column.name.contains('.')) {
            match (column.name, self.fields.get(i).and_then(Option::as_deref)) {
                ("place", _) => {
                    let _ = writeln!(text, "place: \"{}\"", self.place);
                }
                ("aliases", Some(aliases)) => {
                    let _ = writeln!(text, "aliases: {}", listed(aliases));
                }
                (name, Some(value)) => {
                    let _ = writeln!(text, "{name}: {}", scalar(value, Around::Block));
                }
                ("title" | "summary", None) => {
                    let _ = writeln!(text, "{}: {PLACEHOLDER}", column.name);
                }
                ("period", None) => {
                    let _ = writeln!(text, "period: {}~  # 待核：表里没有写，暂用今年", self.today.year);
                }
                (_, None) => {}
            }
            if column.name == "summary_en" {
                self.origin(&mut text);
            }
        }
        for (list, entries) in LISTS.iter().zip(&self.lists) {
            match (list.field, entries.is_empty()) {
                ("metrics", true) => text.push_str("metrics: []\n"),
                (_, true) => {}
                (field, false) => {
                    let _ = writeln!(text, "{field}:");
                }
            }
            for cells in entries {
                text.push_str(&line(list.field, cells, LISTS.iter().position(|l| l.field == list.field)));
            }
        }
        let _ = write!(text, "---\n{PLACEHOLDER}：用自己的话写这篇报道，数字写成花括号里的指标编号。\n");
        text
    }

    fn origin(&self, text: &mut String) {
        text.push_str("origin:\n");
        for (i, column) in FIELDS.iter().enumerate() {
            let Some(name) = column.name.strip_prefix("origin.") else { continue };
            let written = match (name, self.fields.get(i).and_then(Option::as_deref)) {
                ("authors", Some(authors)) => listed(authors),
                (_, Some(value)) => scalar(value, Around::Block),
                ("file", None) => format!("{PLACEHOLDER}.txt  # 待填：来源文本的文件名"),
                ("sha256", None) => {
                    format!("\"{}\"  # 待核：运行 xianzhi audit，它会说是什么", "0".repeat(64))
                }
                ("note", None) => format!("{PLACEHOLDER}：来源的标题、报纸、日期"),
                (_, None) => continue,
            };
            let _ = writeln!(text, "  {name}: {written}");
        }
    }
}

fn listed(cell: &str) -> String {
    let items: Vec<String> = names(cell).into_iter().map(|name| scalar(name, Around::Brackets)).collect();
    format!("[{}]", items.join(", "))
}

fn line(field: &str, cells: &[Cell], list: Option<usize>) -> String {
    let fields = filled_cells(list.unwrap_or_default(), cells);
    if let ("relations", [("relation", relation)]) = (field, fields.as_slice()) {
        return format!("  - {}\n", scalar(relation, Around::Block));
    }
    let fields: Vec<String> =
        fields.iter().map(|(name, text)| format!("{name}: {}", scalar(text, Around::Brackets))).collect();
    format!("  - {{{}}}\n", fields.join(", "))
}
