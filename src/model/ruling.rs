//! What editors decide of figures that are wrong or that contradict each other. The printed figures stay as they are.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    catalog::Catalog,
    ids::{MetricIx, ObsIx, PlaceIx},
    period::Date,
};
use crate::quantity::Quantity;

/// A declared correction: a source prints a figure that is known to be wrong.
#[derive(Debug)]
pub struct Correction {
    /// The figure as printed.
    pub observation: ObsIx,
    /// What it should be.
    pub quantity: Quantity,
    /// How that is known.
    pub reason: String,
    /// Who decided.
    pub editor: String,
    /// When.
    pub date: Date,
    /// YAML path of the entry, for findings.
    pub path: String,
}

/// A decision between articles that contradict each other.
#[derive(Debug)]
pub struct Ruling {
    /// The value that is shown and compared.
    pub chosen: ObsIx,
    /// Its place, for looking up.
    pub place: PlaceIx,
    /// Its metric, for looking up.
    pub metric: MetricIx,
    /// By what rule it was chosen.
    pub ground: Ground,
    /// Why it applies here.
    pub reason: String,
    /// Who decided.
    pub editor: String,
    /// When.
    pub date: Date,
    /// Position in `rulings`, for findings.
    pub position: usize,
}

/// The rule by which a value is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 官方统计
    Official,
    /// 较晚的报道
    Later,
    /// 印得更精确的
    Precise,
    /// 与其他数字相合的
    Consistent,
}

impl Ground {
    /// All of them with the words that files use.
    pub const ALL: [(&'static str, Ground); 4] = [
        ("official", Ground::Official),
        ("later", Ground::Later),
        ("precise", Ground::Precise),
        ("consistent", Ground::Consistent),
    ];
}

impl Catalog {
    /// The declared correction of a figure.
    pub fn correction(&self, figure: ObsIx) -> Option<&Correction> {
        let corrections = &self.article(self.observation(figure).article).corrections;
        corrections.iter().find(|c| c.observation == figure)
    }

    /// The decision on a figure that other articles contradict: for it, or for one that contradicts it.
    pub fn ruling(&self, figure: ObsIx) -> Option<&Ruling> {
        if self.rulings.is_empty() {
            return None;
        }
        let key = (self.place_of(figure), self.observation(figure).metric);
        let start = self.rulings.partition_point(|r| (r.place, r.metric) < key);
        let mut same = self.rulings[start..].iter().take_while(|r| (r.place, r.metric) == key);
        same.find(|r| r.chosen == figure || self.contradict(r.chosen, figure))
    }

    /// Whether another article contradicts a figure.
    pub fn is_contradicted(&self, figure: ObsIx) -> bool {
        let place = self.place_of(figure);
        let of_place = self.articles.iter().filter(|a| a.place == place);
        of_place.flat_map(|a| a.observation_ids()).any(|other| self.contradict(figure, other))
    }

    /// Whether a figure was decided against.
    pub fn is_overruled(&self, figure: ObsIx) -> bool {
        self.ruling(figure).is_some_and(|ruling| ruling.chosen != figure)
    }
}
