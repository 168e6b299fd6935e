//! A cell of a table: a text, a number, or nothing.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::SEPARATOR;
use crate::quantity::format_plain;

/// What stands in one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super::super) enum Value<'a> {
    /// Nothing; why, its field says.
    Nothing,
    /// A text, never empty.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(u64),
    /// A number, exact.
    Decimal(Decimal),
}

impl<'a> Value<'a> {
    /// A text; nothing where it is empty.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Value<'a> {
        let text = text.into();
        if text.is_empty() { Value::Nothing } else { Value::Text(text) }
    }

    /// A text that may not be there.
    pub(super) fn optional(text: Option<impl Into<Cow<'a, str>>>) -> Value<'a> {
        text.map_or(Value::Nothing, Value::text)
    }

    /// Texts in one cell.
    pub(super) fn list<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> Value<'a> {
        let mut out = String::new();
        for (n, item) in items.into_iter().enumerate() {
            if n > 0 {
                out.push(SEPARATOR);
            }
            out.push_str(item.as_ref());
        }
        Value::text(out)
    }

    /// A count.
    pub(super) fn count(n: usize) -> Value<'a> {
        Value::Integer(u64::try_from(n).expect("invariant: a count of things in memory fits 64 bits"))
    }

    /// A number that may not be there.
    pub(super) fn decimal(number: Option<Decimal>) -> Value<'a> {
        number.map_or(Value::Nothing, Value::Decimal)
    }

    /// As text: empty for nothing, digits for numbers, never an exponent.
    pub(in super::super::super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Value::Nothing => Cow::Borrowed(""),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Integer(n) => n.to_string().into(),
            Value::Decimal(d) => format_plain(*d).into(),
        }
    }
}
