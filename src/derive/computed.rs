//! Cells of a table that no report prints: a formula over the values that stand beside them in the row.

use std::cmp::Ordering;

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    compare::{Comparability, compare},
    index::Index,
    table::ColumnView,
};
use crate::{
    model::{
        ArticleIx, Catalog, Column, ColumnFormula, Expr, MetricIx, ObsIx, Operator, Period, PlaceIx,
        derived_quantity,
    },
    quantity::Quantity,
};

/// What stands in a cell.
#[derive(Clone, Debug)]
pub enum Cell {
    /// No article prints it, or one of the values that it would be worked out of.
    Missing,
    /// A figure.
    Figure(ObsIx),
    /// Worked out.
    Computed(Box<Computed>),
    /// The values do not go together.
    NotApplicable(Mismatch),
    /// The articles print a value, but of another time than the table is about: the latest of them.
    Elsewhere(ObsIx),
    /// How far it rose or fell.
    Change(Box<Computed>, Ordering),
}

impl Cell {
    /// Its figure, if it shows one.
    pub fn figure(&self) -> Option<ObsIx> {
        if let Cell::Figure(o) = self { Some(*o) } else { None }
    }
}

/// A value worked out of figures of one article and one period.
#[derive(Clone, Debug)]
pub struct Computed {
    /// The article that printed them.
    pub article: ArticleIx,
    /// The result.
    pub quantity: Quantity,
    /// How it came about.
    pub expr: Expr,
    /// What time it speaks of.
    pub period: Period,
}

/// Why values must not be put into one formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mismatch {
    /// They come from several articles.
    Articles,
    /// They speak of several times.
    Periods,
    /// One is cumulative and another is not, or the like.
    Kinds,
    /// A divisor may be zero.
    NoValue,
    /// Which of the two is greater is not certain.
    Overlap,
}

/// One cell a place.
pub(super) fn cells(
    catalog: &Catalog,
    declared: &[Column],
    column: &Column,
    formula: &ColumnFormula,
    before: &[ColumnView],
) -> Vec<Cell> {
    let declared = &declared[..before.len()];
    let beside = |metric: MetricIx| {
        Column::input(declared, metric, column.kind, &column.pick).and_then(|n| before.get(n))
    };
    let one = |place: PlaceIx| {
        let mut value = |metric| beside(metric).and_then(|c| c.cells[place.ix()].figure()).ok_or(());
        match formula.expr.clone().try_map(&mut value) {
            Ok(expr) => computed(catalog, expr, column, formula),
            Err(()) => Cell::Missing,
        }
    };
    catalog.place_ids().map(one).collect()
}

fn computed(catalog: &Catalog, expr: Expr, column: &Column, formula: &ColumnFormula) -> Cell {
    let inputs = inputs(&expr);
    let figures = || inputs.iter().map(|o| catalog.observation(*o));
    let differ = |same: &dyn Fn(usize) -> bool| (1..inputs.len()).any(|n| !same(n));
    let first = catalog.observation(inputs[0]);
    let nth = |n: usize| catalog.observation(inputs[n]);
    if differ(&|n| nth(n).article == first.article) {
        return Cell::NotApplicable(Mismatch::Articles);
    }
    if differ(&|n| nth(n).period == first.period) {
        return Cell::NotApplicable(Mismatch::Periods);
    }
    let usual = figures().all(|o| o.kind == catalog.metric(o.metric).kind);
    let of_other_kind = column.kind.is_some_and(|kind| figures().all(|o| o.kind != kind));
    if of_other_kind || (!usual && differ(&|n| nth(n).kind == first.kind)) {
        return Cell::NotApplicable(Mismatch::Kinds);
    }
    let quantity = |o: &ObsIx| &catalog.observation(*o).quantity;
    let result = expr.evaluate(&quantity).ok().and_then(|measure| {
        derived_quantity(&expr, &measure, &quantity, Some(&formula.unit))
            .filter(|found| found.dimension() == formula.unit.dimension)
    });
    match result {
        Some(quantity) => {
            let (article, period) = (first.article, first.period.clone());
            Cell::Computed(Box::new(Computed { article, quantity, expr, period }))
        }
        None => Cell::NotApplicable(Mismatch::NoValue),
    }
}

/// How far a place's value rose or fell between two times: the difference of what is printed, which are of one kind, unit
/// and definition.
pub(super) fn change(catalog: &Catalog, (from, to): (ObsIx, ObsIx)) -> Cell {
    let quantity = |o: &ObsIx| &catalog.observation(*o).quantity;
    let (first, last) = (quantity(&from), quantity(&to));
    let direction = if first.interval.certainly_le(&last.interval) && !first.interval.overlaps(&last.interval)
    {
        Ordering::Greater
    } else if last.interval.certainly_le(&first.interval) && !last.interval.overlaps(&first.interval) {
        Ordering::Less
    } else if first.interval == last.interval && !first.is_approximate() {
        Ordering::Equal
    } else {
        return Cell::NotApplicable(Mismatch::Overlap);
    };
    let (more, less) = if direction == Ordering::Less { (from, to) } else { (to, from) };
    let expr = Expr::Binary(Box::new(Expr::Figure(more)), Operator::Subtract, Box::new(Expr::Figure(less)));
    let unit = (!last.dimension().is_rate()).then_some(&*last.unit);
    let measure = expr.evaluate(&quantity).ok();
    let Some(found) = measure.and_then(|m| derived_quantity(&expr, &m, &quantity, unit)) else {
        return Cell::NotApplicable(Mismatch::NoValue);
    };
    let of = |o: ObsIx| catalog.observation(o);
    let period = Period::Span(Some(of(from).period.last()), Some(of(to).period.last()));
    Cell::Change(Box::new(Computed { article: of(to).article, quantity: found, expr, period }), direction)
}

fn inputs(expr: &Expr) -> Vec<ObsIx> {
    let mut found = Vec::new();
    expr.figures(&mut found);
    found.into_iter().copied().collect()
}

/// What may be said of such values: no more than of what they were worked out of.
pub(super) fn comparability(catalog: &Catalog, index: &Index, cells: &[Cell]) -> Comparability {
    let worked: Vec<Vec<ObsIx>> = cells
        .iter()
        .filter_map(|cell| if let Cell::Computed(c) = cell { Some(inputs(&c.expr)) } else { None })
        .collect();
    let mut found = compare(catalog, index, &[]);
    for n in 0..worked.first().map_or(0, Vec::len) {
        let column: Vec<ObsIx> = worked.iter().map(|inputs| inputs[n]).collect();
        let of_input = compare(catalog, index, &column);
        if n == 0 {
            found = of_input;
            continue;
        }
        for difference in of_input.differences {
            let known = |d| std::mem::discriminant(d) == std::mem::discriminant(&difference);
            if !found.differences.iter().any(known) {
                found.differences.push(difference);
            }
        }
    }
    found
}
