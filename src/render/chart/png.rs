//! The chart as PNG, for programs that show no SVG: drawn from the file's SVG with one built-in face, on white.
//!
//! No face of the system is looked at, so that the picture is the same everywhere. The face is a subset of Noto Sans CJK SC
//! with the characters of the national table; `theme/fonts/make.py` made it. What it lacks is named by [`without_glyph`].

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use anyhow::{Context as _, Result};
use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};

/// Width of the picture in pixels.
const WIDTH: u32 = 1200;
/// The built-in face.
const FACE: &[u8] = include_bytes!("../../../theme/fonts/charts.otf");
/// Its family, which the files name too.
const FAMILY: &str = "Noto Sans CJK SC";

/// The built-in face and nothing else.
static FACES: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut faces = fontdb::Database::new();
    faces.load_font_source(fontdb::Source::Binary(Arc::new(FACE)));
    faces.set_sans_serif_family(FAMILY);
    Arc::new(faces)
});

/// Its characters but white space, sorted.
static COVERED: LazyLock<Vec<char>> =
    LazyLock::new(|| include_str!("../../../theme/fonts/covered.txt").chars().collect());

/// The bytes of the picture, 1,200 pixels wide.
///
/// # Errors
/// Where `svg` is no SVG or too large to be drawn.
pub fn render_png(svg: &str) -> Result<Vec<u8>> {
    draw_png(svg, WIDTH)
}

/// The bytes of the picture, so many pixels wide.
///
/// # Errors
/// Where `svg` is no SVG or too large to be drawn.
pub fn draw_png(svg: &str, width: u32) -> Result<Vec<u8>> {
    let options = Options { fontdb: FACES.clone(), font_family: FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).context("the SVG of a chart")?;
    #[expect(clippy::cast_precision_loss, reason = "a width in pixels")]
    let scale = width as f32 / tree.size().width();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a height in pixels, above 0"
    )]
    let height = (tree.size().height() * scale).ceil() as u32;
    let mut pixels = Pixmap::new(width, height.max(1)).context("the size of a chart")?;
    pixels.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().context("the PNG of a chart")
}

/// The characters that the built-in face lacks and that a picture would show as boxes.
pub fn without_glyph<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeSet<char> {
    let wanted: BTreeSet<char> = texts.flat_map(str::chars).collect();
    let shown = |c: &char| !c.is_whitespace() && !c.is_control();
    wanted.into_iter().filter(shown).filter(|c| COVERED.binary_search(c).is_err()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_face_has_names_of_counties_and_what_it_lacks_is_found() {
        assert!(COVERED.is_sorted() && COVERED.len() > 8105);
        let names = ["靖州苗族侗族自治县", "鄠邑区", "𬭚、䢺、～％", "Hengyang 0.28%\n", "\u{9f98}"];
        assert_eq!(without_glyph(names.into_iter()), BTreeSet::from(['\u{9f98}']));
    }

    #[test]
    fn a_text_leaves_ink_and_the_bytes_are_equal() {
        let svg = |text: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"30\" viewBox=\"0 0 60 30\">\
                 <text x=\"5\" y=\"22\" font-size=\"20\" font-family=\"sans-serif\">{text}</text></svg>"
            )
        };
        let png = render_png(&svg("县志")).unwrap();
        assert_eq!(png, render_png(&svg("县志")).unwrap());
        let ink = |png: &[u8]| {
            let pixels = Pixmap::decode_png(png).unwrap();
            assert_eq!((pixels.width(), pixels.height()), (1200, 600));
            pixels.pixels().iter().filter(|p| p.red() < 128).count()
        };
        assert!(ink(&png) > 10_000, "{}", ink(&png));
        assert_eq!(ink(&render_png(&svg(" ")).unwrap()), 0);
    }
}
