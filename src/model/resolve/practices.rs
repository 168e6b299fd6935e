//! `practices:` of an article: the ways of working that its report names.

use super::{
    catalogue::find_domain,
    report::{Reporter, join, optional, owned},
    texts::{Figures, resolve_line},
};
use crate::{diag::At, model::article::Practice, read::RawPractice};

/// The `i`th entry; nothing where a part of it is missing or wrong, which has a finding.
pub(super) fn resolve_practice(
    raw: &RawPractice,
    i: usize,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Option<Practice> {
    let path = format!("practices[{i}]");
    if raw.name.is_none() && raw.domain.is_none() && raw.text.is_none() && raw.lines.is_none() {
        return None; // cut out while reading: already reported
    }
    let name = report.required(&raw.name, &path, "name");
    let domain = report.required(&raw.domain, &path, "domain");
    let at = At::value(report.file, join(&path, "domain"));
    let domain = domain.and_then(|id| find_domain(id, at, &figures.catalog.domains, report));
    let text = report.required(&raw.text, &path, "text");
    let text = text.map(|text| resolve_line(text, &join(&path, "text"), figures, report));
    let english = optional(&raw.text_en);
    let text_en = english.map(|text| resolve_line(text, &join(&path, "text_en"), figures, report));
    let lines = report.required(&raw.lines, &path, "lines");
    let lines = lines.and_then(|l| report.lines(l, join(&path, "lines")));
    let en = owned(&raw.en);
    Some(Practice { name: name?.to_owned(), en, domain: domain?, text: text?, text_en, lines: lines? })
}
