//! A text as YAML: plain where YAML takes it for the same text, in quotes where it would not.

use std::fmt::Write as _;

/// Where a scalar is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// After a key or a dash, on a line of its own.
    Block,
    /// Within `{ }` or `[ ]`, where a comma or a bracket ends a value.
    Brackets,
}

/// A text as a YAML scalar, in double quotes exactly where it would else be taken for something else.
pub fn scalar(text: &str, around: Around) -> String {
    if is_plain(text, around) { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if is_unseen(c) => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What cannot stand in YAML as it is, or breaks its lines.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether YAML reads a text without quotes as this text.
fn is_plain(text: &str, around: Around) -> bool {
    const WORDS: [&str; 4] = ["~", "null", "true", "false"];
    let ends_value = |c: char| around == Around::Brackets && matches!(c, ',' | '[' | ']' | '{' | '}');
    let mut chars = text.chars();
    let begins = match chars.next() {
        None => false,
        Some('-') => chars.next().is_some_and(|c| !c.is_whitespace() && !ends_value(c)),
        // Before a letter a question mark or colon would do, but not all readers agree.
        Some(first) => !"?:,[]{}#&*!|>'\"%@`".contains(first),
    };
    let kept = text.trim() == text && !text.contains(is_unseen);
    // At the end of what stands in brackets a dash after a space is taken for that of a list.
    let dashed = text.strip_suffix('-').is_some_and(|before| before.ends_with(char::is_whitespace));
    // Readers do not agree on what a colon before such a sign begins.
    let joined = |c: char| c.is_alphanumeric() || c == '/' || !c.is_ascii();
    let clear = text.split(':').skip(1).all(|after| after.starts_with(joined));
    let whole = !dashed && clear && !text.contains(" #");
    // A quote at the end only is taken for a slip.
    let closed = !text.ends_with(['"', '\'']) && !text.starts_with("---") && !text.starts_with("...");
    let word = WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    begins && kept && whole && closed && !word && !text.contains(ends_value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Around, scalar};
    use crate::read::tree::Tree;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn both_readers_of_yaml_take_it_for_the_same_text(pieces in prop::collection::vec(prop::sample::select(vec![
            "甲", "a", "1", " ", "，", "：", ",", ":", "#", "\"", "'", "“", "{", "}", "[", "]", "-", "=", "+", "%", "~", "null",
            "\\", "\u{e9}", "|", ">", "@", "!", "*", "&", "<", "?", "\t", "\n", "\u{2028}", "\u{feff}", "\u{85}", "\u{7f}", "`", "---", "...",
        ]), 1..6)) {
            let text = pieces.concat();
            let (block, brackets) = (scalar(&text, Around::Block), scalar(&text, Around::Brackets));
            let yaml = format!("a: {block}\nb: {{c: {brackets}, d: e}}\nf: [{brackets}]\ng:\n  - {block} # h\n");
            prop_assert!(Tree::load(&yaml, 0).is_some(), "{}", yaml);
            let value: serde_yaml::Value = serde_yaml::from_str(&yaml).map_err(|e| TestCaseError::fail(format!("{yaml}{e}")))?;
            for found in [&value["a"], &value["b"]["c"], &value["f"][0], &value["g"][0]] {
                prop_assert!(!found.is_null(), "{}", yaml);
                if let Some(found) = found.as_str() {
                    prop_assert_eq!(found, &text, "{}", yaml);
                }
            }
        }
    }

    #[test]
    fn quotes_stand_where_yaml_needs_them_and_nowhere_else() {
        for (text, block, brackets) in [
            ("3621余万元", "3621余万元", "3621余万元"),
            ("2014/2018", "2014/2018", "2014/2018"),
            ("4, 6", "4, 6", "\"4, 6\""),
            ("1,668人", "1,668人", "\"1,668人\""),
            ("见：甲，乙", "见：甲，乙", "见：甲，乙"),
            ("a: b", "\"a: b\"", "\"a: b\""),
            ("a #b", "\"a #b\"", "\"a #b\""),
            ("a#b", "a#b", "a#b"),
            ("a:", "\"a:\"", "\"a:\""),
            ("null", "\"null\"", "\"null\""),
            ("~", "\"~\"", "\"~\""),
            ("", "\"\"", "\"\""),
            ("-5℃", "-5℃", "-5℃"),
            ("- a", "\"- a\"", "\"- a\""),
            ("{{ a.b }}以下", "\"{{ a.b }}以下\"", "\"{{ a.b }}以下\""),
            ("他说“好”", "他说“好”", "他说“好”"),
            ("a\"b\\", "a\"b\\", "a\"b\\"),
            ("\"a\" b", "\"\\\"a\\\" b\"", "\"\\\"a\\\" b\""),
            ("a\u{2028}b", "\"a\\u2028b\"", "\"a\\u2028b\""),
        ] {
            assert_eq!(scalar(text, Around::Block), block, "{text}");
            assert_eq!(scalar(text, Around::Brackets), brackets, "{text}");
            let yaml = format!("a: {block}\nb: {{c: {brackets}, d: e}}\n");
            let value: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
            assert_eq!(value["a"].as_str(), Some(text), "{yaml}");
            assert_eq!(value["b"]["c"].as_str(), Some(text), "{yaml}");
        }
    }
}
