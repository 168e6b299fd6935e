//! The language of relations: `employment.back_to_work / employment.registered = employment.rate`.
//!
//! Text in, an expression over observations out ([`parse`]), and its value by exact interval arithmetic ([`measure`]).
//! Whether a relation holds is for `check` to judge.

mod measure;
mod parse;
#[cfg(test)]
mod tests;

use std::ops::Range;

use rust_decimal::Decimal;

use super::ids::ObsIx;
use crate::diag::Words;

pub use measure::{Measure, NoValue, Units};
pub use parse::{parse_formula, parse_relation};

/// An arithmetical expression over references of type `R`: texts when parsed, observations when resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr<R = ObsIx> {
    /// A figure.
    Figure(R),
    /// A constant: a number, a percentage, or a number with a unit.
    Constant {
        /// Its value, exact.
        measure: Measure,
        /// As written: `100%`, `12个月`.
        text: String,
    },
    /// Two expressions and what is done with them.
    Binary(Box<Expr<R>>, Operator, Box<Expr<R>>),
}

/// What is done with two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Operator {
    /// The sign that readers know.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Subtract => "−",
            Operator::Multiply => "×",
            Operator::Divide => "÷",
        }
    }
}

/// How two sides compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `≈`: within five per cent.
    About,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// The sign that readers know.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::About => "≈",
            Comparison::AtMost => "≤",
            Comparison::AtLeast => "≥",
        }
    }
}

/// A figure named in a relation: `poverty.rate@2014`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Metric id.
    pub metric: String,
    /// Time period, where one is named.
    pub period: Option<String>,
    /// Bytes of the relation's text.
    pub range: Range<usize>,
}

/// Why a text is no relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationError {
    /// Bytes that cannot be read.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Words,
}

impl<R> Expr<R> {
    /// This, then an operator and another expression.
    #[must_use]
    pub fn with(self, operator: Operator, other: Expr<R>) -> Expr<R> {
        Expr::Binary(Box::new(self), operator, Box::new(other))
    }

    /// A pure number.
    pub fn number(value: Decimal) -> Expr<R> {
        Expr::Constant { measure: Measure::exact(value), text: value.to_string() }
    }

    /// The same expression over other references.
    ///
    /// # Errors
    /// The first error of `resolve`.
    pub fn try_map<S, E>(self, resolve: &mut impl FnMut(R) -> Result<S, E>) -> Result<Expr<S>, E> {
        Ok(match self {
            Expr::Figure(r) => Expr::Figure(resolve(r)?),
            Expr::Constant { measure, text } => Expr::Constant { measure, text },
            Expr::Binary(a, operator, b) => a.try_map(resolve)?.with(operator, b.try_map(resolve)?),
        })
    }

    /// Whether something is done so anywhere in it.
    pub fn has(&self, wanted: Operator) -> bool {
        match self {
            Expr::Binary(a, operator, b) => *operator == wanted || a.has(wanted) || b.has(wanted),
            _ => false,
        }
    }

    /// Every figure in it, left to right.
    pub fn figures<'a>(&'a self, found: &mut Vec<&'a R>) {
        match self {
            Expr::Figure(r) => found.push(r),
            Expr::Constant { .. } => {}
            Expr::Binary(a, _, b) => {
                a.figures(found);
                b.figures(found);
            }
        }
    }

    /// In words, each figure as `show` gives it.
    pub fn in_words(&self, show: &impl Fn(&R) -> String) -> String {
        let mut words = Vec::new();
        self.pieces(&mut |piece| {
            words.push(match piece {
                Piece::Figure(r) => show(r),
                Piece::Sign(text) => text.to_owned(),
            });
        });
        spaced(words.iter().map(String::as_str))
    }

    /// Gives out its figures and signs, left to right, with the brackets that it needs.
    pub fn pieces<'a>(&'a self, give: &mut impl FnMut(Piece<'a, R>)) {
        self.pieces_within(give, 0);
    }

    /// `outer` is the binding strength of what stands around it.
    fn pieces_within<'a>(&'a self, give: &mut impl FnMut(Piece<'a, R>), outer: u8) {
        match self {
            Expr::Figure(r) => give(Piece::Figure(r)),
            Expr::Constant { text, .. } => give(Piece::Sign(text)),
            Expr::Binary(a, operator, b) => {
                let inner = if matches!(operator, Operator::Add | Operator::Subtract) { 1 } else { 2 };
                let bracketed = inner < outer;
                if bracketed {
                    give(Piece::Sign(OPEN));
                }
                a.pieces_within(give, inner);
                give(Piece::Sign(operator.sign()));
                b.pieces_within(give, inner + u8::from(*operator != Operator::Add));
                if bracketed {
                    give(Piece::Sign(CLOSE));
                }
            }
        }
    }
}

/// A piece of an expression as it is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a, R> {
    /// A figure.
    Figure(&'a R),
    /// An operator, a bracket or a constant.
    Sign(&'a str),
}

/// The bracket that opens.
pub const OPEN: &str = "（";
/// The bracket that closes.
pub const CLOSE: &str = "）";

/// The words of an expression in a line, with spaces between them but not inside of brackets.
pub fn spaced<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() && !text.ends_with(OPEN) && word != CLOSE {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
