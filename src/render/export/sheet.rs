//! A cross-county table for spreadsheets: one row a place, cells as on the page. UTF-8 with a byte order mark and CRLF, so
//! that spreadsheets take it for what it is; figures stay as printed.

use std::borrow::Cow;

use anyhow::Result;

use super::super::{page::table::column_names, part::cell_text, view::View};
use crate::derive::Variant;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A view of the n-th table of the catalogue, all places in place order: code, place, prefecture, then value and period of
/// each column.
///
/// # Errors
/// None that a writer into memory has.
pub(in super::super) fn render_sheet(view: &View<'_>, n: usize, variant: Variant) -> Result<Vec<u8>> {
    let shown = view.site.variation(n, variant);
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let mut row: Vec<String> =
        ["place.code", "head.place", "place.prefecture"].map(|key| view.words.get(key).to_owned()).into();
    for name in column_names(view, variant, &shown) {
        row.push(view.words.fill("sheet.period_of", &[("column", name.plain())]));
        row.insert(row.len() - 1, name.into_plain());
    }
    writer.write_record(row.iter().map(|cell| harmless(cell).into_owned()))?;
    for ix in view.catalog().place_ids() {
        let place = view.catalog().place(ix);
        row = vec![place.code.to_string(), view.place_name(ix).into_plain(), place.prefecture.clone()];
        for column in &shown.worked.columns {
            let (value, period) = cell_text(view, &column.cells[ix.ix()], variant);
            row.extend([value, period]);
        }
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned()))?;
    }
    Ok(writer.into_inner().map_err(::csv::IntoInnerError::into_error)?)
}

/// A text that no spreadsheet takes for a formula: an apostrophe before what would start one.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_number =
        text[..].strip_prefix(['-', '+']).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_as_printed() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-A1", "'-A1"),
            ("-0.5个百分点", "-0.5个百分点"),
            ("86处", "86处"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), safe);
        }
    }
}
