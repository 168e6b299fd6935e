//! How much of what the articles print is accounted for: recorded as observations, or left out with a reason.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::check::audit::digest;
use crate::model::{ArticleIx, Catalog};

/// Whether the counts can be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoverageState {
    /// Counted against the source text.
    #[default]
    Counted,
    /// At least one article was never held against its source.
    Unaudited,
    /// The sources were audited, but an article was changed since.
    Stale,
}

impl CoverageState {
    /// All of them with the words of data files.
    pub const ALL: [(&'static str, CoverageState); 3] = [
        ("counted", CoverageState::Counted),
        ("unaudited", CoverageState::Unaudited),
        ("stale", CoverageState::Stale),
    ];

    /// The word in data files.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, state)| *state == self).map_or("", |(id, _)| id)
    }
}

/// Counts of the figures that articles print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Whether the counts hold.
    pub state: CoverageState,
    /// Figures found in the sources.
    pub figures: u32,
    /// Recorded as observations.
    pub bound: u32,
    /// Left out with a reason.
    pub excluded: u32,
}

/// Coverage of each article.
pub(super) fn derive(catalog: &Catalog) -> Vec<Coverage> {
    catalog.article_ids().collect::<Vec<_>>().into_par_iter().map(|a| of_article(catalog, a)).collect()
}

fn of_article(catalog: &Catalog, article: ArticleIx) -> Coverage {
    if catalog.article(article).reprint_of.is_some() {
        return Coverage::default(); // its figures are counted where they are recorded
    }
    let Some(record) = &catalog.audit[article.ix()] else {
        return Coverage { state: CoverageState::Unaudited, ..Coverage::default() };
    };
    let is_current = record.record == digest(catalog, article);
    Coverage {
        state: if is_current { CoverageState::Counted } else { CoverageState::Stale },
        figures: record.figures,
        bound: record.bound,
        excluded: record.excluded,
    }
}

impl Coverage {
    /// Both together; the less certain state wins.
    pub fn and(self, other: Coverage) -> Coverage {
        let state = match (self.state, other.state) {
            (CoverageState::Unaudited, _) | (_, CoverageState::Unaudited) => CoverageState::Unaudited,
            (CoverageState::Stale, _) | (_, CoverageState::Stale) => CoverageState::Stale,
            _ => CoverageState::Counted,
        };
        Coverage {
            state,
            figures: self.figures + other.figures,
            bound: self.bound + other.bound,
            excluded: self.excluded + other.excluded,
        }
    }

    /// Figures that are accounted for.
    pub fn accounted(&self) -> u32 {
        self.bound + self.excluded
    }

    /// Figures that are neither recorded nor left out with a reason.
    pub fn unhandled(&self) -> u32 {
        self.figures.saturating_sub(self.accounted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unaudited_article_makes_the_whole_unaudited() {
        let counted = Coverage { state: CoverageState::Counted, figures: 10, bound: 6, excluded: 3 };
        let both = counted.and(counted);
        assert_eq!((both.accounted(), both.unhandled()), (18, 2));
        assert_eq!(both.state, CoverageState::Counted);
        let unaudited = Coverage { state: CoverageState::Unaudited, ..Coverage::default() };
        assert_eq!(counted.and(unaudited).state, CoverageState::Unaudited);
    }
}
