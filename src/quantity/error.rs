//! Why a text could not be read as a quantity, and where.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use super::cursor::{Cursor, is_space};

/// A text that is no quantity: what is wrong, at the first character that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Byte offset, in the text as given, of the first character that could not be read.
    pub offset: usize,
    /// What is wrong there.
    pub kind: ParseErrorKind,
}

/// What is wrong with a text that is no quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// Nothing but white space.
    Empty,
    /// A number was expected here.
    NoNumber,
    /// The number is not followed by anything.
    NoUnit,
    /// The number is followed by something that is not in the table of units.
    UnknownUnit(String),
    /// A whole quantity was read, and then something more stands there.
    TrailingText(String),
    /// A number that is written in a way we do not read: wrong groups of digits, too many digits, a leading zero.
    BadNumber,
    /// A range whose first number is not below its second.
    BadRange,
    /// Two approximations that do not go together: 近3621余万元.
    Conflict,
    /// A calendar date or a year: 2018年, 12月19日. A length of time is written 3个月, 30天.
    Date,
}

impl ParseError {
    pub(super) fn new(offset: usize, kind: ParseErrorKind) -> Self {
        ParseError { offset, kind }
    }

    /// The unit that should stand at the cursor is missing or unknown.
    pub(super) fn unknown_unit(cursor: Cursor) -> Self {
        match cursor.peek() {
            None => Self::new(cursor.next_start(), ParseErrorKind::NoUnit),
            Some(_) => Self::new(cursor.next_start(), ParseErrorKind::UnknownUnit(excerpt(cursor))),
        }
    }

    /// The quantity ends at the cursor, the text does not.
    pub(super) fn trailing(cursor: Cursor) -> Self {
        Self::new(cursor.next_start(), ParseErrorKind::TrailingText(excerpt(cursor)))
    }
}

/// What stands from the cursor on, in at most twelve characters.
fn excerpt(cursor: Cursor) -> String {
    const MOST: usize = 12;
    let from = cursor.rest().get(cursor.next_start() - cursor.pos()..).unwrap_or_default();
    let end = from.char_indices().nth(MOST * 2).map_or(from.len(), |(at, _)| at);
    let text: String = from[..end].chars().filter(|&c| !is_space(c)).collect();
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

impl ParseErrorKind {
    /// What is wrong, in Chinese.
    pub fn in_chinese(&self) -> Cow<'static, str> {
        let fixed = match self {
            ParseErrorKind::UnknownUnit(text) => return format!("不认识单位“{text}”").into(),
            ParseErrorKind::TrailingText(text) => return format!("数量后面多出“{text}”").into(),
            ParseErrorKind::Empty => "没有内容：要照原文写数字和单位",
            ParseErrorKind::NoNumber => "这里应当是数字",
            ParseErrorKind::NoUnit => "数字后面没有单位",
            ParseErrorKind::BadNumber => "数字的写法读不懂",
            ParseErrorKind::BadRange => "区间的前一个数应当小于后一个数",
            ParseErrorKind::Conflict => "两处近似词互相矛盾",
            ParseErrorKind::Date => "这是日期，不是数量；时长写作“3个月”“30天”",
        };
        fixed.into()
    }

    /// What is wrong, in English.
    pub fn in_english(&self) -> Cow<'static, str> {
        let fixed = match self {
            ParseErrorKind::UnknownUnit(text) => return format!("“{text}” is not a known unit").into(),
            ParseErrorKind::TrailingText(text) => return format!("“{text}” follows the quantity").into(),
            ParseErrorKind::Empty => "nothing here: write the number and its unit as printed",
            ParseErrorKind::NoNumber => "a number should stand here",
            ParseErrorKind::NoUnit => "no unit follows the number",
            ParseErrorKind::BadNumber => "the number is written in a way that cannot be read",
            ParseErrorKind::BadRange => "the first number of a range should be less than the second",
            ParseErrorKind::Conflict => "two words of approximation contradict each other",
            ParseErrorKind::Date => {
                "this is a date, not a quantity; a length of time is written “3个月” or “30天”"
            }
        };
        fixed.into()
    }
}

/// In Chinese, for what shows errors without asking for a language.
impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind.in_chinese())
    }
}

impl Error for ParseError {}
