//! The canvas: a plotters backend that writes SVG with classes (in pages) or presentation attributes (in files).
//!
//! plotters counts in whole pixels, so the canvas is ten times the picture and coordinates are written in tenths. What
//! plotters draws itself (grid, zero line, tick labels) comes through [`DrawingBackend`]; our own marks are elements
//! that call the methods of [`Canvas`]. Never written: `style=`, a colour in a page, text with an unescaped character.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::super::text::is_han;
use super::ink::Ink;
use super::text::{Kind, Line};
use crate::diag::Lang;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Where the picture will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    /// In a page, whose style sheet colours it.
    Page,
    /// In a file of its own, on white.
    File,
}

/// Side of the point on which a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Measured box of a text that was written: left, top, right, bottom.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextBox {
    pub(super) text: String,
    pub(super) edges: [f64; 4],
}

/// What has been drawn so far.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) svg: String,
    pub(super) boxes: Vec<TextBox>,
    /// The language of the chart: text in Chinese is marked where it is another.
    pub(super) lang: Lang,
}

/// The backend.
pub(super) struct Canvas<'a> {
    pub(super) sheet: &'a mut Sheet,
    pub(super) size: (f64, f64),
    pub(super) ground: Ground,
}

impl Canvas<'_> {
    /// A shape: the element's name and its geometry, then the look of `ink`.
    pub(super) fn shape(&mut self, ink: Ink, element: std::fmt::Arguments<'_>) {
        let look = match self.ground {
            Ground::Page => format!("class=\"{}\"", ink.class()),
            Ground::File => ink.paint().to_owned(),
        };
        self.put(format_args!("<{element} {look}/>"));
    }

    /// A line through the points, in tenths.
    pub(super) fn path(&mut self, ink: Ink, points: impl IntoIterator<Item = BackendCoord>) {
        let mut d = String::new();
        for (i, (x, y)) in points.into_iter().enumerate() {
            let command = if i == 0 { 'M' } else { 'L' };
            d.push_str(&format!("{command}{} {}", Tenths(x), Tenths(y)));
        }
        self.shape(ink, format_args!("path d=\"{d}\""));
    }

    /// A rectangle between two corners, in tenths.
    pub(super) fn rect(&mut self, ink: Ink, a: BackendCoord, b: BackendCoord) {
        let (x, y) = (a.0.min(b.0), a.1.min(b.1));
        let (w, h) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        let (x, y, w, h) = (Tenths(x), Tenths(y), Tenths(w), Tenths(h));
        self.shape(ink, format_args!("rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\""));
    }

    /// Rectangles between corners, in tenths, as one path.
    pub(super) fn rects(&mut self, ink: Ink, rects: &[(BackendCoord, BackendCoord)]) {
        if let [(a, b)] = rects {
            return self.rect(ink, *a, *b);
        }
        let mut d = String::new();
        for ((x0, y0), (x1, y1)) in rects {
            let (x, y, w, h) = (Tenths(*x0), Tenths(*y0), Tenths(x1 - x0), Tenths(y1 - y0));
            d.push_str(&format!("M{x} {y}h{w}v{h}h{}z", Tenths(x0 - x1)));
        }
        self.shape(ink, format_args!("path d=\"{d}\""));
    }

    /// A circle, in tenths.
    pub(super) fn circle(&mut self, ink: Ink, at: BackendCoord, radius: i32) {
        let (x, y, r) = (Tenths(at.0), Tenths(at.1), Tenths(radius));
        self.shape(ink, format_args!("circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\""));
    }

    /// Opens a group whose title browsers show and readers speak.
    pub(super) fn open_group(&mut self, class: &str, title: &str) {
        match self.ground {
            Ground::Page => self.put(format_args!("<g class=\"{class}\">")),
            Ground::File => self.put(format_args!("<g>")),
        }
        self.put(format_args!("<title{}>{}</title>", lang_mark(self.sheet.lang, title), Escaped(title)));
    }

    /// Closes the group.
    pub(super) fn close_group(&mut self) {
        self.put(format_args!("</g>"));
    }

    /// A line of text whose base line is at `at`, in tenths.
    pub(super) fn line(&mut self, line: &Line, anchor: Anchor, at: BackendCoord) {
        if line.0.iter().all(|run| run.text.is_empty()) {
            return;
        }
        self.note_box(line, anchor, at);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y) = (Tenths(at.0), Tenths(at.1));
        let look = |kind: Kind| match self.ground {
            Ground::Page => format!("class=\"{}\"", kind.class()),
            Ground::File => kind.paint().to_owned(),
        };
        let mark = |text: &str| lang_mark(self.sheet.lang, text);
        let runs: String = match &line.0[..] {
            [run] => format!(" {}{}>{}", look(run.kind), mark(&run.text), Escaped(&run.text)),
            runs => {
                let span = |run: &super::text::Run| {
                    format!("<tspan {}{}>{}</tspan>", look(run.kind), mark(&run.text), Escaped(&run.text))
                };
                format!(">{}", runs.iter().map(span).collect::<String>())
            }
        };
        self.put(format_args!("<text x=\"{x}\" y=\"{y}\"{anchor}{runs}</text>"));
    }

    fn note_box(&mut self, line: &Line, anchor: Anchor, at: BackendCoord) {
        let (x, y, width, size) = (f64::from(at.0) / 10.0, f64::from(at.1) / 10.0, line.width(), line.size());
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let text = line.0.iter().map(|run| run.text.as_str()).collect();
        self.sheet
            .boxes
            .push(TextBox { text, edges: [left, y - 0.88 * size, left + width, y + 0.14 * size] });
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.sheet.svg.write_fmt(text);
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (tenths(self.size.0).unsigned_abs(), tenths(self.size.1).unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let color = style.color();
        if color.alpha > 0.0 {
            self.path(Ink::from_sentinel(color.rgb), path);
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let size = Kind::Tick.size();
        let (anchor, drop) = (style.anchor().h_pos, style.anchor().v_pos);
        let anchor = match anchor {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let drop = match drop {
            VPos::Top => 0.88 * size,
            VPos::Center => 0.37 * size,
            VPos::Bottom => -0.14 * size,
        };
        self.line(&Line::of(Kind::Tick, text), anchor, (at.0, at.1 + tenths(drop)));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        _: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = (Kind::Tick.width(text), Kind::Tick.size());
        Ok((tenths(size.0).unsigned_abs(), tenths(size.1).unsigned_abs()))
    }
}

/// The mark of a text in Chinese in a chart in another language.
pub(super) fn lang_mark(chart: Lang, text: &str) -> &'static str {
    if chart != Lang::Zh && is_han(text) { " lang=\"zh-Hans\"" } else { "" }
}

/// Units of the picture in tenths; far outside values stop at a million.
pub(super) fn tenths(v: f64) -> i32 {
    (v * 10.0).round().clamp(-1e6, 1e6) as i32
}

/// A coordinate in tenths, written in units.
#[derive(Clone, Copy)]
pub(super) struct Tenths(pub(super) i32);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, tenth) = (self.0.abs() / 10, self.0.abs() % 10);
        let sign = if self.0 < 0 { "-" } else { "" };
        match tenth {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{tenth}"),
        }
    }
}

/// Text as XML wants it; control characters, which XML forbids, are left out.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\t' => f.write_str(" ")?,
                '\u{fffe}' | '\u{ffff}' => {}
                c if c.is_control() => {}
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
