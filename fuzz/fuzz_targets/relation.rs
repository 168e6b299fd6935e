//! Fuzzes what `tests/it/fuzzed/relation.rs` holds.
#![no_main]

#[path = "../../tests/it/fuzzed/relation.rs"]
mod property;
#[path = "../text.rs"]
mod text;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(&text::of(bytes)));
