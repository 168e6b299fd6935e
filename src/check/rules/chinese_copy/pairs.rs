//! Quotes and brackets, which are judged paragraph by paragraph.

use std::ops::Range;

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

/// The quotes and brackets of each paragraph, as far as it has been walked over. Parts with no empty line between them are
/// one paragraph.
#[derive(Default)]
pub(super) struct Paragraphs {
    /// Those that have any.
    pub(super) found: Vec<Vec<Char>>,
    /// Whether the next one found is the first of its paragraph.
    fresh: bool,
    /// Where the last part ended.
    end: Option<usize>,
    /// The character of the paragraph that was read last.
    last: Option<char>,
}

impl Paragraphs {
    /// Goes on to a part of the text.
    pub(super) fn go_on(&mut self, text: &str, part: &Range<usize>) {
        if self.end.is_none_or(|end| is_break(&text[end.min(part.start)..part.start])) {
            (self.fresh, self.last) = (true, None);
        }
        self.end = Some(part.end);
    }

    /// Takes in a quote or bracket.
    pub(super) fn mark(&mut self, at: usize, c: char) {
        if std::mem::take(&mut self.fresh) {
            self.found.push(Vec::new());
        }
        if let Some(paragraph) = self.found.last_mut() {
            paragraph.push(Char { at, c, before: self.last });
        }
    }

    /// Has passed a character.
    pub(super) fn pass(&mut self, c: char) {
        self.last = Some(c);
    }
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
pub(super) const MARKS: &str = "()（）‘’‚‛“”〈〉《》「」『』【】";

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
