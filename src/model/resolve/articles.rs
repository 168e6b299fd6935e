//! `content/articles/*.md`, in two parallel passes: observations, then relations and texts.

use std::{collections::HashMap, ops::Range};

use rayon::prelude::*;

use super::{
    decisions::resolve_corrections,
    events::resolve_event,
    observations::{Drafts, Known, resolve_observations},
    origin::resolve_origin,
    practices::resolve_practice,
    relations::{resolve_exclusion, resolve_relations},
    report::{Reporter, mend, optional, owned, quoted},
    rules::{MISSING_FIELD, UNKNOWN_PLACE},
    state::{Stated, TakenBack, is_taken_back, resolve_retracted, resolve_state},
    texts::{Figures, resolve_body, resolve_line},
};
use crate::{
    diag::{At, Finding, SourceFile, SourceMap, Words, did_you_mean, near, say},
    model::{
        article::{Article, Event, Exclusion, Practice, Relation},
        body::Body,
        catalog::Catalog,
        ids::{ArticleIx, MetricIx, ObsIx, PlaceCode, PlaceIx},
        metric::{Metric, Scope},
        origin::Origin,
        period::{Date, Period},
        place::Place,
        ruling::Correction,
        state::{Retracted, State},
    },
    read::{Doc, RawArticle, RawObservation, Read, Unread, item_lines},
};

/// So many articles are resolved before what they give is joined.
const AT_ONCE: usize = 256;

/// What an article names but could not be resolved: entries that have a finding, so that what refers to them needs
/// none.
pub(super) struct Refused {
    /// The article's place, where it is known.
    pub(super) place: Option<PlaceIx>,
    /// Metric ids of the entries.
    ids: Vec<String>,
    /// Also entries whose metric is not known.
    any: bool,
}

impl Refused {
    /// Whether a figure of `metric` may be among what was refused.
    pub(super) fn may_hold(&self, metric: &str) -> bool {
        self.any || self.ids.iter().any(|id| id == metric)
    }
}

/// The first pass over one article.
#[derive(Default)]
struct Draft {
    place: Option<PlaceIx>,
    period: Option<Period>,
    entry_lines: Box<[u32]>,
    drafts: Drafts,
    /// Nothing of `metrics` is there, or could be read.
    unrecorded: bool,
    stated: Stated,
    /// The figures of an article that was taken back.
    withdrawn: Option<Vec<(String, Period)>>,
    findings: Vec<Finding>,
}

/// Articles after the first pass.
#[derive(Default)]
pub(super) struct Begun {
    /// Their records, without those of the observations.
    pub(super) docs: Vec<Doc<RawArticle>>,
    /// What could not be resolved, by article.
    pub(super) refused: Vec<Refused>,
    /// The records of those that were taken back.
    pub(super) withdrawn: Vec<Doc<RawArticle>>,
    /// What was wrong with their files.
    pub(super) of_reading: Vec<Finding>,
}

/// Reads articles and adds them to the catalogue with their observations and local metrics.
pub(super) fn begin_articles(
    unread: Vec<Unread>,
    sources: &SourceMap,
    catalog: &mut Catalog,
    findings: &mut Vec<Finding>,
) -> Begun {
    let numbers: HashMap<String, MetricIx> =
        catalog.metric_ids().map(|ix| (catalog.metric(ix).id.to_string(), ix)).collect();
    let codes: HashMap<String, PlaceIx> =
        catalog.place_ids().map(|ix| (catalog.place(ix).code.to_string(), ix)).collect();
    // What articles name stands aside while they are added to the catalogue.
    let domains = std::mem::take(&mut catalog.domains);
    let mut metrics = std::mem::take(&mut catalog.metrics);
    let places = std::mem::take(&mut catalog.places);
    let known = Known { domains: &domains, metrics: &metrics, numbers: &numbers };
    let listed = Listed { metrics: metrics.len(), places: places.len() };
    let one = |(i, unread): (usize, Unread)| {
        let source = sources.file(unread.file);
        let mut read: Read<RawArticle> = unread.read(source);
        let draft = first_pass(&mut read.doc, ArticleIx::at(i), sources, &known, &codes, &places);
        (i, read, draft)
    };
    let mut begun = Begun::default();
    let all = unread.len();
    let mut join_all = |read: Vec<(usize, Read<RawArticle>, Draft)>| {
        if catalog.observations.is_empty() && !read.is_empty() {
            // Room for all, if they are like the first ones.
            let found: usize = read.iter().map(|(.., draft)| draft.drafts.observations.len()).sum();
            catalog.observations.reserve(found * all.div_ceil(read.len()));
        }
        for (i, read, draft) in read {
            join(catalog, &mut begun, (i, listed), (read, draft), sources, findings);
        }
    };
    // Each is resolved as it is read, and some are joined while the next are read: neither their raw observations nor the
    // resolved ones twice ever stand in memory all at once.
    let mut unread = unread.into_iter().enumerate();
    let mut read = Vec::new();
    loop {
        let some: Vec<(usize, Unread)> = unread.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            break;
        }
        ((), read) = rayon::join(|| join_all(read), || some.into_par_iter().map(one).collect());
    }
    join_all(read);
    metrics.append(&mut catalog.metrics);
    (catalog.domains, catalog.metrics, catalog.places) = (domains, metrics, places);
    begun
}

/// How many there are that every article may name.
#[derive(Clone, Copy)]
struct Listed {
    metrics: usize,
    places: usize,
}

/// Adds an article, by its position among those that were read, after the first pass.
fn join(
    catalog: &mut Catalog,
    begun: &mut Begun,
    (i, listed): (usize, Listed),
    (Read { doc, findings: of_file }, mut draft): (Read<RawArticle>, Draft),
    sources: &SourceMap,
    findings: &mut Vec<Finding>,
) {
    begun.of_reading.extend(of_file);
    findings.append(&mut draft.findings);
    let withdrawn = draft.withdrawn.take();
    // A place of its own, which no other article has, where the place is not known.
    let place = draft.place.unwrap_or_else(|| PlaceIx::at(listed.places + i));
    let ids = std::mem::take(&mut draft.drafts.refused);
    let refused = Refused {
        place: draft.place,
        any: draft.unrecorded || ids.contains(&None),
        ids: ids.into_iter().flatten().collect(),
    };
    let start = join_drafts(catalog, listed.metrics, std::mem::take(&mut draft.drafts));
    let end = ObsIx::at(catalog.observations.len()).0;
    let article = begin(&doc, draft, place, start..end, sources);
    match withdrawn {
        Some(figures) => {
            catalog.retracted.push(retract(&doc, article, figures, findings));
            begun.withdrawn.push(doc);
        }
        None => {
            catalog.articles.push(article);
            begun.refused.push(refused);
            begun.docs.push(doc);
        }
    }
}

/// An article with what the first pass gives.
fn begin(
    doc: &Doc<RawArticle>,
    draft: Draft,
    place: PlaceIx,
    observations: Range<u32>,
    sources: &SourceMap,
) -> Article {
    let Stated { state, entered, checked } = draft.stated;
    Article {
        file: doc.file,
        path: sources.file(doc.file).path.as_str().into(),
        entry_lines: draft.entry_lines,
        slug: doc.slug.clone(),
        title: String::new(),
        title_en: None,
        place,
        summary: Body::default(),
        summary_en: None,
        origin: Origin::default(),
        period: draft.period.unwrap_or_else(unknown_period),
        state,
        entered,
        checked,
        published: None,
        reprint_of: None,
        observations,
        relations: Vec::new(),
        exclusions: Vec::new(),
        corrections: Vec::new(),
        events: Vec::new(),
        practices: Vec::new(),
        body: Body::default(),
        body_en: None,
    }
}

/// What is left of an article that was taken back.
fn retract(
    doc: &Doc<RawArticle>,
    article: Article,
    figures: Vec<(String, Period)>,
    findings: &mut Vec<Finding>,
) -> Retracted {
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    let raw = &doc.data;
    let article = Article {
        state: State::Retracted,
        title: report.required(&raw.title, "", "title").unwrap_or_default().to_owned(),
        title_en: owned(&raw.title_en),
        origin: resolve_origin(raw.origin.as_ref(), &mut report),
        published: optional(&raw.published).and_then(|text| report.day(text, "published")),
        ..article
    };
    let TakenBack { date, reason, reason_en, editor } =
        resolve_retracted(raw.retracted.as_ref(), &mut report);
    // Without a date there is a finding, and no page.
    let date = date.unwrap_or(Date { year: 0, month: 0, day: 0, approximate: false, uncertain: false });
    Retracted { article, date, reason, reason_en, editor, figures }
}

/// Resolves what refers to observations: relations and texts.
pub(super) fn finish_articles(
    docs: Vec<Doc<RawArticle>>,
    sources: &SourceMap,
    catalog: &mut Catalog,
    refused: &[Refused],
    findings: &mut Vec<Finding>,
) {
    let second: Vec<Second> = docs
        .into_par_iter()
        .enumerate()
        .map(|(i, doc)| second_pass(doc, ArticleIx::at(i), sources, catalog, refused))
        .collect();
    for (article, second) in catalog.articles.iter_mut().zip(second) {
        findings.extend(second.findings);
        article.title = second.title;
        article.title_en = second.title_en;
        article.summary = second.summary;
        article.summary_en = second.summary_en;
        article.origin = second.origin;
        article.published = second.published;
        article.relations = second.relations;
        article.exclusions = second.exclusions;
        article.corrections = second.corrections;
        article.events = second.events;
        article.practices = second.practices;
        article.body = second.body;
    }
}

/// Where the entries of `metrics` begin.
fn entry_lines(file: &SourceFile) -> Box<[u32]> {
    item_lines(&file.text, file.yaml.clone(), "metrics").into()
}

/// Stands in while the article's own period cannot be read; the finding says so.
fn unknown_period() -> Period {
    Period::Span(None, None)
}

fn first_pass(
    doc: &mut Doc<RawArticle>,
    article: ArticleIx,
    sources: &SourceMap,
    known: &Known<'_>,
    codes: &HashMap<String, PlaceIx>,
    places: &[Place],
) -> Draft {
    let mut findings = Vec::new();
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings: &mut findings };
    // Raw observations are many, and of no use once they are resolved.
    let metrics = doc.data.metrics.take();
    let listed = metrics.is_some();
    let mut metrics = metrics.unwrap_or_default();
    let raw = &doc.data;
    let place = report.required(&raw.place, "", "place").and_then(|code| {
        let found = codes.get(code).copied();
        if found.is_none() {
            report.push(unknown_place(code, At::value(doc.file, "place"), places));
        }
        found
    });
    let period = report.required(&raw.period, "", "period").and_then(|text| report.period(text, "period"));
    let default = period.clone().unwrap_or_else(unknown_period);
    if is_taken_back(raw) {
        let figure = |m: RawObservation| {
            let own = optional(&m.period).and_then(|text| Period::parse(text).ok());
            Some((owned(&m.metric)?, own.unwrap_or_else(|| default.clone())))
        };
        let withdrawn = Some(metrics.into_iter().filter_map(figure).collect());
        return Draft { place, period, withdrawn, findings, ..Draft::default() };
    }
    let stated = resolve_state(raw, &mut report);
    let drafts = resolve_observations(&mut metrics, article, &default, known, &mut report);
    let unreadable = doc.gaps.explain("", "metrics");
    if !listed && !unreadable {
        report.push(
            Finding::error(
                MISSING_FIELD,
                At::value(doc.file, "metrics"),
                Words::fixed("这篇报道没有登记任何数字", "this article records no figure"),
            )
            .help(Words::fixed(
                "在 metrics 里逐条登记来源印出的数字：- {metric: poverty.rate, value: 0.25%, lines: 8}",
                "record each figure that the source prints under metrics: - {metric: poverty.rate, value: 0.25%, lines: 8}",
            )),
        );
    }
    let unrecorded = unreadable || metrics.is_empty();
    let entry_lines = entry_lines(sources.file(doc.file));
    Draft { place, period, entry_lines, drafts, unrecorded, stated, withdrawn: None, findings }
}

/// The finding for a place code that is not listed.
pub(super) fn unknown_place(code: &str, at: At, places: &[Place]) -> Finding {
    let near = near(code, places.iter().flat_map(|p| p.spellings().map(move |name| (name, &p.code))));
    let place = |code: &PlaceCode| places.iter().find(|p| p.code == *code);
    let shown = near
        .items
        .iter()
        .filter_map(|code| place(code))
        .map(|p| say!(("\"{}\"（{}）", p.code, p.name), ("\"{}\" ({})", p.code, p.en)));
    let named = near.meant().and_then(place).filter(|p| p.name == code);
    let help = match (named, did_you_mean(shown)) {
        (Some(p), _) => say!(("这里写代码：\"{}\"", p.code), ("write the code here: \"{}\"", p.code)),
        (None, Some(question)) => question,
        (None, None) => Words::fixed(
            "先在 content/places.yaml 里加上这个地区",
            "add the place to content/places.yaml first",
        ),
    };
    let message = say!("地区表里没有 {code}", "“{code}” is not in the list of places");
    let finding = Finding::error(UNKNOWN_PLACE, at.clone(), message).help(help);
    // A name that only sounds or looks alike may be that of a county which is not listed yet.
    mend(finding, at, near.meant().filter(|_| near.same).map(|code| quoted(code.as_str())))
}

/// Moves the drafts into the catalogue, whose metrics are the local ones so far; these get their final numbers, after those
/// of the `listed` ones.
/// Gives the first observation's number.
fn join_drafts(catalog: &mut Catalog, listed: usize, drafts: Drafts) -> u32 {
    let shift = catalog.metrics.len();
    let start = ObsIx::at(catalog.observations.len()).0;
    // Those that were taken back were counted until now, and are no more.
    let article = ArticleIx::at(catalog.articles.len());
    let local = |metric| Metric { scope: Scope::Local(article), ..metric };
    catalog.metrics.extend(drafts.locals.into_iter().map(local));
    catalog.observations.extend(drafts.observations.into_iter().map(|mut o| {
        o.article = article;
        if o.metric.ix() >= listed {
            o.metric = MetricIx::at(o.metric.ix() + shift);
        }
        o
    }));
    start
}

struct Second {
    title: String,
    title_en: Option<String>,
    summary: Body,
    summary_en: Option<Body>,
    origin: Origin,
    published: Option<Date>,
    relations: Vec<Relation>,
    exclusions: Vec<Exclusion>,
    corrections: Vec<Correction>,
    events: Vec<Event>,
    practices: Vec<Practice>,
    body: Body,
    findings: Vec<Finding>,
}

fn second_pass(
    doc: Doc<RawArticle>,
    ix: ArticleIx,
    sources: &SourceMap,
    catalog: &Catalog,
    refused: &[Refused],
) -> Second {
    let mut findings = Vec::new();
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings: &mut findings };
    let raw = &doc.data;
    let figures = Figures::of_article(catalog, refused, ix);
    let text = &sources.file(doc.file).text;
    let summary = report.required(&raw.summary, "", "summary").unwrap_or_default();
    Second {
        title: report.required(&raw.title, "", "title").unwrap_or_default().to_owned(),
        title_en: owned(&raw.title_en),
        summary: resolve_line(summary, "summary", &figures, &mut report),
        summary_en: optional(&raw.summary_en)
            .map(|line| resolve_line(line, "summary_en", &figures, &mut report)),
        origin: resolve_origin(raw.origin.as_ref(), &mut report),
        published: optional(&raw.published).and_then(|text| report.day(text, "published")),
        relations: resolve_relations(&raw.relations, &figures, &mut report),
        exclusions: (raw.exclude.iter().enumerate())
            .filter_map(|(i, e)| resolve_exclusion(e, i, &mut report))
            .collect(),
        corrections: resolve_corrections(&raw.corrections, &figures, &mut report),
        events: (raw.events.iter().enumerate())
            .filter_map(|(i, e)| resolve_event(e, i, &figures, &mut report))
            .collect(),
        practices: (raw.practices.iter().enumerate())
            .filter_map(|(i, p)| resolve_practice(p, i, &figures, &mut report))
            .collect(),
        body: resolve_body(text, doc.body, &figures, &mut report),
        findings,
    }
}
