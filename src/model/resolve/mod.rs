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
    diag::{Finding, SourceMap},
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
    let mut catalog = Catalog { site: site::resolve_site(&raw.site, &mut findings), ..Catalog::default() };
    catalog.places = places::resolve_places(&raw.places, &mut findings);
    let listed = catalogue::resolve_catalogue(&raw.metrics, &mut findings);
    (catalog.domains, catalog.metrics) = (listed.domains, listed.metrics);
    articles::resolve_articles(raw.articles, sources, &mut catalog, &mut findings);
    if let Some(glossary) = &raw.glossary {
        catalog.terms = glossary::resolve_terms(glossary, &mut findings);
    }
    catalog.tables = tables::resolve_tables(raw.tables, sources, &catalog, &mut findings);
    catalog.pages = tables::resolve_pages(raw.pages, sources, &catalog, &mut findings);
    catalog.audit = audit::resolve_audit(raw.audit.as_ref(), &catalog);
    Resolved { catalog, findings }
}
