//! PNG (W3C, third edition): a row of chunks, each with its length, its kind and a checksum. Those that pixels and their
//! colours are made of are copied.

use flate2::Crc;

use super::{Bare, ImageFault, exif, take};

/// How each such file begins.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks of pixels and colours, and of how large the picture is on paper.
const KEPT: [&[u8]; 15] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"cLLI", b"bKGD", b"pHYs",
];

/// The picture without anything beside its pixels.
pub(super) fn bare(file: &[u8]) -> Result<Bare, ImageFault> {
    let mut rest = file.get(SIGNATURE.len()..).ok_or(ImageFault::Broken)?;
    let mut out = Vec::with_capacity(file.len());
    out.extend(SIGNATURE);
    let (mut size, mut has_pixels) = (None, false);
    loop {
        let (whole, kind, data) = chunk(&mut rest).ok_or(ImageFault::Broken)?;
        match kind {
            b"IHDR" => size = header(data),
            b"IDAT" => has_pixels = true,
            b"acTL" => return Err(ImageFault::Moving),
            b"eXIf" if exif::orientation(data) > 1 => return Err(ImageFault::Turned),
            _ => {}
        }
        let (width, height) = size.ok_or(ImageFault::Broken)?;
        if KEPT.contains(&kind) {
            out.extend(whole);
        }
        if kind == b"IEND" {
            return if has_pixels { Ok(Bare { bytes: out, width, height }) } else { Err(ImageFault::Broken) };
        }
    }
}

/// The next chunk: as a whole, its kind, and what it holds.
fn chunk<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], &'a [u8], &'a [u8])> {
    let length = usize::try_from(number(rest.get(..4)?)?).ok()?;
    let whole = take(rest, length.checked_add(12)?)?;
    let (kind, data, sum) = (&whole[4..8], &whole[8..8 + length], &whole[8 + length..]);
    let mut crc = Crc::new();
    crc.update(&whole[4..8 + length]);
    (number(sum)? == crc.sum()).then_some((whole, kind, data))
}

fn header(data: &[u8]) -> Option<(u32, u32)> {
    Some((number(data.get(..4)?)?, number(data.get(4..8)?)?))
}

fn number(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}
