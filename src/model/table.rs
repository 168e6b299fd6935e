//! Cross-county tables as the editor declares them.

use super::{
    body::{Block, Body},
    ids::{DomainIx, MetricIx},
    period::Period,
};
use crate::diag::FileId;

/// A cross-county table: rows are all places.
#[derive(Debug)]
pub struct Table {
    /// The file.
    pub file: FileId,
    /// Its path in the site's folder.
    pub path: Box<str>,
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
    pub metric: MetricIx,
    /// Which value where a place has several.
    pub pick: Pick,
    /// Heading, where it is not the metric's label.
    pub label: Option<String>,
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
