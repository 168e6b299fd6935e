//! The units: a table, not code. To add a unit, add a row.
//!
//! A row is the name as printed, its base unit, its factor as `digits × 10^-scale`, and the characters that must not
//! follow the name in running text: 家 is a counter in 16家企业 but not in 16家庭. Among the names that fit, the longest wins.

use std::sync::LazyLock;

use super::dimension::Base::{self, *};

/// One unit.
pub(super) struct UnitRow {
    pub(super) name: &'static str,
    pub(super) base: Base,
    /// Factor to the base unit as digits and scale: `(15, 4)` is 0.0015.
    pub(super) factor: (i64, u32),
    /// Characters that make another word of the name when they follow it.
    pub(super) not_before: &'static str,
}

const fn row(name: &'static str, base: Base, factor: (i64, u32), not_before: &'static str) -> UnitRow {
    UnitRow { name, base, factor, not_before }
}

const fn counter(name: &'static str, not_before: &'static str) -> UnitRow {
    row(name, Count, ONE, not_before)
}

const ONE: (i64, u32) = (1, 0);

/// Every unit that may stand after a number.
#[rustfmt::skip]
pub(super) static UNITS: &[UnitRow] = &[
    // Money
    row("元", Yuan, ONE, "旦宵素件老帅首"), row("美元", UsDollar, ONE, ""),
    // People, households
    row("人", Person, ONE, "民均大"), row("名", Person, ONE, "称誉额录"), row("位", Person, ONE, "于置列居次"),
    row("个人", Person, ONE, "民均大独账体饮工信"),
    row("户", Household, ONE, "均籍口外表"), row("人次", PersonTime, ONE, ""),
    row("贫困人口", Person, ONE, ""), row("贫困群众", Person, ONE, ""), row("贫困户", Household, ONE, ""), row("农户", Household, ONE, ""),
    // Counters
    counter("个", "别性体"), counter("家", "庭园乡里具电长属风族畜禽门境"), counter("所", "有在需得谓属长示"),
    counter("处", "于理级长置分罚"), counter("座", "谈位右"), counter("项", "目"), counter("支", "持出付撑书教农行委援"),
    counter("台", "账阶湾风"), counter("件", ""), counter("条", "件例"), counter("套", "路"), counter("栋", "梁"),
    counter("块", ""), counter("种", "植养子业田粮地苗"), counter("类", "似别"), counter("次", "日年要序数"),
    counter("场", "所地面景馆"), counter("场次", ""), counter("期", "间末待限刊望"), counter("批", "准评发复"),
    counter("只", "有要是能"), counter("头", "号等部脑"), counter("株", "洲"), counter("间", "接隔距"), counter("辆", ""),
    counter("部", "门署分队委位长"), counter("本", "次地市县区级科人月年身报来土村着"), counter("张", "家"), counter("篇", ""),
    counter("幅", "度"), counter("份", "额子"), counter("村", "民庄委支级干组里镇"), counter("例", "如会行"), counter("起", "来步点草"),
    counter("宗", "旨教族"), counter("笔", "记者"), counter("款", "待项"), counter("口", "号岸"), counter("眼", "前看睛"), counter("盏", ""),
    counter("棵", ""), counter("羽", ""), counter("尾", ""), counter("匹", ""), counter("箱", ""), counter("袋", ""), counter("瓶", ""),
    counter("门", "前口户诊"), counter("节", "约省点目日能水气"), counter("组", "织建成长"), counter("对", "于口接象应"), counter("册", ""),
    counter("枚", ""), counter("艘", ""), counter("架", ""), counter("幢", ""), counter("层", "面次级"), counter("户次", ""), counter("车次", ""),
    counter("张床位", ""), counter("床", ""), counter("班次", ""), counter("趟", ""), counter("顿", ""), counter("样", "本"),
    // Area
    row("亩", Mu, ONE, "均产"), row("公顷", Mu, (15, 0), ""), row("平方公里", Mu, (1500, 0), ""), row("平方千米", Mu, (1500, 0), ""),
    row("平方米", Mu, (15, 4), ""), row("平米", Mu, (15, 4), ""), row("㎡", Mu, (15, 4), ""), row("m²", Mu, (15, 4), ""),
    row("km²", Mu, (1500, 0), ""),
    // Length
    row("公里", Kilometre, ONE, ""), row("千米", Kilometre, ONE, ""), row("米", Kilometre, (1, 3), "粉酒饭面"), row("里", Kilometre, (5, 1), "程面约"),
    row("厘米", Kilometre, (1, 5), ""), row("毫米", Kilometre, (1, 6), ""), row("km", Kilometre, ONE, ""),
    // Mass
    row("吨", Kilogram, (1000, 0), ""), row("公斤", Kilogram, ONE, ""), row("千克", Kilogram, ONE, ""), row("斤", Kilogram, (5, 1), ""),
    row("克", Kilogram, (1, 3), "服扣难隆"), row("kg", Kilogram, ONE, ""),
    // Volume
    row("立方米", CubicMetre, ONE, ""), row("立方", CubicMetre, ONE, ""), row("m³", CubicMetre, ONE, ""),
    // Power, energy, voltage, capacity
    row("千瓦", Kilowatt, ONE, ""), row("兆瓦", Kilowatt, (1000, 0), ""), row("吉瓦", Kilowatt, (1_000_000, 0), ""), row("瓦", Kilowatt, (1, 3), ""),
    row("kW", Kilowatt, ONE, ""), row("KW", Kilowatt, ONE, ""), row("MW", Kilowatt, (1000, 0), ""),
    row("千瓦时", KilowattHour, ONE, ""), row("千瓦小时", KilowattHour, ONE, ""), row("度电", KilowattHour, ONE, ""), row("kWh", KilowattHour, ONE, ""),
    row("千伏", Kilovolt, ONE, ""), row("伏", Kilovolt, (1, 3), ""), row("kV", Kilovolt, ONE, ""), row("KV", Kilovolt, ONE, ""),
    row("千伏安", KilovoltAmpere, ONE, ""), row("兆伏安", KilovoltAmpere, (1000, 0), ""), row("kVA", KilovoltAmpere, ONE, ""),
    // Age
    row("岁", Age, ONE, "月"), row("周岁", Age, ONE, ""),
    // Shares. Characters after 成 that make another word of it: 成立, 成员, 成果 …
    row("%", Percent, ONE, ""), row("‰", Percent, (1, 1), ""), row("成", Percent, (10, 0), "立员果功本为长人品效就绩交熟了"),
    row("个百分点", PercentagePoint, ONE, ""), row("百分点", PercentagePoint, ONE, ""), row("个千分点", PercentagePoint, (1, 1), ""),
    row("倍", Times, ONE, "增加受感"),
    // Lengths of time
    row("年", Year, ONE, "级龄代货轻会画"), row("周年", Year, ONE, ""), row("学年", Year, ONE, ""), row("个年头", Year, ONE, ""),
    row("学期", Term, ONE, ""), row("个学期", Term, ONE, ""), row("季度", Quarter, ONE, ""), row("个季度", Quarter, ONE, ""), row("季", Quarter, ONE, "节"),
    row("个月", Month, ONE, ""), row("月", Month, ONE, "亮饼"),
    row("天", Day, ONE, "然气线地"), row("日", Day, ONE, "常报"), row("周", Day, (7, 0), "边围"), row("个星期", Day, (7, 0), ""), row("个工作日", Day, ONE, ""),
    row("小时", Minute, (60, 0), ""), row("个小时", Minute, (60, 0), ""), row("个钟头", Minute, (60, 0), ""), row("分钟", Minute, ONE, ""),
];

/// Names that stand only below the line: 元/生/年.
pub(super) static UNITS_BELOW: &[UnitRow] = &[row("生", Person, ONE, "")];

/// The rows by the first character of their name, longer names first.
static INDEX: LazyLock<Vec<(char, Vec<&'static UnitRow>)>> = LazyLock::new(|| {
    let mut index: Vec<(char, Vec<&UnitRow>)> = Vec::new();
    for unit in UNITS {
        let Some(first) = unit.name.chars().next() else { continue };
        match index.binary_search_by_key(&first, |entry| entry.0) {
            Ok(at) => index[at].1.push(unit),
            Err(at) => index.insert(at, (first, vec![unit])),
        }
    }
    for (_, rows) in &mut index {
        rows.sort_by_key(|unit| std::cmp::Reverse(unit.name.len()));
    }
    index
});

/// The rows whose name begins with a character, longer names first.
pub(super) fn rows_from(first: char) -> &'static [&'static UnitRow] {
    INDEX.binary_search_by_key(&first, |entry| entry.0).map_or(&[], |at| INDEX[at].1.as_slice())
}
