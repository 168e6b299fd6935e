//! Cross-county tables: which value stands in which cell, and what may be said of each column. Ranks, the order to sort
//! by and totals are settled here, once, for pages and scripts alike.

use rust_decimal::Decimal;

use super::{
    compare::{Comparability, Difference, compare},
    computed::{Cell, cells, comparability},
    index::Index,
    rank::{order, rank},
};
use crate::model::{Catalog, Column, Direction, MetricIx, ObsIx, Obstacle, PlaceIx, Shows, Table, add_up};
use crate::quantity::Interval;

/// A table worked out: columns over all places.
#[derive(Clone, Debug)]
pub struct TableView {
    /// As many as the table declares.
    pub columns: Vec<ColumnView>,
    /// Places with at least one value in it.
    pub places: usize,
}

/// One column.
#[derive(Clone, Debug)]
pub struct ColumnView {
    /// One cell a place, in place order.
    pub cells: Vec<Cell>,
    /// What may be said of its values.
    pub comparability: Comparability,
    /// Rank of each value, where the column may be ranked.
    pub ranks: Option<Vec<Option<usize>>>,
    /// Position of each place where the table is sorted by this column; none where it must not be.
    pub order: Option<Vec<u32>>,
    /// The sum, where the editor asks for one, or why there is none.
    pub total: Option<Total>,
}

/// The sum of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Total {
    /// In base units, of so many places.
    Sum(Decimal, usize),
    /// It must not be added up.
    Refused(Vec<Obstacle>),
    /// Another article contradicts one of the values.
    Disputed,
}

impl TableView {
    /// Works out one table as it is declared.
    pub(super) fn derive(catalog: &Catalog, index: &Index, table: &Table) -> TableView {
        TableView::of_columns(catalog, index, &table.columns)
    }

    /// Works out these columns.
    pub(super) fn of_columns(catalog: &Catalog, index: &Index, declared: &[Column]) -> TableView {
        let mut columns: Vec<ColumnView> = Vec::with_capacity(declared.len());
        for one in declared {
            let worked = match &one.shows {
                Shows::Metric(metric) => {
                    let values = one.shown(catalog, declared, index.of_metric(*metric));
                    column(catalog, index, &values, *metric, one.total)
                }
                Shows::Formula(formula) => {
                    computed_column(catalog, index, cells(catalog, declared, one, formula, &columns))
                }
            };
            columns.push(worked);
        }
        TableView::of(catalog, columns)
    }

    /// Counts the places of columns.
    pub(super) fn of(catalog: &Catalog, columns: Vec<ColumnView>) -> TableView {
        let has_value = |place: &PlaceIx| columns.iter().any(|c| c.cells[place.ix()].figure().is_some());
        let places = catalog.place_ids().filter(has_value).count();
        TableView { columns, places }
    }

    /// Whether every column may be ranked.
    pub fn is_ranked(&self) -> bool {
        self.columns.iter().all(|c| c.comparability.is_ranked())
    }

    /// Every value shown, column by column.
    pub fn observations(&self) -> impl Iterator<Item = ObsIx> {
        self.columns.iter().flat_map(|c| c.cells.iter().filter_map(Cell::figure))
    }
}

/// A column of values worked out of others.
fn computed_column(catalog: &Catalog, index: &Index, cells: Vec<Cell>) -> ColumnView {
    let comparability = comparability(catalog, index, &cells);
    let computed = |(i, cell): (usize, &Cell)| match cell {
        Cell::Computed(c) => Some((i, c.quantity.interval)),
        _ => None,
    };
    let values: Vec<(usize, Interval)> = cells.iter().enumerate().filter_map(computed).collect();
    let (ranks, order) = ranked(&comparability, &values, false, catalog.places.len());
    ColumnView { cells, comparability, ranks, order, total: None }
}

/// A column of one value a place.
pub(super) fn column(
    catalog: &Catalog,
    index: &Index,
    values: &[ObsIx],
    metric: MetricIx,
    total: bool,
) -> ColumnView {
    let comparability = compare(catalog, index, values);
    let mut cells = vec![Cell::Missing; catalog.places.len()];
    for value in values {
        cells[catalog.place_of(*value).ix()] = Cell::Figure(*value);
    }
    let lower = catalog.metric(metric).direction == Some(Direction::Lower);
    let interval = |o: &ObsIx| (catalog.place_of(*o).ix(), catalog.observation(*o).quantity.interval);
    let intervals: Vec<(usize, Interval)> = values.iter().map(interval).collect();
    let (ranks, order) = ranked(&comparability, &intervals, lower, cells.len());
    let is_disputed = comparability.differences.iter().any(|d| matches!(d, Difference::Disputed(_)));
    let total = total.then(|| match add_up(catalog, metric, values) {
        Err(obstacles) => Total::Refused(obstacles),
        Ok(_) if is_disputed => Total::Disputed,
        Ok(sum) => Total::Sum(sum, values.len()),
    });
    ColumnView { cells, comparability, ranks, order, total }
}

/// Ranks, where the values may be ranked, and the order, where they may be sorted; both by place.
type Ranked = (Option<Vec<Option<usize>>>, Option<Vec<u32>>);

fn ranked(comparability: &Comparability, values: &[(usize, Interval)], lower: bool, places: usize) -> Ranked {
    if !comparability.is_sortable() {
        return (None, None);
    }
    let intervals: Vec<Interval> = values.iter().map(|(_, interval)| *interval).collect();
    let ranks = rank(&intervals, lower);
    let order = order(values, &ranks, places);
    let by_place = comparability.is_ranked().then(|| {
        let mut by_place = vec![None; places];
        for ((place, _), rank) in values.iter().zip(ranks) {
            by_place[*place] = Some(rank);
        }
        by_place
    });
    (by_place, Some(order))
}
