//! Textures of bars: parallel lines cut at the edges of a rectangle.
//!
//! Lines of our own need no `<pattern>` and so no id and no `url(#…)`, which some readers of SVG and EPUB lack.

use plotters_backend::BackendCoord;

use super::backend::{Canvas, Tenths};
use super::ink::Ink;

/// The texture of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Texture {
    /// Of the n-th part: a second cue where colours are not told apart.
    Part(usize),
    /// Of the difference between the parts and the whole.
    Gap,
    /// Of what the parts have too much.
    Over,
    /// Of a place without a value.
    Missing,
}

/// Covers the rectangles between two corners each, in tenths.
pub(super) fn draw(canvas: &mut Canvas<'_>, texture: Texture, rects: &[(BackendCoord, BackendCoord)]) {
    let (ink, rising, falling, distance) = match texture {
        Texture::Gap => (Ink::Hatch, true, false, 50),
        Texture::Missing => (Ink::MissingHatch, true, false, 90),
        Texture::Over => (Ink::OverHatch, true, false, 60),
        Texture::Part(n) => match n % 6 {
            1 => (Ink::Cue, true, false, 80),
            2 => (Ink::Cue, false, true, 80),
            3 => (Ink::Cue, true, true, 100),
            4 => (Ink::Cue, true, false, 40),
            5 => (Ink::Cue, false, true, 40),
            _ => return,
        },
    };
    let mut d = String::new();
    for (a, b) in rects {
        let (left, right) = (a.0.min(b.0), a.0.max(b.0));
        let (top, bottom) = (a.1.min(b.1), a.1.max(b.1));
        for (wanted, mirrored) in [(rising, false), (falling, true)] {
            if wanted {
                push_lines(&mut d, [left, top, right, bottom], mirrored, distance);
            }
        }
    }
    if !d.is_empty() {
        canvas.shape(ink, format_args!("path d=\"{d}\""));
    }
}

/// Lines at 45 degrees: x + y is constant on each, counted from the corner.
fn push_lines(d: &mut String, [left, top, right, bottom]: [i32; 4], mirrored: bool, distance: i32) {
    let (width, height) = (right - left, bottom - top);
    let x_of = |x: i32| if mirrored { right - x } else { left + x };
    let mut sum = distance / 2;
    while sum < width + height {
        let (x0, y0) = (sum.min(width), (sum - width).max(0));
        let (x1, y1) = ((sum - height).max(0), sum.min(height));
        let [x0, y0, x1, y1] = [x_of(x0), top + y0, x_of(x1), top + y1].map(Tenths);
        d.push_str(&format!("M{x0} {y0}L{x1} {y1}"));
        sum += distance;
    }
}
