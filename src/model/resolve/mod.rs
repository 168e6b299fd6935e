//! Raw records into the catalogue. One file a kind of record; articles are resolved in parallel, in two passes:
//! first the observations, then what refers to them.

mod articles;
mod audit;
mod catalogue;
mod glossary;
mod lookup;
mod observations;
mod places;
mod report;
pub mod rules;
mod site;
mod tables;
mod texts;

use crate::{
    diag::{Finding, Severity, SourceMap},
    read::Raw,
};

use super::catalog::Catalog;

/// A catalogue, and what was wrong on the way to it. With an error among the findings it is incomplete.
#[derive(Debug)]
pub struct Resolved {
    /// What could be made out.
    pub catalog: Catalog,
    /// What an editor has to mend.
    pub findings: Vec<Finding>,
}

/// Resolves every id of the raw records and parses every value.
pub fn resolve(raw: Raw, sources: &SourceMap) -> Resolved {
    let mut findings = Vec::new();
    let lists = [
        (raw.places.file, raw.places.gaps.any(), &[rules::UNKNOWN_PLACE][..]),
        (raw.metrics.file, raw.metrics.gaps.any(), &[rules::UNKNOWN_METRIC, rules::UNKNOWN_DOMAIN]),
    ];
    let mut catalog = Catalog { site: site::resolve_site(&raw.site, &mut findings), ..Catalog::default() };
    catalog.places = places::resolve_places(&raw.places, &mut findings);
    let listed = catalogue::resolve_catalogue(&raw.metrics, &mut findings);
    (catalog.domains, catalog.metrics) = (listed.domains, listed.metrics);
    let refused = articles::resolve_articles(raw.articles, sources, &mut catalog, &mut findings);
    if let Some(glossary) = &raw.glossary {
        catalog.terms = glossary::resolve_terms(glossary, &mut findings);
    }
    catalog.tables = tables::resolve_tables(raw.tables, sources, &catalog, &refused, &mut findings);
    catalog.pages = tables::resolve_pages(raw.pages, sources, &catalog, &refused, &mut findings);
    catalog.audit = audit::resolve_audit(raw.audit.as_ref(), &catalog);
    for (file, gaps, unknown) in lists {
        // While a list has errors, what is not found in it may stand where it could not be read.
        if gaps || findings.iter().any(|f| f.severity == Severity::Error && f.at().file() == file) {
            findings.retain(|f| !unknown.contains(&f.rule) || f.at().file() == file);
        }
    }
    Resolved { catalog, findings }
}
