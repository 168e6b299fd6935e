//! Where a file is rendered to: its bytes come together, and are given on in pieces, so that a large file never stands in
//! memory as a whole.

use std::io;

use anyhow::Result;

/// A piece is given on when it is as long as this. Most pages are shorter.
const PIECE: usize = 256 * 1024;

/// Takes a file piece by piece.
pub type Give<'a> = &'a mut dyn FnMut(&[u8]) -> Result<()>;

/// Where a file is rendered to.
pub struct Out<'a> {
    piece: &'a mut Vec<u8>,
    give: Give<'a>,
}

impl<'a> Out<'a> {
    /// Bytes come together in `piece`, which may have been used before, and go to `give`.
    pub(super) fn new(piece: &'a mut Vec<u8>, give: Give<'a>) -> Out<'a> {
        piece.clear();
        Out { piece, give }
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// Where they are not taken.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<()> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE { self.give() } else { Ok(()) }
    }

    /// Gives on what there is; at the end of a file, the rest.
    ///
    /// # Errors
    /// Where it is not taken.
    pub(super) fn give(&mut self) -> Result<()> {
        (self.give)(self.piece)?;
        self.piece.clear();
        Ok(())
    }
}

impl io::Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
