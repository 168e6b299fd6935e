//! A site in two languages: the words of both match, each page has its twin, and what is Chinese on a page in
//! English is marked so.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    html::{Token, tokens},
    support::{Built, SiteTest, is_pack, join, own_built, repository},
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
const LATIN: [&str; 36] = [
    "DCAT",
    "GB",
    "T",
    "BibTeX",
    "CSV",
    "SVG",
    "PNG",
    "UTF",
    "SHA",
    "DB",
    "OL",
    "xianzhi",
    "XLSX",
    "JSON",
    "ID",
    "HTML",
    "EPUB",
    "https",
    "file",
    "U",
    "index",
    "html",
    "SUMS",
    "EDTF",
    "SQLite",
    "Datasette",
    "Data",
    "Package",
    "CSVW",
    "W",
    "C",
    "Excel",
    "LibreOffice",
    "data",
    "figures",
    "ISO",
];

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
                // Data for programs, which is not read out, says of itself in which language it is.
                if languages.last().is_some_and(|(open, _)| open == "script") {
                    continue;
                }
                // What is typed into a terminal is in no language.
                let in_code = languages.iter().any(|(open, _)| open == "code");
                let (is_chinese, is_english) =
                    (text.contains(is_han), !in_code && is_sentence_in_english(text));
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
    for path in marked.filter(|path| path.starts_with("en/") && !is_pack(path)) {
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
fn the_page_for_unknown_addresses_leads_into_the_site_in_its_language() {
    let site = SiteTest::base();
    site.edit("site.yaml", "languages: [zh]", "languages: [zh, en]\nbase_url: https://example.org/a");
    let built = site.build();
    let address = |path: &str| format!("\"https://example.org/a/{path}\"");
    for (page, home, look) in [("404.html", "", ""), ("en/404.html", "en/", "en/../")] {
        let look = format!("{look}{}", built.asset("style.css"));
        for path in [&format!("{home}index.html"), &format!("{home}tables.html"), &look] {
            assert!(built.text(page).contains(&address(path)), "{page}: {path}");
        }
    }
}

#[test]
fn a_site_in_one_language_has_no_switch() {
    let built = SiteTest::base().build();
    for (path, page) in built.pages() {
        assert!(!path.starts_with("en/"), "{path}");
        assert!(!page.contains("hreflang"), "{path}");
    }
}

/// The base site with pages in English, and English for some of what it says.
fn in_english() -> SiteTest {
    let site = SiteTest::base();
    site.edit("site.yaml", "languages: [zh]", "languages: [zh, en]");
    site.edit(
        ARTICLE,
        "value: 0.25%, lines: 8}",
        "value: 0.25%, lines: 8, population: 全县, population_en: Whole county, note: 没有分母, note_en: \"No denominator (原文 says so)\"}",
    );
    site.edit(ARTICLE, "reason: threshold}", "reason: threshold, note: 界限, note_en: A limit}");
    site.edit(
        ARTICLE,
        "relations:\n",
        "events:\n  - {date: 2019-05, text: 通水, text_en: \"Water for {{ water.people }}\", lines: 3}\n\
         practices:\n  - {name: 一户一策, en: one plan a household, domain: water, text: 逐户办理。, text_en: Household by household., lines: 3}\n\
         relations:\n",
    );
    site.edit(
        ARTICLE,
        "title: 贫困发生率的前后变化\n",
        "title: 贫困发生率的前后变化\ntitle_en: Before and after\n",
    );
    site
}

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";
const IN_ENGLISH: &str = "content/articles/990101-qingshi-2019.en.md";

#[test]
fn what_an_editor_writes_in_english_stands_on_the_pages_in_english_alone() {
    let built = in_english().build();
    let chinese = built.text("articles/990101-qingshi-2019.html").to_owned()
        + built.text("counties/990101-qingshi.html");
    let english = built.text("en/articles/990101-qingshi-2019.html").to_owned()
        + built.text("en/counties/990101-qingshi.html");
    for (zh, en) in [
        ("全县", "Whole county"),
        ("没有分母。", "No denominator (<span lang=\"zh-Hans\">原文</span> says so)."),
        ("界限", "A limit"),
        ("通水", "Water for "),
        ("逐户办理。", "Household by household."),
        ("<dt>一户一策</dt>", "<dt>one plan a household (<span lang=\"zh-Hans\">一户一策</span>)</dt>"),
    ] {
        assert!(chinese.contains(zh) && !chinese.contains(en), "{zh}");
        assert!(english.contains(en), "{en}");
    }
    assert!(!english.contains("没有分母"));
}

#[test]
fn a_text_in_english_draws_what_the_one_in_chinese_draws_under_the_same_heading() {
    let site = in_english();
    site.edit(ARTICLE, "## 就业与饮水", "## 就业");
    site.write(IN_ENGLISH, "Registered: {{ poverty.registered_people }}.\n\n## Employment\n\nWork and water.\n\n## Finance\n\nLoans.\n");
    site.write("content/tables/water.en.md", "Who is served differs.\n");
    let built = site.build();
    let page = built.text("en/articles/990101-qingshi-2019.html");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    let order = [
        "Registered: ",
        "id=\"employment\"",
        "Work and water.",
        "Before and after",
        "id=\"finance\"",
        "Loans.",
    ];
    assert!(order.map(at).is_sorted(), "{:?}", order.map(at));
    assert!(!page.contains("全县登记贫困人口"));
    assert!(built.text("en/counties/990101-qingshi.html").contains("Work and water."));
    assert!(built.text("en/domains/employment.html").contains("Work and water."));
    assert!(built.text("en/tables/water.html").contains("Who is served differs."));
    assert!(built.text("tables/water.html").contains("受益人口的范围各县未必相同。"));
    assert!(built.text("articles/990101-qingshi-2019.html").contains("全县登记贫困人口"));
}

/// What the page of checks says of a file: how many texts have no English, and where.
fn untranslated(built: &Built, file: &str) -> Option<(String, String)> {
    let page = built.text("en/checks.html");
    let row = page.split(&format!("<code>{file}</code></th><td class=\"num\">")).nth(1)?;
    let (count, rest) = row.split_once("</td><td class=\"src\">")?;
    Some((count.to_owned(), rest.split_once("</td>")?.0.to_owned()))
}

#[test]
fn what_has_no_english_is_listed_with_its_lines_until_it_has() {
    let site = in_english();
    let built = site.build();
    let article = Some(("5".to_owned(), "lines 2, 4, 27, 37, 50".to_owned()));
    assert_eq!(untranslated(&built, ARTICLE), article);
    assert_eq!(untranslated(&built, "content/tables/water.md").map(|(n, _)| n).as_deref(), Some("3"));
    site.write(IN_ENGLISH, "A text.\n");
    site.edit(ARTICLE, "place: \"990101\"", "title_en: A title\nsummary_en: A summary\nplace: \"990101\"");
    site.write("content/tables/water.en.md", "Notes.\n");
    let built = site.build();
    assert_eq!(untranslated(&built, ARTICLE).map(|(n, _)| n).as_deref(), Some("2"));
    assert_eq!(untranslated(&built, "content/tables/water.md").map(|(n, _)| n).as_deref(), Some("2"));
    assert!(!SiteTest::base().build().text("checks.html").contains("untranslated"));
}

#[test]
fn a_sentence_on_two_figures_marks_only_what_is_printed_as_chinese() {
    let site = SiteTest::base();
    site.edit("site.yaml", "languages: [zh]", "languages: [zh, en]");
    let built = site.build();
    let page = built.text("en/counties/990101-qingshi.html");
    assert!(page.contains("Poverty incidence fell"), "there is a sentence");
    assert!(!page.contains("<span lang=\"zh-Hans\"><a "), "a link with its title in English is no Chinese");
}
