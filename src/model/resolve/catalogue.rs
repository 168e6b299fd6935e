//! `content/metrics.yaml`: domains and the metric catalogue.

use std::collections::HashMap;

use super::{
    formulas::{misfit, resolve_formula},
    lookup::unknown_metric,
    quantities::why,
    report::{Reporter, mend, optional, owned, within},
    rules::{DUPLICATE_ID, MALFORMED_UNIT, UNKNOWN_DOMAIN},
};
use crate::{
    diag::{At, FileId, Finding, Words, half_width, near, say},
    model::{
        ids::{DomainIx, MetricId, MetricIx},
        metric::{Direction, Domain, Kind, Metric, MetricFormula, Scope},
    },
    quantity::Unit,
    read::{Doc, RawMetric, RawMetrics},
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
    let mut distinct: Vec<(MetricIx, MetricIx)> = Vec::new();
    for ((n, metric), &i) in metrics.iter_mut().enumerate().zip(&kept) {
        let raw = &doc.data.metrics[i];
        let mut find = |id: &str, name: &str| {
            let found = numbers.get(id).map(|(ix, _)| *ix);
            if found.is_none() {
                let at = At::value(doc.file, format!("metrics[{i}].{name}"));
                let all =
                    doc.data.metrics.iter().filter_map(|m| Some((optional(&m.id)?, optional(&m.label))));
                let all = all.flat_map(|(id, label)| [(id, id), (label.unwrap_or(id), id)]);
                report.push(unknown_metric(at, id, all));
            }
            found
        };
        metric.part_of = optional(&raw.part_of).and_then(|id| find(id, "part_of"));
        metric.denominator = optional(&raw.denominator).and_then(|id| find(id, "denominator"));
        for (j, id) in raw.distinct_from.iter().enumerate() {
            let other = find(&id.0, &format!("distinct_from[{j}]"));
            distinct.extend(other.map(|other| (MetricIx::at(n), other)));
        }
    }
    keep_apart(&mut metrics, &distinct);
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

/// Each of two metrics that differ names the other, whichever of them the editor wrote it at.
fn keep_apart(metrics: &mut [Metric], pairs: &[(MetricIx, MetricIx)]) {
    for (a, b) in pairs.iter().flat_map(|(a, b)| [(a, b), (b, a)]).filter(|(a, b)| a != b) {
        let others = &mut metrics[a.ix()].distinct_from;
        if !others.contains(b) {
            others.push(*b);
        }
    }
}

fn twice(file: FileId, list: &str, i: usize, first: usize, id: &str) -> Finding {
    let message = say!("编号 {id} 写了两次", "the id {id} is given twice");
    Finding::error(DUPLICATE_ID, At::value(file, format!("{list}[{i}].id")), message)
        .also(At::value(file, format!("{list}[{first}].id")), Words::fixed("第一次在这里", "here first"))
        .help(Words::fixed("合并为一条，或换一个编号", "make one entry of them, or take another id"))
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
            let message = say!("领域编号“{id}”不合写法", "“{id}” cannot be the id of a domain");
            let help = Words::fixed(
                "只用小写字母和下划线，例如 safety_net",
                "use lower-case letters and underscores only, such as safety_net",
            );
            let form = tidy(id).filter(|id| is_word(id) && !id.bytes().any(|b| b.is_ascii_digit()));
            report.malformed_id(at, message, form, help);
            continue;
        }
        if !report.fits(id, || At::value(doc.file, format!("{path}.id"))) {
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
            definition_en: owned(&raw.definition_en),
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
    let kind = kind.and_then(|k| report.word(k, format_args!("{path}.kind"), &Kind::ALL));
    let unit = report.required(&raw.unit, &path, "unit");
    let unit = unit.and_then(|u| resolve_unit(u, format!("{path}.unit"), report));
    let accepts = (raw.accepts.iter().enumerate())
        .filter_map(|(j, u)| resolve_unit(&u.0, format!("{path}.accepts[{j}]"), report))
        .collect();
    let direction = optional(&raw.direction)
        .and_then(|d| report.word(d, format_args!("{path}.direction"), &Direction::ALL));
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
        population_en: owned(&raw.population_en),
        direction,
        definition: owned(&raw.definition).or(definition.map(str::to_owned)).unwrap_or_default(),
        definition_en: owned(&raw.definition_en),
        part_of: None,
        denominator: None,
        formula: None,
        distinct_from: Vec::new(),
        scope: Scope::Catalogue,
    })
}

pub(super) fn resolve_unit(text: &str, path: String, report: &mut Reporter<'_>) -> Option<Unit> {
    match Unit::parse(text) {
        Ok(unit) => Some(unit),
        Err(error) => {
            let at = At::value(report.file, path);
            let message = say!("单位表里没有“{text}”", "“{text}” is not in the table of units");
            let help = Words::fixed(
                "写成 人、户、人次、元、亩、公里、%、元/人/月 这样的单位",
                "write a unit such as “人”, “户”, “人次”, “元”, “亩”, “公里”, “%” or “元/人/月”",
            );
            report.push(Finding::error(MALFORMED_UNIT, at, message).label(why(&error.kind)).help(help));
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
    let Some((domain, _)) = parts(id) else {
        let message = say!("指标编号“{id}”不合写法", "“{id}” cannot be the id of a metric");
        let help = Words::fixed(
            "写成 领域.名称，只用小写字母、数字和下划线，例如 poverty.rate",
            "write domain.name, in lower-case letters, digits and underscores only, such as poverty.rate",
        );
        let form = tidy(id).filter(|id| parts(id).is_some_and(|(d, _)| domains.iter().any(|x| x.id == d)));
        report.malformed_id(at, message, form, help);
        return None;
    };
    // The domain begins the name of the metric's page.
    if !report.fits(id, || at.clone()) {
        return None;
    }
    find_domain(domain, within(&at, 0..domain.len()), domains, report)
}

/// The domain with this id, or a finding.
pub(super) fn find_domain(
    id: &str,
    at: At,
    domains: &[Domain],
    report: &mut Reporter<'_>,
) -> Option<DomainIx> {
    let found = domains.iter().position(|d| d.id == id);
    if found.is_none() {
        report.push(unknown_domain(id, at, domains));
    }
    found.map(DomainIx::at)
}

/// Domain and name of a well-formed id.
fn parts(id: &str) -> Option<(&str, &str)> {
    id.split_once('.').filter(|(domain, name)| is_word(domain) && is_word(name))
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// An id with its letters as ids have them: `Poverty.Lifted-People` is `poverty.lifted_people`.
///
/// Nothing for `TeaArea`: it may be `tea_area`.
fn tidy(id: &str) -> Option<String> {
    if id.chars().zip(id.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase()) {
        return None;
    }
    let folded = id.chars().map(half_width).flat_map(char::to_lowercase);
    Some(folded.map(|c| if matches!(c, '-' | ' ') { '_' } else { c }).collect())
}

/// The finding for a domain that is none, by id, label or English label.
pub(super) fn unknown_domain(text: &str, at: At, domains: &[Domain]) -> Finding {
    let names = |d: &Domain| [d.id.clone(), d.label.clone(), d.en.clone()];
    let spelled: Vec<(String, &str)> =
        domains.iter().flat_map(|d| names(d).map(|name| (name, d.id.as_str()))).collect();
    let near = near(text, spelled.iter().map(|(name, id)| (name.as_str(), *id)));
    let part = domains.iter().find(|d| !text.is_ascii() && d.label.contains(text));
    let help = match (part, near.question()) {
        (Some(domain), _) => say!(("{text}写作 {}", domain.id), ("“{text}” is written {}", domain.id)),
        (None, Some(question)) => question,
        (None, None) => {
            let zh: Vec<String> = domains.iter().map(|d| format!("{}（{}）", d.id, d.label)).collect();
            let en: Vec<String> = domains.iter().map(|d| format!("{} ({})", d.id, d.en)).collect();
            say!(("领域有：{}", zh.join("、")), ("the domains are {}", en.join(", ")))
        }
    };
    let message = say!("没有“{text}”这个领域", "there is no domain “{text}”");
    mend(Finding::error(UNKNOWN_DOMAIN, at.clone(), message).help(help), at, near.meant())
}
