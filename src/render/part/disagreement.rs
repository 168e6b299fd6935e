//! A disagreement in words: between two articles, or between the figures of one.

use serde::Serialize;

use super::{
    super::{href::SitePath, view::View},
    article_card::{Titled, titled},
};
use crate::derive::{Disagreement, disagreements};
use crate::model::{PlaceIx, Relation};

/// A disagreement.
#[derive(Debug, Serialize)]
pub struct DisagreementView<'a> {
    text: String,
    href: String,
    article: Titled<'a>,
}

/// The disagreements of a place's figures.
pub fn disagreement_views<'a>(view: &View<'a>, ix: PlaceIx) -> Vec<DisagreementView<'a>> {
    let catalog = view.catalog();
    let checked = &view.site.checked;
    let one = |disagreement| match disagreement {
        Disagreement::Within(article, n) => {
            let relation = &catalog.article(article).relations[n];
            let found = &checked.verdicts[article.ix()][n];
            let page = SitePath::article(catalog.article(article));
            DisagreementView {
                text: relation.known.clone().unwrap_or_else(|| found.sentence.clone()),
                href: view.path.link_to_fragment(&page, &Relation::anchor(n)),
                article: titled(view, article),
            }
        }
        Disagreement::Between(a, b) => {
            let (first, second) = (catalog.observation(a), catalog.observation(b));
            let label = &catalog.metric(first.metric).label;
            let blanks = [
                ("label", label.as_str()),
                ("period", &*first.period.label()),
                ("one", &*first.quantity.printed),
                ("other", &*second.quantity.printed),
            ];
            DisagreementView {
                text: view.words.fill("disagreements.values", &blanks),
                href: view.record_href(b),
                article: titled(view, second.article),
            }
        }
    };
    disagreements(checked, &view.site.index, ix).into_iter().map(one).collect()
}
