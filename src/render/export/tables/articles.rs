//! The table of articles: what of each report its text shows, and how much of it is accounted for.

use anyhow::Result;

use super::{CODE, Extent, Field, Give, Kind, Reference, SLUG, Table, Value};
use crate::{
    derive::{Coverage, CoverageState, Site},
    model::{Article, ArticleIx, Period, State},
    render::href::SitePath,
};

/// All articles, by name; those that were retracted with what is left of them.
pub(super) const ARTICLES: Table = Table {
    name: "articles",
    fields: &[
        Field::new("slug", SLUG),
        Field::new("place_code", CODE),
        Field::new("title_zh", Kind::Text),
        Field::new("title_en", Kind::Text).or("no_english"),
        Field::new("headline", Kind::Text).or("not_printed"),
        Field::new("subtitle", Kind::Text).or("not_printed"),
        Field::new("producer", Kind::Text).or("not_printed"),
        Field::new("edition", Kind::Text).or("not_printed"),
        Field::new("date", Kind::Time).or("not_printed"),
        Field::new("authors", Kind::List).or("not_printed"),
        Field::new("url", Kind::Address).or("not_printed"),
        Field::new("source_file", Kind::Text),
        Field::new("source_sha256", Kind::Form("[0-9a-f]{64}")),
        Field::new("period", Kind::Time),
        Field::new("observations", Kind::Count("observation")),
        Field::new("coverage", Kind::Word(states)),
        Field::new("figures", Kind::Count("figure")).or("unaudited"),
        Field::new("recorded", Kind::Count("figure")).or("unaudited"),
        Field::new("excluded", Kind::Count("figure")).or("unaudited"),
        Field::new("unhandled", Kind::Count("figure")).or("unaudited"),
        Field::new("note", Kind::Text).or("no_remark"),
        Field::new("page", Kind::Page),
        Field::new("state", Kind::Word(published)),
        Field::new("checked_by", Kind::Text).or("unchecked"),
        Field::new("checked_on", Kind::Time).or("unchecked"),
    ],
    csv_fields: 25,
    key: &["slug"],
    references: &[Reference { field: "place_code", table: "places", key: "code" }],
    count: |site| site.catalog().articles.len() + site.catalog().retracted.len(),
    rows,
};

fn states() -> Vec<&'static str> {
    CoverageState::ALL.iter().map(|(id, _)| *id).collect()
}

fn published() -> Vec<&'static str> {
    State::PUBLISHED.iter().map(|state| state.id()).collect()
}

type Row<'a> = [Value<'a>; ARTICLES.fields.len()];

fn rows(site: &Site, _: Extent, give: Give<'_>) -> Result<()> {
    let catalog = site.catalog();
    let mut gone = catalog.retracted.iter().peekable();
    for ix in catalog.article_ids() {
        let path = &catalog.article(ix).path;
        while let Some(before) = gone.next_if(|gone| gone.article.path < *path) {
            give(&row(site, &before.article, None))?;
        }
        give(&row(site, catalog.article(ix), Some(ix)))?;
    }
    gone.try_for_each(|gone| give(&row(site, &gone.article, None)))
}

/// The row of an article; one that was retracted has no number.
fn row<'a>(site: &'a Site, article: &'a Article, ix: Option<ArticleIx>) -> Row<'a> {
    let catalog = site.catalog();
    let origin = &article.origin;
    let coverage = ix.map_or_else(Coverage::default, |ix| site.coverage[ix.ix()]);
    // A draft is in the data of a preview only, and there no more than unchecked.
    let state = ix.map_or(State::Retracted, |ix| site.standings[ix.ix()].state().max(State::Unchecked));
    let look = article.checked.as_ref().filter(|_| state == State::Checked);
    let counted = |n: fn(&Coverage) -> u32| match coverage.state {
        CoverageState::Unaudited => Value::Nothing,
        _ => Value::Integer(n(&coverage).into()),
    };
    [
        Value::text(&*article.slug),
        Value::text(catalog.place(article.place).code.as_str()),
        Value::text(&*article.title),
        Value::optional(article.title_en.as_deref()),
        Value::optional(origin.headline.as_deref()),
        Value::optional(origin.subtitle.as_deref()),
        Value::optional(origin.producer.as_deref()),
        Value::optional(origin.edition.as_deref()),
        Value::optional(origin.date.as_ref().map(Period::to_string)),
        Value::list(&origin.authors),
        Value::optional(origin.url.as_deref()),
        Value::text(&*origin.file),
        Value::text(&*origin.sha256),
        Value::text(article.period.to_string()),
        Value::count(article.observations.len()),
        Value::text(coverage.state.id()),
        counted(|c| c.figures),
        counted(|c| c.bound),
        counted(|c| c.excluded),
        counted(Coverage::unhandled),
        Value::optional(origin.note.as_deref()),
        Value::text(SitePath::article(article).to_string()),
        Value::text(state.id()),
        Value::optional(look.map(|look| &*look.by)),
        Value::optional(look.map(|look| look.date.to_string())),
    ]
}
