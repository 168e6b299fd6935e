//! What may be said of the values of a metric or a column, as data: how many there are, and why they are not ranked.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::{part::reasons_against_rank, text::Text, view::View};
use super::words::{Edtf, InLanguages, Views};
use crate::derive::{Comparability, Difference};

/// Whether values may be compared.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ComparabilityData<'a> {
    /// Places with a value.
    n: usize,
    /// Places in all.
    total: usize,
    /// Whether a ranking says nothing that the sources do not bear. Where it is false, do not rank the values.
    ranked: bool,
    /// The period of all values. Left out where they do not share one.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<Edtf>,
    /// Why they are not ranked; empty where they may be.
    reasons: Vec<Reason<'a>>,
}

/// Why values are not ranked.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Reason<'a> {
    /// In one word.
    reason: ReasonWord,
    /// In a sentence.
    text: InLanguages<'a>,
}

/// In what the values differ, or what makes them less than exact.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum ReasonWord {
    /// Fewer than two values.
    TooFew,
    /// They speak of different times.
    Periods,
    /// They are of different kinds.
    Kinds,
    /// They have different base units.
    Units,
    /// Some have a definition or a remark of their own.
    Notes,
    /// Some are approximate.
    Approximate,
    /// Some are contradicted by another article.
    Disputed,
    /// They are rises and falls.
    Changes,
}

/// What may be said of the values of what is called `label`.
pub(super) fn comparability<'a>(
    views: &Views<'a>,
    found: &Comparability,
    label: impl Fn(&View<'a>) -> Text,
) -> ComparabilityData<'a> {
    let texts = |view: &View<'a>| reasons_against_rank(view, &label(view), found);
    let (zh, en) = (texts(&views.zh), texts(&views.en));
    let reasons = found.differences.iter().map(word).zip(zh.into_iter().zip(en));
    ComparabilityData {
        n: found.n,
        total: found.total,
        ranked: found.is_ranked(),
        period: found.period.as_ref().map(Edtf::of),
        reasons: reasons
            .map(|(reason, (zh, en))| Reason { reason, text: InLanguages::both(zh, en) })
            .collect(),
    }
}

fn word(difference: &Difference) -> ReasonWord {
    match difference {
        Difference::TooFew => ReasonWord::TooFew,
        Difference::Periods(_) => ReasonWord::Periods,
        Difference::Kinds(_) => ReasonWord::Kinds,
        Difference::Units(_) => ReasonWord::Units,
        Difference::Notes(_) => ReasonWord::Notes,
        Difference::Approximate(_) => ReasonWord::Approximate,
        Difference::Disputed(_) => ReasonWord::Disputed,
        Difference::Changes => ReasonWord::Changes,
    }
}
