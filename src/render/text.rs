//! A text on a page, with the language that it is in.
//!
//! A template prints a [`Text`] like any other value, `{{ place.name }}`: where it is in the language of the page it is
//! plain, and escaped by the template; where it is not, it comes as finished HTML in a `<span lang>`. In an attribute,
//! which can hold no markup, the view struct gives [`Text::plain`].

use serde::{Serialize, Serializer};
use tera::Value;

use super::view::escape;
use crate::{derive::Said, diag::Lang};

/// A text and, where parts of it are in another language than the page, the same as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    plain: String,
    html: Option<String>,
}

impl Text {
    /// A text of the content on a page in `page`, marked where it is not in that language.
    pub fn of(said: Said<'_>, page: Lang) -> Text {
        match (said.lang, page) {
            (Lang::En, Lang::En) => Text::mixed(said.text),
            (Lang::Zh, Lang::En) if !is_han(said.text) => said.text.into(),
            (own, page) if own == page => said.text.into(),
            (own, _) => Text::foreign(said.text, own),
        }
    }

    /// A text in `lang`, which is not that of the page.
    pub fn foreign(text: &str, lang: Lang) -> Text {
        let mut html = String::with_capacity(text.len() + 28);
        html.push_str("<span lang=\"");
        html.push_str(lang.tag());
        html.push_str("\">");
        escape(text, &mut html);
        html.push_str("</span>");
        Text { plain: text.to_owned(), html: Some(html) }
    }

    /// An empty text with room for so many bytes.
    pub fn with_room(bytes: usize) -> Text {
        String::with_capacity(bytes).into()
    }

    /// Finished HTML, for where no plain text is wanted.
    pub fn of_html(html: String) -> Text {
        Text { plain: String::new(), html: Some(html) }
    }

    /// A text in English that quotes Chinese: each stretch of Chinese, with the digits at its side, is marked.
    pub fn mixed(text: &str) -> Text {
        let mut out = Text::default();
        let mut rest = text;
        while let Some(first) = rest.find(is_han_char) {
            let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '\u{2212}');
            let start = rest[..first].trim_end_matches(number).len();
            let letter =
                rest[first..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |n| first + n);
            let end = rest[..letter].rfind(is_han_char).unwrap_or(first);
            let end = end + rest[end..].chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[..start]);
            out.push(&Text::foreign(&rest[start..end], Lang::Zh));
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }

    /// Without any mark of language, for attributes.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// Without any mark of language, for attributes.
    pub fn into_plain(self) -> String {
        self.plain
    }

    /// As HTML.
    pub fn html(&self) -> String {
        let mut out = String::new();
        self.write_html(&mut out);
        out
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// Whether all of it is in the language of the page.
    pub fn is_native(&self) -> bool {
        self.html.is_none()
    }

    /// Adds another text.
    pub fn push(&mut self, other: &Text) {
        if self.html.is_some() || other.html.is_some() {
            let mut html = self.html();
            other.write_html(&mut html);
            self.html = Some(html);
        }
        self.plain.push_str(&other.plain);
    }

    /// Adds words in the language of the page.
    pub fn push_str(&mut self, words: &str) {
        if let Some(html) = &mut self.html {
            escape(words, html);
        }
        self.plain.push_str(words);
    }

    fn write_html(&self, out: &mut String) {
        match &self.html {
            Some(html) => out.push_str(html),
            None => escape(&self.plain, out),
        }
    }
}

impl From<String> for Text {
    fn from(plain: String) -> Text {
        Text { plain, html: None }
    }
}

impl From<&str> for Text {
    fn from(plain: &str) -> Text {
        plain.to_owned().into()
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.html {
            Some(html) => Value::safe_string(html).serialize(serializer),
            None => serializer.serialize_str(&self.plain),
        }
    }
}

/// Whether a text has Chinese characters or signs: without any it needs no mark on a page in English.
pub fn is_han(text: &str) -> bool {
    !text.is_ascii() && text.contains(is_han_char)
}

fn is_han_char(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
        || matches!(c, '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_two_languages_join() {
        let mut text = Text::from("Daxiang <");
        text.push(&Text::foreign("大祥区&", Lang::Zh));
        text.push_str(" & more");
        assert_eq!(text.plain(), "Daxiang <大祥区& & more");
        assert_eq!(text.html(), "Daxiang &lt;<span lang=\"zh-Hans\">大祥区&amp;</span> &amp; more");
        assert!(!text.is_native());
        let value = Value::from_serializable(&text);
        assert!(value.is_safe() && !Value::from_serializable(&Text::from("a < b")).is_safe());
    }

    #[test]
    fn chinese_in_an_english_text_is_marked() {
        let zh = |text| format!("<span lang=\"zh-Hans\">{text}</span>");
        for (text, html) in [
            ("no Chinese, 57.6%", "no Chinese, 57.6%".to_owned()),
            ("3621余万元（2019年） in all", format!("{} in all", zh("3621余万元（2019年）"))),
            (
                "the unit of 户籍人口 is 万人, not 人",
                format!("the unit of {} is {}, not {}", zh("户籍人口"), zh("万人"), zh("人")),
            ),
        ] {
            assert_eq!(Text::mixed(text).html(), html);
            assert_eq!(Text::mixed(text).plain(), text);
        }
    }

    #[test]
    fn chinese_is_told_by_its_characters() {
        for (text, is) in
            [("57.6%", false), ("约 2%", true), ("2014–2020", false), ("“GDP”", false), ("《", true)]
        {
            assert_eq!(is_han(text), is, "{text}");
        }
    }
}
