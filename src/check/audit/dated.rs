//! Events against the source: the lines that an event names must be there, and must print its year, unless the date is
//! marked as inferred.

use super::NOT_ON_LINES;
use crate::{
    diag::{At, Finding, Words, say},
    model::{Article, Event, Lines},
    quantity::fold,
};

/// What does not stand where an event says that it stands.
pub(super) fn check_events(article: &Article, text: &str, findings: &mut Vec<Finding>) {
    if article.events.is_empty() {
        return;
    }
    let lines: Vec<&str> = text.lines().collect();
    findings.extend(article.events.iter().filter_map(|event| fault(article, event, &lines)));
}

fn fault(article: &Article, event: &Event, lines: &[&str]) -> Option<Finding> {
    let at = |field: &str| At::value(article.file, format!("events[{}].{field}", event.position));
    let file = &article.origin.file;
    let Some(named) = text_of(&event.lines, lines) else {
        let count = lines.len();
        let message = say!("{file} 只有 {count} 行", "{file} has {count} lines only");
        return Some(Finding::error(NOT_ON_LINES, at("lines"), message).help(MEND));
    };
    let year = event.period.last().year.to_string();
    if event.period.is_approximate() || fold(&named).text.contains(&year) {
        return None;
    }
    let message = say!("这几行没有印出{year}年", "these lines do not print {year}");
    Some(Finding::error(NOT_ON_LINES, at("date"), message).help(MEND))
}

const MEND: Words = Words::fixed(
    "对照来源核对 date 和 lines；年份由上下文推断的，在日期后加 ~",
    "check date and lines against the source; a year that is inferred takes ~ after the date",
);

/// The text of some lines; none where the source ends before them.
fn text_of(wanted: &Lines, lines: &[&str]) -> Option<String> {
    let mut text = String::new();
    for range in &wanted.0 {
        let (start, end) = (range.start as usize - 1, range.end as usize);
        text.push_str(&lines.get(start..end)?.concat());
        text.push('\n');
    }
    Some(text)
}
