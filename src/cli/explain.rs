//! `xianzhi explain RULE`: what a finding means. `docs/RULES.md` is the same, of all rules.

use std::fmt::Write as _;

use anyhow::{Result, bail};

use super::{Ending, Setting, args, report};
use crate::{
    check::{RULES, Rule, audit},
    diag::{Lang, RuleId, Words, nearest},
    model::rules,
    read,
};

pub(super) fn run(setting: &Setting, options: &args::Explain) -> Result<Ending> {
    let lang = setting.lang;
    let Some(name) = &options.rule else {
        if options.markdown {
            report::line(all_rules(lang).trim_end());
        } else {
            for rule in RULES {
                report::line(&format!("{:<28}{}", rule.id.0, rule.what.in_lang(lang)));
            }
            for (id, what) in names() {
                report::line(&format!("{:<28}{}", id.0, what.in_lang(lang)));
            }
        }
        return Ok(Ending::Clean);
    };
    let known = RULES.iter().map(|r| r.id.0).chain(names().map(|(id, _)| id.0));
    if let Some(rule) = RULES.iter().find(|r| r.id.0 == name) {
        report::line(explained(rule, lang).trim_end());
    } else if let Some((id, what)) = names().find(|(id, _)| id.0 == name) {
        report::line(&format!(
            "## {id}\n\n{}\n\n**怎样改**：信息本身写明了在哪里、怎样改。",
            what.in_lang(lang)
        ));
    } else {
        match nearest(name, known) {
            Some(near) => bail!("没有 {name} 这条规则，是不是 {near}？"),
            None => bail!("没有 {name} 这条规则；运行 xianzhi explain 列出全部"),
        }
    }
    Ok(Ending::Clean)
}

/// What reading, resolving and auditing find, with what it means; a name that two of them use stands once.
fn names() -> impl Iterator<Item = &'static (RuleId, Words)> {
    let of_model = rules::NAMES.iter().filter(|(id, _)| read::NAMES.iter().all(|(other, _)| other != id));
    read::NAMES.iter().chain(of_model).chain(audit::NAMES)
}

/// `docs/RULES.md`
fn all_rules(lang: Lang) -> String {
    let mut text = String::from(
        "# 检查规则\n\n由 `xianzhi explain --markdown` 写成，不要手改。读写文件和字段写法方面的错误，信息里已经说明改法，不在此列。\n\n",
    );
    for rule in RULES {
        text.push_str(&explained(rule, lang));
        text.push('\n');
    }
    text
}

fn explained(rule: &Rule, lang: Lang) -> String {
    let mut text = format!("## {}\n\n{}\n\n", rule.id, rule.what.in_lang(lang));
    let _ = write!(text, "**为什么不好**：{}\n\n", rule.why.in_lang(lang));
    let _ = write!(text, "**例子**\n\n```yaml\n{}\n```\n\n", rule.example.in_lang(lang));
    let _ = writeln!(text, "**怎样改**：{}", rule.mend.in_lang(lang));
    text
}
