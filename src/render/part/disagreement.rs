//! A disagreement, ready to print: between two articles, with both values, how far they lie apart and what holds; or
//! between the figures of one, with its sum.

use serde::Serialize;

use super::{
    super::{href::SitePath, text::Text, view::View},
    article_card::{Titled, titled},
    decision::{CorrectionView, RulingView, correction, ruling},
    figure::{FigureView, figure},
    relation::{RelationView, relation},
};
use crate::derive::{Disagreement, disagreements};
use crate::model::{ArticleIx, ObsIx, PlaceIx};
use crate::quantity::format_grouped;

/// A disagreement.
#[derive(Debug, Serialize)]
pub struct DisagreementView<'a> {
    /// What it is about.
    label: Text,
    period: String,
    /// The values of two articles.
    sides: Vec<SideView<'a>>,
    gap: Option<Text>,
    /// The relation of one article that does not hold.
    within: Option<WithinView<'a>>,
    /// What an editor decided between the two values.
    ruling: Option<RulingView>,
    /// What an editor says the one value should be.
    correction: Option<CorrectionView>,
}

#[derive(Debug, Serialize)]
struct SideView<'a> {
    figure: FigureView<'a>,
    article: Titled,
}

/// A relation of one article that does not hold.
#[derive(Debug, Serialize)]
pub struct WithinView<'a> {
    relation: RelationView<'a>,
    href: String,
    article: Titled,
}

/// The disagreements of a place's figures.
pub fn disagreement_views<'a>(view: &View<'a>, ix: PlaceIx) -> Vec<DisagreementView<'a>> {
    let catalog = view.catalog();
    let one = |disagreement| match disagreement {
        Disagreement::Within(article, n) => DisagreementView {
            label: view.words.get("disagreements.within").into(),
            period: String::new(),
            sides: Vec::new(),
            gap: None,
            within: Some(within_article(view, article, n)),
            ruling: None,
            correction: None,
        },
        Disagreement::Between(a, b) => between_articles(view, a, b),
        Disagreement::Corrected(o) => {
            let record = catalog.observation(o);
            DisagreementView {
                label: view.metric_label(record.metric),
                period: view.period(&record.period),
                sides: vec![side(view, o)],
                gap: None,
                within: None,
                ruling: None,
                correction: correction(view, o),
            }
        }
    };
    disagreements(&view.site.checked, &view.site.index, ix).into_iter().map(one).collect()
}

/// The n-th relation of an article, which does not hold.
pub fn within_article<'a>(view: &View<'a>, article: ArticleIx, n: usize) -> WithinView<'a> {
    let record = view.catalog().article(article);
    let found = relation(view, &record.relations[n], &view.site.checked.verdicts[article.ix()][n]);
    let href = view.path.link_to_fragment(&SitePath::article(record), found.anchor());
    WithinView { relation: found, href, article: titled(view, article) }
}

/// Two articles that give different values of the same thing.
pub fn between_articles<'a>(view: &View<'a>, a: ObsIx, b: ObsIx) -> DisagreementView<'a> {
    let first = view.catalog().observation(a);
    DisagreementView {
        label: view.metric_label(first.metric),
        period: view.period(&first.period),
        sides: vec![side(view, a), side(view, b)],
        gap: Some(gap(view, a, b)),
        within: None,
        ruling: ruling(view, a),
        correction: None,
    }
}

fn side<'a>(view: &View<'a>, o: ObsIx) -> SideView<'a> {
    SideView { figure: figure(view, o), article: titled(view, view.catalog().observation(o).article) }
}

/// How far two values lie apart, both taken at their word, in base units.
pub fn gap(view: &View<'_>, a: ObsIx, b: ObsIx) -> Text {
    let (a, b) = (&view.catalog().observation(a).quantity, &view.catalog().observation(b).quantity);
    let gap = format_grouped((a.base_value() - b.base_value()).abs().normalize());
    let unit = match a.dimension().is_rate() {
        true => view.words.get("unit.points").to_owned(),
        false => a.base_unit(),
    };
    view.fill("disagreements.gap", &[("gap", &view.chinese(&view.speech.amount(&gap, &unit)))])
}
