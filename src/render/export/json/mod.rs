//! Pages as data: for each profile, metric, view of a table and article a file in JSON that says what the page says, and the
//! schemas of these files. One file for all languages.
//!
//! Never: a number without what was printed, a missing value without its name, or a rank that the page does not show.

mod article;
mod comparable;
mod county;
mod each;
mod figure;
mod history;
mod lines;
mod metric;
mod place;
mod schema;
mod source;
mod table;
mod words;

use std::io;

use anyhow::Result;

use self::words::Views;
use super::super::{href::SitePath, list::TableAt, view::View};
use crate::{
    derive::{Site, Variant},
    model::{ArticleIx, MetricIx, PlaceIx},
};

/// A page that there is a file of data for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    /// The profile of a place.
    County(PlaceIx),
    /// A catalogue metric.
    Metric(MetricIx),
    /// A view of a table, by its position in the catalogue.
    Table(usize, Variant),
    /// An article.
    Article(ArticleIx),
}

impl Twin {
    /// Where the file stands.
    pub fn path(self, site: &Site) -> SitePath {
        let catalog = site.catalog();
        match self {
            Twin::County(ix) => SitePath::county(catalog.place(ix)).twin(),
            Twin::Metric(ix) => SitePath::metric(catalog.metric(ix)).twin(),
            Twin::Table(n, variant) => TableAt { variant, ..TableAt::declared(n) }.path(site).twin(),
            Twin::Article(ix) => SitePath::article(catalog.article(ix)).twin(),
        }
    }
}

/// What files of data look like: one schema each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Profiles.
    County,
    /// Metrics.
    Metric,
    /// Tables.
    Table,
    /// Articles.
    Article,
}

impl Shape {
    /// All of them.
    pub const ALL: [Shape; 4] = [Shape::County, Shape::Metric, Shape::Table, Shape::Article];

    /// Where its schema stands, seen from a file of data.
    fn seen_from_data(self) -> &'static str {
        match self {
            Shape::County => "../schema/county.schema.json",
            Shape::Metric => "../schema/metric.schema.json",
            Shape::Table => "../schema/table.schema.json",
            Shape::Article => "../schema/article.schema.json",
        }
    }

    /// Where its schema stands.
    pub fn path(self) -> SitePath {
        SitePath::new(self.seen_from_data().replacen("..", "data", 1))
    }
}

/// Adds the data of a page.
///
/// # Errors
/// None that a writer into memory has.
pub(in super::super) fn render_twin(view: &View<'_>, twin: Twin, out: &mut impl io::Write) -> Result<()> {
    let views = Views::of(view);
    match twin {
        Twin::County(ix) => county::render(&views, ix, out),
        Twin::Metric(ix) => metric::render(&views, ix, out),
        Twin::Table(n, variant) => table::render(&views, n, variant, out),
        Twin::Article(ix) => article::render(&views, ix, out),
    }
}

/// The schema of files of data.
///
/// # Errors
/// None that a writer into memory has.
pub(in super::super) fn render_schema(shape: Shape) -> Result<Vec<u8>> {
    schema::render(shape)
}
