//! A second look at figures that are others now.

use super::{Rule, Subject};
use crate::{
    diag::{At, Finding, RuleId, Words, say},
    model::Standing,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("changed-since-checked"),
    what: Words::fixed(
        "报道核对以后，数字、行号、时期、性质或 exclude 又改过：checked 里的 record 对不上现在的。",
        "After an article was checked, a value, its lines, its period or kind, or exclude was changed: record under \
         checked does not match what stands there now.",
    ),
    why: Words::fixed(
        "第二个人看过的不是现在的数字。页面上写“核对后有改动”，这篇报道算作尚未核对。",
        "What the second person saw are not the figures of today. The page says “changed since it was checked”, and the \
         article counts as unchecked.",
    ),
    example: Words::fixed(
        "state: checked\nchecked: {by: 周编辑, date: 2026-11-25, record: 1f2e3d4c}\n# 后来改了 metrics 里的一个 value",
        "state: checked\nchecked: {by: 周编辑, date: 2026-11-25, record: 1f2e3d4c}\n# later a value under metrics was changed",
    ),
    mend: Words::fixed(
        "请核对的人对照来源再看一遍，运行 xianzhi sign 文件名 --by 姓名。",
        "Have the article checked once more, and run xianzhi sign NAME --by PERSON.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if !subject.complete {
        return; // entries that could not be read are missing from the mark
    }
    let catalog = subject.catalog;
    for ix in catalog.article_ids().filter(|ix| catalog.standing(*ix) == Standing::Changed) {
        let article = catalog.article(ix);
        let Some(look) = &article.checked else { continue };
        let (name, slug) = (&look.by, &article.slug);
        let date = look.date.label();
        let message = say!(
            ("{name} {date}核对以后，这篇报道的数字改过"),
            ("the figures were changed after {name} checked them on {}", look.date)
        );
        findings.push(
            Finding::warning(RULE.id, At::value(article.file, "checked.record"), message)
                .label(say!("记下的摘要对不上现在的数字", "this digest is not that of the figures"))
                .help(say!(
                    "对照来源再核对一遍，运行 xianzhi sign {slug} --by 姓名",
                    "check it once more against its source and run xianzhi sign {slug} --by PERSON"
                )),
        );
    }
}
