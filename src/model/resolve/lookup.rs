//! Finding the observation that a text means: by metric and, where there are several, by time period.

use crate::{
    diag::{At, Finding, RuleId, nearest},
    model::period::Period,
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
        (_, Some(text)) => position(&|p| p.to_string() == text)
            .or_else(|| position(&|p| p.plain().to_string() == text))
            .ok_or(NotFound::Period),
        ([_], None) => Ok(0),
        (_, None) => default.and_then(|d| position(&|p| p == d)).ok_or(NotFound::Ambiguous),
    }
}

/// The finding for a metric id that is not known.
pub(super) fn unknown_metric<'a>(
    rule: RuleId,
    at: At,
    id: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Finding {
    let help = match nearest(id, known) {
        Some(near) => format!("是不是 {near}？"),
        None => {
            "目录在 content/metrics.yaml；只有一篇报道用到的，写成局部指标（加 label 和 kind）".to_owned()
        }
    };
    Finding::error(rule, at, format!("没有 {id} 这个指标")).help(help)
}

/// The finding for a reference that means no observation. `ids` are the metrics recorded where it was looked for.
pub(super) fn unknown_figure<'a>(
    rule: RuleId,
    at: At,
    id: &str,
    why: &NotFound,
    periods: &[&Period],
    ids: impl IntoIterator<Item = &'a str>,
) -> Finding {
    let listed = || periods.iter().map(|p| format!("{id}@{p}")).collect::<Vec<_>>().join("、");
    match why {
        NotFound::Metric => {
            let help = match nearest(id, ids) {
                Some(near) => format!("是不是 {near}？"),
                None => "先在 metrics 里登记这个数字，再引用".to_owned(),
            };
            Finding::error(rule, at, format!("这里没有登记 {id} 的数字")).help(help)
        }
        NotFound::Period => {
            Finding::error(rule, at, format!("{id} 没有这个时期的数字")).help(format!("有：{}", listed()))
        }
        NotFound::Ambiguous => Finding::error(rule, at, format!("{id} 有几个时期的数字，不知道是哪一个"))
            .help(format!("写明时期：{}", listed())),
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
