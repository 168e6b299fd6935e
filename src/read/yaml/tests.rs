//! What the advisories and issues of YAML readers name, and what becomes of it here: a text is read as an editor expects, or
//! what is wrong is told with its place. docs/DEPENDENCIES.md says where the cases come from.

use super::decode;
use crate::{
    diag::{At, FileId, Finding},
    read::raw::RawArticle,
};

fn read(text: &str) -> (RawArticle, Vec<Finding>) {
    let mut findings = Vec::new();
    let record = decode(text, 0, FileId(0), &mut findings).data.unwrap_or_default();
    (record, findings)
}

/// What stands where a finding points, or its path.
fn place<'a>(text: &'a str, finding: &'a Finding) -> &'a str {
    match finding.at() {
        At::Span(span) => &text[span.range()],
        At::Yaml(_, path, _) => path,
        At::File(_) => panic!("no place: {finding:?}"),
    }
}

/// Texts with the title that is read from them.
const READ: &[(&str, &str)] = &[
    // Words and numbers of YAML 1.1 and 1.2 keep their spelling.
    ("title: no", "no"),
    ("title: yes", "yes"),
    ("title: on", "on"),
    ("title: y", "y"),
    ("title: False", "False"),
    ("title: 0430", "0430"),
    ("title: 0755", "0755"),
    ("title: -0127", "-0127"),
    ("title: 0o755", "0o755"),
    ("title: 0x1F", "0x1F"),
    ("title: 0b101", "0b101"),
    ("title: 190:20:30", "190:20:30"),
    ("title: 1_000", "1_000"),
    ("title: +1", "+1"),
    ("title: 0.30", "0.30"),
    ("title: 1.", "1."),
    ("title: 1e3", "1e3"),
    ("title: 1E400", "1E400"),
    ("title: .inf", ".inf"),
    ("title: .NaN", ".NaN"),
    ("title: 18446744073709551616", "18446744073709551616"),
    ("title: 99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
    ("title: 2024-12-31", "2024-12-31"),
    // Tags are passed over: the fields say what they hold.
    ("title: !!str 12", "12"),
    ("title: !!int x", "x"),
    ("title: !!binary aGVsbG8=", "aGVsbG8="),
    ("title: !foo x", "x"),
    ("title: ! x", "x"),
    ("title: !<%21> x", "x"),
    ("!foo\ntitle: x", "x"),
    ("%TAG ! tag:example.org,2000:\n---\ntitle: !x y", "y"),
    // Anchors, a second one of the same name too.
    ("place: &a x\ntitle: *a", "x"),
    ("place: &a x\nsummary: &a y\ntitle: *a", "y"),
    // Quotes, escapes and lines.
    ("title: 'it''s'", "it's"),
    ("title: \"\\u00e9\\x41\\U0001F600\\n\\/\"", "éA😀\n/"),
    ("title: \"a\tb\"", "a\tb"),
    ("title: \"a\n  b\n\n  c\"", "a b\nc"),
    ("title: \"Foo\\\n    Bar\"", "FooBar"),
    ("title: \"\\n    a {\\n        \"", "\n    a {\n        "),
    ("title: x                abc", "x                abc"),
    ("title: a\n  b", "a b"),
    ("title: |\n  a\n  b\n", "a\nb\n"),
    ("title: |-\n  a\n", "a"),
    ("title: |+\n  a\n\nplace: x", "a\n\n"),
    ("title: |2\n   a\n", " a\n"),
    ("title: >\n  a\n  b\n\n  c\n", "a b\nc\n"),
    ("title: >-\n  a\n   b\n  c\n", "a\n b\nc"),
    ("title: a#b", "a#b"),
    ("title: a:b", "a:b"),
    ("title: a ... b", "a ... b"),
    ("title: \"---\"", "---"),
    ("title: 😀", "😀"),
    // Other shapes of the same.
    ("{title: x, place}", "x"),
    ("{\"title\":\"x\"}", "x"),
    ("? title\n: x", "x"),
    ("title:\tx\t", "x"),
    ("place: y\r\ntitle: x\r\n", "x"),
    ("place: y\rtitle: x", "x"),
    ("\u{feff}title: x", "x"),
    ("%YAML 1.1\n---\ntitle: no", "no"),
    ("---\ntitle: x\n...\n# the end", "x"),
];

/// Texts of which nothing stays that could be wrong: an empty title.
const EMPTY: &[&str] = &["", "# a remark", "---", "title:", "title: ~", "title: Null", "title: #x"];

/// Texts with what is wrong about them: where, and in which words.
const REFUSED: &[(&str, &str, &str)] = &[
    // Keys
    ("title: x\ntitle: y", "title", "字段 title 写了两次"),
    ("title: x\n\"title\": y", "\"title\"", "字段 \"title\" 写了两次"),
    ("origin: {headline: x, headline: y}", "headline", "字段 headline 写了两次"),
    ("title: x\n2019: y", "2019", "没有 2019 这个字段"),
    ("title: x\ntrue: y", "true", "没有 true 这个字段"),
    ("metrics:\n  - {metric: a.b, 66: x}", "metrics[0].66", "没有 66 这个字段"),
    ("😀: x", "😀", "没有 😀 这个字段"),
    ("0000: 000000000000", "0000", "没有 0000 这个字段"),
    // A comma cuts no list.
    ("origin: {authors: [甲], kina x}", "origin.kina x", "没有 kina x 这个字段"),
    ("t: a                abc", "t", "没有 t 这个字段"),
    ("? [a, b]\n: x", "", "这里读不懂"),
    ("title: y\nmetrics:\n  - {metric: a.b, ? [c] : x}", "metrics[0]", "metrics 的第 1 项读不懂"),
    // Merging is no part of YAML 1.2.
    ("origin: &o {headline: x}\n<<: *o", "<<", "没有 << 这个字段"),
    ("origin:\n  <<: {headline: x}", "origin.<<", "没有 << 这个字段"),
    // Shapes
    ("title: !!set {a}", "title", "title 不能是一组字段"),
    ("title: !!python/object/apply:os.system [x]", "title", "title 不能是列表"),
    ("metrics: [a, [b]]", "metrics[0]", "metrics 的第 1 项不能是一个值"),
    ("[a, b]", "[a, b]", "这里应当是“字段: 值”"),
    ("12", "12", "这里应当是“字段: 值”"),
    ("- a", "- a", "这里应当是“字段: 值”"),
    // Anchors that are not there, or hold themselves
    ("title: *a", "", "YAML 的写法有误，从这里起读不出来"),
    ("title: &a\n  - *a", "", "YAML 的写法有误，从这里起读不出来"),
    ("title: &甲 x\nplace: *甲", "", "YAML 的写法有误，从这里起读不出来"),
    // More than one text, or none that is whole
    ("title: x\n---\nplace: y", "---", "YAML 到这里就结束了，下面又是另一份"),
    ("title: |\n  a\n... # the end\nplace: y", "...", "YAML 到这里就结束了，下面又是另一份"),
    ("%YAML 3.0\n---\ntitle: x", "", "YAML 的写法有误，从这里起读不出来"),
    // Brackets, quotes and signs
    ("{-", "{", "这个括号 { 没有收尾"),
    ("[!,", "[", "这个括号 [ 没有收尾"),
    ("title: [a]]", "]", "多了一个 ]"),
    ("title: \"x", "\"", "这个引号 \" 没有收尾"),
    ("title: 'x", "'", "这个引号 ' 没有收尾"),
    ("title: \"\\ud800\"", "", "YAML 的写法有误，从这里起读不出来"),
    ("title: \"\\q\"", "", "YAML 的写法有误，从这里起读不出来"),
    ("title: >\n@", "", "YAML 的写法有误，从这里起读不出来"),
    ("title: |0\n  a", "", "YAML 的写法有误，从这里起读不出来"),
    ("title: - x", "", "YAML 的写法有误，从这里起读不出来"),
    ("title: x\n\tplace: y", "\t", "缩进用了制表符（Tab）"),
    // Characters that nothing shows
    ("title: a\0b", "\0", "这里有一个看不见的字符 U+0000，YAML 里不能有它"),
    ("title: \"a\0b\"", "\0", "这里有一个看不见的字符 U+0000，YAML 里不能有它"),
    ("title: \"a\\0b\"", "\\0", "这里有控制字符（U+0000）"),
    ("place: y\ntitle: a\u{7}b", "\u{7}", "这里有一个看不见的字符 U+0007，YAML 里不能有它"),
    ("title: a\u{7f}b", "\u{7f}", "这里有一个看不见的字符 U+007F，YAML 里不能有它"),
    ("title: a\u{9b}b", "\u{9b}", "这里有一个看不见的字符 U+009B，YAML 里不能有它"),
    ("title: a\u{fffe}b", "\u{fffe}", "这里有一个看不见的字符 U+FFFE，YAML 里不能有它"),
    ("title: a\u{85}b\nplace: y", "\u{85}", "这里有一个看不见的换行符 U+0085，YAML 在这里断行"),
    ("title: a\u{2028}b", "\u{2028}", "这里有一个看不见的换行符 U+2028，YAML 在这里断行"),
    ("title: a\u{2029}b", "\u{2029}", "这里有一个看不见的换行符 U+2029，YAML 在这里断行"),
    ("title:\u{a0}x", "title:\u{a0}", "冒号后面是不间断空格（网页里粘贴来的），要用普通的空格"),
];

#[test]
fn what_other_readers_stumbled_over_is_read_as_it_is_written() {
    for (text, title) in READ {
        let (record, findings) = read(text);
        assert!(findings.is_empty(), "{text:?}: {findings:?}");
        assert_eq!(record.title.as_ref().map(|t| &*t.0), Some(*title), "{text:?}");
    }
    for text in EMPTY {
        let (record, findings) = read(text);
        assert!(findings.is_empty(), "{text:?}: {findings:?}");
        assert_eq!(record, RawArticle::default(), "{text:?}");
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_what_to_do() {
    let mut faults = Vec::new();
    for (text, at, message) in REFUSED {
        let (_, findings) = read(text);
        let Some(first) = findings.first() else {
            faults.push(format!("{text:?} is read"));
            continue;
        };
        if (place(text, first), &*first.message.zh) != (*at, *message) {
            faults.push(format!("{text:?}: {} at {:?}", first.message.zh, place(text, first)));
        }
        if findings.iter().any(|f| f.help.is_empty() || f.message.en.is_empty()) {
            faults.push(format!("{text:?}: no help, or none in English"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Nine times nine, and so on nine times over: gigabytes where nobody counts.
#[test]
fn a_bomb_of_anchors_is_refused() {
    let nine = |of: &str| [of; 9].join(", ");
    let mut bomb = format!("a: &a [{}]\n", nine("x"));
    for (below, above) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        bomb += &format!("{above}: &{above} [{}]\n", nine(&format!("*{below}")));
    }
    let (record, findings) = read(&bomb);
    assert_eq!(record, RawArticle::default());
    assert!(!findings.is_empty());
}

#[test]
fn a_text_that_was_cut_off_anywhere_is_read_or_refused() {
    let texts = READ.iter().map(|(text, _)| *text).chain(REFUSED.iter().map(|(text, ..)| *text));
    for text in texts {
        for (at, _) in text.char_indices() {
            let (cut, rest) = text.split_at(at);
            for part in [cut, rest] {
                for finding in &read(part).1 {
                    place(part, finding);
                    assert!(!finding.help.is_empty(), "{part:?}: {finding:?}");
                }
            }
        }
    }
}
