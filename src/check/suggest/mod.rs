//! Relations that hold among the figures of one article and are not declared yet, for an editor to confirm.
//!
//! Any pile of numbers has sums that come out by chance, the more so the smaller and rounder they are. So each find is
//! weighed by the number of finds of its kind that chance alone would make in the article:
//!
//! - *tried* is the number of combinations of the same shape (three parts and a whole, a share of two figures, …) whose
//!   figures stand as near each other in the source as those of the find, or nearer. Nearness is the number of recorded
//!   figures on the lines from the first of them to the last: lines are of any length, from a word to a paragraph. The sum
//!   of all that is named after a whole (`promoted_towns`, `promoted_teams` … of `promoted`) is a shape of its own, of which
//!   there are few.
//! - *chance* is the share of all results that would fit as well: twice the gap that is left, and the step in which such
//!   results go, over the result. 664 + 1050 + 508 = 2222 goes in steps of 1 and is hit once in 2,222; 200 + 300 = 500
//!   goes in steps of 100 and is hit once in 5; a share of 99.51% is hit once in 9,951.
//!
//! Tried times chance is how many such finds chance makes. Since near ones and far ones are all looked at, each with its
//! own *tried*, that is multiplied by 1 + 1/2 + 1/3 + … up to the number of all combinations of the shape. The finds are
//! taken from the least of these numbers upwards while their sum stays within `BUDGET`. What the metric catalogue itself
//! says (a part is not more than its whole) is no find of chance and is not weighed.

mod parts;
mod quotients;
mod sheet;
mod sums;

use rust_decimal::Decimal;

use self::sheet::Sheet;
use super::relation::{Outcome, judge};
use crate::{
    diag::Words,
    model::{ArticleIx, Catalog, Comparison, Expr, ObsIx, Relation},
};

/// A relation that holds and is not declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// As the editor would write it: `a.x + a.y = a.z`.
    pub text: String,
    /// The sum worked out.
    pub sentence: Words,
}

/// How many finds of chance are put up with in one article.
const BUDGET: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// A relation that may be worth a line.
struct Find {
    left: Expr,
    comparison: Comparison,
    right: Expr,
    /// How many such finds chance makes in this article.
    expected: Decimal,
}

/// Combinations of one shape: how near the figures of each stand, and those that fit, each with its chance.
#[derive(Default)]
struct Trials {
    nearness: Vec<usize>,
    hits: Vec<(usize, Find)>,
}

impl Trials {
    /// Notes a combination, and what it gives if it fits. `expected` of the find is its chance alone so far.
    fn note(&mut self, nearness: usize, find: Option<Find>) {
        self.nearness.push(nearness);
        self.hits.extend(find.map(|find| (nearness, find)));
    }

    /// The finds, weighed by the number of combinations that were tried.
    fn weighed(self) -> impl Iterator<Item = Find> {
        let Trials { nearness, hits } = self;
        // 1 + ln n, with 0.7 for ln 2: close to 1 + 1/2 + … + 1/n.
        let looks = Decimal::ONE + Decimal::new(7, 1) * Decimal::from(nearness.len().max(1).ilog2());
        hits.into_iter().map(move |(near, find)| {
            let tried = nearness.iter().filter(|n| **n <= near).count();
            Find { expected: find.expected * Decimal::from(tried) * looks, ..find }
        })
    }
}

/// The relations that hold among the figures of an article and that neither it nor a more certain suggestion states.
pub fn run(catalog: &Catalog, article: ArticleIx) -> Vec<Suggestion> {
    let sheet = Sheet::of(catalog, article);
    let relations = &catalog.article(article).relations;
    let mut finds: Vec<Find> = sums::search(&sheet);
    finds.extend(quotients::search(&sheet));
    finds.sort_by_key(|find| find.expected);
    let mut named: Vec<Vec<ObsIx>> = relations.iter().map(Relation::figures).collect();
    let equations = relations.iter().filter(|r| r.comparison == Comparison::Equal);
    let mut stated: Vec<Vec<Decimal>> = equations.map(|r| values(catalog, &r.figures())).collect();
    let mut spent = Decimal::ZERO;
    let mut out = Vec::new();
    for find in finds {
        let figures = figures(&find);
        let values = values(catalog, &figures);
        if stated.contains(&values) {
            continue;
        }
        spent += find.expected;
        if spent > BUDGET {
            break;
        }
        stated.push(values);
        named.push(figures);
        out.extend(suggestion(&sheet, find));
    }
    for find in parts::search(&sheet) {
        let pair = figures(&find);
        if !is_implied(pair[0], pair[1], &named) {
            named.push(pair);
            out.extend(suggestion(&sheet, find));
        }
    }
    out
}

/// Whether a relation names both of two figures, or two relations lead from the one to the other by a third.
fn is_implied(part: ObsIx, whole: ObsIx, named: &[Vec<ObsIx>]) -> bool {
    let beside = |o: ObsIx| named.iter().filter(move |list| list.contains(&o)).flatten();
    beside(part).any(|o| *o == whole || beside(*o).any(|further| *further == whole))
}

fn figures(find: &Find) -> Vec<ObsIx> {
    let mut found = Vec::new();
    find.left.figures(&mut found);
    find.right.figures(&mut found);
    found.into_iter().copied().collect()
}

/// The values of some figures, in order: what says the same of other figures of the same values says nothing new.
fn values(catalog: &Catalog, figures: &[ObsIx]) -> Vec<Decimal> {
    let mut values: Vec<Decimal> =
        figures.iter().map(|o| catalog.observation(*o).quantity.base_value().normalize()).collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// A find in writing, where it holds to the last place.
fn suggestion(sheet: &Sheet<'_>, find: Find) -> Option<Suggestion> {
    let text = format!(
        "{} {} {}",
        sheet.written(&find.left),
        if find.comparison == Comparison::AtMost { "<=" } else { "=" },
        sheet.written(&find.right)
    );
    let Find { left, comparison, right, .. } = find;
    let relation = Relation {
        text: text.clone(),
        left,
        comparison,
        right,
        known: None,
        known_en: None,
        path: String::new(),
        anchor: String::new(),
    };
    let verdict = judge(sheet.catalog, &relation).ok()?;
    (verdict.outcome != Outcome::Contradicts).then_some(Suggestion { text, sentence: verdict.sentence })
}
