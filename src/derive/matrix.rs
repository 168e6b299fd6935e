//! The matrix of places and metrics: what stands where, and what kind of silence where nothing does. A site is seen
//! whole, by province or by prefecture, so that no page grows with the number of places.

use super::{index::Index, nav::Nav};
use crate::model::{Catalog, Kind, MetricIx, ObsIx, PlaceIx};

/// The most places that stand side by side as columns of their own, without being taken together.
const MOST_COLUMNS: usize = 12;

/// What the articles on a place say of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Values, one for each time that they speak of, in order of time.
    Values(Vec<ObsIx>),
    /// Only what is planned.
    Targets(Vec<ObsIx>),
    /// There are articles, and none prints it.
    NotPrinted,
    /// There is no article.
    NoArticle,
}

/// What is said of one metric at one place.
pub fn said(catalog: &Catalog, index: &Index, place: PlaceIx, metric: MetricIx) -> Said {
    let all = index.of_both(place, metric);
    if all.is_empty() {
        let silent = index.articles_of(place).is_empty();
        return if silent { Said::NoArticle } else { Said::NotPrinted };
    }
    let is_target = |o: &&ObsIx| catalog.observation(**o).kind == Kind::Target;
    let values = by_year(catalog, all.iter().filter(|o| !is_target(o)));
    if values.is_empty() { Said::Targets(by_year(catalog, all.iter())) } else { Said::Values(values) }
}

/// The last value of each year.
fn by_year<'a>(catalog: &Catalog, values: impl Iterator<Item = &'a ObsIx>) -> Vec<ObsIx> {
    let mut kept: Vec<ObsIx> = Vec::new();
    let year = |o: ObsIx| catalog.observation(o).period.last().year;
    for value in values {
        match kept.last_mut() {
            Some(last) if year(*last) == year(*value) => *last = *value,
            _ => kept.push(*value),
        }
    }
    kept
}

/// How many cells say what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Values.
    pub values: usize,
    /// Plans alone.
    pub targets: usize,
    /// Articles that do not print it.
    pub not_printed: usize,
    /// No article.
    pub no_article: usize,
}

impl Tally {
    /// One cell more.
    pub fn add(&mut self, said: &Said) {
        match said {
            Said::Values(_) => self.values += 1,
            Said::Targets(_) => self.targets += 1,
            Said::NotPrinted => self.not_printed += 1,
            Said::NoArticle => self.no_article += 1,
        }
    }

    /// All cells.
    pub fn total(&self) -> usize {
        self.values + self.targets + self.not_printed + self.no_article
    }

    /// Both together.
    pub fn and(self, other: Tally) -> Tally {
        Tally {
            values: self.values + other.values,
            targets: self.targets + other.targets,
            not_printed: self.not_printed + other.not_printed,
            no_article: self.no_article + other.no_article,
        }
    }
}

/// What one page of the matrix shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All places.
    Whole,
    /// Those of a province, by position.
    Province(usize),
    /// Those of a prefecture, by position.
    Prefecture(usize),
}

/// The columns of a page: places, or the parts that it is split into, each with a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Columns {
    /// One place each.
    Places(Vec<PlaceIx>),
    /// One province or prefecture each.
    Parts(Vec<Scope>),
}

impl Scope {
    /// Its places, by code.
    pub fn places(self, nav: &Nav) -> Vec<PlaceIx> {
        let of = |prefectures: &[usize]| -> Vec<PlaceIx> {
            prefectures.iter().flat_map(|p| nav.prefectures[*p].places.iter().copied()).collect()
        };
        let mut places = match self {
            Scope::Whole => nav.prefectures.iter().flat_map(|p| p.places.iter().copied()).collect(),
            Scope::Province(v) => of(&nav.provinces[v].prefectures),
            Scope::Prefecture(p) => nav.prefectures[p].places.clone(),
        };
        places.sort_unstable();
        places
    }

    /// How many places it has.
    pub fn count(self, nav: &Nav) -> usize {
        let of = |prefecture: &usize| nav.prefectures[*prefecture].places.len();
        match self {
            Scope::Whole => nav.prefectures.iter().map(|p| p.places.len()).sum(),
            Scope::Province(v) => nav.provinces[v].prefectures.iter().map(of).sum(),
            Scope::Prefecture(p) => of(&p),
        }
    }

    /// The name of its page, without folder and ending; none for the whole.
    pub fn slug(self, nav: &Nav) -> Option<&str> {
        match self {
            Scope::Whole => None,
            Scope::Province(v) => Some(nav.provinces[v].slug()),
            Scope::Prefecture(p) => Some(nav.prefectures[p].slug()),
        }
    }

    /// What stands side by side on its page.
    pub fn columns(self, nav: &Nav) -> Columns {
        let prefectures = |of: &[usize]| Columns::Parts(of.iter().map(|p| Scope::Prefecture(*p)).collect());
        match self {
            _ if self.count(nav) <= MOST_COLUMNS => Columns::Places(self.places(nav)),
            Scope::Whole if nav.provinces.len() > 1 => {
                Columns::Parts((0..nav.provinces.len()).map(Scope::Province).collect())
            }
            Scope::Whole if nav.prefectures.len() > 1 => {
                prefectures(&(0..nav.prefectures.len()).collect::<Vec<_>>())
            }
            Scope::Province(v) if nav.provinces[v].prefectures.len() > 1 => {
                prefectures(&nav.provinces[v].prefectures)
            }
            _ => Columns::Places(self.places(nav)),
        }
    }

    /// The page above it, if there is one.
    pub fn above(self, nav: &Nav) -> Option<Scope> {
        match self {
            Scope::Whole => None,
            Scope::Prefecture(p) if nav.provinces.len() > 1 => nav.province_at(p).map(Scope::Province),
            Scope::Province(_) | Scope::Prefecture(_) => Some(Scope::Whole),
        }
    }
}

/// Every page of the matrix, from the whole down.
pub fn scopes(nav: &Nav) -> Vec<Scope> {
    let mut all = vec![Scope::Whole];
    let mut next = 0;
    while let Some(scope) = all.get(next).copied() {
        if let Columns::Parts(parts) = scope.columns(nav) {
            all.extend(parts);
        }
        next += 1;
    }
    all
}

/// The page that shows the places of a prefecture as columns.
pub fn scope_of(nav: &Nav, prefecture: usize) -> Scope {
    let mut scope = Scope::Whole;
    while let Columns::Parts(parts) = scope.columns(nav) {
        let holds = |part: &&Scope| match part {
            Scope::Province(v) => nav.provinces[*v].prefectures.contains(&prefecture),
            Scope::Prefecture(p) => *p == prefecture,
            Scope::Whole => false,
        };
        match parts.iter().find(holds) {
            Some(part) => scope = *part,
            None => break,
        }
    }
    scope
}
