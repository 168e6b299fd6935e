//! A source text made ready for the audit: folded once, its lines counted, its figures found. All places are byte ranges
//! of the folded text, where a figure that the source breaks across lines is in one piece.

use std::ops::Range;

use crate::{
    model::LineRange,
    quantity::{Figure, Folded, fold, scan},
};

/// A source text with what stands in it.
pub(super) struct Source {
    folded: Folded,
    /// Byte of the original where each line starts, and its end.
    lines: Vec<usize>,
    /// Every figure, times of day and dates too, in order; none overlaps another.
    pub(super) figures: Vec<Printed>,
}

/// A figure and where it stands.
pub(super) struct Printed {
    pub(super) figure: Figure,
    pub(super) place: Range<usize>,
}

impl Source {
    pub(super) fn new(text: &str) -> Source {
        let folded = fold(text);
        let starts = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        let lines = std::iter::once(0).chain(starts).chain([text.len()]).collect();
        let mut source = Source { folded, lines, figures: Vec::new() };
        let printed = |figure: Figure| {
            let place = source.folded_at(figure.start)..source.folded_at(figure.end);
            Printed { figure, place }
        };
        source.figures = scan(text).into_iter().map(printed).collect();
        source
    }

    /// How long the folded text is.
    pub(super) fn len(&self) -> usize {
        self.folded.text.len()
    }

    /// The place in the folded text of a byte of the original.
    fn folded_at(&self, byte: usize) -> usize {
        self.folded.offsets.partition_point(|offset| (*offset as usize) < byte)
    }

    /// The line of a place.
    fn line_of(&self, at: usize) -> u32 {
        let byte = self.folded.offsets[at] as usize;
        let starts = &self.lines[..self.lines.len() - 1];
        u32::try_from(starts.partition_point(|start| *start <= byte)).unwrap_or(u32::MAX)
    }

    /// The lines on which a piece that is not empty stands.
    pub(super) fn lines_of(&self, place: &Range<usize>) -> LineRange {
        LineRange { start: self.line_of(place.start), end: self.line_of(place.end - 1) }
    }

    /// What stands on some lines; nothing where the text has no such lines.
    pub(super) fn on(&self, lines: LineRange) -> Range<usize> {
        let start = self.lines[..self.lines.len() - 1].get(lines.start as usize - 1);
        let end = self.lines.get(lines.end as usize);
        match (start, end) {
            (Some(start), Some(end)) => self.folded_at(*start)..self.folded_at(*end),
            _ => 0..0,
        }
    }

    /// Every place of a folded text within a piece, not inside a longer number.
    pub(super) fn find<'a>(
        &'a self,
        wanted: &'a str,
        within: Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let wanted = Some(wanted).filter(|w| !w.is_empty());
        let from = within.start;
        let places = wanted.into_iter().flat_map(move |w| self.folded.text[within.clone()].match_indices(w));
        places
            .map(move |(at, w)| from + at..from + at + w.len())
            .filter(|place| !self.splits(place.start) && !self.splits(place.end))
    }

    /// Whether a number goes on over this place: two runs of digits are one where the finder reads them as one figure.
    fn splits(&self, at: usize) -> bool {
        let (before, after) = self.folded.text.split_at(at);
        let of_number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        before.ends_with(of_number)
            && after.starts_with(of_number)
            && self.figures_in(&(at..at + 1)).iter().any(|f| f.place.start < at)
    }

    /// The figures that touch a piece.
    pub(super) fn figures_in(&self, piece: &Range<usize>) -> &[Printed] {
        let from = self.figures.partition_point(|f| f.place.end <= piece.start);
        let to = self.figures.partition_point(|f| f.place.start < piece.end);
        self.figures.get(from..to).unwrap_or_default()
    }

    /// Whether a place holds its figures whole: `38人` is not what `38人次` or `近38人` prints. What the unit has below
    /// the line may be left out where `lines` end before it: `270元` of `270元/月/人`.
    pub(super) fn is_whole(&self, place: &Range<usize>, lines: &Range<usize>) -> bool {
        self.figures_in(place).iter().all(|f| {
            let rest = &self.folded.text[place.end.min(f.place.end)..f.place.end];
            let left_out = place.end == lines.end && rest.starts_with(['/', '每']);
            place.start <= f.place.start && (rest.is_empty() || left_out)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(source: &Source, printed: &str) -> usize {
        source.find(&fold(printed).text, 0..source.len()).count()
    }

    #[test]
    fn values_are_found_across_breaks_and_widths_but_not_inside_numbers() {
        let text = "共３２０６\n人，投入 3000\r\n\r\n余万元，38人，2.5万元，138 人，1 668个，1,200户，表2 2019年，7406 2238名";
        let source = Source::new(text);
        for (printed, places) in [
            ("3206人", 1),
            ("3000余万元", 1),
            ("8人", 0),
            ("38人", 1),
            ("5万元", 0),
            ("2.5万元", 1),
            ("2.6万元", 0),
            ("668个", 0),
            ("1668个", 1),
            ("200户", 0),
            ("2", 1),
            ("2238名", 1),
            ("7406", 1),
            ("", 0),
        ] {
            assert_eq!(count(&source, printed), places, "{printed}");
        }
    }

    #[test]
    fn a_place_holds_its_figures_whole_or_not() {
        for (text, value, whole) in [
            ("资助38人次", "38人", false),
            ("资助38人\n次", "38人", false),
            ("资助38人，次年", "38人", true),
            ("近38人", "38人", false),
            ("近38人", "近38人", true),
            ("38人以上", "38人", false),
            ("下降2个百分点", "2个", false),
            ("投资3621余万元", "3621余万元", true),
            ("标准270元/月/人", "270元", false),
            ("标准270元/月/人", "270元/月/人", true),
            ("每户5～8万元", "8万元", false),
            ("共54户138人", "54户", true),
        ] {
            let source = Source::new(text);
            let lines = 0..source.len();
            let found = source.find(value, lines.clone()).any(|place| source.is_whole(&place, &lines));
            assert_eq!(found, whole, "{value} in {text}");
        }
        let source = Source::new("标准270\n元\n/月/人");
        let lines = source.on(LineRange { start: 1, end: 2 });
        assert!(source.find("270元", lines.clone()).any(|place| source.is_whole(&place, &lines)));
    }

    #[test]
    fn lines_are_counted_from_one() {
        let source = Source::new("甲\n乙\n\n丙");
        assert_eq!([0, 3, 6].map(|at| source.line_of(at)), [1, 2, 4]);
        assert_eq!(source.on(LineRange { start: 2, end: 3 }), 3..6);
        assert_eq!(source.on(LineRange { start: 4, end: 4 }), 6..9);
        assert_eq!(source.on(LineRange { start: 5, end: 5 }), 0..0);
        assert_eq!(source.lines_of(&(0..6)), LineRange { start: 1, end: 2 });
    }
}
