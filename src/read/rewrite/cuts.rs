//! What is to be taken out so that fields or entries are gone, with their commas or lines, and no comment but theirs.

use std::ops::Range;

use super::Rewriting;

impl Rewriting<'_> {
    /// Takes out what goes of what stands in brackets, with a comma each.
    pub(super) fn cut_bracketed(
        &self,
        items: &[(Range<usize>, bool)],
    ) -> Option<Vec<(Range<usize>, String)>> {
        let last_kept = items.iter().rposition(|(_, goes)| !goes);
        let mut cuts = Vec::new();
        for (i, (range, _)) in items.iter().enumerate().filter(|(_, (_, goes))| *goes) {
            if last_kept.is_some_and(|kept| i < kept) {
                cuts.push(range.start..items[i + 1].0.start);
            } else {
                let start = last_kept.map_or(items[0].0.start, |kept| items[kept].0.end);
                cuts.push(start..items[items.len() - 1].0.end);
                break;
            }
        }
        // A comment between entries would go with them.
        let bare = |cut: &Range<usize>| {
            let gaps = items.windows(2).map(|pair| pair[0].0.end..pair[1].0.start);
            gaps.filter(|gap| gap.start >= cut.start && gap.end <= cut.end)
                .all(|gap| !self.text[gap].contains('#'))
        };
        cuts.iter().all(bare).then(|| cuts.into_iter().map(|cut| (cut, String::new())).collect())
    }

    /// Takes out the lines of what goes of fields one below the other; a comment on such a line stays.
    pub(super) fn cut_fields(&self, fields: &[(Range<usize>, bool)]) -> Option<Vec<(Range<usize>, String)>> {
        let mut cuts = Vec::new();
        let leading = fields.iter().take_while(|(_, goes)| *goes).count();
        let mut rest = fields;
        // The first may stand beside the dash of its entry.
        if leading > 0 && !self.opens_line(fields[0].0.start) {
            let start = fields[0].0.start;
            let next = fields.get(leading)?.0.start;
            let bare =
                |pair: &[(Range<usize>, bool)]| !self.text[pair[0].0.end..pair[1].0.start].contains('#');
            if fields[..=leading].windows(2).all(bare) {
                cuts.push(start..next);
                rest = &fields[leading..];
            } else {
                let after = self.line_after(fields[0].0.end)?;
                let line = &self.text[..after];
                let comment = line[fields[0].0.end..].find('#').map(|i| fields[0].0.end + i);
                cuts.push(start..comment.unwrap_or_else(|| line.trim_end().len()));
                rest = &fields[1..];
            }
        }
        for (range, _) in rest.iter().filter(|(_, goes)| *goes) {
            let after = self.line_after(range.end)?;
            cuts.push(match self.text[range.end..after].find('#') {
                Some(comment) => range.start..range.end + comment,
                None => self.line_start(range.start)..after,
            });
        }
        Some(cuts.into_iter().map(|cut| (cut, String::new())).collect())
    }
}
