//! `relations:` and `exclude:` of an article: its arithmetic, and the figures of its source that are no observations.

use super::{
    lookup::{unknown_figure, wrong_part},
    report::{Reporter, join, optional, owned},
    rules::MALFORMED_RELATION,
    texts::Figures,
};
use crate::{
    diag::{At, Finding, Words},
    model::{
        article::{ExcludeReason, Exclusion, Relation},
        relation::{Reference, parse_relation},
        version::relation_anchors,
    },
    read::{RawExclusion, RawRelation},
};

const RELATION: Words = Words::fixed(
    "写成 a.x + a.y = a.z；可以用 + - * / ( )、sum(a.x, a.y)、常数（2、100%、12个月）和 指标@时期，比较用 =、≈、<=、>=",
    "write a.x + a.y = a.z; + - * / ( ), sum(a.x, a.y), constants (2, 100%, 12个月) and metric@period may be used, and \
     =, ≈, <= or >= to compare",
);

/// The relations that can be read, each with its fragment.
pub(super) fn resolve_relations(
    raws: &[RawRelation],
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Vec<Relation> {
    let each = raws.iter().enumerate();
    let mut relations: Vec<Relation> =
        each.filter_map(|(i, r)| resolve_relation(r, i, figures, report)).collect();
    let anchors = relation_anchors(&relations, &|o| &*figures.catalog.observation(o).anchor);
    for (relation, anchor) in relations.iter_mut().zip(anchors) {
        relation.anchor = anchor;
    }
    relations
}

fn resolve_relation(
    raw: &RawRelation,
    i: usize,
    figures: &Figures<'_>,
    report: &mut Reporter<'_>,
) -> Option<Relation> {
    let parent = format!("relations[{i}]");
    let path = if raw.mapped { join(&parent, "relation") } else { parent.clone() };
    let text = report.required(&raw.relation, &parent, "relation")?;
    if raw.known.is_some() && optional(&raw.known).is_none() {
        report.required(&raw.known, &parent, "known");
    }
    let (left, comparison, right) = match parse_relation(text) {
        Ok(parts) => parts,
        Err(error) => {
            report.push(
                Finding::error(
                    MALFORMED_RELATION,
                    At::within(report.file, path, error.range),
                    Words::fixed("勾稽关系读不出来", "the relation cannot be read"),
                )
                .label(error.message)
                .help(RELATION),
            );
            return None;
        }
    };
    let mut resolve = |r: Reference| {
        figures.find(None, &r.metric, r.period.as_deref()).map_err(|not_found| {
            let at = At::within(report.file, path.clone(), wrong_part(&r, &not_found.0));
            let finding = unknown_figure(at, &r.metric, not_found, figures.spelled(None));
            (!figures.refused(None, &r.metric)).then(|| Box::new(finding))
        })
    };
    let sides = left.try_map(&mut resolve).and_then(|l| Ok((l, right.try_map(&mut resolve)?)));
    match sides {
        Ok((left, right)) => Some(Relation {
            text: text.to_owned(),
            left,
            comparison,
            right,
            known: owned(&raw.known),
            known_en: owned(&raw.known_en),
            path,
            anchor: String::new(),
        }),
        Err(finding) => {
            finding.into_iter().for_each(|f| report.push(*f));
            None
        }
    }
}

/// The entry at the position `i` of `exclude`.
pub(super) fn resolve_exclusion(
    raw: &RawExclusion,
    i: usize,
    report: &mut Reporter<'_>,
) -> Option<Exclusion> {
    let path = format!("exclude[{i}]");
    if raw.text.is_none() && raw.reason.is_none() && raw.lines.is_none() {
        return None; // cut out while reading: already reported
    }
    let text = report.required(&raw.text, &path, "text");
    let lines = report.required(&raw.lines, &path, "lines");
    let lines = lines.and_then(|l| report.lines(l, join(&path, "lines")));
    let reason = report.required(&raw.reason, &path, "reason");
    let reason = reason.and_then(|r| report.word(r, join(&path, "reason"), &ExcludeReason::ALL));
    let (note, note_en) = (owned(&raw.note), owned(&raw.note_en));
    Some(Exclusion { text: text?.to_owned(), lines: lines?, reason: reason?, note, note_en })
}
