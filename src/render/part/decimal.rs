//! Where printed figures stand in a column: each is moved so far from the right edge that the decimal points stand below
//! each other, whatever units follow. Printed texts in, a hidden padding out; the texts themselves are never changed.

/// What follows the decimal points of a column at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decimals {
    fraction: usize,
    tail: usize,
}

/// What follows the last number of one figure.
struct Tail {
    /// Digits after its decimal point.
    fraction: usize,
    /// Width of the rest in half-width characters.
    rest: usize,
}

/// As wide as a Chinese character, and as a digit: shown invisibly, so any character of that width does.
const WIDE: &str = "一";
const NARROW: &str = "0";

impl Decimals {
    /// Of the figures of one column.
    pub fn of<'a>(printed: impl IntoIterator<Item = &'a str>) -> Decimals {
        printed.into_iter().map(Tail::of).fold(Decimals::default(), |most, tail| Decimals {
            fraction: most.fraction.max(tail.fraction),
            tail: most.tail.max(tail.rest),
        })
    }

    /// What stands invisibly to the right of a figure.
    pub fn pad(self, printed: &str) -> String {
        let tail = Tail::of(printed);
        let mut pad = String::new();
        if tail.fraction == 0 && self.fraction > 0 {
            pad.push('.');
        }
        pad.push_str(&NARROW.repeat(self.fraction.saturating_sub(tail.fraction)));
        let missing = self.tail.saturating_sub(tail.rest);
        pad.push_str(&WIDE.repeat(missing / 2));
        pad.push_str(&NARROW.repeat(missing % 2));
        pad
    }
}

impl Tail {
    fn of(printed: &str) -> Tail {
        let Some(last) = printed.rfind(|c: char| c.is_ascii_digit()) else {
            return Tail { fraction: 0, rest: 0 };
        };
        let (number, rest) = printed.split_at(last + 1);
        let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let has_point = number[..number.len() - digits].ends_with('.');
        let width = |c: char| if c.is_ascii() { 1 } else { 2 };
        Tail { fraction: if has_point { digits } else { 0 }, rest: rest.chars().map(width).sum() }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimals;

    #[test]
    fn what_follows_the_point_is_equally_wide_in_all_figures_of_a_column() {
        for column in [
            &["12.6%", "0.25%", "3%"][..],
            &["15.2万人", "27440人", "约3万余人", "10～20人"],
            &["3621余万元", "2.35亿元", "1,668元"],
            &["两千", "3户"],
        ] {
            let decimals = Decimals::of(column.iter().copied());
            let after_point = |text: &str| {
                let shown = format!("{text}{}", decimals.pad(text));
                let last = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |i| i + 1);
                let number = &text[..last];
                let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
                let has_point = number[..number.len() - digits].ends_with('.');
                let start = if has_point { last - digits - 1 } else { last };
                shown[start..].chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
            };
            let widths: Vec<usize> = column
                .iter()
                .filter(|t| t.contains(|c: char| c.is_ascii_digit()))
                .map(|t| after_point(t))
                .collect();
            assert!(widths.iter().all(|w| *w == widths[0]), "{column:?}: {widths:?}");
        }
    }

    #[test]
    fn figures_of_one_form_need_no_padding() {
        let decimals = Decimals::of(["86处", "54处"]);
        assert_eq!(decimals.pad("54处"), "");
    }
}
