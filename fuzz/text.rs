//! Bytes of the fuzzer as a text. Mutations stay texts, so that none is wasted on halves of Chinese characters: what a
//! file that is no UTF-8 is taken for is settled before anything here.

use libfuzzer_sys::{fuzz_mutator, fuzzer_mutate};

/// The text that bytes are; what is none is left out.
pub fn of(bytes: &[u8]) -> String {
    bytes.utf8_chunks().map(|chunk| chunk.valid()).collect()
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, _seed: u32| {
    let size = fuzzer_mutate(data, size, max_size);
    let text = of(&data[..size]);
    data[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
});
