//! What a value is in time, told by its unit and the words before it.

use super::{passage::Around, time::When};
use crate::{
    model::{Kind, Period},
    quantity::{Base, Quantity},
};

const TARGET: [&str; 7] = ["计划", "力争", "预计", "预期", "目标", "拟", "确保到"];
const SUM: [&str; 10] = ["累计", "共", "已", "先后", "新建", "新增", "完成", "投入", "发放", "建成"];
const FLOW: [&str; 8] = ["全年", "产量", "产值", "增加值", "生产总值", "收入", "增收", "支出"];
const STOCK: [&str; 5] = ["目前", "现有", "拥有", "全县有", "全区有"];
const STANDARD: [&str; 5] = ["标准", "每人", "每户", "每月", "最高"];

/// The kind of a figure that no metric is known for.
pub(super) fn guess(quantity: &Quantity, around: &Around<'_>, when: &When) -> Kind {
    let said = |words: &[&str]| {
        let near = [around.lead, around.clause_before, around.inherited];
        words.iter().any(|w| near.iter().any(|text| text.contains(w)))
    };
    let dimension = quantity.dimension();
    if when.ahead || said(&TARGET) {
        Kind::Target
    } else if dimension.is_rate() {
        Kind::Rate
    } else if dimension.is_ratio() || (dimension.numerator() == Base::Yuan && said(&STANDARD)) {
        Kind::Standard
    } else if FLOW.iter().any(|w| around.lead.contains(w)) && !said(&["累计"]) {
        Kind::Flow
    } else if said(&STOCK) && !said(&["累计"]) {
        Kind::Stock
    } else if said(&SUM) || matches!(dimension.numerator(), Base::Yuan | Base::PersonTime) {
        Kind::Cumulative
    } else {
        Kind::Stock
    }
}

/// The kind of a figure whose metric is known, where the words make it another than the metric's.
pub(super) fn other_than(usual: Kind, around: &Around<'_>, when: &When) -> Option<Kind> {
    let near = [around.lead, around.clause_before];
    let said = |words: &[&str]| words.iter().any(|w| near.iter().any(|text| text.contains(w)));
    let within_a_year = !when.as_of && matches!(when.period, Some(Period::At(_)));
    if (when.ahead || said(&TARGET)) && usual != Kind::Target {
        Some(Kind::Target)
    } else if usual == Kind::Cumulative && within_a_year && !said(&["累计", "共", "底", "末"]) {
        Some(Kind::Flow)
    } else {
        None
    }
}
