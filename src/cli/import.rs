//! `xianzhi import`: a spreadsheet taken back into the articles. Every change is shown first.

use anyhow::Result;

use super::{Ending, Setting, args, report};
use crate::{
    diag::{SourceMap, Words, say},
    pipeline,
    sheet::{Fault, Taken},
};

pub(super) fn run(setting: &Setting, options: &args::Import) -> Result<Ending> {
    let say = |words: Words| report::told(&words, setting);
    let (sources, taken) = pipeline::take(&setting.site, &options.file, options.delete, setting.today)?;
    list(setting, &REMARK, &taken.remarks);
    if !taken.faults.is_empty() {
        list(setting, &FAULT, &taken.faults);
        let n = taken.faults.len();
        say(say!("有 {n} 处不能写回，什么也没有改", "{n} things cannot be taken over; nothing was changed"));
        return Ok(Ending::Findings);
    }
    show(setting, &sources, &taken);
    if taken.is_empty() {
        say(Words::fixed("没有要写回的改动", "there is no change to take over"));
        return Ok(Ending::Clean);
    }
    if !report::agreed(options.yes, &report::WRITE_CHANGES, setting) {
        if !report::is_conversation() {
            say(Words::fixed(
                "上面列出的改动没有写入：要写入，加上 --yes 再运行",
                "the changes listed above were not written: to write them, run the command again with --yes",
            ));
        }
        return Ok(Ending::Clean);
    }
    pipeline::mend(&setting.site, &sources, &taken.patches)?;
    pipeline::create(&setting.site, &taken.created)?;
    let (changed, created) = (taken.patches.len(), taken.created.len());
    say(say!("改了 {changed} 个文件，新写 {created} 个", "files changed: {changed}, new: {created}"));
    say(Words::fixed("接着运行：xianzhi check", "next: xianzhi check"));
    Ok(Ending::Clean)
}

const REMARK: Words = Words::fixed("提示：", "note: ");
const FAULT: Words = Words::fixed("错误：", "error: ");

fn list(setting: &Setting, what: &Words, faults: &[Fault]) {
    for fault in faults {
        report::line(&format!("{}{}", what.in_lang(setting.lang), fault.shown(setting.lang)));
    }
}

/// The changes, the new files, and what would go with `--delete`.
fn show(setting: &Setting, sources: &SourceMap, taken: &Taken) {
    report::changes(&taken.patches, sources, setting);
    for article in &taken.created {
        let (path, figures) = (&article.path, article.figures);
        let words = say!("{path}（新的一篇，{figures} 个观测值）", "{path} (new, {figures} figures)");
        report::line(words.in_lang(setting.lang));
        for line in article.text.lines() {
            report::line(&format!("      + {line}"));
        }
        report::line("");
    }
    if !taken.missing.is_empty() {
        let words = Words::fixed(
            "下面这些在表里没有了，没有动它们；要删去，加上 --delete 再运行：",
            "the following have no row any more and are left alone; to take them out, run the command again with --delete:",
        );
        report::line(words.in_lang(setting.lang));
        report::changes(&taken.missing, sources, setting);
    }
}
