//! Tests of the whole module, table-driven: one line of text is one case.

mod intervals;
mod parsing;
mod properties;
mod refusals;
mod scanning;
mod texts;

use rust_decimal::Decimal;

/// A decimal from its digits.
fn dec(text: &str) -> Decimal {
    text.parse().expect("a decimal in a test table")
}

/// The cells of a table whose rows are lines and whose columns are divided by `|`. Empty lines and `#` lines are left out.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('|').map(str::trim).collect())
}
