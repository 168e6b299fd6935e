//! The profile of a place as data.

use std::io;

use anyhow::Result;
use schemars::JsonSchema;
use serde::Serialize;

use super::figure::{Figure, figure};
use super::lines::write_lines;
use super::place::{Named, PlaceData, metric_name, pages_of, place};
use super::source::{ArticleName, CoverageData, RelationData, article_name, coverage, relations};
use super::words::{Addresses, Origin, Views, origin};
use crate::model::PlaceIx;

/// The profile of a place: every figure that the articles on it record, how they hold together, and what is missing.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct County<'a> {
    /// The schema of this file, seen from it.
    #[serde(rename = "$schema")]
    #[schemars(extend("format" = "uri-reference"))]
    schema: &'static str,
    /// The site that it comes from.
    site: Origin<'a>,
    /// The pages that say the same, seen from this file.
    pages: Addresses,
    /// The place.
    place: PlaceData<'a>,
    /// The articles on it, oldest first.
    articles: Vec<ArticleName<'a>>,
    /// How much of all their sources is accounted for. Left out where no article tells of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CoverageData>,
    /// Every figure, by metric, then time.
    figures: Vec<Figure<'a>>,
    /// The arithmetic of the articles.
    relations: Vec<RelationData<'a>>,
    /// Metrics of the catalogue without a value here: 未载, no article prints one.
    not_printed: Vec<Named<'a>>,
}

/// The profile of a place.
///
/// # Errors
/// None that a writer into memory has.
pub(super) fn render(views: &Views<'_>, ix: PlaceIx, out: &mut impl io::Write) -> Result<()> {
    let (site, catalog) = (views.zh.site, views.catalog());
    let articles = site.index.articles_of(ix);
    let missing = site.catalogued().filter(|m| site.index.of_both(ix, *m).is_empty());
    write_lines(
        &County {
            schema: super::Shape::County.seen_from_data(),
            site: origin(&views.zh),
            pages: pages_of(&views.zh, ix),
            place: place(catalog.place(ix)),
            articles: articles.iter().map(|a| article_name(views, *a)).collect(),
            coverage: site.coverage_of(ix).as_ref().map(coverage),
            figures: site.index.of_place(ix).iter().map(|o| figure(views, *o)).collect(),
            relations: articles.iter().flat_map(|a| relations(views, *a)).collect(),
            not_printed: missing.map(|m| metric_name(catalog, m)).collect(),
        },
        out,
    )
}
