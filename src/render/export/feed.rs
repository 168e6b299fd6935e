//! What is new as an Atom feed (RFC 4287), once a language: articles, corrections, decisions between articles, retractions,
//! changes. Each entry
//! goes by the address of what it is about, so that readers know it again after every build. It takes whole addresses, so
//! there is one only where the site's is known.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{CHANGES, address, address_in, correction, day_id, retracted, ruling, summary_text},
    view::View,
};
use super::day;
use crate::derive::{News, Site, has_news, last_change, news};
use crate::model::{Date, LedgerEntry, ObsIx};

/// Where it stands in the folder of its language.
pub const FEED: &str = "feed.xml";

/// Readers of feeds come often, and want what is new.
const AT_MOST: usize = 50;

/// A feed.
#[derive(Debug, Serialize)]
pub struct Feed {
    address: String,
    home: String,
    updated: String,
    title: String,
    description: String,
    rights: Option<String>,
    entries: Vec<Entry>,
}

/// Something new.
#[derive(Debug, Serialize)]
struct Entry {
    /// For ever the same, for what has no address of its own too.
    id: String,
    address: String,
    title: String,
    published: String,
    updated: String,
    summary: String,
    category: &'static str,
}

/// Whether a site has a feed: it has an address, and anything to tell of.
pub fn has_feed(site: &Site) -> bool {
    site.catalog().site.base_url.is_some() && has_news(site.catalog())
}

/// The feed of a site that has one.
pub fn feed(view: &View<'_>) -> Feed {
    let catalog = view.catalog();
    let mut latest = news(catalog);
    latest.truncate(AT_MOST);
    let updated = latest.iter().map(|(date, news)| changed(view, *date, *news)).max();
    Feed {
        address: address(view, &SitePath::new(FEED)),
        home: address(view, &SitePath::new("index.html")),
        updated: updated.map_or_else(String::new, |date| midnight(&date)),
        title: view.site_title().into_plain(),
        description: view.site_description().into_plain(),
        rights: catalog.site.licence.as_ref().map(|licence| licence.name.clone()),
        entries: latest.into_iter().filter_map(|(date, news)| entry(view, date, news)).collect(),
    }
}

fn changed(view: &View<'_>, date: Date, news: News) -> Date {
    match news {
        News::Article(ix) => last_change(view.catalog(), ix).unwrap_or(date),
        News::Correction(_) | News::Ruling(_) | News::Retracted(_) | News::Changes(_) => date,
    }
}

fn entry(view: &View<'_>, date: Date, news: News) -> Option<Entry> {
    let (address, category, title, summary) = match news {
        News::Article(ix) => {
            let article = view.catalog().article(ix);
            let title = view.labelled(&view.place_name(article.place), &view.article_title(ix));
            let summary = summary_text(view, article).into_plain();
            (address(view, &SitePath::article(article)), "article", title.into_plain(), summary)
        }
        News::Correction(figure) => {
            let said = correction(view, figure)?.in_words(view);
            (of_figure(view, figure), "correction", title(view, "feed.correction", figure), said)
        }
        News::Ruling(figure) => {
            let said = ruling(view, figure)?.in_words(view);
            (of_figure(view, figure), "ruling", title(view, "feed.ruling", figure), said)
        }
        News::Retracted(n) => {
            let article = &view.catalog().retracted[n].article;
            let title = view.fill("title.retracted", &[("title", &view.title_of(article))]);
            let said = retracted(view, n).in_words(view).into_plain();
            (address(view, &SitePath::article(article)), "retracted", title.into_plain(), said)
        }
        News::Changes(n) => {
            let day = view.catalog().ledger.days().nth(n)?;
            let title = view.words.fill("feed.changes", &[("date", &view.date(&date))]);
            (
                address_in(view, &SitePath::new(CHANGES), &day_id(&date)),
                "changes",
                title,
                changes_of(view, day),
            )
        }
    };
    // An article is its page, a day of changes its part of one; what was decided of a figure is not the figure.
    let id = if matches!(news, News::Article(_) | News::Changes(_)) {
        address.clone()
    } else {
        format!("{address}/{category}")
    };
    let (published, updated) = (midnight(&date), midnight(&changed(view, date, news)));
    Some(Entry { id, address, title, published, updated, summary, category })
}

/// What was changed on a day, in sentences: how much for which reason.
fn changes_of(view: &View<'_>, day: &[LedgerEntry]) -> String {
    let one = |entry: &LedgerEntry| {
        let count = view.words.count("changes.count", entry.count());
        let blanks =
            [("count", count.as_str()), ("editor", entry.editor.as_str()), ("reason", &entry.reason)];
        view.words.fill("feed.changes_summary", &blanks)
    };
    day.iter().map(one).collect::<Vec<_>>().join(view.words.get("site.clause_separator"))
}

/// `勘误：青石县，饮水工程（2019年）`
fn title(view: &View<'_>, key: &'static str, figure: ObsIx) -> String {
    let record = view.catalog().observation(figure);
    let place = view.place_name(view.catalog().place_of(figure));
    let metric = view.aside(&view.metric_label(record.metric), &view.period(&record.period));
    view.fill(key, &[("place", &place), ("metric", &metric)]).into_plain()
}

/// The record of a figure.
fn of_figure(view: &View<'_>, figure: ObsIx) -> String {
    let record = view.catalog().observation(figure);
    address_in(view, &SitePath::article(view.catalog().article(record.article)), &record.anchor)
}

/// A day as the feed takes it. We know of no hours.
fn midnight(date: &Date) -> String {
    format!("{}T00:00:00Z", day(date))
}
