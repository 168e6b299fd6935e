//! Slips of an editor's hand, hundreds of them, on the base site and on the content of this repository: each is found
//! at its own entry, and where it is a slip with a name, it is named.

use std::{collections::BTreeMap, path::PathBuf};

use xianzhi::{
    diag::{At, Finding},
    pipeline::{self, Audited},
};

use crate::support::{SiteTest, fixtures, own_sources, tree};

/// One article's file with one entry changed.
struct Slip {
    article: String,
    /// Number of the changed line, from 0, and its new text.
    line: usize,
    text: String,
    /// What was changed, for messages.
    what: String,
}

/// A site with its sources and the texts of its articles.
struct Ground {
    site: SiteTest,
    sources: PathBuf,
    articles: BTreeMap<String, String>,
}

impl Ground {
    fn new(site: SiteTest, sources: PathBuf) -> Ground {
        let articles = tree(&site.root().join("content/articles"))
            .into_iter()
            .map(|(name, bytes)| (format!("content/articles/{name}"), String::from_utf8(bytes).unwrap()))
            .collect();
        Ground { site, sources, articles }
    }

    fn base() -> Ground {
        Ground::new(SiteTest::base(), fixtures("sources"))
    }

    /// The content of this repository, where its sources are at hand.
    fn own(test: &str) -> Option<Ground> {
        Some(Ground::new(SiteTest::own(), own_sources(test)?))
    }

    /// A slip of each kind that `change` makes of the text of a field, in every entry of a figure or of an exclusion that
    /// has the field: events and practices are told in our words, so that their lines print nothing to look for.
    fn slips(&self, field: &str, change: impl Fn(&str) -> Vec<String>) -> Vec<Slip> {
        let mut slips = Vec::new();
        for (article, text) in &self.articles {
            let prints = |row: &str| row.starts_with("  - {metric: ") || row.starts_with("  - {text: ");
            for (line, row) in text.lines().enumerate().filter(|(_, row)| prints(row)) {
                let Some((start, end)) = value_of(row, field) else { continue };
                for changed in change(&row[start..end]) {
                    slips.push(Slip {
                        article: article.clone(),
                        line,
                        text: format!("{}{changed}{}", &row[..start], &row[end..]),
                        what: format!("{article}: {} as {changed}", &row[start..end]),
                    });
                }
            }
        }
        slips
    }

    /// Makes the slips, one an article at a time, and hands each to `judge` with the findings at its line.
    fn make(&self, slips: Vec<Slip>, judge: impl Fn(&Slip, &[&Finding]) -> bool) {
        let mut waiting: BTreeMap<String, Vec<Slip>> = BTreeMap::new();
        for slip in slips {
            waiting.entry(slip.article.clone()).or_default().push(slip);
        }
        let mut faults = Vec::new();
        while !waiting.is_empty() {
            let round: Vec<Slip> = waiting.values_mut().filter_map(Vec::pop).collect();
            waiting.retain(|_, slips| !slips.is_empty());
            for slip in &round {
                let mut lines: Vec<&str> = self.articles[&slip.article].split('\n').collect();
                lines[slip.line] = &slip.text;
                self.site.write(&slip.article, lines.join("\n"));
            }
            let audited = pipeline::audit(&self.site.root(), &self.sources).unwrap();
            // A value that cannot stand keeps all content from being audited: the others are tried again.
            let (stopped, before) = (audited.audit.is_none(), round.len());
            let mut again = Vec::new();
            for slip in round {
                let in_file = |f: &&Finding| audited.sources.file(f.at().file()).path == slip.article;
                let mut found: Vec<&Finding> = audited.findings.iter().filter(in_file).collect();
                if found.iter().any(|f| line_of(f, &audited) == slip.line) || !stopped {
                    found.retain(|f| line_of(f, &audited) == slip.line);
                }
                self.site.write(&slip.article, &self.articles[&slip.article]);
                if stopped && found.is_empty() {
                    again.push(slip);
                } else if !judge(&slip, &found) {
                    let said: Vec<&str> = found.iter().map(|f| f.message.zh.as_ref()).collect();
                    faults.push(format!("{}: {said:?}", slip.what));
                }
            }
            assert!(again.len() < before, "nothing is found, and nothing is audited");
            for slip in again {
                waiting.entry(slip.article.clone()).or_default().push(slip);
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

/// The line of a finding in its file, from 0.
fn line_of(finding: &Finding, audited: &Audited) -> usize {
    let At::Span(span) = finding.at() else { return 0 };
    audited.sources.position(span.file, span.start as usize).line - 1
}

/// Where the value of a field of a flow mapping stands in its line, quotes left out.
fn value_of(row: &str, field: &str) -> Option<(usize, usize)> {
    let key = format!("{field}: ");
    let start = row.find(&key)? + key.len();
    let quoted = row[start..].starts_with('"');
    let start = start + usize::from(quoted);
    let end = if quoted { row[start..].find('"') } else { row[start..].find([',', '}']) };
    Some((start, start + end?))
}

/// At most `wanted` of many, evenly.
fn some<T>(all: Vec<T>, wanted: usize) -> Vec<T> {
    let count = all.len();
    all.into_iter()
        .enumerate()
        .filter(|(i, _)| i * wanted / count != (i + 1) * wanted / count)
        .map(|(_, t)| t)
        .collect()
}

/// What a slip of the hand makes of a value: one digit another one, none or twice; one other character none.
fn misspelled(value: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (i, c) in value.char_indices() {
        let (before, after) = (&value[..i], &value[i + c.len_utf8()..]);
        let others = match c.to_digit(10) {
            Some(d) => {
                vec![((d + 1) % 10).to_string(), ((d + 7) % 10).to_string(), String::new(), format!("{c}{c}")]
            }
            None => vec![String::new()],
        };
        all.extend(others.into_iter().map(|other| format!("{before}{other}{after}")));
    }
    all
}

#[test]
fn changed_characters_of_values_are_found_at_their_entries() {
    let Some(own) = Ground::own("changed_characters_of_values_are_found_at_their_entries") else { return };
    let slips = some(own.slips("value", misspelled), 200);
    assert!(slips.len() >= 200, "{}", slips.len());
    own.make(slips, |_, found| !found.is_empty());
}

/// Lines off by one: later, earlier; of several, only the first or the last.
fn shifted(lines: &str) -> Vec<String> {
    if lines.contains(',') {
        return Vec::new();
    }
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    let mut all = vec![format!("{}-{}", first + 1, last + 1)];
    if first > 1 {
        all.push(format!("{}-{}", first - 1, last - 1));
    }
    if first < last {
        all.extend([first.to_string(), last.to_string()]);
    }
    all
}

#[test]
fn lines_off_by_one_are_found_at_their_entries() {
    let Some(own) = Ground::own("lines_off_by_one_are_found_at_their_entries") else { return };
    let slips = some(own.slips("lines", shifted), 200);
    assert!(slips.len() >= 200, "{}", slips.len());
    own.make(slips, |_, found| !found.is_empty());
}

/// Units of one dimension that are taken for each other.
const SIZES: [(&str, &str); 7] = [
    ("亿元", "万元"),
    ("万元", "亿元"),
    ("万元", "元"),
    ("元", "万元"),
    ("亩", "公顷"),
    ("公里", "米"),
    ("斤", "公斤"),
];

/// Units of different dimensions that are taken for each other.
const KINDS: [(&str, &str); 6] =
    [("户", "人"), ("人", "户"), ("人", "人次"), ("人次", "人"), ("%", "个百分点"), ("个百分点", "%")];

fn other_unit(value: &str, pairs: &[(&str, &str)]) -> Vec<String> {
    let swapped = |(unit, other): &(&str, &str)| {
        let number = value.strip_suffix(unit)?;
        let longer = number.ends_with(['公', '个']) || (*unit == "元" && number.ends_with(['万', '亿']));
        (!longer).then(|| format!("{number}{other}"))
    };
    pairs.iter().filter_map(swapped).collect()
}

/// A unit that the metric or a chart cannot have is named before the source is looked at.
fn names_the_units(found: &[&Finding]) -> bool {
    let named = |f: &&Finding| match f.rule.0 {
        "not-on-lines" => f.message.zh.contains("：单位不同（") && f.message.en.contains("another unit ("),
        "wrong-dimension" => f.message.zh.starts_with("单位不符") || f.message.zh.contains("弄混了"),
        rule => rule == "malformed-block" && f.message.zh.starts_with("单位与总数不同"),
    };
    found.iter().any(named)
}

#[test]
fn another_unit_is_named() {
    let slips =
        |ground: &Ground, pairs: &[(&str, &str)]| ground.slips("value", |value| other_unit(value, pairs));
    let base = Ground::base();
    let Some(own) = Ground::own("another_unit_is_named") else { return };
    let mut tried = 0;
    for (ground, most) in [(&base, 50), (&own, 90)] {
        for pairs in [SIZES.as_slice(), KINDS.as_slice()] {
            let slips = some(slips(ground, pairs), most);
            tried += slips.len();
            ground.make(slips, |_, found| names_the_units(found));
        }
    }
    assert!(tried >= 200, "{tried}");
}

/// A value without one of its words of approximation, and with one that is not printed.
fn other_approximation(value: &str) -> Vec<String> {
    let words = ["余", "近", "约", "超过", "多", "以上", "以下", "不足"];
    let without = words.iter().filter(|w| value.contains(**w)).map(|w| value.replacen(w, "", 1));
    let more = (!words.iter().any(|w| value.contains(w))).then(|| format!("约{value}"));
    without.chain(more).collect()
}

#[test]
fn words_of_approximation_left_out_or_made_up_are_named_and_mended() {
    let mended = |slip: &Slip, found: &[&Finding]| {
        let made_up = slip.text.contains("value: 约");
        let said = if made_up { "多了“约”" } else { "：少了“" };
        found.iter().any(|f| f.rule.0 == "not-on-lines" && f.message.zh.contains(said))
    };
    let base = Ground::base();
    base.make(base.slips("value", other_approximation), mended);
    let Some(own) = Ground::own("words_of_approximation_left_out_or_made_up_are_named_and_mended") else {
        return;
    };
    own.make(some(own.slips("value", other_approximation), 60), mended);
}

/// Two digits that stand side by side, the wrong way round.
fn transposed(value: &str) -> Vec<String> {
    let chars: Vec<char> = value.chars().collect();
    let pairs = (1..chars.len()).filter(|&i| {
        let (a, b) = (chars[i - 1], chars[i]);
        let first = i == 1 || !chars[i - 2].is_ascii_digit();
        a != b && a.is_ascii_digit() && b.is_ascii_digit() && !(first && b == '0')
    });
    let swap = |i: usize| {
        let mut chars = chars.clone();
        chars.swap(i - 1, i);
        chars.into_iter().collect()
    };
    pairs.map(swap).collect()
}

#[test]
fn digits_the_wrong_way_round_are_named() {
    let named = |_: &Slip, found: &[&Finding]| found.iter().any(|f| f.message.zh.ends_with("数字写颠倒了"));
    let base = Ground::base();
    base.make(base.slips("value", transposed), named);
    let Some(own) = Ground::own("digits_the_wrong_way_round_are_named") else { return };
    // The lines of one value leave out what stands below the line of its unit: 270元 of 270元/月/人.
    let whole = |slip: &Slip| !(slip.what.contains("zhuhui") && slip.what.contains(": 270元 as"));
    own.make(some(own.slips("value", transposed), 60).into_iter().filter(whole).collect(), named);
}
