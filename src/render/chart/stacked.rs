//! The narrow layout of rows: the name above, then the values, then the marks on a strip of the full width.

use super::Setting;
use super::backend::Anchor;
use super::ink::Ink;
use super::marks::Mark;
use super::rows::{Row, finish, fit, lines_of, scale};
use super::scene::{Frame, Scene};
use super::spread::spread;
use super::text::widest;

/// Height of the strip with the marks.
const STRIP: f64 = 20.0;
/// Least distance between two texts in one line.
const APART: f64 = 14.0;
/// Distance between a row and the line under it, and from there to the next row.
const AIR: f64 = 7.0;

/// The narrow layout.
pub(super) fn stacked(rows: &[Row], setting: &Setting<'_>) -> Scene {
    let mut scene = Scene::new(setting.width);
    let frame = scale(rows, setting, 4).map(|scale| {
        let needs = rows.iter().flat_map(|row| row.needs(&scale, (0.0, 0.0))).collect();
        let (left, width) = fit(&scale, needs, setting.width);
        let scale = scale.thinned(width);
        Frame { left, right: left + width, top: 0.0, bottom: 0.0, scale, upright: false, grid: false }
    });
    let mut y = 0.0;
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            scene.stroke(Ink::Rule, &[(0.0, y + AIR), (setting.width, y + AIR)]);
            y += 2.0 * AIR;
        }
        y = match &frame {
            Some(frame) if row.ends.len() == 2 => pair(&mut scene, row, frame, y),
            Some(frame) if row.ends.len() == 1 => {
                let y = heading(&mut scene, row, y);
                strip(&mut scene, row, frame, y)
            }
            _ => heading(&mut scene, row, y),
        };
    }
    if let Some(mut frame) = frame {
        frame.bottom = y;
        scene.frame = Some(frame);
    }
    finish(&mut scene, setting, y);
    scene
}

/// The name on the left and the value, or the words in its place, on the right; under each other if need be.
fn heading(scene: &mut Scene, row: &Row, top: f64) -> f64 {
    let width = scene.width;
    let names = lines_of(&row.label, width);
    let caption = row.ends.first().map(|end| end.caption.clone()).or_else(|| row.words.clone());
    let Some(caption) = caption else {
        return scene.write_lines(names, Anchor::Start, (0.0, top));
    };
    let fits = names.len() == 1 && widest(&names) + APART + caption.width() <= width;
    let bottom = scene.write_lines(names, Anchor::Start, (0.0, top));
    match fits {
        true => {
            scene.write_lines(vec![caption], Anchor::End, (width, top));
            bottom
        }
        false => scene.write_lines(caption.folded(width), Anchor::End, (width, bottom)),
    }
}

/// A dumbbell: the name, then both values above their ends; or, if they are too long for that, one above, one below.
fn pair(scene: &mut Scene, row: &Row, frame: &Frame, top: f64) -> f64 {
    let width = scene.width;
    let y = scene.write_lines(lines_of(&row.label, width), Anchor::Start, (0.0, top)) + 1.0;
    let ends = row.ordered();
    let blocks: Vec<_> = ends.iter().map(|end| end.caption.clone().folded(width)).collect();
    let sizes: Vec<f64> = blocks.iter().map(|block| widest(block)).collect();
    let wishes: Vec<f64> =
        ends.iter().zip(&sizes).map(|(end, size)| frame.place(end.value) - size / 2.0).collect();
    let together = sizes.iter().sum::<f64>() + APART <= width;
    if together {
        let mut bottom = y;
        for (block, x) in blocks.into_iter().zip(spread(&wishes, &sizes, APART, (0.0, width))) {
            bottom = scene.write_lines(block, Anchor::Start, (x, y)).max(bottom);
        }
        return strip(scene, row, frame, bottom);
    }
    let alone = |i: usize| spread(&wishes[i..=i], &sizes[i..=i], 0.0, (0.0, width))[0];
    let y = scene.write_lines(blocks[0].clone(), Anchor::Start, (alone(0), y));
    let y = strip(scene, row, frame, y);
    scene.write_lines(blocks[1].clone(), Anchor::Start, (alone(1), y))
}

/// The strip with the grid and the marks.
fn strip(scene: &mut Scene, row: &Row, frame: &Frame, top: f64) -> f64 {
    let bottom = top + STRIP;
    for tick in &frame.scale.ticks {
        scene.marks.push(Mark::Path { ink: Ink::Grid, points: vec![(tick.at, top), (tick.at, bottom)] });
    }
    let middle = top + STRIP / 2.0;
    scene.marks.push(Mark::Path {
        ink: Ink::Guide,
        points: vec![(frame.scale.min, middle), (frame.scale.max, middle)],
    });
    scene.zero_line(frame, top..bottom);
    scene.marks.push(row.mark(frame, middle));
    bottom
}
