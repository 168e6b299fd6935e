//! What changed between two states of a site: told in words, recorded in the ledger, shown to readers.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use proptest::prelude::*;
use serde_json::Value;
use snapbox::str;
use xianzhi::{
    derive::{Alteration, Concern},
    model::{Field, How},
    pipeline::{self, Other},
};

use crate::{
    cli::{code, said, xianzhi},
    support::{SiteTest, snapshots},
};

const QINGSHI: &str = "content/articles/990101-qingshi-2019.md";
const BAISHUI: &str = "content/articles/990102-baishui-2020.md";
const LEDGER: &str = "content/changes.yaml";

/// The base site after an editor has gone through it: every kind of change once.
fn gone_through() -> SiteTest {
    let site = SiteTest::fixture("site/decided");
    for (from, to) in [
        ("title: 青石县的脱贫与饮水", "title: 青石县的脱贫和饮水"),
        ("value: 12500人, lines: 9", "value: 12050人, lines: 9"),
        (
            "value: 2.1万人, lines: 12}",
            "value: 2.1万人, lines: 12, population: 贫困户, note: 只算集中供水。}",
        ),
        (
            "value: 27440人, lines: 6, period: \"2014/2019\"",
            "value: 27440人, lines: 6, period: \"2015/2019\"",
        ),
        ("  - {metric: education.aid_times, value: 4200人次, lines: 14}\n", ""),
        ("label: 茶叶基地面积", "label: 茶园面积"),
        (
            "  - {metric: water.projects, value: 86处, lines: 11}",
            "  - {metric: water.projects, value: 86处, lines: \"11, 13\"}\n  - {metric: water.households, label: 通水户数, value: 4000户, lines: 12, kind: stock}",
        ),
    ] {
        site.edit(QINGSHI, from, to);
    }
    fs::rename(site.root().join(BAISHUI), site.root().join("content/articles/990102-baishui.md")).unwrap();
    site.edit(
        "content/articles/990102-baishui.md",
        "period: 2020~",
        "aliases: [990102-baishui-2020]\nperiod: 2020~",
    );
    site
}

/// What the program says of a site since another state of it, run beside both.
fn diff(site: &SiteTest, other: &Path, args: &[&str]) -> String {
    let other = other.to_string_lossy();
    let output = xianzhi(&site.root(), &[&["diff", &other], args].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    String::from_utf8(output.stdout).unwrap().replace(&*other, "OTHER")
}

#[test]
fn every_kind_of_change_is_told_in_words() {
    let (before, after) = (SiteTest::base(), gone_through());
    snapshots().eq(diff(&after, &before.root(), &[]), str![[r#"
青石县（990101）
  990101-qingshi-2019
    改报道：标题 青石县的脱贫与饮水 → 青石县的脱贫和饮水
    改 poverty.lifted_people-2015_2019 脱贫人口（2015～2019年），原记录 poverty.lifted_people-2014_2019：时期 2014～2019年 → 2015～2019年
    改 employment.labour-2019 贫困劳动力（2019年）：数值 12500人 → 12050人
    改 water.projects-2019 饮水工程（2019年）：行号 第11行 → 第11, 13行
    改 water.poor_people-2019 饮水工程受益贫困人口（2019年）：统计对象 贫困人口 → 贫困户；说明 （无） → 只算集中供水。
    改 industry.tea_area-2019-12 茶园面积（2019年12月）：名称 茶叶基地面积 → 茶园面积
    新增 water.households-2019 通水户数（2019年）：4000户
    删去 education.aid_times-2019 资助学生（2019年）：4200人次
    新增勘误 water.projects-2019 饮水工程（2019年）：68处
    新增裁定 poverty.rate-2019 贫困发生率（2019年）：0.25%
  990101-qingshi-jianxun
    新增报道：青石县的另一篇报道，1 个数字
白水县（990102）
  990102-baishui
    改报道：文件名 990102-baishui-2020 → 990102-baishui
与 OTHER 相比：数字新增 1 个、改动 5 个、删去 1 个；报道新增 1 篇、改动 2 篇；勘误新增 1 条；裁定新增 1 条

"#]]);
    snapshots().eq(diff(&after, &before.root(), &["--lang", "en"]), str![[r#"
Qingshi County (990101)
  990101-qingshi-2019
    report changed: title 青石县的脱贫与饮水 → 青石县的脱贫和饮水
    changed poverty.lifted_people-2015_2019 People lifted out of poverty (2015–2019), formerly poverty.lifted_people-2014_2019: period 2014–2019 → 2015–2019
    changed employment.labour-2019 Poor labour force (2019): value 12500人 → 12050人
    changed water.projects-2019 Water works (2019): lines line 11 → line 11, 13
    changed water.poor_people-2019 Poor people served by water works (2019): population 贫困人口 → 贫困户; remark (none) → 只算集中供水。
    changed industry.tea_area-2019-12 Tea area (December 2019): label 茶叶基地面积 → 茶园面积
    added water.households-2019 通水户数 (2019): 4000户
    removed education.aid_times-2019 Student aid (2019): 4200人次
    correction added water.projects-2019 Water works (2019): 68处
    ruling added poverty.rate-2019 Poverty incidence (2019): 0.25%
  990101-qingshi-jianxun
    report added: 青石县的另一篇报道, 1 figure
Baishui County (990102)
  990102-baishui
    report changed: file name 990102-baishui-2020 → 990102-baishui
since OTHER: figures: 1 added, 5 changed, 1 removed; reports: 1 added, 2 changed; corrections: 1 added; rulings: 1 added

"#]]);
}

#[test]
fn a_state_without_changes_has_nothing_to_tell() {
    let (site, same) = (SiteTest::base(), SiteTest::base());
    // What is written otherwise and says the same is no change.
    site.edit(QINGSHI, "value: 12500人, lines: 9", "value: 12500 人, lines: 9");
    assert_eq!(diff(&site, &same.root(), &[]), "与 OTHER 相比，数字和报道没有变化\n");
    let said = diff(&site, &same.root(), &["--record", "--editor", "林编辑", "--reason", "核对", "--yes"]);
    assert!(said.ends_with("没有要记进 content/changes.yaml 的\n"), "{said}");
    assert!(!site.root().join(LEDGER).exists());
}

#[test]
fn programs_get_the_same_differences() {
    let (before, after) = (SiteTest::base(), gone_through());
    let report: Value = serde_json::from_str(&diff(&after, &before.root(), &["--format", "json"])).unwrap();
    let figures = report["figures"].as_array().unwrap();
    let find = |figure: &str, field: &str| {
        let found =
            figures.iter().find(|f| f["figure"] == figure && f.get("field").is_none_or(|f| f == field));
        found.unwrap_or_else(|| panic!("no {figure}: {report:#}")).clone()
    };
    let labour = find("employment.labour-2019", "value");
    assert_eq!((&labour["from"], &labour["to"]), (&"12500人".into(), &"12050人".into()));
    let moved = find("poverty.lifted_people-2015_2019", "period");
    assert_eq!(
        (&moved["was"], &moved["change"]),
        (&"poverty.lifted_people-2014_2019".into(), &"changed".into())
    );
    assert_eq!(find("education.aid_times-2019", "")["change"], "removed");
    assert_eq!(find("water.households-2019", "")["to"], "4000户");
    assert_eq!(report["counts"]["figures"]["removed"], 1);
    assert_eq!(report["unread_before"], Value::Array(Vec::new()));
    let renamed = report["articles"].as_array().unwrap().iter().find(|a| a["field"] == "name").unwrap();
    assert_eq!((&renamed["from"], &renamed["to"]), (&"990102-baishui-2020".into(), &"990102-baishui".into()));
}

/// An earlier program knew other fields, and an earlier editor made mistakes.
#[test]
fn a_state_with_errors_is_compared_as_far_as_it_can_be_read() {
    let (before, after) = (SiteTest::base(), SiteTest::base());
    before.edit(QINGSHI, "period: 2019\n", "period: 2019\nmood: 好\n");
    before.edit(QINGSHI, "value: 12500人", "value: 12050人");
    before.edit(BAISHUI, "place: \"990102\"", "place: \"990181\"");
    let said = diff(&after, &before.root(), &[]);
    assert!(
        said.contains(
            "OTHER 有 2 个文件有错误（content/articles/990101-qingshi-2019.md…），读不出的当作没有"
        ),
        "{said}"
    );
    assert!(
        said.contains("改 employment.labour-2019 贫困劳动力（2019年）：数值 12050人 → 12500人"),
        "{said}"
    );
    assert!(said.contains("相比：数字改动 1 个；报道改动 1 篇\n"), "{said}");
}

/// Runs git in a folder, as nobody in particular.
fn git(folder: &Path, args: &[&str]) {
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").arg("-C").arg(folder).args(who).args(args).output().unwrap();
    assert!(output.status.success(), "git {args:?}: {output:?}");
}

#[test]
fn an_earlier_revision_is_read_out_of_git() {
    let site = SiteTest::base();
    let repository = site.root().parent().unwrap().to_owned();
    git(&repository, &["init", "--quiet", "--initial-branch=main"]);
    fs::write(repository.join("README"), "beside the site\n").unwrap();
    git(&repository, &["add", "README"]);
    git(&repository, &["commit", "--quiet", "-m", "before there was a site"]);
    git(&repository, &["add", "."]);
    git(&repository, &["commit", "--quiet", "-m", "a site in a folder of the repository"]);
    git(&repository, &["tag", "published"]);
    site.edit(QINGSHI, "value: 12500人", "value: 12050人");
    git(&repository, &["commit", "--quiet", "-am", "a figure"]);
    let files = crate::support::tree(&repository);

    for revision in ["HEAD~1", "published", "main~1"] {
        let said = said(&xianzhi(&site.root(), &["diff", revision]));
        assert!(said.contains("数值 12500人 → 12050人"), "{said}");
        assert!(said.contains(&format!("与 {revision} 相比：数字改动 1 个")), "{said}");
    }
    let same = said(&xianzhi(&site.root(), &["diff", "HEAD", "--lang", "en"]));
    assert_eq!(same, "nothing has changed since HEAD\n");
    for (revision, words) in [
        ("publishd", "是不是 published？"),
        ("0000000", "没有 0000000 这个版本，也没有这个站点文件夹"),
        ("HEAD~2", "还没有 site.yaml"),
    ] {
        let output = xianzhi(&site.root(), &["diff", revision]);
        assert_eq!(code(&output), 2, "{revision}");
        assert!(said(&output).contains(words), "{}", said(&output));
    }
    assert_eq!(crate::support::tree(&repository), files, "comparing writes nothing");
}

/// A state out of git is read without its pictures, on which no figure depends.
#[test]
fn pictures_are_no_change() {
    let site = SiteTest::whole("site/years");
    assert!(site.root().join("content/images/canal.png").is_file());
    git(&site.root(), &["init", "--quiet", "--initial-branch=main"]);
    git(&site.root(), &["add", "."]);
    git(&site.root(), &["commit", "--quiet", "-m", "a site with a picture"]);
    assert_eq!(
        said(&xianzhi(&site.root(), &["diff", "HEAD", "--lang", "en"])),
        "nothing has changed since HEAD\n"
    );
}

#[test]
fn outside_of_git_a_folder_has_to_be_named() {
    let site = SiteTest::base();
    let output = Command::new(crate::support::program())
        .args(["diff", "HEAD", "--lang", "zh", "--site"])
        .arg(site.root())
        .env("GIT_CEILING_DIRECTORIES", site.root().parent().unwrap())
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("不在 git 仓库里"), "{}", said(&output));
    let output = Command::new(crate::support::program())
        .args(["diff", "HEAD", "--lang", "zh", "--site"])
        .arg(site.root())
        .env("PATH", site.root())
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("运行不了 git"), "{}", said(&output));
}

const SIGNED: [&str; 7] =
    ["--record", "--editor", "林编辑", "--reason", "重新对照原报：两处抄错", "--date", "2026-11-24"];

#[test]
fn a_record_adds_one_entry_and_touches_nothing_else() {
    let (before, after) = (SiteTest::base(), gone_through());
    let asked = diff(&after, &before.root(), &SIGNED);
    assert!(asked.ends_with("没有写：要写入，加上 --yes\n"), "{asked}");
    assert!(!after.root().join(LEDGER).exists(), "nobody has agreed");

    let yes = [&SIGNED[..], &["--yes"]].concat();
    diff(&after, &before.root(), &yes);
    let ledger = after.read(LEDGER);
    snapshots().eq(ledger.as_str(), str![[r##"
# 数字和报道的改动，读者在 changes.html 上看得到。xianzhi diff --record 在末尾加上新的一条。
changes:
  - date: 2026-11-24
    editor: 林编辑
    reason: "重新对照原报：两处抄错"
    articles:
      - {article: 990101-qingshi-2019, change: changed, field: title, from: 青石县的脱贫与饮水, to: 青石县的脱贫和饮水}
      - {article: 990101-qingshi-jianxun, change: added, to: 青石县的另一篇报道}
      - {article: 990102-baishui, change: changed, field: name, from: 990102-baishui-2020, to: 990102-baishui}
    figures:
      - {article: 990101-qingshi-2019, figure: poverty.lifted_people-2015_2019, was: poverty.lifted_people-2014_2019, change: changed, field: period, from: 2014/2019, to: 2015/2019}
      - {article: 990101-qingshi-2019, figure: employment.labour-2019, change: changed, field: value, from: 12500人, to: 12050人}
      - {article: 990101-qingshi-2019, figure: water.projects-2019, change: changed, field: lines, from: 11, to: "11, 13"}
      - {article: 990101-qingshi-2019, figure: water.poor_people-2019, change: changed, field: population, from: 贫困人口, to: 贫困户}
      - {article: 990101-qingshi-2019, figure: water.poor_people-2019, change: changed, field: note, to: 只算集中供水。}
      - {article: 990101-qingshi-2019, figure: industry.tea_area-2019-12, change: changed, field: label, from: 茶叶基地面积, to: 茶园面积}
      - {article: 990101-qingshi-2019, figure: water.households-2019, change: added, to: 4000户}
      - {article: 990101-qingshi-2019, figure: education.aid_times-2019, change: removed, from: 4200人次}

"##]]);
    let again = diff(&after, &before.root(), &yes);
    assert!(again.ends_with("没有要记进 content/changes.yaml 的\n"), "{again}");
    assert_eq!(after.read(LEDGER), ledger);

    // What an editor has written there stays as it is, byte for byte.
    let own = format!("# 我们的账\r\n{}", ledger.replace('\n', "\r\n").trim_end());
    after.write(LEDGER, &own);
    after.edit(QINGSHI, "value: 12050人", "value: 12005人");
    diff(&after, &before.root(), &yes);
    let added = after.read(LEDGER);
    assert!(added.starts_with(&own), "{added}");
    let added = &added[own.len()..];
    assert_eq!(added.matches("- date: 2026-11-24\r\n").count(), 1, "{added}");
    assert!(added.contains("from: 12500人, to: 12005人}\r\n") && !added.contains("茶园"), "{added}");
    let rules: Vec<&str> =
        after.analyse().findings.iter().map(|f| f.rule.0).filter(|r| *r != "audit-stale").collect();
    assert!(!rules.contains(&"stale-change"), "{rules:?}");
}

#[test]
fn a_ledger_that_cannot_be_added_to_is_left_alone() {
    let (before, after) = (SiteTest::base(), gone_through());
    let other = before.root().to_string_lossy().into_owned();
    let yes = [&["diff", &other], &SIGNED[..], &["--yes"]].concat();
    for ledger in [
        "changes: []\n",
        "changes:\nallow:\n  - {rule: stale-change, reason: 试}\n",
        "changes:\n  - {date: 2026-11-01\n",
    ] {
        after.write(LEDGER, ledger);
        let output = xianzhi(&after.root(), &yes);
        assert_eq!(code(&output), 2, "{ledger}: {}", said(&output));
        assert!(said(&output).contains("接不上新的一条，没有动它"), "{}", said(&output));
        assert_eq!(after.read(LEDGER), ledger);
    }
    for (args, words) in [
        (&["diff", ".", "--record"][..], "--editor"),
        (&["diff", ".", "--record", "--editor", "林", "--reason", "查", "--date", "2999-01-01"], "还没有到"),
        (&["diff", ".", "--record", "--editor", "林", "--reason", "查", "--date", "2026-11"], "不是日期"),
        (
            &["diff", ".", "--record", "--editor", "林", "--reason", "查", "--format", "json"],
            "不能与 --format json 同用",
        ),
    ] {
        let output = xianzhi(&after.root(), args);
        assert_eq!(code(&output), 2);
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

#[test]
fn an_entry_has_to_say_what_was_changed() {
    let site = SiteTest::base();
    let entry =
        "changes:\n  - date: 2026-11-20\n    editor: 林编辑\n    reason: 核对\n    figures:\n      - ";
    for (row, rule) in [
        (
            "{article: 990101-qingshi-2019, figure: water.projects-2019, change: 改动, field: value, from: 68处, to: 86处}",
            "unknown-word",
        ),
        (
            "{article: 990101-qingshi-2019, figure: water.projects-2019, change: changed, field: title, from: 68处, to: 86处}",
            "unknown-word",
        ),
        (
            "{article: 990101-qingshi-2019, figure: water.projects-2019, change: added, field: value, to: 86处}",
            "unknown-word",
        ),
        (
            "{article: 990101-qingshi-2019, figure: water.projects-2019, change: changed, from: 68处, to: 86处}",
            "missing-field",
        ),
        (
            "{article: 990101-qingshi-2019, figure: water.projects-2019, change: changed, field: value}",
            "missing-field",
        ),
        (
            "{article: 990101-qingshi-2018, figure: water.projects-2019, change: changed, field: value, from: 68处, to: 86处}",
            "unknown-article",
        ),
        (
            "{article: 990101-qingshi-2019, figure: water.projects-2019, change: changed, field: value, from: 68处, now: 86处}",
            "unknown-field",
        ),
    ] {
        site.write(LEDGER, format!("{entry}{row}\n"));
        let findings = site.analyse().findings;
        assert!(findings.iter().any(|f| f.rule.0 == rule), "{row}: {findings:#?}");
        assert!(findings.iter().all(|f| !f.help.is_empty()), "{row}: {findings:#?}");
    }
}

/// The invented site of many years has a ledger of its own.
#[test]
fn readers_see_what_was_changed_by_whom_and_why() {
    crate::support::years_built()
        .check("changes.html", "main", str![[r#"
改动
登记过的数字和报道后来改了什么，谁改的，为什么。报道原文从不改动；改的是我们的登记。
2026年11月20日
港东区2016年综述的累计数从2014年算起，原先记成了当年；培训的户数不是观测值。
林编辑，5处
港东区
脱贫人口 2014～2016年
时期由2016年改为2014～2016年
港东区的脱贫进度与饮水
培训户数
不再登记，原为1,204户
港东区的脱贫进度与饮水 employment.trained_households-2016
自来水普及率 2016年
新登记：72.7%
港东区的脱贫进度与饮水
已撤下的报道
港东区的脱贫进度
撤下这篇报道
980103-gangdong-2017
贫困发生率
性质由目标改为比率
980103-gangdong-2017#poverty.rate-2017
读者指出，港东区的贫困劳动力少抄了一位。
林编辑，1处
港东区
贫困劳动力 2016年
数值由580人改为5803人
港东区的脱贫进度与饮水
2026年3月12日
收录了港东区2019年的综述，改正一处抄错的行号。
周编辑，2处
港东区
港东区的就业培训与教育资助
新收录这篇报道
望潮县
贫困发生率 2018年
行号由第5行改为第4行
望潮县的就业培训与教育资助

"#]])
        .check("articles/980103-gangdong-2016.html", "f-employment.labour-2016", str![[r#"
贫困劳动力
5803人
2016年
存量
统计对象：贫困劳动力
原文 第9行
改动 数值由580人改为5803人。读者指出，港东区的贫困劳动力少抄了一位。 林编辑，2026年11月20日
用在：港东区；指标；正文
版本 06dd78a8 改这个数字
引用这个数字
港东区贫困劳动力，5803人（2016年），据岚港晚报《港东区2016年工作综述》，2016年11月24日，第9行；见“港东区的脱贫进度与饮水”，云州与岚海县情，articles/980103-gangdong-2016.html#f-employment.labour-2016，记录版本06dd78a8。
云州与岚海县情. 港东区的脱贫进度与饮水: 港东区贫困劳动力，5803人（2016年）[DB/OL]. 记录版本06dd78a8. [引用日期]. articles/980103-gangdong-2016.html#f-employment.labour-2016.
BibTeX 980103-gangdong-2016.f-employment.labour-2016

"#]])
        .check("index.html", "changes", str![[r#"
最近的改动
登记过的数字和报道后来改了什么，谁改的，为什么。报道原文从不改动；改的是我们的登记。
2026年11月20日（6处）
2026年3月12日（2处）

"#]]);
    let twin: Value =
        serde_json::from_str(crate::support::years_built().text("data/articles/980103-gangdong-2016.json"))
            .unwrap();
    let mut told = twin["figures"].as_array().unwrap().iter().filter_map(|f| f.get("history"));
    let past = told.next().unwrap();
    assert_eq!((&past[0]["field"], &past[0]["to"]), (&"period".into(), &"2014/2016".into()));
    assert_eq!(told.count(), 2);
    let built = SiteTest::base().build();
    assert!(!built.files.contains_key("changes.html"), "no ledger, no page");
    assert!(built.pages().all(|(_, html)| !html.contains("changes.html")), "and no link to it");
}

#[test]
fn a_ledger_is_told_in_both_languages_and_in_the_feed() {
    let (before, after) = (SiteTest::base(), gone_through());
    diff(&after, &before.root(), &[&SIGNED[..], &["--yes"]].concat());
    after.write("site.yaml", after.read("site.yaml").replace("languages: [zh]", "languages: [zh, en]"));
    let built = after.build();
    built.check("en/changes.html", "main", str![[r#"
Changes
What was changed of recorded figures and reports, by whom and why. What a report prints is never changed; it is our record that was.
24 November 2026
重新对照原报：两处抄错
林编辑, 10 changes
Qingshi County
青石县的脱贫和饮水
title changed from 青石县的脱贫与饮水 to 青石县的脱贫和饮水
青石县的另一篇报道
report taken in
People lifted out of poverty 2015–2019
period changed from 2014–2019 to 2015–2019
青石县的脱贫和饮水
Poor labour force 2019
value changed from 12500人 (12,500 people) to 12050人 (12,050 people)
青石县的脱贫和饮水
Water works 2019
lines changed from line 11 to lines 11, 13
青石县的脱贫和饮水
Poor people served by water works 2019
who is counted changed from 贫困人口 to 贫困户; note added: 只算集中供水。
青石县的脱贫和饮水
Tea area December 2019
label changed from 茶叶基地面积 to 茶园面积
青石县的脱贫和饮水
通水户数 2019
recorded anew: 4000户 (4,000 households)
青石县的脱贫和饮水
Student aid
no longer recorded; it was 4200人次 (4,200 person-times)
青石县的脱贫和饮水 education.aid_times-2019
Baishui County
白水县的饮水工程
address changed from 990102-baishui-2020 to 990102-baishui

"#]]);
    let feed = built.text("feed.xml");
    let entries: Vec<&str> = feed.split("<entry>").filter(|e| e.contains("term=\"changes\"")).collect();
    let [entry] = entries[..] else { panic!("{feed}") };
    for part in [
        "<id>https://xianqing.example.org/changes.html#d-2026-11-24</id>",
        "<title>2026年11月24日的改动</title>",
        "<updated>2026-11-24T00:00:00Z</updated>",
        "重新对照原报：两处抄错",
    ] {
        assert!(entry.contains(part), "{part}: {entry}");
    }
    assert!(built.text("sitemap.xml").contains("/changes.html</loc>"));
    assert!(built.text("corrections.html").contains("href=\"changes.html\""));
}

/// A record is found by what it is called now, whatever it was called when it was changed.
#[test]
fn earlier_entries_follow_a_later_renaming() {
    let site = SiteTest::base();
    let entry =
        |date: &str, rows: &str| format!("  - date: {date}\n    editor: 林编辑\n    reason: 核对\n{rows}");
    let first = "    figures:\n      - {article: qingshi, figure: water.works-2018, change: changed, field: value, from: 68处, to: 80处}\n";
    let second = "    articles:\n      - {article: 990101-qingshi-2019, change: changed, field: name, from: qingshi, to: 990101-qingshi-2019}\n    figures:\n      \
                  - {article: 990101-qingshi-2019, figure: water.projects-2018, was: water.works-2018, change: changed, field: metric, from: water.works, to: water.projects}\n";
    let third = "    figures:\n      - {article: 990101-qingshi-2019, figure: water.projects-2019, was: water.projects-2018, change: changed, field: period, from: 2018, to: 2019}\n      \
                 - {article: 990101-qingshi-2019, figure: water.projects-2019, change: changed, field: value, from: 80处, to: 86处}\n";
    let all = [
        entry("2026-01-05", first),
        entry("2026-03-05", second),
        entry(
            "2026-02-05",
            "    figures:\n      - {article: qingshi, figure: water.works-2018, change: changed, field: lines, from: 10, to: 11}\n",
        ),
        entry("2026-04-05", third),
    ];
    site.write(LEDGER, format!("changes:\n{}", all.concat()));
    assert_eq!(
        site.analyse().findings.iter().map(|f| &f.message.zh).collect::<Vec<_>>(),
        Vec::<&std::borrow::Cow<'_, str>>::new()
    );
    let built = site.build();
    let page = built.text("articles/990101-qingshi-2019.html");
    let record =
        page.split("id=\"f-water.projects-2019\"").nth(1).unwrap().split("class=\"record\"").next().unwrap();
    let days: Vec<&str> =
        record.split("changes.html#d-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(days, ["2026-04-05", "2026-03-05", "2026-02-05", "2026-01-05"]);
    assert!(record.contains("时期由2018年改为2019年；数值由80处改为86处"), "{record}");
}

#[test]
fn a_long_ledger_names_the_reports_instead_of_every_figure() {
    let site = SiteTest::base();
    let row = |n: usize| {
        format!(
            "      - {{article: 990101-qingshi-2019, figure: water.wells-{n}, change: removed, from: {n}处}}\n"
        )
    };
    let entry = |date: &str, rows: std::ops::Range<usize>| {
        format!(
            "  - date: {date}\n    editor: 林编辑\n    reason: 核对\n    figures:\n{}",
            rows.map(row).collect::<String>()
        )
    };
    site.write(
        LEDGER,
        format!("changes:\n{}{}", entry("2026-01-05", 1000..1390), entry("2026-02-05", 2000..2050)),
    );
    let built = site.build();
    let page = built.text("changes.html");
    assert_eq!(page.matches("不再登记，原为").count(), 50, "the newest in full");
    assert!(page.contains("改动太多") && page.contains("青石县的脱贫与饮水（390处）</a>"), "{page}");
}

/// Edits of the base site that go together in any choice.
const EDITS: [(&str, &str, &str); 13] = [
    (QINGSHI, "value: 12500人", "value: 12050人"),
    (QINGSHI, "lines: 9}", "lines: 19}"),
    (QINGSHI, "period: \"2014/2019\"", "period: \"2015/2019\""),
    (QINGSHI, "  - {metric: education.aid_times, value: 4200人次, lines: 14}\n", ""),
    (QINGSHI, "value: 86处, lines: 11}", "value: 86处, lines: 11, kind: stock}"),
    (QINGSHI, "metric: industry.tea_area", "metric: industry.tea_garden"),
    (QINGSHI, "value: 2.1万人, lines: 12}", "value: 2.1万人, lines: 12, note: 集中供水}"),
    (QINGSHI, "title: 青石县的脱贫与饮水", "title: 青石县"),
    (QINGSHI, "value: 15.2万人", "value: 15.3万人, period: 2018"),
    (QINGSHI, "period: 2019\n", "period: 2019\naliases: [990101-qingshi]\n"),
    (BAISHUI, "place: \"990102\"", "place: \"990203\""),
    // A state with errors has a mirror image as well.
    (BAISHUI, "period: 2020~\n", "period: 2020年\n"),
    ("content/metrics.yaml", "label: 饮水工程,", "label: 农村饮水工程,"),
];

fn edited(chosen: &[bool], renamed: bool) -> SiteTest {
    let site = SiteTest::base();
    for ((path, from, to), _) in EDITS.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        let text = site.read(path);
        assert!(text.contains(from), "{path} has no {from}");
        site.write(path, text.replacen(from, to, 1));
    }
    if renamed {
        fs::rename(site.root().join(QINGSHI), site.root().join("content/articles/990101-qingshi.md"))
            .unwrap();
    }
    site
}

/// Differences without what names the side that they are seen from.
fn seen(site: &SiteTest, other: &SiteTest, is_mirrored: bool) -> BTreeMap<String, usize> {
    let compared = pipeline::compare(&site.root(), Other::Folder(&other.root())).unwrap();
    let mut counted = BTreeMap::new();
    for alteration in compared.alterations {
        *counted.entry(told(&alteration, is_mirrored)).or_insert(0) += 1;
    }
    counted
}

fn told(of: &Alteration, is_mirrored: bool) -> String {
    let a = &of.altered;
    let (mut names, mut said) = ([a.was.as_ref().or(a.figure.as_ref()), a.figure.as_ref()], [&a.from, &a.to]);
    let how = match (a.how, is_mirrored) {
        (How::Added, true) => How::Removed,
        (How::Removed, true) => How::Added,
        (how, _) => how,
    };
    if is_mirrored {
        names.reverse();
        said.reverse();
    }
    format!("{:?} {how:?} {:?} {names:?} {said:?} {}", of.concern, a.field, of.figures)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn differences_mirror_each_other(
        one in proptest::collection::vec(any::<bool>(), EDITS.len()),
        other in proptest::collection::vec(any::<bool>(), EDITS.len()),
        renamed in any::<bool>(),
    ) {
        let (a, b) = (edited(&one, false), edited(&other, renamed));
        prop_assert_eq!(seen(&a, &a, false), BTreeMap::new());
        let there = seen(&a, &b, false);
        prop_assert_eq!(&there, &seen(&b, &a, true));
        prop_assert_eq!(there.is_empty(), one == other && !renamed);
    }
}

#[test]
fn a_figure_with_another_name_is_known_again_only_where_there_is_no_choice() {
    let (before, after) = (SiteTest::base(), SiteTest::base());
    // Two figures of one metric on the same line: which of them the new one was, nobody can say.
    let tea = "  - {metric: industry.tea_area, label: 茶叶基地面积, en: Tea area, value: 1.8万亩, lines: 16, period: 2019-12, kind: stock, population: 全县茶叶基地}\n";
    let other = tea.replace("1.8", "1.9").replace("2019-12", "2018");
    before.edit(QINGSHI, tea, &format!("{tea}{other}"));
    let third = tea.replace("1.8", "1.7").replace("2019-12", "2017");
    after.edit(QINGSHI, tea, &third);
    let compared = pipeline::compare(&after.root(), Other::Folder(&before.root())).unwrap();
    let figures = compared.alterations.iter().filter(|a| a.concern == Concern::Figure);
    let how: Vec<(How, Option<Field>)> = figures.map(|a| (a.altered.how, a.altered.field)).collect();
    assert_eq!(how, [(How::Added, None), (How::Removed, None), (How::Removed, None)]);
}
