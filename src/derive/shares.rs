//! Shares of a whole in a hundred cells, by the largest remainder: they add up to a hundred, and none is rounded by more
//! than a cell.

use rust_decimal::{Decimal, prelude::ToPrimitive};

/// Cells in all.
const CELLS: u32 = 100;

/// Cells of each part of `whole`, and of what remains. Parts that together exceed the whole have no cells: `None`.
pub(super) fn cells(parts: &[Decimal], whole: Decimal) -> Option<(Vec<u32>, u32)> {
    let sum: Decimal = parts.iter().sum();
    if whole <= Decimal::ZERO || sum > whole || parts.iter().any(Decimal::is_sign_negative) {
        return None;
    }
    let rest = whole - sum;
    let exact = |part: &Decimal| *part * Decimal::from(CELLS) / whole;
    let exact: Vec<Decimal> = parts.iter().chain([&rest]).map(exact).collect();
    let mut cells: Vec<u32> = exact.iter().map(|share| share.trunc().to_u32().unwrap_or(0)).collect();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    // Of equal remainders the earlier part is first.
    order.sort_by(|a, b| exact[*b].fract().cmp(&exact[*a].fract()).then(a.cmp(b)));
    let left = CELLS.saturating_sub(cells.iter().sum()) as usize;
    for part in order.into_iter().take(left) {
        cells[part] += 1;
    }
    let rest = cells.pop().unwrap_or(0);
    Some((cells, rest))
}

/// Cells of a rate in percent that lies between two bounds: those that are certain, and those up to the upper bound.
pub(super) fn between(low: Decimal, high: Decimal) -> (u32, u32) {
    let cells = |v: Decimal| v.clamp(Decimal::ZERO, Decimal::from(CELLS)).round().to_u32().unwrap_or(0);
    let (low, high) = (cells(low), cells(high));
    (low, high.saturating_sub(low))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_largest_remainders_get_the_cells_that_are_left() {
        let of = |parts: &[i64], whole: i64| {
            let parts: Vec<Decimal> = parts.iter().map(|p| Decimal::from(*p)).collect();
            cells(&parts, Decimal::from(whole))
        };
        assert_eq!(of(&[1, 1, 1], 3), Some((vec![34, 33, 33], 0)));
        assert_eq!(of(&[28], 10_000), Some((vec![0], 100)));
        assert_eq!(of(&[496, 4], 1000), Some((vec![50, 0], 50)));
        assert_eq!(of(&[6, 5], 10), None, "parts that exceed the whole");
        assert_eq!(of(&[1], 0), None);
    }

    #[test]
    fn an_interval_has_cells_that_are_certain_and_cells_that_are_not() {
        let of = |low: i64, high: i64| between(Decimal::new(low, 1), Decimal::new(high, 1));
        assert_eq!(of(295, 305), (30, 0));
        assert_eq!(of(900, 1000), (90, 10));
        assert_eq!(of(-10, 4), (0, 0));
    }

    proptest! {
        #[test]
        fn cells_add_up_to_a_hundred(parts in prop::collection::vec(0_i64..10_000_000, 1..9), rest in 0_i64..10_000_000) {
            let whole: i64 = parts.iter().sum::<i64>() + rest;
            prop_assume!(whole > 0);
            let decimals: Vec<Decimal> = parts.iter().map(|p| Decimal::from(*p)).collect();
            let (cells, left) = cells(&decimals, Decimal::from(whole)).expect("parts within the whole");
            prop_assert_eq!(cells.iter().sum::<u32>() + left, 100);
            for (part, cells) in parts.iter().zip(cells) {
                let exact = 100.0 * *part as f64 / whole as f64;
                prop_assert!((exact - f64::from(cells)).abs() < 1.0);
            }
        }
    }
}
