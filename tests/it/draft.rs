//! `xianzhi draft`: what a draft holds, that it passes, and how well it proposes.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    test_runner::{Config, RngSeed},
};
use snapbox::Data;
use xianzhi::{
    diag::{Format, Lang, Severity, emit},
    model::{Article, Catalog, Date, Lines},
    pipeline::{self, Drafted, Drafts},
};

use crate::support::{SiteTest, copy, fixtures, own_sources, program, repository, snapshots};

const TODAY: Date = Date { year: 2026, month: 11, day: 25, approximate: false, uncertain: false };

fn drafted(site: &SiteTest, source: &Path, place: &str) -> Drafted {
    pipeline::draft(&site.root(), source, place, None, TODAY).unwrap_or_else(|e| panic!("{e:#}"))
}

/// Writes the draft into the site and holds it against its source: nothing but what is to be written is found, and
/// every figure of the source is in it.
fn assert_ready(site: &SiteTest, drafted: &Drafted, source: &Path) {
    site.write(&drafted.path, &drafted.text);
    let analysis = site.analyse();
    let mut findings = analysis.findings;
    findings.retain(|f| {
        let here = analysis.sources.file(f.at().file()).path == drafted.path;
        here && !["to-be-filled", "audit-stale", "untranslated"].contains(&f.rule.0)
    });
    let report = emit(&findings, &analysis.sources, Format::Human { color: false }, Lang::Zh);
    assert!(findings.is_empty(), "{report}\n{}", drafted.text);
    let audited = pipeline::audit(&site.root(), source.parent().unwrap()).unwrap();
    let slug = drafted.path.trim_start_matches("content/articles/").trim_end_matches(".md");
    let mut findings = audited.findings;
    findings
        .retain(|f| f.severity == Severity::Error && audited.sources.file(f.at().file()).path.contains(slug));
    let report = emit(&findings, &audited.sources, Format::Human { color: false }, Lang::Zh);
    assert!(findings.is_empty(), "{report}\n{}", drafted.text);
}

/// How the proposals for our own articles agree with what was curated.
#[derive(Default)]
struct Agreement {
    /// Metrics of the catalogue that were proposed, and of these, those that were curated for the same figure.
    proposed: usize,
    right: usize,
    /// Observations of metrics of the catalogue that were curated, and of these, those that were proposed.
    curated: usize,
    found: usize,
    /// Figures that both have, and of these, those with the same period.
    periods: usize,
    right_periods: usize,
}

impl Agreement {
    fn add(&mut self, catalog: &Catalog, curated: &Article, drafted: &Article, report: &mut String) {
        let values = |article: &Article| -> Vec<_> {
            let values = article.observation_ids().map(|ix| catalog.observation(ix));
            let values = values.filter(|o| !o.lines.0.is_empty());
            values.map(|o| (o.quantity.printed.to_string(), &o.lines, o.metric, o.period.plain())).collect()
        };
        let meet = |a: &Lines, b: &Lines| {
            a.0.iter().any(|x| b.0.iter().any(|y| x.start <= y.end && y.start <= x.end))
        };
        let (curated, drafted) = (values(curated), values(drafted));
        for (printed, lines, metric, period) in &drafted {
            let same: Vec<_> = curated.iter().filter(|c| c.0 == *printed && meet(c.1, lines)).collect();
            if catalog.metric(*metric).is_catalogued() {
                self.proposed += 1;
                let right = same.iter().any(|c| c.2 == *metric);
                self.right += usize::from(right);
                if !right {
                    let meant: Vec<_> = same.iter().map(|c| catalog.metric(c.2).id.as_str()).collect();
                    report.push_str(&format!(
                        "wrong {printed} {lines}: {} for {meant:?}\n",
                        catalog.metric(*metric).id
                    ));
                }
            }
            if !same.is_empty() {
                self.periods += 1;
                self.right_periods += usize::from(same.iter().any(|c| c.3 == *period));
                if same.iter().all(|c| c.3 != *period) {
                    report.push_str(&format!("period {printed} {lines}: {period} for {}\n", same[0].3));
                }
            }
        }
        for (printed, lines, metric, _) in curated.iter().filter(|c| catalog.metric(c.2).is_catalogued()) {
            self.curated += 1;
            let found = drafted.iter().any(|d| d.0 == *printed && meet(d.1, lines) && d.2 == *metric);
            self.found += usize::from(found);
            if !found {
                report.push_str(&format!("missed {printed} {lines}: {}\n", catalog.metric(*metric).id));
            }
        }
    }
}

#[test]
fn our_own_sources_are_drafted_as_they_were_curated() {
    let Some(sources) = own_sources("our_own_sources_are_drafted_as_they_were_curated") else { return };
    let mut agreement = Agreement::default();
    let mut report = String::new();
    let curated = pipeline::audit(&repository(), &sources).unwrap().catalog;
    for article in &curated.articles {
        let site = SiteTest::own();
        let path = format!("content/articles/{}.md", article.slug);
        fs::remove_file(site.root().join(&path)).unwrap();
        // The text in English speaks of figures as they were curated.
        fs::remove_file(site.root().join(path.replace(".md", ".en.md"))).unwrap();
        for page in ["tables", "pages"] {
            fs::remove_dir_all(site.root().join("content").join(page)).unwrap();
        }
        fs::remove_file(site.root().join("content/audit.yaml")).unwrap();
        let place = curated.place(article.place).code.as_str();
        let source = sources.join(&article.origin.file);
        let drafted = drafted(&site, &source, place);
        assert_ready(&site, &drafted, &source);
        // Both in one catalogue, so that their metrics can be compared.
        site.write("content/articles/drafted.md", &drafted.text);
        fs::remove_file(site.root().join(&drafted.path)).unwrap();
        site.write(&path, fs::read(repository().join(&path)).unwrap());
        let both = pipeline::audit(&site.root(), &sources).unwrap().catalog;
        let find = |slug: &str| both.articles.iter().find(|a| a.slug == slug).unwrap();
        report.push_str(&format!("# {}\n", article.slug));
        agreement.add(&both, find(&article.slug), find("drafted"), &mut report);
    }
    let Agreement { proposed, right, curated, found, periods, right_periods } = agreement;
    println!(
        "proposed {proposed}, right {right}; curated {curated}, found {found}; periods {right_periods}/{periods}"
    );
    assert!(right * 100 >= proposed * 88, "metrics: {right} of {proposed}\n{report}");
    assert!(found * 100 >= curated * 70, "metrics: {found} of {curated}\n{report}");
    assert!(right_periods * 100 >= periods * 95, "periods: {right_periods} of {periods}\n{report}");
}

#[test]
fn reports_of_every_kind_are_ready_to_curate() {
    let mut faults = Vec::new();
    for name in ["broken-lines", "communique", "interview", "news", "no-figures", "tables", "work-report"] {
        let site = SiteTest::base();
        let source = fixtures("draft").join(format!("{name}.txt"));
        let drafted = drafted(&site, &source, "990203");
        assert_ready(&site, &drafted, &source);
        let expected = Data::read_from(&fixtures("draft").join(format!("{name}.md")), None).raw();
        let difference = snapshots().try_eq(Some(&name), Data::text(drafted.text).raw(), expected).err();
        faults.extend(difference.map(|d| d.to_string()));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn xianzhi(site: &SiteTest, args: &[&str]) -> Output {
    let command = Command::new(program()).args(args).arg("--site").arg(site.root()).output();
    command.unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The arguments that draft the news report about 松坪市.
fn news() -> [String; 4] {
    let source = fixtures("draft/news.txt").to_str().unwrap().to_owned();
    ["draft".to_owned(), source, "--place".to_owned(), "990203".to_owned()]
}

#[test]
fn an_editor_drafts_corrects_checks_and_audits() {
    let site = SiteTest::base();
    let path = "content/articles/990203-songping-2020.md";
    let args = news();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let output = xianzhi(&site, &args);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains(path) && said(&output).contains("xianzhi audit"), "{}", said(&output));

    site.edit(path, "title: 待填", "title: 松坪市的助学金");
    site.edit(path, "summary: 待填", "summary: 新生助学金的发放。");
    site.edit(
        path,
        "education.todo_3, label: 待填：发放资金,",
        "education.aid_funds, label: 助学金发放金额,",
    );
    let open = said(&xianzhi(&site, &["check"]));
    assert!(open.contains("to-be-filled") && !open.contains("title 待填"), "{open}");
    assert_eq!(xianzhi(&site, &["check"]).status.code(), Some(0));
    assert_eq!(xianzhi(&site, &["check", "--strict"]).status.code(), Some(1), "a draft is not finished");

    let sources = tempfile::tempdir().unwrap();
    copy(&fixtures("sources"), sources.path());
    copy(&fixtures("draft/news.txt"), &sources.path().join("news.txt"));
    let audited = xianzhi(&site, &["audit", "--sources", sources.path().to_str().unwrap()]);
    assert_eq!(audited.status.code(), Some(0), "{}", said(&audited));
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let site = SiteTest::base();
    let path = "content/articles/990203-songping-2020.md";
    site.write(path, "our own work");
    let args = news();
    let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
    let output = xianzhi(&site, &args);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("990203-songping-2020.md"), "{}", said(&output));
    assert_eq!(site.read(path), "our own work");
    args.push("--print");
    assert!(said(&xianzhi(&site, &args)).starts_with("---\ntitle: 待填\n"));
    assert_eq!(site.read(path), "our own work");
}

#[test]
fn what_cannot_be_drafted_is_said_in_both_languages() {
    let site = SiteTest::base();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let wide: Vec<u8> = "\u{feff}共3人".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gbk = file("gbk.txt", b"\xb9\xb2\x33\xc8\xcb");
    let wide = file("wide.txt", &wide);
    let good = file("good.txt", "共3人。".as_bytes());
    for (source, place, period, zh, en) in [
        (gbk.as_str(), "990203", "2020", "另存为 UTF-8", "save it as UTF-8"),
        (&wide, "990203", "2020", "UTF-16", "UTF-16"),
        ("nowhere.txt", "990203", "2020", "读不了来源文本", "cannot be read"),
        (&good, "990293", "2020", "是不是 990203", "did you mean 990203"),
        (&good, "990203", "去年", "不是时期", "is no time period"),
    ] {
        for (lang, words) in [("zh", zh), ("en", en)] {
            let output =
                xianzhi(&site, &["draft", source, "--place", place, "--period", period, "--lang", lang]);
            assert_eq!(output.status.code(), Some(2), "{source} {place} {period}");
            assert!(said(&output).contains(words), "{}", said(&output));
        }
    }
}

#[test]
fn relations_are_for_the_editor_to_confirm() {
    let site = SiteTest::base();
    let drafted = drafted(&site, &fixtures("draft/tables.txt"), "990203");
    let relations = |text: &str| {
        let analysis = site.write(&drafted.path, text).analyse_with(Drafts::Shown);
        analysis.checked.expect("the draft has no errors").catalog.articles[2].relations.len()
    };
    assert_eq!(relations(&drafted.text), 0);
    let confirmed: Vec<&str> = drafted.text.lines().map(|l| l.strip_prefix('#').unwrap_or(l)).collect();
    assert_eq!(relations(&(confirmed.join("\n") + "\n")), 3, "without the # they are relations");
}

#[test]
fn a_drafted_site_can_be_looked_at_and_built() {
    for name in ["no-figures", "news"] {
        let site = SiteTest::base();
        let drafted = drafted(&site, &fixtures("draft").join(format!("{name}.txt")), "990203");
        let site = site.write(&drafted.path, &drafted.text);
        let page = drafted.path.replace("content/", "").replace(".md", ".html");
        assert!(site.build_with(Drafts::Shown).text(&page).contains("草稿，不会发布"), "{name}");
        assert!(!site.build().files.contains_key(&page), "{name}");
    }
}

proptest! {
    #![proptest_config(Config { cases: 48, failure_persistence: None, rng_seed: RngSeed::Fixed(2020), ..Config::default() })]

    /// Whatever a text is made of, its draft can be read, and holds every figure on its lines.
    #[test]
    fn a_draft_of_any_text_is_whole(pieces in vec(select(PIECES), 1..60)) {
        let site = SiteTest::base();
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("any.txt");
        fs::write(&source, apart(&pieces)).unwrap();
        let drafted = drafted(&site, &source, "990203");
        assert_ready(&site, &drafted, &source);
    }
}

/// The pieces in a row, with a comma between digits and points that do not belong together.
fn apart(pieces: &[&str]) -> String {
    let joins = |c: char| c.is_whitespace() || c == '\u{200b}' || "0123456789.３２".contains(c);
    pieces.iter().fold(String::new(), |mut text, piece| {
        if text.ends_with(joins) && piece.starts_with(joins) {
            text.push('，');
        }
        text + piece
    })
}

/// What reports are made of, and what YAML, Markdown and the scanner may stumble over.
const PIECES: &[&str] = &[
    "全县",
    "贫困人口",
    "脱贫",
    "贫困发生率",
    "受益人口",
    "饮水工程",
    "小额信贷",
    "其中",
    "累计",
    "目前",
    "今年",
    "去年",
    "由",
    "从",
    "下降至",
    "提高到",
    "到2025年",
    "2014年以来",
    "截至2018年12月10日",
    "第",
    "近",
    "约",
    "共",
    "达",
    "非",
    "1",
    "2",
    "12",
    "3",
    "350",
    "1,668",
    "0.5",
    "３２",
    "两",
    "三",
    "十二",
    "一",
    "二〇二〇",
    "1 668",
    "2019",
    "4G",
    "1+3",
    "人",
    "户",
    "个",
    "处",
    "万元",
    "亿元",
    "%",
    "万",
    "余",
    "以上",
    "以下",
    "元/人/月",
    "人次",
    "亩",
    "年",
    "月",
    "日",
    "千伏",
    "，",
    "。",
    "、",
    "；",
    "：",
    "“",
    "”",
    "（",
    "）",
    "《",
    "》",
    ".",
    ",",
    ":",
    "-",
    "~",
    "/",
    "+",
    "的",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "#",
    "{{",
    "}}",
    "- ",
    "\"",
    "'",
    "\\",
    "|",
    "\u{3000}",
    "\u{200b}",
    "待填",
    "---\n",
    "本报记者 林小禾",
    "——",
    "云岭日报",
    "2019年3月4日\n",
];
