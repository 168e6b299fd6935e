//! The language of relations: `employment.back_to_work / employment.registered = employment.rate`.
//!
//! Text in, an expression over observations out, and its value by exact interval arithmetic. Whether a relation
//! holds is for `check` to judge.

use std::{collections::BTreeMap, fmt, ops::Range};

use rust_decimal::Decimal;

use super::ids::ObsIx;
use crate::quantity::{Base, Interval, Quantity};

/// An arithmetical expression over references of type `R`: texts when parsed, observations when resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr<R = ObsIx> {
    /// A figure.
    Figure(R),
    /// A constant; a percentage is its hundredth part.
    Constant {
        /// Its value.
        value: Decimal,
        /// As written: `100%`.
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
    /// What is wrong, in Chinese.
    pub message: String,
}

/// Units of a value as powers of base units: 人 ÷ 户 is {人: 1, 户: -1}.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units(BTreeMap<Base, i8>);

impl Units {
    fn combine(mut self, other: &Units, sign: i8) -> Units {
        for (base, power) in &other.0 {
            *self.0.entry(*base).or_default() += sign * power;
        }
        self.0.retain(|_, power| *power != 0);
        self
    }

    /// In words, for messages.
    pub fn name(&self) -> String {
        if self.is_number() { "没有单位的数".to_owned() } else { self.to_string() }
    }

    /// Whether it is a pure number.
    pub fn is_number(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let positive = self.0.iter().filter(|(_, p)| **p > 0);
        for (i, (base, _)) in positive.enumerate() {
            write!(f, "{}{}", if i > 0 { "·" } else { "" }, base.symbol())?;
        }
        for (base, _) in self.0.iter().filter(|(_, p)| **p < 0) {
            write!(f, "/{}", base.symbol())?;
        }
        Ok(())
    }
}

/// A value with the interval that its printed precision allows, in base units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The value taken at its word.
    pub value: Decimal,
    /// All values that the printed figures allow.
    pub interval: Interval,
    /// Its units.
    pub units: Units,
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// Values of different units were added or subtracted.
    UnitsDiffer(Units, Units),
    /// A divisor may be zero, or a result is too large.
    OutOfRange,
}

impl Measure {
    /// The measure of a quantity: percentages as hundredths, without a unit.
    pub fn of(quantity: &Quantity) -> Measure {
        let mut units = Units::default();
        for (base, power) in quantity.dimension().exponents() {
            *units.0.entry(base).or_default() += power;
        }
        let (value, interval) = (quantity.base_value(), quantity.interval);
        if quantity.dimension().is_rate() {
            let hundredth = Decimal::new(1, 2);
            return Measure {
                value: value * hundredth,
                interval: interval.scale(hundredth),
                units: Units::default(),
            };
        }
        Measure { value, interval, units }
    }

    fn constant(value: Decimal) -> Measure {
        Measure { value, interval: Interval::exact(value), units: Units::default() }
    }

    fn apply(self, operator: Operator, other: &Measure) -> Result<Measure, NoValue> {
        let additive = matches!(operator, Operator::Add | Operator::Subtract);
        if additive && self.units != other.units {
            return Err(NoValue::UnitsDiffer(self.units, other.units.clone()));
        }
        let (a, b) = (self.value, other.value);
        let (x, y) = (&self.interval, &other.interval);
        let (value, interval) = match operator {
            Operator::Add => (a.checked_add(b), Some(x.add(y))),
            Operator::Subtract => (a.checked_sub(b), Some(x.sub(y))),
            Operator::Multiply => (a.checked_mul(b), Some(x.mul(y))),
            Operator::Divide => (a.checked_div(b), x.div(y)),
        };
        let units = match operator {
            Operator::Add | Operator::Subtract => self.units,
            Operator::Multiply => self.units.combine(&other.units, 1),
            Operator::Divide => self.units.combine(&other.units, -1),
        };
        match (value, interval) {
            (Some(value), Some(interval)) => Ok(Measure { value, interval, units }),
            _ => Err(NoValue::OutOfRange),
        }
    }
}

impl<R> Expr<R> {
    /// The same expression over other references.
    ///
    /// # Errors
    /// The first error of `resolve`.
    pub fn try_map<S, E>(self, resolve: &mut impl FnMut(R) -> Result<S, E>) -> Result<Expr<S>, E> {
        Ok(match self {
            Expr::Figure(r) => Expr::Figure(resolve(r)?),
            Expr::Constant { value, text } => Expr::Constant { value, text },
            Expr::Binary(a, operator, b) => {
                Expr::Binary(Box::new(a.try_map(resolve)?), operator, Box::new(b.try_map(resolve)?))
            }
        })
    }

    /// Its value, given the quantity of each figure.
    ///
    /// # Errors
    /// Where units do not fit or a divisor may be zero.
    pub fn evaluate<'a>(&self, quantity: &impl Fn(&R) -> &'a Quantity) -> Result<Measure, NoValue> {
        match self {
            Expr::Figure(r) => Ok(Measure::of(quantity(r))),
            Expr::Constant { value, .. } => Ok(Measure::constant(*value)),
            Expr::Binary(a, operator, b) => a.evaluate(quantity)?.apply(*operator, &b.evaluate(quantity)?),
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

const OPEN: &str = "（";
const CLOSE: &str = "）";

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

/// Reads `left <comparison> right`.
///
/// # Errors
/// With the bytes that cannot be read.
pub fn parse_relation(text: &str) -> Result<(Expr<Reference>, Comparison, Expr<Reference>), RelationError> {
    let mut parser = Parser { text, at: 0 };
    let left = parser.sum()?;
    let comparison = parser.comparison()?;
    let right = parser.sum()?;
    parser.end()?;
    Ok((left, comparison, right))
}

/// Reads one expression, as a derived value has it.
///
/// # Errors
/// With the bytes that cannot be read.
pub fn parse_formula(text: &str) -> Result<Expr<Reference>, RelationError> {
    let mut parser = Parser { text, at: 0 };
    let formula = parser.sum()?;
    parser.end()?;
    Ok(formula)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn rest(&mut self) -> &str {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        &self.text[self.at..]
    }

    fn eat(&mut self, signs: &[&str]) -> bool {
        let found = signs.iter().find(|s| self.rest().starts_with(**s)).map(|s| s.len());
        self.at += found.unwrap_or(0);
        found.is_some()
    }

    fn error<T>(&mut self, message: impl Into<String>) -> Result<T, RelationError> {
        let len = self.rest().chars().next().map_or(0, char::len_utf8);
        Err(RelationError { range: self.at..self.at + len, message: message.into() })
    }

    fn end(&mut self) -> Result<(), RelationError> {
        if self.rest().is_empty() { Ok(()) } else { self.error("算式到这里应当结束") }
    }

    fn comparison(&mut self) -> Result<Comparison, RelationError> {
        for (signs, comparison) in [
            (&["<=", "≤", "＜=", "=<"][..], Comparison::AtMost),
            (&[">=", "≥", "＞=", "=>"], Comparison::AtLeast),
            (&["==", "=", "＝"], Comparison::Equal),
            (&["≈"], Comparison::About),
        ] {
            if self.eat(signs) {
                return Ok(comparison);
            }
        }
        self.error("这里应当是 =、≈、<= 或 >=")
    }

    fn sum(&mut self) -> Result<Expr<Reference>, RelationError> {
        let mut left = self.product()?;
        loop {
            let operator = if self.eat(&["+", "＋"]) {
                Operator::Add
            } else if self.eat(&["-", "−", "－"]) {
                Operator::Subtract
            } else {
                return Ok(left);
            };
            left = Expr::Binary(Box::new(left), operator, Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expr<Reference>, RelationError> {
        let mut left = self.factor()?;
        loop {
            let operator = if self.eat(&["*", "×"]) {
                Operator::Multiply
            } else if self.eat(&["/", "÷"]) {
                Operator::Divide
            } else {
                return Ok(left);
            };
            left = Expr::Binary(Box::new(left), operator, Box::new(self.factor()?));
        }
    }

    fn factor(&mut self) -> Result<Expr<Reference>, RelationError> {
        if self.eat(&["(", "（"]) {
            let inner = self.sum()?;
            return if self.eat(&[")", "）"]) { Ok(inner) } else { self.error("缺少右括号") };
        }
        match self.rest().chars().next() {
            Some(c) if c.is_ascii_digit() => self.constant(),
            Some(c) if c.is_ascii_lowercase() => Ok(self.figure()),
            None => self.error("算式没有写完"),
            Some(_) => self.error("这里应当是指标编号或数字"),
        }
    }

    fn constant(&mut self) -> Result<Expr<Reference>, RelationError> {
        let rest = self.rest();
        let len = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let Ok(number) = rest[..len].parse::<Decimal>() else { return self.error("数字的写法有误") };
        let percent = ["%", "％"].iter().find(|p| rest[len..].starts_with(**p)).map_or(0, |p| p.len());
        let text = rest[..len + percent].to_owned();
        self.at += len + percent;
        let value = if percent > 0 { number * Decimal::new(1, 2) } else { number };
        Ok(Expr::Constant { value, text })
    }

    fn figure(&mut self) -> Expr<Reference> {
        let rest = self.rest();
        let id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
        let len = rest.find(|c| !id(c)).unwrap_or(rest.len());
        let metric = rest[..len].to_owned();
        let in_period = |c: char| c.is_ascii_digit() || "-/.~?%".contains(c);
        let period =
            rest[len..].strip_prefix('@').map(|p| &p[..p.find(|c| !in_period(c)).unwrap_or(p.len())]);
        let total = len + period.map_or(0, |p| p.len() + 1);
        let period = period.map(str::to_owned);
        let range = self.at..self.at + total;
        self.at += total;
        Expr::Figure(Reference { metric, period, range })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let (left, comparison, right) = parse_relation(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
        let show = |r: &Reference| match &r.period {
            Some(p) => format!("{}@{p}", r.metric),
            None => r.metric.clone(),
        };
        format!("{} {} {}", left.in_words(&show), comparison.sign(), right.in_words(&show))
    }

    #[test]
    fn relations_read_and_print() {
        for (text, printed) in [
            ("a.x + a.y = a.z", "a.x + a.y = a.z"),
            ("a.x/a.y=a.z", "a.x ÷ a.y = a.z"),
            ("(a.x + a.y) × 2 <= 100%", "（a.x + a.y） × 2 ≤ 100%"),
            ("a.x - (a.y - a.z) ≈ 3", "a.x − （a.y − a.z） ≈ 3"),
            ("a.x@2014 - a.x@2018-12-10 >= a.y@2014/2018", "a.x@2014 − a.x@2018-12-10 ≥ a.y@2014/2018"),
            ("a.x * 12 = a.y", "a.x × 12 = a.y"),
        ] {
            assert_eq!(words(text), printed);
        }
    }

    #[test]
    fn what_is_no_relation_is_refused_where_it_goes_wrong() {
        for (text, at) in [
            ("", 0),
            ("a.x", 3),
            ("a.x =", 5),
            ("a.x + = a.y", 6),
            ("(a.x = a.y", 5),
            ("a.x = a.y a.z", 10),
            ("甲 = a.x", 0),
            ("1.2.3 = a.x", 0),
        ] {
            assert_eq!(parse_relation(text).map_err(|e| e.range.start).err(), Some(at), "{text}");
        }
    }
}
