//! Where the parts of a YAML text stand: paths to bytes. It knows `saphyr` and nothing of records.

use std::ops::Range;

use saphyr::{MarkedYaml, YamlData, YamlLoader};
use saphyr_parser::Parser;

use super::syntax;
use crate::diag::{At, FileId, Finding, Part, SourceFile, SourceMap, Span};

/// One step of a path into YAML.
pub(super) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// `metrics[3].value` as steps.
pub(super) fn steps(path: &str) -> Vec<Step<'_>> {
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
/// for the nearest entry above it, but a fix whose place is not there exactly is dropped.
pub fn locate(sources: &SourceMap, findings: &mut [Finding]) {
    let mut files: Vec<FileId> = Vec::new();
    for finding in findings.iter() {
        let places = finding.labels.iter().map(|l| &l.at).chain(finding.fix.iter().map(|e| &e.at));
        files.extend(places.filter(|at| matches!(at, At::Yaml(..))).map(At::file));
    }
    files.sort_unstable();
    files.dedup();
    for file in files {
        let source = sources.file(file);
        let yaml = syntax::edited(&source.text[source.yaml.clone()], &source.read_as);
        let tree = Tree::load(&yaml, source.yaml.start);
        let find = |path: &str, part: &Part| Some(tree.as_ref()?.find(path, part).back(source, &yaml));
        for finding in findings.iter_mut() {
            for at in finding.labels.iter_mut().map(|l| &mut l.at) {
                if let At::Yaml(f, path, part) = at
                    && *f == file
                {
                    *at = match find(path, part) {
                        Some(place) => At::Span(Span::new(file, place.range)),
                        None => At::File(file),
                    };
                }
            }
            locate_fix(finding, file, &find);
        }
    }
}

fn locate_fix(finding: &mut Finding, file: FileId, find: &dyn Fn(&str, &Part) -> Option<Place>) {
    let mut exact = true;
    for edit in &mut finding.fix {
        if let At::Yaml(f, path, part) = &edit.at
            && *f == file
        {
            match find(path, part).filter(|place| place.exact) {
                Some(place) => edit.at = At::Span(Span::new(file, place.range)),
                None => exact = false,
            }
        }
    }
    if !exact {
        finding.fix.clear();
    }
}

/// Where an entry stands, in bytes of the whole file.
struct Place {
    range: Range<usize>,
    /// All of what was asked for, and nothing else.
    exact: bool,
}

impl Place {
    /// The same place in the file as it stands, of one in its YAML as it was read.
    fn back(self, source: &SourceFile, yaml: &str) -> Place {
        if source.read_as.is_empty() {
            return self;
        }
        let start = source.yaml.start;
        let origin = |at: usize| start + syntax::origin(&source.read_as, at - start);
        let range = origin(self.range.start)..origin(self.range.end);
        let same =
            yaml.get(self.range.start - start..self.range.end - start) == source.text.get(range.clone());
        Place { exact: self.exact && same, range }
    }
}

/// A YAML text with the places of all its parts.
pub(super) struct Tree<'a> {
    pub(super) text: &'a str,
    pub(super) offset: usize,
    pub(super) root: MarkedYaml<'a>,
    /// Byte of each character, and the end: saphyr counts characters.
    bytes: Vec<usize>,
}

impl<'a> Tree<'a> {
    pub(super) fn load(text: &'a str, offset: usize) -> Option<Tree<'a>> {
        let mut loader = YamlLoader::<MarkedYaml<'_>>::default();
        loader.allow_duplicate_keys(true);
        Parser::new_from_str(text).load(&mut loader, true).ok()?;
        let root = loader.into_documents().into_iter().next()?;
        let bytes = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        Some(Tree { text, offset, root, bytes })
    }

    pub(super) fn range(&self, node: &MarkedYaml<'_>) -> Range<usize> {
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

    fn find(&self, path: &str, part: &Part) -> Place {
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
        let (range, exact) = match part {
            Part::Key => (self.range(key.unwrap_or(node)), key.is_some()),
            Part::Within(inner) if complete => {
                let range = self.inner(node, inner);
                (range.clone(), range.len() == inner.len())
            }
            Part::Value | Part::Within(_) => {
                let whole = self.range(node);
                let range = self.first_line(whole.clone());
                (range.clone(), range == whole)
            }
        };
        Place { range: range.start + self.offset..range.end + self.offset, exact: exact && complete }
    }

    /// The bytes of `text` where the value at `path` stands, if it stands on one line.
    pub(super) fn exact(&self, path: &str) -> Option<Range<usize>> {
        let place = self.find(path, &Part::Value);
        place.exact.then(|| place.range.start - self.offset..place.range.end - self.offset)
    }

    /// The entries of the mapping at `path`, in order: key and value, each in bytes of `text`; an
    /// empty range where there is no value.
    pub(super) fn entries(&self, path: &str) -> Vec<(Range<usize>, Range<usize>)> {
        let mut node = &self.root;
        for step in steps(path) {
            let next = match (&node.data, step) {
                (YamlData::Mapping(map), Step::Key(k)) => {
                    map.iter().find(|(have, _)| self.scalar(have) == k).map(|(_, v)| v)
                }
                (YamlData::Sequence(items), Step::Index(i)) => items.get(i),
                _ => None,
            };
            let Some(next) = next else { return Vec::new() };
            node = next;
        }
        match &node.data {
            YamlData::Mapping(map) => map
                .iter()
                .map(|(k, v)| {
                    let (key, value) = (self.range(k), self.range(v));
                    let end = key.end;
                    (key, if v.data.is_null() { end..end } else { value })
                })
                .collect(),
            _ => Vec::new(),
        }
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

    pub(super) fn scalar(&self, node: &MarkedYaml<'_>) -> &'a str {
        unquoted(&self.text[self.range(node)])
    }
}

/// A scalar without the quotes around it.
pub(super) fn unquoted(raw: &str) -> &str {
    let within = |quote: char| raw.strip_prefix(quote).and_then(|r| r.strip_suffix(quote));
    within('"').or_else(|| within('\'')).unwrap_or(raw)
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
