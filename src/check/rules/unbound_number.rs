//! A number in our text that is bound to no observation.

use std::ops::Range;

use rayon::prelude::*;

use super::{
    Rule, Subject,
    prose_differs::{binding, nearly, slip},
};
use crate::{
    diag::{At, FileId, Finding, RuleId, Span, Words, say},
    model::{Article, Body, MONTHS, Observation},
    quantity::{Figure, FigureKind, Quantity, scan},
    read::twice,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("unbound-number"),
    what: Words::fixed(
        "正文或提要里直接写了数字，没有用 {{ 指标编号 }} 引用。",
        "A body or a summary has a number written out, without {{ metric.id }}.",
    ),
    why: Words::fixed(
        "直接写的数字没有出处，记录改了它也不会跟着改。",
        "A number that is written out leads back to no source, and does not change when its record does.",
    ),
    example: Words::fixed(
        "全区有贫困劳动力3206人，其中登记就业{{ employment.registered }}。",
        "全区有贫困劳动力3206人，其中登记就业{{ employment.registered }}。",
    ),
    mend: Words::fixed(
        "在 metrics 里登记这个数字，正文改成 {{ 指标编号 }}。年份和日期可以直接写。",
        "Record the number under metrics and write {{ metric.id }} in the text. Years and dates may be \
         written out.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let of_article = |article: &Article| {
        let recorded = article.observation_ids().map(|ix| catalog.observation(ix));
        let recorded: Vec<&Observation> = recorded.collect();
        let desk = Desk { subject, recorded: &recorded };
        let mut found = Vec::new();
        for (path, line) in article.bound_lines() {
            let at = |range| At::within(article.file, &*path, range);
            desk.check(&name_of(&path), line, &at, &mut found);
        }
        article.bodies().for_each(|text| desk.check_body(text, &mut found));
        found
    };
    findings.par_extend(catalog.articles.par_iter().flat_map_iter(of_article));
    for table in &catalog.tables {
        let desk = Desk { subject, recorded: &[] };
        table.bodies().for_each(|text| desk.check_body(text, findings));
    }
}

/// What the text at a path of the front matter is called.
fn name_of(path: &str) -> Words {
    match path {
        path if path.starts_with("events") => Words::fixed("事件", "event"),
        path if path.starts_with("practices") => Words::fixed("做法", "practice"),
        _ => Words::fixed("提要", "summary"),
    }
}

fn in_body(file: FileId, body: &Body) -> impl Fn(Range<usize>) -> At {
    let offset = body.offset;
    move |range| At::Span(Span::new(file, offset + range.start..offset + range.end))
}

struct Desk<'a> {
    subject: &'a Subject<'a>,
    /// The figures that the text might mean.
    recorded: &'a [&'a Observation],
}

/// A year as English writes it, without a word beside it.
fn is_year(printed: &str) -> bool {
    printed.len() == 4 && printed.parse().is_ok_and(|year: u16| (1900..=2100).contains(&year))
}

/// A day of a month as English writes it: `10 December`, `December 10`.
fn is_day(text: &str, at: Range<usize>) -> bool {
    let is_month = |word: Option<&str>| word.is_some_and(|word| MONTHS.contains(&word));
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let after = text[at.end..].strip_prefix(' ').and_then(|rest| rest.split(|c| !is_letter(c)).next());
    let before = text[..at.start].strip_suffix(' ').and_then(|rest| rest.rsplit(|c| !is_letter(c)).next());
    at.len() <= 2 && (is_month(after) || is_month(before))
}

impl Desk<'_> {
    fn check_body(&self, (file, body): (FileId, &Body), findings: &mut Vec<Finding>) {
        self.check(&Words::fixed("正文", "text"), body, &in_body(file, body), findings);
    }

    /// `at` says where bytes of the text stand.
    fn check(&self, name: &Words, body: &Body, at: &dyn Fn(Range<usize>) -> At, findings: &mut Vec<Finding>) {
        let in_english = !body.text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
        for text in &body.texts {
            for part in without_bindings(&body.text, text) {
                let words = &body.text[part.clone()];
                for figure in scan(words) {
                    let is_date = || is_year(&figure.printed) || is_day(words, figure.start..figure.end);
                    if figure.kind == FigureKind::Time || (in_english && is_date()) {
                        continue;
                    }
                    let at = at(part.start + figure.start..part.start + figure.end);
                    findings.push(self.finding(name, at, &figure));
                }
            }
        }
    }

    fn finding(&self, name: &Words, at: At, figure: &Figure) -> Finding {
        let printed = &figure.printed;
        let unbound = || {
            let message = say!(
                ("{}里的“{printed}”没有出处", name.zh),
                ("“{printed}” in the {} is bound to no record", name.en)
            );
            Finding::warning(RULE.id, at.clone(), message)
        };
        let plain = Words::fixed(
            "登记后用 {{ 指标编号 }} 引用；不是统计数字的，换个写法",
            "record it and bind it with {{ id }}; if it is no figure, put it in other words",
        );
        let FigureKind::Quantity(quantity) = &figure.kind else { return unbound().help(plain) };
        let mut same = self.recorded.iter().filter(|o| is_same(quantity, &o.quantity)).peekable();
        if same.peek().is_some() {
            let catalog = self.subject.catalog;
            let written = same.take(MOST_NAMED).map(|o| {
                (
                    format!("{}（{}）", binding(catalog, o), catalog.metric(o.metric).label),
                    binding(catalog, o),
                )
            });
            let (zh, en): (Vec<String>, Vec<String>) = written.unzip();
            return unbound().help(say!(
                ("登记过这个数字，写成 {}", zh.join(" 或 ")),
                ("it is recorded: write {}", en.join(" or "))
            ));
        }
        let near = |o: &&Observation| slip(quantity, &o.quantity).map(|slip| (slip, o.position));
        match self.recorded.iter().filter_map(|o| near(o).map(|key| (key, *o))).min_by_key(|(key, _)| *key) {
            Some(((slip, _), o)) => nearly(self.subject, name, at, figure, o, slip),
            None => unbound().help(plain),
        }
    }
}

/// So many figures that a number may mean are named.
const MOST_NAMED: usize = 3;

/// Whether a number in our text is a recorded figure in the same or other words: 32万元 and 320000元, or 约3200人 for
/// 3206人.
fn is_same(ours: &Quantity, recorded: &Quantity) -> bool {
    let rounded = ours.is_approximate() && ours.interval.contains(recorded.base_value());
    let equal = ours.base_value() == recorded.base_value() && ours.upper == recorded.upper;
    ours.dimension() == recorded.dimension() && (equal || rounded)
}

/// The parts of a range of `text` between its bindings, also those that mean nothing: another finding speaks of them.
fn without_bindings(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    while let Some(open) = twice(b'{', &text[start..range.end]).map(|i| start + i) {
        parts.push(start..open);
        start = twice(b'}', &text[open..range.end]).map_or(range.end, |i| open + i + 2);
    }
    parts.push(start..range.end);
    parts
}
