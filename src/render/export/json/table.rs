//! A view of a cross-county table as data: its columns, and all places with a value or the name of what is missing.

use std::io;

use std::cmp::Ordering;

use anyhow::Result;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::{
    list::TableAt,
    page::table::column_names,
    part::{expr_text, table_summary, table_title},
    view::View,
};
use super::comparable::{ComparabilityData, comparability};
use super::each::Each;
use super::figure::{Figure, QuantityData, figure, quantity};
use super::lines::write_lines;
use super::place::{Named, PlaceName, domain_name, metric_name, place_name};
use super::words::{Addresses, Edtf, InLanguages, Number, Origin, Views, origin};
use crate::{
    derive::{Cell, ColumnView, Computed, Mismatch, Total, Variant, Variation},
    diag::Lang,
    model::{Column, Kind, ObsIx, PlaceIx, Shows},
};

/// A view of a cross-county table: one row a place, all places of the site, in the order of their codes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Table<'a> {
    /// The schema of this file, seen from it.
    #[serde(rename = "$schema")]
    #[schemars(extend("format" = "uri-reference"))]
    schema: &'static str,
    /// The site that it comes from.
    site: Origin<'a>,
    /// The pages that say the same, seen from this file.
    pages: Addresses,
    /// The name of its file.
    table: &'a str,
    /// What time the view is about.
    view: ViewData,
    /// Its title.
    title: InLanguages<'a>,
    /// What it compares.
    summary: InLanguages<'a>,
    /// The domain that it belongs to.
    domain: Named<'a>,
    /// Its columns.
    columns: Vec<ColumnData<'a>>,
    /// Its rows.
    rows: Each<'a, Row<'a>>,
}

/// What time a view is about.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "of", rename_all = "snake_case")]
#[schemars(deny_unknown_fields)]
enum ViewData {
    /// What the editor declares for each column.
    Declared,
    /// What ends in one year.
    Year {
        /// The year.
        year: i16,
    },
    /// The latest that ends within these years.
    Latest {
        /// The first of them.
        from: i16,
        /// The last.
        to: i16,
    },
    /// The first and the last value, and what lies between.
    Change,
}

/// A column.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ColumnData<'a> {
    /// What it is called.
    label: InLanguages<'a>,
    /// The metric whose values it shows. Left out where it is worked out of other columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    metric: Option<Named<'a>>,
    /// How it is worked out of other columns. Left out where it shows figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<InLanguages<'a>>,
    /// Its unit; a value may be printed in another.
    unit: &'a str,
    /// The kind that it shows alone. Left out where it shows all.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<Kind>,
    /// What may be said of its values.
    comparability: ComparabilityData<'a>,
    /// The sum of its values. Left out where the editor asks for none or where they must not be added up.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<TotalData>,
}

/// The sum of a column.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct TotalData {
    /// In base units.
    base_value: Number,
    /// Of so many places.
    n: usize,
}

/// A place with its cells.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Row<'a> {
    /// The place.
    place: PlaceName<'a>,
    /// As many as there are columns.
    cells: Vec<CellData<'a>>,
}

/// What stands in a cell: a value, or the name of what is missing. Never nothing.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
#[schemars(deny_unknown_fields)]
enum CellData<'a> {
    /// A figure that an article prints or a formula of the catalogue gave.
    Figure {
        /// The figure.
        figure: Box<Figure<'a>>,
        /// Its rank. Left out where the column must not be ranked.
        #[serde(skip_serializing_if = "Option::is_none")]
        rank: Option<usize>,
    },
    /// 推算: worked out of other columns.
    Computed {
        /// The value.
        value: Box<ComputedData<'a>>,
        /// Its rank. Left out where the column must not be ranked.
        #[serde(skip_serializing_if = "Option::is_none")]
        rank: Option<usize>,
    },
    /// 推算: how far the value rose or fell.
    Change {
        /// How far, without a sign.
        value: Box<ComputedData<'a>>,
        /// Which way.
        direction: Way,
    },
    /// 未载: no article prints it.
    NotPrinted,
    /// 不适用: the values that it would be worked out of do not go together.
    NotApplicable {
        /// Why not.
        why: Mismatch,
    },
    /// The articles print a value of another time than the view is about.
    OtherPeriod {
        /// The record of that value.
        #[schemars(extend("format" = "uri-reference"))]
        record: String,
        /// What time it speaks of.
        period: Edtf,
    },
}

/// A value that no article prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ComputedData<'a> {
    #[serde(flatten)]
    quantity: QuantityData<'a>,
    /// What time it speaks of.
    period: Edtf,
    /// The sum that it comes from, with the figures as printed.
    worked: String,
    /// The records of these figures, in its order.
    records: Vec<String>,
}

/// Which way a value went.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Way {
    /// 升
    Up,
    /// 平
    Same,
    /// 降
    Down,
}

/// A view of the n-th table of the catalogue.
///
/// # Errors
/// None that a writer into memory has.
pub(super) fn render(views: &Views<'_>, n: usize, variant: Variant, out: &mut impl io::Write) -> Result<()> {
    let (view, catalog) = (&views.zh, views.catalog());
    let table = &catalog.tables[n];
    let shown = &*view.site.variation(n, variant);
    let at = TableAt { variant, ..TableAt::declared(n) };
    write_lines(
        &Table {
            schema: super::Shape::Table.seen_from_data(),
            site: origin(view),
            pages: Addresses::of(view, &at.path(view.site)),
            table: &table.slug,
            view: view_data(variant),
            title: InLanguages::said_if(views, table.title_en.is_some(), |view| {
                table_title(view, n).into_plain()
            }),
            summary: InLanguages::said_if(views, table.summary_en.is_some(), |view| {
                table_summary(view, n).text.to_owned()
            }),
            domain: domain_name(catalog, table.domain),
            columns: columns(views, variant, shown),
            rows: Each::of(catalog.place_ids(), |place| row(views, shown, place)),
        },
        out,
    )
}

fn view_data(variant: Variant) -> ViewData {
    match variant {
        Variant::Declared => ViewData::Declared,
        Variant::Year(year) => ViewData::Year { year },
        Variant::Latest(from, to) => ViewData::Latest { from, to },
        Variant::Change => ViewData::Change,
    }
}

fn columns<'a>(views: &Views<'a>, variant: Variant, shown: &'a Variation<'_>) -> Vec<ColumnData<'a>> {
    let names = [&views.zh, &views.en].map(|view| column_names(view, variant, shown));
    let column = |(n, (declared, worked)): (usize, (&'a Column, &ColumnView))| {
        let name = |view: &View<'a>| names[usize::from(view.lang() != Lang::Zh)][n].clone();
        let (unit, formula) = match &declared.shows {
            Shows::Metric(metric) => (&views.catalog().metric(*metric).unit, None),
            Shows::Formula(formula) => (&formula.unit, Some(&formula.expr)),
        };
        ColumnData {
            label: InLanguages::both(names[0][n].clone(), names[1][n].clone()),
            metric: declared.metric().map(|m| metric_name(views.catalog(), m)),
            formula: formula.map(|expr| {
                InLanguages::said(views, |view| {
                    expr_text(view, expr, &|m| view.metric_label(*m)).into_plain()
                })
            }),
            unit: &unit.printed,
            kind: declared.kind,
            comparability: comparability(views, &worked.comparability, name),
            total: match worked.total {
                Some(Total::Sum(sum, n)) => Some(TotalData { base_value: Number::plain(sum), n }),
                Some(Total::Refused(_) | Total::Disputed) | None => None,
            },
        }
    };
    shown.columns.iter().zip(&shown.worked.columns).enumerate().map(column).collect()
}

fn row<'a>(views: &Views<'a>, shown: &'a Variation<'_>, place: PlaceIx) -> Row<'a> {
    let cell = |column: &'a ColumnView| {
        let rank = column.ranks.as_ref().and_then(|ranks| ranks[place.ix()]);
        cell(views, &column.cells[place.ix()], rank)
    };
    Row { place: place_name(views.catalog(), place), cells: shown.worked.columns.iter().map(cell).collect() }
}

fn cell<'a>(views: &Views<'a>, shown: &'a Cell, rank: Option<usize>) -> CellData<'a> {
    match shown {
        Cell::Missing => CellData::NotPrinted,
        Cell::Figure(o) => CellData::Figure { figure: Box::new(figure(views, *o)), rank },
        Cell::Computed(found) => CellData::Computed { value: Box::new(computed(views, found)), rank },
        Cell::NotApplicable(why) => CellData::NotApplicable { why: *why },
        Cell::Elsewhere(o) => CellData::OtherPeriod {
            record: views.zh.record_href(*o),
            period: Edtf::of(&views.catalog().observation(*o).period),
        },
        Cell::Change(found, way) => CellData::Change {
            value: Box::new(computed(views, found)),
            direction: match way {
                Ordering::Greater => Way::Up,
                Ordering::Equal => Way::Same,
                Ordering::Less => Way::Down,
            },
        },
    }
}

fn computed<'a>(views: &Views<'a>, found: &'a Computed) -> ComputedData<'a> {
    let printed = |o: &ObsIx| views.catalog().observation(*o).quantity.printed.to_string();
    let mut records = Vec::new();
    found.expr.figures(&mut records);
    ComputedData {
        quantity: quantity(&found.quantity),
        period: Edtf::of(&found.period),
        worked: found.expr.in_words(&printed),
        records: records.into_iter().map(|o| views.zh.record_href(*o)).collect(),
    }
}
