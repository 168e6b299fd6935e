//! Fuzzes what `tests/it/fuzzed/article.rs` holds.
#![no_main]

#[path = "../../tests/it/fuzzed/markup.rs"]
mod markup;
#[path = "../../tests/it/fuzzed/article.rs"]
mod property;
#[path = "../text.rs"]
mod text;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| property::holds(&text::of(bytes)));
