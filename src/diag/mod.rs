//! What an author can mend: findings, the places they point at, and the ways they are shown.
//!
//! Comes in: messages and places from every stage. Goes out: text, JSON, SARIF. It knows nothing of the stages
//! themselves, reads no file and prints nothing.

mod emit;
mod finding;
mod source;
mod suggest;

pub use emit::{Format, emit};
pub use finding::{At, Finding, Label, Part, RuleId, Severity};
pub use source::{FileId, Position, SourceFile, SourceMap, Span};
pub use suggest::nearest;
