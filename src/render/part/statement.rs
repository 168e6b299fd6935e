//! Sentences on a place, put together from the words of the theme; each figure leads to its record.

use super::{
    super::{
        href::SitePath,
        markdown::Ground,
        text::Text,
        view::{TextGround, View, escape},
    },
    article_card::date_label,
};
use crate::derive::{Change, Statement, statements};
use crate::model::{Kind, ObsIx, PlaceIx};

/// The sentences on a place, as HTML.
pub fn statement_views(view: &View<'_>, place: PlaceIx) -> Vec<String> {
    let sentence = |statement| match statement {
        Statement::Change(change) => changed(view, change),
        Statement::Dispute(a, b) => filled(view, "statement.dispute", a, b) + &after(view, a, b),
    };
    statements(view.catalog(), &view.site.index, place).into_iter().map(sentence).collect()
}

fn changed(view: &View<'_>, change: Change) -> String {
    let sum = view.catalog().observation(change.to).kind == Kind::Cumulative;
    let key = match (sum, change.share, change.rose) {
        (true, ..) => "statement.sum_rose",
        (false, true, true) => "statement.share_rose",
        (false, true, false) => "statement.share_fell",
        (false, false, true) => "statement.rose",
        (false, false, false) => "statement.fell",
    };
    let mut text = filled(view, key, change.from, change.to);
    if change.noted {
        escape(view.words.get("statement.noted"), &mut text);
    }
    text + &after(view, change.from, change.to)
}

/// Which reports say so, and the end of the sentence.
fn after(view: &View<'_>, one: ObsIx, other: ObsIx) -> String {
    let catalog = view.catalog();
    let date = |o: ObsIx| date_label(view, catalog.article(catalog.observation(o).article));
    let mut dates = vec![date(one), date(other)];
    dates.dedup();
    let key = if dates.len() == 1 { "statement.after" } else { "statement.after_several" };
    format!("<span class=\"fine\">{}</span>", view.fill(key, &[("dates", &view.list(dates))]).html())
}

/// A sentence on two figures, as HTML.
fn filled(view: &View<'_>, key: &str, one: ObsIx, other: ObsIx) -> String {
    let catalog = view.catalog();
    let (from, to) = (catalog.observation(one), catalog.observation(other));
    let figure = |o: ObsIx| {
        let article = catalog.article(catalog.observation(o).article);
        let ground = TextGround { view, owner: SitePath::article(article), lang: view.lang() };
        Text::of_html(ground.figure(o))
    };
    let blanks = [
        ("label", &view.metric_label(from.metric)),
        ("before", &view.period(&from.period).into()),
        ("from", &figure(one)),
        ("after", &view.period(&to.period).into()),
        ("to", &figure(other)),
    ];
    view.fill(key, &blanks).html()
}
