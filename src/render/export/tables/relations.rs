//! The table of relations: the arithmetic of each article, with what came of it.

use anyhow::Result;

use super::{Extent, Field, Give, Kind, Reference, SLUG, Table, Value, observations::address};
use crate::{
    check::Outcome,
    derive::Site,
    diag::Lang,
    model::ArticleIx,
    render::{href::SitePath, part::relation_text, view::View},
};

/// All relations, article by article, in the order of the front matter.
pub(super) const RELATIONS: Table = Table {
    name: "relations",
    fields: &[
        Field::new("article", SLUG),
        Field::new("anchor", Kind::Text),
        Field::new("relation", Kind::Text),
        Field::new("words_zh", Kind::Text),
        Field::new("words_en", Kind::Text),
        Field::new("verdict", Kind::Word(verdicts)),
        Field::new("known_zh", Kind::Text).or("no_known"),
        Field::new("known_en", Kind::Text).or("no_known_en"),
        Field::new("page", Kind::Page),
    ],
    csv_fields: 9,
    key: &["article", "anchor"],
    references: &[Reference { field: "article", table: "articles", key: "slug" }],
    count: |site| site.catalog().articles.iter().map(|article| article.relations.len()).sum(),
    rows,
};

fn verdicts() -> Vec<&'static str> {
    Outcome::ALL.iter().map(|(id, _)| *id).collect()
}

type Row<'a> = [Value<'a>; RELATIONS.fields.len()];

fn rows(site: &Site, _: Extent, give: Give<'_>) -> Result<()> {
    let spoken = [Lang::Zh, Lang::En].map(|lang| View::new(site, lang, SitePath::new("data.html")));
    let catalog = site.catalog();
    let every =
        catalog.article_ids().flat_map(|a| (0..catalog.article(a).relations.len()).map(move |n| (a, n)));
    every.into_iter().try_for_each(|(article, n)| give(&row(&spoken, article, n)))
}

fn row<'a>([zh, en]: &[View<'a>; 2], ix: ArticleIx, n: usize) -> Row<'a> {
    let article = zh.catalog().article(ix);
    let relation = &article.relations[n];
    let verdict = &zh.site.checked.verdicts[ix.ix()][n];
    [
        Value::text(&*article.slug),
        Value::text(&*relation.anchor),
        Value::text(&*relation.text),
        Value::text(relation_text(zh, relation).into_plain()),
        Value::text(relation_text(en, relation).into_plain()),
        Value::text(verdict.outcome.id()),
        Value::optional(relation.known.as_deref()),
        Value::optional(relation.known_en.as_deref()),
        Value::text(address(&SitePath::article(article), &relation.anchor)),
    ]
}
