//! Numbers grouped by a number: which observations a place has, which articles use a term. One list and where each
//! group starts in it, so that grouping 400,000 observations costs two allocations.

/// Items grouped by the numbers `0..n`.
#[derive(Clone, Debug, Default)]
pub struct Groups<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Groups<T> {
    /// Groups 0 to `count`-1 from pairs of group and item, in the order of the pairs within each group.
    pub fn collect(count: usize, pairs: impl IntoIterator<Item = (usize, T)>) -> Self {
        let pairs: Vec<(usize, T)> = pairs.into_iter().collect();
        let mut starts = vec![0_u32; count + 1];
        for (group, _) in &pairs {
            starts[group + 1] += 1;
        }
        for i in 0..count {
            starts[i + 1] += starts[i];
        }
        let mut next: Vec<u32> = starts[..count].to_vec();
        let mut slots: Vec<Option<T>> = vec![None; starts[count] as usize];
        for (group, item) in pairs {
            slots[next[group] as usize] = Some(item);
            next[group] += 1;
        }
        Groups { starts, items: slots.into_iter().flatten().collect() }
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
            self.items[range].sort_by_key(&key);
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
