//! What a unit measures: a base unit, and up to two base units below the line.

use std::fmt;

/// A base unit. The order fixes how a ratio is written: 元/人/月, never 元/月/人.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Base {
    /// 元
    Yuan,
    /// 美元
    UsDollar,
    /// 人
    Person,
    /// 户
    Household,
    /// 人次
    PersonTime,
    /// 个, and every other counter
    Count,
    /// 亩
    Mu,
    /// 公里
    Kilometre,
    /// 公斤
    Kilogram,
    /// 立方米
    CubicMetre,
    /// 千瓦
    Kilowatt,
    /// 千瓦时
    KilowattHour,
    /// 千伏
    Kilovolt,
    /// 千伏安
    KilovoltAmpere,
    /// 岁
    Age,
    /// %
    Percent,
    /// 个百分点
    PercentagePoint,
    /// 倍
    Times,
    /// 年, as a length of time
    Year,
    /// 学期
    Term,
    /// 季度
    Quarter,
    /// 个月, as a length of time; 月 below the line
    Month,
    /// 天
    Day,
    /// 分钟
    Minute,
}

impl Base {
    /// The base unit as it is written above the line.
    pub fn symbol(self) -> &'static str {
        match self {
            Base::Yuan => "元",
            Base::UsDollar => "美元",
            Base::Person => "人",
            Base::Household => "户",
            Base::PersonTime => "人次",
            Base::Count => "个",
            Base::Mu => "亩",
            Base::Kilometre => "公里",
            Base::Kilogram => "公斤",
            Base::CubicMetre => "立方米",
            Base::Kilowatt => "千瓦",
            Base::KilowattHour => "千瓦时",
            Base::Kilovolt => "千伏",
            Base::KilovoltAmpere => "千伏安",
            Base::Age => "岁",
            Base::Percent => "%",
            Base::PercentagePoint => "个百分点",
            Base::Times => "倍",
            Base::Year => "年",
            Base::Term => "个学期",
            Base::Quarter => "个季度",
            Base::Month => "个月",
            Base::Day => "天",
            Base::Minute => "分钟",
        }
    }

    /// The base unit as it is written below the line: 月, not 个月.
    fn symbol_below(self) -> &'static str {
        match self {
            Base::Month | Base::Term | Base::Quarter => self.symbol().trim_start_matches('个'),
            _ => self.symbol(),
        }
    }

    /// Whether it is a length of time.
    pub fn is_time(self) -> bool {
        self >= Base::Year
    }

    /// Whether it is a share in percent or a difference of shares, which is always a rounded figure.
    pub fn is_rate(self) -> bool {
        matches!(self, Base::Percent | Base::PercentagePoint)
    }

    fn name_zh(self) -> &'static str {
        match self {
            Base::Yuan => "金额",
            Base::UsDollar => "美元金额",
            Base::Person => "人数",
            Base::Household => "户数",
            Base::PersonTime => "人次",
            Base::Count => "件数",
            Base::Mu => "面积",
            Base::Kilometre => "长度",
            Base::Kilogram => "重量",
            Base::CubicMetre => "体积",
            Base::Kilowatt => "功率",
            Base::KilowattHour => "电量",
            Base::Kilovolt => "电压",
            Base::KilovoltAmpere => "容量",
            Base::Age => "年龄",
            Base::Percent => "比率",
            Base::PercentagePoint => "百分点",
            Base::Times => "倍数",
            Base::Year => "年数",
            Base::Term => "学期数",
            Base::Quarter => "季度数",
            Base::Month => "月数",
            Base::Day => "天数",
            Base::Minute => "时长",
        }
    }

    fn name_en(self) -> &'static str {
        match self {
            Base::Yuan => "amount of money",
            Base::UsDollar => "amount of US dollars",
            Base::Person => "number of people",
            Base::Household => "number of households",
            Base::PersonTime => "number of person-times",
            Base::Count => "number of things",
            Base::Mu => "area",
            Base::Kilometre => "length",
            Base::Kilogram => "weight",
            Base::CubicMetre => "volume",
            Base::Kilowatt => "power",
            Base::KilowattHour => "electric energy",
            Base::Kilovolt => "voltage",
            Base::KilovoltAmpere => "apparent power",
            Base::Age => "age",
            Base::Percent => "share",
            Base::PercentagePoint => "difference of shares",
            Base::Times => "multiple",
            Base::Year => "number of years",
            Base::Term => "number of school terms",
            Base::Quarter => "number of quarters",
            Base::Month => "number of months",
            Base::Day => "number of days",
            Base::Minute => "length of time",
        }
    }
}

/// A base unit over at most two others, in a fixed order: 元/月/人 and 元/人/月 are the same dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension {
    above: Base,
    below: [Option<Base>; 2],
}

impl Dimension {
    /// The dimension of a base unit alone.
    pub fn of(base: Base) -> Self {
        Dimension { above: base, below: [None, None] }
    }

    /// This dimension per one more base unit; `None` when two stand below the line already, or the same one does.
    pub fn per(self, base: Base) -> Option<Self> {
        let below = match self.below {
            [None, _] => [Some(base), None],
            [Some(first), None] if first < base => [Some(first), Some(base)],
            [Some(first), None] if first > base => [Some(base), Some(first)],
            _ => return None,
        };
        Some(Dimension { below, ..self })
    }

    /// The base unit above the line.
    pub fn numerator(&self) -> Base {
        self.above
    }

    /// The base units below the line, in order.
    pub fn denominators(&self) -> impl Iterator<Item = Base> {
        self.below.into_iter().flatten()
    }

    /// Every base unit with its exponent: +1 above the line, -1 below it.
    pub fn exponents(&self) -> impl Iterator<Item = (Base, i8)> {
        std::iter::once((self.above, 1)).chain(self.denominators().map(|base| (base, -1)))
    }

    /// Whether something stands below the line (元/人). A percentage is not a ratio in this sense.
    pub fn is_ratio(&self) -> bool {
        self.below[0].is_some()
    }

    /// Whether it is % or percentage points alone: such a figure is always good to half its last printed place only.
    pub fn is_rate(&self) -> bool {
        !self.is_ratio() && self.above.is_rate()
    }

    /// Whether it is a length of time.
    pub fn is_time(&self) -> bool {
        !self.is_ratio() && self.above.is_time()
    }

    /// What it measures, in Chinese, for messages: 金额, 人数, 户数, 人次, 件数, 面积, 长度 …
    pub fn name_zh(&self) -> &'static str {
        match (self.above, self.below) {
            (base, [None, _]) => base.name_zh(),
            (Base::Yuan, [Some(Base::Person), None]) => "人均金额",
            (Base::Yuan, [Some(Base::Household), None]) => "户均金额",
            (Base::Yuan, [Some(Base::Mu), None]) => "亩均金额",
            (Base::Yuan, [Some(Base::Person), Some(time)]) if time.is_time() => "按人按期金额",
            (Base::Yuan, [Some(Base::Household), Some(time)]) if time.is_time() => "按户按期金额",
            (Base::Yuan, [Some(time), None]) if time.is_time() => "按期金额",
            (Base::Yuan, _) => "单位金额",
            (Base::Kilogram, [Some(Base::Mu), None]) => "单产",
            _ => "比值",
        }
    }

    /// What it measures, in English, for messages.
    pub fn name_en(&self) -> &'static str {
        match (self.above, self.below) {
            (base, [None, _]) => base.name_en(),
            (Base::Yuan, [Some(Base::Person), None]) => "amount per person",
            (Base::Yuan, [Some(Base::Household), None]) => "amount per household",
            (Base::Yuan, [Some(Base::Mu), None]) => "amount per mu",
            (Base::Yuan, [Some(Base::Person), Some(time)]) if time.is_time() => {
                "amount per person and period"
            }
            (Base::Yuan, [Some(Base::Household), Some(time)]) if time.is_time() => {
                "amount per household and period"
            }
            (Base::Yuan, [Some(time), None]) if time.is_time() => "amount per period",
            (Base::Yuan, _) => "amount per unit",
            (Base::Kilogram, [Some(Base::Mu), None]) => "yield per mu",
            _ => "ratio",
        }
    }
}

/// The base unit: 元, 人次, %, 元/人/月.
impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.above.symbol())?;
        for base in self.denominators() {
            write!(f, "/{}", base.symbol_below())?;
        }
        Ok(())
    }
}
