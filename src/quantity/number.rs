//! Reading numbers: digits, thousands, decimals, multipliers 万 亿 千 百 十, and 余 or 多 inside the number.
//!
//! Chinese numerals are read in `numeral`. The multiplier that stands before the unit is kept apart from the number,
//! because it belongs to the printed unit: 3621余万元 is 3621 in 万元. In 三千二百户 the 千 and 百 belong to the number.

use rust_decimal::Decimal;

use super::cursor::Cursor;
use super::numeral;
use super::unit;

/// More digits than this are not read: no report prints them, and the arithmetic stays within 96 bits.
const MOST_DIGITS: usize = 15;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits.
    Arabic,
    /// Chinese numerals.
    Han,
    /// Chinese digits in a row, as in a year: 二〇二〇.
    HanRow,
    /// A single Chinese digit: 一, 两.
    HanDigit(char),
    /// 百, 千, 万 or 亿 without a digit before it: 万余人, 近千人.
    Scale,
    /// 半
    Half,
}

/// A number as printed, in units of its multiplier.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// All digits, without the decimal point.
    pub(super) mantissa: i64,
    /// How many of them stand after the decimal point.
    pub(super) scale: u32,
    /// Upper end, in the same scale, of 七八百 or 三四.
    pub(super) upper: Option<i64>,
    /// Power of ten of the last printed place.
    pub(super) place: i32,
    /// 万 or 亿 stands somewhere in it, so that it is a rounded number.
    pub(super) rounded: bool,
    /// 余 or 多 stands in it.
    pub(super) more: bool,
    pub(super) multiplier: Multiplier,
    pub(super) form: Form,
}

impl Number {
    pub(super) fn new(mantissa: i64, scale: u32, form: Form) -> Self {
        let place = -i32::try_from(scale).unwrap_or(0);
        Number {
            mantissa,
            scale,
            upper: None,
            place,
            rounded: false,
            more: false,
            multiplier: Multiplier::default(),
            form,
        }
    }

    pub(super) fn value(&self) -> Decimal {
        Decimal::new(self.mantissa, self.scale)
    }

    /// The value with its multiplier.
    pub(super) fn total(&self) -> Option<Decimal> {
        self.value().checked_mul(pow10(self.multiplier.exponent()))
    }

    /// Power of ten of the last digit that is not zero; of the last printed place when all are.
    pub(super) fn significant_place(&self) -> i32 {
        let mut place = -i32::try_from(self.scale).unwrap_or(0);
        let mut digits = self.mantissa;
        if digits == 0 {
            return place;
        }
        while digits % 10 == 0 {
            digits /= 10;
            place += 1;
        }
        place
    }

    /// A whole number of 1900 to 2100 in four digits, which before 年 is a year of the calendar.
    pub(super) fn is_year(&self) -> bool {
        self.is_plain()
            && (1900..=2100).contains(&self.mantissa)
            && matches!(self.form, Form::Arabic | Form::HanRow)
    }

    /// A whole number without multiplier, 余 or second value.
    pub(super) fn is_plain(&self) -> bool {
        self.scale == 0 && self.upper.is_none() && !self.more && self.multiplier.is_empty()
    }
}

/// Why no number was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberError {
    /// No number begins here.
    None,
    /// One begins here but goes wrong at this byte offset.
    Bad(usize),
}

/// Reads a number up to its unit.
pub(super) fn read(cursor: &mut Cursor) -> Result<Number, NumberError> {
    let mut ahead = *cursor;
    let mut number = match ahead.peek() {
        Some(c) if c.is_ascii_digit() => read_digits(&mut ahead)?,
        Some(c) if numeral::is_numeral(c) || c == '半' => {
            numeral::read(&mut ahead).ok_or(NumberError::None)?
        }
        _ => return Err(NumberError::None),
    };
    read_tail(&mut ahead, &mut number);
    *cursor = ahead;
    Ok(number)
}

/// Reads digits with their thousands separators and decimals.
pub(super) fn read_digits(cursor: &mut Cursor) -> Result<Number, NumberError> {
    let start = cursor.next_start();
    let mut mantissa = 0;
    let whole = read_run(cursor, &mut mantissa);
    if whole == 0 {
        return Err(NumberError::None);
    }
    let leading_zero =
        whole > 1 && mantissa < 10_i64.pow(u32::try_from(whole.min(MOST_DIGITS) - 1).unwrap_or(0));
    if whole > MOST_DIGITS || leading_zero {
        return Err(NumberError::Bad(start));
    }
    let mut digits = whole;
    if whole <= 3 && mantissa > 0 {
        digits += read_groups(cursor, &mut mantissa)?;
    }
    let mut scale = 0;
    let mut point = *cursor;
    if read_point(&mut point) {
        scale = read_run(&mut point, &mut mantissa);
        if scale == 0 || point.peek_tight() == Some('.') {
            return Err(NumberError::Bad(if scale == 0 { cursor.next_start() } else { point.pos() }));
        }
        *cursor = point;
    }
    if digits + scale > MOST_DIGITS {
        return Err(NumberError::Bad(start));
    }
    Ok(Number::new(mantissa, u32::try_from(scale).unwrap_or(0), Form::Arabic))
}

/// Reads a decimal point. A column may break on one side of it, but `1. 2018年` is a number on a list.
fn read_point(cursor: &mut Cursor) -> bool {
    let mut ahead = *cursor;
    let tight = ahead.peek_tight() == Some('.');
    if !ahead.eat('.') {
        return false;
    }
    let digit = ahead.peek_tight().is_some_and(|c| c.is_ascii_digit());
    let gap = &ahead.text()[ahead.pos()..ahead.next_start()];
    let point = if tight { digit || gap.is_empty() || gap.contains('\n') } else { digit };
    if point {
        *cursor = ahead;
    }
    point
}

/// Reads digits that stand close together; the first may come after white space. Gives back how many there are.
fn read_run(cursor: &mut Cursor, mantissa: &mut i64) -> usize {
    let mut count = 0;
    let mut next = cursor.peek();
    while let Some(digit) = next.and_then(|c| c.to_digit(10)) {
        cursor.take();
        count += 1;
        if count <= MOST_DIGITS {
            *mantissa = mantissa.saturating_mul(10).saturating_add(i64::from(digit));
        }
        next = cursor.peek_tight();
    }
    count
}

/// Reads `,668` groups, or ` 668` after one plain space; all of one kind, three digits each.
fn read_groups(cursor: &mut Cursor, mantissa: &mut i64) -> Result<usize, NumberError> {
    let separator = match cursor.raw() {
        Some(c @ (',' | '，')) => c,
        Some(c @ (' ' | '\u{A0}' | '\u{2009}' | '\u{202F}')) => c,
        _ => return Ok(0),
    };
    let comma = !separator.is_whitespace();
    let mut digits = 0;
    while cursor.raw() == Some(separator) {
        let at = cursor.pos();
        let mut group = Cursor::new(cursor.text(), at + separator.len_utf8());
        let tight = group.peek_tight().is_some_and(|c| c.is_ascii_digit());
        let mut value = 0;
        if !tight || read_run(&mut group, &mut value) != 3 {
            return if comma && tight { Err(NumberError::Bad(at)) } else { Ok(digits) };
        }
        *mantissa = mantissa.saturating_mul(1000).saturating_add(value);
        digits += 3;
        *cursor = group;
    }
    Ok(digits)
}

/// Reads what stands between the digits and the unit: 余, 多, multipliers, and the rest of 1亿2000万.
fn read_tail(cursor: &mut Cursor, number: &mut Number) {
    loop {
        let next = cursor.peek();
        if !number.more && matches!(next, Some('余' | '多')) {
            cursor.take();
            number.more = true;
        } else if next.and_then(exponent_of).is_none() || unit::stands_here(*cursor) {
            return;
        } else if (number.form == Form::Arabic || matches!(next, Some('万' | '亿')))
            && number.multiplier.read_one(cursor)
        {
            number.rounded |= matches!(next, Some('万' | '亿'));
            read_compound(cursor, number);
        } else {
            return;
        }
    }
}

/// Reads the second part of 1亿2000万 or 3万5千 and joins both into one number.
fn read_compound(cursor: &mut Cursor, number: &mut Number) {
    let digits_follow = cursor.peek_tight().is_some_and(|c| c.is_ascii_digit());
    if !digits_follow || !number.is_whole() || number.form != Form::Arabic {
        return;
    }
    let mut ahead = *cursor;
    let Ok(second) = read_digits(&mut ahead) else { return };
    let mut multiplier = Multiplier::default();
    if !unit::stands_here(ahead) {
        multiplier.read_one(&mut ahead);
    }
    let (high, low) = (number.multiplier.exponent(), multiplier.exponent());
    let complete = low > 0 || second.mantissa >= 100;
    let joined = high.checked_sub(low).and_then(|gap| {
        let first = number.mantissa.checked_mul(10_i64.checked_pow(gap + second.scale)?)?;
        let fits = second.mantissa < 10_i64.checked_pow(gap + second.scale)?;
        (fits && complete && high > low).then_some(first.checked_add(second.mantissa)?)
    });
    if let Some(mantissa) = joined.filter(|&m| m < 10_i64.pow(15)) {
        let rounded = low > 0;
        *number = Number { multiplier, rounded, ..Number::new(mantissa, second.scale, Form::Arabic) };
        *cursor = ahead;
    }
}

impl Number {
    fn is_whole(&self) -> bool {
        self.scale == 0 && self.upper.is_none() && !self.more
    }
}

/// The multiplier that stands before a unit: 万, 亿, 千, 百, or two of them as in 千万.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Multiplier {
    first: Option<char>,
    second: Option<char>,
}

impl Multiplier {
    /// Reads one more multiplier character: any at first; then 万 after 十 百 千, and 亿 after any smaller one.
    pub(super) fn read_one(&mut self, cursor: &mut Cursor) -> bool {
        let Some(c) = cursor.peek().filter(|&c| exponent_of(c).is_some()) else { return false };
        match (self.first, self.second) {
            (None, _) => self.first = Some(c),
            (Some('十' | '百' | '千'), None) if matches!(c, '万' | '亿') => self.second = Some(c),
            (Some('万'), None) if c == '亿' => self.second = Some(c),
            _ => return false,
        }
        cursor.take();
        true
    }

    pub(super) fn is_empty(self) -> bool {
        self.first.is_none()
    }

    pub(super) fn exponent(self) -> u32 {
        self.chars().filter_map(exponent_of).sum()
    }

    /// Its characters as printed.
    pub(super) fn chars(self) -> impl Iterator<Item = char> {
        [self.first, self.second].into_iter().flatten()
    }
}

/// The power of ten of a multiplier.
pub(super) fn exponent_of(c: char) -> Option<u32> {
    match c {
        '十' => Some(1),
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

/// A power of ten, of at most 15.
pub(super) fn pow10(exponent: u32) -> Decimal {
    Decimal::from(10_i64.pow(exponent.min(15)))
}

/// A power of ten that may be below one.
pub(super) fn place_value(exponent: i32) -> Decimal {
    match u32::try_from(exponent) {
        Ok(exponent) => pow10(exponent),
        Err(_) => Decimal::new(1, exponent.unsigned_abs()),
    }
}
