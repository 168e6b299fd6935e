//! Short texts of our own making with the shapes of printed reports: lines broken at the column, one token a line, ranges,
//! headings, chains of figures without a word between them.

use super::super::{FigureKind, scan};

struct Sample {
    text: &'static str,
    /// Quantities in base units.
    quantities: &'static [&'static str],
    times: usize,
    bare: usize,
}

const SAMPLES: &[Sample] = &[
    // A column of a newspaper: lines break anywhere.
    Sample {
        text: "甲镇现有劳动力 2106\n人，已登记 1338 人，其中外出 464 人，\n\n本地 750 人，比率达\n到98.41%。甲镇 4\n处、7种产品，价值1.4亿元，\
               上年销\n售 1204.68 万元。投入上亿\n元。2014年来比率达\n100%。贷款 1150 户 2621 余万元。近 3 年共 56\n人。",
        quantities: &[
            "2106 人",
            "1338 人",
            "464 人",
            "750 人",
            "98.41 %",
            "4 个",
            "7 个",
            "140000000 元",
            "12046800 元",
            "100000000 元",
            "100 %",
            "1150 户",
            "26210000 元",
            "3 年",
            "56 人",
        ],
        times: 1,
        bare: 0,
    },
    // One token a line, blank lines between.
    Sample {
        text: "标准由\n\n232\n\n元上调\n\n到\n\n260\n\n元\n\n/\n\n月\n\n/\n\n人 ， 年\n\n3140\n\n元。\n\n共\n\n127\n\n户\n\n303\n\n人 。 5~8\n\n月份，\
               \n\n11\n\n月\n\n18\n\n日，均\n\n在\n\n4000\n\n元以上。 近\n\n700\n\n人， 100\n\n余个， 2\n\n万余人次 ， 每天\n\n八个小时， 两千余元",
        quantities: &[
            "232 元",
            "260 元/人/月",
            "3140 元",
            "127 户",
            "303 人",
            "4000 元",
            "700 人",
            "100 个",
            "20000 人次",
            "480 分钟",
            "2000 元",
        ],
        times: 2,
        bare: 0,
    },
    // Long lines, figures in pairs.
    Sample {
        text: "## 标题\n\n人口13933户46384人，由2014年的5.1%到0.38%。增长6.8%。新建10千伏线路238千米、配变324台。乙县标准350元/月，5516元/人/年、\
               7580元/人/年。“3+1”模式，增收2万元以上，5万元/年，土地310余亩，1.7万\n\n人），2万余条。",
        quantities: &[
            "13933 户",
            "46384 人",
            "5.1 %",
            "0.38 %",
            "6.8 %",
            "10 千伏",
            "238 公里",
            "324 个",
            "350 元/月",
            "5516 元/人/年",
            "7580 元/人/年",
            "20000 元",
            "50000 元/年",
            "310 亩",
            "17000 人",
            "20000 个",
        ],
        times: 1,
        bare: 1,
    },
    // Numbered headings, names that hold numbers, captions.
    Sample {
        text: "1 丙县概况\n\n从2014年底的4.94万人到2018年底的0.2万人，年均超过1万人。“283”计划，油茶3万亩，45万斤，4900千瓦。\n\n- ①图一\n- ②图二\n\n\
               30余家近2000名，最高不超过20000元，503场次，户均1.2万元，40分钟，4.9万贫困人口，4A景区",
        quantities: &[
            "49400 人",
            "2000 人",
            "10000 人",
            "30000 亩",
            "225000 公斤",
            "4900 千瓦",
            "30 个",
            "2000 人",
            "20000 元",
            "503 个",
            "12000 元",
            "40 分钟",
            "49000 人",
        ],
        times: 2,
        bare: 3,
    },
    // Half width punctuation, dates in a row, parts after a whole.
    Sample {
        text: "“1+16”文件,“1”即总则,“16”即细则等16个,配套66个。2014年至2018年,丁县13697户53356人,率由16.4%降至0.83%。项目486个1028公里,\
               63个411公里。截至2018年11月10日,共41.6万人次共1.14亿元。两个100%。8万余亩、1.26万亩。(自2014年起),率达\n77.64%",
        quantities: &[
            "16 个",
            "66 个",
            "13697 户",
            "53356 人",
            "16.4 %",
            "0.83 %",
            "486 个",
            "1028 公里",
            "63 个",
            "411 公里",
            "416000 人次",
            "114000000 元",
            "2 个",
            "100 %",
            "80000 亩",
            "12600 亩",
            "77.64 %",
        ],
        times: 3,
        bare: 3,
    },
];

#[test]
fn the_shapes_of_printed_reports_are_read_whole() {
    for sample in SAMPLES {
        let figures = scan(sample.text);
        let quantities: Vec<String> = figures
            .iter()
            .filter_map(|figure| match &figure.kind {
                FigureKind::Quantity(q) => Some(format!("{} {}", q.base_value(), q.base_unit())),
                _ => None,
            })
            .collect();
        assert_eq!(quantities, sample.quantities);
        let count = |kind: &FigureKind| figures.iter().filter(|figure| figure.kind == *kind).count();
        assert_eq!(
            (count(&FigureKind::Time), count(&FigureKind::Bare)),
            (sample.times, sample.bare),
            "{figures:#?}"
        );
    }
}

#[test]
fn every_digit_of_a_text_belongs_to_a_figure() {
    for sample in SAMPLES {
        let figures = scan(sample.text);
        for (at, c) in sample.text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            assert!(figures.iter().any(|figure| (figure.start..figure.end).contains(&at)), "{c} at {at}");
        }
    }
}
