//! Where the glossary's terms are used: each article's text is read once.

use rayon::prelude::*;

use super::groups::Groups;
use crate::model::{ArticleIx, Catalog, TermIx, TermMatcher};

/// Uses of terms, seen from both sides.
#[derive(Debug)]
pub struct TermUses {
    by_term: Groups<ArticleIx>,
    by_article: Groups<TermIx>,
}

impl TermUses {
    /// Reads every article's text.
    pub(super) fn derive(catalog: &Catalog) -> TermUses {
        let matcher = TermMatcher::new(catalog);
        let found: Vec<Vec<TermIx>> = catalog
            .articles
            .par_iter()
            .map(|article| {
                let practices = article.practices.iter().flat_map(|p| [p.name.as_str(), &p.text.text]);
                matcher.terms_in(
                    [article.summary.text.as_str(), &article.body.text].into_iter().chain(practices),
                )
            })
            .collect();
        let pairs = || found.iter().enumerate().flat_map(|(a, terms)| terms.iter().map(move |t| (a, *t)));
        let by_term = Groups::collect(catalog.terms.len(), pairs().map(|(a, t)| (t.ix(), ArticleIx::at(a))));
        TermUses { by_term, by_article: Groups::collect(found.len(), pairs()) }
    }

    /// Articles that use a term.
    pub fn articles(&self, term: TermIx) -> &[ArticleIx] {
        self.by_term.of(term.ix())
    }

    /// Terms that stand in some other texts, in the order of the glossary.
    pub fn in_texts<'t>(&self, catalog: &Catalog, texts: impl IntoIterator<Item = &'t str>) -> Vec<TermIx> {
        TermMatcher::new(catalog).terms_in(texts)
    }

    /// Terms that an article uses, in the order of the glossary.
    pub fn terms(&self, article: ArticleIx) -> &[TermIx] {
        self.by_article.of(article.ix())
    }
}
