//! WebP (RFC 9649): a RIFF of chunks, each with its name and length. Those that pixels and their colours are made of are
//! copied.

use super::{Bare, ImageFault, exif, take};

/// What the first byte of the chunk `VP8X` says of others.
const HAS_EXIF: u8 = 0b1000;
const HAS_XMP: u8 = 0b0100;

/// Bytes before the first chunk: `RIFF`, the length, `WEBP`.
const HEAD: usize = 12;

/// The picture without anything beside its pixels.
pub(super) fn bare(file: &[u8]) -> Result<Bare, ImageFault> {
    let length = file.get(4..8).and_then(little).ok_or(ImageFault::Broken)?;
    let mut rest = length.checked_add(8).and_then(|end| file.get(HEAD..end)).ok_or(ImageFault::Broken)?;
    let mut chunks = Vec::with_capacity(file.len());
    let (mut canvas, mut frame) = (None, None);
    while !rest.is_empty() {
        let (name, data) = chunk(&mut rest).ok_or(ImageFault::Broken)?;
        match name {
            b"VP8X" => {
                canvas = Some(canvas_size(data).ok_or(ImageFault::Broken)?);
                let mut said = data.to_vec();
                said[0] &= !(HAS_EXIF | HAS_XMP);
                put(&mut chunks, name, &said);
            }
            b"VP8 " => frame = Some(lossy_size(data).ok_or(ImageFault::Broken)?),
            b"VP8L" => frame = Some(lossless_size(data).ok_or(ImageFault::Broken)?),
            b"ANIM" | b"ANMF" => return Err(ImageFault::Moving),
            b"EXIF" if exif::orientation(data) > 1 => return Err(ImageFault::Turned),
            _ => {}
        }
        if matches!(name, b"VP8 " | b"VP8L" | b"ALPH" | b"ICCP") {
            put(&mut chunks, name, data);
        }
    }
    let frame = frame.ok_or(ImageFault::Broken)?;
    let (width, height) = canvas.unwrap_or(frame);
    let length = u32::try_from(chunks.len() + 4).map_err(|_| ImageFault::Broken)?;
    let bytes = [b"RIFF", &length.to_le_bytes()[..], b"WEBP", &chunks].concat();
    Ok(Bare { bytes, width, height })
}

/// The next chunk: its name and what it holds, which an even number of bytes stands for.
fn chunk<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let name = take(rest, 4)?;
    let length = little(take(rest, 4)?)?;
    let data = take(rest, length)?;
    if length % 2 == 1 {
        take(rest, 1)?;
    }
    Some((name, data))
}

fn put(out: &mut Vec<u8>, name: &[u8], data: &[u8]) {
    out.extend(name);
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(data);
    out.extend(vec![0; data.len() % 2]);
}

/// Width and height less one, of three bytes each.
fn canvas_size(data: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| Some(u32::try_from(little(data.get(at..at + 3)?)?).ok()? + 1);
    Some((side(4)?, side(7)?))
}

/// Behind a start code, fourteen bits each.
fn lossy_size(data: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| Some(u32::try_from(little(data.get(at..at + 2)?)?).ok()? & 0x3fff);
    if data.get(3..6)? != b"\x9d\x01\x2a" {
        return None;
    }
    Some((side(6)?, side(8)?))
}

/// Behind a first byte, fourteen bits each, less one.
fn lossless_size(data: &[u8]) -> Option<(u32, u32)> {
    let sides = u32::try_from(little(data.get(1..5)?)?).ok()?;
    (data[0] == 0x2f).then_some(((sides & 0x3fff) + 1, (sides >> 14 & 0x3fff) + 1))
}

/// At most four bytes, the lowest first.
fn little(bytes: &[u8]) -> Option<usize> {
    let number = bytes.iter().rev().try_fold(0_u32, |number, byte| Some(number << 8 | u32::from(*byte)))?;
    usize::try_from(number).ok()
}
