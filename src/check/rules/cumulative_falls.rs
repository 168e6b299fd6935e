//! A cumulative figure that is lower at a later date.

use std::collections::HashMap;

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words, say},
    model::{Kind, ObsIx, Observation},
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
        "对照来源核对数字、period 和 kind；口径确实变了的，在 note 里写明并改用局部指标。",
        "Compare the figure, period and kind with the source; if it does count something else, say so in \
         note and use a local metric.",
    ),
    check,
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let mut series: HashMap<_, Vec<ObsIx>> = HashMap::new();
    for ix in catalog.observation_ids() {
        let o = catalog.observation(ix);
        if o.kind == Kind::Cumulative {
            let start = o.period.plain().first().filter(|first| *first != o.period.plain().last());
            series.entry((catalog.place_of(ix), o.metric, start)).or_default().push(ix);
        }
    }
    let mut series: Vec<Vec<ObsIx>> = series.into_values().collect();
    series.sort_unstable();
    for mut values in series {
        values.sort_by_key(|ix| catalog.observation(*ix).period.last());
        for pair in values.windows(2) {
            let (earlier, later) = (catalog.observation(pair[0]), catalog.observation(pair[1]));
            let later_in_time = earlier.period.plain().last() < later.period.plain().last();
            if !later_in_time || earlier.quantity.interval.possibly_le(&later.quantity.interval) {
                continue;
            }
            findings.push(falls(subject, earlier, later));
        }
    }
}

fn falls(subject: &Subject<'_>, earlier: &Observation, later: &Observation) -> Finding {
    let metric = subject.catalog.metric(later.metric);
    let (before, after) = (&earlier.quantity.printed, &later.quantity.printed);
    let message = say!(
        (
            "累计数变小了：{} {}为 {before}，{}为 {after}",
            metric.label,
            earlier.period.label(),
            later.period.label()
        ),
        (
            "a cumulative figure falls: {} is {before} for {} and {after} for {}",
            metric.id,
            earlier.period,
            later.period
        )
    );
    Finding::warning(RULE.id, subject.value_of(later), message)
        .also(subject.value_of(earlier), say!("较早的数字在这里", "the earlier figure is here"))
        .help(say!(
            "核对数字、period 和 kind；口径变了的写 note 或改用局部指标",
            "check the figure, period and kind; if it counts something else, say so in note or use a local \
             metric"
        ))
}
