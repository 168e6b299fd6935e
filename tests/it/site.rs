//! What the pages say where sources differ, are silent, or contradict each other.

use snapbox::str;

use crate::{
    html::decode,
    support::{SiteTest, snapshots, years_built},
};

#[test]
fn values_of_differing_periods_are_not_ranked() {
    SiteTest::base()
        .build()
        .check(
            "tables/poverty.html",
            "comparability",
            str![[r#"
能否比较
本表不排名次，按地区代码排列。 3个县（区）中，2个有数字。
时期不一：贫困发生率（2个时期）、脱贫人口（2个时期）。
不足两个数值：期初。

"#]],
        )
        .check(
            "tables/poverty.html",
            "compare",
            str![[r#"
表1 贫困发生率与脱贫人口
地区 | 期初 贫困发生率 2014年 % 不足两个数 | 贫困发生率 % 时期不一 | 脱贫人口 人 时期不一
云岭市
青石县 | 12.6% | 0.25% 2019年 | 27440人 2014～2019年
白水县 | 未载 | 0.4% 约2020年 | 19250人 约2020年
江北市
松坪市 | 未载 | 未载 | 未载
有数字 | 1/3 | 2/3 | 2/3

"#]],
        );
}

#[test]
fn values_of_one_period_stand_beside_each_other() {
    SiteTest::fixture("site/one-period")
        .build()
        .check(
            "tables/water.html",
            "comparability",
            str![[r#"
能否比较
饮水工程、饮水工程受益人口可以比较位次，其余各列不排名次。 3个县（区）中，2个有数字。
不足两个数值：饮水工程受益贫困人口。

"#]],
        )
        .check(
            "tables/water.html",
            "compare",
            str![[r#"
表2 饮水工程与受益人口
地区 按代码 | 饮水工程 2019年 处由高到低 | 饮水工程受益人口 2019年 人由高到低 | 饮水工程受益贫困人口 2019年 人 不足两个数
云岭市
青石县 | 86处 位次 1 | 15.2万人 换算 152,000人 位次 1 | 2.1万人 换算 21,000人
白水县 | 54处 位次 2 | 9.6万人 换算 96,000人 位次 2 | 未载
江北市
松坪市 | 未载 | 未载 | 未载
有数字 | 2/3 | 2/3 | 1/3

"#]],
        );
}

#[test]
fn a_table_whose_columns_all_compare_has_ranks() {
    let site = SiteTest::fixture("site/one-period");
    site.edit("content/tables/water.md", "  - {metric: water.poor_people}\n", "");
    site.build()
        .check(
            "tables/water.html",
            "comparability",
            str![[r#"
能否比较
各列时期、性质和单位一致，可以比较位次。 3个县（区）中，2个有数字。

"#]],
        )
        .check(
            "tables/water.html",
            "compare",
            str![[r#"
表2 饮水工程与受益人口
地区 按代码 | 饮水工程 2019年 处由高到低 | 饮水工程受益人口 2019年 人由高到低
云岭市
青石县 | 86处 位次 1 | 15.2万人 换算 152,000人 位次 1
白水县 | 54处 位次 2 | 9.6万人 换算 96,000人 位次 2
江北市
松坪市 | 未载 | 未载
有数字 | 2/3 | 2/3

"#]],
        );
}

#[test]
fn a_missing_value_says_that_it_is_missing() {
    SiteTest::base()
        .build()
        .check(
            "counties/990203-songping.html",
            "missing",
            str![[r#"
未载的指标
所收报道没有一篇写这里。下面是同一指标目录里的指标，都没有数字；未载不等于零。
13个指标
脱贫成效
贫困发生率
建档立卡贫困人口
脱贫人口
未脱贫人口
就业
贫困劳动力
已就业贫困劳动力
贫困劳动力就业率
产业
果园面积
教育
资助学生
金融
扶贫小额信贷
饮水
饮水工程
饮水工程受益人口
饮水工程受益贫困人口

"#]],
        )
        .check(
            "metrics/poverty.rate.html",
            "by-place",
            str![[r#"
贫困发生率
地区 | 数值 | 时期 | 性质 | 依据 | 来源
青石县 | 12.6% | 2014年 | 比率 | 原文 | 青石县的脱贫与饮水 第8行
青石县 | 0.25% | 2019年 | 比率 | 原文 | 青石县的脱贫与饮水 第8行
白水县 | 0.4% | 约2020年 | 比率 | 原文 | 白水县的饮水工程 第3行

"#]],
        );
}

#[test]
fn two_articles_that_disagree_are_shown_side_by_side() {
    SiteTest::fixture("site/two-articles")
        .build()
        .check(
            "counties/990101-qingshi.html",
            "disagreements",
            str![[r#"
分歧与更正
贫困发生率 2019年
0.25% 青石县的脱贫与饮水 第8行
0.31% 青石县的另一篇报道 第2行
按字面相差0.06个百分点。两个数字不能同时成立；没有依据取舍，都照录。
全站的核对情况
勘误与分歧

"#]],
        )
        .check(
            "metrics/poverty.rate.html",
            "by-place",
            str![[r#"
贫困发生率
地区 | 数值 | 时期 | 性质 | 依据 | 来源
青石县 | 12.6% | 2014年 | 比率 | 原文 | 青石县的脱贫与饮水 第8行
青石县 | 0.25% | 2019年 | 比率 | 原文 | 青石县的脱贫与饮水 第8行
青石县 | 0.31% | 2019年 | 比率 | 原文 | 青石县的另一篇报道 第2行
白水县 | 0.4% | 约2020年 | 比率 | 原文 | 白水县的饮水工程 第3行

"#]],
        )
        .check(
            "corrections.html",
            "between",
            str![[r#"
两篇报道不一致的数字
同一地区、同一指标、同一时期和性质，两篇报道给出的数字不相容。两个都列出，不按先后取舍。共1处。
青石县贫困发生率 2019年
0.25% 青石县的脱贫与饮水 第8行
0.31% 青石县的另一篇报道 第2行
按字面相差0.06个百分点
尚无裁定，不参加排名。

"#]],
        );
}

#[test]
fn every_pair_of_articles_that_disagree_is_shown() {
    SiteTest::fixture("site/three-articles").build().check(
        "counties/990101-qingshi.html",
        "disagreements",
        str![[r#"
分歧与更正
贫困发生率 2019年
0.25% 青石县的脱贫与饮水 第8行
0.31% 青石县的报道b 第2行
按字面相差0.06个百分点。两个数字不能同时成立；没有依据取舍，都照录。
贫困发生率 2019年
近0.3% 青石县的报道a 第2行
0.31% 青石县的报道b 第2行
按字面相差0.01个百分点。两个数字不能同时成立；没有依据取舍，都照录。
全站的核对情况
勘误与分歧

"#]],
    );
}

#[test]
fn a_column_of_one_kind_leaves_the_other_kinds_out() {
    SiteTest::fixture("rules/mixed-column/good").build().check("tables/water.html", "table", str![[r#"
表2 饮水工程与受益人口
地区 | 饮水工程 处 时期不一 | 现有受益人口 饮水工程受益人口 2019年 人 不足两个数 | 累计受益人口 饮水工程受益人口 约2020年 人 不足两个数 | 饮水工程受益贫困人口 2019年 人 不足两个数
云岭市
青石县 | 86处 2019年 | 15.2万人 换算 152,000人 | 未载 | 2.1万人 换算 21,000人
白水县 | 54处 约2020年 | 未载 | 9.6万人 换算 96,000人 | 未载
江北市
松坪市 | 未载 | 未载 | 未载 | 未载
有数字 | 2/3 | 1/3 | 1/3 | 1/3

"#]]);
}

#[test]
fn a_contradiction_of_the_source_is_shown_with_what_is_known() {
    SiteTest::fixture("site/contradiction")
        .build()
        .check(
            "articles/990101-qingshi-2019.html",
            "relations",
            str![[r#"
勾稽关系
同一篇报道的数字之间应当成立的算式，每次构建都重新核对。2条中，成立0条，在印出精度内成立1条，不成立1条。
“在印出精度内成立”：两边只差四舍五入造成的零头。“不成立，原文如此”：原文自己的数字对不上，照录不改。
不成立，原文如此
脱贫人口 +未脱贫人口 =建档立卡贫困人口
27440人 +565人 =28000人
27440人 + 565人 = 28,005人；而另一边是28000人，相差5人，超出印出的精度
说明：两项合计比总数多 5 人，原文如此
在印出精度内成立
已就业贫困劳动力 ÷贫困劳动力 =贫困劳动力就业率
11850人 ÷12500人 =94.8%
11850人 ÷ 12500人 = 94.8%；正好相符

"#]],
        )
        .check(
            "articles/990101-qingshi-2019.html",
            "f-poverty.remaining_people-2019",
            str![[r#"
未脱贫人口
565人
2019年
存量
统计对象：尚未脱贫的贫困人口
原文 第6行
不成立，原文如此 脱贫人口 + 未脱贫人口 = 建档立卡贫困人口
用在：青石县；指标；正文
版本 351d16f0 改这个数字
引用这个数字
青石县未脱贫人口，565人（2019年），据云岭日报《青石县脱贫攻坚工作综述》，2019年12月20日，第6行；见“青石县的脱贫与饮水”，云州县情，articles/990101-qingshi-2019.html#f-poverty.remaining_people-2019，记录版本351d16f0。
云州县情. 青石县的脱贫与饮水: 青石县未脱贫人口，565人（2019年）[DB/OL]. 记录版本351d16f0. [引用日期]. articles/990101-qingshi-2019.html#f-poverty.remaining_people-2019.
BibTeX 990101-qingshi-2019.f-poverty.remaining_people-2019

"#]],
        )
        .check(
            "checks.html",
            "within",
            str![[r#"
同一篇里对不上的数字
在印出的精度内怎样取值都不能成立的算式。
青石县 不成立，原文如此
脱贫人口 +未脱贫人口 =建档立卡贫困人口
27440人 +565人 =28000人
27440人 + 565人 = 28,005人；而另一边是28000人，相差5人，超出印出的精度
说明：两项合计比总数多 5 人，原文如此
来源：青石县的脱贫与饮水

"#]],
        )
        .check(
            "checks.html",
            "coverage",
            str![[r#"
覆盖率：原文的数字交代了多少
覆盖率：来源文本里自动查出的数字（日期除外，印了几处算几个）中，已收录或已写明不收理由的占多少。
覆盖率 文件在核对之后改动过，覆盖率待重新核对
记为观测值 22
写明理由，不收 1
尚未交代 0
各篇报道的覆盖率
来源 | 地区 | 原文数字 | 记为观测值 | 写明理由，不收 | 尚未交代 | 覆盖率
青石县的脱贫与饮水 | 青石县 | 15 | 14 | 1 | 0 | 文件在核对之后改动过，覆盖率待重新核对
白水县的饮水工程 | 白水县 | 8 | 8 | 0 | 0 | 100%

"#]],
        );
}

#[test]
fn a_record_shows_what_was_printed_what_it_means_and_where() {
    SiteTest::base()
        .build()
        .check(
            "articles/990101-qingshi-2019.html",
            "f-finance.microcredit-2019",
            str![[r#"
扶贫小额信贷
3200余万元 换算 多于32,000,000元 区间 32,000,000～33,000,000元
2019年
累计
统计对象：贫困户贷款
原文 第13～14行
用在：青石县；指标
版本 a6c4da1d 改这个数字
引用这个数字
青石县扶贫小额信贷，3200余万元（2019年），据云岭日报《青石县脱贫攻坚工作综述》，2019年12月20日，第13～14行；见“青石县的脱贫与饮水”，云州县情，articles/990101-qingshi-2019.html#f-finance.microcredit-2019，记录版本a6c4da1d。
云州县情. 青石县的脱贫与饮水: 青石县扶贫小额信贷，3200余万元（2019年）[DB/OL]. 记录版本a6c4da1d. [引用日期]. articles/990101-qingshi-2019.html#f-finance.microcredit-2019.
BibTeX 990101-qingshi-2019.f-finance.microcredit-2019

"#]],
        )
        .check(
            "articles/990101-qingshi-2019.html",
            "f-poverty.rate-2014",
            str![[r#"
贫困发生率
12.6% 区间 12.55～12.65%
2014年
比率
统计对象：农村户籍人口
原文 第8行
用在：青石县；指标；“贫困发生率的前后变化”；表1
版本 c8f189b6 改这个数字
引用这个数字
青石县贫困发生率，12.6%（2014年），据云岭日报《青石县脱贫攻坚工作综述》，2019年12月20日，第8行；见“青石县的脱贫与饮水”，云州县情，articles/990101-qingshi-2019.html#f-poverty.rate-2014，记录版本c8f189b6。
云州县情. 青石县的脱贫与饮水: 青石县贫困发生率，12.6%（2014年）[DB/OL]. 记录版本c8f189b6. [引用日期]. articles/990101-qingshi-2019.html#f-poverty.rate-2014.
BibTeX 990101-qingshi-2019.f-poverty.rate-2014

"#]],
        )
        .check(
            "articles/990101-qingshi-2019.html",
            "excluded",
            str![[r#"
未收录的数字
这些文字在原文里带有数字，但不是观测值，例如序号、日期和名称；每处都写明理由。
1处
未收录的数字
原文 | 出处 | 理由 | 说明
200人以上 | 第15行 | 条件或范围的界限 |

"#]],
        )
        .check(
            "articles/990101-qingshi-2019.html",
            "origin",
            str![[r#"
来源
标题青石县脱贫攻坚工作综述
报纸云岭日报
日期2019年12月20日
作者林一禾
原文未载副题、版次
源文件qingshi-2019.txt
源文件摘要（SHA-256）8578b82fd71fe4bf53607ff832acbc98ece50dfb0653032f8443d29e71bbf9a5
覆盖率 15个数字中，已交代15个（100%）
记为观测值 14
写明理由，不收 1
尚未交代 0
覆盖率：来源文本里自动查出的数字（日期除外，印了几处算几个）中，已收录或已写明不收理由的占多少。
尚未由第二人核对
引用这篇报道
林一禾. 青石县脱贫攻坚工作综述[N]. 云岭日报, 2019-12-20.
@article{990101-qingshi-2019.source, author = {{林一禾}}, title = {青石县脱贫攻坚工作综述}, journal = {云岭日报}, date = {2019-12-20}, year = {2019} }

"#]],
        );
}

#[test]
fn a_summary_prints_its_figures() {
    SiteTest::base().build().check(
        "counties/990102-baishui.html",
        "summary",
        str![[r#"
提要
饮水工程累计建成54处，惠及9.6万人。
饮水工程建成54处，惠及9.6万人。
本页文字是本站另写的提要，不是报道原文。所据报道：白水县的饮水工程

"#]],
    );
}

#[test]
fn approximations_and_conversions_stay_beside_the_printed_figure() {
    SiteTest::fixture("site/two-articles").build().check(
        "metrics/industry.orchard_area.html",
        "by-place",
        str![[r#"
果园面积
地区 | 数值 | 时期 | 性质 | 依据 | 来源
青石县 | 约3.2万亩 换算 约32,000亩 | 2018年 | 存量 | 原文 | 青石县的另一篇报道 第5行

"#]],
    );
}

#[test]
fn a_page_of_ours_is_a_page() {
    SiteTest::base().build().check(
        "about.html",
        "main",
        str![[r#"
关于本站
本站的数字从哪里来。
每个数字都能查到原文那一行，例如青石县的饮水工程86处。写法见比较表。

"#]],
    );
}

/// The columns are a public contract: what reads them must not break.
#[test]
fn observations_are_given_as_csv_in_the_agreed_columns() {
    let built = SiteTest::fixture("site/two-articles").build();
    let csv = built.text("data/observations.csv");
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "place_code,place,prefecture,province,domain,metric,label,printed,value,unit,base_value,base_unit,qualifier,low,\
         high,period,kind,basis,article,source_file,line_start,line_end,note"
    );
    assert_eq!(lines.len(), 1 + 14 + 8 + 2);
    assert!(csv.ends_with('\n') && !csv.contains('\r') && !csv.starts_with('\u{feff}'));
    let of = |printed: &str| *lines.iter().find(|l| l.contains(printed)).unwrap();
    snapshots().eq(
        [of("3200余万元"), of("约3.2万亩"), of("27440人"), of("12.6%")].join("\n"),
        str![[r#"
990101,青石县,云岭市,云州省,finance,finance.microcredit,扶贫小额信贷,3200余万元,3200,万元,32000000,元,over,32000000,33000000,2019,cumulative,converted,990101-qingshi-2019,qingshi-2019.txt,13,14,
990101,青石县,云岭市,云州省,industry,industry.orchard_area,果园面积,约3.2万亩,3.2,万亩,32000,亩,about,31500,32500,2018,stock,converted,990101-qingshi-jianxun,qingshi-jianxun.txt,5,5,
990101,青石县,云岭市,云州省,poverty,poverty.lifted_people,脱贫人口,27440人,27440,人,27440,人,,27440,27440,2014/2019,cumulative,printed,990101-qingshi-2019,qingshi-2019.txt,6,6,
990101,青石县,云岭市,云州省,poverty,poverty.rate,贫困发生率,12.6%,12.6,%,12.6,%,,12.55,12.65,2014,rate,printed,990101-qingshi-2019,qingshi-2019.txt,8,8,
"#]],
    );
}

/// Every figure of an article page, with the address where its record can be edited, if it has one.
fn entries(html: &str) -> Vec<(String, Option<String>)> {
    let between = |text: &str, open: &str, close: &str| {
        let start = text.find(open)? + open.len();
        Some(decode(&text[start..start + text[start..].find(close)?]))
    };
    let records = html.split("<li class=\"record\"").skip(1);
    records
        .map(|record| {
            let printed =
                between(record, "<p class=\"printed\"><b>", "</b>").expect("a record shows its figure");
            (printed, between(record, "<a class=\"edit\" href=\"", "\""))
        })
        .collect()
}

#[test]
fn every_figure_leads_to_the_line_that_records_it() {
    let site = SiteTest::own();
    let repository = "repository: {url: \"https://git.example.org/a/b\", branch: main}\n";
    site.write("site.yaml", site.read("site.yaml") + repository);
    let built = site.build();
    let (mut figures, mut without_entry) = (0, 0);
    for (path, html) in built.pages().filter(|(path, _)| path.starts_with("articles/")) {
        for (printed, href) in entries(html) {
            let Some(href) = href else {
                without_entry += 1;
                continue;
            };
            let (file, line) = href
                .strip_prefix("https://git.example.org/a/b/blob/main/")
                .and_then(|rest| rest.split_once("?plain=1#L"))
                .unwrap_or_else(|| panic!("{path}: {href}"));
            let text = site.read(file);
            let entry = text.lines().nth(line.parse::<usize>().unwrap() - 1).unwrap();
            assert!(entry.contains(&printed) || entry.contains("formula:"), "{file}:{line}: no {printed}");
            figures += 1;
        }
    }
    assert!(figures > 400, "{figures} figures");
    let checked = site.analyse().checked.expect("our own content has no errors");
    let by_catalogue = checked.catalog.observations.iter().filter(|o| o.is_catalogued()).count();
    assert_eq!(without_entry, by_catalogue, "only what the catalogue's formulas gave stands in no article");
}

#[test]
fn what_editors_let_stand_is_shown_with_their_reason() {
    SiteTest::fixture("rules/unused-allow/good").build().check(
        "checks.html",
        "accepted",
        str![[r#"
看过之后保留的提示
检查提出疑问，编辑核对后决定照原样保留的地方，每条都写明理由。
到2030年再看
累计数变小了：资助学生 2014～2018年为 4200人次，2014～2019年为 3900人次
理由：2019年起只算高中以上
正文里的“24.8万人”没有出处
理由：两县相加，表里有各县的数

"#]],
    );
}

#[test]
fn a_value_that_another_article_contradicts_is_not_ranked() {
    let site = SiteTest::fixture("site/one-period");
    site.edit("content/tables/water.md", "  - {metric: water.poor_people}\n", "");
    let other = SiteTest::fixture("site/two-articles").read("content/articles/990101-qingshi-jianxun.md");
    let rate = "metric: poverty.rate, value: 0.31%, lines: 2";
    let entry = format!("  - {{{rate}}}\n");
    let disputed = "  - {metric: water.projects, value: 91处, lines: 3}\n";
    site.write(
        "content/articles/990101-qingshi-jianxun.md",
        other.replace(&entry, &format!("{entry}{disputed}")),
    );
    site.build().check(
        "tables/water.html",
        "comparability",
        str![[r#"
能否比较
饮水工程受益人口可以比较位次，其余各列不排名次。 3个县（区）中，2个有数字。
有数值与另一篇报道不一致，尚无定论：饮水工程（1个）。

"#]],
    );
}

/// `site/years` is a site of its own, with many years: what it is made to show is all that the checks find in it.
#[test]
fn the_site_of_many_years_has_one_disagreement_and_nothing_else() {
    let findings = SiteTest::whole("site/years").analyse().findings;
    let rules: Vec<&str> = findings.iter().map(|f| f.rule.0).collect();
    assert_eq!(rules, ["conflicting-observations"]);
}

#[test]
fn values_of_several_years_stand_in_one_row_and_break_where_they_differ() {
    let built = years_built();
    let page = "counties/990121-xugou.html";
    built.check(page, "poverty", str![[r#"
脱贫成效
2014年贫困发生率17.4%，2018年贫困发生率1.5%，2019年贫困发生率0.46%，贫困发生率0.08%，建档立卡贫困人口61300人，脱贫人口61020人，未脱贫人口280人，出列贫困村71个。
虚构县：贫困发生率，历年
时期：2014年～2020年
资料来源：本站所收4篇报道
注：空心圆是两篇报道不一致的数字，都标出，不连线。附有说明的数字不与前后连线，说明见该数字的记录。
图的数据
虚构县：贫困发生率，历年
项目 | 时期 | 数值
贫困发生率 | 2014年 | 17.4%
贫困发生率 | 2015年 | 13.1%
贫困发生率 | 2016年 | 9.6%
贫困发生率 | 2017年 | 5.8%
贫困发生率 | 2018年 | 1.2%
贫困发生率 | 2018年 | 1.5%
贫困发生率 | 2019年 | 0.46%
贫困发生率 | 2020年 | 0.08%
下载图（SVG）
下载图的数据（CSV）
脱贫成效：历年数字
指标 | 2014年 | 2015年 | 2016年 | 2017年 | 2018年 | 2019年 | 2020年
贫困发生率 比率 | 17.4% [1][4] 第4行 | 13.1% [4] 第5行 | 9.6% [3] 第4行 | 5.8% [3] 第5行 | 1.2% 有分歧 [2] 第4行 1.5% 有分歧 注1 [1] 第5行 | 0.46% [1] 第6行 | 0.08% [1] 第7行
建档立卡贫困人口 存量 | 61250人 [4] 第6行 | 未载 | 未载 | 未载 | 61250人 [2] 第5行 | 未载 | 61300人 [1] 第8行
脱贫人口 累计 | 未载 | 14870人 2014～2015年 [4] 第7行 | 未载 | 近4.2万人 2014～2017年 [3] 第6行 | 57030人 2014～2018年 [2] 第6行 | 未载 | 61020人 2014～2020年 [1] 第9行
未脱贫人口 存量 | 未载 | 未载 | 未载 | 未载 | 4210人 [2] 第7行 | 未载 | 280人 [1] 第10行
出列贫困村 累计 | 未载 | 7个 [4] 第8行 | 未载 | 38个 [3] 第7行 | 64个 2018年6月 [2] 第8行 | 未载 | 71个 [1] 第11行
计划脱贫 目标 | 未载 | 未载 | 未载 | 近3万人 目标 注2 [4] 第9行 | 未载 | 未载 | 未载
方括号里是报道的编号，见报道来源。
注1 贫困发生率、2018年：与以前的报道不同，原文没有说明。
注2 计划脱贫、2017年：原文写的是三年内的打算。

"#]]).check(page, "water", str![[r#"
饮水
饮水工程84处，自来水普及率99.1%，2020年城北水厂供水人口3.2万人。
虚构县：饮水工程，历年
时期：2015年～2020年
资料来源：本站所收4篇报道
注：2016、2019年没有数字，不连线。
图的数据
虚构县：饮水工程，历年
项目 | 时期 | 数值
饮水工程 | 2014～2015年 | 26处
饮水工程 | 2014～2017年 | 58处
饮水工程 | 2014～2018年 | 71处
饮水工程 | 2014～2020年 | 84处
下载图（SVG）
下载图的数据（CSV）
饮水：历年数字
指标 | 2015年 | 2017年 | 2018年 | 2020年
饮水工程 累计 | 26处 2014～2015年 [4] 第13行 | 58处 2014～2017年 [3] 第13行 | 71处 2014～2018年 [2] 第14行 | 84处 2014～2020年 [1] 第16行
自来水普及率 比率 | 61.5% 注1 [4] 第14行 | 与前一个数字口径或说明不同。 80%以上 注2 [3] 第14行 | 与前一个数字口径或说明不同。 92.4% 注3 [2] 第15行 | 99.1% 注3 [1] 第17行
城东水厂供水规模 存量 | 未载 | 2万吨 2017年9月28日 注4 [3] 第16行 | 未载 | 未载
城北水厂供水人口 存量 | 未载 | 未载 | 未载 | 3.2万人 2020年3月15日 [1] 第18行
虚线两边的数字口径或说明不同，不宜相减。方括号里是报道的编号，见报道来源。
注1 自来水普及率、2015年：按户计，通到村口算通。
注2 自来水普及率、2017年：按行政村计，与以前按户计的口径不同。
注3 自来水普及率、2018年、2020年：按行政村计。
注4 城东水厂供水规模、2017年：原文为每日。
饮水：其他数字与出处
指标 | 数值 | 时期 | 性质 | 出处
自来水普及率目标 | 100% 目标 | 2019年 | 目标 | [3] 第15行

"#]]);
    let broken = built.text(page).matches("<td class=\"num break\">").count();
    assert_eq!(broken, 2, "the coverage of tap water is counted anew in 2017 and 2018");
}

#[test]
fn sentences_say_what_the_figures_bear() {
    let built = years_built();
    built
        .check(
            "counties/990121-xugou.html",
            "summary",
            str![[r#"
提要
贫困发生率由2014年的17.4%降到0.08%，人均可支配收入10460元。
本页文字是本站另写的提要，不是报道原文。所据报道：虚构县七年回望
数字的变化
贫困发生率由2014年的17.4%降至2020年的0.08% （据2020年11月30日的报道）。
脱贫人口的累计数由2014～2015年的14870人增至2014～2020年的61020人 （据2015年12月22日、2020年11月30日的报道）。
建档立卡贫困人口由2014年的61250人增至2020年的61300人 （据2015年12月22日、2020年11月30日的报道）。
未脱贫人口由2018年的4210人减至2020年的280人 （据2018年12月20日、2020年11月30日的报道）。
2018年的贫困发生率有两个说法：1.2%和1.5%，本页并列，不作取舍 （据2018年12月20日、2020年11月30日的报道）。
以上各句由登记的数字按固定句式写成。

"#]],
        )
        .check(
            "counties/990221-changtan.html",
            "summary",
            str![[r#"
提要
2020年贫困发生率0.52%，自来水普及率88.3%。
本页文字是本站另写的提要，不是报道原文。所据报道：长滩县的收官之年
数字的变化
贫困发生率由约2014年的约16%降至2020年的0.52% （据约2018年、2020年12月18日的报道）。
技能培训由约2018年的900余人次增至2020年的1320人次 （据约2018年、2020年12月18日的报道）。
教育资助资金由约2018年的近600万元增至2020年的845万元 （据约2018年、2020年12月18日的报道）。
饮水工程的累计数由2014年～约2018年的30多处增至2014～2020年的47处 （据约2018年、2020年12月18日的报道）。
以上各句由登记的数字按固定句式写成。

"#]],
        );
    SiteTest::base().build().check(
        "counties/990101-qingshi.html",
        "summary",
        str![[r#"
提要
全县累计脱贫27440人，贫困发生率0.25%。
全县登记贫困人口28000人，其中脱贫27440人，还有560人没有脱贫。
就业与饮水
贫困劳动力12500人，已就业11850人。饮水工程建成86处，惠及15.2万人。口径见比较表。
饮水工程
指标 | 数值 | 时期 | 性质 | 出处
饮水工程 | 86处 | 2019年 | 累计 | 第11行
饮水工程受益人口 | 15.2万人 换算 152,000人 | 2019年 | 累计 | 第11～12行
饮水工程受益贫困人口 | 2.1万人 换算 21,000人 | 2019年 | 累计 | 第12行
本页文字是本站另写的提要，不是报道原文。所据报道：青石县的脱贫与饮水
数字的变化
贫困发生率由2014年的12.6%降至2019年的0.25% （据2019年12月20日的报道）。
以上各句由登记的数字按固定句式写成。

"#]],
    );
}

#[test]
fn both_sides_of_a_disagreement_stand_on_the_profile() {
    years_built()
        .check(
            "counties/990121-xugou.html",
            "disagreements",
            str![[r#"
分歧与更正
贫困发生率 2018年
1.2% 虚构县脱贫摘帽 第4行
1.5% 虚构县七年回望 第5行
与以前的报道不同，原文没有说明。
按字面相差0.3个百分点。两个数字不能同时成立；没有依据取舍，都照录。
不成立，原文如此
脱贫人口 +未脱贫人口 =建档立卡贫困人口
57030人 +4210人 =61250人
57030人 + 4210人 = 61,240人；而另一边是61250人，相差10人，超出印出的精度
说明：两项合计比总数少 10 人，原文如此
来源：虚构县脱贫摘帽
全站的核对情况
勘误与分歧

"#]],
        )
        .check(
            "counties/990122-baishui.html",
            "disagreements",
            str![[r#"
分歧与更正
无
全站的核对情况
勘误与分歧

"#]],
        );
}

#[test]
fn a_timeline_tells_plans_from_what_happened() {
    let built = years_built();
    let page = "counties/990121-xugou.html";
    built.check(
        page,
        "timeline",
        str![[r#"
大事记
2015年12月22日
报道：虚构县开局之年的贫困底数
云岭日报
2017年9月28日
城东水厂供水规模 2万吨
虚构县的饮水工程与技能培训
2017年12月19日
报道：虚构县的饮水工程与技能培训
云岭日报
2017年
目标 计划脱贫 近3万人
虚构县开局之年的贫困底数
2018年6月
通过省级验收，退出贫困县
虚构县脱贫摘帽 第19行
2018年6月
出列贫困村 64个
虚构县脱贫摘帽
2018年10月～2018年11月
清查扶贫项目资金
虚构县脱贫摘帽 第20行
2018年12月20日
报道：虚构县脱贫摘帽
云岭日报
约2019年4月
城北水厂开工
虚构县七年回望 第21行
2019年
目标 自来水普及率目标 100%
虚构县的饮水工程与技能培训
2020年3月15日
城北水厂通水，供水人口3.2万人
虚构县七年回望 第22行
2020年3月15日
城北水厂供水人口 3.2万人
虚构县七年回望
2020年11月30日
报道：虚构县七年回望
云岭日报
2020年
目标 打算实现村村通客车
虚构县脱贫摘帽 第21行
2020年
目标 人均可支配收入目标 11000元
虚构县脱贫摘帽
虚线框是目标，即打算做到的，不是已经做到的。日期前的“约”表示由上下文推定。

"#]],
    );
    let entries = |kind: &str| built.text(page).matches(&format!("<li class=\"{kind}\">")).count();
    assert_eq!([entries("event"), entries("target"), entries("published")], [4, 4, 4]);
}

#[test]
fn a_county_without_an_article_has_a_profile() {
    years_built().check(
        "counties/990223-wuwen.html",
        "main",
        str![[r#"
无闻县
区划代码990223
类型县
市州江北市
省云州省
暂无报道
本页内容
未载的指标
引用与下载
未载的指标
所收报道没有一篇写这里。下面是同一指标目录里的指标，都没有数字；未载不等于零。
15个指标
脱贫成效
贫困发生率
建档立卡贫困人口
脱贫人口
未脱贫人口
出列贫困村
就业
贫困劳动力
已就业贫困劳动力
贫困劳动力就业率
技能培训
教育
资助学生
教育资助资金
饮水
饮水工程
自来水普及率
经济
农民人均纯收入
农村居民人均可支配收入
相关页面
市州
江北市
指标矩阵
指标矩阵：有什么，缺什么
上一个 竹影县
同属江北市 长滩县、竹影县、云门县
下一个 云门县
引用与下载
“无闻县”，云州与岚海县情
引用时请保留单位、近似词和时期。
GB/T 7714、BibTeX
云州与岚海县情. 无闻县[DB/OL]. [引用日期].
@misc{xianzhi-990223-wuwen, title = {无闻县}, howpublished = {云州与岚海县情} }
本页数据（CSV） UTF-8编码，每行一个观测值
本页数据（JSON） 本页登记的全部内容，附数据格式说明
文件和字段的说明
本站文字和数据按CC BY 4.0发布，报道原文除外。报道原文的权利属于原作者和报社。数据截至2020年。

"#]],
    );
}

#[test]
fn all_figures_name_their_report_and_whether_they_were_checked() {
    years_built().check(
        "counties/990221-changtan.html",
        "all",
        str![[r#"
全部数字
共16个数字
长滩县：全部数字
指标 | 数值 | 时期 | 性质 | 依据 | 出处 | 核对
脱贫成效
贫困发生率 | 约16% | 约2014年 | 比率 | 原文 | [2] 第3行 | 已核
贫困发生率 | 不足3% | 约2018年 | 比率 | 原文 | [2] 第4行 | 已核
贫困发生率 | 0.52% | 2020年 | 比率 | 原文 | [1] 第4行 | 已核
脱贫人口 | 超过2.1万人 | 2014年～约2018年 | 累计 | 原文 | [2] 第5行 | 已核
脱贫人口 | 24300人 | 2014～2020年 | 累计 | 原文 | [1] 第5行 | 已核
未脱贫人口 | 0人 | 2020年 | 存量 | 原文 | [1] 第6行 | 已核
就业
技能培训 | 900余人次 | 约2018年 | 当期 | 原文 | [2] 第6行 | 已核
技能培训 | 1320人次 | 2020年 | 当期 | 原文 | [1] 第7行 | 已核
教育
教育资助资金 | 近600万元 | 约2018年 | 当期 | 原文 | [2] 第7行 | 已核
教育资助资金 | 845万元 | 2020年 | 当期 | 原文 | [1] 第8行 | 已核
寄宿制学校 | 12所 | 2018年9月 | 存量 | 原文 | [2] 第10行 | 已核
饮水
饮水工程 | 30多处 | 2014年～约2018年 | 累计 | 原文 | [2] 第8行 | 已核
饮水工程 | 47处 | 2014～2020年 | 累计 | 原文 | [1] 第9行 | 已核
自来水普及率 | 88.3% | 2020年 | 比率 | 原文 | [1] 第10行 | 已核
经济
农村居民人均可支配收入 | 8000多元 | 约2018年 | 比率 | 原文 | [2] 第9行 | 已核
农村居民人均可支配收入 | 9870元 | 2020年 | 比率 | 原文 | [1] 第11行 | 已核

"#]],
    );
}
