//! A view of a cross-county table as a workbook: its places in place order with, for each column, what is printed, the
//! number in its base unit, that unit, and the period; and a sheet of notes, which says of each column why it is not ranked.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Book, Sheet};
use crate::{
    derive::{Cell, Variant, Variation, citation},
    model::{ArticleIx, Shows},
    quantity::Quantity,
    render::{
        export::tables::Value,
        list::TableAt,
        page::table::{column_names, view_title},
        part::{cell_text, short_reasons, table_summary},
        text::Text,
        view::View,
    },
};

/// A view of the n-th table of the catalogue.
///
/// # Errors
/// Where a text is longer than a cell may hold.
pub(in super::super::super) fn render_table_workbook(
    view: &View<'_>,
    n: usize,
    variant: Variant,
) -> Result<Vec<u8>> {
    let shown = view.site.variation(n, variant);
    let names = column_names(view, variant, &shown);
    let title = view_title(view, TableAt { variant, ..TableAt::declared(n) }, &names).into_plain();
    let mut book = Book::new(view, &title)?;
    let mut sheet = book.sheet(view.words.get("sheet.table"))?;
    rows(view, &mut sheet, variant, (&shown, &names))?;
    book.add(sheet)?;
    let mut sheet = book.sheet(view.words.get("sheet.notes"))?;
    sheet.heading([&title])?;
    sheet.line(table_summary(view, n).text)?;
    notes(view, &mut sheet, (&shown, &names))?;
    book.add(sheet)?;
    book.bytes()
}

/// What a view shows, with the names of its columns.
type Shown<'s> = (&'s Variation<'s>, &'s [Text]);

fn rows(view: &View<'_>, sheet: &mut Sheet, variant: Variant, (shown, names): Shown<'_>) -> Result<()> {
    let words = view.words;
    let mut head: Vec<String> =
        ["place.code", "head.place", "place.prefecture"].map(|key| words.get(key).to_owned()).into();
    for name in names {
        let of = |key| words.fill(key, &[("column", name.plain())]);
        head.extend([
            of("sheet.printed_of"),
            of("sheet.value_of"),
            of("sheet.unit_of"),
            of("sheet.period_of"),
        ]);
    }
    sheet.head(&head)?;
    let catalog = view.catalog();
    for ix in catalog.place_ids() {
        let place = catalog.place(ix);
        let own =
            [place.code.to_string(), view.place_name(ix).into_plain(), view.prefecture_name(ix).into_plain()];
        let mut row: Vec<Value<'_>> = own.into_iter().map(|text| Value::Text(text.into())).collect();
        for column in &shown.worked.columns {
            let cell = &column.cells[ix.ix()];
            let (printed, period) = cell_text(view, cell, variant);
            let quantity = quantity(view, cell);
            row.push(Value::Text(printed.into()));
            row.push(quantity.map_or(Value::Nothing, |q| Value::Decimal(q.base_value())));
            row.push(quantity.map_or(Value::Nothing, |q| Value::Text(q.base_unit().into())));
            row.push(if period.is_empty() { Value::Nothing } else { Value::Text(period.into()) });
        }
        sheet.row(&row)?;
    }
    Ok(())
}

/// The number of a cell that shows one. How far something changed has its direction in words, so that it is no number.
fn quantity<'a>(view: &View<'a>, cell: &'a Cell) -> Option<&'a Quantity> {
    match cell {
        Cell::Figure(o) => Some(&view.catalog().observation(*o).quantity),
        Cell::Computed(computed) => Some(&computed.quantity),
        Cell::Change(..) | Cell::Missing | Cell::NotApplicable(_) | Cell::Elsewhere(_) => None,
    }
}

fn notes(view: &View<'_>, sheet: &mut Sheet, (shown, names): Shown<'_>) -> Result<()> {
    let words = view.words;
    sheet.line(words.get("sheet.values_note"))?;
    sheet.gap();
    sheet.heading(
        ["sheet.column", "sheet.counted", "sheet.meaning", "sheet.unranked"].map(|key| words.get(key)),
    )?;
    for ((column, worked), name) in shown.columns.iter().zip(&shown.worked.columns).zip(names) {
        let metric = column.metric();
        let of = |say: &dyn Fn(_) -> Text| metric.map_or_else(String::new, |m| say(m).into_plain());
        let meaning = match &column.shows {
            Shows::Metric(_) => of(&|m| view.metric_definition(m)),
            Shows::Formula(_) => words.get("basis.derived").to_owned(),
        };
        let reasons = short_reasons(view, &worked.comparability).into_plain();
        sheet.notes([name.plain(), &of(&|m| view.metric_population(m)), &meaning, &reasons])?;
    }
    sheet.gap();
    let catalog = view.catalog();
    let figures = shown.worked.observations().map(|o| catalog.observation(o).article);
    let articles: BTreeSet<ArticleIx> = figures.collect();
    sheet.heading([words.get("head.source")])?;
    for article in articles.into_iter().map(|ix| catalog.article(ix)) {
        let place = view.place_name(article.place).into_plain();
        sheet.notes([place, citation(view.speech, article)])?;
    }
    if let Some(licence) = &catalog.site.licence {
        sheet.notes([words.get("sheet.licence"), &licence.name])?;
    }
    Ok(())
}
