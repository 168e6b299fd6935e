//! Where fields and entries begin and end in YAML, to the byte: what the reader says of them, and what it leaves out.

use std::ops::Range;

use saphyr::{MarkedYaml, YamlData};

use super::{Around, Rewriting};

/// A field of a mapping.
pub(super) struct Pair<'t, 'a> {
    pub(super) name: &'a str,
    pub(super) key: Range<usize>,
    pub(super) value: &'t MarkedYaml<'a>,
    /// Where its value stands; after the colon where it has none.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether there is a value.
    pub(super) filled: bool,
}

impl<'a> Rewriting<'a> {
    pub(super) fn pairs<'t>(&'t self, node: &'t MarkedYaml<'a>) -> Option<Vec<Pair<'t, 'a>>> {
        let YamlData::Mapping(map) = &node.data else { return None };
        let pair = |(key, value): (&'t MarkedYaml<'a>, &'t MarkedYaml<'a>)| {
            let (name, key) = (self.tree.scalar(key), self.tree.range(key));
            let colon = self.colon(&key)?;
            let Range { start, end } = self.tree.range(value);
            let filled =
                !value.data.is_null() || matches!(&self.text[start..end], "~" | "null" | "Null" | "NULL");
            let head = self.text.get(colon..start).unwrap_or_default();
            let (start, end) = match head.find(['|', '>']) {
                _ if !filled => (colon, colon),
                // A text of several lines, whose place begins with its first line.
                Some(sign) if head[..sign].trim().is_empty() => {
                    let text = &self.text[start..self.tree.span(value).end];
                    (colon + sign, start + text.trim_end().len())
                }
                _ => (start, self.end_of(value)),
            };
            Some(Pair { name, key, value, start, end, filled })
        };
        map.iter().map(pair).collect()
    }

    /// The byte after the colon of a key.
    pub(super) fn colon(&self, key: &Range<usize>) -> Option<usize> {
        let rest = &self.text[key.end..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        rest[blank..].starts_with(':').then_some(key.end + blank + 1)
    }

    /// What the entry at `path` of a list stands in.
    pub(super) fn around(&self, path: &str) -> Around {
        let list = path.rsplit_once('[').and_then(|(list, _)| self.tree.node(list));
        if list.is_some_and(|list| self.is_bracketed(list)) { Around::Brackets } else { Around::Block }
    }

    pub(super) fn is_bracketed(&self, node: &MarkedYaml<'_>) -> bool {
        let start = self.tree.range(node).start;
        match &node.data {
            YamlData::Mapping(_) => self.text[start..].starts_with('{'),
            // Without indentation, a list one below the other begins with its first entry.
            YamlData::Sequence(items) => {
                let first = items.first().map(|item| self.tree.range(item).start);
                self.text[start..].starts_with('[') && first != Some(start)
            }
            _ => false,
        }
    }

    /// Where a value ends; what stands in lines ends with the last thing in it, not with the comments after that.
    pub(super) fn end_of(&self, node: &MarkedYaml<'_>) -> usize {
        let range = self.tree.range(node);
        let last = match &node.data {
            YamlData::Mapping(map) => map.iter().next_back().map(|(key, value)| {
                let key = self.tree.range(key);
                let empty = value.data.is_null() && self.tree.range(value).is_empty();
                if empty { self.colon(&key).unwrap_or(key.end) } else { self.end_of(value) }
            }),
            YamlData::Sequence(items) => items.last().map(|item| self.end_of(item)),
            _ => None,
        };
        if self.is_bracketed(node) {
            self.closing(last.unwrap_or(range.start + 1))
        } else {
            last.unwrap_or(range.end)
        }
    }

    /// After the bracket that closes, past what may stand before it: white space, a comma, comments.
    pub(super) fn closing(&self, mut at: usize) -> usize {
        loop {
            let rest = self.text[at..].trim_start_matches([' ', '\t', '\r', '\n', ',']);
            at = self.text.len() - rest.len();
            if !rest.starts_with('#') {
                return (at + 1).min(self.text.len());
            }
            at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    pub(super) fn opens_line(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at].trim().is_empty()
    }

    /// The spaces that bring a line to the column of this byte.
    pub(super) fn indent(&self, at: usize) -> String {
        " ".repeat(self.text[self.line_start(at)..at].chars().count())
    }

    /// Where the line after the one of this byte begins, where nothing but a comment stands between.
    pub(super) fn line_after(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let end = rest.find('\n').map(|i| i + 1)?;
        let between = rest[..end].trim();
        (between.is_empty() || between.starts_with('#')).then_some(at + end)
    }

    /// The dash of the entry that begins at this byte, past comments between the two.
    pub(super) fn dash(&self, at: usize) -> Option<usize> {
        let mut end = at;
        loop {
            let start = self.line_start(end);
            let line = self.text[start..end].trim();
            let after = line.strip_prefix('-').map(str::trim_start);
            if after.is_some_and(|after| after.is_empty() || after.starts_with('#')) {
                return Some(start + self.text[start..end].find('-')?);
            }
            if start == 0 || !(line.is_empty() || line.starts_with('#')) {
                return None;
            }
            end = start - 1;
        }
    }
}
