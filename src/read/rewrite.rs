//! Changes of YAML that touch no byte but those of what changes: a value written anew, a field put in or taken out, an
//! entry added to a list or taken out of it. Comments, order, quotes, line ends and both styles stay as they are.
//!
//! Whatever cannot be placed so is refused (`None`), and left to the editor. Whether the text then says what was meant is
//! for the caller to see, by reading it.

use std::ops::Range;

use saphyr::{MarkedYaml, YamlData};

use super::{
    scalar::{Around, quoted, scalar},
    tree::Tree,
};
use crate::diag::{Change, SourceFile, Words};

/// What a field is to say.
#[derive(Clone, Copy, Debug)]
pub enum NewValue<'v> {
    /// Nothing: it is taken out.
    Nothing,
    /// A text.
    Text(&'v str),
    /// A list of texts.
    List(&'v [&'v str]),
}

/// An entry for a list.
#[derive(Clone, Copy, Debug)]
pub enum NewEntry<'v> {
    /// A text alone.
    Text(&'v str),
    /// Fields.
    Fields(&'v [(&'v str, &'v str)]),
}

/// The YAML of a file with the changes to be made in it.
pub struct Rewriting<'a> {
    text: &'a str,
    offset: usize,
    tree: Tree<'a>,
    line_end: &'static str,
    why: Words,
    changes: Vec<Change>,
}

/// A field of a mapping.
struct Pair<'t, 'a> {
    name: &'a str,
    key: Range<usize>,
    value: &'t MarkedYaml<'a>,
    /// Where its value stands; after the colon where it has none.
    start: usize,
    end: usize,
    /// Whether there is a value.
    filled: bool,
}

impl<'a> Rewriting<'a> {
    /// The YAML of a file, with no changes yet; nothing where it cannot be read as it stands.
    pub fn of(source: &'a SourceFile) -> Option<Rewriting<'a>> {
        let text = source.read_as().is_empty().then(|| &source.text[source.yaml.clone()])?;
        let tree = Tree::load(text, source.yaml.start)?;
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let (offset, why) = (source.yaml.start, Words::default());
        Some(Rewriting { text, offset, tree, line_end, why, changes: Vec::new() })
    }

    /// Says why the changes that follow are made.
    pub fn because(&mut self, why: Words) {
        self.why = why;
    }

    /// The changes in bytes of the file, in order; nothing where two of them touch the same byte.
    pub fn changes(mut self) -> Option<Vec<Change>> {
        self.changes.sort_by_key(|change| (change.range.start, change.range.end));
        let apart = self.changes.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
        for change in &mut self.changes {
            change.range = change.range.start + self.offset..change.range.end + self.offset;
        }
        apart.then_some(self.changes)
    }

    /// Sets fields of the mapping at `path`. A new one comes after those that stand before it in `order`.
    #[must_use]
    pub fn set(&mut self, path: &str, wanted: &[(&str, NewValue<'_>)], order: &[&str]) -> Option<()> {
        let node = self.tree.node(path)?;
        let pairs = self.pairs(node)?;
        let brackets = self.is_bracketed(node);
        let want = |name: &str| wanted.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
        let goes = |pair: &Pair<'_, '_>| matches!(want(pair.name), Some(NewValue::Nothing));
        let mut edits = Vec::new();
        for pair in &pairs {
            match want(pair.name) {
                Some(value @ (NewValue::Text(_) | NewValue::List(_))) => {
                    edits.extend(self.refill(pair, value, brackets)?);
                }
                Some(NewValue::Nothing) | None => {}
            }
        }
        let spans = pairs.iter().map(|pair| (pair.key.start..pair.end, goes(pair))).collect::<Vec<_>>();
        let cut = if brackets { self.cut_bracketed(&spans) } else { self.cut_fields(&spans) };
        edits.extend(cut?);
        let kept: Vec<&Pair<'_, '_>> = pairs.iter().filter(|pair| !goes(pair)).collect();
        let rank = |name: &str| order.iter().position(|field| *field == name).unwrap_or(order.len());
        for name in order.iter().filter(|name| !pairs.iter().any(|pair| pair.name == **name)) {
            let around = if brackets { Around::Brackets } else { Around::Block };
            let field = match want(name) {
                None | Some(NewValue::Nothing) => continue,
                Some(NewValue::Text(text)) => format!("{name}: {}", scalar(text, around)),
                Some(NewValue::List(items)) => format!("{name}: {}", listed(items)),
            };
            let before = kept.iter().rev().find(|pair| rank(pair.name) < rank(name));
            edits.push(match (before, kept.first()) {
                (Some(pair), _) if brackets => (pair.end..pair.end, format!(", {field}")),
                (Some(pair), _) => {
                    let (at, indent) = (self.line_after(pair.end)?, self.indent(pair.key.start));
                    (at..at, format!("{indent}{field}{}", self.line_end))
                }
                (None, Some(pair)) => {
                    let at = pair.key.start;
                    let next = format!("{}{}", self.line_end, self.indent(at));
                    (at..at, format!("{field}{}", if brackets { ", " } else { &next }))
                }
                (None, None) => return None,
            });
        }
        self.take(edits);
        Some(())
    }

    /// Puts an entry in the place of the one at `path`.
    #[must_use]
    pub fn replace(&mut self, path: &str, entry: NewEntry<'_>) -> Option<()> {
        let node = self.tree.node(path)?;
        let range = self.tree.range(node);
        let text = match entry {
            NewEntry::Text(text) => rewritten(&self.text[range.clone()], text, self.around(path)),
            NewEntry::Fields(fields) => bracketed(fields, &[]),
        };
        self.take(vec![(range, text)]);
        Some(())
    }

    /// Whether fields stand at `path`, rather than a text or a list.
    pub fn has_fields(&self, path: &str) -> bool {
        self.tree.node(path).is_some_and(|node| matches!(node.data, YamlData::Mapping(_)))
    }

    /// Takes entries out of the list `list`; `all_go` says that no other one is left or comes.
    #[must_use]
    pub fn remove(&mut self, list: &str, entries: &[usize], all_go: bool) -> Option<()> {
        let node = self.tree.node(list)?;
        let YamlData::Sequence(items) = &node.data else { return None };
        let spans: Vec<(Range<usize>, bool)> = items
            .iter()
            .enumerate()
            .map(|(i, item)| (self.tree.range(item).start..self.end_of(item), entries.contains(&i)))
            .collect();
        let mut edits = Vec::new();
        if self.is_bracketed(node) {
            edits = self.cut_bracketed(&spans)?;
        } else {
            for (span, _) in spans.iter().filter(|(_, goes)| *goes) {
                let dash = self.dash(span.start)?;
                edits.push((self.line_start(dash)..self.line_after(span.end)?, String::new()));
            }
            if all_go {
                let root = self.pairs(self.tree.node("")?)?;
                let colon = self.colon(&root.iter().find(|pair| pair.name == list)?.key)?;
                edits.push((colon..colon, " []".to_owned()));
            }
        }
        self.take(edits);
        Some(())
    }

    /// Adds entries after the last one of `list`, in the style of that one. A list that is not there comes after those
    /// fields that stand before it in `order`. `gone` are the entries that are taken out.
    #[must_use]
    pub fn push(
        &mut self,
        list: &str,
        entries: &[NewEntry<'_>],
        order: &[&str],
        gone: &[usize],
    ) -> Option<()> {
        let root = self.pairs(self.tree.node("")?)?;
        let Some(pair) = root.iter().find(|pair| pair.name == list) else {
            let rank = |name: &str| order.iter().position(|field| *field == name).unwrap_or(order.len());
            let before = root.iter().rev().find(|pair| rank(pair.name) < rank(list));
            let at = before.map_or(Some(0), |pair| self.line_after(pair.end))?;
            let lines = format!("{list}:{}{}", self.line_end, self.lines(entries, "  ", None));
            self.take(vec![(at..at, lines)]);
            return Some(());
        };
        let items = match &pair.value.data {
            YamlData::Sequence(items) => items.as_slice(),
            _ if !pair.filled => &[],
            _ => return None,
        };
        let edits = match items {
            [] => {
                let colon = self.colon(&pair.key)?;
                let at = self.line_after(pair.end)?;
                vec![(colon..pair.end, String::new()), (at..at, self.lines(entries, "  ", None))]
            }
            items if self.is_bracketed(pair.value) => {
                let last = (0..items.len()).rev().find(|i| !gone.contains(i));
                let text = |entry| self.entry(entry, items, Around::Brackets);
                let texts: Vec<String> = entries.iter().map(text).collect();
                let joined = texts.join(", ");
                match last {
                    Some(last) => {
                        let end = self.end_of(&items[last]);
                        vec![(end..end, format!(", {joined}"))]
                    }
                    None => {
                        let start = self.tree.range(&items[0]).start;
                        vec![(start..start, joined)]
                    }
                }
            }
            items => {
                let last = items.last()?;
                let at = self.line_after(self.end_of(last))?;
                let indent = self.indent(self.dash(self.tree.range(&items[0]).start)?);
                vec![(at..at, self.lines(entries, &indent, Some(items)))]
            }
        };
        self.take(edits);
        Some(())
    }

    fn take(&mut self, edits: Vec<(Range<usize>, String)>) {
        let why = &self.why;
        let made = edits.into_iter().filter(|(range, text)| !range.is_empty() || !text.is_empty());
        self.changes.extend(made.map(|(range, text)| Change { range, text, why: why.clone() }));
    }

    fn pairs<'t>(&'t self, node: &'t MarkedYaml<'a>) -> Option<Vec<Pair<'t, 'a>>> {
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
    fn colon(&self, key: &Range<usize>) -> Option<usize> {
        let rest = &self.text[key.end..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        rest[blank..].starts_with(':').then_some(key.end + blank + 1)
    }

    /// What the entry at `path` of a list stands in.
    fn around(&self, path: &str) -> Around {
        let list = path.rsplit_once('[').and_then(|(list, _)| self.tree.node(list));
        if list.is_some_and(|list| self.is_bracketed(list)) { Around::Brackets } else { Around::Block }
    }

    fn is_bracketed(&self, node: &MarkedYaml<'_>) -> bool {
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
    fn end_of(&self, node: &MarkedYaml<'_>) -> usize {
        let range = self.tree.range(node);
        let last = match &node.data {
            YamlData::Mapping(map) => map.iter().last().map(|(key, value)| {
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
    fn closing(&self, mut at: usize) -> usize {
        loop {
            let rest = self.text[at..].trim_start_matches([' ', '\t', '\r', '\n', ',']);
            at = self.text.len() - rest.len();
            if !rest.starts_with('#') {
                return (at + 1).min(self.text.len());
            }
            at += rest.find('\n').unwrap_or(rest.len());
        }
    }

    /// What makes a field say something else.
    fn refill(
        &self,
        pair: &Pair<'_, '_>,
        value: NewValue<'_>,
        brackets: bool,
    ) -> Option<Vec<(Range<usize>, String)>> {
        let around = if brackets { Around::Brackets } else { Around::Block };
        let range = pair.start..pair.end;
        match (value, &pair.value.data) {
            (NewValue::Nothing, _) => None,
            (NewValue::Text(text), _) if !pair.filled => {
                Some(vec![(pair.end..pair.end, format!(" {}", scalar(text, around)))])
            }
            (NewValue::List(items), _) if !pair.filled => {
                Some(vec![(pair.end..pair.end, format!(" {}", listed(items)))])
            }
            (NewValue::Text(_), YamlData::Mapping(_) | YamlData::Sequence(_)) => None,
            (NewValue::Text(text), _) => {
                let lines = self.text[range.clone()].starts_with(['|', '>']);
                if lines && self.text[range.clone()].lines().next().is_some_and(|head| head.contains('#')) {
                    return None;
                }
                let written = rewritten(&self.text[range.clone()], text, around);
                Some(vec![(range, written)])
            }
            (NewValue::List(items), YamlData::Sequence(old)) if items.len() == old.len() => {
                let around = if self.is_bracketed(pair.value) { Around::Brackets } else { Around::Block };
                let each = old.iter().zip(items).map(|(old, new)| {
                    let range = self.tree.range(old);
                    let written = rewritten(&self.text[range.clone()], new, around);
                    (range, written)
                });
                Some(each.collect())
            }
            (NewValue::List(items), _) => {
                let colon = self.colon(&pair.key)?;
                let old = &self.text[colon..pair.end];
                (!old.contains('#')).then(|| vec![(colon..pair.end, format!(" {}", listed(items)))])
            }
        }
    }

    /// Takes out what goes of what stands in brackets, with a comma each.
    fn cut_bracketed(&self, items: &[(Range<usize>, bool)]) -> Option<Vec<(Range<usize>, String)>> {
        let last_kept = items.iter().rposition(|(_, goes)| !goes);
        let mut cuts = Vec::new();
        for (i, (range, _)) in items.iter().enumerate().filter(|(_, (_, goes))| *goes) {
            if last_kept.is_some_and(|kept| i < kept) {
                cuts.push(range.start..items[i + 1].0.start);
            } else {
                let start = last_kept.map_or(items[0].0.start, |kept| items[kept].0.end);
                cuts.push(start..items[items.len() - 1].0.end);
                break;
            }
        }
        // A comment between entries would go with them.
        let bare = |cut: &Range<usize>| {
            let gaps = items.windows(2).map(|pair| pair[0].0.end..pair[1].0.start);
            gaps.filter(|gap| gap.start >= cut.start && gap.end <= cut.end)
                .all(|gap| !self.text[gap].contains('#'))
        };
        cuts.iter().all(bare).then(|| cuts.into_iter().map(|cut| (cut, String::new())).collect())
    }

    /// Takes out the lines of what goes of fields one below the other; a comment on such a line stays.
    fn cut_fields(&self, fields: &[(Range<usize>, bool)]) -> Option<Vec<(Range<usize>, String)>> {
        let mut cuts = Vec::new();
        let leading = fields.iter().take_while(|(_, goes)| *goes).count();
        let mut rest = fields;
        // The first may stand beside the dash of its entry.
        if leading > 0 && !self.opens_line(fields[0].0.start) {
            let start = fields[0].0.start;
            let next = fields.get(leading)?.0.start;
            let bare =
                |pair: &[(Range<usize>, bool)]| !self.text[pair[0].0.end..pair[1].0.start].contains('#');
            if fields[..=leading].windows(2).all(bare) {
                cuts.push(start..next);
                rest = &fields[leading..];
            } else {
                let after = self.line_after(fields[0].0.end)?;
                let line = &self.text[..after];
                let comment = line[fields[0].0.end..].find('#').map(|i| fields[0].0.end + i);
                cuts.push(start..comment.unwrap_or_else(|| line.trim_end().len()));
                rest = &fields[1..];
            }
        }
        for (range, _) in rest.iter().filter(|(_, goes)| *goes) {
            let after = self.line_after(range.end)?;
            cuts.push(match self.text[range.end..after].find('#') {
                Some(comment) => range.start..range.end + comment,
                None => self.line_start(range.start)..after,
            });
        }
        Some(cuts.into_iter().map(|cut| (cut, String::new())).collect())
    }

    /// Entries as lines.
    fn lines(&self, entries: &[NewEntry<'_>], indent: &str, like: Option<&[MarkedYaml<'_>]>) -> String {
        let like = like.unwrap_or_default();
        let mut lines = String::new();
        for entry in entries {
            let block = like.last().filter(|last| matches!(last.data, YamlData::Mapping(_)));
            let block = block.filter(|last| !self.is_bracketed(last));
            let text = match (entry, block) {
                (NewEntry::Fields(fields), Some(last)) => {
                    let first = self.tree.range(last).start;
                    let column = self.indent(first);
                    let fields: Vec<String> = fields
                        .iter()
                        .map(|(name, text)| self.field(name, text, like, Around::Block))
                        .collect();
                    fields.join(&format!("{}{column}", self.line_end))
                }
                (entry, _) => self.entry(entry, like, Around::Block),
            };
            lines.push_str(&format!("{indent}- {text}{}", self.line_end));
        }
        lines
    }

    /// An entry on one line.
    fn entry(&self, entry: &NewEntry<'_>, like: &[MarkedYaml<'_>], around: Around) -> String {
        match entry {
            NewEntry::Text(text) => scalar(text, around),
            NewEntry::Fields(fields) => {
                let quoted: Vec<&str> =
                    fields.iter().map(|(name, _)| *name).filter(|name| self.is_quoted(name, like)).collect();
                bracketed(fields, &quoted)
            }
        }
    }

    fn field(&self, name: &str, text: &str, like: &[MarkedYaml<'_>], around: Around) -> String {
        let text = if self.is_quoted(name, like) { quoted(text) } else { scalar(text, around) };
        format!("{name}: {text}")
    }

    /// Whether the last entry that has a field has it in double quotes.
    fn is_quoted(&self, name: &str, like: &[MarkedYaml<'_>]) -> bool {
        let value = |item: &MarkedYaml<'_>| match &item.data {
            YamlData::Mapping(map) => map
                .iter()
                .find(|(key, _)| self.tree.scalar(key) == name)
                .map(|(_, v)| self.tree.range(v).start),
            _ => None,
        };
        like.iter().rev().find_map(value).is_some_and(|start| self.text[start..].starts_with('"'))
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |i| i + 1)
    }

    fn opens_line(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at].trim().is_empty()
    }

    /// The spaces that bring a line to the column of this byte.
    fn indent(&self, at: usize) -> String {
        " ".repeat(self.text[self.line_start(at)..at].chars().count())
    }

    /// Where the line after the one of this byte begins, where nothing but a comment stands between.
    fn line_after(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let end = rest.find('\n').map(|i| i + 1)?;
        let between = rest[..end].trim();
        (between.is_empty() || between.starts_with('#')).then_some(at + end)
    }

    /// The dash of the entry that begins at this byte, past comments between the two.
    fn dash(&self, at: usize) -> Option<usize> {
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

/// A text in the place of another, in the same quotes.
fn rewritten(old: &str, text: &str, around: Around) -> String {
    if old.starts_with('"') {
        quoted(text)
    } else if old.starts_with('\'') && !text.contains(|c: char| c.is_control()) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        scalar(text, around)
    }
}

fn listed(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| scalar(item, Around::Brackets)).collect();
    format!("[{}]", items.join(", "))
}

fn bracketed(fields: &[(&str, &str)], in_quotes: &[&str]) -> String {
    let field = |(name, text): &(&str, &str)| {
        let text = if in_quotes.contains(name) { quoted(text) } else { scalar(text, Around::Brackets) };
        format!("{name}: {text}")
    };
    format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::{NewEntry, NewValue, Rewriting};
    use crate::diag::{SourceFile, apply};

    const ORDER: &[&str] = &["a", "b", "c", "d"];

    fn rewrite(yaml: &str, make: impl FnOnce(&mut Rewriting<'_>) -> Option<()>) -> Option<String> {
        let text = format!("---\n{yaml}---\n正文");
        let yaml = 4..4 + yaml.len();
        let source = SourceFile { text: text.clone(), yaml, ..SourceFile::default() };
        let mut rewriting = Rewriting::of(&source)?;
        make(&mut rewriting)?;
        let after = apply(&text, &rewriting.changes()?);
        Some(after.strip_prefix("---\n")?.strip_suffix("---\n正文")?.to_owned())
    }

    fn set(yaml: &str, path: &str, wanted: &[(&str, NewValue<'_>)]) -> Option<String> {
        rewrite(yaml, |rewriting| rewriting.set(path, wanted, ORDER))
    }

    #[test]
    fn a_field_is_written_anew_put_in_or_taken_out_where_it_stands() {
        use NewValue::{List, Nothing, Text};
        for (yaml, wanted, after) in [
            ("a: x # 注\nb: y\n", vec![("a", Text("z"))], "a: z # 注\nb: y\n"),
            ("a: \"x\"\nb: 'y'\n", vec![("a", Text("z")), ("b", Text("it's"))], "a: \"z\"\nb: 'it''s'\n"),
            (
                "a: x\r\n# 注\r\nc: y\r\n",
                vec![("b", Text("z: 1"))],
                "a: x\r\nb: \"z: 1\"\r\n# 注\r\nc: y\r\n",
            ),
            (
                "b: x\n",
                vec![("a", Text("1")), ("c", Text("2")), ("d", Text("3"))],
                "a: 1\nb: x\nc: 2\nd: 3\n",
            ),
            ("a: x\nb: y # 注\nc: z\n", vec![("b", Nothing)], "a: x\n# 注\nc: z\n"),
            ("a: x\nb: y\nc: z\n", vec![("a", Nothing), ("c", Nothing)], "b: y\n"),
            ("a:\nb: |\n  x\n  y\nc: z\n", vec![("a", Text("1")), ("b", Text("2"))], "a: 1\nb: 2\nc: z\n"),
            ("a: ~\nc: z\n", vec![("a", Text("1"))], "a: 1\nc: z\n"),
            (
                "a: [x, y]\nb:\n  - x # 注\n  - y\n",
                vec![("a", List(&["x"])), ("b", List(&["z", "y"]))],
                "a: [x]\nb:\n  - z # 注\n  - y\n",
            ),
            ("b:\n  - x\n  - y\nc: z\n", vec![("b", List(&["1, 2"]))], "b: [\"1, 2\"]\nc: z\n"),
            ("b:\n  - x\n  - y\nc: z\n", vec![("b", Nothing)], "c: z\n"),
        ] {
            assert_eq!(set(yaml, "", &wanted).as_deref(), Some(after), "{yaml}");
        }
        let dropped = set("b:\n  - x # 注\n  - y\nc: z\n", "", &[("b", List(&["x"]))]);
        assert_eq!(dropped, None, "a comment would be lost");
    }

    #[test]
    fn so_it_is_in_entries_of_both_styles() {
        use NewValue::{Nothing, Text};
        for (yaml, wanted, after) in [
            (
                "m:\n  - {a: x, c: y} # 注\n",
                vec![("b", Text("1, 2")), ("d", Text("e"))],
                "m:\n  - {a: x, b: \"1, 2\", c: y, d: e} # 注\n",
            ),
            ("m:\n  - {a: x, b: y, c: z}\n", vec![("a", Nothing), ("b", Nothing)], "m:\n  - {c: z}\n"),
            (
                "m:\n  - {a: x, b: y,\n     c: z}\n",
                vec![("c", Nothing), ("b", Text("1"))],
                "m:\n  - {a: x, b: 1}\n",
            ),
            ("m:\n  - {b: y}\n", vec![("a", Text("x"))], "m:\n  - {a: x, b: y}\n"),
            (
                "m:\n  - b: x # 注\n    d: y\n",
                vec![("a", Text("1")), ("c", Text("2"))],
                "m:\n  - a: 1\n    b: x # 注\n    c: 2\n    d: y\n",
            ),
            ("m:\n- a: x\n  b: y\n  c: z\n", vec![("a", Nothing), ("c", Nothing)], "m:\n- b: y\n"),
            (
                "m:\n  - a: x # 注\n    # 又\n    b: y\n",
                vec![("a", Nothing)],
                "m:\n  - # 注\n    # 又\n    b: y\n",
            ),
            ("m: [{a: x}, {a: y}]\n", vec![("b", Text("1"))], "m: [{a: x, b: 1}, {a: y}]\n"),
        ] {
            assert_eq!(set(yaml, "m[0]", &wanted).as_deref(), Some(after), "{yaml}");
        }
    }

    #[test]
    fn an_entry_comes_after_the_last_one_and_looks_like_it() {
        let fields = [("a", "1"), ("b", "2, 3")];
        let new = [NewEntry::Fields(&fields)];
        for (yaml, after) in [
            (
                "b:\n  # 注\n  - {a: x} # 注\n  # 末\nc: y\n",
                "b:\n  # 注\n  - {a: x} # 注\n  - {a: 1, b: \"2, 3\"}\n  # 末\nc: y\n",
            ),
            ("b:\n- a: \"x\"\n  b: y\n", "b:\n- a: \"x\"\n  b: y\n- a: \"1\"\n  b: 2, 3\n"),
            ("b:\r\n  - {a: x}\r\n", "b:\r\n  - {a: x}\r\n  - {a: 1, b: \"2, 3\"}\r\n"),
            ("b: [] # 注\nc: y\n", "b: # 注\n  - {a: 1, b: \"2, 3\"}\nc: y\n"),
            ("b: [{a: x}]\n", "b: [{a: x}, {a: 1, b: \"2, 3\"}]\n"),
            ("b:\n", "b:\n  - {a: 1, b: \"2, 3\"}\n"),
            ("a: x\nc: y\n", "a: x\nb:\n  - {a: 1, b: \"2, 3\"}\nc: y\n"),
        ] {
            let pushed = rewrite(yaml, |rewriting| rewriting.push("b", &new, ORDER, &[]));
            assert_eq!(pushed.as_deref(), Some(after), "{yaml}");
        }
    }

    #[test]
    fn an_entry_goes_with_its_lines_and_no_others() {
        let items =
            "b:\n  # 一\n  - {a: 1,\n     c: 2} # 注\n  # 二\n  - # 注\n    a: 2\n    c: 3\n  - x\nc: y\n";
        for (gone, after) in [
            (vec![0], "b:\n  # 一\n  # 二\n  - # 注\n    a: 2\n    c: 3\n  - x\nc: y\n"),
            (vec![1], "b:\n  # 一\n  - {a: 1,\n     c: 2} # 注\n  # 二\n  - x\nc: y\n"),
            (vec![0, 1, 2], "b: []\n  # 一\n  # 二\nc: y\n"),
        ] {
            let removed = rewrite(items, |rewriting| rewriting.remove("b", &gone, gone.len() == 3));
            assert_eq!(removed.as_deref(), Some(after), "{gone:?}");
        }
        for (gone, after) in [(vec![0, 2], "b: [y]\n"), (vec![1, 2], "b: [x]\n"), (vec![0, 1, 2], "b: []\n")]
        {
            let removed =
                rewrite("b: [x, y, z]\n", |rewriting| rewriting.remove("b", &gone, gone.len() == 3));
            assert_eq!(removed.as_deref(), Some(after), "{gone:?}");
        }
    }
}
