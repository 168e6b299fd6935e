//! The list of a site's files with their digests, in the format of `sha256sum`: what was written, and what of it is whole.
//!
//! Never: opens a file (that is `carried` and `write`).

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Read},
};

use sha2::{Digest as _, Sha256};

/// The name of the list, at the root of a site.
pub const SUMS: &str = "SHA256SUMS";

/// How the remark of a zip of ours begins; the digest of the zip follows, which is taken with [`UNSEALED`] in its place.
pub const SEAL: &str = "xianzhi sha256 ";

/// Stands in the place of a digest that is yet to be known.
pub const UNSEALED: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A SHA-256 in hexadecimal, of lower case.
pub type Digest = String;

/// The SHA-256 of some bytes.
pub fn digest(bytes: &[u8]) -> Digest {
    hexadecimal(&Sha256::digest(bytes))
}

/// A SHA-256 of bytes that come one after another.
#[derive(Clone, Debug, Default)]
pub struct Digesting(Sha256);

impl Digesting {
    /// Takes further bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all.
    pub fn finish(self) -> Digest {
        hexadecimal(&self.0.finalize())
    }
}

/// The SHA-256 of what can be read.
///
/// # Errors
/// Where it cannot be read.
pub fn digest_of(from: &mut impl Read) -> io::Result<Digest> {
    let mut digest = Sha256::new();
    io::copy(from, &mut digest)?;
    Ok(hexadecimal(&digest.finalize()))
}

/// Bytes in hexadecimal, of lower case.
fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Files by path with their digests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    files: BTreeMap<String, Digest>,
}

impl FromIterator<(String, Digest)> for Sums {
    fn from_iter<T: IntoIterator<Item = (String, Digest)>>(files: T) -> Sums {
        Sums { files: files.into_iter().collect() }
    }
}

/// A list of files, by path with their digests, as a file: a line `DIGEST  path` each, sorted by path, as
/// `sha256sum --check` reads it.
pub fn list_text<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> String {
    let mut files: Vec<(&str, &str)> = files.into_iter().collect();
    files.sort_unstable();
    let parts = || files.iter().flat_map(|(path, digest)| [*digest, "  ", *path, "\n"]);
    let mut text = String::with_capacity(parts().map(str::len).sum());
    text.extend(parts());
    text
}

/// A file that is not as the list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its bytes are others.
    Changed(String),
    /// It is not there.
    Missing(String),
    /// The list does not name it.
    Additional(String),
    /// It cannot be read.
    Unreadable(String),
}

impl Sums {
    /// The list as a file.
    pub fn text(&self) -> String {
        list_text(self.files.iter().map(|(path, digest)| (path.as_str(), digest.as_str())))
    }

    /// Reads the list; the number of the first line that is none of it where there is one.
    ///
    /// # Errors
    /// Where a line is not a digest and a path.
    pub fn parse(text: &str) -> Result<Sums, usize> {
        let line = |(n, line): (usize, &str)| {
            let digest = line.get(..64).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
            let path = line.get(64..).and_then(|l| l.strip_prefix("  ").or_else(|| l.strip_prefix(" *")));
            match (digest, path.filter(|path| !path.is_empty())) {
                (Some(digest), Some(path)) => Ok((path.to_owned(), digest.to_ascii_lowercase())),
                _ => Err(n + 1),
            }
        };
        text.lines().enumerate().map(line).collect()
    }

    /// The digest of the file at `path`.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The paths of the files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }

    /// Adds a file.
    pub fn insert(&mut self, path: String, digest: Digest) {
        self.files.insert(path, digest);
    }

    /// How many files it names.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether it names none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What of the files that were `found` is not as this list says, by path.
    pub fn faults(&self, found: &Sums) -> Vec<Fault> {
        let listed = self.files.iter().filter_map(|(path, digest)| match found.files.get(path) {
            None => Some(Fault::Missing(path.clone())),
            Some(other) if other.is_empty() => Some(Fault::Unreadable(path.clone())),
            Some(other) if other != digest => Some(Fault::Changed(path.clone())),
            Some(_) => None,
        });
        let additional = found.files.keys().filter(|path| !self.files.contains_key(*path));
        listed.chain(additional.cloned().map(Fault::Additional)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(files: &[(&str, &str)]) -> Sums {
        files.iter().map(|(path, text)| ((*path).to_owned(), digest(text.as_bytes()))).collect()
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let list = sums(&[("b/大祥 区.html", "b"), ("a.html", "a")]);
        let text = list.text();
        assert!(
            text.starts_with(
                "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.html\n3e23"
            )
        );
        assert_eq!(Sums::parse(&text), Ok(list.clone()));
        assert_eq!(Sums::parse(&text.replace("  ", " *").replace('\n', "\r\n")), Ok(list));
        assert_eq!(Sums::parse(&format!("{text}# a remark\n")), Err(3));
        assert_eq!(Sums::parse("0123  a.html\n"), Err(1));
    }

    #[test]
    fn what_is_not_whole_is_named() {
        let list = sums(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let found = sums(&[("a", "1"), ("b", "two"), ("d", "4")]);
        let named = |f: fn(String) -> Fault, path: &str| f(path.to_owned());
        assert_eq!(
            list.faults(&found),
            [named(Fault::Changed, "b"), named(Fault::Missing, "c"), named(Fault::Additional, "d")]
        );
        assert_eq!(list.faults(&list), []);
    }
}
