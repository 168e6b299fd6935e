//! A part that is greater than its whole, as the metric catalogue declares them.

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words, say},
    model::{Article, Kind, ObsIx, Observation},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("part-above-whole"),
    what: Words::fixed(
        "部分大于整体：指标目录里用 part_of 声明了整体，同一篇报道里部分的数字却更大。",
        "A part is greater than its whole: the catalogue declares the whole with part_of, and one article \
         gives the part a greater figure.",
    ),
    why: Words::fixed(
        "多半是抄错了数字或用错了指标；来源确实如此的，口径必有不同。",
        "As a rule a figure was copied wrongly or has the wrong metric; if the source does print it, the \
         two count different things.",
    ),
    example: Words::fixed(
        "metrics:\n  - {metric: water.people, value: 1900人, lines: 102-104}\n  \
              - {metric: water.poor_people, value: 2000人, lines: 110}",
        "metrics:\n  \
              - {metric: water.people, value: 1900人, lines: 102-104}\n  \
              - {metric: water.poor_people, value: 2000人, lines: 110}",
    ),
    mend: Words::fixed(
        "对照来源核对。来源确实如此的，写一条勾稽关系 {relation: water.poor_people <= water.people, known: 说明}。",
        "Compare both with the source. If it does print them so, write a relation {relation: \
         water.poor_people <= water.people, known: REASON}.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for article in &catalog.articles {
        for part in article.observation_ids() {
            let Some(whole) = catalog.metric(catalog.observation(part).metric).part_of else { continue };
            for whole in article.observation_ids().filter(|o| catalog.observation(*o).metric == whole) {
                let (p, w) = (catalog.observation(part), catalog.observation(whole));
                let planned = |o: &Observation| o.kind == Kind::Target;
                let comparable = same_time(p, w)
                    && planned(p) == planned(w)
                    && p.quantity.dimension() == w.quantity.dimension();
                if !comparable || p.quantity.interval.possibly_le(&w.quantity.interval) {
                    continue;
                }
                if is_known(article, part, whole) {
                    continue;
                }
                findings.push(above(subject, p, w));
            }
        }
    }
}

/// Whether both speak of one time: the same period, or a whole counted when the part's period ends.
fn same_time(part: &Observation, whole: &Observation) -> bool {
    let (p, w) = (part.period.plain(), whole.period.plain());
    p == w || (whole.kind == Kind::Stock && p.last() == w.last())
}

/// Whether a relation between the two says that they do not fit.
fn is_known(article: &Article, part: ObsIx, whole: ObsIx) -> bool {
    article.relations.iter().filter(|r| r.known.is_some()).any(|relation| {
        let named = relation.figures();
        named.contains(&part) && named.contains(&whole)
    })
}

fn above(subject: &Subject<'_>, part: &Observation, whole: &Observation) -> Finding {
    let metric = |o: &Observation| subject.catalog.metric(o.metric);
    let (p, w) = (&part.quantity.printed, &whole.quantity.printed);
    let message = say!(
        ("部分大于整体：{} {p}，{} {w}", metric(part).label, metric(whole).label),
        ("a part is greater than its whole: {} {p}, {} {w}", metric(part).id, metric(whole).id)
    );
    Finding::error(RULE.id, subject.value_of(part), message)
        .also(subject.value_of(whole), say!("整体在这里", "the whole is here"))
        .help(say!(
            "对照来源核对；来源确实如此的，写一条带 known 的勾稽关系",
            "compare both with the source; if it does print them so, write a relation with known"
        ))
}
