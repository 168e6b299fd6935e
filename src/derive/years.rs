//! Which figures speak of a year, and how: a period may lie in it, end with it, or reach past it. A period is never
//! split: a sum over five years is no figure of one of them, and is listed as what it is.

use crate::model::{Catalog, Date, ObsIx, Period};

/// How a figure's period stands to a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InYear {
    /// It lies within the year.
    Within,
    /// It began before, or at a time that is not said, and ends in the year.
    Until,
    /// It contains the year and ends later, or is open.
    Across,
}

/// How a period stands to a year; `None` where it has nothing to do with it. A period without an end is counted to the
/// year that it begins with alone.
pub fn in_year(period: &Period, year: i16) -> Option<InYear> {
    let is = |date: &Date| date.year == year;
    match period {
        Period::At(date) => is(date).then_some(InYear::Within),
        Period::Span(Some(from), Some(to)) if is(to) => {
            Some(if is(from) { InYear::Within } else { InYear::Until })
        }
        Period::Span(Some(from), Some(to)) => (from.year <= year && year < to.year).then_some(InYear::Across),
        Period::Span(None, Some(to)) => is(to).then_some(InYear::Until),
        Period::Span(Some(from), None) => is(from).then_some(InYear::Across),
        Period::Span(None, None) => None,
    }
}

/// The years in which the period of any figure lies or ends, in order. Each has a page.
pub(super) fn years(catalog: &Catalog) -> Vec<i16> {
    let periods = catalog.observation_ids().map(|o| &catalog.observation(o).period);
    let mut years: Vec<i16> = periods.filter_map(Period::year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The figures that speak of a year, with how they do: by metric, place, then time.
pub fn of_year(catalog: &Catalog, year: i16) -> Vec<(ObsIx, InYear)> {
    let found =
        catalog.observation_ids().filter_map(|o| Some((o, in_year(&catalog.observation(o).period, year)?)));
    let mut found: Vec<(ObsIx, InYear)> = found.collect();
    found.sort_by_key(|(o, how)| {
        let record = catalog.observation(*o);
        (catalog.metric(record.metric).domain, record.metric, catalog.place_of(*o), *how, *o)
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_periods_stand_to_a_year() {
        for (period, year, how) in [
            ("2018", 2018, Some(InYear::Within)),
            ("2018-12-10", 2018, Some(InYear::Within)),
            ("2018~", 2018, Some(InYear::Within)),
            ("2018-01/2018-06", 2018, Some(InYear::Within)),
            ("2014/2018", 2018, Some(InYear::Until)),
            ("../2018-12", 2018, Some(InYear::Until)),
            ("2014/2018", 2016, Some(InYear::Across)),
            ("2014/2018", 2014, Some(InYear::Across)),
            ("2014/..", 2014, Some(InYear::Across)),
            ("2014/..", 2018, None),
            ("2014/2018", 2019, None),
            ("2014/2018", 2013, None),
            ("2017", 2018, None),
        ] {
            assert_eq!(in_year(&Period::parse(period).unwrap(), year), how, "{period} and {year}");
        }
    }
}
