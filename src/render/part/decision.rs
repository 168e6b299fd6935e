//! What editors decided of a figure, in words: a correction, a ruling.

use serde::Serialize;

use super::{
    super::view::View,
    article_card::{Titled, titled},
};
use crate::model::{Correction, Ground, ObsIx, Ruling};

/// A correction of a printed figure.
#[derive(Debug, Serialize)]
pub struct CorrectionView<'a> {
    text: String,
    reason: &'a str,
    signed: String,
}

/// A decision between articles that contradict each other.
#[derive(Debug, Serialize)]
pub struct RulingView<'a> {
    text: String,
    href: String,
    article: Titled<'a>,
    reason: &'a str,
    signed: String,
    chosen: bool,
}

/// The correction of a figure, if one is declared.
pub fn correction<'a>(view: &View<'a>, figure: ObsIx) -> Option<CorrectionView<'a>> {
    let found = view.catalog().correction(figure)?;
    Some(CorrectionView {
        text: correction_text(view, found),
        reason: &found.reason,
        signed: signed(view, &found.editor, &found.date.label()),
    })
}

/// `原文印作3206人，应为3026人`
pub fn correction_text(view: &View<'_>, correction: &Correction) -> String {
    let printed = &view.catalog().observation(correction.observation).quantity.printed;
    view.words.fill("correction.text", &[("printed", printed), ("value", &correction.quantity.printed)])
}

/// The decision on a figure that other articles contradict.
pub fn ruling<'a>(view: &View<'a>, figure: ObsIx) -> Option<RulingView<'a>> {
    let found = view.catalog().ruling(figure)?;
    Some(RulingView {
        text: ruling_text(view, found),
        href: view.record_href(found.chosen),
        article: titled(view, view.catalog().observation(found.chosen).article),
        reason: &found.reason,
        signed: signed(view, &found.editor, &found.date.label()),
        chosen: found.chosen == figure,
    })
}

/// `采用0.25%：以官方统计为准`
pub fn ruling_text(view: &View<'_>, ruling: &Ruling) -> String {
    let ground = match ruling.ground {
        Ground::Official => "ruling.official",
        Ground::Later => "ruling.later",
        Ground::Precise => "ruling.precise",
        Ground::Consistent => "ruling.consistent",
    };
    let value = &view.catalog().observation(ruling.chosen).quantity.printed;
    view.words.fill("ruling.text", &[("value", value), ("ground", view.words.get(ground))])
}

fn signed(view: &View<'_>, editor: &str, date: &str) -> String {
    view.words.fill("ruling.signed", &[("editor", editor), ("date", date)])
}
