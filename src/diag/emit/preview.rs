//! What fixes would change, for people: file, reason, line numbers, the lines before and after. What cannot be seen on
//! a screen is written out.

use std::fmt::Write as _;

use crate::diag::{Change, Lang, Patch, SourceMap, apply, legible};

/// Patches as a list of changed lines, in colour where asked for.
pub fn preview(patches: &[Patch], sources: &SourceMap, color: bool, lang: Lang) -> String {
    let mut out = String::new();
    for patch in patches {
        let file = sources.file(patch.file);
        let _ = writeln!(out, "{}", legible(&file.path));
        let mut moved = 0;
        for hunk in hunks(&file.text, &patch.changes) {
            moved = hunk.write(&file.text, moved, color, lang, &mut out);
        }
        out.push('\n');
    }
    out
}

/// Changes that share a line, with the whole lines they stand on.
struct Hunk<'a> {
    start: usize,
    end: usize,
    changes: &'a [Change],
}

fn hunks<'a>(text: &str, changes: &'a [Change]) -> Vec<Hunk<'a>> {
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line_end = |change: &Change| {
        let at = change.range.end;
        let whole_lines = !change.range.is_empty() && text[..at].ends_with('\n');
        if whole_lines { at } else { text[at..].find('\n').map_or(text.len(), |i| at + i + 1) }
    };
    let mut hunks: Vec<Hunk<'a>> = Vec::new();
    for (i, change) in changes.iter().enumerate() {
        let (start, end) = (line_start(change.range.start), line_end(change));
        match hunks.last_mut() {
            Some(last) if start < last.end => {
                let first = i - last.changes.len();
                (last.end, last.changes) = (end.max(last.end), &changes[first..=i]);
            }
            _ => hunks.push(Hunk { start, end, changes: &changes[i..=i] }),
        }
    }
    hunks
}

impl Hunk<'_> {
    /// Writes the lines that differ; `moved` is by how many lines the text before has grown. Gives the same for the text
    /// after.
    fn write(&self, text: &str, moved: isize, color: bool, lang: Lang, out: &mut String) -> isize {
        let within =
            |c: &Change| Change { range: c.range.start - self.start..c.range.end - self.start, ..c.clone() };
        let before = &text[self.start..self.end];
        let after = apply(before, &self.changes.iter().map(within).collect::<Vec<_>>());
        let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
        let head = old.iter().zip(&new).take_while(same).count();
        let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
        let first = text[..self.start].matches('\n').count() + 1 + head;
        let mut reasons: Vec<&str> = self.changes.iter().map(|c| c.why.in_lang(lang)).collect();
        reasons.dedup();
        let reasons = reasons.join(if lang == Lang::Zh { "；" } else { "; " });
        let _ = writeln!(out, "  {}", legible(&reasons));
        for (sign, code, lines, from) in [
            ('-', "31", &old[head..old.len() - tail], first),
            ('+', "32", &new[head..new.len() - tail], first.saturating_add_signed(moved)),
        ] {
            let (on, off) =
                if color { (format!("\u{1b}[{code}m"), "\u{1b}[0m") } else { (String::new(), "") };
            for (i, line) in lines.iter().enumerate() {
                let _ = writeln!(out, "{on}{:>5} {sign} {}{off}", from + i, visible(line));
            }
        }
        moved + new.len().cast_signed() - old.len().cast_signed()
    }
}

/// A line with what cannot be seen in it written out, spaces of other kinds too: `‹U+200B›`.
fn visible(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for c in legible(line).chars() {
        match c {
            '\t' => shown.push_str("‹Tab›"),
            c if c.is_whitespace() && c != ' ' => {
                let _ = write!(shown, "‹U+{:04X}›", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{SourceFile, Words};

    #[test]
    fn only_lines_that_differ_are_shown_with_what_cannot_be_seen() {
        let text = "title：甲\nperiod: 2019\u{200b}\nlast: 1\n";
        let mut sources = SourceMap::default();
        let file = sources.add(SourceFile {
            path: "a.yaml".into(),
            text: text.into(),
            yaml: 0..text.len(),
            mendable: 0..text.len(),
            ..SourceFile::default()
        });
        let change = |range, text: &str, why| Change { range, text: text.to_owned(), why };
        let fence = Words::fixed("缺少 ---", "no ---");
        let changes = vec![
            change(0..0, "---\n", fence.clone()),
            change(5..8, ": ", Words::fixed("全角冒号", "full-width colon")),
            change(24..27, "", Words::fixed("看不见的字符", "invisible character")),
        ];
        assert_eq!(
            preview(&[Patch { file, changes }], &sources, false, Lang::En),
            "a.yaml\n  no ---; full-width colon\n    1 - title：甲\n    1 + ---\n    2 + title: 甲\n  \
             invisible character\n    2 - period: 2019‹U+200B›\n    3 + period: 2019\n\n"
        );
    }
}
