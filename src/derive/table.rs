//! Cross-county tables: which value stands in which cell, and what may be said of each column.

use super::{
    compare::{Comparability, compare},
    index::Index,
    rank::rank,
};
use crate::model::{Catalog, Column, Direction, ObsIx, PlaceIx, Table};

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
    pub cells: Vec<Option<ObsIx>>,
    /// What may be said of its values.
    pub comparability: Comparability,
    /// Rank of each value, where the column may be ranked.
    pub ranks: Option<Vec<Option<usize>>>,
}

impl TableView {
    /// Works out one table.
    pub(super) fn derive(catalog: &Catalog, index: &Index, table: &Table) -> TableView {
        let columns: Vec<ColumnView> =
            table.columns.iter().map(|c| column(catalog, index, table, c)).collect();
        let has_value = |place: &PlaceIx| columns.iter().any(|c| c.cells[place.ix()].is_some());
        let places = catalog.place_ids().filter(has_value).count();
        TableView { columns, places }
    }

    /// Whether every column may be ranked.
    pub fn is_ranked(&self) -> bool {
        self.columns.iter().all(|c| c.comparability.is_ranked())
    }

    /// Every value shown, column by column.
    pub fn observations(&self) -> impl Iterator<Item = ObsIx> {
        self.columns.iter().flat_map(|c| c.cells.iter().copied().flatten())
    }
}

fn column(catalog: &Catalog, index: &Index, table: &Table, declared: &Column) -> ColumnView {
    let values = table.shown(catalog, declared, index.of_metric(declared.metric));
    let comparability = compare(catalog, &values, catalog.places.len());
    let mut cells = vec![None; catalog.places.len()];
    for value in &values {
        cells[catalog.place_of(*value).ix()] = Some(*value);
    }
    let ranks = comparability.is_ranked().then(|| {
        let lower = catalog.metric(declared.metric).direction == Some(Direction::Lower);
        let intervals: Vec<_> = values.iter().map(|o| catalog.observation(*o).quantity.interval).collect();
        let mut ranks = vec![None; catalog.places.len()];
        for (value, rank) in values.iter().zip(rank(&intervals, lower)) {
            ranks[catalog.place_of(*value).ix()] = Some(rank);
        }
        ranks
    });
    ColumnView { cells, comparability, ranks }
}
