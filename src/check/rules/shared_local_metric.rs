//! A local metric that two articles use under one id.

use std::collections::BTreeMap;

use super::{Rule, Subject};
use crate::diag::{At, Finding, RuleId, Words, say};

pub(super) const RULE: Rule = Rule {
    id: RuleId("shared-local-metric"),
    what: Words::fixed("两篇报道用了同一个局部指标编号。", "Two articles use one id for a local metric."),
    why: Words::fixed(
        "同一个编号应当是同一个意思。意思相同的可以跨地区比较，应当进目录；意思不同的要分开，免得混在一起。",
        "One id should mean one thing. If both mean the same, it can be compared across places and belongs \
         in the catalogue; if not, the two must be kept apart.",
    ),
    example: Words::fixed(
        "# 甲报道：{metric: ecology.sewage_plants, label: 乡镇污水处理厂, …}\n\
              # 乙报道：{metric: ecology.sewage_plants, label: 生活污水集中处理点, …}",
        "# article A: {metric: ecology.sewage_plants, label: 乡镇污水处理厂, …}\n\
              # article B: {metric: ecology.sewage_plants, label: 生活污水集中处理点, …}",
    ),
    mend: Words::fixed(
        "意思相同的，在 content/metrics.yaml 里加上这个指标，删去两处的 label；意思不同的，改其中一个编号。",
        "If both mean the same, add the metric to content/metrics.yaml and delete both labels; if not, \
         change one id.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let mut first = BTreeMap::new();
    for o in &catalog.observations {
        let metric = catalog.metric(o.metric);
        if metric.is_catalogued() {
            continue;
        }
        let place = (o.article, o.position);
        let (article, position) = *first.entry(metric.id.as_str()).or_insert(place);
        let source = |article| catalog.article(article).origin.sha256.as_str();
        if article == o.article || source(article) == source(o.article) {
            continue; // the same article, or a copy of it, which is another rule's to find
        }
        let at = |article, position| {
            At::value(catalog.article(article).file, format!("metrics[{position}].metric"))
        };
        findings.push(
            Finding::warning(
                RULE.id,
                at(o.article, o.position),
                say!(
                    ("局部指标 {} 有两篇报道在用", metric.id),
                    ("two articles use the local metric {}", metric.id)
                ),
            )
            .also(at(article, position), say!("另一篇在这里", "the other article is here"))
            .help(say!(
                "意思相同就移进 content/metrics.yaml，不同就改一个编号",
                "if both mean the same, move it to content/metrics.yaml; if not, change one id"
            )),
        );
    }
}
