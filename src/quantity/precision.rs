//! From a printed number to the interval of values it allows. All ends are in base units.
//!
//! | printed | interval |
//! |---|---|
//! | whole number without 万 亿: 2238人 | the point [v, v] |
//! | decimal, or number in 万 亿: 1.8万亩 | [v-h, v+h), h half of the last printed place |
//! | % ‰ 成 and percentage points, whole ones too: 85% | [v-h, v+h) |
//! | 余 多 in the number: 3100余名 | [v, v+p), p the place of the last digit that is not zero |
//! | 多 余 after a unit of time: 3年多 | [v, v+q), q the last printed place |
//! | 超 逾 突破: 超3100名 | (v, ∞): v itself is outside |
//! | 近: 近800人 | [v-p, v): v itself is outside; for a length of time [v-p, v], because 近3年 mostly means the last three years |
//! | 不足 不到 低于 | [0, v); (-∞, v) where v is 0 or below |
//! | 约 左右 上下 | [v-p/2, v+p/2] |
//! | 以上 至少 不低于 上亿元 | [v, ∞) |
//! | 以下 以内 不超过 至多 | [0, v] |
//! | a～b | [a, b]; with 约 or 左右 [a-h, b+h] |
//! | two words, as in 约3000余元 | the smallest interval that holds both |

use rust_decimal::Decimal;

use super::interval::Interval;
use super::number::{Number, place_value};
use super::qualifier::Hedge;
use super::unit::Unit;

/// The interval of one number with its words of approximation, in base units. `None` when it leaves 96 bits, or base units
/// are too coarse for its digits.
pub(super) fn interval_of(number: &Number, unit: &Unit, hedges: &[Hedge]) -> Option<Interval> {
    let v = number.value();
    let printed_place = place_value(number.place);
    let mut found: Option<Interval> = None;
    for &hedge in hedges {
        let (low, high, low_open, high_open) = match hedge {
            Hedge::About => {
                let half = halve(place_value(number.significant_place().max(number.place)))?;
                (Some(v - half), Some(v + half), false, false)
            }
            Hedge::Near => {
                (Some(v - place_value(number.significant_place())), Some(v), false, !unit.dimension.is_time())
            }
            Hedge::Below => (at_least_zero(v).filter(|zero| *zero < v), Some(v), false, true),
            Hedge::More => (Some(v), Some(v + place_value(number.significant_place())), false, true),
            Hedge::MoreThanUnit => (Some(v), Some(v + printed_place), false, true),
            Hedge::Beyond => (Some(v), None, true, true),
            Hedge::AtLeast => (Some(v), None, false, true),
            Hedge::AtMost => (at_least_zero(v), Some(v), false, false),
        };
        let one = in_base(unit, low, high, low_open, high_open)?;
        found = Some(found.map_or(one, |other| other.hull(&one)));
    }
    match found {
        Some(interval) => Some(interval),
        None if is_rounded(number, unit) => {
            let half = halve(printed_place)?;
            in_base(unit, Some(v - half), Some(v + half), false, true)
        }
        None => in_base(unit, Some(v), Some(v), false, false),
    }
}

/// The interval of a range, in base units; `about` widens it by half of the last printed place at each end.
pub(super) fn interval_of_range(
    low: Decimal,
    high: Decimal,
    place: i32,
    unit: &Unit,
    about: bool,
) -> Option<Interval> {
    let widen = if about { halve(place_value(place))? } else { Decimal::ZERO };
    in_base(unit, Some(low - widen), Some(high + widen), false, false)
}

/// Whether a number without words of approximation is good to half its last printed place only.
fn is_rounded(number: &Number, unit: &Unit) -> bool {
    // 三万五千零五 is spelled to the last unit, and therefore exact.
    let in_ten_thousands = number.rounded && (number.place > 0 || !number.multiplier.is_empty());
    number.scale > 0 || in_ten_thousands || unit.dimension.is_rate()
}

fn in_base(
    unit: &Unit,
    low: Option<Decimal>,
    high: Option<Decimal>,
    low_open: bool,
    high_open: bool,
) -> Option<Interval> {
    let convert = |end: Option<Decimal>| match end {
        Some(v) => unit.to_base(v).map(Some),
        None => Some(None),
    };
    let interval = Interval::new(convert(low)?, convert(high)?, low_open, high_open);
    let fell_together = low != high && interval.low.is_some() && interval.low == interval.high;
    (!fell_together).then_some(interval)
}

fn at_least_zero(v: Decimal) -> Option<Decimal> {
    (v >= Decimal::ZERO).then_some(Decimal::ZERO)
}

fn halve(v: Decimal) -> Option<Decimal> {
    v.checked_mul(Decimal::new(5, 1))
}
