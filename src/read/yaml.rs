//! YAML into raw records: the only file that knows `serde_yaml` (reading) and `saphyr` (places).
//!
//! The fast way reads a record in one go. Only where that fails is the text read again, step by step: each fault is
//! noted with its path and cut out, until the rest can be read, so that one run shows them all. A path becomes a
//! place only when a finding is shown ([`locate`]).

use std::ops::Range;

use saphyr::{LoadableYamlNode, MarkedYaml, YamlData, YamlLoader};
use saphyr_parser::Parser;
use serde::de::DeserializeOwned;
use serde_yaml::Value;

use super::{DUPLICATE_KEY, UNKNOWN_FIELD, WRONG_TYPE, YAML_SYNTAX};
use crate::diag::{At, FileId, Finding, Part, SourceMap, Span, nearest};

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
    match serde_yaml::from_str(text) {
        Ok(record) => record,
        Err(error) => diagnose(text, offset, file, findings).unwrap_or_else(|| {
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
    for _ in 0..MOST_FAULTS {
        let error = match serde_yaml::to_string(&value).map(|t| serde_yaml::from_str::<T>(&t)) {
            Ok(Ok(record)) => return Some(record),
            Ok(Err(error)) | Err(error) => error.to_string(),
        };
        let fault = Fault::read(&error)?;
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
    if let Some(trap) = trap(text) {
        let range = offset + trap.at.start..offset + trap.at.end;
        return Finding::error(YAML_SYNTAX, At::Span(Span::new(file, range)), trap.message).help(trap.help);
    }
    unreadable(at, file, info)
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

struct Trap {
    at: Range<usize>,
    message: &'static str,
    help: &'static str,
}

/// What editors most often trip over, looked for line by line once the YAML is known to be broken.
fn trap(text: &str) -> Option<Trap> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '-', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            let at = start + tab..start + tab + 1;
            return Some(Trap {
                at,
                message: "缩进用了制表符（Tab）",
                help: "YAML 的缩进只能用空格，换成两个空格",
            });
        }
        let key = line[indent..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').count();
        if key > 0 && line[indent + key..].starts_with('：') {
            let at = start + indent + key..start + indent + key + '：'.len_utf8();
            return Some(Trap {
                at, message: "字段名后面是全角冒号", help: "改成半角冒号加一个空格"
            });
        }
        if let Some(quote) = line[indent + key..].find(": “").or_else(|| line[indent + key..].find(": ”"))
        {
            let from = start + indent + key + quote + 2;
            let at = from..from + '“'.len_utf8();
            return Some(Trap {
                at,
                message: "值用了中文引号开头",
                help: "YAML 的引号是半角的；中文引号只作正文，整个值再加半角引号",
            });
        }
        start += line.len();
    }
    None
}

fn not_a_mapping(text: &str, offset: usize, file: FileId) -> Finding {
    match trap(text) {
        Some(trap) => {
            let range = offset + trap.at.start..offset + trap.at.end;
            Finding::error(YAML_SYNTAX, At::Span(Span::new(file, range)), trap.message).help(trap.help)
        }
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

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// `metrics[3].value` as steps.
fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (key, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
        if !key.is_empty() {
            steps.push(Step::Key(key));
        }
        let numbers = indices.split(['[', ']']).filter(|s| !s.is_empty());
        steps.extend(numbers.filter_map(|n| n.parse().ok()).map(Step::Index));
    }
    steps
}

/// Turns the YAML paths of findings into spans, reading each file's YAML once more. A path that is not there stands
/// for the nearest entry above it.
pub fn locate(sources: &SourceMap, findings: &mut [Finding]) {
    let mut files: Vec<FileId> = Vec::new();
    for finding in findings.iter() {
        files.extend(finding.labels.iter().filter(|l| matches!(l.at, At::Yaml(..))).map(|l| l.at.file()));
    }
    files.sort_unstable();
    files.dedup();
    for file in files {
        let source = sources.file(file);
        let tree = Tree::load(&source.text[source.yaml.clone()], source.yaml.start);
        for label in findings.iter_mut().flat_map(|f| &mut f.labels) {
            if let At::Yaml(f, path, part) = &label.at
                && *f == file
            {
                label.at = match tree.as_ref().and_then(|t| t.find(path, part)) {
                    Some(range) => At::Span(Span::new(file, range)),
                    None => At::File(file),
                };
            }
        }
    }
}

/// A YAML text with the places of all its parts.
struct Tree<'a> {
    text: &'a str,
    offset: usize,
    root: MarkedYaml<'a>,
    /// Byte of each character, and the end: saphyr counts characters.
    bytes: Vec<usize>,
}

impl<'a> Tree<'a> {
    fn load(text: &'a str, offset: usize) -> Option<Tree<'a>> {
        let mut loader = YamlLoader::<MarkedYaml<'_>>::default();
        loader.allow_duplicate_keys(true);
        Parser::new_from_str(text).load(&mut loader, true).ok()?;
        let root = loader.into_documents().into_iter().next()?;
        let bytes = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        Some(Tree { text, offset, root, bytes })
    }

    fn range(&self, node: &MarkedYaml<'_>) -> Range<usize> {
        let byte = |i: usize| self.bytes.get(i).copied().unwrap_or(self.text.len());
        let start = byte(node.span.start.index());
        let end = byte(node.span.end.index()).max(start);
        let text = &self.text[start..end];
        let len = if matches!(node.data, YamlData::Mapping(_) | YamlData::Sequence(_)) {
            text.trim_end().len()
        } else {
            scalar_len(text)
        };
        start..start + len
    }

    /// Place of an entry, in bytes of the whole file.
    fn find(&self, path: &str, part: &Part) -> Option<Range<usize>> {
        let mut node = &self.root;
        let mut key = None;
        let mut complete = true;
        for step in steps(path) {
            let next = match (&node.data, step) {
                (YamlData::Mapping(map), Step::Key(k)) => {
                    map.iter().find(|(have, _)| self.scalar(have) == k).map(|(have, v)| (Some(have), v))
                }
                (YamlData::Sequence(items), Step::Index(i)) => items.get(i).map(|v| (None, v)),
                _ => None,
            };
            match next {
                Some((k, v)) => (key, node) = (k, v),
                None => {
                    complete = false;
                    break;
                }
            }
        }
        let range = match part {
            Part::Key => self.range(key.unwrap_or(node)),
            Part::Within(inner) if complete => self.inner(node, inner),
            Part::Value | Part::Within(_) => self.first_line(self.range(node)),
        };
        Some(range.start + self.offset..range.end + self.offset)
    }

    /// Bytes of a scalar's text, where the text stands as it is (plain, or quoted without escapes).
    fn inner(&self, node: &MarkedYaml<'_>, inner: &Range<usize>) -> Range<usize> {
        let whole = self.range(node);
        let text = &self.text[whole.clone()];
        let quoted = text.starts_with(['"', '\'']);
        let (start, end) = if quoted { (whole.start + 1, whole.end - 1) } else { (whole.start, whole.end) };
        let from = (start + inner.start).min(end);
        let to = (start + inner.end).clamp(from, end);
        let whole_chars = self.text.is_char_boundary(from) && self.text.is_char_boundary(to);
        if whole_chars { from..to } else { whole }
    }

    /// A long entry is marked on its first line only.
    fn first_line(&self, range: Range<usize>) -> Range<usize> {
        let end = self.text[range.clone()].find('\n').map_or(range.end, |i| range.start + i);
        range.start..end
    }

    fn scalar(&self, node: &MarkedYaml<'_>) -> &'a str {
        self.text[self.range(node)].trim_matches(['"', '\''])
    }
}

/// Length of a scalar at the start of `text`, which may go on with a comment.
fn scalar_len(text: &str) -> usize {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let comment = if text.starts_with(['|', '>']) { None } else { text.find(" #") };
        return text[..comment.unwrap_or(text.len())].trim_end().len();
    };
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return i + 1;
        }
        escaped = c == '\\' && quote == '"' && !escaped;
    }
    text.trim_end().len()
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
