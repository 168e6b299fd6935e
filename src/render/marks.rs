//! Bindings as numbered marks: `{{ poverty.rate }}` becomes two characters and a number that Markdown leaves alone, and
//! is found again in the finished text.

use std::borrow::Cow;

use crate::model::Body;

/// The mark before and after the number of a binding. Unicode keeps these code points out of texts for good.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// The text with every binding as a numbered mark, and without the spaces that separate it from Chinese.
pub(super) fn mark_bindings(body: &Body) -> String {
    let mut out = String::with_capacity(body.text.len());
    let mut at = 0;
    for (n, binding) in body.bindings.iter().enumerate() {
        let before = &body.text[at..binding.range.start];
        out.push_str(before);
        let trimmed = out.trim_end_matches(' ');
        if trimmed.chars().next_back().is_some_and(|c| !c.is_ascii()) {
            out.truncate(trimmed.len());
        }
        out.push(OPEN);
        out.push_str(&n.to_string());
        out.push(CLOSE);
        at = binding.range.end;
        let after = body.text[at..].trim_start_matches(' ');
        if after.starts_with(|c: char| !c.is_ascii()) {
            at = body.text.len() - after.len();
        }
    }
    out.push_str(&body.text[at.min(body.text.len())..]);
    out
}

/// A text cut at its marks: the number of the binding before each stretch, if there is one, and the stretch.
pub(super) fn parts(text: &str) -> impl Iterator<Item = (Option<usize>, &str)> {
    text.split(OPEN).enumerate().map(|(i, part)| match part.split_once(CLOSE) {
        Some((number, rest)) if i > 0 => (number.parse().ok(), rest),
        _ => (None, part),
    })
}

/// The text with each mark replaced.
pub(super) fn with_bindings<'s>(text: &str, mut show: impl FnMut(usize) -> Cow<'s, str>) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, rest) in parts(text) {
        if let Some(number) = number {
            out.push_str(&show(number));
        }
        out.push_str(rest);
    }
    out
}
