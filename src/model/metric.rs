//! Metrics and domains: what is measured, in which unit, of whom.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    ids::{ArticleIx, DomainIx, MetricId, MetricIx},
    relation::Expr,
};
use crate::{
    diag::{At, Words},
    quantity::{Dimension, Unit},
};

/// A policy field that groups metrics.
#[derive(Debug)]
pub struct Domain {
    /// First part of its metrics' ids.
    pub id: String,
    /// Label in Chinese.
    pub label: String,
    /// Label in English.
    pub en: String,
    /// What belongs to it.
    pub definition: String,
    /// The same in English.
    pub definition_en: Option<String>,
}

/// What is measured.
#[derive(Debug)]
pub struct Metric {
    /// Id, `domain.name`.
    pub id: MetricId,
    /// Domain, by the first part of the id.
    pub domain: DomainIx,
    /// Label in Chinese.
    pub label: String,
    /// Label in English; empty where a local metric has none.
    pub en: String,
    /// Unit; a local metric takes that of its first value.
    pub unit: Unit,
    /// Further units that values may have.
    pub accepts: Vec<Unit>,
    /// Kind of its values, where an observation does not say otherwise.
    pub kind: Kind,
    /// Who or what is counted.
    pub population: String,
    /// The same in English.
    pub population_en: Option<String>,
    /// Which way is better, if any.
    pub direction: Option<Direction>,
    /// Definition in Chinese; empty for a local metric.
    pub definition: String,
    /// Definition in English.
    pub definition_en: Option<String>,
    /// The whole that this is a part of.
    pub part_of: Option<MetricIx>,
    /// The count that this rate is taken of.
    pub denominator: Option<MetricIx>,
    /// How it is worked out of other metrics of the catalogue, if it is.
    pub formula: Option<MetricFormula>,
    /// Metrics that it must not be joined with; each of them names this one too.
    pub distinct_from: Vec<MetricIx>,
    /// Catalogue or local.
    pub scope: Scope,
}

/// A formula of the catalogue: an article that records its inputs at one period has a value of its metric.
#[derive(Debug)]
pub struct MetricFormula {
    /// As the editor wrote it.
    pub text: Box<str>,
    /// The same over metrics.
    pub expr: Expr<MetricIx>,
    /// Where it stands, for findings.
    pub at: At,
}

impl Metric {
    /// Whether values of this dimension may be recorded.
    pub fn takes(&self, dimension: Dimension) -> bool {
        self.unit.dimension == dimension || self.accepts.iter().any(|u| u.dimension == dimension)
    }

    /// Whether it is in the catalogue and can be compared across places.
    pub fn is_catalogued(&self) -> bool {
        self.scope == Scope::Catalogue
    }
}

/// Where a metric is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In `content/metrics.yaml`.
    Catalogue,
    /// In the front matter of one article.
    Local(ArticleIx),
}

/// What a value is, in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 存量: at a point of time.
    Stock,
    /// 当期: within a period.
    Flow,
    /// 累计: since the start of a period.
    Cumulative,
    /// 比率: a share.
    Rate,
    /// 政策标准: set by rule.
    Standard,
    /// 目标: planned.
    Target,
}

impl Kind {
    /// All kinds with the words that files use.
    pub const ALL: [(&'static str, Kind); 6] = [
        ("stock", Kind::Stock),
        ("flow", Kind::Flow),
        ("cumulative", Kind::Cumulative),
        ("rate", Kind::Rate),
        ("standard", Kind::Standard),
        ("target", Kind::Target),
    ];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        let [(stock, _), (flow, _), (cumulative, _), (rate, _), (standard, _), (target, _)] = Self::ALL;
        match self {
            Kind::Stock => stock,
            Kind::Flow => flow,
            Kind::Cumulative => cumulative,
            Kind::Rate => rate,
            Kind::Standard => standard,
            Kind::Target => target,
        }
    }
}

impl Kind {
    /// What it is called.
    pub fn words(self) -> Words {
        match self {
            Kind::Stock => Words::fixed("存量", "stock"),
            Kind::Flow => Words::fixed("当期", "flow"),
            Kind::Cumulative => Words::fixed("累计", "cumulative"),
            Kind::Rate => Words::fixed("比率", "rate"),
            Kind::Standard => Words::fixed("政策标准", "standard"),
            Kind::Target => Words::fixed("目标", "target"),
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

impl Direction {
    /// Both with the words that files use.
    pub const ALL: [(&'static str, Direction); 2] =
        [("higher", Direction::Higher), ("lower", Direction::Lower)];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, direction)| *direction == self).map_or("", |(id, _)| id)
    }
}
