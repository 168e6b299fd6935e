//! Fuzzes what `tests/it/fuzzed/quantity.rs` holds.
#![no_main]

#[path = "../../tests/it/fuzzed/quantity.rs"]
mod property;
#[path = "../text.rs"]
mod text;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(&text::of(bytes)));
