//! Where a file is rendered to: its bytes come together, and are given on in pieces, so that a large file never stands in
//! memory as a whole.

use std::io;

use anyhow::Result;

/// A piece is given on when it is as long as this. Most pages are shorter.
const PIECE: usize = 256 * 1024;

/// Takes a file piece by piece.
pub type Give<'a> = &'a mut dyn FnMut(&[u8]) -> Result<()>;

/// Where a file is rendered to.
pub(super) struct Out<'a> {
    piece: &'a mut Vec<u8>,
    /// Nobody, where the file is wanted as a whole.
    give: Option<Give<'a>>,
    /// Why a piece was not taken: no fault of what is rendered.
    refused: Option<anyhow::Error>,
}

impl<'a> Out<'a> {
    /// Bytes come together in `piece`, which may have been used before, and go to `give`, or stay there.
    pub(super) fn new(piece: &'a mut Vec<u8>, give: Option<Give<'a>>) -> Out<'a> {
        piece.clear();
        Out { piece, give, refused: None }
    }

    /// Gives on what there is; at the end of a file, the rest.
    ///
    /// # Errors
    /// Where it is not taken; [`refusal`](Self::refusal) has the reason.
    pub(super) fn give(&mut self) -> io::Result<()> {
        let Some(give) = &mut self.give else { return Ok(()) };
        if let Err(reason) = give(self.piece) {
            self.refused = Some(reason);
            return Err(io::Error::other("a piece was not taken"));
        }
        self.piece.clear();
        Ok(())
    }

    /// Why a piece was not taken, where one was not.
    pub(super) fn refusal(self) -> Option<anyhow::Error> {
        self.refused
    }
}

impl io::Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.give()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use anyhow::anyhow;

    use super::*;

    #[test]
    fn pieces_are_the_file() {
        let (mut pieces, mut buffer) = (Vec::new(), b"of another file".to_vec());
        let mut give = |piece: &[u8]| {
            pieces.push(piece.to_vec());
            Ok(())
        };
        let mut out = Out::new(&mut buffer, Some(&mut give));
        for n in 0..PIECE {
            write!(out, "{n},").unwrap();
        }
        out.give().unwrap();
        assert!(out.refusal().is_none() && pieces.len() > 2);
        let text = String::from_utf8(pieces.concat()).unwrap();
        assert!(text.split_terminator(',').eq((0..PIECE).map(|n| n.to_string())));
    }

    #[test]
    fn why_a_piece_was_not_taken_is_not_lost() {
        let mut buffer = Vec::new();
        let mut give = |_: &[u8]| Err(anyhow!("the disk is full"));
        let mut out = Out::new(&mut buffer, Some(&mut give));
        assert!(out.write_all(&[0; PIECE]).is_err());
        assert_eq!(out.refusal().unwrap().to_string(), "the disk is full");
    }
}
