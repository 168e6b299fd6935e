//! An article as data: its source, all its figures, its arithmetic, what it leaves out and why.

use std::io;

use anyhow::Result;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::{href::SitePath, part::summary_text};
use super::figure::{Figure, figure};
use super::lines::write_lines;
use super::place::{PlaceData, place};
use super::source::{Citation, CoverageData, RelationData, citation, coverage, relations};
use super::words::{Addresses, Edtf, InLanguages, LineSpan, Origin, Views, origin};
use crate::model::{ArticleIx, ExcludeReason, Exclusion, State};

/// An article: one source report, and every figure that is recorded of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Article<'a> {
    /// The schema of this file, seen from it.
    #[serde(rename = "$schema")]
    #[schemars(extend("format" = "uri-reference"))]
    schema: &'static str,
    /// The site that it comes from.
    site: Origin<'a>,
    /// The pages that say the same, seen from this file.
    pages: Addresses,
    /// The name of its file.
    article: &'a str,
    /// Our title.
    title: InLanguages<'a>,
    /// Our summary.
    summary: InLanguages<'a>,
    /// The place that it reports on.
    place: PlaceData<'a>,
    /// The report that it rests on.
    source: Citation<'a>,
    /// What time its figures speak of where they do not say otherwise.
    period: Edtf,
    /// How much of the source is accounted for.
    coverage: CoverageData,
    /// Whether a second person held its figures against the source.
    state: State,
    /// Who did. Left out where nobody has.
    #[serde(skip_serializing_if = "Option::is_none")]
    checked_by: Option<&'a str>,
    /// When. Left out where nobody has.
    #[serde(skip_serializing_if = "Option::is_none")]
    checked_on: Option<String>,
    /// Every figure, in the order of the article's file.
    figures: Vec<Figure<'a>>,
    /// Its arithmetic.
    relations: Vec<RelationData<'a>>,
    /// Numbers of the source that are no figures of the site.
    excluded: Vec<ExclusionData<'a>>,
    /// Numbers of the source that are neither recorded nor left out with a reason.
    unhandled: Vec<MissedData<'a>>,
}

/// A number of the source that is no figure of the site.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ExclusionData<'a> {
    /// As the source prints it.
    text: &'a str,
    /// Where.
    lines: Vec<LineSpan>,
    /// Why it is none.
    reason: ExcludeReason,
    /// The editor's remark. Left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<InLanguages<'a>>,
}

/// A number of the source that is not accounted for.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct MissedData<'a> {
    /// As the source prints it.
    text: &'a str,
    /// Its first line.
    line: u32,
}

/// An article.
///
/// # Errors
/// None that a writer into memory has.
pub(super) fn render(views: &Views<'_>, ix: ArticleIx, out: &mut impl io::Write) -> Result<()> {
    let (view, catalog) = (&views.zh, views.catalog());
    let article = catalog.article(ix);
    let state = view.site.standings[ix.ix()].state();
    let look = article.checked.as_ref().filter(|_| state == State::Checked);
    let missing = catalog.audit[ix.ix()].iter().flat_map(|record| &record.missing);
    write_lines(
        &Article {
            schema: super::Shape::Article.seen_from_data(),
            site: origin(view),
            pages: Addresses::of(view, &SitePath::article(article)),
            article: &article.slug,
            title: InLanguages::of(&article.title, article.title_en.as_deref()),
            summary: InLanguages::said_if(views, article.summary_en.is_some(), |view| {
                summary_text(view, article).into_plain()
            }),
            place: place(catalog.place(article.place)),
            source: citation(&article.origin),
            period: Edtf::of(&article.period),
            coverage: coverage(&view.site.coverage[ix.ix()]),
            state,
            checked_by: look.map(|look| &*look.by),
            checked_on: look.map(|look| look.date.to_string()),
            figures: article.observation_ids().map(|o| figure(views, o)).collect(),
            relations: relations(views, ix).collect(),
            excluded: article.exclusions.iter().map(exclusion).collect(),
            unhandled: missing.map(|m| MissedData { text: &m.text, line: m.line }).collect(),
        },
        out,
    )
}

fn exclusion(exclusion: &Exclusion) -> ExclusionData<'_> {
    ExclusionData {
        text: &exclusion.text,
        lines: LineSpan::of(&exclusion.lines.0),
        reason: exclusion.reason,
        note: exclusion.note.as_deref().map(|note| InLanguages::of(note, exclusion.note_en.as_deref())),
    }
}
