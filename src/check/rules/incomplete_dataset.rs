//! A site whose data nobody is told how to name or allowed to use.

use super::{Rule, Subject};
use crate::diag::{At, Finding, Lang, RuleId, Words, say};

pub(super) const RULE: Rule = Rule {
    id: RuleId("incomplete-dataset"),
    what: Words::fixed(
        "site.yaml 缺少数据目录和搜索引擎要的说明：许可（licence）、许可的网址；有英文页的，英文站名和英文说明。",
        "site.yaml lacks what data catalogues and search engines ask for: a licence, the address of its text; with pages in \
         English, the title and the description in English.",
    ),
    why: Words::fixed(
        "没有许可，别人不知道能不能用这些数据；没有说明，数据目录不收，或者收了也找不到。",
        "Without a licence nobody knows whether the data may be used; without a description catalogues do not take them, or \
         nobody finds them there.",
    ),
    example: Words::fixed(
        "title: 云州县情\ndescription: 云州各县的数字。\n# 没有 licence",
        "title: 云州县情\ndescription: 云州各县的数字。\n# no licence",
    ),
    mend: Words::fixed(
        "在 site.yaml 里写上 licence: {name: CC BY 4.0, url: \"https://creativecommons.org/licenses/by/4.0/\"}；有英文页的，\
         写上 title_en 和 description_en。这只是提示，不写也可以发布。",
        "Write licence: {name: CC BY 4.0, url: \"https://creativecommons.org/licenses/by/4.0/\"} in site.yaml and, with pages \
         in English, title_en and description_en. This is only a note: the site can be published without.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let site = &subject.catalog.site;
    let Some(file) = subject.sources.find("site.yaml") else { return };
    let has_english = site.languages.contains(&Lang::En);
    let is_missing = [
        ("licence", site.licence.is_none()),
        ("licence.url", site.licence.as_ref().is_some_and(|licence| licence.url.is_none())),
        ("title_en", has_english && site.title_en.is_none()),
        ("description_en", has_english && site.description_en.is_none()),
    ];
    let missing: Vec<&str> = is_missing.into_iter().filter(|(_, m)| *m).map(|(field, _)| field).collect();
    if missing.is_empty() {
        return;
    }
    let (zh, en) = (missing.join("、"), missing.join(", "));
    let message = say!("数据集的说明缺 {zh}", "the data set is described without {en}");
    findings.push(Finding::note(RULE.id, At::File(file), message).help(Words::fixed(
        "在 site.yaml 里写上，数据目录和搜索引擎才知道这些数据是什么、能不能用",
        "write it in site.yaml, so that catalogues and search engines know what the data are and may be used for",
    )));
}
