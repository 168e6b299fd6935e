//! The stages, one after another. Only this file names them all.

use std::{path::Path, sync::Arc};

use anyhow::Result;

use crate::{
    check::{self, Checked, audit},
    derive::{self, Site},
    diag::{self, At, Finding, Patch, Severity, SourceMap},
    model::{self, Catalog, Date},
    read::{self, SourceTexts},
    render::Renderer,
    write::{self, Written},
};

/// A site read and checked.
#[derive(Debug)]
pub struct Analysis {
    /// The texts that findings point into.
    pub sources: SourceMap,
    /// The content, where no finding is an error.
    pub checked: Option<Arc<Checked>>,
    /// All findings, located and sorted by file and place.
    pub findings: Vec<Finding>,
    /// How many articles were read.
    pub articles: usize,
    /// How many figures they record.
    pub figures: usize,
}

/// Reads and checks the site in `root`; what speaks of a time after `today` is found.
///
/// # Errors
/// Where the folder is no site or a file cannot be read.
pub fn analyse(root: &Path, today: Date) -> Result<Analysis> {
    let inputs = read::load(root)?;
    let resolved = model::resolve(inputs.raw, &inputs.sources);
    let (articles, figures) = (resolved.catalog.articles.len(), resolved.catalog.observations.len());
    let report = check::run(resolved, inputs.theme, &inputs.sources, today, inputs.findings);
    let findings = located(report.findings, &inputs.sources);
    let checked = report.checked.map(Arc::new);
    Ok(Analysis { sources: inputs.sources, checked, findings, articles, figures })
}

/// Makes the fixes of an analysis in the files of the site in `root`.
///
/// # Errors
/// Where a file is no longer what was read, or cannot be written: it is as it was, and so are those after it.
pub fn mend(root: &Path, sources: &SourceMap, patches: &[Patch]) -> Result<()> {
    for patch in patches {
        let file = sources.file(patch.file);
        write::write_mended(root, &file.path, &file.text, &diag::apply(&file.text, &patch.changes))?;
    }
    Ok(())
}

/// The content held against its source texts.
#[derive(Debug)]
pub struct Audited {
    /// The texts that findings point into.
    pub sources: SourceMap,
    /// What the content says.
    pub catalog: Catalog,
    /// What the audit found; nothing where the content has errors of its own.
    pub audit: Option<audit::Audit>,
    /// Findings of the audit, located and sorted; those of reading where the content cannot be read.
    pub findings: Vec<Finding>,
}

/// Holds the site in `root` against the source texts in `sources_dir`.
///
/// # Errors
/// Where a folder or a file cannot be read.
pub fn audit(root: &Path, sources_dir: &Path) -> Result<Audited> {
    let inputs = read::load(root)?;
    let resolved = model::resolve(inputs.raw, &inputs.sources);
    let mut findings = inputs.findings;
    findings.extend(resolved.findings);
    let readable = findings.iter().all(|f| f.severity != Severity::Error);
    let audit = readable.then(|| {
        let names =
            resolved.catalog.articles.iter().map(|a| a.origin.file.as_str()).filter(|f| !f.is_empty());
        let texts: SourceTexts = read::load_sources(sources_dir, names)?;
        anyhow::Ok(audit::run(&resolved.catalog, &texts))
    });
    let mut audit = audit.transpose()?;
    findings.extend(audit.iter_mut().flat_map(|a| std::mem::take(&mut a.findings)));
    let findings = located(findings, &inputs.sources);
    Ok(Audited { sources: inputs.sources, catalog: resolved.catalog, audit, findings })
}

/// Writes the site to `out`.
///
/// # Errors
/// Where a template is broken, or the folder cannot be written or is not ours to replace.
pub fn build(checked: Arc<Checked>, out: &Path) -> Result<Written> {
    let site: Site = derive::run(checked);
    let renderer = Renderer::new(&site)?;
    write::commit(&renderer, out)
}

/// Findings with their places, in the order of files and places.
fn located(mut findings: Vec<Finding>, sources: &SourceMap) -> Vec<Finding> {
    read::locate(sources, &mut findings);
    findings.sort_by_cached_key(|f| {
        let start = match f.at() {
            At::Span(span) => span.start,
            _ => 0,
        };
        (sources.file(f.at().file()).path.clone(), start, f.severity, f.rule, f.message.zh.clone())
    });
    findings
}
