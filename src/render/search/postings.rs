//! In which entries a key stands: their numbers as few signs as possible, in order.
//!
//! An entry is written as how many were passed over since the one before, doubled, plus one where the key stands in a
//! name of the entry. A number is written in fives of bits, lowest first, a sign for each; a sign of the second half of
//! the alphabet says that more follow.

/// The signs for 0 to 63.
const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The entries of one key.
#[derive(Debug, Default)]
pub struct Postings {
    /// The first entry that may come next.
    next: u32,
    /// As written.
    pub signs: String,
}

impl Postings {
    /// Adds an entry, which comes after all that are there.
    pub fn push(&mut self, entry: u32, in_name: bool) {
        let mut value = (entry - self.next) * 2 + u32::from(in_name);
        self.next = entry + 1;
        loop {
            let more = if value >= 32 { 32 } else { 0 };
            self.signs.push(char::from(SIGNS[(value % 32 + more) as usize]));
            value /= 32;
            if more == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Postings;

    #[test]
    fn entries_close_to_each_other_take_a_sign_each() {
        let mut postings = Postings::default();
        for (entry, in_name) in [(0, true), (1, false), (2, false), (18, false), (1018, true)] {
            postings.push(entry, in_name);
        }
        // 1, 0, 0, 15 × 2 = 30, 999 × 2 + 1 = 1999 = 15 + 30 × 32 + 1 × 1024.
        assert_eq!(postings.signs, "BAAev-B");
    }
}
