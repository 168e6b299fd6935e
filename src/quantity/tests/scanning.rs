//! What `scan` finds in a line of running text, one rule a line, and the set phrases in which it finds nothing.

use super::super::phrases::PHRASES;
use super::super::{Figure, FigureKind, scan};
use super::rows;

/// text (`/n` is a line break) | figures in order: a quantity as printed, `T:` a time, `B:` a bare number
const CASES: &str = "
共有劳动力 3206/n人，登记 2238 人 | 3206人 2238人
省内 664 人，区内就/n/n业 1050 人 | 664人 1050人
标准由/n/n242/n/n元/n上调到/n/n270/n/n元/n/n//n/n月/n/n//n/n人 ， | 242元 270元/月/人
资金3000/n余万元 | 3000余万元
投资2.32/n亿元 | 2.32亿元
/n12/n/n月/n/n19/n/n日/n， | T:12月19日
5~8/n/n月份全区 | T:5~8月份
资助/n2/n/n万余人次/n | 2万余人次
达/n100%/n，/n55/n个 | 100% 55个
2017年 12月 21日 星期四 | T:2017年12月21日
2014年底有5.94万人，2018年底有0.3万人 | T:2014年底 5.94万人 T:2018年底 0.3万人
2014年至2018年出列84个 | T:2014年至2018年 84个
2018年12月10日，9月25日 | T:2018年12月10日 T:9月25日
2018-12-10和2018/1/5和2018.12.10 | T:2018-12-10 T:2018/1/5 T:2018.12.10
2019年度、2018年7月、2020年初 | T:2019年度 T:2018年7月 T:2020年初
2018年初中毕业 | T:2018年
2018年12月上旬、3月5号、4月6日 | T:2018年12月上旬 T:3月5号 T:4月6日
比例15:45:40，比例3:2 | B:15:45:40 B:3:2
二〇一九年和十二月、九月九日 | T:二〇一九年 T:十二月 T:九月九日
上午9时30分，14:05，晚上8点半 | T:9时30分 T:14:05 T:8点半
20世纪80年代 | T:20世纪80年代
投入上亿元，发动上千名，村以上百姓 | 上亿元 上千名
近800人、约2亿元、超过1万人、逾百家 | 近800人 约2亿元 超过1万人 逾百家
5万元以上，1公里以内，0.3%以下，60岁左右 | 5万元以上 1公里以内 0.3%以下 60岁左右
近3年、近两年、近年来、近一年 | 近3年 近两年
最近3年在附近800米 | 3年 800米
签约3000人，节约500元，大约20人 | 3000人 500元 大约20人
月收入两千余元，每天八个小时 | 两千余元 八个小时
一个、一条条、一名、一座座、一期、一小时、一月一次 | 
三支队，九项，两个，四张，三年 | 三支 九项 两个 四张 三年
二次批评，二亩，二十名 | 二亩 二十名
千人计划，万户，百年，亿万 | 
千余人，近万亩，万余元，近百名 | 千余人 近万亩 万余元 近百名
数千名，几十个，十几个，数以万计 | 
第一名，第三方，第二十三届，第3名，第 12 批 | B:3 B:12
4G网络、4A景区、G319国道、A4纸 | B:4G B:4A B:319 B:4
1+15+6+7体系，3 + 1模式 | B:1+15+6+7 B:3+1
393计划 6321 公路 | B:393 B:6321
电话0734-8123456，版本1.2.3 | B:0734-8123456 B:1.2.3
10千伏线路248千米、5100千瓦 | 10千伏 248千米 5100千瓦
42.6万人次共1.24亿元 | 42.6万人次 1.24亿元
16家庭，5成立，3年级，2日常 | B:16 B:5 B:3 B:2
5.9万家 5.9万贫困人口 5.9万学生 | 5.9万家 5.9万贫困人口 B:5.9万
1 668人和1,668人和1，668人 | 1668人 1,668人 1,668人
3206 2238人 | B:3206 2238人
12,34人 | B:12 34人
达100%,55个 | 100% 55个
5～8万元，30-40%，3到5个，800至1000元 | 5~8万元 30-40% 3到5个 800至1000元
由10元到20元，从3%至5% | 10元 20元 3% 5%
10-5万元 | B:10 5万元
5个——8个 | 5个 8个
增长-3.5%，2-3% | -3.5% 2-3%
两成，三成五，百分之三十，2.3个百分点 | 两成 三成五 百分之三十 2.3个百分点
七八百人，三四十户，三五成群 | 七八百人 三四十户
半小时，半年，上半年，过半数 | 半小时 半年
不足50户，至少20名，不超过8%，最高不超过30000元 | 不足50户 至少20名 不超过8% 最高不超过30000元
近3621余万元 | 3621余万元
3年多来，5个多月，3年多次 | 3年多 5个多月 3年
２０２０年，１２％ | T:2020年 12%
①②③⑩ | 
三百六十行，二十四节气，五年级 | 
由2014年的6.1%降到0.28% | T:2014年 6.1% 0.28%
1.8万/n/n人），实现 | 1.8万人
十三个五年规划，第十三个五年规划 | 十三个
每人1000元/学期 | 1000元/学期
投资3/n.59亿元，投资3./n59亿元，投资3 .59亿元 | 3.59亿元 3.59亿元 3.59亿元
1. 2018年脱贫3200人。2．38户 | B:1 T:2018年 3200人 2.38户
三次产业结构比为15:45:40，收入比2.3：1 | B:15:45:40 B:2.3 B:1
8时至18时，上午9时，3时间 | T:8时 T:18时 T:9时 B:3
2019-2020学年，2019学年 | T:2019-2020学年 T:2019学年
GDP132.5亿元，K3次列车 | 132.5亿元 B:3
宽3.5m，气温16.5℃ | B:3.5m B:16.5
";

/// A figure in pieces as it may be printed, in a sentence of its own, and as it reads.
const PIECES: [(&[&str], &str); 14] = [
    (&["3206", "人"], "3206人"),
    (&["3000", "余", "万", "元"], "3000余万元"),
    (&["近", "800", "人"], "近800人"),
    (&["270", "元", "/", "月", "/", "人"], "270元/月/人"),
    (&["2.32", "亿", "元"], "2.32亿元"),
    (&["99.51", "%"], "99.51%"),
    (&["1,668", "户"], "1,668户"),
    (&["5000", "元", "以", "上"], "5000元以上"),
    (&["42.6", "万", "人", "次"], "42.6万人次"),
    (&["2", "个", "百", "分", "点"], "2个百分点"),
    (&["5", "~", "8", "万", "元"], "5~8万元"),
    (&["两", "千", "余", "元"], "两千余元"),
    (&["上", "亿", "元"], "上亿元"),
    (&["超", "过", "1", "万", "人"], "超过1万人"),
];

/// What may stand between the pieces.
const BREAKS: [&str; 14] = [
    "\n",
    "\r\n",
    "\n\n",
    "\r\n\r\n",
    "\n \n",
    " ",
    "   ",
    "\u{3000}",
    "\u{A0}",
    "\t",
    "\u{200B}",
    "\u{FEFF}",
    "\u{2060}",
    "\n\u{3000}\u{3000}",
];

/// Full width, as a typesetter makes it.
fn full_width(text: &str) -> String {
    let widened = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().map(widened).collect()
}

#[test]
fn a_figure_is_one_over_breaks_and_in_every_width() {
    for (pieces, printed) in PIECES {
        for between in BREAKS {
            for wide in [false, true] {
                let joined = pieces.join(between);
                let joined = if wide { full_width(&joined) } else { joined };
                let text = format!("\u{FEFF}全县共有{between}{joined}{between}。甲村");
                let found: Vec<String> = scan(&text).into_iter().map(|figure| figure.printed).collect();
                assert_eq!(found, [printed], "{text:?}");
            }
        }
    }
}

#[test]
fn nothing_to_be_seen_divides_no_number() {
    for unseen in ["\u{200B}", "\u{FEFF}", "\u{2060}", "\u{AD}", "\u{200D}"] {
        let text = format!(
            "共3{unseen}2{unseen}06{unseen}人，占99{unseen}.{unseen}5{unseen}1%，2018{unseen}-12-1{unseen}0"
        );
        let found: Vec<String> = scan(&text).iter().map(shown).collect();
        assert_eq!(found, ["3206人", "99.51%", "T:2018-12-10"], "{unseen:?}");
    }
}

/// What stands between the columns and pages of a newspaper: it is read on its own and joins nothing.
#[test]
fn furniture_of_the_page_joins_nothing() {
    for (text, wanted) in [
        ("脱贫3206\n\n第2版\n\n人，共38户", "B:3206 B:2 38户"),
        ("脱贫3206\n— 3 —\n户数38户", "B:3206 B:3 38户"),
        ("投入450\n责编/林一禾\n万元", "B:450"),
        ("投入450\n■\n万元", "B:450"),
        ("脱贫3206\n2238人", "B:3206 2238人"),
    ] {
        let found: Vec<String> = scan(text).iter().map(shown).collect();
        assert_eq!(found.join(" "), wanted, "{text:?}");
    }
}

/// Phrases that reports of the years of poverty relief repeat. Each must stay none, whatever becomes of the list.
const SAID: [&str; 56] = [
    "十二五",
    "十三五",
    "十四五",
    "十八大",
    "十九大",
    "十八洞村",
    "两不愁三保障",
    "四好公路",
    "四好农村路",
    "五个一批",
    "六个精准",
    "三严三实",
    "两学一做",
    "四个意识",
    "四个自信",
    "两个维护",
    "五位一体",
    "四个全面",
    "三农",
    "一带一路",
    "三大攻坚战",
    "八项规定",
    "三会一课",
    "四议两公开",
    "一村一品",
    "一户一策",
    "一对一",
    "一站式",
    "一卡通",
    "一把手",
    "第一书记",
    "五级书记",
    "两免一补",
    "两后生",
    "三支队伍",
    "四跟四走",
    "三走访三签字",
    "四类人员",
    "五保户",
    "三留守",
    "万企帮万村",
    "千企帮千村",
    "两代表一委员",
    "五个一",
    "一乡一品",
    "三品一标",
    "九年义务教育",
    "四个不摘",
    "五个振兴",
    "三湘四水",
    "千家万户",
    "千方百计",
    "万众一心",
    "五湖四海",
    "十里八乡",
    "三年行动",
];

#[test]
fn what_everybody_says_is_no_figure() {
    for phrase in SAID {
        for text in [
            format!("落实“{phrase}”要求"),
            format!("{phrase}工作"),
            format!("做好{phrase}，"),
            format!("{phrase}。共20户"),
        ] {
            let found: Vec<String> = scan(&text).iter().map(shown).collect();
            assert_eq!(found, if text.contains("20") { vec!["20户"] } else { vec![] }, "{text}");
        }
    }
}

fn shown(figure: &Figure) -> String {
    match figure.kind {
        FigureKind::Quantity(_) => figure.printed.clone(),
        FigureKind::Time => format!("T:{}", figure.printed),
        FigureKind::Bare => format!("B:{}", figure.printed),
    }
}

#[test]
fn every_line_gives_its_figures() {
    let mut count = 0;
    for row in rows(CASES) {
        let text = row[0].replace("/n", "\n");
        let wanted: Vec<&str> = row[1].split_whitespace().collect();
        let found: Vec<String> = scan(&text).iter().map(shown).collect();
        assert_eq!(found, wanted, "{text:?}");
        count += 1;
    }
    assert!(count >= 40, "{count} lines");
}

#[test]
fn places_are_those_of_the_text() {
    let text = "共　3206\n人，近 ８００ 人";
    let figures = scan(text);
    let pieces: Vec<&str> = figures.iter().map(|figure| &text[figure.start..figure.end]).collect();
    assert_eq!(pieces, ["3206\n人", "近 ８００ 人"]);
    let printed: Vec<&str> = figures.iter().map(|figure| figure.printed.as_str()).collect();
    assert_eq!(printed, ["3206人", "近800人"]);
    for figure in &figures {
        let FigureKind::Quantity(quantity) = &figure.kind else { unreachable!("{figure:?}") };
        assert_eq!(*quantity.printed, *figure.printed);
    }
}

#[test]
fn no_set_phrase_is_a_figure() {
    assert!(PHRASES.len() >= 60, "{} phrases", PHRASES.len());
    for phrase in PHRASES {
        let spaced: String = phrase.chars().flat_map(|c| [c, '\n']).collect();
        for text in [(*phrase).to_owned(), format!("按照“{phrase}”的要求"), format!("推行 {spaced} 。")]
        {
            assert_eq!(scan(&text), [], "{text:?}");
        }
    }
}

#[test]
fn a_figure_that_goes_beyond_a_phrase_is_one() {
    let printed = |text: &str| scan(text).into_iter().map(|figure| figure.printed).collect::<Vec<_>>();
    assert_eq!(printed("四张网和一张蓝图"), ["四张"]);
    assert_eq!(printed("五个一批共20个"), ["20个"]);
    assert_eq!(printed("三个一级站"), Vec::<String>::new(), "三个一 begins here: the phrase wins");
    assert_eq!(printed("三个村"), ["三个"]);
}

#[test]
fn phrases_begin_where_scan_looks_for_them() {
    for phrase in PHRASES {
        let first = phrase.chars().next();
        assert!(first.is_some_and(|c| c == '第' || super::super::numeral::is_numeral(c)), "{phrase}");
    }
}
