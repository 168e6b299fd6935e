//! Which figures are no observations, told by their form alone, and why.

use std::ops::Range;

use super::passage::{Passage, Spot};
use crate::{
    model::{ExcludeReason, LineRange},
    quantity::{Base, FigureKind, Quantity},
};

/// Why a figure is none.
pub(super) struct Why {
    /// The text to write: the figure, with 第 where it has one.
    pub(super) text: String,
    /// Its lines.
    pub(super) lines: LineRange,
    /// The reason.
    pub(super) reason: ExcludeReason,
    /// Whether the form leaves it open.
    pub(super) doubtful: bool,
}

/// Why the figure `i` is no observation, if its form says so.
pub(super) fn why(passage: &Passage, i: usize) -> Option<Why> {
    let spot = &passage.spots[i];
    let place = Place::new(passage, spot);
    let found = match &spot.figure.kind {
        FigureKind::Time => None,
        FigureKind::Bare => Some(place.bare().unwrap_or((ExcludeReason::Garbled, true))),
        FigureKind::Quantity(quantity) => place.quantity(quantity),
    };
    let (reason, doubtful) = found?;
    let range = distinct(passage, i);
    let lines = LineRange { start: passage.line(range.start), end: passage.line(range.end - 1) };
    Some(Why { text: passage.words()[range].to_owned(), lines, reason, doubtful })
}

/// The figure, with 第 where it has one, and with as many of the words around it as tell it from the rest of its lines:
/// the audit would take 12 for that of 12月.
fn distinct(passage: &Passage, i: usize) -> Range<usize> {
    let (text, spot) = (passage.words(), &passage.spots[i]);
    let Range { mut start, mut end } = spot.range.clone();
    if text[..start].ends_with('第') {
        start -= '第'.len_utf8();
    }
    // The audit takes a point after digits for a decimal point: 1.本公报 is found as “1.”.
    if text[end..].starts_with('.') {
        end += 1;
    }
    let lines = passage.bytes_of(spot.lines);
    let before = passage.spots[..i].iter().rev().find(|s| !s.is_time()).map_or(0, |s| s.range.end);
    let after = passage.spots[i + 1..].iter().find(|s| !s.is_time()).map_or(text.len(), |s| s.range.start);
    let limits = lines.start.max(before)..lines.end.min(after);
    let short = start..end;
    for step in 0..8 {
        let (all, own) = (&text[lines.start.min(start)..lines.end.max(end)], &text[start..end]);
        if all.char_indices().filter(|(at, _)| all[*at..].starts_with(own)).count() < 2 {
            return start..end;
        }
        // A run of digits comes as a whole.
        let digits = |c: &char| c.is_ascii_digit();
        let right = text[end..].chars().take_while(digits).count();
        let left = text[..start].chars().rev().take_while(digits).count();
        let right = right.max(text[end..].chars().next().map_or(0, char::len_utf8));
        let left = left.max(text[..start].chars().next_back().map_or(0, char::len_utf8));
        if step % 2 == 0 && end + right <= limits.end {
            end += right;
        } else if start >= limits.start + left {
            start -= left;
        }
    }
    // Twice with the same words around it: each of its places is one.
    short
}

struct Place<'a> {
    before: &'a str,
    after: &'a str,
    printed: &'a str,
}

impl<'a> Place<'a> {
    fn new(passage: &'a Passage, spot: &'a Spot) -> Place<'a> {
        let text = passage.words();
        Place {
            before: &text[..spot.range.start],
            after: &text[spot.range.end..],
            printed: &spot.figure.printed,
        }
    }

    fn bare(&self) -> Option<(ExcludeReason, bool)> {
        let sentence_begins =
            self.before.is_empty() || self.before.ends_with(['。', '!', '?', '#', '”', ')']);
        if self.within('《', '》') {
            Some((ExcludeReason::Document, false))
        } else if self.before.ends_with('第') || self.after.starts_with(['、', '.', ')']) {
            Some((ExcludeReason::Ordinal, false))
        } else if self.printed.contains('+') || self.within('“', '”') {
            Some((ExcludeReason::Slogan, false))
        } else if self.is_name() {
            Some((ExcludeReason::Name, false))
        } else if sentence_begins && self.printed.len() <= 2 {
            Some((ExcludeReason::Ordinal, true))
        } else {
            None
        }
    }

    /// 4G, G60, 3号, 0734-8123456.
    fn is_name(&self) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        letter(self.before.chars().next_back())
            || letter(self.printed.chars().next_back())
            || self.after.starts_with(['号', '路', '线', '中', '栋'])
            || self.printed.contains('-')
            || self.printed.chars().filter(char::is_ascii_digit).count() >= 7
    }

    fn quantity(&self, quantity: &Quantity) -> Option<(ExcludeReason, bool)> {
        let dimension = quantity.dimension();
        let limit = ["以上", "以下", "以内"].iter().any(|w| self.printed.ends_with(w))
            || ["低于", "不足", "超过"].iter().any(|w| self.printed.starts_with(w));
        if self.within('《', '》') {
            Some((ExcludeReason::Document, false))
        } else if dimension.numerator() == Base::Age && !dimension.is_ratio() {
            Some((ExcludeReason::Individual, true))
        } else if dimension.numerator() == Base::Kilovolt {
            Some((ExcludeReason::Name, false))
        } else if limit && self.after.starts_with('的') {
            Some((ExcludeReason::Threshold, true))
        } else if dimension.is_time() && self.is_span() {
            Some((ExcludeReason::Date, false))
        } else if dimension.numerator() == Base::Count && self.is_counted_in_words(quantity) {
            Some((ExcludeReason::Slogan, true))
        } else {
            None
        }
    }

    /// 近3年, 连续四年, 5年来: says when, and measures nothing.
    fn is_span(&self) -> bool {
        self.printed.starts_with('近')
            || ["近", "前", "过去", "连续", "历时", "最近", "用了", "经过"]
                .iter()
                .any(|w| self.before.ends_with(w))
            || ["来", "以来", "前", "后", "内", "多来", "间"].iter().any(|w| self.after.starts_with(w))
    }

    /// 三级书记, 四大产业, 两个办法: a small number in words counts off, it does not report.
    fn is_counted_in_words(&self, quantity: &Quantity) -> bool {
        let words = !self.printed.contains(|c: char| c.is_ascii_digit());
        words && !quantity.is_approximate() && self.printed.chars().count() == 2
    }

    /// Whether the figure stands within a pair of signs, and not far from the first.
    fn within(&self, open: char, close: char) -> bool {
        let limit = if open == '“' { 12 } else { 40 };
        // No character has more than four bytes.
        let near = self.before.floor_char_boundary(self.before.len().saturating_sub(4 * limit));
        let Some(at) = self.before[near..].rfind([open, close]).map(|i| near + i) else { return false };
        self.before[at..].starts_with(open)
            && self.before[at..].chars().count() <= limit
            && self.after.chars().take(limit).any(|c| c == close)
    }
}
