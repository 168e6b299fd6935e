//! xianzhi 县志: a static report site generator for county profiles, in which every figure leads back to the line of
//! the report that printed it.
//!
//! Data goes one way. Each stage is a module that hands over one type and imports only the stages before it:
//!
//! ```text
//! content/ templates/ theme/
//!    read::load      -> Inputs    bytes and spans, nothing believed
//!    model::resolve  -> Resolved  a typed Catalog, ids resolved, findings
//!    check::run      -> Checked   a Catalog without errors, findings
//!    derive::run     -> Site      tables, comparisons, derived values, chart specs, navigation
//!    render          -> pages     each page a pure function of Site, listed first, rendered on demand
//!    write::commit   -> Written   renders and writes in parallel, to a staging folder, then swaps
//!    write::pack     -> Packed    the same in a zip, with what else people carry away
//!
//! a source text
//!    draft::run      -> Draft     after check and beside the rest: an article file for the editor
//!
//! the catalogue
//!    schema::render  -> text      beside the rest too: JSON Schemas of what editors write
//! a workbook
//!    sheet::take     -> Taken     beside the rest too: changes of article files; sheet::export is the way there
//! ```
//!
//! [`pipeline`] alone names every stage; [`cli`] stands above all; [`diag`] and [`quantity`] stand below all.
//! `docs/ARCHITECTURE.md` says what must never be where.

pub mod check;
pub mod cli;
pub mod derive;
pub mod diag;
pub mod draft;
pub mod model;
pub mod pipeline;
pub mod quantity;
pub mod read;
pub mod render;
pub mod schema;
pub mod sheet;
pub mod write;
