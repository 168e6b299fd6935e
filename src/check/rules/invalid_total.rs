//! A column that is to be added up and must not be.

use super::{
    Rule, Subject,
    mixed_column::{column_name, values_of_columns},
};
use crate::{
    diag::{At, Finding, RuleId, Severity, Words, say},
    model::{Obstacle, add_up},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("invalid-total"),
    what: Words::fixed(
        "比较表的一列写了 total: true，各地区的值却不能相加：时期、性质、单位或口径不一，不精确，或是比率。",
        "A column of a table says total: true, but its values do not add up: they differ in period, kind, unit or \
         definition, are not exact, or are rates.",
    ),
    why: Words::fixed(
        "一年的数加上历年的数，或两个比率相加，得出的合计什么也不是；读者却会引用它。",
        "The sum of one year and of many years, or of two rates, is a sum of nothing, and readers would quote it.",
    ),
    example: Words::fixed(
        "columns:\n  - {metric: water.projects, total: true}   # 一县到2019年，另一县到2020年",
        "columns:\n  - {metric: water.projects, total: true}   # one county up to 2019, another up to 2020",
    ),
    mend: Words::fixed(
        "列里写 period 或 kind，只留可以相加的值；做不到的，删去 total。页面上这一格已写明不作合计的原因。",
        "Give the column a period or a kind that leaves values which add up; where there is none, delete total. The page \
         says why there is no sum.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    if catalog.tables.iter().flat_map(|t| &t.columns).all(|c| !c.total) {
        return;
    }
    let values = values_of_columns(catalog);
    for table in &catalog.tables {
        for (i, column) in table.columns.iter().enumerate().filter(|(_, c)| c.total) {
            let Some(metric) = column.metric() else { continue };
            let shown =
                column.shown(catalog, &table.columns, values.get(&metric).map_or(&[][..], Vec::as_slice));
            let Err(obstacles) = add_up(catalog, metric, &shown) else { continue };
            let name = column_name(catalog, column, metric);
            let why: Vec<Words> = obstacles.into_iter().map(Obstacle::words).collect();
            let list = |of: fn(&Words) -> &str, between| why.iter().map(of).collect::<Vec<_>>().join(between);
            let (zh, en) = (list(|w| &w.zh, "；"), list(|w| &w.en, "; "));
            let message = say!(
                ("“{}”一列不能合计：{zh}", name.zh),
                ("the column {} cannot be added up: {en}", name.en)
            );
            let at = At::value(table.file, format!("columns[{i}].total"));
            let help = Words::fixed(
                "用 period 或 kind 限定这一列，或删去 total",
                "limit the column by period or kind, or delete total",
            );
            findings.push(Finding::new(RULE.id, Severity::Warning, at, message).help(help));
        }
    }
}
