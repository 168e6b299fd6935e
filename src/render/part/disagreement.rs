//! A disagreement in words: between two articles, or between the figures of one.

use serde::Serialize;

use super::{
    super::{href::SitePath, text::Text, view::View},
    article_card::{Titled, titled},
    decision::{correction_text, ruling_text},
};
use crate::derive::{Disagreement, disagreements};
use crate::model::{ObsIx, PlaceIx};
use crate::quantity::format_grouped;

/// A disagreement.
#[derive(Debug, Serialize)]
pub struct DisagreementView {
    text: Text,
    href: String,
    article: Titled,
    decided: Option<Text>,
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
                href: view.path.link_to_fragment(&page, &relation.anchor),
                article: titled(view, article),
                decided: None,
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
                decided: catalog.ruling(a).map(|found| ruling_text(view, found)),
            }
        }
        Disagreement::Corrected(figure) => corrected(view, figure),
    };
    disagreements(checked, &view.site.index, ix).into_iter().map(one).collect()
}

fn corrected(view: &View<'_>, figure: ObsIx) -> DisagreementView {
    let record = view.catalog().observation(figure);
    let blanks =
        [("label", &view.metric_label(record.metric)), ("period", &view.period(&record.period).into())];
    DisagreementView {
        text: view.fill("correction.of", &blanks),
        href: view.record_href(figure),
        article: titled(view, record.article),
        decided: view.catalog().correction(figure).map(|found| correction_text(view, found)),
    }
}

/// How far two values lie apart, both taken at their word, in base units.
pub fn gap(view: &View<'_>, a: ObsIx, b: ObsIx) -> Text {
    let (a, b) = (&view.catalog().observation(a).quantity, &view.catalog().observation(b).quantity);
    let gap = format_grouped((a.base_value() - b.base_value()).abs().normalize());
    let unit = match a.dimension().is_rate() {
        true => view.words.get("unit.points").to_owned(),
        false => a.base_unit(),
    };
    view.fill("disagreements.gap", &[("gap", &view.chinese(&format!("{gap}{unit}")))])
}
