//! What in one state of a site is what in another: articles by name, former name or source, figures by the names of their
//! records, else by what they alone have in common. Seen from either state the pairs are the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::Hash,
};

use crate::{
    model::{AliasOf, ArticleIx, Catalog, Field, ObsIx},
    quantity::fold,
};

/// Things of two states: before and after.
#[derive(Debug)]
pub(super) struct Pairs<T> {
    /// In both.
    pub(super) same: Vec<(T, T)>,
    /// Only before.
    pub(super) went: Vec<T>,
    /// Only after.
    pub(super) came: Vec<T>,
}

impl<T: Copy + Ord + Hash> Pairs<T> {
    /// Nothing is paired yet.
    fn new(before: impl Iterator<Item = T>, after: impl Iterator<Item = T>) -> Pairs<T> {
        Pairs { same: Vec::new(), went: before.collect(), came: after.collect() }
    }

    /// Pairs of what is left those that alone have a key on both sides.
    fn pair<K: Ord>(&mut self, old: impl Fn(T) -> Option<K>, new: impl Fn(T) -> Option<K>) {
        let mut keys: BTreeMap<K, (Vec<T>, Vec<T>)> = BTreeMap::new();
        for (key, item) in self.went.iter().filter_map(|item| Some((old(*item)?, *item))) {
            keys.entry(key).or_default().0.push(item);
        }
        for (key, item) in self.came.iter().filter_map(|item| Some((new(*item)?, *item))) {
            keys.entry(key).or_default().1.push(item);
        }
        let alone = keys.into_values().filter_map(|both| match (&both.0[..], &both.1[..]) {
            ([old], [new]) => Some((*old, *new)),
            _ => None,
        });
        self.take(alone.collect());
    }

    fn take(&mut self, found: Vec<(T, T)>) {
        let (old, new): (BTreeSet<T>, BTreeSet<T>) = found.iter().copied().unzip();
        self.went.retain(|item| !old.contains(item));
        self.came.retain(|item| !new.contains(item));
        self.same.extend(found);
        self.same.sort_unstable_by_key(|(_, after)| *after);
    }
}

/// The articles of two states.
pub(super) fn pair_articles(before: &Catalog, after: &Catalog) -> Pairs<ArticleIx> {
    let mut pairs = Pairs::new(before.article_ids(), after.article_ids());
    let slug = |catalog: &Catalog, ix| catalog.article(ix).slug.clone();
    pairs.pair(|b| Some(slug(before, b)), |a| Some(slug(after, a)));
    let (old, new) = (former_names(before), former_names(after));
    let known = |b: &ArticleIx, a: &ArticleIx| {
        new.contains(&(slug(before, *b), *a)) || old.contains(&(slug(after, *a), *b))
    };
    let aliases = pairs.went.iter().filter_map(|b| {
        let mut called = pairs.came.iter().filter(|a| known(b, a));
        let only = called.next()?;
        (called.next().is_none() && pairs.went.iter().filter(|b| known(b, only)).count() == 1)
            .then_some((*b, *only))
    });
    let aliases = aliases.collect();
    pairs.take(aliases);
    let source = |catalog: &Catalog, ix| {
        let article = catalog.article(ix);
        let is_known = article.origin.sha256.bytes().any(|digit| digit != b'0');
        is_known.then(|| (article.origin.sha256.clone(), catalog.said_of_article(ix, Field::Place)))
    };
    pairs.pair(|b| source(before, b), |a| source(after, a));
    pairs
}

/// Former names of articles, each with the article.
fn former_names(catalog: &Catalog) -> BTreeSet<(String, ArticleIx)> {
    let of_article = |target: &AliasOf| match target {
        AliasOf::Article(ix) => Some(*ix),
        _ => None,
    };
    catalog.aliases.iter().filter_map(|a| Some((a.slug.clone(), of_article(&a.target)?))).collect()
}

/// The figures of an article in two states.
pub(super) fn pair_figures(before: (&Catalog, ArticleIx), after: (&Catalog, ArticleIx)) -> Pairs<ObsIx> {
    let figures = |(catalog, ix): (&Catalog, ArticleIx)| catalog.article(ix).observation_ids();
    let mut pairs = Pairs::new(figures(before), figures(after));
    let (before, after) = (before.0, after.0);
    let both = |pairs: &mut Pairs<ObsIx>, key: &dyn Fn(&Catalog, ObsIx) -> Option<[String; 3]>| {
        pairs.pair(|b| key(before, b), |a| key(after, a));
    };
    let none = String::new;
    both(&mut pairs, &|c, o| Some([c.observation(o).anchor.to_string(), none(), none()]));
    both(&mut pairs, &|c, o| Some([metric(c, o), value(c, o), lines(c, o)?]));
    both(&mut pairs, &|c, o| Some([metric(c, o), none(), lines(c, o)?]));
    both(&mut pairs, &|c, o| Some([metric(c, o), value(c, o), none()]));
    both(&mut pairs, &|c, o| Some([none(), value(c, o), lines(c, o)?]));
    pairs
}

fn metric(catalog: &Catalog, o: ObsIx) -> String {
    catalog.metric(catalog.observation(o).metric).id.to_string()
}

fn value(catalog: &Catalog, o: ObsIx) -> String {
    fold(&catalog.observation(o).quantity.printed).text
}

/// Nothing for a derived value, which stands on no lines.
fn lines(catalog: &Catalog, o: ObsIx) -> Option<String> {
    let lines = catalog.observation(o).lines.to_string();
    (!lines.is_empty()).then_some(lines)
}
