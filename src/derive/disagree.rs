//! What the reader must know of a place's figures: articles that contradict each other, and articles that contradict
//! themselves.

use super::index::Index;
use crate::check::{Checked, Outcome};
use crate::model::{ArticleIx, ObsIx, PlaceIx};

/// One disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// An article's own figures do not add up: the article and the position of the relation.
    Within(ArticleIx, usize),
    /// Two articles give values of the same thing that cannot both be right.
    Between(ObsIx, ObsIx),
}

/// Disagreements of a place's figures: between articles first, in the order of metrics.
pub fn disagreements(checked: &Checked, index: &Index, place: PlaceIx) -> Vec<Disagreement> {
    let catalog = &checked.catalog;
    let conflict = |a: &ObsIx, b: &ObsIx| {
        let (x, y) = (catalog.observation(*a), catalog.observation(*b));
        x.article != y.article
            && x.metric == y.metric
            && x.kind == y.kind
            && x.period.plain() == y.period.plain()
            && x.population == y.population
            && x.quantity.dimension() == y.quantity.dimension()
            && !x.quantity.interval.overlaps(&y.quantity.interval)
    };
    let pairs = index.of_place(place).windows(2).filter_map(|pair| match pair {
        [a, b] if conflict(a, b) => Some(Disagreement::Between(*a, *b)),
        _ => None,
    });
    let within = index.articles_of(place).iter().flat_map(|article| {
        let verdicts = checked.verdicts[article.ix()].iter().enumerate();
        verdicts
            .filter(|(_, v)| matches!(v.outcome, Outcome::Contradicts))
            .map(|(i, _)| Disagreement::Within(*article, i))
    });
    pairs.chain(within).collect()
}
