//! Whether the values of a column may be added up: one period, one kind, whole counts of the same thing. Values in, their
//! sum or every reason against it out; nothing is rounded or guessed.

use rust_decimal::Decimal;

use super::{
    catalog::Catalog,
    ids::{MetricIx, ObsIx},
    metric::Kind,
    observation::Observation,
};
use crate::diag::Words;

/// Why values have no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Fewer than two values.
    TooFew,
    /// Shares, averages and standards do not add up.
    Rate,
    /// They speak of several periods.
    Periods,
    /// They are of several kinds.
    Kinds,
    /// They have several base units.
    Units,
    /// They count different things, or one has a remark of its own.
    Definitions,
    /// Not all are exact: 约, 余, or printed to the 万 only.
    Inexact,
}

impl Obstacle {
    /// What it says, for messages.
    pub fn words(self) -> Words {
        match self {
            Obstacle::TooFew => Words::fixed("不足两个数值", "fewer than two values"),
            Obstacle::Rate => Words::fixed("比率和标准不能相加", "rates and standards do not add up"),
            Obstacle::Periods => Words::fixed("时期不一", "several periods"),
            Obstacle::Kinds => Words::fixed("性质不一", "several kinds"),
            Obstacle::Units => Words::fixed("单位不一", "several units"),
            Obstacle::Definitions => {
                Words::fixed("统计对象不一，或另有口径说明", "several definitions, or a remark on one")
            }
            Obstacle::Inexact => {
                Words::fixed("有数值不精确（约、余，或只印到万位）", "a value that is not exact")
            }
        }
    }
}

/// The sum of one value a place, in base units.
///
/// # Errors
/// Every reason why there is none.
pub fn add_up(catalog: &Catalog, metric: MetricIx, values: &[ObsIx]) -> Result<Decimal, Vec<Obstacle>> {
    let all = || values.iter().map(|o| catalog.observation(*o));
    let usual = catalog.metric(metric).population.as_str();
    let has_remark = |o: &Observation| o.remarks().note.is_some();
    let is_exact = |o: &Observation| o.quantity.interval.is_point() && !o.quantity.is_approximate();
    let is_rate =
        |o: &Observation| matches!(o.kind, Kind::Rate | Kind::Standard) || o.quantity.dimension().is_rate();
    let found = [
        (values.len() < 2, Obstacle::TooFew),
        (all().any(is_rate), Obstacle::Rate),
        (differ(all().map(|o| &o.period)), Obstacle::Periods),
        (differ(all().map(|o| o.kind)), Obstacle::Kinds),
        (differ(all().map(|o| o.quantity.dimension())), Obstacle::Units),
        (
            differ(all().map(|o| o.remarks().population.as_deref().unwrap_or(usual)))
                || all().any(has_remark),
            Obstacle::Definitions,
        ),
        (!all().all(is_exact), Obstacle::Inexact),
    ];
    let obstacles: Vec<Obstacle> =
        found.into_iter().filter(|(holds, _)| *holds).map(|(_, obstacle)| obstacle).collect();
    if !obstacles.is_empty() {
        return Err(obstacles);
    }
    let sum = all().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(o.quantity.base_value()));
    sum.ok_or_else(|| vec![Obstacle::Inexact])
}

fn differ<T: PartialEq>(mut items: impl Iterator<Item = T>) -> bool {
    items.next().is_some_and(|first| items.any(|item| item != first))
}
