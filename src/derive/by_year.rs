//! Values of a place that speak of several years, as a table with a column a year.
//!
//! Goes in: the observations of one topic of a place, by metric, then time. Goes out: rows whose values are of one kind,
//! population and unit, and where a row breaks. Never: a value between two printed ones, or a choice between articles
//! that contradict each other.

use std::collections::BTreeSet;

use crate::model::{Catalog, Date, Kind, MetricIx, ObsIx, Observation, Period};

/// The most columns; earlier years stand in the list of all figures.
const MOST_YEARS: usize = 8;
/// From so many columns on, what speaks of one year only stands in the table as well.
const WHOLE_FROM: usize = 3;

/// A table with a column a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByYear {
    /// The columns, in order of time.
    pub years: Vec<i16>,
    /// One a metric, and one more for each other kind, population or unit that its values have.
    pub rows: Vec<YearRow>,
    /// Earlier years that have no column.
    pub earlier: usize,
}

/// Values that are of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearRow {
    /// What they measure.
    pub metric: MetricIx,
    /// What they are in time.
    pub kind: Kind,
    /// One for each year.
    pub cells: Vec<YearCell>,
}

/// What articles print for one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearCell {
    /// The values, each once; none where no article prints any.
    pub values: Vec<YearValue>,
    /// Whether they must not be compared with the year before that has any.
    pub breaks: bool,
}

/// One value, and the articles that print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearValue {
    /// The value, by its first record.
    pub value: ObsIx,
    /// Records of the same value in other articles.
    pub also: Vec<ObsIx>,
    /// Whether another article contradicts it.
    pub disputed: bool,
}

/// The values of a topic by year, and what the table leaves to the list beside it: everything, where no metric has
/// values of two years.
pub fn by_year(catalog: &Catalog, observations: &[ObsIx]) -> (Option<ByYear>, Vec<ObsIx>) {
    let groups = groups(catalog, observations);
    let spread = |g: &&Vec<ObsIx>| years(catalog, g).len() > 1;
    let mut columns: BTreeSet<i16> = groups.iter().filter(spread).flat_map(|g| years(catalog, g)).collect();
    if columns.is_empty() {
        return (None, observations.to_vec());
    }
    let earlier = columns.len().saturating_sub(MOST_YEARS);
    for _ in 0..earlier {
        columns.pop_first();
    }
    let whole = columns.len() >= WHOLE_FROM;
    let (mut rows, mut shown) = (Vec::new(), BTreeSet::new());
    for group in &groups {
        let inside: Vec<ObsIx> =
            group.iter().copied().filter(|o| columns.contains(&year(catalog, *o))).collect();
        let spread = years(catalog, group).len() > 1;
        if !inside.is_empty() && (spread || whole) {
            rows.push(row(catalog, &inside, &columns));
            shown.extend(inside);
        }
    }
    let rest = observations.iter().copied().filter(|o| !shown.contains(o)).collect();
    if rows.is_empty() {
        return (None, rest);
    }
    (Some(ByYear { years: columns.into_iter().collect(), rows, earlier }), rest)
}

/// Whether two values of one row follow each other without a break: a remark sets neither of them apart, or one article
/// prints both, and sums count from one date.
pub(super) fn joins(catalog: &Catalog, a: ObsIx, b: ObsIx) -> bool {
    let (a, b) = (catalog.observation(a), catalog.observation(b));
    (a.article == b.article || a.remarks().note == b.remarks().note) && start(a) == start(b)
}

/// The date from which a sum counts.
fn start(figure: &Observation) -> Option<Date> {
    match (&figure.kind, &figure.period) {
        (Kind::Cumulative, Period::Span(start, _)) => *start,
        _ => None,
    }
}

/// Values of one metric, kind, population and unit that have a place in time, in the order of their first.
fn groups(catalog: &Catalog, observations: &[ObsIx]) -> Vec<Vec<ObsIx>> {
    let mut groups: Vec<Vec<ObsIx>> = Vec::new();
    let same = |a: ObsIx, b: ObsIx| {
        let (a, b) = (catalog.observation(a), catalog.observation(b));
        (a.metric, a.kind, &a.remarks().population, a.quantity.dimension())
            == (b.metric, b.kind, &b.remarks().population, b.quantity.dimension())
    };
    let of_metric = |o: &ObsIx| catalog.observation(*o).metric;
    for values in observations.chunk_by(|a, b| of_metric(a) == of_metric(b)) {
        let from = groups.len();
        for &value in values.iter().filter(|o| ends(catalog, **o)) {
            match groups[from..].iter_mut().find(|g| same(g[0], value)) {
                Some(group) => group.push(value),
                None => groups.push(vec![value]),
            }
        }
    }
    groups
}

/// Whether its period has an end, and with it a column.
fn ends(catalog: &Catalog, value: ObsIx) -> bool {
    catalog.observation(value).period.year().is_some()
}

fn year(catalog: &Catalog, value: ObsIx) -> i16 {
    catalog.observation(value).period.last().year
}

fn years(catalog: &Catalog, values: &[ObsIx]) -> BTreeSet<i16> {
    values.iter().map(|o| year(catalog, *o)).collect()
}

fn row(catalog: &Catalog, group: &[ObsIx], columns: &BTreeSet<i16>) -> YearRow {
    let first = catalog.observation(group[0]);
    let mut before: Option<ObsIx> = None;
    let mut cells = Vec::with_capacity(columns.len());
    for &column in columns {
        let of_year: Vec<ObsIx> = group.iter().copied().filter(|o| year(catalog, *o) == column).collect();
        let breaks = match (before, of_year.first()) {
            (Some(earlier), Some(&now)) => !joins(catalog, earlier, now),
            _ => false,
        };
        before = of_year.last().copied().or(before);
        cells.push(YearCell { values: distinct(catalog, group, &of_year), breaks });
    }
    YearRow { metric: first.metric, kind: first.kind, cells }
}

/// What several articles print alike, of one period, is one value.
fn distinct(catalog: &Catalog, group: &[ObsIx], values: &[ObsIx]) -> Vec<YearValue> {
    let mut found: Vec<YearValue> = Vec::new();
    for &value in values {
        let figure = catalog.observation(value);
        let same = |v: &&mut YearValue| {
            let other = catalog.observation(v.value);
            other.period == figure.period
                && other.quantity.printed == figure.quantity.printed
                && other.remarks().note == figure.remarks().note
        };
        match found.iter_mut().find(same) {
            Some(known) => known.also.push(value),
            None => {
                let disputed = group.iter().any(|other| catalog.contradict(value, *other));
                found.push(YearValue { value, also: Vec::new(), disputed });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::fixture::{Value, all, catalog};
    use Kind::{Cumulative, Flow, Rate, Target};

    /// Each row: its kind, and what its cells show, with `|` before a break.
    fn shown(values: &[Value]) -> (Vec<i16>, Vec<(Kind, String)>, usize) {
        let catalog = catalog(1, &["%", "人"], values);
        let (table, rest) = by_year(&catalog, &all(&catalog));
        let table = table.unwrap_or_default();
        let printed = |v: &YearValue| catalog.observation(v.value).quantity.printed.to_string();
        let cell = |c: &YearCell| {
            let values: Vec<String> = c.values.iter().map(printed).collect();
            format!("{}{}", if c.breaks { "|" } else { "" }, values.join("+"))
        };
        let row = |r: &YearRow| (r.kind, r.cells.iter().map(cell).collect::<Vec<_>>().join(" "));
        (table.years, table.rows.iter().map(row).collect(), rest.len())
    }

    #[test]
    fn two_years_make_a_table_and_one_year_does_not() {
        assert_eq!(shown(&[(0, 0, "5%", "2018", Rate), (0, 1, "7人", "2018", Flow)]), (vec![], vec![], 2));
        let (years, rows, rest) =
            shown(&[(0, 0, "5%", "2014", Rate), (0, 0, "1%", "2018", Rate), (0, 1, "7人", "2018", Flow)]);
        assert_eq!((years, rows, rest), (vec![2014, 2018], vec![(Rate, "5% 1%".to_owned())], 1));
    }

    #[test]
    fn other_kinds_have_rows_of_their_own_and_sums_from_other_dates_break() {
        let (years, rows, rest) = shown(&[
            (0, 1, "5人", "2014/2015", Cumulative),
            (0, 1, "7人", "2014/2016", Cumulative),
            (0, 1, "6人", "2015/2018", Cumulative),
            (0, 1, "2人", "2016", Flow),
            (0, 1, "9人", "2020", Target),
            (0, 1, "8人", "2014/..", Cumulative),
        ]);
        assert_eq!(years, [2015, 2016, 2018]);
        assert_eq!(
            rows,
            [(Cumulative, "5人 7人 |6人".to_owned()), (Flow, " 2人 ".to_owned())],
            "the flow stands in its year, below"
        );
        assert_eq!(rest, 2, "what has no column is left to the list");
    }

    #[test]
    fn early_years_beyond_the_limit_have_no_column() {
        let texts = ["2008", "2009", "2010", "2011", "2012", "2013", "2014", "2015", "2016", "2017"];
        let mut values: Vec<Value> = texts.iter().map(|year| (0, 0, "5%", *year, Rate)).collect();
        values.extend([(0, 1, "7人", "2015", Flow), (0, 1, "8人", "2016", Flow)]);
        let (years, rows, rest) = shown(&values);
        assert_eq!(years, [2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017]);
        assert_eq!(rows.len(), 2);
        assert_eq!(rest, 2, "the two earliest values");
    }
}
