//! From a source text to an article: a draft, checked as if it stood in the site, until no check objects to a proposal.

use std::path::Path;

use anyhow::{Result, ensure};

use super::place_of;
use crate::{
    check::{
        self,
        suggest::{self, Suggestion},
    },
    diag::{At, FileId, Finding, Refusal, say},
    draft::{self, Counts, Wish},
    model::{self, Catalog, Date, Period},
    read::{self, Unwritten, Wanted},
};

/// An article drafted from a source text.
#[derive(Debug)]
pub struct Drafted {
    /// Where it belongs in the site.
    pub path: String,
    /// The file.
    pub text: String,
    /// What it holds.
    pub counts: Counts,
    /// What there is to be filled.
    pub to_be_filled: usize,
}

/// Drafts an article of the site in `root` about the place with the code `place` from the text at `source`. A proposal
/// that a check objects to is taken back.
///
/// # Errors
/// Where a file cannot be read, there is no such place, or the catalogue has no domains.
pub fn draft(
    root: &Path,
    source: &Path,
    place: &str,
    period: Option<Period>,
    today: Date,
) -> Result<Drafted> {
    let inputs = read::load(root)?;
    let catalog = model::resolve(inputs.raw, &inputs.sources).catalog;
    let place = place_of(&catalog, place)?;
    ensure!(
        !catalog.domains.is_empty(),
        Refusal::new(say!(
            "content/metrics.yaml 里没有读得出的领域：先运行 xianzhi check 改好它",
            "content/metrics.yaml has no domain that can be read: run xianzhi check and mend it first"
        ))
    );
    let source = read::load_source(source)?;
    let mut draft = draft::run(&catalog, &source, &Wish { place, period, today });
    let path = format!("content/articles/{}.md", draft.slug(&catalog));
    // Each round takes back a proposal, or is the last.
    loop {
        let text = draft.text(&catalog, &[]);
        let inputs = read::load_with(root, Wanted::Also(Unwritten { path: &path, text: &text }))?;
        let resolved = model::resolve(inputs.raw, &inputs.sources);
        let file = inputs.sources.find(&path);
        // Errors of other files are no reason to suggest nothing.
        let relations = suggested_relations(&resolved.catalog, file);
        let report = check::run(resolved, inputs.theme, &inputs.sources, today, None);
        let of_draft = |f: &&Finding| f.labels.iter().any(|l| Some(l.at.file()) == file);
        let (filled, others): (Vec<&Finding>, Vec<&Finding>) =
            report.findings.iter().filter(of_draft).partition(|f| f.rule == check::TO_BE_FILLED);
        let objections: Vec<Vec<usize>> = others.iter().map(|f| positions(f, file)).collect();
        if !draft.withdraw(&catalog, &objections) {
            let text = draft.text(&catalog, &relations);
            return Ok(Drafted { path, counts: draft.counts(), to_be_filled: filled.len(), text });
        }
    }
}

/// Relations among the figures of the draft, for the editor to confirm.
fn suggested_relations(catalog: &Catalog, draft: Option<FileId>) -> Vec<Suggestion> {
    let article = catalog.article_ids().find(|ix| Some(catalog.article(*ix).file) == draft);
    article.map(|ix| suggest::run(catalog, ix)).unwrap_or_default()
}

/// The positions in `metrics` that a finding speaks of.
fn positions(finding: &Finding, file: Option<FileId>) -> Vec<usize> {
    let position = |at: &At| match at {
        At::Yaml(of, path, _) if Some(*of) == file => {
            path.strip_prefix("metrics[")?.split(']').next()?.parse().ok()
        }
        _ => None,
    };
    finding.labels.iter().filter_map(|label| position(&label.at)).collect()
}
