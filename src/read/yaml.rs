//! YAML into raw records: the only file that knows `serde_yaml`.
//!
//! The fast way reads a record in one go. Only where that fails, or signs are doubtful, is the text read again, step by
//! step: each fault is noted and cut out, or mended where it is plain what was meant, until the rest can be read, so
//! that one run shows them all. A path becomes a place only when a finding is shown ([`super::locate`]).

use std::ops::Range;

use saphyr::{LoadableYamlNode, MarkedYaml};
use serde::de::DeserializeOwned;
use serde_yaml::Value;

use super::{
    DUPLICATE_KEY, MISPLACED_SIGN, UNKNOWN_FIELD, WRONG_TYPE, YAML_SYNTAX,
    signs::{self, Repair},
    traps::{self, Trap},
    tree::{Step, Tree, steps},
};
use crate::diag::{At, FileId, Finding, Span, nearest};

/// More faults than this in one file are not counted out.
const MOST_FAULTS: usize = 100;

/// Reads a record from `text`, which stands at byte `offset` of `file`.
pub(super) fn decode<T: DeserializeOwned + Default>(
    text: &str,
    offset: usize,
    file: FileId,
    findings: &mut Vec<Finding>,
) -> T {
    if text.trim().is_empty() {
        return T::default();
    }
    let repairs = signs::find(text, offset, file, findings);
    match serde_yaml::from_str(text) {
        Ok(record) if repairs.is_empty() => record,
        Ok(record) => diagnose(text, offset, file, &repairs, findings).unwrap_or(record),
        Err(error) => diagnose(text, offset, file, &repairs, findings).unwrap_or_else(|| {
            let at = error.location().map_or(0, |place| place.index());
            findings.push(unreadable(offset + floor(text, at), file, &error.to_string()));
            T::default()
        }),
    }
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
    if let Err(error) = MarkedYaml::load_from_str(text) {
        let at = offset + byte_of(text, error.marker().index());
        findings.push(syntax(text, offset, at, file, error.info()));
        return Some(T::default());
    }
    let Ok(mut value) = serde_yaml::from_str::<Value>(text) else { return None };
    if !value.is_mapping() {
        findings.push(not_a_mapping(text, offset, file));
        return Some(T::default());
    }
    for repair in repairs {
        replace(&mut value, repair);
    }
    let tree = Tree::load(text, offset);
    for _ in 0..MOST_FAULTS {
        let error = match serde_yaml::to_string(&value).map(|t| serde_yaml::from_str::<T>(&t)) {
            Ok(Ok(record)) => return Some(record),
            Ok(Err(error)) | Err(error) => error.to_string(),
        };
        let fault = Fault::read(&error)?;
        if let Some(mended) = tree.as_ref().and_then(|tree| mend(&mut value, &fault, tree, file)) {
            findings.push(mended);
            continue;
        }
        if !remove(&mut value, &fault.path) {
            return None;
        }
        findings.push(fault.finding(file));
    }
    Some(T::default())
}

fn syntax(text: &str, offset: usize, at: usize, file: FileId, info: &str) -> Finding {
    if info.contains("duplicated key") {
        let rest = &text[at - offset..];
        let len = rest.find([':', '\n', ',', '}']).unwrap_or(0);
        let key = rest[..len].trim();
        return Finding::error(
            DUPLICATE_KEY,
            At::Span(Span::new(file, at..at + len)),
            format!("字段 {key} 写了两次"),
        )
        .help("只留一个");
    }
    traps::find(text, at - offset)
        .map_or_else(|| unreadable(at, file, info), |trap| trapped(trap, offset, file))
}

fn trapped(trap: Trap, offset: usize, file: FileId) -> Finding {
    let range = offset + trap.at.start..offset + trap.at.end;
    Finding::error(YAML_SYNTAX, At::Span(Span::new(file, range)), trap.message).help(trap.help)
}

fn unreadable(at: usize, file: FileId, info: &str) -> Finding {
    Finding::error(YAML_SYNTAX, At::Span(Span::new(file, at..at)), "YAML 的写法有误，从这里起读不出来")
        .label(likely_cause(info))
        .help(
        "看看这里和上一行：冒号后要有空格，引号、括号要成对，同级的字段左边对齐；值里有冒号、逗号的加引号",
    )
}

/// What most often stands behind a message of the YAML readers; empty where nothing better can be said than the place.
fn likely_cause(info: &str) -> &'static str {
    const CAUSES: [(&str, &str); 9] = [
        ("mapping values are not allowed", "这里的冒号不该有：上一行漏了空格，缩进没对齐，或值里有冒号"),
        ("unexpected ':'", "值是空的，或冒号后面没有空格"),
        ("did not find expected ','", "这里应当是半角逗号或右括号"),
        ("expected ',' or ']'", "这里应当是半角逗号或右括号"),
        ("only valid inside a block", "上一行的括号没有收尾"),
        ("invalid indentation in flow", "上面的括号没有收尾"),
        ("quoted scalar", "从这里开始的引号没有收尾"),
        ("simple key", "这一行不是“字段: 值”"),
        ("did not find expected key", "这一行没有和同级的字段左边对齐"),
    ];
    CAUSES.iter().find(|(words, _)| info.contains(words)).map_or("", |(_, cause)| cause)
}

fn not_a_mapping(text: &str, offset: usize, file: FileId) -> Finding {
    match traps::find(text, text.find('\n').unwrap_or(text.len())) {
        Some(trap) => trapped(trap, offset, file),
        None => {
            let first = text.find('\n').unwrap_or(text.len());
            Finding::error(
                YAML_SYNTAX,
                At::Span(Span::new(file, offset..offset + first)),
                "这里应当是“字段: 值”",
            )
            .help("每个字段写成 title: 标题，冒号后有空格")
        }
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
        if let Some(i) = message.find("unknown field `") {
            let mut quoted = message[i..].split('`').skip(1).step_by(2).map(str::to_owned);
            let field = quoted.next()?;
            let parent = message[..i].trim_end_matches(": ");
            let path = if parent.is_empty() { field.clone() } else { format!("{parent}.{field}") };
            return Some(Fault { path, kind: FaultKind::UnknownField { field, known: quoted.collect() } });
        }
        let i = message.find("invalid type: ")?;
        let found = message[i + "invalid type: ".len()..].split(',').next()?.to_owned();
        let path = message[..i].trim_end_matches(": ").to_owned();
        (!path.is_empty()).then_some(Fault { path, kind: FaultKind::WrongType { found } })
    }

    fn finding(&self, file: FileId) -> Finding {
        match &self.kind {
            FaultKind::UnknownField { field, known } => {
                let help = match nearest(field, known.iter().map(String::as_str)) {
                    Some(near) => format!("是不是 {near}？"),
                    None if field.contains('：') => "冒号是全角的，改成半角冒号加一个空格".to_owned(),
                    None => format!("这里可以写：{}", known.join("、")),
                };
                Finding::error(UNKNOWN_FIELD, At::key(file, &self.path), format!("没有 {field} 这个字段"))
                    .help(help)
            }
            FaultKind::WrongType { found } => {
                let (found, help) = if found.starts_with("sequence") {
                    ("列表", "这里只写一个值")
                } else if found.starts_with("map") {
                    ("一组字段", "这里只写一个值；值里有冒号的，整个加半角引号")
                } else {
                    ("一个值", "这里应当是列表，或一组“字段: 值”")
                };
                let what = spoken(&self.path);
                Finding::error(WRONG_TYPE, At::value(file, &self.path), format!("{what}不能是{found}"))
                    .help(help)
            }
        }
    }
}

/// Mends an unknown field that is a known one with a wrong sign, or the rest of a value that a comma has cut; gives
/// what to tell the editor, or nothing where it is not plain what was meant.
fn mend(value: &mut Value, fault: &Fault, tree: &Tree<'_>, file: FileId) -> Option<Finding> {
    let FaultKind::UnknownField { field, known } = &fault.kind else { return None };
    let parent = fault.path.strip_suffix(field.as_str())?.trim_end_matches('.');
    let entries = tree.entries(parent);
    let key = |range: &Range<usize>| tree.text[range.clone()].trim_matches(['"', '\'']);
    let i = entries.iter().position(|(k, _)| key(k) == field)?;
    let report = |range: Range<usize>, message: String, help: String| {
        let range = tree.offset + range.start..tree.offset + range.end;
        Finding::error(MISPLACED_SIGN, At::Span(Span::new(file, range)), message).help(help)
    };
    let is_known = |name: &str| known.iter().any(|k| k == name);
    let map = at_path(value, parent)?.as_mapping_mut()?;
    let whole = entries[i].0.clone();

    let bare = field.trim_start_matches(['\u{3000}', '\u{a0}', ' ']);
    if bare != field && is_known(bare) {
        let held = map.remove(field.as_str())?;
        map.insert(bare.into(), held);
        let sign = whole.start..whole.start + field.len() - bare.len();
        let name = if field.starts_with('\u{a0}') {
            "不间断空格（网页里粘贴来的）"
        } else {
            "全角空格"
        };
        return Some(report(sign, format!("{bare} 前面是{name}"), "删去它；缩进只用半角空格".to_owned()));
    }
    if !map.get(field.as_str()).is_none_or(Value::is_null) {
        return None;
    }
    if let Some((name, rest)) = field.split_once([':', '：'])
        && is_known(name.trim())
    {
        let (name, rest) = (name.trim(), rest.trim().trim_matches(['"', '\'', '“', '”']));
        drop_key(map, field);
        map.insert(name.into(), rest.into());
        let colon = whole.start + key(&whole).find([':', '：'])?;
        let full = tree.text[colon..].starts_with('：');
        let message = if full {
            "字段名后面是全角冒号，要用半角的"
        } else {
            traps::after_colon(&tree.text[colon + 1..]).0
        };
        let sign = if full { '：'.len_utf8() } else { 1 };
        return Some(report(colon..colon + sign, message.to_owned(), format!("写成 {name}: {rest}")));
    }
    cut_by_comma(map, tree, &entries, i, &is_known, &report)
}

/// `{value: 21,000人}` is read as a value 21 and a field 000人 without a value.
fn cut_by_comma(
    map: &mut serde_yaml::Mapping,
    tree: &Tree<'_>,
    entries: &[(Range<usize>, Range<usize>)],
    i: usize,
    is_known: &dyn Fn(&str) -> bool,
    report: &dyn Fn(Range<usize>, String, String) -> Finding,
) -> Option<Finding> {
    let key = |i: usize| tree.text[entries[i].0.clone()].trim_matches(['"', '\'']);
    let rest = |i: usize| entries[i].1.is_empty() && !is_known(key(i));
    let owner = (0..i).rev().find(|i| !rest(*i))?;
    let last = (i..entries.len()).take_while(|i| rest(*i)).last()?;
    let value = entries[owner].1.clone();
    let flow = tree.text[value.end..entries[i].0.start].contains(',');
    if !flow || value.is_empty() {
        return None;
    }
    let printed = tree.text[value.start..entries[last].0.end].to_owned();
    let name = key(owner).to_owned();
    for n in owner + 1..=last {
        drop_key(map, key(n));
    }
    map.insert(name.as_str().into(), printed.as_str().into());
    let comma = value.end + tree.text[value.end..].find(',')?;
    let message = format!("{name} 的值里有半角逗号，在这里断开了");
    let (mark, quoted) = if printed.contains('"') { ('\'', &printed) } else { ('"', &printed) };
    Some(report(comma..comma + 1, message, format!("整个值加半角引号：{name}: {mark}{quoted}{mark}")))
}

/// Takes the entry out whose key is spelled so, whatever YAML takes the key for.
fn drop_key(map: &mut serde_yaml::Mapping, key: &str) {
    map.retain(|k, v| {
        let same = match k {
            Value::String(text) => text == key,
            other => serde_yaml::to_string(other).is_ok_and(|text| text.trim() == key),
        };
        !(same || (v.is_null() && k.is_number() && key.parse::<f64>().ok() == k.as_f64()))
    });
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

/// The entry at a path as an editor counts: `value `, `metrics 的第 9 项`.
fn spoken(path: &str) -> String {
    match steps(path)[..] {
        [.., Step::Key(list), Step::Index(i)] => format!("{list} 的第 {} 项", i + 1),
        [.., Step::Key(key)] => format!("{key} "),
        _ => String::new(),
    }
}

/// Cuts the entry at `path` out, a list's item by an empty mapping so that the others keep their numbers.
fn remove(value: &mut Value, path: &str) -> bool {
    let steps = steps(path);
    let Some((last, parents)) = steps.split_last() else { return false };
    let mut at = value;
    for step in parents {
        let next = match step {
            Step::Key(key) => at.get_mut(*key),
            Step::Index(i) => at.get_mut(*i),
        };
        let Some(next) = next else { return false };
        at = next;
    }
    match last {
        Step::Key(key) => at.as_mapping_mut().is_some_and(|m| m.remove(*key).is_some()),
        Step::Index(i) => {
            let empty = Value::Mapping(serde_yaml::Mapping::new());
            at.get_mut(*i).is_some_and(|item| {
                *item != empty && {
                    *item = empty;
                    true
                }
            })
        }
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

fn byte_of(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(i, _)| i)
}

/// A flat map of UI strings.
pub(super) fn strings(text: &str) -> Result<super::Strings, serde_yaml::Error> {
    serde_yaml::from_str(text)
}
