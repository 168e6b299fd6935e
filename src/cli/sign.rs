//! `xianzhi sign`: a second person says that an article was held against its source.

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, OutputFormat, Shown},
    report,
};
use crate::{
    check::sign::Signature,
    diag::{OrRefuse, Severity, Words, say},
    model::{Date, Period},
    pipeline::{self, Drafts},
};

pub(super) fn run(setting: &Setting, options: &args::Sign) -> Result<Ending> {
    let date = options.date.as_deref().map(read_date).transpose()?.unwrap_or(setting.today);
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
    let asked = || report::is_conversation() && report::confirmed(question.in_lang(setting.lang));
    if !options.yes && !asked() {
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

fn read_date(text: &str) -> Result<Date> {
    let date = match Period::parse(text) {
        Ok(Period::At(date)) if date.day > 0 && !date.approximate && !date.uncertain => Some(date),
        _ => None,
    };
    Ok(date.or_refuse(|| {
        say!("--date {text} 不是日期：写成 2026-11-25", "--date {text} is no date: write it like 2026-11-25")
    })?)
}
