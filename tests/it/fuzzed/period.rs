//! What holds of time periods. A text in, a panic where something does not hold.

use std::cmp::Ordering;

use xianzhi::{
    diag::Lang,
    model::{Date, Period},
};

/// Each line read as a period, and every two of them held against each other.
pub fn holds(text: &str) {
    let periods: Vec<Period> = text.lines().take(8).filter_map(read).collect();
    for a in &periods {
        for b in &periods {
            in_order(a, b);
        }
    }
}

/// A period prints as it was written, and has words in each language and an address.
fn read(text: &str) -> Option<Period> {
    let period = match Period::parse(text) {
        Ok(period) => period,
        Err(error) => {
            assert!(text.is_char_boundary(error.offset), "{text}: {error:?}");
            return None;
        }
    };
    assert_eq!(period.to_string(), text);
    let plain = period.plain();
    assert!(!plain.is_approximate() && Period::parse(&plain.to_string()).as_ref() == Ok(&plain));
    assert!(!period.label().is_empty() && !period.label_in(Lang::En).is_empty());
    let slug = period.slug();
    assert!(!slug.is_empty() && slug.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'_'), "{slug}");
    if let Period::Span(Some(first), Some(last)) = &period {
        assert!(!first.certainly_after(last), "{text} ends before it begins");
    }
    Some(period)
}

/// Two periods and their ends stand in one order, whichever is asked.
fn in_order(a: &Period, b: &Period) {
    assert_eq!(a.cmp(b), b.cmp(a).reverse(), "{a} {b}");
    assert_eq!(a.cmp(b) == Ordering::Equal, a == b, "{a} {b}");
    let (x, y): (Date, Date) = (a.last(), b.last());
    assert_eq!(x.cmp(&y), y.cmp(&x).reverse(), "{x} {y}");
    assert_eq!(x.cmp(&y) == Ordering::Equal, x == y, "{x} {y}");
    if x.certainly_after(&y) {
        assert!(x > y && !y.certainly_after(&x), "{x} {y}");
    }
}
