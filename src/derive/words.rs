//! The site's own words: texts of the theme by key, with their blanks filled in. No Chinese sentence of a page stands in
//! the program.

use crate::{check::Checked, diag::Lang, read::Strings};

/// The texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a>(Option<&'a Strings>);

/// A part of a text that is being filled in.
#[derive(Clone, Copy, Debug)]
pub enum Part<'t, V> {
    /// Words of the theme.
    Words(&'t str),
    /// What stands in a blank.
    Blank(V),
}

impl<'a> Words<'a> {
    /// The texts of one language.
    pub fn of(checked: &'a Checked, lang: Lang) -> Words<'a> {
        Words(checked.theme.strings.get(lang.code()))
    }

    /// These texts.
    pub fn over(strings: &'a Strings) -> Words<'a> {
        Words(Some(strings))
    }

    /// The text of a key; the key itself where a theme leaves it out.
    pub fn get(self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text of a key, where the theme has it.
    pub fn find(self, key: &str) -> Option<&'a str> {
        self.0.and_then(|strings| strings.get(key)).map(String::as_str)
    }

    /// The text of a key with `{name}` replaced by its value.
    pub fn fill(self, key: &str, blanks: &[(&str, &str)]) -> String {
        let text = self.find(key).unwrap_or(key);
        let mut out = String::with_capacity(text.len() + blanks.iter().map(|(_, v)| v.len()).sum::<usize>());
        let find = |name: &str| blanks.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
        fill_blanks(text, find, |part| match part {
            Part::Words(text) | Part::Blank(text) => out.push_str(text),
        });
        out
    }

    /// The text of a key with its `{n}` filled in; that of `key.one`, where the language has it, for one.
    pub fn count(self, key: &str, n: usize) -> String {
        self.counted(key, n, &[])
    }

    /// Like [`Words::count`], with further blanks.
    pub fn counted(self, key: &str, n: usize, blanks: &[(&str, &str)]) -> String {
        let n_text = n.to_string();
        let blanks: Vec<(&str, &str)> = blanks.iter().copied().chain([("n", n_text.as_str())]).collect();
        let one = (n == 1).then(|| format!("{key}.one")).filter(|key| self.find(key).is_some());
        self.fill(one.as_deref().unwrap_or(key), &blanks)
    }

    /// All texts by key, in no order.
    pub fn all(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.into_iter().flatten().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

/// A text in parts: its words, and what `find` has for its `{name}`s. What it has nothing for stays.
pub fn fill_blanks<V>(text: &str, find: impl Fn(&str) -> Option<V>, mut give: impl FnMut(Part<'_, V>)) {
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at(open);
        give(Part::Words(before));
        let found = after.find('}').and_then(|close| Some((find(&after[1..close])?, close + 1)));
        match found {
            Some((value, length)) => {
                give(Part::Blank(value));
                rest = &after[length..];
            }
            None => {
                give(Part::Words(&after[..1]));
                rest = &after[1..];
            }
        }
    }
    give(Part::Words(rest));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_filled_and_unknown_ones_stay() {
        let strings = Strings::from([("a".to_owned(), "{total}个中有{n}个{x} {".to_owned())]);
        let words = Words(Some(&strings));
        assert_eq!(words.fill("a", &[("n", "2"), ("total", "5")]), "5个中有2个{x} {");
        assert_eq!(words.get("b"), "b");
        assert_eq!(words.fill("b", &[]), "b");
    }

    #[test]
    fn one_has_words_of_its_own_where_the_language_needs_them() {
        let strings = [("x", "{n} metrics"), ("x.one", "{n} metric"), ("y", "{n}个指标")];
        let strings = strings.map(|(key, text)| (key.to_owned(), text.to_owned())).into_iter().collect();
        let words = Words(Some(&strings));
        assert_eq!((words.count("x", 1), words.count("x", 2)), ("1 metric".into(), "2 metrics".into()));
        assert_eq!(words.count("y", 1), "1个指标");
    }
}
