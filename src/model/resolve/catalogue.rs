//! `content/metrics.yaml`: domains and the metric catalogue.

use std::collections::HashMap;

use super::{
    formulas::{misfit, resolve_formula},
    lookup::unknown_metric,
    report::{Reporter, optional, owned},
    rules::{DUPLICATE_ID, MALFORMED_ID, MALFORMED_UNIT, UNKNOWN_DOMAIN, UNKNOWN_METRIC},
};
use crate::{
    diag::{At, FileId, Finding, nearest},
    model::{
        ids::{DomainIx, MetricId, MetricIx},
        metric::{Direction, Domain, Kind, Metric, MetricFormula, Scope},
    },
    quantity::Unit,
    read::{Doc, RawMetric, RawMetrics, Text},
};

/// Domains and metrics of the catalogue.
pub(super) struct Listed {
    pub(super) domains: Vec<Domain>,
    pub(super) metrics: Vec<Metric>,
}

pub(super) fn resolve_catalogue(doc: &Doc<RawMetrics>, findings: &mut Vec<Finding>) -> Listed {
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    let domains = resolve_domains(doc, &mut report);
    let mut metrics: Vec<Metric> = Vec::with_capacity(doc.data.metrics.len());
    let mut numbers: HashMap<&str, (MetricIx, usize)> = HashMap::new();
    let mut kept = Vec::new();
    for (i, raw) in doc.data.metrics.iter().enumerate() {
        let Some(metric) = resolve_metric(raw, i, &domains, &mut report) else { continue };
        let id = optional(&raw.id).unwrap_or_default();
        if let Some((_, first)) = numbers.get(id) {
            report.push(twice(doc.file, "metrics", i, *first, id));
            continue;
        }
        numbers.insert(id, (MetricIx::at(metrics.len()), i));
        metrics.push(metric);
        kept.push(i);
    }
    for (metric, &i) in metrics.iter_mut().zip(&kept) {
        let raw = &doc.data.metrics[i];
        let mut link = |field: &Option<Text>, name: &str| {
            let id = optional(field)?;
            let found = numbers.get(id).map(|(ix, _)| *ix);
            if found.is_none() {
                let at = At::value(doc.file, format!("metrics[{i}].{name}"));
                let ids = doc.data.metrics.iter().filter_map(|m| optional(&m.id));
                report.push(unknown_metric(UNKNOWN_METRIC, at, id, ids));
            }
            found
        };
        metric.part_of = link(&raw.part_of, "part_of");
        metric.denominator = link(&raw.denominator, "denominator");
    }
    add_formulas(
        &mut metrics,
        &kept,
        doc,
        &numbers.into_iter().map(|(id, (ix, _))| (id, ix)).collect(),
        &mut report,
    );
    Listed { domains, metrics }
}

/// Reads the formulas, each of which may name any metric.
fn add_formulas(
    metrics: &mut [Metric],
    kept: &[usize],
    doc: &Doc<RawMetrics>,
    numbers: &HashMap<&str, MetricIx>,
    report: &mut Reporter<'_>,
) {
    for (n, &i) in kept.iter().enumerate() {
        let Some(text) = optional(&doc.data.metrics[i].formula) else { continue };
        let path = format!("metrics[{i}].formula");
        let find = |id: &str| numbers.get(id).copied();
        let Some(expr) = resolve_formula(text, &path, &find, metrics, report) else { continue };
        let at = At::value(doc.file, path);
        let result = (&metrics[n].unit, metrics[n].label.as_str());
        misfit(&expr, result, metrics, at.clone()).into_iter().for_each(|finding| report.push(finding));
        metrics[n].formula = Some(MetricFormula { text: text.into(), expr, at });
    }
}

fn twice(file: FileId, list: &str, i: usize, first: usize, id: &str) -> Finding {
    Finding::error(DUPLICATE_ID, At::value(file, format!("{list}[{i}].id")), format!("编号 {id} 写了两次"))
        .also(At::value(file, format!("{list}[{first}].id")), "第一次在这里")
        .help("合并为一条，或换一个编号")
}

fn resolve_domains(doc: &Doc<RawMetrics>, report: &mut Reporter<'_>) -> Vec<Domain> {
    let mut domains: Vec<Domain> = Vec::new();
    for (i, raw) in doc.data.domains.iter().enumerate() {
        let path = format!("domains[{i}]");
        let id = report.required(&raw.id, &path, "id");
        let label = report.required(&raw.label, &path, "label");
        let en = report.required(&raw.en, &path, "en");
        let definition = report.required(&raw.definition, &path, "definition");
        let (Some(id), Some(label)) = (id, label) else { continue };
        if !id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            let at = At::value(doc.file, format!("{path}.id"));
            report.push(
                Finding::error(MALFORMED_ID, at, format!("领域编号“{id}”不合写法"))
                    .help("只用小写字母和下划线，例如 safety_net"),
            );
            continue;
        }
        if let Some(first) = domains.iter().position(|d| d.id == id) {
            report.push(twice(doc.file, "domains", i, first, id));
            continue;
        }
        domains.push(Domain {
            id: id.to_owned(),
            label: label.to_owned(),
            en: en.unwrap_or_default().to_owned(),
            definition: definition.unwrap_or_default().to_owned(),
        });
    }
    domains
}

fn resolve_metric(
    raw: &RawMetric,
    i: usize,
    domains: &[Domain],
    report: &mut Reporter<'_>,
) -> Option<Metric> {
    let path = format!("metrics[{i}]");
    let id = report.required(&raw.id, &path, "id");
    let label = report.required(&raw.label, &path, "label");
    let en = report.required(&raw.en, &path, "en");
    let definition = report.required(&raw.definition, &path, "definition");
    let population = report.required(&raw.population, &path, "population");
    let kind = report.required(&raw.kind, &path, "kind");
    let kind = kind.and_then(|k| report.word(k, &format!("{path}.kind"), &Kind::ALL));
    let unit = report.required(&raw.unit, &path, "unit");
    let unit = unit.and_then(|u| resolve_unit(u, format!("{path}.unit"), report));
    let accepts = (raw.accepts.iter().enumerate())
        .filter_map(|(j, u)| resolve_unit(&u.0, format!("{path}.accepts[{j}]"), report))
        .collect();
    let directions = [("higher", Direction::Higher), ("lower", Direction::Lower)];
    let direction =
        optional(&raw.direction).and_then(|d| report.word(d, &format!("{path}.direction"), &directions));
    let id = id?;
    let domain = resolve_id(id, At::value(report.file, format!("{path}.id")), domains, report)?;
    Some(Metric {
        id: MetricId(id.into()),
        domain,
        label: label?.to_owned(),
        en: en.unwrap_or_default().to_owned(),
        unit: unit?,
        accepts,
        kind: kind?,
        population: population.unwrap_or_default().to_owned(),
        direction,
        definition: owned(&raw.definition).or(definition.map(str::to_owned)).unwrap_or_default(),
        part_of: None,
        denominator: None,
        formula: None,
        scope: Scope::Catalogue,
    })
}

pub(super) fn resolve_unit(text: &str, path: String, report: &mut Reporter<'_>) -> Option<Unit> {
    match Unit::parse(text) {
        Ok(unit) => Some(unit),
        Err(error) => {
            let at = At::value(report.file, path);
            report.push(
                Finding::error(MALFORMED_UNIT, at, format!("单位表里没有“{text}”"))
                    .label(error.to_string())
                    .help("写成 人、户、人次、元、亩、公里、%、元/人/月 这样的单位"),
            );
            None
        }
    }
}

/// The domain of a metric id `domain.name`, or a finding.
pub(super) fn resolve_id(
    id: &str,
    at: At,
    domains: &[Domain],
    report: &mut Reporter<'_>,
) -> Option<DomainIx> {
    let word = |s: &str| {
        !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    let parts = id.split_once('.').filter(|(domain, name)| word(domain) && word(name));
    let Some((domain, _)) = parts else {
        report.push(
            Finding::error(MALFORMED_ID, at, format!("指标编号“{id}”不合写法"))
                .help("写成 领域.名称，只用小写字母、数字和下划线，例如 poverty.rate"),
        );
        return None;
    };
    let found = domains.iter().position(|d| d.id == domain);
    if found.is_none() {
        let help = near_domain(domain, domains);
        report.push(Finding::error(UNKNOWN_DOMAIN, at, format!("没有“{domain}”这个领域")).help(help));
    }
    found.map(DomainIx::at)
}

/// What to write for a domain that is none.
pub(super) fn near_domain(text: &str, domains: &[Domain]) -> String {
    let ascii = text.is_ascii();
    let named = domains.iter().find(|d| !ascii && (d.label == text || d.label.contains(text)));
    match (named, nearest(text, domains.iter().map(|d| d.id.as_str()))) {
        (Some(domain), _) => format!("{text}写作 {}", domain.id),
        (None, Some(near)) => format!("是不是 {near}？"),
        (None, None) => {
            let all: Vec<String> = domains.iter().map(|d| format!("{}（{}）", d.id, d.label)).collect();
            format!("领域有：{}", all.join("、"))
        }
    }
}
