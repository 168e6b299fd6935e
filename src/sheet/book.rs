//! What was exported as a workbook, whose cells are all texts, or as CSV.

use anyhow::Result;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    Formula, Workbook, Worksheet,
};

use super::{
    columns::{ARTICLE, GREY, sheets},
    export::{Exported, Grid},
};
use crate::{
    diag::{OrRefuse, say},
    model::{Catalog, ExcludeReason, Kind},
    read::guarded,
};

/// Rows beyond those that are filled in which a list of choices is offered.
const FURTHER_ROWS: u32 = 2000;

const NOTES: &str = "说明";
const METRICS: &str = "指标";
const PLACES: &str = "地区";

/// What stands at the top of the notes.
const GUIDE: &[&str] = &[
    "这是报道文件开头的数据，一行一条，照文件里的写法。改好以后存成 .xlsx，在站点文件夹里运行：xianzhi import 这个文件",
    "它先列出每一处改动（文件、行号、改前、改后），问过再写；只改你改过的那几个字，批注、次序和正文都照旧。",
    "白色的格是字段，灰色的格是给人看的，改了不算。空格就是没有这个字段。",
    "所有的格都是文本格式。表格程序把 2018-12 变成日期、把 017 变成 17 的，先把那一格设成文本格式，再重新写。",
    "加一条：在最后一行下面写，写上报道，登记号留空。可以照另一行复制，但要清空登记号。",
    "加一篇：报道一列写新的文件名（小写字母、数字、连字符），地区代码写上；还没有写的字段会填上“待填”。",
    "删一条：删去整行。导入时只列出少了哪些；要真的删，加 --delete。",
    "不要改列名和表名。可以排序、筛选、藏起不用的列；删去一列，那一列的字段都照旧。",
    "一格里不要换行。",
];

impl Exported {
    /// The bytes of a workbook (`.xlsx`): the articles, notes, and the metrics and places of the catalogue to choose from.
    ///
    /// # Errors
    /// Where a text is longer than a cell may be.
    pub fn xlsx(&self, catalog: &Catalog) -> Result<Vec<u8>> {
        let mut book = Workbook::new();
        // Every file needs an hour; this one is none.
        book.set_properties(
            &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(1980, 1, 1)?),
        );
        let chosen = catalog.metrics.iter().filter(|metric| metric.is_catalogued()).count();
        for (n, grid) in self.grids.iter().enumerate() {
            book.push_worksheet(sheet(grid, u32::try_from(chosen)?)?);
            if n == 0 {
                book.push_worksheet(notes()?);
            }
        }
        book.push_worksheet(metrics(catalog)?);
        book.push_worksheet(places(catalog)?);
        let mut register = sheet(&self.register, 0)?;
        register.set_hidden(true);
        book.push_worksheet(register);
        Ok(book.save_to_buffer()?)
    }

    /// The observations as CSV in UTF-8, marked as such for Excel.
    ///
    /// # Errors
    /// None of its own.
    pub fn csv(&self) -> Result<Vec<u8>> {
        let mut bytes = "\u{feff}".as_bytes().to_vec();
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
        let Grid { heads, rows, .. } = &self.grids[0];
        writer.write_record(heads.iter().map(|head| head.text.as_str()))?;
        for row in rows {
            writer.write_record(row.iter().map(|cell| guarded(cell.as_deref().unwrap_or_default())))?;
        }
        writer.flush()?;
        drop(writer);
        Ok(bytes)
    }
}

fn text_format() -> Format {
    Format::new().set_num_format("@").set_align(FormatAlign::Top)
}

fn grey_format() -> Format {
    text_format().set_background_color(Color::RGB(0x00ED_EDED)).set_font_color(Color::RGB(0x0059_5959))
}

fn head_format() -> Format {
    Format::new().set_num_format("@").set_bold().set_text_wrap().set_align(FormatAlign::Top)
}

fn sheet(grid: &Grid, metrics: u32) -> Result<Worksheet> {
    let mut sheet = Worksheet::new();
    sheet.set_name(grid.name)?;
    let (text, grey) = (text_format().set_quote_prefix(), grey_format().set_quote_prefix());
    let columns = (0_u16..).zip(&grid.heads);
    for (column, head) in columns.clone() {
        let format = if head.grey { grey_format() } else { text_format() };
        sheet.set_column_format(column, &format)?.set_column_width(column, f64::from(head.width) + 2.0)?;
        let format =
            if head.grey { head_format().set_font_color(Color::RGB(0x0059_5959)) } else { head_format() };
        sheet.write_string_with_format(0, column, &head.text, &format)?;
    }
    for (n, row) in (1_u32..).zip(&grid.rows) {
        for ((column, head), cell) in columns.clone().zip(row) {
            let format = if head.grey { &grey } else { &text };
            match cell {
                Some(cell) => sheet.write_string_with_format(n, column, cell, format).or_refuse(|| {
                    let (sheet, row, head) = (grid.name, n + 1, &head.text);
                    say!(
                        "《{sheet}》第 {row} 行“{head}”太长，一格放不下",
                        "the text of {head} in row {row} of {sheet} is too long for a cell"
                    )
                })?,
                None => sheet.write_blank(n, column, format)?,
            };
        }
    }
    let last = u32::try_from(grid.rows.len())?;
    for (column, head) in columns {
        if let Some(choice) = choice(grid.name, head.name, metrics)? {
            sheet.add_data_validation(1, column, last + FURTHER_ROWS, column, &choice)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, last, u16::try_from(grid.heads.len())?.saturating_sub(1))?;
    Ok(sheet)
}

/// What is offered to choose from in a column. Something else may be written all the same, where there is something else.
fn choice(sheet: &str, column: &str, metrics: u32) -> Result<Option<DataValidation>> {
    let offered = match (sheet, column) {
        (_, "metric") if metrics > 0 => DataValidation::new()
            .allow_list_formula(Formula::new(format!("={METRICS}!$A$2:$A${}", metrics + 1)))
            .show_error_message(false),
        ("观测值", "kind") => among(&Kind::ALL.map(|(id, _)| id))?,
        ("排除", "reason") => among(&ExcludeReason::ALL.map(|(id, _)| id))?,
        ("事件", "kind") => among(&["done", "target"])?,
        _ => return Ok(None),
    };
    Ok(Some(offered))
}

fn among(words: &[&str]) -> Result<DataValidation> {
    Ok(DataValidation::new()
        .allow_list_strings(words)?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("没有这个词")?
        .set_error_message("从列表里选一个")?)
}

fn notes() -> Result<Worksheet> {
    let mut sheet = Worksheet::new();
    sheet.set_name(NOTES)?;
    let (text, head) = (text_format().set_text_wrap(), head_format());
    for (column, width) in [(0, 16.0), (1, 20.0), (2, 90.0)] {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 0;
    for line in GUIDE {
        sheet.write_string(row, 0, *line)?;
        row += 1;
    }
    for (name, columns) in sheets() {
        row += 1;
        for (column, words) in (0_u16..).zip([name, "列", "怎么写"]) {
            sheet.write_string_with_format(row, column, words, &head)?;
        }
        row += 1;
        let own = [&ARTICLE].into_iter().chain(columns).map(|c| (c.name, c.label, c.note));
        for (name, label, note) in own {
            for (column, words) in (0_u16..).zip([name, label, note]) {
                sheet.write_string_with_format(row, column, words, &text)?;
            }
            row += 1;
        }
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "灰色的列", &head)?;
    for (name, label, _, note) in GREY {
        row += 1;
        for (column, words) in (0_u16..).zip([name, label, note]) {
            sheet.write_string_with_format(row, column, *words, &text)?;
        }
    }
    Ok(sheet)
}

fn metrics(catalog: &Catalog) -> Result<Worksheet> {
    let rows = catalog.metrics.iter().filter(|metric| metric.is_catalogued()).map(|metric| {
        [
            metric.id.as_str(),
            &metric.label,
            &metric.unit.printed,
            metric.kind.id(),
            &metric.population,
            &metric.definition,
        ]
        .map(str::to_owned)
    });
    listing(
        METRICS,
        [("编号", 32.0), ("名称", 24.0), ("单位", 10.0), ("性质", 12.0), ("统计对象", 30.0), ("定义", 70.0)],
        rows,
    )
}

fn places(catalog: &Catalog) -> Result<Worksheet> {
    let rows = catalog.places.iter().map(|place| {
        [place.code.to_string(), place.name.clone(), place.prefecture.clone(), place.province.clone()]
    });
    listing(PLACES, [("代码", 10.0), ("名称", 16.0), ("市州", 16.0), ("省", 12.0)], rows)
}

/// A sheet to look things up in.
fn listing<const N: usize>(
    name: &str,
    heads: [(&str, f64); N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Worksheet> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (column, (head, width)) in (0_u16..).zip(heads) {
        sheet.set_column_format(column, &text_format())?.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, head, &head_format())?;
    }
    for (n, row) in (1_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(&row) {
            sheet.write_string_with_format(n, column, text, &grey_format())?;
        }
    }
    Ok(sheet)
}
