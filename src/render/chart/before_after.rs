//! The dumbbell chart: from one date to another, a row a place or metric.

use crate::derive::chart::{ChangeRow, ChartWords};

use super::ink::Ink;
use super::rows::Row;
use super::text::{Kind, Line};

/// The rows of the chart; a value without a number turns its row into words.
pub(super) fn rows(rows: &[ChangeRow], words: &ChartWords) -> Vec<Row> {
    rows.iter().map(|r| row(r, words)).collect()
}

fn row(row: &ChangeRow, words: &ChartWords) -> Row {
    let ends = [
        super::rows::end(&row.label, &row.from, Ink::From(row.from.approximate), Kind::Past, words),
        super::rows::end(&row.label, &row.to, Ink::To(row.to.approximate), Kind::Value, words),
    ];
    let both = [&row.from, &row.to].map(|mark| super::dated(&mark.printed, &mark.period, words)).join(" → ");
    let title = format!("{}{}{both}", row.label, words.colon);
    match ends {
        [Some(from), Some(to)] => Row { label: row.label.clone(), title, ends: vec![from, to], words: None },
        _ => Row { label: row.label.clone(), title, ends: vec![], words: Some(Line::of(Kind::Note, both)) },
    }
}
