//! `xianzhi check`: all findings; with `--fix`, those mended first that no person has to decide.

use anyhow::Result;

use super::{
    Ending, Setting,
    args::{self, OutputFormat},
    report, suggest,
};
use crate::{
    diag::{Finding, Refusal, Severity, Words, patches, say},
    pipeline::{self, Analysis, Drafts},
};

/// A fix may bring the next one to light, but not for ever.
const MOST_ROUNDS: usize = 50;

pub(super) fn run(setting: &Setting, options: &args::Check) -> Result<Ending> {
    let human = matches!(options.shown.format, OutputFormat::Human);
    if options.fix && !human {
        return Err(Refusal::new(Words::fixed(
            "--fix 给人看，不能与别的 --format 同用",
            "--fix is for people and cannot go with another --format",
        ))
        .into());
    }
    // Relations are suggested of drafts too: they are what an editor is at.
    let drafts = if options.suggest { Drafts::Shown } else { Drafts::LeftOut };
    let analysis = pipeline::analyse(&setting.site, setting.today, None, drafts)?;
    if options.suggest
        && let Some(checked) = &analysis.checked
    {
        return suggest::run(&checked.catalog, &analysis.sources, options.shown.format, setting.lang);
    }
    let analysis = if options.fix { fix(setting, options, analysis)? } else { analysis };
    let findings = &analysis.findings;
    report::findings(findings, &analysis.sources, options.shown, setting);
    if human || matches!(options.shown.format, OutputFormat::Github) {
        let summary = report::summary(analysis.articles, analysis.figures, findings);
        let outlook = if options.fix { outlook(options, &analysis) } else { report::mendable(findings) };
        for words in [Some(summary), outlook].into_iter().flatten() {
            report::told(&words, setting);
        }
    }
    Ok(ending(&analysis.findings, options.strict))
}

fn ending(findings: &[Finding], strict: bool) -> Ending {
    let worst = if strict { Severity::Warning } else { Severity::Error };
    let bad = findings.iter().any(|f| f.severity <= worst);
    if bad { Ending::Findings } else { Ending::Clean }
}

/// How to have the changes written that were only shown; nothing where there are none, or somebody has just said no.
fn outlook(options: &args::Check, analysis: &Analysis) -> Option<Words> {
    let asked = options.yes || report::is_conversation();
    (!asked && !patches(&analysis.findings, &analysis.sources).is_empty()).then_some(Words::fixed(
        "上面列出的改动没有写入：要写入，运行 xianzhi check --fix --yes",
        "the changes listed above were not written: to write them, run xianzhi check --fix --yes",
    ))
}

/// Makes the fixes that are agreed to, round by round; gives what is found afterwards.
fn fix(setting: &Setting, options: &args::Check, mut analysis: Analysis) -> Result<Analysis> {
    let say = |words: Words| report::told(&words, setting);
    for round in 0..MOST_ROUNDS {
        let patches = patches(&analysis.findings, &analysis.sources);
        if patches.is_empty() {
            if round == 0 {
                say(Words::fixed("没有程序能改的。\n", "there is nothing that can be mended for you\n"));
            }
            break;
        }
        report::changes(&patches, &analysis.sources, setting);
        if !report::agreed(options.yes, &report::WRITE_CHANGES, setting) {
            break;
        }
        pipeline::mend(&setting.site, &analysis.sources, &patches)?;
        let n = patches.len();
        say(say!("改好了 {n} 个文件。\n", "files mended: {n}\n"));
        analysis = pipeline::analyse(&setting.site, setting.today, None, Drafts::LeftOut)?;
    }
    Ok(analysis)
}
