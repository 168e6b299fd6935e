//! The command line in one language: its help, and what is wrong with the words of one.

use std::ffi::OsString;

use clap::{
    Arg, Command, CommandFactory as _,
    error::{ContextKind, ErrorKind},
};

use super::args::Args;
use crate::diag::{Lang, Words, say};

/// What stands between the two languages of a text in [`super::args`].
const BETWEEN: char = '|';

/// The command line as clap reads it, speaking `lang`.
pub(super) fn command(lang: Lang) -> Command {
    let mut command = spoken(Args::command(), lang);
    command.build();
    say_usage(command, lang)
}

fn spoken(command: Command, lang: Lang) -> Command {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = Words::fixed("用法：", "Usage: ").in_lang(lang).to_owned();
    command
        .about(side(&about, lang))
        .help_template(format!("{{about}}\n\n{usage}{{usage}}\n\n{{all-args}}\n"))
        .subcommand_help_heading(Words::fixed("命令", "Commands").in_lang(lang).to_owned())
        .subcommand_value_name(Words::fixed("命令", "COMMAND").in_lang(lang).to_owned())
        .mut_args(|arg| spoken_arg(arg, lang))
        .mut_subcommands(|command| spoken(command, lang))
}

fn spoken_arg(arg: Arg, lang: Lang) -> Arg {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let value = arg.get_value_names().and_then(|names| names.first()).map(|name| side(name, lang));
    let heading = match arg.is_positional() {
        true => Words::fixed("参数", "Arguments"),
        false => Words::fixed("选项", "Options"),
    };
    let arg = arg.help(side(&help, lang)).help_heading(heading.in_lang(lang).to_owned());
    match value {
        Some(value) => arg.value_name(value),
        None => arg,
    }
}

/// The side of `中文 | English` that is in `lang`.
fn side(both: &str, lang: Lang) -> String {
    let (zh, en) = both.split_once(BETWEEN).unwrap_or((both, ""));
    match lang {
        Lang::Zh => zh.trim().to_owned(),
        Lang::En => en.trim().to_owned(),
    }
}

/// The usage of a command and of those below it; clap knows but one word for options.
fn say_usage(mut command: Command, lang: Lang) -> Command {
    let options = Words::fixed("[选项]", "[OPTIONS]");
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", options.in_lang(lang));
    command.override_usage(usage).mut_subcommands(|command| say_usage(command, lang))
}

/// The language that the arguments ask for, before they are read: help and refusals speak it too.
pub(super) fn asked(args: &[OsString]) -> Option<Lang> {
    let mut words = args.iter().take_while(|word| *word != "--").filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => continue,
        };
        match value {
            Some("zh") => return Some(Lang::Zh),
            Some("en") => return Some(Lang::En),
            _ => {}
        }
    }
    None
}

/// What is wrong with the words of a command line, and what to do.
pub(super) fn refusal(error: &clap::Error) -> Words {
    let said = |kind| error.get(kind).map(ToString::to_string);
    let near = said(ContextKind::SuggestedSubcommand).or_else(|| said(ContextKind::SuggestedArg));
    // Of several the likest comes last.
    let near = near.map(|near| near.rsplit(", ").next().unwrap_or_default().to_owned());
    let near = near.map(|n| say!("，是不是 {n}？", "; did you mean {n}?"));
    let valid = said(ContextKind::ValidValue).filter(|v| !v.is_empty());
    let valid = valid.map(|v| say!("；可以写：{v}", "; it can be: {v}"));
    let end = say!("\n用法见 xianzhi --help", "\nfor usage see xianzhi --help");
    let (mut text, parts) = (say!("错误：", "error: "), [Some(wrong(error)), near, valid, Some(end)]);
    for part in parts.into_iter().flatten() {
        text.zh.to_mut().push_str(&part.zh);
        text.en.to_mut().push_str(&part.en);
    }
    text
}

fn wrong(error: &clap::Error) -> Words {
    let said = |kind| error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty());
    let word =
        said(ContextKind::InvalidArg).or_else(|| said(ContextKind::InvalidSubcommand)).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => say!("没有 {word} 这个选项", "there is no option {word}"),
        ErrorKind::InvalidSubcommand => say!("没有 {word} 这个命令", "there is no command {word}"),
        ErrorKind::MissingRequiredArgument => say!("缺少 {word}", "{word} is missing"),
        ErrorKind::ArgumentConflict => {
            say!("{word} 不能与别的选项同用，或写了两次", "{word} cannot stand with another option, or twice")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match said(ContextKind::InvalidValue) {
            Some(value) => say!("{word} 不能是“{value}”", "{word} cannot be “{value}”"),
            None => say!("{word} 后面要写一个值", "{word} takes a value"),
        },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Of the program there are many, of one of its commands a few.
            match said(ContextKind::ValidSubcommand).filter(|all| all.split(", ").count() < 6) {
                Some(all) => say!("后面要写是哪一种：{all}", "it has to say which: {all}"),
                None => {
                    say!(
                        "要写一个命令，例如 xianzhi check",
                        "a command is missing, for example xianzhi check"
                    )
                }
            }
        }
        _ => say!("命令写得不对", "this command line cannot be read"),
    }
}

#[cfg(test)]
mod tests {
    use std::iter::once;

    use super::*;

    fn all(command: Command) -> Vec<Command> {
        let below: Vec<Command> = command.get_subcommands().cloned().flat_map(all).collect();
        once(command).chain(below).collect()
    }

    /// Each text that help shows, with the command it belongs to.
    fn texts(lang: Lang) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for command in all(command(lang)) {
            let name = command.get_name().to_owned();
            found.push((name.clone(), command.get_about().map(ToString::to_string).unwrap_or_default()));
            for arg in command.get_arguments() {
                let of = format!("{name} {}", arg.get_id());
                found.push((of.clone(), arg.get_help().map(ToString::to_string).unwrap_or_default()));
                if arg.get_action().takes_values() {
                    let names = arg.get_value_names().unwrap_or_default();
                    found.push((of, names.first().map(ToString::to_string).unwrap_or_default()));
                }
            }
        }
        found
    }

    fn is_chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn every_command_and_every_option_is_explained_in_both_languages() {
        let (zh, en) = (texts(Lang::Zh), texts(Lang::En));
        assert!(zh.len() > 30 && zh.len() == en.len(), "{zh:#?}");
        for ((of, zh), (_, en)) in zh.iter().zip(&en) {
            assert!(is_chinese(zh) && !zh.contains(BETWEEN), "{of}: {zh}");
            assert!(!en.is_empty() && !is_chinese(en) && !en.contains(BETWEEN), "{of}: {en}");
        }
        for command in all(command(Lang::En)) {
            let help = command.clone().render_help().to_string();
            assert!(!is_chinese(&help), "{help}");
        }
        for command in all(command(Lang::Zh)) {
            let help = command.clone().render_help().to_string();
            assert!(!["Usage", "OPTIONS", "COMMAND", "Options"].iter().any(|w| help.contains(w)), "{help}");
        }
    }

    #[test]
    fn refusals_are_in_both_languages() {
        let mut seen = Vec::new();
        for line in [
            "frobnicate",
            "chekc",
            "check --frobnicate",
            "check --stric",
            "check --format xml",
            "check --format",
            "check --strict --strict",
            "check extra",
            "serve --port x",
            "explain a --markdown",
            "",
        ] {
            for lang in [Lang::Zh, Lang::En] {
                let words = once("xianzhi").chain(line.split_whitespace());
                let error = command(lang).try_get_matches_from(words).expect_err(line);
                let refusal = refusal(&error);
                let text = refusal.in_lang(lang);
                assert_eq!(is_chinese(text), lang == Lang::Zh, "{text}");
                assert!(text.contains("xianzhi --help"), "{text}");
                seen.push(text.lines().next().unwrap_or_default().to_owned());
            }
        }
        let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
        assert!(distinct.len() > 16, "{seen:#?}");
    }

    #[test]
    fn the_language_is_known_before_the_arguments_are_read() {
        for (line, lang) in [
            ("check --lang en", Some(Lang::En)),
            ("--lang=zh --help", Some(Lang::Zh)),
            ("check --frobnicate --lang en", Some(Lang::En)),
            ("check --lang fr", None),
            ("check --lang", None),
            ("check --language en", None),
            ("explain -- --lang en", None),
        ] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(asked(&words), lang, "{line}");
        }
    }
}
