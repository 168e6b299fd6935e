//! `xianzhi draft`: what a draft holds, that it passes, and how well it proposes.

use std::{fs, path::Path};

use snapbox::Data;
use xianzhi::{
    diag::{Format, Lang, Severity, emit},
    model::{Article, Catalog, Date, Lines},
    pipeline::{self, Drafted},
};

use crate::{
    audit::own_sources,
    support::{SiteTest, fixtures, repository, snapshots},
};

const TODAY: Date = Date { year: 2026, month: 11, day: 25, approximate: false, uncertain: false };

fn draft(site: &SiteTest, source: &Path, place: &str) -> Drafted {
    pipeline::draft(&site.root(), source, place, None, TODAY).unwrap_or_else(|e| panic!("{e:#}"))
}

/// Writes the draft into the site and holds it against its source: nothing but what is to be filled is found, and
/// every figure of the source is in it.
fn assert_ready(site: &SiteTest, drafted: &Drafted, source: &Path) {
    site.write(&drafted.path, &drafted.text);
    let analysis = site.analyse();
    let mut findings = analysis.findings;
    findings.retain(|f| {
        let here = analysis.sources.file(f.at().file()).path == drafted.path;
        here && !["to-be-filled", "audit-stale"].contains(&f.rule.0)
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
#[derive(Debug, Default)]
struct Agreement {
    proposed: usize,
    right: usize,
    curated: usize,
    found: usize,
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
    let Some(sources) = own_sources() else {
        println!("not run: the source texts are not here; XIANZHI_SOURCES names their folder");
        return;
    };
    let mut agreement = Agreement::default();
    let mut report = String::new();
    let curated = pipeline::audit(&repository(), &sources).unwrap().catalog;
    for article in &curated.articles {
        let site = SiteTest::own();
        let path = format!("content/articles/{}.md", article.slug);
        fs::remove_file(site.root().join(&path)).unwrap();
        for page in ["tables", "pages"] {
            fs::remove_dir_all(site.root().join("content").join(page)).unwrap();
        }
        fs::remove_file(site.root().join("content/audit.yaml")).unwrap();
        let place = curated.place(article.place).code.as_str();
        let source = sources.join(&article.origin.file);
        let drafted = draft(&site, &source, place);
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
    println!("{report}{agreement:#?}");
    assert!(agreement.right * 100 >= agreement.proposed * 85, "{report}{agreement:#?}");
    assert!(agreement.found * 100 >= agreement.curated * 60, "{report}{agreement:#?}");
}

#[test]
fn reports_of_every_kind_are_ready_to_curate() {
    let mut faults = Vec::new();
    for name in ["broken-lines", "communique", "interview", "news", "no-figures", "tables", "work-report"] {
        let site = SiteTest::base();
        let source = fixtures("draft").join(format!("{name}.txt"));
        let drafted = draft(&site, &source, "990203");
        assert_ready(&site, &drafted, &source);
        let expected = Data::read_from(&fixtures("draft").join(format!("{name}.md")), None).raw();
        let difference = snapshots().try_eq(Some(&name), Data::text(drafted.text).raw(), expected).err();
        faults.extend(difference.map(|d| d.to_string()));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
