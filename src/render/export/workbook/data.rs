//! The whole of the data as one workbook: notes, then a sheet a table, as the description of the tables has them.

use anyhow::Result;

use super::{Book, Sheet};
use crate::{
    derive::Speech,
    render::{
        export::tables::{Extent, Field, SEPARATOR, TABLES, Table, in_every_language},
        view::View,
    },
};

/// The workbook, its notes in the language of the view.
///
/// # Errors
/// Where a text is longer than a cell may hold.
pub(in super::super::super) fn render_workbook(view: &View<'_>) -> Result<Vec<u8>> {
    let mut book = Book::new(view, view.site_title().plain())?;
    let mut sheet = book.sheet(view.words.get("sheet.notes"))?;
    notes(view, &mut sheet)?;
    book.add(sheet)?;
    for table in TABLES {
        rows(view, &mut book, table)?;
    }
    book.bytes()
}

/// What the data is, and what each field says.
fn notes(view: &View<'_>, sheet: &mut Sheet) -> Result<()> {
    let words = view.words;
    let site = &view.catalog().site;
    sheet.heading([view.site_title().plain()])?;
    sheet.line(view.site_description().plain())?;
    for (key, value) in [
        ("sheet.licence", site.licence.as_ref().map(|licence| licence.name.as_str())),
        ("cite.address", site.base_url.as_deref()),
    ] {
        if let Some(value) = value {
            sheet.notes([words.get(key), value])?;
        }
    }
    sheet.gap();
    for table in TABLES {
        sheet.heading([table.title(words)])?;
        sheet.line(&table.note(words))?;
        sheet.heading(
            ["sheet.field", "sheet.name", "sheet.kind", "sheet.meaning"].map(|key| words.get(key)),
        )?;
        for field in table.fields {
            let separator = SEPARATOR.to_string();
            let kind = words.fill(field.kind.key(), &[("separator", &separator)]);
            let meaning = table.field_note_with_missing(words, field);
            sheet.notes([field.name, &head(view, table, field), &kind, &meaning])?;
        }
        sheet.gap();
    }
    Ok(())
}

/// What the column of a field is called, in all languages of the site.
fn head(view: &View<'_>, table: &Table, field: &Field) -> String {
    in_every_language(view.site, |speech: Speech<'_>| table.field_title(speech.words, field))
}

/// A table, on as many sheets as it takes.
fn rows(view: &View<'_>, book: &mut Book, table: &Table) -> Result<()> {
    let title = table.title(view.words);
    let heads: Vec<String> = table.fields.iter().map(|field| head(view, table, field)).collect();
    let begun = |book: &mut Book| {
        let mut sheet = book.sheet(&title)?;
        sheet.head(&heads)?;
        anyhow::Ok(sheet)
    };
    let mut sheet = begun(book)?;
    table.rows(view.site, Extent::All, &mut |row| {
        if sheet.is_full() {
            let next = begun(book)?;
            book.add(std::mem::replace(&mut sheet, next))?;
        }
        sheet.row(row)
    })?;
    book.add(sheet)
}
