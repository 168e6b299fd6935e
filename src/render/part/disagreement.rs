//! A disagreement in words: between two articles, or between the figures of one.

use serde::Serialize;

use super::{
    super::{href::SitePath, view::View},
    article_card::{Titled, titled},
    decision::{correction_text, ruling_text},
};
use crate::derive::{Disagreement, disagreements};
use crate::model::{ObsIx, PlaceIx};
use crate::quantity::format_grouped;

/// A disagreement.
#[derive(Debug, Serialize)]
pub struct DisagreementView<'a> {
    text: String,
    href: String,
    article: Titled<'a>,
    decided: Option<String>,
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
                text: relation.known.clone().unwrap_or_else(|| found.sentence.zh.to_string()),
                href: view.path.link_to_fragment(&page, &relation.anchor),
                article: titled(view, article),
                decided: None,
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
                decided: catalog.ruling(a).map(|found| ruling_text(view, found)),
            }
        }
        Disagreement::Corrected(figure) => corrected(view, figure),
    };
    disagreements(checked, &view.site.index, ix).into_iter().map(one).collect()
}

fn corrected<'a>(view: &View<'a>, figure: ObsIx) -> DisagreementView<'a> {
    let record = view.catalog().observation(figure);
    let blanks =
        [("label", view.catalog().metric(record.metric).label.as_str()), ("period", &*record.period.label())];
    DisagreementView {
        text: view.words.fill("correction.of", &blanks),
        href: view.record_href(figure),
        article: titled(view, record.article),
        decided: view.catalog().correction(figure).map(|found| correction_text(view, found)),
    }
}

/// How far two values lie apart, both taken at their word, in base units.
pub fn gap(view: &View<'_>, a: ObsIx, b: ObsIx) -> String {
    let (a, b) = (&view.catalog().observation(a).quantity, &view.catalog().observation(b).quantity);
    let gap = format_grouped((a.base_value() - b.base_value()).abs().normalize());
    let unit = match a.dimension().is_rate() {
        true => view.words.get("unit.points").to_owned(),
        false => a.base_unit(),
    };
    view.words.fill("disagreements.gap", &[("gap", &format!("{gap}{unit}"))])
}
