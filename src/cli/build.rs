//! `xianzhi build`: check, then write the site.

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, OutputFormat, Shown},
    report,
};
use crate::{
    diag::{Severity, say},
    pipeline,
};

pub(super) fn run(setting: &Setting, options: &args::Build) -> Result<Ending> {
    let mut analysis = pipeline::analyse(&setting.site, setting.today, options.address.base_url()?)?;
    analysis.findings.retain(|f| f.severity != Severity::Note);
    let (findings, lang) = (&analysis.findings, setting.lang);
    let shown = Shown { format: OutputFormat::Human, all: options.all };
    report::findings(findings, &analysis.sources, shown, setting);
    let summary = report::summary(analysis.articles, analysis.figures, findings);
    for words in [Some(summary), report::mendable(findings)].into_iter().flatten() {
        report::line(words.in_lang(lang));
    }
    let Some(checked) = analysis.checked else {
        let words = say!("没有生成网站：改好错误再试", "no site was written: mend the errors first");
        report::line(words.in_lang(lang));
        return Ok(Ending::Findings);
    };
    let written = pipeline::build(checked, &setting.site.join(&options.out))?;
    #[expect(clippy::cast_precision_loss, reason = "a size for people")]
    let megabytes = written.bytes as f64 / 1e6;
    let (pages, files, home) = (written.pages, written.files, written.out.join("index.html"));
    let home = home.display();
    let words = say!(
        "写好了 {pages} 个网页，共 {files} 个文件，{megabytes:.1} MB：{home}",
        "wrote {pages} pages, {files} files in all, {megabytes:.1} MB: {home}"
    );
    report::line(words.in_lang(lang));
    if !written.without_glyph.is_empty() {
        let missing = &written.without_glyph;
        let words = say!(
            "PNG 图的字体里没有这些字，图上显示为方框：{missing}",
            "the face of the PNG charts lacks these characters and shows them as boxes: {missing}"
        );
        report::line(words.in_lang(lang));
    }
    Ok(Ending::Clean)
}
