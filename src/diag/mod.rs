//! What an author can mend: findings, the places they point at, and the ways they are shown.
//!
//! Comes in: messages and places from every stage. Goes out: text, JSON, SARIF, annotations. It knows nothing of the stages
//! themselves, reads no file and prints nothing.

mod characters;
mod curb;
mod emit;
mod finding;
mod fix;
mod refusal;
mod sound;
mod source;
mod suggest;
mod words;

pub(crate) use characters::{
    MAY_BE_UNFIT, Unfit, half_width, is_han, is_invisible, legible, look_alike, unfit,
};
pub use curb::{BEYOND_LIMIT, curb};
pub use emit::{Format, Meaning, emit, preview};
pub use finding::{At, Edit, Finding, Label, Part, RuleId, Severity};
pub(crate) use fix::at_odds;
pub use fix::{Change, Patch, apply, patches};
pub use refusal::{OrRefuse, Refusal};
pub use sound::{initials, readings, toneless};
pub use source::{FileId, Position, SourceFile, SourceMap, Span};
pub use suggest::{Near, did_you_mean, distance, near, nearest};
pub(crate) use words::say;
pub use words::{Lang, Words};
