//! Raw records into the catalogue. One file a kind of record; articles are read and resolved in parallel, in two passes:
//! first the observations, then what refers to them.

mod addresses;
mod aliases;
mod allow;
mod anchors;
mod articles;
mod audit;
mod blocks;
mod catalogue;
mod changes;
mod columns;
mod decisions;
mod english;
mod events;
mod feedback;
mod formulas;
mod glossary;
mod images;
mod lines_form;
mod lookup;
mod observations;
mod origin;
mod period_form;
mod places;
mod practices;
mod quantities;
mod relations;
mod report;
mod reprints;
pub mod rules;
mod site;
mod state;
mod tables;
mod texts;
mod withheld;
mod words;

use crate::{
    diag::{Finding, RuleId, Severity, SourceMap},
    read::Raw,
};

pub use self::{
    blocks::{CHART_KINDS, SCALES},
    columns::PICKS,
    words::chinese,
};

use self::articles::Begun;
use super::catalog::Catalog;

/// A catalogue, and what was wrong on the way to it. With an error among the findings it is incomplete.
#[derive(Debug)]
pub struct Resolved {
    /// What could be made out.
    pub catalog: Catalog,
    /// What was wrong with the files of articles themselves.
    pub of_reading: Vec<Finding>,
    /// What an editor has to mend.
    pub findings: Vec<Finding>,
}

/// What is said of articles and tables that may be right, were the catalogue whole: a metric that could not be read is
/// taken for a local one, units that it accepts for wrong ones.
const OF_THE_CATALOGUE: &[RuleId] =
    &[rules::UNKNOWN_METRIC, rules::UNKNOWN_DOMAIN, rules::LOCAL_METRIC, rules::WRONG_DIMENSION];

/// Resolves every id of the raw records and parses every value.
pub fn resolve(mut raw: Raw, sources: &SourceMap) -> Resolved {
    let mut findings = Vec::new();
    let lists = [
        (raw.places.file, raw.places.gaps.any(), &[rules::UNKNOWN_PLACE][..]),
        (raw.metrics.file, raw.metrics.gaps.any(), OF_THE_CATALOGUE),
    ];
    let mut catalog = Catalog { site: site::resolve_site(&raw.site, &mut findings), ..Catalog::default() };
    catalog.images = std::mem::take(&mut raw.images);
    catalog.places = places::resolve_places(&raw.places, &mut findings);
    catalog.grid = places::resolve_grid(&raw.places, &catalog.places, &mut findings);
    let listed = catalogue::resolve_catalogue(&raw.metrics, &mut findings);
    (catalog.domains, catalog.metrics) = (listed.domains, listed.metrics);
    let unread = std::mem::take(&mut raw.articles);
    let Begun { docs, refused, withdrawn, of_reading } =
        articles::begin_articles(unread, sources, &mut catalog, &mut findings);
    catalog.allowances = allow::resolve_allowances(&raw, &docs, &mut findings);
    reprints::resolve_reprints(&docs, &mut catalog, &mut findings);
    let claims = aliases::collect_aliases(&raw, (&docs, &withdrawn), &mut findings);
    articles::finish_articles(docs, sources, &mut catalog, &refused, &mut findings);
    if let Some(glossary) = &raw.glossary {
        catalog.terms = glossary::resolve_terms(glossary, &mut findings);
    }
    catalog.tables = tables::resolve_tables(raw.tables, sources, &catalog, &refused, &mut findings);
    english::join_articles(raw.articles_en, sources, &mut catalog, &refused, &mut findings);
    english::join_tables(raw.tables_en, sources, &mut catalog, &refused, &mut findings);
    let mut pages = tables::resolve_pages(raw.pages, sources, &catalog, &refused, &mut findings);
    pages.extend(tables::resolve_domain_texts(raw.domains, sources, &catalog, &refused, &mut findings));
    catalog.pages = pages;
    catalog.aliases = aliases::resolve_aliases(claims, &catalog, &mut findings);
    catalog.rulings = decisions::resolve_rulings(raw.rulings.as_ref(), &catalog, &mut findings);
    catalog.ledger = changes::resolve_changes(raw.changes.as_ref(), &catalog, &mut findings);
    catalog.audit = audit::resolve_audit(raw.audit.as_ref(), &catalog);
    for (file, gaps, unknown) in lists {
        // While a list has errors, what is not found in it may stand where it could not be read.
        if gaps || findings.iter().any(|f| f.severity == Severity::Error && f.at().file() == file) {
            findings.retain(|f| !unknown.contains(&f.rule) || f.at().file() == file);
        }
    }
    Resolved { catalog, of_reading, findings }
}
