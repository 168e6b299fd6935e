//! Intervals of exact decimals, with open or closed and with missing ends, and their arithmetic.
//!
//! The arithmetic is sound: for every `a` in `x` and `b` in `y`, `a + b` is in `x.add(&y)`, and so on. An end that
//! overflows the 96 bits of a decimal becomes unbounded. Division rounds at the 28th digit, as `Decimal` does.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;

/// All values between two ends. `None` is unbounded on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lower end; `None` is unbounded below.
    pub low: Option<Decimal>,
    /// Upper end; `None` is unbounded above.
    pub high: Option<Decimal>,
    /// The lower end itself is outside.
    pub low_open: bool,
    /// The upper end itself is outside.
    pub high_open: bool,
}

impl Interval {
    /// An interval from its parts. An unbounded end is open whatever is said.
    pub fn new(low: Option<Decimal>, high: Option<Decimal>, low_open: bool, high_open: bool) -> Self {
        Interval { low, high, low_open: low_open || low.is_none(), high_open: high_open || high.is_none() }
    }

    /// The single value `v`.
    pub fn exact(v: Decimal) -> Self {
        Self::closed(v, v)
    }

    /// `[low, high]`.
    pub fn closed(low: Decimal, high: Decimal) -> Self {
        Self::new(Some(low), Some(high), false, false)
    }

    /// `[low, high)`.
    pub fn half_open(low: Decimal, high: Decimal) -> Self {
        Self::new(Some(low), Some(high), false, true)
    }

    /// Every value.
    pub fn unbounded() -> Self {
        Self::new(None, None, true, true)
    }

    /// Whether a value lies inside.
    pub fn contains(&self, v: Decimal) -> bool {
        let above = self.low.is_none_or(|low| low < v || (low == v && !self.low_open));
        let below = self.high.is_none_or(|high| v < high || (high == v && !self.high_open));
        above && below
    }

    /// Whether it holds exactly one value.
    pub fn is_point(&self) -> bool {
        self.low.is_some() && self.low == self.high && !self.low_open && !self.high_open
    }

    /// Whether some value lies in both.
    pub fn overlaps(&self, other: &Interval) -> bool {
        self.possibly_le(other) && other.possibly_le(self)
    }

    /// Whether every value of this one is at most every value of the other.
    pub fn certainly_le(&self, other: &Interval) -> bool {
        matches!((self.high, other.low), (Some(high), Some(low)) if high <= low)
    }

    /// Whether some value of this one is at most some value of the other.
    pub fn possibly_le(&self, other: &Interval) -> bool {
        match (self.low, other.high) {
            (Some(low), Some(high)) => low < high || (low == high && !self.low_open && !other.high_open),
            _ => true,
        }
    }

    /// The smallest interval that holds both.
    pub fn hull(&self, other: &Interval) -> Interval {
        from_ends([self.ends(), other.ends()].into_iter().flatten())
    }

    /// All sums of a value of each.
    pub fn add(&self, other: &Interval) -> Interval {
        let ([a, b], [c, d]) = (self.ends(), other.ends());
        from_ends([a.plus(c), b.plus(d)].into_iter())
    }

    /// All differences of a value of this one and a value of the other.
    pub fn sub(&self, other: &Interval) -> Interval {
        self.add(&other.negated())
    }

    /// All products of a value of each.
    pub fn mul(&self, other: &Interval) -> Interval {
        self.corners(other, End::times)
    }

    /// All quotients of a value of this one by a value of the other; `None` when the divisor contains 0.
    pub fn div(&self, other: &Interval) -> Option<Interval> {
        let above_zero =
            other.low.is_some_and(|low| low > Decimal::ZERO || (low.is_zero() && other.low_open));
        let below_zero =
            other.high.is_some_and(|high| high < Decimal::ZERO || (high.is_zero() && other.high_open));
        if !above_zero && !below_zero {
            return None;
        }
        Some(self.corners(other, |a, b| a.over(b, above_zero)))
    }

    /// All values times `k`.
    pub fn scale(&self, k: Decimal) -> Interval {
        self.mul(&Interval::exact(k))
    }

    /// All values with the other sign.
    pub fn negated(&self) -> Interval {
        let end = |end: Option<Decimal>| end.map(|v| if v.is_zero() { v } else { -v });
        Interval::new(end(self.high), end(self.low), self.high_open, self.low_open)
    }

    fn ends(&self) -> [End; 2] {
        [
            End { at: self.low.map_or(Bound::Below, Bound::At), open: self.low_open },
            End { at: self.high.map_or(Bound::Above, Bound::At), open: self.high_open },
        ]
    }

    /// The hull of one operation on every pair of ends.
    fn corners(&self, other: &Interval, operation: impl Fn(End, End) -> Option<End>) -> Interval {
        let pairs = self.ends().into_iter().flat_map(|a| other.ends().map(|b| (a, b)));
        from_ends(pairs.filter_map(|(a, b)| operation(a, b)))
    }
}

/// `[17500, 18500)`, `(100, ∞)`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.low_open { "(" } else { "[" })?;
        match self.low {
            Some(low) => write!(f, "{}, ", low.normalize())?,
            None => f.write_str("-∞, ")?,
        }
        match self.high {
            Some(high) => write!(f, "{}", high.normalize())?,
            None => f.write_str("∞")?,
        }
        f.write_str(if self.high_open { ")" } else { "]" })
    }
}

/// Where an end lies. The order is that of the number line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bound {
    Below,
    At(Decimal),
    Above,
}

#[derive(Clone, Copy)]
struct End {
    at: Bound,
    open: bool,
}

impl End {
    fn infinite(positive: bool) -> Self {
        End { at: if positive { Bound::Above } else { Bound::Below }, open: true }
    }

    fn zero(open: bool) -> Self {
        End { at: Bound::At(Decimal::ZERO), open }
    }

    fn sign(self) -> Ordering {
        match self.at {
            Bound::Below => Ordering::Less,
            Bound::At(v) => v.cmp(&Decimal::ZERO),
            Bound::Above => Ordering::Greater,
        }
    }

    /// Zero that is attained: its product with anything is zero and attained.
    fn is_closed_zero(self) -> bool {
        self.sign() == Ordering::Equal && !self.open
    }

    fn plus(self, other: End) -> End {
        match (self.at, other.at) {
            (Bound::At(a), Bound::At(b)) => match a.checked_add(b) {
                Some(sum) => End { at: Bound::At(sum), open: self.open || other.open },
                None => End::infinite(a > Decimal::ZERO),
            },
            (Bound::At(_), _) => other,
            _ => self,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "has the shape of `over`, which has no value for ∞/∞")]
    fn times(self, other: End) -> Option<End> {
        let signs = (self.sign(), other.sign());
        if signs.0 == Ordering::Equal || signs.1 == Ordering::Equal {
            let attained = self.is_closed_zero() || other.is_closed_zero();
            return Some(End::zero(!attained));
        }
        let (Bound::At(a), Bound::At(b)) = (self.at, other.at) else {
            return Some(End::infinite(signs.0 == signs.1));
        };
        Some(match a.checked_mul(b) {
            Some(product) => End { at: Bound::At(product), open: self.open || other.open },
            None => End::infinite(signs.0 == signs.1),
        })
    }

    /// The quotient; the divisor is an end of an interval on one side of zero, above it or below it.
    fn over(self, divisor: End, above_zero: bool) -> Option<End> {
        if self.sign() == Ordering::Equal {
            return Some(End::zero(self.open));
        }
        let positive = (self.sign() == Ordering::Greater) == above_zero;
        match (self.at, divisor.at) {
            (Bound::At(_), Bound::At(b)) if b.is_zero() => Some(End::infinite(positive)),
            (Bound::At(a), Bound::At(b)) => Some(match a.checked_div(b) {
                Some(quotient) => End { at: Bound::At(quotient), open: self.open || divisor.open },
                None => End::infinite(positive),
            }),
            (Bound::At(_), _) => Some(End::zero(true)),
            (_, Bound::At(_)) => Some(End::infinite(positive)),
            _ => None,
        }
    }
}

/// The hull of some ends: the least and the greatest, closed where one of equal ends is closed.
fn from_ends(ends: impl Iterator<Item = End>) -> Interval {
    let mut hull: Option<(End, End)> = None;
    for end in ends {
        let (low, high) = hull.unwrap_or((end, end));
        hull = Some((outer(low, end, Ordering::Less), outer(high, end, Ordering::Greater)));
    }
    let Some((low, high)) = hull else { return Interval::unbounded() };
    let value = |end: End| if let Bound::At(v) = end.at { Some(v) } else { None };
    Interval::new(value(low), value(high), low.open, high.open)
}

fn outer(kept: End, end: End, wanted: Ordering) -> End {
    match end.at.cmp(&kept.at) {
        Ordering::Equal => End { at: kept.at, open: kept.open && end.open },
        order if order == wanted => end,
        _ => kept,
    }
}
