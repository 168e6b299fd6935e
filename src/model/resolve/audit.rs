//! `content/audit.yaml`: what the last audit found. The file is written by the program; a row that cannot be read, or
//! whose article is gone, is left out, and `check` then finds the record stale.

use std::collections::HashMap;

use super::report::optional;
use crate::{
    model::catalog::{AuditRecord, Catalog, Missing},
    read::{Doc, RawAudit, RawAuditRow, Text},
};

pub(super) fn resolve_audit(doc: Option<&Doc<RawAudit>>, catalog: &Catalog) -> Vec<Option<AuditRecord>> {
    let mut records: Vec<Option<AuditRecord>> = catalog.articles.iter().map(|_| None).collect();
    let by_slug: HashMap<&str, usize> =
        catalog.articles.iter().enumerate().map(|(i, a)| (a.slug.as_str(), i)).collect();
    for row in doc.map(|d| d.data.articles.as_slice()).unwrap_or_default() {
        let slug = optional(&row.article).unwrap_or_default();
        if let Some(i) = by_slug.get(slug) {
            records[*i] = resolve_row(row);
        }
    }
    records
}

fn resolve_row(row: &RawAuditRow) -> Option<AuditRecord> {
    let count = |field: &Option<Text>| optional(field)?.parse().ok();
    let missing = row
        .missing
        .iter()
        .map(|m| Some(Missing { text: optional(&m.text)?.to_owned(), line: count(&m.line)? }));
    Some(AuditRecord {
        source: optional(&row.source)?.to_owned(),
        sha256: optional(&row.sha256)?.to_owned(),
        record: optional(&row.record)?.to_owned(),
        figures: count(&row.figures)?,
        bound: count(&row.bound)?,
        excluded: count(&row.excluded)?,
        missing: missing.collect::<Option<_>>()?,
    })
}
