//! Interval arithmetic at its corners, folding and formatting.

use rust_decimal::Decimal;

use super::super::{Interval, fold, format_grouped, format_plain};
use super::dec;

fn iv(text: &str) -> Interval {
    let (low_open, high_open) = (text.starts_with('('), text.ends_with(')'));
    let mut ends = text.trim_matches(['(', ')', '[', ']']).split(", ");
    let mut end = || ends.next().filter(|end| !end.contains('∞')).map(dec);
    Interval::new(end(), end(), low_open, high_open)
}

#[test]
fn containing_and_comparing() {
    let rate = iv("[99.505, 99.515)");
    assert!(rate.contains(dec("99.505")) && rate.contains(dec("99.51")) && !rate.contains(dec("99.515")));
    assert!(!iv("(100, ∞)").contains(dec("100")) && iv("(100, ∞)").contains(dec("1e20")));
    assert!(iv("[1, 2)").overlaps(&iv("[1.9, 3]")) && !iv("[1, 2)").overlaps(&iv("[2, 3]")));
    assert!(iv("[1, 2]").overlaps(&iv("[2, 3]")) && iv("(-∞, ∞)").overlaps(&iv("[2, 2]")));
    assert!(iv("[1, 2)").certainly_le(&iv("[2, 3]")) && !iv("[1, 2.5)").certainly_le(&iv("[2, 3]")));
    assert!(iv("[1, 2.5)").possibly_le(&iv("[2, 3]")) && !iv("(3, 4]").possibly_le(&iv("[2, 3]")));
    assert!(iv("[3, 4]").possibly_le(&iv("[2, 3]")) && !iv("[3, ∞)").certainly_le(&iv("[4, ∞)")));
    assert!(Interval::exact(dec("5")).is_point() && !iv("[5, 5.1)").is_point());
}

#[test]
fn arithmetic() {
    let show = |interval: Interval| interval.to_string();
    assert_eq!(show(iv("[1, 2)").add(&iv("[10, 20]"))), "[11, 22)");
    assert_eq!(show(iv("[1, 2)").sub(&iv("[10, 20]"))), "[-19, -8)");
    assert_eq!(show(iv("[1, ∞)").add(&iv("[10, 20]"))), "[11, ∞)");
    assert_eq!(show(iv("[1, 5)").sub(&iv("[10, ∞)"))), "(-∞, -5)");
    assert_eq!(show(iv("[2, 3)").mul(&iv("[4, 5]"))), "[8, 15)");
    assert_eq!(show(iv("[-2, 3)").mul(&iv("[4, 5]"))), "[-10, 15)");
    assert_eq!(show(iv("[0, 3)").mul(&iv("[4, ∞)"))), "[0, ∞)");
    assert_eq!(show(iv("(0, 3)").mul(&iv("[4, ∞)"))), "(0, ∞)");
    assert_eq!(show(iv("[2, 3)").scale(dec("-2"))), "(-6, -4]");
    assert_eq!(show(iv("[2, 3)").scale(Decimal::ZERO)), "[0, 0]");
    assert_eq!(show(iv("[2, 3)").hull(&iv("[3, 4]"))), "[2, 4]");
    assert_eq!(show(iv("[10, 20)").div(&iv("[2, 4]")).expect("no zero")), "[2.5, 10)");
    assert_eq!(show(iv("[10, 20)").div(&iv("(0, 4]")).expect("no zero")), "[2.5, ∞)");
    assert_eq!(show(iv("[10, 20)").div(&iv("[4, ∞)")).expect("no zero")), "(0, 5)");
    assert_eq!(show(iv("[10, ∞)").div(&iv("[4, ∞)")).expect("no zero")), "(0, ∞)");
    assert_eq!(show(iv("[10, 20)").div(&iv("[-4, -2]")).expect("no zero")), "(-10, -2.5]");
    assert_eq!(iv("[10, 20)").div(&iv("[0, 4]")), None);
    assert_eq!(iv("[10, 20)").div(&iv("[-1, 4]")), None);
    assert_eq!(iv("[10, 20)").div(&Interval::unbounded()), None);
    let huge = Interval::exact(Decimal::MAX);
    assert_eq!(huge.add(&huge).high, None, "an overflow is unbounded");
    assert_eq!(huge.mul(&huge).high, None);
    let [up, down] =
        [(Decimal::ONE, Decimal::MAX), (Decimal::MIN, -Decimal::ONE)].map(|(l, h)| Interval::closed(l, h));
    assert_eq!(show(up.add(&up)), "[2, ∞)");
    assert_eq!(show(down.add(&down)), "(-∞, -2]");
}

#[test]
fn folding_leads_back_to_the_original() {
    let original = "共　3206\n人，达％１ 00～";
    let folded = fold(original);
    assert_eq!(folded.text, "共3206人,达%100~");
    assert_eq!(folded.offsets.len(), folded.text.len() + 1);
    assert_eq!(folded.offsets.last(), Some(&u32::try_from(original.len()).expect("short")));
    for (at, c) in folded.text.char_indices() {
        let back = &original[folded.offsets[at] as usize..];
        assert_eq!(fold(back).text.chars().next(), Some(c), "byte {at}");
    }
    // Each byte of a character leads to its own, where both have as many; else all to the first.
    assert_eq!(fold("年％x").offsets, [0, 1, 2, 3, 6, 7]);
    assert_eq!(fold("〜−﹪").text, "~-%");
    assert_eq!(fold("\u{FEFF}１\u{200B}２").text, "12");
    assert_eq!(fold("").offsets, [0]);
}

#[test]
fn decimals_are_written_for_people_and_for_files() {
    let cases = [
        ("36210000", "36,210,000"),
        ("0.30", "0.30"),
        ("999", "999"),
        ("1000", "1,000"),
        ("-1234.50", "-1,234.50"),
        ("-12", "-12"),
        ("0", "0"),
        ("123456789012345678901234567", "123,456,789,012,345,678,901,234,567"),
    ];
    for (plain, grouped) in cases {
        assert_eq!(format_grouped(dec(plain)), grouped);
        assert_eq!(format_plain(dec(plain)), plain);
    }
    assert_eq!(format_plain(-Decimal::ZERO), "0");
    assert_eq!(format_plain(-dec("0.00")), "0.00");
}
