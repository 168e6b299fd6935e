//! Signs that YAML takes for text though the editor meant them for YAML, or the other way round: Chinese quotes around
//! a value, a quote at one end, full-width commas in a list, `#` in the middle of a text.

use std::ops::Range;

use saphyr::{MarkedYaml, YamlData};

use super::{CUT_BY_COMMENT, MISPLACED_SIGN, tree::Tree};
use crate::diag::{At, FileId, Finding, Span, Words};

/// What a scalar was meant to be; of an item of a list, several.
pub(super) struct Repair {
    /// Path of the scalar.
    pub(super) path: String,
    /// What stands there instead.
    pub(super) meant: Vec<String>,
}

/// Fields that hold no prose: a quote around them is never meant.
const PLAIN: &[&str] = &[
    "accepts",
    "base_url",
    "branch",
    "code",
    "date",
    "denominator",
    "direction",
    "distinct_from",
    "domain",
    "domains",
    "file",
    "formula",
    "id",
    "kind",
    "languages",
    "lines",
    "metric",
    "metrics",
    "near",
    "order",
    "part_of",
    "period",
    "pinyin",
    "place",
    "reason",
    "relations",
    "sha256",
    "unit",
    "until",
    "url",
    "value",
    "whole",
];

/// Fields that hold our own prose. What is copied from a source may well stand in quotes as a whole.
const PROSE: &[&str] = &["definition", "description", "known", "name", "note", "summary", "title"];

/// Lists of words that have no comma.
const LISTS: &[&str] = &["accepts", "authors", "distinct_from", "languages", "metrics", "near"];

/// Findings about the signs of a YAML text, and what was meant where that is plain.
pub(super) fn find(text: &str, offset: usize, file: FileId, findings: &mut Vec<Finding>) -> Vec<Repair> {
    if !text.lines().any(is_doubtful) {
        return Vec::new();
    }
    let Some(tree) = Tree::load(text, offset) else { return Vec::new() };
    let mut signs = Signs { tree: &tree, file, findings, repairs: Vec::new() };
    signs.walk(&tree.root, "", "");
    signs.repairs
}

/// Whether a line may be of interest; most are not, and need no second reading.
fn is_doubtful(line: &str) -> bool {
    let opens = [": “", ": ”", "[“", ", “", "- “"].iter().any(|o| line.contains(o));
    let listed = line.contains('[') && line.contains(['，', '、']);
    opens || listed || line.matches('"').count() % 2 == 1 || line.contains(" #")
}

struct Signs<'a> {
    tree: &'a Tree<'a>,
    file: FileId,
    findings: &'a mut Vec<Finding>,
    repairs: Vec<Repair>,
}

impl Signs<'_> {
    /// `field` is the name of the field, of the list for the items of a list.
    fn walk(&mut self, node: &MarkedYaml<'_>, path: &str, field: &str) {
        match &node.data {
            YamlData::Mapping(map) => {
                for (key, value) in map {
                    let key = self.tree.scalar(key);
                    let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                    self.walk(value, &path, key);
                }
            }
            YamlData::Sequence(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.item(item, &format!("{path}[{i}]"), field);
                }
            }
            _ => self.scalar(node, path, field),
        }
    }

    fn item(&mut self, node: &MarkedYaml<'_>, path: &str, list: &str) {
        let range = self.tree.range(node);
        let raw = &self.tree.text[range.clone()];
        let scalar = !matches!(node.data, YamlData::Mapping(_) | YamlData::Sequence(_));
        if scalar && LISTS.contains(&list) && raw.contains(['，', '、']) && !raw.starts_with(['"', '\'']) {
            let sign = raw.find(['，', '、']).unwrap_or_default();
            let sign = range.start + sign..range.start + sign + '，'.len_utf8();
            let meant = raw.split(['，', '、']).map(|m| m.trim().to_owned()).filter(|m| !m.is_empty());
            let meant: Vec<String> = meant.collect();
            let help = format!("列表里用半角逗号隔开：[{}]", meant.join(", "));
            self.report(sign, "列表里是全角的逗号或顿号", help, true);
            self.repairs.push(Repair { path: path.to_owned(), meant });
            return;
        }
        self.walk(node, path, list);
    }

    fn scalar(&mut self, node: &MarkedYaml<'_>, path: &str, field: &str) {
        let range = self.tree.range(node);
        let raw = &self.tree.text[range.clone()];
        self.comment(&range);
        let inner = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"')).unwrap_or(raw);
        let shift = range.start + (raw.len() - inner.len()) / 2;
        let plain = PLAIN.contains(&field);
        let meant = inner.trim_matches(['“', '”', '"']);
        let (open, close) = (inner.starts_with(['“', '”']), inner.ends_with(['“', '”', '"']));
        if open && close && !meant.contains(['“', '”', '"']) && (plain || PROSE.contains(&field)) {
            let help = if plain {
                format!("改成半角引号：{field}: \"{meant}\"")
            } else {
                "删去前后的引号；页面会照样显示它们".to_owned()
            };
            self.report(shift..shift + inner.len(), "整个值在中文引号里", help, plain);
        } else if raw.ends_with('"') && !raw.starts_with(['"', '\'']) && raw.matches('"').count() == 1 {
            self.report(
                range.end - 1..range.end,
                "值的末尾多了一个半角引号",
                "删去它，或在值的开头也加一个",
                plain,
            );
        } else if plain && (open || close) {
            self.report(
                shift..shift + inner.len(),
                "值里有中文引号",
                format!("删去引号：{field}: {meant}"),
                true,
            );
        } else {
            return;
        }
        if plain {
            self.repairs.push(Repair { path: path.to_owned(), meant: vec![meant.to_owned()] });
        }
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
            self.findings.push(
                Finding::note(
                    CUT_BY_COMMENT,
                    At::Span(Span::new(self.file, at)),
                    "空格加 # 后面的字被当作批注，不算在值里",
                )
                .help("是值的一部分，整个值加半角引号；真是批注，# 后面空一格"),
            );
        }
    }

    fn report(&mut self, range: Range<usize>, message: &str, help: impl Into<Words>, error: bool) {
        let range = self.tree.offset + range.start..self.tree.offset + range.end;
        let at = At::Span(Span::new(self.file, range));
        let new = if error { Finding::error } else { Finding::warning };
        self.findings.push(new(MISPLACED_SIGN, at, message.to_owned()).help(help));
    }
}

fn is_content(c: char) -> bool {
    c.is_numeric() || ('\u{4e00}'..='\u{9fff}').contains(&c)
}
