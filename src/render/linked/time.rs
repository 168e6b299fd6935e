//! What time figures speak of, all together.

use crate::model::{Catalog, Date, Kind, ObsIx};

/// The first and the last date that any of these figures speaks of, plans left out; `None` where there is no figure.
pub fn ends(catalog: &Catalog, figures: impl Iterator<Item = ObsIx>) -> Option<(Date, Date)> {
    let mut found: Option<(Date, Date)> = None;
    for figure in figures.map(|o| catalog.observation(o)).filter(|o| o.kind != Kind::Target) {
        let last = figure.period.last();
        let first = figure.period.first().unwrap_or(last);
        let (from, to) = found.unwrap_or((first, last));
        found = Some((from.min(first), to.max(last)));
    }
    found.map(|(from, to)| (plain(from), plain(to)))
}

/// The same in ISO 8601: `2014/2020`; a single year or day alone.
pub fn coverage_in_time(catalog: &Catalog, figures: impl Iterator<Item = ObsIx>) -> Option<String> {
    let (from, to) = ends(catalog, figures)?;
    Some(if from == to { from.to_string() } else { format!("{from}/{to}") })
}

fn plain(date: Date) -> Date {
    Date { approximate: false, uncertain: false, ..date }
}
