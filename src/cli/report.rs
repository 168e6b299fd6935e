//! Printing: findings, counts, failures.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the command line is where the program speaks"
)]

use std::io::{IsTerminal, stdout};

use super::args::OutputFormat;
use crate::diag::{Finding, Format, Lang, Refusal, Severity, SourceMap, emit};

/// Prints findings to standard output.
pub(super) fn findings(findings: &[Finding], sources: &SourceMap, format: OutputFormat, lang: Lang) {
    let format = match format {
        OutputFormat::Human => {
            let color = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            Format::Human { color }
        }
        OutputFormat::Json => Format::Json,
        OutputFormat::Github | OutputFormat::Sarif => Format::Sarif,
    };
    print!("{}", emit(findings, sources, format, lang));
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
