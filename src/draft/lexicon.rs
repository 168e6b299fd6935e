//! How well the words around a figure speak of a metric: shared pairs of characters, rare ones counting more, near
//! ones counting more. Whole numbers in thousandths; the same words give the same score.

use std::collections::{BTreeMap, BTreeSet};

use super::passage::Around;
use crate::model::{Catalog, Metric, MetricIx};

type Pair = (char, char);

/// What the words count for that a figure takes from the one that it follows.
const INHERITED: u32 = 950;

/// A pair of characters that only joins words says nothing.
const EMPTY: &str = "的了和与及达到共为等全县区市该已并其中有在是将从由对也各个每名人户处家所项余约近至";

/// What ends the label of a metric and is said by the unit already.
const MEASURES: [&str; 9] = ["户数", "人数", "人次", "金额", "面积", "里程", "种数", "个数", "数量"];

/// What reports say, and the word of catalogues for it.
const SAME: [(&str, &str); 13] = [
    ("增长", "增速"),
    ("剩余贫困", "未脱贫"),
    ("减贫", "脱贫"),
    ("贷款", "信贷"),
    ("摘帽", "出列"),
    ("自来水", "饮水供水"),
    ("筹集", "投入"),
    ("补助", "资助"),
    ("投资", "投入"),
    ("帮助", "带动"),
    ("光纤", "网络"),
    ("选聘", "安置岗位"),
    ("安置", "吸纳"),
];

/// A metric's words.
struct Entry {
    metric: MetricIx,
    label: BTreeSet<Pair>,
    /// What a rate is a rate of: the last pair of its label.
    head: Option<Pair>,
    /// Population and definition.
    explanation: BTreeSet<Pair>,
    /// All of them.
    all: BTreeSet<Pair>,
}

/// The words of every metric of a site.
pub(super) struct Lexicon {
    entries: Vec<Entry>,
    /// In how many metrics a pair occurs.
    spread: BTreeMap<Pair, u32>,
}

/// The words around a figure, each with what it counts for.
pub(super) struct Scene {
    /// Every pair with the weight of the nearest place where it stands.
    weights: BTreeMap<Pair, u32>,
    /// Pairs that stand right at the figure.
    near: BTreeSet<Pair>,
}

impl Lexicon {
    /// Reads the metrics of a catalogue, those of its articles too.
    pub(super) fn new(catalog: &Catalog) -> Lexicon {
        let entries: Vec<Entry> = catalog.metric_ids().map(|ix| Entry::new(ix, catalog.metric(ix))).collect();
        let mut spread = BTreeMap::new();
        for pair in entries.iter().flat_map(|e| &e.all) {
            *spread.entry(*pair).or_insert(0) += 1;
        }
        Lexicon { entries, spread }
    }

    /// Every metric that has anything to do with the scene, with its score in thousandths.
    pub(super) fn scores(&self, scene: &Scene) -> Vec<(MetricIx, u32)> {
        let scored = self.entries.iter().map(|entry| (entry.metric, self.score(entry, scene)));
        scored.filter(|(_, score)| *score > 0).collect()
    }

    fn score(&self, entry: &Entry, scene: &Scene) -> u32 {
        // 非贫困村 are the opposite of 贫困村.
        if scene.near.iter().any(|p| p.0 == '非' && !entry.all.contains(p)) {
            return 0;
        }
        let at_the_figure = |pair: &Pair| scene.weights.get(pair).is_some_and(|w| *w >= INHERITED);
        if entry.head.is_some_and(|head| !at_the_figure(&head)) {
            return 0;
        }
        let rarity = |pairs: &mut dyn Iterator<Item = &Pair>| -> u32 { pairs.map(|p| self.rarity(*p)).sum() };
        let in_label = |p: &Pair| self.weight_in_label(entry, *p);
        let whole: u32 = entry.label.iter().map(in_label).sum();
        let found: u32 =
            (entry.label.iter()).map(|p| in_label(p) * scene.weights.get(p).copied().unwrap_or(0)).sum();
        let near = rarity(&mut scene.near.iter());
        let explained = rarity(&mut scene.near.iter().filter(|p| entry.all.contains(p)));
        let coverage = found / whole.max(1);
        coverage * 6 / 10 + explained * 400 / near.max(1)
    }

    /// A pair that stands in a label and nowhere else joins two words of it, and is no word: 列贫 of 出列贫困村.
    fn weight_in_label(&self, entry: &Entry, pair: Pair) -> u32 {
        let is_word = entry.explanation.contains(&pair) || self.spread.get(&pair).is_some_and(|n| *n > 1);
        if is_word { self.rarity(pair) } else { 3 }
    }

    /// What a pair counts for: 10 where one metric has it, 2 where most have.
    fn rarity(&self, pair: Pair) -> u32 {
        let spread = self.spread.get(&pair).copied().unwrap_or(1).max(1);
        10 - (2 * spread.ilog2()).min(8)
    }
}

impl Entry {
    fn new(ix: MetricIx, metric: &Metric) -> Entry {
        let label = metric.label.split('（').next().unwrap_or_default();
        let core = MEASURES.iter().find_map(|m| label.strip_suffix(m)).unwrap_or(label);
        let label: BTreeSet<Pair> = pairs(core).collect();
        let head = pairs(core).last().filter(|_| metric.unit.dimension.is_rate());
        let definition = metric.definition.split(['；', '。']).next().unwrap_or_default();
        let explanation: BTreeSet<Pair> = pairs(&metric.population).chain(pairs(definition)).collect();
        let all =
            label.iter().copied().chain(pairs(&metric.label)).chain(explanation.iter().copied()).collect();
        Entry { metric: ix, label, head, explanation, all }
    }
}

impl Scene {
    /// Weighs the words around a figure.
    pub(super) fn new(around: &Around<'_>) -> Scene {
        let zones = [
            (1000, around.lead),
            (1000, around.tail),
            (INHERITED, around.inherited),
            (700, around.clause_before),
            (500, around.sentence_before),
            (350, around.sentence_after),
            (250, around.previous_sentence),
        ];
        let mut weights = BTreeMap::new();
        for (weight, text) in zones {
            for pair in with_same(text) {
                weights.entry(pair).or_insert(weight);
            }
        }
        let near = [around.lead, around.tail, around.inherited].into_iter().flat_map(pairs);
        Scene { weights, near: near.collect() }
    }
}

/// The pairs of a text, and those of the catalogue's words for what it says.
fn with_same(text: &str) -> Vec<Pair> {
    let same = SAME.iter().filter(|(said, _)| text.contains(said)).flat_map(|(_, meant)| pairs(meant));
    pairs(text).chain(same).collect()
}

fn pairs(text: &str) -> impl Iterator<Item = Pair> + '_ {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_alphabetic();
    text.chars()
        .zip(text.chars().skip(1))
        .filter(move |(a, b)| han(*a) && han(*b) && !EMPTY.contains(*a) && !EMPTY.contains(*b))
}
