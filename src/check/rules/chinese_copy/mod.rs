//! Slips of Chinese copy in our own text. The thirty marks are in `table`; this file walks the texts.
//!
//! Never looked at: figures as printed, what is copied from a source (`origin`, the `text` of exclusions), code,
//! addresses, bindings.

mod find;
mod pairs;
mod table;
#[cfg(test)]
mod tests;

use std::{ops::Range, sync::LazyLock};

use rayon::prelude::*;

use super::{Rule, Subject};
use crate::{
    check::texts::{OwnText, other_texts, texts_of},
    diag::{At, Finding, RuleId, Span, Words, say},
    model::Body,
};
use find::{Here, Match};
use pairs::Paragraphs;
use table::{Copy, Find, TABLE};

pub(super) const RULE: Rule = Rule {
    id: RuleId("chinese-copy"),
    what: Words::fixed(
        "我们自己的文字里，标点、引号、全角半角、数字写法或用字有误。",
        "Our own text has a slip of Chinese punctuation, quotes, width, numbers or wording.",
    ),
    why: Words::fixed(
        "半角逗号、不成对的引号、多出来的空格，读者一眼就看得出没有校对；搜索也会漏掉。",
        "Half-width commas, quotes without a partner, spaces too many: readers see that nobody proofread, and search misses words.",
    ),
    example: Words::fixed("全区有贫困户,其中脱贫的占百分之八十。", "全区有贫困户,其中脱贫的占百分之八十。"),
    mend: Words::fixed(
        "照提示改那几个字。照抄原文的字句放在“”里：引号里的数字写法和用字不查。",
        "Mend the characters named. What is quoted from a source stands in “”, where forms of numbers and words are not looked at.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if !subject.complete {
        return; // entries of lists are known by position only where none was cut out
    }
    let catalog = subject.catalog;
    let of_article = |article| texts_of(catalog, article).iter().flat_map(check_text).collect::<Vec<_>>();
    let found: Vec<Finding> = catalog.articles.par_iter().flat_map_iter(of_article).collect();
    findings.extend(found);
    findings.extend(other_texts(catalog, subject.sources).iter().flat_map(check_text));
}

fn check_text(text: &OwnText<'_>) -> Vec<Finding> {
    match text {
        OwnText::Line(line) => {
            let whole = 0..line.text.len();
            let slips = slips(line.text, std::slice::from_ref(&whole)).into_iter();
            slips
                .map(|slip| {
                    let fixes =
                        slip.found.fixes.iter().map(|(range, with)| (line.at(range.clone()), with.clone()));
                    let finding = slip.finding(line.text, line.at(slip.found.range.clone()));
                    fixes.fold(finding, |finding, (at, with)| finding.fix(at, with))
                })
                .collect()
        }
        OwnText::Body(file, body, _) => {
            let at =
                |r: &Range<usize>| At::Span(Span::new(*file, body.offset + r.start..body.offset + r.end));
            let slips = slips(&body.text, &ours(body)).into_iter();
            slips.map(|slip| slip.finding(&body.text, at(&slip.found.range))).collect()
        }
    }
}

/// Running text, and the titles and notes of blocks.
fn ours(body: &Body) -> Vec<Range<usize>> {
    let of_blocks = body.blocks.iter().flat_map(|block| {
        let text = &body.text[block.range.clone()];
        let said = [Some(block.title.as_str()), block.note.as_deref()];
        let found = said.into_iter().flatten().filter_map(move |s| text.find(s).map(|at| (at, s.len())));
        found.map(|(at, len)| block.range.start + at..block.range.start + at + len)
    });
    let mut all: Vec<Range<usize>> = body.texts.iter().cloned().chain(of_blocks).collect();
    all.sort_by_key(|r| r.start);
    all
}

/// One slip: which, and where.
struct Slip {
    copy: &'static Copy,
    found: Match,
}

impl Slip {
    fn finding(&self, text: &str, at: At) -> Finding {
        let range = excerpt(text, &self.found.range);
        let seen = &text[range.clone()];
        let Copy { id, wants, .. } = self.copy;
        let message = say!(("“{seen}”：{}（{id}）", wants.zh), ("“{seen}”: {} ({id})", wants.en));
        let finding = Finding::warning(RULE.id, at, message);
        if self.found.fixes.is_empty() {
            return finding.help(Words::fixed("照此改这几个字", "mend these characters accordingly"));
        }
        let mut mended = seen.to_owned();
        for (edit, with) in self.found.fixes.iter().rev() {
            mended.replace_range(edit.start - range.start..edit.end - range.start, with);
        }
        finding.help(say!("写成“{mended}”", "write “{mended}”"))
    }
}

/// The characters meant, with one on either side.
fn excerpt(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text[..range.start].chars().next_back().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let after = text[range.end..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    range.start - before..range.end + after
}

/// The slips of the parts of a text, in order, one at a place.
fn slips(text: &str, parts: &[Range<usize>]) -> Vec<Slip> {
    let mut found: Vec<(usize, Slip)> = Vec::new();
    let mut paragraphs = Paragraphs::default();
    for part in parts {
        paragraphs.go_on(text, part);
        marks_in(text, part, &mut paragraphs, &mut found);
    }
    for paragraph in paragraphs.found {
        for (n, copy) in TABLE.iter().enumerate() {
            if let Find::Paragraph(find) = copy.find {
                let ranges = find(&paragraph).into_iter();
                found.extend(ranges.map(|range| (n, Slip { copy, found: Match::at(range) })));
            }
        }
    }
    found.sort_by_key(|(n, slip)| (slip.found.range.start, *n));
    let mut end = 0;
    let apart = found.into_iter().map(|(_, slip)| slip).filter(|slip| {
        let apart = slip.found.range.start >= end;
        if apart {
            end = slip.found.range.end;
        }
        apart
    });
    apart.collect()
}

/// Walks once over a part of the text.
fn marks_in(text: &str, part: &Range<usize>, paragraphs: &mut Paragraphs, found: &mut Vec<(usize, Slip)>) {
    let text = &text[..part.end];
    let mut skip_to = part.start;
    // The four characters before; those two to four back are where a word that comes again would have begun.
    let mut last = ['\0'; 4];
    for (i, c) in text[part.start..].char_indices() {
        let at = part.start + i;
        if at < skip_to {
            continue;
        }
        let mask = MASKS.get(u32::from(c) as usize).map_or(0, |m| *m);
        if mask & FOREIGN != 0
            && let Some(len) = find::foreign(&text[at..])
        {
            skip_to = at + len;
            continue;
        }
        if mask & PAIRED != 0 {
            paragraphs.mark(at, c);
        }
        paragraphs.pass(c);
        let again = if last[..3].contains(&c) { *AGAIN } else { 0 };
        last = [last[1], last[2], last[3], c];
        let mut mask = (mask | again) & !(FOREIGN | PAIRED);
        while mask != 0 {
            let n = mask.trailing_zeros() as usize;
            mask &= mask - 1;
            let copy = &TABLE[n];
            if let Find::At(_, find) | Find::Again(find) = copy.find
                && let Some(hit) = find(&Here { text, at, from: part.start })
                && !(copy.as_printed && in_quotes(&text[part.start..hit.range.start]))
            {
                found.push((n, Slip { copy, found: hit }));
            }
        }
    }
}

fn in_quotes(before: &str) -> bool {
    before.rfind(['“', '”']).is_some_and(|i| before[i..].starts_with('“'))
}

/// In a mask: what is no prose may begin here.
const FOREIGN: u32 = 1 << 30;
/// In a mask: a quote or bracket.
const PAIRED: u32 = 1 << 31;

/// The lines of the table that look at a character which comes again.
static AGAIN: LazyLock<u32> = LazyLock::new(|| {
    let lines = TABLE.iter().enumerate().filter(|(_, copy)| matches!(copy.find, Find::Again(_)));
    lines.map(|(n, _)| 1 << n).sum()
});

/// For each character of the basic plane, the lines of the table that may begin with it, and the two bits above.
static MASKS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut masks = vec![0_u32; 1 << 16];
    for (n, copy) in TABLE.iter().enumerate() {
        let Find::At(begins, _) = copy.find else { continue };
        for c in begins.chars() {
            masks[u32::from(c) as usize] |= 1 << n;
        }
    }
    for (bit, signs) in [(FOREIGN, find::FOREIGN), (PAIRED, pairs::MARKS)] {
        for c in signs.chars() {
            masks[u32::from(c) as usize] |= bit;
        }
    }
    masks
});
