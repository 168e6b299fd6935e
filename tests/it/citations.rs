//! Citations and reports of problems: what a reader copies from a page is whole, and leads back to the record.

use std::collections::BTreeMap;

use snapbox::str;

use crate::support::{SiteTest, own_built};

/// An entry of a BibTeX file, read as BibTeX reads it: by its braces.
#[derive(Debug)]
struct Entry {
    kind: String,
    key: String,
    fields: BTreeMap<String, String>,
}

/// The text in the braces that open here, and what follows them.
fn braced(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (i, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Some((&text[1..i], &text[i + 1..])),
            '}' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

fn parse(mut text: &str) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    while let Some((_, rest)) = text.split_once('@') {
        let (kind, _) = rest.split_once('{')?;
        let (body, after) = braced(&rest[kind.len()..])?;
        let (key, mut rest) = body.split_once(',')?;
        let mut fields = BTreeMap::new();
        while let Some((name, value)) = rest.split_once('=') {
            let (value, more) = braced(value.trim_start())?;
            let before = fields.insert(name.trim().to_owned(), value.to_owned());
            assert_eq!(before, None, "{key} has {name} twice");
            rest = more.trim_start().trim_start_matches(',');
        }
        assert_eq!(rest.trim(), "", "{key} has more than its fields");
        entries.push(Entry { kind: kind.to_owned(), key: key.to_owned(), fields });
        text = after;
    }
    Some(entries)
}

/// Every figure of this repository's own articles has an entry of its own, which leads to its record.
#[test]
fn every_figure_has_an_entry_that_bibtex_can_read() {
    let built = own_built();
    let mut count = 0;
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".bib")) {
        let text = std::str::from_utf8(bytes).unwrap();
        let entries = parse(text).unwrap_or_else(|| panic!("{path} does not parse"));
        let page = built.text(&path.replace(".bib", ".html").replace("data/", ""));
        let keys: std::collections::BTreeSet<&str> = entries.iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys.len(), entries.len(), "{path}: keys are unique");
        assert_eq!(entries.len(), page.matches("<li class=\"record\"").count() + 1, "{path}");
        for entry in &entries[1..] {
            let (_, anchor) = entry.key.split_once('.').unwrap();
            assert!(page.contains(&format!("id=\"{anchor}\"")), "{path}: {anchor}");
            assert!(entry.fields["url"].ends_with(&format!("#{anchor}")), "{entry:?}");
            let version = entry.fields["note"].rsplit("版本").next().unwrap();
            assert!(page.contains(&format!("<code>{version}</code>")), "{entry:?}");
            assert_eq!(entry.kind, "misc");
        }
        count += entries.len();
    }
    assert!(count > 400, "{count} entries");
}

#[test]
fn a_source_is_cited_as_far_as_it_is_printed() {
    let built = SiteTest::fixture("site/decided").build();
    let page = built.text("articles/990101-qingshi-2019.html");
    assert!(page.contains("林一禾. 青石县脱贫攻坚工作综述[N]. 云岭日报, 2019-12-20."), "{page}");
    let bare = built.text("articles/990101-qingshi-jianxun.html");
    assert!(bare.contains("[题名不详][N]. [出版者不详], [出版日期不详]."), "{bare}");
    let site = SiteTest::fixture("site/decided");
    let origin = "  date: 2019-12-20\n  authors: [林一禾]\n";
    let fuller = "  subtitle: 水到山顶\n  date: 2019~\n  edition: \"3\"\n  url: https://news.example.org/a_b\n  \
                  authors: [林一禾, 王二, 李三, 周四]\n";
    site.edit("content/articles/990101-qingshi-2019.md", origin, fuller);
    let built = site.build();
    let page = built.text("articles/990101-qingshi-2019.html");
    let cited = "林一禾, 王二, 李三, 等. 青石县脱贫攻坚工作综述: 水到山顶[N/OL]. 云岭日报, [2019](3)[引用日期]. \
                 https:&#x2F;&#x2F;news.example.org&#x2F;a_b.";
    assert!(page.contains(cited) || page.contains(&cited.replace("&#x2F;", "/")), "{page}");
    let entries = parse(built.text("data/articles/990101-qingshi-2019.bib")).unwrap();
    let source = &entries[0];
    assert_eq!(source.kind, "article");
    assert_eq!(source.fields["author"], "{林一禾} and {王二} and {李三} and {周四}");
    assert_eq!(source.fields["journal"], "云岭日报");
    assert_eq!(source.fields["date"], "2019");
}

/// The record of a figure whose source prints it wrongly, and of one that another article contradicts.
#[test]
fn a_record_says_what_was_decided_and_where_to_report() {
    let built = SiteTest::fixture("site/decided").build();
    built
        .check(
            "articles/990101-qingshi-2019.html",
            "f-water.projects-2019",
            str![[r#"
饮水工程 勘误
86处
2019年
累计
统计对象：农村饮水工程
原文 第11行
勘误 原文印作86处，应为68处。县水利局的台账和同一篇下文都是68处。 林编辑，2026年11月20日
用在：青石县；指标；正文；“饮水工程”；表2；关于本站
版本 41e27a13 改这个数字 报告问题
引用这个数字
青石县饮水工程，86处（2019年），据云岭日报《青石县脱贫攻坚工作综述》，2019年12月20日，第11行；见“青石县的脱贫与饮水”，云州县情，https://xianqing.example.org/articles/990101-qingshi-2019.html#f-water.projects-2019，记录版本41e27a13。
云州县情. 青石县的脱贫与饮水: 青石县饮水工程，86处（2019年）[DB/OL]. 记录版本41e27a13. [引用日期]. https://xianqing.example.org/articles/990101-qingshi-2019.html#f-water.projects-2019.
BibTeX 990101-qingshi-2019.f-water.projects-2019

"#]],
        )
        .check(
            "articles/990101-qingshi-2019.html",
            "f-poverty.rate-2019",
            str![[r#"
贫困发生率
0.25% 区间 0.245～0.255%
2019年
比率
统计对象：农村户籍人口
原文 第8行
有分歧 另一篇报道印作 0.31%；青石县的另一篇报道 第2行；按字面相差0.06个百分点
裁定 采用0.25%：以官方统计为准。与县统计公报相符。 林编辑，2026年11月20日
用在：青石县；指标；正文；“贫困发生率的前后变化”；表1
版本 fab7cbed 改这个数字 报告问题
引用这个数字
青石县贫困发生率，0.25%（2019年），据云岭日报《青石县脱贫攻坚工作综述》，2019年12月20日，第8行；见“青石县的脱贫与饮水”，云州县情，https://xianqing.example.org/articles/990101-qingshi-2019.html#f-poverty.rate-2019，记录版本fab7cbed。
云州县情. 青石县的脱贫与饮水: 青石县贫困发生率，0.25%（2019年）[DB/OL]. 记录版本fab7cbed. [引用日期]. https://xianqing.example.org/articles/990101-qingshi-2019.html#f-poverty.rate-2019.
BibTeX 990101-qingshi-2019.f-poverty.rate-2019

"#]],
        )
        .check(
            "articles/990101-qingshi-jianxun.html",
            "f-poverty.rate-2019",
            str![[r#"
贫困发生率
0.31% 区间 0.305～0.315%
2019年
比率
统计对象：农村户籍人口
原文 第2行
有分歧 另一篇报道印作 0.25%；青石县的脱贫与饮水 第8行；按字面相差0.06个百分点
裁定 采用0.25%：以官方统计为准。与县统计公报相符。 林编辑，2026年11月20日
用在：青石县；指标；正文
版本 837c6359 改这个数字 报告问题
引用这个数字
青石县贫困发生率，0.31%（2019年），据所收报道（标题原文未载），第2行；见“青石县的另一篇报道”，云州县情，https://xianqing.example.org/articles/990101-qingshi-jianxun.html#f-poverty.rate-2019，记录版本837c6359。
云州县情. 青石县的另一篇报道: 青石县贫困发生率，0.31%（2019年）[DB/OL]. 记录版本837c6359. [引用日期]. https://xianqing.example.org/articles/990101-qingshi-jianxun.html#f-poverty.rate-2019.
BibTeX 990101-qingshi-jianxun.f-poverty.rate-2019

"#]],
        )
        .check(
            "corrections.html",
            "main",
            str![[r#"
勘误与分歧
报道印错的数字，和几篇报道说法不一的数字。原文照录不改；编辑的判断写在旁边，署名，注明日期和理由。
勘误
可以确知是印错的数字。表和图里仍是原文的数字，并注明有勘误；带勘误的列不排名次。共1处。
青石县饮水工程 2019年
原文印作86处，应为68处
县水利局的台账和同一篇下文都是68处。
林编辑，2026年11月20日；来源：青石县的脱贫与饮水 第11行
两篇报道不一致的数字
同一地区、同一指标、同一时期和性质，两篇报道给出的数字不相容。两个都列出，不按先后取舍。共1处。
青石县贫困发生率 2019年
0.25% 青石县的脱贫与饮水 第8行
0.31% 青石县的另一篇报道 第2行
按字面相差0.06个百分点
裁定 采用0.25%：以官方统计为准。与县统计公报相符。
林编辑，2026年11月20日

"#]],
        )
        .check(
            "counties/990101-qingshi.html",
            "disagreements",
            str![[r#"
分歧与更正
贫困发生率 2019年
0.25% 青石县的脱贫与饮水 第8行
0.31% 青石县的另一篇报道 第2行
按字面相差0.06个百分点
裁定 采用0.25%：以官方统计为准。与县统计公报相符。
林编辑，2026年11月20日
饮水工程 2019年
86处 青石县的脱贫与饮水 第11行
勘误 原文印作86处，应为68处。县水利局的台账和同一篇下文都是68处。
林编辑，2026年11月20日
全站的核对情况
勘误与分歧

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
    let page = built.text("articles/990101-qingshi-2019.html");
    let report = page.split("href=\"").find(|href| href.starts_with("mailto:")).unwrap();
    let report = report.split('"').next().unwrap().replace("&#x2F;", "/").replace("&amp;", "&");
    let start = "mailto:editor@example.org?subject=990101-qingshi-2019%23f-poverty.registered_people-2019%2028000%E4%BA%BA&body=5-6%20";
    assert!(report.starts_with(start), "{report}");
    assert!(report.bytes().all(|b| b.is_ascii_graphic()), "{report}");
}

/// A template with blanks of the editor's own choice.
#[test]
fn a_report_fills_the_blanks_of_the_editor() {
    let site = SiteTest::fixture("site/decided");
    site.edit(
        "site.yaml",
        "mailto:editor@example.org",
        "\"https://example.org/new?title={metric}+{value}&body={place}+{lines}+{address}+{version}\"",
    );
    let built = site.build();
    let page = built.text("articles/990101-qingshi-2019.html").replace("&#x2F;", "/").replace("&amp;", "&");
    assert!(page.contains("https://example.org/new?title=water.projects+86%E5%A4%84&body=%E9%9D%92%E7%9F%B3%E5%8E%BF+11+https%3A//"), "{page}");
}
