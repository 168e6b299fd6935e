//! A printed quantity read out in English: 3621余万元 is 36.21 million yuan, its word of approximation apart.
//!
//! Never says more than was printed: no digit is added, and hectares or kilograms that stand beside mu or jin have as
//! many significant digits as the printed number. The printed form itself is not touched.

use rust_decimal::Decimal;

use super::{Quantity, format_grouped, number::pow10, unit_names::name_of};

/// A quantity in English, without its word of approximation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gloss {
    /// Number and unit: `36.21 million yuan`.
    pub text: String,
    /// The same in a unit that readers abroad know, where the printed one is of China alone: `1,200 ha`.
    pub metric: Option<String>,
}

/// Powers of ten that English has a word for, from the largest.
const SCALES: [(u32, &str); 4] = [(12, " trillion"), (9, " billion"), (6, " million"), (3, " thousand")];

/// Units of China alone: name, what one is in the other unit as a fraction, that unit.
const LOCAL: [(&str, (i64, i64), &str); 3] =
    [("亩", (1, 15), "ha"), ("斤", (1, 2), "kg"), ("里", (1, 2), "km")];

impl Quantity {
    /// The quantity in English; `None` where it is printed without a Chinese word, or its unit has no English name.
    pub fn gloss(&self) -> Option<Gloss> {
        if self.printed.is_ascii() {
            return None;
        }
        let (exponent, names) = split_unit(&self.unit.printed)?;
        let (low, high) = (self.number, self.upper);
        let most = high.unwrap_or(low).checked_mul(pow10(exponent))?;
        // 3成 is 30%.
        if names == ["成"] {
            return Some(Gloss { text: format!("{}%", ends(low, high, 1, 0)?), metric: None });
        }
        let printed_scale = low.scale().max(high.map_or(0, |d| d.scale()));
        let in_full = exponent <= printed_scale;
        let scales = SCALES.iter().find(|(power, _)| !in_full && most.abs() >= pow10(*power));
        let (power, word) = scales.copied().unwrap_or((0, ""));
        let number = ends(low, high, exponent, power)?;
        let one = high.is_none() && most == Decimal::ONE;
        let text = with_unit(&format!("{number}{word}"), &names, one)?;
        let metric = LOCAL.iter().find(|(name, ..)| names == [*name]);
        let metric = metric.and_then(|(_, fraction, unit)| {
            let other = |d: Decimal| in_other(d, exponent, *fraction);
            let text = match high {
                Some(high) => format!("{}–{}", other(low)?, other(high)?),
                None => other(low)?,
            };
            Some(format!("{text} {unit}"))
        });
        Some(Gloss { text, metric })
    }
}

/// A unit in English as it stands alone: `yuan per person per month`, `10,000 mu`; `number` for what is only counted.
/// `None` where it has no English name.
pub fn unit_in_english(printed: &str) -> Option<String> {
    let (exponent, names) = split_unit(printed)?;
    let text = with_unit("", &names, false)?;
    let text = match text.trim() {
        "" => "number",
        text => text,
    };
    Some(if exponent == 0 { text.to_owned() } else { format!("{} {text}", format_grouped(pow10(exponent))) })
}

/// A number in digits with a unit in English: `36,210,000 yuan`. `None` where the unit has no English name.
pub fn in_english(number: &str, printed_unit: &str) -> Option<String> {
    let (exponent, names) = split_unit(printed_unit)?;
    if exponent == 0 { with_unit(number, &names, number == "1") } else { None }
}

/// The multiplier of a printed unit as a power of ten, and its names: that above the line, then those below.
fn split_unit(printed: &str) -> Option<(u32, Vec<&str>)> {
    let mut parts = printed.split(['/', '每']);
    let mut first = parts.next()?;
    let mut exponent = 0;
    while name_of(first).is_none() {
        let multiplier = first.chars().next()?;
        exponent += match multiplier {
            '十' => 1,
            '百' => 2,
            '千' => 3,
            '万' => 4,
            '亿' => 8,
            _ => return None,
        };
        first = &first[multiplier.len_utf8()..];
    }
    Some((exponent, std::iter::once(first).chain(parts).collect()))
}

fn with_unit(number: &str, names: &[&str], one: bool) -> Option<String> {
    let (first, below) = names.split_first()?;
    let name = name_of(first)?;
    let name = if one { name.one } else { name.many };
    let space = if name.is_empty() || name.starts_with(['%', '‰']) { "" } else { " " };
    let mut text = format!("{number}{space}{name}");
    for name in below {
        text.push_str(" per ");
        text.push_str(name_of(name)?.one);
    }
    Some(text)
}

/// One number or the two ends of a range, printed with a multiplier of `exponent`, in units of ten to `power`.
fn ends(low: Decimal, high: Option<Decimal>, exponent: u32, power: u32) -> Option<String> {
    let one = |d: Decimal| {
        let moved = if exponent >= power {
            d.checked_mul(pow10(exponent - power))?
        } else {
            d.checked_div(pow10(power - exponent))?
        };
        // Decimals that were printed stay, zeros too; those that the move gave to a whole number are none.
        let scale = (d.scale() + power).saturating_sub(exponent);
        let mut moved = moved;
        moved.rescale(scale);
        Some(format_grouped(if d.scale() == 0 { moved.normalize() } else { moved }))
    };
    match high {
        Some(high) => Some(format!("{}–{}", one(low)?, one(high)?)),
        None => one(low),
    }
}

/// A number in another unit, to as many significant digits as were printed.
fn in_other(d: Decimal, exponent: u32, (above, below): (i64, i64)) -> Option<String> {
    let digits = d.mantissa().unsigned_abs().checked_ilog10().map_or(1, |n| n + 1);
    let value = d.checked_mul(pow10(exponent))?.checked_mul(above.into())?.checked_div(below.into())?;
    Some(format_grouped(value.round_sf(digits.max(2))?.normalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_out_in_english() {
        for (printed, text) in [
            ("1.668万元", "16.68 thousand yuan"),
            ("3621余万元", "36.21 million yuan"),
            ("42.6万人次", "426 thousand person-times"),
            ("1.8万亩", "18 thousand mu (1,200 ha)"),
            ("2227人", "2,227 people"),
            ("1人", "1 person"),
            ("1户", "1 household"),
            ("18032户", "18,032 households"),
            ("1668元", "1,668 yuan"),
            ("近3000名", "3,000 people"),
            ("57.6%", "-"),
            ("12个百分点", "12 percentage points"),
            ("3成", "30%"),
            ("2.5倍", "2.5 times"),
            ("16家", "16"),
            ("1所", "1"),
            ("1.2345万人", "12,345 people"),
            ("1.20万人", "12.0 thousand people"),
            ("12万人", "120 thousand people"),
            ("120万人", "1.2 million people"),
            ("2万户", "20 thousand households"),
            ("3000万元", "30 million yuan"),
            ("1亿元", "100 million yuan"),
            ("15.36亿元", "1.536 billion yuan"),
            ("120亿元", "12 billion yuan"),
            ("2万亿元", "2 trillion yuan"),
            ("上亿元", "100 million yuan"),
            ("0.5万元", "5 thousand yuan"),
            ("0.05万元", "500 yuan"),
            ("三千二百户", "3,200 households"),
            ("240元/人/月", "240 yuan per person per month"),
            ("3.5万元/年", "35 thousand yuan per year"),
            ("4000元每人", "4,000 yuan per person"),
            ("5万—8万元", "50–80 thousand yuan"),
            ("325亩", "325 mu (21.7 ha)"),
            ("4亩", "4 mu (0.27 ha)"),
            ("8.6万斤", "86 thousand jin (43,000 kg)"),
            ("20公顷", "20 hectares"),
            ("25平方米", "25 square metres"),
            ("126公里", "126 kilometres"),
            ("36千瓦", "36 kilowatts"),
            ("1万余条", "10 thousand"),
            ("3个村", "-"),
            ("6天", "6 days"),
            ("1年", "1 year"),
            ("7岁", "7 years of age"),
            ("72场次", "72 sessions"),
            ("1.5吨", "1.5 tonnes"),
        ] {
            let Ok(quantity) = Quantity::parse(printed) else {
                assert_eq!(text, "-", "{printed}");
                continue;
            };
            let gloss = quantity.gloss().map_or_else(
                || "-".to_owned(),
                |gloss| gloss.text + &gloss.metric.map(|m| format!(" ({m})")).unwrap_or_default(),
            );
            assert_eq!(gloss, text, "{printed}");
        }
    }

    #[test]
    fn units_stand_alone_in_english() {
        for (printed, text) in [
            ("元/人/月", "yuan per person per month"),
            ("万亩", "10,000 mu"),
            ("十亿元", "1,000,000,000 yuan"),
            ("个", "number"),
            ("%", "%"),
            ("个百分点", "percentage points"),
        ] {
            assert_eq!(unit_in_english(printed).as_deref(), Some(text), "{printed}");
        }
        assert_eq!(in_english("36,210,000", "元").as_deref(), Some("36,210,000 yuan"));
        assert_eq!(in_english("1", "户").as_deref(), Some("1 household"));
    }
}
