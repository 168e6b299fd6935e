//! What is not done yet before the site is published: a list with numbers, then article by article, then finding by
//! finding.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::Serialize;

use super::{
    Desk, Found, Seen, beside,
    found::{self, FoundView},
};
use crate::{
    derive::{Coverage, CoverageState},
    diag::{Finding, Severity},
    model::{ArticleIx, Standing},
};

/// The most articles and findings that are listed.
const MOST: usize = 300;

/// Rules about what was declared and does nothing, or no longer.
const STALE: [&str; 6] =
    ["expired-allow", "unused-allow", "unused-known", "settled-ruling", "stale-change", "unused-exclusion"];

#[derive(Debug, Serialize)]
pub(super) struct Before<'a> {
    lang: &'a str,
    title: &'a str,
    site: &'a str,
    verdict: Verdict<'a>,
    failure: Option<&'a str>,
    items: Vec<Item<'a>>,
    articles: Vec<Row<'a>>,
    articles_count: String,
    files: Vec<File>,
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Verdict<'a> {
    id: &'static str,
    words: &'a str,
}

/// Something that may not be done yet, and how much of it there is.
#[derive(Debug, Serialize)]
struct Item<'a> {
    label: &'a str,
    what: &'a str,
    count: String,
    weight: &'static str,
}

/// An article with what there is to see to in it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    title: &'a str,
    href: String,
    place: &'a str,
    state: &'a str,
    coverage: String,
    note: Option<&'a str>,
    findings: usize,
    beside: String,
}

/// The findings of a file.
#[derive(Debug, Serialize)]
struct File {
    heading: String,
    found: Vec<FoundView>,
}

pub(super) fn before<'a>(desk: &'a Desk, seen: &Seen<'a>) -> Before<'a> {
    let words = desk.words();
    let items = items(desk, seen);
    let verdict = if seen.errors().count() > 0 || seen.failure.is_some() {
        Verdict { id: "error", words: words.get("before.stop") }
    } else if items.iter().all(|item| item.weight == "done") {
        Verdict { id: "note", words: words.get("before.done") }
    } else {
        Verdict { id: "warning", words: words.get("before.ready") }
    };
    let articles = rows(desk, seen);
    let (all, shown) = (seen.site.map_or(0, |site| site.catalog().articles.len()), articles.len());
    let articles_count = match all > shown {
        false => words.count("before.articles_count", all),
        true => words.counted("before.articles_cut", all, &[("shown", &shown.to_string())]),
    };
    let left = seen.all().count().saturating_sub(MOST);
    Before {
        lang: words.get("site.lang"),
        title: words.get("before.title"),
        site: seen.site.map_or("", |site| &site.catalog().site.title),
        verdict,
        failure: seen.failure,
        items,
        articles,
        articles_count,
        files: files(desk, seen),
        more: (left > 0).then(|| words.count("desk.more", left)),
    }
}

fn items<'a>(desk: &'a Desk, seen: &Seen<'a>) -> Vec<Item<'a>> {
    let words = desk.words();
    let errors = seen.errors().count();
    let of = |is: &dyn Fn(&Finding) -> bool| seen.all().filter(|(_, f)| is(f)).count();
    let rules = |names: &[&str]| of(&|f| names.contains(&f.rule.0));
    let coverage = seen.site.map_or(&[][..], |site| &site.coverage);
    let missing: u32 = coverage.iter().map(|c| c.figures - c.bound - c.excluded).sum();
    let standings = seen.site.map_or(&[][..], |site| &site.standings);
    let stand = |is: &[Standing]| standings.iter().filter(|s| is.contains(s)).count();
    let untranslated = seen.site.map_or(0, |site| site.checked.untranslated.iter().map(|u| u.count).sum());
    let item = |key: &'a str, what: &'a str, n: usize, weight| Item {
        label: words.get(key),
        what: words.get(what),
        count: if n == 0 { words.get("before.none").to_owned() } else { n.to_string() },
        weight: if n == 0 { "done" } else { weight },
    };
    vec![
        item("before.errors", "before.errors_what", errors, "error"),
        item("before.warnings", "before.warnings_what", of(&|f| f.severity == Severity::Warning), "warning"),
        item("before.to_fill", "before.to_fill_what", rules(&["to-be-filled"]), "warning"),
        item("before.missing", "before.missing_what", missing as usize, "warning"),
        item("before.unaudited", "before.unaudited_what", rules(&["audit-stale"]), "warning"),
        item(
            "before.unchecked",
            "before.unchecked_what",
            stand(&[Standing::Unchecked, Standing::Changed]),
            "warning",
        ),
        item("before.drafts", "before.drafts_what", stand(&[Standing::Draft]), "note"),
        item("before.untranslated", "before.untranslated_what", untranslated, "note"),
        item("before.links", "before.links_what", rules(&["broken-link"]), "error"),
        item("before.stale", "before.stale_what", rules(&STALE), "warning"),
    ]
}

/// Articles to see to first: those with the most findings, then those that are to be audited.
fn rows<'a>(desk: &'a Desk, seen: &Seen<'a>) -> Vec<Row<'a>> {
    let Some(site) = seen.site else { return Vec::new() };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (of, finding) in seen.all() {
        *counts.entry(of.path(finding)).or_default() += 1;
    }
    let catalog = site.catalog();
    let of = |ix: ArticleIx| counts.get(&*catalog.article(ix).path).copied().unwrap_or_default();
    let mut ids: Vec<ArticleIx> = catalog.article_ids().collect();
    ids.sort_by_cached_key(|ix| (Reverse(of(*ix)), note(site.coverage[ix.ix()]).is_none()));
    let row = |ix: ArticleIx| {
        let (article, coverage) = (catalog.article(ix), site.coverage[ix.ix()]);
        Row {
            title: &article.title,
            href: format!("/articles/{}.html", article.slug),
            place: &catalog.place(article.place).name,
            state: desk.word(match site.standings[ix.ix()] {
                Standing::Draft => "before.is_draft",
                Standing::Unchecked => "before.is_unchecked",
                Standing::Changed => "before.is_changed",
                Standing::Checked => "before.is_checked",
            }),
            coverage: covered(desk, coverage),
            note: note(coverage).map(|key| desk.word(key)),
            findings: of(ix),
            beside: beside::href(&article.slug),
        }
    };
    ids.into_iter().take(MOST).map(row).collect()
}

fn covered(desk: &Desk, coverage: Coverage) -> String {
    let missing = coverage.figures - coverage.bound - coverage.excluded;
    let [bound, excluded, missing] = [coverage.bound, coverage.excluded, missing].map(|n| n.to_string());
    match coverage.state {
        CoverageState::Unaudited => String::new(),
        _ => desk
            .words()
            .fill("before.covered", &[("bound", &*bound), ("excluded", &*excluded), ("missing", &*missing)]),
    }
}

/// The word for what is to be done of the audit of an article.
fn note(coverage: Coverage) -> Option<&'static str> {
    match coverage.state {
        CoverageState::Unaudited => Some("before.not_audited"),
        CoverageState::Stale => Some("before.audit_stale"),
        _ => None,
    }
}

/// The findings, file by file.
fn files(desk: &Desk, seen: &Seen<'_>) -> Vec<File> {
    let mut files: BTreeMap<&str, Vec<(&Found<'_>, &Finding)>> = BTreeMap::new();
    for (of, finding) in seen.all() {
        files.entry(of.path(finding)).or_default().push((of, finding));
    }
    let mut room = MOST;
    let mut shown = Vec::new();
    for (path, mut of_file) in files {
        of_file.sort_by_key(|(_, finding)| finding.severity);
        let blanks = [("file", path)];
        let heading = desk.words().counted("before.of_file", of_file.len(), &blanks);
        of_file.truncate(room);
        room -= of_file.len();
        let found = of_file.iter().map(|(of, finding)| found::found(desk, seen, of, finding)).collect();
        shown.push(File { heading, found });
        if room == 0 {
            break;
        }
    }
    shown
}
