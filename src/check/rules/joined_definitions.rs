//! Two metrics that must not be taken for one another, shown side by side without a word about it.

use super::{Rule, Subject};
use crate::{
    diag::{At, FileId, Finding, RuleId, Span, Words, say},
    model::{Block, BlockShape, Body, Catalog, Column, MetricIx, Table},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("joined-definitions"),
    what: Words::fixed(
        "一张图、一个表或一张比较表同时放了两个互相容易混淆的指标（目录里的 distinct_from），却没有说明。",
        "A chart, a table or a cross-county table shows two metrics that the catalogue calls distinct_from each other, and \
         no note says so.",
    ),
    why: Words::fixed(
        "定义不同的指标放在一起，读者会当成同一回事，或者连成一条线。",
        "Readers take metrics that stand together for one thing, or join them into one line.",
    ),
    example: Words::fixed(
        "```chart\nkind: before-after\ntitle: 农民收入\nmetrics: [income.net, income.disposable]   # 纯收入与可支配收入\n```",
        "```chart\nkind: before-after\ntitle: 农民收入\nmetrics: [income.net, income.disposable]   # net and disposable income\n```",
    ),
    mend: Words::fixed(
        "图表里写 note 说明两者怎样不同；比较表在表后的说明里提到两者（引用数字或写出名称）；或者分成两张。",
        "Give the block a note that says how they differ; name both in the notes below a cross-county table; or make two of it.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for (file, body) in catalog.bodies() {
        for block in body.blocks.iter().filter(|b| b.note.is_none()) {
            if let Some((a, b)) = pairs(catalog, &metrics(block)).first() {
                findings.push(in_block(catalog, at_block(file, body, block), *a, *b));
            }
        }
    }
    for table in &catalog.tables {
        check_table(catalog, table, findings);
    }
}

fn check_table(catalog: &Catalog, table: &Table, findings: &mut Vec<Finding>) {
    if let Some(chart) = table.chart.as_ref().filter(|chart| chart.note.is_none())
        && let Some((a, b)) = pairs(catalog, &metrics(chart)).first()
    {
        findings.push(in_block(catalog, At::value(table.file, "chart.metrics"), *a, *b));
    }
    let columns: Vec<MetricIx> = table.columns.iter().filter_map(Column::metric).collect();
    let position = |m: MetricIx| table.columns.iter().position(|c| c.metric() == Some(m)).unwrap_or_default();
    let at = |m: MetricIx| At::value(table.file, format!("columns[{}].metric", position(m)));
    let explained = |m: MetricIx| says(catalog, table, m);
    for (a, b) in pairs(catalog, &columns).into_iter().filter(|(a, b)| !(explained(*a) && explained(*b))) {
        let message = message(catalog, a, b);
        findings.push(Finding::error(RULE.id, at(b), message).also(at(a), Words::default()).help(
            Words::fixed(
                "在表后的说明里写明两者怎样不同，两者都要提到；或者分成两张表",
                "say in the notes below the table how they differ, naming both; or make two tables of it",
            ),
        ));
    }
}

/// Whether the notes of a table speak of a metric: by one of its figures, or by its label.
fn says(catalog: &Catalog, table: &Table, metric: MetricIx) -> bool {
    let bound = |ix| catalog.observation(ix).metric == metric;
    table.body.bindings.iter().any(|b| bound(b.observation))
        || table.body.text.contains(&catalog.metric(metric).label)
}

fn metrics(block: &Block) -> Vec<MetricIx> {
    match &block.shape {
        BlockShape::BeforeAfter(metrics)
        | BlockShape::Slope(metrics)
        | BlockShape::Dots(metrics)
        | BlockShape::Tiles(metrics)
        | BlockShape::Table(metrics) => metrics.clone(),
        BlockShape::Line { metrics, .. } => metrics.clone(),
        BlockShape::Composition { whole, parts } | BlockShape::Waffle { whole, parts, .. } => {
            whole.iter().chain(parts).copied().collect()
        }
        BlockShape::Image(..) => Vec::new(),
    }
}

/// Pairs of metrics that are not to be joined, each once.
fn pairs(catalog: &Catalog, metrics: &[MetricIx]) -> Vec<(MetricIx, MetricIx)> {
    let mut found = Vec::new();
    for (i, a) in metrics.iter().enumerate() {
        let distinct = |b: &&MetricIx| catalog.metric(*a).distinct_from.contains(b);
        for b in metrics[i + 1..].iter().filter(distinct) {
            if !found.contains(&(*a, *b)) && !found.contains(&(*b, *a)) {
                found.push((*a, *b));
            }
        }
    }
    found
}

/// Where a block's metrics stand, or the block as a whole.
fn at_block(file: FileId, body: &Body, block: &Block) -> At {
    let text = &body.text[block.range.clone()];
    let line = text.find("metrics:").map(|start| {
        let end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        block.range.start + start..block.range.start + end
    });
    let range = line.unwrap_or_else(|| block.range.clone());
    At::Span(Span::new(file, body.offset + range.start..body.offset + range.end))
}

fn in_block(catalog: &Catalog, at: At, a: MetricIx, b: MetricIx) -> Finding {
    Finding::error(RULE.id, at, message(catalog, a, b)).help(Words::fixed(
        "加一行 note，写明两者怎样不同；或者分成两张",
        "add a note that says how they differ; or make two of it",
    ))
}

fn message(catalog: &Catalog, a: MetricIx, b: MetricIx) -> Words {
    let (a, b) = (catalog.metric(a), catalog.metric(b));
    say!(
        ("“{}”与“{}”不是一回事，放在一起要说明", a.label, b.label),
        ("{} and {} are not the same thing: standing together they need a note", a.id, b.id)
    )
}
