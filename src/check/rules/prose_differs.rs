//! A sentence of ours that says another number than the record: by a guard, or by a number that is nearly the recorded one.

use std::ops::Range;

use super::{Rule, Subject};
use crate::{
    diag::{At, Finding, RuleId, Span, Words, distance, say},
    model::{Body, Catalog, Observation},
    quantity::{Base, Dimension, Figure, Quantity, fold},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("prose-differs"),
    what: Words::fixed(
        "正文里的数字与登记的不一样：引用里 = 后面写的值对不上，或者直接写的数字与登记的只差一点。",
        "A number in our text is not the recorded one: the value after = in a binding differs, or a number written out is \
         nearly a recorded figure.",
    ),
    why: Words::fixed(
        "靠这个数字才成立的话（“占一半以上”“多了三成”）可能已经不成立；只差一位或一个单位的数字多半是抄错的。",
        "What the sentence says of the number may no longer hold; a number that is off by one digit or unit is mostly a slip.",
    ),
    example: Words::fixed(
        "全区有贫困劳动力 {{ employment.labour = 3260人 }}。   # 登记的是 3206人",
        "全区有贫困劳动力 {{ employment.labour = 3260人 }}。   # the record says 3206人",
    ),
    mend: Words::fixed(
        "对照来源看哪个数字对。登记错了的改 value；登记没错的，先看这句话还成不成立，再改等号后面的值，或改用 {{ 指标编号 }} 引用。",
        "See in the source which is right. Mend the value of the record; or, where the record is right, see whether the \
         sentence still holds, then mend the value after =, or bind the number with {{ id }}.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for (file, body) in catalog.bodies() {
        let at = |r: Range<usize>| At::Span(Span::new(file, body.offset + r.start..body.offset + r.end));
        check_guards(subject, body, &at, findings);
    }
    for article in &catalog.articles {
        for (path, body) in article.bound_lines() {
            let at = |range| At::within(article.file, &*path, range);
            check_guards(subject, body, &at, findings);
        }
    }
}

fn check_guards(
    subject: &Subject<'_>,
    body: &Body,
    at: &dyn Fn(Range<usize>) -> At,
    findings: &mut Vec<Finding>,
) {
    for binding in &body.bindings {
        let Some(range) = binding.guard.as_deref() else { continue };
        let value = &body.text[range.clone()];
        let o = subject.catalog.observation(binding.observation);
        let printed = &o.quantity.printed;
        if fold(value).text == fold(printed).text {
            continue;
        }
        let id = &subject.catalog.metric(o.metric).id;
        let message = say!(
            "这句话认定 {id} 是 {value}，登记的是 {printed}",
            "this sentence takes {id} to be {value}, the record says {printed}"
        );
        findings.push(
            Finding::error(RULE.id, at(range.clone()), message).also(subject.value_of(o), RECORDED).help(
                Words::fixed(
                    "看这句话还成不成立，再改等号后面的值；登记错了的改 value",
                    "see whether the sentence still holds, then mend the value after =; or mend the record",
                ),
            ),
        );
    }
}

const RECORDED: Words = Words::fixed("登记在这里", "recorded here");

/// The finding for a number of our text that is nearly the figure `o`.
pub(super) fn nearly(
    subject: &Subject<'_>,
    name: &Words,
    at: At,
    figure: &Figure,
    o: &Observation,
    slip: Slip,
) -> Finding {
    let (id, printed) = (&subject.catalog.metric(o.metric).id, &figure.printed);
    let recorded = &o.quantity.printed;
    let why = match slip {
        Slip::Digits => Words::fixed("数字只差一处", "one character differs"),
        Slip::Unit => Words::fixed("数字相同，单位不同", "the digits are the same, the units differ"),
    };
    let message = say!(
        ("{}写 {printed}，登记的 {id} 是 {recorded}：{}", name.zh, why.zh),
        ("the {} says {printed}, the record of {id} says {recorded}: {}", name.en, why.en)
    );
    let write = binding(subject.catalog, o);
    Finding::warning(RULE.id, at, message).also(subject.value_of(o), RECORDED).help(say!(
        "就是这个数字的，写成 {write}；登记错了的改 value；另有所指的，登记后再引用",
        "if it is this figure write {write}; mend the value if the record is wrong; if it is another figure, record it and \
         bind it"
    ))
}

/// How an article's text binds one of its figures: with the period where the metric has several.
pub(super) fn binding(catalog: &Catalog, o: &Observation) -> String {
    let of_metric = |ix| catalog.observation(ix).metric == o.metric;
    let several = catalog.article(o.article).observation_ids().filter(|ix| of_metric(*ix)).count() > 1;
    let id = &catalog.metric(o.metric).id;
    if several { format!("{{{{ {id}@{} }}}}", o.period) } else { format!("{{{{ {id} }}}}") }
}

/// How two printed numbers are nearly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slip {
    /// The same digits with a unit that is taken for the other.
    Unit,
    /// Units that measure the same, and one digit more, less, another, or two changed round.
    Digits,
}

/// Numbers of fewer digits are near each other by chance.
const LEAST_DIGITS: usize = 3;

/// How a number is nearly another one, which is not the same.
pub(super) fn slip(a: &Quantity, b: &Quantity) -> Option<Slip> {
    let (x, y) = (digits(a), digits(b));
    let enough = |digits: &str| digits.chars().filter(char::is_ascii_digit).count() >= LEAST_DIGITS;
    if !enough(&x) || !enough(&y) || a.upper.is_some() || b.upper.is_some() {
        return None;
    }
    let same_dimension = a.dimension() == b.dimension();
    if x == y {
        let other_unit = same_dimension && a.unit.factor != b.unit.factor;
        return (other_unit || is_mistaken(a.dimension(), b.dimension())).then_some(Slip::Unit);
    }
    (same_dimension && a.unit.factor == b.unit.factor && distance(&x, &y) == 1).then_some(Slip::Digits)
}

/// The number's digits with its point.
fn digits(quantity: &Quantity) -> String {
    quantity.number.to_string()
}

/// Whether units of the two are taken for one another: people, households, person-times.
fn is_mistaken(a: Dimension, b: Dimension) -> bool {
    let counted = [Base::Person, Base::Household, Base::PersonTime].map(Dimension::of);
    a != b && counted.contains(&a) && counted.contains(&b)
}

#[cfg(test)]
mod tests {
    use super::{Slip, slip};
    use crate::quantity::Quantity;

    #[test]
    fn slips_of_digits_and_units_are_told_from_other_numbers() {
        for (a, b, found) in [
            ("3260人", "3206人", Some(Slip::Digits)),
            ("3206人", "326人", Some(Slip::Digits)),
            ("3206人", "32206人", Some(Slip::Digits)),
            ("3206名", "3207人", Some(Slip::Digits)),
            ("12.6%", "126%", Some(Slip::Digits)),
            ("1250户", "1250人", Some(Slip::Unit)),
            ("1250人次", "1250人", Some(Slip::Unit)),
            ("3621元", "3621万元", Some(Slip::Unit)),
            ("410公顷", "410亩", Some(Slip::Unit)),
            ("3206个", "3206人", None),
            ("3602人", "3026人", None),
            ("3260元", "3206人", None),
            ("86人", "68人", None),
            ("86人", "86户", None),
            ("3206万人", "3207人", None),
        ] {
            let quantity = |text| Quantity::parse(text).unwrap();
            assert_eq!(slip(&quantity(a), &quantity(b)), found, "{a} and {b}");
            assert_eq!(slip(&quantity(b), &quantity(a)), found, "{b} and {a}");
        }
    }
}
