//! Folding a text for comparison: white space away, full width to half width, with the way back to the original bytes.

use super::cursor::{fold_char, is_space};

/// A text without white space and in half width, with the way back to the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Byte offset in the original of each byte of `text`, and of the original's end as the last entry.
    pub offsets: Vec<u32>,
}

/// Removes all white space (U+3000, NBSP and zero width space too) and folds full width ASCII to half width.
///
/// `％` becomes `%`, `～` and `〜` become `~`, `，` becomes `,`; Chinese punctuation such as `。` and `、` is kept.
/// Used to find a printed value on the lines that are said to print it. Texts are below 4 GiB.
pub fn fold(text: &str) -> Folded {
    let mut folded =
        Folded { text: String::with_capacity(text.len()), offsets: Vec::with_capacity(text.len() + 1) };
    for (at, c) in text.char_indices().filter(|&(_, c)| !is_space(c)) {
        let narrow = fold_char(c);
        folded.text.push(narrow);
        let bytes = narrow.len_utf8();
        // A folded character is shorter than the original one: all its bytes lead to the start.
        let step = usize::from(bytes == c.len_utf8());
        folded.offsets.extend((0..bytes).map(|byte| offset(at + byte * step)));
    }
    folded.offsets.push(offset(text.len()));
    folded
}

/// The folded form alone, for a piece of text that is kept.
pub(super) fn fold_text(text: &str) -> String {
    text.chars().filter(|&c| !is_space(c)).map(fold_char).collect()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
