//! Fuzzes what `tests/it/fuzzed/period.rs` holds.
#![no_main]

#[path = "../../tests/it/fuzzed/period.rs"]
mod property;
#[path = "../text.rs"]
mod text;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(&text::of(bytes)));
