//! A metric of a place over the years: which of its values are of one thing, so that they may stand in one line, and
//! where the line must break.
//!
//! Goes in: the values of one metric and place, by time. Goes out: the values to draw, each with its state. Never: a
//! value between two printed ones.

use super::chart::PointState;
use crate::model::{Catalog, Date, Kind, ObsIx, Observation, Period};
use crate::quantity::Dimension;

/// One value of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The value.
    pub value: ObsIx,
    /// Place in time, in years.
    pub at: f64,
    /// What it is in the line.
    pub state: PointState,
    /// Whether a line leads here from the value before.
    pub joined: bool,
}

/// What the values of a line have in common.
#[derive(Clone, Copy, PartialEq)]
struct Thread<'a> {
    kind: Kind,
    population: Option<&'a str>,
    dimension: Dimension,
    /// Where periods are spans: their common start, without which sums do not compare.
    start: Option<Date>,
}

/// The values that may stand in one line, and the plans beside them: of one kind, population and unit, and counted from
/// one date where they are counted over a span. Of several such lines the one with most years, then the latest.
pub fn series(catalog: &Catalog, values: &[ObsIx]) -> Vec<ObsIx> {
    let mut threads: Vec<(Thread<'_>, Vec<ObsIx>)> = Vec::new();
    for value in values {
        let Some(thread) = thread(catalog.observation(*value)) else { continue };
        match threads.iter_mut().find(|(t, _)| *t == thread) {
            Some((_, members)) => members.push(*value),
            None => threads.push((thread, vec![*value])),
        }
    }
    let planned = |v: &ObsIx| catalog.is_plan(*v);
    let rank = |members: &[ObsIx]| {
        (years(catalog, members), members.last().map(|o| catalog.observation(*o).period.last()))
    };
    let lines = threads.iter().filter(|(_, members)| !members.iter().any(planned));
    let Some((main, members)) = lines.max_by_key(|(_, members)| rank(members)) else { return Vec::new() };
    let beside = |v: &&ObsIx| {
        let figure = catalog.observation(**v);
        planned(v)
            && figure.remarks().population.as_deref() == main.population
            && figure.quantity.dimension() == main.dimension
    };
    let mut chosen: Vec<ObsIx> = distinct(catalog, members);
    chosen.extend(values.iter().filter(beside));
    chosen.sort_by_key(|o| (catalog.observation(*o).period.last(), *o));
    chosen
}

/// How many years the values speak of; plans do not count.
pub fn years(catalog: &Catalog, values: &[ObsIx]) -> usize {
    let reached = values.iter().filter(|o| !catalog.is_plan(**o));
    let mut years: Vec<i16> = reached.map(|o| catalog.observation(*o).period.last().year).collect();
    years.sort_unstable();
    years.dedup();
    years.len()
}

/// The years between the first and the last value that have none.
pub fn gaps(catalog: &Catalog, values: &[ObsIx]) -> Vec<i16> {
    let reached = values.iter().filter(|o| !catalog.is_plan(**o));
    let years: Vec<i16> = reached.map(|o| catalog.observation(*o).period.last().year).collect();
    let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) else { return Vec::new() };
    (*first..=*last).filter(|year| !years.contains(year)).collect()
}

/// The values of a series in time. A line leads from one value to the next only where they are of one year or of two
/// that follow each other, no article contradicts either, and no remark sets one of them apart.
pub fn steps(catalog: &Catalog, values: &[ObsIx]) -> Vec<Step> {
    let disputed = |v: ObsIx| values.iter().any(|other| catalog.contradict(v, *other));
    let state = |v: ObsIx| match () {
        () if catalog.is_plan(v) => PointState::Target,
        () if disputed(v) => PointState::Disputed,
        () => PointState::Reached,
    };
    let figure = |v: ObsIx| catalog.observation(v);
    let year = |v: ObsIx| figure(v).period.last().year;
    let mut before: Option<(ObsIx, PointState)> = None;
    let mut steps = Vec::with_capacity(values.len());
    for &value in values {
        let state = state(value);
        let joined = before.is_some_and(|(earlier, was)| match state {
            PointState::Target => true,
            PointState::Disputed => false,
            PointState::Reached => {
                was == PointState::Reached
                    && year(value) - year(earlier) <= 1
                    && figure(value).remarks().note.is_none()
                    && figure(earlier).remarks().note.is_none()
            }
        });
        steps.push(Step { value, at: place_in_time(figure(value).period.last()), state, joined });
        if state != PointState::Target {
            before = Some((value, state));
        }
    }
    steps
}

fn thread(figure: &Observation) -> Option<Thread<'_>> {
    let start = match &figure.period {
        Period::At(_) | Period::Span(None, _) => None,
        // Its end is not known, and with it its place in time.
        Period::Span(Some(_), None) => return None,
        Period::Span(start, Some(_)) => *start,
    };
    let (population, dimension) = (figure.remarks().population.as_deref(), figure.quantity.dimension());
    Some(Thread { kind: figure.kind, population, dimension, start })
}

/// One value a period, and all that contradict each other; of values that agree, the more exact.
fn distinct(catalog: &Catalog, values: &[ObsIx]) -> Vec<ObsIx> {
    let mut kept: Vec<ObsIx> = Vec::new();
    for &value in values {
        let figure = catalog.observation(value);
        let same = |o: &&mut ObsIx| {
            let other = catalog.observation(**o);
            other.period.plain() == figure.period.plain() && !catalog.contradict(**o, value)
        };
        match kept.iter_mut().find(same) {
            Some(other) => {
                if catalog.observation(*other).quantity.is_approximate() && !figure.quantity.is_approximate()
                {
                    *other = value;
                }
            }
            None => kept.push(value),
        }
    }
    kept
}

/// A year stands in its middle, a month in its own, a day where it is.
fn place_in_time(date: Date) -> f64 {
    let part = match (date.month, date.day) {
        (0, _) => 0.5,
        (month, 0) => (f64::from(month) - 0.5) / 12.0,
        (month, day) => (f64::from(month) - 1.0 + (f64::from(day) - 0.5) / 31.0) / 12.0,
    };
    f64::from(date.year) + part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::fixture::{Value, all, catalog};
    use Kind::{Cumulative, Rate, Target};

    fn chosen(values: &[Value]) -> Vec<(String, PointState, bool)> {
        let catalog = catalog(1, &["%"], values);
        let steps = steps(&catalog, &series(&catalog, &all(&catalog)));
        let printed = |o: ObsIx| catalog.observation(o).quantity.printed.to_string();
        steps.iter().map(|s| (printed(s.value), s.state, s.joined)).collect()
    }

    #[test]
    fn a_line_leads_over_years_that_follow_each_other_only() {
        let found = chosen(&[
            (0, 0, "17%", "2014", Rate),
            (0, 0, "12%", "2015", Rate),
            (0, 0, "3%", "2018", Rate),
            (0, 0, "2%", "2019-06", Rate),
            (0, 0, "0%", "2020", Target),
        ]);
        let joined: Vec<bool> = found.iter().map(|f| f.2).collect();
        assert_eq!(joined, [false, true, false, true, true]);
        assert_eq!(found[4].1, PointState::Target);
    }

    #[test]
    fn sums_from_different_dates_are_no_line() {
        let found = chosen(&[
            (0, 0, "5%", "2014/2016", Cumulative),
            (0, 0, "9%", "2016/2017", Cumulative),
            (0, 0, "11%", "2014/2018", Cumulative),
            (0, 0, "12%", "2014/2019", Cumulative),
            (0, 0, "7%", "2015/..", Cumulative),
            (0, 0, "1%", "2017", Rate),
        ]);
        let printed: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
        assert_eq!(printed, ["5%", "11%", "12%"]);
    }

    #[test]
    fn years_without_a_value_are_named() {
        let values = [
            (0, 0, "17%", "2014", Rate),
            (0, 0, "3%", "2017", Rate),
            (0, 0, "1%", "2020", Target),
            (0, 0, "2%", "2018-03", Rate),
        ];
        let catalog = catalog(1, &["%"], &values);
        assert_eq!(gaps(&catalog, &all(&catalog)), [2015, 2016]);
        assert_eq!(years(&catalog, &all(&catalog)), 3);
    }

    #[test]
    fn a_value_given_twice_stands_once_and_the_exact_one_is_kept() {
        let found =
            chosen(&[(0, 0, "近3%", "2018", Rate), (0, 0, "2.9%", "2018", Rate), (0, 0, "1%", "2019", Rate)]);
        assert_eq!(found.iter().map(|f| f.0.as_str()).collect::<Vec<_>>(), ["2.9%", "1%"]);
    }
}
