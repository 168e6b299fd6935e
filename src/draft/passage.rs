//! The source text as its figures see it: folded to one run of words, each figure with its lines and the words around
//! it. Line breaks and spaces mean nothing here, since sources break words and figures across lines.

use std::{collections::HashSet, ops::Range};

use crate::{
    model::LineRange,
    quantity::{Figure, FigureKind, Folded, Quantity, fold, scan},
};

/// A figure where it stands.
pub(super) struct Spot {
    /// As the scanner found it.
    pub(super) figure: Figure,
    /// Its bytes of the folded text.
    pub(super) range: Range<usize>,
    /// Its lines.
    pub(super) lines: LineRange,
    /// Whether a line break within its digits was taken out.
    pub(super) torn: bool,
}

/// A source text with every figure and date in it.
pub(super) struct Passage {
    folded: Folded,
    /// Bytes of the source where its lines begin, but the first.
    line_starts: Vec<usize>,
    /// Figures and dates, in order.
    pub(super) spots: Vec<Spot>,
    /// Bytes of the folded text where a clause ends, in order.
    marks: Vec<usize>,
    /// Bytes of the folded text where a line ends that is a sentence of its own, in order.
    stops: Vec<usize>,
    /// Lines that stand alone, short and without a stop, as bytes of the folded text.
    pub(super) headings: Vec<Range<usize>>,
}

/// Which end of a change a figure is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// 由17.4%
    From,
    /// 降至0.93%
    To,
    /// Neither.
    None,
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
        let line_starts: Vec<usize> =
            text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1).collect();
        let line = |byte: usize| line_of(&line_starts, byte);
        let spots: Vec<Spot> = (mended(text, scan(text)).into_iter())
            .map(|(figure, torn)| Spot {
                range: at(figure.start)..at(figure.end),
                lines: LineRange { start: line(figure.start), end: line(figure.end - 1) },
                figure,
                torn,
            })
            .collect();
        let marks = marks(&folded.text, &spots);
        let stops = stops(text).into_iter().map(at).collect();
        let headings = headings(text).map(|range| at(range.start)..at(range.end)).collect();
        Passage { folded, line_starts, spots, marks, stops, headings }
    }

    /// The folded text.
    pub(super) fn words(&self) -> &str {
        &self.folded.text
    }

    /// The line of the source that a byte of the folded text stands on.
    pub(super) fn line(&self, byte: usize) -> u32 {
        line_of(&self.line_starts, self.folded.offsets[byte] as usize)
    }

    /// Bytes of the folded text on these lines of the source.
    pub(super) fn bytes_of(&self, lines: LineRange) -> Range<usize> {
        let begin = |line: u32| match line.checked_sub(2) {
            None => 0,
            Some(i) => self.line_starts.get(i as usize).map_or(self.words().len(), |byte| {
                self.folded.offsets.partition_point(|o| (*o as usize) < *byte).min(self.words().len())
            }),
        };
        begin(lines.start)..begin(lines.end + 1)
    }

    /// The words around a figure.
    pub(super) fn around(&self, i: usize) -> Around<'_> {
        let (text, range) = (self.words(), &self.spots[i].range);
        let lead = self.lead_start(i)..range.start;
        let tail = range.end..self.tail_end(i);
        let sentence = self.sentence(range.start);
        let before = sentence.start..lead.start;
        let clause_before =
            self.clause_start(trimmed_end(text, before.clone())).max(before.start)..before.end;
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

    /// The words before a figure in its clause, without the dates in it: what follows the last one, or else what stands
    /// before them.
    pub(super) fn undated_lead(&self, i: usize) -> &str {
        let (start, end) = (self.lead_start(i), self.spots[i].range.start);
        let dates: Vec<_> = self.spots[..i].iter().map(|s| &s.range).filter(|r| r.start >= start).collect();
        let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
            return &self.words()[start..end];
        };
        let after = &self.words()[last.end..end];
        if after.chars().count() > 1 { after } else { &self.words()[start..first.start] }
    }

    /// Whether a figure is what something changed from or to.
    pub(super) fn change(&self, i: usize) -> Change {
        let (lead, tail) =
            (self.lead_start(i)..self.spots[i].range.start, self.spots[i].range.end..self.tail_end(i));
        let (lead, tail) = (&self.words()[lead], &self.words()[tail]);
        if ends_in_change(lead) {
            Change::To
        } else if lead.contains(['由', '从']) && ends_in_change(tail) {
            Change::From
        } else {
            Change::None
        }
    }

    /// The first and last byte of the sentence that holds a byte.
    pub(super) fn sentence(&self, byte: usize) -> Range<usize> {
        let text = self.words();
        let ends = ['。', '!', '?', '#'];
        let start = text[..byte].rfind(ends).map_or(0, |i| i + first_len(&text[i..]));
        let end = text[byte..].find(ends).map_or(text.len(), |i| byte + i);
        start.max(self.stop_before(byte))..end.min(self.stop_after(byte))
    }

    fn lead_start(&self, i: usize) -> usize {
        let figure = self.spots[..i].iter().rev().find(|s| !s.is_time()).map_or(0, |s| s.range.end);
        let start = self.spots[i].range.start;
        self.clause_start(start).max(figure).max(self.stop_before(start))
    }

    fn tail_end(&self, i: usize) -> usize {
        let end = self.spots[i].range.end;
        let mark = self.marks.iter().copied().find(|m| *m >= end).unwrap_or(self.words().len());
        let mark = mark.min(self.stop_after(end - 1));
        self.spots[i + 1..].iter().find(|s| !s.is_time()).map_or(mark, |next| mark.min(next.range.start))
    }

    fn stop_before(&self, byte: usize) -> usize {
        let after = self.stops.partition_point(|s| *s <= byte);
        after.checked_sub(1).map_or(0, |i| self.stops[i])
    }

    fn stop_after(&self, byte: usize) -> usize {
        let after = self.stops.partition_point(|s| *s <= byte);
        self.stops.get(after).copied().unwrap_or(self.words().len())
    }

    /// Where the clause that holds a byte begins.
    fn clause_start(&self, byte: usize) -> usize {
        let mark = self.marks.iter().rev().copied().find(|m| *m < byte);
        mark.map_or(0, |m| m + first_len(&self.words()[m..]))
    }

    fn inherited(&self, i: usize) -> &str {
        let mut first = i;
        while let Some(before) = self.spots[..first].iter().rposition(|s| !s.is_time()) {
            if !is_link(&self.words()[self.spots[before].range.end..self.spots[first].range.start]) {
                break;
            }
            first = before;
        }
        let range = if first == i { 0..0 } else { self.lead_start(first)..self.spots[first].range.start };
        &self.words()[range]
    }
}

impl Around<'_> {
    /// Whether the figure, or the one that it follows, is said to be a part of what was named before.
    pub(super) fn is_part(&self) -> bool {
        self.lead.starts_with("其中") || self.inherited.starts_with("其中")
    }
}

impl Spot {
    /// Whether it is a date or a time of day.
    pub(super) fn is_time(&self) -> bool {
        self.figure.kind == FigureKind::Time
    }
}

/// Whether words between two figures leave them one matter: nothing, 、, or a change from one value to the other.
fn is_link(between: &str) -> bool {
    let change = ends_in_change(between) && between.chars().count() <= 4;
    matches!(between, "" | "、" | "和" | "共" | "," | "/") || change
}

/// 下降至, 提高到.
pub(super) fn ends_in_change(words: &str) -> bool {
    const CHANGES: [&str; 8] = ["降", "降低", "减少", "上升", "提高", "提升", "增加", "上调"];
    let verb = ["到", "至", "为"].iter().find_map(|end| words.strip_suffix(end));
    verb.is_some_and(|verb| CHANGES.iter().any(|w| verb.ends_with(w)))
}

/// Figures with those that a line break tore in two put together: 3 at the end of a line and 8处 on the next are 38处. Says
/// of each whether it was torn.
fn mended(text: &str, figures: Vec<Figure>) -> Vec<(Figure, bool)> {
    let mut mended: Vec<(Figure, bool)> = Vec::new();
    for figure in figures {
        let digits = |printed: &str| printed.bytes().all(|b| b.is_ascii_digit());
        let torn = mended.last().filter(|(before, _)| {
            let between = &text[before.end..figure.start];
            before.kind == FigureKind::Bare
                && digits(&before.printed)
                && figure.printed.starts_with(|c: char| c.is_ascii_digit())
                && matches!(between.trim_matches([' ', '\r', '\u{3000}']), "\n")
        });
        let whole = torn.and_then(|(before, _)| {
            let printed = format!("{}{}", before.printed, figure.printed);
            let kind = FigureKind::Quantity(Quantity::parse(&printed).ok()?);
            Some(Figure { start: before.start, end: figure.end, printed, kind })
        });
        match whole {
            Some(whole) => {
                mended.pop();
                mended.push((whole, true));
            }
            None => mended.push((figure, false)),
        }
    }
    mended
}

/// Bytes of the lines that are short and have no stop.
fn headings(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    lines(text).filter(|line| {
        let line = &text[line.clone()];
        (1..=30).contains(&line.trim().chars().count()) && !line.contains(['。', '，', '；', ',', ';'])
    })
}

/// Ends of the lines that are sentences of their own: rows of a table, and headings where lines are not broken to
/// fill a narrow column.
fn stops(text: &str) -> Vec<usize> {
    let mut lengths: Vec<usize> =
        lines(text).map(|l| text[l].trim().chars().count()).filter(|n| *n > 0).collect();
    lengths.sort_unstable();
    let narrow = lengths.get(lengths.len() / 2).is_none_or(|median| *median < 30);
    let rows = lines(text).filter(|l| text[l.clone()].contains(['\t', '|'])).map(|l| l.end);
    let headings = headings(text).filter(|_| !narrow).map(|l| l.end);
    let mut stops: Vec<usize> = rows.chain(headings).collect();
    stops.sort_unstable();
    stops.dedup();
    stops
}

/// Bytes of every line.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        start += line.len();
        start - line.len()..start
    })
}

fn line_of(line_starts: &[usize], byte: usize) -> u32 {
    u32::try_from(line_starts.partition_point(|s| *s <= byte) + 1).unwrap_or(u32::MAX)
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
    let mut short = HashSet::new();
    for open in text.match_indices('(').map(|(i, _)| i) {
        // Four characters at most stand between the two.
        let close = text[open..].char_indices().take(6).find(|(_, c)| *c == ')');
        let Some(close) = close.map(|(i, _)| open + i) else { continue };
        if !text[open + 1..close].contains(|c: char| c.is_ascii_digit()) {
            short.extend([open, close]);
        }
    }
    marks.retain(|mark| !short.contains(mark));
    marks
}

#[cfg(test)]
mod tests {
    use super::Passage;

    /// Lead, what is inherited, and tail of every figure.
    fn around(text: &str) -> Vec<[String; 3]> {
        let passage = Passage::new(text);
        let of = |i| {
            let around = passage.around(i);
            [around.lead, around.inherited, around.tail].map(str::to_owned)
        };
        (0..passage.spots.len()).filter(|i| !passage.spots[*i].is_time()).map(of).collect()
    }

    #[test]
    fn the_words_around_a_figure_end_at_marks_and_figures() {
        for (text, expected) in [
            ("登记就业 2238 人，复工就\n业 2227\n人。", vec![["登记就业", "", ""], ["复工就业", "", ""]]),
            ("小额信贷1250户3621余万元，", vec![["小额信贷", "", ""], ["", "小额信贷", ""]]),
            ("46个村（社区）卫生室，", vec![["", "", "村(社区)卫生室"]]),
            ("发生率由6.1%下降至0.28%。", vec![["发生率由", "", "下降至"], ["下降至", "发生率由", ""]]),
            ("受益人口3万人（其中贫困户1万人）", vec![["受益人口", "", ""], ["其中贫困户", "", ""]]),
        ] {
            assert_eq!(around(text), expected, "{text}");
        }
    }

    #[test]
    fn rows_of_a_table_are_sentences_of_their_own() {
        assert_eq!(around("脱贫人口\t20人\n贫困户\t8户\n"), [["脱贫人口", "", ""], ["贫困户", "", ""]]);
    }

    #[test]
    fn a_number_that_a_line_break_tore_is_put_together() {
        let passage = Passage::new("工程3\n８处，另有 12 处，第3\n名，共12\n\n8处");
        let found: Vec<_> =
            passage.spots.iter().map(|s| (s.figure.printed.as_str(), s.torn, s.lines.start)).collect();
        assert_eq!(
            found,
            [("38处", true, 1), ("12处", false, 2), ("3", false, 2), ("12", false, 3), ("8处", false, 5)]
        );
    }
}
