//! Observations as CSV, one row each. The columns are a public contract (DESIGN section 7): names and order stay.

use anyhow::Result;
use rust_decimal::Decimal;

use crate::{
    derive::{Cell, Computed, Variation},
    model::{ArticleIx, Catalog, Column, DomainIx, Kind, LineRange, ObsIx, Period},
    quantity::{Interval, Quantity, format_plain},
};

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
    write(observations.into_iter().map(|ix| row(catalog, &of_observation(catalog, ix))))
}

/// The values of a cross-county table: its figures, then what its formulas give. These have no metric and no kind; their
/// note is the sum.
///
/// # Errors
/// None that a writer into memory has.
pub(in super::super) fn render_table_csv(
    catalog: &Catalog,
    domain: DomainIx,
    shown: &Variation<'_>,
) -> Result<Vec<u8>> {
    let mut observations: Vec<ObsIx> = shown.worked.observations().collect();
    observations.sort_unstable();
    observations.dedup();
    let mut rows: Vec<Row> =
        observations.iter().map(|ix| row(catalog, &of_observation(catalog, *ix))).collect();
    for (declared, column) in shown.columns.iter().zip(&shown.worked.columns) {
        for cell in &column.cells {
            let (Cell::Computed(computed) | Cell::Change(computed, _)) = cell else { continue };
            let printed = |o: &ObsIx| catalog.observation(*o).quantity.printed.to_string();
            let note = computed.expr.in_words(&printed);
            rows.push(row(catalog, &of_formula(catalog, (domain, declared), computed, &note)));
        }
    }
    write(rows)
}

type Row = [String; COLUMNS.len()];

fn write(rows: impl IntoIterator<Item = Row>) -> Result<Vec<u8>> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows {
        writer.write_record(row.iter().map(AsRef::<str>::as_ref))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

/// What a row says.
struct Entry<'a> {
    article: ArticleIx,
    domain: DomainIx,
    metric: &'a str,
    label: &'a str,
    quantity: &'a Quantity,
    period: &'a Period,
    kind: &'static str,
    basis: &'static str,
    line: Option<&'a LineRange>,
    note: &'a str,
}

fn of_observation(catalog: &Catalog, ix: ObsIx) -> Entry<'_> {
    let record = catalog.observation(ix);
    let metric = catalog.metric(record.metric);
    Entry {
        article: record.article,
        domain: metric.domain,
        metric: metric.id.as_str(),
        label: &metric.label,
        quantity: &record.quantity,
        period: &record.period,
        kind: record.kind.id(),
        basis: record.basis.id(),
        line: record.lines.0.first(),
        note: record.note.as_deref().unwrap_or_default(),
    }
}

fn of_formula<'a>(
    catalog: &'a Catalog,
    (domain, column): (DomainIx, &'a Column),
    computed: &'a Computed,
    note: &'a str,
) -> Entry<'a> {
    let metric = column.metric().map(|metric| catalog.metric(metric).label.as_str());
    Entry {
        article: computed.article,
        domain,
        metric: "",
        label: column.label.as_deref().or(metric).unwrap_or_default(),
        quantity: &computed.quantity,
        period: &computed.period,
        kind: column.kind.map_or("", Kind::id),
        basis: "derived",
        line: None,
        note,
    }
}

fn row(catalog: &Catalog, entry: &Entry<'_>) -> Row {
    let article = catalog.article(entry.article);
    let place = catalog.place(article.place);
    let quantity = entry.quantity;
    let (low, high) = bounds(&quantity.interval);
    [
        place.code.to_string(),
        place.name.clone(),
        place.prefecture.clone(),
        place.province.clone(),
        catalog.domain(entry.domain).id.clone(),
        entry.metric.to_owned(),
        entry.label.to_owned(),
        quantity.printed.to_string(),
        format_plain(quantity.number),
        quantity.unit.printed.to_string(),
        format_plain(quantity.base_value()),
        quantity.base_unit(),
        quantity.qualifier.map_or_else(String::new, |q| q.as_str().to_owned()),
        low,
        high,
        entry.period.to_string(),
        entry.kind.to_owned(),
        entry.basis.to_owned(),
        article.slug.clone(),
        article.origin.file.clone(),
        entry.line.map_or_else(String::new, |l| l.start.to_string()),
        entry.line.map_or_else(String::new, |l| l.end.to_string()),
        entry.note.to_owned(),
    ]
}

/// Both ends in base units; empty where there is none.
fn bounds(interval: &Interval) -> (String, String) {
    let end = |d: Option<Decimal>| d.map_or_else(String::new, |d| format_plain(d.normalize()));
    (end(interval.low), end(interval.high))
}
