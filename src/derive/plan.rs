//! Which observations each chart and inline table shows, and which pictures texts hold. Plans hold numbers of observations only; `spec` turns one into
//! the data of a chart when its page is rendered.

use rayon::prelude::*;

use super::{
    compare::Comparability,
    index::Index,
    planner::{Planner, Scope},
};
use crate::model::{ArticleIx, Attribution, Catalog, ImageIx, MetricIx, ObsIx, PlaceIx};

/// A chart or inline table, by its observations; or a picture, with its words as the title and its caption as the note.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Fragment on its page, and the end of its file name.
    pub id: String,
    /// Title, by the editor or by the metric.
    pub title: Title,
    /// The editor's note.
    pub note: Option<Worded>,
    /// What is shown.
    pub shape: PlanShape,
}

/// Words of the editor: in Chinese and, where they are given, in English.
#[derive(Clone, Debug)]
pub struct Worded {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: Option<String>,
}

/// Where a title comes from.
#[derive(Clone, Debug)]
pub enum Title {
    /// Written by the editor.
    Own(Worded),
    /// One metric at two dates.
    Change(MetricIx),
    /// Several metrics of a place at two dates.
    PlaceChange(PlaceIx),
    /// The latest values of a metric.
    Latest(MetricIx),
    /// A metric of a place over the years.
    Series(PlaceIx, MetricIx),
    /// A metric of several places over the years.
    SeriesOfPlaces(MetricIx),
}

/// What is shown.
#[derive(Clone, Debug)]
pub enum PlanShape {
    /// The same thing at two periods.
    Change {
        /// Label, earlier value, later value.
        rows: Vec<Row>,
        /// Places without two periods.
        left_out: Vec<PlaceIx>,
        /// As slopes, not as dumbbells.
        slope: bool,
        /// What has other periods than the slopes share.
        other_periods: Vec<Label>,
    },
    /// Shares of a whole, or one rate, in a hundred cells.
    Waffle {
        /// The whole; none where the part is a rate.
        whole: Option<ObsIx>,
        /// The parts.
        parts: Vec<ObsIx>,
    },
    /// One value a place, a tile a place.
    Tiles(Vec<(PlaceIx, Option<ObsIx>)>),
    /// A whole and its parts.
    Composition {
        /// The whole, if printed.
        whole: Option<ObsIx>,
        /// The parts.
        parts: Vec<ObsIx>,
    },
    /// One value a place.
    Dots(Vec<(PlaceIx, Option<ObsIx>)>),
    /// Values over the years.
    Lines(Lines),
    /// Rows of a table.
    Table(Vec<ObsIx>),
    /// A picture.
    Image(ImageIx, Box<Attribution>),
}

/// Values over the years, a panel a place or metric.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// From left to right, then down; values by time.
    pub panels: Vec<(Label, Vec<ObsIx>)>,
    /// Each panel has a scale of its own.
    pub free: bool,
    /// Places asked for that have no series.
    pub left_out: Vec<PlaceIx>,
    /// How many places have a series, where that is more than are drawn.
    pub all: Option<usize>,
}

/// A row of a before-and-after chart: its label, the earlier and the later value.
pub type Row = (Label, ObsIx, ObsIx);

/// What a row is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A place.
    Place(PlaceIx),
    /// A metric.
    Metric(MetricIx),
    /// A metric of a place.
    Both(PlaceIx, MetricIx),
}

impl Plan {
    /// Whether there is a chart to draw.
    pub fn is_drawable(&self) -> bool {
        match &self.shape {
            PlanShape::Change { rows, .. } => !rows.is_empty(),
            PlanShape::Composition { parts, .. } | PlanShape::Waffle { parts, .. } => !parts.is_empty(),
            PlanShape::Dots(rows) | PlanShape::Tiles(rows) => rows.iter().any(|(_, value)| value.is_some()),
            PlanShape::Lines(lines) => !lines.panels.is_empty(),
            PlanShape::Table(_) | PlanShape::Image(..) => false,
        }
    }

    /// Every observation shown.
    pub fn observations(&self) -> Vec<ObsIx> {
        match &self.shape {
            PlanShape::Change { rows, .. } => rows.iter().flat_map(|(_, a, b)| [*a, *b]).collect(),
            PlanShape::Composition { whole, parts } | PlanShape::Waffle { whole, parts } => {
                whole.iter().chain(parts).copied().collect()
            }
            PlanShape::Dots(rows) | PlanShape::Tiles(rows) => {
                rows.iter().filter_map(|(_, value)| *value).collect()
            }
            PlanShape::Lines(lines) => lines.panels.iter().flat_map(|(_, values)| values).copied().collect(),
            PlanShape::Table(rows) => rows.clone(),
            PlanShape::Image(..) => Vec::new(),
        }
    }
}

/// The plans of all pages.
#[derive(Debug)]
pub struct Charts {
    articles: Vec<Vec<Plan>>,
    /// The declared chart, if any, then the blocks of the notes.
    tables: Vec<Vec<Plan>>,
    pages: Vec<Vec<Plan>>,
    /// The own before-and-after chart, if any, then the series.
    counties: Vec<Vec<Plan>>,
    /// The dot plot, if any, then the small multiples, if any.
    metrics: Vec<Vec<Plan>>,
    home: Option<Plan>,
}

impl Charts {
    /// Plans every chart of the site.
    pub(super) fn derive(catalog: &Catalog, index: &Index, comparisons: &[Comparability]) -> Charts {
        let planner = Planner { catalog, index };
        let articles: Vec<Vec<Plan>> = (0..catalog.articles.len())
            .into_par_iter()
            .map(ArticleIx::at)
            .map(|a| planner.body(&catalog.article(a).body, Scope::Article(a)))
            .collect();
        let own_change = |place: PlaceIx| {
            let newest = index.articles_of(place).last()?;
            let drawn = |p: &&Plan| matches!(p.shape, PlanShape::Change { .. }) && p.is_drawable();
            if articles[newest.ix()].iter().any(|p| drawn(&p)) { None } else { planner.county(place) }
        };
        Charts {
            counties: (0..catalog.places.len())
                .into_par_iter()
                .map(PlaceIx::at)
                .map(|p| own_change(p).into_iter().chain(planner.series_of(p)).collect())
                .collect(),
            tables: catalog.tables.par_iter().map(|t| planner.table(t)).collect(),
            pages: catalog.pages.iter().map(|p| planner.body(&p.body, Scope::Places)).collect(),
            metrics: comparisons
                .par_iter()
                .enumerate()
                .map(|(m, c)| {
                    let metric = MetricIx::at(m);
                    planner.metric(metric, c).into_iter().chain(planner.multiples(metric)).collect()
                })
                .collect(),
            home: planner.home(comparisons.len()),
            articles,
        }
    }

    /// One plan for each block of an article's text.
    pub fn of_article(&self, article: ArticleIx) -> &[Plan] {
        &self.articles[article.ix()]
    }

    /// The declared chart of a table, if it has one, and one plan for each block of its notes.
    pub fn of_table(&self, table: usize) -> &[Plan] {
        &self.tables[table]
    }

    /// One plan for each block of a plain page.
    pub fn of_page(&self, page: usize) -> &[Plan] {
        &self.pages[page]
    }

    /// A profile's own before-and-after chart; none where the text of its newest article draws one.
    pub fn of_county(&self, place: PlaceIx) -> Option<&Plan> {
        self.counties[place.ix()].iter().find(|p| matches!(p.shape, PlanShape::Change { .. }))
    }

    /// A profile's charts of values over the years: at most one for each domain, in the order of the domains.
    pub fn series_of(&self, place: PlaceIx) -> impl Iterator<Item = (MetricIx, &Plan)> {
        self.counties[place.ix()].iter().filter_map(|plan| match plan.title {
            Title::Series(_, metric) => Some((metric, plan)),
            _ => None,
        })
    }

    /// All charts of a profile that are its own: its before-and-after chart, if any, and its series.
    pub fn all_of_county(&self, place: PlaceIx) -> &[Plan] {
        &self.counties[place.ix()]
    }

    /// The dot plot of a catalogue metric across places.
    pub fn of_metric(&self, metric: MetricIx) -> Option<&Plan> {
        self.all_of_metric(metric).iter().find(|p| matches!(p.shape, PlanShape::Dots(_)))
    }

    /// A catalogue metric over the years, a panel a place.
    pub fn multiples_of(&self, metric: MetricIx) -> Option<&Plan> {
        self.all_of_metric(metric).iter().find(|p| matches!(p.shape, PlanShape::Lines(_)))
    }

    /// All charts of a catalogue metric.
    pub fn all_of_metric(&self, metric: MetricIx) -> &[Plan] {
        self.metrics.get(metric.ix()).map_or(&[], Vec::as_slice)
    }

    /// The chart of the home page.
    pub fn of_home(&self) -> Option<&Plan> {
        self.home.as_ref()
    }
}
