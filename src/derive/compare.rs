//! Whether values may be compared (DESIGN section 6). A comparison must not say more than its sources: values that
//! differ in period, kind, unit or definition are shown, not ranked, and the reader is told why.

use super::{disagree::contradicting, index::Index};
use crate::model::{Basis, Catalog, Kind, ObsIx, Period};
use crate::quantity::Dimension;

/// One thing in which the values of a column differ, or that makes them less than exact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Fewer than two values.
    TooFew,
    /// They speak of these periods, in order of time.
    Periods(Vec<Period>),
    /// They are of these kinds.
    Kinds(Vec<Kind>),
    /// They have these base units.
    Units(Vec<Dimension>),
    /// So many of them have a definition or a remark of their own.
    Notes(usize),
    /// So many of them are approximate and can be compared as intervals only.
    Approximate(usize),
    /// So many of them are contradicted by another article.
    Disputed(usize),
    /// They are rises and falls, whose size depends on where and when they start.
    Changes,
}

/// What may be said of the values of one column or metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparability {
    /// Places with a value.
    pub n: usize,
    /// Places in all.
    pub total: usize,
    /// Why the values must not be ranked; empty where they may be.
    pub differences: Vec<Difference>,
    /// The period of all values, where they share one.
    pub period: Option<Period>,
}

impl Comparability {
    /// Whether rank numbers say nothing that the sources do not bear.
    pub fn is_ranked(&self) -> bool {
        self.differences.is_empty()
    }

    /// Whether the values may be put in order: as they may be ranked, or as intervals where some are approximate.
    pub fn is_sortable(&self) -> bool {
        self.differences.iter().all(|d| matches!(d, Difference::Approximate(_)))
    }

    /// Places without a value.
    pub fn missing(&self) -> usize {
        self.total - self.n
    }
}

/// Judges one value a place. A value that another article contradicts has no place in a ranking.
pub fn compare(catalog: &Catalog, index: &Index, column: &[ObsIx]) -> Comparability {
    let observations = || column.iter().map(|o| catalog.observation(*o));
    let periods = distinct(observations().map(|o| &o.period), |p| (p.last(), p.first()));
    let kinds = distinct(observations().map(|o| &o.kind), |k| **k);
    let units: Vec<Dimension> = observations().map(|o| o.quantity.dimension()).collect();
    let units = distinct(units.iter(), |d| **d);
    let noted = column.iter().filter(|o| is_noted(catalog, **o)).count();
    let approximate = observations().filter(|o| o.quantity.is_approximate()).count();
    let disputed = column.iter().filter(|o| is_disputed(catalog, index, **o)).count();
    let mut differences = Vec::new();
    if column.len() < 2 {
        differences.push(Difference::TooFew);
    }
    let period = if let [one] = &periods[..] { Some(one.clone()) } else { None };
    if periods.len() > 1 {
        differences.push(Difference::Periods(periods));
    }
    if kinds.len() > 1 {
        differences.push(Difference::Kinds(kinds));
    }
    if units.len() > 1 {
        differences.push(Difference::Units(units));
    }
    if noted > 0 && column.len() > 1 {
        differences.push(Difference::Notes(noted));
    }
    if approximate > 0 && column.len() > 1 {
        differences.push(Difference::Approximate(approximate));
    }
    if disputed > 0 {
        differences.push(Difference::Disputed(disputed));
    }
    Comparability { n: column.len(), total: catalog.places.len(), differences, period }
}

/// Judges the values of some of the places, `total` of them.
pub fn compare_among(catalog: &Catalog, index: &Index, column: &[ObsIx], total: usize) -> Comparability {
    Comparability { total, ..compare(catalog, index, column) }
}

/// Whether another article gives a value that cannot hold together with this one, and no editor has chosen this one.
fn is_disputed(catalog: &Catalog, index: &Index, value: ObsIx) -> bool {
    let settled = catalog.ruling(value).is_some_and(|ruling| ruling.chosen == value);
    !settled && contradicting(catalog, index, value).next().is_some()
}

/// Whether a value has a definition, a remark or a correction of its own, or is worked out of one that has.
fn is_noted(catalog: &Catalog, ix: ObsIx) -> bool {
    let figure = catalog.observation(ix);
    let Basis::Derived(formula) = &figure.basis else {
        return figure.remarks().note.is_some()
            || figure.remarks().population.is_some()
            || catalog.correction(ix).is_some();
    };
    let mut inputs = Vec::new();
    formula.expr.figures(&mut inputs);
    let own = catalog.article(figure.article).observation_ids();
    let of = |position: &u32| own.clone().find(|o| catalog.observation(*o).position == *position);
    figure.remarks().note.is_some()
        || figure.remarks().population.is_some()
        || inputs.into_iter().filter_map(of).any(|input| input != ix && is_noted(catalog, input))
}

fn distinct<'a, T: Clone + Ord + 'a, K: Ord>(
    items: impl Iterator<Item = &'a T>,
    order: impl Fn(&&T) -> K,
) -> Vec<T> {
    let mut items: Vec<&T> = items.collect();
    // Mostly all are the same, and then there is nothing to sort.
    items.dedup();
    items.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.cmp(b)));
    items.dedup();
    items.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::fixture::{Value, all, catalog};
    use crate::model::{
        Correction, Date, Expr, Formula, Ground, MetricIx, Operator, PlaceIx, Remarks, Ruling,
    };
    use Kind::{Cumulative, Flow};

    const DAY: Date = Date { year: 2020, month: 1, day: 1, approximate: false, uncertain: false };
    /// Exact values of one period, kind and unit.
    const SOUND: [Value; 3] =
        [(0, 0, "5元", "2018", Flow), (1, 0, "7元", "2018", Flow), (1, 0, "9元", "2018", Flow)];

    fn differences(values: &[Value]) -> Vec<Difference> {
        let catalog = catalog(3, &["元"], values);
        compare(&catalog, &Index::derive(&catalog), &all(&catalog)).differences
    }

    #[test]
    fn exact_values_of_one_period_kind_and_unit_may_be_ranked() {
        let values = [(0, 0, "5元", "2018", Flow), (1, 0, "7元", "2018", Flow)];
        assert_eq!(differences(&values), []);
        let catalog = catalog(3, &["元"], &values);
        let found = compare(&catalog, &Index::derive(&catalog), &all(&catalog));
        assert!(found.is_ranked());
        assert_eq!((found.n, found.missing()), (2, 1));
        assert_eq!(found.period, Period::parse("2018").ok());
    }

    #[test]
    fn what_differs_is_named() {
        let period = |text| Period::parse(text).unwrap();
        assert_eq!(
            differences(&[(0, 0, "5元", "2018", Flow), (1, 0, "7元", "2014/2018", Flow)]),
            [Difference::Periods(vec![period("2014/2018"), period("2018")])]
        );
        assert_eq!(
            differences(&[(0, 0, "5元", "2018", Cumulative), (1, 0, "7元", "2018", Flow)]),
            [Difference::Kinds(vec![Flow, Cumulative])]
        );
        assert_eq!(
            differences(&[(0, 0, "约5元", "2018", Flow), (1, 0, "7万元", "2018", Flow)]),
            [Difference::Approximate(1)]
        );
        assert!(matches!(
            &differences(&[(0, 0, "5人", "2018", Flow), (1, 0, "7人次", "2018", Flow)])[..],
            [Difference::Units(units)] if units.len() == 2
        ));
        assert_eq!(differences(&[(0, 0, "5元", "2018", Flow)]), [Difference::TooFew]);
        assert_eq!(differences(&[]), [Difference::TooFew]);
    }

    /// What is said of the first two values of [`SOUND`], once something else is known.
    fn once(known: impl FnOnce(&mut Catalog)) -> Vec<Difference> {
        let mut catalog = catalog(3, &["元"], &SOUND);
        known(&mut catalog);
        compare(&catalog, &Index::derive(&catalog), &all(&catalog)[..2]).differences
    }

    fn remarked(note: Option<&str>, population: Option<&str>) -> Option<Box<Remarks>> {
        let remarks = Remarks {
            note: note.map(Into::into),
            population: population.map(Into::into),
            ..Remarks::default()
        };
        Some(Box::new(remarks))
    }

    #[test]
    fn a_value_with_a_remark_a_definition_or_a_correction_of_its_own_is_not_ranked() {
        assert_eq!(once(|_| ()), []);
        let noted = [Difference::Notes(1)];
        assert_eq!(once(|c| c.observations[0].remarks = remarked(Some("含镇"), None)), noted);
        assert_eq!(once(|c| c.observations[1].remarks = remarked(None, Some("户主"))), noted);
        // Who gives a figure says nothing of what it counts.
        let attributed = Remarks { attribution: Some("县统计局".into()), ..Remarks::default() };
        assert_eq!(once(|c| c.observations[0].remarks = Some(Box::new(attributed))), []);
        let correction = |of: u32| Correction {
            observation: ObsIx(of),
            quantity: crate::quantity::Quantity::parse("6元").unwrap(),
            reason: String::new(),
            editor: String::new(),
            date: DAY,
            path: String::new(),
        };
        assert_eq!(once(|c| c.articles[0].corrections.push(correction(0))), noted);
        assert_eq!(
            once(|c| c.articles[1].corrections.push(correction(2))),
            [],
            "of a value beside the column"
        );
        let one = |c: &mut Catalog| c.observations[0].remarks = remarked(Some("含镇"), None);
        let mut alone = catalog(3, &["元"], &SOUND);
        one(&mut alone);
        let found = compare(&alone, &Index::derive(&alone), &all(&alone)[..1]);
        assert_eq!(found.differences, [Difference::TooFew], "one value differs from none");
    }

    #[test]
    fn a_value_worked_out_of_one_with_a_remark_has_it_too() {
        // The second article's first value is worked out of its second.
        let twice = || Expr::Figure(1).with(Operator::Multiply, Expr::number(2.into()));
        let derived = |c: &mut Catalog| {
            let formula = Formula { text: "".into(), expr: twice(), catalogued: false };
            c.observations[1].basis = Basis::Derived(Box::new(formula));
        };
        assert_eq!(once(derived), []);
        let noted = [Difference::Notes(1)];
        let with = |note: Option<&str>, population: Option<&str>, of: usize| {
            once(|c| {
                derived(c);
                c.observations[of].remarks = remarked(note, population);
            })
        };
        assert_eq!(with(Some("含镇"), None, 2), noted);
        assert_eq!(with(None, Some("户主"), 2), noted);
        assert_eq!(with(Some("含镇"), None, 1), noted);
        assert_eq!(with(None, Some("户主"), 1), noted);
    }

    /// The third value told by another article of the first one's place.
    fn disputed(catalog: &mut Catalog) {
        catalog.articles[1].observations = 1..2;
        catalog.articles[2].observations = 2..3;
        catalog.articles[2].place = PlaceIx(0);
        catalog.observations[2].article = crate::model::ArticleIx(2);
    }

    #[test]
    fn a_value_that_another_article_contradicts_is_not_ranked_until_an_editor_chooses_it() {
        assert_eq!(once(disputed), [Difference::Disputed(1)]);
        let ruled = |chosen: u32| {
            once(|c| {
                disputed(c);
                c.rulings.push(Ruling {
                    chosen: ObsIx(chosen),
                    place: PlaceIx(0),
                    metric: MetricIx(0),
                    ground: Ground::Official,
                    reason: String::new(),
                    editor: String::new(),
                    date: DAY,
                    position: 0,
                });
            })
        };
        assert_eq!(ruled(0), []);
        assert_eq!(ruled(2), [Difference::Disputed(1)], "the other one was chosen");
    }

    #[test]
    fn approximate_values_can_be_put_in_order_but_not_ranked() {
        let of = |differences| Comparability { n: 2, total: 3, differences, period: None };
        let about = of(vec![Difference::Approximate(1)]);
        assert!(about.is_sortable() && !about.is_ranked());
        let other = of(vec![Difference::Approximate(1), Difference::Notes(1)]);
        assert!(!other.is_sortable() && !other.is_ranked());
        assert!(of(vec![]).is_sortable());
        assert_eq!(differences(&[(0, 0, "约5元", "2018", Flow)]), [Difference::TooFew]);
    }

    #[test]
    fn of_some_places_so_many_are_missing() {
        let catalog = catalog(3, &["元"], &SOUND[..2]);
        let found = compare_among(&catalog, &Index::derive(&catalog), &all(&catalog), 7);
        assert_eq!((found.n, found.total, found.missing()), (2, 7, 5));
        let different = [(0, 0, "5元", "2018", Flow), (1, 0, "7元", "2019", Flow)];
        let catalog = crate::derive::fixture::catalog(3, &["元"], &different);
        let found = compare(&catalog, &Index::derive(&catalog), &all(&catalog));
        assert_eq!(found.period, None, "two periods are none that all share");
    }

    #[test]
    fn an_inferred_year_is_not_the_printed_one() {
        let values = [(0, 0, "5元", "2018", Flow), (1, 0, "7元", "2018~", Flow)];
        assert!(matches!(&differences(&values)[..], [Difference::Periods(_)]));
    }
}
