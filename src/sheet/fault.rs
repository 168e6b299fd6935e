//! What of a workbook cannot be taken over, and what was taken over otherwise than it stands: with sheet, row and column.

use super::columns::sheets;
use crate::diag::{Lang, Words, say};

/// Something about a workbook that an editor has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    place: Words,
    /// Sheet and row, for the order; what stands in none comes last.
    order: (usize, usize),
    /// What is wrong.
    words: Words,
    /// What to do about it; may be empty.
    help: Words,
}

impl Fault {
    /// One of a whole file or article, which is named in its words.
    pub(super) fn general(words: Words, help: Words) -> Fault {
        Fault { place: Words::default(), order: (usize::MAX, 0), words, help }
    }

    /// By sheet and row.
    pub(super) fn order(&self) -> (usize, usize) {
        self.order
    }

    /// One line, or two.
    pub fn shown(&self, lang: Lang) -> String {
        let (colon, what_to_do) = match lang {
            Lang::Zh => ("：", "  改法："),
            Lang::En => (": ", "  what to do: "),
        };
        let mut shown = String::new();
        if !self.place.is_empty() {
            shown.extend([self.place.in_lang(lang), colon]);
        }
        shown.push_str(self.words.in_lang(lang));
        if !self.help.is_empty() {
            shown.extend(["\n", what_to_do, self.help.in_lang(lang)]);
        }
        shown
    }
}

/// Where something stands in a workbook.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'s> {
    /// Empty in CSV.
    pub(super) sheet: &'s str,
    /// From 1, as the program shows it.
    pub(super) row: usize,
    /// From 0, with the name of the column.
    pub(super) column: Option<(usize, &'s str)>,
}

impl Spot<'_> {
    pub(super) fn fault(self, words: Words, help: Words) -> Fault {
        let sheet = sheets().position(|(name, _)| name == self.sheet.trim()).unwrap_or_default();
        Fault { place: self.words(), order: (sheet, self.row), words, help }
    }

    /// `《观测值》第 5 行 C 列（value）`
    pub(super) fn words(self) -> Words {
        let Spot { sheet, row, .. } = self;
        let (zh, en) = if sheet.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("《{sheet}》"), format!("{sheet}, "))
        };
        match self.column.map(|(n, name)| (letters(n), name)) {
            None => say!("{zh}第 {row} 行", "{en}row {row}"),
            Some((letters, "")) => say!("{zh}第 {row} 行 {letters} 列", "{en}row {row}, column {letters}"),
            Some((letters, name)) => {
                say!("{zh}第 {row} 行 {letters} 列（{name}）", "{en}row {row}, column {letters} ({name})")
            }
        }
    }
}

/// `A`, `Z`, `AA`: a column as spreadsheets call it.
fn letters(column: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or_default());
    if column < 26 {
        letter(column).to_string()
    } else {
        format!("{}{}", letters(column / 26 - 1), letter(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letters(column), name);
        }
    }
}
