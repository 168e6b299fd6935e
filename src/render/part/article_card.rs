//! An article in a list: its citation, our summary, its coverage.

use serde::Serialize;

use super::{
    super::{
        href::SitePath,
        markdown::{render_inline, render_plain},
        view::{Named, TextGround, View},
    },
    coverage::{CoverageView, coverage_of_article},
};
use crate::derive::written;
use crate::model::{Article, ArticleIx};

/// An article in a list.
#[derive(Debug, Serialize)]
pub struct ArticleCard<'a> {
    title: &'a str,
    href: String,
    place: Named,
    prefecture: &'a str,
    headline: Option<&'a str>,
    producer: Option<&'a str>,
    date: String,
    authors: Option<String>,
    summary_html: String,
    figures_text: String,
    coverage: CoverageView<'a>,
}

/// One article in a list.
pub fn article_card<'a>(view: &View<'a>, ix: ArticleIx) -> ArticleCard<'a> {
    let article = view.catalog().article(ix);
    let origin = &article.origin;
    ArticleCard {
        title: &article.title,
        href: view.article_href(ix),
        place: view.place(article.place),
        prefecture: &view.catalog().place(article.place).prefecture,
        headline: origin.headline.as_deref(),
        producer: origin.producer.as_deref(),
        date: date_label(article),
        authors: (!origin.authors.is_empty()).then(|| view.list(&origin.authors)),
        summary_html: summary_html(view, article),
        figures_text: view.words.count("article.figures_short", article.observations.len()),
        coverage: coverage_of_article(view, ix),
    }
}

/// When an article was written, as its origin says, else the period that it speaks of.
pub fn date_label(article: &Article) -> String {
    article.origin.date.as_ref().map_or_else(|| written(article).label(), |date| date.label())
}

/// Our summary of an article, its figures linked.
pub fn summary_html(view: &View<'_>, article: &Article) -> String {
    render_inline(&article.summary, &TextGround { view, owner: SitePath::article(article) })
}

/// Our summary of an article in plain words.
pub fn summary_text(view: &View<'_>, article: &Article) -> String {
    render_plain(&article.summary, &TextGround { view, owner: SitePath::article(article) })
}

/// An article by title.
#[derive(Debug, Serialize)]
pub struct Titled<'a> {
    title: &'a str,
    href: String,
}

/// An article by title.
pub fn titled<'a>(view: &View<'a>, ix: ArticleIx) -> Titled<'a> {
    Titled { title: &view.catalog().article(ix).title, href: view.article_href(ix) }
}
