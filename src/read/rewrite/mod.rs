//! Changes of YAML that touch no byte but those of what changes: a value written anew, a field put in or taken out, an
//! entry added to a list or taken out of it. Comments, order, quotes, line ends and both styles stay as they are.
//!
//! Whatever cannot be placed so is refused (`None`), and left to the editor. Whether the text then says what was meant is
//! for the caller to see, by reading it.

mod cuts;
mod entries;
mod places;
#[cfg(test)]
mod tests;

use std::ops::Range;

use saphyr::YamlData;

use self::{entries::bracketed, places::Pair};
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
