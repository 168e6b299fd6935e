//! How a value differs from the figure that its lines print, in words: another unit, a word of approximation left out,
//! digits the wrong way round. Pure: two printed forms in, a slip out.

use rust_decimal::Decimal;

use crate::{
    diag::{Words, say},
    quantity::{Base, Quantity, Unit, fold, format_grouped},
};

/// A slip of the hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    /// The number is right, the unit is another.
    Unit(Words),
    /// The same quantity in other words or signs.
    Form(Words),
    /// A slip within the number.
    Number(Words),
}

impl Slip {
    /// What went wrong.
    pub(super) fn words(self) -> Words {
        match self {
            Slip::Unit(words) | Slip::Form(words) | Slip::Number(words) => words,
        }
    }

    /// The surer it is that the figure was meant, the lower.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Slip::Form(_) => 0,
            Slip::Unit(_) => 1,
            Slip::Number(_) => 2,
        }
    }
}

/// What an editor did who wrote `value` where the source prints `printed`; `None` where that is not plain.
pub(super) fn between(value: &Quantity, printed: &Quantity) -> Option<Slip> {
    let (have, want) = (fold(&value.printed).text, fold(&printed.printed).text);
    if value.number != printed.number || value.upper != printed.upper {
        if value.dimension() == printed.dimension() && value.base_value() == printed.base_value() {
            let words = Words::fixed("这是换算过的，要照原文抄", "it was converted; copy it as printed");
            return Some(Slip::Form(words));
        }
        let ends = [Some(printed.number), printed.upper];
        if value.upper.is_none() && printed.upper.is_some() && ends.contains(&Some(value.number)) {
            let words = Words::fixed("只抄了区间的一头", "it is only one end of the range");
            return Some(Slip::Number(words));
        }
        return Difference::of(&have, &want).of_number().map(Slip::Number);
    }
    if value.unit.dimension != printed.unit.dimension || value.unit.factor != printed.unit.factor {
        return Some(Slip::Unit(units(&value.unit, &printed.unit)));
    }
    Some(Slip::Form(Difference::of(&have, &want).words()))
}

/// How two units differ.
fn units(value: &Unit, printed: &Unit) -> Words {
    if value.dimension == printed.dimension {
        let (large, small) = (value.factor.max(printed.factor), value.factor.min(printed.factor));
        let ratio = large.checked_div(small).unwrap_or_default().normalize();
        let times = times(ratio);
        return say!(("单位不同（差{times}）"), ("another unit ({}-fold)", format_grouped(ratio)));
    }
    if value.dimension.numerator() == printed.dimension.numerator() {
        let want = &printed.printed;
        return say!("单位不同（原文是{want}）", "another unit (the source has {want})");
    }
    let (a, b) = (value.dimension.numerator(), printed.dimension.numerator());
    if [a, b].contains(&Base::Percent) && [a, b].contains(&Base::PercentagePoint) {
        return Words::fixed(
            "单位不同（% 是比率，百分点是两个比率之差）",
            "another unit (% is a rate, percentage points are the difference of two)",
        );
    }
    let (have, want) = (&value.printed, &printed.printed);
    say!("单位不同（{want}和{have}是两种量）", "another unit ({want} and {have} measure different things)")
}

/// `一万倍`, ` 15 倍`.
fn times(ratio: Decimal) -> String {
    let named = [(10, "十"), (100, "百"), (1000, "一千"), (10_000, "一万"), (100_000_000, "一亿")];
    match named.iter().find(|(n, _)| Decimal::from(*n) == ratio) {
        Some((_, name)) => format!("{name}倍"),
        None => format!(" {} 倍", format_grouped(ratio)),
    }
}

/// What two texts do not share between the beginning and the end that they share.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    have: String,
    want: String,
}

impl Difference {
    fn of(have: &str, want: &str) -> Difference {
        let (have, want): (Vec<char>, Vec<char>) = (have.chars().collect(), want.chars().collect());
        let same =
            |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(a, b)| a == b).count();
        let before = same(&mut have.iter().zip(&want));
        let (have, want) = (&have[before..], &want[before..]);
        let after = same(&mut have.iter().rev().zip(want.iter().rev()));
        let part = |chars: &[char]| chars[..chars.len() - after].iter().collect();
        Difference { have: part(have), want: part(want) }
    }

    fn words(&self) -> Words {
        let Difference { have, want } = self;
        match (have.is_empty(), want.is_empty()) {
            (true, _) => say!("少了“{want}”", "“{want}” is missing"),
            (_, true) => say!("多了“{have}”", "“{have}” is too much"),
            _ => say!("“{want}”写成了“{have}”", "“{have}” stands for “{want}”"),
        }
    }

    /// The same for two numbers, if one slip of the hand makes one of the other.
    fn of_number(&self) -> Option<Words> {
        let Difference { have, want } = self;
        let length = |text: &str| text.chars().count();
        let sorted = |text: &str| {
            let mut chars: Vec<char> = text.chars().collect();
            chars.sort_unstable();
            chars
        };
        if length(want) > 1 && sorted(have) == sorted(want) {
            return Some(Words::fixed("数字写颠倒了", "digits are the wrong way round"));
        }
        (length(have) <= 1 && length(want) <= 1).then(|| self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_named() {
        for (value, printed, zh, en) in [
            ("3621元", "3621万元", "单位不同（差一万倍）", "another unit (10,000-fold)"),
            ("3621余元", "3621余万元", "单位不同（差一万倍）", "another unit (10,000-fold)"),
            ("490.5万元", "490.5亿元", "单位不同（差一万倍）", "another unit (10,000-fold)"),
            ("1.8万公顷", "1.8万亩", "单位不同（差 15 倍）", "another unit (15-fold)"),
            ("63米", "63公里", "单位不同（差一千倍）", "another unit (1,000-fold)"),
            ("40公斤", "40斤", "单位不同（差 2 倍）", "another unit (2-fold)"),
            (
                "741人",
                "741户",
                "单位不同（户和人是两种量）",
                "another unit (户 and 人 measure different things)",
            ),
            (
                "38人",
                "38人次",
                "单位不同（人次和人是两种量）",
                "another unit (人次 and 人 measure different things)",
            ),
            (
                "2个",
                "2个百分点",
                "单位不同（个百分点和个是两种量）",
                "another unit (个百分点 and 个 measure different things)",
            ),
            (
                "2.3%",
                "2.3个百分点",
                "单位不同（% 是比率，百分点是两个比率之差）",
                "another unit (% is a rate, percentage points are the difference of two)",
            ),
            ("270元", "270元/月/人", "单位不同（原文是元/月/人）", "another unit (the source has 元/月/人)"),
            ("3621万元", "3621余万元", "少了“余”", "“余” is missing"),
            ("800人", "近800人", "少了“近”", "“近” is missing"),
            ("约800人", "近800人", "“近”写成了“约”", "“约” stands for “近”"),
            ("100人以上", "100人", "多了“以上”", "“以上” is too much"),
            ("1668人", "1,668人", "少了“,”", "“,” is missing"),
            ("5.6%", "5.60%", "少了“0”", "“0” is missing"),
            ("732人", "732名", "“名”写成了“人”", "“人” stands for “名”"),
            ("36210000元", "3621万元", "这是换算过的，要照原文抄", "it was converted; copy it as printed"),
            ("560人", "480~560人", "只抄了区间的一头", "it is only one end of the range"),
            ("2272人", "2227人", "数字写颠倒了", "digits are the wrong way round"),
            ("5.94%", "9.54%", "数字写颠倒了", "digits are the wrong way round"),
            ("2228人", "2227人", "“7”写成了“8”", "“8” stands for “7”"),
            ("222人", "2227人", "少了“7”", "“7” is missing"),
            ("1404万元", "140.4万元", "少了“.”", "“.” is missing"),
        ] {
            let read = |text| Quantity::parse(text).unwrap();
            let slip = between(&read(value), &read(printed)).map(Slip::words);
            assert_eq!(slip, Some(Words::fixed(zh, en)), "{value} for {printed}");
        }
    }

    #[test]
    fn figures_that_have_nothing_in_common_are_no_slip() {
        for (value, printed) in [("12人", "3400人"), ("17所", "23处"), ("2.5亿元", "14.16万人")] {
            let read = |text| Quantity::parse(text).unwrap();
            assert_eq!(between(&read(value), &read(printed)), None, "{value} for {printed}");
        }
    }
}
