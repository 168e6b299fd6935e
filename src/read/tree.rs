//! Where the parts of a YAML text stand: paths to bytes. It knows `saphyr` and nothing of records.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use rayon::prelude::*;
use saphyr::{MarkedYaml, YamlData, YamlLoader};
use saphyr_parser::{Event, Parser, ScanError, Span as Marks, SpannedEventReceiver as _};

use super::syntax;
use crate::diag::{At, FileId, Finding, Part, SourceFile, SourceMap, Span};

/// What of YAML may stand within what. Our records have seven levels; who builds, walks or drops a tree goes down with it.
const MOST_LEVELS: usize = 32;

/// What is said of what stands deeper.
pub(super) const TOO_DEEP: &str = "too many levels";

/// The parts of a text one after another, as deep as they may be, up to the first fault.
fn events(text: &str) -> impl Iterator<Item = Result<(Event<'_>, Marks), ScanError>> {
    let mut level = 0_usize;
    Parser::new_from_str(text).map(move |event| {
        let (event, marks) = event?;
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => level += 1,
            Event::SequenceEnd | Event::MappingEnd => level -= 1,
            _ => {}
        }
        if level > MOST_LEVELS { Err(ScanError::new_str(marks.start, TOO_DEEP)) } else { Ok((event, marks)) }
    })
}

/// Whether anything in a text may stand deeper than that, as far as can be seen without reading it: in a block a column holds
/// two levels at most, a list and the record in it, and within brackets each opens one.
pub(super) fn may_be_deep(text: &str) -> bool {
    let indent = |line: &str| line.bytes().take_while(|b| b" \t-?".contains(b)).count();
    let columns = text.lines().map(indent).max().unwrap_or_default();
    let (mut open, mut most) = (0_usize, 0);
    for sign in text.bytes() {
        match sign {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    2 * (columns + 1) + most > MOST_LEVELS
}

/// Whether a text can be read to its end.
pub(super) fn is_sound(text: &str) -> bool {
    events(text).all(|event| event.is_ok())
}

/// The first document of a text, if it has one.
pub(super) fn document(text: &str, duplicate_keys: bool) -> Result<Option<MarkedYaml<'_>>, ScanError> {
    let mut loader = YamlLoader::<MarkedYaml<'_>>::default();
    loader.allow_duplicate_keys(duplicate_keys);
    for event in events(text) {
        let (event, marks) = event?;
        loader.on_event(event, marks);
        if let Some(error) = loader.error() {
            return Err(error.clone());
        }
    }
    Ok(loader.into_documents().into_iter().next())
}

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

/// Turns the YAML paths of findings into spans, reading the YAML of each file that they speak of once more, files in
/// parallel. A path that is not there stands for the nearest entry above it, but a fix whose place is not there exactly
/// is dropped.
pub fn locate(sources: &SourceMap, findings: &mut [Finding]) {
    let mut asked: HashMap<FileId, HashSet<Entry>> = HashMap::new();
    for at in findings.iter().flat_map(places) {
        if let At::Yaml(file, path, part) = at {
            asked.entry(*file).or_default().insert((path.clone(), part.clone()));
        }
    }
    let found: HashMap<FileId, HashMap<Entry, Place>> =
        asked.into_par_iter().map(|(file, entries)| (file, find_all(sources, file, entries))).collect();
    let place = |at: &At| match at {
        At::Yaml(file, path, part) => Some((*file, found.get(file)?.get(&(path.clone(), part.clone())))),
        At::File(_) | At::Span(_) => None,
    };
    for finding in findings {
        for at in finding.labels.iter_mut().map(|l| &mut l.at) {
            if let Some((file, place)) = place(at) {
                *at = place.map_or(At::File(file), |p| At::Span(Span::new(file, p.range.clone())));
            }
        }
        let mut exact = true;
        for at in finding.fix.iter_mut().map(|e| &mut e.at) {
            if let Some((file, place)) = place(at) {
                exact &= place.is_some_and(|p| p.exact);
                *at = place.map_or(At::File(file), |p| At::Span(Span::new(file, p.range.clone())));
            }
        }
        if !exact {
            finding.fix.clear();
        }
    }
}

/// A YAML path and the part of the entry that is meant.
type Entry = (String, Part);

fn places(finding: &Finding) -> impl Iterator<Item = &At> {
    finding.labels.iter().map(|l| &l.at).chain(finding.fix.iter().map(|e| &e.at))
}

/// The places of entries of one file; none where its YAML cannot be read.
fn find_all(sources: &SourceMap, file: FileId, entries: HashSet<Entry>) -> HashMap<Entry, Place> {
    let source = sources.file(file);
    let yaml = syntax::edited(&source.text[source.yaml.clone()], source.read_as());
    let Some(tree) = Tree::load(&yaml, source.yaml.start) else { return HashMap::new() };
    let placed = entries.into_iter().map(|entry| {
        let place = tree.find(&entry.0, &entry.1).back(source, &yaml);
        (entry, place)
    });
    placed.collect()
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
        if source.read_as().is_empty() {
            return self;
        }
        let start = source.yaml.start;
        let origin = |at: usize| start + syntax::origin(source.read_as(), at - start);
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
        let root = document(text, true).ok()??;
        let bytes = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        Some(Tree { text, offset, root, bytes })
    }

    /// What of the text a node was read from, as far as the reader says.
    pub(super) fn span(&self, node: &MarkedYaml<'_>) -> Range<usize> {
        let byte = |i: usize| self.bytes.get(i).copied().unwrap_or(self.text.len());
        let start = byte(node.span.start.index());
        start..byte(node.span.end.index()).max(start)
    }

    pub(super) fn range(&self, node: &MarkedYaml<'_>) -> Range<usize> {
        let Range { start, end } = self.span(node);
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
                (range.clone(), range.len() == inner.len() && self.stands_as_it_is(node))
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

    /// What stands at `path`.
    pub(super) fn node(&self, path: &str) -> Option<&MarkedYaml<'a>> {
        let mut node = &self.root;
        for step in steps(path) {
            node = match (&node.data, step) {
                (YamlData::Mapping(map), Step::Key(k)) => {
                    map.iter().find(|(have, _)| self.scalar(have) == k).map(|(_, v)| v)
                }
                (YamlData::Sequence(items), Step::Index(i)) => items.get(i),
                _ => None,
            }?;
        }
        Some(node)
    }

    /// The entries of the mapping at `path`, in order: key and value, each in bytes of `text`; an
    /// empty range where there is no value.
    pub(super) fn entries(&self, path: &str) -> Vec<(Range<usize>, Range<usize>)> {
        let Some(node) = self.node(path) else { return Vec::new() };
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
        // Records leave out the white space around a text.
        let start = end - self.text.get(start..end).map_or(0, |text| text.trim_start().len());
        let from = (start + inner.start).min(end);
        let to = (start + inner.end).clamp(from, end);
        let whole_chars = self.text.is_char_boundary(from) && self.text.is_char_boundary(to);
        if whole_chars { from..to } else { whole }
    }

    /// Whether the text of a scalar stands in the file letter by letter: without escapes, on one line.
    fn stands_as_it_is(&self, node: &MarkedYaml<'_>) -> bool {
        let written = self.scalar(node);
        let plain = !self.text[self.range(node)].starts_with(['|', '>']);
        plain && !written.contains(['\n', '\\']) && !written.contains("''")
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
        // Within single quotes, two of them stand for one.
        let doubled = c == '\'' && quote == c && !escaped && text[i + 1..].starts_with(quote);
        if c == quote && !escaped && !doubled {
            return i + 1;
        }
        escaped = !escaped && (c == '\\' && quote == '"' || doubled);
    }
    text.trim_end().len()
}
