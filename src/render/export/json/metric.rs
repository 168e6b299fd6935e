//! A metric of the catalogue as data: its definition, every value, what may be compared, who has none.

use std::io;

use anyhow::Result;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::{href::SitePath, view::View};
use super::comparable::{ComparabilityData, comparability};
use super::each::Each;
use super::figure::{Figure, figure};
use super::lines::write_lines;
use super::place::{Named, PlaceName, domain_name, metric_name, place_name};
use super::words::{Addresses, InLanguages, Origin, Views, origin};
use crate::model::{Direction, Kind, Metric, MetricIx, PlaceIx};

/// A metric of the catalogue, with every value of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "Metric")]
pub(super) struct MetricFile<'a> {
    /// The schema of this file, seen from it.
    #[serde(rename = "$schema")]
    #[schemars(extend("format" = "uri-reference"))]
    schema: &'static str,
    /// The site that it comes from.
    site: Origin<'a>,
    /// The pages that say the same, seen from this file.
    pages: Addresses,
    /// What is measured.
    metric: Definition<'a>,
    /// What may be said of the values that are compared.
    comparability: ComparabilityData<'a>,
    /// Of each place that has a value, the record of the one that is compared: the latest that is no plan and was not decided
    /// against.
    compared: Each<'a, String>,
    /// Every value, by place, then time.
    figures: Each<'a, Figure<'a>>,
    /// Places without a value: 未载, no article prints one.
    not_printed: Vec<PlaceName<'a>>,
}

/// What is measured.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Definition<'a> {
    /// Its id, `domain.name`.
    id: &'a str,
    /// What it is called.
    label: InLanguages<'a>,
    /// The domain that it belongs to.
    domain: Named<'a>,
    /// What it counts.
    definition: InLanguages<'a>,
    /// Who or what is counted.
    population: InLanguages<'a>,
    /// Its unit.
    unit: &'a str,
    /// Further units that values may have.
    accepts: Vec<&'a str>,
    /// What its values are in time, where a figure does not say otherwise.
    kind: Kind,
    /// Which way is better. Left out where neither is.
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
    /// The whole that it is a part of. Left out where it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<Named<'a>>,
    /// The count that this rate is taken of. Left out where it is no rate, or of no recorded count.
    #[serde(skip_serializing_if = "Option::is_none")]
    denominator: Option<Named<'a>>,
    /// How it is worked out of other metrics. Left out where it is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<&'a str>,
    /// Metrics that it must not be joined with.
    distinct_from: Vec<Named<'a>>,
}

/// A metric.
///
/// # Errors
/// None that a writer into memory has.
pub(super) fn render(views: &Views<'_>, ix: MetricIx, out: &mut impl io::Write) -> Result<()> {
    let (view, catalog) = (&views.zh, views.catalog());
    let metric = catalog.metric(ix);
    let comparable = &view.site.comparisons[ix.ix()];
    let column = view.site.column(ix);
    write_lines(
        &MetricFile {
            schema: super::Shape::Metric.seen_from_data(),
            site: origin(view),
            pages: Addresses::of(view, &SitePath::metric(metric)),
            metric: definition(views, metric),
            comparability: comparability(views, comparable, |view| view.metric_label(ix)),
            compared: Each::of(&column, |o| view.record_href(*o)),
            figures: Each::of(view.site.index.of_metric(ix), |o| figure(views, *o)),
            not_printed: without(view, ix).map(|p| place_name(catalog, p)).collect(),
        },
        out,
    )
}

fn definition<'a>(views: &Views<'a>, metric: &'a Metric) -> Definition<'a> {
    let catalog = views.catalog();
    Definition {
        id: metric.id.as_str(),
        label: InLanguages::of(&metric.label, Some(&metric.en)),
        domain: domain_name(catalog, metric.domain),
        definition: InLanguages::of(&metric.definition, metric.definition_en.as_deref()),
        population: InLanguages::of(&metric.population, metric.population_en.as_deref()),
        unit: &metric.unit.printed,
        accepts: metric.accepts.iter().map(|unit| &*unit.printed).collect(),
        kind: metric.kind,
        direction: metric.direction,
        part_of: metric.part_of.map(|m| metric_name(catalog, m)),
        denominator: metric.denominator.map(|m| metric_name(catalog, m)),
        formula: metric.formula.as_ref().map(|formula| &*formula.text),
        distinct_from: metric.distinct_from.iter().map(|m| metric_name(catalog, *m)).collect(),
    }
}

/// The places without a value. Values stand in place order, as the places do.
fn without<'a>(view: &View<'a>, ix: MetricIx) -> impl Iterator<Item = PlaceIx> + use<'a> {
    let catalog = view.catalog();
    let mut with = view.site.index.of_metric(ix).iter().map(|o| catalog.place_of(*o)).peekable();
    catalog.place_ids().filter(move |place| {
        let has_value = with.peek() == Some(place);
        while with.next_if_eq(place).is_some() {}
        !has_value
    })
}
