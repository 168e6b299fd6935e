//! The table of observations, one row each. The columns of its CSV are a public contract (DESIGN section 7): names and
//! order stay. The same columns serve what a cross-county table shows, its computed values too.

use anyhow::Result;

use super::{CODE, Extent, Field, Give, Kind, METRIC_ID, Reference, SLUG, Table, Value};
use crate::{
    derive::{Cell, Computed, Site, Variation},
    model::{self, ArticleIx, Basis, Catalog, Column, DomainIx, LineRange, ObsIx, Period},
    quantity::{Qualifier, Quantity},
    render::href::{SitePath, fragment},
};

/// All observations, by place, metric and time.
pub(super) const OBSERVATIONS: Table = Table {
    name: "observations",
    fields: &[
        Field::new("place_code", CODE),
        Field::new("place", Kind::Text),
        Field::new("prefecture", Kind::Text),
        Field::new("province", Kind::Text),
        Field::new("domain", Kind::Form("[a-z0-9_]+")),
        Field::new("metric", METRIC_ID),
        Field::new("label", Kind::Text),
        Field::new("printed", Kind::Text),
        Field::new("value", Kind::Decimal),
        Field::new("unit", Kind::Text),
        Field::new("base_value", Kind::Decimal),
        Field::new("base_unit", Kind::Text),
        Field::new("qualifier", Kind::Word(qualifiers)).or("no_qualifier"),
        Field::new("low", Kind::Decimal).or("no_bound"),
        Field::new("high", Kind::Decimal).or("no_bound"),
        Field::new("period", Kind::Time),
        Field::new("kind", Kind::Word(kinds)),
        Field::new("basis", Kind::Word(|| Basis::IDS.to_vec())),
        Field::new("article", SLUG),
        Field::new("source_file", Kind::Text),
        Field::new("line_start", Kind::Count("line")).or("derived"),
        Field::new("line_end", Kind::Count("line")).or("derived"),
        Field::new("note", Kind::Text).or("no_remark"),
        Field::new("record", Kind::Page),
        Field::new("version", Kind::Form("[0-9a-f]{8}")),
        Field::new("lines", Kind::Text).or("derived"),
        Field::new("population", Kind::Text).or("usual_population"),
        Field::new("attribution", Kind::Text).or("no_attribution"),
    ],
    csv_fields: 23,
    key: &["record"],
    references: &[
        Reference { field: "place_code", table: "places", key: "code" },
        Reference { field: "metric", table: "metrics", key: "id" },
        Reference { field: "article", table: "articles", key: "slug" },
    ],
    count: |site| site.catalog().observations.len(),
    rows,
};

/// The words for kinds.
pub(super) fn kinds() -> Vec<&'static str> {
    model::Kind::ALL.iter().map(|(id, _)| *id).collect()
}

fn qualifiers() -> Vec<&'static str> {
    Qualifier::ALL.iter().map(|q| q.as_str()).collect()
}

type Contract<'a> = [Value<'a>; OBSERVATIONS.csv_fields];
type Later<'a> = [Value<'a>; OBSERVATIONS.fields.len() - OBSERVATIONS.csv_fields];

fn rows(site: &Site, wanted: Extent, give: Give<'_>) -> Result<()> {
    let catalog = site.catalog();
    let observations = catalog.place_ids().flat_map(|p| site.index.of_place(p)).copied();
    if wanted == Extent::Csv {
        return only(catalog, observations, give);
    }
    observations.into_iter().try_for_each(|ix| {
        let mut row = Vec::from(contract(catalog, &of_observation(catalog, ix)));
        row.extend(later(site, ix));
        give(&row)
    })
}

/// The rows of some observations, with the cells of the CSV.
///
/// # Errors
/// Those of `give`.
pub(in super::super::super) fn only(
    catalog: &Catalog,
    observations: impl IntoIterator<Item = ObsIx>,
    give: Give<'_>,
) -> Result<()> {
    observations.into_iter().try_for_each(|ix| give(&contract(catalog, &of_observation(catalog, ix))))
}

/// The values of a cross-county table of a domain: its figures, then what its formulas give. These have no metric and no
/// kind; their note is the sum.
///
/// # Errors
/// Those of `give`.
pub(in super::super::super) fn of_table(
    catalog: &Catalog,
    domain: DomainIx,
    shown: &Variation<'_>,
    give: Give<'_>,
) -> Result<()> {
    let mut observations: Vec<ObsIx> = shown.worked.observations().collect();
    observations.sort_unstable();
    observations.dedup();
    only(catalog, observations, give)?;
    for (declared, column) in shown.columns.iter().zip(&shown.worked.columns) {
        for cell in &column.cells {
            let (Cell::Computed(computed) | Cell::Change(computed, _)) = cell else { continue };
            let printed = |o: &ObsIx| catalog.observation(*o).quantity.printed.to_string();
            let note = computed.expr.in_words(&printed);
            give(&contract(catalog, &of_formula(catalog, (domain, declared), computed, &note)))?;
        }
    }
    Ok(())
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
        note: record.remarks().note.as_deref().unwrap_or_default(),
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
        kind: column.kind.map_or("", model::Kind::id),
        basis: "derived",
        line: None,
        note,
    }
}

fn contract<'a>(catalog: &'a Catalog, entry: &Entry<'a>) -> Contract<'a> {
    let article = catalog.article(entry.article);
    let place = catalog.place(article.place);
    let quantity = entry.quantity;
    let (low, high) = (quantity.interval.low, quantity.interval.high);
    let line =
        |end: fn(&LineRange) -> u32| entry.line.map_or(Value::Nothing, |l| Value::Integer(end(l).into()));
    [
        Value::text(place.code.as_str()),
        Value::text(&*place.name),
        Value::text(&*place.prefecture),
        Value::text(&*place.province),
        Value::text(&*catalog.domain(entry.domain).id),
        Value::text(entry.metric),
        Value::text(entry.label),
        Value::text(&*quantity.printed),
        Value::Decimal(quantity.number),
        Value::text(&*quantity.unit.printed),
        Value::Decimal(quantity.base_value()),
        Value::text(quantity.base_unit()),
        Value::optional(quantity.qualifier.map(Qualifier::as_str)),
        Value::decimal(low.map(|d| d.normalize())),
        Value::decimal(high.map(|d| d.normalize())),
        Value::text(entry.period.to_string()),
        Value::text(entry.kind),
        Value::text(entry.basis),
        Value::text(&*article.slug),
        Value::text(&*article.origin.file),
        line(|l| l.start),
        line(|l| l.end),
        Value::text(entry.note),
    ]
}

/// What is beyond the contract.
fn later(site: &Site, ix: ObsIx) -> Later<'_> {
    let catalog = site.catalog();
    let record = catalog.observation(ix);
    let page = SitePath::article(catalog.article(record.article));
    [
        Value::text(address(&page, &record.anchor)),
        Value::text(site.version(ix).to_string()),
        Value::text(record.lines.to_string()),
        Value::optional(record.remarks().population.as_deref()),
        Value::optional(record.remarks().attribution.as_deref()),
    ]
}

/// A fragment of a page, from the root of the site.
pub(super) fn address(page: &SitePath, anchor: &str) -> String {
    let mut address = page.as_str().to_owned();
    fragment(anchor, &mut address);
    address
}
