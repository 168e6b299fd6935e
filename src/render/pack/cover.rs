//! The cover of the book, drawn: the site's name, and until when its figures speak.

use unicode_width::UnicodeWidthStr as _;

use super::super::view::{View, escape};

/// Width of the cover.
const WIDTH: usize = 600;
/// Height of the cover.
const HEIGHT: usize = 800;
/// Largest letters of the title.
const LARGEST: usize = 96;

const FACES: &str = "'Songti SC', 'Noto Serif CJK SC', 'Source Han Serif SC', SimSun, serif";

/// The cover as a file of its own.
pub(super) fn draw(view: &View<'_>) -> String {
    let title = view.site_title();
    let until = view.site.nav.data_until.map(|d| view.date(&d)).unwrap_or_default();
    let until = view.words.fill("footer.data_until", &[("period", &until)]);
    let size = (2 * (WIDTH - 120) / title.plain().width().max(1)).min(LARGEST);
    let (mut name, mut line) = (String::new(), String::new());
    escape(title.plain(), &mut name);
    escape(&until, &mut line);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{name}\">\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fdfdfb\"/>\
         <rect x=\"30\" y=\"30\" width=\"540\" height=\"740\" fill=\"none\" stroke=\"#1b1f23\" stroke-width=\"3\"/>\
         <rect x=\"38\" y=\"38\" width=\"524\" height=\"724\" fill=\"none\" stroke=\"#1b1f23\"/>\
         <text x=\"300\" y=\"330\" text-anchor=\"middle\" font-family=\"{FACES}\" font-size=\"{size}\" fill=\"#1b1f23\">{name}</text>\
         <rect x=\"270\" y=\"420\" width=\"60\" height=\"3\" fill=\"#a5311f\"/>\
         <text x=\"300\" y=\"700\" text-anchor=\"middle\" font-family=\"{FACES}\" font-size=\"22\" fill=\"#555d64\">{line}</text>\
         </svg>"
    )
}

/// The first page of the book.
pub(super) fn page(drawing: &str) -> String {
    format!("<section class=\"cover\" epub:type=\"cover\">{drawing}</section>")
}
