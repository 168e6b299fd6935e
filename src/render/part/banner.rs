//! What may be compared, and why not more (DESIGN section 6).

use serde::Serialize;

use super::super::{text::Text, view::View};
use crate::derive::{Comparability, Difference, TableView};
use crate::model::{Column, MetricIx, Table};

/// The line above a comparison.
#[derive(Debug, Serialize)]
pub struct BannerView {
    ranked: bool,
    heading: String,
    text: String,
    reasons: Vec<Text>,
}

/// The banner of a cross-county table.
pub fn table_banner(view: &View<'_>, table: &Table, worked: &TableView) -> BannerView {
    let label = |n: usize| {
        let declared = &table.columns[n];
        column_label(view, declared)
    };
    let columns: Vec<&Comparability> = worked.columns.iter().map(|c| &c.comparability).collect();
    let reasons = column_reasons(view, &columns, label);
    banner(view, worked.places, view.catalog().places.len(), reasons)
}

/// The banner of columns that are no table of the catalogue, each with its label; `n` of `total` places have a value.
pub fn columns_banner(
    view: &View<'_>,
    columns: &[(Text, Comparability)],
    n: usize,
    total: usize,
) -> BannerView {
    let comparabilities: Vec<&Comparability> = columns.iter().map(|(_, c)| c).collect();
    banner(view, n, total, column_reasons(view, &comparabilities, |n| columns[n].0.clone()))
}

/// Why columns are not ranked, a sentence each.
fn column_reasons(view: &View<'_>, columns: &[&Comparability], label: impl Fn(usize) -> Text) -> Vec<Text> {
    let mut reasons = Vec::new();
    for (key, is) in REASONS {
        let has = |n: &usize| columns[*n].differences.iter().any(is);
        let found: Vec<usize> = (0..columns.len()).filter(has).collect();
        if !found.is_empty() {
            let all = found.len() == columns.len() && found.len() > 1;
            let every = || view.words.get("comparability.every_column").into();
            let names = if all { every() } else { view.list(found.into_iter().map(&label)) };
            reasons.push(view.fill(key, &[("columns", &names)]));
        }
    }
    reasons
}

/// The heading of a column: its own, else that of its metric.
pub fn column_label(view: &View<'_>, column: &Column) -> Text {
    match (&column.label, column.metric()) {
        (Some(label), _) => view.choose(label, column.label_en.as_deref()),
        (None, Some(metric)) => view.metric_label(metric),
        (None, None) => Text::default(),
    }
}

/// Whether a sentence is about a difference.
type IsAbout = fn(&Difference) -> bool;

/// Why columns are not ranked: the sentence about the columns concerned, and which differences it is about.
const REASONS: [(&str, IsAbout); 7] = [
    ("comparability.columns_periods", |d| matches!(d, Difference::Periods(_))),
    ("comparability.columns_kinds", |d| matches!(d, Difference::Kinds(_))),
    ("comparability.columns_units", |d| matches!(d, Difference::Units(_))),
    ("comparability.columns_notes", |d| matches!(d, Difference::Notes(_))),
    ("comparability.columns_approximate", |d| matches!(d, Difference::Approximate(_))),
    ("comparability.columns_disputed", |d| matches!(d, Difference::Disputed(_))),
    ("comparability.columns_too_few", |d| matches!(d, Difference::TooFew)),
];

/// The banner of a metric.
pub fn metric_banner(view: &View<'_>, metric: MetricIx, comparability: &Comparability) -> BannerView {
    let reasons = differences(view, &view.metric_label(metric), comparability);
    banner(view, comparability.n, comparability.total, reasons)
}

fn banner(view: &View<'_>, n: usize, total: usize, reasons: Vec<Text>) -> BannerView {
    let (n_text, total_text, missing) = (n.to_string(), total.to_string(), (total - n).to_string());
    let blanks = [("n", n_text.as_str()), ("total", &total_text), ("missing", &missing)];
    let ranked = reasons.is_empty();
    let heading = if ranked { "comparability.ranked" } else { "comparability.not_ranked" };
    BannerView {
        ranked,
        heading: view.words.fill(heading, &blanks),
        text: view.words.fill("comparability.coverage", &blanks),
        reasons,
    }
}

/// Why one metric's values are not ranked, a sentence each.
fn differences(view: &View<'_>, label: &Text, comparability: &Comparability) -> Vec<Text> {
    let total = Text::from(comparability.n.to_string());
    let sentence = |key: &str, name: &str, value: Text| {
        view.fill(key, &[("column", label), ("total", &total), (name, &value)])
    };
    let number = |n: usize| Text::from(n.to_string());
    let reason = |difference: &Difference| match difference {
        Difference::TooFew => sentence("comparability.too_few", "n", total.clone()),
        Difference::Periods(periods) => sentence("comparability.periods_differ", "n", number(periods.len())),
        Difference::Kinds(kinds) => {
            let kinds = view.list(kinds.iter().map(|k| view.speech.kind(*k)));
            sentence("comparability.kinds_differ", "kinds", kinds)
        }
        Difference::Units(units) => {
            let units = view.list(units.iter().map(|unit| view.unit(&unit.to_string())));
            sentence("comparability.units_differ", "units", units)
        }
        Difference::Notes(n) => sentence("comparability.notes_differ", "n", number(*n)),
        Difference::Disputed(n) => sentence("comparability.disputed", "n", number(*n)),
        Difference::Approximate(n) => sentence("comparability.approximate", "n", number(*n)),
    };
    comparability.differences.iter().map(reason).collect()
}
