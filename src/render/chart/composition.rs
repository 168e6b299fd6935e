//! The stacked bar: parts from zero, each named beside it, and the whole as a measuring line.
//!
//! Level where the labels have room next to each other ([`level`]), upright otherwise ([`upright`]). What is missing
//! between the parts and the whole, or is too much, is hatched and named.

mod level;
mod upright;

use crate::derive::chart::{ChartWords, Part};

use super::Setting;
use super::hatch::Texture;
use super::ink::Ink;
use super::marks::Mark;
use super::scale::is_drawable;
use super::scene::Scene;
use super::text::{Kind, Line, Run, widest, wrap_even};

/// Thickness of the bar.
const BAR: f64 = 36.0;
/// Distance between the bar and the labels, crossed by the lines that link them.
const LINKS: f64 = 22.0;
/// A picture narrower than this has an upright bar.
const LEVEL: f64 = 500.0;
/// The words for a difference are broken at this width.
const NOTE: f64 = 104.0;
/// Least distance between labels side by side.
const APART: f64 = 18.0;

/// What the chart shows.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) whole: Option<&'a Part>,
    pub(super) parts: &'a [Part],
    pub(super) gap: Option<&'a str>,
}

/// A stretch of the bar with its label.
struct Stretch {
    from: f64,
    to: f64,
    ink: Ink,
    texture: Texture,
    title: String,
    name: String,
    caption: Option<Line>,
}

/// The bar: what it consists of and how far it goes.
struct Bar<'a> {
    stretches: Vec<Stretch>,
    end: f64,
    whole: Option<(&'a Part, f64)>,
}

/// The layout: level if it fits.
pub(super) fn lay_out(parts: Parts<'_>, setting: &Setting<'_>) -> Scene {
    let bar = Bar::of(parts, setting.words);
    let blocks = [(168.0, false), (112.0, true)].map(|(max, split)| bar.blocks(max, split));
    let room = |blocks: &[Vec<Line>]| blocks.iter().map(|block| widest(block) + APART).sum::<f64>() - APART;
    // Whole lines only where they stay near their parts; broken lines as long as there is room.
    let [lines, broken] = blocks;
    let blocks = [(lines, 0.6), (broken, 1.0)]
        .into_iter()
        .find(|(blocks, share)| room(blocks) <= share * setting.width);
    match blocks {
        Some((blocks, _)) if setting.width >= LEVEL => level::lay_out(&bar, blocks, setting),
        _ => upright::lay_out(&bar.flipped(), setting),
    }
}

impl<'a> Bar<'a> {
    fn of(parts: Parts<'a>, words: &ChartWords) -> Bar<'a> {
        let mut sum = 0.0;
        let mut stretches = Vec::new();
        for (i, part) in parts.parts.iter().enumerate() {
            let from = sum;
            sum += if is_drawable(part.mark.value) { part.mark.value.max(0.0) } else { 0.0 };
            stretches.push(Stretch {
                from,
                to: sum,
                ink: Ink::Part(i),
                texture: Texture::Part(i),
                title: super::said(&part.label, &part.mark.printed, &part.mark.period, words),
                name: part.label.clone(),
                caption: Some(Line::caption(Kind::Value, &part.mark.printed, &part.mark.period, words)),
            });
        }
        let whole = parts
            .whole
            .map(|whole| (whole, whole.mark.value))
            .filter(|(_, value)| *value > 0.0 && is_drawable(*value));
        let end = whole.map_or(sum, |(_, value)| value.max(sum));
        if let Some((_, value)) = whole
            && (value - sum).abs() > 1e-6 * end
        {
            let name = parts.gap.unwrap_or(&words.gap).to_owned();
            let (ink, texture) =
                if value > sum { (Ink::Gap, Texture::Gap) } else { (Ink::Over, Texture::Over) };
            let (from, to) = (value.min(sum), value.max(sum));
            stretches.push(Stretch { from, to, ink, texture, title: name.clone(), name, caption: None });
        }
        Bar { stretches, end, whole }
    }

    /// The same with the first part at the far end, so that an upright bar reads from the top.
    fn flipped(mut self) -> Bar<'a> {
        let sum = self.stretches.iter().filter(|s| s.caption.is_some()).map(|s| s.to).fold(0.0, f64::max);
        for stretch in self.stretches.iter_mut().filter(|s| s.caption.is_some()) {
            (stretch.from, stretch.to) = (sum - stretch.to, sum - stretch.from);
        }
        self
    }

    /// The labels, in the order of the stretches: the name broken at `max`, then the value and the period, each on a
    /// line of its own if `split`.
    fn blocks(&self, max: f64, split: bool) -> Vec<Vec<Line>> {
        let block = |stretch: &Stretch| {
            let (kind, name_max) =
                if stretch.caption.is_some() { (Kind::Label, max) } else { (Kind::Note, max.min(NOTE)) };
            let name = wrap_even(&stretch.name, kind, name_max).into_iter().map(|line| Line::of(kind, line));
            let caption = stretch.caption.clone().into_iter().flat_map(|line| match split {
                true => line.0.into_iter().map(|run| Line(vec![run])).collect(),
                false => line.folded(max),
            });
            name.chain(caption).collect()
        };
        self.stretches.iter().map(block).collect()
    }

    /// The words for the whole.
    fn whole_line(whole: &Part, words: &ChartWords) -> Line {
        let mut line = Line::of(Kind::Label, format!("{}{}", whole.label, words.colon));
        line.0
            .extend::<Vec<Run>>(Line::caption(Kind::Value, &whole.mark.printed, &whole.mark.period, words).0);
        line
    }
}

impl Stretch {
    fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    /// The mark, `corner` giving the two corners for an extent.
    fn mark(&self, corner: impl Fn(f64, f64) -> [(f64, f64); 2]) -> Mark {
        let corners = corner(self.from, self.to);
        Mark::Bar { ink: self.ink, title: self.title.clone(), corners, texture: self.texture }
    }
}

/// Order of the stretches along the bar.
fn along(bar: &Bar<'_>, sign: f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..bar.stretches.len()).collect();
    order.sort_by(|&a, &b| (sign * bar.stretches[a].middle()).total_cmp(&(sign * bar.stretches[b].middle())));
    order
}
