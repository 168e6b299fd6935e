//! Pictures that are whole, cut short, damaged, and in motion.

use proptest::prelude::*;

use super::{Bare, ImageFault, ImageFormat, bare};

const ALL: [(&str, &[u8]); 3] = [
    ("bridge.jpg", include_bytes!("../../../tests/fixtures/images/bridge.jpg")),
    ("drawing.png", include_bytes!("../../../tests/fixtures/images/drawing.png")),
    ("field.webp", include_bytes!("../../../tests/fixtures/images/field.webp")),
];

fn fault(name: &str, bytes: &[u8]) -> Option<ImageFault> {
    bare(name, bytes).err()
}

/// A chunk of a PNG.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes(), kind, data, &crc.sum().to_be_bytes()[..]].concat()
}

#[test]
fn sizes_are_those_of_the_pixels() {
    for ((name, bytes), size) in ALL.into_iter().zip([(240, 150), (120, 80), (240, 150)]) {
        let (format, Bare { bytes: copy, width, height }) = bare(name, bytes).unwrap();
        assert_eq!(((width, height), Some(format)), (size, ImageFormat::of_name(name)), "{name}");
        let (_, again) = bare(name, &copy).unwrap();
        assert_eq!(again.bytes, copy, "{name}: a copy of the copy is the copy");
    }
}

#[test]
fn what_is_cut_short_is_broken() {
    for (name, bytes) in ALL {
        for end in 0..bytes.len() {
            assert!(fault(name, &bytes[..end]).is_some(), "{name}: {end} of {}", bytes.len());
        }
    }
}

#[test]
fn names_and_formats_go_together() {
    let [(_, jpeg), (_, png), (_, webp)] = ALL;
    assert_eq!(fault("a.png", jpeg), Some(ImageFault::Misnamed(ImageFormat::Jpeg)));
    assert_eq!(fault("a.jpeg", png), Some(ImageFault::Misnamed(ImageFormat::Png)));
    assert_eq!(fault("a.jpg", webp), Some(ImageFault::Misnamed(ImageFormat::Webp)));
    assert_eq!(fault("a.jpeg", jpeg), None);
    for other in [&b"GIF89a\x01\0\x01\0"[..], b"<svg/>", b"BM", b"RIFF\x04\0\0\0WAVE", b"\0\0\0\x20ftypheic"]
    {
        assert_eq!(fault("a.jpg", other), Some(ImageFault::Foreign), "{other:?}");
    }
}

#[test]
fn what_moves_is_told_by_its_chunks() {
    let [_, (_, png), (_, webp)] = ALL;
    let moving = [&png[..33], &chunk(b"acTL", &[0; 8]), &png[33..]].concat();
    assert_eq!(fault("a.png", &moving), Some(ImageFault::Moving));
    let frames = [b"ANIM", &6_u32.to_le_bytes()[..], &[0; 6]].concat();
    let length = u32::try_from(webp.len() - 8 + frames.len()).unwrap();
    let moving = [&webp[..4], &length.to_le_bytes(), b"WEBP", &frames, &webp[12..]].concat();
    assert_eq!(fault("a.webp", &moving), Some(ImageFault::Moving));
}

#[test]
fn no_width_is_no_picture() {
    let [(_, jpeg), (_, png), _] = ALL;
    let header = [&[0; 7], &png[23..29]].concat();
    let flat = [&png[..8], &chunk(b"IHDR", &header), &png[33..]].concat();
    assert_eq!(fault("a.png", &flat), Some(ImageFault::Empty));
    let frame = jpeg.windows(4).position(|w| w == [0xff, 0xc0, 0, 0x11]).unwrap();
    let mut flat = jpeg.to_vec();
    flat[frame + 5..frame + 9].fill(0);
    assert_eq!(fault("a.jpg", &flat), Some(ImageFault::Empty));
}

proptest! {
    #[test]
    fn damaged_pictures_stop_nobody(n in 0..3_usize, at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let (name, bytes) = ALL[n];
        let mut damaged = bytes.to_vec();
        let at = at.index(damaged.len());
        damaged[at] = to;
        if let Ok((_, copy)) = bare(name, &damaged) {
            prop_assert!(bare(name, &copy.bytes).is_ok());
        }
    }
}
