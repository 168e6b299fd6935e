//! What every name of a finding means: the rules, and what the other stages find; as data and as Markdown.

use std::fmt::Write as _;

use super::{RULES, Rule, audit};
use crate::{
    diag::{Lang, Meaning, RuleId, Words},
    model::rules,
    read,
};

type Name = (RuleId, Words);

/// What every name of a finding means: the rules, then what the other stages find.
pub fn meanings() -> Vec<Meaning> {
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

/// All of them as Markdown: `docs/RULES.md`, `docs/RULES.en.md`, and a chapter of the handbook. A heading is the name of
/// a finding, so that its fragment is too.
pub fn all_rules(lang: Lang) -> String {
    let opening = Words::fixed(
        "# 检查规则\n\n由 `xianzhi explain --markdown` 写成，不要手改。先是检查规则，逐条说明；读文件、读记录和与来源核对时的\
         发现，信息里已经说明改法，列在后面。\n\n",
        "# Rules\n\nWritten by `xianzhi explain --markdown --lang en`; not to be changed by hand. The rules come first, each \
         explained. What is found when files and records are read, and when articles are held against their \
         sources, says itself how to mend it and stands at the end.\n\n",
    );
    let mut text = opening.in_lang(lang).to_owned();
    for rule in RULES {
        text.push_str(&rule_text(rule, lang));
        text.push('\n');
    }
    for (title, names) in stages() {
        let _ = write!(text, "## {}\n\n", title.in_lang(lang));
        for (id, what) in names {
            let _ = write!(text, "### {id}\n\n{}\n\n", what.in_lang(lang));
        }
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
    let shown = rule.example.in_lang(lang);
    // An example that is a fenced block itself stands in a longer fence.
    let (fence, language) = if shown.starts_with("```") { ("````", "markdown") } else { ("```", "yaml") };
    let _ = write!(text, "{example}\n\n{fence}{language}\n{shown}\n{fence}\n\n");
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
