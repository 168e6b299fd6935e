//! A local metric that two articles use, under one id or one label.

use std::collections::HashMap;

use super::{Rule, Subject};
use crate::{
    diag::{At, Finding, RuleId, Words, say},
    model::Observation,
    quantity::fold,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("shared-local-metric"),
    what: Words::fixed(
        "两篇报道用了同一个局部指标编号，或者局部指标的名称相同（标点不计）而编号不同。",
        "Two articles use one id for a local metric, or one label (punctuation aside) with two ids.",
    ),
    why: Words::fixed(
        "同一个编号、同一个名称应当是同一个意思。意思相同的可以跨地区比较，应当进目录；意思不同的要分开，免得混在一起。",
        "One id, and one label, should mean one thing. If both mean the same, it can be compared across places \
         and belongs in the catalogue; if not, the two must be kept apart.",
    ),
    example: Words::fixed(
        "# 甲报道：{metric: ecology.sewage_plants, label: 乡镇污水处理厂, …}\n\
              # 乙报道：{metric: ecology.sewage_plants, label: 生活污水集中处理点, …}",
        "# article A: {metric: ecology.sewage_plants, label: 乡镇污水处理厂, …}\n\
              # article B: {metric: ecology.sewage_plants, label: 生活污水集中处理点, …}",
    ),
    mend: Words::fixed(
        "意思相同的，在 content/metrics.yaml 里加上这个指标，删去两处的 label；意思不同的，改其中一个编号或名称。",
        "If both mean the same, add the metric to content/metrics.yaml and delete both labels; if not, change \
         one id or label.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let mut by_id: HashMap<&str, &Observation> = HashMap::new();
    let mut by_label: HashMap<String, &Observation> = HashMap::new();
    let mut seen = vec![false; catalog.metrics.len()];
    for o in &catalog.observations {
        let metric = catalog.metric(o.metric);
        if metric.is_catalogued() || std::mem::replace(&mut seen[o.metric.ix()], true) {
            continue; // a metric of several periods is spoken of once
        }
        let same_id = *by_id.entry(metric.id.as_str()).or_insert(o);
        let same_label = *by_label.entry(bare(&metric.label)).or_insert(o);
        if apart(subject, same_id, o) {
            findings.push(shared_id(subject, same_id, o));
        } else if apart(subject, same_label, o) {
            findings.push(shared_label(subject, same_label, o));
        }
    }
}

/// A label without punctuation and white space, in half width: what two editors would agree on.
fn bare(label: &str) -> String {
    fold(label).text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether two observations stand in different articles; a copy of an article is another rule's to find.
fn apart(subject: &Subject<'_>, a: &Observation, b: &Observation) -> bool {
    let source = |o: &Observation| subject.catalog.article(o.article).origin.sha256.as_str();
    a.article != b.article && source(a) != source(b)
}

fn shared_id(subject: &Subject<'_>, first: &Observation, o: &Observation) -> Finding {
    let id = &subject.catalog.metric(o.metric).id;
    let message = say!("局部指标 {id} 有两篇报道在用", "two articles use the local metric {id}");
    Finding::warning(RULE.id, entry(subject, o, "metric"), message)
        .also(entry(subject, first, "metric"), ALSO)
        .help(Words::fixed(
            "意思相同就移进 content/metrics.yaml，不同就改一个编号",
            "move it to content/metrics.yaml if it means the same, else change one of the ids",
        ))
}

fn shared_label(subject: &Subject<'_>, first: &Observation, o: &Observation) -> Finding {
    let metric = |o: &Observation| subject.catalog.metric(o.metric);
    let (label, id, other) = (&metric(o).label, &metric(o).id, &metric(first).id);
    let message = say!(
        "两篇报道的局部指标都叫“{label}”：{id} 和 {other}",
        "local metrics of two articles are both called “{label}”: {id} and {other}"
    );
    Finding::warning(RULE.id, entry(subject, o, "label"), message).also(entry(subject, first, "label"), ALSO).help(
        Words::fixed(
            "意思相同就移进 content/metrics.yaml，两篇都用那个编号；不同就把名称写得分得开",
            "move it to content/metrics.yaml and use that id in both if it means the same, else make the labels differ",
        ),
    )
}

const ALSO: Words = Words::fixed("另一篇在这里", "the other article has it here");

fn entry(subject: &Subject<'_>, o: &Observation, field: &str) -> At {
    At::value(subject.catalog.article(o.article).file, format!("metrics[{}].{field}", o.position))
}
