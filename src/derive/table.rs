//! Cross-county tables: which value stands in which cell, and what may be said of each column.

use super::{
    compare::{Comparability, compare},
    computed::{Cell, cells, comparability},
    index::Index,
    rank::rank,
};
use crate::model::{Catalog, Column, Direction, MetricIx, ObsIx, PlaceIx, Shows, Table};

/// A table worked out: columns over all places.
#[derive(Debug)]
pub struct TableView {
    /// As many as the table declares.
    pub columns: Vec<ColumnView>,
    /// Places with at least one value in it.
    pub places: usize,
}

/// One column.
#[derive(Debug)]
pub struct ColumnView {
    /// One cell a place, in place order.
    pub cells: Vec<Cell>,
    /// What may be said of its values.
    pub comparability: Comparability,
    /// Rank of each value, where the column may be ranked.
    pub ranks: Option<Vec<Option<usize>>>,
}

impl TableView {
    /// Works out one table.
    pub(super) fn derive(catalog: &Catalog, index: &Index, table: &Table) -> TableView {
        let mut columns: Vec<ColumnView> = Vec::with_capacity(table.columns.len());
        for declared in &table.columns {
            let worked = match &declared.shows {
                Shows::Metric(metric) => column(catalog, index, table, declared, *metric),
                Shows::Formula(formula) => {
                    computed_column(catalog, index, cells(catalog, table, declared, formula, &columns))
                }
            };
            columns.push(worked);
        }
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
    let ranks = comparability.is_ranked().then(|| {
        let computed = |(i, cell): (usize, &Cell)| match cell {
            Cell::Computed(c) => Some((i, c.quantity.interval)),
            _ => None,
        };
        let (places, intervals): (Vec<usize>, Vec<_>) = cells.iter().enumerate().filter_map(computed).unzip();
        let mut ranks = vec![None; cells.len()];
        for (place, rank) in places.into_iter().zip(rank(&intervals, false)) {
            ranks[place] = Some(rank);
        }
        ranks
    });
    ColumnView { cells, comparability, ranks }
}

fn column(
    catalog: &Catalog,
    index: &Index,
    table: &Table,
    declared: &Column,
    metric: MetricIx,
) -> ColumnView {
    let values = table.shown(catalog, declared, index.of_metric(metric));
    let comparability = compare(catalog, index, &values);
    let mut cells = vec![Cell::Missing; catalog.places.len()];
    for value in &values {
        cells[catalog.place_of(*value).ix()] = Cell::Figure(*value);
    }
    let ranks = comparability.is_ranked().then(|| {
        let lower = catalog.metric(metric).direction == Some(Direction::Lower);
        let intervals: Vec<_> = values.iter().map(|o| catalog.observation(*o).quantity.interval).collect();
        let mut ranks = vec![None; catalog.places.len()];
        for (value, rank) in values.iter().zip(rank(&intervals, lower)) {
            ranks[catalog.place_of(*value).ix()] = Some(rank);
        }
        ranks
    });
    ColumnView { cells, comparability, ranks }
}
