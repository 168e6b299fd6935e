//! `xianzhi build`: check, then write the site.

use anyhow::Result;

use super::{Ending, Setting, args, report};
use crate::{diag::Severity, pipeline};

pub(super) fn run(setting: &Setting, options: &args::Build) -> Result<Ending> {
    let mut analysis = pipeline::analyse(&setting.site, setting.today)?;
    analysis.findings.retain(|f| f.severity != Severity::Note);
    report::findings(&analysis.findings, &analysis.sources, args::OutputFormat::Human, setting.lang);
    let Some(checked) = analysis.checked else {
        report::line(&format!("没有生成网站：{}。改好错误再试。", report::counts(&analysis.findings)));
        return Ok(Ending::Findings);
    };
    let written = pipeline::build(checked, &setting.site.join(&options.out))?;
    #[expect(clippy::cast_precision_loss, reason = "a size for people")]
    let megabytes = written.bytes as f64 / 1e6;
    report::line(&format!(
        "写好了 {} 个网页，共 {} 个文件，{megabytes:.1} MB：{}",
        written.pages,
        written.files,
        written.out.join("index.html").display()
    ));
    Ok(Ending::Clean)
}
