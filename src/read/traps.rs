//! What editors most often trip over, looked for once the YAML is known to be broken: near the place where the reader
//! gave up, and at the bracket or quote that was left open before it. Never speaks of a line further away.

use std::ops::Range;

/// A likely cause, with what to do.
pub(super) struct Trap {
    /// Bytes of the text.
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

impl Trap {
    fn new(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Trap {
        Trap { at, message: message.into(), help: help.into() }
    }
}

/// A line of the text, without its line end.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
    indent: usize,
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

    fn content(&self) -> &'a str {
        &self.text[self.indent..]
    }

    /// The line after its indentation and the hyphens of list items, and where that begins.
    fn entry(&self) -> (usize, &'a str) {
        let entry = self.text.trim_start_matches([' ', '-']);
        (self.start + self.text.len() - entry.len(), entry)
    }

    /// Whether an item of a list or a field at the left margin begins here.
    fn begins(&self) -> bool {
        self.content().starts_with("- ") || (self.indent == 0 && key_len(self.text) > 0)
    }
}

/// Length of the field name at the start of a text.
fn key_len(text: &str) -> usize {
    text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count()
}

/// The cause of a fault that the reader saw at byte `at`.
pub(super) fn find(text: &str, at: usize) -> Option<Trap> {
    let lines = Line::all(text);
    let wrong = lines.iter().rposition(|line| line.start <= at)?;
    let above = wrong.saturating_sub(1);
    let first = lines[..wrong].iter().rposition(Line::begins).unwrap_or(above).min(above);
    let near = &lines[first..=wrong];
    (near.iter().find_map(indentation))
        .or_else(|| near.iter().find_map(full_width))
        .or_else(|| Scan::default().run(&lines, at))
        .or_else(|| near.iter().rev().find_map(|line| glued(line).or_else(|| second_colon(line))))
}

/// Tabs and wide spaces before the first word.
fn indentation(line: &Line<'_>) -> Option<Trap> {
    let space = |c: char| matches!(c, ' ' | '-' | '\t' | '\u{3000}' | '\u{a0}');
    let indent = &line.text[..line.text.len() - line.text.trim_start_matches(space).len()];
    let (i, sign) = indent.char_indices().find(|(_, c)| matches!(c, '\t' | '\u{3000}' | '\u{a0}'))?;
    let name = match sign {
        '\t' => "制表符（Tab）",
        '\u{3000}' => "全角空格",
        _ => "不间断空格（网页里粘贴来的）",
    };
    let at = line.start + i..line.start + i + sign.len_utf8();
    Some(Trap::new(at, format!("缩进用了{name}"), "YAML 的缩进只能用半角空格，换成两个空格"))
}

/// Full-width signs where YAML needs its own: after a field name, around an entry, between fields.
fn full_width(line: &Line<'_>) -> Option<Trap> {
    let (start, entry) = line.entry();
    for (i, sign) in entry.char_indices() {
        let (before, after) = (&entry[..i], &entry[i + sign.len_utf8()..]);
        let name = before.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let ahead = before[..before.len() - name].trim_end();
        let opens_entry = ahead.is_empty() || ahead.ends_with(['{', '｛', ',', '，']);
        let next = after.trim_start();
        let (message, help) = match sign {
            '：' if name > 0 && opens_entry => {
                let key = &before[before.len() - name..];
                ("字段名后面是全角冒号".to_owned(), format!("改成半角冒号加一个空格：{key}: …"))
            }
            '，' if key_len(next) > 0 && next[key_len(next)..].starts_with([':', '：']) => (
                "字段之间是全角逗号".to_owned(),
                format!("改成半角逗号加一个空格：, {}: …", &next[..key_len(next)]),
            ),
            '｛' | '［' if before.trim_end().is_empty() || before.trim_end().ends_with(':') => {
                let half = if sign == '｛' { '{' } else { '[' };
                (format!("括号 {sign} 是全角的"), format!("改成半角的 {half}"))
            }
            '｝' | '］' if next.is_empty() && before.contains(['{', '[']) => {
                let half = if sign == '｝' { '}' } else { ']' };
                (format!("括号 {sign} 是全角的"), format!("改成半角的 {half}"))
            }
            _ => continue,
        };
        return Some(Trap::new(start + i..start + i + sign.len_utf8(), message, help));
    }
    None
}

/// Spaces that YAML takes for text.
pub(super) const WIDE_SPACES: [char; 2] = ['\u{3000}', '\u{a0}'];

/// What to say of a colon without a space, and the bytes of the space of another kind that stands there.
pub(super) fn after_colon(value: &str) -> (&'static str, usize) {
    match value.chars().next() {
        Some('\u{3000}') => ("冒号后面是全角空格，要用半角的", '\u{3000}'.len_utf8()),
        Some('\u{a0}') => ("冒号后面是不间断空格（网页里粘贴来的），要用普通的空格", '\u{a0}'.len_utf8()),
        _ => ("冒号后面要空一格", 0),
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
            return Some(Trap::new(
                at..at + key + 1 + sign,
                message,
                format!("写成 {}: {value}", &word[..key]),
            ));
        }
    }
    None
}

/// `title: 一: 二`, and values that begin with a Chinese quote and have a colon or comma of YAML in them.
fn second_colon(line: &Line<'_>) -> Option<Trap> {
    let (start, entry) = line.entry();
    let key = key_len(entry);
    let value = entry[key..].strip_prefix(": ").filter(|_| key > 0)?;
    let trimmed = value.trim();
    if trimmed.starts_with(['"', '\'', '{', '[', '|', '>', '#']) {
        return None;
    }
    let colon = value.find(": ")?;
    let colon = start + key + 2 + colon;
    Some(Trap::new(
        colon..colon + 1,
        "值里有冒号加空格",
        format!("整个值加半角引号：{}: \"{}\"", &entry[..key], trimmed.replace('"', "'")),
    ))
}

/// Walks over brackets and quotes as YAML does.
#[derive(Default)]
struct Scan {
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
    fn run(mut self, lines: &[Line<'_>], at: usize) -> Option<Trap> {
        for line in lines {
            if self.is_open() && self.next_entry(line) {
                return self.left_open();
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
                if let Some(trap) = self.step(line.start + i, c) {
                    return Some(trap);
                }
                self.before = if escaped && c == '\\' { None } else { Some(c) };
            }
        }
        self.left_open()
    }

    fn is_open(&self) -> bool {
        !self.open.is_empty() || self.quote.is_some()
    }

    fn next_entry(&self, line: &Line<'_>) -> bool {
        let item = line.content().starts_with("- ");
        let field = key_len(line.content());
        let field = field > 0 && line.content()[field..].starts_with(": ");
        (item && (self.quote.is_none() || line.indent <= self.indent))
            || (field && line.indent <= self.indent)
    }

    fn step(&mut self, at: usize, c: char) -> Option<Trap> {
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
            '{' if self.before == Some('{') && self.fresh => {
                return Some(Trap::new(
                    at - 1..at + 1,
                    "值以 {{ 开头，YAML 把它当作括号",
                    "整个值加半角引号，例如 summary: \"{{ poverty.rate }}以下\"",
                ));
            }
            '{' | '[' if self.fresh || !self.open.is_empty() => {
                self.open.push((at, c));
                self.fresh = true;
            }
            '}' | ']' => {
                let (_, opening) = *self.open.last()?;
                if (opening == '{') != (c == '}') {
                    return self.left_open();
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
                "引号里的值到前面就结束了，后面还有字",
                "值里要有引号的，里面用中文引号“”；不要引号的，把前后的半角引号都删去",
            ),
            '}' | ']' => Trap::new(at, format!("多了一个 {c}"), format!("删去这个 {c}")),
            _ => Trap::new(at, format!("{end} 后面还有字"), "右括号之后这一项就结束了；要写的放进括号里"),
        })
    }

    fn left_open(&self) -> Option<Trap> {
        if let Some((at, quote)) = self.quote {
            let help = format!("在这个值的末尾补上 {quote}");
            return Some(Trap::new(at..at + 1, format!("这个引号 {quote} 没有收尾"), help));
        }
        let (at, bracket) = *self.open.last()?;
        let other = if bracket == '{' { '}' } else { ']' };
        Some(Trap::new(
            at..at + 1,
            format!("这个括号 {bracket} 没有收尾"),
            format!("在这一项的末尾补上 {other}"),
        ))
    }
}
