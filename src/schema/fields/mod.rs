//! What editors are told of every field that they may write: what it is called, what belongs there, an example, and the
//! form that it has. Names of fields come from the raw records themselves; a test holds that none lacks its words here.
//!
//! The words are Chinese, as those who write these files are.

mod article;
mod lists;
mod site;
mod table;

use super::form::Form;

/// The fields of a raw record.
#[derive(Debug)]
pub(super) struct Entry {
    /// The name of the record: `RawArticle`.
    pub(super) record: &'static str,
    /// What the record is.
    pub(super) title: &'static str,
    /// Its fields.
    pub(super) fields: &'static [Field],
}

/// One field.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name in YAML.
    pub(super) name: &'static str,
    /// Whether it has to be there.
    pub(super) need: Need,
    /// What its value, or each value of its list, looks like; of no matter where it holds a group of fields.
    pub(super) form: Form,
    /// What it is called.
    pub(super) title: &'static str,
    /// What belongs there, with an example.
    pub(super) says: &'static str,
}

/// Whether a field has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// It has, and says something.
    Must,
    /// It has; its list may be empty.
    MustBeThere,
    /// It may be left out, or be empty.
    May,
}

const fn must(name: &'static str, form: Form, title: &'static str, says: &'static str) -> Field {
    Field { name, need: Need::Must, form, title, says }
}

const fn may(name: &'static str, form: Form, title: &'static str, says: &'static str) -> Field {
    Field { name, need: Need::May, form, title, says }
}

/// All records that editors write.
const ENTRIES: [&[Entry]; 4] = [site::ENTRIES, lists::ENTRIES, article::ENTRIES, table::ENTRIES];

/// What is said of a record.
pub(super) fn entry(record: &str) -> Option<&'static Entry> {
    ENTRIES.iter().flat_map(|entries| entries.iter()).find(|entry| entry.record == record)
}

impl Entry {
    /// What is said of a field.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ENTRIES, entry};
    use crate::read::RECORDS;

    /// `content/audit.yaml` is written by the program, not by editors.
    const OF_THE_PROGRAM: [&str; 3] = ["RawAudit", "RawAuditRow", "RawMissing"];

    #[test]
    fn every_field_of_every_record_is_described_and_nothing_else_is() {
        let known = |name: &str| {
            let found = RECORDS.iter().find(|record| record.name == name);
            found.map(|record| record.fields.iter().map(|(field, _)| *field).collect::<BTreeSet<_>>())
        };
        for record in RECORDS.iter().filter(|record| !OF_THE_PROGRAM.contains(&record.name)) {
            let entry = entry(record.name).unwrap_or_else(|| panic!("{} has no words", record.name));
            let described: BTreeSet<_> = entry.fields.iter().map(|field| field.name).collect();
            assert_eq!(Some(described), known(record.name), "{}", record.name);
        }
        for entry in ENTRIES.iter().flat_map(|entries| entries.iter()) {
            assert!(known(entry.record).is_some(), "{} is no record", entry.record);
        }
    }

    #[test]
    fn every_field_has_a_title_and_a_sentence_and_most_have_an_example() {
        let fields = ENTRIES.iter().flat_map(|entries| entries.iter()).flat_map(|entry| entry.fields);
        for field in fields {
            assert!(!field.title.is_empty() && field.title.chars().count() < 14, "{field:?}");
            assert!(field.says.chars().count() >= 8 && field.says.contains("例："), "{field:?}");
        }
    }
}
