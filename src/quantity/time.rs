//! Calendar dates and times of day in running text: 2014年, 2014年底, 12月19日, 5~8月份, 2018-12-10, 9时30分.
//!
//! A length of time (3年, 8个小时) is a quantity and not read here.

use super::cursor::Cursor;
use super::number::{Form, Number, read_digits};
use super::numeral;
use super::parse::read_connector;

/// Reads one date or time, with the range that follows it directly (2014年至2018年). `false` leaves the cursor.
pub(super) fn read(cursor: &mut Cursor) -> bool {
    if !may_begin(*cursor) {
        return false;
    }
    let mut ahead = *cursor;
    let found =
        read_iso(&mut ahead) || read_clock(&mut ahead) || read_era(&mut ahead) || read_date_range(&mut ahead);
    if found {
        *cursor = ahead;
    }
    found
}

/// So many digits or numerals may a number of a date have: 二千零二十一.
const LONGEST: usize = 16;

/// Whether the digits or numerals that stand here are followed by something a date or time goes on with. A single 一 or 两
/// begins none, and is the most frequent of all.
fn may_begin(mut cursor: Cursor) -> bool {
    let (first, mut length) = (cursor.peek(), 0);
    while cursor.peek().is_some_and(|c| c.is_ascii_digit() || numeral::is_numeral(c)) {
        cursor.take();
        length += 1;
        // No year is so long, and from each of its digits the run would be read anew.
        if length > LONGEST {
            return false;
        }
    }
    let single = length == 1 && matches!(first, Some('一' | '两'));
    !single && cursor.peek().is_some_and(|c| "年月日学世时点:-/.–—~至到".contains(c))
}

/// A date and, after a connector, another one; or the first number alone: 5~8月份, 2014-2018年.
fn read_date_range(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let first = read_date(&mut ahead);
    if !first {
        ahead = *cursor;
        if read_part(&mut ahead).is_none() {
            return false;
        }
    }
    let mut second = ahead;
    if read_connector(&mut second).is_some() && read_date(&mut second) {
        *cursor = second;
        return true;
    }
    if first {
        *cursor = ahead;
    }
    first
}

/// 2018年, 2018年12月, 2018年12月10日, 12月, 12月10日, 19日.
fn read_date(cursor: &mut Cursor) -> bool {
    let mut found = false;
    if read_year(cursor) {
        found = true;
        if cursor.eat_any(&["底", "末", "度"]) || eat_beginning(cursor) {
            return true;
        }
    }
    if read_unit(cursor, 12, "月") {
        if cursor.eat_any(&["份", "底", "末"])
            || eat_beginning(cursor)
            || cursor.eat_any(&["上旬", "中旬", "下旬"])
        {
            return true;
        }
        read_day_after_month(cursor);
        return true;
    }
    found || read_unit(cursor, 31, "日")
}

/// 初, but not in 初中.
fn eat_beginning(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let beginning = ahead.eat('初') && !matches!(ahead.peek(), Some('中' | '级' | '步' | '始'));
    if beginning {
        *cursor = ahead;
    }
    beginning
}

fn read_day_after_month(cursor: &mut Cursor) {
    if !read_unit(cursor, 31, "日") {
        read_unit(cursor, 31, "号");
    }
}

fn read_year(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let year = read_part(&mut ahead).is_some_and(|number| number.is_year())
        && ahead.eat_any(&["年", "学年"])
        && !another_word(ahead, "级代龄");
    if year {
        *cursor = ahead;
    }
    year
}

/// A number of 1 to `most` and a name: 12月, 19日.
fn read_unit(cursor: &mut Cursor, most: i64, name: &str) -> bool {
    let mut ahead = *cursor;
    let found = read_part(&mut ahead)
        .is_some_and(|number| number.is_plain() && (1..=most).contains(&number.mantissa))
        && ahead.eat_word(name)
        && !another_word(ahead, "常报亮饼");
    if found {
        *cursor = ahead;
    }
    found
}

fn another_word(cursor: Cursor, next: &str) -> bool {
    cursor.peek().is_some_and(|c| next.contains(c))
}

/// A number in digits or Chinese numerals without multiplier. A single 一 is none: 一月一次.
fn read_part(cursor: &mut Cursor) -> Option<Number> {
    let mut ahead = *cursor;
    let number = match ahead.peek() {
        Some(c) if c.is_ascii_digit() => read_digits(&mut ahead).ok()?,
        _ => numeral::read(&mut ahead)?,
    };
    if !number.is_plain() || matches!(number.form, Form::HanDigit('一' | '两') | Form::Scale | Form::Half) {
        return None;
    }
    *cursor = ahead;
    Some(number)
}

/// 20世纪, 80年代, 20世纪80年代.
fn read_era(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let mut found = false;
    for name in ["世纪", "年代"] {
        let mut part = ahead;
        if read_part(&mut part).is_some() && part.eat_word(name) {
            (ahead, found) = (part, true);
        }
    }
    if found {
        *cursor = ahead;
    }
    found
}

/// 2018-12-10, 2018/12/10, 2018.12.10, and 2018-12.
fn read_iso(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    if !matches!(fixed_digits(&mut ahead, 4, 4), Some(1900..=2100)) {
        return false;
    }
    let Some(separator @ ('-' | '/' | '.')) = ahead.peek_tight() else { return false };
    ahead.take();
    let least = if separator == '-' { 2 } else { 1 };
    if !matches!(fixed_digits(&mut ahead, least, 2), Some(1..=12)) {
        return false;
    }
    let mut day = ahead;
    if day.peek_tight() == Some(separator) {
        day.take();
        if !matches!(fixed_digits(&mut day, 1, 2), Some(1..=31)) {
            return false;
        }
        *cursor = day;
        return true;
    }
    if separator != '-' || matches!(ahead.peek(), Some('年' | '月')) {
        return false;
    }
    *cursor = ahead;
    true
}

/// 9:30, 9时, 9时30分, 9时许, 8点半, 8点钟.
fn read_clock(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    if !matches!(fixed_digits(&mut ahead, 1, 2), Some(0..=24)) {
        return false;
    }
    let found = match ahead.take() {
        // 15:45:40 is a ratio.
        Some(':') => {
            matches!(fixed_digits(&mut ahead, 2, 2), Some(0..=59)) && ahead.peek_tight() != Some(':')
        }
        Some('时') => {
            let closed = read_minutes(&mut ahead) || ahead.eat_any(&["许", "整"]);
            closed || !another_word(ahead, "间期代候段尚常刻机光速效限装")
        }
        Some('点') => read_minutes(&mut ahead) || ahead.eat_any(&["钟", "半", "整", "许"]),
        _ => false,
    };
    if found {
        *cursor = ahead;
    }
    found
}

fn read_minutes(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let found = matches!(fixed_digits(&mut ahead, 1, 2), Some(0..=59)) && ahead.eat('分');
    if found {
        *cursor = ahead;
    }
    found
}

/// Digits that stand close together, as many as said and no more; the first may come after white space.
fn fixed_digits(cursor: &mut Cursor, least: usize, most: usize) -> Option<u32> {
    let mut ahead = *cursor;
    let (mut value, mut count) = (0, 0);
    let mut next = ahead.peek();
    while let Some(digit) = next.and_then(|c| c.to_digit(10)) {
        ahead.take();
        count += 1;
        value = value * 10 + digit;
        next = ahead.peek_tight();
        if count > most {
            return None;
        }
    }
    if count < least {
        return None;
    }
    *cursor = ahead;
    Some(value)
}
