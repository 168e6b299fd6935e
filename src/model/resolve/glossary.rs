//! `content/glossary.yaml`.

use std::collections::HashMap;

use super::{
    report::{Reporter, optional},
    rules::{DUPLICATE_ID, MALFORMED_ID, SAME_TERM, UNKNOWN_TERM},
};
use crate::{
    diag::{At, Finding, nearest},
    model::{catalog::Term, ids::TermIx},
    read::{Doc, RawGlossary, RawTerm},
};

pub(super) fn resolve_terms(doc: &Doc<RawGlossary>, findings: &mut Vec<Finding>) -> Vec<Term> {
    let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
    let mut terms: Vec<Term> = Vec::new();
    let mut numbers: HashMap<String, TermIx> = HashMap::new();
    let mut kept = Vec::new();
    for (i, raw) in doc.data.terms.iter().enumerate() {
        let Some(term) = resolve_term(raw, i, &mut report) else { continue };
        if numbers.insert(term.id.clone(), TermIx::at(terms.len())).is_some() {
            let at = At::value(doc.file, format!("terms[{i}].id"));
            report.push(
                Finding::error(DUPLICATE_ID, at, format!("术语编号 {} 写了两次", term.id)).help("换一个编号"),
            );
            continue;
        }
        if let Some(first) = terms.iter().position(|t| t.zh == term.zh) {
            let at = At::value(doc.file, format!("terms[{i}].zh"));
            report.push(
                Finding::warning(SAME_TERM, at, format!("“{}”有两条", term.zh))
                    .also(At::value(doc.file, format!("terms[{}].zh", kept[first])), "第一条在这里")
                    .help("合并为一条；意思不同的，在 zh 里写明区别"),
            );
        }
        terms.push(term);
        kept.push(i);
    }
    for (term, i) in terms.iter_mut().zip(kept) {
        for (j, near) in doc.data.terms[i].near.iter().enumerate() {
            match numbers.get(near.0.as_str()) {
                Some(ix) => term.near.push(*ix),
                None => {
                    let at = At::value(doc.file, format!("terms[{i}].near[{j}]"));
                    let help = match nearest(&near.0, numbers.keys().map(String::as_str)) {
                        Some(near) => format!("是不是 {near}？"),
                        None => "near 里写术语的编号（id），本文件里要有这一条".to_owned(),
                    };
                    let message = format!("没有 {} 这个术语", near.0);
                    report.push(Finding::error(UNKNOWN_TERM, at, message).help(help));
                }
            }
        }
    }
    terms
}

fn resolve_term(raw: &RawTerm, i: usize, report: &mut Reporter<'_>) -> Option<Term> {
    let path = format!("terms[{i}]");
    let id = report.required(&raw.id, &path, "id");
    let zh = report.required(&raw.zh, &path, "zh");
    let en = report.required(&raw.en, &path, "en");
    let definition = report.required(&raw.definition, &path, "definition");
    let period = optional(&raw.period).and_then(|p| report.period(p, &format!("{path}.period")));
    let id = id?;
    if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        let at = At::value(report.file, format!("{path}.id"));
        report.push(
            Finding::error(MALFORMED_ID, at, format!("术语编号“{id}”不合写法"))
                .help("只用小写字母和数字，一般用拼音"),
        );
        return None;
    }
    Some(Term {
        id: id.to_owned(),
        zh: zh?.to_owned(),
        en: en.unwrap_or_default().to_owned(),
        definition: definition.unwrap_or_default().to_owned(),
        period,
        near: Vec::new(),
        also: raw.also.iter().map(|t| t.0.clone()).collect(),
    })
}
