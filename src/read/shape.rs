//! What raw records may hold, told by the records themselves: [`super::raw`] names each field once, and its name and form
//! are read off there. For schemas, which must not forget a field.

use super::raw::Text;

/// What a field holds in YAML.
#[derive(Clone, Copy, Debug)]
pub enum Holds {
    /// One value.
    Text,
    /// A list.
    List(&'static Holds),
    /// A group of fields.
    Record(&'static Record),
    /// One value, or a group of fields.
    TextOrRecord(&'static Record),
}

/// The fields of a raw record.
#[derive(Debug)]
pub struct Record {
    /// Its name: `RawArticle`.
    pub name: &'static str,
    /// Its fields in the order of the record, by their names in YAML.
    pub fields: &'static [(&'static str, Holds)],
}

/// A type that a field may have.
pub trait Held {
    /// Its form in YAML.
    const HOLDS: Holds;
}

/// A raw record.
pub trait Fields {
    /// Its fields.
    const RECORD: &'static Record;
}

impl Held for Text {
    const HOLDS: Holds = Holds::Text;
}

impl<T: Held> Held for Option<T> {
    const HOLDS: Holds = T::HOLDS;
}

impl<T: Held + 'static> Held for Vec<T> {
    const HOLDS: Holds = Holds::List(&T::HOLDS);
}
