//! Sentences on a place, put together from the words of the theme; each figure leads to its record.

use super::{
    super::{
        href::SitePath,
        markdown::Ground,
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
        Statement::Dispute(a, b) => filled(view, "statement.dispute", a, b),
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
        text.push_str(&escaped(view.words.get("statement.noted")));
    }
    text
}

/// A sentence on two figures. The blanks hold HTML.
fn filled(view: &View<'_>, key: &str, one: ObsIx, other: ObsIx) -> String {
    let catalog = view.catalog();
    let (from, to) = (catalog.observation(one), catalog.observation(other));
    let date = |o: ObsIx| date_label(catalog.article(catalog.observation(o).article));
    let mut dates = vec![date(one), date(other)];
    dates.dedup();
    let figure = |o: ObsIx| {
        let article = catalog.article(catalog.observation(o).article);
        TextGround { view, owner: SitePath::article(article) }.figure(o)
    };
    let blanks = [
        ("dates", escaped(&view.list(dates))),
        ("label", escaped(&view.metric(from.metric).label)),
        ("before", escaped(&from.period.label())),
        ("from", figure(one)),
        ("after", escaped(&to.period.label())),
        ("to", figure(other)),
    ];
    let blanks: Vec<(&str, &str)> = blanks.iter().map(|(name, text)| (*name, text.as_str())).collect();
    view.words.fill(key, &blanks)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}
