//! Observations as CSV, one row each. The columns are a public contract (DESIGN section 7): names and order stay.

use anyhow::Result;
use rust_decimal::Decimal;

use crate::model::{Catalog, ObsIx};
use crate::quantity::{Interval, format_plain};

/// The columns, in order.
const COLUMNS: [&str; 23] = [
    "place_code",
    "place",
    "prefecture",
    "province",
    "domain",
    "metric",
    "label",
    "printed",
    "value",
    "unit",
    "base_value",
    "base_unit",
    "qualifier",
    "low",
    "high",
    "period",
    "kind",
    "basis",
    "article",
    "source_file",
    "line_start",
    "line_end",
    "note",
];

/// Some observations as CSV: UTF-8, LF, no byte order mark.
///
/// # Errors
/// None that a writer into memory has.
pub(in super::super) fn render_csv(
    catalog: &Catalog,
    observations: impl IntoIterator<Item = ObsIx>,
) -> Result<Vec<u8>> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for observation in observations {
        writer.write_record(row(catalog, observation).iter().map(AsRef::<str>::as_ref))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn row(catalog: &Catalog, ix: ObsIx) -> [String; COLUMNS.len()] {
    let record = catalog.observation(ix);
    let article = catalog.article(record.article);
    let place = catalog.place(article.place);
    let metric = catalog.metric(record.metric);
    let quantity = &record.quantity;
    let (low, high) = bounds(&quantity.interval);
    let line = record.lines.0.first();
    [
        place.code.to_string(),
        place.name.clone(),
        place.prefecture.clone(),
        place.province.clone(),
        catalog.domain(metric.domain).id.clone(),
        metric.id.to_string(),
        metric.label.clone(),
        quantity.printed.to_string(),
        format_plain(quantity.number),
        quantity.unit.printed.to_string(),
        format_plain(quantity.base_value()),
        quantity.base_unit(),
        quantity.qualifier.map_or_else(String::new, |q| q.as_str().to_owned()),
        low,
        high,
        record.period.to_string(),
        record.kind.id().to_owned(),
        record.basis.id().to_owned(),
        article.slug.clone(),
        article.origin.file.clone(),
        line.map_or_else(String::new, |l| l.start.to_string()),
        line.map_or_else(String::new, |l| l.end.to_string()),
        record.note.as_deref().unwrap_or_default().to_owned(),
    ]
}

/// Both ends in base units; empty where there is none.
fn bounds(interval: &Interval) -> (String, String) {
    let end = |d: Option<Decimal>| d.map_or_else(String::new, |d| format_plain(d.normalize()));
    (end(interval.low), end(interval.high))
}
