//! Where the names of values stand around their marks: no name on another, on a mark, or outside; none on a line, if
//! there is a place beside it.

use super::super::backend::Anchor;
use super::super::marks::{ARROW, End};

/// Distance between a mark and its name.
const APART: f64 = 5.0;
/// Radius of a mark with its outline.
const MARK: f64 = 6.0;

/// A value to be named.
pub(super) struct Named<'a> {
    /// Its mark.
    pub(super) at: (f64, f64),
    /// Upper and lower end of its interval.
    pub(super) reach: (f64, f64),
    pub(super) end: &'a End,
}

/// A rectangle: left, top, right, bottom.
type Edges = [f64; 4];

/// Which values are named, the most telling first: the last, the first, then the others by height.
pub(super) fn order(named: &[Named<'_>], all: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..named.len()).rev().take(1).chain(0..named.len().min(1)).collect();
    order.dedup();
    if all {
        let mut rest: Vec<usize> = (1..named.len().saturating_sub(1)).collect();
        rest.sort_by(|a, b| named[*a].at.1.total_cmp(&named[*b].at.1).then(a.cmp(b)));
        order.extend(rest);
    }
    order
}

/// Anchor and base line of each name that has a place within `room`.
pub(super) fn place(
    named: &[Named<'_>],
    order: &[usize],
    lines: &[[(f64, f64); 2]],
    room: Edges,
) -> Vec<(usize, Anchor, (f64, f64))> {
    let marks: Vec<Edges> = named.iter().map(mark).collect();
    let mut taken: Vec<Edges> = Vec::new();
    let mut placed = Vec::new();
    for &n in order {
        let spots = spots(&named[n], room);
        let free = |spot: &&Spot| {
            within(spot.edges, room) && !taken.iter().chain(&marks).any(|other| overlap(spot.edges, *other))
        };
        let clear = |spot: &&Spot| free(spot) && !lines.iter().any(|line| crosses(*line, spot.edges));
        if let Some(spot) = spots.iter().find(clear).or_else(|| spots.iter().find(free)) {
            taken.push(spot.edges);
            placed.push((n, spot.anchor, spot.at));
        }
    }
    placed
}

/// The box of a mark with its interval.
fn mark(named: &Named<'_>) -> Edges {
    let ((x, y), (high, low)) = (named.at, named.reach);
    let up = if named.end.open_high { high - ARROW } else { high.min(y - MARK) };
    let down = if named.end.open_low { low + ARROW } else { low.max(y + MARK) };
    [x - MARK, up, x + MARK, down]
}

/// A place for a name.
struct Spot {
    edges: Edges,
    anchor: Anchor,
    at: (f64, f64),
}

/// Places around a mark, the best first.
fn spots(named: &Named<'_>, room: Edges) -> Vec<Spot> {
    let (width, size) = (named.end.caption.width(), named.end.caption.size());
    let (x, y) = named.at;
    let [_, top, _, bottom] = mark(named);
    let (over, under, level) = (top - APART, bottom + APART + 0.74 * size, y + 0.37 * size);
    let beside = MARK + APART;
    let spot = |anchor, x: f64, base: f64| {
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let edges = [left - 2.0, base - 0.9 * size, left + width + 2.0, base + 0.16 * size];
        Spot { edges, anchor, at: (x, base) }
    };
    let level_spots = [(Anchor::Start, x + beside), (Anchor::End, x - beside)];
    let half = width / 2.0 + 2.0;
    let inside = x.max(room[0] + half).min(room[2] - half);
    let heights = [over, under].into_iter().flat_map(|base| {
        [(Anchor::Middle, inside), (Anchor::Start, x - MARK), (Anchor::End, x + MARK)]
            .map(|(anchor, x)| spot(anchor, x, base))
    });
    let farther = [over - size, under + size].map(|base| spot(Anchor::Middle, x, base));
    heights.chain(level_spots.map(|(anchor, x)| spot(anchor, x, level))).chain(farther).collect()
}

fn within([left, top, right, bottom]: Edges, room: Edges) -> bool {
    left >= room[0] && top >= room[1] && right <= room[2] && bottom <= room[3]
}

fn overlap(a: Edges, b: Edges) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Whether a stretch of line passes through a rectangle (Liang and Barsky, 1984).
fn crosses([(x0, y0), (x1, y1)]: [(f64, f64); 2], [left, top, right, bottom]: Edges) -> bool {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (p, q) in [(-dx, x0 - left), (dx, right - x0), (-dy, y0 - top), (dy, bottom - y0)] {
        if p == 0.0 {
            if q < 0.0 {
                return false;
            }
        } else if p < 0.0 {
            from = from.max(q / p);
        } else {
            to = to.min(q / p);
        }
    }
    from <= to
}

#[cfg(test)]
mod tests {
    use super::crosses;

    #[test]
    fn lines_through_rectangles() {
        let edges = [10.0, 10.0, 20.0, 20.0];
        for (line, through) in [
            ([(0.0, 15.0), (30.0, 15.0)], true),
            ([(0.0, 0.0), (30.0, 30.0)], true),
            ([(0.0, 5.0), (30.0, 5.0)], false),
            ([(0.0, 0.0), (8.0, 30.0)], false),
            ([(15.0, 12.0), (15.0, 13.0)], true),
            ([(15.0, 0.0), (15.0, 9.0)], false),
        ] {
            assert_eq!(crosses(line, edges), through, "{line:?}");
        }
    }
}
