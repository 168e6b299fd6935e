//! Names and numbers of things: newtypes, so that none is taken for another.

use std::fmt;

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The number of an item at this position.
            pub fn at(position: usize) -> Self {
                Self(u32::try_from(position).expect("invariant: fewer than 2^32 items"))
            }

            /// Position in the catalogue's list.
            pub fn ix(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

index! {
    /// A place, by code.
    PlaceIx,
    /// A metric, catalogue metrics first.
    MetricIx,
    /// A domain, in display order.
    DomainIx,
    /// An article, by path.
    ArticleIx,
    /// An observation, article by article, in the order of the front matter.
    ObsIx,
    /// A glossary term.
    TermIx,
    /// A file of the folder of pictures, by path.
    ImageIx,
}

macro_rules! name {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Box<str>);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

name! {
    /// `poverty.rate`
    MetricId,
    /// GB/T 2260 code of a county-level unit: six digits.
    PlaceCode,
}
