//! Signs that YAML takes for text though the editor meant them for YAML, or the other way round: Chinese quotes around
//! a value, a quote at one end, full-width commas in a list, full-width digits and letters of other alphabets in a code,
//! characters that show nothing, escapes of characters that no text should have, `#` in the middle of a text.

use std::ops::Range;

use saphyr::{MarkedYaml, YamlData};

use super::{
    CUT_BY_COMMENT, MISPLACED_SIGN,
    traps::{Edits, quotes_for},
    tree::Tree,
    unfit,
};
use crate::diag::{
    At, FileId, Finding, MAY_BE_UNFIT, Severity, Span, Unfit, Words, half_width, look_alike, say,
    unfit as unfit_in,
};

/// What a scalar was meant to be; of an item of a list, several.
pub(super) struct Repair {
    /// Path of the scalar.
    pub(super) path: String,
    /// What stands there instead.
    pub(super) meant: Vec<String>,
}

/// Fields that hold our own prose. What is copied from a source may well stand in quotes as a whole.
const PROSE: &[&str] = &[
    "alt",
    "alt_en",
    "caption",
    "caption_en",
    "definition",
    "definition_en",
    "description",
    "description_en",
    "known",
    "known_en",
    "name",
    "note",
    "note_en",
    "population_en",
    "summary",
    "summary_en",
    "text_en",
    "title",
    "title_en",
];

/// Lists of words that have no comma.
const LISTS: &[&str] = &["accepts", "authors", "distinct_from", "languages", "metrics", "near"];

/// Fields that hold codes and numbers of ours, all of them ASCII.
const CODES: &[&str] = &[
    "change",
    "code",
    "date",
    "denominator",
    "domain",
    "field",
    "figure",
    "id",
    "kind",
    "lines",
    "metric",
    "metrics",
    "near",
    "order",
    "part_of",
    "period",
    "pinyin",
    "place",
    "published",
    "reprint_of",
    "reason",
    "record",
    "sha256",
    "state",
    "until",
    "was",
    "whole",
];

/// Fields that hold no prose either, but may have other signs in them.
const SIGNS: &[&str] = &[
    "accepts",
    "base_url",
    "branch",
    "direction",
    "distinct_from",
    "domains",
    "file",
    "formula",
    "languages",
    "relations",
    "rights_url",
    "unit",
    "url",
    "value",
];

/// Whether a field holds no prose: a quote around it is never meant.
fn is_plain(field: &str) -> bool {
    CODES.contains(&field) || SIGNS.contains(&field)
}

/// Findings about the signs of a YAML text, and what was meant where that is plain.
pub(super) fn find(text: &str, offset: usize, file: FileId, findings: &mut Vec<Finding>) -> Vec<Repair> {
    if !text.lines().any(is_doubtful) {
        return Vec::new();
    }
    let Some(tree) = Tree::load(text, offset) else { return Vec::new() };
    let mut signs = Signs { tree: &tree, file, findings, repairs: Vec::new() };
    signs.walk(&tree.root, "", "", false);
    signs.repairs
}

const QUOTE: u8 = 1;
const HASH: u8 = 2;
const BRACKET: u8 = 4;
/// Curved quotes and characters that show nothing may begin with it.
const CURVED: u8 = 8;
/// Full-width signs begin with it, the list comma, and letters of other alphabets.
const WIDE: u8 = 16;
/// Escapes begin with it.
const ESCAPE: u8 = 32;

/// What a byte may be of.
static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    kinds[b'"' as usize] = QUOTE;
    kinds[b'#' as usize] = HASH;
    kinds[b'[' as usize] = BRACKET;
    kinds[b'\\' as usize] = ESCAPE;
    let mut byte = 0;
    while byte < 256 {
        if MAY_BE_UNFIT[byte] {
            kinds[byte] |= CURVED; // that of curved quotes is among them
        }
        byte += 1;
    }
    let wide = [0xc4, 0xc9, 0xce, 0xcf, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xe3, 0xef];
    let mut n = 0;
    while n < wide.len() {
        kinds[wide[n]] |= WIDE;
        n += 1;
    }
    kinds
};

/// Whether a line may be of interest; most are not, and need no second reading.
fn is_doubtful(line: &str) -> bool {
    let kinds = line.bytes().fold(0, |kinds, byte| kinds | KINDS[usize::from(byte)]);
    let has = |kind: u8| kinds & kind != 0;
    let opened =
        || line.contains(['“', '”']) && [": “", ": ”", "[“", ", “", "- “"].iter().any(|o| line.contains(o));
    (has(CURVED) && (opened() || unfit_in(line).any(|(.., kind)| is_unseen(kind))))
        || has(ESCAPE)
        || (has(BRACKET) && has(WIDE) && line.contains(['，', '、']))
        || (has(QUOTE) && line.matches('"').count() % 2 == 1)
        || (has(HASH) && line.contains(" #"))
        || (has(WIDE) && has_wide_code(line))
}

/// Whether it is a character that a value of YAML is read without.
fn is_unseen(kind: Unfit) -> bool {
    matches!(kind, Unfit::Invisible | Unfit::Reorders)
}

/// Whether a code on a line may have a full-width sign in it.
fn has_wide_code(line: &str) -> bool {
    let wide = |text: &str| text.contains(|c| half_width_sign(c) != c);
    let named = |text: &str| {
        let name = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_').len();
        CODES.contains(&&text[name..])
    };
    let of_code = |part: &str| {
        part.match_indices(": ").any(|(colon, _)| named(&part[..colon]) && wide(&part[colon + 2..]))
    };
    // A comma or a brace ends a value.
    line.split([',', '}']).any(|part| wide(part) && of_code(part))
}

/// The plain form of a sign of a code that is full-width or a letter of another alphabet; a wave between two years and a semicolon are none in either width.
fn half_width_sign(c: char) -> char {
    match c {
        '、' => ',',
        '；' | '～' | '\u{3000}' => c,
        c => look_alike(c).unwrap_or_else(|| half_width(c)),
    }
}

/// A code in plain signs; as it stands where it is none.
fn half_width_code(text: &str) -> String {
    let code: String = text.chars().map(half_width_sign).collect();
    if code.is_ascii() { code } else { text.to_owned() }
}

/// What to call a character that is not seen.
pub(super) fn unseen(c: char) -> Words {
    match c {
        '\u{3000}' => Words::fixed("全角空格", "a full-width space"),
        '\u{a0}' => {
            Words::fixed("不间断空格（网页里粘贴来的）", "a no-break space, as pasted from a web page,")
        }
        ' ' => Words::fixed("空格", "a space"),
        c => {
            let code = u32::from(c);
            say!("看不见的字符（U+{code:04X}）", "an invisible character (U+{code:04X})")
        }
    }
}

struct Signs<'a> {
    tree: &'a Tree<'a>,
    file: FileId,
    findings: &'a mut Vec<Finding>,
    repairs: Vec<Repair>,
}

/// A scalar as it stands in the text.
struct Scalar<'a> {
    range: Range<usize>,
    raw: &'a str,
    /// Without half-width quotes around it.
    inner: &'a str,
    /// Where `inner` begins.
    start: usize,
    path: &'a str,
    /// The name of the field, of the list for the items of a list.
    field: &'a str,
    /// Within brackets, where a comma ends a value.
    flow: bool,
}

impl Signs<'_> {
    fn walk(&mut self, node: &MarkedYaml<'_>, path: &str, field: &str, flow: bool) {
        let range = self.tree.range(node);
        let raw = &self.tree.text[range.clone()];
        let flow = flow || raw.starts_with(['{', '[']);
        match &node.data {
            YamlData::Mapping(map) => {
                for (key, value) in map {
                    let key = self.tree.scalar(key);
                    let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                    self.walk(value, &path, key, flow);
                }
            }
            YamlData::Sequence(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.item(item, &format!("{path}[{i}]"), field, flow);
                }
            }
            _ => {
                let inner = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')).unwrap_or(raw);
                let start = range.start + (raw.len() - inner.len()) / 2;
                self.scalar(&Scalar { range, raw, inner, start, path, field, flow });
            }
        }
    }

    fn item(&mut self, node: &MarkedYaml<'_>, path: &str, list: &str, flow: bool) {
        let range = self.tree.range(node);
        let raw = &self.tree.text[range.clone()];
        let scalar = !matches!(node.data, YamlData::Mapping(_) | YamlData::Sequence(_));
        if !scalar || !LISTS.contains(&list) || !raw.contains(['，', '、']) || raw.starts_with(['"', '\''])
        {
            return self.walk(node, path, list, flow);
        }
        let parts = || raw.split(['，', '、']).map(str::trim);
        let meant: Vec<String> = parts().filter(|m| !m.is_empty()).map(str::to_owned).collect();
        let help = say!(
            ("列表里用半角逗号隔开：[{}]", meant.join(", ")),
            ("separate the items of a list with plain commas: [{}]", meant.join(", "))
        );
        let mut edits = Edits::new();
        if flow && parts().count() == meant.len() {
            for (i, sign) in raw.char_indices().filter(|(_, c)| matches!(c, '，' | '、')) {
                let at = range.start + i..range.start + i + sign.len_utf8();
                let comma = if self.tree.text[at.end..].starts_with(' ') { "," } else { ", " };
                edits.push((at, comma.to_owned()));
            }
        }
        let sign = range.start + raw.find(['，', '、']).unwrap_or_default();
        let message =
            Words::fixed("列表里是全角的逗号或顿号", "a full-width comma or a Chinese list comma in a list");
        self.report(sign..sign + '，'.len_utf8(), Severity::Error, message, help, edits);
        self.repairs.push(Repair { path: path.to_owned(), meant });
    }

    fn scalar(&mut self, scalar: &Scalar<'_>) {
        self.comment(&scalar.range);
        let plain = is_plain(scalar.field);
        self.escapes(scalar);
        let meant = self
            .invisible(scalar, plain)
            .or_else(|| self.quotes(scalar, plain))
            .or_else(|| self.wide_code(scalar));
        if let (Some(meant), true) = (meant, plain) {
            let meant = if CODES.contains(&scalar.field) { half_width_code(&meant) } else { meant };
            self.repairs.push(Repair { path: scalar.path.to_owned(), meant: vec![meant] });
        }
    }

    /// Characters that show nothing. Gives what was meant.
    fn invisible(&mut self, scalar: &Scalar<'_>, plain: bool) -> Option<String> {
        let all: Vec<_> = unfit_in(scalar.raw).filter(|(.., kind)| is_unseen(*kind)).collect();
        all.first()?;
        let meant = scalar.inner.chars().filter(|c| !all.iter().any(|(_, unseen, _)| unseen == c)).collect();
        // Of those that turn the order of a text it is said wherever they stand.
        let found = || all.iter().filter(|(.., kind)| *kind == Unfit::Invisible);
        let Some((_, first, _)) = found().next().copied() else { return Some(meant) };
        let place = |i: usize, c: char| scalar.range.start + i..scalar.range.start + i + c.len_utf8();
        let edits: Edits = found().map(|(i, c, _)| (place(*i, *c), String::new())).collect();
        let (name, field) = (unseen(first), scalar.field);
        let message = say!(("{field} 的值里有{}", name.zh), ("{} in the value of {field}", name.en));
        let help = Words::fixed(
            "删去它：光标移到这里，按一次退格键或删除键",
            "delete it: put the cursor here and press backspace or delete once",
        );
        let severity = if plain { Severity::Error } else { Severity::Warning };
        self.report(edits[0].0.clone(), severity, message, help, edits);
        Some(meant)
    }

    /// Escapes of characters that no text should have.
    fn escapes(&mut self, scalar: &Scalar<'_>) {
        for (range, c, kind) in unfit::escaped(scalar.raw) {
            let start = self.tree.offset + scalar.range.start;
            let at = At::Span(Span::new(self.file, start + range.start..start + range.end));
            self.findings.push(unfit::spelled(c, kind, at.clone()).fix(at, ""));
        }
    }

    /// Quotes of the wrong kind, or at one end only. Gives what was meant.
    fn quotes(&mut self, scalar: &Scalar<'_>, plain: bool) -> Option<String> {
        let Scalar { raw, inner, start, field, .. } = *scalar;
        let meant = inner.trim_matches(['“', '”', '"']);
        let (open, close) = (inner.starts_with(['“', '”']), inner.ends_with(['“', '”', '"']));
        let bare = !meant.contains(['“', '”', '"', '\\']);
        let from = start + inner.len() - inner.trim_start_matches(['“', '”', '"']).len();
        let ends = |quote: &str| -> Edits {
            let (to, end) = (from + meant.len(), start + inner.len());
            let ends = [(start..from, quote.to_owned()), (to..end, quote.to_owned())];
            ends.into_iter().filter(|(range, _)| bare && !range.is_empty()).collect()
        };
        let whole = start..start + inner.len();
        if open && close && bare && (plain || PROSE.contains(&field)) {
            let message =
                Words::fixed("整个值在中文引号里", "the whole value stands in Chinese quotation marks");
            if plain {
                let code = CODES.contains(&field);
                let meant = if code { half_width_code(meant) } else { meant.to_owned() };
                let help =
                    say!("改成半角引号：{field}: \"{meant}\"", "write plain quotes: {field}: \"{meant}\"");
                let edits = ends(if raw == inner { "\"" } else { "" });
                self.report(whole, Severity::Error, message, help, edits);
            } else {
                let help = Words::fixed(
                    "删去前后的引号；页面会照样显示它们",
                    "delete them; the page would show them as they are",
                );
                self.report(whole, Severity::Warning, message, help, Edits::new());
            }
        } else if raw.ends_with('"') && !raw.starts_with(['"', '\'']) && raw.matches('"').count() == 1 {
            let severity = if plain { Severity::Error } else { Severity::Warning };
            let at = scalar.range.end - 1..scalar.range.end;
            let edits = vec![(at.clone(), String::new())];
            let message =
                Words::fixed("值的末尾多了一个半角引号", "there is a plain quote at the end of the value");
            let help = Words::fixed(
                "删去它，或在值的开头也加一个",
                "delete it, or put one at the beginning as well",
            );
            self.report(at, severity, message, help, edits);
        } else if plain && (open || close) {
            let message = Words::fixed("值里有中文引号", "there are Chinese quotation marks in the value");
            let help = say!("删去引号：{field}: {meant}", "delete them: {field}: {meant}");
            self.report(whole, Severity::Error, message, help, ends(""));
        } else {
            return None;
        }
        Some(meant.to_owned())
    }

    /// Full-width digits, letters and signs in a code, and letters of other alphabets. Gives what was meant.
    fn wide_code(&mut self, scalar: &Scalar<'_>) -> Option<String> {
        let Scalar { raw, inner, start, field, .. } = *scalar;
        let meant = half_width_code(inner);
        if !CODES.contains(&field) || meant == inner {
            return None;
        }
        // Signs that line numbers are not written with, in either width, are for `model` to speak of.
        let numbers = |c: char| c.is_ascii_digit() || " ,-~".contains(c);
        if field == "lines" && !meant.chars().all(numbers) {
            return None;
        }
        let wide = inner.char_indices().filter(|(_, c)| half_width_sign(*c) != *c);
        let mut edits: Edits = wide
            .map(|(i, c)| (start + i..start + i + c.len_utf8(), half_width_sign(c).to_string()))
            .collect();
        let (first, quote) = (edits[0].0.clone(), quotes_for(&meant));
        if scalar.flow && raw == inner && meant.contains(',') {
            let mark = quote.unwrap_or("\"").to_owned();
            edits.insert(0, (scalar.range.start..scalar.range.start, mark.clone()));
            edits.push((scalar.range.end..scalar.range.end, mark));
        }
        let sign = &self.tree.text[first.clone()];
        let message = match sign.chars().next().and_then(|c| Some((u32::from(c), look_alike(c)?))) {
            None => say!("{field} 里的 {sign} 是全角的", "the sign {sign} in {field} is full-width"),
            Some((code, plain)) => say!(
                "{field} 里的 {sign}（U+{code:04X}）不是字母 {plain}，是别的文字里样子相同的字母",
                "the sign {sign} (U+{code:04X}) in {field} is not the letter {plain} but one of another alphabet that looks like it"
            ),
        };
        let shown = if raw != inner || meant.contains(',') { format!("\"{meant}\"") } else { meant.clone() };
        let help = say!("用半角的：{field}: {shown}", "write it half-width: {field}: {shown}");
        // Commas between line numbers are understood in either width.
        let understood =
            field == "lines" && inner.chars().all(|c| half_width_sign(c) == c || matches!(c, '，' | '、'));
        let severity = if understood { Severity::Note } else { Severity::Error };
        self.report(first, severity, message, help, edits);
        Some(meant)
    }

    /// `note: 见 #3 版`: what follows ` #` is a comment.
    fn comment(&mut self, range: &Range<usize>) {
        let text = self.tree.text;
        let line_end = text[range.end..].find('\n').map_or(text.len(), |i| range.end + i);
        let rest = &text[range.end..line_end];
        let words = rest.trim_start();
        let glued = words.strip_prefix('#').is_some_and(|w| w.starts_with(is_content));
        if glued && rest.len() > words.len() {
            let at = self.tree.offset + line_end - words.len()..self.tree.offset + line_end;
            let message = Words::fixed(
                "空格加 # 后面的字被当作批注，不算在值里",
                "what follows a space and # is taken for a comment and is no part of the value",
            );
            let help = Words::fixed(
                "是值的一部分，整个值加半角引号；真是批注，# 后面空一格",
                "if it belongs to the value, put the whole value in quotes; if it is a comment, put a space after #",
            );
            let at = At::Span(Span::new(self.file, at));
            self.findings.push(Finding::note(CUT_BY_COMMENT, at, message).help(help));
        }
    }

    /// A finding at these bytes of the YAML text, with what mends it.
    fn report(&mut self, range: Range<usize>, severity: Severity, message: Words, help: Words, edits: Edits) {
        let offset = self.tree.offset;
        let file = self.file;
        let place = |range: Range<usize>| At::Span(Span::new(file, offset + range.start..offset + range.end));
        let finding = Finding::new(MISPLACED_SIGN, severity, place(range), message).help(help);
        let fixed = edits.into_iter().fold(finding, |finding, (range, text)| finding.fix(place(range), text));
        self.findings.push(fixed);
    }
}

fn is_content(c: char) -> bool {
    c.is_numeric() || ('\u{4e00}'..='\u{9fff}').contains(&c)
}
