//! `allow:` of any file: what its editor accepts, and why.

use super::{
    report::{Reporter, join, optional, owned},
    rules::MISSING_FIELD,
};
use crate::{
    diag::{At, Finding, Words},
    model::Allowance,
    read::{Doc, Raw, RawAllow, RawArticle},
};

/// The allowances of all files.
pub(super) fn resolve_allowances(
    raw: &Raw,
    articles: &[Doc<RawArticle>],
    findings: &mut Vec<Finding>,
) -> Vec<Allowance> {
    let mut all = Vec::new();
    let mut add = Adder { all: &mut all, findings };
    add.of(&raw.site, &raw.site.data.allow);
    add.of(&raw.places, &raw.places.data.allow);
    add.of(&raw.metrics, &raw.metrics.data.allow);
    raw.glossary.iter().for_each(|doc| add.of(doc, &doc.data.allow));
    raw.rulings.iter().for_each(|doc| add.of(doc, &doc.data.allow));
    raw.changes.iter().for_each(|doc| add.of(doc, &doc.data.allow));
    articles.iter().for_each(|doc| add.of(doc, &doc.data.allow));
    raw.tables.iter().for_each(|doc| add.of(doc, &doc.data.allow));
    let english = raw.articles_en.iter().chain(&raw.tables_en);
    english.for_each(|doc| add.of(doc, &doc.data.allow));
    raw.domains.iter().for_each(|doc| add.of(doc, &doc.data.allow));
    raw.pages.iter().for_each(|doc| add.of(doc, &doc.data.allow));
    all
}

struct Adder<'a> {
    all: &'a mut Vec<Allowance>,
    findings: &'a mut Vec<Finding>,
}

impl Adder<'_> {
    fn of<T>(&mut self, doc: &Doc<T>, raws: &[RawAllow]) {
        let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings: self.findings };
        let resolved = raws.iter().enumerate().filter_map(|(i, raw)| resolve(raw, i, &mut report));
        self.all.extend(resolved);
    }
}

fn resolve(raw: &RawAllow, i: usize, report: &mut Reporter<'_>) -> Option<Allowance> {
    let path = format!("allow[{i}]");
    let rule = report.required(&raw.rule, &path, "rule");
    let reason = optional(&raw.reason);
    if reason.is_none() && !report.gaps.explain(&path, "reason") {
        let at = match raw.reason {
            Some(_) => At::key(report.file, join(&path, "reason")),
            None => At::value(report.file, &path),
        };
        let message = Words::fixed("接受一条提示要写明理由", "what is accepted needs a reason");
        report.push(Finding::error(MISSING_FIELD, at, message).help(Words::fixed(
            "加上 reason: 为什么不用改，读者在网站上看得到",
            "add reason: why it need not be mended; readers will see it",
        )));
    }
    let until = optional(&raw.until).map(|text| {
        let how = Words::fixed(
            "写最后一天、最后一月或最后一年：2027-06",
            "write the last day, month or year: 2027-06",
        );
        report.date(text, &join(&path, "until"), how)
    });
    Some(Allowance {
        file: report.file,
        path,
        rule: rule?.to_owned(),
        about: owned(&raw.about),
        reason: reason?.to_owned(),
        until: until.map_or(Some(None), |date| date.map(Some))?,
    })
}
