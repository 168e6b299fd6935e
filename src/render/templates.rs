//! The templates of a site's theme, ready to render, once a language: what all pages of a language share is in them.

use std::{borrow::Cow, collections::BTreeMap};

use anyhow::Result;
use tera::{Context, Tera};

use super::global;
use crate::{
    derive::{Site, Words as Strings},
    diag::{Lang, OrRefuse, Refusal, Words, say},
};

/// The endings of templates whose values are escaped.
const ESCAPED: [&str; 3] = [".html", ".xml", ".svg"];

/// A word of the site in a template, up to its key.
const OPEN: &str = "{{ t[\"";
/// And behind its key.
const CLOSE: &str = "\"] }}";

/// The templates of a site in each of its languages.
///
/// # Errors
/// Where a template is broken or names one that is not there; all of them are reported together.
pub(super) fn load(site: &Site) -> Result<BTreeMap<Lang, Tera>> {
    let templates = &site.checked.theme.templates;
    if let Some((name, _)) = templates.iter().find(|(_, text)| loops_over_map(text)) {
        return Err(Refusal::new(say!(
            "模板 {name} 用 for 键, 值 in 遍历一组字段；字段没有先后，每次生成的结果会不同。请逐个写出要用的字段",
            "the template {name} goes through fields with for KEY, VALUE in; fields have no order, so that each build would give another result. Write the fields that you want one by one"
        ))
        .into());
    }
    let in_language = |lang: &Lang| {
        let words = site.speech(*lang).words;
        let written = templates.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let spoken = templates.iter().map(|(name, text)| (name.as_str(), in_words(text, words)));
        let mut tera = Tera::default();
        tera.autoescape_on(ESCAPED);
        // What is wrong in one is shown as it is written.
        tera.add_raw_templates(spoken)
            .or_else(|_| tera.add_raw_templates(written))
            .or_refuse(|| Words::fixed("模板有错", "a template is broken"))?;
        *tera.global_context() = Context::from_serialize(&global::global(site, *lang))
            .or_refuse(|| Words::fixed("全站数据", "the data of the whole site"))?;
        Ok((*lang, tera))
    };
    site.languages().iter().map(in_language).collect()
}

/// A template in which the site's words stand where it asks for them, since they are the same on every page of a language:
/// what a page would look up some hundred times is a part of its text. A word that the template would read otherwise than
/// as text stays a question.
fn in_words<'t>(template: &'t str, words: Strings<'_>) -> Cow<'t, str> {
    if !template.contains(OPEN) || template.contains("raw %}") {
        return Cow::Borrowed(template);
    }
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(OPEN) {
        let (before, asked) = rest.split_at(at);
        let asked = &asked[OPEN.len()..];
        out.push_str(before);
        let known = asked.split_once(CLOSE).and_then(|(key, after)| Some((words.find(key)?, after)));
        rest = match known.filter(|(word, _)| stays_text(word)) {
            Some((word, after)) => {
                out.push_str(word);
                after
            }
            None => {
                out.push_str(OPEN);
                asked
            }
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Whether a word in a template is read and printed as it stands: nothing in it opens a tag or is escaped, no white space at
/// its ends is taken off by a tag beside it, and lines keep their numbers.
fn stays_text(word: &str) -> bool {
    !word.is_empty()
        && word.trim() == word
        && !word.contains(['{', '}', '&', '<', '>', '"', '\'', '\n', '\r'])
}

/// Whether a template goes through the fields of something: `{% for key, value in … %}`.
fn loops_over_map(template: &str) -> bool {
    template.split("{%").skip(1).any(|tag| {
        let tag = tag.trim_start_matches('-').trim_start();
        let names = tag.strip_prefix("for ").and_then(|rest| rest.split_once(" in "));
        names.is_some_and(|(names, _)| names.contains(',') && !names.contains("%}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_a_template_asks_for_them() {
        let strings = [("a", "甲乙"), ("space", " 丙"), ("open", "{{ x }}"), ("escaped", "R&D")];
        let strings = strings.map(|(key, word)| (key.to_owned(), word.to_owned())).into();
        let in_words = |template| in_words(template, Strings::over(&strings)).into_owned();
        assert_eq!(in_words(r#"<b>{{ t["a"] }}</b>{{ t["a"] }}{{ x }}"#), "<b>甲乙</b>甲乙{{ x }}");
        for as_it_is in [
            r#"{{ t["space"] }}{%- if x %}"#,
            r#"{{ t["open"] }}"#,
            r#"{{ t["escaped"] }}"#,
            r#"{{ t["unknown"] }}"#,
            r#"{{ t["a"#,
            r#"{{ t["a"] | upper }}"#,
            r#"{% raw %}{{ t["a"] }}{% endraw %}"#,
        ] {
            assert_eq!(in_words(as_it_is), as_it_is);
        }
        assert_eq!(in_words(r#"{{ t["space"] }}{{ t["a"] }}"#), r#"{{ t["space"] }}甲乙"#);
    }

    #[test]
    fn a_loop_over_fields_is_told_from_one_over_a_list() {
        assert!(loops_over_map("{% for k, v in x %}") && loops_over_map("a{%- for k,v in x -%}"));
        assert!(!loops_over_map("{% for v in x %}, {% if a in b %}"));
    }
}
