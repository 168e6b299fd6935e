//! Values over the years: one line with its values, or small multiples on one scale.
//!
//! A line leads only where `derive` says so. A value is a mark at its time, an interval is a bar around it, a plan is
//! hollow at the end of a dashed line. Names of values stand where there is room: the last and the first come first.

mod labels;
mod panel;

use crate::derive::chart::Panel;

use super::Setting;
use super::marks::End;
use super::rows::{close, under_axis};
use super::scale::Scale;
use super::scene::Scene;
use super::text::Kind;

use self::panel::{Axes, Look};

/// Distance between panels side by side, and between rows of panels.
const GUTTER: (f64, f64) = (20.0, 12.0);

/// The years of the level axis: the first, and the one after the last.
#[derive(Clone, Copy, Debug)]
struct Years {
    from: i32,
    to: i32,
}

impl Years {
    fn of(panels: &[Panel]) -> Option<Years> {
        let years = || panels.iter().flat_map(|p| &p.points).map(|p| p.at.floor().clamp(-1e4, 1e4) as i32);
        Some(Years { from: years().min()?, to: years().max()? + 1 })
    }

    /// Place of a point of time, from 0 to 1.
    fn share(self, at: f64) -> f64 {
        (at - f64::from(self.from)) / f64::from(self.to - self.from)
    }
}

/// The layout.
pub(super) fn lay_out(panels: &[Panel], free: bool, setting: &Setting<'_>) -> Scene {
    let ends: Vec<Vec<Option<End>>> = panels.iter().map(|p| panel::ends(p, setting.words)).collect();
    let all = || ends.iter().flatten().flatten();
    let (Some(years), Some(shared)) = (Years::of(panels), scale_of(all(), setting)) else {
        return super::empty(setting);
    };
    let alone = panels.len() == 1;
    let mut scene = Scene::new(setting.width);
    let mut y = 0.0;
    let columns = columns(panels.len(), setting.width);
    let own = |ends: &Vec<Option<End>>| if free { scale_of(ends.iter().flatten(), setting) } else { None };
    let scales: Vec<Option<Scale>> = ends.iter().map(own).collect();
    let ticks = if free {
        scales.iter().flatten().map(Scale::widest_tick).fold(0.0, f64::max)
    } else {
        shared.widest_tick()
    };
    let margin = ticks + 8.0;
    let gaps = GUTTER.0 * (columns - 1) as f64;
    let inner = if free { margin * columns as f64 } else { margin };
    let width = ((setting.width - gaps - inner) / columns as f64).floor();
    for (row, chunk) in panels.chunks(columns).enumerate() {
        let mut bottom = y;
        for (column, panel) in chunk.iter().enumerate() {
            let n = row * columns + column;
            let scale = scales[n].as_ref().unwrap_or(&shared).clone();
            let left = if free || column == 0 { margin } else { 0.0 };
            let x = match (free, column) {
                (true, _) => column as f64 * (width + margin + GUTTER.0),
                (false, 0) => 0.0,
                (false, _) => margin + column as f64 * (width + GUTTER.0),
            };
            let axes = Axes { scale, years, left, width };
            let heading = if alone { 0.0 } else { heading_height(chunk, width) };
            let inset = panel::lay_out(panel, &ends[n], &axes, Look { alone, heading });
            bottom = f64::max(bottom, y + inset.height);
            scene.insets.push(((x, y), inset));
        }
        y = bottom + GUTTER.1;
    }
    finish(&mut scene, setting, y - GUTTER.1, free);
    scene
}

/// Words under all panels, and the height.
fn finish(scene: &mut Scene, setting: &Setting<'_>, bottom: f64, free: bool) {
    let frames = || scene.insets.iter().filter_map(|(_, inset)| inset.frame.as_ref());
    let far = frames().any(|frame| !frame.scale.has_zero());
    let dropped = scene.insets.iter().any(|(_, inset)| inset.incomplete);
    let words = setting.words;
    let notes = [(free, &words.free), (far, &words.off_zero_upright), (dropped, &words.unlabelled)];
    let notes = notes.into_iter().filter(|(shown, _)| *shown).map(|(_, text)| text.as_str());
    close(scene, under_axis(setting, notes), bottom, 4.0);
}

fn scale_of<'a>(ends: impl Iterator<Item = &'a End>, setting: &Setting<'_>) -> Option<Scale> {
    let values: Vec<f64> = ends.flat_map(|end| [end.low, end.high]).collect();
    Scale::of_dots(&values, setting, 4)
}

/// How many panels stand side by side.
fn columns(count: usize, width: f64) -> usize {
    let most = if width < 500.0 { 2 } else { 3 };
    match count {
        4 => 2,
        n => n.min(most),
    }
}

/// Room for the names of a row of panels.
fn heading_height(row: &[Panel], width: f64) -> f64 {
    let lines = row.iter().map(|p| panel::heading(&p.label, width).len()).max().unwrap_or(0);
    lines as f64 * Kind::Label.leading() + 2.0
}
