//! `xianzhi pack`: check, then write what people carry.

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, OutputFormat, Shown},
    chromium::Chromium,
    progress::with_bar,
    report,
};
use crate::{
    diag::{Severity, say},
    pipeline::{self, Drafts},
    write::Packed,
};

pub(super) fn run(setting: &Setting, options: &args::Pack) -> Result<Ending> {
    // Asked for before anything is written.
    let chromium = options.pdf.then(Chromium::find).transpose()?;
    let mut analysis =
        pipeline::analyse(&setting.site, setting.today, options.address.base_url()?, Drafts::LeftOut)?;
    analysis.findings.retain(|f| f.severity == Severity::Error);
    let shown = Shown { format: OutputFormat::Human, all: false };
    report::findings(&analysis.findings, &analysis.sources, shown, setting);
    if let Some(words) = report::drafts(&analysis) {
        report::line(words.in_lang(setting.lang));
    }
    let Some(checked) = analysis.checked else {
        let words = say!("没有打包：改好错误再试", "nothing was packed: mend the errors first");
        report::told(&words, setting);
        return Ok(Ending::Findings);
    };
    let print = chromium.map(|chromium| move |page: &_, pdf: &_| chromium.print(page, pdf));
    let printer = print.as_ref().map(|print| print as &dyn Fn(&_, &_) -> _);
    let out = setting.output(&options.out)?;
    let packed = with_bar(setting, |tell| pipeline::pack(checked, &out, printer, tell))?;
    for line in summary(&packed) {
        report::told(&line, setting);
    }
    Ok(Ending::Clean)
}

/// What was written: each kind of file with how many there are and how large they are.
fn summary(packed: &Packed) -> Vec<crate::diag::Words> {
    let out = packed.out.display();
    let mut lines = vec![say!("写好了 {out}：", "wrote {out}:")];
    for (ending, zh, en) in [
        (".zip", "整站压缩包", "the whole site as a zip"),
        (".epub", "电子书", "the book, once a language"),
        (".html", "单页文件", "profiles as one file each"),
        (".pdf", "打印的单页", "profiles as PDF"),
    ] {
        let sizes = packed.files.iter().filter(|(path, _)| path.ends_with(ending)).map(|(_, size)| *size);
        let (count, bytes) = sizes.fold((0, 0), |(count, sum), size| (count + 1, sum + size));
        #[expect(clippy::cast_precision_loss, reason = "a size for people")]
        let megabytes = bytes as f64 / 1e6;
        if count > 0 {
            lines.push(say!("  {zh}：{count} 个，{megabytes:.1} MB", "  {en}: {count}, {megabytes:.1} MB"));
        }
    }
    lines
}
