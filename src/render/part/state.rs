//! Where an article stands, in words: whether somebody held it against its source a second time, or that it was retracted.

use serde::Serialize;

use super::{
    super::{
        href::SitePath,
        text::Text,
        view::{Named, View},
    },
    decision::signed,
};
use crate::model::{Article, ArticleIx, Standing};

/// Where an article stands.
#[derive(Debug, Serialize)]
pub struct StateView<'a> {
    id: &'static str,
    /// What readers should not pass over.
    status: Option<&'a str>,
    text: Text,
    entered: Option<Text>,
}

/// Where an article stands.
pub fn state<'a>(view: &View<'a>, ix: ArticleIx) -> StateView<'a> {
    let article = view.catalog().article(ix);
    let look = |key| {
        let look = article.checked.as_ref();
        let by = look.map_or_else(|| "".into(), |look| view.chinese(&look.by));
        let date = look.map(|look| view.date(&look.date)).unwrap_or_default();
        view.fill(key, &[("by", &by), ("date", &date.into())])
    };
    let words = view.words;
    let (id, status, text) = match view.site.standings[ix.ix()] {
        Standing::Draft => ("draft", Some(words.get("state.draft")), words.get("state.unchecked").into()),
        Standing::Unchecked => ("unchecked", None, words.get("state.unchecked").into()),
        Standing::Changed => ("changed", Some(words.get("state.changed")), look("state.changed_text")),
        Standing::Checked => ("checked", None, look("state.checked_text")),
    };
    StateView { id, status, text, entered: entered(view, article) }
}

/// The same in a few words, for a list.
pub fn state_in_short<'a>(view: &View<'a>, ix: ArticleIx) -> &'a str {
    view.words.get(match view.site.standings[ix.ix()] {
        Standing::Draft => "state.draft",
        Standing::Unchecked => "state.unchecked",
        Standing::Changed => "state.changed",
        Standing::Checked => "state.checked",
    })
}

fn entered(view: &View<'_>, article: &Article) -> Option<Text> {
    let entered = article.entered.as_ref()?;
    let by = view.chinese(&entered.by);
    Some(match &entered.date {
        Some(date) => view.fill("state.entered_on", &[("by", &by), ("date", &view.date(date).into())]),
        None => view.fill("state.entered", &[("by", &by)]),
    })
}

/// An article that was retracted.
#[derive(Debug, Serialize)]
pub struct RetractedView {
    title: Text,
    href: String,
    place: Named,
    reason: Text,
    signed: Text,
}

impl RetractedView {
    /// That it was retracted, by whom and why, in sentences.
    pub fn in_words(&self, view: &View<'_>) -> Text {
        let text = view.words.get("state.retracted_text").into();
        view.fill("feed.decision", &[("text", &text), ("signed", &self.signed), ("reason", &self.reason)])
    }
}

/// The n-th of the articles that were retracted.
pub fn retracted(view: &View<'_>, n: usize) -> RetractedView {
    let gone = &view.catalog().retracted[n];
    RetractedView {
        title: view.title_of(&gone.article),
        href: view.href(&SitePath::article(&gone.article)),
        place: view.place(gone.article.place),
        reason: view.choose(&gone.reason, gone.reason_en.as_deref()),
        signed: signed(view, &gone.editor, &view.date(&gone.date)),
    }
}

/// All of them.
pub fn all_retracted(view: &View<'_>) -> Vec<RetractedView> {
    (0..view.catalog().retracted.len()).map(|n| retracted(view, n)).collect()
}
