//! What an author can mend: findings, the places they point at, and the ways they are shown.
//!
//! Comes in: messages and places from every stage. Goes out: text, JSON, SARIF. It knows nothing of the stages
//! themselves, reads no file and prints nothing.

mod emit;
mod finding;
mod fix;
mod refusal;
mod source;
mod suggest;
mod words;

pub use emit::{Format, emit, preview};
pub use finding::{At, Edit, Finding, Label, Part, RuleId, Severity};
pub use fix::{Change, Patch, apply, patches};
pub use refusal::{OrRefuse, Refusal};
pub(crate) use source::is_invisible;
pub use source::{FileId, Position, SourceFile, SourceMap, Span};
pub use suggest::nearest;
pub(crate) use words::say;
pub use words::{Lang, Words};
