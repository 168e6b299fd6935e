//! The states of an article: what a draft leaves behind, what is left of a retraction, who checked, who may sign.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read as _},
    path::Path,
    sync::LazyLock,
};

use zip::ZipArchive;

use xianzhi::{
    diag::Severity,
    model::{Standing, rules},
    pipeline::{self, Drafts},
};

use crate::{
    cli::{code, said, xianzhi},
    support::{Built, SiteTest, tree},
};

const DRAFT: &str = "content/articles/990203-daosui-2018.md";
const DRAFT_EN: &str = "content/articles/990203-daosui-2018.en.md";
const CHECKED: &str = "content/articles/990101-qingshi-2019.md";
const RETRACTED: &str = "content/articles/990102-baishui-2020.md";

/// What only the draft says: names of files, titles, figures, texts, names of people.
const OF_DRAFT: [&str; 12] = [
    "daosui",
    "稻穗",
    "穗记者",
    "穗编辑",
    "Last Night",
    "last night",
    "Ears of rice",
    "64.87",
    "73519",
    "73591",
    "91733",
    "rice_ears",
];

/// A site with one article of each state.
fn site() -> SiteTest {
    SiteTest::fixture("site/states")
}

/// The same, published at an address, with more in `site.yaml`.
fn site_with(options: &str) -> SiteTest {
    let site = site();
    let config = site.read("site.yaml");
    site.write("site.yaml", format!("{config}\nbase_url: https://states.example.org/yunzhou\n{options}"));
    site
}

const DATA: &str = "packs: true\nsqlite: true\nxlsx: true\n";

const PICTURES: &str = "charts: {png: true}\nshare_pictures: true\ncompressed: true\n";

fn built() -> &'static Built {
    static BUILT: LazyLock<Built> = LazyLock::new(|| site_with("").build());
    &BUILT
}

/// The texts of a file, those packed inside of it too.
fn texts(path: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    if bytes.starts_with(b"PK") {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut all = Vec::new();
        for i in 0..zip.len() {
            let mut part = zip.by_index(i).unwrap();
            let name = format!("{path}!{}", part.name().unwrap());
            let mut inner = Vec::new();
            part.read_to_end(&mut inner).unwrap();
            all.extend(texts(&name, &inner));
        }
        return all;
    }
    vec![(path.to_owned(), bytes.to_vec())]
}

/// Where words stand in a tree of files, in their names too.
fn found(files: &BTreeMap<String, Vec<u8>>, words: &[&str]) -> BTreeSet<String> {
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    let mut all = BTreeSet::new();
    for (path, bytes) in files.iter().flat_map(|(path, bytes)| texts(path, bytes)) {
        let told = words.iter().filter(|word| path.contains(**word) || holds(&bytes, word));
        all.extend(told.map(|word| format!("{word}: {path}")));
    }
    all
}

fn packed(site: &SiteTest) -> BTreeMap<String, Vec<u8>> {
    let checked = site.analyse().checked.expect("a site without errors");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("packs");
    pipeline::pack(checked, &out, None, &|_, _| {}).unwrap();
    tree(&out)
}

#[test]
fn a_draft_leaves_no_trace_in_what_is_published() {
    let site = site_with(&format!("{DATA}{PICTURES}"));
    let (with, carried) = (site.build(), packed(&site));
    let none = BTreeSet::new();
    assert_eq!(found(&with.files, &OF_DRAFT), none);
    assert_eq!(found(&carried, &OF_DRAFT), none);
    std::fs::remove_file(site.root().join(DRAFT)).unwrap();
    std::fs::remove_file(site.root().join(DRAFT_EN)).unwrap();
    let without = site.build();
    assert_eq!(without.files.keys().collect::<Vec<_>>(), with.files.keys().collect::<Vec<_>>());
    for (path, bytes) in &without.files {
        assert!(with.files[path] == *bytes, "{path} is another where there is a draft");
    }
    assert!(packed(&site) == carried, "what is carried is another where there is a draft");
}

#[test]
fn a_draft_that_is_published_is_found_everywhere() {
    // Or else nothing is proved by what is not found.
    let site = site_with(DATA);
    let text = site.read(DRAFT).replace("state: draft\n", "");
    site.write(DRAFT, text.replace("allow:\n  - {rule: unused-allow, reason: 稻穗的理由}\n", ""));
    let files = site.build().files;
    for word in OF_DRAFT {
        assert!(!found(&files, &[word]).is_empty(), "{word}");
    }
    for ending in
        [".xlsx!", ".epub!", "observations.csv", "articles.csv", ".sqlite", "feed.xml", ".json", "sitemap"]
    {
        assert!(found(&files, &OF_DRAFT).iter().any(|found| found.contains(ending)), "{ending}");
    }
}

#[test]
fn a_preview_shows_drafts_and_says_so() {
    let preview = site_with("sqlite: true\n").build_with(Drafts::Shown);
    for (path, words) in [
        ("articles/990203-daosui-2018.html", "草稿，不会发布"),
        ("en/articles/990203-daosui-2018.html", "A draft, which is not published"),
    ] {
        assert_eq!(preview.text(path).matches(words).count(), 1, "{path}");
    }
    let of_others = preview.text("articles/990101-qingshi-2019.html");
    assert!(!of_others.contains("草稿"));
}

#[test]
fn errors_of_drafts_are_told_and_hold_up_nothing_else() {
    let site = site_with("");
    site.edit(DRAFT, "value: 64.87%", "value: 六四八七");
    let analysis = site.analyse();
    let errors: Vec<&str> = (analysis.findings.iter().filter(|f| f.severity == Severity::Error))
        .map(|f| &*analysis.sources.file(f.at().file()).path)
        .collect();
    assert!(!errors.is_empty() && errors.iter().all(|path| *path == DRAFT), "{errors:?}");
    assert_eq!(analysis.drafts, [DRAFT]);
    assert!(site.build().files == built().files);
    assert_eq!(code(&xianzhi(&site.root(), &["check"])), 1);
    let output = xianzhi(&site.root(), &["build"]);
    assert_eq!(code(&output), 0);
    for words in [DRAFT, "1 篇草稿没有放进网站", "错误都在草稿里"] {
        assert!(said(&output).contains(words), "{}", said(&output));
    }
    // Where another file has an error too, there is no site.
    site.edit(CHECKED, "value: 86处", "value: 八六");
    assert!(site.analyse().checked.is_none());
    assert_eq!(code(&xianzhi(&site.root(), &["build"])), 1);
}

#[test]
fn what_is_published_cannot_lean_on_a_draft_and_drafts_can() {
    let rules_of = |site: &SiteTest| -> Vec<&'static str> {
        let found = site.analyse().findings.into_iter().filter(|f| f.severity == Severity::Error);
        found.map(|f| f.rule.0).collect()
    };
    let about = "content/pages/about.md";
    for (added, rule) in [
        ("松坪 {{ 990203:poverty.rate }}。", rules::WITHHELD_FIGURE.0),
        ("松坪 {{ 990203:poverty.rate@2018 }}。", rules::WITHHELD_FIGURE.0),
        ("见[那篇](../articles/990203-daosui-2018.md)。", "broken-link"),
        ("白水 {{ 990102:water.people }}。", rules::WITHHELD_FIGURE.0),
        ("见[那篇](../articles/990102-baishui-2020.md#f-water.people-2020)。", "broken-link"),
    ] {
        let site = site();
        site.write(about, site.read(about) + "\n" + added + "\n");
        assert_eq!(rules_of(&site), [rule], "{added}");
        assert!(site.analyse().checked.is_none(), "{added}");
    }
    let site = site_with("");
    let body =
        "见[青石](990101-qingshi-2019.md)和[这里](990203-daosui-2018.md)，松坪 {{ 990203:poverty.rate }}。\n";
    site.write(DRAFT, site.read(DRAFT) + body);
    let second =
        site.read(DRAFT).replace("aliases: [990203-daosui]\n", "").replace("daosui-2018.txt", "daosui.txt");
    site.write("content/articles/990203-ernian-2018.md", second);
    assert_eq!(rules_of(&site), [""; 0]);
    assert!(site.build().files == built().files);
}

#[test]
fn a_value_of_a_draft_takes_the_place_of_no_published_one() {
    // The draft's figure is later than the one that the page means.
    let site = site();
    let text =
        site.read(DRAFT).replace("\"990203\"", "\"990101\"").replace("period: 2018\n", "period: 2020\n");
    site.write(DRAFT, text.replace("date: 2018-12-01", "date: 2020-12-01"));
    let about = "content/pages/about.md";
    site.write(about, site.read(about) + "\n青石 {{ 990101:poverty.rate }}。\n");
    let page = site.build_with(Drafts::Shown);
    assert!(page.text("about.html").contains("0.25%") && !page.text("about.html").contains("64.87%"));
}

/// What the retracted article said, and nobody else.
const OF_RETRACTED: [&str; 6] = ["19600人", "19250人", "54处", "9.6万人", "8400人", "2150万元"];

#[test]
fn of_a_retraction_the_address_the_notice_and_the_citation_are_left() {
    let built = built();
    for (path, words) in [
        (
            "articles/990102-baishui-2020.html",
            [
                "撤回：白水县的饮水工程",
                "2026年11月24日",
                "来源不是报纸，是一份草案。",
                "林编辑",
                "把饮水工程修到户",
            ],
        ),
        (
            "en/articles/990102-baishui-2020.html",
            [
                "Retracted: ",
                "24 November 2026",
                "The source was no newspaper but a bill.",
                "林编辑",
                "把饮水工程修到户",
            ],
        ),
    ] {
        for word in words {
            assert!(built.text(path).contains(word), "{word} in {path}");
        }
    }
    assert_eq!(found(&built.files, &OF_RETRACTED), BTreeSet::new());
    assert_eq!(found(&built.files, &["990102-baishui-2020.html#f-"]), BTreeSet::new());
    for gone in ["data/articles/990102-baishui-2020.json", "data/articles/990102-baishui-2020.bib"] {
        assert!(!built.files.contains_key(gone), "{gone}");
    }
    assert!(
        built.text("articles/990102-baishui.html").contains("990102-baishui-2020.html"),
        "its former address"
    );
    for path in ["articles.html", "checks.html", "en/articles.html", "en/checks.html"] {
        assert!(built.text(path).contains("990102-baishui-2020.html\">"), "{path}");
    }
    let searched = built.files.keys().filter(|path| path.contains("search/"));
    assert!(searched.clone().count() >= 6);
    assert!(searched.clone().all(|path| !built.text(path).contains("990102-baishui-2020")));
}

#[test]
fn a_retraction_is_news() {
    for (feed, title, said) in [
        ("feed.xml", "撤回：白水县的饮水工程", "林编辑，2026年11月24日：来源不是报纸，是一份草案。"),
        ("en/feed.xml", "Retracted: ", "The source was no newspaper but a bill."),
    ] {
        let text = built().text(feed);
        let entries: Vec<&str> = text.split("<entry>").skip(1).collect();
        let of_it: Vec<&&str> = entries.iter().filter(|e| e.contains("990102-baishui-2020")).collect();
        let [entry] = of_it[..] else { panic!("{feed}: {} entries", of_it.len()) };
        for words in [title, said, "2026-11-24T00:00:00Z", "/retracted</id>", "term=\"retracted\""] {
            assert!(entry.contains(words), "{words}: {entry}");
        }
    }
}

#[test]
fn the_table_of_articles_tells_their_states() {
    let rows: Vec<Vec<&str>> =
        built().text("data/articles.csv").lines().map(|line| line.split(',').collect()).collect();
    let column = |name: &str| rows[0].iter().position(|field| *field == name).unwrap();
    let told = |slug: &str| -> Vec<&str> {
        let row = rows.iter().find(|row| row[0] == slug).unwrap();
        // Remarks have no commas here, but citations may: these stand last.
        ["observations", "state", "checked_by", "checked_on"].map(|name| row[column(name)]).to_vec()
    };
    assert_eq!(told("990101-qingshi-2019"), ["14", "checked", "周编辑", "2026-11-22"]);
    assert_eq!(told("990102-baishui-2020"), ["0", "retracted", "", ""]);
    assert_eq!(rows.len(), 3, "no draft");
    let twin = built().text("data/articles/990101-qingshi-2019.json");
    for words in ["\"state\": \"checked\"", "\"checked_by\": \"周编辑\"", "\"checked_on\": \"2026-11-22\""]
    {
        assert!(twin.contains(words), "{words}");
    }
}

#[test]
fn pages_tell_who_checked_and_when() {
    let built = built();
    for (path, words) in [
        (
            "articles/990101-qingshi-2019.html",
            ["周编辑对照来源核对过（2026年11月22日）", "林编辑登记（2026年11月20日）"],
        ),
        ("en/articles/990101-qingshi-2019.html", ["(22 November 2026)", "(20 November 2026)"]),
        ("counties/990101-qingshi.html", ["已由第二人核对", "已由第二人核对"]),
        ("checks.html", ["已由第二人核对的1篇，尚未核对的0篇。", "周编辑对照来源核对过（2026年11月22日）"]),
    ] {
        for word in words {
            assert!(built.text(path).contains(word), "{word} in {path}");
        }
    }
    // Once, and not at each figure.
    let page = built.text("articles/990101-qingshi-2019.html");
    assert_eq!(page.matches("周编辑").count(), 1);
}

#[test]
fn what_nobody_checked_or_was_changed_since_says_so() {
    let site = SiteTest::base();
    let text = site.read(CHECKED);
    let checked = "period: 2019\nstate: checked\nentered: {by: 林编辑}\nchecked: {by: 周编辑, date: 2026-11-22, record: 95c149c1}\n";
    site.write(CHECKED, text.replacen("period: 2019\n", checked, 1).replace("value: 86处", "value: 87处"));
    let built = site.build();
    for (path, words) in [
        ("articles/990101-qingshi-2019.html", "核对后有改动"),
        ("counties/990101-qingshi.html", "核对后有改动"),
        ("articles/990102-baishui-2020.html", "尚未由第二人核对"),
        ("counties/990102-baishui.html", "尚未由第二人核对"),
        ("checks.html", "已由第二人核对的0篇，尚未核对的2篇。"),
    ] {
        assert!(built.text(path).contains(words), "{words} in {path}");
    }
    let row = built.text("data/articles.csv").lines().find(|line| line.starts_with("990101")).unwrap();
    assert!(row.ends_with(",unchecked,,"), "{row}");
}

/// What a second person checked is the figures, whatever else is written.
#[test]
fn a_check_stands_as_long_as_the_figures_do() {
    for (from, to, stands) in [
        ("title: 青石县的脱贫与饮水", "title: 青石县", true),
        ("lines: 11-12}", "lines: 11-12, note: 受益人口。}", true),
        ("林一禾", "林二禾", true),
        ("value: 86处", "value: 85处", false),
        ("lines: 11-12}", "lines: 11}", false),
        ("value: 86处, lines: 11}", "value: 86处, lines: 11, period: 2018}", false),
        ("value: 86处, lines: 11}", "value: 86处, lines: 11, kind: stock}", false),
        ("reason: threshold", "reason: individual", false),
        (
            "  - {text: 200人以上, lines: 15, reason: threshold}",
            "  - {text: 200人以上, lines: 14, reason: threshold}",
            false,
        ),
    ] {
        let site = site();
        site.edit(CHECKED, from, to);
        let analysis = site.analyse();
        let changed = analysis.findings.iter().any(|f| f.rule.0 == "changed-since-checked");
        assert_eq!(!changed, stands, "{to}");
        if let Some(checked) = &analysis.checked {
            let standing = checked.catalog.standing(checked.catalog.article_ids().next().unwrap());
            assert_eq!(standing == Standing::Checked, stands, "{to}");
        }
    }
}

/// An article of the base site, entered by one person, in some form.
fn entered(form: &str) -> SiteTest {
    let site = SiteTest::base();
    let text = site.read(CHECKED);
    site.write(CHECKED, text.replacen("period: 2019\n", &format!("period: 2019\n{form}"), 1));
    site
}

fn sign(root: &Path, by: &str) -> std::process::Output {
    xianzhi(root, &["sign", "990101-qingshi-2019", "--by", by, "--date", "2026-11-24", "--yes"])
}

#[test]
fn a_signature_changes_the_bytes_that_it_names_and_no_others() {
    let record = "record: 95c149c1";
    for (form, signed) in [
        (
            "entered: {by: 林编辑}\n".to_owned(),
            format!("state: checked\nentered: {{by: 林编辑}}\nchecked: {{by: 周编辑, date: 2026-11-24, {record}}}\n"),
        ),
        (
            "entered:\n  by: 林编辑 # 小林\n  date: 2026-11-20\n# 下面是数字\n".to_owned(),
            format!(
                "state: checked\nentered:\n  by: 林编辑 # 小林\n  date: 2026-11-20\nchecked: {{by: 周编辑, date: 2026-11-24, \
                 {record}}}\n# 下面是数字\n"
            ),
        ),
        (
            "entered: {by: 林编辑}\nstate:  unchecked  # 待核\n".to_owned(),
            format!(
                "entered: {{by: 林编辑}}\nchecked: {{by: 周编辑, date: 2026-11-24, {record}}}\nstate:  checked  # 待核\n"
            ),
        ),
        (
            "state: checked\nchecked:\n  date: 2026-11-21  # 电话\n  by: 吴编辑\n  record: 00000000\nentered: {by: 林编辑}\n"
                .to_owned(),
            format!(
                "state: checked\nchecked:\n  date: 2026-11-24  # 电话\n  by: 周编辑\n  {record}\nentered: {{by: 林编辑}}\n"
            ),
        ),
    ] {
        for line_end in ["\n", "\r\n"] {
            let site = entered(&form);
            let before = site.read(CHECKED).replace('\n', line_end);
            site.write(CHECKED, &before);
            let output = sign(&site.root(), "周编辑");
            assert_eq!(code(&output), 0, "{form}{}", said(&output));
            let [form, signed] = [&form, &signed].map(|text| text.replace('\n', line_end));
            assert_eq!(site.read(CHECKED), before.replacen(&form, &signed, 1));
            let output = xianzhi(&site.root(), &["check"]);
            assert!(!said(&output).contains("核对以后"), "{}", said(&output));
        }
    }
}

#[test]
fn nothing_is_written_before_it_is_agreed_to() {
    let site = entered("entered: {by: 林编辑}\n");
    let before = site.read(CHECKED);
    let output = xianzhi(&site.root(), &["sign", CHECKED, "--by", "周编辑"]);
    assert_eq!(code(&output), 1);
    assert!(
        said(&output).contains("+ state: checked") && said(&output).contains("--yes"),
        "{}",
        said(&output)
    );
    assert_eq!(site.read(CHECKED), before);
}

#[test]
fn who_may_not_sign_is_told_why() {
    let refused = |site: &SiteTest, args: &[&str], words: &str| {
        let before = tree(&site.root());
        let output = xianzhi(&site.root(), &[&["sign"], args, &["--yes"]].concat());
        assert!(code(&output) > 0 && said(&output).contains(words), "{words}: {}", said(&output));
        assert!(tree(&site.root()) == before, "{words}");
    };
    let slug = "990101-qingshi-2019";
    let good = || entered("entered: {by: 林编辑, date: 2026-11-20}\n");
    refused(&good(), &[slug, "--by", "林 编辑"], "要由另一个人核对");
    refused(&good(), &[slug, "--by", "周编辑", "--date", "2026-11-19"], "之前");
    refused(&good(), &[slug, "--by", "周编辑", "--date", "2999-01-01"], "还没有到");
    refused(&good(), &[slug, "--by", "周编辑", "--date", "2026"], "不是日期");
    refused(&good(), &[slug, "--by", " "], "姓名");
    refused(&good(), &["990101-qingshi", "--by", "周编辑"], "是不是 990101-qingshi-2019");
    refused(&SiteTest::base(), &[slug, "--by", "周编辑"], "没有写数字是谁登记的");
    refused(&entered("entered: {by: 待填}\n"), &[slug, "--by", "周编辑"], "没有写数字是谁登记的");
    refused(&entered("\"entered\": {by: 林编辑}\n"), &[slug, "--by", "周编辑"], "请自己写上");
    refused(&site(), &["990203-daosui-2018", "--by", "周编辑"], "还是草稿");
    refused(&site(), &["990102-baishui-2020", "--by", "周编辑"], "已经撤回");
    refused(&site(), &[slug, "--by", "周编辑"], "不用再签");
    let site = good();
    site.edit(CHECKED, "value: 86处", "value: 87处");
    refused(&site, &[slug, "--by", "周编辑"], "xianzhi audit");
    let site = good();
    site.edit(CHECKED, "value: 86处", "value: 八六");
    refused(&site, &[slug, "--by", "周编辑"], "改好错误再试");
    let site = good();
    let audit = site.read("content/audit.yaml");
    let open = "excluded: 1\n    missing:\n      - {text: 9处, line: 3}\n";
    site.write("content/audit.yaml", audit.replacen("excluded: 1\n    missing: []\n", open, 1));
    refused(&site, &[slug, "--by", "周编辑"], "还有 1 个数字");
}

#[test]
fn the_audit_passes_over_what_was_retracted() {
    let site = site();
    let sources = crate::support::fixtures("sources");
    let audited = pipeline::audit(&site.root(), &sources).unwrap();
    assert!(audited.findings.iter().all(|f| audited.sources.file(f.at().file()).path != RETRACTED));
    assert_eq!(audited.audit.unwrap().records.len(), 2, "the checked one and the draft");
}

#[test]
fn what_is_left_of_a_retraction_lacks_english_where_it_does() {
    let of_retracted = |site: &SiteTest| {
        let checked = site.analyse().checked.unwrap();
        let found = checked.untranslated.iter().find(|of_file| of_file.path == RETRACTED);
        found.map(|of_file| of_file.count)
    };
    let site = site();
    assert_eq!(of_retracted(&site), Some(2), "its title, and the remark on its source");
    site.edit(RETRACTED, ", reason_en: \"The source was no newspaper but a bill.\"", "");
    assert_eq!(of_retracted(&site), Some(3));
}
