//! The dot plot: one date, a row a place, in the order given.

use crate::derive::chart::{ChartWords, DotRow};

use super::ink::Ink;
use super::rows::Row;
use super::text::{Kind, Line};

/// The rows of the chart; a missing value is a word.
pub(super) fn rows(rows: &[DotRow], words: &ChartWords) -> Vec<Row> {
    rows.iter().map(|r| row(r, words)).collect()
}

fn row(row: &DotRow, words: &ChartWords) -> Row {
    let label = row.label.clone();
    let Some(mark) = &row.mark else {
        let missing = Some(Line::of(Kind::Note, row.missing.clone()));
        let title = super::said(&label, &row.missing, "", words);
        return Row { title, label, ends: vec![], words: missing };
    };
    let title = super::said(&label, &mark.printed, &mark.period, words);
    match super::rows::end(&label, mark, Ink::To(mark.approximate), Kind::Value, words) {
        Some(end) => Row { label, title, ends: vec![end], words: None },
        None => Row {
            label,
            title,
            ends: vec![],
            words: Some(Line::caption(Kind::Note, &mark.printed, &mark.period, words)),
        },
    }
}
