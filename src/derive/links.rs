//! Where each observation and metric is used: the other direction of every link on the site.

use rayon::prelude::*;

use super::{groups::Groups, plan::Charts, table::TableView};
use crate::model::{ArticleIx, Body, Catalog, MetricIx, ObsIx};

/// A place where a figure is used. Uses by its own article's text, charts and relations stand on the same page as its
/// record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// The text of its article.
    Body,
    /// A chart or table in the text of its article, by position.
    Drawn(u32),
    /// A relation of its article, by position.
    Relation(u32),
    /// A cross-county table, by position: a cell, its chart or its notes.
    Table(u32),
    /// A plain page, by position.
    Page(u32),
    /// The chart of the home page.
    Home,
}

/// All uses.
#[derive(Debug)]
pub struct Links {
    uses: Groups<Use>,
    tables: Groups<u32>,
}

impl Links {
    /// Follows every binding, block, cell and relation back to its observation.
    pub(super) fn derive(catalog: &Catalog, tables: &[TableView], charts: &Charts) -> Links {
        // As many as there may well be, so that it is not copied as it grows.
        let mut found: Vec<(usize, Use)> = Vec::with_capacity(2 * catalog.observations.len());
        found.par_extend(
            (0..catalog.articles.len())
                .into_par_iter()
                .map(ArticleIx::at)
                .flat_map_iter(|ix| of_article(catalog, charts, ix)),
        );
        for (i, (table, view)) in catalog.tables.iter().zip(tables).enumerate() {
            let at = Use::Table(position(i));
            found.extend(view.observations().map(|o| (o.ix(), at)));
            found.extend(table.bodies().flat_map(|(_, body)| bound(body)).map(|o| (o.ix(), at)));
            found.extend(charts.of_table(i).iter().flat_map(|c| c.observations()).map(|o| (o.ix(), at)));
        }
        for (i, page) in catalog.pages.iter().enumerate() {
            let drawn = charts.of_page(i).iter().flat_map(|c| c.observations());
            found.extend(bound(&page.body).chain(drawn).map(|o| (o.ix(), Use::Page(position(i)))));
        }
        found.extend(charts.of_home().iter().flat_map(|c| c.observations()).map(|o| (o.ix(), Use::Home)));
        found.par_sort_unstable();
        found.dedup();
        let columns =
            catalog.tables.iter().enumerate().flat_map(|(i, t)| {
                t.columns.iter().filter_map(move |c| Some((c.metric()?.ix(), position(i))))
            });
        let mut columns: Vec<(usize, u32)> = columns.collect();
        columns.sort_unstable();
        columns.dedup();
        Links {
            uses: Groups::collect(catalog.observations.len(), found.iter().copied()),
            tables: Groups::collect(catalog.metrics.len(), columns),
        }
    }

    /// Where an observation is used.
    pub fn uses(&self, observation: ObsIx) -> &[Use] {
        self.uses.of(observation.ix())
    }

    /// Positions of the tables that have a column of a metric.
    pub fn tables(&self, metric: MetricIx) -> &[u32] {
        self.tables.of(metric.ix())
    }
}

fn position(i: usize) -> u32 {
    u32::try_from(i).expect("invariant: fewer than 2^32 items")
}

fn bound(body: &Body) -> impl Iterator<Item = ObsIx> {
    body.bindings.iter().map(|b| b.observation)
}

/// The uses of figures on the page of their article.
fn of_article(catalog: &Catalog, charts: &Charts, ix: ArticleIx) -> Vec<(usize, Use)> {
    let article = catalog.article(ix);
    let lines = article.bound_lines().map(|(_, line)| line);
    let texts = lines.chain(article.bodies().map(|(_, body)| body));
    let mut found: Vec<(usize, Use)> = texts.flat_map(bound).map(|o| (o.ix(), Use::Body)).collect();
    for (i, plan) in charts.of_article(ix).iter().enumerate() {
        found.extend(plan.observations().into_iter().map(|o| (o.ix(), Use::Drawn(position(i)))));
    }
    for (i, relation) in article.relations.iter().enumerate() {
        found.extend(relation.figures().into_iter().map(|o| (o.ix(), Use::Relation(position(i)))));
    }
    found
}
