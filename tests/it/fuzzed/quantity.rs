//! What holds of quantities in any text. A text in, a panic where something does not hold.

use xianzhi::quantity::{FigureKind, Quantity, fold, format_grouped, format_plain, scan};

/// The whole text read as a quantity, and every figure in it.
pub fn holds(text: &str) {
    let folded = fold(text);
    assert_eq!(folded.offsets.len(), folded.text.len() + 1);
    assert!(folded.offsets.is_sorted());
    let starts = folded.text.char_indices().map(|(at, _)| folded.offsets[at] as usize);
    assert!(starts.chain([text.len()]).all(|at| text.is_char_boundary(at)), "{:?}", folded.offsets);
    match Quantity::parse(text) {
        Ok(quantity) => is_sound(&quantity),
        Err(error) => {
            assert!(text.is_char_boundary(error.offset), "{error:?}");
            assert!(!error.kind.in_chinese().is_empty() && !error.kind.in_english().is_empty());
        }
    }
    let mut last = 0;
    for figure in scan(text) {
        assert!(figure.start >= last && figure.end > figure.start, "out of order: {figure:?}");
        last = figure.end;
        let found = text.get(figure.start..figure.end).expect("a place on character boundaries");
        assert_eq!(fold(found).text, figure.printed);
        if let FigureKind::Quantity(quantity) = figure.kind {
            assert_eq!(&*quantity.printed, figure.printed);
            is_sound(&quantity);
        }
    }
}

/// It prints as what it was read from, reads back as the same, and lies within its interval or at an open end of it.
fn is_sound(quantity: &Quantity) {
    let printed = quantity.to_string();
    assert_eq!(Quantity::parse(&printed).as_ref(), Ok(quantity), "{printed} reads back as another");
    let (number, base, interval) = (quantity.number, quantity.base_value(), quantity.interval);
    assert!(quantity.upper.is_none_or(|upper| number < upper), "{quantity:?}");
    if let (Some(low), Some(high)) = (interval.low, interval.high) {
        assert!(low < high || interval.is_point(), "nothing is in {interval} of {printed}");
    }
    let outside = interval.low.is_some_and(|low| base < low) || interval.high.is_some_and(|high| base > high);
    assert!(!outside, "{printed} is {base}, not in {interval}");
    assert_eq!(format_plain(number).parse(), Ok(number));
    assert_eq!(format_grouped(number).replace(',', "").parse(), Ok(number));
    assert!(!quantity.base_unit().is_empty());
    if let Some(gloss) = quantity.gloss() {
        assert!(!gloss.text.is_empty() && gloss.metric.is_none_or(|metric| !metric.is_empty()));
    }
}
