//! Dates as printed, taken apart: 2014年至2018年, 5~8月份, 2018-12-10, 二〇二〇年.

use crate::model::Date;

/// A date as printed; 0 where a part is not printed.
#[derive(Clone, Copy, Default)]
pub(super) struct Stamp {
    pub(super) year: i16,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Stamp {
    /// As a date without a mark of doubt.
    pub(super) fn date(self) -> Date {
        Date { year: self.year, month: self.month, day: self.day, approximate: false, uncertain: false }
    }
}

/// The date that is printed, and the one that it reaches to.
pub(super) fn stamps(printed: &str) -> [Option<Stamp>; 2] {
    let text: String = printed.chars().map(arabic).collect();
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    if let [year, rest @ ..] = parts.as_slice()
        && year.len() == 4
        && !text.contains(['年', '月', '~', '至', '到'])
    {
        let number = |i: usize| rest.get(i).and_then(|p| p.parse().ok()).unwrap_or(0);
        let stamp = year.parse().ok().map(|year| Stamp { year, month: number(0), day: number(1) });
        return [stamp, None];
    }
    let mut halves = text.splitn(2, ['至', '到', '~', '-', '—', '–']);
    let start = halves.next().unwrap_or_default();
    let first = stamp(start);
    let second = halves.next().map(|t| t.trim_start_matches(['—', '-'])).and_then(stamp);
    let first = match (first, second) {
        (None, Some(second)) => loose(&text, second),
        // 2019年1至9月
        (Some(first), Some(second)) if first.month == 0 && second.month > 0 => {
            let month = start.rsplit('年').next().and_then(|m| m.parse().ok()).unwrap_or(0);
            Some(Stamp { month, ..first })
        }
        _ => first,
    };
    [first, second]
}

/// The first of two dates that share the name of their unit: 2014-2018年, 5~8月份.
fn loose(text: &str, second: Stamp) -> Option<Stamp> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(Stamp { year: number, ..Stamp::default() }),
        _ if second.month > 0 => Some(Stamp { year: second.year, month: u8::try_from(number).ok()?, day: 0 }),
        _ => None,
    }
}

/// One date with the names of its units.
fn stamp(text: &str) -> Option<Stamp> {
    let mut stamp = Stamp::default();
    let mut number: i16 = 0;
    for c in text.chars() {
        match (c, c.to_digit(10)) {
            (_, Some(digit)) => number = number.checked_mul(10)?.checked_add(i16::try_from(digit).ok()?)?,
            ('年', _) => (stamp.year, number) = (number, 0),
            ('月', _) => (stamp.month, number) = (u8::try_from(number).ok()?, 0),
            ('日' | '号', _) => (stamp.day, number) = (u8::try_from(number).ok()?, 0),
            _ => {}
        }
    }
    (stamp.year > 0 || stamp.month > 0).then_some(stamp)
}

/// Chinese digits as they stand in years.
fn arabic(c: char) -> char {
    match "〇一二三四五六七八九".chars().position(|d| d == c || (d == '〇' && (c == '零' || c == '○')))
    {
        Some(digit) => char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or(c),
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::stamps;

    #[test]
    fn printed_dates_are_taken_apart() {
        for (printed, parts) in [
            ("2014年", [Some((2014, 0, 0)), None]),
            ("2014年底", [Some((2014, 0, 0)), None]),
            ("2018年12月10日", [Some((2018, 12, 10)), None]),
            ("12月19日", [Some((0, 12, 19)), None]),
            ("2014年至2018年", [Some((2014, 0, 0)), Some((2018, 0, 0))]),
            ("2014-2018年", [Some((2014, 0, 0)), Some((2018, 0, 0))]),
            ("5~8月份", [Some((0, 5, 0)), Some((0, 8, 0))]),
            ("2019年1至9月", [Some((2019, 1, 0)), Some((0, 9, 0))]),
            ("2018-12-10", [Some((2018, 12, 10)), None]),
            ("2018.12.1", [Some((2018, 12, 1)), None]),
            ("二〇二〇年", [Some((2020, 0, 0)), None]),
            ("9:30", [None, None]),
        ] {
            let found = stamps(printed).map(|s| s.map(|s| (s.year, s.month, s.day)));
            assert_eq!(found, parts, "{printed}");
        }
    }
}
