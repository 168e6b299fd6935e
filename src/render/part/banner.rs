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
    let mut reasons = Vec::new();
    for (declared, column) in table.columns.iter().zip(&worked.columns) {
        let label = declared.label.as_deref().unwrap_or(&view.catalog().metric(declared.metric).label);
        reasons.extend(differences(view, label, &column.comparability));
    }
    banner(view, worked.places, view.catalog().places.len(), reasons)
}

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

/// Why a column is not ranked, a sentence each.
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
        Difference::Approximate(n) => sentence("comparability.approximate", "n", &n.to_string()),
    };
    comparability.differences.iter().map(reason).collect()
}
