//! Values worked out by formulas of the catalogue and of tables: derived, said to be so, and never in place of a printed one.

use xianzhi::{
    diag::{At, Lang},
    pipeline,
};

use crate::support::{SiteTest, fixtures};

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
fn shares_and_multiples_come_in_the_unit_of_their_metric() {
    for (fields, printed) in [
        ("unit: \"%\", formula: 100% - poverty.rate", "99.6%"),
        ("unit: 个百分点, formula: 100% - poverty.rate", "99.6个百分点"),
        ("unit: ‰, formula: poverty.rate + 0.1%", "5‰"),
        ("unit: \"%\", formula: employment.employed / employment.labour", "95%"),
        ("unit: 倍, formula: employment.labour / employment.employed", "1.05倍"),
        ("unit: 万元/人, formula: finance.microcredit / poverty.registered_people", "0.11万元/人"),
        ("unit: 人, formula: employment.labour - employment.employed", "420人"),
    ] {
        let site = with_metric(&format!("id: poverty.test, label: 测试, {fields}"));
        let rows = rows(&site, "poverty.test");
        let of_second =
            rows.iter().find(|r| r.starts_with("990102")).unwrap_or_else(|| panic!("{fields}: {rows:?}"));
        assert!(of_second.contains(&format!(",{printed},")), "{fields}: {of_second}");
    }
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
        ("id: a.x, formula: poverty.rate@2014", "poverty.rate@2014", "这里的公式不写时期"),
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

const TABLE: &str = "content/tables/poverty.md";
const PER_POOR: &str =
    "  - {formula: finance.microcredit / poverty.registered_people, label: 人均贷款, unit: 元/人}\n";

/// The base site with columns for the inputs of a formula, and one for the formula.
fn with_columns() -> SiteTest {
    let site = SiteTest::base();
    let columns = format!(
        "columns:\n  - {{metric: finance.microcredit}}\n  - {{metric: poverty.registered_people}}\n{PER_POOR}"
    );
    site.edit(TABLE, "columns:\n", &columns);
    site
}

/// The rows of the table on its page.
fn table(site: &SiteTest) -> Vec<String> {
    let built = site.build();
    let page = built.text("tables/poverty.html");
    let text = crate::html::text_of(page, |_, attributes| {
        attributes.iter().any(|(_, v)| v.split(' ').any(|v| v == "compare"))
    });
    text.unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_column_works_its_values_out_of_those_beside_them() {
    let rows = table(&with_columns());
    let of = |name: &str| {
        rows.iter().find(|r| r.starts_with(name)).unwrap_or_else(|| panic!("no {name} in {rows:#?}"))
    };
    assert!(of("地区").contains("人均贷款 扶贫小额信贷 ÷ 建档立卡贫困人口"), "{}", of("地区"));
    // The first article speaks of 2019, the second of about 2020: each value says of what and when.
    assert!(of("青石县").contains("| 约1142.86元/人 推算 3200余万元 ÷28000人 2019年 |"), "{}", of("青石县"));
    assert!(of("白水县").contains("| 1096.94元/人 推算 2150万元 ÷19600人 约2020年 |"), "{}", of("白水县"));
    assert!(of("松坪市").starts_with("松坪市 | 未载 | 未载 | 未载"), "{}", of("松坪市"));
}

#[test]
fn values_that_do_not_go_together_are_not_put_into_a_formula() {
    let article = "content/articles/990102-baishui-2020.md";
    let entry = "{metric: finance.microcredit, value: 2150万元, lines: 8}";
    for (changed, why) in [
        ("{metric: finance.microcredit, value: 2150万元, lines: 8, period: 2019}", "时期不同"),
        ("{metric: finance.microcredit, value: 2150万元, lines: 8, kind: flow}", "性质不同"),
    ] {
        let site = with_columns();
        site.edit(article, entry, changed);
        let rows = table(&site);
        let row = rows.iter().find(|r| r.starts_with("白水县")).unwrap();
        assert!(row.contains(&format!("| 不适用 {why} |")), "{row}");
    }
}

#[test]
fn a_formula_over_columns_of_one_kind_takes_no_value_of_another() {
    let site = SiteTest::base();
    let entry = "{metric: finance.microcredit, value: 2150万元, lines: 8}";
    let flow = "{metric: finance.microcredit, value: 2150万元, lines: 8, kind: flow}";
    site.edit("content/articles/990102-baishui-2020.md", entry, flow);
    let of_kind = |kind: &str| PER_POOR.replace("label: 人均贷款", &format!("kind: {kind}, label: 人均贷款"));
    let inputs = "columns:
  - {metric: finance.microcredit, kind: cumulative}
  - {metric: finance.microcredit, kind: flow}
  - {metric: poverty.registered_people}
";
    site.edit(TABLE, "columns:\n", &format!("{inputs}{}{}", of_kind("cumulative"), of_kind("flow")));
    let rows = table(&site);
    let of = |name: &str| rows.iter().find(|r| r.starts_with(name)).unwrap();
    assert!(of("青石县").contains("| 约1142.86元/人 推算 3200余万元 ÷28000人 | 未载 |"), "{}", of("青石县"));
    assert!(of("白水县").contains("| 未载 | 不适用 性质不同 |"), "{}", of("白水县"));
    let built = site.build();
    let rows = built.text("data/tables/poverty.csv");
    assert!(rows.lines().any(|l| l.contains(",cumulative,derived,")), "{rows}");

    site.edit(TABLE, &of_kind("flow"), PER_POOR);
    let analysis = site.analyse();
    let said: Vec<_> = analysis.findings.iter().map(|f| f.message.in_lang(Lang::Zh)).collect();
    assert_eq!(said, ["前面的列里，finance.microcredit 只有别的性质"]);
}

#[test]
fn what_the_catalogue_derives_is_not_looked_for_in_the_source() {
    let site = with_metric(LOAN);
    assert!(site.analyse().findings.is_empty());
    let audited = pipeline::audit(&site.root(), &fixtures("sources")).unwrap();
    assert!(audited.findings.is_empty(), "{:?}", audited.findings);
}

#[test]
fn the_file_of_a_table_has_what_its_formulas_give() {
    let built = with_columns().build();
    let rows: Vec<&str> =
        built.text("data/tables/poverty.csv").lines().filter(|l| l.contains(",derived,")).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains(",poverty,,人均贷款,约1142.86元/人,1142.86,元/人,"), "{}", rows[0]);
    assert!(
        rows[0].ends_with(",2019,,derived,990101-qingshi-2019,qingshi-2019.txt,,,3200余万元 ÷ 28000人"),
        "{}",
        rows[0]
    );
    assert!(!built.text("data/observations.csv").contains("derived"));
}

#[test]
fn what_is_wrong_with_a_column_is_said() {
    for (column, message) in [
        (
            "{formula: finance.microcredit / water.people, label: 人均, unit: 元/人}",
            "前面的列里没有 water.people",
        ),
        (
            "{formula: finance.microcredit / poverty.registered_people, label: 人均, unit: 元}",
            "公式得出的是元/人，而“人均”量的是元",
        ),
        (
            "{formula: finance.microcredit / poverty.registered_people, label: 人均, unit: 元/头儿}",
            "单位表里没有“元/头儿”",
        ),
        ("{formula: finance.microcredit /, label: 人均, unit: 元/人}", "公式读不出来：算式没有写完"),
        ("{formula: 12, label: 人均, unit: 元/人}", "公式里没有指标"),
        ("{formula: finance.microcredit / poverty.registered_people, unit: 元/人}", "缺少 label"),
        (
            "{metric: finance.microcredit, formula: finance.microcredit * 2, label: 二, unit: 元}",
            "metric 和 formula 只写一个",
        ),
        ("{metric: finance.microcredit, unit: 元}", "unit 只与 formula 同用"),
    ] {
        let site = with_columns();
        site.edit(TABLE, PER_POOR, &format!("  - {column}\n"));
        let analysis = site.analyse();
        let said: Vec<_> = analysis.findings.iter().map(|f| f.message.in_lang(Lang::Zh)).collect();
        assert!(matches!(said[..], [one] if one.starts_with(message)), "{column}: {said:?}");
        assert_eq!(analysis.sources.file(analysis.findings[0].at().file()).path, TABLE);
    }
}
