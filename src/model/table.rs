//! Cross-county tables as the editor declares them.

use super::{
    body::{Block, Body, EnglishBody, in_each_language},
    catalog::Catalog,
    ids::{DomainIx, MetricIx, ObsIx},
    metric::Kind,
    period::Period,
    relation::Expr,
};
use crate::{diag::FileId, quantity::Unit};

/// A cross-county table: rows are all places.
#[derive(Debug)]
pub struct Table {
    /// The file.
    pub file: FileId,
    /// Its path in the site's folder.
    pub path: Box<str>,
    /// Name of its page.
    pub slug: String,
    /// Title.
    pub title: String,
    /// The same in English.
    pub title_en: Option<String>,
    /// Domain that it belongs to.
    pub domain: DomainIx,
    /// What it compares, in a sentence.
    pub summary: String,
    /// The same in English.
    pub summary_en: Option<String>,
    /// Columns, in order.
    pub columns: Vec<Column>,
    /// How many years before the latest a value of the view “latest available” may lie.
    pub tolerance: u16,
    /// A chart beside it.
    pub chart: Option<Block>,
    /// Notes below.
    pub body: Body,
    /// The same in English.
    pub body_en: Option<EnglishBody>,
}

impl Table {
    /// Its notes in each language, with their file.
    pub fn bodies(&self) -> impl Iterator<Item = (FileId, &Body)> {
        in_each_language(self.file, &self.body, self.body_en.as_ref())
    }
}

/// How many years back the view “latest available” reaches where a table does not say.
pub const TOLERANCE: u16 = 2;

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What it shows.
    pub shows: Shows,
    /// Which value where a place has several.
    pub pick: Pick,
    /// Values of this kind only; a formula takes its inputs from columns of the same kind.
    pub kind: Option<Kind>,
    /// Heading, where it is not the metric's label; a formula always has one.
    pub label: Option<String>,
    /// The same in English.
    pub label_en: Option<String>,
    /// Whether its values are to be added up below.
    pub total: bool,
}

impl Column {
    /// The value that it shows for each place, in place order; `values` are all of its metric, by place, then time, and
    /// `columns` those of its table.
    pub fn shown(&self, catalog: &Catalog, columns: &[Column], values: &[ObsIx]) -> Vec<ObsIx> {
        let mut shown = self.pick_each(catalog, values);
        let beside =
            |c: &&Column| c.metric() == self.metric() && c.kind == self.kind && c.pick == Pick::Latest;
        if self.pick == Pick::First
            && let Some(latest) = columns.iter().find(beside)
        {
            // A single value is the latest; shown twice it would look like one that did not change.
            let latest = latest.pick_each(catalog, values);
            shown.retain(|value| !latest.contains(value));
        }
        shown
    }

    /// The metric whose values it shows.
    pub fn metric(&self) -> Option<MetricIx> {
        if let Shows::Metric(metric) = self.shows { Some(metric) } else { None }
    }

    /// The column of a metric whose values a formula takes: the one of the formula's kind and choice of period, as far as
    /// there is one. A column that shows another kind alone is never taken.
    pub fn input(before: &[Column], metric: MetricIx, kind: Option<Kind>, pick: &Pick) -> Option<usize> {
        let of = |kind: Option<Kind>, pick: Option<&Pick>| {
            let fits = |c: &Column| {
                c.metric() == Some(metric) && c.kind == kind && pick.is_none_or(|pick| c.pick == *pick)
            };
            before.iter().position(fits)
        };
        [kind, None].into_iter().find_map(|kind| of(kind, Some(pick)).or_else(|| of(kind, None)))
    }

    fn pick_each(&self, catalog: &Catalog, values: &[ObsIx]) -> Vec<ObsIx> {
        let of_kind = |o: &ObsIx| self.kind.is_none_or(|kind| catalog.observation(*o).kind == kind);
        let values: Vec<ObsIx> = values.iter().copied().filter(of_kind).collect();
        let by_place = values.chunk_by(|a, b| catalog.place_of(*a) == catalog.place_of(*b));
        by_place.filter_map(|values| self.pick.of(catalog, values)).collect()
    }
}

/// What a column shows.
#[derive(Clone, Debug)]
pub enum Shows {
    /// The values of a metric.
    Metric(MetricIx),
    /// What a formula makes of the values of other columns.
    Formula(Box<ColumnFormula>),
}

/// A formula over the metrics of a table's other columns.
#[derive(Clone, Debug)]
pub struct ColumnFormula {
    /// Over metrics.
    pub expr: Expr<MetricIx>,
    /// Unit of the results.
    pub unit: Unit,
}

/// Which of a place's values a column shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The latest.
    Latest,
    /// The earliest.
    First,
    /// That of one period.
    Period(Period),
    /// The latest that ends within these years, first and last.
    Years(i16, i16),
}

impl Pick {
    /// One of a place's values of one metric, which are sorted by time. A target is not taken for an achievement: it is
    /// picked only where there is nothing else, or where the metric itself is a target. A value that an editor decided
    /// against gives way to the one that was chosen.
    pub fn of(&self, catalog: &Catalog, values: &[ObsIx]) -> Option<ObsIx> {
        let is_target = |o: &ObsIx| catalog.is_plan(*o);
        let in_period = |o: &ObsIx, period: &Period| catalog.observation(*o).period.plain() == period.plain();
        let find = |allowed: &dyn Fn(&ObsIx) -> bool| {
            let mut values = values.iter().copied().filter(|o| allowed(o));
            match self {
                Pick::Latest => values.next_back(),
                Pick::First => values.next(),
                Pick::Period(period) => values.find(|o| in_period(o, period)),
                Pick::Years(from, to) => values.rfind(|o| {
                    let year = catalog.observation(*o).period.year();
                    year.is_some_and(|year| (*from..=*to).contains(&year))
                }),
            }
        };
        let overruled = |o: &ObsIx| catalog.is_overruled(*o);
        find(&|o| !is_target(o) && !overruled(o))
            .or_else(|| find(&|o| !overruled(o)))
            .or_else(|| find(&|_| true))
    }
}
