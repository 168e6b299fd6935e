//! What `check --suggest` proposes: what a careful reader finds in the articles of this site, and next to nothing by
//! chance.

use std::collections::BTreeSet;

use serde_json::Value;
use xianzhi::{check::suggest, pipeline::Analysis};

use crate::{
    cli::{code, said, xianzhi},
    support::SiteTest,
};

/// What was suggested beyond the declared equations, and borne out by the source or by the catalogue's own words. Read by
/// eye; what is missing here counts as false.
const TRUE: &[&str] = &[
    "poverty.lifted_households <= poverty.registered_households",
    "housing.renovated_poor <= housing.renovated",
    "water.poor_people <= water.people",
    "employment.registered <= employment.labour",
];

fn suggestions(analysis: &Analysis) -> Vec<String> {
    let catalog = &analysis.checked.as_ref().unwrap().catalog;
    let found = catalog.article_ids().flat_map(|ix| suggest::run(catalog, ix));
    found.map(|s| s.text).collect()
}

/// The figures named in a relation.
fn named(relation: &str) -> BTreeSet<&str> {
    let word = |w: &&str| w.contains('.') && w.starts_with(|c: char| c.is_ascii_lowercase());
    relation.split([' ', '(', ')', '"', ',']).filter(word).collect()
}

/// This site without its relations, and the equations that were among them but for those that the source gets wrong.
fn without_relations() -> (SiteTest, Vec<String>) {
    let site = SiteTest::own();
    let mut equations = Vec::new();
    let paths = crate::support::tree(&site.root().join("content/articles")).into_keys();
    for path in paths.filter(|path| !path.ends_with(".en.md")) {
        let path = format!("content/articles/{path}");
        let text = site.read(&path);
        let start = text.find("\nrelations:\n").unwrap() + 1;
        let length = text[start..].find("\nexclude:").unwrap();
        let relations = text[start..start + length].lines().skip(1);
        let holds = relations.filter(|line| line.contains(" = ") && !line.contains("known:"));
        equations.extend(holds.map(|line| line.trim_start_matches("  - ").to_owned()));
        site.write(&path, format!("{}{}", &text[..start], &text[start + length + 1..]));
    }
    (site, equations)
}

#[test]
fn what_the_editors_of_this_site_declared_is_suggested_and_little_else() {
    let (site, equations) = without_relations();
    let found = suggestions(&site.analyse());
    let is_declared = |text: &str| equations.iter().any(|e| named(e) == named(text));
    let missed: Vec<&String> =
        equations.iter().filter(|e| !found.iter().any(|f| named(f) == named(e))).collect();
    let untrue: Vec<&String> =
        found.iter().filter(|f| !is_declared(f) && !TRUE.contains(&f.as_str())).collect();
    // Eight of eight are found, and of thirteen suggestions all are borne out.
    assert!(equations.len() >= 8, "{equations:?}");
    assert!(missed.len() * 10 <= equations.len(), "missed {missed:?}");
    assert!(untrue.len() * 10 <= found.len(), "of {} untrue {untrue:?}", found.len());
}

#[test]
fn what_is_declared_is_not_suggested_again() {
    let site = SiteTest::own();
    let declared: Vec<String> = {
        let analysis = site.analyse();
        let articles = &analysis.checked.as_ref().unwrap().catalog.articles;
        articles.iter().flat_map(|a| a.relations.iter().map(|r| r.text.clone())).collect()
    };
    let found = suggestions(&site.analyse());
    let again: Vec<&String> =
        found.iter().filter(|f| declared.iter().any(|d| named(d) == named(f))).collect();
    assert!(again.is_empty(), "{again:?}");
}

#[test]
fn each_shape_of_relation_is_found() {
    for (figures, relation) in [
        (&["a 664人", "b 1051人", "c 508人", "d 2223人"][..], "sum.a + sum.b + sum.c = sum.d"),
        (&["a 18.75%@2014", "a 1.2%", "d 17.55个百分点"], "sum.a@2014 - sum.a@2019 = sum.d"),
        (&["a 2227人", "b 2238人", "c 99.51%"], "sum.a / sum.b = sum.c"),
        (&["a 8136人@2014", "a 9287人", "c 14.15%"], "(sum.a@2019 - sum.a@2014) / sum.a@2014 = sum.c"),
        (&["a 9287人@2014", "a 8136人", "c 12.39%"], "(sum.a@2014 - sum.a@2019) / sum.a@2014 = sum.c"),
        (&["a 1136.7万元", "b 137户", "c 82971元/户"], "sum.a / sum.b = sum.c"),
        (&["a 1136.7万元", "b 137户", "c 82971元 户均"], "sum.a / sum.b = sum.c / 1户"),
        (&["a 271元 每月", "b 3252元 每年"], "sum.a * 12 = sum.b"),
        (&["a 271元/月", "b 3252元 全年"], "sum.a * 12个月 = sum.b"),
        (&["a 271元/人/月", "b 3252元/人/年"], "sum.a * 12个月/年 = sum.b"),
    ] {
        let site = SiteTest::base();
        let mut metrics = String::new();
        for figure in figures {
            let (name, rest) = figure.split_once(' ').unwrap();
            let (value, label) = rest.split_once(' ').unwrap_or((rest, "数"));
            let (value, period) = value.split_once('@').unwrap_or((value, "2019"));
            metrics.push_str(&format!(
                "  - {{metric: industry.{name}, value: {value}, period: {period}, lines: 1, label: {label}{name}, kind: cumulative}}\n"
            ));
        }
        let article = format!(
            "---\ntitle: 甲\nplace: \"990102\"\nsummary: 乙。\norigin: {{file: r.txt, sha256: \"{}\"}}\nperiod: 2019\n\
             metrics:\n{metrics}---\n无。\n",
            "0".repeat(64)
        );
        site.write("content/articles/990102-other-2019.md", article);
        let found = suggestions(&site.analyse());
        let wanted = relation.replace("sum.", "industry.");
        assert!(found.contains(&wanted), "no {wanted} in {found:?}");
    }
}

#[test]
fn numbers_drawn_at_random_suggest_next_to_nothing() {
    const ARTICLES: usize = 40;
    let site = SiteTest::base();
    let mut state = 20_261_125_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for n in 0..ARTICLES {
        let mut metrics = String::new();
        for i in 0..40 {
            let zeros = 10_u64.pow(u32::try_from(draw(3)).unwrap());
            let size = [9, 99, 999, 9999, 99_999][usize::try_from(draw(5)).unwrap()];
            let number = (1 + draw(size)) * zeros;
            let (value, kind) = match draw(8) {
                0 => (format!("{}.{}%", draw(100), draw(10)), "rate"),
                1 => (format!("{number}万元"), "cumulative"),
                2 => (format!("{number}户"), "cumulative"),
                3 => (format!("{}.{}万人", number % 100, 1 + draw(9)), "stock"),
                4 => (format!("{number}个"), "stock"),
                _ => (format!("{number}人"), "stock"),
            };
            let line = 1 + i / 5;
            metrics.push_str(&format!(
                "  - {{metric: industry.m{n}_{i}, value: {value}, lines: {line}, label: 随机数{i}, kind: {kind}}}\n"
            ));
        }
        site.write(
            &format!("content/articles/990101-random-{n}.md"),
            format!(
                "---\ntitle: 随机数之{n}\nplace: \"990101\"\nsummary: 随机数。\norigin: {{file: r{n}.txt, sha256: \"{}\"}}\n\
                 period: 2019\nmetrics:\n{metrics}---\n无。\n",
                "0".repeat(64)
            ),
        );
    }
    let found = suggestions(&site.analyse());
    let by_chance: Vec<&String> = found.iter().filter(|f| f.contains("industry.m")).collect();
    assert!(by_chance.len() * 20 <= ARTICLES, "{by_chance:#?}");
}

#[test]
fn suggestions_are_lines_to_paste() {
    let site = SiteTest::base();
    let output = xianzhi(&site.root(), &["check", "--suggest"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let text = said(&output);
    let line = "  - employment.employed / employment.labour = employment.rate  # 11850人 ÷ 12500人 = 94.8%；正好相符\n";
    assert!(text.contains(line), "{text}");
    let article = "content/articles/990101-qingshi-2019.md";
    assert!(text.starts_with(&format!("{article}\n")), "{text}");
    // Pasted, it holds, and is not suggested again.
    site.edit(article, "\nrelations:\n", &format!("\nrelations:\n{line}"));
    let again = xianzhi(&site.root(), &["check", "--suggest"]);
    assert!(!said(&again).contains("employment.rate"), "{}", said(&again));

    let rows = xianzhi(&SiteTest::base().root(), &["check", "--suggest", "--format", "json", "--lang", "en"]);
    let rows: Value = serde_json::from_slice(&rows.stdout).unwrap_or_else(|e| panic!("{e}: {}", said(&rows)));
    assert_eq!(rows[0]["file"], article);
    assert_eq!(rows[0]["relation"], "employment.employed / employment.labour = employment.rate");
    assert_eq!(rows[0]["sentence"], "11850人 ÷ 12500人 = 94.8%; an exact match");
}

#[test]
fn a_site_with_errors_has_findings_and_no_suggestions() {
    let site = SiteTest::fixture("mistakes/bare-number");
    let output = xianzhi(&site.root(), &["check", "--suggest"]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("1 个错误"), "{}", said(&output));
    let output = xianzhi(&SiteTest::base().root(), &["check", "--suggest", "--format", "sarif"]);
    assert_eq!(code(&output), 2);
}
