//! What is new: articles by the day of their publication, what editors decided or changed by the day on which they did.

use std::cmp::Reverse;

use crate::model::{ArticleIx, Catalog, Date, ObsIx};

/// Something that happened to the site on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum News {
    /// An article was published.
    Article(ArticleIx),
    /// A figure was corrected.
    Correction(ObsIx),
    /// It was decided between articles, for this figure.
    Ruling(ObsIx),
    /// An article was retracted, by its position among these.
    Retracted(usize),
    /// Records were changed: the day's position among all such days, the newest first.
    Changes(usize),
}

/// All that is new, the newest first; what happened on one day in the order of the catalogue. An article that was
/// corrected later is news of its publication still; one that was retracted is news of that alone.
pub fn news(catalog: &Catalog) -> Vec<(Date, News)> {
    let mut all: Vec<(Date, News)> = happened(catalog).collect();
    all.sort_by_key(|(date, news)| (Reverse(*date), *news));
    all
}

/// Whether there is anything new.
pub fn has_news(catalog: &Catalog) -> bool {
    happened(catalog).next().is_some()
}

fn happened(catalog: &Catalog) -> impl Iterator<Item = (Date, News)> {
    let published = catalog.article_ids().filter_map(|ix| {
        let date = catalog.article(ix).published?;
        Some((date, News::Article(ix)))
    });
    let corrections = catalog.articles.iter().flat_map(|article| &article.corrections);
    let corrections = corrections.map(|c| (c.date, News::Correction(c.observation)));
    let rulings = catalog.rulings.iter().map(|r| (r.date, News::Ruling(r.chosen)));
    let retracted = catalog.retracted.iter().enumerate().map(|(n, gone)| (gone.date, News::Retracted(n)));
    let changes = catalog.ledger.days().enumerate().map(|(n, day)| (day[0].date, News::Changes(n)));
    published.chain(corrections).chain(rulings).chain(retracted).chain(changes)
}

/// The last day on which our record of an article is known to have changed.
pub fn last_change(catalog: &Catalog, ix: ArticleIx) -> Option<Date> {
    let article = catalog.article(ix);
    let told = article.published.into_iter().chain(catalog.ledger.last_of_article(ix));
    article.corrections.iter().map(|c| c.date).chain(told).max()
}
