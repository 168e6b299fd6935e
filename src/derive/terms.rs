//! Where the glossary's terms are used: each article's text is read once, and at each place the longest term counts, so
//! that 脱贫攻坚 is no use of 脱贫.

use std::collections::HashMap;

use rayon::prelude::*;

use super::groups::Groups;
use crate::model::{ArticleIx, Catalog, TermIx};

/// Uses of terms, seen from both sides.
#[derive(Debug)]
pub struct TermUses {
    by_term: Groups<ArticleIx>,
    by_article: Groups<TermIx>,
}

impl TermUses {
    /// Reads every article's text.
    pub(super) fn derive(catalog: &Catalog) -> TermUses {
        let matcher = Matcher::new(catalog);
        let found: Vec<Vec<TermIx>> = catalog
            .articles
            .par_iter()
            .map(|article| matcher.terms_in([article.summary.text.as_str(), article.body.text.as_str()]))
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
        Matcher::new(catalog).terms_in(texts)
    }

    /// Terms that an article uses, in the order of the glossary.
    pub fn terms(&self, article: ArticleIx) -> &[TermIx] {
        self.by_article.of(article.ix())
    }
}

/// Terms and their other spellings by first character, the longest first.
struct Matcher<'a> {
    by_first: HashMap<char, Vec<(&'a str, TermIx)>>,
    count: usize,
}

impl<'a> Matcher<'a> {
    fn new(catalog: &'a Catalog) -> Matcher<'a> {
        let spellings = catalog.term_ids().flat_map(|ix| {
            let term = catalog.term(ix);
            std::iter::once(&term.zh).chain(&term.also).map(move |s| (s.as_str(), ix))
        });
        Matcher::of(spellings, catalog.terms.len())
    }

    fn of(spellings: impl Iterator<Item = (&'a str, TermIx)>, count: usize) -> Matcher<'a> {
        let mut by_first: HashMap<char, Vec<(&str, TermIx)>> = HashMap::new();
        for (spelling, ix) in spellings {
            if let Some(first) = spelling.chars().next() {
                by_first.entry(first).or_default().push((spelling, ix));
            }
        }
        for terms in by_first.values_mut() {
            terms.sort_by_key(|(spelling, ix)| (std::cmp::Reverse(spelling.len()), *ix));
        }
        Matcher { by_first, count }
    }

    /// Terms that stand in the texts, in the order of the glossary.
    fn terms_in<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Vec<TermIx> {
        let mut found = vec![false; self.count];
        for text in texts {
            let mut rest = text;
            while let Some(first) = rest.chars().next() {
                let here = self
                    .by_first
                    .get(&first)
                    .and_then(|terms| terms.iter().find(|(s, _)| rest.starts_with(s)));
                let step = match here {
                    Some((spelling, ix)) => {
                        found[ix.ix()] = true;
                        spelling.len()
                    }
                    None => first.len_utf8(),
                };
                rest = &rest[step..];
            }
        }
        (0..self.count).filter(|i| found[*i]).map(TermIx::at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_term_counts() {
        let spellings = [("脱贫", 0), ("脱贫攻坚", 1), ("攻坚", 2), ("危房改造", 3)];
        let matcher = Matcher::of(spellings.into_iter().map(|(s, i)| (s, TermIx(i))), 4);
        let found = |text| matcher.terms_in([text]).into_iter().map(|t| t.0).collect::<Vec<_>>();
        assert_eq!(found("全区脱贫攻坚"), [1]);
        assert_eq!(found("脱贫后完成危房改造"), [0, 3]);
        assert_eq!(found("攻坚期内脱贫攻坚"), [1, 2]);
        assert_eq!(found(""), [0_u32; 0]);
    }
}
