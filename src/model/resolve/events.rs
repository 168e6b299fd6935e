//! `events:` of an article: what happened, or is planned, at a date.

use super::{
    report::{Reporter, join, optional},
    texts::{Figures, resolve_line},
};
use crate::{model::article::Event, read::RawEvent};

/// One entry.
pub(super) fn resolve_event(
    raw: &RawEvent,
    i: usize,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Option<Event> {
    let path = format!("events[{i}]");
    if raw.date.is_none() && raw.text.is_none() && raw.lines.is_none() {
        return None; // cut out while reading: already reported
    }
    let period = report.required(&raw.date, &path, "date");
    let period = period.and_then(|d| report.period(d, join(&path, "date")));
    let text = report.required(&raw.text, &path, "text");
    let text = text.map(|t| resolve_line(t, &join(&path, "text"), figures, report));
    let english = optional(&raw.text_en);
    let text_en = english.map(|t| resolve_line(t, &join(&path, "text_en"), figures, report));
    let lines = report.required(&raw.lines, &path, "lines");
    let lines = lines.and_then(|l| report.lines(l, join(&path, "lines")));
    let kind = optional(&raw.kind).map(|k| report.word(k, join(&path, "kind"), &Event::KINDS));
    let target = kind.unwrap_or(Some(false))?;
    Some(Event { period: period?, text: text?, text_en, lines: lines?, target, position: i })
}
