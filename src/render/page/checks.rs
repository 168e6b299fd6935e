//! How far the figures were checked: coverage article by article, relations, and everything that does not fit.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{
        CoverageView, FigureView, PageHead, PageTitle, RelationView, Titled, coverage, coverage_of_article,
        figure, gap, page_head, relation, titled, verdict_summary,
    },
    text::Text,
    view::{Link, Named, View},
};
use crate::check::Accepted;
use crate::derive::{Coverage, Disagreement, Prefecture, disagreements};
use crate::model::{ArticleIx, Date, ObsIx, PlaceIx};

/// How far the figures were checked.
#[derive(Debug, Serialize)]
pub(crate) struct Checks<'a> {
    root: String,
    page: PageHead,
    coverage: CoverageView<'a>,
    articles: Vec<CoverageRow<'a>>,
    prefectures: Vec<PrefectureRow<'a>>,
    verdict_summary: String,
    within: Vec<WithinView<'a>>,
    between: Vec<BetweenView<'a>>,
    accepted: Vec<AcceptedView>,
    within_more: Option<String>,
    between_more: Option<String>,
    accepted_more: Option<String>,
}

/// The most articles whose coverage is listed one by one; of a site with more it is listed by prefecture.
const MOST_ARTICLES: usize = 200;
/// The most entries of each list of what does not fit; all of them stand on the profiles.
const MOST_ENTRIES: usize = 300;

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

/// Figures of one article that do not fit each other.
#[derive(Debug, Serialize)]
struct WithinView<'a> {
    place: Named,
    article: Titled,
    href: String,
    relation: RelationView<'a>,
}

/// Two articles that give different values of the same thing.
#[derive(Debug, Serialize)]
struct BetweenView<'a> {
    place: Named,
    label: Text,
    period: String,
    gap: Text,
    sides: [SideView<'a>; 2],
}

/// What the checks found and the editors let stand.
#[derive(Debug, Serialize)]
struct AcceptedView {
    found: Vec<Text>,
    reason: Text,
    until: Option<String>,
}

#[derive(Debug, Serialize)]
struct SideView<'a> {
    article: Titled,
    figure: FigureView<'a>,
    note: Option<Text>,
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
    let (mut within, mut between) = (Vec::new(), Vec::new());
    for place in catalog.place_ids() {
        for found in disagreements(&view.site.checked, &view.site.index, place) {
            match found {
                Disagreement::Within(article, n) => within.push((place, article, n)),
                Disagreement::Between(a, b) => between.push((place, a, b)),
            }
        }
    }
    let accepted = &view.site.checked.accepted;
    let is_listed = catalog.articles.len() <= MOST_ARTICLES;
    let (within_all, between_all) = (within.iter().take(MOST_ENTRIES), between.iter().take(MOST_ENTRIES));
    Checks {
        root: view.path.root(),
        page: page_head(view, title),
        coverage: coverage(view, whole),
        articles: catalog.article_ids().filter(|_| is_listed).map(|a| coverage_row(view, a)).collect(),
        prefectures: if is_listed { Vec::new() } else { prefectures(view) },
        verdict_summary: verdict_summary(view, view.site.verdicts),
        within: within_all.map(|(place, article, n)| within_view(view, *place, *article, *n)).collect(),
        between: between_all.map(|(place, a, b)| between_view(view, *place, *a, *b)).collect(),
        accepted: accepted.iter().take(MOST_ENTRIES).map(|a| accepted_view(view, a)).collect(),
        within_more: more(view, within.len()),
        between_more: more(view, between.len()),
        accepted_more: more(view, accepted.len()),
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
        let covered = record.places.iter().filter_map(|p| site.coverage_of(*p)).reduce(Coverage::and)?;
        let href = view.path.link_to_fragment(&SitePath::prefecture(record.slug()), "articles");
        Some(PrefectureRow {
            link: Link { href, ..view.prefecture(n) },
            articles: record.places.iter().map(|p| site.index.articles_of(*p).len()).sum(),
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

fn within_view<'a>(view: &View<'a>, place: PlaceIx, article: ArticleIx, n: usize) -> WithinView<'a> {
    let stated = &view.catalog().article(article).relations[n];
    let found = relation(view, n, stated, &view.site.checked.verdicts[article.ix()][n]);
    let page = SitePath::article(view.catalog().article(article));
    WithinView {
        place: view.place(place),
        article: titled(view, article),
        href: view.path.link_to_fragment(&page, found.anchor()),
        relation: found,
    }
}

fn between_view<'a>(view: &View<'a>, place: PlaceIx, a: ObsIx, b: ObsIx) -> BetweenView<'a> {
    let catalog = view.catalog();
    let side = |o: ObsIx| {
        let observation = catalog.observation(o);
        SideView {
            article: titled(view, observation.article),
            figure: figure(view, o),
            note: observation.note.as_deref().map(|note| view.chinese(note)),
        }
    };
    let first = catalog.observation(a);
    BetweenView {
        place: view.place(place),
        label: view.metric_label(first.metric),
        period: view.period(&first.period),
        gap: gap(view, a, b),
        sides: [side(a), side(b)],
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
