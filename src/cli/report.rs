//! Printing: findings, counts, failures.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the command line is where the program speaks"
)]

use std::io::{IsTerminal, Write, stdin, stdout};

use super::args::OutputFormat;
use crate::diag::{Finding, Format, Lang, Patch, Refusal, Severity, SourceMap, emit, preview};

/// Prints findings to standard output.
pub(super) fn findings(findings: &[Finding], sources: &SourceMap, format: OutputFormat, lang: Lang) {
    let format = match format {
        OutputFormat::Human => Format::Human { color: color() },
        OutputFormat::Json => Format::Json,
        OutputFormat::Sarif => Format::Sarif,
    };
    print!("{}", emit(findings, sources, format, lang));
}

/// Prints what fixes would change.
pub(super) fn changes(patches: &[Patch], sources: &SourceMap, lang: Lang) {
    print!("{}", preview(patches, sources, color(), lang));
}

/// Whether somebody is there to be asked.
pub(super) fn is_conversation() -> bool {
    stdin().is_terminal() && stdout().is_terminal()
}

/// Asks a question of which the answer is no unless yes is said.
pub(super) fn confirmed(question: &str) -> bool {
    print!("{question} [y/N] ");
    let mut answer = String::new();
    let heard = stdout().flush().and_then(|()| stdin().read_line(&mut answer));
    heard.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是")
}

fn color() -> bool {
    stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Prints a line to standard output.
pub(super) fn line(text: &str) {
    println!("{text}");
}

/// Prints a line to standard error.
pub(super) fn remark(text: &str) {
    eprintln!("{text}");
}

/// Prints why a command could not be carried out.
pub(super) fn failure(error: &anyhow::Error, lang: Lang) {
    let (first, further) = match lang {
        Lang::Zh => ("错误：", "  因为："),
        Lang::En => ("error: ", "  because: "),
    };
    for (i, cause) in error.chain().enumerate() {
        let said = match cause.downcast_ref::<Refusal>() {
            Some(refusal) => refusal.words.in_lang(lang).to_owned(),
            None => cause.to_string(),
        };
        eprintln!("{}{said}", if i == 0 { first } else { further });
    }
}

/// `2 个错误，1 个警告，3 条提示`
pub(super) fn counts(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    format!(
        "{} 个错误，{} 个警告，{} 条提示",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    )
}
