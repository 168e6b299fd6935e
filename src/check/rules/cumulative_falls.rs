//! A cumulative figure that is lower at a later date.

use std::collections::HashMap;

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words, say},
    model::{Kind, ObsIx, Observation, Period},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("cumulative-falls"),
    what: Words::fixed(
        "同一地区、同一指标、同一起点的累计数，后来的反而更小。",
        "A cumulative figure of one place and metric with one starting point is lower at a later date.",
    ),
    why: Words::fixed(
        "累计数只会增加；变小说明口径变了、数字抄错了，或者它其实不是累计数。",
        "A cumulative figure only grows; one that falls counts something else, was copied wrongly, or is \
         not cumulative.",
    ),
    example: Words::fixed(
        "# 2018 年：{metric: housing.relocated_people, value: 2136人, period: \"2014/2018\"}\n\
              # 2020 年：{metric: housing.relocated_people, value: 1980人, period: \"2014/2020\"}",
        "# 2018: {metric: housing.relocated_people, value: 2136人, period: \"2014/2018\"}\n\
              # 2020: {metric: housing.relocated_people, value: 1980人, period: \"2014/2020\"}",
    ),
    mend: Words::fixed(
        "对照来源核对数字、period 和 kind；口径确实变了的，写 population，或改用局部指标。",
        "Compare the figure, period and kind with the source; if it does count something else, give a \
         population or use a local metric.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let mut series: HashMap<_, Vec<ObsIx>> = HashMap::new();
    for ix in catalog.observation_ids() {
        let o = catalog.observation(ix);
        let period = o.period.plain();
        // Of 2014/.. nobody knows how far it counts.
        if o.kind != Kind::Cumulative || matches!(period, Period::Span(_, None)) {
            continue;
        }
        let start = period.first().filter(|first| *first != period.last());
        let same = (
            catalog.place_of(ix),
            o.metric,
            start,
            o.remarks().population.as_deref(),
            o.quantity.dimension(),
        );
        series.entry(same).or_default().push(ix);
    }
    let mut series: Vec<Vec<ObsIx>> = series.into_values().collect();
    series.sort_unstable();
    for mut values in series.into_iter().filter(|values| values.len() > 1) {
        values.sort_by_key(|ix| (catalog.observation(*ix).period.plain().last(), *ix));
        check_series(subject, &values, findings);
    }
}

/// Holds each value against the highest before it; approximate ones in between hide nothing.
fn check_series(subject: &Subject<'_>, values: &[ObsIx], findings: &mut Vec<Finding>) {
    let mut values = values.iter().map(|ix| subject.catalog.observation(*ix));
    let Some(mut highest) = values.next() else { return };
    for later in values {
        let (before, now) = (&highest.quantity.interval, &later.quantity.interval);
        let in_time = later.period.plain().last().certainly_after(&highest.period.plain().last());
        let falls = in_time && !before.possibly_le(now);
        if falls {
            findings.push(fall(subject, highest, later));
        }
        if falls || now.low > before.low {
            highest = later; // after a fall the new value counts, so that one slip gives one finding
        }
    }
}

fn fall(subject: &Subject<'_>, earlier: &Observation, later: &Observation) -> Finding {
    let metric = subject.catalog.metric(later.metric);
    let (a, b) = (&earlier.quantity.printed, &later.quantity.printed);
    let (then, now) = (&earlier.period, &later.period);
    let message = say!(
        ("累计数变小了：{} {}为 {a}，{}为 {b}", metric.label, then.label(), now.label()),
        ("a cumulative figure falls: {} is {a} for {then} and {b} for {now}", metric.id)
    );
    Finding::warning(RULE.id, subject.value_of(later), message)
        .also(subject.value_of(earlier), Words::fixed("较早的数字在这里", "the earlier figure"))
        .help(Words::fixed(
            "核对数字、period 和 kind；口径变了的写 population，或改用局部指标",
            "check the figures, their periods and kinds; where the definition changed, give a population or use a local \
             metric",
        ))
}
