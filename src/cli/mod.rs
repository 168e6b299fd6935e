//! The commands: arguments in, text and an exit code out. The only place that prints, and that reads the
//! environment.
//!
//! Exit codes: 0 clean, 1 findings, 2 usage or input and output.

mod accounts;
mod args;
mod audit;
mod build;
mod check;
mod chromium;
mod diff;
mod draft;
mod eject;
mod explain;
mod export;
mod git;
mod help;
mod import;
mod init;
mod manual;
mod new;
mod pack;
mod progress;
mod publish;
mod report;
mod schema;
mod serve;
mod sign;
mod suggest;
mod verify;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Result;
use clap::FromArgMatches as _;

use args::{Args, Color, Command};

use crate::{diag::Lang, model::Date, read};

/// How a command ended.
enum Ending {
    Clean,
    Findings,
}

/// What every command goes by: read here from the arguments, the environment and the clock, and nowhere else.
#[derive(Clone)]
struct Setting {
    /// The site's folder.
    site: PathBuf,
    /// The language that the program speaks.
    lang: Lang,
    /// When the output is coloured.
    color: Color,
    /// Whether to say nothing of what goes well.
    quiet: bool,
    /// The date in UTC.
    today: Date,
}

impl Setting {
    /// The folder that is written, seen from that of the site.
    fn output(&self, out: &Path) -> Result<PathBuf> {
        let out = self.site.join(out);
        read::require_apart(&self.site, &out)?;
        Ok(out)
    }
}

/// Runs the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = args.into_iter().collect();
    let lang = help::asked(&words).unwrap_or_else(|| spoken(&locale()));
    let matches = help::command(lang).try_get_matches_from(words);
    let args = match matches.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(help) if !help.use_stderr() => {
            report::line(help.to_string().trim_end());
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            report::remark(help::refusal(&error).in_lang(lang));
            return ExitCode::from(2);
        }
    };
    let lang = args.lang.map_or(lang, args::Language::lang);
    let Args { site, color, quiet, .. } = args;
    let setting = Setting { site, lang, color, quiet, today: today() };
    let ending = match args.command {
        Command::Init(options) => init::run(&setting, &options),
        Command::New(options) => new::run(&setting, &options),
        Command::Schema(options) => schema::run(&setting, &options),
        Command::Eject(options) => eject::run(&setting, &options),
        Command::Build(options) => build::run(&setting, &options),
        Command::Check(options) => check::run(&setting, &options),
        Command::Audit(options) => audit::run(&setting, &options),
        Command::Draft(options) => draft::run(&setting, &options),
        Command::Export(options) => export::run(&setting, &options),
        Command::Import(options) => import::run(&setting, &options),
        Command::Serve(options) => serve::run(&setting, &options),
        Command::Sign(options) => sign::run(&setting, &options),
        Command::Explain(options) => explain::run(&setting, &options),
        Command::Publish(options) => publish::run(&setting, &options),
        Command::Diff(options) => diff::run(&setting, &options),
        Command::Pack(options) => pack::run(&setting, &options),
        Command::Verify(options) => verify::run(&setting, &options),
        Command::Completions(options) => manual::completions(&setting, &options),
        Command::Man(options) => manual::man(&setting, &options),
    };
    match ending {
        Ok(Ending::Clean) => ExitCode::SUCCESS,
        Ok(Ending::Findings) => ExitCode::from(1),
        Err(error) => {
            report::failure(&error, setting.lang);
            ExitCode::from(2)
        }
    }
}

/// The locale of the messages, as POSIX orders the variables.
fn locale() -> String {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find(|value| !value.is_empty()).unwrap_or_default()
}

/// The language of a locale: English where it says so, else Chinese.
fn spoken(locale: &str) -> Lang {
    if locale.starts_with("en") { Lang::En } else { Lang::Zh }
}

fn today() -> Date {
    let date = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date();
    let small = |n: i8| u8::try_from(n).unwrap_or_default();
    Date {
        year: date.year(),
        month: small(date.month()),
        day: small(date.day()),
        approximate: false,
        uncertain: false,
    }
}
