//! One cell of a comparison: a figure, or the word for what is missing. Never blank, never 0.

use std::{borrow::Cow, cmp::Ordering};

use serde::Serialize;

use super::{
    super::{
        asked::{Ask, Asked},
        flat::flat,
        text::Text,
        view::View,
    },
    decimal::Decimals,
    figure::{CellFigure, cell_figure},
    relation::{Token, expr_worked},
};
use crate::{
    derive::{Cell, Computed, Mismatch, Variant},
    model::{Catalog, ObsIx, Period},
};

/// A cell.
#[derive(Debug)]
pub struct CellView<'a> {
    asked: Asked,
    figure: Option<CellFigure<'a>>,
    computed: Option<ComputedView<'a>>,
    missing: Option<MissingView<'a>>,
    show_period: bool,
    rank: Option<usize>,
    pad: String,
}

flat!(CellView {
    figure,
    computed if Computed,
    missing if Missing,
    show_period if ShowPeriod,
    rank if Rank,
    pad if Pad,
});

/// A value that no report prints, with the sum that it comes from.
#[derive(Debug, Serialize)]
struct ComputedView<'a> {
    /// 升, 降 or 平, where it is a change.
    direction: Option<&'a str>,
    printed: Text,
    word: &'a str,
    period: String,
    worked: Vec<Token>,
}

/// A missing value in words.
#[derive(Clone, Debug, Serialize)]
pub struct MissingView<'a> {
    word: &'a str,
    note: &'a str,
    why: Option<Cow<'a, str>>,
}

/// What is known of a column where a cell of it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'c> {
    /// What time the view is about.
    pub variant: Variant,
    /// The period that the whole column shares, if it does; it stands in its head.
    pub period: Option<&'c Period>,
    /// How its figures stand below each other.
    pub decimals: Decimals,
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
    CellView {
        asked: view.asked,
        figure,
        computed: None,
        missing,
        show_period: period.is_none(),
        rank,
        pad: String::new(),
    }
}

/// A cell of a table, which may be worked out of others.
pub fn table_cell<'a>(
    view: &View<'a>,
    shown: &Cell,
    rank: Option<usize>,
    standing: Standing<'_>,
) -> CellView<'a> {
    let mut found = cell(view, shown.figure(), standing.period, rank);
    if let Some(printed) = printed(view.catalog(), shown) {
        found.pad = view.asked(Ask::Pad, || standing.decimals.pad(printed));
    }
    match shown {
        Cell::Figure(_) | Cell::Missing => {}
        Cell::Computed(computed) => found.computed = Some(computed_view(view, computed, None)),
        Cell::Change(computed, way) => found.computed = Some(computed_view(view, computed, Some(*way))),
        Cell::NotApplicable(why) => found.missing = Some(not_applicable(view, Some(*why))),
        Cell::Elsewhere(other) => found.missing = Some(elsewhere(view, standing.variant, Some(*other))),
    }
    if found.computed.is_some() {
        found.missing = None;
    }
    found
}

/// The text of the number in a cell, if there is one.
pub fn printed<'c>(catalog: &'c Catalog, shown: &'c Cell) -> Option<&'c str> {
    match shown {
        Cell::Figure(o) => Some(&catalog.observation(*o).quantity.printed),
        Cell::Computed(computed) | Cell::Change(computed, _) => Some(&computed.quantity.printed),
        Cell::Missing | Cell::NotApplicable(_) | Cell::Elsewhere(_) => None,
    }
}

/// What stands in a cell as plain text: the number as printed, or the word for what is missing; and its period.
pub fn cell_text(view: &View<'_>, shown: &Cell, variant: Variant) -> (String, String) {
    let word = |missing: MissingView<'_>| (missing.word.to_owned(), String::new());
    let period = |computed: &Computed| view.period(&computed.period);
    match shown {
        Cell::Figure(o) => {
            let record = view.catalog().observation(*o);
            (record.quantity.printed.to_string(), view.period(&record.period))
        }
        Cell::Computed(computed) => (computed.quantity.printed.to_string(), period(computed)),
        Cell::Change(computed, way) => {
            let text = format!("{}{}", direction(view, *way), computed.quantity.printed);
            (text, period(computed))
        }
        Cell::Missing => word(not_printed(view)),
        Cell::NotApplicable(why) => word(not_applicable(view, Some(*why))),
        Cell::Elsewhere(_) => word(elsewhere(view, variant, None)),
    }
}

fn direction<'a>(view: &View<'a>, way: Ordering) -> &'a str {
    view.words.get(match way {
        Ordering::Greater => "change.up",
        Ordering::Less => "change.down",
        Ordering::Equal => "change.same",
    })
}

fn computed_view<'a>(view: &View<'a>, computed: &Computed, way: Option<Ordering>) -> ComputedView<'a> {
    ComputedView {
        direction: way.map(|way| direction(view, way)),
        printed: view.chinese(&computed.quantity.printed),
        word: view.words.get("basis.derived"),
        period: view.period(&computed.period),
        worked: view.asked(Ask::Worked, || expr_worked(view, &computed.expr)),
    }
}

/// The articles print a value of another time; in general, or of which.
fn elsewhere<'a>(view: &View<'a>, variant: Variant, other: Option<ObsIx>) -> MissingView<'a> {
    let (word, note) = match variant {
        Variant::Change => ("missing.one_period", "missing.one_period_note"),
        Variant::Declared | Variant::Year(_) | Variant::Latest(..) => {
            ("missing.other_period", "missing.other_period_note")
        }
    };
    let why = other.map(|o| {
        let period = view.period(&view.catalog().observation(o).period);
        view.words.fill("missing.other_is", &[("period", &period)]).into()
    });
    MissingView { word: view.words.get(word), note: view.words.get(note), why }
}

/// The values do not go together; in general, or why.
fn not_applicable<'a>(view: &View<'a>, why: Option<Mismatch>) -> MissingView<'a> {
    let note = match why {
        None => "missing.not_applicable_note",
        Some(Mismatch::Articles) => "not_applicable.articles",
        Some(Mismatch::Periods) => "not_applicable.periods",
        Some(Mismatch::Kinds) => "not_applicable.kinds",
        Some(Mismatch::NoValue) => "not_applicable.no_value",
        Some(Mismatch::Overlap) => "not_applicable.overlap",
    };
    let why = why.map(|_| view.words.get(note).into());
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

/// Words for the empty cells of a table: those that stand in it.
pub fn table_legend<'a>(view: &View<'a>, variant: Variant, cells: &[&Cell]) -> Vec<MissingView<'a>> {
    let has = |is: fn(&Cell) -> bool| cells.iter().any(|cell| is(cell));
    let mut legend = missing_legend(view, has(|c| matches!(c, Cell::Missing)));
    legend.extend(has(|c| matches!(c, Cell::Elsewhere(_))).then(|| elsewhere(view, variant, None)));
    legend.extend(has(|c| matches!(c, Cell::NotApplicable(_))).then(|| not_applicable(view, None)));
    legend
}
