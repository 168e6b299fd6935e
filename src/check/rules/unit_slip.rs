//! 万元 written as 元: figures whose numbers are alike and whose units are far apart.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::{Rule, Subject};
use crate::{
    diag::{Finding, RuleId, Words, say},
    model::{Catalog, Kind, MetricIx, ObsIx, Observation, PlaceIx},
    quantity::Quantity,
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("unit-slip"),
    what: Words::fixed(
        "数字相近、单位却差得远：同一地区同一指标的另一个值，或者别的地区的值，像是把万元写成了元。",
        "A number like another one with a unit far from it: of the same metric in the same place, or in the other places. \
         It looks as if “万元” had been written as “元”.",
    ),
    why: Words::fixed(
        "写错一个单位，数值就差十倍到一亿倍，排列、合计和图都跟着错。",
        "A wrong unit makes a value ten to a hundred million times too large or too small, and tables and charts with it.",
    ),
    example: Words::fixed(
        "  - {metric: finance.microcredit, value: 3200余万元, lines: 13, period: 2018}\n  \
           - {metric: finance.microcredit, value: 3621余元, lines: 71, period: 2019}",
        "  - {metric: finance.microcredit, value: 3200余万元, lines: 13, period: 2018}\n  \
           - {metric: finance.microcredit, value: 3621余元, lines: 71, period: 2019}",
    ),
    mend: Words::fixed(
        "对照来源核对单位。来源确实这样印的，照抄，并在 note 里写明可疑。",
        "Check the unit against the source. If the source prints it so, copy it and say in a note that it is doubtful.",
    ),
    check,
};

/// Numbers are alike below this ratio.
const ALIKE: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
/// Units are far apart from this ratio on.
const FAR: Decimal = Decimal::TEN;
/// Between places, only the multipliers that are dropped or doubled count: 万 and 亿.
const MULTIPLIERS: [Decimal; 2] =
    [Decimal::from_parts(10_000, 0, 0, false, 0), Decimal::from_parts(100_000_000, 0, 0, false, 0)];
/// A value of another place that is nearer than this ratio makes a value credible.
const NEAR: Decimal = Decimal::from_parts(30, 0, 0, false, 0);
/// So many places have to agree before one of them is odd.
const LEAST_PLACES: usize = 4;

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    let mut metrics: BTreeMap<(MetricIx, Kind), Vec<ObsIx>> = BTreeMap::new();
    for ix in catalog.observation_ids() {
        let o = catalog.observation(ix);
        if o.quantity.number > Decimal::ZERO {
            metrics.entry((o.metric, o.kind)).or_default().push(ix);
        }
    }
    let metrics: Vec<Vec<ObsIx>> = metrics.into_values().collect();
    let found = metrics.into_par_iter().flat_map_iter(|values| check_metric(subject, values));
    findings.par_extend(found);
}

/// The values of one metric and kind.
fn check_metric(subject: &Subject<'_>, values: Vec<ObsIx>) -> Vec<Finding> {
    let (catalog, mut findings) = (subject.catalog, Vec::new());
    if units_differ(catalog, &values) {
        let of = |ix: &ObsIx| (catalog.place_of(*ix), catalog.observation(*ix));
        let mut values: Vec<(PlaceIx, &Observation)> = values.iter().map(of).collect();
        values.sort_by_key(|(place, _)| *place);
        let places = || values.chunk_by(|(a, _), (b, _)| a == b);
        for values in places() {
            within_place(subject, values, &mut findings);
        }
        if findings.is_empty() && places().count() >= LEAST_PLACES {
            across_places(subject, &values, &mut findings);
        }
    }
    findings
}

/// Where all units are alike, none was taken for another.
fn units_differ(catalog: &Catalog, values: &[ObsIx]) -> bool {
    let factor = |ix: &ObsIx| catalog.observation(*ix).quantity.unit.factor;
    values.iter().any(|ix| factor(ix) != factor(&values[0]))
}

/// The larger of two positive numbers over the smaller; `None` where it leaves 96 bits.
fn ratio(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.max(b).checked_div(a.min(b))
}

fn numbers_alike(a: &Quantity, b: &Quantity) -> bool {
    ratio(a.number, b.number).is_some_and(|r| r < ALIKE)
}

/// Whether two values of one thing differ as by a slip of the unit.
fn clash(a: &Observation, b: &Observation) -> bool {
    let (x, y) = (&a.quantity, &b.quantity);
    let far = || ratio(x.unit.factor, y.unit.factor).is_some_and(|r| r >= FAR);
    x.unit.factor != y.unit.factor
        && a.remarks().population == b.remarks().population
        && x.dimension() == y.dimension()
        && far()
        && numbers_alike(x, y)
}

/// Values of one place: one that clashes with most of the others is odd; of two, the later.
fn within_place(subject: &Subject<'_>, values: &[(PlaceIx, &Observation)], findings: &mut Vec<Finding>) {
    if values.len() < 2 {
        return;
    }
    // Of each value: with how many it clashes, and the first of them.
    let mut clashes: Vec<(usize, Option<&Observation>)> = vec![(0, None); values.len()];
    for (i, (_, a)) in values.iter().enumerate() {
        for (j, (_, b)) in values.iter().enumerate().skip(i + 1).filter(|(_, (_, b))| clash(a, b)) {
            for (one, other) in [(i, *b), (j, *a)] {
                clashes[one].0 += 1;
                clashes[one].1.get_or_insert(other);
            }
        }
    }
    for (i, (count, first)) in clashes.into_iter().enumerate() {
        let odd = count * 2 > values.len() - 1 && !(values.len() == 2 && i == 0);
        if let Some(other) = first.filter(|_| odd) {
            findings.push(finding(subject, values[i].1, other, Words::default()));
        }
    }
}

/// Values of all places: one that stands alone, a multiplier away from the middle one, is odd.
fn across_places(subject: &Subject<'_>, all: &[(PlaceIx, &Observation)], findings: &mut Vec<Finding>) {
    let mut values: Vec<(Decimal, PlaceIx, &Observation)> =
        all.iter().map(|(place, o)| (o.quantity.base_value(), *place, *o)).collect();
    values.sort_by_key(|(value, ..)| *value);
    let (.., middle) = values[values.len() / 2];
    let off = |o: &Observation| {
        let (unit, middle_unit) = (&o.quantity.unit, &middle.quantity.unit);
        unit.factor != middle_unit.factor
            && unit.dimension == middle_unit.dimension
            && ratio(unit.factor, middle_unit.factor).is_some_and(|r| MULTIPLIERS.contains(&r))
            && numbers_alike(&o.quantity, &middle.quantity)
    };
    for (i, (value, place, o)) in values.iter().enumerate().filter(|(_, (.., o))| off(o)) {
        let credible = |j: usize| ratio(*value, values[j].0).is_some_and(|r| r < NEAR);
        let beside = |j: &usize| values[*j].1 != *place;
        // Sorted by value: the nearest of another place stands on one side or the other.
        let nearest = [(0..i).rev().find(beside), (i + 1..values.len()).find(beside)];
        if !nearest.into_iter().flatten().any(credible) {
            let catalog = subject.catalog;
            findings.push(finding(subject, o, middle, name(catalog, middle)));
        }
    }
}

/// The place of an observation; nothing where it is not known.
fn name(catalog: &Catalog, o: &Observation) -> Words {
    let place = catalog.known_place(catalog.article(o.article).place);
    place.map_or_else(Words::default, |place| Words::new(place.name.clone(), place.en.clone()))
}

/// `of`: the place of the other value, where it is another one.
fn finding(subject: &Subject<'_>, o: &Observation, other: &Observation, of: Words) -> Finding {
    let metric = subject.catalog.metric(o.metric);
    let (a, b) = (&o.quantity, &other.quantity);
    let (unit, meant) = (&a.unit.printed, &b.unit.printed);
    let apart = ratio(a.unit.factor, b.unit.factor).unwrap_or_default().normalize();
    let message = say!(
        (
            "{} {a}，像是把{meant}写成了{unit}：{}{}为 {b}，数字相近而单位差 {apart} 倍",
            metric.label,
            of.zh,
            other.period.label()
        ),
        (
            "{} {a}: {unit} looks like a slip for {meant}: it is {b} in {}{}, a similar number, the units {apart} times apart",
            metric.id,
            if of.is_empty() { String::new() } else { format!("{}, ", of.en) },
            other.period
        )
    );
    Finding::warning(RULE.id, subject.value_of(o), message)
        .also(subject.value_of(other), Words::fixed("相近的数字在这里", "the similar number"))
        .help(Words::fixed(
            "对照来源核对单位；来源确实这样印的，在 note 里写明可疑",
            "check the unit against the source; if the source prints it so, say in a note that it is doubtful",
        ))
}
