//! Files once more, compressed ahead, for hosts that give these out instead of compressing at each request: nginx
//! (`gzip_static`), Caddy (`precompressed`). The same bytes give the same bytes: no hour, no name stands in them.

use std::io::Write as _;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// Formats that compress well; those of pictures and packages are compressed already.
const ENDINGS: [&str; 13] = [
    ".html",
    ".css",
    ".js",
    ".svg",
    ".csv",
    ".json",
    ".jsonld",
    ".xml",
    ".txt",
    ".md",
    ".bib",
    ".webmanifest",
    ".sqlite",
];

/// Below this a file fits into a packet or two as it is.
const AT_LEAST: usize = 1024;

/// Of 0 to 11. From 10 on each byte takes several times as long, for some hundredths of the size.
const BROTLI_QUALITY: i32 = 9;
const GZIP_LEVEL: u32 = 9;

/// A file in each compressed form that is worth it, with the name under which hosts look for it.
///
/// # Errors
/// None that a writer into memory has.
pub(super) fn compressed(path: &str, bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    if bytes.len() < AT_LEAST || !ENDINGS.iter().any(|ending| path.ends_with(ending)) {
        return Ok(Vec::new());
    }
    let forms = [(".gz", gzip(bytes)?), (".br", brotli(bytes)?)];
    let smaller = forms.into_iter().filter(|(_, form)| form.len() < bytes.len());
    Ok(smaller.map(|(ending, form)| (format!("{path}{ending}"), form)).collect())
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(GZIP_LEVEL));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::with_capacity(bytes.len() / 4);
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::compressed;

    #[test]
    fn what_is_compressed_is_the_file_again() {
        let text = "大祥区的数字，每个都能查到原文那一行。\n".repeat(200).into_bytes();
        let forms = compressed("counties/a.html", &text).unwrap();
        let [(gz, zipped), (br, brotli)] = &forms[..] else { panic!("{}", forms.len()) };
        assert_eq!((gz.as_str(), br.as_str()), ("counties/a.html.gz", "counties/a.html.br"));
        let (mut one, mut other) = (Vec::new(), Vec::new());
        flate2::read::GzDecoder::new(&zipped[..]).read_to_end(&mut one).unwrap();
        brotli::BrotliDecompress(&mut &brotli[..], &mut other).unwrap();
        assert!(one == text && other == text);
        assert_eq!(zipped[4..8], [0; 4], "the hour of gzip");
        assert_eq!(compressed("counties/a.html", &text).unwrap(), forms);
    }

    #[test]
    fn what_would_gain_nothing_is_left_as_it_is() {
        let text = "x".repeat(5000).into_bytes();
        for (path, bytes) in [("a.png", &text[..]), ("a.html", &text[..1000])] {
            assert!(compressed(path, bytes).unwrap().is_empty(), "{path}");
        }
        let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        let forms = compressed("a.csv", &noise).unwrap();
        assert!(forms.iter().all(|(_, form)| form.len() < noise.len()));
    }
}
