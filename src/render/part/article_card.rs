//! An article in a list: its citation, our summary, its coverage.

use serde::Serialize;

use super::{
    super::{
        href::SitePath,
        markdown::render_inline,
        plain::render_plain,
        text::Text,
        view::{Named, TextGround, View},
    },
    coverage::{CoverageView, coverage_of_article},
    state::state_in_short,
};
use crate::derive::written;
use crate::diag::Lang;
use crate::model::{Article, ArticleIx, Body, Origin};

/// An article in a list.
#[derive(Debug, Serialize)]
pub struct ArticleCard<'a> {
    title: Text,
    href: String,
    place: Named,
    prefecture: Text,
    headline: Option<Text>,
    producer: Option<Text>,
    date: String,
    authors: Option<Text>,
    summary_html: String,
    figures_text: String,
    coverage: CoverageView<'a>,
    state: &'a str,
}

/// One article in a list.
pub fn article_card<'a>(view: &View<'a>, ix: ArticleIx) -> ArticleCard<'a> {
    let article = view.catalog().article(ix);
    let origin = &article.origin;
    ArticleCard {
        title: view.article_title(ix),
        href: view.article_href(ix),
        place: view.place(article.place),
        prefecture: view.prefecture_name(article.place),
        headline: headline(view, origin),
        producer: origin.producer.as_deref().map(|p| view.chinese(p)),
        date: date_label(view, article),
        authors: (!origin.authors.is_empty()).then(|| authors(view, origin)),
        summary_html: summary_html(view, article),
        figures_text: view.words.count("article.figures_short", article.observations.len()),
        coverage: coverage_of_article(view, ix),
        state: state_in_short(view, ix),
    }
}

/// When an article was written, as its origin says, else the period that it speaks of.
pub fn date_label(view: &View<'_>, article: &Article) -> String {
    article.origin.date.as_ref().map_or_else(|| view.date(&written(article)), |date| view.period(date))
}

/// The headline of a report, in the marks of a title.
pub fn headline(view: &View<'_>, origin: &Origin) -> Option<Text> {
    origin.headline.as_deref().map(|headline| view.chinese(&format!("《{headline}》")))
}

/// The authors of a report.
pub fn authors(view: &View<'_>, origin: &Origin) -> Text {
    view.list(origin.authors.iter().map(|author| view.chinese(author)))
}

/// Our summary of an article, its figures linked.
pub fn summary_html(view: &View<'_>, article: &Article) -> String {
    let (summary, lang) = summary(view, article);
    let html = render_inline(summary, &TextGround { view, owner: SitePath::article(article), lang });
    view.marked_html(html, lang)
}

/// Our summary of an article in plain words.
pub fn summary_text(view: &View<'_>, article: &Article) -> Text {
    let (summary, lang) = summary(view, article);
    let text = render_plain(summary, &TextGround { view, owner: SitePath::article(article), lang });
    match lang {
        Lang::Zh => view.chinese(&text),
        Lang::En => view.mixed(&text),
    }
}

fn summary<'a>(view: &View<'_>, article: &'a Article) -> (&'a Body, Lang) {
    view.body(&article.summary, article.summary_en.as_ref())
}

/// An article by title.
#[derive(Debug, Serialize)]
pub struct Titled {
    title: Text,
    href: String,
}

/// An article by title.
pub fn titled(view: &View<'_>, ix: ArticleIx) -> Titled {
    Titled { title: view.article_title(ix), href: view.article_href(ix) }
}
