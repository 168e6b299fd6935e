//! What the units of the table are called in English. What is only counted has no name: 16家 is 16.

use std::{collections::HashMap, sync::LazyLock};

/// A unit in English.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    /// With one, and below the line.
    pub(super) one: &'static str,
    /// With any other number.
    pub(super) many: &'static str,
}

/// Units by their names; those that are only counted stand in [`COUNTED`].
#[rustfmt::skip]
const NAMES: &[(&[&str], &str, &str)] = &[
    (&["元"], "yuan", "yuan"), (&["美元"], "US dollar", "US dollars"),
    (&["人", "名", "位", "个人", "生"], "person", "people"), (&["户"], "household", "households"),
    (&["人次"], "person-time", "person-times"), (&["户次"], "household-time", "household-times"),
    (&["贫困人口", "贫困群众"], "poor person", "poor people"), (&["贫困户"], "poor household", "poor households"),
    (&["农户"], "farming household", "farming households"),
    (&["村"], "village", "villages"), (&["头"], "head", "head"), (&["辆"], "vehicle", "vehicles"), (&["例"], "case", "cases"),
    (&["栋", "幢"], "building", "buildings"), (&["张床位", "床"], "bed", "beds"), (&["种", "类", "样"], "kind", "kinds"),
    (&["次"], "time", "times"), (&["场次"], "session", "sessions"), (&["车次"], "vehicle trip", "vehicle trips"),
    (&["班次"], "service", "services"), (&["趟"], "trip", "trips"), (&["顿"], "meal", "meals"), (&["批"], "batch", "batches"),
    (&["箱"], "box", "boxes"), (&["袋"], "bag", "bags"), (&["瓶"], "bottle", "bottles"), (&["册"], "volume", "volumes"),
    (&["层"], "storey", "storeys"), (&["艘"], "vessel", "vessels"),
    (&["亩"], "mu", "mu"), (&["公顷"], "hectare", "hectares"),
    (&["平方公里", "平方千米", "km²"], "square kilometre", "square kilometres"),
    (&["平方米", "平米", "㎡", "m²"], "square metre", "square metres"),
    (&["公里", "千米", "km"], "kilometre", "kilometres"), (&["米"], "metre", "metres"), (&["里"], "li", "li"),
    (&["厘米"], "centimetre", "centimetres"), (&["毫米"], "millimetre", "millimetres"),
    (&["吨"], "tonne", "tonnes"), (&["公斤", "千克", "kg"], "kilogram", "kilograms"), (&["斤"], "jin", "jin"), (&["克"], "gram", "grams"),
    (&["立方米", "立方", "m³"], "cubic metre", "cubic metres"),
    (&["千瓦", "kW", "KW"], "kilowatt", "kilowatts"), (&["兆瓦", "MW"], "megawatt", "megawatts"), (&["吉瓦"], "gigawatt", "gigawatts"),
    (&["瓦"], "watt", "watts"), (&["千瓦时", "千瓦小时", "度电", "kWh"], "kilowatt-hour", "kilowatt-hours"),
    (&["千伏", "kV", "KV"], "kilovolt", "kilovolts"), (&["伏"], "volt", "volts"),
    (&["千伏安", "kVA"], "kilovolt-ampere", "kilovolt-amperes"), (&["兆伏安"], "megavolt-ampere", "megavolt-amperes"),
    (&["岁", "周岁"], "year of age", "years of age"),
    (&["%"], "%", "%"), (&["‰"], "‰", "‰"), (&["成"], "tenth", "tenths"),
    (&["个百分点", "百分点"], "percentage point", "percentage points"), (&["个千分点"], "point per thousand", "points per thousand"),
    (&["倍"], "times", "times"),
    (&["年", "周年", "个年头"], "year", "years"), (&["学年"], "school year", "school years"), (&["学期", "个学期"], "term", "terms"),
    (&["季度", "个季度", "季"], "quarter", "quarters"), (&["个月", "月"], "month", "months"), (&["天", "日"], "day", "days"),
    (&["周", "个星期"], "week", "weeks"), (&["个工作日"], "working day", "working days"),
    (&["小时", "个小时", "个钟头"], "hour", "hours"), (&["分钟"], "minute", "minutes"),
];

/// Counters, which English has no word for.
const COUNTED: &[&str] = &[
    "个", "家", "所", "处", "座", "项", "支", "台", "件", "条", "套", "块", "场", "期", "只", "株", "间",
    "部", "本", "张", "篇", "幅", "份", "起", "宗", "笔", "款", "口", "眼", "盏", "棵", "羽", "尾", "匹",
    "门", "节", "组", "对", "枚", "架",
];

static BY_NAME: LazyLock<HashMap<&str, Name>> = LazyLock::new(|| {
    let counted = COUNTED.iter().map(|unit| (*unit, Name { one: "", many: "" }));
    let named =
        NAMES.iter().flat_map(|(names, one, many)| names.iter().map(move |n| (*n, Name { one, many })));
    named.chain(counted).collect()
});

/// The English name of a unit; empty for what is only counted.
pub(super) fn name_of(unit: &str) -> Option<Name> {
    BY_NAME.get(unit).copied()
}

#[cfg(test)]
mod tests {
    use super::super::unit_table::{UNITS, UNITS_BELOW};
    use super::name_of;

    #[test]
    fn every_unit_has_an_english_name() {
        for unit in UNITS.iter().chain(UNITS_BELOW) {
            assert!(name_of(unit.name).is_some(), "{}", unit.name);
        }
    }
}
