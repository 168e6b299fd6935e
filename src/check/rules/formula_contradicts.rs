//! A printed figure that the catalogue's formula for its metric rules out.

use super::{Rule, Subject};
use crate::{
    check::{Outcome, relation::judge},
    diag::{Finding, RuleId, Words, say},
    model::{Article, Catalog, Comparison, Expr, MetricIx, ObsIx, Relation},
};

pub(super) const RULE: Rule = Rule {
    id: RuleId("formula-contradicts"),
    what: Words::fixed(
        "印出的数字与目录里这个指标的公式在印出的精度内对不上。",
        "Finds printed figures that the catalogue's formula for their metric rules out.",
    ),
    why: Words::fixed(
        "没有印出这个指标的报道，它的值按公式推算；印出的值若不合公式，两者就不是一回事，放在一起比较会误导读者。",
        "Where a report does not print the metric, its value is worked out by the formula; a printed value that does not fit \
         it is another thing, and comparing the two would mislead readers.",
    ),
    example: Words::fixed(
        "# 目录：{id: poverty.household_size, formula: poverty.registered_people / poverty.registered_households, …}\n\
         # 47384人 ÷ 14933户 = 约3.173人/户，而报道印的是 4.2人/户",
        "# catalogue: {id: poverty.household_size, formula: poverty.registered_people / poverty.registered_households, …}\n\
         # 47384人 ÷ 14933户 = about 3.173人/户, but the report prints 4.2人/户",
    ),
    mend: Words::fixed(
        "对照来源核对各数。口径确实不同的，印出的值改用局部指标；来源自己对不上的，写一条带 known 的勾稽关系。",
        "Compare the figures with the source. Where the printed value is of another definition, make it a local metric; \
         where the source contradicts itself, write the relation with known.",
    ),
    check,
};

const CONTRADICTS: Words =
    Words::fixed("印出的值与目录里的公式对不上", "the printed value does not fit the catalogue's formula");
const HELP: Words = Words::fixed(
    "对照来源核对；口径不同的改用局部指标，来源如此的写一条带 known 的勾稽关系",
    "compare with the source; a value of another definition is a local metric, and what the source has so takes a relation with known",
);

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let catalog = subject.catalog;
    for article in &catalog.articles {
        for printed in article.observation_ids() {
            let figure = catalog.observation(printed);
            let Some(formula) = &catalog.metric(figure.metric).formula else { continue };
            if figure.is_catalogued() {
                continue;
            }
            let Some(left) = at_its_time(catalog, article, printed, &formula.expr) else { continue };
            let relation = Relation {
                text: formula.text.to_string(),
                left,
                comparison: Comparison::Equal,
                right: Expr::Figure(printed),
                known: None,
                known_en: None,
                path: String::new(),
                anchor: String::new(),
            };
            let Ok(verdict) = judge(catalog, &relation) else { continue };
            if verdict.outcome != Outcome::Contradicts || is_stated(article, &relation) {
                continue;
            }
            let text = &formula.text;
            findings.push(
                Finding::error(RULE.id, subject.value_of(figure), CONTRADICTS)
                    .label(verdict.sentence)
                    .also(formula.at.clone(), say!("公式：{text}", "the formula: {text}"))
                    .help(HELP),
            );
        }
    }
}

/// The formula over the article's figures of the time of `printed`, where it records each of them.
fn at_its_time(
    catalog: &Catalog,
    article: &Article,
    printed: ObsIx,
    formula: &Expr<MetricIx>,
) -> Option<Expr> {
    let period = catalog.observation(printed).period.plain();
    let same = |o: &ObsIx, metric| {
        let figure = catalog.observation(*o);
        figure.metric == metric && figure.period.plain() == period
    };
    formula.clone().try_map(&mut |metric| article.observation_ids().find(|o| same(o, metric)).ok_or(())).ok()
}

/// Whether the article's own relations speak of the same figures: then they are judged there.
fn is_stated(article: &Article, relation: &Relation) -> bool {
    let sorted = |relation: &Relation| {
        let mut figures = relation.figures();
        figures.sort_unstable();
        figures
    };
    article.relations.iter().any(|r| sorted(r) == sorted(relation))
}
