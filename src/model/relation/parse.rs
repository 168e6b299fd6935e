//! Reading relations and formulas. A text goes in; out comes an expression over the references in it, or the bytes that
//! cannot be read and why. Never: looks an id up.

use rust_decimal::Decimal;

use super::{Comparison, Expr, Measure, Operator, Reference, RelationError};
use crate::{
    diag::{Words, say},
    quantity::Quantity,
};

/// Reads `left <comparison> right`.
///
/// # Errors
/// With the bytes that cannot be read.
pub fn parse_relation(text: &str) -> Result<(Expr<Reference>, Comparison, Expr<Reference>), RelationError> {
    let mut parser = Parser { text, at: 0, parts: 0 };
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
    let mut parser = Parser { text, at: 0, parts: 0 };
    let formula = parser.sum()?;
    parser.end()?;
    Ok(formula)
}

const OPEN: &[&str] = &["(", "（"];
const CLOSE: &[&str] = &[")", "）"];
const COMMA: &[&str] = &[",", "，", "、"];
const PERCENT: &[&str] = &["%", "％"];

/// An expression has no more figures, numbers and brackets: the longest of a report adds up a few dozen. Who goes through it
/// goes down as deep as they are many.
const MOST_PARTS: usize = 300;

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// How many figures, numbers and brackets have begun.
    parts: usize,
}

impl<'a> Parser<'a> {
    fn rest(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        &self.text[self.at..]
    }

    fn eat(&mut self, signs: &[&str]) -> bool {
        let found = signs.iter().find(|s| self.rest().starts_with(**s)).map(|s| s.len());
        self.at += found.unwrap_or(0);
        found.is_some()
    }

    fn error<T>(&mut self, message: Words) -> Result<T, RelationError> {
        let len = self.rest().chars().next().map_or(0, char::len_utf8);
        Err(RelationError { range: self.at..self.at + len, message })
    }

    fn end(&mut self) -> Result<(), RelationError> {
        if self.rest().is_empty() {
            return Ok(());
        }
        self.error(Words::fixed("算式到这里应当结束", "the expression should end here"))
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
        self.error(Words::fixed("这里应当是 =、≈、<= 或 >=", "one of =, ≈, <= and >= should stand here"))
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
            left = left.with(operator, self.product()?);
        }
    }

    fn product(&mut self) -> Result<Expr<Reference>, RelationError> {
        let mut left = self.factor()?;
        loop {
            let operator = if self.eat(&["*", "×", "＊"]) {
                Operator::Multiply
            } else if self.eat(&["/", "÷", "／"]) {
                Operator::Divide
            } else {
                return Ok(left);
            };
            left = left.with(operator, self.factor()?);
        }
    }

    fn factor(&mut self) -> Result<Expr<Reference>, RelationError> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return self.error(say!(
                "算式太长：数字、指标和括号一共最多 {MOST_PARTS} 个",
                "the expression is too long: it may have {MOST_PARTS} numbers, metrics and brackets in all"
            ));
        }
        if self.eat(OPEN) {
            let inner = self.sum()?;
            return if self.eat(CLOSE) { Ok(inner) } else { self.unclosed() };
        }
        if let Some(list) = self.rest().strip_prefix("sum")
            && list.trim_start().starts_with(['(', '（'])
        {
            self.at += "sum".len();
            return self.list();
        }
        match self.rest().chars().next() {
            Some(c) if c.is_ascii_digit() => self.constant(),
            Some(c) if c.is_ascii_lowercase() => Ok(self.figure()),
            None => self.error(Words::fixed("算式没有写完", "the expression is not complete")),
            Some(_) => self
                .error(Words::fixed("这里应当是指标编号或数字", "a metric id or a number should stand here")),
        }
    }

    fn unclosed<T>(&mut self) -> Result<T, RelationError> {
        self.error(Words::fixed("缺少右括号", "a closing bracket is missing"))
    }

    /// The list of `sum(a.x, a.y)`: another way to write `a.x + a.y`.
    fn list(&mut self) -> Result<Expr<Reference>, RelationError> {
        self.eat(OPEN);
        if self.rest().starts_with([')', '）']) {
            return self.error(Words::fixed("sum() 里要有指标编号", "sum() takes metric ids"));
        }
        let mut total = self.sum()?;
        while self.eat(COMMA) {
            total = total.with(Operator::Add, self.sum()?);
        }
        if self.eat(CLOSE) { Ok(total) } else { self.unclosed() }
    }

    /// `12`, `100%`, `12个月`, `1万元`: a unit stands right after the number.
    fn constant(&mut self) -> Result<Expr<Reference>, RelationError> {
        let rest = self.rest();
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        if is_grouped(&rest[digits..]) {
            self.at += digits;
            return self.error(Words::fixed(
                "常数里不写千分位的逗号",
                "a constant takes no commas between thousands",
            ));
        }
        let len = digits + unit_length(&rest[digits..]);
        let text = &rest[..len];
        let number = rest[..digits].parse::<Decimal>();
        let percent = PERCENT.contains(&&rest[digits..len]);
        let measure = match number {
            Ok(number) if digits == len => Some(Measure::exact(number)),
            Ok(number) if percent => Some(Measure::exact(number * Decimal::new(1, 2))),
            Ok(_) => Quantity::parse(text).ok().filter(|q| !q.is_approximate()).map(|q| Measure::taken(&q)),
            Err(_) => {
                return self.error(Words::fixed("数字的写法有误", "this is not how a number is written"));
            }
        };
        let Some(measure) = measure else {
            self.at += digits;
            let unit = &rest[digits..len];
            return self.error(say!("数字后面的“{unit}”不是单位", "“{unit}” after the number is no unit"));
        };
        self.at += len;
        Ok(Expr::Constant { measure, text: text.to_owned() })
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

/// Whether digits go on behind a comma, in threes.
fn is_grouped(rest: &str) -> bool {
    let Some(group) = rest.strip_prefix(',') else { return false };
    group.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// Bytes of the unit that stands here: no signs of the language are in it but the stroke of 元/户, which a unit follows.
fn unit_length(rest: &str) -> usize {
    let in_unit = |c: char| c == '%' || c == '％' || c == '‰' || (!c.is_ascii() && c.is_alphabetic());
    let mut len = 0;
    for (i, c) in rest.char_indices() {
        let stroke = c == '/' && len > 0 && rest[i + 1..].starts_with(in_unit);
        if !in_unit(c) && !stroke {
            break;
        }
        len = i + c.len_utf8();
    }
    len
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
            ("sum(a.x, a.y, a.z) = a.t", "a.x + a.y + a.z = a.t"),
            ("a.t - sum（a.x，a.y） = a.z", "a.t − （a.x + a.y） = a.z"),
            ("sum (a.x)*2 = sum.x", "a.x × 2 = sum.x"),
            ("a.x × 12个月 = a.y", "a.x × 12个月 = a.y"),
            ("a.x * 12个月/年 = a.y", "a.x × 12个月/年 = a.y"),
            ("a.x / 2户 = 1.5万元/户", "a.x ÷ 2户 = 1.5万元/户"),
            ("a.x + 5个百分点 = 90％", "a.x + 5个百分点 = 90％"),
            ("a.x / 100元/a.y = 3", "a.x ÷ 100元 ÷ a.y = 3"),
        ] {
            assert_eq!(words(text), printed);
        }
    }

    #[test]
    fn what_is_no_relation_is_refused_where_it_goes_wrong() {
        for (text, at, why) in [
            ("", 0, "算式没有写完"),
            ("a.x", 3, "这里应当是 =、≈、<= 或 >="),
            ("a.x =", 5, "算式没有写完"),
            ("a.x + = a.y", 6, "这里应当是指标编号或数字"),
            ("(a.x = a.y", 5, "缺少右括号"),
            ("a.x = a.y a.z", 10, "算式到这里应当结束"),
            ("甲 = a.x", 0, "这里应当是指标编号或数字"),
            ("1.2.3 = a.x", 0, "数字的写法有误"),
            ("a.x = 1,668", 7, "常数里不写千分位的逗号"),
            ("a.x * 12月份 = a.y", 8, "数字后面的“月份”不是单位"),
            ("a.x = 2万", 7, "数字后面的“万”不是单位"),
            ("a.x = 100余元", 9, "数字后面的“余元”不是单位"),
            ("sum() = a.x", 4, "sum() 里要有指标编号"),
            ("sum(a.x a.y) = a.z", 8, "缺少右括号"),
            ("sum(a.x,) = a.z", 8, "这里应当是指标编号或数字"),
        ] {
            let error = parse_relation(text).err().unwrap_or_else(|| panic!("{text} is read"));
            assert_eq!((error.range.start, &*error.message.zh), (at, why), "{text}");
            assert!(!error.message.en.is_empty(), "{text}");
        }
    }
}
