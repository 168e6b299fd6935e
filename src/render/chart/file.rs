//! The chart as a file that stands alone: title, unit, period, note and source are drawn inside.
//!
//! Colours are concrete presentation attributes on white; there is no style sheet and no outside reference, so that the
//! file looks the same in a browser, an editor, a converter, and under a strict content policy.

use crate::derive::chart::ChartSpec;

use super::backend::{Anchor, Escaped, Ground, Sheet, Tenths, lang_mark, tenths};
use super::ink::Ink;
use super::scene::{Drawn, Scene};
use super::text::{Kind, Line, wrap, wrap_even};
use super::{Setting, lay_out, paint};

/// Width of the file.
const WIDTH: f64 = 800.0;
/// Margin on all sides.
const MARGIN: f64 = 32.0;

/// Chinese faces first: their digits have the measured width.
const FONTS: &str = "'PingFang SC', 'HarmonyOS Sans SC', 'MiSans', 'Noto Sans CJK SC', 'Source Han Sans SC', \
                     'Microsoft YaHei', 'WenQuanYi Micro Hei', system-ui, sans-serif";

/// The chart as a standalone SVG file, 800 wide.
pub fn render_file(spec: &ChartSpec) -> String {
    draw_file(spec).svg
}

pub(super) fn draw_file(spec: &ChartSpec) -> Sheet {
    let width = WIDTH - 2.0 * MARGIN;
    let head = head(spec, width);
    let body = lay_out(spec, &Setting { width, unit: &spec.unit, shows_unit: false, words: &spec.words });
    let foot = foot(spec, width);
    let height = 2.0 * MARGIN + head.height + body.height + foot.height;
    let (w, h) = (Tenths(tenths(WIDTH)), Tenths(tenths(height)));
    let lang = spec.lang.tag();
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" \
         aria-labelledby=\"title\" aria-describedby=\"desc\" lang=\"{lang}\" xml:lang=\"{lang}\" font-family=\"{FONTS}\">\
         <title id=\"title\"{}>{}</title><desc id=\"desc\"{}>{}</desc>\
         <rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>",
        lang_mark(spec.lang, &spec.title),
        Escaped(&spec.title),
        lang_mark(spec.lang, &spec.desc),
        Escaped(&spec.desc),
    );
    let mut sheet = Sheet { svg, boxes: Vec::new(), lang: spec.lang };
    paint(&mut sheet, (WIDTH, height), Ground::File, |area| -> Drawn {
        let mut top = MARGIN;
        for scene in [&head, &body, &foot] {
            let size = (tenths(scene.width), tenths(scene.height));
            scene.draw(&area.clone().shrink((tenths(MARGIN), tenths(top)), size))?;
            top += scene.height;
        }
        Ok(())
    });
    sheet.svg.push_str("</svg>\n");
    sheet
}

/// Title, unit and period.
fn head(spec: &ChartSpec, width: f64) -> Scene {
    let mut scene = Scene::new(width);
    let title =
        wrap_even(&spec.title, Kind::Title, width).into_iter().map(|line| Line::of(Kind::Title, line));
    let mut y = scene.write_lines(title.collect(), Anchor::Start, (0.0, 0.0));
    let [unit, period, ..] = &spec.words.file;
    let facts = [(unit, &spec.unit), (period, &spec.period)];
    let facts: Vec<_> = facts
        .iter()
        .filter(|(_, fact)| !fact.is_empty())
        .map(|(name, fact)| format!("{name}{}{fact}", spec.words.colon))
        .collect();
    let facts = wrap(&facts.join("　"), Kind::Subtitle, width);
    y = scene.write_lines(
        facts.into_iter().map(|line| Line::of(Kind::Subtitle, line)).collect(),
        Anchor::Start,
        (0.0, y + 3.0),
    );
    scene.stroke(Ink::Axis, &[(0.0, y + 9.0), (width, y + 9.0)]);
    scene.height = y + 22.0;
    scene
}

/// Note and source.
fn foot(spec: &ChartSpec, width: f64) -> Scene {
    let mut scene = Scene::new(width);
    scene.stroke(Ink::Axis, &[(0.0, 14.0), (width, 14.0)]);
    let mut y = 22.0;
    let [.., note, source] = &spec.words.file;
    for (name, text) in [(note, spec.note.as_deref().unwrap_or_default()), (source, spec.source.as_str())] {
        if text.is_empty() {
            continue;
        }
        let lines = wrap(&format!("{name}{}{text}", spec.words.colon), Kind::Foot, width);
        let lines = lines.into_iter().map(|line| Line::of(Kind::Foot, line)).collect();
        y = scene.write_lines(lines, Anchor::Start, (0.0, y)) + 2.0;
    }
    scene.height = y;
    scene
}
