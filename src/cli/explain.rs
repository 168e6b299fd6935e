//! `xianzhi explain RULE`: what a finding means. `docs/RULES.md` and `docs/RULES.en.md` are the same, of all findings.

use std::fmt::Write as _;

use anyhow::Result;

use super::{Ending, Setting, args, report};
use crate::{
    check::{RULES, Rule, audit},
    diag::{Lang, Meaning, Refusal, RuleId, Words, nearest, say},
    model::rules,
    read,
};

type Name = (RuleId, Words);

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

/// What every name of a finding means: the rules, then what the other stages find.
pub(super) fn meanings() -> Vec<Meaning> {
    let of_rules = RULES.iter().map(|rule| Meaning {
        id: rule.id,
        what: rule.what.clone(),
        why: rule.why.clone(),
        mend: rule.mend.clone(),
        markdown: Words::new(rule_text(rule, Lang::Zh), rule_text(rule, Lang::En)),
    });
    let of_names = stages().into_iter().flat_map(|(_, names)| names).map(|(id, what)| Meaning {
        id: *id,
        what: what.clone(),
        why: Words::default(),
        mend: SAYS_HOW.clone(),
        markdown: Words::new(name_text(*id, what, Lang::Zh), name_text(*id, what, Lang::En)),
    });
    of_rules.chain(of_names).collect()
}

/// What reading, resolving and auditing find; a name that two of them use stands with the first.
fn stages() -> [(Words, Vec<&'static Name>); 3] {
    let of_model = rules::NAMES.iter().filter(|(id, _)| read::NAMES.iter().all(|(other, _)| other != id));
    [
        (Words::fixed("读文件时的发现", "Found when files are read"), read::NAMES.iter().collect()),
        (Words::fixed("读记录时的发现", "Found when records are read"), of_model.collect()),
        (
            Words::fixed("与来源核对时的发现", "Found when articles are held against their sources"),
            audit::NAMES.iter().collect(),
        ),
    ]
}

static SAYS_HOW: Words =
    Words::fixed("信息本身写明了在哪里、怎样改。", "The finding itself says where it is and how to mend it.");

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

/// `docs/RULES.md`, `docs/RULES.en.md`
fn all_rules(lang: Lang) -> String {
    let opening = Words::fixed(
        "# 检查规则\n\n由 `xianzhi explain --markdown` 写成，不要手改。先是检查规则，逐条说明；读文件、读记录和与来源核对时的\
         发现，信息里已经说明改法，列在后面的表里。\n\n",
        "# Rules\n\nWritten by `xianzhi explain --markdown --lang en`; not to be changed by hand. The rules come first, each \
         explained. What is found when files and records are read, and when articles are held against their \
         sources, says itself how to mend it and stands in the tables at the end.\n\n",
    );
    let mut text = opening.in_lang(lang).to_owned();
    for rule in RULES {
        text.push_str(&rule_text(rule, lang));
        text.push('\n');
    }
    for (title, names) in stages() {
        let head = Words::fixed("| 名字 | 意思 |", "| name | meaning |");
        let _ = write!(text, "## {}\n\n{}\n|---|---|\n", title.in_lang(lang), head.in_lang(lang));
        for (id, what) in names {
            let _ =
                writeln!(text, "| <a id=\"{id}\"></a>`{id}` | {} |", what.in_lang(lang).replace('|', "\\|"));
        }
        text.push('\n');
    }
    text
}

fn rule_text(rule: &Rule, lang: Lang) -> String {
    let [why, example, mend] = match lang {
        Lang::Zh => ["**为什么不好**：", "**例子**", "**怎样改**："],
        Lang::En => ["**Why it is bad**: ", "**Example**", "**How to mend it**: "],
    };
    let mut text = format!("## {}\n\n{}\n\n", rule.id, rule.what.in_lang(lang));
    let _ = write!(text, "{why}{}\n\n", rule.why.in_lang(lang));
    let _ = write!(text, "{example}\n\n```yaml\n{}\n```\n\n", rule.example.in_lang(lang));
    let _ = writeln!(text, "{mend}{}", rule.mend.in_lang(lang));
    text
}

fn name_text(id: RuleId, what: &Words, lang: Lang) -> String {
    let mend = match lang {
        Lang::Zh => "**怎样改**：",
        Lang::En => "**How to mend it**: ",
    };
    format!("## {id}\n\n{}\n\n{mend}{}\n", what.in_lang(lang), SAYS_HOW.in_lang(lang))
}
