//! The observations seen from each side: by place, by metric, by both. Built once; everything else looks up here.

use super::{groups::Groups, nav::written};
use crate::model::{ArticleIx, Catalog, DomainIx, MetricIx, ObsIx, Pick, PlaceIx};

/// Observations by place and by metric, articles by place, metrics by domain.
#[derive(Debug)]
pub struct Index {
    by_place: Groups<ObsIx>,
    /// The metric of each of these: looked through without a look at the observations themselves.
    metrics_of_place: Groups<MetricIx>,
    by_metric: Groups<ObsIx>,
    articles: Groups<ArticleIx>,
    reprints: Groups<ArticleIx>,
    metrics: Groups<MetricIx>,
}

impl Index {
    /// Sorts the observations of a catalogue.
    pub(super) fn derive(catalog: &Catalog) -> Index {
        let time = |o: &ObsIx| {
            let observation = catalog.observation(*o);
            (observation.period.last(), observation.period.first(), *o)
        };
        let by_place = || {
            let places = catalog.observation_ids().map(|o| (catalog.place_of(o).ix(), o));
            Groups::collect(catalog.places.len(), places)
                .sorted_by_key(|o| (catalog.observation(*o).metric, time(o)))
        };
        let by_metric = || {
            let metrics = catalog.observation_ids().map(|o| (catalog.observation(o).metric.ix(), o));
            Groups::collect(catalog.metrics.len(), metrics).sorted_by_key(|o| (catalog.place_of(*o), time(o)))
        };
        let (by_place, by_metric) = rayon::join(by_place, by_metric);
        let metrics_of_place = by_place.map(|o| catalog.observation(*o).metric);
        let articles = catalog.article_ids().map(|a| (catalog.article(a).place.ix(), a));
        let articles = Groups::collect(catalog.places.len(), articles)
            .sorted_by_key(|a| (written(catalog.article(*a)), *a));
        let reprints = catalog.article_ids().filter_map(|a| Some((catalog.article(a).reprint_of?.ix(), a)));
        let reprints = Groups::collect(catalog.articles.len(), reprints);
        let metrics = catalog.metric_ids().map(|m| (catalog.metric(m).domain.ix(), m));
        let metrics = Groups::collect(catalog.domains.len(), metrics);
        Index { by_place, metrics_of_place, by_metric, articles, reprints, metrics }
    }

    /// All observations of a place: by metric, then time.
    pub fn of_place(&self, place: PlaceIx) -> &[ObsIx] {
        self.by_place.of(place.ix())
    }

    /// All observations of a metric: by place, then time.
    pub fn of_metric(&self, metric: MetricIx) -> &[ObsIx] {
        self.by_metric.of(metric.ix())
    }

    /// The observations of one metric for one place, by time.
    pub fn of_both(&self, place: PlaceIx, metric: MetricIx) -> &[ObsIx] {
        let metrics = self.metrics_of_place.of(place.ix());
        let start = metrics.partition_point(|m| *m < metric);
        let len = metrics[start..].partition_point(|m| *m == metric);
        &self.of_place(place)[start..start + len]
    }

    /// Articles on a place, oldest first.
    pub fn articles_of(&self, place: PlaceIx) -> &[ArticleIx] {
        self.articles.of(place.ix())
    }

    /// The articles that print an article again.
    pub fn reprints_of(&self, article: ArticleIx) -> &[ArticleIx] {
        self.reprints.of(article.ix())
    }

    /// How many articles there are on some places.
    pub fn count_articles(&self, places: &[PlaceIx]) -> usize {
        places.iter().map(|p| self.articles_of(*p).len()).sum()
    }

    /// Metrics of a domain: the catalogue's in display order, then local ones.
    pub fn metrics_of(&self, domain: DomainIx) -> &[MetricIx] {
        self.metrics.of(domain.ix())
    }

    /// The value of a metric for each place that has one, chosen by `pick`, in place order.
    pub fn column(&self, catalog: &Catalog, metric: MetricIx, wanted: &Pick) -> Vec<ObsIx> {
        self.of_metric(metric)
            .chunk_by(|a, b| catalog.place_of(*a) == catalog.place_of(*b))
            .filter_map(|values| wanted.of(catalog, values))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::fixture::catalog;
    use crate::model::{Kind, Period};
    use Kind::{Stock, Target};

    #[test]
    fn the_latest_value_is_no_plan() {
        let catalog = catalog(
            2,
            &["人", "户"],
            &[
                (0, 1, "9户", "2018", Stock),
                (0, 0, "5人", "2018", Stock),
                (0, 0, "7人", "2014", Stock),
                (0, 0, "1人", "2020", Target),
                (1, 0, "4人", "2021", Target),
            ],
        );
        let index = Index::derive(&catalog);
        let printed = |values: &[ObsIx]| -> Vec<String> {
            values.iter().map(|o| catalog.observation(*o).quantity.printed.to_string()).collect()
        };
        assert_eq!(printed(index.of_both(PlaceIx(0), MetricIx(0))), ["7人", "5人", "1人"]);
        assert_eq!(printed(index.of_both(PlaceIx(1), MetricIx(1))), [""; 0]);
        let column = |pick: &Pick| printed(&index.column(&catalog, MetricIx(0), pick));
        assert_eq!(column(&Pick::Latest), ["5人", "4人"], "a plan only where there is nothing else");
        assert_eq!(column(&Pick::First), ["7人", "4人"]);
        assert_eq!(column(&Pick::Period(Period::parse("2020~").unwrap())), ["1人"]);
    }
}
