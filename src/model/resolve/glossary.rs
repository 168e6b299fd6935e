//! `content/glossary.yaml`.

use std::collections::HashMap;

use super::{
    report::{Reporter, letters, mend, optional, owned},
    rules::{DUPLICATE_ID, SAME_TERM, UNKNOWN_TERM},
};
use crate::{
    diag::{At, Finding, Words, near, say},
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
            let message =
                say!(("术语编号 {} 写了两次", term.id), ("the id {} is given to two terms", term.id));
            let help = Words::fixed("换一个编号", "take another id");
            report.push(Finding::error(DUPLICATE_ID, at, message).help(help));
            continue;
        }
        if let Some(first) = terms.iter().position(|t| t.zh == term.zh) {
            let at = At::value(doc.file, format!("terms[{i}].zh"));
            let message = say!(("“{}”有两条", term.zh), ("“{}” has two entries", term.zh));
            let first = At::value(doc.file, format!("terms[{}].zh", kept[first]));
            report.push(
                Finding::warning(SAME_TERM, at, message)
                    .also(first, Words::fixed("第一条在这里", "the first is here"))
                    .help(Words::fixed(
                        "合并为一条；意思不同的，在 zh 里写明区别",
                        "make one entry of them; where they mean different things, say so in zh",
                    )),
            );
        }
        terms.push(term);
        kept.push(i);
    }
    let mut others: Vec<Vec<TermIx>> = Vec::with_capacity(terms.len());
    for i in kept {
        let mut found = Vec::new();
        for (j, other) in doc.data.terms[i].near.iter().enumerate() {
            match numbers.get(&*other.0) {
                Some(ix) => found.push(*ix),
                None => {
                    let at = At::value(doc.file, format!("terms[{i}].near[{j}]"));
                    report.push(unknown_term(&other.0, at, &terms));
                }
            }
        }
        others.push(found);
    }
    for (term, others) in terms.iter_mut().zip(others) {
        term.near = others;
    }
    terms
}

/// The finding for a term that is none, by id, name or other spelling.
fn unknown_term(text: &str, at: At, terms: &[Term]) -> Finding {
    let spelled = terms.iter().flat_map(|t| {
        let names = [&t.id, &t.zh].into_iter().chain(&t.also);
        names.map(|name| (name.as_str(), t.id.as_str()))
    });
    let near = near(text, spelled);
    let help = near.question().unwrap_or(Words::fixed(
        "near 里写术语的编号（id），本文件里要有这一条",
        "near takes the ids of terms that this file has",
    ));
    let message = say!("没有 {text} 这个术语", "there is no term “{text}”");
    mend(Finding::error(UNKNOWN_TERM, at.clone(), message).help(help), at, near.meant())
}

fn resolve_term(raw: &RawTerm, i: usize, report: &mut Reporter<'_>) -> Option<Term> {
    let path = format!("terms[{i}]");
    let id = report.required(&raw.id, &path, "id");
    let zh = report.required(&raw.zh, &path, "zh");
    let en = report.required(&raw.en, &path, "en");
    let definition = report.required(&raw.definition, &path, "definition");
    let period = optional(&raw.period).and_then(|p| report.period(p, format_args!("{path}.period")));
    let id = id?;
    if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        let at = At::value(report.file, format!("{path}.id"));
        let message = say!("术语编号“{id}”不合写法", "“{id}” cannot be the id of a term");
        let help = Words::fixed(
            "只用小写字母和数字，一般用拼音",
            "use lower-case letters and digits only, as a rule the pinyin",
        );
        report.malformed_id(at, message, letters(id), help);
        return None;
    }
    Some(Term {
        id: id.to_owned(),
        zh: zh?.to_owned(),
        en: en.unwrap_or_default().to_owned(),
        definition: definition.unwrap_or_default().to_owned(),
        definition_en: owned(&raw.definition_en),
        period,
        near: Vec::new(),
        also: raw.also.iter().map(|t| t.0.to_string()).collect(),
    })
}
