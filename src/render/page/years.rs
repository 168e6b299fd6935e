//! The list of years, with how many figures speak of each and how.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::super::{
    part::{PageHead, PageTitle, page_head},
    view::{Link, View},
};
use super::year::how_words;
use crate::derive::{InYear, in_year};
use crate::model::{ArticleIx, PlaceIx};

/// The list of years.
#[derive(Debug, Serialize)]
pub(crate) struct YearsPage<'a> {
    root: String,
    page: PageHead,
    intro: &'a str,
    notes: [(&'a str, &'a str); 3],
    years: Vec<YearRow>,
}

#[derive(Debug, Serialize)]
struct YearRow {
    year: Link,
    within: usize,
    until: usize,
    across: usize,
    places: usize,
    articles: usize,
}

/// What one year counts.
#[derive(Debug, Default)]
struct Counts {
    within: usize,
    until: usize,
    across: usize,
    places: BTreeSet<PlaceIx>,
    articles: BTreeSet<ArticleIx>,
}

/// The list of years.
pub(crate) fn years<'a>(view: &View<'a>) -> YearsPage<'a> {
    let words = view.words;
    let title = PageTitle {
        title: words.get("title.years").into(),
        description: words.get("years.intro").into(),
        kind: "years",
        nav: "years".to_owned(),
        ..PageTitle::default()
    };
    let rows = count(view).into_iter().rev().map(|(year, counts)| YearRow {
        year: view.year(year),
        within: counts.within,
        until: counts.until,
        across: counts.across,
        places: counts.places.len(),
        articles: counts.articles.len(),
    });
    YearsPage {
        root: view.path.root(),
        page: page_head(view, title),
        intro: words.get("years.intro"),
        notes: [InYear::Within, InYear::Until, InYear::Across].map(|how| how_words(view, how)),
        years: rows.collect(),
    }
}

/// The years that have a page, with what they count.
fn count(view: &View<'_>) -> BTreeMap<i16, Counts> {
    let catalog = view.catalog();
    let years = &view.site.nav.years;
    let mut counts: BTreeMap<i16, Counts> = years.iter().map(|y| (*y, Counts::default())).collect();
    for ix in catalog.observation_ids() {
        let record = catalog.observation(ix);
        let (first, last) = (record.period.first(), record.period.last().year);
        let first = first.map_or(last, |date| date.year);
        for (year, counts) in counts.range_mut(first..=last.max(first)) {
            match in_year(&record.period, *year) {
                Some(InYear::Within) => counts.within += 1,
                Some(InYear::Until) => counts.until += 1,
                Some(InYear::Across) => counts.across += 1,
                None => continue,
            }
            counts.places.insert(catalog.place_of(ix));
            counts.articles.insert(record.article);
        }
    }
    counts
}
