//! A list of which each entry is made when it is written, so that a list of all places never stands in memory.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

/// The entries of a list, made one after another.
pub(super) struct Each<'a, T>(Box<dyn Fn() -> Entries<'a, T> + 'a>);

type Entries<'a, T> = Box<dyn Iterator<Item = T> + 'a>;

impl<'a, T> Each<'a, T> {
    /// What `make` makes of each of `items`.
    pub(super) fn of<I, M>(items: I, make: M) -> Each<'a, T>
    where
        I: IntoIterator<IntoIter: 'a> + Clone + 'a,
        M: Fn(I::Item) -> T + Copy + 'a,
    {
        Each(Box::new(move || Box::new(items.clone().into_iter().map(make))))
    }
}

impl<T> fmt::Debug for Each<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Each")
    }
}

impl<T: Serialize> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// That of a list.
impl<T: JsonSchema> JsonSchema for Each<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}
