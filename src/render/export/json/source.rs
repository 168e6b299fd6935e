//! Where figures come from and how they hold together: a report's citation, what of it is accounted for, its arithmetic.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::{href::SitePath, part::relation_text};
use super::words::{Addresses, Edtf, InLanguages, Views};
use crate::{
    check::{Outcome, Verdict},
    derive::{Coverage, CoverageState},
    model::{ArticleIx, Catalog, Origin, Relation},
};

/// The citation of a source report. What it does not print is left out; nothing is guessed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Citation<'a> {
    /// Its headline. Left out where the source prints none.
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    /// Its subtitle. Left out where the source prints none.
    #[serde(skip_serializing_if = "Option::is_none")]
    subtitle: Option<&'a str>,
    /// The newspaper. Left out where the source does not name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    producer: Option<&'a str>,
    /// Edition or page. Left out where the source does not print it.
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'a str>,
    /// Its date; `~` where it is inferred. Left out where nothing is known of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Edtf>,
    /// Its reporters; empty where the source names none.
    authors: Vec<&'a str>,
    /// Name of the source text.
    file: &'a str,
    /// SHA-256 of the source text.
    #[schemars(regex(pattern = "^([0-9a-f]{64})?$"))]
    sha256: &'a str,
    /// Its address. Left out where none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// The editor's remark on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<InLanguages<'a>>,
}

/// How much of what a source prints is accounted for. Counts hold only where the state is `counted`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct CoverageData {
    /// Whether the counts can be trusted.
    state: CoverageState,
    /// Figures found in the source.
    figures: u32,
    /// Of these, recorded as figures of the site.
    recorded: u32,
    /// Of these, left out with a reason.
    excluded: u32,
    /// Of these, neither.
    unhandled: u32,
}

/// An article by name and source.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ArticleName<'a> {
    /// The name of its file.
    article: &'a str,
    /// Our title.
    title: InLanguages<'a>,
    /// The report that it rests on.
    source: Citation<'a>,
    /// What time its figures speak of where they do not say otherwise.
    period: Edtf,
    /// How much of the source is accounted for.
    coverage: CoverageData,
    /// Its pages, seen from this file.
    pages: Addresses,
    /// Its data, seen from this file.
    #[schemars(extend("format" = "uri-reference"))]
    data: String,
}

/// An arithmetical statement between figures of one article, and what came of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct RelationData<'a> {
    /// The article that it belongs to.
    article: &'a str,
    /// Fragment of it on the article's page.
    anchor: &'a str,
    /// As the editor wrote it, over ids of metrics.
    relation: &'a str,
    /// The same in words.
    words: InLanguages<'a>,
    /// Fragments of the records of its figures, in its order.
    figures: Vec<&'a str>,
    /// How it came out, by interval arithmetic over the printed precision.
    verdict: Outcome,
    /// The sum worked out. Left out where it simply holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    worked: Option<InLanguages<'a>>,
    /// Why it does not hold, where the editor knows. Left out where it holds or nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<InLanguages<'a>>,
}

/// The citation of a report.
pub(super) fn citation(origin: &Origin) -> Citation<'_> {
    Citation {
        headline: origin.headline.as_deref(),
        subtitle: origin.subtitle.as_deref(),
        producer: origin.producer.as_deref(),
        edition: origin.edition.as_deref(),
        date: origin.date.as_ref().map(Edtf::of),
        authors: origin.authors.iter().map(String::as_str).collect(),
        file: &origin.file,
        sha256: &origin.sha256,
        url: origin.url.as_deref(),
        note: origin.note.as_deref().map(|note| InLanguages::of(note, origin.note_en.as_deref())),
    }
}

/// How much is accounted for.
pub(super) fn coverage(coverage: &Coverage) -> CoverageData {
    CoverageData {
        state: coverage.state,
        figures: coverage.figures,
        recorded: coverage.bound,
        excluded: coverage.excluded,
        unhandled: coverage.unhandled(),
    }
}

/// An article by name and source.
pub(super) fn article_name<'a>(views: &Views<'a>, ix: ArticleIx) -> ArticleName<'a> {
    let (view, catalog) = (&views.zh, views.catalog());
    let article = catalog.article(ix);
    let page = SitePath::article(article);
    ArticleName {
        article: &article.slug,
        title: InLanguages::of(&article.title, article.title_en.as_deref()),
        source: citation(&article.origin),
        period: Edtf::of(&article.period),
        coverage: coverage(&view.site.coverage[ix.ix()]),
        pages: Addresses::of(view, &page),
        data: view.path.link_to(&page.twin()),
    }
}

/// The arithmetic of an article.
pub(super) fn relations<'a>(views: &Views<'a>, ix: ArticleIx) -> impl Iterator<Item = RelationData<'a>> {
    let catalog = views.catalog();
    let article = catalog.article(ix);
    let verdicts = &views.zh.site.checked.verdicts[ix.ix()];
    article.relations.iter().zip(verdicts).map(move |(one, verdict)| RelationData {
        article: &article.slug,
        anchor: &one.anchor,
        relation: &one.text,
        words: InLanguages::said(views, |view| relation_text(view, one).into_plain()),
        figures: figures(catalog, one),
        verdict: verdict.outcome,
        worked: worked(verdict),
        known: one.known.as_deref().map(|known| InLanguages::of(known, one.known_en.as_deref())),
    })
}

fn figures<'a>(catalog: &'a Catalog, relation: &Relation) -> Vec<&'a str> {
    relation.figures().into_iter().map(|o| &*catalog.observation(o).anchor).collect()
}

fn worked(verdict: &Verdict) -> Option<InLanguages<'_>> {
    let shows = verdict.outcome != Outcome::Holds && !verdict.sentence.is_empty();
    shows.then(|| InLanguages::of(&verdict.sentence.zh, Some(&verdict.sentence.en)))
}
