//! Source texts that are nearly the same: one story that was printed again.
//!
//! A text is taken as the set of its stretches of [`STRETCH`] characters. Two texts are nearly the same where the smaller
//! set lies in the larger one but for a tenth. Which pairs are looked at closely is settled by a sample of the stretches,
//! so that not every text is held against every other.

use std::{
    collections::{BTreeMap, HashMap, HashSet, hash_map::DefaultHasher},
    hash::{Hash as _, Hasher as _},
};

use crate::{
    diag::{At, Finding, RuleId, Words, say},
    model::{ArticleIx, Catalog},
    quantity::fold,
    read::SourceTexts,
};

/// Two source texts are nearly the same.
pub const REPRINT: RuleId = RuleId("undeclared-reprint");

/// So many characters are a stretch.
const STRETCH: usize = 6;

/// One stretch in so many is of the sample.
const SAMPLE: u64 = 8;

/// Texts with fewer stretches say too little to be compared.
const FEWEST: usize = 50;

/// So many percent of the stretches of the smaller text are in the larger one.
const SAME: usize = 90;

/// What is found of texts that are nearly the same, but of different articles that say nothing of it.
pub(super) fn undeclared(catalog: &Catalog, texts: &SourceTexts) -> Vec<Finding> {
    let at_hand = |ix: &ArticleIx| Some((*ix, stretches(texts.get(&catalog.article(*ix).origin.file)?.0)));
    let sets: Vec<(ArticleIx, HashSet<u64>)> = catalog
        .article_ids()
        .filter(|ix| catalog.article(*ix).reprint_of.is_none())
        .filter_map(|ix| at_hand(&ix))
        .filter(|(_, set)| set.len() >= FEWEST)
        .collect();
    let mut findings = Vec::new();
    for (first, second) in candidates(&sets) {
        let ((a, of_a), (b, of_b)) = (&sets[first], &sets[second]);
        let common = of_a.intersection(of_b).count();
        let percent = common * 100 / of_a.len().min(of_b.len());
        if percent >= SAME {
            findings.push(found(catalog, *a, *b, percent));
        }
    }
    findings
}

/// Pairs of which enough of the sample is common, in order.
fn candidates(sets: &[(ArticleIx, HashSet<u64>)]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut sizes = vec![0_usize; sets.len()];
    for (n, (_, set)) in sets.iter().enumerate() {
        for stretch in set.iter().filter(|stretch| *stretch % SAMPLE == 0) {
            holders.entry(*stretch).or_default().push(n);
            sizes[n] += 1;
        }
    }
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for holders in holders.values() {
        for (i, second) in holders.iter().enumerate() {
            for first in &holders[..i] {
                *common.entry((*first.min(second), *first.max(second))).or_default() += 1;
            }
        }
    }
    let enough = |((a, b), n): &((usize, usize), usize)| n * 2 >= sizes[*a].min(sizes[*b]);
    common.into_iter().filter(enough).map(|(pair, _)| pair).collect()
}

/// The stretches of a text, its white space and widths folded.
fn stretches(text: &str) -> HashSet<u64> {
    let characters: Vec<char> = fold(text).text.chars().collect();
    let of = |stretch: &[char]| {
        let mut hasher = DefaultHasher::new();
        stretch.hash(&mut hasher);
        hasher.finish()
    };
    characters.windows(STRETCH).map(of).collect()
}

fn found(catalog: &Catalog, a: ArticleIx, b: ArticleIx, percent: usize) -> Finding {
    let (first, second) = (catalog.article(a), catalog.article(b));
    let (slug, other) = (&first.slug, &second.slug);
    let message = say!(
        "来源与 {slug} 的有 {percent}% 相同，像是同一篇报道的转载",
        "{percent} % of the source is that of {slug}: it looks like a reprint of one story"
    );
    Finding::warning(REPRINT, At::value(second.file, "origin.file"), message)
        .also(At::value(first.file, "origin.file"), Words::fixed("另一篇在这里", "the other one is here"))
        .help(say!(
            "是转载的，只在一篇登记数字：这里写 reprint_of: {slug} 和 metrics: []（或在那里写 reprint_of: {other}）",
            "if it is one, record the figures once: write reprint_of: {slug} and metrics: [] here (or reprint_of: {other} there)"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_by_their_stretches() {
        let text: String = (0..400).map(|n| char::from_u32(0x4e00 + n * 7 % 3001).unwrap_or('一')).collect();
        let broken = text.chars().enumerate().flat_map(|(i, c)| {
            let end = if i % 20 == 19 { Some('\n') } else { None };
            std::iter::once(c).chain(end)
        });
        let broken: String = broken.collect();
        assert_eq!(stretches(&text), stretches(&broken), "line breaks are no part of a text");
        let half: String = text.chars().take(200).collect();
        let common = stretches(&text).intersection(&stretches(&half)).count();
        assert_eq!(common, stretches(&half).len());
    }
}
