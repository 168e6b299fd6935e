//! What editors most often trip over, looked for once the YAML is known to be broken: near the place where the reader
//! gave up, and at the bracket or quote that was left open before it. Never speaks of a line further away.

use std::ops::Range;

use super::brackets::Scan;
use crate::diag::{Words, say};

/// Bytes that give way to others, in order.
pub(super) type Edits = Vec<(Range<usize>, String)>;

/// A likely cause, with what to do.
pub(super) struct Trap {
    /// Bytes of the text.
    pub(super) at: Range<usize>,
    pub(super) message: Words,
    pub(super) help: Words,
    /// What may mend it, the likeliest first; each still has to prove that the text can then be read further.
    pub(super) mends: Vec<Edits>,
    /// Up to here the text must be readable then.
    pub(super) readable_to: usize,
}

impl Trap {
    pub(super) fn new(at: Range<usize>, message: Words, help: Words) -> Trap {
        let readable_to = at.end;
        Trap { at, message, help, mends: Vec::new(), readable_to }
    }

    /// May be mended by these edits.
    pub(super) fn mend(mut self, edits: impl Into<Edits>) -> Trap {
        self.mends.push(edits.into());
        self
    }
}

/// The quotes that may be put around a text as it stands.
pub(super) fn quotes_for(text: &str) -> Option<&'static str> {
    if !text.contains(['"', '\\']) {
        Some("\"")
    } else if !text.contains('\'') {
        Some("'")
    } else {
        None
    }
}

/// Puts quotes around these bytes of a text, if that leaves what is between them as it is.
pub(super) fn quoted(text: &str, range: Range<usize>) -> Option<Edits> {
    let mark = quotes_for(&text[range.clone()])?;
    Some(vec![(range.start..range.start, mark.to_owned()), (range.end..range.end, mark.to_owned())])
}

/// A line of the text, without its line end.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
    pub(super) indent: usize,
}

impl<'a> Line<'a> {
    fn all(text: &'a str) -> Vec<Line<'a>> {
        let mut start = 0;
        text.split_inclusive('\n')
            .map(|raw| {
                let text = raw.trim_end_matches(['\n', '\r']);
                let line = Line { start, text, indent: text.len() - text.trim_start_matches(' ').len() };
                start += raw.len();
                line
            })
            .collect()
    }

    pub(super) fn content(&self) -> &'a str {
        &self.text[self.indent..]
    }

    /// The line after its indentation and the hyphens of list items, and where that begins.
    pub(super) fn entry(&self) -> (usize, &'a str) {
        let entry = self.text.trim_start_matches([' ', '-']);
        (self.start + self.text.len() - entry.len(), entry)
    }

    /// Whether it is a field with a value of its own, or an item in braces, so that nothing can stand below it.
    fn complete(&self) -> bool {
        let (_, entry) = self.entry();
        let item = self.content().starts_with("- ");
        match entry[key_len(entry)..].strip_prefix(": ").map(str::trim) {
            Some(value) => !item && !value.is_empty() && !value.starts_with(['|', '>', '#', '&', '"', '\'']),
            None => item && entry.starts_with('{') && entry.trim_end().ends_with('}'),
        }
    }

    /// Where a value that ends on this line ends: no comment follows it, and the next line is a field or an item of its
    /// own.
    pub(super) fn end_of_value(&self, next: Option<&Line<'_>>) -> Option<usize> {
        let begins = |next: &Line<'_>| {
            let key = key_len(next.content());
            let field = key > 0 && next.content()[key..].starts_with(':');
            next.indent <= self.indent && (field || next.content().starts_with("- "))
        };
        let alone = next.is_none_or(|next| next.text.trim().is_empty() || begins(next));
        (alone && !self.text.contains(" #")).then(|| self.start + self.text.trim_end().len())
    }

    /// Whether an item of a list or a field at the left margin begins here.
    fn begins(&self) -> bool {
        self.content().starts_with("- ") || (self.indent == 0 && key_len(self.text) > 0)
    }
}

/// Length of the field name at the start of a text.
pub(super) fn key_len(text: &str) -> usize {
    text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()
}

/// The cause of a fault that the reader saw at byte `at`.
pub(super) fn find(text: &str, at: usize) -> Option<Trap> {
    let lines = Line::all(text);
    let wrong = lines.iter().rposition(|line| line.start <= at)?;
    let above = wrong.saturating_sub(1);
    let first = lines[..wrong].iter().rposition(Line::begins).unwrap_or(above).min(above);
    let near = &lines[first..=wrong];
    (first..=wrong + 1)
        .find_map(|n| indentation(&lines, n))
        .or_else(|| near.iter().find_map(full_width))
        .or_else(|| near.iter().find_map(unopened))
        .or_else(|| Scan::default().run(&lines, at))
        .or_else(|| {
            let next = |i: usize| lines.get(first + i + 1);
            let backwards = near.iter().enumerate().rev();
            let of_line = |(i, line): (usize, &Line<'_>)| glued(line).or_else(|| second_colon(line, next(i)));
            backwards.map(of_line).find_map(|trap| trap)
        })
        .or_else(|| misaligned(&lines, wrong))
}

/// What to do about an indentation of another kind.
pub(super) const PLAIN_INDENT: Words = Words::fixed(
    "YAML 的缩进只能用半角空格，和同级的字段左边对齐",
    "YAML is indented with plain spaces only: align the line with the other fields of its level",
);

/// Tabs and wide spaces before the first word of line `n`.
fn indentation(lines: &[Line<'_>], n: usize) -> Option<Trap> {
    let line = lines.get(n)?;
    let space = |c: char| matches!(c, ' ' | '-' | '\t' | '\u{3000}' | '\u{a0}');
    let indent = &line.text[..line.text.len() - line.text.trim_start_matches(space).len()];
    let (i, sign) = indent.char_indices().find(|(_, c)| matches!(c, '\t' | '\u{3000}' | '\u{a0}'))?;
    let (message, widths) = match sign {
        '\t' => (Words::fixed("缩进用了制表符（Tab）", "indented with a tab"), [2, 4]),
        '\u{3000}' => (Words::fixed("缩进用了全角空格", "indented with a full-width space"), [2, 1]),
        _ => (
            Words::fixed(
                "缩进用了不间断空格（网页里粘贴来的）",
                "indented with a no-break space, as pasted from a web page",
            ),
            [1, 2],
        ),
    };
    let at = line.start + i..line.start + i + sign.len_utf8();
    let trap = Trap { readable_to: line.start + line.text.len(), ..Trap::new(at, message, PLAIN_INDENT) };
    let lead = indent.split('-').next().unwrap_or_default();
    let neighbours = neighbours(lines, n, line.text[lead.len()..].starts_with('-'));
    let like_them = neighbours.map(|width| vec![(line.start..line.start + lead.len(), " ".repeat(width))]);
    let by_width = widths.into_iter().map(|width| {
        let wide = indent.char_indices().filter(|(_, c)| !matches!(c, ' ' | '-'));
        wide.map(|(i, c)| (line.start + i..line.start + i + c.len_utf8(), " ".repeat(width))).collect()
    });
    let mends: Vec<Edits> = if lead.contains(sign) {
        like_them.chain(by_width).collect()
    } else {
        // After the hyphen of an item, one space.
        vec![vec![(trap.at.clone(), " ".to_owned())]]
    };
    Some(Trap { mends, ..trap })
}

/// Where the nearest lines of the same shape above and below line `n` begin, within the same field of the left margin
/// and as far as they are indented with plain spaces; the first field of an item counts as one.
fn neighbours(lines: &[Line<'_>], n: usize, item: bool) -> impl Iterator<Item = usize> {
    let begin = |line: &Line<'_>| {
        let inner = if item { line.content() } else { line.entry().1 };
        let alike = if item { inner.starts_with('-') } else { key_len(inner) > 0 };
        (alike && line.indent > 0).then(|| line.text.len() - inner.len())
    };
    let inside = |line: &&Line<'_>| line.indent > 0 || key_len(line.text) == 0;
    let above = lines[..n].iter().rev().take_while(inside).find_map(begin);
    let below = lines[n + 1..].iter().take_while(inside).find_map(begin);
    [above, below].into_iter().flatten()
}

/// Full-width signs where YAML needs its own: after a field name, around an entry, between fields.
fn full_width(line: &Line<'_>) -> Option<Trap> {
    let (start, entry) = line.entry();
    for (i, sign) in entry.char_indices().filter(|(_, c)| "：，｛［｝］".contains(*c)) {
        let (before, after) = (&entry[..i], &entry[i + sign.len_utf8()..]);
        let name = before.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let ahead = before[..before.len() - name].trim_end();
        let opens_entry = ahead.is_empty() || ahead.ends_with(['{', '｛', ',', '，']);
        let next = after.trim_start();
        let spaced = after.is_empty() || after.starts_with(' ');
        let at = start + i..start + i + sign.len_utf8();
        let (message, help, half) = match sign {
            '：' if name > 0 && opens_entry => {
                let key = &before[before.len() - name..];
                (
                    Words::fixed("字段名后面是全角冒号", "a full-width colon after the name of a field"),
                    say!("改成半角冒号加一个空格：{key}: …", "write a plain colon and a space: {key}: …"),
                    if spaced { ":" } else { ": " },
                )
            }
            '，' if key_len(next) > 0 && next[key_len(next)..].starts_with([':', '：']) => {
                let key = &next[..key_len(next)];
                (
                    Words::fixed("字段之间是全角逗号", "a full-width comma between fields"),
                    say!("改成半角逗号加一个空格：, {key}: …", "write a plain comma and a space: , {key}: …"),
                    if spaced { "," } else { ", " },
                )
            }
            '｛' | '［' if before.trim_end().is_empty() || before.trim_end().ends_with(':') => {
                return Some(full_width_bracket(line, at, sign));
            }
            '｝' | '］' if next.is_empty() && before.contains(['{', '[']) => {
                return Some(full_width_bracket(line, at, sign));
            }
            _ => continue,
        };
        return Some(Trap::new(at.clone(), message, help).mend([(at, half.to_owned())]));
    }
    None
}

/// `｛…｝`: both ends in one go, where the line ends with its counterpart.
fn full_width_bracket(line: &Line<'_>, at: Range<usize>, sign: char) -> Trap {
    let half = |sign: char| match sign {
        '｛' => '{',
        '［' => '[',
        '］' => ']',
        _ => '}',
    };
    let mut edits = vec![(at.clone(), half(sign).to_string())];
    let end = line.text.trim_end();
    let close = if sign == '｛' { '｝' } else { '］' };
    let last = line.start + end.len() - end.chars().next_back().map_or(0, char::len_utf8);
    if end.ends_with(close) && last > at.start {
        edits.push((last..last + close.len_utf8(), half(close).to_string()));
    }
    let half = half(sign);
    let message = say!("括号 {sign} 是全角的", "the bracket {sign} is full-width");
    Trap::new(at, message, say!("改成半角的 {half}", "write a plain {half}")).mend(edits)
}

/// Spaces that YAML takes for text.
pub(super) const WIDE_SPACES: [char; 2] = ['\u{3000}', '\u{a0}'];

/// What to say of a colon without a space, and the bytes of the space of another kind that stands there.
pub(super) fn after_colon(value: &str) -> (Words, usize) {
    match value.chars().next() {
        Some('\u{3000}') => (
            Words::fixed(
                "冒号后面是全角空格，要用半角的",
                "a full-width space after the colon instead of a plain one",
            ),
            '\u{3000}'.len_utf8(),
        ),
        Some('\u{a0}') => (
            Words::fixed(
                "冒号后面是不间断空格（网页里粘贴来的），要用普通的空格",
                "a no-break space after the colon, as pasted from a web page, instead of a plain one",
            ),
            '\u{a0}'.len_utf8(),
        ),
        _ => (Words::fixed("冒号后面要空一格", "a space is missing after the colon"), 0),
    }
}

/// `title:标题` without the space.
fn glued(line: &Line<'_>) -> Option<Trap> {
    let (start, entry) = line.entry();
    let mut from = 0;
    for part in entry.split_inclusive([',', '{']) {
        let word = part.trim_start();
        let at = start + from + part.len() - word.len();
        from += part.len();
        let key = key_len(word);
        let value = word[key..].strip_prefix(':').filter(|_| key > 1)?;
        let glued = !value.is_empty() && !value.starts_with([' ', '/', ',', '{']);
        if glued {
            let (message, sign) = after_colon(value);
            let value = value.trim_end_matches([',', '}', ' ']).trim_start_matches(WIDE_SPACES);
            let name = &word[..key];
            let colon = at + key + 1;
            return Some(
                Trap::new(at..colon + sign, message, say!("写成 {name}: {value}", "write {name}: {value}"))
                    .mend([(colon..colon + sign, " ".to_owned())]),
            );
        }
    }
    None
}

/// `- metric: a.b, value: 86处}` without the bracket at the beginning.
fn unopened(line: &Line<'_>) -> Option<Trap> {
    let (start, entry) = line.entry();
    let entry = entry.trim_end();
    let fields = entry.matches(", ").count() > 0 && entry[key_len(entry)..].starts_with(':');
    if !line.content().starts_with("- ") || !entry.ends_with('}') || entry.contains('{') || !fields {
        return None;
    }
    let end = start + entry.len();
    Some(
        Trap::new(
            end - 1..end,
            Words::fixed("这个括号 } 前面没有 {", "there is no { for this bracket }"),
            Words::fixed("在这一项的开头补上 {", "put { at the beginning of the entry"),
        )
        .mend([(start..start, "{".to_owned())]),
    )
}

/// Whether a text has `, field:` in it.
fn holds_fields(text: &str) -> bool {
    text.split(',').skip(1).any(|part| {
        let part = part.trim_start();
        key_len(part) > 0 && part[key_len(part)..].starts_with(": ")
    })
}

/// `title: 一: 二`, and values that begin with a Chinese quote and have a colon or comma of YAML in them.
fn second_colon(line: &Line<'_>, next: Option<&Line<'_>>) -> Option<Trap> {
    let (start, entry) = line.entry();
    let key = key_len(entry);
    let value = entry[key..].strip_prefix(": ").filter(|_| key > 0)?;
    let trimmed = value.trim();
    if trimmed.starts_with(['"', '\'', '{', '[', '|', '>', '#']) {
        return None;
    }
    let colon = value.find(": ")?;
    let at = start + key + 2 + colon;
    let (name, mark) = (&entry[..key], quotes_for(trimmed).unwrap_or("\""));
    let shown = if mark == "\"" { trimmed.replace('"', "'") } else { trimmed.to_owned() };
    let trap = Trap::new(
        at..at + 1,
        Words::fixed("值里有冒号加空格", "the value has a colon and a space in it"),
        say!(
            "整个值加半角引号：{name}: {mark}{shown}{mark}",
            "put the whole value in quotes: {name}: {mark}{shown}{mark}"
        ),
    );
    let first = key + 2 + value.len() - value.trim_start().len();
    let edits = line
        .end_of_value(next)
        .filter(|end| *end == start + first + trimmed.len() && !holds_fields(trimmed))
        .and_then(|_| quoted(entry, first..first + trimmed.len()));
    Some(match edits {
        Some(edits) => trap.mend(shifted(edits, start)),
        None => trap,
    })
}

pub(super) fn shifted(edits: Edits, by: usize) -> Edits {
    edits.into_iter().map(|(range, text)| (range.start + by..range.end + by, text)).collect()
}

/// A field or item that begins further to the right or left than its neighbours: the line where the reader gave up, or
/// the one above it.
fn misaligned(lines: &[Line<'_>], wrong: usize) -> Option<Trap> {
    let line = &lines[wrong];
    let item = line.content().starts_with("- ");
    let alike = |other: &&Line<'_>| {
        other.content().starts_with("- ") == item && (item || key_len(other.content()) > 0)
    };
    let filled = |line: &&Line<'_>| !line.text.trim().is_empty();
    let mut above = lines[..wrong].iter().rev().filter(filled);
    let before = above.next().filter(alike)?;
    let below = lines[wrong + 1..].iter().find(filled);
    let others = [above.next(), below];
    let like = |width: usize| others.iter().flatten().any(|o| alike(o) && o.indent == width);
    let odd = match (like(before.indent), like(line.indent)) {
        (true, false) => (line, before.indent),
        (false, true) => (before, line.indent),
        (false, false) => (line, before.indent),
        (true, true) => return None,
    };
    let (odd, wanted) = odd;
    let entry = item || line.content()[key_len(line.content())..].starts_with(':');
    if line.indent == before.indent || line.indent.min(before.indent) == 0 || !entry || !before.complete() {
        return None;
    }
    let indent = odd.start..odd.start + odd.indent;
    let message =
        Words::fixed("这一行没有和前后的左边对齐", "this line is not aligned with the lines around it");
    let help = say!("行首留 {wanted} 个空格", "begin the line with {wanted} spaces");
    let trap = Trap::new(indent.clone(), message, help).mend([(indent, " ".repeat(wanted))]);
    Some(Trap { readable_to: line.start + line.text.len(), ..trap })
}
