//! The timeline of a profile: a date, what happened, and the lines that say so. Plans are told apart by word and mark.

use serde::Serialize;

use super::{
    super::{
        href::SitePath,
        markdown::render_inline,
        text::Text,
        view::{TextGround, View},
    },
    article_card::{Titled, titled},
    figure::{FigureView, figures},
};
use crate::derive::{Dated, Happening, timeline};
use crate::model::{ArticleIx, ObsIx, PlaceIx};

/// The most figures that one entry names.
const MOST_FIGURES: usize = 4;

/// What happened when.
#[derive(Debug, Serialize)]
pub struct TimelineView<'a> {
    entries: Vec<EntryView<'a>>,
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct EntryView<'a> {
    when: String,
    kind: &'static str,
    word: &'a str,
    html: Option<String>,
    figures: Vec<FigureView<'a>>,
    more: Option<String>,
    /// Who published an article.
    producer: Option<Text>,
    article: Titled,
    lines: Option<String>,
}

/// The timeline of a place; none where nothing is dated.
pub fn timeline_view<'a>(view: &View<'a>, place: PlaceIx) -> Option<TimelineView<'a>> {
    let found = timeline(view.catalog(), &view.site.index, place);
    let more = (found.left_out > 0).then(|| view.words.count("timeline.more", found.left_out));
    let entries: Vec<EntryView<'_>> = found.entries.iter().map(|e| entry(view, e)).collect();
    (!entries.is_empty()).then_some(TimelineView { entries, more })
}

fn entry<'a>(view: &View<'a>, dated: &Dated) -> EntryView<'a> {
    let plain = |kind, word, article| EntryView {
        when: view.period(&dated.period),
        kind,
        word: view.words.get(word),
        html: None,
        figures: Vec::new(),
        more: None,
        producer: None,
        article: titled(view, article),
        lines: None,
    };
    match &dated.what {
        Happening::Event(article, n) => event(view, *article, *n, plain),
        Happening::Target(o) => {
            let article = view.catalog().observation(*o).article;
            EntryView { figures: figures(view, [*o]), ..plain("target", "kind.target", article) }
        }
        Happening::Published(article) => {
            let producer = view.catalog().article(*article).origin.producer.as_deref();
            let producer = producer.map(|p| view.chinese(p));
            EntryView { producer, ..plain("published", "timeline.published", *article) }
        }
        Happening::Figures(article, all) => {
            let more = (all.len() > MOST_FIGURES).then(|| view.words.count("timeline.figures", all.len()));
            let shown = figures(view, first(view, all));
            EntryView { figures: shown, more, ..plain("figures", "timeline.as_of", *article) }
        }
    }
}

fn event<'a>(
    view: &View<'a>,
    ix: ArticleIx,
    n: usize,
    plain: impl Fn(&'static str, &'static str, ArticleIx) -> EntryView<'a>,
) -> EntryView<'a> {
    let article = view.catalog().article(ix);
    let event = &article.events[n];
    let (text, lang) = view.body(&event.text, event.text_en.as_ref());
    let ground = TextGround { view, owner: SitePath::article(article), lang };
    let (kind, word) = match event.target {
        true => ("target", "kind.target"),
        false => ("event", "timeline.event"),
    };
    EntryView {
        html: Some(view.marked_html(render_inline(text, &ground), lang)),
        lines: Some(view.lines(&event.lines)),
        ..plain(kind, word, ix)
    }
}

/// The figures that stand for all: those of the catalogue first.
fn first(view: &View<'_>, all: &[ObsIx]) -> Vec<ObsIx> {
    let catalog = view.catalog();
    let mut sorted = all.to_vec();
    sorted.sort_by_key(|o| !catalog.metric(catalog.observation(*o).metric).is_catalogued());
    sorted.truncate(MOST_FIGURES);
    sorted
}
