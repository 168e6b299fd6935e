//! An article's front matter as cells: the raw texts of its fields and of the entries of its lists, nothing believed.

use super::columns::{FIELDS, Holds, LISTS};
use crate::read::{
    RawArticle, RawCorrection, RawEvent, RawExclusion, RawObservation, RawOrigin, RawPractice, RawRelation,
    Text, digest,
};

/// What stands between names in one cell.
const BETWEEN: &str = "、";

/// A cell as a field says it; none where the field is not there or says nothing.
pub(super) type Cell = Option<String>;

/// The cells of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// Of its fields, as [`FIELDS`] has them.
    pub(super) fields: Vec<Cell>,
    /// Of each list, a row for every entry.
    pub(super) lists: Vec<Vec<Vec<Cell>>>,
}

impl Record {
    pub(super) fn of(raw: &RawArticle) -> Record {
        let fields = FIELDS.iter().map(|column| cell(field(raw, column.name))).collect();
        let lists = LISTS
            .iter()
            .map(|list| {
                let names = || list.columns.iter().map(|column| column.name);
                match list.field {
                    "metrics" => rows(raw.metrics.as_deref().unwrap_or_default(), names),
                    "relations" => rows(&raw.relations, names),
                    "exclude" => rows(&raw.exclude, names),
                    "corrections" => rows(&raw.corrections, names),
                    "events" => rows(&raw.events, names),
                    _ => rows(&raw.practices, names),
                }
            })
            .collect();
        Record { fields, lists }
    }
}

/// What of an article stands in no cell.
pub(super) fn rest(mut raw: RawArticle) -> String {
    for column in FIELDS {
        match (column.name.strip_prefix("origin."), &mut raw.origin) {
            (Some("authors"), Some(origin)) => origin.authors.clear(),
            (Some(name), Some(origin)) => origin.clear(name),
            (Some(_), None) => {}
            (None, _) if column.name == "aliases" => raw.aliases.clear(),
            (None, _) => raw.clear(column.name),
        }
    }
    raw.metrics = None;
    raw.relations.clear();
    raw.exclude.clear();
    raw.corrections.clear();
    raw.events.clear();
    raw.practices.clear();
    format!("{raw:?}")
}

/// The names in a cell.
pub(super) fn names(cell: &str) -> Vec<&str> {
    cell.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// A cell as it is read back once its field is written.
pub(super) fn settled(cell: &Cell, holds: Holds) -> Cell {
    match cell {
        Some(text) if holds == Holds::Names => {
            Some(names(text).join(BETWEEN)).filter(|text| !text.is_empty())
        }
        other => other.clone(),
    }
}

/// Eight digits that tell cells from others.
pub(super) fn mark(cells: &[Cell]) -> String {
    let joined: Vec<String> =
        cells.iter().map(|c| c.as_ref().map_or("-".to_owned(), |c| format!("+{c}"))).collect();
    digest(joined.join("\u{1f}").as_bytes())[..8].to_owned()
}

fn field(raw: &RawArticle, name: &str) -> Option<String> {
    let joined = |texts: &[Text]| {
        let names: Vec<&str> = texts.iter().map(|text| &*text.0).collect();
        (!names.is_empty()).then(|| names.join(BETWEEN))
    };
    match (name.strip_prefix("origin."), &raw.origin) {
        (Some("authors"), Some(origin)) => joined(&origin.authors),
        (Some(name), Some(origin)) => origin.text(name),
        (Some(_), None) => None,
        (None, _) if name == "aliases" => joined(&raw.aliases),
        (None, _) => raw.text(name),
    }
}

fn rows<'n, T: Texts, N: Iterator<Item = &'n str>>(records: &[T], names: impl Fn() -> N) -> Vec<Vec<Cell>> {
    records.iter().map(|record| names().map(|name| cell(record.text(name))).collect()).collect()
}

/// A text without the white space around it, which no record keeps either.
pub(super) fn cell(text: Option<String>) -> Cell {
    text.map(|text| text.trim().replace("\r\n", "\n").replace('\r', "\n")).filter(|text| !text.is_empty())
}

/// Records whose fields are texts, by name.
trait Texts {
    /// The fields that it has.
    #[cfg(test)]
    const NAMES: &[&str];
    fn text(&self, name: &str) -> Option<String>;
    fn clear(&mut self, name: &str);
}

macro_rules! texts {
    ($($record:ident: $($field:ident)+;)+) => {$(
        impl Texts for $record {
            #[cfg(test)]
            const NAMES: &[&str] = &[$(stringify!($field)),+];

            fn text(&self, name: &str) -> Option<String> {
                let text = match name {
                    $(stringify!($field) => self.$field.as_ref(),)+
                    _ => None,
                };
                text.map(|text| text.0.to_string())
            }

            fn clear(&mut self, name: &str) {
                match name {
                    $(stringify!($field) => self.$field = None,)+
                    _ => {}
                }
            }
        }
    )+};
}

texts! {
    RawArticle: title title_en place summary summary_en period published state reprint_of;
    RawOrigin: headline subtitle producer edition date file sha256 url note note_en;
    RawObservation: metric label en value formula lines period kind population population_en attribution note note_en;
    RawRelation: relation known known_en;
    RawExclusion: text lines reason note note_en;
    RawCorrection: metric period expect value reason editor date;
    RawEvent: date text text_en lines kind;
    RawPractice: name en domain text text_en lines;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_a_field_and_every_field_a_column() {
        let own: Vec<&str> = FIELDS.iter().filter(|c| c.holds != Holds::Names).map(|c| c.name).collect();
        let origin: Vec<String> = RawOrigin::NAMES.iter().map(|name| format!("origin.{name}")).collect();
        assert_eq!(own, [RawArticle::NAMES, &origin.iter().map(String::as_str).collect::<Vec<_>>()].concat());
        let columns = LISTS.iter().map(|list| list.columns.iter().map(|c| c.name).collect::<Vec<_>>());
        let fields = [
            RawObservation::NAMES,
            RawRelation::NAMES,
            RawExclusion::NAMES,
            RawCorrection::NAMES,
            RawEvent::NAMES,
            RawPractice::NAMES,
        ];
        assert_eq!(columns.collect::<Vec<_>>(), fields);
    }

    #[test]
    fn names_stand_in_one_cell_and_come_apart_again() {
        assert_eq!(names("甲、 乙，丙; 丁"), ["甲", "乙", "丙", "丁"]);
        assert_eq!(settled(&Some("甲，乙".to_owned()), Holds::Names), Some("甲、乙".to_owned()));
        assert_eq!(settled(&Some("、".to_owned()), Holds::Names), None);
    }

    #[test]
    fn a_cell_that_says_nothing_is_no_other_than_a_field_that_is_not_there() {
        assert_ne!(mark(&[None, Some("a".to_owned())]), mark(&[Some("a".to_owned()), None]));
        assert_eq!(cell(Some(" \u{3000}".to_owned())), None);
        assert_eq!(cell(Some(" a\r\nb\n".to_owned())).as_deref(), Some("a\nb"));
    }
}
