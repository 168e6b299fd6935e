//! The dot plot: one date, a row a place, in the order given.

use crate::derive::chart::DotRow;

use super::ink::Ink;
use super::rows::Row;
use super::text::{Kind, Line};

/// The rows of the chart; a missing value is a word.
pub(super) fn rows(rows: &[DotRow]) -> Vec<Row> {
    rows.iter().map(row).collect()
}

fn row(row: &DotRow) -> Row {
    let label = row.label.clone();
    let Some(mark) = &row.mark else {
        let words = Some(Line::of(Kind::Note, row.missing.clone()));
        return Row { title: format!("{label}：{}", row.missing), label, ends: vec![], words };
    };
    let title = format!("{label}：{}", super::words(&mark.printed, &mark.period));
    match super::rows::end(&label, mark, Ink::To(mark.approximate), Kind::Value) {
        Some(end) => Row { label, title, ends: vec![end], words: None },
        None => Row {
            label,
            title,
            ends: vec![],
            words: Some(Line::caption(Kind::Note, &mark.printed, &mark.period)),
        },
    }
}
