//! The table of places, by code.

use anyhow::Result;

use super::{CODE, Extent, Field, Give, Kind, Table, Value};
use crate::{
    derive::Site,
    model::{PlaceIx, PlaceKind},
    render::href::SitePath,
};

/// All places, those without an article too.
pub(super) const PLACES: Table = Table {
    name: "places",
    fields: &[
        Field::new("code", CODE),
        Field::new("name", Kind::Text),
        Field::new("name_en", Kind::Text),
        Field::new("pinyin", Kind::Form("[a-z0-9-]+")),
        Field::new("kind", Kind::Word(kinds)),
        Field::new("prefecture", Kind::Text),
        Field::new("prefecture_en", Kind::Text).or("no_english"),
        Field::new("province", Kind::Text),
        Field::new("province_en", Kind::Text).or("no_english"),
        Field::new("former_names", Kind::List).or("no_former_name"),
        Field::new("former_until", Kind::List).or("no_former_name"),
        Field::new("articles", Kind::Count("article")),
        Field::new("observations", Kind::Count("observation")),
        Field::new("page", Kind::Page),
    ],
    csv_fields: 14,
    key: &["code"],
    references: &[],
    count: |site| site.catalog().places.len(),
    rows,
};

fn kinds() -> Vec<&'static str> {
    PlaceKind::ALL.iter().map(|(id, _)| *id).collect()
}

type Row<'a> = [Value<'a>; PLACES.fields.len()];

fn rows(site: &Site, _: Extent, give: Give<'_>) -> Result<()> {
    site.catalog().place_ids().try_for_each(|ix| give(&row(site, ix)))
}

fn row(site: &Site, ix: PlaceIx) -> Row<'_> {
    let place = site.catalog().place(ix);
    [
        Value::text(place.code.as_str()),
        Value::text(&*place.name),
        Value::text(&*place.en),
        Value::text(&*place.pinyin),
        Value::text(place.kind.id()),
        Value::text(&*place.prefecture),
        Value::optional(place.prefecture_en.as_deref()),
        Value::text(&*place.province),
        Value::optional(place.province_en.as_deref()),
        Value::list(place.former.iter().map(|f| &f.name)),
        Value::list(place.former.iter().map(|f| f.until.as_deref().unwrap_or("?"))),
        Value::count(site.index.articles_of(ix).len()),
        Value::count(site.index.of_place(ix).len()),
        Value::text(SitePath::county(place).to_string()),
    ]
}
