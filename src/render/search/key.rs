//! What a text is found by. The page asks for the same keys (`theme/search.js`), so that both sides split a text alike;
//! `tests/fixtures/search-keys.json` holds examples that both are tested with.
//!
//! - Chinese: each pair of neighbouring characters, and the last character of a run, so that any stretch of two or more
//!   is found whatever words it cuts through;
//! - words in letters, in small ones;
//! - numbers in one spelling: without grouping and needless zeros, and before 万, 亿 and the like as the number that is
//!   meant too (`1.2万` is `1.2` and `12000`).

use crate::diag::half_width;

/// Longer words are cut.
const LONGEST_WORD: usize = 32;
/// Powers of ten that stand behind a number.
const POWERS: [(&str, usize); 5] = [("万亿", 12), ("亿", 8), ("万", 4), ("千", 3), ("百", 2)];

/// Gives every key of a text, as often as it occurs.
pub fn keys(text: &str, each: &mut impl FnMut(&str)) {
    let chars: Vec<char> = text.chars().map(fold).collect();
    let mut key = String::new();
    let mut at = 0;
    while let Some(first) = chars.get(at) {
        let run = |is: fn(char) -> bool| at + chars[at..].iter().take_while(|c| is(**c)).count();
        if is_han(*first) {
            let end = run(is_han);
            for start in at..end {
                key.clear();
                key.extend(&chars[start..end.min(start + 2)]);
                each(&key);
            }
            at = end;
        } else if first.is_ascii_digit() {
            let (number, end) = number(&chars, at);
            each(&number);
            if let Some(power) = power(&chars[end..]) {
                each(&times_ten(&number, power));
            }
            at = end;
        } else if is_letter(*first) {
            let end = run(is_letter);
            key.clear();
            key.extend(chars[at..end].iter().take(LONGEST_WORD));
            each(&key);
            at = end;
        } else {
            at += 1;
        }
    }
}

/// Full width to half width, capitals to small letters; one character stays one.
fn fold(c: char) -> char {
    if is_han(c) {
        return c; // as most are
    }
    let narrow = half_width(c);
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => narrow,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

/// The number that begins at `at` in its one spelling, and where it ends.
fn number(chars: &[char], at: usize) -> (String, usize) {
    let digits = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut whole: String = chars[at..at + digits(at)].iter().collect();
    let mut end = at + whole.len();
    if whole.len() <= 3 {
        while chars.get(end) == Some(&',') && digits(end + 1) == 3 {
            whole.extend(&chars[end + 1..end + 4]);
            end += 4;
        }
    }
    let mut fraction = String::new();
    if chars.get(end) == Some(&'.') {
        fraction.extend(&chars[end + 1..end + 1 + digits(end + 1)]);
        end += if fraction.is_empty() { 0 } else { 1 + fraction.len() };
    }
    (spell(&whole, &fraction), end)
}

/// The power of ten that `rest` begins with: 万, or 多万, 余万.
fn power(rest: &[char]) -> Option<usize> {
    let rest = rest.strip_prefix(&['多']).or_else(|| rest.strip_prefix(&['余'])).unwrap_or(rest);
    let begins = |sign: &str| sign.chars().zip(rest).filter(|(a, b)| a == *b).count() == sign.chars().count();
    POWERS.iter().find(|(sign, _)| begins(sign)).map(|(_, power)| *power)
}

fn times_ten(number: &str, power: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let padded = format!("{fraction:0<power$}");
    let (more, fraction) = padded.split_at(power);
    spell(&format!("{whole}{more}"), fraction)
}

fn spell(whole: &str, fraction: &str) -> String {
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::keys;

    #[test]
    fn texts_are_split_as_the_page_splits_them() {
        let examples = include_str!("../../../tests/fixtures/search-keys.json");
        let examples: BTreeMap<String, Vec<String>> = serde_json::from_str(examples).unwrap();
        assert!(examples.len() >= 10);
        for (text, expected) in examples {
            let mut found = Vec::new();
            keys(&text, &mut |key| found.push(key.to_owned()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
