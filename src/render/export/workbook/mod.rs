//! Workbooks for spreadsheets (Office Open XML): the whole of the data ([`data`]), and a view of a cross-county table
//! ([`table`]). Each begins with a sheet of notes. Numbers are numbers; texts are texts, whatever they begin with: a
//! spreadsheet is told that none of them is a formula, also when somebody edits the cell.
//!
//! The same site gives the same bytes: no hour and no name of a person stands in it. Never: compares or converts a figure.

mod data;
mod table;

use anyhow::Result;
use rust_decimal::{Decimal, prelude::ToPrimitive as _};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

pub(in super::super) use self::{data::render_workbook, table::render_table_workbook};

use super::tables::Value;
use crate::render::view::View;

/// What the name of a sheet may not have, and how long it may be, in UTF-16 units.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
const LONGEST_NAME: usize = 31;

/// Numbers have so many digits in a spreadsheet; what has more stays a text.
const DIGITS: usize = 15;

/// Rows that a sheet has, the head among them.
const ROWS: u32 = 1_048_576;

/// How high a line is, in points.
const LINE: u16 = 15;

/// The columns of a table that stay in sight.
const HELD: u16 = 2;

/// How wide a column is at least and at most, in digits.
const WIDTHS: (usize, usize) = (8, 60);

/// A workbook that is being written.
struct Book {
    workbook: Workbook,
    names: Vec<String>,
}

impl Book {
    /// An empty one, with what it says of itself.
    fn new(view: &View<'_>, title: &str) -> Result<Book> {
        let mut workbook = Workbook::new();
        let site = &view.catalog().site;
        let licence = site.licence.as_ref().map_or("", |licence| licence.name.as_str());
        let properties = DocProperties::new()
            .set_title(title)
            .set_author(view.site_title().plain())
            .set_comment(licence)
            // Every file needs an hour; this one is none.
            .set_creation_datetime(&ExcelDateTime::from_ymd(1980, 1, 1)?);
        workbook.set_properties(&properties);
        Ok(Book { workbook, names: Vec::new() })
    }

    /// A sheet to be added; a name that is taken already gets a number.
    fn sheet(&mut self, name: &str) -> Result<Sheet> {
        let name = sheet_name(name, &self.names);
        let mut sheet = Worksheet::new();
        sheet.set_name(&name)?;
        self.names.push(name);
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        let plain = Format::new().set_quote_prefix();
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        let prose = plain.clone().set_text_wrap().set_align(FormatAlign::Top);
        Ok(Sheet { sheet, row: 0, widths: Vec::new(), head_rows: 0, plain, head, prose })
    }

    /// Adds a sheet that is written.
    fn add(&mut self, sheet: Sheet) -> Result<()> {
        self.workbook.push_worksheet(sheet.end()?);
        Ok(())
    }

    fn bytes(mut self) -> Result<Vec<u8>> {
        Ok(self.workbook.save_to_buffer()?)
    }
}

fn sheet_name(wished: &str, taken: &[String]) -> String {
    let cut = |room: usize| {
        let mut name = String::new();
        for c in wished.chars().filter(|c| !NOT_IN_NAMES.contains(c) && !c.is_control()) {
            if name.encode_utf16().count() + c.len_utf16() > room {
                break;
            }
            name.push(c);
        }
        name.trim_matches(['\'', ' ']).to_owned()
    };
    let same = |name: &str| taken.iter().any(|t| t.to_lowercase() == name.to_lowercase());
    let numbered = (2..).map(|n| {
        let number = format!(" {n}");
        format!("{}{number}", cut(LONGEST_NAME - number.len()))
    });
    let own = cut(LONGEST_NAME);
    let first = if own.is_empty() { None } else { Some(own) };
    first.into_iter().chain(numbered).find(|name| !same(name)).unwrap_or_default()
}

/// A sheet that is written row by row.
struct Sheet {
    sheet: Worksheet,
    row: u32,
    /// The widest text of each column so far, in digits.
    widths: Vec<usize>,
    /// Rows of the head; none where the sheet is no table.
    head_rows: u32,
    /// For texts that may look like a formula to one who edits them.
    plain: Format,
    head: Format,
    /// For notes, which may be long.
    prose: Format,
}

impl Sheet {
    /// The head of a table: it stays in sight with the first columns, and its columns can be filtered.
    fn head<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> Result<()> {
        for (column, cell) in (0_u16..).zip(cells) {
            self.sheet.write_string_with_format(self.row, column, cell.as_ref(), &self.head)?;
            self.measure(column, cell.as_ref());
        }
        self.row += 1;
        self.head_rows = self.row;
        Ok(())
    }

    fn row(&mut self, cells: &[Value<'_>]) -> Result<()> {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Value::Nothing => continue,
                Value::Text(text) => self.text(column, text)?,
                Value::Integer(n) => self.number(column, Decimal::from(*n))?,
                Value::Decimal(d) => self.number(column, *d)?,
            }
            self.measure(column, &cell.plain());
        }
        self.row += 1;
        Ok(())
    }

    /// A heading, or the heads of columns of notes.
    fn heading<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> Result<()> {
        for (column, cell) in (0_u16..).zip(cells) {
            self.sheet.write_string_with_format(self.row, column, cell.as_ref(), &self.head)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A sentence, across the columns.
    fn line(&mut self, text: &str) -> Result<()> {
        self.text(0, text)?;
        self.row += 1;
        Ok(())
    }

    /// A row of notes, as high as its longest text needs.
    fn notes<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> Result<()> {
        let mut lines = 1;
        for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.as_ref().is_empty()) {
            self.sheet.write_string_with_format(self.row, column, cell.as_ref(), &self.prose)?;
            lines = lines.max(self.measure(column, cell.as_ref()).div_ceil(WIDTHS.1));
        }
        if lines > 1 {
            self.sheet.set_row_height(self.row, u16::try_from(lines)? * LINE)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A row that is left free.
    fn gap(&mut self) {
        self.row += 1;
    }

    fn text(&mut self, column: u16, text: &str) -> Result<()> {
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            self.sheet.write_string_with_format(self.row, column, text, &self.plain)?;
        } else {
            self.sheet.write_string(self.row, column, text)?;
        }
        Ok(())
    }

    /// A number as a number, unless that would change it.
    fn number(&mut self, column: u16, number: Decimal) -> Result<()> {
        match number.normalize().to_f64().filter(|_| digits(number) <= DIGITS) {
            Some(float) => self.sheet.write_number(self.row, column, float)?,
            None => self.sheet.write_string(self.row, column, number.to_string())?,
        };
        Ok(())
    }

    /// The width of a text, which its column takes note of.
    fn measure(&mut self, column: u16, text: &str) -> usize {
        let column = usize::from(column);
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 0);
        }
        let width = text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0);
        self.widths[column] = self.widths[column].max(width);
        width
    }

    /// Whether there is room for a row.
    fn is_full(&self) -> bool {
        self.row >= ROWS
    }

    /// Columns as wide as what stands in them; of a table, the head.
    fn end(mut self) -> Result<Worksheet> {
        let (least, most) = WIDTHS;
        for (column, width) in (0_u16..).zip(&self.widths) {
            let width = u16::try_from((*width).clamp(least, most))? + 2;
            self.sheet.set_column_width(column, f64::from(width))?;
        }
        if self.head_rows > 0 {
            self.sheet.set_freeze_panes(self.head_rows, HELD)?;
            let last = u16::try_from(self.widths.len().saturating_sub(1))?;
            self.sheet.autofilter(self.head_rows - 1, 0, self.row - 1, last)?;
            self.sheet.set_repeat_rows(0, self.head_rows - 1)?;
        }
        Ok(self.sheet)
    }
}

/// How many digits of a number count.
fn digits(number: Decimal) -> usize {
    number.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{digits, sheet_name};

    #[test]
    fn names_of_sheets_are_such_as_a_spreadsheet_takes() {
        let taken = ["观测值".to_owned(), "Table".to_owned()];
        for (wished, name) in [
            ("观测值", "观测值 2"),
            ("table", "table 2"),
            ("a/b:[c]?*\\", "abc"),
            ("'quoted'", "quoted"),
            ("", " 2"),
        ] {
            assert_eq!(sheet_name(wished, &taken), name);
        }
        let long = sheet_name(&"长".repeat(40), &[]);
        assert_eq!(long.chars().count(), 31);
        assert_eq!(sheet_name(&"长".repeat(40), &[long]).chars().count(), 31);
        assert!(sheet_name(&"𠮷".repeat(40), &[]).encode_utf16().count() <= 31);
    }

    #[test]
    fn digits_that_count() {
        for (number, count) in
            [("36210000", 4), ("0.94", 2), ("-1.50", 2), ("12345678901234567.8", 18), ("0", 0)]
        {
            assert_eq!(digits(number.parse::<Decimal>().unwrap()), count, "{number}");
        }
    }
}
