//! Reading a text character by character over line breaks and full width forms.
//!
//! In comes a text; out come folded characters and byte offsets. It knows nothing of numbers or units.

/// Whether a character is white space for our purposes: Unicode white space (with U+3000 and NBSP), or nothing to be seen.
pub(super) fn is_space(c: char) -> bool {
    // Most characters are plain signs and digits, or Han: above all of these.
    if matches!(c, '!'..='~' | '\u{3001}'..='\u{9FFF}') {
        return false;
    }
    c.is_whitespace() || is_invisible(c)
}

/// Whether a character takes no room: zero width space and joiners, word joiner, soft hyphen, BOM. What stands on both
/// sides of it stands together.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Folds full width ASCII (`！`…`～`), the wave dash, the minus sign and the small percent sign to ASCII.
pub(super) fn fold_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{301C}' => '~',
        '\u{2212}' => '-',
        '\u{FE6A}' => '%',
        _ => c,
    }
}

/// A place in a text. Copying it is how a reader looks ahead and steps back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// What stands after the last character read; white space at its beginning is not read yet.
    rest: &'a str,
}

/// A character, folded, with the text that begins with it and the one after it.
type Found<'a> = (char, &'a str, &'a str);

impl<'a> Cursor<'a> {
    /// A cursor at a byte offset, which must be a character boundary.
    pub(super) fn new(text: &'a str, pos: usize) -> Self {
        Cursor { text, rest: text.get(pos..).unwrap_or_default() }
    }

    /// Byte offset just after the last character read.
    pub(super) fn pos(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// What has not been read, white space included.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// The next character as it stands, white space included, unfolded.
    pub(super) fn raw(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// The next character, folded, if no white space stands before it.
    pub(super) fn peek_tight(&self) -> Option<char> {
        let next = self.rest.chars().find(|&c| !is_invisible(c));
        next.filter(|&c| !is_space(c)).map(fold_char)
    }

    /// The next character that is not white space.
    #[inline]
    fn find(&self) -> Option<Found<'a>> {
        let mut chars = self.rest.chars();
        loop {
            let from = chars.as_str();
            let c = chars.next()?;
            if !is_space(c) {
                return Some((fold_char(c), from, chars.as_str()));
            }
        }
    }

    /// The next character that is not white space, folded.
    pub(super) fn peek(&self) -> Option<char> {
        self.find().map(|(c, ..)| c)
    }

    /// Reads the next character that is not white space.
    pub(super) fn take(&mut self) -> Option<char> {
        let (c, _, after) = self.find()?;
        self.rest = after;
        Some(c)
    }

    /// Byte offset of the next character that is not white space; at the end of the text, the place after the last one read.
    pub(super) fn next_start(&self) -> usize {
        self.find().map_or(self.pos(), |(_, from, _)| self.text.len() - from.len())
    }

    /// Reads one character if it is the next one.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        match self.find() {
            Some((c, _, after)) if c == wanted => {
                self.rest = after;
                true
            }
            _ => false,
        }
    }

    /// Reads a whole word, white space allowed between its characters, or nothing.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let mut ahead = *self;
        if word.chars().all(|c| ahead.eat(c)) {
            *self = ahead;
            return true;
        }
        false
    }

    /// Reads the first of the words that stands here; the longer ones must come first.
    pub(super) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat_word(word))
    }
}
