//! What editors accept: findings that an `allow:` of their file names are taken out and kept with the reason.
//!
//! It comes after all rules. Never: takes out an error, or a finding of another file.

use std::collections::HashMap;

use super::{RULES, Subject, audit};
use crate::{
    diag::{At, FileId, Finding, Label, RuleId, Severity, Words, near, say},
    model::{Allowance, Catalog, rules},
    read,
};

/// An entry of `allow:` is to accept an error.
pub(super) const ALLOWED_ERROR: RuleId = RuleId("allowed-error");
/// An entry of `allow:` accepts nothing.
pub(super) const UNUSED_ALLOW: RuleId = RuleId("unused-allow");

/// Findings that an editor accepts.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// What the editor wrote.
    pub allowance: Allowance,
    /// What it accepts; never empty.
    pub findings: Vec<Finding>,
}

/// Takes out of `findings` what is accepted, and finds what cannot be, or is not there to be. Allowances that have
/// ended take nothing out: a rule says so.
pub(super) fn apply(subject: &Subject<'_>, findings: &mut Vec<Finding>) -> Vec<Accepted> {
    let all = &subject.catalog.allowances;
    if all.is_empty() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let mut open: HashMap<(FileId, &str), Vec<usize>> = HashMap::new();
    for (i, allowance) in all.iter().enumerate() {
        if is_of_audit(&allowance.rule) {
            faults.push(of_audit(allowance));
        } else if !rule_names().any(|name| name == allowance.rule) {
            faults.push(unknown_rule(allowance));
        } else if !allowance.is_over(subject.today) {
            open.entry((allowance.file, &allowance.rule)).or_default().push(i);
        }
    }
    let mut taken: Vec<Vec<Finding>> = vec![Vec::new(); all.len()];
    let mut errors: Vec<Option<At>> = vec![None; all.len()];
    let mut kept = Vec::with_capacity(findings.len());
    for finding in findings.drain(..) {
        let candidates = open.get(&(finding.at().file(), finding.rule.0)).map_or(&[][..], Vec::as_slice);
        let fits = |i: &&usize| {
            all[**i].about.as_deref().is_none_or(|about| speaks_of(&finding, about, subject.catalog))
        };
        match candidates.iter().find(fits) {
            Some(i) if finding.severity == Severity::Error => {
                errors[*i].get_or_insert_with(|| finding.at().clone());
                kept.push(finding);
            }
            Some(i) => taken[*i].push(finding),
            None => kept.push(finding),
        }
    }
    let tried = open.into_values().flatten().filter(|i| taken[*i].is_empty());
    for i in tried {
        match errors[i].take() {
            Some(at) => faults.push(allowed_error(&all[i], at)),
            None if subject.complete => faults.push(unused(&all[i])),
            None => {} // what it is about may be among what could not be read
        }
    }
    *findings = kept;
    findings.extend(faults);
    let pairs = all.iter().zip(taken).filter(|(_, findings)| !findings.is_empty());
    pairs.map(|(allowance, findings)| Accepted { allowance: allowance.clone(), findings }).collect()
}

/// All rules of a check, of whichever stage, with what they find.
pub fn allowable() -> impl Iterator<Item = (&'static str, &'static Words)> {
    let named = read::NAMES.iter().chain(rules::NAMES).map(|(id, what)| (id.0, what));
    RULES.iter().map(|rule| (rule.id.0, &rule.what)).chain(named)
}

fn rule_names() -> impl Iterator<Item = &'static str> {
    allowable().map(|(name, _)| name)
}

/// Whether a finding has the words `about` in its message or its labels, in either language, points at a YAML path with
/// them, or at the entry of a metric of this id.
fn speaks_of(finding: &Finding, about: &str, catalog: &Catalog) -> bool {
    let says = |words: &Words| words.zh.contains(about) || words.en.contains(about);
    let points = |label: &Label| match &label.at {
        At::Yaml(file, path, _) => path.contains(about) || metric_at(catalog, *file, path) == Some(about),
        At::File(_) | At::Span(_) => false,
    };
    says(&finding.message) || finding.labels.iter().any(|label| says(&label.text) || points(label))
}

/// The metric of the entry that a path leads to: of an article's `metrics[3].value`, of a table's `columns[1]`.
fn metric_at<'a>(catalog: &'a Catalog, file: FileId, path: &str) -> Option<&'a str> {
    let (list, rest) = path.split_once('[')?;
    let index: usize = rest.split_once(']')?.0.parse().ok()?;
    let metric = match list {
        "metrics" => {
            let article = catalog.articles.iter().find(|a| a.file == file)?;
            let mut observations = article.observation_ids().map(|ix| catalog.observation(ix));
            observations.find(|o| o.position as usize == index)?.metric
        }
        "columns" => catalog.tables.iter().find(|t| t.file == file)?.columns.get(index)?.metric()?,
        _ => return None,
    };
    Some(catalog.metric(metric).id.as_str())
}

/// An audit, which needs the source texts, finds what no check does, and asks each time.
fn is_of_audit(rule: &str) -> bool {
    audit::NAMES.iter().any(|(id, _)| id.0 == rule)
}

fn of_audit(allowance: &Allowance) -> Finding {
    let at = At::value(allowance.file, format!("{}.rule", allowance.path));
    let rule = &allowance.rule;
    let message = say!(
        "{rule} 是核对时的提示，不能在这里接受",
        "{rule} is found by audits and cannot be accepted here"
    );
    Finding::error(ALLOWED_ERROR, at, message).help(Words::fixed(
        "删去这一条；同一个数字登记两次的，在其中一条写 note 说明",
        "take this entry out; where one figure is recorded twice, say why in a note of one of them",
    ))
}

fn unknown_rule(allowance: &Allowance) -> Finding {
    let at = At::value(allowance.file, format!("{}.rule", allowance.path));
    let name = &allowance.rule;
    let near = near(name, rule_names().map(|name| (name, name)));
    let help = near.question().unwrap_or(Words::fixed(
        "规则的名称在提示的方括号里；xianzhi explain 列出全部",
        "the name of a rule stands in the brackets of its finding; xianzhi explain lists all",
    ));
    let message = say!("没有“{name}”这条规则", "there is no rule “{name}”");
    let finding = Finding::error(rules::UNKNOWN_RULE, at.clone(), message).help(help);
    match near.meant() {
        Some(name) => finding.fix(at, name),
        None => finding,
    }
}

fn allowed_error(allowance: &Allowance, error: At) -> Finding {
    let at = At::value(allowance.file, format!("{}.rule", allowance.path));
    let rule = &allowance.rule;
    let message = say!("{rule} 在这里是错误，不能接受", "{rule} is an error here and cannot be accepted");
    Finding::error(ALLOWED_ERROR, at, message)
        .also(error, Words::fixed("错误在这里", "the error is here"))
        .help(Words::fixed(
            "照那条错误的改法改，再删去这一条；勾稽关系不成立而原文如此的，在那条关系里写 known",
            "mend the error and take this entry out; where a relation fails because the source prints it so, say it in known: of the relation",
        ))
}

fn unused(allowance: &Allowance) -> Finding {
    let at = At::value(allowance.file, &allowance.path);
    let rule = &allowance.rule;
    let message = match &allowance.about {
        Some(about) => say!(
            "这个文件里没有 {rule} 提到“{about}”的提示，这一条没有用处",
            "{rule} finds nothing in this file that speaks of “{about}”: this entry accepts nothing"
        ),
        None => say!(
            "这个文件里没有 {rule} 的提示，这一条没有用处",
            "{rule} finds nothing in this file: this entry accepts nothing"
        ),
    };
    Finding::warning(UNUSED_ALLOW, at, message).help(Words::fixed(
        "删去这一条；about 写错了的，改成提示里有的字",
        "take the entry out; where about is wrong, give words that the finding has",
    ))
}
