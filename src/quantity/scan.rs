//! Finding every figure of a running text, over line breaks and spaces.
//!
//! - Every number in digits is a figure: a `Quantity` where a known unit follows, a `Time`, or else `Bare`. Letters that
//!   follow closely belong to a bare one (4G, 4A). Digits that `+` joins are one bare figure (1+15+6+7), and so are digits
//!   that `-`, `/`, `.` or `:` join closely without a unit (0734-8123456).
//! - A Chinese numeral is a figure only before a known unit. Not: 一 with a unit (一个, 一条条), 二 with a counter
//!   (二次), 百 千 万 亿 alone (千人, 万户) unless 近, 上, 余 or the like stands by, numerals after 第, 几 and 数.
//! - After 第, digits are bare (第3名).
//! - A figure that lies wholly inside a set phrase of `phrases` is none.
//! - Circled digits (①) and other enumeration signs are no figures.
//! - Two runs of digits with white space between them never merge, except 1 668 on one line.

use std::sync::LazyLock;

use super::Quantity;
use super::cursor::{Cursor, fold_char, is_space};
use super::dimension::Base;
use super::fold::fold_text;
use super::number::{Form, exponent_of, read_digits};
use super::numeral::is_numeral;
use super::parse::{self, Reading};
use super::{phrases, qualifier, time, unit};

/// A figure in a running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset just after its last character.
    pub end: usize,
    /// As printed, white space removed and width folded.
    pub printed: String,
    /// What it is.
    pub kind: FigureKind,
}

/// What a figure is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// A number with a unit that we know. Its `printed` is that of the figure.
    Quantity(Quantity),
    /// A calendar date or a time of day.
    Time,
    /// A number without a known unit.
    Bare,
}

/// Every figure of a running text, in order.
pub fn scan(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut phrase_end = 0;
    let mut at = 0;
    while let Some((start, class)) = Start::next(text, at) {
        if matches!(class, Class::Han | Class::Ordinal) {
            phrase_end = phrase_end.max(phrases::end_at(start.cursor()).unwrap_or(0));
        }
        at = match start.read(class) {
            Found::Figure(figure) => {
                let end = figure.end;
                figures.extend((end > phrase_end).then_some(figure));
                end
            }
            Found::Nothing(end) => end.max(start.next_char()),
        };
    }
    figures
}

/// What a figure may begin with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Han,
    Word,
    Minus,
    Ordinal,
}

impl Class {
    /// Of a folded character.
    fn of(c: char) -> Option<Class> {
        match c {
            '0'..='9' => Some(Class::Digit),
            '-' => Some(Class::Minus),
            '第' => Some(Class::Ordinal),
            '半' => Some(Class::Han),
            c if is_numeral(c) => Some(Class::Han),
            c if !c.is_ascii() && qualifier::may_begin(c) => Some(Class::Word),
            _ => None,
        }
    }
}

/// What a figure that begins with a character of the basic plane may be. Asked of every character of a scanned text.
static CLASSES: LazyLock<Vec<Option<Class>>> = LazyLock::new(|| {
    let of = |code| Class::of(fold_char(char::from_u32(code)?));
    (0..1 << 16).map(of).collect()
});

enum Found {
    Figure(Figure),
    /// Nothing begins here; scanning goes on at this byte offset, or after the character.
    Nothing(usize),
}

/// A place where a figure may begin.
#[derive(Clone, Copy)]
struct Start<'a> {
    text: &'a str,
    at: usize,
    /// The character before it, white space left out.
    previous: Option<char>,
}

impl<'a> Start<'a> {
    /// The first place from a byte offset on where a figure may begin.
    fn next(text: &'a str, from: usize) -> Option<(Start<'a>, Class)> {
        let classes = CLASSES.as_slice();
        let class = |c| classes.get(u32::from(c) as usize).copied().flatten();
        let (i, class) = text.get(from..)?.char_indices().find_map(|(i, c)| Some((i, class(c)?)))?;
        let at = from + i;
        let previous = text[..at].chars().rev().find(|c| !is_space(*c)).map(fold_char);
        Some((Start { text, at, previous }, class))
    }

    fn next_char(self) -> usize {
        self.at + self.text[self.at..].chars().next().map_or(0, char::len_utf8)
    }

    fn cursor(self) -> Cursor<'a> {
        Cursor::new(self.text, self.at)
    }

    fn read(self, class: Class) -> Found {
        match class {
            Class::Digit => self.read_digits(),
            Class::Han => self.read_han(),
            Class::Word => self.read_qualified(),
            Class::Minus => self.read_negative(),
            Class::Ordinal => self.read_ordinal(),
        }
    }

    /// A quantity at this place, if the reader finds one and it is wanted.
    fn read_quantity(self, wanted: impl Fn(&Reading) -> bool) -> Option<Found> {
        let mut cursor = self.cursor();
        let mut reading = parse::read(&mut cursor, self.previous).ok().filter(wanted)?;
        // 由10元到20元 is a change from one value to another, not a range.
        if let (Some('由' | '从'), Some(joint)) = (self.previous, reading.joint()) {
            cursor = Cursor::new(&self.text[..joint], self.at);
            reading = parse::read(&mut cursor, self.previous).ok()?;
        }
        let printed = self.printed(cursor.pos());
        if reading.is_date() {
            return Some(self.figure(cursor.pos(), printed, FigureKind::Time));
        }
        let quantity = reading.into_quantity(printed.as_str().into())?;
        Some(self.figure(cursor.pos(), printed, FigureKind::Quantity(quantity)))
    }

    /// A word of approximation with its number. Most characters that such a word begins with begin another one.
    fn read_qualified(self) -> Found {
        if qualifier::read_before(&mut self.cursor(), self.previous).is_none() {
            return Found::Nothing(0);
        }
        self.read_quantity(|reading| !reading.is_date() && is_figure(reading, None))
            .unwrap_or(Found::Nothing(0))
    }

    fn read_digits(self) -> Found {
        let after_letter = self.text[..self.at].chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        if after_letter {
            // GDP132.5亿元, but G319国道.
            let money = self.read_quantity(|reading| reading.base() == Base::Yuan);
            return money.unwrap_or_else(|| self.bare(bare_end(self.cursor())));
        }
        let mut cursor = self.cursor();
        if time::read(&mut cursor) {
            return self.figure(cursor.pos(), self.printed(cursor.pos()), FigureKind::Time);
        }
        if let Some(end) = chain_end(self.cursor(), '+') {
            return self.bare(end);
        }
        self.read_quantity(|_| true).unwrap_or_else(|| {
            let joined = ['-', '/', '.', ':'].into_iter().find_map(|sign| chain_end(self.cursor(), sign));
            let whole = joined.filter(|&end| !continues(Cursor::new(self.text, end)));
            self.bare(whole.unwrap_or(0).max(bare_end(self.cursor())))
        })
    }

    fn read_han(self) -> Found {
        if matches!(self.previous, Some('第' | '几' | '数')) {
            return Found::Nothing(self.run_end());
        }
        let mut cursor = self.cursor();
        if time::read(&mut cursor) {
            return self.figure(cursor.pos(), self.printed(cursor.pos()), FigureKind::Time);
        }
        let wanted = |reading: &Reading| is_figure(reading, self.previous);
        self.read_quantity(wanted).unwrap_or_else(|| Found::Nothing(self.run_end()))
    }

    /// A minus sign is one only before a share, and not between two things.
    fn read_negative(self) -> Found {
        let between = self.text[..self.at].chars().next_back().map(fold_char);
        let joins = between.is_some_and(|c| c.is_ascii_alphanumeric() || "-%~".contains(c) || is_numeral(c));
        if joins {
            return Found::Nothing(0);
        }
        self.read_quantity(|reading| reading.is_negative() && reading.dimension().is_rate())
            .unwrap_or(Found::Nothing(0))
    }

    /// 第 and digits: the digits are a bare figure.
    fn read_ordinal(self) -> Found {
        let mut cursor = self.cursor();
        cursor.take();
        if !cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
            return Found::Nothing(0);
        }
        let start = Start { at: cursor.next_start(), ..self };
        start.bare(bare_end(start.cursor()))
    }

    /// Where the Chinese numerals that begin here end, so that no part of them is read alone.
    fn run_end(self) -> usize {
        let mut cursor = self.cursor();
        while cursor.peek().is_some_and(|c| is_numeral(c) || c == '半') {
            cursor.take();
        }
        cursor.pos()
    }

    fn printed(self, end: usize) -> String {
        fold_text(&self.text[self.at..end])
    }

    fn bare(self, end: usize) -> Found {
        self.figure(end, self.printed(end), FigureKind::Bare)
    }

    fn figure(self, end: usize, printed: String, kind: FigureKind) -> Found {
        Found::Figure(Figure { start: self.at, end, printed, kind })
    }
}

/// Whether a Chinese numeral with a unit, `previous` before it, is meant as a figure.
fn is_figure(reading: &Reading, previous: Option<char>) -> bool {
    let base = reading.base();
    match reading.form() {
        Form::Arabic => true,
        _ if reading.is_zero() => false,
        Form::HanDigit('一') => matches!(base, Base::Percent | Base::Times) || reading.has_multiplier(),
        Form::HanDigit('二') => {
            reading.has_multiplier() || !matches!(base, Base::Count | Base::Person | Base::Household)
        }
        Form::Scale => reading.is_qualified(),
        Form::Half => {
            (base.is_time() || base == Base::Mu)
                && !previous.is_some_and(|c| "上下前后大小一过多".contains(c))
        }
        Form::Han | Form::HanRow | Form::HanDigit(_) => true,
    }
}

/// The end of a number without a unit: its digits, its multiplier, and the letters that follow closely.
fn bare_end(mut cursor: Cursor) -> usize {
    if read_digits(&mut cursor).is_err() {
        skip_digits(&mut cursor);
    }
    while cursor.peek_tight().is_some_and(|c| matches!(c, '余' | '多') || exponent_of(c).is_some()) {
        cursor.take();
    }
    while cursor.peek_tight().is_some_and(|c| c.is_ascii_alphabetic()) {
        cursor.take();
    }
    cursor.pos()
}

/// Whether a multiplier or a unit follows, so that the digits before it belong to a quantity.
fn continues(cursor: Cursor) -> bool {
    cursor.peek_tight().is_some_and(|c| exponent_of(c).is_some()) || unit::stands_here(cursor)
}

fn skip_digits(cursor: &mut Cursor) {
    if cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
        cursor.take();
    }
    while cursor.peek_tight().is_some_and(|c| c.is_ascii_digit()) {
        cursor.take();
    }
}

/// The end of digits that a sign joins, if at least two runs are joined; white space is allowed around `+` only.
fn chain_end(mut cursor: Cursor, sign: char) -> Option<usize> {
    let mut end = None;
    skip_digits(&mut cursor);
    loop {
        let next = if sign == '+' { cursor.peek() } else { cursor.peek_tight() };
        if next != Some(sign) {
            return end;
        }
        cursor.take();
        let digit = if sign == '+' { cursor.peek() } else { cursor.peek_tight() };
        if !digit.is_some_and(|c| c.is_ascii_digit()) {
            return end;
        }
        skip_digits(&mut cursor);
        end = Some(cursor.pos());
    }
}
