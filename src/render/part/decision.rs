//! What editors decided of a figure, in words: a correction, a ruling.

use serde::Serialize;

use super::super::{text::Text, view::View};
use crate::model::{Correction, Ground, ObsIx, Ruling};

/// A correction of a printed figure.
#[derive(Debug, Serialize)]
pub struct CorrectionView {
    text: Text,
    reason: Text,
    signed: Text,
}

impl CorrectionView {
    /// What it says and why, in plain words.
    pub fn into_plain(self) -> String {
        format!("{}\t{}", self.text.plain(), self.reason.plain())
    }

    /// What it says, who decided so and why, in sentences.
    pub fn in_words(self, view: &View<'_>) -> String {
        in_words(view, &self.text, &self.signed, &self.reason)
    }
}

/// A decision between articles that contradict each other.
#[derive(Debug, Serialize)]
pub struct RulingView {
    text: Text,
    href: String,
    reason: Text,
    signed: Text,
}

impl RulingView {
    /// What it says and why, in plain words.
    pub fn into_plain(self) -> String {
        format!("{}\t{}", self.text.plain(), self.reason.plain())
    }

    /// What it says, who decided so and why, in sentences.
    pub fn in_words(self, view: &View<'_>) -> String {
        in_words(view, &self.text, &self.signed, &self.reason)
    }
}

fn in_words(view: &View<'_>, text: &Text, signed: &Text, reason: &Text) -> String {
    view.fill("feed.decision", &[("text", text), ("signed", signed), ("reason", reason)]).into_plain()
}

/// The correction of a figure, if one is declared.
pub fn correction(view: &View<'_>, figure: ObsIx) -> Option<CorrectionView> {
    let found = view.catalog().correction(figure)?;
    Some(CorrectionView {
        text: correction_text(view, found),
        reason: view.chinese(&found.reason),
        signed: signed(view, &found.editor, &view.date(&found.date)),
    })
}

/// `原文印作3206人，应为3026人`
fn correction_text(view: &View<'_>, correction: &Correction) -> Text {
    let printed = view.chinese(&view.catalog().observation(correction.observation).quantity.printed);
    let value = view.chinese(&correction.quantity.printed);
    view.fill("correction.text", &[("printed", &printed), ("value", &value)])
}

/// The decision on a figure that other articles contradict.
pub fn ruling(view: &View<'_>, figure: ObsIx) -> Option<RulingView> {
    let found = view.catalog().ruling(figure)?;
    Some(RulingView {
        text: ruling_text(view, found),
        href: view.record_href(found.chosen),
        reason: view.chinese(&found.reason),
        signed: signed(view, &found.editor, &view.date(&found.date)),
    })
}

/// `采用0.25%：以官方统计为准`
fn ruling_text(view: &View<'_>, ruling: &Ruling) -> Text {
    let ground = match ruling.ground {
        Ground::Official => "ruling.official",
        Ground::Later => "ruling.later",
        Ground::Precise => "ruling.precise",
        Ground::Consistent => "ruling.consistent",
    };
    let value = view.chinese(&view.catalog().observation(ruling.chosen).quantity.printed);
    view.fill("ruling.text", &[("value", &value), ("ground", &view.words.get(ground).into())])
}

/// `林编辑，2026年11月25日`
pub(super) fn signed(view: &View<'_>, editor: &str, date: &str) -> Text {
    view.fill("ruling.signed", &[("editor", &view.chinese(editor)), ("date", &date.into())])
}
