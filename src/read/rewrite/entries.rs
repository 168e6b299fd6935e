//! New entries as text, in the style of those that they come after.

use saphyr::{MarkedYaml, YamlData};

use super::{
    super::scalar::{Around, quoted, scalar},
    NewEntry, Rewriting,
};

impl Rewriting<'_> {
    /// Entries as lines.
    pub(super) fn lines(
        &self,
        entries: &[NewEntry<'_>],
        indent: &str,
        like: Option<&[MarkedYaml<'_>]>,
    ) -> String {
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
    pub(super) fn entry(&self, entry: &NewEntry<'_>, like: &[MarkedYaml<'_>], around: Around) -> String {
        match entry {
            NewEntry::Text(text) => scalar(text, around),
            NewEntry::Fields(fields) => {
                let quoted: Vec<&str> =
                    fields.iter().map(|(name, _)| *name).filter(|name| self.is_quoted(name, like)).collect();
                bracketed(fields, &quoted)
            }
        }
    }

    pub(super) fn field(&self, name: &str, text: &str, like: &[MarkedYaml<'_>], around: Around) -> String {
        let text = if self.is_quoted(name, like) { quoted(text) } else { scalar(text, around) };
        format!("{name}: {text}")
    }

    /// Whether the last entry that has a field has it in double quotes.
    pub(super) fn is_quoted(&self, name: &str, like: &[MarkedYaml<'_>]) -> bool {
        let value = |item: &MarkedYaml<'_>| match &item.data {
            YamlData::Mapping(map) => map
                .iter()
                .find(|(key, _)| self.tree.scalar(key) == name)
                .map(|(_, v)| self.tree.range(v).start),
            _ => None,
        };
        like.iter().rev().find_map(value).is_some_and(|start| self.text[start..].starts_with('"'))
    }
}

/// Fields in braces, some of them in quotes whatever they say.
pub(super) fn bracketed(fields: &[(&str, &str)], in_quotes: &[&str]) -> String {
    let field = |(name, text): &(&str, &str)| {
        let text = if in_quotes.contains(name) { quoted(text) } else { scalar(text, Around::Brackets) };
        format!("{name}: {text}")
    };
    format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
}
