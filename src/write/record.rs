//! `content/audit.yaml`: what the audit found, for the pages to show where the sources are not at hand.

use std::{fmt::Write as _, path::Path};

use anyhow::Result;

use super::{said, single::put_in_place};
use crate::{
    diag::OrRefuse,
    model::{AuditRecord, Catalog},
    read::{Around, quoted, scalar},
};

/// So many characters are kept of a figure that is missing: what goes on after them is none.
const LONGEST: usize = 200;

/// The record as YAML, articles by path.
pub fn audit_text(catalog: &Catalog, records: &[Option<AuditRecord>]) -> String {
    let mut text = String::from("# 与来源文本核对的结果，由 xianzhi audit 写成，不要手改。\narticles:\n");
    for (article, record) in catalog.articles.iter().zip(records) {
        if let Some(r) = record {
            let _ = write!(
                text,
                "  - article: {}\n    source: {}\n    sha256: {}\n    record: \"{}\"\n    figures: {}\n    \
                 bound: {}\n    excluded: {}\n",
                article.slug,
                scalar(&r.source, Around::Block),
                r.sha256,
                r.record,
                r.figures,
                r.bound,
                r.excluded
            );
            if r.missing.is_empty() {
                text.push_str("    missing: []\n");
            } else {
                text.push_str("    missing:\n");
            }
            for missing in &r.missing {
                let printed: String = missing.text.chars().take(LONGEST).collect();
                let _ = writeln!(text, "      - {{text: {}, line: {}}}", quoted(&printed), missing.line);
            }
        }
    }
    text
}

/// Writes the record into the site in `root`.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_audit(root: &Path, text: &str) -> Result<()> {
    let path = root.join("content/audit.yaml");
    Ok(put_in_place(&path, text.as_bytes()).or_refuse(said("写不了", "cannot write", &path))?)
}
