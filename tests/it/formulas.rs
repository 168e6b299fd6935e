//! Values worked out by formulas of the catalogue and of tables: derived, said to be so, and never in place of a printed one.

use xianzhi::diag::{At, Lang};

use crate::support::SiteTest;

const METRICS: &str = "content/metrics.yaml";
const ORCHARD: &str = "  - {id: industry.orchard_area,";

/// The base site with one more metric in the catalogue.
fn with_metric(fields: &str) -> SiteTest {
    let site = SiteTest::base();
    let metric = format!(
        "  - {{{fields}, en: Test, kind: rate, population: 测试, definition: 测试用的指标。}}\n{ORCHARD}"
    );
    site.edit(METRICS, ORCHARD, &metric);
    site
}

const LOAN: &str = "id: finance.per_poor, label: 人均贷款, unit: 元/人, formula: finance.microcredit / poverty.registered_people";

/// Rows of `observations.csv` of one metric.
fn rows(site: &SiteTest, metric: &str) -> Vec<String> {
    let built = site.build();
    let rows = built.text("data/observations.csv").lines().filter(|l| l.contains(&format!(",{metric},")));
    rows.map(str::to_owned).collect()
}

#[test]
fn each_article_that_records_the_inputs_at_one_period_has_a_derived_value() {
    let rows = rows(&with_metric(LOAN), "finance.per_poor");
    assert_eq!(
        rows,
        [
            // 3200余万元 ÷ 28000人: [3200万, 3300万) ÷ 28000
            "990101,青石县,云岭市,云州省,finance,finance.per_poor,人均贷款,约1142.86元/人,1142.86,元/人,1142.86,元/人,about,\
             1142.8571,1178.5715,2019,rate,derived,990101-qingshi-2019,\
             qingshi-2019.txt,,,",
            "990102,白水县,云岭市,云州省,finance,finance.per_poor,人均贷款,1096.94元/人,1096.94,元/人,1096.94,元/人,,\
             1096.6836,1097.1939,2020~,rate,derived,990102-baishui-2020,\
             baishui-2020.txt,,,",
        ]
    );
}

#[test]
fn a_derived_value_says_so_and_links_its_inputs() {
    let built = with_metric(LOAN).build();
    let page = built.text("articles/990102-baishui-2020.html");
    let start = page.find("id=\"f-finance.per_poor-2020\"").unwrap();
    let record = &page[start..];
    let record = &record[..record.find("id=\"relations\"").unwrap_or(record.len())];
    for text in [
        "推算",
        "由公式推算：扶贫小额信贷 ÷ 建档立卡贫困人口",
        "<a class=\"fig\" href=\"#f-finance.microcredit-2020\">2150万元</a><span class=\"op\">÷</span>",
    ] {
        assert!(record.contains(text), "no {text} in {record}");
    }
}

#[test]
fn what_the_article_prints_stands() {
    let site = with_metric(LOAN);
    let entry = "  - {metric: employment.labour, value: 8400人, lines: 7}\n";
    let printed = format!("{entry}  - {{metric: finance.per_poor, value: 1097元/人, lines: 8}}\n");
    site.edit("content/articles/990102-baishui-2020.md", entry, &printed);
    let rows = rows(&site, "finance.per_poor");
    assert!(rows[1].contains(",1097元/人,") && rows[1].contains(",printed,"), "{rows:?}");
    assert_eq!(rows.len(), 2);
}

#[test]
fn inputs_of_other_times_kinds_or_definitions_give_nothing() {
    let article = "content/articles/990102-baishui-2020.md";
    let entry = "{metric: finance.microcredit, value: 2150万元, lines: 8}";
    for changed in [
        "{metric: finance.microcredit, value: 2150万元, lines: 8, period: 2019}",
        "{metric: finance.microcredit, value: 2150万元, lines: 8, kind: flow}",
        "{metric: finance.microcredit, value: 2150万元, lines: 8, population: 非贫困户}",
    ] {
        let site = with_metric(LOAN);
        site.edit(article, entry, changed);
        assert_eq!(rows(&site, "finance.per_poor").len(), 1, "{changed}");
    }
}

#[test]
fn a_formula_that_cannot_be_read_is_found_in_the_catalogue() {
    for (fields, marked, message) in [
        ("id: a.x, formula: poverty.rate +", "", "公式读不出来：算式没有写完"),
        ("id: a.x, formula: poverty.rat", "poverty.rat", "没有 poverty.rat 这个指标"),
        ("id: a.x, formula: poverty.rate@2014", "poverty.rate@2014", "目录里的公式不写时期"),
        (
            "id: a.x, formula: poverty.rate + water.projects",
            "poverty.rate + water.projects",
            "单位不同，不能相加减：没有单位的数和个",
        ),
        (
            "id: a.x, formula: finance.microcredit / poverty.registered_people",
            "finance.microcredit / poverty.registered_people",
            "公式得出的是元/人，而“测试”量的是没有单位的数",
        ),
    ] {
        let site =
            with_metric(&format!("{}, label: 测试, unit: \"%\"", fields.replace("a.x", "poverty.test")));
        let analysis = site.analyse();
        let found: Vec<_> = analysis.findings.iter().map(|f| (&f.message, f.at())).collect();
        let [(said, At::Span(span))] = &found[..] else { panic!("{fields}: {found:?}") };
        let file = analysis.sources.file(span.file);
        assert_eq!((said.in_lang(Lang::Zh), file.path.as_str()), (message, METRICS), "{fields}");
        assert_eq!(&file.text[span.start as usize..span.end as usize], marked, "{fields}");
    }
}

#[test]
fn findings_about_a_derived_value_point_at_the_formula() {
    // 100% + 12.6% and 100% + 0.25% of the first article, and 100.4% of the second, are no rates.
    let site = with_metric("id: poverty.over, label: 超出, unit: \"%\", formula: 100% + poverty.rate");
    let analysis = site.analyse();
    let rates: Vec<_> = analysis.findings.iter().filter(|f| f.rule.0 == "rate-out-of-range").collect();
    assert_eq!(rates.len(), 3, "{:?}", analysis.findings);
    for finding in rates {
        assert_eq!(analysis.sources.file(finding.at().file()).path, METRICS);
    }
}
