//! Parts and wholes as the metric catalogue has them: what is part of what, counted at one time. One printed figure that is
//! recorded as both (all 51 villages were delisted) is not held against itself.

use rust_decimal::Decimal;

use super::{
    Find,
    sheet::{Entry, Sheet},
};
use crate::model::Comparison;

pub(super) fn search(sheet: &Sheet<'_>) -> Vec<Find> {
    let mut finds = Vec::new();
    for part in &sheet.entries {
        let wholes = sheet.entries.iter().filter(|whole| {
            is_part(sheet, part, whole)
                && part.ends_with(whole)
                && part.dimension() == whole.dimension()
                && (part.lines != whole.lines || part.measure != whole.measure)
                && part.measure.interval.possibly_le(&whole.measure.interval)
        });
        finds.extend(wholes.map(|whole| Find {
            left: part.expr(),
            comparison: Comparison::AtMost,
            right: whole.expr(),
            expected: Decimal::ZERO,
        }));
    }
    finds
}

/// Whether the catalogue says so, directly or by way of other metrics.
fn is_part(sheet: &Sheet<'_>, part: &Entry<'_>, whole: &Entry<'_>) -> bool {
    let above = |metric| sheet.catalog.metric(metric).part_of;
    // A catalogue whose wholes go round in a circle must not stop the search.
    let chain = std::iter::successors(above(part.figure.metric), |m| above(*m)).take(8);
    chain.into_iter().any(|m| m == whole.figure.metric)
}
