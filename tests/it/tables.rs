//! Cross-county tables: their views, orders, parts and data say the same, and no more than their sources.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use snapbox::str;

use crate::{
    cli::{code, said, xianzhi},
    html::{Token, decode, tokens},
    support::{Built, SiteTest, own_built, years_built},
};

/// A row of places.
struct Row {
    attributes: BTreeMap<String, String>,
    place: String,
    cells: Vec<Cell>,
}

/// A cell: what stands first in it, and all its text.
struct Cell {
    value: String,
    text: String,
}

/// The rows of places on the page of a table.
fn rows(html: &str) -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    let (mut inside, mut head, mut first) = (false, false, false);
    for token in tokens(html) {
        match token {
            Token::Open("tr", attributes) => {
                inside = attributes.iter().any(|(name, _)| *name == "data-group");
                if inside {
                    let attributes = attributes.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
                    found.push(Row { attributes, place: String::new(), cells: Vec::new() });
                }
            }
            Token::Close("tr") => inside = false,
            Token::Open("th", _) if inside => (head, first) = (true, true),
            Token::Close("th") => head = false,
            Token::Open("td", _) if inside => {
                first = true;
                found.last_mut().unwrap().cells.push(Cell { value: String::new(), text: String::new() });
            }
            // What stands below the figure, or beside it in other words.
            Token::Open("span", attributes) if inside => {
                first &= !attributes
                    .iter()
                    .any(|(_, v)| ["when", "conv", "status", "when worked"].contains(&v.as_str()));
            }
            Token::Text(text) if inside => {
                let row = found.last_mut().unwrap();
                let text = decode(text);
                if head {
                    row.place.push_str(if first { text.trim() } else { "" });
                } else if let Some(cell) = row.cells.last_mut() {
                    cell.value.push_str(if first { text.trim() } else { "" });
                    cell.text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    found
}

/// The attributes of the heads of the columns that may be sorted, by the number of the column.
fn heads(html: &str) -> BTreeMap<usize, BTreeMap<String, String>> {
    let heads = tokens(html).into_iter().filter_map(|token| match token {
        Token::Open("th", attributes) => {
            let attributes: BTreeMap<String, String> =
                attributes.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
            Some((attributes.get("data-sort")?.parse().unwrap(), attributes))
        }
        _ => None,
    });
    heads.collect()
}

fn sites() -> [(&'static str, &'static Built); 4] {
    static SMALL: LazyLock<[Built; 2]> =
        LazyLock::new(|| [SiteTest::base().build(), SiteTest::fixture("site/one-period").build()]);
    let [base, one_period] = &*SMALL;
    [("base", base), ("one-period", one_period), ("years", years_built()), ("own", own_built())]
}

/// The pages of tables, by path.
fn tables(built: &Built) -> Vec<(&str, &str)> {
    built.pages().filter(|(path, _)| path.starts_with("tables/")).collect()
}

fn positions(rows: &[Row], column: usize) -> Vec<usize> {
    rows.iter().map(|row| row.attributes[&format!("data-c{column}")].parse().unwrap()).collect()
}

#[test]
fn a_year_holds_what_ends_in_it_and_says_what_others_have() {
    SiteTest::base().build().check(
        "tables/poverty.2019.html",
        "compare",
        str![[r#"
表1 贫困发生率与脱贫人口（2019年）
地区 | 贫困发生率 2019年 % 不足两个数 | 脱贫人口 2014～2019年 人 不足两个数
云岭市
青石县 | 0.25% | 27440人
白水县 | 本期未载 另有约2020年 | 本期未载 另有约2020年
江北市
松坪市 | 未载 | 未载
有数字 | 1/3 | 1/3

"#]],
    );
}

#[test]
fn the_latest_view_reaches_back_as_far_as_is_declared() {
    let site = SiteTest::base();
    site.edit("content/tables/poverty.md", "domain: poverty\n", "domain: poverty\ntolerance: 0\n");
    let built = site.build();
    built.check(
        "tables/poverty.latest.html",
        "comparability",
        str![[r#"
能否比较
只取表中最近的2020年的数字，更早的不列。
本表不排名次，按地区代码排列。 3个县（区）中，1个有数字。
不足两个数值：各列。

"#]],
    );
    built.check(
        "tables/poverty.latest.html",
        "compare",
        str![[r#"
表1 贫困发生率与脱贫人口（最近可得）
地区 | 贫困发生率 约2020年 % 不足两个数 | 脱贫人口 约2020年 人 不足两个数
云岭市
青石县 | 本期未载 另有2019年 | 本期未载 另有2014～2019年
白水县 | 0.4% | 19250人
江北市
松坪市 | 未载 | 未载
有数字 | 1/3 | 1/3

"#]],
    );
}

#[test]
fn first_and_last_stand_beside_what_lies_between() {
    let built = SiteTest::base().build();
    built.check(
        "tables/poverty.change.html",
        "comparability",
        str![[r#"
能否比较
每个地区取同一指标最早和最近的数字，两者性质、单位和统计对象相同；中间的年份不推算。
本表不排名次，按地区代码排列。 3个县（区）中，1个有数字。
升降幅度与起点高低、相隔年数有关，不排名次：贫困发生率（升降）。
不足两个数值：贫困发生率（最早）、贫困发生率（最近）。

"#]],
    );
    built.check("tables/poverty.change.html", "compare", str![[r#"
表1 贫困发生率与脱贫人口（首末对比）
地区 | 贫困发生率 最早 2014年 % 不足两个数 | 贫困发生率 最近 2019年 % 不足两个数 | 贫困发生率 升降 个百分点 幅度不排位次
云岭市
青石县 | 12.6% | 0.25% | 降 12.35个百分点 推算 12.6% −0.25% 2014～2019年
白水县 | 无对比 另有约2020年 | 无对比 另有约2020年 | 无对比 另有约2020年
江北市
松坪市 | 未载 | 未载 | 未载
有数字 | 1/3 | 1/3 | 1/3

"#]]);
}

#[test]
fn no_view_is_empty_or_shows_what_another_shows() {
    for (site, built) in sites() {
        for (path, html) in tables(built) {
            let rows = rows(html);
            assert!(
                rows.iter().flat_map(|r| &r.cells).any(|c| c.value.contains(|c: char| c.is_ascii_digit())),
                "{site}: {path} has no figure"
            );
        }
        let shown: Vec<Vec<String>> = tables(built)
            .into_iter()
            .filter(|(path, _)| !path.contains(".by-"))
            .map(|(path, html)| {
                let cells = rows(html).into_iter().flat_map(|r| r.cells).map(|c| c.text);
                std::iter::once(path.split('.').next().unwrap().to_owned()).chain(cells).collect()
            })
            .collect();
        let different: BTreeSet<&Vec<String>> = shown.iter().collect();
        assert!(different.len() + 2 > shown.len(), "{site}: {} of {} views", different.len(), shown.len());
    }
}

#[test]
fn the_pages_in_another_order_have_the_order_that_a_script_makes() {
    let mut orders = 0;
    for (site, built) in sites() {
        for (path, html) in tables(built) {
            let Some((own, rest)) = path.split_once(".by-c") else { continue };
            let column: usize = rest.trim_end_matches(".html").parse().unwrap();
            let main = built.text(&format!("{own}.html"));
            let mut by_script = rows(main);
            by_script.sort_by_key(|row| row.attributes[&format!("data-c{column}")].parse::<usize>().unwrap());
            let names = |rows: &[Row]| rows.iter().map(|r| r.place.clone()).collect::<Vec<_>>();
            assert_eq!(names(&rows(html)), names(&by_script), "{site}: {path}");
            let sorted = tokens(html).into_iter().filter(
                |t| matches!(t, Token::Open("th", a) if a.iter().any(|(name, _)| *name == "aria-sort")),
            );
            assert_eq!(sorted.count(), 1, "{site}: {path}");
            let rows = rows(html);
            let is_missing = |row: &Row| !row.cells[column - 1].value.contains(|c: char| c.is_ascii_digit());
            assert!(rows.is_sorted_by_key(is_missing), "{site}: {path}: a missing value before another");
            orders += 1;
        }
    }
    assert!(orders >= 4, "{orders} orders");
}

#[test]
fn every_row_has_a_place_of_its_own_in_every_order() {
    for (site, built) in sites() {
        for (path, html) in tables(built) {
            let rows = rows(html);
            for column in heads(html).into_keys() {
                let mut positions = positions(&rows, column);
                positions.sort_unstable();
                let all: Vec<usize> = (0..rows.len()).collect();
                assert_eq!(positions, all, "{site}: {path}, column {column}");
            }
        }
    }
}

#[test]
fn a_rank_stands_only_where_the_head_names_no_difference() {
    let mut ranked = 0;
    for (site, built) in sites() {
        for (path, html) in tables(built) {
            let sortable = heads(html);
            for row in rows(html) {
                for (n, cell) in row.cells.iter().enumerate().filter(|(_, c)| c.text.contains("位次")) {
                    assert!(sortable.contains_key(&(n + 1)), "{site}: {path}: {} ranked", cell.value);
                    ranked += 1;
                }
            }
        }
    }
    assert!(ranked >= 4, "{ranked} ranks");
}

#[test]
fn the_sheet_of_a_view_has_the_cells_of_its_page() {
    let mut cells = 0;
    for (site, built) in sites() {
        for (path, html) in tables(built) {
            if path.contains(".by-") {
                continue;
            }
            let sheet = format!("data/{}.sheet.csv", path.trim_end_matches(".html"));
            let text = built.text(&sheet).strip_prefix('\u{feff}').expect("a byte order mark");
            let mut sheet = csv::Reader::from_reader(text.as_bytes());
            let records: Vec<csv::StringRecord> = sheet.records().map(|r| r.unwrap()).collect();
            let rows = rows(html);
            assert_eq!(records.len(), rows.len(), "{site}: {path}");
            for (record, row) in records.iter().zip(&rows) {
                let values: Vec<&str> = record.iter().skip(3).step_by(2).collect();
                let shown: Vec<&str> = row.cells.iter().map(|c| c.value.as_str()).collect();
                assert_eq!((&record[1], values), (row.place.as_str(), shown), "{site}: {path}");
                cells += row.cells.len();
            }
        }
    }
    assert!(cells > 300, "{cells} cells");
}

#[test]
fn what_adds_up_is_added_up_and_says_of_how_many() {
    let site = SiteTest::fixture("rules/invalid-total/good");
    let built = site.build();
    built.check(
        "tables/water.html",
        "total",
        str![[r#"
合计 | 140处 3个县（区）中2个之和 | 不作合计 | 不作合计

"#]],
    );
    let site = SiteTest::fixture("rules/invalid-total/bad");
    site.build().check(
        "tables/water.html",
        "total",
        str![[r#"
合计 | 不作合计 时期不一 | 不作合计 不足两个数、有数值不精确 | 不作合计

"#]],
    );
}

/// The base site with so many more places, all invented.
fn with_places(count: usize) -> SiteTest {
    let site = SiteTest::base();
    let mut places = site.read("content/places.yaml");
    for n in 0..count {
        let (code, prefecture) = (100_000 + n, n / 25);
        places.push_str(&format!(
            "  - {{code: \"{code}\", name: 虚构{n}县, pinyin: p{n}, en: Invented {n}, kind: county, prefecture: 虚{prefecture}市, province: 虚构省}}\n"
        ));
    }
    site.write("content/places.yaml", places);
    site
}

#[test]
fn a_table_of_very_many_places_is_split_and_each_place_stands_on_one_page() {
    let built = with_places(400).build();
    let summary = built.text("tables/poverty.html");
    assert!(rows(summary).is_empty(), "the summary lists no places");
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (path, html) in tables(&built) {
        assert!(html.len() < 1_000_000, "{path}: {} bytes", html.len());
        let rows = rows(html);
        assert!(rows.len() <= 300, "{path}: {} rows", rows.len());
        assert!(!path.contains(".by-"), "{path}: orders are pages of small tables only");
        if path.starts_with("tables/poverty.p-") {
            for row in rows {
                *seen.entry(row.place).or_default() += 1;
            }
        }
    }
    assert_eq!(seen.len(), 403);
    assert!(seen.values().all(|n| *n == 1));
}

#[test]
fn a_long_table_leads_to_its_prefectures() {
    let built = with_places(60).build();
    let html = built.text("tables/poverty.html");
    for prefecture in ["虚0市", "虚1市", "虚2市", "云岭市", "江北市"] {
        assert!(html.contains(&format!(">{prefecture}</a>")), "no way to {prefecture}");
    }
    assert!(html.contains("<template id=\"filter\">"));
    assert!(!SiteTest::base().build().text("tables/poverty.html").contains("<template id=\"filter\">"));
}

#[test]
fn the_page_of_one_of_many_parts_leads_to_those_beside_it_and_to_the_list_of_all() {
    let site = SiteTest::base();
    let more = (10..52).flat_map(|prefecture| (1..8).map(move |county| (prefecture, county)));
    let more = more.map(|(prefecture, county)| {
        let (code, number) = (format!("99{prefecture}0{county}"), format!("{prefecture}{county}"));
        let name = format!("code: \"{code}\", name: 第{number}县, pinyin: d{number}, en: County {number}");
        format!("  - {{{name}, kind: county, prefecture: 第{prefecture}市, province: 云州省}}\n")
    });
    site.write("content/places.yaml", site.read("content/places.yaml") + &more.collect::<String>());
    let output = xianzhi(&site.root(), &["build", "--out", "some", "--only", "tables/*"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let beside = |page: &str| {
        let html = site.read(&format!("some/tables/{page}"));
        let (_, nav) = html.split_once("<nav class=\"neighbours\"").unwrap();
        let (nav, _) = nav.split_once("</nav>").unwrap();
        (nav.matches("href=\"water.p-").count(), nav.contains("<a href=\"water.html\">全部44个分页</a>"))
    };
    assert_eq!(beside("water.p-9901.html"), (21, true));
    assert_eq!(beside("water.p-9930.html"), (41, true));
    assert_eq!(site.read("some/tables/water.html").matches("href=\"water.p-").count(), 44);
}
