//! Set phrases that hold numerals and are no quantities, as a list. `scan` gives no figure that lies wholly inside one.
//!
//! A phrase begins with a numeral, or with 第. To add one, add a line; the order does not matter.

use std::{collections::HashMap, sync::LazyLock};

use super::cursor::Cursor;

/// The phrases, by kind.
#[rustfmt::skip]
pub(super) static PHRASES: &[&str] = &[
    // Plans, congresses, lines of policy
    "十一五", "十二五", "十三五", "十四五", "十五五", "十七大", "十八大", "十九大", "二十大", "十九届", "二十届", "一带一路",
    "三农", "三个代表", "两个维护", "两个确立", "两个一百年", "一百年奋斗目标", "两个务必", "两山", "五位一体", "四个全面", "四个意识",
    "四个自信", "四个伟大", "三严三实", "两学一做", "三会一课", "三大攻坚战", "八项规定", "四风", "六稳", "六保", "两会", "五年规划",
    "五年计划", "三年行动", "百日攻坚", "百年未有之大变局", "第一个百年", "第二个百年", "四个着力", "五级书记", "三级书记", "第一书记",
    // Poverty alleviation
    "两不愁三保障", "两不愁", "三保障", "一超两不愁三保障", "五个一批", "六个一批", "三个一批", "四个一批", "七个一批", "六个精准",
    "三个精准", "七大行动", "六大强农行动", "五个一", "六个一", "三个一", "四个一", "八个一", "十个一", "四跟四走", "三走访三签字",
    "一户一策", "一户一人", "一户一法", "一户一档", "一户一案", "一户一技", "一户一业", "一村一品", "一乡一品", "一镇一品", "一县一业", "一村一策",
    "一对一", "一帮一", "五帮一", "一站式", "一卡通", "一折通", "一把手", "一票否决", "一条龙", "一体化", "一揽子", "一盘棋", "一张网",
    "两免一补", "两后生", "三支队伍", "四支队伍", "四类人员", "四类对象", "四类重点对象", "三类人员", "三类对象", "三类县", "一类县",
    "二类县", "万企帮万村", "万企兴万村", "千企帮千村", "百企帮百村", "万人计划", "万人脱贫", "千人计划", "四议两公开", "三块地", "五保户",
    "一事一议", "两代表一委员", "一核两翼", "六位一体", "四位一体", "三位一体", "三带三促", "一拆二改三清四化", "三提高", "三有三分四到村",
    "二定两加强", "三定", "一减免", "一兜底", "两补贴", "一校一课一会", "两癌", "三留守", "一老一小", "两房", "两业", "四有人员", "六个到位",
    "四个到位", "三个到位", "五个到位", "六看六查", "四看法", "五个确保", "三个落实", "三落实", "四个不摘", "五个振兴", "一次教育、二次批评、三次上榜",
    // Education, health, industry
    "九年义务教育", "九年一贯制", "十五年教育", "十二年教育", "四点半课堂", "三通两平台", "一乡镇一院", "一产", "二产", "三产", "三次产业", "一二三产业",
    "二三产业", "三产融合", "三权分置", "三变", "三资", "三品一标", "两品一标", "一标三品", "三品", "五小经济", "六小", "四上企业", "两型",
    "三高四新", "三湘四水", "一化三基", "三一重工",
    // Names
    "十八洞村", "十八洞", "四好公路", "四好农村路", "五一劳动节", "五一路", "六一儿童节", "七一", "八一", "十一黄金周", "三八妇女节", "三八红旗手",
    "五四青年", "三峡", "九华", "六安", "三亚", "百度", "万达", "四川", "五指山", "九寨沟", "三江", "万州", "千岛湖", "百色", "九江", "两江",
    // Sayings
    "三天两头", "三番五次", "三番两次", "一五一十", "五湖四海", "四面八方", "千家万户", "千方百计", "千辛万苦", "千军万马", "千言万语", "千山万水",
    "千头万绪", "万众一心", "万无一失", "万事俱备", "百花齐放", "百尺竿头", "百家争鸣", "百里挑一", "三位老人", "两面三刀", "四季如春", "四处", "九天峰", "九天揽月", "一年四季",
    "五谷丰登", "六畜兴旺", "十里八乡", "三百六十行", "七十二变", "三头六臂", "两张皮", "一张蓝图", "一竿子插到底", "十年树木", "百年树人",
    "百年大计", "三顾茅庐", "两全其美", "一举两得", "一成不变", "三人行", "八仙过海", "九牛一毛", "两手抓", "三下乡", "两个百分百", "十年磨一剑",
    "十指连心", "一日三餐", "四时八节", "三年五载", "三五成群", "千年古城", "千年古镇", "百年老店", "万元户", "万里长征", "千里之外", "百里画廊",
];

/// What follows the first two characters of the phrases that begin with them, the longest first.
static BY_BEGINNING: LazyLock<HashMap<[char; 2], Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_beginning: HashMap<[char; 2], Vec<&'static str>> = HashMap::new();
    for phrase in PHRASES {
        let mut rest = phrase.chars();
        let beginning = [rest.next(), rest.next()].map(Option::unwrap_or_default);
        by_beginning.entry(beginning).or_default().push(rest.as_str());
    }
    let rests = by_beginning.values_mut();
    rests.for_each(|rests| rests.sort_unstable_by_key(|rest| std::cmp::Reverse(rest.len())));
    by_beginning
});

/// The end, as a byte offset, of the longest phrase that begins at the cursor.
pub(super) fn end_at(mut cursor: Cursor) -> Option<usize> {
    let rests = BY_BEGINNING.get(&[cursor.take()?, cursor.take()?])?;
    rests.iter().find_map(|rest| {
        let mut ahead = cursor;
        ahead.eat_word(rest).then(|| ahead.pos())
    })
}
