//! `xianzhi completions` and `xianzhi man`: what shells and `man` know of the command line, made from the same words as its
//! help.

use anyhow::Result;

use super::{Ending, Setting, args, help, report};
use crate::diag::{OrRefuse as _, nearest, say};

/// The name that the program is called by.
const NAME: &str = "xianzhi";

pub(super) fn completions(setting: &Setting, options: &args::Completions) -> Result<Ending> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut help::command(setting.lang), NAME, &mut script);
    report::line(String::from_utf8_lossy(&script).trim_end());
    Ok(Ending::Clean)
}

/// The manual page of the program, or of one of its commands.
pub(super) fn man(setting: &Setting, options: &args::Man) -> Result<Ending> {
    let program = help::command(setting.lang);
    let command = match &options.command {
        None => program,
        Some(wanted) => {
            let names = || program.get_subcommands().map(clap::Command::get_name);
            let found = program.find_subcommand(wanted).or_refuse(|| match nearest(wanted, names()) {
                Some(near) => say!(
                    "没有 {wanted} 这个命令，是不是 {near}？",
                    "there is no command {wanted}, did you mean {near}?"
                ),
                None => say!("没有 {wanted} 这个命令", "there is no command {wanted}"),
            })?;
            let whole = format!("{NAME}-{wanted}");
            found.clone().name(whole.clone()).display_name(whole)
        }
    };
    let mut page = Vec::new();
    let source = concat!("xianzhi ", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(command).source(source).render(&mut page)?;
    report::line(String::from_utf8_lossy(&page).trim_end());
    Ok(Ending::Clean)
}
