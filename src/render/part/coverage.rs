//! How much of a report is accounted for: a sentence and the parts of a bar.

use rust_decimal::Decimal;
use serde::Serialize;

use super::super::{text::Text, view::View};
use crate::derive::{Coverage, CoverageState};
use crate::model::ArticleIx;

/// Coverage ready to print.
#[derive(Debug, Serialize)]
pub struct CoverageView<'a> {
    state: &'static str,
    text: String,
    short: String,
    total: u32,
    note: &'a str,
    segments: Vec<Segment<'a>>,
    missing: Vec<MissingFigure>,
}

/// A part of the bar; `x` and `width` in hundredths of it.
#[derive(Debug, Serialize)]
struct Segment<'a> {
    id: &'static str,
    label: &'a str,
    count: u32,
    x: String,
    width: String,
}

/// A figure of the source that is not accounted for.
#[derive(Debug, Serialize)]
struct MissingFigure {
    text: Text,
    line: String,
}

/// Coverage of one article, with what is missing.
pub fn coverage_of_article<'a>(view: &View<'a>, article: ArticleIx) -> CoverageView<'a> {
    let record = view.catalog().audit[article.ix()].as_ref();
    let line = |line: u32| view.words.fill("figure.source_line", &[("lines", &line.to_string())]);
    let missing = record.into_iter().flat_map(|r| &r.missing);
    let missing =
        missing.map(|m| MissingFigure { text: view.chinese(&m.text), line: line(m.line) }).collect();
    CoverageView { missing, ..coverage(view, view.site.coverage[article.ix()]) }
}

/// Coverage of some articles.
pub fn coverage<'a>(view: &View<'a>, coverage: Coverage) -> CoverageView<'a> {
    let words = view.words;
    let note = words.get("coverage.note");
    let (state, text, short) = match coverage.state {
        CoverageState::Unaudited => {
            let text = words.get("coverage.unaudited").to_owned();
            return CoverageView {
                state: "unaudited",
                text,
                short: String::new(),
                total: 0,
                note,
                segments: Vec::new(),
                missing: Vec::new(),
            };
        }
        CoverageState::Stale => ("stale", words.get("coverage.stale").to_owned(), String::new()),
        CoverageState::Counted => {
            let share = percent(coverage.accounted(), coverage.figures);
            let blanks = [
                ("total", &*coverage.figures.to_string()),
                ("n", &*coverage.accounted().to_string()),
                ("share", share.as_str()),
            ];
            ("ok", words.fill("coverage.share", &blanks), share)
        }
    };
    CoverageView {
        state,
        text,
        short,
        total: coverage.figures,
        note,
        segments: segments(view, coverage),
        missing: Vec::new(),
    }
}

fn segments<'a>(view: &View<'a>, coverage: Coverage) -> Vec<Segment<'a>> {
    let parts = [
        ("observed", "coverage.observed", coverage.bound),
        ("excluded", "coverage.excluded", coverage.excluded),
        ("unhandled", "coverage.unhandled", coverage.unhandled()),
    ];
    let mut before = 0;
    let whole = coverage.figures.max(coverage.accounted());
    let segment = |(id, label, count): (&'static str, &'static str, u32)| {
        let x = hundredths(before, whole);
        before += count;
        Segment { id, label: view.words.get(label), count, x, width: hundredths(count, whole) }
    };
    parts.into_iter().map(segment).collect()
}

fn hundredths(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "0".to_owned();
    }
    (Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole)).round_dp(2).normalize().to_string()
}

/// A share in whole per cent, rounded down, so that 100% means all.
fn percent(part: u32, whole: u32) -> String {
    match (u64::from(part) * 100).checked_div(u64::from(whole)) {
        Some(share) => format!("{share}%"),
        None => "100%".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{hundredths, percent};

    #[test]
    fn shares() {
        assert_eq!(percent(132, 133), "99%");
        assert_eq!(percent(133, 133), "100%");
        assert_eq!(hundredths(92, 133), "69.17");
        assert_eq!(hundredths(0, 0), "0");
        assert_eq!(hundredths(1, 1), "100");
    }
}
