//! The content against its source texts: every value on its lines, every figure of a source accounted for.

use std::{fmt::Write as _, ops::Range};

use sha2::{Digest, Sha256};

use crate::{
    diag::{At, Finding, RuleId, Words, nearest},
    model::{Article, ArticleIx, AuditRecord, Catalog, LineRange, Missing},
    quantity::{Figure, FigureKind, fold, scan},
    read::SourceTexts,
};

/// The source text of an article is not in the folder.
pub const SOURCE_MISSING: RuleId = RuleId("source-missing");
/// The source text is not the one that was curated.
pub const SOURCE_CHANGED: RuleId = RuleId("source-changed");
/// A value does not stand on its lines.
pub const NOT_ON_LINES: RuleId = RuleId("not-on-lines");
/// A figure of the source is neither bound nor excluded.
pub const FIGURE_UNBOUND: RuleId = RuleId("figure-unbound");

/// What an audit found.
#[derive(Debug, Default)]
pub struct Audit {
    /// One record an article; `None` where its source is not at hand.
    pub records: Vec<Option<AuditRecord>>,
    /// What has to be mended.
    pub findings: Vec<Finding>,
}

/// Audits every article whose source is at hand. Where it is not, the last audit's record stands as long as it speaks
/// of this source.
pub fn run(catalog: &Catalog, texts: &SourceTexts) -> Audit {
    let mut audit = Audit::default();
    for ix in catalog.article_ids() {
        let article = catalog.article(ix);
        let Some((text, sha256)) = texts.get(&article.origin.file) else {
            let kept = catalog.audit[ix.ix()].clone().filter(|r| r.sha256 == article.origin.sha256);
            audit.findings.push(source_missing(article, kept.is_some()));
            audit.records.push(kept);
            continue;
        };
        if sha256 != article.origin.sha256 {
            let at = At::value(article.file, "origin.sha256");
            audit.findings.push(
                Finding::error(SOURCE_CHANGED, at, "来源文本与登记的摘要不符")
                    .label(format!("现在的文本是 {sha256}"))
                    .help("来源换过版本的，逐条核对行号后改这里的摘要；否则找回原来的文本"),
            );
        }
        let record = audit_article(catalog, ix, text, &mut audit.findings);
        audit.records.push(Some(AuditRecord { sha256: sha256.to_owned(), ..record }));
    }
    audit
}

fn source_missing(article: &Article, kept: bool) -> Finding {
    let at = At::value(article.file, "origin.file");
    let message = format!("来源文件夹里没有 {}", article.origin.file);
    if kept {
        Finding::note(SOURCE_MISSING, at, format!("{message}，保留上次核对的记录"))
    } else {
        Finding::error(SOURCE_MISSING, at, message).help("核对文件名，或用 --sources 指定放来源文本的文件夹")
    }
}

/// SHA-256 over what an audit depends on: values, lines, exclusions. Hexadecimal, the first 16 digits.
pub fn digest(catalog: &Catalog, ix: ArticleIx) -> String {
    let article = catalog.article(ix);
    let mut hash = Sha256::new();
    for o in article.observation_ids().map(|o| catalog.observation(o)).filter(|o| !o.is_catalogued()) {
        hash.update(format!("{}|{}|{}\n", catalog.metric(o.metric).id, o.quantity.printed, o.lines));
    }
    for e in &article.exclusions {
        hash.update(format!("-|{}|{}|{}\n", e.text, e.lines, e.reason.id()));
    }
    hash.finalize().iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A claim on a piece of the source: bytes, and whether by an observation.
struct Claim {
    range: Range<usize>,
    bound: bool,
}

/// A text that does not stand on its lines.
struct Miss<'a> {
    printed: &'a str,
    lines: LineRange,
    bound: bool,
    /// YAML path of its entry, and the field that holds the text.
    path: String,
    field: &'static str,
}

fn audit_article(catalog: &Catalog, ix: ArticleIx, text: &str, findings: &mut Vec<Finding>) -> AuditRecord {
    let article = catalog.article(ix);
    let source = Source::new(text);
    let mut claims = Claims::default();
    let mut misses = Vec::new();
    let observations = article.observation_ids().map(|o| catalog.observation(o));
    for o in observations {
        for lines in &o.lines.0 {
            if !claims.take(&source, &o.quantity.printed, *lines, true) {
                let path = format!("metrics[{}]", o.position);
                let printed = &o.quantity.printed;
                misses.push(Miss { printed, lines: *lines, bound: true, path, field: "value" });
            }
        }
    }
    for (i, e) in article.exclusions.iter().enumerate() {
        for lines in &e.lines.0 {
            if !claims.take(&source, &e.text, *lines, false) {
                let path = format!("exclude[{i}]");
                misses.push(Miss { printed: &e.text, lines: *lines, bound: false, path, field: "text" });
            }
        }
    }
    let figures: Vec<Figure> = scan(text).into_iter().filter(|f| f.kind != FigureKind::Time).collect();
    for miss in misses {
        findings.push(claims.explain(&source, article, &figures, &miss));
    }
    let mut record = AuditRecord {
        source: article.origin.file.clone(),
        sha256: String::new(),
        record: digest(catalog, ix),
        figures: 0,
        bound: 0,
        excluded: 0,
        missing: Vec::new(),
    };
    for figure in figures {
        record.figures += 1;
        match claims.of(&(figure.start..figure.end)) {
            Some(true) => record.bound += 1,
            Some(false) => record.excluded += 1,
            None => {
                let line = source.line_of(figure.start);
                findings.push(unbound(article, &figure.printed, line));
                record.missing.push(Missing { text: figure.printed, line });
            }
        }
    }
    record
}

fn unbound(article: &Article, printed: &str, line: u32) -> Finding {
    let message = format!("{} 第 {line} 行的“{printed}”没有登记", article.origin.file);
    Finding::error(FIGURE_UNBOUND, At::key(article.file, "metrics"), message).help(format!(
        "登记为观测值，或写进 exclude 并说明理由：{{text: {printed}, lines: {line}, reason: …}}"
    ))
}

struct Source<'a> {
    text: &'a str,
    /// Byte where each line starts, and the end.
    lines: Vec<usize>,
}

impl<'a> Source<'a> {
    fn new(text: &'a str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        Source { text, lines: std::iter::once(0).chain(starts).chain([text.len()]).collect() }
    }

    fn line_of(&self, byte: usize) -> u32 {
        u32::try_from(self.lines[..self.lines.len() - 1].partition_point(|start| *start <= byte))
            .unwrap_or(u32::MAX)
    }

    fn bytes_of(&self, lines: LineRange) -> Option<Range<usize>> {
        let start = *self.lines[..self.lines.len() - 1].get(lines.start as usize - 1)?;
        let end = *self.lines.get(lines.end as usize)?;
        Some(start..end)
    }

    /// Every place of `printed` on `lines`. White space and width do not count, since sources break figures across
    /// lines.
    fn find(&self, printed: &str, lines: LineRange) -> Vec<Range<usize>> {
        self.bytes_of(lines).map_or_else(Vec::new, |range| find(self.text, range, printed))
    }

    /// Lines of a byte range: `17` or `17-18`.
    fn shown(&self, range: &Range<usize>) -> String {
        let lines = (self.line_of(range.start), self.line_of(range.end.saturating_sub(1)));
        show_lines(LineRange { start: lines.0, end: lines.1 })
    }
}

fn show_lines(lines: LineRange) -> String {
    if lines.start == lines.end { lines.start.to_string() } else { format!("{}-{}", lines.start, lines.end) }
}

/// Which pieces of a source are spoken for.
#[derive(Default)]
struct Claims(Vec<Claim>);

impl Claims {
    /// Whether a piece is claimed, and if so whether by an observation.
    fn of(&self, range: &Range<usize>) -> Option<bool> {
        let overlaps = |c: &&Claim| c.range.start < range.end && range.start < c.range.end;
        self.0.iter().filter(overlaps).map(|c| c.bound).max()
    }

    /// Claims the first place of `printed` on its lines that is still free; says whether there is any place.
    fn take(&mut self, source: &Source<'_>, printed: &str, lines: LineRange, bound: bool) -> bool {
        let places = source.find(printed, lines);
        let free = places.iter().find(|p| self.of(p).is_none()).or(places.first()).cloned();
        let found = free.is_some();
        self.0.extend(free.map(|range| Claim { range, bound }));
        found
    }

    /// Says where a text that is not on its lines may stand, or what its lines print instead, and claims that, since
    /// one slip of the editor is one finding.
    fn explain(
        &mut self,
        source: &Source<'_>,
        article: &Article,
        figures: &[Figure],
        miss: &Miss<'_>,
    ) -> Finding {
        let Miss { printed, lines, bound, path, field } = miss;
        let message = format!("来源第 {} 行没有“{printed}”", show_lines(*lines));
        let elsewhere = find(source.text, 0..source.text.len(), printed);
        if !elsewhere.is_empty() {
            let places: Vec<String> = elsewhere.iter().map(|r| source.shown(r)).collect();
            let free = elsewhere.iter().find(|p| self.of(p).is_none()).cloned();
            self.0.extend(free.map(|range| Claim { range, bound: *bound }));
            let at = At::value(article.file, format!("{path}.lines"));
            return Finding::error(NOT_ON_LINES, at, message)
                .help(format!("它在第 {} 行", places.join("、")));
        }
        let on_lines = source.bytes_of(*lines).unwrap_or_default();
        let open: Vec<&Figure> = figures
            .iter()
            .filter(|f| {
                f.start < on_lines.end && on_lines.start < f.end && self.of(&(f.start..f.end)).is_none()
            })
            .collect();
        let meant = nearest(printed, open.iter().map(|f| f.printed.as_str()));
        let figure = open.iter().find(|f| Some(f.printed.as_str()) == meant).or(match open.as_slice() {
            [only] => Some(only),
            _ => None,
        });
        let finding =
            Finding::error(NOT_ON_LINES, At::value(article.file, format!("{path}.{field}")), message);
        match figure {
            Some(figure) => {
                self.0.push(Claim { range: figure.start..figure.end, bound: *bound });
                finding
                    .label(format!("来源印的是“{}”", figure.printed))
                    .help("照原文逐字抄，包括单位和“余”“约”；行号也核对一遍")
            }
            None => finding.help("来源里找不到这几个字：照原文逐字核对，包括单位和“余”“约”"),
        }
    }
}

/// Every place of `printed` in `text[range]`, white space and width folded, not inside a longer number.
fn find(text: &str, range: Range<usize>, printed: &str) -> Vec<Range<usize>> {
    let (hay, needle) = (fold(&text[range.clone()]), fold(printed).text);
    if needle.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (start, _) in hay.text.match_indices(&needle) {
        let end = start + needle.len();
        let before = hay.text[..start].chars().next_back();
        let after = hay.text[end..].chars().next();
        let splits_left = needle.starts_with(|c: char| c.is_ascii_digit())
            && before.is_some_and(|c| c.is_ascii_digit() || c == '.')
            && touches(&hay.offsets, start);
        let splits_right = needle.ends_with(|c: char| c.is_ascii_digit())
            && after.is_some_and(|c| c.is_ascii_digit() || c == '.')
            && touches(&hay.offsets, end);
        if !splits_left && !splits_right {
            let last = hay.text[..end].char_indices().next_back().map_or(start, |(i, _)| i);
            let from = hay.offsets[start] as usize;
            let upto = hay.offsets[last] as usize;
            let width = text[range.start + upto..].chars().next().map_or(0, char::len_utf8);
            found.push(range.start + from..range.start + upto + width);
        }
    }
    found
}

/// Whether the characters on both sides of a place stood next to each other before folding.
fn touches(offsets: &[u32], at: usize) -> bool {
    at > 0 && offsets[at] - offsets[at - 1] <= 3
}

/// Every rule of the audit, with what it means.
pub const NAMES: &[(RuleId, Words)] = &[
    (SOURCE_MISSING, Words::fixed("来源文件夹里没有这篇报道的来源文本。", "")),
    (SOURCE_CHANGED, Words::fixed("来源文本不是登记时的那一份。", "")),
    (NOT_ON_LINES, Words::fixed("登记的数字不在写明的那几行。", "")),
    (FIGURE_UNBOUND, Words::fixed("来源里的数字既没有登记，也没有写进 exclude。", "")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_across_breaks_and_widths_but_not_inside_numbers() {
        let text = "共３２０６\n人，投入 3000\n\n余万元，38人，2.5万元";
        for (printed, places) in [
            ("3206人", 1),
            ("3000余万元", 1),
            ("8人", 0),
            ("38人", 1),
            ("5万元", 0),
            ("2.5万元", 1),
            ("2.6万元", 0),
        ] {
            assert_eq!(find(text, 0..text.len(), printed).len(), places, "{printed}");
        }
    }

    #[test]
    fn lines_are_counted_from_one() {
        let source = Source::new("a\nb\nc");
        assert_eq!([0, 2, 4].map(|b| source.line_of(b)), [1, 2, 3]);
        assert_eq!(source.bytes_of(LineRange { start: 2, end: 3 }), Some(2..5));
        assert_eq!(source.bytes_of(LineRange { start: 4, end: 4 }), None);
    }
}
