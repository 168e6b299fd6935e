//! `xianzhi check`: all findings.

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, OutputFormat},
    report,
};
use crate::{diag::Severity, pipeline};

pub(super) fn run(setting: &Setting, options: &args::Check) -> Result<Ending> {
    let analysis = pipeline::analyse(&setting.site, setting.today)?;
    let findings = &analysis.findings;
    report::findings(findings, &analysis.sources, options.shown, setting);
    if matches!(options.shown.format, OutputFormat::Human | OutputFormat::Github) {
        let summary = report::summary(analysis.articles, analysis.figures, findings);
        for words in std::iter::once(summary).chain(report::mendable(findings)) {
            report::line(words.in_lang(setting.lang));
        }
    }
    let worst = if options.strict { Severity::Warning } else { Severity::Error };
    let bad = findings.iter().any(|f| f.severity <= worst);
    Ok(if bad { Ending::Findings } else { Ending::Clean })
}
