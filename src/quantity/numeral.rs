//! Reading Chinese numerals: 三千二百, 一百零五, 十五六, 二〇二〇, 三点五, 半.
//!
//! 万 and 亿 that stand last are left unread: they are the multiplier of the unit. 万 and 亿 inside (三万五千) are read.

use super::cursor::Cursor;
use super::number::{Form, Number, exponent_of};
use super::unit;

/// Whether a character can be part of a Chinese numeral.
pub(super) fn is_numeral(c: char) -> bool {
    digit_of(c).is_some() || exponent_of(c).is_some()
}

/// The value of a Chinese digit.
pub(super) fn digit_of(c: char) -> Option<i64> {
    match c {
        '〇' | '零' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

/// Reads a Chinese numeral. `None` leaves the cursor where it was.
pub(super) fn read(cursor: &mut Cursor) -> Option<Number> {
    if cursor.eat('半') {
        return Some(Number::new(5, 1, Form::Half));
    }
    if let Some(number) = read_row(cursor) {
        return Some(number);
    }
    let first = cursor.peek()?;
    let mut ahead = *cursor;
    let mut reading = Reading::default();
    while reading.step(&mut ahead) {}
    let number = reading.finish(&mut ahead, first)?;
    *cursor = ahead;
    Some(number)
}

/// Reads digits in a row that name no places: 二〇二〇, 一九九八. At least three, or two with a zero.
fn read_row(cursor: &mut Cursor) -> Option<Number> {
    let mut ahead = *cursor;
    let (mut value, mut count, mut zero) = (0_i64, 0, false);
    while let Some(c) = ahead.peek().filter(|&c| c != '两') {
        let Some(digit) = digit_of(c) else { break };
        ahead.take();
        zero |= digit == 0 && count > 0;
        count += 1;
        value = value * 10 + digit;
        if count > 9 {
            return None;
        }
    }
    let ends = ahead.peek().and_then(exponent_of).is_none();
    if !ends || !(count >= 3 || (count == 2 && zero)) {
        return None;
    }
    *cursor = ahead;
    Some(Number::new(value, 0, Form::HanRow))
}

/// A numeral in the course of being read.
#[derive(Default)]
struct Reading {
    /// What stands before the last 万 or 亿.
    settled: i64,
    /// The thousands, hundreds and tens since then.
    section: i64,
    /// The digit that waits for its place.
    digit: Option<i64>,
    /// Power of ten of the last place read in this section, and of the place that a lone digit after it takes.
    last: Option<u32>,
    /// 零 stands before the waiting digit, or a place of ten.
    ones: bool,
    /// The waiting digit is the first of two: 七八百.
    two: bool,
    /// The step from the lower to the upper value of 七八百.
    spread: i64,
    /// 万 or 亿 stands inside.
    rounded: bool,
    steps: u32,
}

impl Reading {
    /// Reads one more character; `false` when it does not belong to the numeral.
    fn step(&mut self, cursor: &mut Cursor) -> bool {
        let Some(c) = cursor.peek() else { return false };
        let taken = match (digit_of(c), exponent_of(c)) {
            (Some(digit), _) => self.take_digit(digit),
            (_, Some(exponent @ 1..=3)) => !unit::stands_here(*cursor) && self.take_place(exponent),
            (_, Some(exponent)) => continues(*cursor) && self.settle(exponent),
            _ => false,
        };
        if taken {
            self.steps += 1;
            cursor.take();
        }
        taken
    }

    fn take_digit(&mut self, digit: i64) -> bool {
        match self.digit {
            _ if self.spread > 0 => false,
            None if digit == 0 => {
                self.ones = true;
                if self.steps == 0 {
                    self.digit = Some(0);
                }
                true
            }
            None => {
                self.digit = Some(digit);
                true
            }
            // Two digits that follow each other: 七八, 三四.
            Some(first) if !self.two && first > 0 && (digit == first + 1 || (first, digit) == (3, 5)) => {
                self.two = true;
                self.spread = digit - first;
                true
            }
            Some(_) => false,
        }
    }

    fn take_place(&mut self, exponent: u32) -> bool {
        let unit = 10_i64.pow(exponent);
        let implied = exponent == 1 || self.steps == 0;
        let descending = self.last.is_none_or(|last| exponent < last);
        if !descending
            || (self.digit.is_none() && !implied)
            || self.digit == Some(0)
            || (self.spread > 0 && !self.two)
        {
            return false;
        }
        self.section += self.digit.take().unwrap_or(1) * unit;
        self.close_place(unit, exponent);
        true
    }

    fn settle(&mut self, exponent: u32) -> bool {
        let unit = 10_i64.pow(exponent);
        let group = self.section + self.digit.unwrap_or(0);
        // 亿 takes all before it, 两万三千亿; 万 only what stands after 亿, 一亿两千万.
        let (kept, moved) = if exponent == 8 { (0, self.settled + group) } else { (self.settled, group) };
        if group == 0 || self.spread > 0 || self.last == Some(exponent) {
            return false;
        }
        let Some(settled) = moved.checked_mul(unit).and_then(|moved| moved.checked_add(kept)) else {
            return false;
        };
        (self.settled, self.section, self.digit, self.rounded) = (settled, 0, None, true);
        self.close_place(1, exponent);
        true
    }

    fn close_place(&mut self, unit: i64, exponent: u32) {
        self.spread *= unit;
        self.two = false;
        self.ones = exponent == 1;
        self.last = Some(exponent);
    }

    fn finish(mut self, cursor: &mut Cursor, first: char) -> Option<Number> {
        // 万余 and 亿 alone: the multiplier is read later, with the unit.
        let scale_alone = self.steps == 0 && matches!(first, '万' | '亿');
        if self.steps == 0 && !scale_alone {
            return None;
        }
        if let Some(fraction) = self.read_fraction(cursor) {
            return Some(fraction);
        }
        // 一亿二千万: the last 万 stays with the unit, so that what stands before it counts in 万.
        if self.settled >= 100_000_000 && cursor.peek() == Some('万') {
            self.settled /= 10_000;
        }
        let lone = self.digit.take();
        // 一百五 is 150: a digit after 百 without 零 counts the next lower place.
        let unit = self.last.filter(|_| !self.ones && lone.is_some()).map_or(1, |last| 10_i64.pow(last - 1));
        let value = self.settled.checked_add(self.section)?.checked_add(lone.unwrap_or(0) * unit)?;
        if value >= 10_i64.pow(15) {
            return None;
        }
        if lone.is_some() {
            self.spread *= unit;
        }
        let form = match (self.steps, first) {
            (_, '百' | '千' | '万' | '亿') => Form::Scale,
            (1, '十') => Form::Han,
            (1, digit) => Form::HanDigit(digit),
            _ => Form::Han,
        };
        let mut number = Number::new(if scale_alone { 1 } else { value }, 0, form);
        number.upper = (self.spread > 0).then_some(value + self.spread);
        if self.rounded && !matches!(cursor.peek(), Some('万' | '亿')) {
            number.rounded = true;
            number.place = number.significant_place();
        }
        Some(number)
    }

    /// Reads 点五 after a whole number.
    fn read_fraction(&self, cursor: &mut Cursor) -> Option<Number> {
        let mut ahead = *cursor;
        let whole = self.settled + self.section + self.digit.unwrap_or(0);
        if self.spread > 0 || self.steps == 0 || !ahead.eat('点') {
            return None;
        }
        let (mut mantissa, mut scale) = (whole, 0);
        while let Some(digit) = ahead.peek().filter(|&c| c != '两').and_then(digit_of) {
            ahead.take();
            mantissa = mantissa.checked_mul(10)?.checked_add(digit)?;
            scale += 1;
        }
        if scale == 0 || mantissa >= 10_i64.pow(15) {
            return None;
        }
        *cursor = ahead;
        Some(Number::new(mantissa, scale, Form::Han))
    }
}

/// Whether a numeral goes on after the 万 or 亿 that stands here: with a digit, or with 十, which needs none before it.
fn continues(mut cursor: Cursor) -> bool {
    cursor.take();
    let goes_on = |c: char| digit_of(c).is_some() || c == '十';
    cursor.peek().is_some_and(goes_on) && !unit::stands_here(cursor)
}
