//! A site in two languages: the words of both match, each page has its twin, and what is Chinese on a page in
//! English is marked so.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    html::{Token, tokens},
    support::{Built, SiteTest, join, own_built, repository},
};

/// Elements that have no end.
const VOID: [&str; 6] = ["meta", "link", "br", "hr", "img", "input"];

fn words(language: &str) -> BTreeMap<String, String> {
    let path = repository().join(format!("theme/strings/{language}.yaml"));
    let text = std::fs::read_to_string(path).unwrap();
    let line = |line: &str| {
        let (key, value) = line.split_once(": \"")?;
        Some((key.to_owned(), value.strip_suffix('"')?.to_owned()))
    };
    text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| line(l).expect(l)).collect()
}

fn blanks(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}')
}

#[test]
fn both_languages_have_the_same_words_with_the_same_blanks() {
    let (zh, en) = (words("zh"), words("en"));
    let mut faults = Vec::new();
    for (key, text) in &zh {
        match en.get(key) {
            None => faults.push(format!("en.yaml lacks {key}")),
            Some(english) if blanks(english) != blanks(text) => faults.push(format!("blanks of {key}")),
            Some(english) if english.contains(is_han) => faults.push(format!("Chinese in {key}")),
            Some(_) => {}
        }
    }
    for (key, text) in en.iter().filter(|(key, _)| !zh.contains_key(*key)) {
        match key.strip_suffix(".one").and_then(|many| en.get(many)) {
            None => faults.push(format!("zh.yaml lacks {key}")),
            Some(many) if blanks(many) != blanks(text) => faults.push(format!("blanks of {key}")),
            Some(_) => {}
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// What words in Latin letters the pages in Chinese may have of their own.
const LATIN: [&str; 14] =
    ["GB", "T", "BibTeX", "CSV", "SVG", "PNG", "UTF", "SHA", "DB", "OL", "xianzhi", "XLSX", "JSON", "ID"];

#[test]
fn the_words_of_pages_in_chinese_are_chinese() {
    let mut faults = Vec::new();
    for (key, text) in words("zh") {
        // Blanks are filled in by the program, and `site.lang` is a mark.
        let outside: String = text.split('{').enumerate().fold(String::new(), |all, (i, part)| {
            all + " " + if i == 0 { part } else { part.split_once('}').map_or("", |(_, after)| after) }
        });
        let latin = outside.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        let strange: Vec<&str> = latin.filter(|word| !LATIN.contains(word)).collect();
        if !strange.is_empty() && key != "site.lang" {
            faults.push(format!("{key}: {strange:?}"));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Texts on a page in English that stand in the wrong language: Chinese that no element marks as Chinese, in texts and
/// attributes, and sentences in English that one does.
fn mismarked(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut languages: Vec<(String, String)> = Vec::new();
    for token in tokens(page) {
        match token {
            Token::Open(name, attributes) => {
                let own = attributes.iter().find(|(name, _)| *name == "lang").map(|(_, lang)| lang.clone());
                let outer = languages.last().map_or(String::new(), |(_, lang)| lang.clone());
                let lang = own.unwrap_or(outer);
                // What is in `data-` is never read out: the padding of figures, keys of an order.
                let read = attributes.iter().filter(|(name, _)| !name.starts_with("data-"));
                let chinese = read.filter(|(_, value)| value.contains(is_han));
                if !lang.starts_with("zh") {
                    found.extend(chinese.map(|(name, value)| format!("{name}={value}")));
                }
                // What has no end, and what SVG closes at once, holds nothing.
                if !VOID.contains(&name) && !SHAPES.contains(&name) {
                    languages.push((name.to_owned(), lang));
                }
            }
            Token::Close(name) => {
                if let Some(at) = languages.iter().rposition(|(open, _)| open == name) {
                    languages.truncate(at);
                }
            }
            Token::Text(text) => {
                let marked = languages.last().is_some_and(|(_, lang)| lang.starts_with("zh"));
                let (is_chinese, is_english) = (text.contains(is_han), is_sentence_in_english(text));
                if is_chinese && !marked || is_english && marked {
                    found.push(text.trim().to_owned());
                }
            }
        }
    }
    found
}

fn is_sentence_in_english(text: &str) -> bool {
    let words = text.split(' ').filter(|w| w.len() > 1 && w.chars().all(|c| c.is_ascii_lowercase()));
    !text.contains(is_han) && words.count() >= 4
}

/// Shapes of SVG, which are closed at once.
const SHAPES: [&str; 7] = ["path", "rect", "circle", "line", "polyline", "polygon", "use"];

#[test]
fn pages_in_english_mark_what_is_chinese_and_nothing_else() {
    let built = own_built();
    let mut faults = Vec::new();
    let marked = built.files.keys().filter(|path| path.ends_with(".html") || path.ends_with(".svg"));
    for path in marked.filter(|path| path.starts_with("en/")) {
        let mismarked = mismarked(built.text(path));
        faults.extend(mismarked.into_iter().map(|text| format!("{path}: {text}")));
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
}

/// The `hreflang` links of a page, with their targets as paths in the tree.
fn alternates(built: &Built, path: &str) -> BTreeMap<String, String> {
    let of = |token: &Token<'_>| {
        let Token::Open("link", attributes) = token else { return None };
        let get = |name| attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.clone());
        let (language, href) = (get("hreflang")?, get("href")?);
        Some((language, join(path, &href)?))
    };
    tokens(built.text(path)).iter().filter_map(of).collect()
}

#[test]
fn every_page_names_its_twin_and_the_twin_names_it() {
    let built = own_built();
    for (path, _) in built.pages() {
        let plain = path.strip_prefix("en/").unwrap_or(path);
        let named = alternates(built, path);
        let expected =
            [("zh-Hans", plain.to_owned()), ("en", format!("en/{plain}")), ("x-default", plain.to_owned())];
        assert_eq!(named, expected.clone().map(|(l, p)| (l.to_owned(), p)).into_iter().collect(), "{path}");
        assert!(expected.iter().all(|(_, path)| built.files.contains_key(path)), "{path}");
    }
    let (zh, en): (Vec<&str>, Vec<&str>) =
        built.pages().map(|(path, _)| path).partition(|path| !path.starts_with("en/"));
    assert_eq!(zh.len(), en.len());
    assert!(zh.len() > 100);
}

#[test]
fn a_site_in_one_language_has_no_switch() {
    let built = SiteTest::base().build();
    for (path, page) in built.pages() {
        assert!(!path.starts_with("en/"), "{path}");
        assert!(!page.contains("hreflang"), "{path}");
    }
}
