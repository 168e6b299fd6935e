//! The content held against its source texts: all of it, or one article.

use std::path::Path;

use anyhow::Result;

use super::located;
use crate::{
    check::audit,
    diag::{Finding, Severity, SourceMap},
    model::{self, ArticleIx, Catalog},
    read::{self, SourceTexts},
};

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
    findings.extend(resolved.of_reading);
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

/// An article held against its source text.
#[derive(Debug)]
pub struct Beside {
    /// The source text.
    pub text: String,
    /// Whether it has the digest that the article states.
    pub is_same: bool,
    /// What became of each of its figures.
    pub accounts: Vec<audit::Account>,
    /// What was found, located in the texts of the site.
    pub findings: Vec<Finding>,
}

/// Holds one article against its source text in the folder `dir`; nothing where it is not there. `sources` are the
/// texts that the catalogue was made from.
///
/// # Errors
/// Where the text cannot be read.
pub fn audit_one(
    catalog: &Catalog,
    sources: &SourceMap,
    ix: ArticleIx,
    dir: &Path,
) -> Result<Option<Beside>> {
    let article = catalog.article(ix);
    let texts = read::load_sources(dir, [article.origin.file.as_str()])?;
    let Some((text, sha256)) = texts.get(&article.origin.file) else { return Ok(None) };
    let (accounts, findings) = audit::run_one(catalog, ix, text);
    let is_same = sha256 == article.origin.sha256;
    Ok(Some(Beside { text: text.to_owned(), is_same, accounts, findings: located(findings, sources) }))
}
