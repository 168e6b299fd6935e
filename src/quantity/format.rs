//! Writing exact decimals: with thousands separators for people, plain for data files.

use rust_decimal::Decimal;

/// A decimal with commas between groups of three: `36,210,000`. Trailing zeros are kept as they are in the value.
pub fn format_grouped(d: Decimal) -> String {
    let plain = format_plain(d);
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.find('.').map_or((digits, ""), |dot| digits.split_at(dot));
    let mut out = String::with_capacity(plain.len() + whole.len() / 3);
    out.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(fraction);
    out
}

/// A decimal without grouping and without exponent, for CSV: `36210000`, `0.30`.
pub fn format_plain(d: Decimal) -> String {
    match i64::try_from(d.mantissa()) {
        Ok(whole) if d.scale() == 0 => whole.to_string(),
        Ok(0) => d.abs().to_string(),
        _ => d.to_string(),
    }
}
