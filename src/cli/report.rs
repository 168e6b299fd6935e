//! Printing: findings, counts, failures.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the command line is where the program speaks"
)]

use std::io::{self, ErrorKind, IsTerminal, Write, stderr, stdin, stdout};

use super::{
    Setting,
    args::{Color, OutputFormat, Shown},
    explain,
};
use crate::diag::{
    Finding, Format, Lang, Patch, Refusal, Severity, SourceMap, Words, emit, legible, preview, say,
};
use crate::pipeline::Analysis;

/// Asked of changes to files that were shown.
pub(super) static WRITE_CHANGES: Words = Words::fixed("写入这些改动吗？", "Write these changes?");

/// Prints findings to standard output.
pub(super) fn findings(findings: &[Finding], sources: &SourceMap, shown: Shown, setting: &Setting) {
    let folder = setting.site.to_string_lossy();
    let (format, meanings);
    match shown.format {
        OutputFormat::Human => format = screen(shown.all, color(setting)),
        OutputFormat::Json => format = Format::Json,
        OutputFormat::Github => format = Format::Github { folder: &folder },
        OutputFormat::Sarif => {
            meanings = explain::meanings();
            format = Format::Sarif { meanings: &meanings, folder: &folder };
        }
    }
    put(&emit(findings, sources, format, setting.lang));
}

/// Prints errors to standard error, folded.
pub(super) fn errors(findings: &[Finding], sources: &SourceMap, setting: &Setting) {
    let errors: Vec<Finding> =
        findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    eprintln!("{}", emit(&errors, sources, screen(false, color(setting)), setting.lang).trim_end());
}

fn screen(all: bool, color: bool) -> Format<'static> {
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Format::Screen { color, width, all }
}

/// Prints what fixes would change.
pub(super) fn changes(patches: &[Patch], sources: &SourceMap, setting: &Setting) {
    put(&preview(patches, sources, color(setting), setting.lang));
}

/// Whether somebody is there to be asked.
pub(super) fn is_conversation() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// Whether what was shown may be written: it was agreed to beforehand, or is now, by somebody who is there to be asked.
pub(super) fn agreed(beforehand: bool, question: &Words, setting: &Setting) -> bool {
    beforehand || (is_conversation() && confirmed(question.in_lang(setting.lang)))
}

/// Asks a question of which the answer is no unless yes is said.
fn confirmed(question: &str) -> bool {
    print!("{question} [y/N] ");
    let mut answer = String::new();
    let heard = stdout().flush().and_then(|()| stdin().read_line(&mut answer));
    heard.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是")
}

fn color(setting: &Setting) -> bool {
    match setting.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    }
}

/// Whether somebody looks at standard error while the program works.
pub(super) fn is_watched(setting: &Setting) -> bool {
    stderr().is_terminal() && !setting.quiet
}

/// Prints a line about what was done, unless that is not wanted.
pub(super) fn told(words: &Words, setting: &Setting) {
    if !setting.quiet {
        line(words.in_lang(setting.lang));
    }
}

/// Writes to standard output. Who has closed it, as `| head` does, wants to hear no more.
fn put(text: &str) {
    let _ = stdout().write_all(text.as_bytes());
}

/// Prints a line to standard output: as it is for programs, without what a terminal would act on for people.
pub(super) fn line(text: &str) {
    let shown = if stdout().is_terminal() { legible(text) } else { text.into() };
    put(&format!("{shown}\n"));
}

/// Prints a line to standard error.
pub(super) fn remark(text: &str) {
    eprintln!("{}", legible(text));
}

/// Prints why a command could not be carried out.
pub(super) fn failure(error: &anyhow::Error, lang: Lang) {
    remark(&reason(error, lang));
}

/// Why a command could not be carried out, and what stands behind it.
pub(super) fn reason(error: &anyhow::Error, lang: Lang) -> String {
    let (first, further) = match lang {
        Lang::Zh => ("错误：", "  因为："),
        Lang::En => ("error: ", "  because: "),
    };
    let lines = error.chain().enumerate().map(|(i, cause)| {
        let said = match cause.downcast_ref::<Refusal>() {
            Some(refusal) => refusal.words.in_lang(lang).to_owned(),
            None => cause
                .downcast_ref()
                .and_then(meaning)
                .map_or_else(|| cause.to_string(), |words| format!("{} ({cause})", words.in_lang(lang))),
        };
        format!("{}{said}", if i == 0 { first } else { further })
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What an editor may do about what the system refuses, for what happens to editors.
fn meaning(error: &io::Error) -> Option<Words> {
    Some(match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Words::fixed("磁盘满了，腾出地方再运行", "the disk is full; make room and run the command again")
        }
        ErrorKind::ReadOnlyFilesystem => Words::fixed("这个磁盘是只读的", "this disk is read-only"),
        ErrorKind::PermissionDenied => Words::fixed("没有权限", "there is no permission"),
        ErrorKind::NotFound => Words::fixed("没有这个文件或文件夹", "there is no such file or folder"),
        ErrorKind::ResourceBusy => Words::fixed(
            "正被别的程序用着，或者是挂载点，不能整个换掉",
            "another program is using it, or it is a mount point that cannot be replaced",
        ),
        _ if cfg!(unix) && OUT_OF_HANDLES.contains(&error.raw_os_error()) => Words::fixed(
            "打开的文件太多；关掉一些程序，或用 ulimit -n 调高上限",
            "too many files are open; close some programs, or raise the limit with ulimit -n",
        ),
        _ => return None,
    })
}

/// The codes of Unix for too many open files, of this process or of all.
const OUT_OF_HANDLES: [Option<i32>; 2] = [Some(23), Some(24)];

/// `检查了 5 篇报道、420 个数字：2 个错误，1 个警告`
pub(super) fn summary(articles: usize, figures: usize, findings: &[Finding]) -> Words {
    let (of_articles, of_figures) = (counted(articles, "article"), counted(figures, "figure"));
    let counts = counts(findings);
    say!(
        ("检查了 {articles} 篇报道、{figures} 个数字：{}", counts.zh),
        ("checked {of_articles} and {of_figures}: {}", counts.en)
    )
}

/// How many findings can be mended mechanically, and how; nothing where there is none.
pub(super) fn mendable(findings: &[Finding]) -> Option<Words> {
    let n = findings.iter().filter(|f| !f.fix.is_empty()).count();
    (n > 0).then(|| {
        say!(
            "其中 {n} 处可自动改：xianzhi check --fix 先列出改动",
            "{n} of them can be mended automatically: xianzhi check --fix shows the changes first"
        )
    })
}

/// The drafts that the site is made without, by path; nothing where there is none, or no site.
pub(super) fn drafts(analysis: &Analysis) -> Option<Words> {
    if analysis.drafts.is_empty() || analysis.checked.is_none() {
        return None;
    }
    let (n, of) = (analysis.drafts.len(), &analysis.drafts);
    let erring = analysis.findings.iter().any(|f| f.severity == Severity::Error);
    let (zh, en) = match erring {
        true => {
            ("；错误都在草稿里，不妨碍网站", "; the errors are all of drafts, and do not hold up the site")
        }
        false => ("", ""),
    };
    let (named, named_en) = (of.join("、"), of.join(", "));
    Some(say!(
        ("{n} 篇草稿没有放进网站：{named}{zh}"),
        ("left out of the site: {}: {named_en}{en}", counted(n, "draft"))
    ))
}

/// `2 个错误，1 个警告，3 条提示`; what there is none of is not said.
fn counts(findings: &[Finding]) -> Words {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let said = |severity, zh, en| match count(severity) {
        0 => None,
        n => Some(Words::new(format!("{n} {zh}"), counted(n, en))),
    };
    let (errors, warnings) =
        (said(Severity::Error, "个错误", "error"), said(Severity::Warning, "个警告", "warning"));
    let clean = (errors.is_none() && warnings.is_none()).then(|| say!("没有发现问题", "nothing to mend"));
    let notes = said(Severity::Note, "条提示", "note");
    let parts: Vec<Words> = [errors, warnings, clean, notes].into_iter().flatten().collect();
    let join = |lang, between| parts.iter().map(|p| p.in_lang(lang)).collect::<Vec<_>>().join(between);
    Words::new(join(Lang::Zh, "，"), join(Lang::En, ", "))
}

/// `1 error`, `2 errors`
fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{At, FileId, RuleId};

    fn finding(severity: Severity, fix: bool) -> Finding {
        let at = At::File(FileId(0));
        let finding = Finding::new(RuleId("broken-link"), severity, at.clone(), Words::fixed("这里", "here"));
        if fix { finding.fix(at, "") } else { finding }
    }

    #[test]
    fn what_was_found_is_counted_in_words() {
        let findings = |errors, warnings, notes| -> Vec<Finding> {
            [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Note, notes)]
                .into_iter()
                .flat_map(|(severity, n)| (0..n).map(move |_| finding(severity, false)))
                .collect()
        };
        for (found, zh, en) in [
            ((0, 0, 0), "没有发现问题", "nothing to mend"),
            ((2, 1, 3), "2 个错误，1 个警告，3 条提示", "2 errors, 1 warning, 3 notes"),
            ((0, 0, 1), "没有发现问题，1 条提示", "nothing to mend, 1 note"),
            ((1, 0, 0), "1 个错误", "1 error"),
        ] {
            let words = summary(5, 1, &findings(found.0, found.1, found.2));
            assert_eq!(words.zh, format!("检查了 5 篇报道、1 个数字：{zh}"));
            assert_eq!(words.en, format!("checked 5 articles and 1 figure: {en}"));
        }
    }

    #[test]
    fn mechanical_fixes_are_counted_once() {
        let found = [true, false, true].map(|fix| finding(Severity::Warning, fix));
        let words = mendable(&found).expect("two can be mended");
        assert_eq!(words.zh, "其中 2 处可自动改：xianzhi check --fix 先列出改动");
        assert_eq!(
            words.en,
            "2 of them can be mended automatically: xianzhi check --fix shows the changes first"
        );
        assert_eq!(mendable(&found[1..2]), None);
    }
}
