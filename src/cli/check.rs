//! `xianzhi check`: all findings.

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, OutputFormat},
    report, suggest,
};
use crate::{diag::Severity, pipeline};

pub(super) fn run(setting: &Setting, options: &args::Check) -> Result<Ending> {
    let analysis = pipeline::analyse(&setting.site, setting.today)?;
    if options.suggest
        && let Some(checked) = &analysis.checked
    {
        return suggest::run(&checked.catalog, &analysis.sources, options.format, setting.lang);
    }
    report::findings(&analysis.findings, &analysis.sources, options.format, setting.lang);
    if matches!(options.format, OutputFormat::Human) {
        report::line(&format!("检查完毕：{}。", report::counts(&analysis.findings)));
    }
    let worst = if options.strict { Severity::Warning } else { Severity::Error };
    let bad = analysis.findings.iter().any(|f| f.severity <= worst);
    Ok(if bad { Ending::Findings } else { Ending::Clean })
}
