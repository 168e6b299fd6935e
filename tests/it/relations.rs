//! What relations say of figures: true ones are let pass, false ones found with the sum in words.
//!
//! A row is a relation with its figures as printed in braces; one text is one figure, `{b:20人}` a second of 20人.

use std::fmt::Write;

use xianzhi::diag::{At, Lang};

use crate::support::SiteTest;

const ARTICLE: &str = "content/articles/990101-qingshi-2019.md";

/// Relations that hold, each as reports have them.
const TRUE: &[&str] = &[
    // Sums
    "{664人} + {1050人} + {508人} = {2222人}",
    "sum({12个}, {30个}, {5个}) = {47个}",
    "sum（{3.5万元}，{4.25万元}） = {7.8万元}",
    "{1.2万人} + {8000人} = {2万人}",
    "{近800人} + {1200人} = {近2000人}",
    "{100余户} + {300户} = {400余户}",
    "{31.6公里} + {28.4公里} = {60公里}",
    "{2万余亩} + {3万亩} = {5万余亩}",
    "{20%} + {30%} + {50%} = 100%",
    "{33.3%} + {b:33.3%} + {c:33.3%} = 100%",
    "{3621余万元} + {1000万元} = {4621余万元}",
    // Differences
    "{47384人} - {44351人} = {3033人}",
    "{6.1%} - {0.28%} = {5.82个百分点}",
    "{18.75%} - {1.2%} = {17.55个百分点}",
    "{12.4万人} - {1.4万人} = {11万人}",
    "{60个} - {b:51个} = {9个}",
    "{500元} - {b:242元} = {258元}",
    "{9.5%} - {b:9%} = {0.5%}",
    // Shares
    "{2227人} / {2238人} = {99.51%}",
    "{11850人} / {12500人} = {94.8%}",
    "{1人} / {3人} = {33.33%}",
    "{2人} / {6人} = {b:1人} / {b:3人}",
    "{30户} / {b:120户} = {25%}",
    "({480人} + {20人}) / {1000人} = {50%}",
    "{约300人} / {1000人} = {30%}",
    "{860人} / ({860人} + {140人}) = {86%}",
    "({1000人} - {150人}) / {1000人} = {85%}",
    "{9成} = {900户} / {1000户}",
    // Per head and per household
    "{500万元} / {125户} = {4万元/户}",
    "{3240万元} / {1万人} = {3240元/人}",
    "{910人} / {234户} = {3.89人/户}",
    "{270元/月} * 12个月 = {3240元}",
    "{270元/月} * 12个月/年 = {3240元/年}",
    "{270元/人/月} × 12个月 = {3240元/人}",
    "{270元} * 12 = {3240元}",
    "{6000公斤} / {12亩} = {500公斤/亩}",
    "{2000元/户} * {50户} = {10万元}",
    "{36万元} / 12个月 = {3万元/月}",
    // Growth by a share, to a multiple, by a multiple
    "({540万元} - {500万元}) / {500万元} = {8%}",
    "{8000元} * (1 + {12.5%}) = {9000元}",
    "({b:900人} - {1200人}) / {1200人} = 0% - {25%}",
    "{1.06亿元} / {1亿元} - 1 = {6%}",
    "{2000元} * 2 = {4000元}",
    "{6000元} / {2000元} = {3倍}",
    "({6000元} - {2000元}) / {2000元} = {2倍}",
    "{300户} = {100户} * (1 + {2倍})",
    "{1万亩} / {4000亩} = {2.5倍}",
    // Parts and wholes, cumulative and yearly
    "{1445户} <= {1445户}",
    "{577户} <= {1445户}",
    "{13303户} >= {2500户}",
    "{1.3万户} >= {1.28万户} + {150户}",
    "{44351人} / 5 >= {8000余人}",
    "{100户以上} >= {99户}",
    "{不足300人} <= {b:300人}",
    // Household sizes
    "{5368人} / {1445户} >= 2人/户",
    "{5368人} / {1445户} <= 6人/户",
    "{44351人} >= {13303户} * 1人/户",
    // About
    "{1000元} ≈ {960元}",
    "{500万元} / {125户} ≈ {4.1万元/户}",
    "{1万人} ≈ {9800人}",
    "{5368人} / {1445户} ≈ 3.7人/户",
    "{约3000亩} ≈ {3100亩}",
    // Only an end of what the printed figure allows is near enough
    "{1.1万人} ≈ {10100人}",
    "{0.9万人} ≈ {9900人}",
    "{-1.0%} ≈ {-1.07%}",
];

/// Relations that hold for the figures taken at their word, though a quotient ends at the 28th digit.
const TO_THE_DIGIT: &[&str] = &[
    "{664人} + {1050人} + {508人} = {2222人}",
    "{1445户} <= {1445户}",
    "{b:1445户} >= {1445户}",
    "{1000元} ≈ {960元}",
    "{960元} ≈ {1000元}",
    "{1元} / 3 * 3 = {b:1元}",
    "{b:1元} = 3 * ({1元} / 3)",
    "{1元} / 3 * 3 >= {b:1元}",
    "{b:1元} <= 3 * ({1元} / 3)",
    "{2公里} * {3公里} / ({b:2公里} * {b:3公里}) = 1",
];

/// Relations that hold only for some values that the printed figures allow.
const IN_ROUNDING: &[&str] = &[
    "{1.2万人} + {8000人} = {2万人}",
    "{1.3万户} <= {12900户}",
    "{1.3万户} >= {13100户}",
    "{1.1万人} ≈ {10100人}",
    "{0.9万人} ≈ {9900人}",
];

/// Relations with a seeded fault, and the sum as the finding tells it.
const FALSE: &[(&str, &str)] = &[
    // Sums
    (
        "{664人} + {1050人} + {508人} = {2227人}",
        "664人 + 1050人 + 508人 = 2,222人；而另一边是2227人，相差5人",
    ),
    ("sum({12个}, {30个}, {5个}) = {46个}", "12个 + 30个 + 5个 = 47个；而另一边是46个，相差1个"),
    (
        "sum（{3.5万元}，{4.25万元}） = {7.9万元}",
        "3.5万元 + 4.25万元 = 77,500元；而另一边是7.9万元，相差1,500元",
    ),
    // A constant is taken at its word
    ("{17400元} = 1.7万元", "17400元；而另一边是1.7万元，相差400元"),
    ("{1.2万人} + {8000人} = {3万人}", "1.2万人 + 8000人 = 20,000人；而另一边是3万人，相差10,000人"),
    ("{近800人} + {1200人} = {2100人}", "近800人 + 1200人 = 2,000人；而另一边是2100人，相差100人"),
    ("{100余户} + {300户} = {500余户}", "100余户 + 300户 = 400户；而另一边是500余户，相差100户"),
    ("{31.6公里} + {28.4公里} = {61公里}", "31.6公里 + 28.4公里 = 60公里；而另一边是61公里，相差1公里"),
    ("{2万余亩} + {3万亩} = {7万亩}", "2万余亩 + 3万亩 = 50,000亩；而另一边是7万亩，相差20,000亩"),
    ("{20%} + {30%} + {60%} = 100%", "20% + 30% + 60% = 110%；而另一边是100%，相差10个百分点"),
    ("{33.3%} + {b:33.3%} + {33.4%} = 101%", "33.3% + 33.3% + 33.4% = 100%；而另一边是101%，相差1个百分点"),
    ("{3621余万元} + {1000万元} = {4640万元}", "3621余万元 + 1000万元 = 46,210,000元；而另一边是4640万元"),
    // Differences
    ("{47384人} - {44351人} = {3133人}", "47384人 − 44351人 = 3,033人；而另一边是3133人，相差100人"),
    ("{6.1%} - {0.28%} = {5.28个百分点}", "6.1% − 0.28% = 5.82%；而另一边是5.28个百分点，相差0.54个百分点"),
    (
        "{18.75%} - {1.2%} = {17.05个百分点}",
        "18.75% − 1.2% = 17.55%；而另一边是17.05个百分点，相差0.5个百分点",
    ),
    ("{12.4万人} - {1.4万人} = {12万人}", "12.4万人 − 1.4万人 = 110,000人；而另一边是12万人"),
    ("{60个} - {b:51个} = {8个}", "60个 − 51个 = 9个；而另一边是8个，相差1个"),
    ("{500元} - {b:242元} = {268元}", "500元 − 242元 = 258元；而另一边是268元，相差10元"),
    ("{95%} - {90%} = {15个百分点}", "95% − 90% = 5%；而另一边是15个百分点，相差10个百分点"),
    // Shares
    ("{2227人} / {2238人} = {99.61%}", "2227人 ÷ 2238人 = 约99.508%；而另一边是99.61%"),
    ("{11850人} / {12500人} = {98.4%}", "11850人 ÷ 12500人 = 94.8%；而另一边是98.4%，相差3.6个百分点"),
    ("{1人} / {3人} = {33.23%}", "1人 ÷ 3人 = 约33.333%；而另一边是33.23%"),
    ("{2人} / {6人} = {b:1人} / {4人}", "2人 ÷ 6人 = 约33.333%；而另一边是1人 ÷ 4人 = 25%"),
    ("{30户} / {120户} = {40%}", "30户 ÷ 120户 = 25%；而另一边是40%，相差15个百分点"),
    ("({480人} + {20人}) / {1000人} = {52%}", "（480人 + 20人） ÷ 1000人 = 50%；而另一边是52%"),
    ("{约300人} / {1000人} = {40%}", "约300人 ÷ 1000人 = 30%；而另一边是40%"),
    ("{860人} / ({860人} + {140人}) = {84%}", "860人 ÷ （860人 + 140人） = 86%；而另一边是84%"),
    ("({1000人} - {150人}) / {1000人} = {15%}", "（1000人 − 150人） ÷ 1000人 = 85%；而另一边是15%"),
    ("{8成} = {900户} / {1000户}", "8成；而另一边是900户 ÷ 1000户 = 90%，相差10个百分点"),
    // The figures are approximate and used twice: only as one number each do they contradict
    ("({约1000元} - {400元}) / {约1000元} = {80%}", "（约1000元 − 400元） ÷ 约1000元 = 60%；而另一边是80%"),
    ("{近900人} / ({近900人} + {100人}) = {80%}", "近900人 ÷ （近900人 + 100人） = 90%；而另一边是80%"),
    ("{3万亩} - {3万亩} * {10%} = {3.3万亩}", "3万亩 − 3万亩 × 10% = 27,000亩；而另一边是3.3万亩"),
    ("{约500户} + {20户} = {约500户}", "约500户 + 20户 = 520户；而另一边是约500户，相差20户"),
    ("{约500户} + {20户} <= {约500户}", "约500户 + 20户 = 520户；大于约500户"),
    // Per head and per household
    (
        "{500万元} / {125户} = {5万元/户}",
        "500万元 ÷ 125户 = 40,000元/户；而另一边是5万元/户，相差10,000元/户",
    ),
    ("{3240万元} / {1.5万人} = {3240元/人}", "3240万元 ÷ 1.5万人 = 2,160元/人；而另一边是3240元/人"),
    ("{910人} / {234户} = {4.1人/户}", "910人 ÷ 234户 = 约3.889人/户；而另一边是4.1人/户"),
    ("{270元/月} * 12个月 = {3420元}", "270元/月 × 12个月 = 3,240元；而另一边是3420元，相差180元"),
    ("{270元/月} * 12个月/年 = {3420元/年}", "270元/月 × 12个月/年 = 3,240元/年；而另一边是3420元/年"),
    ("{270元/人/月} × 12个月 = {2700元/人}", "270元/人/月 × 12个月 = 3,240元/人；而另一边是2700元/人"),
    ("{280元} * 12 = {3240元}", "280元 × 12 = 3,360元；而另一边是3240元，相差120元"),
    ("{6000公斤} / {12亩} = {400公斤/亩}", "6000公斤 ÷ 12亩 = 500公斤/亩；而另一边是400公斤/亩"),
    ("{2000元/户} * {50户} = {100万元}", "2000元/户 × 50户 = 100,000元；而另一边是100万元，相差900,000元"),
    // Growth by a share, to a multiple, by a multiple
    ("({540万元} - {500万元}) / {500万元} = {18%}", "（540万元 − 500万元） ÷ 500万元 = 8%；而另一边是18%"),
    ("{8000元} * (1 + {12.5%}) = {10000元}", "8000元 × （1 + 12.5%） = 9,000元；而另一边是10000元"),
    ("{1.06亿元} / {1.00亿元} - 1 = {16%}", "1.06亿元 ÷ 1.00亿元 − 1 = 6%；而另一边是16%，相差10个百分点"),
    ("{2000元} * 2 = {4200元}", "2000元 × 2 = 4,000元；而另一边是4200元，相差200元"),
    ("{6000元} / {2000元} = {2倍}", "6000元 ÷ 2000元 = 3倍；而另一边是2倍，相差1倍"),
    (
        "({6000元} - {2000元}) / {2000元} = {3倍}",
        "（6000元 − 2000元） ÷ 2000元 = 2倍；而另一边是3倍，相差1倍",
    ),
    ("{300户} = {100户} * (1 + {3倍})", "300户；而另一边是100户 × （1 + 3倍） = 400户，相差100户"),
    // Parts and wholes, cumulative and yearly
    ("{1545户} <= {1445户}", "1545户；大于1445户"),
    ("{59个} <= {51个}", "59个；大于51个"),
    ("{2500户} >= {13303户}", "2500户；小于13303户"),
    ("{1.3万户} >= {1.38万户}", "1.3万户；小于1.38万户"),
    ("{34351人} / 5 >= {8000余人}", "34351人 ÷ 5 = 6,870.2人；小于8000余人"),
    ("{98户} >= {100户以上}", "98户；小于100户以上"),
    ("{310人} <= {不足300人}", "310人；大于不足300人"),
    // Household sizes
    ("{1445人} / {5368户} >= 1人/户", "1445人 ÷ 5368户 = 约0.269人/户；小于1人/户"),
    ("{15368人} / {1445户} <= 6人/户", "15368人 ÷ 1445户 = 约10.635人/户；大于6人/户"),
    // About
    ("{1000元} ≈ {900元}", "1000元；与900元相差超过5%"),
    ("{500万元} / {125户} ≈ {5万元/户}", "500万元 ÷ 125户 = 40,000元/户；与5万元/户相差超过5%"),
    ("{5368人} / {1445户} ≈ 3人/户", "5368人 ÷ 1445户 = 约3.715人/户；与3人/户相差超过5%"),
];

/// What the program says of some relations: the relation's number, the rule, and the sum in words.
fn judged(relations: &[&str]) -> Vec<(usize, String, String)> {
    let site = SiteTest::base();
    let (mut metrics, mut lines) = (String::new(), String::new());
    for (row, relation) in relations.iter().enumerate() {
        let mut figures: Vec<&str> = Vec::new();
        let mut text = String::new();
        for (i, piece) in relation.split(['{', '}']).enumerate() {
            if i % 2 == 0 {
                text.push_str(piece);
                continue;
            }
            let known = figures.iter().position(|f| *f == piece);
            let n = known.unwrap_or_else(|| {
                figures.push(piece);
                figures.len() - 1
            });
            write!(text, "industry.r{row}_{n}").unwrap();
        }
        for (n, figure) in figures.iter().enumerate() {
            let value = figure.split_once(':').map_or(*figure, |(_, value)| value).trim();
            writeln!(
                metrics,
                "  - {{metric: industry.r{row}_{n}, value: \"{value}\", lines: 1, label: 第{row}行第{n}项, kind: flow}}"
            )
            .unwrap();
        }
        writeln!(lines, "  - \"{text}\"").unwrap();
    }
    site.edit(ARTICLE, "\nrelations:\n", &format!("\n{metrics}relations:\n{lines}"));
    let analysis = site.analyse();
    let of_relation = analysis.findings.iter().filter(|f| f.rule.0 != "audit-stale").map(|f| {
        let At::Span(span) = f.at() else { panic!("{f:?}") };
        let text = &analysis.sources.file(span.file).text[span.start as usize..span.end as usize];
        let row = text.split_once("industry.r").and_then(|(_, rest)| rest.split_once('_'));
        let row = row.and_then(|(row, _)| row.parse().ok()).unwrap_or_else(|| panic!("{text}: {f:?}"));
        let label = &f.labels[0].text;
        (row, f.rule.0.to_owned(), format!("{}\n{}", label.in_lang(Lang::Zh), label.in_lang(Lang::En)))
    });
    of_relation.collect()
}

/// Whether the second line is a sentence of its own, with nothing of the Chinese one but figures.
fn is_in_english(label: &str) -> bool {
    let english = label.split('\n').nth(1).unwrap_or_default();
    let says =
        ["but the other side is", "more than", "less than"].iter().any(|words| english.contains(words));
    says && !english.contains(['；', '，', '而'])
}

const ROUNDING: &str = "relation-within-rounding";

#[test]
fn what_holds_to_the_digit_is_told_from_what_rounding_allows() {
    assert_eq!(judged(TO_THE_DIGIT), []);
    let found: Vec<_> = judged(IN_ROUNDING).into_iter().map(|(row, rule, _)| (row, rule)).collect();
    let expected: Vec<_> = (0..IN_ROUNDING.len()).map(|row| (row, ROUNDING.to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn true_relations_are_let_pass() {
    let found = judged(TRUE).into_iter().filter(|(_, rule, _)| rule != ROUNDING);
    let found: Vec<_> = found.map(|(row, rule, why)| (TRUE[row], rule, why)).collect();
    assert!(found.is_empty(), "{found:#?}");
    assert!(TRUE.len() >= 60, "{}", TRUE.len());
}

#[test]
fn false_relations_are_found_with_the_sum_in_words() {
    let relations: Vec<&str> = FALSE.iter().map(|(relation, _)| *relation).collect();
    let found = judged(&relations);
    let mut faults = Vec::new();
    for (row, (relation, sum)) in FALSE.iter().enumerate() {
        let said: Vec<_> = found.iter().filter(|(r, ..)| *r == row).collect();
        match &said[..] {
            [(_, rule, label)]
                if rule == "relation-contradicts" && label.starts_with(sum) && is_in_english(label) => {}
            _ => faults.push(format!("{relation}\n  wanted {sum}\n  said {said:?}")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(FALSE.len() >= 60, "{}", FALSE.len());
}

#[test]
fn a_sum_and_about_read_well_on_the_page() {
    let site = SiteTest::base();
    let declared = "poverty.lifted_people + poverty.remaining_people = poverty.registered_people";
    site.edit(
        ARTICLE,
        declared,
        "sum(poverty.lifted_people, poverty.remaining_people) ≈ poverty.registered_people",
    );
    site.build().check(
        "articles/990101-qingshi-2019.html",
        "relations",
        snapbox::str![[r#"
勾稽关系
同一篇报道的数字之间应当成立的算式，每次构建都重新核对。1条中，成立1条，在印出精度内成立0条，不成立0条。
“在印出精度内成立”：两边只差四舍五入造成的零头。“不成立，原文如此”：原文自己的数字对不上，照录不改。
成立
脱贫人口 +未脱贫人口 ≈建档立卡贫困人口
27440人 +560人 ≈28000人

"#]],
    );
}
