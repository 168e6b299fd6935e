//! Names of what can be wrong with a record itself; the rules of `check` are about what records say.

use crate::diag::RuleId;

/// A field that must be there is not.
pub const MISSING_FIELD: RuleId = RuleId("missing-field");
/// A word that is none of those allowed.
pub const UNKNOWN_WORD: RuleId = RuleId("unknown-word");
/// A place code that is not in `places.yaml`.
pub const UNKNOWN_PLACE: RuleId = RuleId("unknown-place");
/// A metric that is not in the catalogue.
pub const UNKNOWN_METRIC: RuleId = RuleId("unknown-metric");
/// A domain that is not in the catalogue.
pub const UNKNOWN_DOMAIN: RuleId = RuleId("unknown-domain");
/// A glossary term that does not exist.
pub const UNKNOWN_TERM: RuleId = RuleId("unknown-term");
/// A figure named in the text or in a relation that the article does not record.
pub const UNKNOWN_FIGURE: RuleId = RuleId("unknown-figure");
/// An id given twice.
pub const DUPLICATE_ID: RuleId = RuleId("duplicate-id");
/// An id of the wrong form.
pub const MALFORMED_ID: RuleId = RuleId("malformed-id");
/// A value that is no quantity.
pub const MALFORMED_QUANTITY: RuleId = RuleId("malformed-quantity");
/// A time period that is not EDTF.
pub const MALFORMED_PERIOD: RuleId = RuleId("malformed-period");
/// Line numbers that cannot be read.
pub const MALFORMED_LINES: RuleId = RuleId("malformed-lines");
/// A unit that the unit table does not know.
pub const MALFORMED_UNIT: RuleId = RuleId("malformed-unit");
/// A relation that cannot be read.
pub const MALFORMED_RELATION: RuleId = RuleId("malformed-relation");
/// A chart or table block that asks for what cannot be drawn.
pub const MALFORMED_BLOCK: RuleId = RuleId("malformed-block");
/// A value in another unit than its metric.
pub const WRONG_DIMENSION: RuleId = RuleId("wrong-dimension");
/// A local metric without what it needs, or a catalogued one with what it must not have.
pub const LOCAL_METRIC: RuleId = RuleId("local-metric");
