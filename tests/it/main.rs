//! What must hold for a reader, an editor and a publisher, tried on whole sites.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod allow;
mod audit;
mod citations;
mod cli;
mod data;
mod determinism;
mod draft;
mod emit;
mod english;
mod fix;
mod formulas;
mod gold;
mod html;
mod images;
mod kept;
mod linked;
mod mistakes;
mod moved;
mod offline;
mod packs;
mod places;
mod properties;
mod publish;
mod published;
mod records;
mod relations;
mod rules;
mod serve;
mod site;
mod slips;
mod suggest;
mod support;
mod tables;
mod tidy;
mod workbooks;
