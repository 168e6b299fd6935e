//! One cell of a comparison: a figure, or the word for what is missing. Never blank, never 0.

use serde::Serialize;

use super::{
    super::{text::Text, view::View},
    figure::{CellFigure, cell_figure},
    relation::{Token, expr_worked},
};
use crate::{
    derive::{Cell, Computed, Mismatch},
    model::{ObsIx, Period},
};

/// A cell.
#[derive(Debug, Serialize)]
pub struct CellView<'a> {
    figure: Option<CellFigure<'a>>,
    computed: Option<ComputedView<'a>>,
    missing: Option<MissingView<'a>>,
    show_period: bool,
    rank: Option<usize>,
}

/// A value that no report prints, with the sum that it comes from.
#[derive(Debug, Serialize)]
struct ComputedView<'a> {
    printed: Text,
    word: &'a str,
    period: String,
    worked: Vec<Token>,
}

/// A missing value in words.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct MissingView<'a> {
    word: &'a str,
    note: &'a str,
    why: Option<&'a str>,
}

/// A cell; `period` is the one that the whole column shares, if it does, and stands in its head.
pub fn cell<'a>(
    view: &View<'a>,
    value: Option<ObsIx>,
    period: Option<&Period>,
    rank: Option<usize>,
) -> CellView<'a> {
    let missing = value.is_none().then(|| not_printed(view));
    let figure = value.map(|o| cell_figure(view, o));
    CellView { figure, computed: None, missing, show_period: period.is_none(), rank }
}

/// A cell of a table, which may be worked out of others.
pub fn table_cell<'a>(
    view: &View<'a>,
    shown: &Cell,
    period: Option<&Period>,
    rank: Option<usize>,
) -> CellView<'a> {
    let empty = cell(view, shown.figure(), period, rank);
    match shown {
        Cell::Figure(_) | Cell::Missing => empty,
        Cell::Computed(computed) => {
            CellView { computed: Some(computed_view(view, computed)), missing: None, ..empty }
        }
        Cell::NotApplicable(why) => CellView { missing: Some(not_applicable(view, Some(*why))), ..empty },
    }
}

fn computed_view<'a>(view: &View<'a>, computed: &Computed) -> ComputedView<'a> {
    ComputedView {
        printed: view.chinese(&computed.quantity.printed),
        word: view.words.get("basis.derived"),
        period: view.period(&computed.period),
        worked: expr_worked(view, &computed.expr),
    }
}

/// The values do not go together; in general, or why.
fn not_applicable<'a>(view: &View<'a>, why: Option<Mismatch>) -> MissingView<'a> {
    let note = match why {
        None => "missing.not_applicable_note",
        Some(Mismatch::Articles) => "not_applicable.articles",
        Some(Mismatch::Periods) => "not_applicable.periods",
        Some(Mismatch::Kinds) => "not_applicable.kinds",
        Some(Mismatch::NoValue) => "not_applicable.no_value",
    };
    let why = why.map(|_| view.words.get(note));
    MissingView { word: view.words.get("missing.not_applicable"), note: view.words.get(note), why }
}

/// The articles do not print it.
pub fn not_printed<'a>(view: &View<'a>) -> MissingView<'a> {
    MissingView {
        word: view.words.get("missing.not_printed"),
        note: view.words.get("missing.not_printed_note"),
        why: None,
    }
}

/// Words for the missing values of a comparison; none where nothing is missing.
pub fn missing_legend<'a>(view: &View<'a>, is_missing: bool) -> Vec<MissingView<'a>> {
    is_missing.then(|| not_printed(view)).into_iter().collect()
}

/// Words for the empty cells of a table.
pub fn table_legend<'a>(view: &View<'a>, cells: &[&Cell]) -> Vec<MissingView<'a>> {
    let has = |is: fn(&Cell) -> bool| cells.iter().any(|cell| is(cell));
    let mut legend = missing_legend(view, has(|c| matches!(c, Cell::Missing)));
    legend.extend(has(|c| matches!(c, Cell::NotApplicable(_))).then(|| not_applicable(view, None)));
    legend
}
