//! "Did you mean": the nearest known name to one that is unknown.

/// The candidate nearest to `name`, if it is near enough to be meant: edit distance at most a third of the length
/// (at least 1, at most 3), full and half width folded, case ignored; a candidate whose part after the last dot
/// is the same counts as near.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(name);
    let limit = (wanted.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter_map(|c| {
            let have = fold(c);
            let same_tail = tail(&have).is_some_and(|t| t == wanted || Some(t) == tail(&wanted));
            let far = distance_of(&wanted, &have);
            let d = if same_tail { far.min(limit) } else { far };
            (d <= limit && d < wanted.len().max(1)).then_some((d, c))
        })
        .min_by(|a, b| a.cmp(b))
        .map(|(_, c)| c)
}

fn tail(chars: &[char]) -> Option<&[char]> {
    chars.iter().rposition(|c| *c == '.').map(|i| &chars[i + 1..])
}

fn fold(s: &str) -> Vec<char> {
    s.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        })
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// How many characters of one text are to be put in, left out, replaced or changed round with their neighbour to give
/// the other (optimal string alignment).
pub fn distance(a: &str, b: &str) -> usize {
    let chars = |text: &str| text.chars().collect::<Vec<_>>();
    distance_of(&chars(a), &chars(b))
}

fn distance_of(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let ids = ["poverty.rate", "employment.rate", "housing.renovated", "珠晖区", "衡阳县", "value"];
        for (typed, meant) in [
            ("poverty.rat", Some("poverty.rate")),
            ("povrety.rate", Some("poverty.rate")),
            ("housing.renovated_", Some("housing.renovated")),
            ("valeu", Some("value")),
            ("ｖａｌｕｅ", Some("value")),
            ("珠辉区", Some("珠晖区")),
            ("衡阳", Some("衡阳县")),
            ("renovated", Some("housing.renovated")),
            ("something.else", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, ids), meant, "{typed}");
        }
    }
}
