//! The articles of a profile by number, so that a figure names its article in a few signs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::view::View;
use crate::model::{ArticleIx, ObsIx, PlaceIx};

/// The articles on a place by number, the newest first. Where there is one only, nothing is numbered.
#[derive(Debug, Default)]
pub struct Sources(BTreeMap<ArticleIx, usize>);

/// The number of an article, linked to the record of the figure.
#[derive(Debug, Serialize)]
pub struct SourceMark {
    n: usize,
    href: String,
}

impl Sources {
    /// The articles on a place.
    pub fn of(view: &View<'_>, place: PlaceIx) -> Sources {
        let articles = view.site.index.articles_of(place);
        if articles.len() < 2 {
            return Sources::default();
        }
        Sources(articles.iter().rev().enumerate().map(|(i, a)| (*a, i + 1)).collect())
    }

    /// The number of an article, where articles are numbered.
    pub fn number(&self, article: ArticleIx) -> Option<usize> {
        self.0.get(&article).copied()
    }

    /// The numbers of the articles of these figures, each linked to the record of its figure.
    pub fn marks(&self, view: &View<'_>, figures: impl IntoIterator<Item = ObsIx>) -> Vec<SourceMark> {
        let mark = |o: ObsIx| {
            let n = self.number(view.catalog().observation(o).article)?;
            Some(SourceMark { n, href: view.record_href(o) })
        };
        let mut marks: Vec<SourceMark> = figures.into_iter().filter_map(mark).collect();
        marks.sort_by_key(|m| m.n);
        marks.dedup_by_key(|m| m.n);
        marks
    }
}
