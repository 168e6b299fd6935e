//! The one thing that matters of what a camera writes beside a picture (Exif 2.32, in the form of TIFF 6.0): how it was
//! held.

/// The tag of the orientation, in the first directory.
const ORIENTATION: u16 = 0x0112;

/// How a picture is to be turned, from 1 (not at all) to 8, as Exif numbers it; 1 where nothing can be made out.
pub(super) fn orientation(exif: &[u8]) -> u8 {
    read(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)).filter(|n| (1..=8).contains(n)).unwrap_or(1)
}

fn read(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II\x2a\0" => true,
        b"MM\0\x2a" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at.checked_add(1)?)?];
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let high_and_low = |at: usize| Some((short(at)?, short(at + 2)?));
    let (a, b) = high_and_low(4)?;
    let (high, low) = if little { (b, a) } else { (a, b) };
    let directory = usize::from(high) << 16 | usize::from(low);
    let entries = usize::from(short(directory)?);
    let mut all = (0..entries).map(|n| directory + 2 + 12 * n);
    let entry = all.find(|at| short(*at) == Some(ORIENTATION))?;
    u8::try_from(short(entry + 8)?).ok()
}

/// What tells this orientation and nothing else.
pub(super) fn of_orientation(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif
}

#[cfg(test)]
mod tests {
    use super::{of_orientation, orientation};

    #[test]
    fn an_orientation_is_read_as_it_was_written() {
        for n in 1..=8 {
            assert_eq!(orientation(&of_orientation(n)), n);
        }
        let big = b"MM\0\x2a\0\0\0\x08\0\x02\x01\x0f\0\x02\0\0\0\x01A\0\0\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        assert_eq!(orientation(big), 6);
    }

    #[test]
    fn what_cannot_be_read_turns_nothing() {
        let far = b"II\x2a\0\xff\xff\xff\xff";
        let nine = of_orientation(9);
        for exif in [&b""[..], b"Exif\0\0", b"II\x2a\0", far, &nine, &of_orientation(6)[..20]] {
            assert_eq!(orientation(exif), 1, "{exif:?}");
        }
    }
}
