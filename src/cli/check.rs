//! `xianzhi check`: all findings.

use std::path::Path;

use anyhow::Result;

use super::{
    Ending,
    args::{self, OutputFormat},
    report,
};
use crate::{diag::Severity, pipeline};

pub(super) fn run(site: &Path, options: &args::Check) -> Result<Ending> {
    let analysis = pipeline::analyse(site)?;
    report::findings(&analysis.findings, &analysis.sources, options.format);
    if matches!(options.format, OutputFormat::Human) {
        report::line(&format!("检查完毕：{}。", report::counts(&analysis.findings)));
    }
    let worst = if options.strict { Severity::Warning } else { Severity::Error };
    let bad = analysis.findings.iter().any(|f| f.severity <= worst);
    Ok(if bad { Ending::Findings } else { Ending::Clean })
}
