//! The scale of an axis: its ends, its few round ticks and their words (万 and 亿).
//!
//! Ticks are whole multiples of 1, 2 or 5 times a power of ten, kept as whole numbers, so that no float noise can reach
//! the text.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::Setting;
use super::text::Kind;

/// Larger numbers are not drawn; no statistic of a county comes near.
const LARGEST: f64 = 1e15;

/// Whether a value can be placed on a scale.
pub(super) fn is_drawable(value: f64) -> bool {
    value.abs() <= LARGEST
}

/// A scale with its ticks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) ticks: Vec<Tick>,
}

/// One tick.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) at: f64,
    pub(super) text: String,
}

impl Scale {
    /// Scale for dots: from zero, unless all values lie far from it and near each other. `None` without values.
    pub(super) fn of_dots(values: &[f64], setting: &Setting<'_>, intervals: i64) -> Option<Scale> {
        let low = values.iter().copied().reduce(f64::min)?;
        let high = values.iter().copied().reduce(f64::max)?;
        let far = low > 0.0 && high > low && high - low < 0.25 * high;
        let (low, high) = if far { (low, high) } else { (low.min(0.0), high.max(0.0)) };
        let high = if low == high { 1.0 } else { high };
        let step = Step::fitting(low, high, intervals);
        let (first, last) = (step.below(low), step.above(high));
        Some(Scale { min: step.value(first), max: step.value(last), ticks: step.ticks(first, last, setting) })
    }

    /// Scale for a bar: from zero to `high` exactly.
    pub(super) fn of_bar(high: f64, setting: &Setting<'_>, intervals: i64) -> Scale {
        let max = if high > 0.0 { high } else { 1.0 };
        let step = Step::fitting(0.0, max, intervals);
        let mut last = step.above(max);
        while last > 0 && step.value(last) > max {
            last -= 1;
        }
        Scale { min: 0.0, max, ticks: step.ticks(0, last, setting) }
    }

    /// Place of a value on the scale, from 0 to 1.
    pub(super) fn share(&self, value: f64) -> f64 {
        (value - self.min) / (self.max - self.min)
    }

    /// Width of the widest words of a tick.
    pub(super) fn widest_tick(&self) -> f64 {
        self.ticks.iter().map(|tick| Kind::Tick.width(&tick.text)).fold(0.0, f64::max)
    }

    /// The scale with as many ticks as there is room for side by side in `width`.
    pub(super) fn thinned(mut self, width: f64) -> Scale {
        let widest = self.widest_tick() + 8.0;
        let between = |ticks: &[Tick]| match ticks {
            [first, second, ..] => (self.share(second.at) - self.share(first.at)) * width,
            _ => f64::INFINITY,
        };
        let mut every = 1;
        while between(&self.ticks) * (every as f64) < widest && every < self.ticks.len() {
            every += 1;
        }
        self.ticks = self.ticks.into_iter().step_by(every).collect();
        self
    }

    /// Whether zero lies on the scale.
    pub(super) fn has_zero(&self) -> bool {
        self.min <= 0.0 && self.max >= 0.0
    }
}

/// plotters maps values and asks for the lines of the grid.
impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        start + (self.share(*value) * f64::from(end - start)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            return Vec::new();
        }
        self.ticks.iter().map(|tick| tick.at).collect()
    }

    fn range(&self) -> Range<f64> {
        self.min..self.max
    }
}

/// plotters asks for the words of the ticks.
impl ValueFormatter<f64> for Scale {
    fn format_ext(&self, value: &f64) -> String {
        self.ticks.iter().find(|tick| tick.at == *value).map(|tick| tick.text.clone()).unwrap_or_default()
    }
}

/// Distance between ticks: `mantissa` times ten to the `exponent`.
#[derive(Clone, Copy)]
struct Step {
    mantissa: i64,
    exponent: i32,
}

impl Step {
    /// Smallest step that needs at most so many intervals between `low` and `high`.
    fn fitting(low: f64, high: f64, intervals: i64) -> Step {
        let steps = (-9..=17).flat_map(|exponent| [1, 2, 5].map(|mantissa| Step { mantissa, exponent }));
        let largest = low.abs().max(high.abs());
        let fits =
            |step: &Step| largest / step.value(1) < 1e9 && step.above(high) - step.below(low) <= intervals;
        steps.into_iter().find(fits).unwrap_or(Step { mantissa: 1, exponent: 18 })
    }

    /// Value of the n-th multiple; one rounding only.
    fn value(self, n: i64) -> f64 {
        let power = (0..self.exponent.abs()).fold(1.0, |power, _| power * 10.0);
        let multiple = n.saturating_mul(self.mantissa) as f64;
        if self.exponent < 0 { multiple / power } else { multiple * power }
    }

    /// The last multiple at or below `v`.
    fn below(self, v: f64) -> i64 {
        let n = (v / self.value(1)).floor() as i64;
        if self.value(n + 1) <= v { n + 1 } else { n }
    }

    /// The first multiple at or above `v`.
    fn above(self, v: f64) -> i64 {
        let n = (v / self.value(1)).ceil() as i64;
        if self.value(n - 1) >= v { n - 1 } else { n }
    }

    fn ticks(self, first: i64, last: i64, setting: &Setting<'_>) -> Vec<Tick> {
        let largest = self.value(first).abs().max(self.value(last).abs());
        let scaled = setting.unit.starts_with(['百', '千', '万', '亿']);
        let reached = |(power, _): &&(i32, String)| !scaled && largest >= 10_f64.powi(*power);
        let power = setting.words.powers.iter().rev().find(reached);
        let text = |n: i64| {
            let digits = |power| decimal(n.saturating_mul(self.mantissa), self.exponent - power);
            match power {
                Some((power, words)) if n != 0 => words.replace("{n}", &digits(*power)),
                _ => digits(0),
            }
        };
        (first..=last).map(|n| Tick { at: self.value(n), text: text(n) }).collect()
    }
}

/// `n` times ten to the `exponent`, in digits.
fn decimal(n: i64, exponent: i32) -> String {
    if n == 0 {
        return "0".to_owned();
    }
    let mut digits = n.unsigned_abs().to_string();
    for _ in 0..exponent.max(0) {
        digits.push('0');
    }
    let places = exponent.min(0).unsigned_abs() as usize;
    if places > 0 {
        digits = format!("{digits:0>width$}", width = places + 1);
        digits.insert(digits.len() - places, '.');
        digits.truncate(digits.trim_end_matches('0').trim_end_matches('.').len());
    }
    format!("{}{digits}", if n < 0 { "−" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::super::tests::words;
    use super::*;

    #[test]
    fn ticks() {
        let cases: [(&[f64], &str, &str); 9] = [
            (&[0.28, 6.1], "%", "0 2 4 6 8"),
            (&[99.4, 99.51], "%", "99.4 99.45 99.5 99.55"),
            (&[97.0, 99.9], "%", "97 98 99 100"),
            (&[3.2e9], "元", "0 10亿 20亿 30亿 40亿"),
            (&[8500.0, 12300.0], "元", "0 0.5万 1万 1.5万"),
            (&[8500.0, 12300.0], "万元", "0 5000 10000 15000"),
            (&[-2.5, 4.0], "%", "−4 −2 0 2 4"),
            (&[0.0], "%", "0 0.2 0.4 0.6 0.8 1"),
            (&[], "%", ""),
        ];
        for (values, unit, want) in cases {
            let words = words();
            let setting = Setting { width: 720.0, unit, shows_unit: true, words: &words };
            let scale = Scale::of_dots(values, &setting, 5);
            let texts: Vec<_> = scale.iter().flat_map(|s| &s.ticks).map(|t| t.text.as_str()).collect();
            assert_eq!(texts.join(" "), want);
        }
    }

    #[test]
    fn bars_start_at_zero_and_end_where_the_values_end() {
        let words = words();
        let setting = Setting { width: 720.0, unit: "万人", shows_unit: true, words: &words };
        let scale = Scale::of_bar(12.3, &setting, 5);
        assert_eq!((scale.min, scale.max, scale.ticks.len()), (0.0, 12.3, 3));
        assert_eq!(Scale::of_bar(0.0, &setting, 5).max, 1.0);
    }
}
