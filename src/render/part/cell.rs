//! One cell of a comparison: a figure, or the word for what is missing. Never blank, never 0.

use serde::Serialize;

use super::{
    super::view::View,
    figure::{CellFigure, cell_figure},
};
use crate::model::{ObsIx, Period};

/// A cell.
#[derive(Debug, Serialize)]
pub struct CellView<'a> {
    figure: Option<CellFigure<'a>>,
    missing: Option<MissingView<'a>>,
    show_period: bool,
    rank: Option<usize>,
}

/// A missing value in words.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct MissingView<'a> {
    word: &'a str,
    note: &'a str,
}

/// A cell; `period` is the one that the whole column shares, if it does, and stands in its head.
pub fn cell<'a>(
    view: &View<'a>,
    value: Option<ObsIx>,
    period: Option<&Period>,
    rank: Option<usize>,
) -> CellView<'a> {
    let missing = value.is_none().then(|| not_printed(view));
    CellView { figure: value.map(|o| cell_figure(view, o)), missing, show_period: period.is_none(), rank }
}

/// The articles do not print it.
pub fn not_printed<'a>(view: &View<'a>) -> MissingView<'a> {
    MissingView {
        word: view.words.get("missing.not_printed"),
        note: view.words.get("missing.not_printed_note"),
    }
}

/// Words for the missing values of a comparison; none where nothing is missing.
pub fn missing_legend<'a>(view: &View<'a>, is_missing: bool) -> Vec<MissingView<'a>> {
    is_missing.then(|| not_printed(view)).into_iter().collect()
}
