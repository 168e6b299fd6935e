//! Bindings as numbered marks: `{{ poverty.rate }}` becomes two characters and a number that Markdown leaves alone, and
//! is found again in the finished text.

use std::borrow::Cow;

use crate::model::Body;

/// The mark before and after the number of a binding. Unicode keeps these code points out of texts for good.
const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';

/// The text with every binding as a numbered mark, with a space in it where it had one: `[a]: {{ b.c }}` is no definition of
/// a link, and is not to become one. Nothing else changes.
pub(super) fn mark_bindings(body: &Body) -> String {
    let mut out = String::with_capacity(body.text.len());
    let mut at = 0;
    for (n, binding) in body.bindings.iter().enumerate() {
        push_unmarked(&body.text[at..binding.range.start], &mut out);
        out.push(OPEN);
        out.push_str(&n.to_string());
        if body.text[binding.range.clone()].contains([' ', '\t']) {
            out.push(' ');
        }
        out.push(CLOSE);
        at = binding.range.end;
    }
    push_unmarked(&body.text[at..], &mut out);
    out
}

/// Adds a stretch of the text. Marks that stand in it are none of ours: they become the sign for what cannot be shown.
fn push_unmarked(text: &str, out: &mut String) {
    if text.contains(OPEN) || text.contains(CLOSE) {
        out.push_str(&text.replace([OPEN, CLOSE], "\u{fffd}"));
    } else {
        out.push_str(text);
    }
}

/// A text cut at its marks: the number of the binding before each stretch, if there is one, and the stretch, without the
/// spaces that separate a binding from Chinese or from the binding before it.
pub(super) fn parts(text: &str) -> impl Iterator<Item = (Option<usize>, &str)> {
    let mut cut = text.split(OPEN).peekable();
    let mut first = true;
    std::iter::from_fn(move || {
        let part = cut.next()?;
        let marked = !std::mem::take(&mut first);
        let (number, mut stretch) = match part.split_once(CLOSE) {
            Some((number, rest)) if marked => (number.trim_end().parse().ok(), rest),
            _ => (None, part),
        };
        let after = stretch.trim_start_matches(' ');
        if number.is_some() && after.starts_with(|c: char| !c.is_ascii()) {
            stretch = after;
        }
        let before = stretch.trim_end_matches(' ');
        if cut.peek().is_some() && before.chars().next_back().map_or(number.is_some(), |c| !c.is_ascii()) {
            stretch = before;
        }
        Some((number, stretch))
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
