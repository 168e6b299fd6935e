//! JPEG (ITU-T T.81): a row of segments, each behind its marker. Those that pixels are made of are copied, with the colour
//! profile and what says how colours are meant; all others go, and whatever stands behind the end.

use super::{Bare, ImageFault, exif, take};

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;

/// Bytes of the segment `JFIF` before the small picture in it, and of what Adobe says of colours.
const OF_JFIF: usize = 12;
const OF_ADOBE: usize = 12;

/// The picture without anything beside its pixels. How it is to be turned stays: every browser goes by that.
pub(super) fn bare(file: &[u8]) -> Result<Bare, ImageFault> {
    let mut rest = file.get(2..).ok_or(ImageFault::Broken)?;
    let mut out = Vec::with_capacity(file.len());
    out.extend([0xff, SOI]);
    let (mut size, mut orientation, mut has_scan) = (None, 1, false);
    loop {
        let marker = marker(&mut rest).ok_or(ImageFault::Broken)?;
        if marker == EOI {
            break;
        }
        if is_alone(marker) {
            continue;
        }
        let body = segment(&mut rest).ok_or(ImageFault::Broken)?;
        if marker == APP1 && body.starts_with(b"Exif\0\0") && orientation == 1 {
            orientation = exif::orientation(body);
            if orientation > 1 {
                put(&mut out, marker, &exif::of_orientation(orientation));
            }
        }
        if is_frame(marker) && size.is_none() {
            size = Some(frame_size(body).ok_or(ImageFault::Broken)?);
        }
        if let Some(kept) = kept(marker, body) {
            put(&mut out, marker, &kept);
        }
        if marker == SOS {
            has_scan = true;
            let scan = rest.len() - after_scan(rest).ok_or(ImageFault::Broken)?.len();
            out.extend(take(&mut rest, scan).ok_or(ImageFault::Broken)?);
        }
    }
    out.extend([0xff, EOI]);
    let (width, height) = size.filter(|_| has_scan).ok_or(ImageFault::Broken)?;
    let (width, height) = if orientation > 4 { (height, width) } else { (width, height) };
    Ok(Bare { bytes: out, width, height })
}

/// The next marker; before it may stand bytes 0xff.
fn marker(rest: &mut &[u8]) -> Option<u8> {
    if take(rest, 1)? != [0xff] {
        return None;
    }
    loop {
        match take(rest, 1)? {
            [0xff] => {}
            [marker] => return Some(*marker),
            _ => return None,
        }
    }
}

/// Whether nothing belongs to a marker.
fn is_alone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xd0..=SOI)
}

/// What stands behind a marker, without its length.
fn segment<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = take(rest, 2)?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    take(rest, length.checked_sub(2)?)
}

/// Whether a marker begins a frame, which says how large the picture is.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

fn frame_size(body: &[u8]) -> Option<(u32, u32)> {
    let sides = body.get(1..5)?;
    let side = |n: usize| u32::from(u16::from_be_bytes([sides[n], sides[n + 1]]));
    Some((side(2), side(0)))
}

/// What of a segment is copied.
fn kept(marker: u8, body: &[u8]) -> Option<Vec<u8>> {
    match marker {
        APP0 if body.starts_with(b"JFIF\0") => {
            let mut density = body.get(..OF_JFIF)?.to_vec();
            density.extend([0, 0]);
            Some(density)
        }
        APP2 if body.starts_with(b"ICC_PROFILE\0") => Some(body.to_vec()),
        APP14 if body.starts_with(b"Adobe") => Some(body.get(..OF_ADOBE)?.to_vec()),
        // Frames, scans and their tables.
        0xc0..=0xcf | SOS..=0xdf => Some(body.to_vec()),
        _ => None,
    }
}

fn put(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    let length = u16::try_from(body.len() + 2).expect("invariant: no longer than the segment that it was");
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend(body);
}

/// What follows the coded pixels of a scan: there 0xff stands before 0 or the number of a restart only.
fn after_scan(coded: &[u8]) -> Option<&[u8]> {
    let is_end = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff);
    let end = coded.windows(2).position(is_end)?;
    coded.get(end..)
}
