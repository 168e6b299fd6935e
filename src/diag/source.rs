//! The texts that findings point into: files by number, byte spans, lines and columns.

use std::{ops::Range, sync::OnceLock};

/// Number of a file in the [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A byte range in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Span { file, start: to_u32(range.start), end: to_u32(range.end) }
    }

    /// The span as a byte range.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// One text that was read.
#[derive(Debug, Default)]
pub struct SourceFile {
    /// Path relative to the site folder, with `/`, as shown to the editor.
    pub path: String,
    /// The whole text, as read.
    pub text: String,
    /// Where its YAML stands: the front matter of a Markdown file, else the whole file.
    pub yaml: Range<usize>,
    /// Edits of the YAML, in order and in bytes of it, without which it cannot be read: paths are paths of the text with
    /// these made. Set when the YAML is read, where there are any.
    pub read_as: OnceLock<Vec<(Range<usize>, String)>>,
    /// What a fix may change: all of a YAML file, a Markdown file up to its body; nothing of a file whose text is not
    /// byte for byte what stands on the disk, or that the program itself writes.
    pub mendable: Range<usize>,
}

impl SourceFile {
    /// The edits that its YAML was read with.
    pub fn read_as(&self) -> &[(Range<usize>, String)] {
        self.read_as.get().map_or(&[], Vec::as_slice)
    }
}

/// A line and column for people: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// All texts of a run.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file and gives back its number.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(to_u32(self.files.len()));
        self.files.push(file);
        id
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file with this path, if it is there.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files().find(|(_, file)| file.path == path).map(|(id, _)| id)
    }

    /// The file with this number.
    pub fn file(&self, id: FileId) -> &SourceFile {
        self.files.get(id.0 as usize).expect("invariant: a FileId comes from this map")
    }

    /// Every file with its number, in the order they were added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, f)| (FileId(to_u32(i)), f))
    }

    /// Line and column of the byte `offset` in a file.
    pub fn position(&self, id: FileId, offset: usize) -> Position {
        let text = &self.file(id).text;
        let upto = &text[..floor_boundary(text, offset)];
        let line_start = upto.rfind('\n').map_or(0, |i| i + 1);
        Position {
            line: upto.bytes().filter(|b| *b == b'\n').count() + 1,
            column: upto[line_start..].trim_start_matches('\u{feff}').chars().count() + 1,
        }
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let mut map = SourceMap::default();
        let id =
            map.add(SourceFile { path: "a".into(), text: "一二\n三x四".into(), ..SourceFile::default() });
        assert_eq!(map.position(id, 0), Position { line: 1, column: 1 });
        assert_eq!(map.position(id, 7), Position { line: 2, column: 1 });
        assert_eq!(map.position(id, 11), Position { line: 2, column: 3 });
        assert_eq!(map.position(id, 999), Position { line: 2, column: 4 });
    }
}
