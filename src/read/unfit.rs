//! Characters that no text of ours should have, wherever they stand in a file: as they are, as an escape in YAML, as a
//! reference in Markdown. In goes the text, out come findings; nothing is taken out of the text. What is not seen in a value of
//! YAML is for [`super::signs`].

use std::ops::Range;

use super::UNFIT_CHARACTER;
use crate::diag::{At, FileId, Finding, Severity, Span, Unfit, Words, say, unfit};

/// A character with all its places in one part of a file.
struct Met {
    in_yaml: bool,
    c: char,
    kind: Unfit,
    places: Vec<Range<usize>>,
}

/// Finds the unfit characters of a file: one finding for each that there is, at its first place; in the YAML, which can be
/// mended, apart from the body. Says whether the YAML holds what no reader of YAML takes.
pub(super) fn find(text: &str, yaml: &Range<usize>, file: FileId, findings: &mut Vec<Finding>) -> bool {
    let mut all: Vec<Met> = Vec::new();
    for (at, c, kind) in unfit(text) {
        let in_yaml = yaml.contains(&at);
        // The mark at the beginning of a file is no character of its text.
        if (at == 0 && c == '\u{feff}') || (in_yaml && kind == Unfit::Invisible) {
            continue;
        }
        let place = at..at + c.len_utf8();
        match all.iter_mut().find(|met| met.c == c && met.in_yaml == in_yaml) {
            Some(met) => met.places.push(place),
            None => all.push(Met { in_yaml, c, kind, places: vec![place] }),
        }
    }
    let place = |range: &Range<usize>| At::Span(Span::new(file, range.clone()));
    for met in &all {
        let mut finding = finding(met.c, met.kind, place(&met.places[0]), met.places.len());
        if met.in_yaml && matches!(met.kind, Unfit::Control | Unfit::Reorders) {
            finding = met.places.iter().fold(finding, |finding, range| finding.fix(place(range), ""));
        }
        findings.push(finding);
    }
    all.iter().any(|met| met.in_yaml && met.kind == Unfit::Control)
}

/// What to say of a character that stands in so many places.
fn finding(c: char, kind: Unfit, at: At, places: usize) -> Finding {
    let code = u32::from(c);
    let severity = match kind {
        Unfit::Control | Unfit::Reorders => Severity::Error,
        Unfit::Invisible | Unfit::Private | Unfit::Lost => Severity::Warning,
    };
    let what = match kind {
        Unfit::Control => say!("控制字符（U+{code:04X}）", "a control character (U+{code:04X})"),
        Unfit::Reorders => say!(
            "改变书写方向的字符（U+{code:04X}），后面的字会颠倒次序显示",
            "a character that turns the direction of writing (U+{code:04X}): what follows is shown in another order"
        ),
        Unfit::Invisible => say!("看不见的字符（U+{code:04X}）", "an invisible character (U+{code:04X})"),
        Unfit::Private => say!(
            "自造字（U+{code:04X}），别人的电脑上显示不出来",
            "a character for private use (U+{code:04X}), which other machines do not show"
        ),
        Unfit::Lost => say!(
            "替代符（U+{code:04X}），原来的字已经在转换编码时丢失",
            "a replacement character (U+{code:04X}): what stood here was lost when its encoding was changed"
        ),
    };
    let help = match kind {
        Unfit::Control | Unfit::Reorders | Unfit::Invisible => Words::fixed(
            "删去它：光标移到这里，按一次退格键或删除键",
            "delete it: put the cursor here and press backspace or delete once",
        ),
        Unfit::Private => Words::fixed(
            "换成标准的字；字库里没有的，用部件说明，例如［王＋堇］",
            "write a standard character; where there is none, describe it by its parts",
        ),
        Unfit::Lost => {
            Words::fixed("对照原文补上丢失的字", "look the lost text up in the source and write it again")
        }
    };
    let message = match places {
        1 => say!(("这里有{}", what.zh), ("here is {}", what.en)),
        n => say!(("这里有{}；共 {n} 处", what.zh), ("here is {}; there are {n} of them", what.en)),
    };
    Finding::new(UNFIT_CHARACTER, severity, at, message).help(help)
}

/// What to say of a character that is written as an escape or a reference.
pub(super) fn spelled(c: char, kind: Unfit, at: At) -> Finding {
    let help = Words::fixed("把标出的这几个字符一起删去", "delete all the characters that are marked");
    Finding { help: vec![help], ..finding(c, kind, at, 1) }
}

/// The unfit characters that a scalar of YAML in double quotes writes as escapes, with the places of those.
pub(super) fn escaped(raw: &str) -> Vec<(Range<usize>, char, Unfit)> {
    let mut found = Vec::new();
    let mut from = if raw.starts_with('"') { 1 } else { raw.len() };
    while let Some(start) = raw[from..].find('\\').map(|i| from + i) {
        let Some(letter) = raw[start + 1..].chars().next() else { break };
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let after = start + 1 + letter.len_utf8();
        from = after;
        let made = match letter {
            '0' => Some('\0'),
            'a' => Some('\u{7}'),
            'b' => Some('\u{8}'),
            'v' => Some('\u{b}'),
            'f' => Some('\u{c}'),
            'r' => Some('\r'),
            'e' => Some('\u{1b}'),
            'N' => Some('\u{85}'),
            _ => raw
                .get(after..after + digits)
                .and_then(|hex| u32::from_str_radix(hex, 16).ok())
                .and_then(char::from_u32),
        };
        let Some(c) = made else { continue };
        // A line end in a file, but not within a text.
        let kind = if c == '\r' { Some(Unfit::Control) } else { kind_of(c) };
        found.extend(kind.map(|kind| (start..after + digits, c, kind)));
    }
    found
}

/// Why a character that stands alone is unfit, if it is.
fn kind_of(c: char) -> Option<Unfit> {
    unfit(c.encode_utf8(&mut [0; 4])).next().map(|(.., kind)| kind)
}

/// The first unfit character that Markdown makes of `source`, which does not show it.
pub(super) fn referred(source: &str, made: &str) -> Option<(char, Unfit)> {
    let mut found = unfit(made).map(|(_, c, kind)| (c, kind));
    // What a reference to no character stands for, NUL among them.
    found.find(|(c, kind)| {
        !source.contains(*c) && *kind != Unfit::Lost || (*c == '\u{fffd}' && source.starts_with("&#"))
    })
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn escapes_of_yaml_are_read() {
        let found = |raw: &str| {
            escaped(raw).into_iter().map(|(at, c, _)| (raw[at].to_owned(), c)).collect::<Vec<_>>()
        };
        assert_eq!(
            found(r#""甲\u202e乙\x1B\0\n\r\\0\"""#),
            [
                (r"\u202e".to_owned(), '\u{202e}'),
                (r"\x1B".to_owned(), '\u{1b}'),
                (r"\0".to_owned(), '\0'),
                (r"\r".to_owned(), '\r'),
            ]
        );
        assert_eq!(found(r"C:\0\u202e"), []);
        assert_eq!(found(r"'\u202e'"), []);
        assert_eq!(found(r#""\u20""#), []);
    }
}
