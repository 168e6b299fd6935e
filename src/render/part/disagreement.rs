//! A disagreement in words: between two articles, or between the figures of one.

use serde::Serialize;

use super::{
    super::{href::SitePath, text::Text, view::View},
    article_card::{Titled, titled},
};
use crate::derive::{Disagreement, disagreements};
use crate::model::{PlaceIx, Relation};

/// A disagreement.
#[derive(Debug, Serialize)]
pub struct DisagreementView {
    text: Text,
    href: String,
    article: Titled,
}

/// The disagreements of a place's figures.
pub fn disagreement_views(view: &View<'_>, ix: PlaceIx) -> Vec<DisagreementView> {
    let catalog = view.catalog();
    let checked = &view.site.checked;
    let one = |disagreement| match disagreement {
        Disagreement::Within(article, n) => {
            let relation = &catalog.article(article).relations[n];
            let found = &checked.verdicts[article.ix()][n];
            let page = SitePath::article(catalog.article(article));
            DisagreementView {
                text: match &relation.known {
                    Some(known) => view.chinese(known),
                    None => view.mixed(found.sentence.in_lang(view.lang())),
                },
                href: view.path.link_to_fragment(&page, &Relation::anchor(n)),
                article: titled(view, article),
            }
        }
        Disagreement::Between(a, b) => {
            let (first, second) = (catalog.observation(a), catalog.observation(b));
            let blanks = [
                ("label", &view.metric_label(first.metric)),
                ("period", &view.period(&first.period).into()),
                ("one", &view.chinese(&first.quantity.printed)),
                ("other", &view.chinese(&second.quantity.printed)),
            ];
            DisagreementView {
                text: view.fill("disagreements.values", &blanks),
                href: view.record_href(b),
                article: titled(view, second.article),
            }
        }
    };
    disagreements(checked, &view.site.index, ix).into_iter().map(one).collect()
}
