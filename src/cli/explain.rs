//! `xianzhi explain RULE`: what a finding means. `docs/RULES.md` and `docs/RULES.en.md` are the same, of all findings.

use anyhow::Result;

use super::{Ending, Setting, args, report};
pub(super) use crate::check::meanings;
use crate::{
    check::all_rules,
    diag::{Lang, Refusal, nearest, say},
};

pub(super) fn run(setting: &Setting, options: &args::Explain) -> Result<Ending> {
    let lang = setting.lang;
    if let Some(name) = &options.rule {
        report::line(explained(name, lang)?.trim_end());
    } else if options.markdown {
        report::line(all_rules(lang).trim_end());
    } else {
        for meaning in meanings() {
            report::line(&format!("{:<28}{}", meaning.id.0, meaning.what.in_lang(lang)));
        }
    }
    Ok(Ending::Clean)
}

fn explained(name: &str, lang: Lang) -> Result<String> {
    let known = meanings();
    if let Some(meaning) = known.iter().find(|m| m.id.0 == name) {
        return Ok(meaning.markdown.in_lang(lang).to_owned());
    }
    let words = match nearest(name, known.iter().map(|m| m.id.0)) {
        Some(near) => {
            say!("没有 {name} 这条规则，是不是 {near}？", "there is no rule {name}; did you mean {near}?")
        }
        None => say!(
            "没有 {name} 这条规则；运行 xianzhi explain 列出全部",
            "there is no rule {name}; xianzhi explain lists them all"
        ),
    };
    Err(Refusal::new(words).into())
}
