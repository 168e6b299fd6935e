//! A workbook or a CSV file of a spreadsheet program as rows of text. What a program has made a number or a date of is
//! read back as the text that was most likely meant, and marked.
//!
//! Never: knows what a column means.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Seek},
    path::Path,
};

use anyhow::Result;
use calamine::{Data, Reader as _, Xlsx, XlsxCellReader, XlsxError};
use zip::ZipArchive;

use super::disk;
use crate::diag::{OrRefuse, Refusal, Words, say};

/// What a spreadsheet program has made of a cell that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// A number: zeros before and after it are lost.
    Number,
    /// A day, and what was typed is lost.
    Date,
    /// A formula: the text is the formula, not what comes of it.
    Formula,
    /// An hour, a true or false, or an error: what was meant cannot be told.
    Other,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookCell {
    /// Its text; empty where nothing stands in it. Line breaks are `\n`.
    pub text: String,
    /// What it is, where it is no text.
    pub made: Option<Made>,
}

/// A sheet.
#[derive(Debug)]
pub struct BookSheet {
    /// Its name; empty in CSV, which has one sheet without a name.
    pub name: String,
    /// Its rows that hold anything, with their numbers as the program shows them, from 1.
    pub rows: Vec<(usize, Vec<BookCell>)>,
}

/// Reads the sheets of the workbook (`.xlsx`) or CSV file at `path`.
///
/// # Errors
/// Where it cannot be read, is neither, or is CSV that is not in UTF-8.
pub fn load_workbook(path: &Path) -> Result<Vec<BookSheet>> {
    let shown = path.display();
    let bytes = disk::bytes(path, disk::WORKBOOK).map_err(|unfit| unfit.refusal(&shown))?;
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" => Ok(vec![BookSheet { name: String::new(), rows: csv_rows(&bytes)? }]),
        "xlsx" | "xlsm" => xlsx_sheets(bytes),
        _ => Err(Refusal::new(say!(
            "{shown} 不是 .xlsx 或 .csv：在表格程序里“另存为”Excel 工作簿（.xlsx）",
            "{shown} is neither .xlsx nor .csv: save it as an Excel workbook (.xlsx) in your spreadsheet program"
        ))
        .into()),
    }
}

const BROKEN: Words = Words::fixed(
    "这个工作簿读不出来：在表格程序里打开它，“另存为”Excel 工作簿（.xlsx）再试",
    "this workbook cannot be read: open it in your spreadsheet program, save it as an Excel workbook (.xlsx) and try again",
);

/// So many bytes may the parts of a workbook have, unpacked, and the cells of a spreadsheet take.
const ROOM: usize = 256_000_000;

/// What is left of the room for the cells.
struct Room(usize);

impl Room {
    fn take(&mut self, bytes: usize) -> Result<()> {
        self.0 = self.0.checked_sub(bytes).or_refuse(|| {
            Words::fixed(
                "这份表格太大了：只留要导入的几张表和几列，另存一份再试",
                "this spreadsheet is too large: keep the sheets and columns that are to be imported, save it anew and try again",
            )
        })?;
        Ok(())
    }
}

fn xlsx_sheets(bytes: Vec<u8>) -> Result<Vec<BookSheet>> {
    weigh(&bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).or_refuse(|| BROKEN)?;
    let (mut sheets, mut room) = (Vec::new(), Room(ROOM));
    for name in book.sheet_names() {
        let rows = match book.worksheet_cells_reader(&name) {
            Ok(mut cells) => xlsx_rows(&mut cells, &mut room)?,
            Err(XlsxError::NotAWorksheet(_)) => Vec::new(),
            Err(error) => Err(error).or_refuse(|| BROKEN)?,
        };
        sheets.push(BookSheet { name, rows });
    }
    Ok(sheets)
}

/// Unpacks the parts of a workbook once, to see what they have: neither what a zip says of itself nor how many texts a
/// workbook says that it has is to be believed, and room would be made for it.
fn weigh(bytes: &[u8]) -> Result<()> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).or_refuse(|| BROKEN)?;
    let mut room = Room(ROOM);
    for n in 0..zip.len() {
        let mut part = Vec::new();
        let entry = zip.by_index(n).or_refuse(|| BROKEN)?;
        entry.take(room.0 as u64 + 1).read_to_end(&mut part).or_refuse(|| BROKEN)?;
        room.take(part.len())?;
        if announced(&part).is_some_and(|count| count > part.len()) {
            return Err(Refusal::new(BROKEN).into());
        }
    }
    Ok(())
}

/// The largest number of texts that a part of a workbook says to have.
fn announced(part: &[u8]) -> Option<usize> {
    const COUNT: &[u8] = b"uniqueCount";
    let places = (0..part.len().saturating_sub(COUNT.len())).filter(|at| part[*at..].starts_with(COUNT));
    let number = |at: usize| {
        let value = part[at + COUNT.len()..].iter().skip_while(|b| b" \t\r\n='\"".contains(b));
        let digits: Vec<u8> = value.copied().take_while(u8::is_ascii_digit).collect();
        (!digits.is_empty())
            .then(|| std::str::from_utf8(&digits).ok()?.parse().ok())
            .map(|n| n.unwrap_or(usize::MAX))
    };
    places.filter_map(number).max()
}

/// The rows of a sheet, from the cells that it holds: no room is made for those between them that it does not.
fn xlsx_rows<R: Read + Seek>(
    cells: &mut XlsxCellReader<'_, R>,
    room: &mut Room,
) -> Result<Vec<(usize, Vec<BookCell>)>> {
    let mut rows: BTreeMap<u32, Vec<BookCell>> = BTreeMap::new();
    while let Some(found) = cells.next_cell_with_formula().or_refuse(|| BROKEN)? {
        let (row, column) = found.pos;
        let cell = match found.formula.filter(|formula| !formula.is_empty()) {
            Some(formula) => BookCell { text: format!("={formula}"), made: Some(Made::Formula) },
            None => cell(&found.value.into()),
        };
        if cell.text.is_empty() {
            continue;
        }
        let (row, column) = (rows.entry(row).or_default(), column as usize);
        let added = (column + 1).saturating_sub(row.len());
        room.take(added * size_of::<BookCell>() + cell.text.len())?;
        row.resize_with(row.len() + added, BookCell::default);
        row[column] = cell;
    }
    let rows = rows.into_iter().map(|(row, cells)| (row as usize + 1, cells));
    Ok(rows.filter(holds_anything).collect())
}

fn holds_anything((_, cells): &(usize, Vec<BookCell>)) -> bool {
    cells.iter().any(|cell| !cell.text.trim().is_empty())
}

fn cell(data: &Data) -> BookCell {
    let of = |text: String, made| BookCell { text, made: Some(made) };
    match data {
        Data::Empty => BookCell::default(),
        Data::String(text) => BookCell { text: line_breaks(text), made: None },
        Data::Int(n) => of(n.to_string(), Made::Number),
        Data::Float(n) => of(n.to_string(), Made::Number),
        Data::DateTime(at) if at.is_datetime() => match at.to_ymd_hms_milli() {
            (year, month, day, 0, 0, 0, 0) => of(format!("{year:04}-{month:02}-{day:02}"), Made::Date),
            _ => of(at.as_f64().to_string(), Made::Other),
        },
        Data::DateTimeIso(text) => match text.split_once('T') {
            None => of(text.clone(), Made::Date),
            Some((day, hour)) if hour.trim_matches(['0', ':', '.', 'Z']).is_empty() => {
                of(day.to_owned(), Made::Date)
            }
            Some(_) => of(text.clone(), Made::Other),
        },
        other => of(other.to_string(), Made::Other),
    }
}

fn line_breaks(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn csv_rows(bytes: &[u8]) -> Result<Vec<(usize, Vec<BookCell>)>> {
    let text = std::str::from_utf8(bytes).ok().or_refuse(|| {
        Words::fixed(
            "这个 CSV 文件不是 UTF-8 编码，多半是 GBK：在 Excel 里“另存为”时，类型选“CSV UTF-8（逗号分隔）”，在 WPS 和 LibreOffice 里编码选 \
             UTF-8；或者存成 .xlsx",
            "this CSV file is not encoded in UTF-8, but most likely in GBK: when you save it, choose “CSV UTF-8 (comma delimited)” \
             in Excel, the encoding UTF-8 in WPS and LibreOffice; or save it as .xlsx",
        )
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|d| (head.matches(*d).count(), *d == ','));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(delimiter.unwrap_or(',')).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let (mut rows, mut room) = (Vec::new(), Room(ROOM));
    for (i, record) in reader.records().enumerate() {
        let record =
            record.or_refuse(|| Words::fixed("这个 CSV 文件读不出来", "this CSV file cannot be read"))?;
        room.take(record.len() * size_of::<BookCell>() + record.as_slice().len())?;
        let text = |cell: &str| BookCell { text: unguarded(&line_breaks(cell)), made: None };
        rows.push((i + 1, record.iter().map(text).collect()));
    }
    rows.retain(holds_anything);
    Ok(rows)
}

/// Signs at the beginning of a cell of CSV that a spreadsheet takes for a formula, and the one that keeps it from that.
const GUARDED: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// A text as a cell of CSV that no spreadsheet takes for a formula.
pub fn guarded(text: &str) -> String {
    if text.starts_with(GUARDED) { format!("'{text}") } else { text.to_owned() }
}

fn unguarded(text: &str) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(GUARDED) => rest.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        let rows = csv_rows(bytes).unwrap();
        rows.into_iter().map(|(n, cells)| (n, cells.into_iter().map(|c| c.text).collect())).collect()
    }

    #[test]
    fn csv_is_read_with_and_without_a_mark_and_with_the_signs_that_programs_put_between_cells() {
        for text in
            ["a,b\r\n1,\"x\r\ny\"\r\n", "\u{feff}a,b\n1,\"x\ny\"\n", "a;b\n1;\"x\ny\"\n", "a\tb\n1\t\"x\ny\""]
        {
            let expected =
                vec![(1, vec!["a".to_owned(), "b".to_owned()]), (2, vec!["1".to_owned(), "x\ny".to_owned()])];
            assert_eq!(texts(text.as_bytes()), expected, "{text:?}");
        }
        assert_eq!(texts(b"a,b\n,\n1,2\n")[1].0, 3, "rows keep their numbers");
    }

    #[test]
    fn gbk_is_refused_with_what_to_do() {
        let error = csv_rows(b"\xd6\xb8\xb1\xea,b\n").unwrap_err().to_string();
        assert!(error.contains("CSV UTF-8"), "{error}");
    }

    #[test]
    fn no_cell_of_csv_is_a_formula_and_none_is_changed_by_that() {
        for text in ["=1+1", "+86", "-5℃", "@a", "'a", "''", "'=a", "a'", "", "2018-12"] {
            let cell = guarded(text);
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
            assert_eq!(unguarded(&cell), text);
        }
        assert_eq!(unguarded("'90年代"), "'90年代", "typed by the editor");
    }
}
