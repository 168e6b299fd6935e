//! YAML into raw records: the only file that knows `serde_yaml`.
//!
//! What is written as usual is read by [`super::usual`], the rest by the whole reader. Only where that fails, or signs are
//! doubtful, is the text read again, step by step: each fault is noted and cut out, or mended where it is plain what was
//! meant, until the rest can be read, so that one run shows them all. A path becomes a place only when a finding is shown ([`super::locate`]).

mod cut;

use std::ops::Range;

use anyhow::Result;
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use super::{
    BEYOND_LIMIT, MISPLACED_SIGN, UNKNOWN_FIELD, WRONG_TYPE,
    signs::{self, Repair},
    split::Lines,
    syntax,
    traps::{self, Edits},
    tree::{self, Step, Tree, steps, unquoted},
    usual,
};
use crate::diag::{At, FileId, Finding, OrRefuse, Span, Words, is_invisible, nearest, say};

/// A line of more bytes is no line that somebody has written: six thousand characters of Chinese.
const LONGEST_LINE: usize = 20_000;

/// A record, if it could be read, with the edits of the text under which it was: none where the text could be read as it is.
#[derive(Default)]
pub(super) struct Decoded<T> {
    pub(super) data: Option<T>,
    pub(super) read_as: Edits,
}

/// Reads a record from `text`, which stands at byte `offset` of `file`. Where all that keeps it from being read can be
/// mended without a person, it is read as if it were, so that what else is wrong is found too.
pub(super) fn decode<T: DeserializeOwned + Default>(
    text: &str,
    offset: usize,
    file: FileId,
    findings: &mut Vec<Finding>,
) -> Decoded<T> {
    if text.trim().is_empty() {
        return Decoded { data: Some(T::default()), read_as: Edits::new() };
    }
    if let Some(finding) = too_long(text, offset, file) {
        findings.push(finding);
        return Decoded::default();
    }
    let whole = || is_readable(text).then(|| serde_yaml::from_str::<T>(text));
    let record = usual::read(text).map(Ok).or_else(whole);
    if !matches!(record, Some(Ok(_))) {
        let broken = syntax::find(text, offset, file);
        if !broken.findings.is_empty() {
            findings.extend(broken.findings);
            let Some(mended) = broken.mended else { return Decoded::default() };
            let before = findings.len();
            let data = read_through(&mended, serde_yaml::from_str(&mended), offset, file, findings);
            syntax::bring_back(text, &broken.made, offset, &mut findings[before..]);
            return Decoded { data, read_as: broken.made };
        }
    }
    let record = record.expect("invariant: a text that cannot be read to the end has a fault");
    Decoded { data: read_through(text, record, offset, file, findings), read_as: Edits::new() }
}

/// Whether the whole reader is given a text: it takes its time over what is deep, so only what can be read to the end.
fn is_readable(text: &str) -> bool {
    !tree::may_be_deep(text) || tree::is_sound(text)
}

/// The first line that is too long.
fn too_long(text: &str, offset: usize, file: FileId) -> Option<Finding> {
    let mut lines = Lines { text, at: 0 };
    let start = offset + lines.find(|line| line.len() > LONGEST_LINE)?.start;
    let message = say!("一行超过 {LONGEST_LINE} 个字节", "a line has more than {LONGEST_LINE} bytes");
    let help = Words::fixed(
        "数据不写这么长：长的列表一项一行，文字放到正文里",
        "no data is written so: put the items of a long list on lines of their own, and prose into the text",
    );
    Some(Finding::error(BEYOND_LIMIT, At::Span(Span::new(file, start..start)), message).help(help))
}

/// The record of YAML without faults of syntax, `read` at first sight, with what is wrong about it; nothing where it is
/// refused for all that.
fn read_through<T: DeserializeOwned + Default>(
    text: &str,
    read: serde_yaml::Result<T>,
    offset: usize,
    file: FileId,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let before = findings.len();
    let repairs = signs::find(text, offset, file, findings);
    let record = match read {
        Ok(record) if repairs.is_empty() => Some(record),
        Ok(record) => diagnose(text, offset, file, &repairs, findings).or(Some(record)),
        Err(error) => diagnose(text, offset, file, &repairs, findings).or_else(|| {
            let at = error.location().map_or(0, |place| place.index());
            findings.push(syntax::refused(text, offset, at, file, &error.to_string()));
            None
        }),
    };
    let reads = |text: &str| serde_yaml::from_str::<Value>(text).is_ok();
    syntax::keep_sound_fixes(text, offset, &mut findings[before..], reads);
    record
}

/// Finds out what is wrong; gives the record that is left when the faults are cut out, or nothing where no fault
/// could be named.
fn diagnose<T: DeserializeOwned + Default>(
    text: &str,
    offset: usize,
    file: FileId,
    repairs: &[Repair],
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let Ok(mut value) = serde_yaml::from_str::<Value>(text) else { return None };
    if !value.is_mapping() {
        findings.push(syntax::not_a_mapping(text, offset, file));
        return Some(T::default());
    }
    for repair in repairs {
        replace(&mut value, repair);
    }
    let tree = Tree::load(text, offset);
    let read = |value: &Value| serde_yaml::to_string(value).and_then(|text| serde_yaml::from_str::<T>(&text));
    // Names by the path of their record that fields have which were cut out, or will have by a fix: no other may be given one.
    let mut named: Vec<(String, String)> = Vec::new();
    for _ in 0..syntax::most_faults(text) {
        let error = match read(&value) {
            Ok(record) => return Some(record),
            Err(error) => error.to_string(),
        };
        let Some(fault) = Fault::read(&error).filter(|fault| fault.stands_in(&mut value)) else {
            if !keys_as_texts(&mut value) {
                let path = cut::smallest_unread(&mut value, &|value| read(&value).is_ok())?;
                findings.push(unreadable(file, &path));
            }
            continue;
        };
        let beside = named.iter().filter(|(parent, _)| parent == fault.parent());
        let taken: Vec<&str> = beside.map(|(_, name)| name.as_str()).collect();
        if let Some(mended) = tree.as_ref().and_then(|tree| mend(&mut value, &fault, tree, file, &taken)) {
            findings.push(mended);
            continue;
        }
        if fault.fills_empty_item(&mut value) {
            continue;
        }
        let siblings = at_path(&mut value, fault.parent()).and_then(|v| v.as_mapping().cloned());
        let mut siblings = siblings.unwrap_or_default();
        siblings.extend(taken.into_iter().map(|name| (name.into(), Value::Null)));
        fault.cut_out(&mut value);
        let finding = fault.finding(file, &siblings, tree.as_ref());
        // What was cut out may have been neither a record nor a text, and is told once.
        if findings.last().is_some_and(|last| last.rule == WRONG_TYPE && last.at() == finding.at()) {
            continue;
        }
        let fixed = finding.fix.iter().map(|edit| edit.text.as_str());
        named.extend(
            fixed.chain(fault.wrong_field()).map(|name| (fault.parent().to_owned(), name.to_owned())),
        );
        findings.push(finding);
    }
    findings.push(
        Finding::error(
            WRONG_TYPE,
            At::File(file),
            Words::fixed("错误太多，没有数完", "there are more faults than were counted"),
        )
        .help(Words::fixed("先改好上面的，再运行一次", "mend those above and run this again")),
    );
    Some(T::default())
}

/// Makes texts of the keys that YAML takes for something else, such as `2019: x` and `!value: x`: no field has such a name, but
/// then it can be told and cut out. Says whether there was one.
fn keys_as_texts(value: &mut Value) -> bool {
    match value {
        Value::Sequence(items) => items.iter_mut().fold(false, |found, item| keys_as_texts(item) | found),
        Value::Mapping(map) => {
            let mut found = map.values_mut().fold(false, |found, below| keys_as_texts(below) | found);
            for (key, below) in std::mem::take(map) {
                let no_text =
                    matches!(key, Value::Number(_) | Value::Bool(_) | Value::Null | Value::Tagged(_));
                let text = serde_yaml::to_string(&key).ok().filter(|_| no_text);
                found |= text.is_some();
                map.insert(text.map_or(key, |text| text.trim_end().into()), below);
            }
            found
        }
        _ => false,
    }
}

/// One fault as serde reports it: a path and what is wrong there.
struct Fault {
    path: String,
    kind: FaultKind,
}

enum FaultKind {
    UnknownField { field: String, known: Vec<String> },
    WrongType { found: String },
}

impl Fault {
    /// Reads serde's message: `metrics[1]: unknown field `x`, expected one of `a`, `b` at line 4 column 17`.
    fn read(message: &str) -> Option<Fault> {
        const UNKNOWN: &str = "unknown field `";
        if let Some(i) = message.find(UNKNOWN) {
            let (field, expected) = message[i + UNKNOWN.len()..].rsplit_once("`, expected")?;
            let field = field.to_owned();
            let known = expected.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            let parent = message[..i].trim_end_matches(": ");
            let path = if parent.is_empty() { field.clone() } else { format!("{parent}.{field}") };
            return Some(Fault { path, kind: FaultKind::UnknownField { field, known } });
        }
        // It is no value that is wrong, but the name of a field.
        let i = message.find("invalid type: ").filter(|_| !message.contains("expected field identifier"))?;
        let found = message[i + "invalid type: ".len()..].split(',').next()?.to_owned();
        let path = message[..i].trim_end_matches(": ").to_owned();
        (!path.is_empty()).then_some(Fault { path, kind: FaultKind::WrongType { found } })
    }

    /// The path of the record that the fault is in.
    fn parent(&self) -> &str {
        match &self.kind {
            FaultKind::UnknownField { field, .. } => {
                self.path.strip_suffix(field.as_str()).unwrap_or_default().trim_end_matches('.')
            }
            FaultKind::WrongType { .. } => self.path.rsplit_once('.').map_or("", |(parent, _)| parent),
        }
    }

    /// The name of the field whose value is wrong.
    fn wrong_field(&self) -> Option<&str> {
        let name = self.path.rsplit('.').next().filter(|name| !name.ends_with(']'));
        name.filter(|_| matches!(self.kind, FaultKind::WrongType { .. }))
    }

    /// Makes an empty record of an item of a list that holds nothing, as the text of the file is read: what is missing in it is
    /// told where records are resolved. Says whether there was one.
    fn fills_empty_item(&self, value: &mut Value) -> bool {
        let is_item = self.path.ends_with(']') && matches!(self.kind, FaultKind::WrongType { .. });
        let item = at_path(value, &self.path).filter(|item| is_item && item.is_null());
        item.is_some_and(|item| {
            *item = Value::Mapping(Mapping::new());
            true
        })
    }

    /// Whether there is an entry at its path; serde's paths say nothing of names that are like a path themselves.
    fn stands_in(&self, value: &mut Value) -> bool {
        let FaultKind::UnknownField { field, .. } = &self.kind else {
            return at_path(value, &self.path).is_some();
        };
        let map = at_path(value, self.parent()).and_then(|v| v.as_mapping());
        map.is_some_and(|map| map.iter().any(|entry| is_spelled(entry, field)))
    }

    /// Cuts the entry out that is wrong.
    fn cut_out(&self, value: &mut Value) {
        match &self.kind {
            FaultKind::UnknownField { field, .. } => {
                if let Some(map) = at_path(value, self.parent()).and_then(Value::as_mapping_mut) {
                    drop_key(map, field);
                }
            }
            FaultKind::WrongType { .. } => cut::remove(value, &self.path),
        }
    }

    fn finding(&self, file: FileId, siblings: &Mapping, tree: Option<&Tree<'_>>) -> Finding {
        match &self.kind {
            FaultKind::UnknownField { field, known } => self.unknown_field(field, known, file, siblings),
            FaultKind::WrongType { found } => {
                let wide = tree.and_then(|tree| full_width_list(tree, &self.path, file));
                wide.unwrap_or_else(|| self.wrong_type(found, file, tree))
            }
        }
    }

    /// A field that does not exist; mended where one and only one that does is near, and is not there already.
    fn unknown_field(&self, field: &str, known: &[String], file: FileId, siblings: &Mapping) -> Finding {
        let at = At::key(file, &self.path);
        let message = say!("没有 {field} 这个字段", "there is no field {field}");
        let finding = Finding::error(UNKNOWN_FIELD, at.clone(), message);
        let names = || known.iter().map(String::as_str);
        let Some(near) = nearest(field, names()) else {
            return finding.help(if field.contains('：') {
                Words::fixed(
                    "冒号是全角的，改成半角冒号加一个空格",
                    "the colon is full-width: write a plain colon and a space",
                )
            } else {
                say!(("这里可以写：{}", known.join("、")), ("these can stand here: {}", known.join(", ")))
            });
        };
        if siblings.contains_key(near) {
            return finding
                .help(say!("{near} 已经写了，只留一个", "{near} is there already: keep one of them"));
        }
        let finding = finding.help(say!("是不是 {near}？", "did you mean {near}?"));
        let another = nearest(field, names().filter(|name| *name != near)).is_some();
        if another { finding } else { finding.fix(at, near) }
    }

    /// A list where a text belongs, and the like; mended where a list has one item, or a text is one item of a list.
    fn wrong_type(&self, found: &str, file: FileId, tree: Option<&Tree<'_>>) -> Finding {
        let (found, help) = if found.starts_with("sequence") {
            (Words::fixed("列表", "a list"), Words::fixed("这里只写一个值", "write one value here"))
        } else if found.starts_with("map") {
            (
                Words::fixed("一组字段", "a group of fields"),
                Words::fixed(
                    "这里只写一个值；值里有冒号的，整个加半角引号",
                    "write one value here; a value with a colon in it needs quotes",
                ),
            )
        } else {
            (
                Words::fixed("一个值", "a single value"),
                Words::fixed(
                    "这里应当是列表，或一组“字段: 值”",
                    "a list belongs here, or a group of “field: value”",
                ),
            )
        };
        let what = spoken(&self.path);
        let message = say!(("{}不能是{}", what.zh, found.zh), ("{}cannot be {}", what.en, found.en));
        let finding = Finding::error(WRONG_TYPE, At::value(file, &self.path), message).help(help);
        let edits = tree.and_then(|tree| rebracketed(tree, &self.path));
        edits
            .into_iter()
            .flatten()
            .fold(finding, |finding, (range, text)| finding.fix(At::Span(Span::new(file, range)), text))
    }
}

/// An entry of which it cannot be said what is wrong with it.
fn unreadable(file: FileId, path: &str) -> Finding {
    let what = spoken(path);
    let message = say!(("{}读不懂", what.zh), ("{}cannot be read", what.en));
    Finding::error(WRONG_TYPE, At::value(file, path), message).help(Words::fixed(
        "照“字段: 值”重写；字段名是文字，不是列表，也不是一组字段",
        "write it anew as “field: value”; the name of a field is a text, no list and no group of fields",
    ))
}

/// Lists of names, which one name may stand for.
const LISTS_OF_NAMES: [&str; 5] = ["accepts", "also", "authors", "languages", "near"];

/// Takes the brackets off a list of one plain item, or puts them around one plain name; places are bytes of the file.
fn rebracketed(tree: &Tree<'_>, path: &str) -> Option<Edits> {
    let range = tree.exact(path)?;
    let raw = &tree.text[range.clone()];
    let plain = |text: &str| {
        !text.is_empty() && !text.contains(['[', ']', '{', '}', ',', '，', '、', '"', '\'', ':', '#', '\n'])
    };
    let (start, end) = (tree.offset + range.start, tree.offset + range.end);
    if let Some(item) = raw.strip_prefix('[') {
        // The place of a list ends before its bracket.
        let closed = plain(item.trim()) && tree.text[range.end..].starts_with(']');
        return closed.then(|| vec![(start..start + 1, String::new()), (end..end + 1, String::new())]);
    }
    let field = path.rsplit('.').next().unwrap_or_default();
    if !LISTS_OF_NAMES.contains(&field) {
        return None;
    }
    let opened = raw.strip_suffix(']').is_some_and(plain);
    if opened {
        return Some(vec![(start..start, "[".to_owned())]);
    }
    plain(raw).then(|| vec![(start..start, "[".to_owned()), (end..end, "]".to_owned())])
}

/// A list in full-width brackets, which YAML takes for a text.
fn full_width_list(tree: &Tree<'_>, path: &str, file: FileId) -> Option<Finding> {
    let range = tree.exact(path)?;
    let (open, close) = ('［', '］');
    tree.text[range.clone()].strip_prefix(open)?.strip_suffix(close)?;
    let (start, end) = (tree.offset + range.start, tree.offset + range.end);
    let place = |range| At::Span(Span::new(file, range));
    let message = say!("括号 {open} 是全角的", "the bracket {open} is full-width");
    let help = Words::fixed("改成半角的 [ 和 ]", "write plain [ and ]");
    Some(
        Finding::error(WRONG_TYPE, At::within(file, path, 0..open.len_utf8()), message)
            .help(help)
            .fix(place(start..start + open.len_utf8()), "[")
            .fix(place(end - close.len_utf8()..end), "]"),
    )
}

/// Mends an unknown field that is a known one with a wrong sign, or the rest of a value that a comma has cut; gives
/// what to tell the editor, or nothing where it is not plain what was meant, or another field has taken the name.
fn mend(value: &mut Value, fault: &Fault, tree: &Tree<'_>, file: FileId, taken: &[&str]) -> Option<Finding> {
    let FaultKind::UnknownField { field, known } = &fault.kind else { return None };
    let parent = fault.parent();
    let entries = tree.entries(parent);
    let key = |range: &Range<usize>| unquoted(&tree.text[range.clone()]);
    let i = entries.iter().position(|(k, _)| key(k) == field)?;
    let is_known = |name: &str| known.iter().any(|k| k == name) && !taken.contains(&name);
    let map = at_path(value, parent)?.as_mapping_mut()?;
    let whole = entries[i].0.clone();
    let slip = unseen_in_key(map, tree, field, &whole, &is_known)
        .or_else(|| colon_in_key(map, tree, field, whole, &is_known))
        .or_else(|| cut_by_comma(map, tree, &entries, i, &is_known))
        .or_else(|| wide_indent(map, tree, &entries, i))?;
    let place =
        |range: Range<usize>| At::Span(Span::new(file, tree.offset + range.start..tree.offset + range.end));
    let finding = Finding::error(MISPLACED_SIGN, place(slip.at), slip.message).help(slip.help);
    Some(slip.edits.into_iter().fold(finding, |finding, (range, text)| finding.fix(place(range), text)))
}

/// What to tell of a wrong sign; places are bytes of the YAML text.
struct Slip {
    at: Range<usize>,
    message: Words,
    help: Words,
    edits: Edits,
}

/// A known field with spaces of another kind, or characters that show nothing, before, in or after its name.
fn unseen_in_key(
    map: &mut Mapping,
    tree: &Tree<'_>,
    field: &str,
    whole: &Range<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<Slip> {
    let unseen = |c: &char| matches!(c, '\u{3000}' | '\u{a0}' | ' ') || is_invisible(*c);
    let bare: String = field.chars().filter(|c| !unseen(c)).collect();
    if bare == field || !is_known(&bare) || map.contains_key(bare.as_str()) {
        return None;
    }
    let held = map.remove(field)?;
    map.insert(bare.as_str().into(), held);
    let start = whole.start + tree.text[whole.clone()].find(field)?;
    let found = field.char_indices().filter(|(_, c)| unseen(c));
    let places: Vec<Range<usize>> = found.map(|(i, c)| start + i..start + i + c.len_utf8()).collect();
    let first = field.chars().find(unseen)?;
    let sign = places[0].clone();
    let run = places.iter().take_while(|p| tree.text[sign.start..p.start].chars().all(|c| unseen(&c)));
    let at = sign.start..run.last().map_or(sign.end, |p| p.end);
    let name = signs::unseen(first);
    let message = if at.start == start {
        say!(("{bare} 前面是{}", name.zh), ("{} before {bare}", name.en))
    } else {
        say!(("{bare} 里有{}", name.zh), ("{} in or after {bare}", name.en))
    };
    let help = Words::fixed("删去它；缩进只用半角空格", "delete it; indent with plain spaces only");
    let edits = places.into_iter().map(|range| (range, String::new())).collect();
    Some(Slip { at, message, help, edits })
}

/// A field below another that is indented with spaces which YAML takes for a part of its name: it becomes a field of the
/// other, as was meant.
fn wide_indent(
    map: &mut Mapping,
    tree: &Tree<'_>,
    entries: &[(Range<usize>, Range<usize>)],
    i: usize,
) -> Option<Slip> {
    let key = |i: usize| unquoted(&tree.text[entries[i].0.clone()]);
    let lead = |key: &str| key.len() - key.trim_start_matches(traps::WIDE_SPACES).len();
    let (field, wide) = (key(i), lead(key(i)));
    let owner = (0..i).rev().map(key).find(|key| lead(key) == 0).filter(|_| wide > 0)?;
    let is_free = |below: &Value| match below {
        Value::Mapping(map) => !map.contains_key(&field[wide..]),
        other => other.is_null(),
    };
    if !map.get(owner).is_some_and(is_free) {
        return None;
    }
    let held = map.remove(field)?;
    let below = map.get_mut(owner)?;
    if below.is_null() {
        *below = Value::Mapping(Mapping::new());
    }
    below.as_mapping_mut()?.insert(field[wide..].into(), held);
    let at = entries[i].0.start..entries[i].0.start + wide;
    let above = tree.text[..at.start].lines().next_back().unwrap_or_default();
    let width = above.len() - above.trim_start_matches(' ').len();
    let name = signs::unseen(field.chars().next()?);
    Some(Slip {
        at: at.clone(),
        message: say!(("缩进用了{}", name.zh), ("indented with {}", name.en)),
        help: traps::PLAIN_INDENT,
        edits: vec![(at, " ".repeat(if width > 0 { width } else { 2 }))],
    })
}

/// `{value：86处}` and `{value:86处}` are read as a field of that name without a value.
fn colon_in_key(
    map: &mut Mapping,
    tree: &Tree<'_>,
    field: &str,
    whole: Range<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<Slip> {
    if !map.get(field).is_none_or(Value::is_null) {
        return None;
    }
    let is_free = |name: &str| is_known(name) && !map.contains_key(name);
    let (name, rest) = field.split_once([':', '：']).filter(|(name, _)| is_free(name.trim()))?;
    let (name, rest) = (name.trim(), rest.trim().trim_matches(['"', '\'', '“', '”']));
    // Behind one colon no value begins with another.
    if rest.starts_with([':', '：']) {
        return None;
    }
    drop_key(map, field);
    map.insert(name.into(), rest.into());
    let colon = whole.start + tree.text[whole].find([':', '：'])?;
    let full = tree.text[colon..].starts_with('：');
    let sign = if full { '：'.len_utf8() } else { 1 };
    let after = &tree.text[colon + sign..];
    let (spaced, wide) = traps::after_colon(after);
    let message = if full {
        Words::fixed(
            "字段名后面是全角冒号，要用半角的",
            "a full-width colon after the name of a field instead of a plain one",
        )
    } else {
        spaced
    };
    let put = if after.starts_with(' ') { ":" } else { ": " };
    Some(Slip {
        at: colon..colon + sign,
        message,
        help: say!("写成 {name}: {rest}", "write {name}: {rest}"),
        edits: vec![(colon..colon + sign + wide, put.to_owned())],
    })
}

/// `{value: 21,000人}` is read as a value 21 and a field 000人 without a value.
fn cut_by_comma(
    map: &mut Mapping,
    tree: &Tree<'_>,
    entries: &[(Range<usize>, Range<usize>)],
    i: usize,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<Slip> {
    let key = |i: usize| unquoted(&tree.text[entries[i].0.clone()]);
    let rest = |i: usize| entries[i].1.is_empty() && !is_known(key(i));
    let owner = (0..i).rev().find(|i| !rest(*i))?;
    let last = (i..entries.len()).take_while(|i| rest(*i)).last()?;
    let value = entries[owner].1.clone();
    let flow = tree.text[value.end..entries[i].0.start].contains(',');
    let list = map.get(key(owner)).is_some_and(|v| v.is_sequence() || v.is_mapping());
    if map.get(key(i)).is_some_and(|v| !v.is_null()) || !flow || value.is_empty() || list {
        return None;
    }
    let range = value.start..entries[last].0.end;
    let printed = tree.text[range.clone()].to_owned();
    let name = key(owner).to_owned();
    for n in owner + 1..=last {
        drop_key(map, key(n));
    }
    map.insert(name.as_str().into(), printed.as_str().into());
    let comma = value.end + tree.text[value.end..].find(',')?;
    let mark = traps::quotes_for(&printed).unwrap_or("\"");
    Some(Slip {
        at: comma..comma + 1,
        message: say!(
            "{name} 的值里有半角逗号，在这里断开了",
            "the value of {name} has a plain comma in it and is cut off here"
        ),
        help: say!(
            "整个值加半角引号：{name}: {mark}{printed}{mark}",
            "put the whole value in quotes: {name}: {mark}{printed}{mark}"
        ),
        edits: traps::quoted(tree.text, range).unwrap_or_default(),
    })
}

/// Takes the entries out whose key is spelled so.
fn drop_key(map: &mut Mapping, key: &str) {
    map.retain(|k, v| !is_spelled((k, v), key));
}

/// Whether the key of an entry is spelled so, whatever YAML takes the key for.
fn is_spelled((have, value): (&Value, &Value), key: &str) -> bool {
    let same = match have {
        Value::String(text) => text == key,
        other => serde_yaml::to_string(other).is_ok_and(|text| text.trim() == key),
    };
    same || (value.is_null() && have.is_number() && key.parse::<f64>().ok() == have.as_f64())
}

/// The entry at a path.
fn at_path<'v>(value: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    steps(path).into_iter().try_fold(value, |at, step| match step {
        Step::Key(key) => at.get_mut(key),
        Step::Index(i) => at.get_mut(i),
    })
}

/// Puts what was meant in the place of a scalar; of an item of a list, as many items as were meant.
fn replace(value: &mut Value, repair: &Repair) {
    if let [meant] = repair.meant.as_slice() {
        if let Some(at) = at_path(value, &repair.path) {
            *at = meant.as_str().into();
        }
        return;
    }
    let Some((list, index)) = repair.path.rsplit_once('[') else { return };
    let index = index.trim_end_matches(']').parse().unwrap_or(usize::MAX);
    let list = at_path(value, list).and_then(Value::as_sequence_mut).filter(|l| index < l.len());
    if let Some(list) = list {
        list.splice(index..=index, repair.meant.iter().map(|m| Value::from(m.as_str())));
    }
}

/// The entry at a path as an editor counts, with a space after it: `value `, `metrics 的第 9 项`.
fn spoken(path: &str) -> Words {
    match steps(path)[..] {
        [.., Step::Key(list), Step::Index(i)] => {
            let n = i + 1;
            say!("{list} 的第 {n} 项", "item {n} of {list} ")
        }
        [.., Step::Key(key)] => say!("{key} ", "{key} "),
        _ => Words::fixed("这里", "this "),
    }
}

/// A flat map of UI strings.
///
/// # Errors
/// Where it is none.
pub(super) fn strings(text: &str) -> Result<super::Strings> {
    is_readable(text)
        .then_some(())
        .or_refuse(|| Words::fixed("YAML 的写法有误", "the YAML is written wrongly"))?;
    Ok(serde_yaml::from_str(text)?)
}

#[cfg(test)]
mod tests;
