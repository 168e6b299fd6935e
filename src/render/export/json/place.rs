//! Places, metrics and domains as other records name them.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::{href::SitePath, view::View};
use super::words::{Addresses, InLanguages};
use crate::model::{Catalog, DomainIx, MetricIx, Place, PlaceIx, PlaceKind};

/// A county-level unit.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PlaceData<'a> {
    /// Its code in GB/T 2260.
    #[schemars(regex(pattern = "^[0-9]{6}$"))]
    code: &'a str,
    /// Its name.
    name: InLanguages<'a>,
    /// What kind of unit it is.
    kind: PlaceKind,
    /// The prefecture-level unit that it belongs to.
    prefecture: InLanguages<'a>,
    /// The province.
    province: InLanguages<'a>,
    /// Former names, oldest first.
    former: Vec<FormerName<'a>>,
}

/// A name that a place had.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct FormerName<'a> {
    /// The name.
    name: &'a str,
    /// The last year of its use. Left out where the editor does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<&'a str>,
}

/// A place by code and name.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PlaceName<'a> {
    /// Its code in GB/T 2260.
    #[schemars(regex(pattern = "^[0-9]{6}$"))]
    code: &'a str,
    /// Its name.
    name: InLanguages<'a>,
}

/// A metric or domain by id and label.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Named<'a> {
    /// Its id.
    id: &'a str,
    /// What it is called.
    label: InLanguages<'a>,
}

/// A place.
pub(super) fn place(place: &Place) -> PlaceData<'_> {
    PlaceData {
        code: place.code.as_str(),
        name: InLanguages::of(&place.name, Some(&place.en)),
        kind: place.kind,
        prefecture: InLanguages::of(&place.prefecture, place.prefecture_en.as_deref()),
        province: InLanguages::of(&place.province, place.province_en.as_deref()),
        former: place
            .former
            .iter()
            .map(|f| FormerName { name: &f.name, until: f.until.as_deref() })
            .collect(),
    }
}

/// A place by code and name.
pub(super) fn place_name(catalog: &Catalog, ix: PlaceIx) -> PlaceName<'_> {
    let place = catalog.place(ix);
    PlaceName { code: place.code.as_str(), name: InLanguages::of(&place.name, Some(&place.en)) }
}

/// A metric by id and label.
pub(super) fn metric_name(catalog: &Catalog, ix: MetricIx) -> Named<'_> {
    let metric = catalog.metric(ix);
    Named { id: metric.id.as_str(), label: InLanguages::of(&metric.label, Some(&metric.en)) }
}

/// A domain by id and label.
pub(super) fn domain_name(catalog: &Catalog, ix: DomainIx) -> Named<'_> {
    let domain = catalog.domain(ix);
    Named { id: &domain.id, label: InLanguages::of(&domain.label, Some(&domain.en)) }
}

/// The pages of a place.
pub(super) fn pages_of(view: &View<'_>, ix: PlaceIx) -> Addresses {
    Addresses::of(view, &SitePath::county(view.catalog().place(ix)))
}
