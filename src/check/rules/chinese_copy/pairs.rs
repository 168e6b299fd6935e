//! Quotes and brackets, which are judged paragraph by paragraph.

use std::ops::Range;

use super::find::foreign;

/// A quote or bracket with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Char {
    at: usize,
    c: char,
    /// The character before it in the paragraph, whichever it is.
    before: Option<char>,
}

impl Char {
    fn range(self) -> Range<usize> {
        self.at..self.at + self.c.len_utf8()
    }
}

/// The quotes and brackets of each paragraph, what is no prose left out. Parts with no empty line between them are one.
pub(super) fn paragraphs(text: &str, parts: &[Range<usize>]) -> Vec<Vec<Char>> {
    let mut paragraphs: Vec<Vec<Char>> = Vec::new();
    let (mut end, mut last) = (0, None);
    for part in parts {
        let between = &text[end.min(part.start)..part.start];
        let apart = is_break(between);
        if paragraphs.is_empty() || apart {
            paragraphs.push(Vec::new());
            last = None;
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            take(text, part, &mut last, paragraph);
        }
        end = part.end;
    }
    paragraphs
}

/// Whether what stands between two parts ends a paragraph: an empty line, a new item or heading, the edge of a cell.
/// Code and the marks of emphasis do not.
fn is_break(between: &str) -> bool {
    match between.split_once('\n') {
        None => between.trim() == "|",
        Some((_, line)) => {
            let line = line.trim_start_matches(' ');
            line.contains('\n')
                || line.starts_with(['-', '+', '#', '>', '|'])
                || line.starts_with("* ")
                || line.starts_with(|c: char| c.is_ascii_digit())
        }
    }
}

/// Quotes, and brackets of either width.
fn is_mark(c: char) -> bool {
    matches!(c, '(' | ')' | '（' | '）' | '‘'..='”' | '〈'..='】')
}

/// `last` is the character of the paragraph that was read last.
fn take(text: &str, part: &Range<usize>, last: &mut Option<char>, paragraph: &mut Vec<Char>) {
    let mut skip_to = part.start;
    for (i, c) in text[part.clone()].char_indices() {
        let at = part.start + i;
        if at < skip_to {
            continue;
        }
        if let Some(len) = foreign(c, &text[at..part.end]) {
            skip_to = at + len;
            continue;
        }
        if is_mark(c) {
            paragraph.push(Char { at, c, before: *last });
        }
        *last = Some(c);
    }
}

/// Marks of these pairs that have no partner, or one of another pair.
fn unpaired(chars: &[Char], pairs: &[(char, char)]) -> Vec<Range<usize>> {
    let mut open: Vec<(Char, char)> = Vec::new();
    let mut found = Vec::new();
    for char in chars {
        if let Some((_, close)) = pairs.iter().find(|(open, _)| *open == char.c) {
            open.push((*char, *close));
        } else if open.last().is_some_and(|(_, close)| *close == char.c) {
            open.pop();
        } else if pairs.iter().any(|(_, close)| *close == char.c) && !stands_alone(*char) {
            found.push(char.range());
            open.pop();
        }
    }
    found.extend(open.first().map(|(char, _)| char.range()));
    found
}

/// 1） and a） number a list, farmers’ has an apostrophe.
fn stands_alone(char: Char) -> bool {
    matches!(char.c, '）' | ')' | '’') && char.before.is_some_and(|b| b.is_ascii_alphanumeric())
}

pub(super) fn quotes(chars: &[Char]) -> Vec<Range<usize>> {
    unpaired(chars, &[('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')])
}

pub(super) fn brackets(chars: &[Char]) -> Vec<Range<usize>> {
    unpaired(chars, &[('（', '）'), ('(', ')'), ('《', '》'), ('〈', '〉'), ('【', '】')])
}

pub(super) fn nested_titles(chars: &[Char]) -> Vec<Range<usize>> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for char in chars {
        match char.c {
            '《' if depth > 0 => {
                found.push(char.range());
                depth += 1;
            }
            '《' => depth = 1,
            '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}
