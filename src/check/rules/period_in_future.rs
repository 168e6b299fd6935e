//! A figure that speaks of a time after the article that prints it, or a date that has not come.

use super::{Rule, Subject};
use crate::{
    diag::{At, Finding, RuleId, Words, say},
    model::{Article, Date, Kind, Observation, Period},
    read::LEDGER,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("period-in-future"),
    what: Words::fixed(
        "数字的时期在报道的日期之后，或者报道的日期、数字的时期还没有到；登记、核对、撤回、改动的日期还没有到。目标和政策标准除外。",
        "A figure speaks of a time after the date of its article, or a date has not come yet, also that of entering, \
         checking, retracting or a recorded change. Targets and standards may.",
    ),
    why: Words::fixed(
        "报道不可能印出以后才有的实绩；多半是年份抄错了，或者它其实是目标。",
        "No report prints a result that came about later. Mostly the year is wrong, or the figure is a target.",
    ),
    example: Words::fixed(
        "origin: {date: 2019-12-20, …}\nmetrics:\n  - {metric: water.projects, value: 86处, lines: 11, period: 2020}",
        "origin: {date: 2019-12-20, …}\nmetrics:\n  - {metric: water.projects, value: 86处, lines: 11, period: 2020}",
    ),
    mend: Words::fixed(
        "对照来源核对 period 和 origin.date。打算做到的数字写 kind: target；推断的日期加 ~，前后各宽一年。",
        "Check period and origin.date against the source. A planned figure takes kind: target; an inferred date takes ~, \
         which allows a year on either side.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for article in &subject.catalog.articles {
        check_article(subject, article, findings);
        let entered = article.entered.as_ref().and_then(|e| e.date).map(|date| ("entered.date", date));
        let checked = article.checked.as_ref().map(|look| ("checked.date", look.date));
        for (path, date) in entered.into_iter().chain(checked) {
            findings.extend(not_come(subject, article, path, date));
        }
    }
    for gone in &subject.catalog.retracted {
        findings.extend(not_come(subject, &gone.article, "retracted.date", gone.date));
    }
    let Some(file) = subject.sources.find(LEDGER) else { return };
    let entries = subject.catalog.ledger.entries().iter();
    for entry in entries.filter(|entry| entry.date.certainly_after(&subject.today)) {
        let at = At::value(file, format!("changes[{}].date", entry.position));
        let (zh, en) = (entry.date.label(), entry.date);
        let message = say!("改动的日期还没有到：{zh}", "the date of the change has not come: {en}");
        findings.push(
            Finding::error(RULE.id, at, message)
                .help(Words::fixed("写改登记的那一天", "write the day on which the record was changed")),
        );
    }
}

/// The finding for a day on which an editor is said to have done something, and which has not come.
fn not_come(subject: &Subject<'_>, article: &Article, path: &str, date: Date) -> Option<Finding> {
    let message = say!(("这个日期还没有到：{}", date.label()), ("this date has not come: {date}"));
    date.certainly_after(&subject.today).then(|| {
        let help = Words::fixed("写做完的那一天", "write the day on which it was done");
        Finding::error(RULE.id, At::value(article.file, path), message).help(help)
    })
}

fn check_article(subject: &Subject<'_>, article: &Article, findings: &mut Vec<Finding>) {
    let today = subject.today;
    let written = article.origin.date.as_ref().and_then(end);
    let unwritten = written.filter(|date| date.certainly_after(&today));
    if let Some(date) = unwritten {
        let at = At::value(article.file, "origin.date");
        let message =
            say!(("报道的日期还没有到：{}", date.label()), ("the date of the article has not come: {date}"));
        findings.push(
            Finding::error(RULE.id, at, message)
                .help(Words::fixed("对照来源核对日期", "check the date against the source")),
        );
    }
    let written = written.filter(|_| unwritten.is_none());
    let late = |o: &Observation| {
        let actual = !matches!(o.kind, Kind::Target | Kind::Standard);
        actual && limits(today, written).any(|limit| is_after(&o.period, &limit))
    };
    let observations = article.observation_ids().map(|ix| subject.catalog.observation(ix));
    let mut default_said = false;
    for o in observations.filter(|o| late(o)) {
        let path = if o.period == article.period {
            if std::mem::replace(&mut default_said, true) {
                continue; // one default period, one finding
            }
            "period".to_owned()
        } else {
            format!("metrics[{}].period", o.position)
        };
        let what = &o.quantity.printed;
        findings.push(finding(article, what, &o.period, At::value(article.file, path), (today, written)));
    }
    let late = |p: &Period| limits(today, written).any(|limit| is_after(p, &limit));
    for event in article.events.iter().filter(|e| !e.target && late(&e.period)) {
        let at = At::value(article.file, format!("events[{}].date", event.position));
        findings.push(finding(article, &event.text.text, &event.period, at, (today, written)));
    }
}

/// The last date a period names; `None` where it is open at its end.
fn end(period: &Period) -> Option<Date> {
    match period {
        Period::At(date) | Period::Span(_, Some(date)) => Some(*date),
        Period::Span(_, None) => None,
    }
}

fn limits(today: Date, written: Option<Date>) -> impl Iterator<Item = Date> {
    written.into_iter().chain([today])
}

/// Whether a period begins or ends after a date, however both are read.
fn is_after(period: &Period, date: &Date) -> bool {
    period.first().into_iter().chain(end(period)).any(|d| d.certainly_after(date))
}

fn finding(
    article: &Article,
    printed: &str,
    period: &Period,
    at: At,
    limits: (Date, Option<Date>),
) -> Finding {
    let (today, written) = limits;
    let message = match written.filter(|date| is_after(period, date)) {
        Some(date) => say!(
            ("{printed} 说的是{}，在报道的日期（{}）之后", period.label(), date.label()),
            ("{printed} speaks of {period}, after the date of the article ({date})")
        ),
        None => say!(
            ("{printed} 说的是{}，还没有到（今天是{}）", period.label(), today.label()),
            ("{printed} speaks of {period}, which has not come (today is {today})")
        ),
    };
    let finding = Finding::error(RULE.id, at, message).help(Words::fixed(
        "核对时期和报道的日期；打算做到的数字写 kind: target",
        "check the period and the date of the article; a planned figure takes kind: target",
    ));
    match written.filter(|date| is_after(period, date)) {
        Some(_) => finding.also(
            At::value(article.file, "origin.date"),
            Words::fixed("报道的日期", "the date of the article"),
        ),
        None => finding,
    }
}
