//! How names sound: Chinese characters and pinyin, with or without tones, as plain letters.

use std::collections::BTreeSet;

use pinyin::{Pinyin, ToPinyinMulti};

/// A name with more readings than this is read in the most usual way only.
const MOST_READINGS: usize = 64;

/// A letter of pinyin without its tone: `ǎ` is `a`, `ǚ` is `v`.
pub(super) fn toneless_letter(c: char) -> char {
    const TONES: [(&str, char); 6] =
        [("āáǎà", 'a'), ("ēéěè", 'e'), ("īíǐì", 'i'), ("ōóǒò", 'o'), ("ūúǔù", 'u'), ("ǖǘǚǜü", 'v')];
    TONES.iter().find(|(marked, _)| marked.contains(c)).map_or(c, |(_, plain)| *plain)
}

/// Pinyin without its tones: `dàxiáng` is `daxiang`.
pub fn toneless(text: &str) -> String {
    text.chars().map(toneless_letter).collect()
}

/// Every way to read a name of folded characters aloud, in plain letters and without the signs between syllables.
pub(super) fn readings(name: &[char]) -> BTreeSet<String> {
    let of = |c: char| -> Vec<String> {
        match c.to_pinyin_multi() {
            Some(all) => all.into_iter().map(|p: Pinyin| toneless(p.plain())).collect(),
            None if matches!(c, '-' | '_' | '\'' | '’') => vec![String::new()],
            None => vec![c.to_string()],
        }
    };
    let count = name.iter().map(|c| of(*c).len()).try_fold(1_usize, usize::checked_mul);
    let most = if count.is_some_and(|n| n <= MOST_READINGS) { MOST_READINGS } else { 1 };
    let mut all = BTreeSet::from([String::new()]);
    for c in name {
        let next = of(*c);
        all = all
            .iter()
            .flat_map(|start| next.iter().take(most).map(move |end| format!("{start}{end}")))
            .collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{readings, toneless};

    #[test]
    fn characters_and_pinyin_are_read_alike() {
        let read = |name: &str| readings(&name.chars().collect::<Vec<_>>());
        for (a, b) in [
            ("绥宁县", "遂宁县"),
            ("珠晖区", "zhuhuiqu"),
            ("重庆", "chongqing"),
            ("吕梁", "lvliang"),
            ("西安", "xi'an"),
        ] {
            assert!(!read(a).is_disjoint(&read(b)), "{a} {b}");
        }
        assert!(read("衡阳").is_disjoint(&read("衡山")));
        assert_eq!(toneless("dàxiáng lǜ"), "daxiang lv");
    }
}
