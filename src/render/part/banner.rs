//! What may be compared, and why not more (DESIGN section 6).

use serde::Serialize;

use super::{super::view::View, figure::kind_word};
use crate::derive::{Comparability, Difference, TableView};
use crate::model::{MetricIx, Table};

/// The line above a comparison.
#[derive(Debug, Serialize)]
pub struct BannerView {
    ranked: bool,
    heading: String,
    text: String,
    reasons: Vec<String>,
}

/// The banner of a cross-county table.
pub fn table_banner(view: &View<'_>, table: &Table, worked: &TableView) -> BannerView {
    let label = |n: usize| {
        let declared = &table.columns[n];
        let metric = declared.metric().map(|metric| view.catalog().metric(metric).label.as_str());
        declared.label.as_deref().or(metric).unwrap_or_default()
    };
    let columns: Vec<&Comparability> = worked.columns.iter().map(|c| &c.comparability).collect();
    let reasons = column_reasons(view, &columns, label);
    banner(view, worked.places, view.catalog().places.len(), reasons)
}

/// The banner of columns that are no table of the catalogue, each with its label; `n` of `total` places have a value.
pub fn columns_banner(
    view: &View<'_>,
    columns: &[(String, Comparability)],
    n: usize,
    total: usize,
) -> BannerView {
    let comparabilities: Vec<&Comparability> = columns.iter().map(|(_, c)| c).collect();
    banner(view, n, total, column_reasons(view, &comparabilities, |n| columns[n].0.as_str()))
}

/// Why columns are not ranked, a sentence each.
fn column_reasons<'l>(
    view: &View<'_>,
    columns: &[&Comparability],
    label: impl Fn(usize) -> &'l str,
) -> Vec<String> {
    let mut reasons = Vec::new();
    for (key, is) in REASONS {
        let has = |n: &usize| columns[*n].differences.iter().any(is);
        let found: Vec<usize> = (0..columns.len()).filter(has).collect();
        if !found.is_empty() {
            let all = found.len() == columns.len() && found.len() > 1;
            let every = || view.words.get("comparability.every_column").to_owned();
            let names = if all { every() } else { view.list(found.into_iter().map(&label)) };
            reasons.push(view.words.fill(key, &[("columns", &names)]));
        }
    }
    reasons
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
    let reasons = differences(view, &view.catalog().metric(metric).label, comparability);
    banner(view, comparability.n, comparability.total, reasons)
}

fn banner(view: &View<'_>, n: usize, total: usize, reasons: Vec<String>) -> BannerView {
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
fn differences(view: &View<'_>, label: &str, comparability: &Comparability) -> Vec<String> {
    let total = comparability.n.to_string();
    let sentence = |key: &str, name: &str, value: &str| {
        view.words.fill(key, &[("column", label), ("total", &total), (name, value)])
    };
    let reason = |difference: &Difference| match difference {
        Difference::TooFew => sentence("comparability.too_few", "n", &total),
        Difference::Periods(periods) => {
            sentence("comparability.periods_differ", "n", &periods.len().to_string())
        }
        Difference::Kinds(kinds) => {
            let kinds = view.list(kinds.iter().map(|k| kind_word(view.words, *k)));
            sentence("comparability.kinds_differ", "kinds", &kinds)
        }
        Difference::Units(units) => {
            let units = view.list(units.iter().map(ToString::to_string));
            sentence("comparability.units_differ", "units", &units)
        }
        Difference::Notes(n) => sentence("comparability.notes_differ", "n", &n.to_string()),
        Difference::Disputed(n) => sentence("comparability.disputed", "n", &n.to_string()),
        Difference::Approximate(n) => sentence("comparability.approximate", "n", &n.to_string()),
    };
    comparability.differences.iter().map(reason).collect()
}
