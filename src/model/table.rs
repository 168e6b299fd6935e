//! Cross-county tables as the editor declares them.

use super::{
    body::{Block, Body},
    ids::{DomainIx, MetricIx},
    period::Period,
    relation::Expr,
};
use crate::{diag::FileId, quantity::Unit};

/// A cross-county table: rows are all places.
#[derive(Debug)]
pub struct Table {
    /// The file.
    pub file: FileId,
    /// Name of its page.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Domain that it belongs to.
    pub domain: DomainIx,
    /// What it compares, in a sentence.
    pub summary: String,
    /// Columns, in order.
    pub columns: Vec<Column>,
    /// A chart beside it.
    pub chart: Option<Block>,
    /// Notes below.
    pub body: Body,
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// What it shows.
    pub shows: Shows,
    /// Which value where a place has several.
    pub pick: Pick,
    /// Heading, where it is not the metric's label; a formula always has one.
    pub label: Option<String>,
}

impl Column {
    /// The metric whose values it shows.
    pub fn metric(&self) -> Option<MetricIx> {
        if let Shows::Metric(metric) = self.shows { Some(metric) } else { None }
    }
}

/// What a column shows.
#[derive(Debug)]
pub enum Shows {
    /// The values of a metric.
    Metric(MetricIx),
    /// What a formula makes of the values of other columns.
    Formula(Box<ColumnFormula>),
}

/// A formula over the metrics of a table's other columns.
#[derive(Debug)]
pub struct ColumnFormula {
    /// Over metrics.
    pub expr: Expr<MetricIx>,
    /// Unit of the results.
    pub unit: Unit,
}

/// Which of a place's values a column shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The latest.
    Latest,
    /// The earliest.
    First,
    /// That of one period.
    Period(Period),
}
