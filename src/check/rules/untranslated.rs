//! Texts that readers of the pages in English see in Chinese.

use super::{Rule, Subject};
use crate::{
    check::Untranslated,
    diag::{At, Finding, RuleId, Words, say},
};

/// So many lines of a file are named.
const MOST_LINES: usize = 5;

pub(super) const RULE: Rule = Rule {
    id: RuleId("untranslated"),
    what: Words::fixed(
        "有英文页的站点（site.yaml 的 languages 里有 en）里，一个文件还有多少处文字没有英文。",
        "How many texts of a file have no English, on a site with pages in English (languages in site.yaml names en).",
    ),
    why: Words::fixed(
        "没有英文的，英文页照登中文并标明语言；看不懂中文的读者就读不到这一处。",
        "A text without English is shown in Chinese on the pages in English, and marked so; readers who have no Chinese \
         cannot read it.",
    ),
    example: Words::fixed(
        "- {metric: poverty.rate, value: 17.4%, lines: 37, note: 没有写分母}",
        "- {metric: poverty.rate, value: 17.4%, lines: 37, note: 没有写分母}",
    ),
    mend: Words::fixed(
        "在旁边写英文字段（note_en、text_en、definition_en……），正文另写一个文件 NAME.en.md；写法见 docs/FORMAT.md 的“英文”一节。\
         这只是提示，不写也可以发布。",
        "Write the field in English beside it (note_en, text_en, definition_en, …), and a body as a file of its own, \
         NAME.en.md, as docs/FORMAT.md says in its section on English. This is only a note: the site can be published without.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    findings.extend(subject.untranslated.iter().map(finding));
}

fn finding(of_file: &Untranslated) -> Finding {
    let (n, lines) = (of_file.count, &of_file.lines);
    let more = lines.len() > MOST_LINES;
    let named: Vec<String> = lines.iter().take(MOST_LINES).map(u32::to_string).collect();
    let zh = format!("第 {} 行{}", named.join("、"), if more { "等" } else { "" });
    let en = format!("{}{}", named.join(", "), if more { ", …" } else { "" });
    let message = match n {
        1 => say!("1 处文字没有英文：{zh}", "1 text has no English: line {en}"),
        _ => say!("{n} 处文字没有英文：{zh}", "{n} texts have no English: lines {en}"),
    };
    Finding::note(RULE.id, At::File(of_file.file), message).help(Words::fixed(
        "在旁边写 note_en 这样的英文字段，正文写在 NAME.en.md 里；不写，英文页照登中文",
        "write a field such as note_en beside it, a body in NAME.en.md; without, pages in English show the Chinese",
    ))
}
