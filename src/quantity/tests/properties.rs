//! Properties of reading, printing and interval arithmetic, on generated quantities.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::super::unit_table::UNITS;
use super::super::{FigureKind, Interval, Qualifier, Quantity, fold, format_grouped, format_plain, scan};

/// Numbers as reports print them, some with decimals.
fn number() -> impl Strategy<Value = Decimal> {
    (0_i64..100_000_000, 0_u32..4).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

/// Units that no other word swallows, with or without a multiplier.
fn unit() -> impl Strategy<Value = String> {
    let names: Vec<&'static str> =
        UNITS.iter().map(|row| row.name).filter(|name| !["年", "月", "日"].contains(name)).collect();
    (prop::sample::select(vec!["", "", "", "万", "亿"]), prop::sample::select(names))
        .prop_map(|(m, name)| format!("{m}{name}"))
}

/// Words before and after a number, and the qualifier they give.
fn words() -> impl Strategy<Value = (&'static str, &'static str, &'static str, Option<Qualifier>)> {
    prop::sample::select(vec![
        ("", "", "", None),
        ("约", "", "", Some(Qualifier::About)),
        ("", "", "左右", Some(Qualifier::About)),
        ("近", "", "", Some(Qualifier::Under)),
        ("不足", "", "", Some(Qualifier::Under)),
        ("", "余", "", Some(Qualifier::Over)),
        ("", "多", "", Some(Qualifier::Over)),
        ("超过", "", "", Some(Qualifier::Over)),
        ("至少", "", "", Some(Qualifier::AtLeast)),
        ("", "", "以上", Some(Qualifier::AtLeast)),
        ("不超过", "", "", Some(Qualifier::AtMost)),
        ("", "", "以内", Some(Qualifier::AtMost)),
    ])
}

/// A printed quantity and the qualifier it must give.
fn printed() -> impl Strategy<Value = (String, Decimal, Option<Qualifier>)> {
    (number(), unit(), words()).prop_map(|(n, unit, (before, inside, after, qualifier))| {
        (format!("{before}{n}{inside}{unit}{after}"), n, qualifier)
    })
}

/// An interval that is not empty, and a value inside it.
fn interval() -> impl Strategy<Value = (Interval, Decimal)> {
    (-2000_i64..2000, 1_i64..500, 0_i64..=100, 0_u8..4, any::<(bool, bool)>()).prop_map(
        |(low, width, part, kind, (low_open, high_open))| {
            let (low, width) = (Decimal::new(low, 1), Decimal::new(width, 1));
            let ends = match kind {
                0 => (Some(low), None),
                1 => (None, Some(low + width)),
                _ => (Some(low), Some(low + width)),
            };
            let interval = Interval::new(ends.0, ends.1, low_open, high_open);
            let inside = low + width * Decimal::new(part, 2);
            (interval, if interval.contains(inside) { inside } else { low + width / Decimal::TWO })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_reads_back_the_same((text, number, qualifier) in printed()) {
        let first = Quantity::parse(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        prop_assert_eq!(first.number, number);
        prop_assert_eq!(first.qualifier, qualifier);
        prop_assert_eq!(&Quantity::parse(&first.to_string()), &Ok(first.clone()));
        // Written out again from its parts, with separators, it means the same.
        let rewritten = text.replacen(&number.to_string(), &format_grouped(number), 1);
        let again = Quantity::parse(&rewritten).map_err(|error| TestCaseError::fail(format!("{rewritten}: {error}")))?;
        prop_assert_eq!((again.number, again.unit, again.qualifier, again.interval), (first.number, first.unit, first.qualifier, first.interval));
    }

    /// The value lies in its interval, except where the word says that it does not: 超过 and 不足 always, 近 but for time.
    /// There it is the open end.
    #[test]
    fn an_interval_holds_its_value_or_ends_at_it((text, _, _) in printed()) {
        let q = Quantity::parse(&text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let (value, interval) = (q.base_value(), q.interval);
        if text.starts_with("超过") {
            prop_assert!(!interval.contains(value) && interval.low == Some(value) && interval.low_open);
        } else if text.starts_with("不足") || (text.starts_with('近') && !q.dimension().is_time()) {
            prop_assert!(!interval.contains(value) && interval.high == Some(value) && interval.high_open);
        } else {
            prop_assert!(interval.contains(value), "{} in {}", value, interval);
        }
    }

    #[test]
    fn a_range_runs_from_its_number_to_its_upper(a in number(), step in 1_i64..1_000_000, unit in unit()) {
        let b = a + Decimal::from(step);
        let text = format!("{a}～{b}{unit}");
        let q = Quantity::parse(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        prop_assert_eq!((q.number, q.upper, q.qualifier), (a, Some(b), None));
        prop_assert_eq!(q.interval.low, Some(q.base_value()));
        prop_assert!(q.interval.contains(q.base_value()) && !q.interval.is_point());
    }

    #[test]
    fn scan_finds_a_quantity_as_parse_reads_it((text, _, _) in printed()) {
        let sentence = format!("甲镇：{text}；乙镇");
        let figures = scan(&sentence);
        prop_assert_eq!(figures.len(), 1, "{:?}", figures);
        let FigureKind::Quantity(found) = &figures[0].kind else { return Err(TestCaseError::fail(sentence)) };
        prop_assert_eq!(Ok(found.clone()), Quantity::parse(&text));
    }

    #[test]
    fn interval_arithmetic_is_sound((x, a) in interval(), (y, b) in interval()) {
        prop_assert!(x.add(&y).contains(a + b));
        prop_assert!(x.sub(&y).contains(a - b));
        prop_assert!(x.mul(&y).contains(a * b), "{} * {} = {}", x, y, x.mul(&y));
        prop_assert!(x.scale(b).contains(a * b));
        prop_assert!(x.hull(&y).contains(a) && x.hull(&y).contains(b));
        match x.div(&y) {
            Some(quotient) => prop_assert!(!b.is_zero() && quotient.contains(a / b), "{} / {} = {}", x, y, quotient),
            None => prop_assert!(y.contains(Decimal::ZERO)),
        }
        prop_assert!(!x.certainly_le(&y) || a <= b);
        prop_assert!(a > b || x.possibly_le(&y));
        prop_assert!(a != b || x.overlaps(&y));
    }

    #[test]
    fn formats_read_back(digits in any::<i64>(), scale in 0_u32..8) {
        let d = Decimal::new(digits, scale);
        prop_assert_eq!(format_plain(d).parse(), Ok(d));
        prop_assert_eq!(format_grouped(d).replace(',', "").parse(), Ok(d));
    }

    /// Any text at all: nothing panics, figures stand in order and apart, on character boundaries.
    #[test]
    fn any_text_is_scanned(text in "[0-9０-９一二三两十百千万亿零〇半余多约近超第上成个人元/年月日%％.,，:+~～\\-\\n 　至到分之以家户次瓦点A]{0,40}") {
        let mut last = 0;
        for figure in scan(&text) {
            prop_assert!(figure.start >= last && figure.end > figure.start);
            last = figure.end;
            prop_assert_eq!(&fold(&text[figure.start..figure.end]).text, &figure.printed);
            if let FigureKind::Quantity(found) = figure.kind {
                prop_assert_eq!(Quantity::parse(&figure.printed).map(|q| q.interval), Ok(found.interval));
            }
        }
        let _ = Quantity::parse(&text);
    }
}
