//! A second look by whoever had the first.

use super::{Rule, Subject};
use crate::{
    diag::{At, Finding, RuleId, Words, say},
    model::State,
    quantity::fold,
};

/// The name of the rule.
pub(in crate::check) const OWN_CHECK: RuleId = RuleId("own-check");

pub(super) const RULE: Rule = Rule {
    id: OWN_CHECK,
    what: Words::fixed(
        "报道写着已核，核对的人却是登记的人，或者登记的人还写着“待填”。",
        "An article is said to be checked, but by the person who took its figures down, or it is not known who did: entered.by \
         still says “待填” (to be filled).",
    ),
    why: Words::fixed(
        "自己抄错的数字，自己往往看不出来。读者看到“已核”，以为有第二个人对照过来源。",
        "Nobody sees his own slips of the pen. Readers who are told “checked” take it that a second person held the \
         figures against the source.",
    ),
    example: Words::fixed(
        "state: checked\nentered: {by: 林编辑}\nchecked: {by: 林编辑, date: 2026-11-25, record: 1f2e3d4c}",
        "state: checked\nentered: {by: 林编辑}\nchecked: {by: 林编辑, date: 2026-11-25, record: 1f2e3d4c}",
    ),
    mend: Words::fixed(
        "删去 state 和 checked，请另一个人对照来源核对，再由他运行 xianzhi sign 文件名 --by 姓名。",
        "Delete state and checked, and have somebody else hold the article against its source, who then runs xianzhi sign \
         NAME --by PERSON.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for article in subject.catalog.articles.iter().filter(|a| a.state == State::Checked) {
        let (Some(entered), Some(look)) = (&article.entered, &article.checked) else { continue };
        let name = &look.by;
        let message = if same_person(&entered.by, name) {
            say!(
                "数字是{name}登记的，又由{name}核对",
                "{name} took the figures down, and checked them as well"
            )
        } else if entered.by.starts_with(super::PLACEHOLDER) {
            Words::fixed("写着已核，登记的人还没有填", "it is checked, and who took it down is not filled in")
        } else {
            continue;
        };
        let finding = Finding::error(RULE.id, At::value(article.file, "checked.by"), message)
            .also(At::value(article.file, "entered.by"), Words::fixed("登记的人", "who took them down"));
        findings.push(finding.help(Words::fixed(
            "请另一个人对照来源核对，由他运行 xianzhi sign；在那以前删去 state 和 checked",
            "have somebody else check it, who then runs xianzhi sign; until then delete state and checked",
        )));
    }
}

/// Whether two names are of one person, as far as names tell: spaces, width and case apart.
pub(in crate::check) fn same_person(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        fold(name).text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::same_person;

    #[test]
    fn a_name_is_the_same_however_it_is_spaced() {
        for (one, other, same) in [
            ("林编辑", "林 编辑", true),
            ("林编辑", "　林编辑", true),
            ("Lin", "ｌｉｎ", true),
            ("林编辑", "周编辑", false),
            ("林编辑", "林编", false),
        ] {
            assert_eq!(same_person(one, other), same, "{one} {other}");
        }
    }
}
