//! From figures to the entries of `metrics:`: which metric each may be of, which of them are one figure printed
//! twice, and which one keeps a metric that several would take.

use std::collections::BTreeMap;

use super::{
    kind,
    lexicon::{Lexicon, Scene},
    passage::{Around, Passage},
    time::{self, Mention, When},
};
use crate::{
    model::{Catalog, DomainIx, Kind, Lines, MetricIx, Period},
    quantity::{FigureKind, Quantity},
};

/// A score that is worth proposing, in thousandths.
const CONFIDENT: u32 = 500;
/// A score that leaves little doubt.
const STRONG: u32 = 800;
/// A score that tells the domain at least.
const RELATED: u32 = 150;
/// By how much the best metric must lead.
const LEAD: u32 = 30;

/// One entry of `metrics:`.
pub(super) struct Entry {
    /// Positions of its figures in the passage; the first one speaks for all.
    pub(super) spots: Vec<usize>,
    /// What it measures.
    pub(super) choice: Choice,
    /// Its period, where it is not the article's.
    pub(super) period: Option<Period>,
    /// Its kind: always for a local metric, else where it is not the metric's.
    pub(super) kind: Option<Kind>,
}

/// What an entry measures.
pub(super) enum Choice {
    /// A metric of the catalogue.
    Proposed {
        /// Which.
        metric: MetricIx,
        /// How well the words fit.
        score: u32,
    },
    /// A local metric that the editor has to name.
    Open(DomainIx),
}

impl Entry {
    /// Every place where it is printed.
    pub(super) fn lines(&self, passage: &Passage) -> Lines {
        Lines(self.spots.iter().map(|i| passage.spots[*i].lines).collect())
    }

    /// Whether the metric or its time was inferred rather than read, or the number may be torn.
    pub(super) fn is_doubtful(&self, passage: &Passage) -> bool {
        passage.spots[self.spots[0]].torn
            || self.score().is_some_and(|score| score < STRONG)
            || self.period.as_ref().is_some_and(Period::is_approximate)
    }

    /// How well the words fit the metric that is proposed, if one is.
    pub(super) fn score(&self) -> Option<u32> {
        match self.choice {
            Choice::Proposed { score, .. } => Some(score),
            Choice::Open(_) => None,
        }
    }

    /// Takes back the proposal: the figure becomes a local metric of the same domain.
    pub(super) fn withdraw(&mut self, catalog: &Catalog, passage: &Passage, mentions: &[Mention]) {
        let Choice::Proposed { metric, .. } = self.choice else { return };
        self.choice = Choice::Open(catalog.metric(metric).domain);
        let i = self.spots[0];
        let when = time::of_figure(passage, mentions, i);
        self.kind = quantity(passage, i).map(|q| kind::guess(q, &passage.around(i), &when));
    }

    /// Takes back the period and the kind of a local metric; says whether they were inferred.
    pub(super) fn simplify(&mut self, passage: &Passage) -> bool {
        let rate = quantity(passage, self.spots[0]).is_some_and(|q| q.dimension().is_rate());
        // What is above 100% is a change within a time, and no share.
        let kind = Some(if rate { Kind::Flow } else { Kind::Stock });
        let inferred = self.period.is_some() || self.kind != kind;
        (self.period, self.kind) = (None, kind);
        inferred
    }
}

fn quantity(passage: &Passage, i: usize) -> Option<&Quantity> {
    match &passage.spots[i].figure.kind {
        FigureKind::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

/// A figure with the metrics that it may be of.
struct Candidate {
    spot: usize,
    /// The best metric of the catalogue, if it is good enough.
    best: Option<(MetricIx, u32)>,
    domain: Option<DomainIx>,
}

/// The entries of the figures at `spots`, in order.
pub(super) fn entries(
    catalog: &Catalog,
    passage: &Passage,
    mentions: &[Mention],
    default: &Period,
    spots: &[usize],
) -> Vec<Entry> {
    let lexicon = Lexicon::new(catalog);
    let candidates: Vec<Candidate> =
        spots.iter().map(|spot| candidate(catalog, &lexicon, passage, *spot)).collect();
    let mut groups: Vec<(Candidate, Vec<usize>)> = Vec::new();
    for candidate in candidates {
        let spot = candidate.spot;
        match groups.iter_mut().find(|(first, _)| is_repeated(passage, first, &candidate)) {
            Some((_, spots)) => spots.push(spot),
            None => groups.push((candidate, vec![spot])),
        }
    }
    let mut domain = DomainIx::at(0);
    let mut entries: Vec<Entry> = (groups.into_iter())
        .map(|(candidate, spots)| {
            domain = candidate.domain.unwrap_or(domain);
            let when = time::of_figure(passage, mentions, candidate.spot);
            entry(catalog, passage, (candidate.best, domain), spots, when, default)
        })
        .collect();
    let lost = outbid(catalog, &entries, default);
    for i in lost {
        entries[i].withdraw(catalog, passage, mentions);
    }
    entries
}

fn candidate(catalog: &Catalog, lexicon: &Lexicon, passage: &Passage, spot: usize) -> Candidate {
    let scores = lexicon.scores(&Scene::new(&passage.around(spot)));
    let dimension = quantity(passage, spot).map(Quantity::dimension);
    let part = passage.around(spot).is_part();
    let fits = |metric: MetricIx| {
        dimension.is_some_and(|d| catalog.metric(metric).takes(d)) && !(part && is_whole(catalog, metric))
    };
    let mut fitting: Vec<(MetricIx, u32)> = scores.iter().copied().filter(|(m, _)| fits(*m)).collect();
    // The catalogue stands before local metrics.
    fitting.sort_by_key(|(metric, score)| (std::cmp::Reverse(*score), *metric));
    if !part {
        whole_first(catalog, &mut fitting);
    }
    let best = fitting.first().copied().filter(|(metric, score)| {
        let listed = |m: &MetricIx| catalog.metric(*m).is_catalogued();
        let second = fitting[1..].iter().find(|(m, _)| listed(m)).map_or(0, |(_, score)| *score);
        listed(metric) && *score >= CONFIDENT && *score >= second + LEAD
    });
    let nearest = scores.into_iter().max_by_key(|(m, score)| (*score, std::cmp::Reverse(*m)));
    let domain = best.or(nearest.filter(|(_, score)| *score >= RELATED));
    Candidate { spot, best, domain: domain.map(|(metric, _)| catalog.metric(metric).domain) }
}

/// 受益人口 without 其中: the whole, where its part fits as well because of what the sentence says before.
fn whole_first(catalog: &Catalog, fitting: &mut Vec<(MetricIx, u32)>) {
    let Some((part, score)) = fitting.first().copied() else { return };
    let whole = catalog.metric(part).part_of;
    let near = |(m, s): &(MetricIx, u32)| Some(*m) == whole && *s + 2 * LEAD >= score;
    if fitting.iter().any(near) {
        fitting.remove(0);
    }
}

/// Whether a metric is what others are parts of, and itself part of none.
fn is_whole(catalog: &Catalog, metric: MetricIx) -> bool {
    catalog.metric(metric).part_of.is_none() && catalog.metrics.iter().any(|m| m.part_of == Some(metric))
}

/// Whether a figure is the one before, printed once more: the same value with the same metric or the same words.
fn is_repeated(passage: &Passage, first: &Candidate, again: &Candidate) -> bool {
    let printed = |c: &Candidate| passage.spots[c.spot].figure.printed.as_str();
    if printed(first) != printed(again) {
        return false;
    }
    match (first.best, again.best) {
        (Some((a, _)), Some((b, _))) => a == b,
        _ => {
            let (a, b) = (passage.around(first.spot), passage.around(again.spot));
            let same = |x: &str, y: &str| x.chars().count() > 2 && x == y;
            same(a.lead, b.lead) || same(a.tail, b.tail)
        }
    }
}

fn entry(
    catalog: &Catalog,
    passage: &Passage,
    (best, domain): (Option<(MetricIx, u32)>, DomainIx),
    spots: Vec<usize>,
    when: When,
    default: &Period,
) -> Entry {
    let around: Around<'_> = passage.around(spots[0]);
    let kind = match (best, quantity(passage, spots[0])) {
        (Some((metric, _)), _) => kind::other_than(catalog.metric(metric).kind, &around, &when),
        (None, Some(quantity)) => Some(kind::guess(quantity, &around, &when)),
        (None, None) => None,
    };
    let choice = match best {
        Some((metric, score)) => Choice::Proposed { metric, score },
        None => Choice::Open(domain),
    };
    let period = when.period.filter(|p| p.plain() != default.plain());
    Entry { spots, choice, period, kind }
}

/// Entries whose metric, period and kind another entry has with better words, or as good ones and earlier.
fn outbid(catalog: &Catalog, entries: &[Entry], default: &Period) -> Vec<usize> {
    let mut best: BTreeMap<(MetricIx, Period, Kind), (u32, usize)> = BTreeMap::new();
    let mut lost = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        let Choice::Proposed { metric, score } = entry.choice else { continue };
        let period = entry.period.as_ref().unwrap_or(default).plain();
        let key = (metric, period, entry.kind.unwrap_or(catalog.metric(metric).kind));
        match best.get_mut(&key) {
            Some(first) if first.0 >= score => lost.push(i),
            Some(first) => lost.push(std::mem::replace(first, (score, i)).1),
            None => {
                best.insert(key, (score, i));
            }
        }
    }
    lost
}
