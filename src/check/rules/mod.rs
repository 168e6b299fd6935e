//! The table of rules. To add one: a file here, a line in [`RULES`], and `tests/fixtures/rules/<id>/{bad,good}/`.

mod allowed_error;
mod audit_stale;
mod broken_link;
mod changed_since_checked;
mod chinese_copy;
mod conflicting_observations;
mod cumulative_falls;
mod duplicate_observation;
mod exclusion_without_number;
mod expired_allow;
mod formula_contradicts;
mod impossible_percentage;
mod incomplete_dataset;
mod invalid_total;
mod joined_definitions;
mod mixed_column;
mod own_check;
mod part_above_whole;
mod period_in_future;
mod prose_differs;
mod rate_out_of_range;
mod raw_markup;
mod relation_contradicts;
mod relation_units;
mod relation_within_rounding;
mod same_source;
mod settled_ruling;
mod shared_local_metric;
mod stale_change;
mod to_be_filled;
mod unannounced_article;
mod unbound_number;
mod unit_slip;
mod untranslated;
mod unused_allow;
mod unused_image;
mod unused_known;
mod unused_term;

pub(super) use own_check::{OWN_CHECK, same_person};
pub use to_be_filled::{PLACEHOLDER, TO_BE_FILLED};

use super::Subject;
use crate::diag::{Finding, RuleId, Words};

/// A check on the whole catalogue, with its documentation.
pub struct Rule {
    /// Its name, which reads after "allow".
    pub id: RuleId,
    /// What it does, in one sentence.
    pub what: Words,
    /// Why what it finds is bad.
    pub why: Words,
    /// What it finds, as an editor would write it.
    pub example: Words,
    /// How to mend it.
    pub mend: Words,
    /// The check itself.
    pub check: fn(&Subject<'_>, &mut Vec<Finding>),
}

/// Every rule, by name.
pub const RULES: &[Rule] = &[
    allowed_error::RULE,
    audit_stale::RULE,
    broken_link::RULE,
    changed_since_checked::RULE,
    chinese_copy::RULE,
    conflicting_observations::RULE,
    cumulative_falls::RULE,
    duplicate_observation::RULE,
    exclusion_without_number::RULE,
    expired_allow::RULE,
    formula_contradicts::RULE,
    impossible_percentage::RULE,
    incomplete_dataset::RULE,
    invalid_total::RULE,
    joined_definitions::RULE,
    mixed_column::RULE,
    own_check::RULE,
    part_above_whole::RULE,
    period_in_future::RULE,
    prose_differs::RULE,
    rate_out_of_range::RULE,
    raw_markup::RULE,
    relation_contradicts::RULE,
    relation_units::RULE,
    relation_within_rounding::RULE,
    same_source::RULE,
    settled_ruling::RULE,
    shared_local_metric::RULE,
    stale_change::RULE,
    to_be_filled::RULE,
    unannounced_article::RULE,
    unbound_number::RULE,
    unit_slip::RULE,
    untranslated::RULE,
    unused_allow::RULE,
    unused_image::RULE,
    unused_known::RULE,
    unused_term::RULE,
];

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn rules_are_sorted_named_and_documented() {
        assert!(RULES.is_sorted_by_key(|r| r.id));
        for rule in RULES {
            assert!(rule.id.0.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.id);
            for text in [&rule.what, &rule.why, &rule.example, &rule.mend] {
                assert!(text.zh.chars().count() > 8, "{}: {text:?}", rule.id);
                assert!(text.en.chars().count() > 8, "{}: {text:?}", rule.id);
            }
        }
    }
}
