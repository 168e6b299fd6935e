//! The page of an article: its citation, our text, all its figures with their records, its arithmetic.

use std::collections::BTreeSet;

use serde::Serialize;
use tera::Value;

use super::super::{
    asked::{Ask, Asked},
    export::Twin,
    flat::flat,
    href::SitePath,
    linked::Subject,
    part::{
        BlockView, Cite, CoverageView, Download, PageHead, PageTitle, PracticeView, RecordView, Related,
        RelationView, SourceCite, StateView, TextView, VerdictView, authors, cite, cite_source,
        coverage_of_article, download_bibliography, download_csv, download_twin, drawn_at, kind_note,
        page_head, practices_in, record, related_to_article, relation, relation_text, report_article, state,
        summary_html, summary_text, table_number, text_blocks, verdict, verdict_summary,
    },
    text::Text,
    view::{Link, Shared, View},
};
use crate::derive::{Use, VerdictCounts, title};
use crate::model::{Article, ArticleIx, ExcludeReason, Exclusion, Kind, ObsIx, Origin, PlaceIx};

/// The page of an article.
#[derive(Debug, Serialize)]
pub(crate) struct ArticlePage<'a> {
    root: String,
    page: PageHead,
    place: PlaceView,
    origin: Option<OriginView<'a>>,
    /// The article that it prints again.
    reprint_of: Option<Link>,
    /// Articles that print it again.
    reprints: Vec<Link>,
    coverage: Option<CoverageView<'a>>,
    state: Option<StateView<'a>>,
    summary_html: String,
    body: Vec<BlockView<'a>>,
    practices: Vec<PracticeView>,
    toc: Vec<Entry>,
    figures_count: String,
    kinds: Vec<KindView<'a>>,
    figures: Vec<Record<'a>>,
    relations: Vec<RelationView<'a>>,
    verdict_summary: String,
    exclusions: Vec<ExclusionView<'a>>,
    exclusions_count: String,
    ways: Vec<Related<'a>>,
    downloads: Vec<Download<'a>>,
    cite: Option<Cite>,
    bibliography: String,
    cite_source: Option<SourceCite>,
    report: Option<String>,
}

/// A kind of figures on the page, and what it means.
#[derive(Debug, Serialize)]
struct KindView<'a> {
    word: &'a str,
    note: &'a str,
}

#[derive(Debug, Serialize)]
pub(super) struct PlaceView {
    name: Text,
    href: String,
    prefecture: Text,
}

/// The citation of a report, field by field.
#[derive(Debug, Serialize)]
pub(super) struct OriginView<'a> {
    fields: Vec<Field<'a>>,
    url: Option<&'a str>,
    note: Option<Text>,
    file: &'a str,
    sha256: &'a str,
}

/// A field of the citation; without a value it is not printed in the source.
#[derive(Debug, Serialize)]
struct Field<'a> {
    id: &'static str,
    label: &'a str,
    value: Option<Text>,
    status: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) label: Text,
}

/// A figure with the arithmetic that it takes part in and the pages that use it.
#[derive(Debug)]
struct Record<'a> {
    asked: Asked,
    record: RecordView<'a>,
    group: Option<Text>,
    relations: Vec<RelationRef<'a>>,
    used_in: Vec<Value>,
}

flat!(Record { ..record, group, relations if Relations, used_in if UsedIn });

#[derive(Clone, Debug, Serialize)]
struct RelationRef<'a> {
    href: String,
    text: Text,
    verdict: VerdictView<'a>,
}

#[derive(Debug, Serialize)]
struct ExclusionView<'a> {
    text: Text,
    lines: String,
    reason: &'a str,
    note: Option<Text>,
}

/// The page of an article.
pub(crate) fn article<'a>(view: &View<'a>, ix: ArticleIx) -> ArticlePage<'a> {
    let (site, catalog) = (view.site, view.catalog());
    let article = catalog.article(ix);
    let place = catalog.place(article.place);
    let verdicts = &site.checked.verdicts[ix.ix()];
    let text = TextView::of_article(view, ix);
    let (body, headings) = text_blocks(view, &text);
    let relations = article.relations.iter().zip(verdicts);
    ArticlePage {
        root: view.path.root(),
        page: page_head(view, head(view, ix, article)).about(view, Subject::Article(ix)),
        place: place_view(view, article.place),
        origin: view.asked(Ask::Origin, || Some(origin(view, &article.origin))),
        reprint_of: article.reprint_of.map(|original| article_link(view, original)),
        reprints: site.index.reprints_of(ix).iter().map(|again| article_link(view, *again)).collect(),
        coverage: view.asked(Ask::Coverage, || Some(coverage_of_article(view, ix))),
        state: view.asked(Ask::State, || Some(state(view, ix))),
        summary_html: summary_html(view, article),
        body,
        practices: practices_in(view, ix),
        toc: headings.into_iter().map(|h| Entry { id: h.id, label: view.chinese(&h.label) }).collect(),
        figures_count: view.words.count("article.figures_count", article.observations.len()),
        kinds: kinds(view, article),
        figures: records(view, ix),
        relations: view.asked(Ask::Relations, || relations.map(|(r, v)| relation(view, r, v)).collect()),
        verdict_summary: verdict_summary(view, VerdictCounts::of(verdicts.iter().map(|v| &v.outcome))),
        exclusions: view
            .asked(Ask::Exclusions, || article.exclusions.iter().map(|e| exclusion(view, e)).collect()),
        exclusions_count: view.words.count("article.exclusions_count", article.exclusions.len()),
        ways: view.asked(Ask::Ways, || related_to_article(view, ix)),
        downloads: view.asked(Ask::Downloads, || {
            vec![
                download_csv(view, "download.this_place", &format!("data/{}.csv", place.code)),
                download_twin(view, Twin::Article(ix)),
                download_bibliography(view, article),
            ]
        }),
        cite: view.asked(Ask::Cite, || Some(cite(view, &view.article_title(ix), article.observation_ids()))),
        bibliography: view.href(&SitePath::bibliography(article)),
        cite_source: view.asked(Ask::CiteSource, || Some(cite_source(view, article))),
        report: view.asked(Ask::Report, || report_article(view, ix)),
    }
}

fn article_link(view: &View<'_>, ix: ArticleIx) -> Link {
    Link { label: view.article_title(ix), href: view.article_href(ix) }
}

/// The place that an article reports on.
pub(super) fn place_view(view: &View<'_>, place: PlaceIx) -> PlaceView {
    PlaceView {
        name: view.place_name(place),
        href: view.href(&SitePath::county(view.catalog().place(place))),
        prefecture: view.prefecture_name(place),
    }
}

/// The kinds of an article's figures, each once, in their fixed order.
fn kinds<'a>(view: &View<'a>, article: &Article) -> Vec<KindView<'a>> {
    let kinds: BTreeSet<Kind> =
        article.observation_ids().map(|o| view.catalog().observation(o).kind).collect();
    let words = view.words;
    kinds.into_iter().map(|k| KindView { word: view.speech.kind(k), note: kind_note(words, k) }).collect()
}

fn head(view: &View<'_>, ix: ArticleIx, article: &Article) -> PageTitle {
    let articles = view.link(view.words.get("nav.articles"), &SitePath::new("articles.html"));
    PageTitle {
        title: view.article_title(ix),
        description: summary_text(view, article),
        kind: "article",
        nav: "articles".to_owned(),
        source: Some(article.path.to_string()),
        above: vec![articles, view.place_link(article.place)],
    }
}

/// The citation of a report, field by field.
pub(super) fn origin<'a>(view: &View<'a>, origin: &'a Origin) -> OriginView<'a> {
    let field = |id, key: &'a str, value: Option<&String>| Field {
        id,
        label: view.words.get(key),
        value: value.map(|value| view.chinese(value)),
        status: None,
    };
    let inferred = origin.date.as_ref().is_some_and(crate::model::Period::is_approximate);
    let date = Field {
        id: "date",
        label: view.words.get("origin.date"),
        value: origin.date.as_ref().map(|d| view.period(&d.plain()).into()),
        status: inferred.then(|| view.words.get("origin.inferred")),
    };
    OriginView {
        fields: vec![
            field("headline", "origin.headline", origin.headline.as_ref()),
            field("subtitle", "origin.subtitle", origin.subtitle.as_ref()),
            field("producer", "origin.producer", origin.producer.as_ref()),
            field("edition", "origin.edition", origin.edition.as_ref()),
            date,
            Field {
                value: (!origin.authors.is_empty()).then(|| authors(view, origin)),
                ..field("authors", "origin.authors", None)
            },
        ],
        url: origin.url.as_deref(),
        note: origin.note.as_deref().map(|note| view.choose(note, origin.note_en.as_deref())),
        file: &origin.file,
        sha256: &origin.sha256,
    }
}

/// All figures of an article in the order of its front matter, which is that of the domains; what the catalogue's formulas
/// gave stands last in its domain.
fn records<'a>(view: &View<'a>, ix: ArticleIx) -> Vec<Record<'a>> {
    let catalog = view.catalog();
    let article = catalog.article(ix);
    let relations = article.relations.iter().zip(&view.site.checked.verdicts[ix.ix()]);
    let relations = relations.map(|(relation, found)| RelationRef {
        href: format!("#{}", relation.anchor),
        text: relation_text(view, relation),
        verdict: verdict(view, relation, found),
    });
    let relations: Vec<RelationRef<'a>> = view.asked(Ask::Relations, || relations.collect());
    let relation_of = |used: &Use| match used {
        Use::Relation(n) => relations.get(*n as usize).cloned(),
        _ => None,
    };
    let mut before = None;
    let one = |ix: ObsIx| {
        let domain = catalog.metric(catalog.observation(ix).metric).domain;
        let group = (before.replace(domain) != Some(domain)).then(|| view.domain_label(domain));
        let uses = view.site.links.uses(ix);
        Record {
            asked: view.asked,
            record: record(view, ix),
            group,
            relations: uses.iter().filter_map(relation_of).collect(),
            used_in: view.asked(Ask::UsedIn, || used_in(view, ix, uses)),
        }
    };
    let is_catalogued = |ix: &ObsIx| catalog.observation(*ix).is_catalogued();
    let (derived, mut order): (Vec<ObsIx>, Vec<ObsIx>) = article.observation_ids().partition(is_catalogued);
    let domain = |ix: ObsIx| catalog.metric(catalog.observation(ix).metric).domain;
    for ix in derived {
        let last = order.iter().rposition(|o| domain(*o) == domain(ix));
        order.insert(last.map_or(order.len(), |at| at + 1), ix);
    }
    order.into_iter().map(one).collect()
}

/// Where else a figure is shown: the profile of its place, its metric, the text of the article and what is drawn in it,
/// tables, plain pages.
fn used_in(view: &View<'_>, ix: ObsIx, uses: &[Use]) -> Vec<Value> {
    let catalog = view.catalog();
    let metric = catalog.observation(ix).metric;
    let place = catalog.place_of(ix);
    let value = |link: Link| Value::from_serializable(&link);
    let mut links = vec![view.shared(Shared::PlaceLink(place), || view.place_link(place))];
    if catalog.metric(metric).is_catalogued() {
        links.push(value(Link { label: view.words.get("head.metric").into(), ..view.metric(metric) }));
    }
    links.extend(uses.iter().filter_map(|used| match used {
        Use::Table(n) => Some(view.shared(Shared::TableLink(*n), || {
            let n = *n as usize;
            view.link(table_number(view, n), &SitePath::table(&catalog.tables[n].slug))
        })),
        Use::Page(n) => {
            let page = &catalog.pages[*n as usize];
            Some(value(view.link(view.page_title(page), &SitePath::text(page))))
        }
        Use::Body => {
            Some(view.shared(Shared::TextLink, || here(view.words.get("article.used_text"), "text")))
        }
        Use::Drawn(n) => drawn(view, catalog.observation(ix).article, *n as usize).map(value),
        Use::Home => Some(value(view.link(view.words.get("nav.home"), &SitePath::new("index.html")))),
        Use::Relation(_) => None,
    }));
    links
}

/// A link to another part of the page.
fn here(label: impl Into<Text>, id: &str) -> Link {
    Link { label: label.into(), href: format!("#{id}") }
}

/// The chart or table of an article's text with this position, where it is drawn.
fn drawn(view: &View<'_>, article: ArticleIx, n: usize) -> Option<Link> {
    let plan = view.site.charts.of_article(article).get(n)?;
    let title = view.mixed(&title(view.speech, &plan.title));
    Some(here(view.fill("article.used_drawn", &[("title", &title)]), &drawn_at(plan)?))
}

fn exclusion<'a>(view: &View<'a>, exclusion: &'a Exclusion) -> ExclusionView<'a> {
    let reason = match exclusion.reason {
        ExcludeReason::Slogan => "reason.slogan",
        ExcludeReason::Ordinal => "reason.ordinal",
        ExcludeReason::Date => "reason.date",
        ExcludeReason::Name => "reason.name",
        ExcludeReason::Document => "reason.document",
        ExcludeReason::Threshold => "reason.threshold",
        ExcludeReason::Individual => "reason.individual",
        ExcludeReason::Duplicate => "reason.duplicate",
        ExcludeReason::Rhetoric => "reason.rhetoric",
        ExcludeReason::Garbled => "reason.garbled",
    };
    ExclusionView {
        text: view.chinese(&exclusion.text),
        lines: view.lines(&exclusion.lines),
        reason: view.words.get(reason),
        note: exclusion.note.as_deref().map(|note| view.choose(note, exclusion.note_en.as_deref())),
    }
}
