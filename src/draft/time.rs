//! What time a figure speaks of: dates and words of time in the source, as periods.
//!
//! What rests on the year of the article is marked `~`, unless the source prints the article's date.

use std::ops::Range;

use super::{
    passage::{Change, Passage},
    stamp::{Stamp, stamps},
};
use crate::{
    model::{Date, Period},
    quantity::{Base, Dimension, FigureKind},
};

/// When the article was written, as far as its text shows.
#[derive(Clone, Copy)]
pub(super) struct Written {
    /// Its year.
    pub(super) year: i16,
    /// How the year is known.
    pub(super) by: By,
}

/// How a year is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The text prints its date, or the editor gave a period.
    Told,
    /// From the years in the text.
    Inferred,
    /// The text names no year: it is the year of the draft.
    Unknown,
}

/// A word of time where it stands in the folded text.
pub(super) struct Mention {
    range: Range<usize>,
    sense: Sense,
    /// Whether it heads a section, and speaks for every sentence that has no time of its own.
    heads: bool,
}

#[derive(Clone, PartialEq, Eq)]
enum Sense {
    /// 目前: the article's own time.
    Now,
    /// A time of its own.
    Then(Period),
    /// 截至: a point of time.
    AsOf(Period),
    /// A time to come: 到2020年, 2020年将.
    Ahead(Period),
}

/// What the words around a figure say of its time.
pub(super) struct When {
    /// The period, where it is not the article's own.
    pub(super) period: Option<Period>,
    /// Whether it is still to come.
    pub(super) ahead: bool,
    /// Whether it is said to be a point of time: 截至.
    pub(super) as_of: bool,
}

impl When {
    fn then(period: &Period) -> When {
        When { period: Some(period.clone()), ahead: false, as_of: false }
    }
}

/// The year that the years in a text point to: the last one spoken of as past, or the one after it where the text
/// speaks of that as running.
pub(super) fn inferred_year(passage: &Passage) -> Option<i16> {
    let (mut past, mut ahead, mut soon) = (None, Vec::new(), Vec::new());
    for (range, printed) in dates(passage) {
        let years = stamps(printed).into_iter().flatten().map(|s| s.year).filter(|y| *y >= 1949);
        for year in years {
            if !is_ahead(passage.words(), &range) {
                past = past.max(Some(year));
            } else if passage.words()[range.end..].starts_with('将') {
                soon.push(year);
            } else {
                ahead.push(year);
            }
        }
    }
    let running = ["今年", "目前", "当前", "如今", "眼下"].iter().any(|w| passage.words().contains(w));
    let next = soon.iter().copied().min();
    match (past, next) {
        // 2022年将 was written in 2021 at the earliest, whatever happened long before.
        (Some(past), Some(next)) if next > past + 1 => Some(next - 1),
        (Some(past), _) if running && (ahead.contains(&(past + 1)) || next == Some(past + 1)) => {
            Some(past + 1)
        }
        (Some(past), _) => Some(past),
        (None, _) => soon.into_iter().chain(ahead).min().filter(|_| running),
    }
}

/// Every word of time in a text written in a certain year, in order.
pub(super) fn mentions(passage: &Passage, written: Written) -> Vec<Mention> {
    let text = passage.words();
    let mut found: Vec<Mention> = dates(passage)
        .filter_map(|(range, printed)| {
            let sense = sense_of_date(text, &range, printed, written)?;
            Some(Mention { heads: false, range, sense })
        })
        .collect();
    found.extend(sections(passage));
    found.extend(spans_of_years(passage, written));
    found.extend(words_of_time(text, written));
    found.sort_by_key(|m| m.range.start);
    found
}

/// What the words before the figure `i`, or a bracket after it, say of its time.
pub(super) fn of_figure(passage: &Passage, mentions: &[Mention], i: usize) -> When {
    let text = passage.words();
    let spot = &passage.spots[i].range;
    let bracket = mentions.iter().find(|m| {
        m.range.start > spot.end
            && m.range.start <= spot.end + "(自从".len()
            && text[spot.end..].starts_with('(')
    });
    let sentence = passage.sentence(spot.start);
    let mut earlier = mentions.iter().rev().filter(|m| m.range.end <= spot.start);
    let before = earlier.find(|m| m.heads || m.range.start >= sentence.start);
    let none = When { period: None, ahead: false, as_of: false };
    let Some(mention) = bracket.or(before) else { return none };
    let changed = (passage.spots[..=i].iter().enumerate())
        .filter(|(_, s)| s.range.start >= mention.range.end.max(sentence.start) && !s.is_time())
        .map(|(j, _)| passage.change(j))
        .collect::<Vec<_>>();
    match (&mention.sense, changed.as_slice()) {
        (Sense::Now, _) => none,
        // 2014年至2018年由17.4%降至0.93%: the two ends of the time.
        (Sense::Then(Period::Span(Some(start), _)), [.., Change::From]) => When::then(&Period::At(*start)),
        (Sense::Then(Period::Span(_, Some(end))), [.., Change::To]) => When::then(&Period::At(*end)),
        // 由2014年的6.1%降至0.28%: what comes after the change is of the article's time.
        (Sense::Then(Period::At(_)) | Sense::AsOf(_), [_, after @ ..]) if after.contains(&Change::To) => none,
        (Sense::Then(period), _) => When::then(period),
        (Sense::AsOf(period), _) => When { as_of: true, ..When::then(period) },
        (Sense::Ahead(period), _) => When { ahead: true, ..When::then(period) },
    }
}

/// Dates in the text, but those in titles of documents.
fn dates(passage: &Passage) -> impl Iterator<Item = (Range<usize>, &str)> {
    let text = passage.words();
    passage.spots.iter().filter(|s| s.figure.kind == FigureKind::Time).filter_map(move |spot| {
        let open = text[..spot.range.start].rfind(['《', '》']);
        let in_title = open.is_some_and(|i| text[i..].starts_with('《'));
        (!in_title).then_some((spot.range.clone(), spot.figure.printed.as_str()))
    })
}

/// 到2020年, 2020年将, 力争2020年.
fn is_ahead(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let until = ["到", "力争", "确保", "计划", "预计"].iter().any(|w| before.ends_with(w));
    let past = ["截至到", "截止到"].iter().any(|w| before.ends_with(w));
    let will = ["将", "力争", "计划", "要", "目标", "预期"].iter().any(|w| after.starts_with(w));
    (until && !past) || will
}

fn sense_of_date(text: &str, range: &Range<usize>, printed: &str, written: Written) -> Option<Sense> {
    let [first, second] = stamps(printed);
    let mut first = first?;
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let ago = ["去年", "上年"].iter().any(|w| before.ends_with(w));
    let year = if ago { written.year - 1 } else { written.year };
    if first.year == 0 {
        first.year = year;
    }
    if let Some(mut second) = second {
        second.year = if second.year == 0 { first.year } else { second.year };
        return Period::parse(&format!("{}/{}", first.date(), second.date())).ok().map(Sense::Then);
    }
    let since = after.char_indices().take_while(|(_, c)| !",。;、".contains(*c)).take(6);
    let since: String = since.map(|(_, c)| c).collect();
    if after.starts_with('来')
        || after.starts_with('起')
        || since.contains("以来")
        || after.starts_with("开始")
    {
        return open_until(first.date(), written).map(Sense::Then);
    }
    let to_the_day = ["截至", "截止", "至", "截至到", "截止到"].iter().any(|w| before.ends_with(w));
    if first.day > 0 && !to_the_day {
        return None; // the day of an event, or of the report
    }
    let period = if to_the_day { first } else { Stamp { day: 0, ..first } };
    let period = Period::At(period.date());
    Some(if is_ahead(text, range) && first.year >= written.year {
        Sense::Ahead(period)
    } else if to_the_day {
        Sense::AsOf(period)
    } else {
        Sense::Then(period)
    })
}

/// 2020年工作回顾, 2021年主要任务: headings that say what time a section is about.
fn sections(passage: &Passage) -> Vec<Mention> {
    const PAST: [&str; 4] = ["回顾", "总结", "成效", "工作情况"];
    const AHEAD: [&str; 5] = ["任务", "安排", "目标", "打算", "计划"];
    let text = passage.words();
    let found = passage.headings.iter().filter_map(|line| {
        let (range, printed) = dates(passage).find(|(r, _)| line.start <= r.start && r.end <= line.end)?;
        let year = stamps(printed)[0].filter(|s| s.month == 0)?;
        let after = &text[range.end..line.end];
        let period = Period::At(year.date());
        let sense = if AHEAD.iter().any(|w| after.contains(w)) {
            Sense::Ahead(period)
        } else if PAST.iter().any(|w| after.contains(w)) {
            Sense::Then(period)
        } else {
            return None;
        };
        Some(Mention { heads: true, range: line.clone(), sense })
    });
    found.collect()
}

/// The year that a headline names: 2020年统计公报.
pub(super) fn year_of_headline(headline: &str) -> Option<i16> {
    let passage = Passage::new(headline);
    dates(&passage).find_map(|(_, printed)| stamps(printed)[0]).map(|s| s.year).filter(|y| *y >= 1949)
}

/// From a date until the article was written.
fn open_until(start: Date, written: Written) -> Option<Period> {
    Period::parse(&format!("{start}/{}~", written.year)).ok()
}

/// 近3年, 5年来.
fn spans_of_years(passage: &Passage, written: Written) -> Vec<Mention> {
    let text = passage.words();
    let spots = passage.spots.iter().filter_map(|spot| {
        let FigureKind::Quantity(quantity) = &spot.figure.kind else { return None };
        if quantity.dimension() != Dimension::of(Base::Year) {
            return None;
        }
        let (before, after) = (&text[..spot.range.start], &text[spot.range.end..]);
        let recent =
            spot.figure.printed.starts_with('近') || before.ends_with("过去") || before.ends_with("最近");
        let years: i16 = quantity.number.to_string().parse().ok().filter(|n| (2..=30).contains(n))?;
        if !recent && !after.starts_with('来') && !after.starts_with("以来") {
            return None;
        }
        let start = Stamp { year: written.year - years + 1, ..Stamp::default() };
        Some(Mention {
            heads: false,
            range: spot.range.clone(),
            sense: Sense::Then(open_until(start.date(), written)?),
        })
    });
    spots.collect()
}

fn words_of_time(text: &str, written: Written) -> Vec<Mention> {
    let y = written.year;
    let mark = if written.by == By::Told { "" } else { "~" };
    let half = |y: i16, from: &str, to: &str| format!("{y}-{from}{mark}/{y}-{to}{mark}");
    let words = [
        ("目前", String::new()),
        ("现有", String::new()),
        ("现已", String::new()),
        ("如今", String::new()),
        ("今年", format!("{y}{mark}")),
        ("今年以来", format!("{y}{mark}")),
        ("今年上半年", half(y, "01", "06")),
        ("今年前三季度", half(y, "01", "09")),
        ("今年一季度", half(y, "01", "03")),
        ("去年", format!("{}{mark}", y - 1)),
        ("上年", format!("{}{mark}", y - 1)),
        ("去年以来", format!("{}/{y}~", y - 1)),
        ("去年上半年", half(y - 1, "01", "06")),
        ("前年", format!("{}{mark}", y - 2)),
        ("十二五期间", "2011/2015".to_owned()),
        ("十三五期间", "2016/2020".to_owned()),
        ("十三五时期", "2016/2020".to_owned()),
        ("十三五以来", format!("2016/{y}~")),
        ("十四五期间", "2021/2025".to_owned()),
        ("十四五以来", format!("2021/{y}~")),
    ];
    let mut found = Vec::new();
    for (word, period) in &words {
        let sense = match Period::parse(period) {
            Ok(period) => Sense::Then(period),
            Err(_) if period.is_empty() => Sense::Now,
            Err(_) => continue,
        };
        let compared = |range: &Range<usize>| text[..range.start].ends_with(['比', '较']);
        for range in places(text, word).into_iter().filter(|range| !compared(range)) {
            let yearly = *word == "今年" && text[range.end..].starts_with("年底");
            let sense = if yearly { Sense::Now } else { sense.clone() };
            found.push(Mention { heads: false, range, sense });
        }
    }
    // 今年上半年 holds 今年: the longer one speaks.
    let covered = |m: &Mention| {
        found
            .iter()
            .any(|o| o.range.start <= m.range.start && m.range.end <= o.range.end && o.range != m.range)
    };
    let longest: Vec<bool> = found.iter().map(|m| !covered(m)).collect();
    found.into_iter().zip(longest).filter_map(|(m, keep)| keep.then_some(m)).collect()
}

/// Where a word stands; 十三五期间 may have a quote within: “十三五”期间.
fn places(text: &str, word: &str) -> Vec<Range<usize>> {
    let quoted = word.char_indices().nth(3).map(|(i, _)| format!("{}”{}", &word[..i], &word[i..]));
    let forms = quoted.into_iter().filter(|_| word.contains('五')).chain([word.to_owned()]);
    forms
        .flat_map(|form| text.match_indices(&form).map(|(i, w)| i..i + w.len()).collect::<Vec<_>>())
        .collect()
}

/// The date of a line that prints little else: 2017年12月21日 星期四.
pub(super) fn dateline(line: &str) -> Option<Date> {
    let passage = Passage::new(line);
    let rest: usize = passage.words().chars().count();
    passage.spots.iter().filter(|s| s.figure.kind == FigureKind::Time).find_map(|spot| {
        let [first, second] = stamps(&spot.figure.printed);
        let stamp = first.filter(|s| s.year > 0 && s.day > 0 && second.is_none())?;
        let own = passage.words()[spot.range.clone()].chars().count();
        // ——2021年1月12日在第五次会议上: the date of a speech.
        let speech = line.trim_start().starts_with(['—', '-']);
        let short = rest - own <= if speech { 40 } else { 16 } && !passage.words().contains(['。', ';']);
        let period = Period::parse(&stamp.date().to_string());
        (short && period.is_ok()).then_some(stamp.date())
    })
}

#[cfg(test)]
mod tests {
    use super::{By, Passage, Written, inferred_year, mentions, of_figure};

    #[test]
    fn the_words_before_a_figure_say_its_time() {
        let written = Written { year: 2020, by: By::Inferred };
        for (text, periods) in [
            ("目前共有3人。", vec![None]),
            ("今年投入3元，去年投入4元，前年5元。", vec![Some("2020~"), Some("2019~"), Some("2018~")]),
            ("今年上半年销售3元。", vec![Some("2020-01~/2020-06~")]),
            ("2014年以来，累计投入3元；完成4户。", vec![Some("2014/2020~"), Some("2014/2020~")]),
            ("截至2018年12月10日，有3人。", vec![Some("2018-12-10")]),
            ("2016年至2018年搬迁3户。", vec![Some("2016/2018")]),
            ("“十三五”期间投入3元。", vec![Some("2016/2020")]),
            ("2018年7月启动以来，补偿3元。", vec![Some("2018-07/2020~")]),
            ("发生率由2014年的6%下降至1%，剩余3人。", vec![Some("2014"), None, None]),
            ("2014年至2018年，发生率由6%降到1%。", vec![Some("2014"), Some("2018")]),
            ("到2025年建成3处。", vec![Some("2025")]),
            ("比上年增长3%。", vec![None]),
            ("9月3日，发放3元。", vec![None]),
            ("今年1至9月招收3人。", vec![Some("2020-01/2020-09")]),
            ("补偿金3元（自2014年起）。", vec![Some("2014/2020~")]),
            ("《2014年方案》下发，发放3元。", vec![None]),
        ] {
            let passage = Passage::new(text);
            let mentions = mentions(&passage, written);
            let figures = (0..passage.spots.len()).filter(|i| !passage.spots[*i].is_time());
            let found: Vec<_> =
                figures.map(|i| of_figure(&passage, &mentions, i).period.map(|p| p.to_string())).collect();
            assert_eq!(found, periods.iter().map(|p| p.map(str::to_owned)).collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn the_year_of_a_text_is_that_of_its_last_past() {
        for (text, year) in [
            ("2014年启动，2018年完成。", Some(2018)),
            ("2019年增长。今年到2020年全面建成。", Some(2020)),
            ("2018年完成，到2025年建成。", Some(2018)),
            ("2016年栽树，2022年将挂果。", Some(2021)),
            ("没有年份。", None),
        ] {
            assert_eq!(inferred_year(&Passage::new(text)), year, "{text}");
        }
    }
}
