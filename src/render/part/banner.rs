//! What may be compared, and why not more (DESIGN section 6).

use serde::Serialize;

use super::super::{text::Text, view::View};
use crate::derive::{Comparability, Difference, TableView};
use crate::model::{Column, MetricIx};

/// The line above a comparison.
#[derive(Debug, Serialize)]
pub struct BannerView {
    ranked: bool,
    heading: Text,
    rule: Option<String>,
    text: String,
    reasons: Vec<Text>,
}

/// The banner of a cross-county table: `labels` of its columns, and the `rule` of time in force.
pub fn table_banner(
    view: &View<'_>,
    labels: &[Text],
    worked: &TableView,
    rule: Option<String>,
) -> BannerView {
    let columns: Vec<&Comparability> = worked.columns.iter().map(|c| &c.comparability).collect();
    let ranked = worked.columns.iter().zip(labels).filter(|(c, _)| c.ranks.is_some());
    let ranked: Vec<Text> = ranked.map(|(_, label)| label.clone()).collect();
    let mut found = columns_banner(view, labels, &columns, worked.places, view.catalog().places.len());
    if !found.ranked && !ranked.is_empty() {
        found.heading = view.fill("comparability.some_ranked", &[("columns", &view.list(ranked))]);
    }
    BannerView { rule, ..found }
}

/// The banner of columns, each with its label; `n` of `total` places have a value.
pub fn columns_banner(
    view: &View<'_>,
    labels: &[Text],
    columns: &[&Comparability],
    n: usize,
    total: usize,
) -> BannerView {
    banner(view, n, total, column_reasons(view, labels, columns))
}

/// Why columns are not ranked, a sentence each.
fn column_reasons(view: &View<'_>, labels: &[Text], columns: &[&Comparability]) -> Vec<Text> {
    let mut reasons = Vec::new();
    for (key, _, is) in REASONS {
        let of = |c: &Comparability| c.differences.iter().find(|d| is(d)).cloned();
        let found: Vec<(usize, Difference)> =
            columns.iter().enumerate().filter_map(|(n, c)| Some((n, of(c)?))).collect();
        if found.is_empty() {
            continue;
        }
        // The extent is said column by column; only where there is none do all columns go by one name.
        let all = found.len() == columns.len() && found.len() > 1;
        let names = if all && !found.iter().any(|(_, d)| has_extent(d)) {
            Text::from(view.words.get("comparability.every_column"))
        } else {
            view.list(found.iter().map(|(n, difference)| extent(view, &labels[*n], difference)))
        };
        reasons.push(view.fill(key, &[("columns", &names)]));
    }
    reasons
}

/// A column with how many of its values are concerned, or into how many groups they fall.
fn extent(view: &View<'_>, label: &Text, difference: &Difference) -> Text {
    let (key, n) = match difference {
        Difference::Periods(periods) => ("comparability.of_periods", periods.len()),
        Difference::Kinds(kinds) => ("comparability.of_kinds", kinds.len()),
        Difference::Units(units) => ("comparability.of_units", units.len()),
        Difference::Notes(n) | Difference::Approximate(n) | Difference::Disputed(n) => {
            ("comparability.of_values", *n)
        }
        Difference::TooFew | Difference::Changes => return label.clone(),
    };
    view.fill(key, &[("column", label), ("n", &n.to_string().into())])
}

fn has_extent(difference: &Difference) -> bool {
    !matches!(difference, Difference::TooFew | Difference::Changes)
}

/// Why a column is not ranked, in the few words that its head has room for; empty where it is.
pub fn short_reasons(view: &View<'_>, comparability: &Comparability) -> Text {
    let holds = |is: &IsAbout| comparability.differences.iter().any(is);
    let short = REASONS.iter().filter(|(.., is)| holds(is)).map(|(_, short, _)| view.words.get(short));
    view.list(short)
}

/// Whether a sentence is about a difference.
type IsAbout = fn(&Difference) -> bool;

/// Why columns are not ranked: the sentence about the columns concerned, the same in short, and which differences they
/// are about.
const REASONS: [(&str, &str, IsAbout); 8] = [
    ("comparability.columns_periods", "unranked.periods", |d| matches!(d, Difference::Periods(_))),
    ("comparability.columns_kinds", "unranked.kinds", |d| matches!(d, Difference::Kinds(_))),
    ("comparability.columns_units", "unranked.units", |d| matches!(d, Difference::Units(_))),
    ("comparability.columns_notes", "unranked.notes", |d| matches!(d, Difference::Notes(_))),
    ("comparability.columns_approximate", "unranked.approximate", |d| {
        matches!(d, Difference::Approximate(_))
    }),
    ("comparability.columns_disputed", "unranked.disputed", |d| matches!(d, Difference::Disputed(_))),
    ("comparability.columns_changes", "unranked.changes", |d| matches!(d, Difference::Changes)),
    ("comparability.columns_too_few", "unranked.too_few", |d| matches!(d, Difference::TooFew)),
];

/// The heading of a column: its own, else that of its metric.
pub fn column_label(view: &View<'_>, column: &Column) -> Text {
    match (&column.label, column.metric()) {
        (Some(label), _) => view.choose(label, column.label_en.as_deref()),
        (None, Some(metric)) => view.metric_label(metric),
        (None, None) => Text::default(),
    }
}

/// The banner of a metric.
pub fn metric_banner(view: &View<'_>, metric: MetricIx, comparability: &Comparability) -> BannerView {
    let reasons = reasons_against_rank(view, &view.metric_label(metric), comparability);
    banner(view, comparability.n, comparability.total, reasons)
}

fn banner(view: &View<'_>, n: usize, total: usize, reasons: Vec<Text>) -> BannerView {
    let (n_text, total_text, missing) = (n.to_string(), total.to_string(), (total - n).to_string());
    let blanks = [("n", n_text.as_str()), ("total", &total_text), ("missing", &missing)];
    let ranked = reasons.is_empty();
    let heading = if ranked { "comparability.ranked" } else { "comparability.not_ranked" };
    BannerView {
        ranked,
        heading: view.words.fill(heading, &blanks).into(),
        rule: None,
        text: view.words.fill("comparability.coverage", &blanks),
        reasons,
    }
}

/// Why the values of what is called `label` are not ranked, a sentence for each difference, in their order.
pub fn reasons_against_rank(view: &View<'_>, label: &Text, comparability: &Comparability) -> Vec<Text> {
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
        Difference::Changes => sentence("comparability.columns_changes", "columns", label.clone()),
    };
    comparability.differences.iter().map(reason).collect()
}
