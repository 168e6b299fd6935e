//! What the reader must know of a place's figures: articles that contradict each other, and articles that contradict
//! themselves.

use super::index::Index;
use crate::check::{Checked, Outcome};
use crate::model::{ArticleIx, Catalog, ObsIx, PlaceIx};

/// One disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// An article's own figures do not add up: the article and the position of the relation.
    Within(ArticleIx, usize),
    /// Two articles give values of the same thing that cannot both be right.
    Between(ObsIx, ObsIx),
    /// A figure that its source prints wrongly, by an editor's word.
    Corrected(ObsIx),
}

/// Values of other articles that cannot hold together with this one.
pub fn contradicting<'a>(
    catalog: &'a Catalog,
    index: &'a Index,
    value: ObsIx,
) -> impl Iterator<Item = ObsIx> + use<'a> {
    let beside = index.of_both(catalog.place_of(value), catalog.observation(value).metric);
    beside.iter().copied().filter(move |other| *other != value && catalog.contradict(value, *other))
}

/// Disagreements of a place's figures, and their corrections: between articles first, in the order of metrics.
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
    let corrections = |article: &ArticleIx| &catalog.article(*article).corrections;
    let corrected = index.articles_of(place).iter().flat_map(corrections);
    pairs.chain(within).chain(corrected.map(|c| Disagreement::Corrected(c.observation))).collect()
}
