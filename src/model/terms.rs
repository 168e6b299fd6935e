//! Finding the glossary's terms in a text: at each place the longest term counts, so that 脱贫攻坚 is no use of 脱贫.

use std::collections::HashMap;

use super::{catalog::Catalog, ids::TermIx};

/// Terms and their other spellings by first character, the longest first.
#[derive(Debug)]
pub struct TermMatcher<'a> {
    by_first: HashMap<char, Vec<(&'a str, TermIx)>>,
    /// A bit for each character of the basic plane that a term begins with: most characters begin none.
    firsts: Vec<u64>,
    count: usize,
}

impl<'a> TermMatcher<'a> {
    /// The terms of a catalogue.
    pub fn new(catalog: &'a Catalog) -> TermMatcher<'a> {
        let spellings = catalog.term_ids().flat_map(|ix| {
            let term = catalog.term(ix);
            std::iter::once(&term.zh).chain(&term.also).map(move |s| (s.as_str(), ix))
        });
        TermMatcher::of(spellings, catalog.terms.len())
    }

    fn of(spellings: impl Iterator<Item = (&'a str, TermIx)>, count: usize) -> TermMatcher<'a> {
        let mut by_first: HashMap<char, Vec<(&str, TermIx)>> = HashMap::new();
        let mut firsts = vec![0_u64; 1 << 10];
        for (spelling, ix) in spellings {
            if let Some(first) = spelling.chars().next() {
                by_first.entry(first).or_default().push((spelling, ix));
                if let Some((word, bit)) = bit_of(first) {
                    firsts[word] |= bit;
                }
            }
        }
        for terms in by_first.values_mut() {
            terms.sort_by_key(|(spelling, ix)| (std::cmp::Reverse(spelling.len()), *ix));
        }
        TermMatcher { by_first, firsts, count }
    }

    /// Terms that stand in the texts, in the order of the glossary.
    pub fn terms_in<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Vec<TermIx> {
        let mut found = vec![false; self.count];
        for text in texts {
            self.mark(text, &mut found);
        }
        (0..self.count).filter(|i| found[*i]).map(TermIx::at).collect()
    }

    /// Marks the terms that stand in a text; `found` has a place for each term of the glossary.
    pub fn mark(&self, text: &str, found: &mut [bool]) {
        if self.by_first.is_empty() {
            return;
        }
        let mut from = 0;
        for (at, first) in text.char_indices() {
            let begins = bit_of(first).is_none_or(|(word, bit)| self.firsts[word] & bit != 0);
            if at < from || !begins {
                continue;
            }
            let here = self.by_first.get(&first).into_iter().flatten();
            if let Some((spelling, ix)) = here.copied().find(|(s, _)| text[at..].starts_with(s)) {
                found[ix.ix()] = true;
                from = at + spelling.len();
            }
        }
    }
}

fn bit_of(c: char) -> Option<(usize, u64)> {
    let code = u32::from(c) as usize;
    (code < 1 << 16).then_some((code / 64, 1 << (code % 64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_term_counts() {
        let spellings = [("脱贫", 0), ("脱贫攻坚", 1), ("攻坚", 2), ("危房改造", 3)];
        let matcher = TermMatcher::of(spellings.into_iter().map(|(s, i)| (s, TermIx(i))), 4);
        let found = |text| matcher.terms_in([text]).into_iter().map(|t| t.0).collect::<Vec<_>>();
        assert_eq!(found("全区脱贫攻坚"), [1]);
        assert_eq!(found("脱贫后完成危房改造"), [0, 3]);
        assert_eq!(found("攻坚期内脱贫攻坚"), [1, 2]);
        assert_eq!(found(""), [0_u32; 0]);
    }
}
