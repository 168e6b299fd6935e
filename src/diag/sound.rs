//! How names sound: Chinese characters and pinyin, with or without tones, as plain letters.

use std::collections::BTreeSet;

use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

/// A name with more readings than this is read in the most usual way only.
pub(super) const MOST_READINGS: usize = 64;

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

/// Every way to read a name of folded characters aloud, in plain letters and without the signs between syllables; the
/// most usual way alone where there are more than `most`.
pub fn readings(name: &[char], most: usize) -> BTreeSet<String> {
    each_way(name, most, |syllable| syllable)
}

/// The same of its syllables' first letters: `hyx` for 花垣县.
pub fn initials(name: &[char], most: usize) -> BTreeSet<String> {
    each_way(name, most, |syllable| syllable.chars().take(1).collect())
}

fn each_way(name: &[char], most: usize, part: impl Fn(String) -> String) -> BTreeSet<String> {
    let of = |c: char| -> BTreeSet<String> {
        match c.to_pinyin_multi() {
            Some(all) => all.into_iter().map(|p: Pinyin| part(toneless(p.plain()))).collect(),
            None if matches!(c, '-' | '_' | '\'' | '’') => BTreeSet::from([String::new()]),
            None => BTreeSet::from([c.to_string()]),
        }
    };
    let usual =
        |c: char| c.to_pinyin().map_or_else(|| of(c), |p| BTreeSet::from([part(toneless(p.plain()))]));
    let count = name.iter().map(|c| of(*c).len()).try_fold(1_usize, usize::checked_mul);
    let are_few = count.is_some_and(|n| n <= most.min(MOST_READINGS));
    let mut all = BTreeSet::from([String::new()]);
    for c in name {
        let next = if are_few { of(*c) } else { usual(*c) };
        all = all.iter().flat_map(|start| next.iter().map(move |end| format!("{start}{end}"))).collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{MOST_READINGS, initials, readings, toneless};

    #[test]
    fn characters_and_pinyin_are_read_alike() {
        let read = |name: &str| readings(&name.chars().collect::<Vec<_>>(), MOST_READINGS);
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
    #[test]
    fn first_letters() {
        let first = |name: &str, most| {
            initials(&name.chars().collect::<Vec<_>>(), most).into_iter().collect::<Vec<_>>()
        };
        assert!(first("花垣县", 8).contains(&"hyx".to_owned()));
        assert_eq!(first("重庆", 8), ["cq", "zq"]);
        assert_eq!(first("重庆", 1), ["zq"]);
        assert_eq!(first("GDP增长", 8).len(), 2);
    }
}
