//! JSON of which each entry of a list stands in a line: it is read in an editor, compared line by line, and not blown up by
//! indentation. In goes what can be serialized, out come its bytes.

use std::io::{self, Write};

use anyhow::Result;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// So deep lines are broken: the fields of the whole, and the entries of its lists.
const BROKEN: usize = 2;

/// Adds the bytes of a file.
///
/// # Errors
/// None that a writer into memory has.
pub(super) fn write_lines<V: Serialize>(value: &V, out: &mut impl io::Write) -> Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Lines::default()))?;
    Ok(out.write_all(b"\n")?)
}

/// Where the writer stands.
#[derive(Debug, Default)]
struct Lines {
    depth: usize,
    /// Whether what was closed last, or is open, holds anything.
    is_filled: bool,
}

impl Lines {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.is_filled = false;
        out.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        self.line(out)
    }

    fn line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        if self.depth > BROKEN {
            return Ok(());
        }
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b" "))
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        let breaks = self.is_filled && self.depth <= BROKEN;
        self.depth -= 1;
        if breaks {
            self.line(out)?;
        }
        out.write_all(bracket)
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(if self.depth > BROKEN { b":" } else { b": " })
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::write_lines;

    #[test]
    fn entries_stand_in_lines_and_are_read_back() {
        let value = json!({"a": [{"b": 1, "c": [2, []]}, {}], "d": {}, "e": {"f": "\n"}});
        let mut text = Vec::new();
        write_lines(&value, &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let lines = "{\n \"a\": [\n  {\"b\":1,\"c\":[2,[]]},\n  {}\n ],\n \"d\": {},\n \"e\": {\n  \"f\": \"\\n\"\n }\n}\n";
        assert_eq!(text, lines);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
