//! Moves labels along a line, as little as possible, until none overlaps another.

/// Starts of boxes of the given `sizes`, each near its wish, in the order given, at least `gap` apart and within
/// `low..high`. Least squares by pooling neighbours (isotonic regression); where there is no room for all, they follow
/// one another from `low`.
pub(super) fn spread(wishes: &[f64], sizes: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(sizes.len());
    let mut end = 0.0;
    for size in sizes {
        offsets.push(end);
        end += size + gap;
    }
    let room = (high - (end - gap)).max(low);
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (wish, offset) in wishes.iter().zip(&offsets) {
        let mut pool = (wish - offset, 1);
        while let Some(&(mean, count)) = pools.last() {
            if mean < pool.0 {
                break;
            }
            pools.pop();
            let both = count + pool.1;
            pool = ((mean * count as f64 + pool.0 * pool.1 as f64) / both as f64, both);
        }
        pools.push(pool);
    }
    let starts = pools.iter().flat_map(|&(mean, count)| std::iter::repeat_n(mean.clamp(low, room), count));
    starts.zip(&offsets).map(|(start, offset)| start + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn boxes_keep_apart() {
        let cases: [(&[f64], &[f64], &[f64]); 5] = [
            (&[], &[], &[]),
            (&[10.0, 50.0], &[20.0, 20.0], &[10.0, 50.0]),
            (&[10.0, 12.0], &[20.0, 20.0], &[0.0, 22.0]),
            (&[90.0], &[20.0], &[80.0]),
            (&[40.0, 40.0, 40.0], &[10.0, 10.0, 10.0], &[28.0, 40.0, 52.0]),
        ];
        for (wishes, sizes, want) in cases {
            assert_eq!(spread(wishes, sizes, 2.0, (0.0, 100.0)), want);
        }
    }
}
