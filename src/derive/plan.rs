//! Which observations each chart and inline table shows. Plans hold numbers of observations only; `spec` turns one into
//! the data of a chart when its page is rendered.

use super::{
    compare::Comparability,
    index::{Index, pick},
};
use crate::model::{
    ArticleIx, Block, BlockShape, Body, Catalog, Kind, MetricIx, ObsIx, Pick, PlaceIx, Table,
};
use crate::quantity::Dimension;

/// The most rows that a chart of places stays readable with; larger comparisons are tables only.
const MOST_ROWS: usize = 40;
/// The most metrics in a profile's own before-and-after chart.
const MOST_METRICS: usize = 8;

/// A chart or inline table, by its observations.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Fragment on its page, and the end of its file name.
    pub id: String,
    /// Title, by the editor or by the metric.
    pub title: Title,
    /// The editor's note.
    pub note: Option<String>,
    /// What is shown.
    pub shape: PlanShape,
}

/// Where a title comes from.
#[derive(Clone, Debug)]
pub enum Title {
    /// Written by the editor.
    Own(String),
    /// One metric at two dates.
    Change(MetricIx),
    /// Several metrics of a place at two dates.
    PlaceChange(PlaceIx),
    /// The latest values of a metric.
    Latest(MetricIx),
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
    },
    /// A whole and its parts.
    Composition {
        /// The whole, if printed.
        whole: Option<ObsIx>,
        /// The parts.
        parts: Vec<ObsIx>,
    },
    /// One value a place.
    Dots(Vec<(PlaceIx, Option<ObsIx>)>),
    /// Rows of a table.
    Table(Vec<ObsIx>),
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
    /// Whether there is anything to draw.
    pub fn is_drawable(&self) -> bool {
        match &self.shape {
            PlanShape::Change { rows, .. } => !rows.is_empty(),
            PlanShape::Composition { parts, .. } => !parts.is_empty(),
            PlanShape::Dots(rows) => rows.iter().any(|(_, value)| value.is_some()),
            PlanShape::Table(_) => false,
        }
    }

    /// Every observation shown.
    pub fn observations(&self) -> Vec<ObsIx> {
        match &self.shape {
            PlanShape::Change { rows, .. } => rows.iter().flat_map(|(_, a, b)| [*a, *b]).collect(),
            PlanShape::Composition { whole, parts } => whole.iter().chain(parts).copied().collect(),
            PlanShape::Dots(rows) => rows.iter().filter_map(|(_, value)| *value).collect(),
            PlanShape::Table(rows) => rows.clone(),
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
    counties: Vec<Option<Plan>>,
    metrics: Vec<Option<Plan>>,
    home: Option<Plan>,
}

impl Charts {
    /// Plans every chart of the site.
    pub(super) fn derive(catalog: &Catalog, index: &Index, comparisons: &[Comparability]) -> Charts {
        let planner = Planner { catalog, index };
        let articles: Vec<Vec<Plan>> = catalog
            .article_ids()
            .map(|a| planner.body(&catalog.article(a).body, Scope::Article(a)))
            .collect();
        let own_change = |place: PlaceIx| {
            let newest = index.articles_of(place).last()?;
            let drawn = |p: &&Plan| matches!(p.shape, PlanShape::Change { .. }) && p.is_drawable();
            if articles[newest.ix()].iter().any(|p| drawn(&p)) { None } else { planner.county(place) }
        };
        Charts {
            counties: catalog.place_ids().map(own_change).collect(),
            tables: catalog.tables.iter().map(|t| planner.table(t)).collect(),
            pages: catalog.pages.iter().map(|p| planner.body(&p.body, Scope::Places)).collect(),
            metrics: comparisons.iter().enumerate().map(|(m, c)| planner.metric(MetricIx::at(m), c)).collect(),
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
        self.counties[place.ix()].as_ref()
    }

    /// The chart of a catalogue metric across places.
    pub fn of_metric(&self, metric: MetricIx) -> Option<&Plan> {
        self.metrics.get(metric.ix())?.as_ref()
    }

    /// The chart of the home page.
    pub fn of_home(&self) -> Option<&Plan> {
        self.home.as_ref()
    }
}

/// Whose figures a block may show.
#[derive(Clone, Copy)]
enum Scope {
    /// Those of one article.
    Article(ArticleIx),
    /// Those of all places.
    Places,
}

#[derive(Clone, Copy)]
struct Planner<'a> {
    catalog: &'a Catalog,
    index: &'a Index,
}

impl Planner<'_> {
    fn body(self, body: &Body, scope: Scope) -> Vec<Plan> {
        let numbered = body.blocks.iter().enumerate();
        numbered.map(|(i, block)| self.block(block, scope, &block_id(block, i))).collect()
    }

    fn table(self, table: &Table) -> Vec<Plan> {
        let declared = table.chart.iter().map(|block| self.block(block, Scope::Places, "main"));
        declared.chain(self.body(&table.body, Scope::Places)).collect()
    }

    fn block(self, block: &Block, scope: Scope, id: &str) -> Plan {
        let shape = match &block.shape {
            BlockShape::BeforeAfter(metrics) => self.changes(metrics, scope),
            BlockShape::Composition { whole, parts } => PlanShape::Composition {
                whole: whole.and_then(|m| self.latest(m, scope)),
                parts: parts.iter().filter_map(|m| self.latest(*m, scope)).collect(),
            },
            BlockShape::Dots(metrics) => PlanShape::Dots(metrics.first().map_or(Vec::new(), |m| self.dots(*m))),
            BlockShape::Table(metrics) => {
                PlanShape::Table(metrics.iter().flat_map(|m| self.values(*m, scope)).collect())
            }
        };
        let shape = same_unit(self.catalog, shape);
        Plan { id: id.to_owned(), title: Title::Own(block.title.clone()), note: block.note.clone(), shape }
    }

    /// Values of a metric within a scope, by place, then time.
    fn values(self, metric: MetricIx, scope: Scope) -> Vec<ObsIx> {
        match scope {
            Scope::Places => self.index.of_metric(metric).to_vec(),
            Scope::Article(article) => {
                let place = self.catalog.article(article).place;
                let all = self.index.of_both(self.catalog, place, metric).iter().copied();
                all.filter(|o| self.catalog.observation(*o).article == article).collect()
            }
        }
    }

    fn latest(self, metric: MetricIx, scope: Scope) -> Option<ObsIx> {
        pick(self.catalog, &self.values(metric, scope), &Pick::Latest)
    }

    fn changes(self, metrics: &[MetricIx], scope: Scope) -> PlanShape {
        let mut rows = Vec::new();
        let mut left_out = Vec::new();
        for metric in metrics {
            if let Scope::Article(_) = scope {
                let values = self.values(*metric, scope);
                rows.extend(change(self.catalog, &values).map(|(a, b)| (Label::Metric(*metric), a, b)));
            } else {
                self.changes_of_places(*metric, metrics.len() > 1, &mut rows, &mut left_out);
            }
        }
        if rows.len() > MOST_ROWS {
            rows.clear();
        }
        PlanShape::Change { rows, left_out }
    }

    fn changes_of_places(self, metric: MetricIx, named: bool, rows: &mut Vec<Row>, left_out: &mut Vec<PlaceIx>) {
        let place_of = |o: &ObsIx| self.catalog.place_of(*o);
        let by_place = self.index.of_metric(metric).chunk_by(|a, b| place_of(a) == place_of(b));
        let before = rows.len();
        for (from, to) in by_place.filter_map(|values| change(self.catalog, values)) {
            let place = place_of(&to);
            rows.push((if named { Label::Both(place, metric) } else { Label::Place(place) }, from, to));
        }
        if self.catalog.places.len() <= MOST_ROWS {
            let drawn = |p: &PlaceIx| rows[before..].iter().any(|(_, o, _)| place_of(o) == *p);
            left_out.extend(self.catalog.place_ids().filter(|p| !drawn(p)));
            left_out.sort_unstable();
            left_out.dedup();
        }
    }

    /// One dot a place: all places where they are few, else those with a value.
    fn dots(self, metric: MetricIx) -> Vec<(PlaceIx, Option<ObsIx>)> {
        let values = self.index.column(self.catalog, metric, &Pick::Latest);
        let of_place = |p: PlaceIx| values.iter().copied().find(|o| self.catalog.place_of(*o) == p);
        if self.catalog.places.len() <= MOST_ROWS {
            return self.catalog.place_ids().map(|p| (p, of_place(p))).collect();
        }
        if values.len() > MOST_ROWS {
            return Vec::new();
        }
        values.iter().map(|o| (self.catalog.place_of(*o), Some(*o))).collect()
    }

    fn metric(self, metric: MetricIx, comparability: &Comparability) -> Option<Plan> {
        if comparability.n < 2 {
            return None;
        }
        let shape = same_unit(self.catalog, PlanShape::Dots(self.dots(metric)));
        let plan = Plan { id: "dots".to_owned(), title: Title::Latest(metric), note: None, shape };
        plan.is_drawable().then_some(plan)
    }

    /// A place's changes in the unit that rates have, else in that of most metrics.
    fn county(self, place: PlaceIx) -> Option<Plan> {
        let observations = self.index.of_place(place);
        let metric_of = |o: &ObsIx| self.catalog.observation(*o).metric;
        let of_metric = observations.chunk_by(|a, b| metric_of(a) == metric_of(b));
        let changes = of_metric.filter_map(|values| {
            let (from, to) = change(self.catalog, values)?;
            Some((Label::Metric(metric_of(&from)), from, to))
        });
        let changes: Vec<_> = changes.collect();
        let unit = |row: &Row| self.catalog.observation(row.1).quantity.dimension();
        let rate = changes.iter().map(unit).find(Dimension::is_rate);
        let wanted = rate.or_else(|| changes.first().map(unit))?;
        let rows = changes.into_iter().filter(|row| unit(row) == wanted).take(MOST_METRICS).collect();
        let shape = PlanShape::Change { rows, left_out: Vec::new() };
        Some(Plan { id: "change".to_owned(), title: Title::PlaceChange(place), note: None, shape })
    }

    /// The first catalogue metric that at least two places have at two dates.
    fn home(self, catalogued: usize) -> Option<Plan> {
        (0..catalogued).map(MetricIx::at).find_map(|metric| {
            let shape = same_unit(self.catalog, self.changes(&[metric], Scope::Places));
            let enough = matches!(&shape, PlanShape::Change { rows, .. } if rows.len() >= 2);
            enough.then(|| Plan { id: "change".to_owned(), title: Title::Change(metric), note: None, shape })
        })
    }
}

/// `c1` for a chart, `t2` for a table: the position among the blocks of its text.
fn block_id(block: &Block, position: usize) -> String {
    let letter = if matches!(block.shape, BlockShape::Table(_)) { 't' } else { 'c' };
    format!("{letter}{}", position + 1)
}

/// The earliest and the latest of a place's values of one metric, where they are of the same kind and unit and speak of
/// different periods. The values are sorted by time.
pub(super) fn change(catalog: &Catalog, values: &[ObsIx]) -> Option<(ObsIx, ObsIx)> {
    let to = pick(catalog, values, &Pick::Latest)?;
    let last = catalog.observation(to);
    if last.kind == Kind::Target {
        return None;
    }
    let comparable = |o: &&ObsIx| {
        let first = catalog.observation(**o);
        first.kind == last.kind
            && first.population == last.population
            && first.quantity.dimension() == last.quantity.dimension()
            && first.period.last() < last.period.last()
    };
    values.iter().find(comparable).map(|from| (*from, to))
}

/// A chart has one scale: rows whose unit is not that of the first are left out.
fn same_unit(catalog: &Catalog, shape: PlanShape) -> PlanShape {
    let unit = |o: ObsIx| catalog.observation(o).quantity.dimension();
    match shape {
        PlanShape::Change { mut rows, left_out } => {
            if let Some(wanted) = rows.first().map(|row| unit(row.1)) {
                rows.retain(|row| unit(row.1) == wanted);
            }
            PlanShape::Change { rows, left_out }
        }
        PlanShape::Composition { whole, mut parts } => {
            if let Some(wanted) = whole.or(parts.first().copied()).map(unit) {
                parts.retain(|part| unit(*part) == wanted);
            }
            PlanShape::Composition { whole, parts }
        }
        PlanShape::Dots(mut rows) => {
            if let Some(wanted) = rows.iter().find_map(|(_, o)| *o).map(unit) {
                rows.retain(|(_, o)| o.is_none_or(|o| unit(o) == wanted));
            }
            PlanShape::Dots(rows)
        }
        table @ PlanShape::Table(_) => table,
    }
}
