//! The order in which a reader walks through the site: prefectures and their places, neighbours, the newest articles.

use super::{index::Index, key};
use crate::model::{Article, ArticleIx, Catalog, Date, Kind, MetricIx, ObsIx, Pick, PlaceIx};

/// How many articles the home page names.
const NEWEST: usize = 10;

/// A prefecture-level unit with its places.
#[derive(Debug)]
pub struct Prefecture {
    /// Province, by name.
    pub province: String,
    /// Its name.
    pub name: String,
    /// Fragment on the home page, after the code of its first place: `p-4305`.
    pub id: String,
    /// Its places, by code.
    pub places: Vec<PlaceIx>,
}

/// Orders of places and articles.
#[derive(Debug)]
pub struct Nav {
    /// By the code of the first place.
    pub prefectures: Vec<Prefecture>,
    /// Position in `prefectures` of each place's own.
    prefecture_of: Vec<u32>,
    /// The newest articles, newest first.
    pub newest: Vec<ArticleIx>,
    /// Positions of the cross-county tables, in the order of their domains.
    pub tables: Vec<usize>,
    /// The last date that any figure speaks of, plans left out.
    pub data_until: Option<Date>,
}

impl Nav {
    /// Puts places and articles in order.
    pub(super) fn derive(catalog: &Catalog) -> Nav {
        let (prefectures, prefecture_of) = prefectures(catalog);
        let mut newest: Vec<ArticleIx> = catalog.article_ids().collect();
        newest.sort_by_key(|a| (std::cmp::Reverse(written(catalog.article(*a))), *a));
        newest.truncate(NEWEST);
        let mut tables: Vec<usize> = (0..catalog.tables.len()).collect();
        tables.sort_by_key(|n| (catalog.tables[*n].domain, *n));
        Nav {
            prefectures,
            prefecture_of,
            newest,
            tables,
            data_until: data_until(catalog, catalog.observation_ids()),
        }
    }

    /// The prefecture of a place.
    pub fn prefecture_of(&self, place: PlaceIx) -> &Prefecture {
        &self.prefectures[self.prefecture_of[place.ix()] as usize]
    }
}

/// The last date that any of these figures speaks of, plans left out.
pub fn data_until(catalog: &Catalog, observations: impl IntoIterator<Item = ObsIx>) -> Option<Date> {
    let done = observations.into_iter().map(|o| catalog.observation(o)).filter(|o| o.kind != Kind::Target);
    done.map(|o| o.period.last()).max()
}

/// When an article was written, as far as is known: its date, else the period that it speaks of.
pub fn written(article: &Article) -> Date {
    article.origin.date.as_ref().unwrap_or(&article.period).last()
}

fn prefectures(catalog: &Catalog) -> (Vec<Prefecture>, Vec<u32>) {
    let mut found: Vec<Prefecture> = Vec::new();
    let mut by_name = std::collections::BTreeMap::new();
    let mut prefecture_of = Vec::with_capacity(catalog.places.len());
    for place in catalog.place_ids() {
        let record = catalog.place(place);
        let at =
            *by_name.entry((record.province.as_str(), record.prefecture.as_str())).or_insert(found.len());
        if at == found.len() {
            found.push(Prefecture {
                province: record.province.clone(),
                name: record.prefecture.clone(),
                id: format!("p-{}", record.code.as_str().get(..4).unwrap_or(record.code.as_str())),
                places: Vec::new(),
            });
        }
        found[at].places.push(place);
        prefecture_of.push(u32::try_from(at).expect("invariant: fewer than 2^32 prefectures"));
    }
    distinguish(&mut found);
    (found, prefecture_of)
}

/// Prefectures that share the first four digits of their first place get ids of their own.
fn distinguish(prefectures: &mut [Prefecture]) {
    let mut seen = std::collections::BTreeMap::new();
    for prefecture in prefectures {
        let times = seen.entry(prefecture.id.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            prefecture.id = format!("{}-{times}", prefecture.id);
        }
    }
}

/// The places before and after this one, by code.
pub fn neighbours(catalog: &Catalog, place: PlaceIx) -> (Option<PlaceIx>, Option<PlaceIx>) {
    let next = PlaceIx(place.0 + 1);
    (place.0.checked_sub(1).map(PlaceIx), (next.ix() < catalog.places.len()).then_some(next))
}

/// A figure that heads a profile, with the same place's earlier value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFigure {
    /// The latest value.
    pub value: ObsIx,
    /// The earliest value of the same kind and unit, from another period.
    pub before: Option<ObsIx>,
}

/// The 4 to 6 figures that head the profile of a place: the declared ones that it has, then the first others of the
/// catalogue.
pub fn key_figures(catalog: &Catalog, index: &Index, place: PlaceIx) -> Vec<KeyFigure> {
    let declared = key::METRICS.iter().filter_map(|id| key::find(catalog, id));
    let mut metrics: Vec<MetricIx> =
        declared.filter(|m| !index.of_both(catalog, place, *m).is_empty()).collect();
    for observation in index.of_place(place) {
        let metric = catalog.observation(*observation).metric;
        if metrics.len() >= key::AT_LEAST {
            break;
        }
        if catalog.metric(metric).is_catalogued() && !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    metrics.into_iter().filter_map(|m| key_figure(catalog, index.of_both(catalog, place, m))).collect()
}

fn key_figure(catalog: &Catalog, values: &[ObsIx]) -> Option<KeyFigure> {
    let (before, value) = match super::planner::change(catalog, values) {
        Some((from, to)) => (Some(from), to),
        None => (None, Pick::Latest.of(catalog, values)?),
    };
    Some(KeyFigure { value, before })
}
