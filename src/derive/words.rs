//! The site's own words: texts of the theme by key, with their blanks filled in. No Chinese sentence of a page stands in
//! the program.

use std::collections::BTreeMap;

use crate::check::Checked;

/// The texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a>(Option<&'a BTreeMap<String, String>>);

impl<'a> Words<'a> {
    /// The texts of the site's first language, or of any language where it has none.
    pub fn of(checked: &'a Checked) -> Words<'a> {
        let strings = &checked.theme.strings;
        let wanted =
            checked.catalog.site.languages.first().map_or("zh", |l| l.split('-').next().unwrap_or("zh"));
        Words(strings.get(wanted).or_else(|| strings.values().next()))
    }

    /// These texts.
    pub fn over(strings: &'a BTreeMap<String, String>) -> Words<'a> {
        Words(Some(strings))
    }

    /// The text of a key; the key itself where a theme leaves it out.
    pub fn get(self, key: &'a str) -> &'a str {
        self.0.and_then(|strings| strings.get(key)).map_or(key, String::as_str)
    }

    /// The text of a key, where the theme has it.
    pub fn find(self, key: &str) -> Option<&'a str> {
        self.0.and_then(|strings| strings.get(key)).map(String::as_str)
    }

    /// The text of a key with `{name}` replaced by its value.
    pub fn fill(self, key: &str, blanks: &[(&str, &str)]) -> String {
        let text = self.0.and_then(|strings| strings.get(key)).map_or(key, String::as_str);
        let mut out = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, after) = rest.split_at(open);
            out.push_str(before);
            let value = after.find('}').and_then(|close| {
                let (_, value) = blanks.iter().find(|(name, _)| *name == &after[1..close])?;
                Some((*value, close + 1))
            });
            let (value, length) = value.unwrap_or((&after[..1], 1));
            out.push_str(value);
            rest = &after[length..];
        }
        out + rest
    }

    /// The text of a key with its `{n}` filled in.
    pub fn count(self, key: &str, n: usize) -> String {
        self.fill(key, &[("n", &n.to_string())])
    }

    /// All texts by key.
    pub fn all(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.into_iter().flatten().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_filled_and_unknown_ones_stay() {
        let strings = BTreeMap::from([("a".to_owned(), "{total}个中有{n}个{x} {".to_owned())]);
        let words = Words(Some(&strings));
        assert_eq!(words.fill("a", &[("n", "2"), ("total", "5")]), "5个中有2个{x} {");
        assert_eq!(words.get("b"), "b");
        assert_eq!(words.fill("b", &[]), "b");
    }
}
