//! `xianzhi sign`: a second person says that an article was held against its source.

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, OutputFormat, Shown},
    report,
};
use crate::{
    check::sign::Signature,
    diag::{Severity, Words, say},
    pipeline::{self, Drafts},
};

pub(super) fn run(setting: &Setting, options: &args::Sign) -> Result<Ending> {
    let date = options.date.as_deref().map(args::day).transpose()?.unwrap_or(setting.today);
    let signature = Signature { by: options.by.trim(), date, today: setting.today };
    let say = |words: Words| report::told(&words, setting);
    let mut analysis = pipeline::analyse(&setting.site, setting.today, None, Drafts::LeftOut)?;
    if analysis.checked.is_none() {
        analysis.findings.retain(|f| f.severity == Severity::Error);
        let shown = Shown { format: OutputFormat::Human, all: false };
        report::findings(&analysis.findings, &analysis.sources, shown, setting);
        say(Words::fixed("没有签：改好错误再试", "nothing was signed: mend the errors first"));
        return Ok(Ending::Findings);
    }
    let patch = pipeline::signature(&setting.site, &analysis, &options.article, &signature)?;
    let patches = [patch];
    report::changes(&patches, &analysis.sources, setting);
    let question = Words::fixed("写入吗？", "Write this?");
    if !report::agreed(options.yes, &question, setting) {
        say(Words::fixed("没有写入；要写入，加上 --yes", "nothing was written; to write it, add --yes"));
        return Ok(Ending::Findings);
    }
    pipeline::mend(&setting.site, &analysis.sources, &patches)?;
    let path = &analysis.sources.file(patches[0].file).path;
    let by = signature.by;
    say(say!(
        ("{path}：由{by}核对（{}）。以后改了数字、行号、时期、性质或 exclude，就要重新核对", date.label()),
        ("{path}: checked by {by} ({date}). Once a value, its lines, period or kind, or exclude changes, it has to be checked again")
    ));
    Ok(Ending::Clean)
}
