//! What editors decide of figures: `corrections:` of an article and `content/rulings.yaml`.

use std::collections::{BTreeMap, HashSet};

use super::{
    articles::unknown_place,
    lookup::{NotFound, spellings, unknown_article, unknown_figure, unknown_metric},
    quantities::{bad_quantity, wrong_dimension},
    report::{Reporter, join, optional},
    rules::{DUPLICATE_ID, STALE_DECISION, UNKNOWN_FIGURE},
    texts::Figures,
    withheld::Withheld,
};
use crate::{
    diag::{At, Finding, Words, say},
    model::{
        catalog::Catalog,
        ids::{ArticleIx, MetricIx, ObsIx, PlaceIx},
        observation::Basis,
        period::Period,
        ruling::{Correction, Ground, Ruling},
        state::State,
    },
    quantity::{Quantity, fold},
    read::{Doc, RawCorrection, RawRuling, RawRulings},
};

/// The corrections that an article declares, each of another figure.
pub(super) fn resolve_corrections(
    raws: &[RawCorrection],
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Vec<Correction> {
    let mut found: Vec<Correction> = Vec::new();
    for (i, raw) in raws.iter().enumerate() {
        let path = format!("corrections[{i}]");
        let Some(correction) = resolve_correction(raw, path, figures, report) else { continue };
        if found.iter().any(|c| c.observation == correction.observation) {
            let message = Words::fixed("这个数字已经有一条勘误", "this figure is corrected already");
            let finding = Finding::error(DUPLICATE_ID, At::value(report.file, correction.path), message);
            report.push(finding.help(Words::fixed("两条并成一条", "make one entry of the two")));
            continue;
        }
        found.push(correction);
    }
    found
}

fn resolve_correction(
    raw: &RawCorrection,
    path: String,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Option<Correction> {
    let metric = report.required(&raw.metric, &path, "metric");
    let expect = report.required(&raw.expect, &path, "expect");
    let value = report.required(&raw.value, &path, "value");
    let reason = report.required(&raw.reason, &path, "reason");
    let editor = report.required(&raw.editor, &path, "editor");
    let date = report.required_date(&raw.date, &path);
    let (metric, expect, value) = (metric?, expect?, value?);
    let file = report.file;
    let at = |name: &str| At::value(file, join(&path, name));
    let observation = match figures.find(None, metric, optional(&raw.period)) {
        Ok(observation) => observation,
        Err(why) => {
            let wrong = if why.0 == NotFound::Period { "period" } else { "metric" };
            if !figures.refused(None, metric) {
                report.push(unknown_figure(at(wrong), metric, why, figures.spelled(None)));
            }
            return None;
        }
    };
    let quantity = corrected(observation, (expect, value), &path, figures.catalog, report)?;
    let (reason, editor) = (reason?.to_owned(), editor?.to_owned());
    Some(Correction { observation, quantity, reason, editor, date: date?, path })
}

/// What a figure should be, if it is still the one that the correction was made for.
fn corrected(
    observation: ObsIx,
    (expect, value): (&str, &str),
    path: &str,
    catalog: &Catalog,
    report: &mut Reporter<'_>,
) -> Option<Quantity> {
    let file = report.file;
    let at = |name: &str| At::value(file, join(path, name));
    let record = catalog.observation(observation);
    let printed = &record.quantity.printed;
    if matches!(record.basis, Basis::Derived(_)) {
        let message = Words::fixed(
            "推算值没有原文，不能勘误",
            "a derived value is not printed and cannot be corrected",
        );
        let help = Words::fixed("勘误公式里用到的那个数字", "correct the figure that the formula uses");
        report.push(Finding::error(STALE_DECISION, at("metric"), message).help(help));
        return None;
    }
    if fold(expect).text != fold(printed).text {
        let message = say!(
            "这条勘误认定登记的是 {expect}，现在登记的是 {printed}",
            "this correction takes the record to be “{expect}”; it is “{printed}” now"
        );
        report.push(Finding::error(STALE_DECISION, at("expect"), message).help(Words::fixed(
            "看勘误还成不成立：成立的改 expect，不成立的删去这一条",
            "see whether the correction still holds: mend expect, or take the entry out",
        )));
        return None;
    }
    let quantity = match Quantity::parse(value) {
        Ok(quantity) => quantity,
        Err(error) => {
            let metric = catalog.metric(record.metric);
            let of = |range| At::within(file, join(path, "value"), range);
            report.push(bad_quantity(&error, value, Some(metric), of));
            return None;
        }
    };
    let metric = catalog.metric(record.metric);
    if !metric.takes(quantity.dimension()) {
        report.push(wrong_dimension(&quantity, metric, at("value")));
        return None;
    }
    if fold(value).text == fold(printed).text {
        let message = Words::fixed("改成的值和登记的一样", "the value is the recorded one");
        let help = Words::fixed("value 写更正后的值", "give the corrected value");
        report.push(Finding::error(STALE_DECISION, at("value"), message).help(help));
        return None;
    }
    Some(quantity)
}

/// The rulings, by place and metric.
pub(super) fn resolve_rulings(
    doc: Option<&Doc<RawRulings>>,
    catalog: &Catalog,
    findings: &mut Vec<Finding>,
) -> Vec<Ruling> {
    let Some(doc) = doc else { return Vec::new() };
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    let slugs: BTreeMap<&str, ArticleIx> =
        catalog.article_ids().map(|ix| (catalog.article(ix).slug.as_str(), ix)).collect();
    let mut seen = HashSet::new();
    let mut rulings = Vec::new();
    for (i, raw) in doc.data.rulings.iter().enumerate() {
        let desk = Desk { catalog, slugs: &slugs, path: format!("rulings[{i}]") };
        let Some(ruling) = desk.resolve(raw, i, &mut report) else { continue };
        let period = catalog.observation(ruling.chosen).period.plain();
        if !seen.insert((ruling.place, ruling.metric, period, catalog.observation(ruling.chosen).kind)) {
            let message = Words::fixed("这个分歧已经有一条裁定", "this disagreement is decided already");
            let finding = Finding::error(DUPLICATE_ID, At::value(doc.file, desk.path), message);
            report.push(finding.help(Words::fixed("只留一条", "keep one of them")));
            continue;
        }
        rulings.push(ruling);
    }
    rulings.sort_by_key(|r| (r.place, r.metric, r.position));
    rulings
}

struct Desk<'a> {
    catalog: &'a Catalog,
    slugs: &'a BTreeMap<&'a str, ArticleIx>,
    path: String,
}

impl Desk<'_> {
    fn resolve(&self, raw: &RawRuling, position: usize, report: &mut Reporter<'_>) -> Option<Ruling> {
        let path = &self.path;
        let place = report.required(&raw.place, path, "place");
        let metric = report.required(&raw.metric, path, "metric");
        let period = report.required(&raw.period, path, "period");
        let article = report.required(&raw.article, path, "article");
        let ground = report.required(&raw.rule, path, "rule");
        let reason = report.required(&raw.reason, path, "reason");
        let editor = report.required(&raw.editor, path, "editor");
        let date = report.required_date(&raw.date, path);
        let place = place.and_then(|code| self.place(code, report));
        let metric = metric.and_then(|id| self.metric(id, report));
        let period = period.and_then(|text| report.period(text, join(path, "period")));
        let article = article.and_then(|slug| self.article(slug, report));
        let ground = ground.and_then(|word| report.word(word, join(path, "rule"), &Ground::ALL));
        let (place, metric) = (place?, metric?);
        let chosen = self.chosen(place, metric, &period?, article?, report)?;
        let (reason, editor) = (reason?.to_owned(), editor?.to_owned());
        Some(Ruling { chosen, place, metric, ground: ground?, reason, editor, date: date?, position })
    }

    fn at(&self, report: &Reporter<'_>, name: &str) -> At {
        At::value(report.file, join(&self.path, name))
    }

    fn place(&self, code: &str, report: &mut Reporter<'_>) -> Option<PlaceIx> {
        let found = self.catalog.place_with(code);
        if found.is_none() {
            report.push(unknown_place(code, self.at(report, "place"), &self.catalog.places));
        }
        found
    }

    /// Only metrics of the catalogue stand in several articles.
    fn metric(&self, id: &str, report: &mut Reporter<'_>) -> Option<MetricIx> {
        let mut listed = self.catalog.metric_ids().filter(|ix| self.catalog.metric(*ix).is_catalogued());
        let found = listed.find(|ix| self.catalog.metric(*ix).id.as_str() == id);
        if found.is_none() {
            let known = self.catalog.metrics.iter().filter(|m| m.is_catalogued()).flat_map(spellings);
            report.push(unknown_metric(self.at(report, "metric"), id, known));
        }
        found
    }

    fn article(&self, slug: &str, report: &mut Reporter<'_>) -> Option<ArticleIx> {
        let found = self.slugs.get(slug).copied();
        let at = self.at(report, "article");
        let drafts = found.map(|ix| self.catalog.article(ix)).filter(|a| a.state == State::Draft);
        let mut gone = self.catalog.retracted.iter().map(|gone| &gone.article);
        let mut gone = || gone.find(|article| article.slug == slug);
        if let Some(withheld) = drafts.map(Withheld::Draft).or_else(|| gone().map(Withheld::Retracted)) {
            report.push(withheld.finding(at));
            return None;
        }
        if found.is_none() {
            let how =
                Words::fixed("写报道的文件名，不带 .md", "write the name of the article's file, without .md");
            report.push(unknown_article(at, slug, self.slugs.keys().copied(), how));
        }
        found
    }

    /// The value that an article gives for the disagreement: the one that others contradict, where it gives several.
    fn chosen(
        &self,
        place: PlaceIx,
        metric: MetricIx,
        period: &Period,
        article: ArticleIx,
        report: &mut Reporter<'_>,
    ) -> Option<ObsIx> {
        let catalog = self.catalog;
        let record = catalog.article(article);
        let is_it = |o: &ObsIx| {
            let o = catalog.observation(*o);
            o.metric == metric && o.period.plain() == period.plain()
        };
        let own: Vec<ObsIx> =
            record.observation_ids().filter(|o| record.place == place && is_it(o)).collect();
        let contradicted = own.iter().copied().find(|o| catalog.is_contradicted(*o));
        let found = contradicted.or(own.first().copied());
        if found.is_none() {
            let message = say!(
                ("{} 没有这个地区、指标和时期的数字", record.slug),
                ("“{}” has no figure of this place, metric and period", record.slug)
            );
            report.push(Finding::error(UNKNOWN_FIGURE, self.at(report, "article"), message).help(
                Words::fixed(
                    "article 写所选的那个数字所在的报道；时期照它登记的写",
                    "name the article that gives the chosen figure, and the period as it records it",
                ),
            ));
        }
        found
    }
}
