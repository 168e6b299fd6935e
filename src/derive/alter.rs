//! What is different between two states of a site: which articles and figures came, went or say something else, and what
//! was decided since. Neither state has to be without errors: what could not be read of it counts as not there.
//!
//! A figure is the same where its article and the name of its record are. Of what is left over, one from before and one
//! from after are taken for one figure if they alone have the same metric and value and lines, the same metric and lines,
//! the same metric and value, or the same value and lines. Never: guesses between several.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::pairs::{Pairs, pair_articles, pair_figures};
use crate::{
    diag::Words,
    model::{Altered, ArticleIx, Catalog, Field, How, MetricIx, ObsIx, Period, PlaceIx},
    quantity::fold,
};

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// A metric of the catalogue.
    Metric,
    /// An article.
    Article,
    /// A figure.
    Figure,
    /// A correction of a figure.
    Correction,
    /// A ruling for a figure.
    Ruling,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alteration {
    /// The code of its place; empty for a metric.
    pub place: String,
    /// The name of its place, or of where metrics stand.
    pub place_name: Words,
    /// What it is about.
    pub concern: Concern,
    /// What is different. Of a metric, its id stands where figures have theirs, and there is no article.
    pub altered: Altered,
    /// The id of the figure's metric; empty where it is about an article.
    pub metric: String,
    /// What the metric is called, or our title of the article.
    pub label: Words,
    /// What time the figure speaks of.
    pub period: Option<Period>,
    /// Whether no source prints the figure.
    pub is_derived: bool,
    /// How many figures an article has that came or went.
    pub figures: usize,
}

/// All differences: metrics first, then by place, article and what they are about; figures in the order of their article.
pub fn alterations(before: &Catalog, after: &Catalog) -> Vec<Alteration> {
    let pairs = pair_articles(before, after);
    let mut both = Both { before, after, found: Vec::new() };
    both.metrics();
    for (b, a) in &pairs.same {
        both.article(*b, *a);
        let figures = pair_figures((before, *b), (after, *a));
        figures.same.iter().for_each(|(b, a)| both.figure(*b, *a));
        figures.came.iter().for_each(|o| both.figure_alone(Side::After, *o, *a));
        figures.went.iter().for_each(|o| both.figure_alone(Side::Before, *o, *a));
    }
    pairs.came.iter().for_each(|a| both.article_alone(Side::After, *a));
    pairs.went.iter().for_each(|b| both.article_alone(Side::Before, *b));
    both.rulings(&pairs);
    let mut found = both.found;
    found.sort_by(|a, b| {
        let key = |x: &Alteration| (x.place.clone(), x.altered.article.clone(), x.concern);
        key(a).cmp(&key(b))
    });
    found
}

/// One of the two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

struct Both<'a> {
    before: &'a Catalog,
    after: &'a Catalog,
    found: Vec<Alteration>,
}

impl<'a> Both<'a> {
    fn catalog(&self, side: Side) -> &'a Catalog {
        match side {
            Side::Before => self.before,
            Side::After => self.after,
        }
    }

    /// Names of metrics, and whom they count: said once, and not of each figure.
    fn metrics(&mut self) {
        let listed = |catalog: &'a Catalog| catalog.metrics.iter().filter(|m| m.is_catalogued());
        let known: HashMap<&str, _> = listed(self.before).map(|m| (m.id.as_str(), m)).collect();
        for metric in listed(self.after) {
            let Some(old) = known.get(metric.id.as_str()) else { continue };
            let fields = [
                (Field::Label, &old.label, &metric.label),
                (Field::Population, &old.population, &metric.population),
            ];
            for (field, from, to) in fields.into_iter().filter(|(_, from, to)| from != to) {
                let altered = Altered {
                    figure: Some(metric.id.to_string()),
                    ..changed(String::new(), field, Some(from.clone()), Some(to.clone()))
                };
                self.found.push(Alteration {
                    place: String::new(),
                    place_name: Words::fixed("指标目录", "the catalogue of metrics"),
                    concern: Concern::Metric,
                    altered,
                    metric: metric.id.to_string(),
                    label: in_both(&metric.label, Some(&metric.en)),
                    period: None,
                    is_derived: false,
                    figures: 0,
                });
            }
        }
    }

    fn article(&mut self, b: ArticleIx, a: ArticleIx) {
        for (_, field) in Field::OF_ARTICLES {
            let (from, to) = (self.before.said_of_article(b, field), self.after.said_of_article(a, field));
            if from != to {
                let altered = changed(self.after.article(a).slug.clone(), field, from, to);
                self.push_article(Side::After, a, altered, 0);
            }
        }
    }

    fn article_alone(&mut self, side: Side, ix: ArticleIx) {
        let article = self.catalog(side).article(ix);
        let altered = alone(side, article.slug.clone(), None, Some(article.title.clone()));
        self.push_article(side, ix, altered, article.observation_ids().len());
    }

    fn push_article(&mut self, side: Side, ix: ArticleIx, altered: Altered, figures: usize) {
        let catalog = self.catalog(side);
        let article = catalog.article(ix);
        let (place, place_name) = place(catalog, article.place);
        self.found.push(Alteration {
            place,
            place_name,
            concern: Concern::Article,
            altered,
            metric: String::new(),
            label: in_both(&article.title, article.title_en.as_deref()),
            period: None,
            is_derived: false,
            figures,
        });
    }

    fn figure(&mut self, b: ObsIx, a: ObsIx) {
        let (before, after) = (self.before, self.after);
        let article = &after.article(after.observation(a).article).slug;
        let [old, name] = [before.observation(b), after.observation(a)].map(|o| o.name().to_owned());
        let was = (old != name).then_some(old);
        for (_, field) in Field::OF_FIGURES {
            let (from, to) = (before.said_of_figure(b, field), after.said_of_figure(a, field));
            if is_same(field, from.as_deref(), to.as_deref()) || self.is_said_once(b, a, field) {
                continue;
            }
            let altered = changed(article.clone(), field, from, to);
            let altered = Altered { figure: Some(name.clone()), was: was.clone(), ..altered };
            self.push_figure(Side::After, a, Concern::Figure, altered);
        }
        let corrected = |c: &Catalog, o| c.correction(o).map(|c| c.quantity.printed.to_string());
        let (from, to) = (corrected(before, b), corrected(after, a));
        if from != to {
            let how = match (&from, &to) {
                (None, _) => How::Added,
                (_, None) => How::Removed,
                _ => How::Changed,
            };
            let field = (how == How::Changed).then_some(Field::Value);
            let altered =
                Altered { how, field, from, to, ..changed(article.clone(), Field::Value, None, None) };
            let altered = Altered { figure: Some(name), ..altered };
            self.push_figure(Side::After, a, Concern::Correction, altered);
        }
    }

    /// Whether a field of a figure is its metric's own, so that a change of it is one of the metric.
    fn is_said_once(&self, b: ObsIx, a: ObsIx, field: Field) -> bool {
        let (old, new) = (self.before.observation(b), self.after.observation(a));
        let (old_metric, new_metric) = (self.before.metric(old.metric), self.after.metric(new.metric));
        let same = old_metric.id == new_metric.id && old_metric.is_catalogued() && new_metric.is_catalogued();
        match field {
            Field::Label => same,
            Field::Population => {
                same && old.remarks().population.is_none() && new.remarks().population.is_none()
            }
            _ => false,
        }
    }

    fn figure_alone(&mut self, side: Side, o: ObsIx, article: ArticleIx) {
        let catalog = self.catalog(side);
        let record = catalog.observation(o);
        let slug = self.after.article(article).slug.clone();
        let mut altered =
            alone(side, slug, Some(record.name().to_owned()), Some(record.quantity.printed.to_string()));
        let metric = catalog.metric(record.metric);
        if side == Side::Before && !metric.is_catalogued() {
            altered.label = Some(metric.label.clone());
        }
        self.push_figure(side, o, Concern::Figure, altered);
    }

    fn push_figure(&mut self, side: Side, o: ObsIx, concern: Concern, altered: Altered) {
        let catalog = self.catalog(side);
        let record = catalog.observation(o);
        let (place, place_name) = place(catalog, catalog.place_of(o));
        self.found.push(Alteration {
            place,
            place_name,
            concern,
            altered,
            metric: catalog.metric(record.metric).id.to_string(),
            label: label(catalog, record.metric),
            period: Some(record.period.clone()),
            is_derived: record.lines.0.is_empty(),
            figures: 0,
        });
    }

    /// Rulings by what they decide and how; articles go by their present names.
    fn rulings(&mut self, pairs: &Pairs<ArticleIx>) {
        let present: BTreeMap<ArticleIx, ArticleIx> = pairs.same.iter().copied().collect();
        let present_slug = |ix: ArticleIx| match present.get(&ix) {
            Some(a) => self.after.article(*a).slug.as_str(),
            None => self.before.article(ix).slug.as_str(),
        };
        let after_slug = |ix: ArticleIx| self.after.article(ix).slug.as_str();
        let keys = |catalog: &Catalog, slug: &dyn Fn(ArticleIx) -> &'a str| -> BTreeMap<_, ObsIx> {
            let key = |o: ObsIx| {
                let record = catalog.observation(o);
                let (code, _) = place(catalog, catalog.place_of(o));
                let metric = catalog.metric(record.metric);
                let what = (code, metric.id.to_string(), record.period.plain().to_string());
                (what, slug(record.article).to_owned())
            };
            catalog.rulings.iter().map(|r| (key(r.chosen), r.chosen)).collect()
        };
        let (old, new) = (keys(self.before, &present_slug), keys(self.after, &after_slug));
        let all: BTreeSet<_> = old.keys().chain(new.keys()).cloned().collect();
        for key in all {
            let (side, o) = match (old.get(&key), new.get(&key)) {
                (None, Some(o)) => (Side::After, *o),
                (Some(o), None) => (Side::Before, *o),
                _ => continue,
            };
            let record = self.catalog(side).observation(o);
            let printed = record.quantity.printed.to_string();
            let altered = alone(side, key.1, Some(record.name().to_owned()), Some(printed));
            self.push_figure(side, o, Concern::Ruling, altered);
        }
    }
}

fn changed(article: String, field: Field, from: Option<String>, to: Option<String>) -> Altered {
    Altered { article, figure: None, was: None, label: None, how: How::Changed, field: Some(field), from, to }
}

/// What is in one state only.
fn alone(side: Side, article: String, figure: Option<String>, said: Option<String>) -> Altered {
    let (how, from, to) = match side {
        Side::Before => (How::Removed, said, None),
        Side::After => (How::Added, None, said),
    };
    Altered { article, figure, was: None, label: None, how, field: None, from, to }
}

/// Whether a field says the same. Spaces and full-width signs are no part of a value.
fn is_same(field: Field, from: Option<&str>, to: Option<&str>) -> bool {
    match (field, from, to) {
        (Field::Value, Some(from), Some(to)) => fold(from).text == fold(to).text,
        _ => from == to,
    }
}

/// Code and name of a place; an article that names no place that there is has neither.
fn place(catalog: &Catalog, ix: PlaceIx) -> (String, Words) {
    let unknown = || (String::new(), Words::fixed("地区不明", "unknown place"));
    let known = catalog.places.get(ix.ix());
    known.map_or_else(unknown, |place| (place.code.to_string(), in_both(&place.name, Some(&place.en))))
}

fn label(catalog: &Catalog, ix: MetricIx) -> Words {
    let metric = catalog.metric(ix);
    in_both(&metric.label, Some(&metric.en))
}

fn in_both(zh: &str, en: Option<&str>) -> Words {
    Words::new(zh.to_owned(), en.filter(|en| !en.is_empty()).unwrap_or(zh).to_owned())
}
