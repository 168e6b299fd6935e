//! An article beside its source text, every figure of which is marked: recorded, left out, missing.

use std::ops::Range;

use serde::Serialize;

use super::{Desk, FOLDER, Found, Seen, found, found::FoundView};
use crate::{
    check::audit::{Account, Status},
    derive::Site,
    diag::legible,
    model::{ArticleIx, ObsIx},
    quantity::FigureKind,
};

/// Where the source text of an article is, or why there is none.
#[derive(Clone, Copy, Debug)]
pub enum SourceAt<'a> {
    /// No folder of source texts is known.
    NoFolder,
    /// The folder has no such text.
    NoText {
        /// The folder.
        folder: &'a str,
    },
    /// It is at hand.
    Text {
        /// The text.
        text: &'a str,
        /// Whether its digest is the one that the article states.
        is_same: bool,
    },
}

#[derive(Debug, Serialize)]
pub(super) struct Beside {
    lang: String,
    title: String,
    article: String,
    open: String,
    state: String,
    counts: Option<String>,
    changed: bool,
    missing: Vec<Jump>,
    found: Vec<FoundView>,
    expanded: bool,
    source: String,
    absent: Option<String>,
    lines: Vec<Line>,
}

/// A figure that is neither recorded nor left out.
#[derive(Debug, Serialize)]
struct Jump {
    text: String,
    line: u32,
}

/// A line of the source text.
#[derive(Debug, Serialize)]
struct Line {
    n: usize,
    pieces: Vec<Piece>,
}

/// A stretch of a line, marked where it is of a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    mark: &'static str,
    title: String,
    href: Option<String>,
}

/// Where an article stands beside its source text.
pub(super) fn href(slug: &str) -> String {
    format!("{FOLDER}beside/{slug}.html")
}

pub(super) fn beside(
    desk: &Desk,
    seen: &Seen<'_>,
    site: &Site,
    ix: ArticleIx,
    source: SourceAt<'_>,
    audit: Option<(&[Account], &Found<'_>)>,
) -> Beside {
    let (words, article) = (desk.words(), site.catalog().article(ix));
    let accounts = audit.map_or(&[][..], |(accounts, _)| accounts);
    let own: Vec<String> = article.paths().collect();
    let of_content = seen.all().filter(|(of, f)| own.iter().any(|path| path == of.path(f)));
    let mut shown: Vec<FoundView> = of_content.map(|(of, f)| found::found(desk, seen, of, f)).collect();
    if let Some((_, of)) = audit {
        shown.extend(of.findings.iter().map(|finding| found::found(desk, seen, of, finding)));
    }
    let page = format!("/articles/{}.html", article.slug);
    let missing = accounts.iter().filter(|a| a.status == Status::Missing);
    let errors = seen.errors().count();
    let state = if errors > 0 { words.count("desk.broken", errors) } else { String::new() };
    let (lines, absent, changed) = match source {
        SourceAt::Text { text, is_same } => (lines(desk, site, &page, text, accounts), None, !is_same),
        SourceAt::NoFolder => (Vec::new(), Some(words.get("beside.no_folder").to_owned()), false),
        SourceAt::NoText { folder } => {
            let blanks = [("folder", folder), ("file", article.origin.file.as_str())];
            (Vec::new(), Some(words.fill("beside.no_text", &blanks)), false)
        }
    };
    Beside {
        lang: desk.word("site.lang").to_owned(),
        title: words.fill("beside.title", &[("title", &article.title)]),
        open: found::open(seen.root, &article.path, 1, 1),
        state,
        counts: audit.map(|_| counts(desk, accounts)),
        changed,
        missing: missing.map(|a| Jump { text: a.figure.printed.clone(), line: a.lines.start }).collect(),
        expanded: shown.iter().any(|f| f.severity != "note"),
        found: shown,
        source: words.fill("beside.source", &[("file", &article.origin.file)]),
        absent,
        lines,
        article: page,
    }
}

/// `来源里 104 个数字：登记 90，排除 14，遗漏 0`; dates and times of day are not counted, as in the audit.
fn counts(desk: &Desk, accounts: &[Account]) -> String {
    let counted = accounts.iter().filter(|a| a.figure.kind != FigureKind::Time);
    let count = |is: fn(&Status) -> bool| counted.clone().filter(|a| is(&a.status)).count();
    let bound = count(|s| matches!(s, Status::Bound(_)));
    let excluded = count(|s| matches!(s, Status::Excluded(_)));
    let missing = count(|s| *s == Status::Missing);
    let [figures, bound, excluded, missing] =
        [bound + excluded + missing, bound, excluded, missing].map(|n| n.to_string());
    let blanks =
        [("figures", &*figures), ("bound", &*bound), ("excluded", &*excluded), ("missing", &*missing)];
    desk.words().fill("beside.counts", &blanks)
}

/// The lines of a source text with its figures marked. A figure that is broken across lines is marked on each.
fn lines(desk: &Desk, site: &Site, page: &str, text: &str, accounts: &[Account]) -> Vec<Line> {
    let marks: Vec<(Range<usize>, Piece)> = accounts
        .iter()
        .map(|account| (account.figure.start..account.figure.end, mark(desk, site, page, account)))
        .collect();
    let mut lines = Vec::new();
    let mut start = 0;
    for (i, line) in text.split('\n').enumerate() {
        let pieces = pieces(line.trim_end_matches('\r'), start, &marks);
        lines.push(Line { n: i + 1, pieces });
        start += line.len() + 1;
    }
    if lines.last().is_some_and(|line| line.pieces.is_empty()) {
        lines.pop(); // the text ends with a line break
    }
    lines
}

/// A line that begins at the byte `start` of its text, cut where marks begin and end, with what is not seen in it written
/// out.
fn pieces(line: &str, start: usize, marks: &[(Range<usize>, Piece)]) -> Vec<Piece> {
    let end = start + line.len();
    let mut pieces = Vec::new();
    let mut at = start;
    let plain = |range: Range<usize>| Piece {
        text: legible(&line[range.start - start..range.end - start]).into_owned(),
        ..Piece::default()
    };
    let first = marks.partition_point(|(range, _)| range.end <= start);
    for (range, piece) in marks[first..].iter().take_while(|(range, _)| range.start < end) {
        let marked = range.start.max(at)..range.end.min(end);
        if marked.is_empty() {
            continue;
        }
        if at < marked.start {
            pieces.push(plain(at..marked.start));
        }
        at = marked.end;
        pieces.push(Piece { text: plain(marked).text, ..piece.clone() });
    }
    if at < end {
        pieces.push(plain(at..end));
    }
    pieces
}

fn mark(desk: &Desk, site: &Site, page: &str, account: &Account) -> Piece {
    let words = desk.words();
    match &account.status {
        Status::Bound(figures) => {
            let labels: Vec<String> = figures.iter().map(|ix| label(site, *ix)).collect();
            let labels = labels.join(words.get("site.clause_separator"));
            let first = figures.first().map(|ix| &site.catalog().observation(*ix).anchor);
            Piece {
                mark: "bound",
                title: words.fill("beside.title_bound", &[("labels", &labels)]),
                href: first.map(|anchor| format!("{page}#{anchor}")),
                ..Piece::default()
            }
        }
        Status::Excluded(reason) => {
            let reason = words.find(&format!("reason.{}", reason.id())).unwrap_or_default();
            Piece {
                mark: "excluded",
                title: words.fill("beside.title_excluded", &[("reason", reason)]),
                ..Piece::default()
            }
        }
        Status::Missing => {
            Piece { mark: "missing", title: words.get("beside.title_missing").to_owned(), ..Piece::default() }
        }
        Status::Time => {
            Piece { mark: "time", title: words.get("beside.time").to_owned(), ..Piece::default() }
        }
    }
}

fn label(site: &Site, ix: ObsIx) -> String {
    let catalog = site.catalog();
    let observation = catalog.observation(ix);
    format!("{} {}", catalog.metric(observation.metric).label, observation.period)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_marked_on_every_line_that_it_is_broken_across() {
        let text = "共3206\n人，又5户";
        let piece = |mark| Piece { mark, ..Piece::default() };
        let five = text.find('5').expect("it is there");
        let marks = [
            (text.find('3').expect("it is there")..text.find('，').expect("it is there"), piece("bound")),
            (five..five + "5户".len(), piece("missing")),
        ];
        let second = text.find('人').expect("it is there");
        let shown = |line: &str, start| -> Vec<(String, &str)> {
            pieces(line, start, &marks).into_iter().map(|p| (p.text, p.mark)).collect()
        };
        assert_eq!(shown("共3206", 0), [("共".to_owned(), ""), ("3206".to_owned(), "bound")]);
        assert_eq!(
            shown("人，又5户", second),
            [("人".to_owned(), "bound"), ("，又".to_owned(), ""), ("5户".to_owned(), "missing")]
        );
    }
}
