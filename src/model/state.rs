//! Where an article stands on its way to the reader: a draft, a record that nobody has held against its source a second
//! time, one that somebody has, or one that was taken back.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    article::Article,
    catalog::Catalog,
    ids::ArticleIx,
    observation::Basis,
    period::{Date, Period},
};

/// What an editor declares of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 待填
    Draft,
    /// 待核
    #[default]
    Unchecked,
    /// 已核
    Checked,
    /// 撤回
    Retracted,
}

impl State {
    /// All of them with the words that files use.
    pub const ALL: [(&'static str, State); 4] = [
        ("draft", State::Draft),
        ("unchecked", State::Unchecked),
        ("checked", State::Checked),
        ("retracted", State::Retracted),
    ];

    /// The states of what is published.
    pub const PUBLISHED: [State; 3] = [State::Unchecked, State::Checked, State::Retracted];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, s)| *s == self).map_or("", |(id, _)| id)
    }
}

/// Who took the figures down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Name.
    pub by: String,
    /// When, where that is said.
    pub date: Option<Date>,
}

/// Who held the figures against the source, and which figures those were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondLook {
    /// Name.
    pub by: String,
    /// When.
    pub date: Date,
    /// [`Catalog::figures_mark`] at the time.
    pub record: String,
}

/// An article that was taken back. Its figures, its arithmetic and its text are in no part of the catalogue.
#[derive(Debug)]
pub struct Retracted {
    /// What is left of it: names, place, citation.
    pub article: Article,
    /// The day on which it was taken back.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// The same in English.
    pub reason_en: Option<String>,
    /// Who decided.
    pub editor: String,
    /// The figures that it recorded: metric, as written, and period.
    pub figures: Vec<(String, Period)>,
}

/// How far an article can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is no part of what is published.
    Draft,
    /// Nobody has held it against its source a second time.
    Unchecked,
    /// Somebody has, and its figures have changed since.
    Changed,
    /// Somebody has, and its figures are those.
    Checked,
}

impl Standing {
    /// The state that it comes to: what has changed since is as good as unchecked.
    pub fn state(self) -> State {
        match self {
            Standing::Draft => State::Draft,
            Standing::Unchecked | Standing::Changed => State::Unchecked,
            Standing::Checked => State::Checked,
        }
    }
}

impl Catalog {
    /// How far an article can be relied on.
    pub fn standing(&self, ix: ArticleIx) -> Standing {
        let article = self.article(ix);
        match (article.state, &article.checked) {
            (State::Draft, _) => Standing::Draft,
            (State::Checked, Some(look)) if look.record == self.figures_mark(ix) => Standing::Checked,
            (State::Checked, Some(_)) => Standing::Changed,
            _ => Standing::Unchecked,
        }
    }

    /// A mark of what is to be held against the source: values, lines, periods, kinds and exclusions. Eight hexadecimal
    /// digits of SHA-256, the same in whatever order the entries stand.
    pub fn figures_mark(&self, ix: ArticleIx) -> String {
        let article = self.article(ix);
        let figures = article.observation_ids().map(|o| self.observation(o)).filter(|o| !o.is_catalogued());
        let mut entries: Vec<String> = figures
            .map(|o| {
                let id = &self.metric(o.metric).id;
                let formula = match &o.basis {
                    Basis::Derived(formula) => &*formula.text,
                    Basis::Printed | Basis::Converted => "",
                };
                let printed = &o.quantity.printed;
                format!("{id}|{printed}|{formula}|{}|{}|{}\n", o.lines, o.period, o.kind.id())
            })
            .collect();
        let left_out = article.exclusions.iter();
        entries.extend(left_out.map(|e| format!("-|{}|{}|{}\n", e.text, e.lines, e.reason.id())));
        entries.sort_unstable();
        let mut hash = Sha256::new();
        entries.iter().for_each(|entry| hash.update(entry));
        hash.finalize().iter().take(4).fold(String::with_capacity(8), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}
