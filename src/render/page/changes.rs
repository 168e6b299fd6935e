//! What was changed in the records, when, by whom and why: the newest first, by day and place.

use serde::Serialize;

use super::super::{
    part::{PageHead, PageTitle, changes_text, day_id, page_head},
    text::Text,
    view::{Link, Named, View},
};
use crate::model::{ArticleIx, LedgerEntry, PlaceIx, Recorded};

/// How many things the page shows one by one. Of what was changed before, it names the articles; their records tell it all.
const SHOWN: usize = 400;

/// The page of changes.
#[derive(Debug, Serialize)]
pub(crate) struct Changes {
    root: String,
    page: PageHead,
    days: Vec<DayView>,
}

/// A day on which anything was changed.
#[derive(Debug, Serialize)]
struct DayView {
    id: String,
    label: String,
    entries: Vec<EntryView>,
}

/// What was changed for one reason.
#[derive(Debug, Serialize)]
struct EntryView {
    reason: Text,
    signed: Text,
    places: Vec<PlaceView>,
    /// In the place of the above, where there is no room for it.
    articles: Vec<Link>,
}

/// The changes in one place; in none, where their articles went.
#[derive(Debug, Serialize)]
struct PlaceView {
    place: Option<Named>,
    changes: Vec<ChangeView>,
}

/// What was changed of an article or of one of its figures.
#[derive(Debug, Serialize)]
struct ChangeView {
    label: Text,
    period: String,
    /// What it is called in the records, where nothing of it is there any more.
    id: Option<String>,
    text: Text,
    href: Option<String>,
    /// The article of a figure.
    article: Option<Link>,
}

/// The page of changes.
pub(crate) fn changes(view: &View<'_>) -> Changes {
    let title = PageTitle {
        title: view.words.get("title.changes").into(),
        description: view.words.get("changes.intro").into(),
        kind: "changes",
        nav: "changes".to_owned(),
        ..PageTitle::default()
    };
    let mut room = SHOWN;
    let days = view.catalog().ledger.days().map(|entries| DayView {
        id: day_id(&entries[0].date),
        label: view.date(&entries[0].date),
        entries: entries.iter().map(|entry| entry_view(view, entry, &mut room)).collect(),
    });
    let days = days.collect();
    Changes { root: view.path.root(), page: page_head(view, title), days }
}

fn entry_view(view: &View<'_>, entry: &LedgerEntry, room: &mut usize) -> EntryView {
    let place = |change: &Recorded| change.article.map(|ix| view.catalog().article(ix).place);
    let mut all: Vec<&Recorded> = entry.changes.iter().collect();
    // What is of no place comes last.
    all.sort_by_key(|change| (place(change).is_none(), place(change)));
    let things: Vec<&[&Recorded]> = all.chunk_by(|a, b| is_of_one(a, b)).collect();
    let n = entry.count();
    let fits = n <= *room;
    *room = room.saturating_sub(n);
    let by_place = things.chunk_by(|a, b| place(a[0]) == place(b[0])).filter(|_| fits);
    let by = view.words.count("changes.count", n);
    EntryView {
        reason: view.chinese(&entry.reason),
        signed: view
            .fill("changes.signed", &[("editor", &view.chinese(&entry.editor)), ("count", &by.into())]),
        places: by_place.map(|things| place_view(view, place(things[0][0]), things)).collect(),
        articles: if fits { Vec::new() } else { articles(view, &things) },
    }
}

/// Whether two changes are of the same article or figure.
fn is_of_one(a: &Recorded, b: &Recorded) -> bool {
    (&a.altered.article, &a.altered.figure) == (&b.altered.article, &b.altered.figure)
}

fn place_view(view: &View<'_>, place: Option<PlaceIx>, things: &[&[&Recorded]]) -> PlaceView {
    let changes = things.iter().map(|changes| change_view(view, changes)).collect();
    PlaceView { place: place.map(|ix| view.place(ix)), changes }
}

/// The changes of one thing.
fn change_view(view: &View<'_>, changes: &[&Recorded]) -> ChangeView {
    let first = changes[0];
    let altered = &first.altered;
    let text = changes_text(view, changes.iter().map(|change| &change.altered));
    let article = first.article.map(|ix| article_link(view, ix));
    let (Some(name), Some(figure)) = (&altered.figure, first.figure) else {
        let id = match (&altered.figure, &article) {
            (Some(name), Some(_)) => Some(name.clone()),
            (Some(name), None) => Some(format!("{}#{name}", altered.article)),
            (None, Some(_)) => None,
            (None, None) => Some(altered.article.clone()),
        };
        let (label, href, article) = match &altered.figure {
            Some(name) => (label_of_gone(view, altered.label.as_deref(), name), None, article),
            None => match article {
                Some(Link { label, href }) => (label, Some(href), None),
                None => (view.chinese(altered.from.as_deref().unwrap_or(&altered.article)), None, None),
            },
        };
        return ChangeView { label, period: String::new(), id, text, href, article };
    };
    let record = view.catalog().observation(figure);
    let is_elsewhere = record.name() != name;
    ChangeView {
        label: view.metric_label(record.metric),
        period: view.period(&record.period),
        id: is_elsewhere.then(|| name.clone()),
        text,
        href: Some(view.record_href(figure)),
        article,
    }
}

/// What a figure that went was of: its metric, where the catalogue still has it, else as the ledger says.
fn label_of_gone(view: &View<'_>, label: Option<&str>, name: &str) -> Text {
    let id = name.split_once('-').map_or(name, |(id, _)| id);
    let found = view.site.catalogued().find(|ix| view.catalog().metric(*ix).id.as_str() == id);
    match found {
        Some(metric) => view.metric_label(metric),
        None => label.map_or_else(|| view.words.get("changes.figure").into(), |label| view.chinese(label)),
    }
}

fn article_link(view: &View<'_>, ix: ArticleIx) -> Link {
    Link { label: view.article_title(ix), href: view.article_href(ix) }
}

/// The articles that changes are of, each with how many there are.
fn articles(view: &View<'_>, things: &[&[&Recorded]]) -> Vec<Link> {
    let of_one = things.chunk_by(|a, b| a[0].altered.article == b[0].altered.article);
    let linked = of_one.filter_map(|things| {
        let Link { label, href } = article_link(view, things[0][0].article?);
        Some(Link { label: view.aside(&label, &view.words.count("changes.count", things.len())), href })
    });
    linked.collect()
}
