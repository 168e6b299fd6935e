//! How names sound: Chinese characters and pinyin, with or without tones, as plain letters.

use std::collections::BTreeSet;

use pinyin::{Pinyin, ToPinyinMulti};

/// As many ways to read a name are enough.
pub(super) const MOST_READINGS: usize = 64;
/// Readings that dictionaries of characters leave out and names of places have.
const PLACES: [(char, &str); 1] = [('乐', "lao")];

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

/// Every way to read a name of folded characters aloud, in plain letters and without the signs between syllables. Once
/// there are `most` of them, the characters that are left are read in the usual way alone.
pub fn readings(name: &[char], most: usize) -> BTreeSet<String> {
    each_way(name, most, |syllable| syllable)
}

/// The same of its syllables' first letters: `hyx` for 花垣县.
pub fn initials(name: &[char], most: usize) -> BTreeSet<String> {
    each_way(name, most, |syllable| syllable.chars().take(1).collect())
}

fn each_way(name: &[char], most: usize, part: impl Fn(String) -> String) -> BTreeSet<String> {
    let plain = |pinyin: Pinyin| part(toneless(pinyin.plain()));
    let mut all = BTreeSet::from([String::new()]);
    for c in name {
        let mut next: Vec<String> = match c.to_pinyin_multi() {
            Some(ways) => ways.into_iter().map(plain).collect(),
            None if matches!(c, '-' | '_' | '\'' | '’') => continue,
            None => vec![c.to_string()],
        };
        next.extend(PLACES.iter().filter(|(own, _)| own == c).map(|(_, way)| part((*way).to_owned())));
        if all.len() * next.len() > most {
            next.truncate(1);
        }
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
        assert!(first("重庆", 8).contains(&"cq".to_owned()));
        assert_eq!(first("重庆", 1).len(), 1);
        assert!(first("GDP增长", 8).contains(&"GDPzz".to_owned()));
    }

    #[test]
    fn places_are_read_as_their_people_read_them() {
        let known = include_str!("../../tests/fixtures/place-readings.txt");
        let wrong = known.lines().filter(|line| {
            let (name, pinyin) = line.split_once(' ').unwrap();
            !readings(&name.chars().collect::<Vec<_>>(), MOST_READINGS).contains(pinyin)
        });
        assert_eq!(wrong.collect::<Vec<_>>(), [""; 0]);
        assert!(known.lines().count() > 122);
    }
}
