//! How far the figures were checked: coverage article by article, relations, and everything that does not fit.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{
        CoverageView, PageHead, PageTitle, RetractedView, StateView, Titled, WithinView, all_retracted,
        coverage, coverage_of_article, page_head, state, titled, verdict_summary, within_article,
    },
    text::Text,
    view::{Link, Named, View},
};
use crate::check::{Accepted, Untranslated};
use crate::derive::{Coverage, Disagreement, Prefecture, disagreements};
use crate::diag::Lang;
use crate::model::{ArticleIx, Date, LineRange, Lines, PlaceIx, Standing};

/// How far the figures were checked.
#[derive(Debug, Serialize)]
pub(crate) struct Checks<'a> {
    root: String,
    page: PageHead,
    coverage: CoverageView<'a>,
    articles: Vec<CoverageRow<'a>>,
    prefectures: Vec<PrefectureRow<'a>>,
    second: String,
    standings: Vec<StandingRow<'a>>,
    retracted: Vec<RetractedView>,
    verdict_summary: String,
    within: Vec<PlacedView<'a>>,
    between: String,
    between_href: String,
    accepted: Vec<AcceptedView>,
    within_more: Option<String>,
    accepted_more: Option<String>,
    /// What has no English, by file; none on a site without pages in English.
    untranslated: Option<UntranslatedView>,
}

/// The most articles whose coverage is listed one by one; of a site with more it is listed by prefecture.
const MOST_ARTICLES: usize = 200;
/// The most entries of each list of what does not fit; all of them stand on the profiles.
const MOST_ENTRIES: usize = 300;

/// The most lines of a file without English that are named.
const MOST_LINES: usize = 20;

/// What has no English.
#[derive(Debug, Serialize)]
struct UntranslatedView {
    files: Vec<UntranslatedRow>,
    count: String,
    more: Option<String>,
}

/// The texts of one file that have no English.
#[derive(Debug, Serialize)]
struct UntranslatedRow {
    path: String,
    count: usize,
    lines: String,
}

/// The coverage of all articles on a prefecture.
#[derive(Debug, Serialize)]
struct PrefectureRow<'a> {
    link: Link,
    articles: usize,
    coverage: CoverageView<'a>,
}

#[derive(Debug, Serialize)]
struct CoverageRow<'a> {
    article: Titled,
    place: Named,
    coverage: CoverageView<'a>,
}

/// Whether somebody held an article against its source a second time.
#[derive(Debug, Serialize)]
struct StandingRow<'a> {
    article: Titled,
    place: Named,
    state: StateView<'a>,
}

/// Figures of one article that do not fit each other.
#[derive(Debug, Serialize)]
struct PlacedView<'a> {
    place: Named,
    #[serde(flatten)]
    within: WithinView<'a>,
}

/// What the checks found and the editors let stand.
#[derive(Debug, Serialize)]
struct AcceptedView {
    found: Vec<Text>,
    reason: Text,
    until: Option<String>,
}

/// How far the figures were checked.
pub(crate) fn checks<'a>(view: &View<'a>) -> Checks<'a> {
    let catalog = view.catalog();
    let whole = view.site.coverage.iter().copied().reduce(Coverage::and).unwrap_or_default();
    let title = PageTitle {
        title: view.words.get("title.checks").into(),
        description: view.words.get("checks.intro").into(),
        kind: "checks",
        nav: "checks".to_owned(),
        ..PageTitle::default()
    };
    let (mut within, mut between) = (Vec::new(), 0);
    for place in catalog.place_ids() {
        for found in disagreements(&view.site.checked, &view.site.index, place) {
            match found {
                Disagreement::Within(article, n) => within.push((place, article, n)),
                Disagreement::Between(..) => between += 1,
                Disagreement::Corrected(_) => {}
            }
        }
    }
    let accepted = &view.site.checked.accepted;
    let is_listed = catalog.articles.len() <= MOST_ARTICLES;
    let placed = |(place, article, n): &(PlaceIx, ArticleIx, usize)| PlacedView {
        place: view.place(*place),
        within: within_article(view, *article, *n),
    };
    Checks {
        root: view.path.root(),
        page: page_head(view, title),
        coverage: coverage(view, whole),
        articles: catalog.article_ids().filter(|_| is_listed).map(|a| coverage_row(view, a)).collect(),
        prefectures: if is_listed { Vec::new() } else { prefectures(view) },
        second: second(view),
        standings: catalog.article_ids().filter(|_| is_listed).map(|a| standing_row(view, a)).collect(),
        retracted: all_retracted(view),
        verdict_summary: verdict_summary(view, view.site.verdicts),
        within: within.iter().take(MOST_ENTRIES).map(placed).collect(),
        between: view.words.count("checks.between_count", between),
        between_href: view.path.link_to_fragment(&SitePath::new("corrections.html"), "between"),
        accepted: accepted.iter().take(MOST_ENTRIES).map(|a| accepted_view(view, a)).collect(),
        within_more: more(view, within.len()),
        accepted_more: more(view, accepted.len()),
        untranslated: untranslated(view),
    }
}

/// What has no English.
fn untranslated(view: &View<'_>) -> Option<UntranslatedView> {
    let found = &view.site.checked.untranslated;
    let row = |of_file: &Untranslated| UntranslatedRow {
        path: of_file.path.clone(),
        count: of_file.count,
        lines: lines(view, of_file),
    };
    view.catalog().site.languages.contains(&Lang::En).then(|| UntranslatedView {
        files: found.iter().take(MOST_ENTRIES).map(row).collect(),
        count: match found.iter().map(|f| f.count).sum() {
            0 => view.words.get("checks.untranslated_none").to_owned(),
            n => view.words.count("checks.untranslated_count", n),
        },
        more: (found.len() > MOST_ENTRIES)
            .then(|| view.words.count("checks.untranslated_more", found.len() - MOST_ENTRIES)),
    })
}

/// The first lines of a file that lack English, in words.
fn lines(view: &View<'_>, of_file: &Untranslated) -> String {
    let named = of_file.lines.iter().take(MOST_LINES).map(|n| LineRange { start: *n, end: *n });
    let lines = view.lines(&Lines(named.collect()));
    match of_file.lines.len().saturating_sub(MOST_LINES) {
        0 => lines,
        more => view.words.counted("checks.lines_more", more, &[("lines", &lines)]),
    }
}

/// How many entries a list leaves out, where it does.
fn more(view: &View<'_>, total: usize) -> Option<String> {
    let (shown, all) = (MOST_ENTRIES.to_string(), total.to_string());
    (total > MOST_ENTRIES).then(|| view.words.fill("checks.more", &[("n", &shown), ("total", &all)]))
}

/// Coverage by prefecture, of those with articles.
fn prefectures<'a>(view: &View<'a>) -> Vec<PrefectureRow<'a>> {
    let (site, nav) = (view.site, &view.site.nav);
    let row = |(n, record): (usize, &Prefecture)| {
        let covered = site.coverage_among(&record.places)?;
        let href = view.path.link_to_fragment(&SitePath::prefecture(record.slug()), "articles");
        Some(PrefectureRow {
            link: Link { href, ..view.prefecture(n) },
            articles: site.index.count_articles(&record.places),
            coverage: coverage(view, covered),
        })
    };
    nav.prefectures.iter().enumerate().filter_map(row).collect()
}

fn coverage_row<'a>(view: &View<'a>, article: ArticleIx) -> CoverageRow<'a> {
    CoverageRow {
        article: titled(view, article),
        place: view.place(view.catalog().article(article).place),
        coverage: coverage_of_article(view, article),
    }
}

/// How many articles somebody held against their sources a second time.
fn second(view: &View<'_>) -> String {
    let standings = &view.site.standings;
    let checked = standings.iter().filter(|s| **s == Standing::Checked).count();
    let open = (standings.len() - checked).to_string();
    view.words.counted("checks.second_count", checked, &[("open", &open)])
}

fn standing_row<'a>(view: &View<'a>, article: ArticleIx) -> StandingRow<'a> {
    StandingRow {
        article: titled(view, article),
        place: view.place(view.catalog().article(article).place),
        state: state(view, article),
    }
}

fn accepted_view(view: &View<'_>, accepted: &Accepted) -> AcceptedView {
    let until = |date: Date| view.words.fill("checks.until", &[("date", &view.date(&date))]);
    AcceptedView {
        found: accepted.findings.iter().map(|f| view.mixed(f.message.in_lang(view.lang()))).collect(),
        reason: view.chinese(&accepted.allowance.reason),
        until: accepted.allowance.until.map(until),
    }
}
