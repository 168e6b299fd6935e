//! What other texts may not lean on: figures of drafts, and of articles that were taken back.

use super::rules::WITHHELD_FIGURE;
use crate::{
    diag::{At, Finding, Words, say},
    model::{article::Article, catalog::Catalog, ids::PlaceIx, period::Period, state::State},
};

/// Why figures of an article cannot be used.
#[derive(Clone, Copy)]
pub(super) enum Withheld<'a> {
    /// It is a draft.
    Draft(&'a Article),
    /// It was taken back.
    Retracted(&'a Article),
}

/// The article that withholds a figure of `metric` at `place`, of the period where one is named.
pub(super) fn withheld<'a>(
    catalog: &'a Catalog,
    place: PlaceIx,
    metric: &str,
    period: Option<&str>,
) -> Option<Withheld<'a>> {
    let meant = |id: &str, of: &Period| {
        id == metric && period.is_none_or(|p| of.to_string() == p || of.plain().to_string() == p)
    };
    let mut drafts = catalog.articles.iter().filter(|a| a.state == State::Draft && a.place == place);
    let draft = drafts.find(|article| {
        let mut figures = article.observation_ids().map(|o| catalog.observation(o));
        figures.any(|o| meant(catalog.metric(o.metric).id.as_str(), &o.period))
    });
    let mut gone = catalog.retracted.iter().filter(|gone| gone.article.place == place);
    let mut gone = || gone.find(|gone| gone.figures.iter().any(|(id, of)| meant(id, of)));
    draft.map(Withheld::Draft).or_else(|| gone().map(|gone| Withheld::Retracted(&gone.article)))
}

impl Withheld<'_> {
    /// The finding for a text that leans on it.
    pub(super) fn finding(self, at: At) -> Finding {
        let (message, help) = match self {
            Withheld::Draft(article) => {
                let path = &article.path;
                (
                    say!(
                        "这里用到 {path} 的数字，那篇还是草稿，不会发布",
                        "this leans on {path}, which is still a draft and is not published"
                    ),
                    Words::fixed(
                        "那篇填好以后删去它的 state: draft，再用它的数字；或者先不用",
                        "delete state: draft there when it is filled in, and use its figures then; or do without",
                    ),
                )
            }
            Withheld::Retracted(article) => {
                let path = &article.path;
                (
                    say!("这里用到 {path} 的数字，那篇已经撤回", "this leans on {path}, which was retracted"),
                    Words::fixed(
                        "撤回的数字不能再用：改用别的来源，或者删去",
                        "figures of a retracted article are of no use: find another source, or take this out",
                    ),
                )
            }
        };
        Finding::error(WITHHELD_FIGURE, at, message).help(help)
    }
}
