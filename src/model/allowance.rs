//! What an editor accepts: findings of a rule in one file that need no mending, with the reason.

use super::period::Date;
use crate::diag::FileId;

/// An entry of `allow:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The file that it stands in and holds for.
    pub file: FileId,
    /// YAML path of the entry, for findings.
    pub path: String,
    /// Name of the rule, as written; which rules there are is for `check` to know.
    pub rule: String,
    /// What a finding has to speak of; any finding of the rule where there is nothing.
    pub about: Option<String>,
    /// Why it is accepted.
    pub reason: String,
    /// The last day, month or year on which it holds.
    pub until: Option<Date>,
}

impl Allowance {
    /// Whether it does not hold any more on the day `today`.
    pub fn is_over(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until.is_over(today))
    }
}
