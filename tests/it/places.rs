//! The pages that lead through a site: matrix, years, prefectures, the home page. Every place is on them, every cell says
//! something, and what links to a page is linked from it.

use std::collections::{BTreeMap, BTreeSet};
use std::{fmt::Write as _, fs};

use snapbox::str;

use crate::{
    html::{Token, tokens},
    support::{Built, SiteTest, fixtures, join, own_built, years_built},
};

/// The cells of a table's body, each by its class and its text.
fn cells(html: &str) -> Vec<(String, String)> {
    let mut cells: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for token in tokens(html) {
        match token {
            Token::Open("td", attributes) => {
                let class = attributes.iter().find(|(name, _)| *name == "class");
                cells.push((class.map(|(_, v)| v.clone()).unwrap_or_default(), String::new()));
                open = true;
            }
            Token::Close("td") => open = false,
            Token::Text(text) if open => cells.last_mut().unwrap().1.push_str(text.trim()),
            _ => {}
        }
    }
    cells
}

/// A site with so many counties in each prefecture of each province, and one article on the first county of all.
fn large(provinces: usize, prefectures: usize, counties: usize) -> Built {
    let site = SiteTest::base();
    let mut places = site.read("content/places.yaml");
    for v in 0..provinces {
        for p in 0..prefectures {
            for c in 0..counties {
                writeln!(
                    places,
                    "  - {{code: \"{}{:02}{c:02}\", name: 虚{v}{p}{c}县, pinyin: xu{v}-{p}-{c}, en: Xu, kind: county, prefecture: 虚{v}{p}市, province: 虚{v}省}}",
                    50 + v,
                    p + 1
                )
                .unwrap();
            }
        }
    }
    site.write("content/places.yaml", places);
    site.build()
}

#[test]
fn every_cell_of_the_matrix_says_what_there_is_or_what_kind_of_nothing() {
    for (name, places, built) in [
        ("base", 3, &SiteTest::base().build()),
        ("own", 5, own_built()),
        ("two-articles", 3, &SiteTest::fixture("site/two-articles").build()),
        ("years", 12, years_built()),
    ] {
        let metrics =
            built.files.keys().filter(|f| f.starts_with("metrics/") && f.ends_with(".html")).count();
        let cells = cells(built.text("matrix.html"));
        assert_eq!(cells.len(), places * metrics, "{name}: counties × metrics");
        for (class, text) in &cells {
            assert!(!text.is_empty(), "{name}: an empty cell of class {class}");
            let word = match class.as_str() {
                "state value" => "年",
                "state target" => "目标",
                "state silent" => "未载",
                "state no-article" => "暂无报道",
                other => panic!("{name}: a cell of class {other}"),
            };
            assert!(text.contains(word), "{name}: {class} says {text}");
        }
    }
}

#[test]
fn a_large_matrix_is_split_and_still_has_every_cell() {
    let built = large(3, 4, 9);
    let metrics = built.files.keys().filter(|f| f.starts_with("metrics/") && f.ends_with(".html")).count();
    let pages = || built.files.keys().filter(|f| f.starts_with("matrix/") && f.ends_with(".html"));
    let mut lowest = 0;
    for page in pages() {
        let cells = cells(built.text(page));
        let of_places = cells.iter().filter(|(_, text)| !text.contains('/')).count();
        assert!(of_places == 0 || of_places == cells.len(), "{page} mixes places and parts");
        lowest += of_places;
    }
    assert_eq!(lowest, (3 + 3 * 4 * 9) * metrics, "each county's cells stand on one page");
    let overview = cells(built.text("matrix.html"));
    assert_eq!(overview.len(), 4 * metrics, "one column a province");
    assert!(overview.iter().all(|(_, text)| text.contains('/')));
}

#[test]
fn a_large_site_lists_its_counties_on_the_pages_of_their_prefectures() {
    let built = large(3, 4, 9);
    let home = built.text("index.html");
    let named = home.matches("counties/").count();
    assert!(
        named < 10,
        "the home page of a large site lists no county but those of the newest articles: {named}"
    );
    for page in built.files.keys().filter(|f| f.starts_with("counties/")) {
        let name = page.rsplit('/').next().unwrap();
        let listed = built.files.keys().filter(|f| f.starts_with("prefectures/"));
        let listed = listed.filter(|f| built.text(f).contains(&format!("../counties/{name}"))).count();
        assert_eq!(listed, 1, "{page} stands on the page of its prefecture");
    }
    for page in built.files.keys().filter(|f| f.starts_with("prefectures/")) {
        assert!(home.contains(page.as_str()), "{page} is linked from the home page");
    }
}

/// Pages that each page links to, fragments left out; only links of its main part.
/// The links of each page in Chinese; those in English are their twins.
fn links(built: &Built) -> BTreeMap<&str, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (path, html) in built.pages().filter(|(path, _)| !path.starts_with("en/")) {
        let main = html.split_once("<main").map_or("", |(_, rest)| rest.split("</main>").next().unwrap());
        let crumbs =
            html.split_once("class=\"crumbs\"").map_or("", |(_, rest)| rest.split("</nav>").next().unwrap());
        let mut targets = BTreeSet::new();
        for part in [crumbs, main] {
            for token in tokens(part) {
                let Token::Open("a", attributes) = token else { continue };
                let href = attributes.iter().find(|(name, _)| *name == "href").map(|(_, v)| v.as_str());
                let Some(href) = href.filter(|h| !h.contains(':')) else { continue };
                targets.extend(join(path, href.split('#').next().unwrap()));
            }
        }
        all.insert(path, targets);
    }
    all
}

#[test]
fn what_links_to_a_page_is_linked_from_it() {
    let both_ways = [
        ("counties/", "prefectures/"),
        ("counties/", "articles/"),
        ("counties/", "domains/"),
        ("counties/", "years/"),
        ("counties/", "matrix"),
        ("articles/", "domains/"),
        ("articles/", "prefectures/"),
        ("articles/", "years/"),
        ("metrics/", "domains/"),
        ("metrics/", "years/"),
        ("metrics/", "matrix"),
        ("metrics/", "counties/"),
        ("domains/", "years/"),
        ("domains/", "matrix"),
        ("domains/", "tables/"),
        ("metrics/", "tables/"),
    ];
    for (name, built) in [("own", own_built()), ("years", years_built())] {
        let links = links(built);
        // With years of reports the page of a domain names each county's newest only, and a county says what is missing.
        let is_narrow =
            |a: &str, b: &str| name == "years" && b == "domains/" && matches!(a, "articles/" | "counties/");
        let leads = |from: &str, to: &str| links.get(from).is_some_and(|targets| targets.contains(to));
        // A view of a table (`tables/credit.2017.html`) is linked from its table alone.
        let is_view = |page: &str| page.starts_with("tables/") && page.matches('.').count() > 1;
        let mut one_way = Vec::new();
        for (from, targets) in links.iter().filter(|(from, _)| !is_view(from)) {
            for to in targets {
                let is = |a: &str, b: &str| from.starts_with(a) && to.starts_with(b);
                let related =
                    both_ways.iter().filter(|(a, b)| !is_narrow(a, b)).any(|(a, b)| is(a, b) || is(b, a));
                if related && !leads(to, from) {
                    one_way.push(format!("{from} → {to}"));
                }
            }
        }
        assert!(one_way.is_empty(), "{name}: links that lead one way only:\n{}", one_way.join("\n"));
    }
}

#[test]
fn no_page_of_the_editor_takes_the_place_of_one_that_every_site_has() {
    // It has a ledger, so that it has the page of changes too.
    let written: BTreeSet<String> = fs::read_dir(fixtures("site/years/content/pages"))
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let at_root = years_built().pages().filter_map(|(path, _)| path.strip_suffix(".html"));
    let ours: Vec<&str> =
        at_root.filter(|name| !name.contains('/') && *name != "index" && !written.contains(*name)).collect();
    assert_eq!(ours, xianzhi::read::PAGES_OF_OURS);
}

#[test]
fn every_page_can_be_reached_from_the_home_page() {
    for (name, built) in [("own", own_built()), ("large", &large(2, 3, 8))] {
        let links = links(built);
        let mut seen = BTreeSet::from(["index.html".to_owned()]);
        let mut next = vec!["index.html".to_owned()];
        while let Some(page) = next.pop() {
            for target in links.get(page.as_str()).into_iter().flatten() {
                if links.contains_key(target.as_str()) && seen.insert(target.clone()) {
                    next.push(target.clone());
                }
            }
        }
        let in_frame = ["404.html", "about.html", "cite.html", "method.html", "offline.html", "search.html"];
        // The foot of every page leads to the handbook, whose chapters lead to each other.
        let is_framed = |page: &str| in_frame.contains(&page) || page.starts_with("handbook/");
        let lost: Vec<&&str> = links.keys().filter(|p| !seen.contains(**p) && !is_framed(p)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

#[test]
fn a_prefecture_shows_its_counties_side_by_side() {
    SiteTest::base().build().check("prefectures/9901.html", "places", str![[r#"
所辖县（区）
云岭市：主要数字
地区 | 贫困发生率 % | 脱贫人口 人 | 贫困劳动力就业率 2019年 % | 饮水工程受益人口 人 | 扶贫小额信贷 元 | 报道
青石县 990101 | 0.25% 2019年 | 27440人 2014～2019年 | 94.8% | 15.2万人 换算 152,000人 2019年 | 3200余万元 换算 多于32,000,000元 2019年 | 1篇报道 14个数字
白水县 990102 | 0.4% 约2020年 | 19250人 约2020年 | 未载 | 9.6万人 换算 96,000人 约2020年 | 2150万元 换算 21,500,000元 约2020年 | 1篇报道 8个数字
未载：所收报道没有印出这个数字。数字照原文的写法，下面小字是它所说的时期；时期前的“约”表示由上下文推定，“换算”是化成统一单位后的数。

"#]]);
}

#[test]
fn a_year_says_how_each_figure_speaks_of_it() {
    SiteTest::base()
        .build()
        .check(
            "years.html",
            "years",
            str![[r#"
按年份查数字
年份 | 在这一年 | 到这一年 | 跨过这一年 | 县（区）数 | 报道
2020年 | 8 | 0 | 0 | 1 | 1
2019年 | 12 | 1 | 0 | 1 | 1
2014年 | 1 | 0 | 1 | 1 | 1

"#]],
        )
        .check(
            "years/2019.html",
            "how",
            str![[r#"
数字怎样说到这一年
在这一年 12 时期就在这一年以内
到这一年 1 从较早的年份起，到这一年为止；起点没有写的也在此列

"#]],
        )
        .check(
            "years/2019.html",
            "poverty",
            str![[r#"
脱贫成效
2019年：各县（区）的数字：脱贫成效
指标 | 地区 | 数值 | 时期 | 与这一年 | 性质
贫困发生率 | 青石县 | 0.25% | 2019年 | 在这一年 | 比率
建档立卡贫困人口 | 青石县 | 28000人 | 2019年 | 在这一年 | 存量
脱贫人口 | 青石县 | 27440人 | 2014～2019年 | 到这一年 | 累计
未脱贫人口 | 青石县 | 560人 | 2019年 | 在这一年 | 存量

"#]],
        );
}

#[test]
fn the_matrix_names_years_and_silence() {
    SiteTest::base()
        .build()
        .check("matrix.html", "legend", str![[r#"
图例
有数字 20 写明是哪一年的；点年份看出处
未载 6 读过报道，没有印出；点开看读了哪几篇
暂无报道 13 还没有收入这个县（区）的报道

"#]])
        .check("matrix.html", "matrix", str![[r#"
指标矩阵：有什么，缺什么
指标矩阵：有什么，缺什么
指标 有数字 | 青石县 1篇报道 | 白水县 1篇报道 | 松坪市 暂无报道
脱贫成效
贫困发生率 2/3 | 2019年 2014年 | 约2020年 | 暂无报道
建档立卡贫困人口 2/3 | 2019年 | 约2020年 | 暂无报道
脱贫人口 2/3 | 至2019年 | 约2020年 | 暂无报道
未脱贫人口 1/3 | 2019年 | 未载 | 暂无报道
就业
贫困劳动力 2/3 | 2019年 | 约2020年 | 暂无报道
已就业贫困劳动力 2/3 | 2019年 | 约2020年 | 暂无报道
贫困劳动力就业率 1/3 | 2019年 | 未载 | 暂无报道
产业
果园面积 0/3 | 未载 | 未载 | 暂无报道
教育
资助学生 1/3 | 2019年 | 未载 | 暂无报道
金融
扶贫小额信贷 2/3 | 2019年 | 约2020年 | 暂无报道
饮水
饮水工程 2/3 | 2019年 | 约2020年 | 暂无报道
饮水工程受益人口 2/3 | 2019年 | 约2020年 | 暂无报道
饮水工程受益贫困人口 1/3 | 2019年 | 未载 | 暂无报道
“约”是由上下文推定的年份；“至”是从较早的年份算到那一年的数。“有数字”一栏，前为有数字的县（区）数，后为总数；只有目标的不计入。

"#]])
        .check("matrix.html", "read", str![[r#"
读过的报道
“未载”的意思是，下面这些报道里都没有印出那个数字。
青石县
青石县的脱贫与饮水
白水县
白水县的饮水工程

"#]]);
}

#[test]
fn the_home_page_leads_three_kinds_of_reader() {
    SiteTest::base()
        .build()
        .check(
            "index.html",
            "ways",
            str![[r#"
查一个县（区）
主要数字、分领域的做法、前后变化，和哪些指标没有数字。
按市州查县（区）
指标矩阵
比一项指标
同一指标放在一起看；时期、性质或口径不同的，不排名次，并说明为什么。
比较表
指标目录
年份
看一篇报道
一篇报道印出的每个数字，它在第几行，互相对不对得上。
所收报道
核对情况
术语

"#]],
        )
        .check(
            "index.html",
            "places",
            str![[r#"
按市州查县（区）
云州省 3个县（区），2篇报道
云岭市
青石县 990101 1篇报道、14个数字 截至2019年 覆盖率 100%
白水县 990102 1篇报道、8个数字 截至约2020年 覆盖率 100%
江北市
松坪市 990203 暂无报道
覆盖率：来源文本里自动查出的数字（日期除外，印了几处算几个）中，已收录或已写明不收理由的占多少。

"#]],
        );
}

#[test]
fn a_metric_with_very_many_values_counts_them_by_prefecture() {
    let site = SiteTest::base();
    let article = "content/articles/990101-qingshi-2019.md";
    let mut entries = String::from("metrics:\n");
    for year in 1950..1992 {
        for month in 1..13 {
            for day in [10, 20] {
                let period = format!("{year}-{month:02}-{day}");
                writeln!(entries, "  - {{metric: poverty.rate, value: 12.6%, lines: 8, period: {period}}}")
                    .unwrap();
            }
        }
    }
    site.edit(
        article,
        "metrics:\n  - {metric: poverty.registered",
        &format!("{entries}  - {{metric: poverty.registered"),
    );
    let built = site.build();
    let page = built.text("metrics/poverty.rate.html");
    assert!(page.len() < 200_000, "{} bytes", page.len());
    built.check(
        "metrics/poverty.rate.html",
        "values",
        str![[r#"
全部数值
数字太多，这里按市州列出个数；点市州看每个县（区）有哪几年的数字。
全部数值
市州 | 县（区）数 | 数字个数
云岭市 | 2 | 1011
未载：松坪市 （所收报道没有印出这个数字）

"#]],
    );
}

#[test]
fn a_domain_shows_what_the_counties_did_and_the_editors_own_words() {
    let site = SiteTest::base();
    let article = "content/articles/990101-qingshi-2019.md";
    let practice = "practices:\n  - {name: 一对一, domain: water, text: \"按户算账，供水{{ water.projects }}。\", lines: 15}\n---\n全县";
    site.edit(article, "---\n全县", practice);
    fs::create_dir(site.root().join("content/domains")).unwrap();
    let text = "---\nsummary: 先看水源，再看水管。\n---\n青石县建成 {{ 990101:water.projects }}。\n";
    site.write("content/domains/water.md", text);
    let built = site.build();
    built.check(
        "domains/water.html",
        "practices",
        str![[r#"
各县（区）的做法
报道起了名的做法，注明名称所在的行；其余是本站为报道另写的提要。图、表和全部数字在各县（区）的页面。
青石县
一对一按户算账，供水86处。 青石县的脱贫与饮水 第15行

"#]],
    );
    let page = built.text("domains/water.html");
    assert!(page.contains("先看水源，再看水管。"), "the summary stands on the page of the domain");
    assert!(page.contains("青石县建成<a class=\"fig\""), "the text stands on the page of the domain");
    assert!(!built.files.contains_key("water.html"), "the text of a domain has no page of its own");
    site.write("content/domains/waters.md", text);
    let findings = site.analyse().findings;
    assert!(
        findings
            .iter()
            .any(|f| f.rule.0 == "unknown-domain" && f.help.iter().any(|h| h.zh.contains("water"))),
        "a text of no domain is an error that names the nearest"
    );
}
