//! Rank numbers of comparable values. Values whose intervals overlap are not told apart.

use rust_decimal::Decimal;

use crate::quantity::Interval;

/// The rank of each value: one more than the number of values that are certainly before it. `lower` puts the smallest
/// first. Overlapping intervals tie, so a rank never claims an order that the printed precision does not show.
pub fn rank(values: &[Interval], lower: bool) -> Vec<usize> {
    let facing = |v: &Interval| if lower { *v } else { v.negated() };
    let values: Vec<Interval> = values.iter().map(facing).collect();
    let ends = || values.iter().flat_map(|v| [v.low, v.high]).flatten();
    // As whole numbers of the smallest place they are sooner compared; hardly ever are they too long for it.
    let places = ends().map(|end| end.scale()).max().unwrap_or_default();
    let whole = |d: Decimal| d.mantissa().checked_mul(10_i128.checked_pow(places - d.scale())?);
    match ends().all(|end| whole(end).is_some()) {
        true => by_ends(&values, |end| whole(end).expect("invariant: each end is whole")),
        false => by_ends(&values, |end| end),
    }
}

/// The rank of each value, the smallest first, by its ends as numbers.
fn by_ends<N: Ord>(values: &[Interval], number: impl Fn(Decimal) -> N) -> Vec<usize> {
    let mut ends: Vec<(N, bool)> =
        values.iter().filter_map(|v| v.high.map(|high| (number(high), !v.high_open))).collect();
    ends.sort_unstable();
    let before = |v: &Interval| {
        let Some(low) = v.low.map(&number) else { return 0 };
        ends.partition_point(|(high, attained)| *high < low || (*high == low && (!*attained || v.low_open)))
    };
    values.iter().map(|v| 1 + before(v)).collect()
}

/// The position of every place where a table is sorted by these values, each with its place and `ranks` beside it. Values
/// that are not told apart stay in place order; those without an end to one side come after all others, and places without
/// a value last.
pub fn order(values: &[(usize, Interval)], ranks: &[usize], places: usize) -> Vec<u32> {
    let mut keys: Vec<(bool, bool, usize, usize)> = (0..places).map(|place| (true, true, 0, place)).collect();
    for ((place, interval), rank) in values.iter().zip(ranks) {
        let is_endless = interval.low.is_none() || interval.high.is_none();
        keys[*place] = (false, is_endless, *rank, *place);
    }
    keys.sort_unstable();
    let mut positions = vec![0; places];
    for (position, (.., place)) in keys.into_iter().enumerate() {
        positions[place] = u32::try_from(position).expect("invariant: fewer than 2^32 places");
    }
    positions
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{order, rank};
    use crate::quantity::Interval;

    fn interval(low: i64, high: i64) -> Interval {
        Interval::closed(low.into(), high.into())
    }

    #[test]
    fn exact_values_rank_and_equal_ones_share() {
        let values = [5, 9, 9, 1].map(|v| interval(v, v));
        assert_eq!(rank(&values, false), [3, 1, 1, 4]);
        assert_eq!(rank(&values, true), [2, 3, 3, 1]);
    }

    #[test]
    fn overlapping_intervals_tie() {
        let values = [interval(1, 2), interval(2, 3), interval(5, 6)];
        assert_eq!(rank(&values, true), [1, 1, 3]);
        assert_eq!(rank(&values, false), [2, 2, 1]);
        let open = [Interval::half_open(1.into(), 2.into()), interval(2, 3)];
        assert_eq!(rank(&open, true), [1, 2], "[1, 2) lies wholly before [2, 3]");
    }

    #[test]
    fn numbers_too_long_to_be_made_whole_rank_alike() {
        let [long, tiny] = [Decimal::MAX, Decimal::from_i128_with_scale(1, 28)];
        let values = [Interval::exact(tiny), Interval::exact(long), Interval::closed(tiny, long)];
        assert_eq!(rank(&values, false), [2, 1, 1]);
        assert_eq!(rank(&values[..2], true), [1, 2]);
    }

    #[test]
    fn an_unbounded_value_is_never_ranked_against_what_it_may_exceed() {
        let over = Interval::new(Some(10.into()), None, true, true);
        assert_eq!(rank(&[over, interval(50, 50), interval(1, 1)], false), [1, 1, 3]);
    }

    #[test]
    fn the_order_is_by_rank_then_place_with_endless_and_missing_values_last() {
        let over = Interval::new(Some(10.into()), None, true, true);
        let values = [(0, interval(5, 5)), (1, over), (3, interval(9, 9)), (4, interval(9, 9))];
        let ranks = rank(&values.map(|(_, v)| v), false);
        assert_eq!(order(&values, &ranks, 5), [2, 3, 4, 0, 1]);
    }
}
