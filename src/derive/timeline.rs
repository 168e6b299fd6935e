//! What happened when in a place, as far as its articles say: events that editors declare, figures of a day or month,
//! plans, and when the articles were written. In order of time, and no more than a page can show.

use super::index::Index;
use crate::model::{ArticleIx, Catalog, Date, Kind, ObsIx, Period, PlaceIx};

/// The most entries of a timeline.
const MOST: usize = 24;

/// What happened when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// In order of time.
    pub entries: Vec<Dated>,
    /// How many more there are.
    pub left_out: usize,
}

/// Something with a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// When.
    pub period: Period,
    /// What.
    pub what: Happening,
}

/// What has a date. In the order of importance: the last go first where there are too many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happening {
    /// An event that an editor declares, by position in its article.
    Event(ArticleIx, usize),
    /// A planned figure.
    Target(ObsIx),
    /// An article was written.
    Published(ArticleIx),
    /// Figures of one article that speak of one day or month.
    Figures(ArticleIx, Vec<ObsIx>),
}

/// The timeline of a place.
pub fn timeline(catalog: &Catalog, index: &Index, place: PlaceIx) -> Timeline {
    let mut entries = Vec::new();
    for article in index.articles_of(place) {
        of_article(catalog, *article, &mut entries);
    }
    entries.sort_by(|a, b| a.what.cmp(&b.what));
    let left_out = entries.len().saturating_sub(MOST);
    entries.truncate(MOST);
    entries.sort_by(|a, b| (a.period.last(), &a.what).cmp(&(b.period.last(), &b.what)));
    Timeline { entries, left_out }
}

fn of_article(catalog: &Catalog, ix: ArticleIx, entries: &mut Vec<Dated>) {
    let article = catalog.article(ix);
    let mut add = |period: &Period, what| entries.push(Dated { period: period.clone(), what });
    for (n, event) in article.events.iter().enumerate() {
        add(&event.period, Happening::Event(ix, n));
    }
    if let Some(date) = &article.origin.date {
        add(date, Happening::Published(ix));
    }
    let mut dated: Vec<(&Period, Vec<ObsIx>)> = Vec::new();
    for o in article.observation_ids() {
        let figure = catalog.observation(o);
        if figure.kind == Kind::Target {
            add(&figure.period, Happening::Target(o));
        } else if figure.kind != Kind::Standard && figure.period != article.period && is_dated(&figure.period)
        {
            match dated.iter_mut().find(|(period, _)| **period == figure.period) {
                Some((_, figures)) => figures.push(o),
                None => dated.push((&figure.period, vec![o])),
            }
        }
    }
    for (period, figures) in dated {
        add(period, Happening::Figures(ix, figures));
    }
}

/// Whether a period is one day or one month.
fn is_dated(period: &Period) -> bool {
    matches!(period, Period::At(Date { month: 1.., .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::fixture::catalog;
    use Kind::{Rate, Stock, Target};

    #[test]
    fn days_months_and_plans_stand_in_order_of_time() {
        let catalog = catalog(
            1,
            &["人", "%"],
            &[
                (0, 0, "5人", "2018-12-10", Stock),
                (0, 1, "7%", "2018-12-10", Rate),
                (0, 0, "6人", "2017-06", Stock),
                (0, 0, "9人", "2017", Stock),
                (0, 1, "1%", "2020", Target),
            ],
        );
        let found = timeline(&catalog, &Index::derive(&catalog), PlaceIx(0));
        let entries: Vec<(String, usize)> = found
            .entries
            .iter()
            .map(|e| match &e.what {
                Happening::Figures(_, figures) => (e.period.to_string(), figures.len()),
                other => (format!("{other:?} {}", e.period), 0),
            })
            .collect();
        let expected =
            [("2017-06", 1), ("2018-12-10", 2), ("Target(ObsIx(4)) 2020", 0)].map(|(p, n)| (p.to_owned(), n));
        assert_eq!(entries, expected);
        assert_eq!(found.left_out, 0);
    }

    #[test]
    fn a_long_timeline_keeps_what_matters_most() {
        let months: Vec<String> = (0..30).map(|n| format!("20{:02}-0{}", 10 + n / 3, 1 + n % 3)).collect();
        let months: Vec<&'static str> = months.into_iter().map(|m| &*m.leak()).collect();
        let mut values: Vec<_> = months.iter().map(|m| (0, 0, "5人", *m, Stock)).collect();
        values.push((0, 0, "1人", "2022", Target));
        let catalog = catalog(1, &["人"], &values);
        let found = timeline(&catalog, &Index::derive(&catalog), PlaceIx(0));
        assert_eq!((found.entries.len(), found.left_out), (MOST, 31 - MOST));
        assert!(found.entries.iter().any(|e| matches!(e.what, Happening::Target(_))));
    }
}
