//! What kinds of characters there are in what editors write: Chinese ones, full-width ones, look-alikes of letters, and those
//! that are not seen or that no text of ours can have. Goes out: the kind of a character, and a text in which all is seen.

use std::{borrow::Cow, fmt::Write as _};

/// Whether it is a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '〇')
}

/// Why a character should not stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// A terminal acts on it, XML cannot hold it: controls, and numbers that are no characters.
    Control,
    /// What follows is shown in another order than it is written in.
    Reorders,
    /// It shows nothing and takes no room.
    Invisible,
    /// What it looks like is known to single fonts only (private use).
    Private,
    /// It stands for what was lost when a text was read in the wrong encoding.
    Lost,
}

impl Unfit {
    /// Of a character as it stands alone.
    fn of(c: char) -> Option<Unfit> {
        match c {
            '\t' | '\n' | '\r' | ' '..='~' => None,
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => Some(Unfit::Control),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Unfit::Reorders),
            '\u{fffc}' | '\u{fffd}' => Some(Unfit::Lost),
            c if u32::from(c) & 0xfffe == 0xfffe => Some(Unfit::Control),
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => Some(Unfit::Private),
            c if is_invisible(c) => Some(Unfit::Invisible),
            _ => None,
        }
    }
}

/// The unfit characters of a text, each with where it stands. A joiner is one where nothing before it joins.
pub(crate) fn unfit(text: &str) -> impl Iterator<Item = (usize, char, Unfit)> {
    let may_be = text.bytes().enumerate().filter(|(_, byte)| MAY_BE_UNFIT[usize::from(*byte)]);
    may_be.filter_map(|(i, _)| {
        let c = text[i..].chars().next()?;
        let kind = match c {
            '\u{200c}' | '\u{200d}' => {
                let before = text[..i].chars().next_back();
                before.is_none_or(is_never_joined).then_some(Unfit::Invisible)
            }
            c => Unfit::of(c),
        };
        Some((i, c, kind?))
    })
}

/// First bytes of characters that may be unfit; no byte within a character is among them.
pub(crate) static MAY_BE_UNFIT: [bool; 256] = {
    let mut may_be = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        may_be[byte] = !matches!(byte as u8, b'\t' | b'\n' | b'\r');
        byte += 1;
    }
    let rest = [0x7f, 0xc2, 0xcd, 0xd8, 0xe1, 0xe2, 0xe3, 0xee, 0xef, 0xf0, 0xf1, 0xf2, 0xf3, 0xf4];
    let mut n = 0;
    while n < rest.len() {
        may_be[rest[n]] = true;
        n += 1;
    }
    may_be
};

/// Whether a character is of a script whose letters stand alone, so that a joiner after it joins nothing.
fn is_never_joined(c: char) -> bool {
    c.is_ascii()
        || is_han(c)
        || matches!(c, '\u{2010}'..='\u{203f}' | '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')
}

/// Whether a character shows nothing and takes no room, as texts copied from web pages and word processors have them.
/// Joiners and the selectors of variants, which some scripts need, are none of these.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'
            | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// A text for a screen: what is not seen there, or what a terminal would act on, is written out, as in `‹U+202E›`. Lines and
/// tabs stay.
pub(crate) fn legible(text: &str) -> Cow<'_, str> {
    let acts = |c| matches!(Unfit::of(c), Some(Unfit::Control | Unfit::Reorders | Unfit::Invisible));
    let hidden = |c: char| matches!(c, '\r' | '\u{200c}' | '\u{200d}') || acts(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            let _ = write!(shown, "‹U+{:04X}›", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// A full-width sign as the keyboard has it.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// The plain letter that a letter of another alphabet is taken for.
pub(crate) fn look_alike(c: char) -> Option<char> {
    const ALIKE: &[(&str, &str)] = &[
        // Cyrillic.
        ("аеорсухѕіјһԁԛԝӏгь", "aeopcyxsijhdqwlrb"),
        ("АВЕКМНОРСТУХЅІЈԚԜ", "ABEKMHOPCTYXSIJQW"),
        // Greek.
        ("αγικνορτυχω", "ayiknoptuxw"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        // Armenian, and letters of the alphabet of phonetics.
        ("օոսհցզɑɡıɩ", "onuhgqagii"),
    ];
    if c.is_ascii() || is_han(c) {
        return None;
    }
    ALIKE
        .iter()
        .find_map(|(others, plain)| others.chars().zip(plain.chars()).find(|(o, _)| *o == c).map(|(_, p)| p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_unfit_is_known_by_its_first_byte() {
        for c in '\0'..=char::MAX {
            let text = format!("甲{c}乙");
            let alone = Unfit::of(c).is_some() || matches!(c, '\u{200c}' | '\u{200d}');
            assert_eq!(unfit(&text).count(), usize::from(alone), "U+{:04X}", u32::from(c));
            let seen = matches!(unfit(&text).next(), None | Some((.., Unfit::Private | Unfit::Lost)));
            assert_eq!(legible(&text) == text, seen && c != '\r', "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn what_scripts_need_is_fit() {
        for text in [
            "葛\u{e0100}城",
            "❤\u{fe0f}",
            "می\u{200c}خواهم",
            "👩\u{200d}🌾",
            "ئۇيغۇر",
            "甲\t乙\r\n",
            "a\u{a0}b\u{3000}c",
        ] {
            assert_eq!(unfit(text).count(), 0, "{text}");
        }
        assert_eq!(
            unfit("贫\u{200d}困").map(|(i, _, kind)| (i, kind)).collect::<Vec<_>>(),
            [(3, Unfit::Invisible)]
        );
    }

    #[test]
    fn letters_of_other_alphabets_are_known_by_what_they_look_like() {
        let read = |text: &str| text.chars().map(|c| look_alike(c).unwrap_or(c)).collect::<String>();
        assert_eq!(read("wаtеr.реорlе"), "water.people");
        assert_eq!(read("water"), "water");
        assert_eq!(read("例"), "例");
    }
}
