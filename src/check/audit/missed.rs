//! What to say of a text that does not stand on its lines: where it may stand, or what its lines print instead.

use std::{collections::HashMap, ops::Range};

use super::{
    NOT_ON_LINES,
    claims::{Claims, Entry, Miss, Subject},
    findings::in_yaml,
    slip::{self, Slip},
    source::Printed,
};
use crate::{
    diag::{At, FileId, Finding, Words, nearest, say},
    model::{LineRange, Lines},
    quantity::FigureKind,
};

/// One finding for each text that does not stand on its lines. What was most likely meant is set aside, since one slip
/// of the editor is one finding.
pub(super) fn explain(claims: &mut Claims<'_>, misses: &[Miss], file: FileId, findings: &mut Vec<Finding>) {
    let mut alike: HashMap<&str, u32> = HashMap::new();
    for miss in misses {
        *alike.entry(claims.entries[miss.entry].text).or_default() += 1;
    }
    for miss in misses {
        let entry = &claims.entries[miss.entry];
        let missed =
            Missed { miss, entry, lines: entry.lines[miss.part], alone: alike[entry.text] == 1, file };
        findings.push(missed.explain(claims));
    }
}

struct Missed<'a> {
    miss: &'a Miss,
    entry: &'a Entry<'a>,
    lines: LineRange,
    /// No other text that is missing is the same.
    alone: bool,
    file: FileId,
}

impl Missed<'_> {
    fn explain(&self, claims: &mut Claims<'_>) -> Finding {
        let places: Vec<Range<usize>> = claims.places(self.entry, &(0..claims.source.len())).collect();
        if let Some(free) = places.iter().find(|p| claims.is_free(p)) {
            let finding = self.elsewhere(claims, &places);
            claims.guess(free.clone());
            return finding;
        }
        let on_lines = claims.source.on(self.lines);
        let figures = claims.source.figures_in(&on_lines).iter();
        let (open, taken): (Vec<&Printed>, Vec<&Printed>) =
            figures.filter(|f| f.figure.kind != FigureKind::Time).partition(|f| claims.is_free(&f.place));
        let Some((meant, slip)) = self.meant(&open).or_else(|| self.slipped(&taken)) else {
            return if places.is_empty() { self.nowhere() } else { self.elsewhere(claims, &places) };
        };
        let finding = self.instead(claims, meant, slip);
        claims.guess(meant.place.clone());
        finding
    }

    /// The figure on the lines that the text most likely means, with the slip that was made.
    fn meant<'f>(&self, open: &[&'f Printed]) -> Option<(&'f Printed, Option<Slip>)> {
        self.slipped(open).or_else(|| {
            let near = nearest(self.entry.text, open.iter().map(|f| f.figure.printed.as_str()));
            let figure = open.iter().find(|f| Some(f.figure.printed.as_str()) == near);
            figure.or(if let [only] = open { Some(only) } else { None }).map(|f| (*f, None))
        })
    }

    /// The figure of which the most likely slip makes the text, if there is one.
    fn slipped<'f>(&self, figures: &[&'f Printed]) -> Option<(&'f Printed, Option<Slip>)> {
        let slips = figures.iter().filter_map(|f| Some((*f, self.slip(f)?)));
        slips.min_by_key(|(_, slip)| slip.rank()).map(|(figure, slip)| (figure, Some(slip)))
    }

    fn slip(&self, printed: &Printed) -> Option<Slip> {
        match (&self.entry.subject, &printed.figure.kind) {
            (Subject::Observation(_, _, value), FigureKind::Quantity(printed)) => {
                slip::between(value, printed)
            }
            _ => None,
        }
    }

    /// Where one of several `lines` is meant, those are replaced as a whole.
    fn fixed_lines(&self, lines: LineRange) -> String {
        let mut all = self.entry.lines.to_vec();
        all[self.miss.part] = lines;
        let text = Lines(all.into()).to_string();
        if self.entry.lines.len() > 1 { format!("\"{text}\"") } else { text }
    }

    fn not_there(&self, field: &str) -> Finding {
        let (path, _) = self.entry.subject.path();
        let (zh, en) = (show(self.lines), named(&[self.lines]));
        let text = self.entry.text;
        let message = say!("来源第 {zh} 行没有“{text}”", "“{text}” does not stand on {en} of the source");
        Finding::error(NOT_ON_LINES, At::value(self.file, format!("{path}.{field}")), message)
    }

    fn elsewhere(&self, claims: &Claims<'_>, places: &[Range<usize>]) -> Finding {
        let free: Vec<&Range<usize>> = places.iter().filter(|p| claims.is_open(p)).collect();
        let shown = if free.is_empty() { places.iter().collect() } else { free.clone() };
        let lines: Vec<LineRange> = shown.iter().map(|p| claims.source.lines_of(p)).collect();
        let (zh, en) = (lines.iter().map(|l| show(*l)).collect::<Vec<_>>().join("、"), named(&lines));
        let help = if free.is_empty() {
            say!(
                "它在第 {zh} 行，但那里已经登记过：照原文核对数字和行号",
                "it stands on {en}, which is recorded already: compare number and lines with the source"
            )
        } else {
            say!("它在第 {zh} 行", "it stands on {en}")
        };
        let finding = self.not_there("lines").help(help);
        let (path, _) = self.entry.subject.path();
        match free.as_slice() {
            [only] if self.alone && claims.is_free(only) => {
                let lines = self.fixed_lines(claims.source.lines_of(only));
                finding.fix(At::value(self.file, format!("{path}.lines")), lines)
            }
            _ => finding,
        }
    }

    fn instead(&self, claims: &Claims<'_>, meant: &Printed, slip: Option<Slip>) -> Finding {
        let (path, field) = self.entry.subject.path();
        let printed = &meant.figure.printed;
        let copy = Words::fixed(
            "照原文逐字抄，包括单位和“余”“约”；行号也核对一遍",
            "copy it as printed, with its unit and its 余 or 约; look at the line number too",
        );
        let Some(slip) = slip else {
            return self
                .not_there(field)
                .label(say!("来源印的是“{printed}”", "the source prints “{printed}”"))
                .help(copy);
        };
        let on_lines = claims.source.on(self.lines);
        let figures =
            claims.source.figures_in(&on_lines).iter().filter(|f| f.figure.kind != FigureKind::Time);
        let open = figures.filter(|f| claims.is_open(&f.place)).count();
        let certain = matches!(slip, Slip::Form(_)) && claims.is_open(&meant.place) && open == 1;
        let (zh, en) = (show(self.lines), named(&[self.lines]));
        let (text, why) = (self.entry.text, slip.words());
        let message = say!(
            ("来源第 {zh} 行印的是“{printed}”，登记写成了“{text}”：{}", why.zh),
            ("the source prints “{printed}” on {en}, the record says “{text}”: {}", why.en)
        );
        let at = At::value(self.file, format!("{path}.{field}"));
        let finding = Finding::error(NOT_ON_LINES, at.clone(), message).help(copy);
        if certain { finding.fix(at, in_yaml(printed)) } else { finding }
    }

    fn nowhere(&self) -> Finding {
        let (_, field) = self.entry.subject.path();
        self.not_there(field).help(Words::fixed(
            "来源里找不到这几个字：照原文逐字核对，包括单位和“余”“约”",
            "it stands nowhere in the source: compare it with the source, its unit and its 余 or 约 too",
        ))
    }
}

/// `17` or `17-18`.
fn show(lines: LineRange) -> String {
    Lines([lines].into()).to_string()
}

/// `line 17`, `lines 17-18` or `lines 17, 20-21`.
fn named(lines: &[LineRange]) -> String {
    let one = matches!(lines, [only] if only.start == only.end);
    format!("line{} {}", if one { "" } else { "s" }, Lines(lines.into()))
}
