//! The commands: arguments in, text and an exit code out. The only place that prints, and that reads the
//! environment.
//!
//! Exit codes: 0 clean, 1 findings, 2 usage or input and output.

mod args;
mod audit;
mod build;
mod check;
mod explain;
mod report;
mod serve;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser;

use args::{Args, Command};

/// How a command ended.
enum Ending {
    Clean,
    Findings,
}

/// Runs the program.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(help) if !help.use_stderr() => {
            report::line(help.to_string().trim_end());
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            report::remark(&args::usage(&error));
            return ExitCode::from(2);
        }
    };
    let site = args.site;
    let ending = match args.command {
        Command::Build(options) => build::run(&site, &options),
        Command::Check(options) => check::run(&site, &options),
        Command::Audit(options) => audit::run(&site, &options),
        Command::Serve(options) => serve::run(&site, &options),
        Command::Explain(options) => explain::run(&options),
    };
    match ending {
        Ok(Ending::Clean) => ExitCode::SUCCESS,
        Ok(Ending::Findings) => ExitCode::from(1),
        Err(error) => {
            report::failure(&error);
            ExitCode::from(2)
        }
    }
}
