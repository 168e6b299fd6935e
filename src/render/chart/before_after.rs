//! The dumbbell chart: from one date to another, a row a place or metric.

use crate::derive::chart::ChangeRow;

use super::ink::Ink;
use super::rows::Row;
use super::text::{Kind, Line};

/// The rows of the chart; a value without a number turns its row into words.
pub(super) fn rows(rows: &[ChangeRow]) -> Vec<Row> {
    rows.iter().map(row).collect()
}

fn row(row: &ChangeRow) -> Row {
    let ends = [
        super::rows::end(&row.label, &row.from, Ink::From(row.from.approximate), Kind::Past),
        super::rows::end(&row.label, &row.to, Ink::To(row.to.approximate), Kind::Value),
    ];
    let words = [&row.from, &row.to].map(|mark| super::words(&mark.printed, &mark.period)).join(" → ");
    let title = format!("{}：{words}", row.label);
    match ends {
        [Some(from), Some(to)] => Row { label: row.label.clone(), title, ends: vec![from, to], words: None },
        _ => Row { label: row.label.clone(), title, ends: vec![], words: Some(Line::of(Kind::Note, words)) },
    }
}
