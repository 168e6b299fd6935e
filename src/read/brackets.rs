//! Brackets and quotes that were left open, or closed once too often.

use super::traps::{Edits, Line, Trap, key_len, quoted, shifted};
use crate::diag::{Words, say};

/// Walks over brackets and quotes as YAML does.
#[derive(Default)]
pub(super) struct Scan {
    /// Open brackets.
    open: Vec<(usize, char)>,
    /// The open quote.
    quote: Option<(usize, char)>,
    /// Indentation of the line where the outermost open bracket or quote stands.
    indent: usize,
    /// Where a quoted text or an entry has just ended: nothing but the next field may follow.
    ended: Option<char>,
    /// Whether a value may begin here.
    fresh: bool,
    before: Option<char>,
}

impl Scan {
    /// What is left open, or closed once too often, before or at the byte `at`.
    pub(super) fn run(mut self, lines: &[Line<'_>], at: usize) -> Option<Trap> {
        for (n, line) in lines.iter().enumerate() {
            if self.is_open() && self.next_entry(line) {
                return self.left_open(&lines[..n]);
            }
            if !self.is_open() {
                if line.start > at {
                    return None;
                }
                self.indent = line.indent;
            }
            (self.fresh, self.before, self.ended) = (self.quote.is_none(), None, None);
            for (i, c) in line.text.char_indices() {
                if self.quote.is_none() && c == '#' && self.before.is_none_or(|b| b == ' ') {
                    break;
                }
                let escaped = self.before == Some('\\');
                if c == '{' && self.before == Some('{') && self.fresh {
                    return Some(binding(line, line.start + i - 1, lines.get(n + 1)));
                }
                if let Some(trap) = self.step(line.start + i, c, &lines[..=n]) {
                    return Some(trap);
                }
                self.before = if escaped && c == '\\' { None } else { Some(c) };
            }
        }
        self.left_open(lines)
    }

    fn is_open(&self) -> bool {
        !self.open.is_empty() || self.quote.is_some()
    }

    fn next_entry(&self, line: &Line<'_>) -> bool {
        let item = line.content().starts_with("- ");
        let field = key_len(line.content());
        let after = &line.content()[field..];
        let field = field > 0 && (after.starts_with(": ") || after.trim_end() == ":");
        (item && (self.quote.is_none() || line.indent <= self.indent))
            || (field && line.indent <= self.indent)
    }

    /// Goes on to the character `c` at the byte `at`, which stands on the last of these lines.
    fn step(&mut self, at: usize, c: char, lines: &[Line<'_>]) -> Option<Trap> {
        if let Some((_, quote)) = self.quote {
            if c == quote && !(quote == '"' && self.before == Some('\\')) {
                self.quote = None;
                self.ended = Some(c);
            }
            return None;
        }
        if let Some(end) = self.ended.filter(|_| c != ' ') {
            if let Some(trap) = self.after_end(at, c, end) {
                return Some(trap);
            }
            self.ended = None;
        }
        let colon = self.before == Some(':');
        match c {
            ' ' => self.fresh |= colon,
            '-' if self.fresh && self.open.is_empty() => {}
            '"' | '\'' if self.fresh => (self.quote, self.fresh) = (Some((at, c)), false),
            '{' | '[' if self.fresh || !self.open.is_empty() => {
                self.open.push((at, c));
                self.fresh = true;
            }
            '}' | ']' => {
                let (_, opening) = *self.open.last()?;
                if (opening == '{') != (c == '}') {
                    return self.left_open(lines);
                }
                self.open.pop();
                self.fresh = false;
                self.ended = self.open.is_empty().then_some(c);
            }
            ',' => self.fresh = !self.open.is_empty(),
            _ => self.fresh = false,
        }
        None
    }

    fn after_end(&self, at: usize, c: char, end: char) -> Option<Trap> {
        let quote = matches!(end, '"' | '\'');
        let fits =
            if self.open.is_empty() { matches!(c, ':' | '#') } else { matches!(c, ',' | ':' | '}' | ']') };
        let doubled = end == '\'' && c == '\'';
        if fits || doubled {
            return None;
        }
        let at = at..at + c.len_utf8();
        Some(match c {
            _ if quote => Trap::new(
                at,
                Words::fixed(
                    "引号里的值到前面就结束了，后面还有字",
                    "the quoted value has ended before this, and more follows",
                ),
                Words::fixed(
                    "值里要有引号的，里面用中文引号“”；不要引号的，把前后的半角引号都删去",
                    "for quotes within the value use “” inside; if none are meant, delete the quotes at both ends",
                ),
            ),
            '}' | ']' => Trap::new(
                at.clone(),
                say!("多了一个 {c}", "one {c} too many"),
                say!("删去这个 {c}", "delete this {c}"),
            )
            .mend([(at, String::new())]),
            _ => Trap::new(
                at,
                say!("{end} 后面还有字", "more follows after {end}"),
                Words::fixed(
                    "右括号之后这一项就结束了；要写的放进括号里",
                    "the item ends with its bracket; what belongs to it goes inside",
                ),
            ),
        })
    }

    /// The quote or bracket that is open at the end of these lines.
    fn left_open(&self, lines: &[Line<'_>]) -> Option<Trap> {
        let last = lines.iter().rev().find(|line| !line.text.trim().is_empty());
        let ends = last.filter(|line| !line.text.contains(" #"));
        if let Some((at, quote)) = self.quote {
            let edits = ends.filter(|_| self.open.is_empty()).and_then(|line| close(line, at, quote));
            let chinese =
                edits.as_ref().is_some_and(|edits| edits.iter().any(|(range, _)| !range.is_empty()));
            let message = say!("这个引号 {quote} 没有收尾", "this quote {quote} is not closed");
            let help = if chinese {
                say!(
                    "末尾的 ” 是中文引号，改成半角的 {quote}",
                    "the ” at the end is a Chinese quotation mark: write a plain {quote}"
                )
            } else {
                say!("在这个值的末尾补上 {quote}", "put {quote} at the end of the value")
            };
            let trap = Trap::new(at..at + 1, message, help);
            return Some(match edits {
                Some(edits) => trap.mend(edits),
                None => trap,
            });
        }
        let (at, bracket) = *self.open.last()?;
        let (other, wide) = if bracket == '{' { ('}', '｝') } else { (']', '］') };
        let message = say!("这个括号 {bracket} 没有收尾", "this bracket {bracket} is not closed");
        let end = ends.filter(|_| self.open.len() == 1).map(|line| (line.start, line.text.trim_end()));
        let full_width = end.is_some_and(|(_, text)| text.ends_with(wide));
        let help = if full_width {
            say!("末尾的 {wide} 是全角的，改成 {other}", "the {wide} at the end is full-width: write {other}")
        } else {
            say!("在这一项的末尾补上 {other}", "put {other} at the end of the entry")
        };
        let trap = Trap::new(at..at + 1, message, help);
        let Some((start, text)) = end else { return Some(trap) };
        let end = start + text.len();
        let from = if full_width { end - wide.len_utf8() } else { end };
        Some(trap.mend([(from..end, other.to_string())]))
    }
}

/// A value that begins with `{{`, at the byte `at`.
fn binding(line: &Line<'_>, at: usize, next: Option<&Line<'_>>) -> Trap {
    let trap = Trap::new(
        at..at + 2,
        Words::fixed(
            "值以 {{ 开头，YAML 把它当作括号",
            "the value begins with {{, which YAML takes for brackets",
        ),
        Words::fixed(
            "整个值加半角引号，例如 summary: \"{{ poverty.rate }}以下\"",
            "put the whole value in quotes, as in summary: \"{{ poverty.rate }}以下\"",
        ),
    );
    let from = at - line.start;
    let of_a_field = line.entry().0 + key_len(line.entry().1) + 2 == at;
    let edits = line
        .end_of_value(next)
        .filter(|_| of_a_field)
        .and_then(|end| quoted(line.text, from..end - line.start));
    match edits {
        Some(edits) => trap.mend(shifted(edits, line.start)),
        None => trap,
    }
}

/// The quote that closes the one at the byte `at`, where that opens the value of this line and there is but one place
/// where it can end. A Chinese one that stands there already gives way.
fn close(line: &Line<'_>, at: usize, quote: char) -> Option<Edits> {
    let value = line.text.trim_end().get(at.checked_sub(line.start)? + 1..)?;
    if value.contains([quote, '\\']) {
        return None;
    }
    let end = line.start + line.text.trim_end().len();
    let chinese = value.ends_with('”') && !value.contains('“');
    let start = if chinese { end - '”'.len_utf8() } else { end };
    Some(vec![(start..end, quote.to_string())])
}
