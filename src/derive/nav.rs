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

impl Prefecture {
    /// The name of its page, without folder and ending: `4305`.
    pub fn slug(&self) -> &str {
        self.id.trim_start_matches("p-")
    }
}

/// A province with its prefectures.
#[derive(Debug)]
pub struct Province {
    /// Its name.
    pub name: String,
    /// Fragment on the home page, after the code of its first place: `v-43`.
    pub id: String,
    /// Positions of its prefectures.
    pub prefectures: Vec<usize>,
}

impl Province {
    /// The name of its pages, without folder and ending: `43`.
    pub fn slug(&self) -> &str {
        self.id.trim_start_matches("v-")
    }
}

/// Orders of places and articles.
#[derive(Debug)]
pub struct Nav {
    /// By the code of the first place.
    pub prefectures: Vec<Prefecture>,
    /// Position in `prefectures` of each place's own.
    prefecture_of: Vec<u32>,
    /// By the code of the first place.
    pub provinces: Vec<Province>,
    /// Years in which a figure's period lies or ends, in order.
    pub years: Vec<i16>,
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
        let provinces = provinces(catalog, &prefectures);
        let mut newest: Vec<ArticleIx> = catalog.article_ids().collect();
        newest.sort_by_key(|a| (std::cmp::Reverse(written(catalog.article(*a))), *a));
        newest.truncate(NEWEST);
        let mut tables: Vec<usize> = (0..catalog.tables.len()).collect();
        tables.sort_by_key(|n| (catalog.tables[*n].domain, *n));
        Nav {
            prefectures,
            prefecture_of,
            provinces,
            years: super::years::years(catalog),
            newest,
            tables,
            data_until: data_until(catalog, catalog.observation_ids()),
        }
    }

    /// The prefecture of a place.
    pub fn prefecture_of(&self, place: PlaceIx) -> &Prefecture {
        &self.prefectures[self.prefecture_at(place)]
    }

    /// Position in `prefectures` of a place's own.
    pub fn prefecture_at(&self, place: PlaceIx) -> usize {
        self.prefecture_of[place.ix()] as usize
    }

    /// Position in `provinces` of a prefecture's own.
    pub fn province_at(&self, prefecture: usize) -> Option<usize> {
        self.provinces.iter().position(|v| v.prefectures.contains(&prefecture))
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
    distinguish(found.iter_mut().map(|p| &mut p.id), '-');
    (found, prefecture_of)
}

fn provinces(catalog: &Catalog, prefectures: &[Prefecture]) -> Vec<Province> {
    let mut found: Vec<Province> = Vec::new();
    let mut by_name = std::collections::BTreeMap::new();
    for (n, prefecture) in prefectures.iter().enumerate() {
        let at = *by_name.entry(prefecture.province.as_str()).or_insert(found.len());
        if at == found.len() {
            let code = prefecture.places.first().map_or("", |p| catalog.place(*p).code.as_str());
            found.push(Province {
                name: prefecture.province.clone(),
                id: format!("v-{}", code.get(..2).unwrap_or(code)),
                prefectures: Vec::new(),
            });
        }
        found[at].prefectures.push(n);
    }
    distinguish(found.iter_mut().map(|p| &mut p.id), '-');
    found
}

/// Units that share the first digits of their first place get ids of their own, with a number after `mark`.
pub(super) fn distinguish<'a>(ids: impl Iterator<Item = &'a mut String>, mark: char) {
    let mut seen = std::collections::BTreeMap::new();
    for id in ids {
        let times = seen.entry(id.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            *id = format!("{id}{mark}{times}");
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
    let declared = key::metrics(catalog);
    let mut metrics: Vec<MetricIx> = declared.filter(|m| !index.of_both(place, *m).is_empty()).collect();
    for observation in index.of_place(place) {
        let metric = catalog.observation(*observation).metric;
        if metrics.len() >= key::AT_LEAST {
            break;
        }
        if catalog.metric(metric).is_catalogued() && !metrics.contains(&metric) {
            metrics.push(metric);
        }
    }
    metrics.into_iter().filter_map(|m| key_figure(catalog, index.of_both(place, m))).collect()
}

/// The metrics that a comparison of these places begins with: the declared ones of which any has a value, then those
/// of which most have one.
pub fn key_metrics(catalog: &Catalog, index: &Index, places: &[PlaceIx]) -> Vec<MetricIx> {
    let with_value = |m: MetricIx| places.iter().filter(|p| !index.of_both(**p, m).is_empty()).count();
    let mut metrics: Vec<MetricIx> = key::metrics(catalog).collect();
    metrics.retain(|m| with_value(*m) > 0);
    if metrics.len() < key::AT_LEAST {
        let catalogued = catalog.metric_ids().take_while(|m| catalog.metric(*m).is_catalogued());
        let mut others: Vec<(usize, MetricIx)> =
            catalogued.map(|m| (with_value(m), m)).filter(|(n, m)| *n > 0 && !metrics.contains(m)).collect();
        others.sort_by_key(|(n, m)| (std::cmp::Reverse(*n), *m));
        metrics.extend(others.into_iter().take(key::AT_LEAST - metrics.len()).map(|(_, m)| m));
    }
    metrics
}

fn key_figure(catalog: &Catalog, values: &[ObsIx]) -> Option<KeyFigure> {
    let (before, value) = match super::planner::change(catalog, values) {
        Some((from, to)) => (Some(from), to),
        None => (None, Pick::Latest.of(catalog, values)?),
    };
    Some(KeyFigure { value, before })
}
