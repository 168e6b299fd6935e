//! The heads of a table's columns: what each shows, whether it may be sorted, and if not, why; and the row of totals.

use serde::Serialize;

use super::super::super::{
    list::TableAt,
    part::{column_label, expr_text, short_reasons},
    text::Text,
    view::View,
};
use crate::derive::{ColumnView, Role, Total, Variant, Variation};
use crate::model::{Column, Direction, MetricIx, Obstacle, Shows};
use crate::quantity::format_grouped;

/// The head of a column.
#[derive(Debug, Serialize)]
pub(super) struct HeadView<'a> {
    id: String,
    label: Text,
    role: Option<&'a str>,
    metric: Option<MetricLink>,
    formula: Option<Text>,
    unit: Text,
    period: Option<String>,
    coverage: String,
    sort: Option<SortView<'a>>,
    why: Option<Text>,
    total: TotalView<'a>,
}

/// The head of the places.
#[derive(Debug, Serialize)]
pub(super) struct PlaceHead<'a> {
    sort: SortView<'a>,
}

#[derive(Debug, Serialize)]
struct MetricLink {
    label: Text,
    href: String,
}

/// How the table is put in the order of a column: by a link, where that order is a page; by a script in any case.
#[derive(Debug, Serialize)]
struct SortView<'a> {
    column: usize,
    /// As ARIA has it.
    direction: &'static str,
    label: &'a str,
    say: String,
    href: Option<String>,
    is_current: bool,
}

/// The foot of a column.
#[derive(Debug, Serialize)]
struct TotalView<'a> {
    value: Option<Text>,
    note: Option<Text>,
    word: &'a str,
}

/// What the columns of a view are called, each unlike the others.
pub(in super::super::super) fn column_names(
    view: &View<'_>,
    variant: Variant,
    shown: &Variation<'_>,
) -> Vec<Text> {
    let name = |(column, role): (&Column, &Role)| {
        let label = label(view, variant, column);
        match role_key(*role) {
            Some(key) => view.aside(&label, view.words.get(key)),
            None => label,
        }
    };
    shown.columns.iter().zip(&shown.roles).map(name).collect()
}

/// The editor's heading, or the metric's label, with its kind where the view shows that kind alone.
pub(super) fn label(view: &View<'_>, variant: Variant, column: &Column) -> Text {
    let label = column_label(view, column);
    match column.kind {
        Some(kind) if variant != Variant::Declared && column.label.is_none() => {
            view.aside(&label, view.speech.kind(kind))
        }
        _ => label,
    }
}

fn role_key(role: Role) -> Option<&'static str> {
    match role {
        Role::Value => None,
        Role::First => Some("table.first"),
        Role::Last => Some("table.last"),
        Role::Change => Some("table.change"),
    }
}

/// The unit line above the table, where all columns share one.
pub(super) fn shared_unit(view: &View<'_>, shown: &Variation<'_>) -> Option<Text> {
    let mut units = shown.columns.iter().zip(&shown.roles).map(|(c, role)| unit(view, c, *role));
    let first = units.next()?;
    units.all(|unit| unit == first).then(|| view.fill("table.unit", &[("unit", &first)]))
}

fn unit(view: &View<'_>, column: &Column, role: Role) -> Text {
    let unit = match &column.shows {
        Shows::Metric(metric) => &view.catalog().metric(*metric).unit,
        Shows::Formula(formula) => &formula.unit,
    };
    if role == Role::Change && unit.dimension.is_rate() {
        return view.words.get("unit.points").into();
    }
    view.unit(&unit.printed)
}

/// The head of the places: back to their order, where there is another.
pub(super) fn place_head<'a>(view: &View<'a>, at: TableAt, shown: &Variation<'_>) -> Option<PlaceHead<'a>> {
    let has_orders = shown.worked.columns.iter().any(|c| c.order.is_some());
    has_orders.then(|| PlaceHead {
        sort: SortView {
            column: 0,
            direction: "other",
            label: view.words.get("sort.by_place"),
            say: view.words.get("sort.by_place_long").to_owned(),
            href: at.sort.map(|_| view.href(&TableAt { sort: None, ..at }.path(view.site))),
            is_current: at.sort.is_none(),
        },
    })
}

/// The heads of the columns.
pub(super) fn heads<'a>(
    view: &View<'a>,
    at: TableAt,
    shown: &Variation<'_>,
    names: &[Text],
) -> Vec<HeadView<'a>> {
    let metric_label = |ix: &MetricIx| view.metric_label(*ix);
    let head = |(n, column): (usize, &ColumnView)| {
        let (declared, role) = (&shown.columns[n], shown.roles[n]);
        let comparability = &column.comparability;
        let link = declared.metric().map(|ix| view.metric(ix));
        let why = short_reasons(view, comparability);
        HeadView {
            id: format!("c{}", n + 1),
            label: label(view, at.variant, declared),
            role: role_key(role).map(|key| view.words.get(key)),
            metric: link.map(|link| MetricLink { label: link.label, href: link.href }),
            formula: match &declared.shows {
                Shows::Formula(formula) => Some(expr_text(view, &formula.expr, &metric_label)),
                Shows::Metric(_) => None,
            },
            unit: unit(view, declared, role),
            period: comparability.period.as_ref().map(|p| view.period(p)),
            coverage: format!("{}/{}", comparability.n, comparability.total),
            sort: column.order.as_ref().map(|_| sort(view, at, declared, (n, names[n].plain()))),
            why: (!why.is_empty()).then_some(why),
            total: total(view, declared, column),
        }
    };
    shown.worked.columns.iter().enumerate().map(head).collect()
}

fn sort<'a>(view: &View<'a>, at: TableAt, column: &Column, (n, name): (usize, &str)) -> SortView<'a> {
    let is_lower =
        column.metric().is_some_and(|m| view.catalog().metric(m).direction == Some(Direction::Lower));
    let (direction, label) =
        if is_lower { ("ascending", "sort.ascending") } else { ("descending", "sort.descending") };
    let label = view.words.get(label);
    let views = &view.site.table_plans[at.table].views;
    let is_page = views.iter().any(|(variant, sorted)| *variant == at.variant && sorted.contains(&n));
    let to = TableAt { sort: Some(n), ..at };
    SortView {
        column: n + 1,
        direction,
        label,
        say: view.words.fill("sort.by_column", &[("column", name), ("order", label)]),
        href: is_page.then(|| view.href(&to.path(view.site))),
        is_current: at.sort == Some(n),
    }
}

fn total<'a>(view: &View<'a>, declared: &Column, column: &ColumnView) -> TotalView<'a> {
    let of = |value, note| TotalView { value, note, word: view.words.get("total.none") };
    match &column.total {
        None => of(None, None),
        Some(Total::Sum(sum, n)) => {
            let unit = declared.metric().map(|m| &view.catalog().metric(m).unit);
            let shown = unit.and_then(|u| Some((sum.checked_div(u.factor)?, u.printed.as_ref())));
            let text =
                shown.map(|(sum, unit)| view.chinese(&format!("{}{unit}", format_grouped(sum.normalize()))));
            let (n, all) = (n.to_string(), column.comparability.total.to_string());
            of(text, Some(view.words.fill("total.of", &[("n", &n), ("total", &all)]).into()))
        }
        Some(Total::Refused(obstacles)) => {
            let why = view.list(obstacles.iter().map(|o| view.words.get(obstacle_key(*o))));
            of(None, Some(why))
        }
        Some(Total::Disputed) => of(None, Some(view.words.get("unranked.disputed").into())),
    }
}

fn obstacle_key(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::TooFew => "unranked.too_few",
        Obstacle::Rate => "total.rate",
        Obstacle::Periods => "unranked.periods",
        Obstacle::Kinds => "unranked.kinds",
        Obstacle::Units => "unranked.units",
        Obstacle::Definitions => "unranked.notes",
        Obstacle::Inexact => "total.inexact",
    }
}
