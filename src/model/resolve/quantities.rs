//! What is said of a value that is no quantity, or one in another unit than its metric: which two things were taken for
//! each other.

use super::rules::{MALFORMED_QUANTITY, WRONG_DIMENSION};
use crate::{
    diag::{At, Finding, Words, say},
    model::metric::Metric,
    quantity::{
        Base::{
            self, Count, Household, Kilometre, Kilovolt, KilovoltAmpere, Kilowatt, KilowattHour, Mu, Percent,
            PercentagePoint, Person, PersonTime, UsDollar, Yuan,
        },
        Dimension, ParseError, ParseErrorKind, Quantity,
    },
};

/// Why a text is no quantity, in both languages.
pub(super) fn why(kind: &ParseErrorKind) -> Words {
    Words::new(kind.in_chinese(), kind.in_english())
}

/// The finding for a value that cannot be read; `at` gives the place of some of its bytes.
pub(super) fn bad_quantity(
    error: &ParseError,
    value: &str,
    metric: Option<&Metric>,
    at: impl Fn(std::ops::Range<usize>) -> At,
) -> Finding {
    let offset = error.offset.min(value.len());
    let end = offset + value[offset..].chars().next().map_or(0, char::len_utf8);
    let message = say!("“{value}”读不成数量", "“{value}” cannot be read as a quantity");
    let help = match (&error.kind, metric) {
        (ParseErrorKind::NoUnit, Some(metric)) => {
            let unit = &metric.unit.printed;
            say!(
                ("缺少单位：“{}”的单位是{unit}，照原文写全，例如 {value}{unit}", metric.label),
                (
                    "the unit is missing: {} is in “{unit}”; write it out as printed, such as “{value}{unit}”",
                    metric.id
                )
            )
        }
        (ParseErrorKind::NoUnit, None) => Words::fixed(
            "缺少单位：照原文连单位一起写，例如 66人、9个、5万元",
            "the unit is missing: write it with the number as printed, such as “66人”, “9个” or “5万元”",
        ),
        _ => Words::fixed(
            "value 照抄原文的数字和单位，别的话写在 note 里",
            "value takes number and unit as printed; anything else goes into note",
        ),
    };
    Finding::error(MALFORMED_QUANTITY, at(offset..end), message).label(why(&error.kind)).help(help)
}

/// The finding for a value in another unit than its metric.
pub(super) fn wrong_dimension(quantity: &Quantity, metric: &Metric, at: At) -> Finding {
    let (have, want) = (quantity.dimension(), metric.unit.dimension);
    let slip = slip(have, want);
    let name =
        slip.as_ref().map_or(Words::fixed("单位不符", "the unit does not fit"), |s| s.name.clone());
    let printed = &quantity.printed;
    let message = say!(
        (
            "{}：“{printed}”是{}（{have}），“{}”量的是{}（{want}）",
            name.zh,
            have.name_zh(),
            metric.label,
            want.name_zh()
        ),
        (
            "{}: “{printed}” gives the {} (“{have}”), but {} measures the {} (“{want}”)",
            name.en,
            have.name_en(),
            metric.id,
            want.name_en()
        )
    );
    Finding::error(WRONG_DIMENSION, at, message).help_opt(slip.map(|s| s.why)).help(Words::fixed(
        "核对原文：换成对的指标；原文的单位确实不同的，改用局部指标并在 note 里说明",
        "look at the source: take the metric that fits; where the source does use another unit, make it a local metric and say so in note",
    ))
}

/// Two things that are taken for each other.
struct Slip {
    /// Which.
    name: Words,
    /// What sets them apart, and what has likely happened.
    why: Words,
}

/// Two base units that are often confused, what that is called, and what sets them apart.
type Pair = ([Base; 2], Words, Words);

const SHARE: Pair = (
    [Percent, Count],
    Words::fixed("占比和数目弄混了", "a share and a number are mixed up"),
    Words::fixed(
        "百分之几是占比，不是数目；多半是把比率指标和计数的指标用反了",
        "a percentage is a share, not a number: a rate and a count were likely exchanged",
    ),
);

static PAIRS: [Pair; 11] = [
    (
        [Person, Household],
        Words::fixed("户和人弄混了", "people and households are mixed up"),
        Words::fixed(
            "一户有几口人，户数和人数不能互换；多半是抄错了单位，或用了另一个指标",
            "a household has several people, so neither number stands for the other: the unit was likely miscopied, or another metric is meant",
        ),
    ),
    (
        [Person, PersonTime],
        Words::fixed("人和人次弄混了", "people and person-times are mixed up"),
        Words::fixed(
            "一个人来几回就算几人次，人次多于人数；多半是抄漏或多抄了“次”，或用了另一个指标",
            "one person counts once for each time, so there are more person-times than people: a “次” was likely dropped or added, or another metric is meant",
        ),
    ),
    (
        [Household, PersonTime],
        Words::fixed("户和人次弄混了", "households and person-times are mixed up"),
        Words::fixed(
            "户数的是家庭，人次数的是每回的人；多半用了另一个指标",
            "one counts families, the other people at each time: another metric is likely meant",
        ),
    ),
    (
        [Count, PersonTime],
        Words::fixed("次数和人次弄混了", "times and person-times are mixed up"),
        Words::fixed(
            "次是几回，人次是每回的人数加起来；多半是抄漏了“人”",
            "“次” counts occasions, “人次” the people at all of them: a “人” was likely dropped",
        ),
    ),
    (
        [Count, Person],
        Words::fixed("个数和人数弄混了", "things and people are mixed up"),
        Words::fixed(
            "个、家、支这些数的是东西或单位，数人的是人、名、位；看看原文数的是谁",
            "“个”, “家” or “支” count things or bodies, “人”, “名” and “位” count people: see what the source counts",
        ),
    ),
    (
        [Count, Household],
        Words::fixed("个数和户数弄混了", "things and households are mixed up"),
        Words::fixed(
            "个、家、支这些数的是东西或单位，数家庭的是户；看看原文数的是谁",
            "“个”, “家” or “支” count things or bodies, “户” counts families: see what the source counts",
        ),
    ),
    (
        [Percent, PercentagePoint],
        Words::fixed("百分比和百分点弄混了", "percentages and percentage points are mixed up"),
        Words::fixed(
            "百分点是两个百分比之差：从 12% 降到 3% 是降了 9 个百分点",
            "percentage points are the difference of two percentages: from 12% to 3% is a fall of 9 points",
        ),
    ),
    (
        [Mu, Kilometre],
        Words::fixed("面积和长度弄混了", "area and length are mixed up"),
        Words::fixed(
            "亩和平方公里是面积，公里是长度；多半是漏了“平方”，或用了另一个指标",
            "“亩” and “平方公里” are areas, “公里” is a length: a “平方” was likely dropped, or another metric is meant",
        ),
    ),
    (
        [Kilowatt, KilowattHour],
        Words::fixed("功率和电量弄混了", "power and energy are mixed up"),
        Words::fixed(
            "千瓦是装机的功率，千瓦时（度）是发出或用掉的电；多半是抄漏了“时”",
            "“千瓦” is the power of a plant, “千瓦时” the electricity made or used: a “时” was likely dropped",
        ),
    ),
    (
        [KilovoltAmpere, Kilovolt],
        Words::fixed("容量和电压弄混了", "apparent power and voltage are mixed up"),
        Words::fixed(
            "千伏安是变压器的容量，千伏是线路的电压；多半是抄漏了“安”",
            "“千伏安” rates a transformer, “千伏” a line: an “安” was likely dropped",
        ),
    ),
    (
        [Yuan, UsDollar],
        Words::fixed("人民币和美元弄混了", "yuan and US dollars are mixed up"),
        Words::fixed(
            "两种货币不能放在一个指标里，也不换算；多半是抄漏了“美”，或用了另一个指标",
            "one metric holds one currency, and none is converted: a “美” was likely dropped, or another metric is meant",
        ),
    ),
];

/// What was taken for what, where these two are often confused.
fn slip(have: Dimension, want: Dimension) -> Option<Slip> {
    let (a, b) = (have.numerator(), want.numerator());
    if a == b {
        return Some(spread(have, want));
    }
    if have.denominators().ne(want.denominators()) {
        return None;
    }
    let named = PAIRS.iter().find(|(bases, ..)| *bases == [a, b] || *bases == [b, a]);
    let counts = |base| matches!(base, Person | Household | PersonTime | Count);
    let share = (a == Percent && counts(b)) || (counts(a) && b == Percent);
    let (_, name, why) = named.cloned().or(share.then_some(SHARE))?;
    Some(Slip { name, why })
}

/// A total for an average, and averages over different things.
fn spread(have: Dimension, want: Dimension) -> Slip {
    let over = |d: Dimension| d.denominators().filter(|base| !base.is_time()).collect::<Vec<_>>();
    let name = match (over(have).is_empty(), over(want).is_empty()) {
        _ if over(have) == over(want) && have.is_ratio() && want.is_ratio() => {
            Words::fixed("按哪一期算弄混了", "amounts per different periods are mixed up")
        }
        (true, true) => Words::fixed("按期的数和总数弄混了", "a total and an amount per period are mixed up"),
        (a, b) if a != b => Words::fixed("总数和平均数弄混了", "a total and an average are mixed up"),
        _ => Words::fixed("按什么平均弄混了", "averages over different things are mixed up"),
    };
    let (copied, wanted) = (each(have), each(want));
    let likely = if want.is_ratio() && !have.is_ratio() {
        Words::fixed(
            "多半是抄漏了“/”后面的部分，或用了另一个指标",
            "the part after “/” was likely dropped, or another metric is meant",
        )
    } else {
        Words::fixed("多半是用了另一个指标", "another metric is likely meant")
    };
    let why = say!(
        ("抄的是{}，指标要的是{}；{}", copied.zh, wanted.zh, likely.zh),
        ("what was copied is {}, what the metric wants is {}: {}", copied.en, wanted.en, likely.en)
    );
    Slip { name, why }
}

/// `每人每月的数`.
fn each(dimension: Dimension) -> Words {
    let names: Vec<Words> = dimension.denominators().map(below).collect();
    if names.is_empty() {
        return Words::fixed("总数", "a total");
    }
    let zh: String = names.iter().map(|n| format!("每{}", n.zh)).collect();
    let en: Vec<&str> = names.iter().map(|n| n.en.as_ref()).collect();
    say!(("{zh}的数"), ("the amount per {}", en.join(" and ")))
}

/// A base unit below the line.
fn below(base: Base) -> Words {
    let zh = base.symbol().trim_start_matches('个');
    let zh = if zh.is_empty() { base.symbol() } else { zh };
    let en = match base {
        Person => "person".into(),
        Household => "household".into(),
        PersonTime => "person-time".into(),
        Mu => "mu".into(),
        Base::Year => "year".into(),
        Base::Term => "school term".into(),
        Base::Quarter => "quarter".into(),
        Base::Month => "month".into(),
        Base::Day => "day".into(),
        other => format!("“{}”", other.symbol()),
    };
    Words::new(zh, en)
}

#[cfg(test)]
mod tests {
    use super::slip;
    use crate::quantity::Unit;

    #[test]
    fn what_is_often_confused_is_called_by_its_name() {
        let dimension = |unit: &str| Unit::parse(unit).unwrap_or_else(|e| panic!("{unit}: {e}")).dimension;
        for (have, want, named) in [
            ("户", "人", Some("户和人弄混了")),
            ("人", "户", Some("户和人弄混了")),
            ("人次", "人", Some("人和人次弄混了")),
            ("户", "人次", Some("户和人次弄混了")),
            ("次", "人次", Some("次数和人次弄混了")),
            ("万元", "元/人", Some("总数和平均数弄混了")),
            ("元/户", "元", Some("总数和平均数弄混了")),
            ("元/人", "元/户", Some("按什么平均弄混了")),
            ("元/月", "元", Some("按期的数和总数弄混了")),
            ("元/月", "元/年", Some("按哪一期算弄混了")),
            ("元/人/月", "元/人/年", Some("按哪一期算弄混了")),
            ("公里", "亩", Some("面积和长度弄混了")),
            ("%", "个百分点", Some("百分比和百分点弄混了")),
            ("%", "人", Some("占比和数目弄混了")),
            ("美元", "元", Some("人民币和美元弄混了")),
            ("千瓦时", "千瓦", Some("功率和电量弄混了")),
            ("公斤", "元", None),
            ("元/人", "户", None),
        ] {
            let found = slip(dimension(have), dimension(want));
            assert_eq!(found.as_ref().map(|s| s.name.zh.as_ref()), named, "{have} for {want}");
        }
    }
}
