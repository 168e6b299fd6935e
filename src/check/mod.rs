//! Whether the records can be true: a catalogue in, a [`Checked`] catalogue out, with findings.
//!
//! Every rule is one file under `rules/` and one line of the table there. `derive` takes nothing but a [`Checked`],
//! which exists only where no finding is an error. Never: changes a record, reads a file.

mod allow;
pub mod audit;
mod english;
mod markdown;
mod meanings;
mod relation;
mod rules;
pub mod sign;
pub mod suggest;
mod texts;

pub use allow::{Accepted, allowable};
pub use english::Untranslated;
pub use meanings::{all_rules, meanings};
pub use relation::{NoVerdict, Outcome, Verdict};
pub use rules::{PLACEHOLDER, RULES, Rule, TO_BE_FILLED};

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::{
    diag::{At, Finding, Severity, SourceMap},
    model::{Catalog, Date, Observation, Resolved},
    read::Theme,
};

/// A catalogue without errors, and what was found out about it.
#[derive(Debug)]
pub struct Checked {
    /// What the content says.
    pub catalog: Catalog,
    /// Verdicts by article, then by relation.
    pub verdicts: Vec<Vec<Verdict>>,
    /// What the site looks like.
    pub theme: Theme,
    /// Findings that editors accept, with their reasons, in the order of files and entries. Not yet located.
    pub accepted: Vec<Accepted>,
    /// What has no English, on a site with pages in English, by path.
    pub untranslated: Vec<Untranslated>,
}

/// What the rules may look at.
pub struct Subject<'a> {
    /// The catalogue; incomplete where `model` found errors.
    pub catalog: &'a Catalog,
    /// Verdicts by article, then by relation, or why there is none.
    pub verdicts: &'a [Vec<Result<Verdict, NoVerdict>>],
    /// Whether the catalogue is whole: no error before the rules.
    pub complete: bool,
    /// The texts, for the names of files.
    pub sources: &'a SourceMap,
    /// What has no English, on a site with pages in English.
    pub untranslated: &'a [Untranslated],
    /// The day of the check.
    pub today: Date,
}

impl Subject<'_> {
    /// Where the value of an observation stands; one that the catalogue's formula gave stands there.
    fn value_of(&self, observation: &Observation) -> At {
        let formula = self.catalog.metric(observation.metric).formula.as_ref();
        if let Some(formula) = formula.filter(|_| observation.is_catalogued()) {
            return formula.at.clone();
        }
        let file = self.catalog.article(observation.article).file;
        At::value(file, format!("metrics[{}].value", observation.position))
    }
}

/// The result of a check.
#[derive(Debug)]
pub struct Report {
    /// The catalogue, where no finding is an error.
    pub checked: Option<Checked>,
    /// All findings, not yet located.
    pub findings: Vec<Finding>,
}

/// Runs every rule over a resolved catalogue on the day `today`. What was found before is among the findings of
/// `resolved`. Of a part of a site, which is read without its other articles, only what is found in the files at the
/// paths `only` counts: elsewhere something may be missing that is there.
pub fn run(
    resolved: Resolved,
    theme: Theme,
    sources: &SourceMap,
    today: Date,
    only: Option<&BTreeSet<String>>,
) -> Report {
    let Resolved { catalog, mut findings, .. } = resolved;
    let counts = |f: &Finding| only.is_none_or(|only| only.contains(&sources.file(f.at().file()).path));
    findings.retain(counts);
    let verdicts: Vec<Vec<Result<Verdict, NoVerdict>>> = catalog
        .articles
        .par_iter()
        .map(|a| a.relations.iter().map(|r| relation::judge(&catalog, r)).collect())
        .collect();
    let complete = findings.iter().all(|f| f.severity != Severity::Error);
    let untranslated = english::untranslated(&catalog, sources);
    let subject = Subject {
        catalog: &catalog,
        verdicts: &verdicts,
        complete,
        sources,
        untranslated: &untranslated,
        today,
    };
    let of_rules = RULES.par_iter().flat_map_iter(|rule| {
        let mut found = Vec::new();
        (rule.check)(&subject, &mut found);
        found
    });
    let of_rules: Vec<Finding> = of_rules.filter(counts).collect();
    findings.extend(of_rules);
    let accepted = allow::apply(&subject, &mut findings);
    if findings.iter().any(|f| f.severity == Severity::Error) {
        return Report { checked: None, findings };
    }
    let verdicts = verdicts
        .into_iter()
        .map(|v| v.into_iter().map(|v| v.expect("invariant: a relation without value is an error")).collect())
        .collect();
    Report { checked: Some(Checked { catalog, verdicts, theme, accepted, untranslated }), findings }
}
