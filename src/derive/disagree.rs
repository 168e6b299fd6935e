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
    let same_metric = |a: &ObsIx, b: &ObsIx| catalog.observation(*a).metric == catalog.observation(*b).metric;
    let pairs = index.of_place(place).chunk_by(same_metric).flat_map(|values| {
        let later = |i: usize| values[i + 1..].iter();
        let of = move |(i, a): (usize, &ObsIx)| later(i).map(|b| (*a, *b)).collect::<Vec<_>>();
        values.iter().enumerate().flat_map(of)
    });
    let pairs = pairs.filter(|(a, b)| catalog.contradict(*a, *b)).map(|(a, b)| Disagreement::Between(a, b));
    let within = index.articles_of(place).iter().flat_map(|article| {
        let verdicts = checked.verdicts[article.ix()].iter().enumerate();
        verdicts
            .filter(|(_, v)| matches!(v.outcome, Outcome::Contradicts))
            .map(|(i, _)| Disagreement::Within(*article, i))
    });
    pairs.chain(within).collect()
}
