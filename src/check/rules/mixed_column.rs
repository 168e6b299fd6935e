//! A column of a cross-county table whose values are not of one kind or definition.

use std::collections::{BTreeMap, HashMap};

use super::{Rule, Subject};
use crate::{
    diag::{At, Finding, RuleId, Severity, Words, say},
    model::{Catalog, Column, Kind, MetricIx, ObsIx},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("mixed-column"),
    what: Words::fixed(
        "比较表的一列里，各地区的值性质不同（目标与实绩、存量与累计……），或统计对象不同。",
        "The values of one column of a table differ in kind (targets and results, stocks and totals …) or in who is counted.",
    ),
    why: Words::fixed(
        "同一列的数字读者会拿来比较；打算做到的和做到了的、一年的和历年累计的，比不出什么。",
        "Readers compare what stands in one column. A plan and a result, one year and a total of years, do not compare.",
    ),
    example: Words::fixed(
        "columns:\n  - {metric: finance.microcredit}   # 珠晖区是当期，其余是累计",
        "columns:\n  - {metric: finance.microcredit}   # a flow in one county, cumulative in the others",
    ),
    mend: Words::fixed(
        "列里写 kind，只显示一种性质的值；另一种性质另写一列。性质登记错了的，改观测值的 kind。",
        "Give the column a kind, so that it shows values of that kind only, and put the other kind into a column of its \
         own. Where a kind was recorded wrongly, mend it there.",
    ),
    check,
};

/// At most so many places are named for each kind.
const MOST_NAMES: usize = 6;

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    if catalog.tables.is_empty() {
        return;
    }
    let values = values_of_columns(catalog);
    for table in &catalog.tables {
        for (i, column) in table.columns.iter().enumerate() {
            // What a formula makes of other columns is no more mixed than they are.
            let Some(metric) = column.metric() else { continue };
            let values = values.get(&metric).map_or(&[][..], Vec::as_slice);
            let shown = column.shown(catalog, &table.columns, values);
            let at = At::value(table.file, format!("columns[{i}].metric"));
            findings.extend(mixed_kinds(subject, &at, column_name(catalog, column, metric), &shown));
            findings.extend(mixed_populations(subject, &at, column_name(catalog, column, metric), &shown));
        }
    }
}

/// The values of every metric that stands in a table, by place, then time. What is of no known place stands in no row.
pub(super) fn values_of_columns(catalog: &Catalog) -> HashMap<MetricIx, Vec<ObsIx>> {
    let columns = catalog.tables.iter().flat_map(|t| &t.columns);
    let mut values: HashMap<MetricIx, Vec<ObsIx>> =
        columns.filter_map(|c| Some((c.metric()?, Vec::new()))).collect();
    let in_a_row = |ix: &ObsIx| catalog.known_place(catalog.place_of(*ix)).is_some();
    for ix in catalog.observation_ids().filter(in_a_row) {
        if let Some(values) = values.get_mut(&catalog.observation(ix).metric) {
            values.push(ix);
        }
    }
    for values in values.values_mut() {
        values.sort_by_key(|ix| {
            let period = &catalog.observation(*ix).period;
            (catalog.place_of(*ix), period.last(), period.first(), *ix)
        });
    }
    values
}

/// What a column is called: its heading, and the id of its metric.
pub(super) fn column_name(catalog: &Catalog, column: &Column, metric: MetricIx) -> Words {
    let metric = catalog.metric(metric);
    Words::new(column.label.as_ref().unwrap_or(&metric.label).clone(), metric.id.to_string())
}

fn mixed_kinds(subject: &Subject<'_>, at: &At, name: Words, shown: &[ObsIx]) -> Option<Finding> {
    let catalog = subject.catalog;
    let mut kinds: BTreeMap<Kind, Vec<ObsIx>> = BTreeMap::new();
    for ix in shown {
        kinds.entry(catalog.observation(*ix).kind).or_default().push(*ix);
    }
    if kinds.len() < 2 {
        return None;
    }
    let planned = kinds.contains_key(&Kind::Target);
    let severity = if planned { Severity::Error } else { Severity::Warning };
    let listed = list(kinds.iter().map(|(kind, values)| (kind.words(), places(catalog, values))));
    let message = if planned {
        say!(
            ("“{}”一列里目标和实绩混在一起：{}", name.zh, listed.zh),
            ("the column {} mixes targets with results: {}", name.en, listed.en)
        )
    } else {
        say!(
            ("“{}”一列里各地区的值性质不同：{}", name.zh, listed.zh),
            ("the values of the column {} differ in kind: {}", name.en, listed.en)
        )
    };
    let ids: Vec<&str> = kinds.keys().map(|k| k.id()).collect();
    let help = say!(
        ("分成几列，各写 {}；性质登记错了的，改观测值的 kind", wanted(&ids, "、")),
        (
            "make one column for each, with {}; where a kind is wrong, mend the observation",
            wanted(&ids, ", ")
        )
    );
    let finding = Finding::new(RULE.id, severity, at.clone(), message).help(help);
    Some(kinds.into_iter().fold(finding, |finding, (kind, values)| {
        finding.also(subject.value_of(catalog.observation(values[0])), kind.words())
    }))
}

/// `kind: flow、kind: cumulative`
fn wanted(ids: &[&str], separator: &str) -> String {
    ids.iter().map(|id| format!("kind: {id}")).collect::<Vec<_>>().join(separator)
}

fn mixed_populations(subject: &Subject<'_>, at: &At, name: Words, shown: &[ObsIx]) -> Option<Finding> {
    let catalog = subject.catalog;
    let population = |ix: &ObsIx| {
        let o = catalog.observation(*ix);
        o.remarks().population.as_deref().unwrap_or(&catalog.metric(o.metric).population)
    };
    let mut populations: BTreeMap<&str, Vec<ObsIx>> = BTreeMap::new();
    for ix in shown {
        populations.entry(population(ix)).or_default().push(*ix);
    }
    if populations.len() < 2 {
        return None;
    }
    let listed = populations.iter().map(|(population, values)| {
        (Words::new((*population).to_owned(), (*population).to_owned()), places(catalog, values))
    });
    let listed = list(listed);
    let message = say!(
        ("“{}”一列里各地区的统计对象不同：{}", name.zh, listed.zh),
        ("the values of the column {} count different things: {}", name.en, listed.en)
    );
    Some(Finding::note(RULE.id, at.clone(), message).help(Words::fixed(
        "在表后的说明里写明；差得远的改用局部指标，不放在这一列",
        "say so in the notes below the table; what is far apart belongs into a local metric, not into this column",
    )))
}

/// `累计（甲县、乙县）；当期（丙县）`
fn list(groups: impl Iterator<Item = (Words, Words)>) -> Words {
    let (zh, en): (Vec<String>, Vec<String>) = groups
        .map(|(name, places)| {
            (format!("{}（{}）", name.zh, places.zh), format!("{} ({})", name.en, places.en))
        })
        .unzip();
    Words::new(zh.join("；"), en.join("; "))
}

/// The places of values, by name.
fn places(catalog: &Catalog, values: &[ObsIx]) -> Words {
    let places = || values.iter().take(MOST_NAMES).map(|ix| catalog.place(catalog.place_of(*ix)));
    let zh = places().map(|p| p.name.as_str()).collect::<Vec<_>>().join("、");
    let en = places().map(|p| p.en.as_str()).collect::<Vec<_>>().join(", ");
    match values.len() {
        n if n > MOST_NAMES => {
            say!(("{zh}等 {n} 个"), ("{en} and {} more", n - MOST_NAMES))
        }
        _ => Words::new(zh, en),
    }
}
