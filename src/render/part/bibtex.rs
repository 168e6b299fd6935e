//! Entries of a BibTeX file: names, titles and addresses in, text that BibTeX reads out.

use std::fmt::Write as _;

/// One entry.
#[derive(Debug)]
pub struct Entry<'a> {
    /// `misc`, `article`.
    pub kind: &'static str,
    /// The key that a text cites it by.
    pub key: String,
    /// Fields in order; those without a value are left out.
    pub fields: Vec<(&'static str, Field<'a>)>,
}

/// The value of a field.
#[derive(Debug)]
pub enum Field<'a> {
    /// Words, whose signs are written as BibTeX wants them.
    Text(&'a str),
    /// Names of people; each is kept as it is, for Chinese ones have no part to be put first.
    People(&'a [String]),
    /// An address, taken as it is.
    Address(&'a str),
}

impl Entry<'_> {
    /// The entry as text, without a line end behind it.
    pub fn write(&self) -> String {
        let mut out = format!("@{}{{{}", self.kind, self.key);
        for (name, field) in &self.fields {
            let value = match field {
                Field::Text(text) => escaped(text),
                Field::People(people) => {
                    let each: Vec<String> = people.iter().map(|p| format!("{{{}}}", escaped(p))).collect();
                    each.join(" and ")
                }
                // As it is, but for what would end the field.
                Field::Address(address) => {
                    address.replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D")
                }
            };
            if !value.is_empty() {
                let _ = write!(out, ",\n  {name} = {{{value}}}");
            }
        }
        out + "\n}"
    }
}

/// A text in which no sign has a meaning of its own. Braces, which BibTeX counts, become full-width ones.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' | '&' | '#' | '_' | '$' => out.extend(['\\', c]),
            '{' => out.push('｛'),
            '}' => out.push('｝'),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_names_and_addresses() {
        let people = ["林一禾".to_owned(), "A {B} C".to_owned()];
        let entry = Entry {
            kind: "misc",
            key: "k".to_owned(),
            fields: vec![
                ("author", Field::People(&people)),
                ("title", Field::Text("0.25% & 3_4 {x} \\")),
                ("note", Field::Text("")),
                ("url", Field::Address("https://example.org/a_b.html#f-x%20y}")),
            ],
        };
        assert_eq!(
            entry.write(),
            "@misc{k,\n  author = {{林一禾} and {A ｛B｝ C}},\n  title = {0.25\\% \\& 3\\_4 ｛x｝ \\textbackslash{}},\n  \
             url = {https://example.org/a_b.html#f-x%20y%7D}\n}"
        );
    }
}
