//! `xianzhi build`: check, then write the site.

use std::sync::Arc;

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, OutputFormat, Shown},
    progress::with_bar,
    report,
};
use crate::{
    check::Checked,
    diag::{Severity, say},
    pipeline::{self, Drafts},
    write::Written,
};

pub(super) fn run(setting: &Setting, options: &args::Build) -> Result<Ending> {
    let portion = options.portion()?;
    let shown = Shown { format: OutputFormat::Human, all: options.all };
    let Some(checked) = checked(setting, shown, &options.address)? else { return Ok(Ending::Findings) };
    let out = setting.output(options.out(&portion).as_ref())?;
    let written = with_bar(setting, |tell| pipeline::build(checked, &out, &portion, tell))?;
    say_written(&written, setting);
    Ok(Ending::Clean)
}

/// The content of the site, checked, where it has no errors. What was found is said; to a program only where it stands
/// in the way.
pub(super) fn checked(
    setting: &Setting,
    shown: Shown,
    address: &args::Address,
) -> Result<Option<Arc<Checked>>> {
    let mut analysis = pipeline::analyse(&setting.site, setting.today, address.base_url()?, Drafts::LeftOut)?;
    analysis.findings.retain(|f| f.severity != Severity::Note);
    let findings = &analysis.findings;
    let to_people = shown.format == OutputFormat::Human;
    if to_people || analysis.checked.is_none() {
        report::findings(findings, &analysis.sources, shown, setting);
    }
    if to_people {
        let summary = report::summary(analysis.articles, analysis.figures, findings);
        let refused = analysis.checked.is_none();
        let refused =
            refused.then(|| say!("没有生成网站：改好错误再试", "no site was written: mend the errors first"));
        let drafts = report::drafts(&analysis);
        for words in [Some(summary), report::mendable(findings), drafts, refused].into_iter().flatten() {
            report::told(&words, setting);
        }
    }
    Ok(analysis.checked)
}

/// Says what was written.
pub(super) fn say_written(written: &Written, setting: &Setting) {
    #[expect(clippy::cast_precision_loss, reason = "a size for people")]
    let megabytes = written.bytes as f64 / 1e6;
    let (pages, files, changed) = (written.pages, written.files, written.changed);
    let home = written.out.join("index.html");
    let place = if home.is_file() { &home } else { &written.out }.display();
    let words = match changed == files {
        true => say!(
            "写好了 {pages} 个网页，共 {files} 个文件，{megabytes:.1} MB：{place}",
            "wrote {pages} pages, {files} files in all, {megabytes:.1} MB: {place}"
        ),
        false => say!(
            "写好了 {pages} 个网页，共 {files} 个文件，{megabytes:.1} MB，其中 {changed} 个有变化：{place}",
            "wrote {pages} pages, {files} files in all, {megabytes:.1} MB, of which {changed} have changed: {place}"
        ),
    };
    report::told(&words, setting);
    if !written.without_glyph.is_empty() {
        let missing = &written.without_glyph;
        let words = say!(
            "PNG 图的字体里没有这些字，图上显示为方框：{missing}",
            "the face of the PNG charts lacks these characters and shows them as boxes: {missing}"
        );
        report::told(&words, setting);
    }
}
