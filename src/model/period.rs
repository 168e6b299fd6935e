//! Time periods in EDTF (ISO 8601-2, levels 0 and 1 as far as reports need them): `2019`, `2018-12-10`,
//! `2014/2018`, `2014/..`, `2020-06~`.

use std::fmt;

use crate::diag::{Lang, Words};

/// A date with the precision it was given in. Ordered by the last day that it may mean: 2020 comes after 2020-06.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// Year.
    pub year: i16,
    /// Month, 1–12, or 0 where only the year is known.
    pub month: u8,
    /// Day, 1–31, or 0 where it is not known.
    pub day: u8,
    /// `~`: inferred or approximate.
    pub approximate: bool,
    /// `?`: in doubt.
    pub uncertain: bool,
}

/// The months in English.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A time period: a date, or an interval of which an end may be open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One date.
    At(Date),
    /// From, to; `None` is open (`..`).
    Span(Option<Date>, Option<Date>),
}

/// Why a text is no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodError {
    /// Byte of the first character that cannot be read.
    pub offset: usize,
    /// What is wrong.
    pub message: Words,
}

impl PeriodError {
    fn new(offset: usize, zh: &'static str, en: &'static str) -> Self {
        PeriodError { offset, message: Words::fixed(zh, en) }
    }
}

impl Period {
    /// Reads a period.
    ///
    /// # Errors
    /// Where the text is not one of the forms above, a date does not exist, or the end lies before the start.
    pub fn parse(text: &str) -> Result<Period, PeriodError> {
        let Some(slash) = text.find('/') else { return Ok(Period::At(date(text, 0)?)) };
        let (start, end) = (bound(&text[..slash], 0)?, bound(&text[slash + 1..], slash + 1)?);
        match (start, end) {
            (None, None) => Err(PeriodError::new(
                0,
                "两端都是 ..，等于没有写时期",
                "both ends are .., which says nothing",
            )),
            (Some(a), Some(b)) if b.last_day() < a.first_day() => {
                Err(PeriodError::new(slash + 1, "结束早于开始", "the end lies before the start"))
            }
            _ => Ok(Period::Span(start, end)),
        }
    }

    /// In Chinese: `2014～2018年`, `2018年12月10日`, `约2020年`.
    pub fn label(&self) -> String {
        match self {
            Period::At(date) => date.label(),
            Period::Span(Some(a), Some(b)) if a.is_bare_year() && b.is_bare_year() => {
                format!("{}～{}年", a.year, b.year)
            }
            Period::Span(Some(a), Some(b)) => format!("{}～{}", a.label(), b.label()),
            Period::Span(Some(a), None) => format!("{}以来", a.label()),
            Period::Span(None, Some(b)) => format!("截至{}", b.label()),
            Period::Span(None, None) => String::new(),
        }
    }

    /// In one of the languages of pages; in English: `2014–2018`, `10 December 2018`, `about 2020`.
    pub fn label_in(&self, lang: Lang) -> String {
        if lang == Lang::Zh {
            return self.label();
        }
        match self {
            Period::At(date) => date.label_in(lang),
            Period::Span(Some(a), Some(b)) if a.is_bare_year() && b.is_bare_year() => {
                format!("{}–{}", a.year, b.year)
            }
            Period::Span(Some(a), Some(b)) => format!("{} to {}", a.label_in(lang), b.label_in(lang)),
            Period::Span(Some(a), None) => format!("since {}", a.label_in(lang)),
            Period::Span(None, Some(b)) => format!("up to {}", b.label_in(lang)),
            Period::Span(None, None) => String::new(),
        }
    }

    /// The date it ends with, or starts with where the end is open: the order of values in time.
    pub fn last(&self) -> Date {
        match self {
            Period::At(date) | Period::Span(_, Some(date)) | Period::Span(Some(date), None) => *date,
            Period::Span(None, None) => {
                Date { year: 0, month: 0, day: 0, approximate: false, uncertain: false }
            }
        }
    }

    /// The year that it ends in; none where its end is open.
    pub fn year(&self) -> Option<i16> {
        match self {
            Period::At(date) | Period::Span(_, Some(date)) => Some(date.year),
            Period::Span(_, None) => None,
        }
    }

    /// The date it starts with, where it has one.
    pub fn first(&self) -> Option<Date> {
        match self {
            Period::At(date) => Some(*date),
            Period::Span(start, _) => *start,
        }
    }

    /// Whether any part of it is inferred or in doubt.
    pub fn is_approximate(&self) -> bool {
        self.any(|date| date.approximate || date.uncertain)
    }

    /// Whether any part of it is in doubt.
    pub fn is_uncertain(&self) -> bool {
        self.any(|date| date.uncertain)
    }

    fn any(&self, is: impl Fn(&Date) -> bool) -> bool {
        match self {
            Period::At(date) => is(date),
            Period::Span(a, b) => a.iter().chain(b).any(is),
        }
    }

    /// The same time without `~` and `?`.
    pub fn plain(&self) -> Period {
        let plain = |d: Date| Date { approximate: false, uncertain: false, ..d };
        match self {
            Period::At(date) => Period::At(plain(*date)),
            Period::Span(a, b) => Period::Span(a.map(plain), b.map(plain)),
        }
    }

    /// For an address: `2014_2018`, `2018-12-10`, `2014_`. Marks of doubt are left out.
    pub fn slug(&self) -> String {
        match self.plain() {
            Period::At(date) => date.to_string(),
            Period::Span(from, to) => {
                let end = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
                format!("{}_{}", end(from), end(to))
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::At(date) => write!(f, "{date}"),
            Period::Span(a, b) => {
                for (i, end) in [a, b].into_iter().enumerate() {
                    f.write_str(if i > 0 { "/" } else { "" })?;
                    match end {
                        Some(date) => write!(f, "{date}")?,
                        None => f.write_str("..")?,
                    }
                }
                Ok(())
            }
        }
    }
}

impl Date {
    fn is_bare_year(&self) -> bool {
        self.month == 0 && !self.approximate && !self.uncertain
    }

    /// Whether it is one certain day.
    pub fn is_day(&self) -> bool {
        self.day > 0 && !self.approximate && !self.uncertain
    }

    /// In Chinese: `约2020年6月`.
    pub fn label(&self) -> String {
        let mut text = String::from(if self.approximate { "约" } else { "" });
        text.push_str(&format!("{}年", self.year));
        if self.month > 0 {
            text.push_str(&format!("{}月", self.month));
        }
        if self.day > 0 {
            text.push_str(&format!("{}日", self.day));
        }
        if self.uncertain {
            text.push_str("（存疑）");
        }
        text
    }

    /// In one of the languages of pages; in English: `about June 2020`.
    pub fn label_in(&self, lang: Lang) -> String {
        if lang == Lang::Zh {
            return self.label();
        }
        let mut text = String::from(if self.approximate { "about " } else { "" });
        if self.day > 0 {
            text.push_str(&format!("{} ", self.day));
        }
        if let Some(month) = usize::from(self.month).checked_sub(1).and_then(|n| MONTHS.get(n)) {
            text.push_str(&format!("{month} "));
        }
        text.push_str(&self.year.to_string());
        if self.uncertain {
            text.push_str(" (doubtful)");
        }
        text
    }

    /// Whether it lies after another date however both are read: a year may be any of its days, and `~` or `?` may be
    /// a year off to either side.
    pub fn certainly_after(&self, other: &Date) -> bool {
        let slack = |d: &Date| i16::from(d.approximate || d.uncertain);
        let ((year, month, day), (other_year, other_month, other_day)) = (self.first_day(), other.last_day());
        (year - slack(self), month, day) > (other_year + slack(other), other_month, other_day)
    }

    fn first_day(&self) -> (i16, u8, u8) {
        (self.year, self.month, self.day)
    }

    fn last_day(&self) -> (i16, u8, u8) {
        let or = |value: u8, last: u8| if value == 0 { last } else { value };
        (self.year, or(self.month, 12), or(self.day, 31))
    }

    /// Whether its last day lies before `today`.
    pub fn is_over(&self, today: Date) -> bool {
        self.last_day() < today.first_day()
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |d: &Date| (d.last_day(), d.month, d.day, d.approximate, d.uncertain);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month > 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day > 0 {
            write!(f, "-{:02}", self.day)?;
        }
        f.write_str(match (self.approximate, self.uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        })
    }
}

fn bound(text: &str, offset: usize) -> Result<Option<Date>, PeriodError> {
    if text == ".." { Ok(None) } else { date(text, offset).map(Some) }
}

fn date(text: &str, offset: usize) -> Result<Date, PeriodError> {
    let bad_form = |at| PeriodError::new(at, "从这里起不合写法", "from here on it is not a period");
    let bare = text.trim_end_matches(['~', '?', '%']);
    let marks = &text[bare.len()..];
    if marks.len() > 1 {
        return Err(PeriodError::new(
            offset + bare.len() + 1,
            "只写一个 ~、? 或 %",
            "write one of ~, ? and % only",
        ));
    }
    let mut numbers = [0_u16; 3];
    let mut at = 0;
    for (i, (part, digits)) in bare.splitn(3, '-').zip([4, 2, 2]).enumerate() {
        let bad = part.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(part.len().min(digits));
        if part.len() != digits || bad != digits {
            return Err(bad_form(offset + at + bad));
        }
        numbers[i] = part.parse().map_err(|_| bad_form(offset + at))?;
        at += digits + 1;
    }
    let [year, month, day] = numbers;
    let (has_month, has_day) = (bare.len() > 4, bare.len() > 7);
    if has_month && !(1..=12).contains(&month) {
        return Err(PeriodError::new(offset + 5, "没有这个月份", "there is no such month"));
    }
    let exists = |d: u16| jiff::civil::Date::new(year as i16, month as i8, d as i8).is_ok();
    if has_day && !(day <= 31 && exists(day)) {
        return Err(PeriodError::new(offset + 8, "没有这一天", "there is no such day"));
    }
    Ok(Date {
        year: year as i16,
        month: month as u8,
        day: day as u8,
        approximate: marks == "~" || marks == "%",
        uncertain: marks == "?" || marks == "%",
    })
}

#[cfg(test)]
mod tests {
    use super::{Lang, Period};

    #[test]
    fn periods_read_print_and_speak() {
        for (text, label, english, slug) in [
            ("2019", "2019年", "2019", "2019"),
            ("2019-06", "2019年6月", "June 2019", "2019-06"),
            ("2018-12-10", "2018年12月10日", "10 December 2018", "2018-12-10"),
            ("2014/2018", "2014～2018年", "2014–2018", "2014_2018"),
            ("2014/..", "2014年以来", "since 2014", "2014_"),
            ("../2018-12-10", "截至2018年12月10日", "up to 10 December 2018", "_2018-12-10"),
            ("2020~", "约2020年", "about 2020", "2020"),
            ("2018?", "2018年（存疑）", "2018 (doubtful)", "2018"),
            ("2020-06%", "约2020年6月（存疑）", "about June 2020 (doubtful)", "2020-06"),
            ("2014/2020~", "2014年～约2020年", "2014 to about 2020", "2014_2020"),
            ("2020-01/2020-06", "2020年1月～2020年6月", "January 2020 to June 2020", "2020-01_2020-06"),
            ("2020/2020", "2020～2020年", "2020–2020", "2020_2020"),
        ] {
            let period = Period::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
            assert_eq!(period.to_string(), text);
            assert_eq!(period.label(), label, "{text}");
            assert_eq!(period.label_in(Lang::En), english, "{text}");
            assert_eq!(period.slug(), slug, "{text}");
        }
    }

    #[test]
    fn a_date_lies_after_another_only_where_no_reading_says_otherwise() {
        for (later, earlier, after) in [
            ("2021", "2020", true),
            ("2020", "2020-06", false),
            ("2020-12", "2020", false),
            ("2020-07", "2020-06", true),
            ("2020-06-02", "2020-06-01", true),
            ("2020-06-01", "2020-06-01", false),
            ("2021", "2020~", false),
            ("2022", "2020~", true),
            ("2021~", "2020", false),
            ("2022?", "2020", true),
            ("2022~", "2020~", false),
            ("2019", "2020", false),
        ] {
            let date = |text| Period::parse(text).map(|p| p.last()).unwrap();
            assert_eq!(date(later).certainly_after(&date(earlier)), after, "{later} after {earlier}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused_at_its_first_wrong_character() {
        for (text, offset) in [
            ("", 0),
            ("2019年", 4),
            ("219", 3),
            ("2019-13", 5),
            ("2019-6", 6),
            ("2019-02-30", 8),
            ("2018/2014", 5),
            ("../..", 0),
            ("2014/", 5),
            ("2014~~", 5),
            ("去年", 0),
            ("2014-2018", 7),
            ("2014/20x8", 7),
        ] {
            assert_eq!(Period::parse(text).map_err(|e| e.offset), Err(offset), "{text}");
        }
    }
}
