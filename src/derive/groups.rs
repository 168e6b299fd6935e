//! Numbers grouped by a number: which observations a place has, which articles use a term. One list and where each
//! group starts in it, so that grouping 400,000 observations costs two allocations.

/// Items grouped by the numbers `0..n`.
#[derive(Clone, Debug, Default)]
pub struct Groups<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Groups<T> {
    /// Groups 0 to `count`-1 from pairs of group and item, in the order of the pairs within each group. The pairs are gone
    /// through twice, and never stand in memory.
    pub fn collect<I>(count: usize, pairs: I) -> Self
    where
        I: IntoIterator<Item = (usize, T), IntoIter: Clone>,
    {
        let pairs = pairs.into_iter();
        let mut starts = vec![0_u32; count + 1];
        let mut any = None;
        for (group, item) in pairs.clone() {
            starts[group + 1] += 1;
            any = Some(item);
        }
        for i in 0..count {
            starts[i + 1] += starts[i];
        }
        let mut next: Vec<u32> = starts[..count].to_vec();
        let mut items = any.map_or_else(Vec::new, |any| vec![any; starts[count] as usize]);
        for (group, item) in pairs {
            items[next[group] as usize] = item;
            next[group] += 1;
        }
        Groups { starts, items }
    }

    /// The items of one group.
    pub fn of(&self, group: usize) -> &[T] {
        &self.items[self.starts[group] as usize..self.starts[group + 1] as usize]
    }

    /// What `of` says of each item, in the same groups.
    pub fn map<U>(&self, of: impl Fn(&T) -> U) -> Groups<U> {
        Groups { starts: self.starts.clone(), items: self.items.iter().map(of).collect() }
    }

    /// The same groups, each sorted by `key`; equal keys keep their order.
    pub fn sorted_by_key<K: Ord>(mut self, key: impl Fn(&T) -> K) -> Self {
        for group in 0..self.starts.len().saturating_sub(1) {
            let range = self.starts[group] as usize..self.starts[group + 1] as usize;
            self.items[range].sort_by_cached_key(&key);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Groups;

    #[test]
    fn groups_keep_the_order_of_their_items() {
        let pairs = [(2, 'a'), (0, 'b'), (2, 'c')];
        let groups = Groups::collect(4, pairs);
        let all: Vec<&[char]> = (0..4).map(|g| groups.of(g)).collect();
        assert_eq!(all, [&['b'][..], &[], &['a', 'c'], &[]]);
        let sorted = groups.sorted_by_key(|c| std::cmp::Reverse(*c));
        assert_eq!(sorted.of(2), ['c', 'a']);
    }
}
