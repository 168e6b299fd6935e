//! The source text as its figures see it: folded to one run of words, each figure with its lines and the words around
//! it. Line breaks and spaces mean nothing here, since sources break words and figures across lines.

use std::ops::Range;

use crate::{
    model::LineRange,
    quantity::{Figure, Folded, fold, scan},
};

/// A figure where it stands.
pub(super) struct Spot {
    /// As the scanner found it.
    pub(super) figure: Figure,
    /// Its bytes of the folded text.
    pub(super) range: Range<usize>,
    /// Its lines.
    pub(super) lines: LineRange,
}

/// A source text with every figure and date in it.
pub(super) struct Passage {
    folded: Folded,
    /// Figures and dates, in order.
    pub(super) spots: Vec<Spot>,
    /// Bytes of the folded text where a clause ends, in order.
    marks: Vec<usize>,
}

/// The words around a figure, from near to far.
pub(super) struct Around<'a> {
    /// From the last mark or figure to this one.
    pub(super) lead: &'a str,
    /// The lead of the figure that this one follows without a word between: 1250户 of 小额信贷1250户3621余万元.
    pub(super) inherited: &'a str,
    /// From this figure to the next mark or figure.
    pub(super) tail: &'a str,
    /// The clause before the lead's.
    pub(super) clause_before: &'a str,
    /// The sentence up to the lead.
    pub(super) sentence_before: &'a str,
    /// The sentence after the tail.
    pub(super) sentence_after: &'a str,
    /// The sentence before.
    pub(super) previous_sentence: &'a str,
}

impl Passage {
    /// Reads a source text.
    pub(super) fn new(text: &str) -> Passage {
        let folded = fold(text);
        let at = |byte: usize| folded.offsets.partition_point(|o| (*o as usize) < byte);
        let starts: Vec<usize> =
            text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1).collect();
        let line = |byte: usize| u32::try_from(starts.partition_point(|s| *s <= byte) + 1).unwrap_or(u32::MAX);
        let spots = scan(text).into_iter().map(|figure| Spot {
            range: at(figure.start)..at(figure.end),
            lines: LineRange { start: line(figure.start), end: line(figure.end - 1) },
            figure,
        });
        let spots: Vec<Spot> = spots.collect();
        let marks = marks(&folded.text, &spots);
        Passage { folded, spots, marks }
    }

    /// The folded text.
    pub(super) fn words(&self) -> &str {
        &self.folded.text
    }

    /// The words around a figure.
    pub(super) fn around(&self, i: usize) -> Around<'_> {
        let (text, range) = (self.words(), &self.spots[i].range);
        let lead = self.lead_start(i)..range.start;
        let tail = range.end..self.tail_end(i);
        let sentence = self.sentence(range.start);
        let before = sentence.start..lead.start;
        let clause_before = self.clause_start(trimmed_end(text, before.clone())).max(before.start)..before.end;
        let end = text[..sentence.start].char_indices().next_back().map_or(0, |(i, _)| i);
        let previous = self.sentence(end);
        Around {
            lead: &text[lead.clone()],
            inherited: self.inherited(i),
            tail: &text[tail.clone()],
            clause_before: &text[clause_before],
            sentence_before: &text[before],
            sentence_after: &text[tail.end..sentence.end.max(tail.end)],
            previous_sentence: &text[previous.start..previous.end.min(sentence.start)],
        }
    }

    /// The first and last byte of the sentence that holds a byte.
    pub(super) fn sentence(&self, byte: usize) -> Range<usize> {
        let text = self.words();
        let ends = ['。', '!', '?', '#'];
        let start = text[..byte].rfind(ends).map_or(0, |i| i + first_len(&text[i..]));
        let end = text[byte..].find(ends).map_or(text.len(), |i| byte + i);
        start..end
    }

    fn lead_start(&self, i: usize) -> usize {
        let start = self.spots[i].range.start;
        let figure = if i > 0 { self.spots[i - 1].range.end } else { 0 };
        self.clause_start(start).max(figure)
    }

    fn tail_end(&self, i: usize) -> usize {
        let end = self.spots[i].range.end;
        let mark = self.marks.iter().copied().find(|m| *m >= end).unwrap_or(self.words().len());
        self.spots.get(i + 1).map_or(mark, |next| mark.min(next.range.start))
    }

    /// Where the clause that holds a byte begins.
    fn clause_start(&self, byte: usize) -> usize {
        let mark = self.marks.iter().rev().copied().find(|m| *m < byte);
        mark.map_or(0, |m| m + first_len(&self.words()[m..]))
    }

    fn inherited(&self, i: usize) -> &str {
        let mut first = i;
        while first > 0 {
            let between = &self.words()[self.spots[first - 1].range.end..self.spots[first].range.start];
            if !matches!(between, "" | "、" | "和" | "共" | "," | "/") {
                break;
            }
            first -= 1;
        }
        let range = if first == i { 0..0 } else { self.lead_start(first)..self.spots[first].range.start };
        &self.words()[range]
    }
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The end of a range without the mark that it ends with.
fn trimmed_end(text: &str, range: Range<usize>) -> usize {
    let last = text[range.clone()].chars().next_back().map_or(0, char::len_utf8);
    range.end - last
}

/// Signs between clauses outside figures. A short bracket within a name is none: 村（社区）.
fn marks(text: &str, spots: &[Spot]) -> Vec<usize> {
    const SIGNS: &str = ",。;:!?()、#—";
    let inside = |i: usize| {
        let at = spots.partition_point(|s| s.range.end <= i);
        spots.get(at).is_some_and(|s| s.range.start <= i)
    };
    let mut marks: Vec<usize> =
        text.char_indices().filter(|(i, c)| SIGNS.contains(*c) && !inside(*i)).map(|(i, _)| i).collect();
    for open in text.match_indices('(').map(|(i, _)| i) {
        let Some(close) = text[open..].find(')').map(|i| open + i) else { continue };
        let inner = &text[open + 1..close];
        if inner.chars().count() <= 4 && !inner.contains(|c: char| c.is_ascii_digit()) {
            marks.retain(|m| *m != open && *m != close);
        }
    }
    marks
}
