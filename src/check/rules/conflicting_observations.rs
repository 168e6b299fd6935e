//! Two articles that disagree about the same figure.

use std::collections::HashMap;

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words, say},
    model::{ObsIx, Observation, PlaceIx},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("conflicting-observations"),
    what: Words::fixed(
        "两篇报道对同一地区、同一指标、同一时期给出的数字不相容。",
        "Two articles give figures that cannot both hold for one place, one metric and one period.",
    ),
    why: Words::fixed(
        "两个数字不可能都对，或者口径不同；页面会把两个都显示出来，编辑应当先核对。",
        "Not both can be right, or they count different things; the pages show both, and an editor should \
         look first.",
    ),
    example: Words::fixed(
        "# 甲报道：{metric: poverty.rate, value: 0.94%, period: 2019}\n\
              # 乙报道：{metric: poverty.rate, value: 1.2%, period: 2019}",
        "# article A: {metric: poverty.rate, value: 0.94%, period: 2019}\n\
              # article B: {metric: poverty.rate, value: 1.2%, period: 2019}",
    ),
    mend: Words::fixed(
        "对照两篇来源核对。口径不同的，写 population 或改用局部指标；来源确实互相矛盾的，保留两条，在 content/rulings.yaml 里裁定采用哪一条。",
        "Compare both with their sources. If they count different people or things, give a population or use \
         a local metric; if the sources contradict each other, keep both and decide between them in \
         content/rulings.yaml.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let mut reports: HashMap<PlaceIx, u32> = HashMap::new();
    catalog.articles.iter().for_each(|article| *reports.entry(article.place).or_default() += 1);
    let mut seen: HashMap<_, Vec<ObsIx>> = HashMap::new();
    // Where there is but one report, no two can disagree.
    let with_others = catalog.articles.iter().filter(|article| reports[&article.place] > 1);
    for ix in with_others.flat_map(|article| article.observation_ids()) {
        let o = catalog.observation(ix);
        let before = seen.entry((catalog.place_of(ix), o.metric)).or_default();
        let contradicted =
            before.iter().filter(|other| catalog.contradict(**other, ix) && catalog.ruling(ix).is_none());
        findings.extend(contradicted.map(|other| disagree(subject, catalog.observation(*other), o)));
        before.push(ix);
    }
}

fn disagree(subject: &Subject<'_>, earlier: &Observation, later: &Observation) -> Finding {
    let metric = subject.catalog.metric(later.metric);
    let (a, b) = (&earlier.quantity, &later.quantity);
    let period = &later.period;
    let message = say!(
        ("{}（{}）两篇报道不一致：{a} 与 {b}", metric.label, period.label()),
        ("two articles disagree about {} ({period}): {a} and {b}", metric.id)
    );
    Finding::warning(RULE.id, subject.value_of(later), message)
        .also(subject.value_of(earlier), Words::fixed("另一篇在这里", "the other article has this"))
        .help(Words::fixed(
            "对照来源核对；口径不同的写 population，或改用局部指标",
            "check both against their sources; where the definitions differ, give a population or use a local metric",
        ))
}
