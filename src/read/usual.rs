//! YAML as nearly all files are written: fields one below the other, lists of items, brackets with a new line only after
//! a comma, plain texts, quoted ones without escapes. In comes such a text; out comes its record, read in one pass and without a
//! tree in between, or nothing where anything else stands in it.
//!
//! Never: a finding. What is not read here is read by the whole reader in [`super::yaml`], whose word on faults is the
//! only one; what is read here, that one reads alike, as the tests below hold.

use std::fmt;

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, Error, MapAccess, SeqAccess, Visitor,
        value::BorrowedStrDeserializer,
    },
    forward_to_deserialize_any,
};

/// The record of a text that is written as usual.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    if !has_usual_characters(text) {
        return None;
    }
    let mut source = Source { rest: text, line: "", indent: None };
    source.next_line();
    let record = T::deserialize(Node { source: &mut source, place: Place::Block }).ok()?;
    source.indent.is_none().then_some(record)
}

/// No tabs, no carriage returns but before a line feed, none of the line ends and invisible characters of Unicode.
/// Without a branch, so that many bytes are looked at in one step.
fn has_usual_characters(text: &str) -> bool {
    let bytes = text.as_bytes();
    let at_end = match bytes {
        [.., a, b] => is_unusual(*a, *b, 0) | is_unusual(*b, 0, 0),
        [a] => is_unusual(*a, 0, 0),
        [] => false,
    };
    !bytes.windows(3).fold(at_end, |found, w| found | is_unusual(w[0], w[1], w[2]))
}

/// Whether the character that begins with a byte is unusual, by the two bytes after it.
fn is_unusual(byte: u8, next: u8, third: u8) -> bool {
    let control = (byte < b' ') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7f) | (byte >= 0xf0);
    let lone_return = (byte == b'\r') & (next != b'\n');
    // U+0080 to U+009F.
    let control_above = (byte == 0xc2) & (next < 0xa0);
    // U+2028 and U+2029.
    let separator = (byte == 0xe2) & (next == 0x80) & ((third == 0xa8) | (third == 0xa9));
    // U+FEFF, U+FFFE and U+FFFF.
    let mark = (byte == 0xef)
        & (((next == 0xbb) & (third == 0xbf)) | ((next == 0xbf) & ((third == 0xbe) | (third == 0xbf))));
    control | lone_return | control_above | separator | mark
}

/// Something that is not written as usual, or does not fit the record.
#[derive(Debug)]
struct Unusual;

impl fmt::Display for Unusual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not written as usual")
    }
}

impl std::error::Error for Unusual {}

impl Error for Unusual {
    fn custom<M: fmt::Display>(_: M) -> Self {
        Unusual
    }
}

type Read<T> = Result<T, Unusual>;

/// A text on its way: the line that is being read, and those below it. Empty lines and comments are left out.
struct Source<'t> {
    rest: &'t str,
    /// What is left of the line, without the spaces at its end.
    line: &'t str,
    /// The column where `line` began; none at the end of the text.
    indent: Option<usize>,
}

impl<'t> Source<'t> {
    fn next_line(&mut self) {
        while !self.rest.is_empty() {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            let line = self.rest[..end].trim_end_matches([' ', '\r']);
            self.rest = self.rest.get(end + 1..).unwrap_or_default();
            self.line = line.trim_start_matches(' ');
            if !self.line.is_empty() && !self.line.starts_with('#') {
                self.indent = Some(line.len() - self.line.len());
                return;
            }
        }
        (self.line, self.indent) = ("", None);
    }

    /// Goes on within brackets on the line below, which is indented further than the one where their entry begins.
    fn next_line_within(&mut self) -> Read<()> {
        let entry = self.indent;
        self.next_line();
        if self.indent <= entry {
            return Err(Unusual);
        }
        self.indent = entry;
        Ok(())
    }

    /// Leaves a line of which nothing but a comment is left.
    fn end_line(&mut self) -> Read<()> {
        let left = self.line.trim_start_matches(' ');
        if !left.is_empty() && (left.len() == self.line.len() || !left.starts_with('#')) {
            return Err(Unusual);
        }
        self.next_line();
        Ok(())
    }

    fn skip_spaces(&mut self) {
        self.line = self.line.trim_start_matches(' ');
    }

    fn eat(&mut self, sign: char) -> bool {
        let rest = self.line.strip_prefix(sign);
        self.line = rest.unwrap_or(self.line);
        rest.is_some()
    }

    /// The length of the name of a field that begins here.
    fn key_len(&self) -> Option<usize> {
        let len = self.line.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let value = self.line[len..].strip_prefix(':').filter(|_| len > 0)?;
        (value.is_empty() || value.starts_with(' ')).then_some(len)
    }

    fn is_item(&self) -> bool {
        self.line.starts_with("- ")
    }

    /// Reads the name of a field and its colon.
    fn key(&mut self) -> Read<&'t str> {
        let len = self.key_len().ok_or(Unusual)?;
        let (key, value) = self.line.split_at(len);
        self.line = &value[1..];
        Ok(key)
    }

    /// A text that ends with its line, or before a comment.
    fn text_of_line(&mut self) -> Read<Scalar<'t>> {
        let scalar = match self.quoted()? {
            Some(scalar) => scalar,
            None => {
                let text = self.line;
                let comment = text.as_bytes().windows(2).position(|two| two == b" #");
                let len = comment.unwrap_or(text.len());
                self.line = &text[len..];
                let text = text[..len].trim_end_matches(' ');
                if text.ends_with(':') || text.contains(": ") {
                    return Err(Unusual);
                }
                Scalar::plain(text)?
            }
        };
        self.end_line()?;
        Ok(scalar)
    }

    /// A text within brackets.
    fn text_within(&mut self) -> Read<Scalar<'t>> {
        if let Some(scalar) = self.quoted()? {
            return Ok(scalar);
        }
        let ends = |byte: u8| matches!(byte, b',' | b'[' | b']' | b'{' | b'}' | b':' | b'#');
        let len = self.line.bytes().position(ends).ok_or(Unusual)?;
        let (text, rest) = self.line.split_at(len);
        self.line = rest;
        Scalar::plain(text.trim_end_matches(' '))
    }

    /// A text in quotes, if one begins here.
    fn quoted(&mut self) -> Read<Option<Scalar<'t>>> {
        let Some(quote @ ('"' | '\'')) = self.line.chars().next() else { return Ok(None) };
        let len = self.line[1..].find([quote, '\\']).ok_or(Unusual)?;
        let (text, rest) = self.line[1..].split_at(len);
        self.line = rest.strip_prefix(quote).filter(|rest| !rest.starts_with(quote)).ok_or(Unusual)?;
        Ok(Some(Scalar { text, quoted: true }))
    }
}

/// A text, and whether it stands in quotes.
struct Scalar<'t> {
    text: &'t str,
    quoted: bool,
}

impl<'t> Scalar<'t> {
    /// A text without quotes; none that begins with a sign of YAML, or means nothing.
    fn plain(text: &'t str) -> Read<Self> {
        let mut chars = text.chars();
        let sound = match chars.next() {
            None | Some('~') => false,
            Some('-') => chars.next().is_some_and(|c| c != ' '),
            Some(first) => !"?:,[]{}#&*!|>'\"%@`".contains(first),
        };
        let nothing = matches!(text, "null" | "Null" | "NULL");
        (sound && !nothing).then_some(Scalar { text, quoted: false }).ok_or(Unusual)
    }

    /// Whether it is a text wherever anything may stand: a plain word might be a number or the like.
    fn is_surely_text(&self) -> bool {
        let words = self.text.starts_with(|c: char| c.is_ascii_alphabetic()) && self.text.contains(' ');
        self.quoted || words
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
enum Place {
    /// At the beginning of what is left of the line.
    Block,
    /// After the name of a field that begins in this column, on its line or below.
    Field(usize),
    /// Within brackets.
    Within,
}

/// A value about to be read.
struct Node<'a, 't> {
    source: &'a mut Source<'t>,
    place: Place,
}

impl<'a, 't> Node<'a, 't> {
    /// Goes to where the value begins; gives its place, which is no longer `Field` where it stands below its field.
    fn begin(mut self) -> Read<Self> {
        match self.place {
            Place::Block => {}
            Place::Within => self.source.skip_spaces(),
            Place::Field(column) => {
                let left = self.source.line.trim_start_matches(' ');
                if !left.is_empty() && !left.starts_with('#') {
                    self.source.line = left;
                    return Ok(self);
                }
                self.source.next_line();
                let indent = self.source.indent.ok_or(Unusual)?;
                let items_beside = indent == column && self.source.is_item();
                // A text below its field may go on over several lines.
                let entries = self.source.is_item() || self.source.key_len().is_some();
                if !entries || (indent <= column && !items_beside) {
                    return Err(Unusual);
                }
                self.place = Place::Block;
            }
        }
        Ok(self)
    }

    fn scalar(self) -> Read<Scalar<'t>> {
        let Node { source, place } = self.begin()?;
        match place {
            Place::Within => source.text_within(),
            Place::Block if source.is_item() || source.key_len().is_some() => Err(Unusual),
            Place::Block | Place::Field(_) => source.text_of_line(),
        }
    }

    /// Reads what stands in brackets, and the end of the line after the outermost.
    fn bracketed<T>(self, close: char, read: impl FnOnce(Brackets<'_, 't>) -> Read<T>) -> Read<T> {
        let Node { source, place } = self;
        let mut ended = false;
        let value = read(Brackets { source: &mut *source, close, first: true, ended: &mut ended })?;
        if !ended {
            return Err(Unusual);
        }
        if !matches!(place, Place::Within) {
            source.end_line()?;
        }
        Ok(value)
    }

    fn rows<T>(self, read: impl FnOnce(Rows<'_, 't>) -> Read<T>) -> Read<T> {
        let column = self.source.indent.filter(|_| matches!(self.place, Place::Block)).ok_or(Unusual)?;
        read(Rows { source: self.source, column })
    }
}

impl<'de> Deserializer<'de> for Node<'_, 'de> {
    type Error = Unusual;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let node = self.begin()?;
        let fields = matches!(node.place, Place::Block) && node.source.key_len().is_some();
        if fields || node.source.line.starts_with('{') {
            return node.deserialize_map(visitor);
        }
        let scalar = node.scalar()?;
        if scalar.is_surely_text() { visitor.visit_borrowed_str(scalar.text) } else { Err(Unusual) }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_borrowed_str(self.scalar()?.text)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        // Nothing, in whichever spelling, is not read here.
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let node = self.begin()?;
        if node.source.eat('[') {
            return node.bracketed(']', |items| visitor.visit_seq(items));
        }
        if node.source.is_item() { node.rows(|items| visitor.visit_seq(items)) } else { Err(Unusual) }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let node = self.begin()?;
        if node.source.eat('{') {
            return node.bracketed('}', |fields| visitor.visit_map(fields));
        }
        node.rows(|fields| visitor.visit_map(fields))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct newtype_struct
        tuple tuple_struct enum identifier ignored_any
    }
}

/// Entries one below the other, which begin in the same column.
struct Rows<'a, 't> {
    source: &'a mut Source<'t>,
    column: usize,
}

impl Rows<'_, '_> {
    /// Whether another entry may stand here; one that is indented further cannot.
    fn goes_on(&self) -> Read<bool> {
        match self.source.indent {
            Some(indent) if indent > self.column => Err(Unusual),
            indent => Ok(indent == Some(self.column)),
        }
    }
}

impl<'t> SeqAccess<'t> for Rows<'_, 't> {
    type Error = Unusual;

    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        // Items may stand in the column of the field that they belong to, and the next field then ends them.
        if !self.goes_on()? || !self.source.is_item() {
            return Ok(None);
        }
        let item = self.source.line[2..].trim_start_matches(' ');
        if item.starts_with('#') {
            return Err(Unusual);
        }
        self.source.indent = Some(self.column + self.source.line.len() - item.len());
        self.source.line = item;
        seed.deserialize(Node { source: self.source, place: Place::Block }).map(Some)
    }

    /// The items that follow in this column, so that room is made for all at once.
    fn size_hint(&self) -> Option<usize> {
        let indented =
            |line: &&[u8]| line.len() > self.column && line[..self.column].iter().all(|b| *b == b' ');
        let lines = self.source.rest.as_bytes().split(|b| *b == b'\n').take_while(indented);
        Some(1 + lines.filter(|line| line[self.column..].starts_with(b"- ")).count())
    }
}

impl<'t> MapAccess<'t> for Rows<'_, 't> {
    type Error = Unusual;

    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        if !self.goes_on()? {
            return Ok(None);
        }
        let key: BorrowedStrDeserializer<'t, Unusual> = BorrowedStrDeserializer::new(self.source.key()?);
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<S::Value> {
        seed.deserialize(Node { source: self.source, place: Place::Field(self.column) })
    }
}

/// Entries within brackets, the opening one read.
struct Brackets<'a, 't> {
    source: &'a mut Source<'t>,
    close: char,
    first: bool,
    /// Whether the closing bracket has been read.
    ended: &'a mut bool,
}

impl Brackets<'_, '_> {
    /// Whether another entry stands here; reads the comma before it, or the closing bracket.
    fn goes_on(&mut self) -> Read<bool> {
        self.source.skip_spaces();
        if self.source.eat(self.close) {
            *self.ended = true;
            return Ok(false);
        }
        if !std::mem::take(&mut self.first) {
            if !self.source.eat(',') {
                return Err(Unusual);
            }
            if self.source.line.is_empty() {
                self.source.next_line_within()?;
            }
        }
        self.source.skip_spaces();
        Ok(true)
    }
}

impl<'t> SeqAccess<'t> for Brackets<'_, 't> {
    type Error = Unusual;

    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        if !self.goes_on()? {
            return Ok(None);
        }
        seed.deserialize(Node { source: self.source, place: Place::Within }).map(Some)
    }
}

impl<'t> MapAccess<'t> for Brackets<'_, 't> {
    type Error = Unusual;

    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<Option<S::Value>> {
        if !self.goes_on()? {
            return Ok(None);
        }
        let key: BorrowedStrDeserializer<'t, Unusual> = BorrowedStrDeserializer::new(self.source.key()?);
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Read<S::Value> {
        seed.deserialize(Node { source: self.source, place: Place::Within })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::read::raw::{RawArticle, RawFigure, RawMetrics, RawPlaces};

    fn whole<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
        serde_yaml::from_str(text).ok()
    }

    #[test]
    fn the_site_itself_is_written_as_usual() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/");
        let file = |name: &str| std::fs::read_to_string(format!("{folder}{name}")).unwrap();
        assert!(read::<RawPlaces>(&file("places.yaml")).is_some());
        assert!(read::<RawMetrics>(&file("metrics.yaml")).is_some());
        let articles = std::fs::read_dir(format!("{folder}articles")).unwrap();
        for article in articles.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
            let text = file(&format!("articles/{article}"));
            // A text in English has no fields.
            let Some(data) = text.split("---\n").nth(1) else { continue };
            let (usual, whole) = (read::<RawArticle>(data), whole::<RawArticle>(data).unwrap());
            assert_eq!(format!("{:?}", usual.unwrap_or_else(|| panic!("{article}"))), format!("{whole:?}"));
        }
    }

    #[test]
    fn usual_forms_are_read_and_others_left() {
        for (text, usual) in [
            ("title: a", true),
            ("title: \"a: b\" # c\n# d\n\nkind: 'x'\n", true),
            ("metrics: [a.b, c.d]\r\nkind: x\r\n", true),
            ("metrics:\n- a.b\n- c.d\nkind: x", true),
            ("metrics:\n  - a.b\n  - \"c\"\n", true),
            ("metrics: []\nnote: -a #b", true),
            ("metrics: [a,]", false),
            ("title:", false),
            ("title: ~", false),
            ("title: a\n  b", false),
            ("title: a\n kind: b", false),
            ("title: \"a\\\"\"", false),
            ("title: 'a''b'", false),
            ("title: |\n  a", false),
            ("title: &a b", false),
            ("title: a: b", false),
            ("metrics: [a,\n b,\n   c] # d\nkind: x", true),
            ("metrics: [a,\nb]", false),
            ("metrics: [a\n , b]", false),
            ("metrics: [\n a]", false),
            ("metrics: [a b", false),
            ("metrics: [a: b]", false),
            ("title: a\ntitle: b", false),
            ("title: a\u{2028}kind: b", false),
            ("title:\ta", false),
            ("titel: a", false),
            ("---\ntitle: a", false),
        ] {
            let found = read::<RawFigure>(text);
            assert_eq!(found.is_some(), usual, "{text:?}");
            if let Some(found) = found {
                let whole = whole::<RawFigure>(text).unwrap_or_else(|| panic!("{text:?}"));
                assert_eq!(format!("{found:?}"), format!("{whole:?}"), "{text:?}");
            }
        }
    }

    /// Pieces that YAML is made of, right and wrong.
    fn yaml() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "title: ",
            "metrics:",
            "relations:",
            "origin:",
            "authors: ",
            "exclude:",
            "period:",
            "metric: ",
            "value: ",
            "note: ",
            "known: ",
            "relation: ",
            "headline: ",
            "\n",
            "\n",
            "\n",
            "\n",
            "\n  ",
            "\n  - ",
            "\n- ",
            "\n    ",
            "- ",
            " ",
            "  ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            ",",
            ":",
            ": ",
            " #",
            "#",
            "\"",
            "'",
            "\\",
            "-",
            "--- ",
            "---",
            "...",
            "?",
            "!",
            "&a",
            "*a",
            "|",
            ">",
            "%",
            "@",
            "~",
            "null",
            "true",
            "12",
            "1.5",
            "0x1f",
            "1e3",
            ".inf",
            "数",
            "一二",
            "a",
            "a.b",
            "b c",
            "<= ",
            "\r\n",
            "\t",
            "\u{a0}",
            "\u{3000}",
            "，",
            "“",
            "”",
            "\u{feff}",
        ]);
        prop::collection::vec(piece, 1..24).prop_map(|pieces| pieces.concat())
    }

    /// Articles that are sound but for a piece put in somewhere.
    fn article() -> impl Strategy<Value = String> {
        let text = "title: 一\nplace: \"430503\"\norigin:\n  headline: a b\n  authors: [甲, 乙]\nmetrics:\n  # c\n  - {metric: a.b, value: 3万人, lines: \"4, 6\", note: x,\n     note_en: \"y\"}\n  - metric: c.d\n    value: 12\nrelations:\n- a.b <= c.d\n- relation: a.b = c.d\n  known: x\n- {relation: a.b = c.d, known: y}\nexclude: []\n";
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        (prop::sample::select(starts), yaml(), any::<bool>()).prop_map(move |(at, piece, short)| {
            let piece: String = if short { piece.chars().take(2).collect() } else { piece };
            format!("{}{piece}{}", &text[..at], &text[at..])
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn what_is_read_is_read_alike_by_the_whole_reader(text in prop_oneof![yaml(), article()]) {
            if let Some(found) = read::<RawArticle>(&text) {
                let whole = whole::<RawArticle>(&text);
                prop_assert!(whole.is_some(), "{text:?}");
                prop_assert_eq!(format!("{found:?}"), format!("{:?}", whole.unwrap_or_default()), "{:?}", text);
            }
        }
    }
}
