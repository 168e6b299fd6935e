//! The index of one language: for each key the entries that it stands in, in shards that the page loads as it needs them.

use std::ops::Range;

use foldhash::HashMap;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{
    super::{href::SitePath, view::View},
    entry::{self, Entry, EntryOf, Group},
    key::keys,
    postings::Postings,
};
use crate::{derive::Site, diag::Lang};

/// The page that the addresses of entries are seen from.
pub const PAGE: &str = "search.html";
/// About how many bytes a shard has. A query reads a shard a key and one an entry that it shows, mostly.
const SHARD: usize = 16 * 1024;
/// How many entries are split into keys at a time by one thread.
const BATCH: usize = 64;

/// The index of one language.
#[derive(Debug)]
pub struct Index {
    /// All entries.
    entries: Vec<EntryOf>,
    /// Shards of the keys as the page sorts them: a key a line, then a space and its entries.
    key_shards: Vec<Box<str>>,
    /// The entries of each shard.
    entry_shards: Vec<Range<usize>>,
    /// What all of it is: another index has another.
    pub version: String,
}

/// The keys of some entries: the number of each entry doubled, plus one where the key stands in a name of it.
#[derive(Debug, Default)]
struct Batch {
    keys: HashMap<Box<str>, Vec<u32>>,
    /// Bytes of each entry.
    sizes: Vec<usize>,
    hash: [u8; 32],
}

/// The keys of all entries so far.
#[derive(Default)]
struct Joined {
    keys: HashMap<Box<str>, Postings>,
    sizes: Vec<usize>,
    hash: Sha256,
}

impl Joined {
    /// Adds the batches that come next.
    fn take(&mut self, batches: Vec<Batch>) {
        for batch in batches {
            for (key, found) in batch.keys {
                let postings = self.keys.entry(key).or_default();
                for entry in found {
                    postings.push(entry / 2, entry % 2 == 1);
                }
            }
            self.sizes.extend(batch.sizes);
            self.hash.update(batch.hash);
        }
    }
}

impl Index {
    /// The index of a site in one of its languages.
    pub fn of(site: &Site, lang: Lang) -> Index {
        let entries = entry::all(site);
        let mut joined = Joined { sizes: Vec::with_capacity(entries.len()), ..Joined::default() };
        // Batch by batch, so that what is not yet joined stays small.
        let starts: Vec<usize> = (0..entries.len()).step_by(BATCH).collect();
        let batch =
            |start: &usize| Batch::of(site, lang, *start, &entries[*start..entries.len().min(start + BATCH)]);
        let mut ready = Vec::new();
        for wave in starts.chunks(4 * rayon::current_num_threads()) {
            let next = || wave.par_iter().map(batch).collect();
            ((), ready) = rayon::join(|| joined.take(ready), next);
        }
        joined.take(ready);
        let Joined { keys, sizes, hash } = joined;
        let mut keys: Vec<(Box<str>, String)> = keys.into_iter().map(|(key, p)| (key, p.signs)).collect();
        // As JavaScript compares texts.
        keys.par_sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        let lines: Vec<String> = keys.into_iter().map(|(key, signs)| format!("{key} {signs}")).collect();
        let key_shards = shards(lines.iter().map(|line| line.len() + 1));
        Index {
            key_shards: key_shards.into_iter().map(|shard| lines[shard].join("\n").into()).collect(),
            entry_shards: shards(sizes.into_iter()),
            version: hash.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect(),
            entries,
        }
    }

    /// How many shards there are of keys and of entries.
    pub fn counts(&self) -> (usize, usize) {
        (self.key_shards.len(), self.entry_shards.len())
    }

    /// What the page reads first: the first key and the first entry of each shard, and where each group of entries ends.
    pub fn directory(&self) -> String {
        let keys: Vec<&str> = self.key_shards.iter().filter_map(|shard| shard.split(' ').next()).collect();
        let entries: Vec<usize> = self.entry_shards.iter().map(|shard| shard.start).collect();
        let group_ends = Group::ALL.map(|g| self.entries.partition_point(|e| e.group() as u8 <= g as u8));
        let directory = serde_json::json!({ "keys": keys, "entries": entries, "groups": group_ends });
        format!("xianzhi.directory({directory});\n")
    }

    /// A shard of keys.
    pub fn keys_shard(&self, n: usize) -> String {
        let text = serde_json::Value::from(&*self.key_shards[n]);
        format!("xianzhi.keys({n},{text});\n")
    }

    /// A shard of entries, an entry a line.
    pub fn entries_shard(&self, site: &Site, lang: Lang, n: usize) -> String {
        let view = &View::new(site, lang, SitePath::new(PAGE));
        let mut out = format!("xianzhi.entries({n},[\n");
        for of in &self.entries[self.entry_shards[n].clone()] {
            out.push_str(&json(&entry::entry(view, *of)));
            out.push_str(",\n");
        }
        out.push_str("]);\n");
        out
    }
}

impl Batch {
    fn of(site: &Site, lang: Lang, start: usize, entries: &[EntryOf]) -> Batch {
        let view = &View::new(site, lang, SitePath::new(PAGE));
        let mut batch = Batch::default();
        let mut hash = Sha256::new();
        for (n, of) in entries.iter().enumerate() {
            let number = 2 * u32::try_from(start + n).expect("invariant: fewer than 2^31 entries");
            let entry = entry::entry(view, *of);
            // Names come first: a key that is in both counts as one of a name.
            for (text, in_name) in entry.texts() {
                hash.update(text);
                keys(text, &mut |key| batch.add(key, number + u32::from(in_name)));
            }
            batch.sizes.push(json(&entry).len());
        }
        batch.hash = hash.finalize().into();
        batch
    }

    fn add(&mut self, key: &str, entry: u32) {
        match self.keys.get_mut(key) {
            Some(found) if found.last().is_some_and(|last| last / 2 == entry / 2) => {}
            Some(found) => found.push(entry),
            None => {
                self.keys.insert(key.into(), vec![entry]);
            }
        }
    }
}

fn json(entry: &Entry) -> String {
    serde_json::to_string(entry).expect("invariant: texts are always JSON")
}

/// Things of these sizes in runs of about the size of a shard.
fn shards(sizes: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut shards: Vec<Range<usize>> = Vec::new();
    let mut filled = SHARD;
    for (n, size) in sizes.enumerate() {
        match shards.last_mut() {
            Some(shard) if filled + size <= SHARD => {
                shard.end = n + 1;
                filled += size;
            }
            _ => {
                shards.push(n..n + 1);
                filled = size;
            }
        }
    }
    shards
}

#[cfg(test)]
mod tests {
    use super::{SHARD, shards};

    #[test]
    fn a_shard_is_full_before_the_next_begins() {
        assert_eq!(shards([SHARD / 2, SHARD / 2, 1, 3 * SHARD, 1].into_iter()), [0..2, 2..3, 3..4, 4..5]);
        assert!(shards(std::iter::empty()).is_empty());
    }
}
