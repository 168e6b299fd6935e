//! `content/articles/*.md`, in two parallel passes: observations, then relations and texts.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{
    decisions::resolve_corrections,
    events::resolve_event,
    lookup::{unknown_figure, wrong_part},
    observations::{Drafts, Known, resolve_observations},
    practices::resolve_practice,
    report::{Reporter, join, mend, optional, owned, quoted},
    rules::{MALFORMED_ORIGIN, MALFORMED_PERIOD, MALFORMED_RELATION, MISSING_FIELD, UNKNOWN_PLACE},
    texts::{Figures, resolve_body, resolve_line},
};
use crate::{
    diag::{At, Finding, SourceFile, SourceMap, Words, did_you_mean, near, say},
    model::{
        article::{Article, Event, ExcludeReason, Exclusion, Practice, Relation},
        body::Body,
        catalog::Catalog,
        ids::{ArticleIx, MetricIx, ObsIx, PlaceCode, PlaceIx},
        origin::Origin,
        period::{Date, Period},
        place::Place,
        relation::{Reference, parse_relation},
        ruling::Correction,
        version::relation_anchors,
    },
    read::{Doc, RawArticle, RawExclusion, RawOrigin, RawRelation, Read, Text, Unread, item_lines},
};

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
struct Draft {
    place: Option<PlaceIx>,
    period: Option<Period>,
    entry_lines: Box<[u32]>,
    drafts: Drafts,
    /// Nothing of `metrics` is there, or could be read.
    unrecorded: bool,
    findings: Vec<Finding>,
}

/// Articles after the first pass.
pub(super) struct Begun {
    /// Their records, without those of the observations.
    pub(super) docs: Vec<Doc<RawArticle>>,
    /// What could not be resolved, by article.
    pub(super) refused: Vec<Refused>,
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
    let codes: HashMap<&str, PlaceIx> =
        catalog.place_ids().map(|ix| (catalog.place(ix).code.as_str(), ix)).collect();
    let known = Known { domains: &catalog.domains, metrics: &catalog.metrics, numbers: &numbers };
    // Each is resolved as it is read: raw observations never stand in memory all at once.
    let (read, drafts): (Vec<Read<RawArticle>>, Vec<Draft>) = unread
        .into_par_iter()
        .enumerate()
        .map(|(i, unread)| {
            let source = sources.file(unread.file);
            let mut read: Read<RawArticle> = unread.read(source);
            let draft = first_pass(&mut read.doc, ArticleIx::at(i), sources, &known, &codes, &catalog.places);
            (read, draft)
        })
        .unzip();
    let mut of_reading = Vec::new();
    let docs: Vec<Doc<RawArticle>> = read
        .into_iter()
        .map(|read| {
            of_reading.extend(read.findings);
            read.doc
        })
        .collect();
    drop(codes);
    let listed = catalog.metrics.len();
    catalog.observations.reserve(drafts.iter().map(|d| d.drafts.observations.len()).sum());
    catalog.articles.reserve(docs.len());
    let mut refused = Vec::with_capacity(docs.len());
    for (i, mut draft) in drafts.into_iter().enumerate() {
        findings.extend(draft.findings);
        let ids = std::mem::take(&mut draft.drafts.refused);
        refused.push(Refused {
            place: draft.place,
            any: draft.unrecorded || ids.contains(&None),
            ids: ids.into_iter().flatten().collect(),
        });
        let start = join_drafts(catalog, listed, draft.drafts);
        let end = ObsIx::at(catalog.observations.len()).0;
        catalog.articles.push(Article {
            file: docs[i].file,
            path: sources.file(docs[i].file).path.as_str().into(),
            entry_lines: draft.entry_lines,
            slug: docs[i].slug.clone(),
            title: String::new(),
            title_en: None,
            // A place of its own, which no other article has, where the place is not known.
            place: draft.place.unwrap_or_else(|| PlaceIx::at(catalog.places.len() + i)),
            summary: Body::default(),
            summary_en: None,
            origin: Origin::default(),
            period: draft.period.unwrap_or_else(unknown_period),
            published: None,
            reprint_of: None,
            observations: start..end,
            relations: Vec::new(),
            exclusions: Vec::new(),
            corrections: Vec::new(),
            events: Vec::new(),
            practices: Vec::new(),
            body: Body::default(),
            body_en: None,
        });
    }

    Begun { docs, refused, of_reading }
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
    codes: &HashMap<&str, PlaceIx>,
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
    Draft { place, period, entry_lines, drafts, unrecorded, findings }
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

/// Moves the drafts into the catalogue, where the first `listed` metrics are everybody's; local ones get their final numbers.
/// Gives the first observation's number.
fn join_drafts(catalog: &mut Catalog, listed: usize, drafts: Drafts) -> u32 {
    let shift = catalog.metrics.len() - listed;
    let start = ObsIx::at(catalog.observations.len()).0;
    catalog.metrics.extend(drafts.locals);
    catalog.observations.extend(drafts.observations.into_iter().map(|mut o| {
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
        published: optional(&raw.published).and_then(|text| resolve_published(text, &mut report)),
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

/// The day of publication: feeds and sitemaps have no place for less than a day.
fn resolve_published(text: &str, report: &mut Reporter<'_>) -> Option<Date> {
    const DAY: Words = Words::fixed("写成 2026-11-25", "write it like 2026-11-25");
    let date = report.date(text, "published", DAY)?;
    if date.day == 0 || date.approximate || date.uncertain {
        let message = Words::fixed("published 要写到哪一天", "published is a day");
        report.push(Finding::error(MALFORMED_PERIOD, At::value(report.file, "published"), message).help(DAY));
        return None;
    }
    Some(date)
}

fn resolve_origin(raw: Option<&RawOrigin>, report: &mut Reporter<'_>) -> Origin {
    let Some(raw) = raw else {
        if !report.gaps.explain("", "origin") {
            report.push(
                Finding::error(
                    MISSING_FIELD,
                    At::File(report.file),
                    Words::fixed("缺少 origin（来源）", "origin is missing"),
                )
                .help(Words::fixed(
                    "至少写 origin: {file: 源文件名, sha256: 摘要}",
                    "write at least origin: {file: name of the source file, sha256: its digest}",
                )),
            );
        }
        return Origin::default();
    };
    let text = |field: &Option<Text>| owned(field);
    Origin {
        headline: text(&raw.headline),
        subtitle: text(&raw.subtitle),
        producer: text(&raw.producer),
        edition: text(&raw.edition),
        date: optional(&raw.date).and_then(|d| report.period(d, "origin.date")),
        authors: raw.authors.iter().map(|a| a.0.to_string()).collect(),
        file: resolve_file(raw, report),
        sha256: resolve_digest(raw, report),
        url: owned(&raw.url),
        note: owned(&raw.note),
        note_en: owned(&raw.note_en),
    }
}

fn resolve_file(raw: &RawOrigin, report: &mut Reporter<'_>) -> String {
    let file = report.required(&raw.file, "origin", "file").unwrap_or_default();
    if let Some((_, name)) = file.rsplit_once(['/', '\\']) {
        let at = At::value(report.file, "origin.file");
        let message =
            Words::fixed("file 只写文件名，不写文件夹", "file takes the name alone, without folders");
        let help = say!(
            "写成 {name}；文件夹在核对时用 --sources 指定",
            "write {name}; the folder is given to the audit as --sources"
        );
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
        let form = Some(name).filter(|name| plain && !name.is_empty());
        report.push(mend(Finding::error(MALFORMED_ORIGIN, at.clone(), message).help(help), at, form));
    }
    file.to_owned()
}

fn resolve_digest(raw: &RawOrigin, report: &mut Reporter<'_>) -> String {
    let sha256 = report.required(&raw.sha256, "origin", "sha256").unwrap_or_default();
    if !is_digest(sha256) && !sha256.is_empty() {
        let at = At::value(report.file, "origin.sha256");
        let (zh, en) = match optional(&raw.file) {
            Some(file) => (file, file),
            None => ("文件名", "FILE"),
        };
        let message = Words::fixed(
            "sha256 不是 64 位小写的十六进制数",
            "sha256 is not 64 lower-case hexadecimal digits",
        );
        let finding = Finding::error(MALFORMED_ORIGIN, at.clone(), message);
        let tidied: String = sha256.split_whitespace().collect::<String>().to_ascii_lowercase();
        report.push(if is_digest(&tidied) {
            mend(finding.help(say!("写成 {tidied}", "write {tidied}")), at, Some(quoted(&tidied)))
        } else {
            let by_hand = say!(
                ("用 sha256sum {zh} 得到（Windows 用 certutil -hashfile {zh} SHA256）"),
                ("sha256sum {en} gives it (on Windows: certutil -hashfile {en} SHA256)")
            );
            finding.help(by_hand).help(Words::fixed(
                "也可以先写 64 个 0，运行 xianzhi audit，它会告诉你现在的文本是什么",
                "or write 64 zeros and run xianzhi audit: it tells what the text now is",
            ))
        });
    }
    sha256.to_owned()
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

const RELATION: Words = Words::fixed(
    "写成 a.x + a.y = a.z；可以用 + - * / ( )、sum(a.x, a.y)、常数（2、100%、12个月）和 指标@时期，比较用 =、≈、<=、>=",
    "write a.x + a.y = a.z; + - * / ( ), sum(a.x, a.y), constants (2, 100%, 12个月) and metric@period may be used, and \
     =, ≈, <= or >= to compare",
);

fn resolve_relations(
    raws: &[RawRelation],
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Vec<Relation> {
    let each = raws.iter().enumerate();
    let mut relations: Vec<Relation> =
        each.filter_map(|(i, r)| resolve_relation(r, i, figures, report)).collect();
    let anchors = relation_anchors(&relations, &|o| &*figures.catalog.observation(o).anchor);
    for (relation, anchor) in relations.iter_mut().zip(anchors) {
        relation.anchor = anchor;
    }
    relations
}

fn resolve_relation(
    raw: &RawRelation,
    i: usize,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Option<Relation> {
    let parent = format!("relations[{i}]");
    let path = if raw.mapped { join(&parent, "relation") } else { parent.clone() };
    let text = report.required(&raw.relation, &parent, "relation")?;
    if raw.known.is_some() && optional(&raw.known).is_none() {
        report.required(&raw.known, &parent, "known");
    }
    let (left, comparison, right) = match parse_relation(text) {
        Ok(parts) => parts,
        Err(error) => {
            report.push(
                Finding::error(
                    MALFORMED_RELATION,
                    At::within(report.file, path, error.range),
                    Words::fixed("勾稽关系读不出来", "the relation cannot be read"),
                )
                .label(error.message)
                .help(RELATION),
            );
            return None;
        }
    };
    let mut resolve = |r: Reference| {
        figures.find(None, &r.metric, r.period.as_deref()).map_err(|not_found| {
            let at = At::within(report.file, path.clone(), wrong_part(&r, &not_found.0));
            let finding = unknown_figure(at, &r.metric, not_found, figures.spelled(None));
            (!figures.refused(None, &r.metric)).then(|| Box::new(finding))
        })
    };
    let sides = left.try_map(&mut resolve).and_then(|l| Ok((l, right.try_map(&mut resolve)?)));
    match sides {
        Ok((left, right)) => Some(Relation {
            text: text.to_owned(),
            left,
            comparison,
            right,
            known: owned(&raw.known),
            known_en: owned(&raw.known_en),
            path,
            anchor: String::new(),
        }),
        Err(finding) => {
            finding.into_iter().for_each(|f| report.push(*f));
            None
        }
    }
}

fn resolve_exclusion(raw: &RawExclusion, i: usize, report: &mut Reporter<'_>) -> Option<Exclusion> {
    let path = format!("exclude[{i}]");
    if raw.text.is_none() && raw.reason.is_none() && raw.lines.is_none() {
        return None; // cut out while reading: already reported
    }
    let text = report.required(&raw.text, &path, "text");
    let lines = report.required(&raw.lines, &path, "lines");
    let lines = lines.and_then(|l| report.lines(l, join(&path, "lines")));
    let reason = report.required(&raw.reason, &path, "reason");
    let reason = reason.and_then(|r| report.word(r, join(&path, "reason"), &ExcludeReason::ALL));
    let (note, note_en) = (owned(&raw.note), owned(&raw.note_en));
    Some(Exclusion { text: text?.to_owned(), lines: lines?, reason: reason?, note, note_en })
}
