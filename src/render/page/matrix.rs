//! The matrix of places and metrics, which makes silence visible: each cell says in words what there is, or what kind of
//! nothing. A large site is split by province and prefecture; the pages above count.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{PageHead, PageTitle, Titled, page_head, titled},
    text::Text,
    view::{Link, Named, View},
};
use super::domain::catalogued;
use crate::derive::matrix::{Columns, Said, Scope, Tally, said};
use crate::model::{MetricIx, ObsIx, Period, PlaceIx};

/// The most years that one cell names; how many more there are, it says.
const MOST_YEARS: usize = 3;
/// The most articles that are named for one place; the rest stand on its profile.
const MOST_ARTICLES: usize = 20;

/// A page of the matrix.
#[derive(Debug, Serialize)]
pub(crate) struct MatrixPage<'a> {
    root: String,
    page: PageHead,
    intro: &'a str,
    caption: Text,
    summary: String,
    legend: Vec<State<'a>>,
    columns: Vec<Column>,
    width: usize,
    groups: Vec<Group>,
    read: Vec<Read>,
    above: Option<Link>,
}

/// What a cell may say, with how many do.
#[derive(Debug, Serialize)]
struct State<'a> {
    id: &'static str,
    word: &'a str,
    note: &'a str,
    count: usize,
}

#[derive(Debug, Serialize)]
struct Column {
    label: Text,
    href: String,
    below: String,
    below_href: Option<String>,
}

/// A domain with its metrics.
#[derive(Debug, Serialize)]
struct Group {
    domain: Link,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    metric: Link,
    share: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    state: &'static str,
    word: String,
    href: Option<String>,
    years: Vec<Link>,
    more: String,
}

/// The articles that were read for a place.
#[derive(Debug, Serialize)]
struct Read {
    id: String,
    place: Named,
    articles: Vec<Titled>,
    more: Option<Link>,
}

const VALUE: &str = "value";
const TARGET: &str = "target";
const SILENT: &str = "silent";
const NO_ARTICLE: &str = "no-article";

/// A page of the matrix.
pub(crate) fn matrix<'a>(view: &View<'a>, scope: Scope) -> MatrixPage<'a> {
    let nav = &view.site.nav;
    let columns = scope.columns(nav);
    let (groups, tally) = groups(view, &columns);
    let (intro, width) = match &columns {
        Columns::Places(places) => ("matrix.intro", places.len() + 1),
        Columns::Parts(parts) => ("matrix.intro_parts", parts.len() + 1),
    };
    MatrixPage {
        root: view.path.root(),
        page: page_head(view, head(view, scope)),
        intro: view.words.get(intro),
        caption: title(view, scope),
        summary: summary(view, tally, scope.count(nav)),
        legend: legend(view, tally),
        width,
        read: match &columns {
            Columns::Places(places) => places.iter().filter_map(|p| read(view, *p)).collect(),
            Columns::Parts(_) => Vec::new(),
        },
        columns: column_heads(view, &columns),
        groups,
        above: scope.above(nav).map(|s| view.matrix(s)),
    }
}

fn title(view: &View<'_>, scope: Scope) -> Text {
    match scope {
        Scope::Whole => view.words.get("title.matrix").into(),
        _ => view.fill("title.matrix_of", &[("place", &view.matrix(scope).label)]),
    }
}

fn head(view: &View<'_>, scope: Scope) -> PageTitle {
    let mut above: Vec<Link> = Vec::new();
    let mut next = scope.above(&view.site.nav);
    while let Some(scope) = next {
        above.insert(0, view.matrix(scope));
        next = scope.above(&view.site.nav);
    }
    PageTitle {
        title: title(view, scope),
        description: view.words.get("matrix.description").into(),
        kind: "matrix",
        nav: "matrix".to_owned(),
        source: None,
        above,
    }
}

/// The metrics by domain, and how many cells say what.
fn groups(view: &View<'_>, columns: &Columns) -> (Vec<Group>, Tally) {
    let mut tally = Tally::default();
    let mut groups = Vec::new();
    for domain in view.catalog().domain_ids() {
        let mut rows = Vec::new();
        for metric in catalogued(view, domain) {
            let (row, counted) = row(view, metric, columns);
            tally = tally.and(counted);
            rows.push(row);
        }
        if !rows.is_empty() {
            groups.push(Group { domain: view.domain(domain), rows });
        }
    }
    (groups, tally)
}

fn row(view: &View<'_>, metric: MetricIx, columns: &Columns) -> (Row, Tally) {
    let mut tally = Tally::default();
    let look = |place: PlaceIx| said(view.catalog(), &view.site.index, place, metric);
    let cells = match columns {
        Columns::Places(places) => places
            .iter()
            .map(|place| {
                let said = look(*place);
                tally.add(&said);
                cell(view, *place, &said)
            })
            .collect(),
        Columns::Parts(parts) => parts
            .iter()
            .map(|part| {
                let mut of_part = Tally::default();
                part.places(&view.site.nav).into_iter().for_each(|p| of_part.add(&look(p)));
                tally = tally.and(of_part);
                share_cell(of_part)
            })
            .collect(),
    };
    (Row { metric: view.metric(metric), share: share(tally), cells }, tally)
}

fn share(tally: Tally) -> String {
    format!("{}/{}", tally.values, tally.total())
}

fn share_cell(tally: Tally) -> Cell {
    let state = if tally.values > 0 {
        VALUE
    } else if tally.targets > 0 {
        TARGET
    } else if tally.not_printed > 0 {
        SILENT
    } else {
        NO_ARTICLE
    };
    Cell { state, word: share(tally), href: None, years: Vec::new(), more: String::new() }
}

fn cell(view: &View<'_>, place: PlaceIx, said: &Said) -> Cell {
    let silent = |state, key, href| Cell {
        state,
        word: view.words.get(key).to_owned(),
        href,
        years: Vec::new(),
        more: String::new(),
    };
    let (state, word, values) = match said {
        Said::NoArticle => return silent(NO_ARTICLE, "home.no_article", None),
        Said::NotPrinted => {
            let href = format!("#{}", read_id(view, place));
            return silent(SILENT, "missing.not_printed", Some(href));
        }
        Said::Values(values) => (VALUE, String::new(), values),
        Said::Targets(values) => (TARGET, view.words.get("kind.target").to_owned(), values),
    };
    let hidden = values.len().saturating_sub(MOST_YEARS);
    let year = |o: &ObsIx| Link {
        label: year_label(view, &view.catalog().observation(*o).period).into(),
        href: view.record_href(*o),
    };
    Cell {
        state,
        word,
        href: None,
        years: values[hidden..].iter().rev().map(year).collect(),
        more: if hidden > 0 { view.words.count("matrix.more_years", hidden) } else { String::new() },
    }
}

/// The year that a period lies or ends in, and how it does: `2018年`, `约2018年`, `至2018年`, `2014年起`.
fn year_label(view: &View<'_>, period: &Period) -> String {
    let last = period.last();
    let year = last.year.to_string();
    let key = match period {
        Period::Span(Some(from), Some(to)) if from.year != to.year => "matrix.until",
        Period::Span(None, Some(_)) => "matrix.until",
        Period::Span(Some(_), None) => "matrix.since",
        _ if last.approximate || last.uncertain => "matrix.about",
        _ => "year.label",
    };
    view.words.fill(key, &[("year", &year)])
}

fn column_heads(view: &View<'_>, columns: &Columns) -> Vec<Column> {
    let place = |p: &PlaceIx| {
        let Named { name, href } = view.place(*p);
        let n = view.site.index.articles_of(*p).len();
        let below = match n {
            0 => view.words.get("home.no_article").to_owned(),
            n => view.words.count("place.articles", n),
        };
        let below_href = (n > 0).then(|| format!("#{}", read_id(view, *p)));
        Column { label: name, href, below, below_href }
    };
    let part = |scope: &Scope| {
        let Link { label, href } = view.matrix(*scope);
        let n = scope.count(&view.site.nav);
        Column { label, href, below: view.words.count("matrix.places", n), below_href: None }
    };
    match columns {
        Columns::Places(places) => places.iter().map(place).collect(),
        Columns::Parts(parts) => parts.iter().map(part).collect(),
    }
}

fn summary(view: &View<'_>, tally: Tally, places: usize) -> String {
    let n = |n: usize| n.to_string();
    let metrics = view.site.comparisons.len();
    let blanks = [("metrics", &*n(metrics)), ("places", &n(places)), ("total", &n(tally.total()))];
    view.words.fill("matrix.summary", &blanks)
}

/// What cells may say; only what some cell of the page does.
fn legend<'a>(view: &View<'a>, tally: Tally) -> Vec<State<'a>> {
    let all = [
        (VALUE, "matrix.value", "matrix.value_note", tally.values),
        (TARGET, "matrix.target", "kind.target_note", tally.targets),
        (SILENT, "missing.not_printed", "matrix.silent_note", tally.not_printed),
        (NO_ARTICLE, "home.no_article", "matrix.no_article_note", tally.no_article),
    ];
    let state =
        |(id, word, note, count)| State { id, word: view.words.get(word), note: view.words.get(note), count };
    all.into_iter().filter(|(.., count)| *count > 0).map(state).collect()
}

fn read_id(view: &View<'_>, place: PlaceIx) -> String {
    format!("read-{}", view.catalog().place(place).code)
}

/// The articles that were read for a place.
fn read(view: &View<'_>, place: PlaceIx) -> Option<Read> {
    let articles = view.site.index.articles_of(place);
    if articles.is_empty() {
        return None;
    }
    let more = articles.len().saturating_sub(MOST_ARTICLES);
    let page = SitePath::county(view.catalog().place(place));
    let rest = || Link {
        label: view.words.count("list.more_articles", more).into(),
        href: view.path.link_to_fragment(&page, "sources"),
    };
    Some(Read {
        id: read_id(view, place),
        place: view.place(place),
        articles: articles.iter().rev().take(MOST_ARTICLES).map(|a| titled(view, *a)).collect(),
        more: (more > 0).then(rest),
    })
}
