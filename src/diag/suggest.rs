//! "Did you mean": the known names nearest to one that is unknown.

use super::{
    characters::{half_width, is_han},
    sound::{MOST_READINGS, readings, toneless_letter},
    words::{Words, say},
};

/// More names than this are not offered.
const MOST_OFFERED: usize = 3;

/// In a shorter name, two slips make another word of it: `fupin`, `tuopin`.
const LONG: usize = 12;

/// A shorter start of a name says nothing about it.
const LONG_ENOUGH: usize = 5;

/// What an unknown name may have been meant as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near<T> {
    /// The nearest, all equally near, in order; empty where nothing is near enough.
    pub items: Vec<T>,
    /// Whether there is no doubt: only one, written or sounding the same, or with a slip of the keyboard.
    pub sure: bool,
    /// Whether they are written the same but for width, case, white space and tones.
    pub same: bool,
}

impl<T: Copy> Near<T> {
    /// The one that was meant without a doubt.
    pub fn meant(&self) -> Option<T> {
        self.items.first().copied().filter(|_| self.sure)
    }
}

impl Near<&str> {
    /// `是不是 a？`, or with the names between which there is no telling; nothing where there is none.
    pub fn question(&self) -> Option<Words> {
        did_you_mean(self.items.iter().map(|name| Words::new((*name).to_owned(), (*name).to_owned())))
    }
}

/// `是不是 a 或 b？` of names as they are shown; nothing where there is none.
pub fn did_you_mean(names: impl IntoIterator<Item = Words>) -> Option<Words> {
    let names = names.into_iter().take(MOST_OFFERED);
    let all =
        names.reduce(|a, b| Words::new(format!("{} 或 {}", a.zh, b.zh), format!("{} or {}", a.en, b.en)))?;
    Some(say!(("是不是 {}？", all.zh), ("did you mean {}?", all.en)))
}

/// The candidate nearest to `name`, if one is near enough to be meant; see [`near`].
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(name, candidates.into_iter().map(|c| (c, c))).items.first().copied()
}

/// How near a name is: the nearer, the less.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The same but for width, case, white space and tones.
    Same,
    /// Other characters, or pinyin, of the same sound.
    Sound,
    /// So many slips of the keyboard away.
    Slips(usize),
    /// The same after the last dot.
    Tail,
    /// The same as far as it goes.
    Start,
}

/// The items whose spellings are nearest to `name`, as far as they are near enough to be meant: the same but for width,
/// case and tones; of the same sound; at most two slips away (one in a name of less than six characters), with less
/// than half of the name wrong; the same after the last dot; or the same as far as they go.
pub fn near<'a, T: Copy + Ord>(name: &str, spelled: impl IntoIterator<Item = (&'a str, T)>) -> Near<T> {
    let wanted = fold(name);
    let mut best: Option<Rank> = None;
    let mut found: Vec<(T, bool)> = Vec::new();
    if !wanted.is_empty() {
        let sounds = readings(&wanted, MOST_READINGS);
        for (spelling, item) in spelled {
            let have = fold(spelling);
            let Some(rank) = rank(&wanted, &have, &sounds) else { continue };
            if best.is_none_or(|best| rank < best) {
                (best, found) = (Some(rank), Vec::new());
            }
            if best == Some(rank) {
                found.push((item, plain(rank, &wanted, &have)));
            }
        }
    }
    found.sort_unstable_by_key(|(item, sure)| (*item, !*sure));
    found.dedup_by_key(|(item, _)| *item);
    let sure = matches!(found[..], [(_, true)]);
    let same = best == Some(Rank::Same);
    Near { items: found.into_iter().map(|(item, _)| item).collect(), sure, same }
}

fn rank(wanted: &[char], have: &[char], sounds: &std::collections::BTreeSet<String>) -> Option<Rank> {
    if wanted == have {
        return Some(Rank::Same);
    }
    // Ids have dots and are not spoken; they are many.
    let spoken = !wanted.contains(&'.') && have.iter().chain(wanted).any(|c| is_han(*c));
    if spoken && !readings(have, MOST_READINGS).is_disjoint(sounds) {
        return Some(Rank::Sound);
    }
    let longest = wanted.len().max(have.len());
    let most = (longest / 3).clamp(1, 2);
    let slips = if wanted.len().abs_diff(have.len()) > most { usize::MAX } else { distance_of(wanted, have) };
    if slips <= most && 2 * slips < longest {
        return Some(Rank::Slips(slips));
    }
    if tail(have).is_some_and(|end| end == wanted || Some(end) == tail(wanted)) {
        return Some(Rank::Tail);
    }
    (wanted.len() >= LONG_ENOUGH && have.starts_with(wanted)).then_some(Rank::Start)
}

/// Whether a name of this rank is meant without a doubt, were it the only one. Another figure or another Chinese
/// character means something else; of a Chinese name, only an end that is left out can be made good.
fn plain(rank: Rank, wanted: &[char], have: &[char]) -> bool {
    let digits = |name: &[char]| name.iter().copied().filter(char::is_ascii_digit).collect::<String>();
    let han = wanted.iter().chain(have).any(|c| is_han(*c));
    match rank {
        Rank::Same | Rank::Sound => true,
        Rank::Slips(_) if han => have.starts_with(wanted),
        Rank::Slips(slips) => digits(wanted) == digits(have) && (slips == 1 || have.len() >= LONG),
        Rank::Tail => tail(wanted).is_none(),
        Rank::Start => false,
    }
}

fn tail(chars: &[char]) -> Option<&[char]> {
    chars.iter().rposition(|c| *c == '.').map(|i| &chars[i + 1..])
}

fn fold(s: &str) -> Vec<char> {
    s.chars()
        .map(half_width)
        .flat_map(char::to_lowercase)
        .map(toneless_letter)
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
    use super::{near, nearest};

    const PLACES: [&str; 9] =
        ["珠晖区", "大祥区", "衡阳县", "衡山县", "衡东县", "绥宁县", "永定区", "桑植县", "重庆市"];
    const METRICS: [&str; 9] = [
        "poverty.rate",
        "poverty.lifted_people",
        "employment.rate",
        "employment.back_to_work",
        "housing.renovated",
        "education.aid_2014",
        "education.aid_2018",
        "water.people",
        "power.people",
    ];
    const FIELDS: [&str; 8] = ["metric", "value", "lines", "period", "kind", "label", "population", "note"];
    const DOMAINS: [&str; 5] = ["poverty", "employment", "education", "safety_net", "infrastructure"];
    const RULES: [&str; 5] =
        ["relation-contradicts", "relation-units", "unbound-number", "broken-link", "audit-stale"];

    /// What is typed, and what is offered of `all`: with `!` what may be put in its place.
    fn offers(all: &[&'static str], cases: &[(&str, &[&str])]) {
        for (typed, meant) in cases {
            let found = near(typed, all.iter().map(|c| (*c, *c)));
            let shown: Vec<String> =
                found.items.iter().map(|i| format!("{}{i}", if found.sure { "!" } else { "" })).collect();
            assert_eq!(shown, *meant, "{typed}");
        }
    }

    #[test]
    fn places_are_known_by_their_sound() {
        offers(
            &PLACES,
            &[
                ("珠辉区", &["!珠晖区"]),
                ("珠会区", &["!珠晖区"]),
                ("衡扬县", &["!衡阳县"]),
                ("横杨县", &["!衡阳县"]),
                ("遂宁县", &["!绥宁县"]),
                ("大翔区", &["!大祥区"]),
                ("达详区", &["!大祥区"]),
                ("永锭区", &["!永定区"]),
                ("桑值县", &["!桑植县"]),
                ("hengyangxian", &["!衡阳县"]),
                ("Zhūhuī Qū", &["!珠晖区"]),
                ("heng-shan-xian", &["!衡山县"]),
                ("chongqingshi", &["!重庆市"]),
                ("zhongqingshi", &["!重庆市"]),
                ("衡 阳县", &["!衡阳县"]),
                ("衡阳", &["!衡阳县"]),
                ("大祥", &["!大祥区"]),
                ("绥宁线", &["!绥宁县"]),
            ],
        );
    }

    #[test]
    fn where_there_is_doubt_nothing_is_put_in_its_place() {
        offers(
            &PLACES,
            &[
                ("衡县", &["衡东县", "衡山县", "衡阳县"]),
                ("衡南县", &["衡东县", "衡山县", "衡阳县"]),
                ("大通区", &["大祥区"]),
            ],
        );
        offers(
            &METRICS,
            &[
                ("education.aid_2016", &["education.aid_2014", "education.aid_2018"]),
                ("education.aid_201", &["education.aid_2014", "education.aid_2018"]),
                ("health.rate", &["employment.rate", "poverty.rate"]),
                ("health.renovated", &["housing.renovated"]),
                ("poverty.lifted", &["poverty.lifted_people"]),
                ("education.", &["education.aid_2014", "education.aid_2018"]),
            ],
        );
        assert_eq!(nearest("430504", ["430503"]), Some("430503"));
        assert!(!near("430504", [("430503", 1)]).sure);
    }

    #[test]
    fn ids_are_known_by_their_letters() {
        offers(
            &METRICS,
            &[
                ("poverty.rat", &["!poverty.rate"]),
                ("povrety.rate", &["!poverty.rate"]),
                ("Poverty.Rate", &["!poverty.rate"]),
                ("poverty．rate", &["!poverty.rate"]),
                ("poverty.lifted_peopel", &["!poverty.lifted_people"]),
                ("employment.bak_to_wrk", &["!employment.back_to_work"]),
                ("housing.renovated_", &["!housing.renovated"]),
                ("renovated", &["!housing.renovated"]),
                ("watr.people", &["!water.people"]),
            ],
        );
        offers(
            &FIELDS,
            &[
                ("valeu", &["!value"]),
                ("ｖａｌｕｅ", &["!value"]),
                ("Value", &["!value"]),
                ("line", &["!lines"]),
                ("periods", &["!period"]),
                ("populaton", &["!population"]),
                ("kid", &["!kind"]),
            ],
        );
        offers(
            &DOMAINS,
            &[
                ("povetry", &["!poverty"]),
                ("safety-net", &["!safety_net"]),
                ("edukasion", &["education"]),
                ("infrastucture", &["!infrastructure"]),
            ],
        );
        offers(
            &RULES,
            &[
                ("relation-contradict", &["!relation-contradicts"]),
                ("unbound_number", &["!unbound-number"]),
                ("broken-links", &["!broken-link"]),
            ],
        );
    }

    #[test]
    fn what_is_too_far_away_is_not_offered() {
        offers(&PLACES, &[("武陵源区", &[]), ("县", &[]), ("", &[]), ("株洲市", &[]), ("beijing", &[])]);
        offers(&METRICS, &[("something.else", &[]), ("health.clinics", &[]), ("rat", &[])]);
        offers(&FIELDS, &[("source", &[]), ("en", &[]), ("数字", &[])]);
        offers(&DOMAINS, &[("tourism", &[]), ("药", &[])]);
        offers(&RULES, &[("mixed-column", &[])]);
    }
}
