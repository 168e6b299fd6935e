//! Finding the observation that a text means: by metric and, where there are several, by time period.

use std::ops::Range;

use super::{
    report::mend,
    rules::{UNKNOWN_ARTICLE, UNKNOWN_FIGURE, UNKNOWN_METRIC},
};
use crate::{
    diag::{At, Finding, Words, near, say},
    model::{metric::Metric, period::Period, relation::Reference},
};

/// Why a reference means no observation.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotFound {
    /// No observation of this metric.
    Metric,
    /// The metric has observations, but none of this period.
    Period,
    /// Several periods, and none was named.
    Ambiguous,
}

/// Picks among the observations of one metric, given with their periods: that of the period named; else the only
/// one; else that of the article's default period. Gives its position.
pub(super) fn pick(
    periods: &[&Period],
    wanted: Option<&str>,
    default: Option<&Period>,
) -> Result<usize, NotFound> {
    let position = |test: &dyn Fn(&Period) -> bool| periods.iter().position(|p| test(p));
    match (periods, wanted) {
        ([], _) => Err(NotFound::Metric),
        (_, Some(text)) => {
            let wanted = Period::parse(text).map_err(|_| NotFound::Period)?;
            let exact = position(&|p| *p == wanted).or_else(|| position(&|p| p.plain() == wanted));
            exact.ok_or(NotFound::Period)
        }
        ([_], None) => Ok(0),
        (_, None) => default.and_then(|d| position(&|p| p == d)).ok_or(NotFound::Ambiguous),
    }
}

/// The ways to name a metric: its id, and its label.
pub(super) fn spellings(metric: &Metric) -> [(&str, &str); 2] {
    let id = metric.id.as_str();
    [(id, id), (metric.label.as_str(), id)]
}

/// The finding for an article that is not there; `slugs` are those that are, `how` says how one is named.
pub(super) fn unknown_article<'a>(
    at: At,
    slug: &str,
    slugs: impl Iterator<Item = &'a str>,
    how: Words,
) -> Finding {
    let near = near(slug, slugs.map(|slug| (slug, slug)));
    let help = near.question().unwrap_or(how);
    let message = say!("没有 {slug} 这篇报道", "there is no article “{slug}”");
    let finding = Finding::error(UNKNOWN_ARTICLE, at.clone(), message).help(help);
    mend(finding, at, near.meant())
}

/// The finding for a metric id that is not known; `known` are spellings with the ids that they stand for.
pub(super) fn unknown_metric<'a>(
    at: At,
    id: &str,
    known: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Finding {
    let near = near(id, known);
    let help = near.question().unwrap_or(Words::fixed(
        "目录在 content/metrics.yaml；只有一篇报道用到的，写成局部指标（加 label 和 kind）",
        "the catalogue is content/metrics.yaml; a metric of one article alone is a local one: add label and kind",
    ));
    let finding =
        Finding::error(UNKNOWN_METRIC, at.clone(), say!("没有 {id} 这个指标", "there is no metric “{id}”"));
    mend(finding.help(help), at, near.meant())
}

/// What is wrong with a reference, in bytes of the text of its relation: the id, or id and period.
pub(super) fn wrong_part(reference: &Reference, why: &NotFound) -> Range<usize> {
    match why {
        NotFound::Metric => reference.range.start..reference.range.start + reference.metric.len(),
        NotFound::Period | NotFound::Ambiguous => reference.range.clone(),
    }
}

/// The finding for a reference that means no observation, at the bytes that are wrong. `known` are spellings of the
/// metrics recorded where it was looked for.
pub(super) fn unknown_figure<'a>(
    at: At,
    id: &str,
    (why, periods): (NotFound, Vec<&Period>),
    known: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Finding {
    let listed = |and: &str| periods.iter().map(|p| format!("{id}@{p}")).collect::<Vec<_>>().join(and);
    let error = |message: Words| Finding::error(UNKNOWN_FIGURE, at.clone(), message);
    match why {
        NotFound::Metric => {
            let near = near(id, known);
            let help = near.question().unwrap_or(Words::fixed(
                "先在 metrics 里登记这个数字，再引用",
                "record the figure under metrics first, then refer to it",
            ));
            let message = say!("这里没有登记 {id} 的数字", "no figure of “{id}” is recorded here");
            mend(error(message).help(help), at.clone(), near.meant())
        }
        NotFound::Period => error(say!("{id} 没有这个时期的数字", "{id} has no figure of this period"))
            .help(say!(("有：{}", listed("、")), ("there is {}", listed(", ")))),
        NotFound::Ambiguous => error(say!(
            "{id} 有几个时期的数字，不知道是哪一个",
            "{id} has figures of several periods: which one is meant?"
        ))
        .help(say!(("写明时期：{}", listed("、")), ("name the period: {}", listed(" or ")))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn picks_what_is_meant() {
        let p = |s: &str| Period::parse(s).expect("a period");
        let (a, b, c) = (p("2014"), p("2020~"), p("2014/2018"));
        assert_eq!(pick(&[], None, None), Err(NotFound::Metric));
        assert_eq!(pick(&[&a], None, None), Ok(0));
        assert_eq!(pick(&[&a, &b], Some("2020"), None), Ok(1));
        assert_eq!(pick(&[&a, &b], Some("2020~"), None), Ok(1));
        assert_eq!(pick(&[&a, &b, &c], Some("2014/2018"), None), Ok(2));
        assert_eq!(pick(&[&a, &b], Some("2016"), None), Err(NotFound::Period));
        assert_eq!(pick(&[&a, &b], None, Some(&b)), Ok(1));
        assert_eq!(pick(&[&a, &c], None, Some(&b)), Err(NotFound::Ambiguous));
    }
}
