//! Findings of which there are more than anybody reads, and words that quote more than anybody sees. In come findings in
//! order; out come those to show, and after the last of a kind a finding of how many more there are.

use std::collections::BTreeMap;

use super::{At, Finding, RuleId, Words, say};

/// More of something than is read or shown.
pub const BEYOND_LIMIT: RuleId = RuleId("beyond-limit");

/// So many of a rule are shown of one file.
const MOST: usize = 1000;

/// So many characters are said in one sentence.
const LONGEST: usize = 2000;

/// Leaves of each kind in each file the first, and of long words the beginning.
pub fn curb(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kinds: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for mut finding in findings {
        let kind = (finding.at().file(), finding.rule, finding.severity);
        let (count, last) = kinds.entry(kind).or_default();
        *count += 1;
        if *count <= MOST {
            *last = kept.len();
            shorten(&mut finding.message);
            finding.labels.iter_mut().for_each(|label| shorten(&mut label.text));
            finding.help.iter_mut().for_each(shorten);
            kept.push(finding);
        }
    }
    let mut more: Vec<(usize, Finding)> = Vec::new();
    for ((file, rule, severity), (count, last)) in kinds {
        if let Some(others @ 1..) = count.checked_sub(MOST) {
            let message =
                say!("同类的（{rule}）还有 {others} 处，没有列出", "{others} more of {rule} are not shown");
            let help =
                Words::fixed("先改好列出的，再运行一次", "mend those that are shown, and run this again");
            more.push((last, Finding::new(BEYOND_LIMIT, severity, At::File(file), message).help(help)));
        }
    }
    more.sort_by_key(|(last, _)| *last);
    for (last, finding) in more.into_iter().rev() {
        kept.insert(last + 1, finding);
    }
    kept
}

fn shorten(words: &mut Words) {
    for text in [&mut words.zh, &mut words.en] {
        if let Some((end, _)) = text.char_indices().nth(LONGEST) {
            *text = format!("{}…", &text[..end]).into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BEYOND_LIMIT, LONGEST, MOST, curb};
    use crate::diag::{At, FileId, Finding, RuleId, Words};

    #[test]
    fn the_first_of_a_kind_are_kept_and_the_others_counted() {
        let finding = |rule, n: usize| {
            Finding::error(RuleId(rule), At::File(FileId(0)), Words::new(n.to_string(), n.to_string()))
        };
        let mut findings: Vec<Finding> = (0..MOST + 7).map(|n| finding("yaml-syntax", n)).collect();
        findings.push(finding("unknown-field", 0));
        let kept = curb(findings);
        assert_eq!(kept.len(), MOST + 2);
        assert_eq!(kept[MOST - 1].message.zh, (MOST - 1).to_string());
        assert_eq!(kept[MOST].rule, BEYOND_LIMIT);
        assert!(kept[MOST].message.zh.contains(" 7 处"), "{:?}", kept[MOST].message);
        assert_eq!(kept[MOST + 1].rule, RuleId("unknown-field"));
    }

    #[test]
    fn what_quotes_a_whole_book_is_cut() {
        let long = "县".repeat(LONGEST + 1);
        let kept = curb(vec![Finding::error(
            RuleId("yaml-syntax"),
            At::File(FileId(0)),
            Words::new(long.clone(), long),
        )]);
        assert_eq!(kept[0].message.zh.chars().count(), LONGEST + 1);
        assert!(kept[0].message.en.ends_with('…'));
    }
}
