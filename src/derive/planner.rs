//! Which observations a declared chart or table shows, and which charts pages have of themselves. A chart has one scale
//! and compares like with like; what does not fit is left out and named.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    compare::{Comparability, Difference},
    index::Index,
    plan::{Label, Lines, Plan, PlanShape, Row, Title, Worded},
    series::{series, years},
    shares::cells,
};
use crate::model::{
    ArticleIx, Block, BlockShape, Body, Catalog, DomainIx, Kind, MetricIx, ObsIx, Pick, PlaceIx, Table,
};
use crate::quantity::Dimension;

/// The most rows that a chart of places stays readable with; larger comparisons are tables only.
const MOST_ROWS: usize = 40;
/// The most metrics in a profile's own before-and-after chart.
const MOST_METRICS: usize = 8;

/// The most lines in a chart of slopes; more are drawn as dumbbells.
const MOST_SLOPES: usize = 10;
/// The most tiles of a map.
const MOST_TILES: usize = 160;
/// The most places in small multiples.
const MOST_PANELS: usize = 24;
/// Fewer years are no line that a page draws of itself.
const LEAST_YEARS: usize = 3;
/// Fewer years are no line at all.
const TWO_YEARS: usize = 2;

/// Whose figures a block may show.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// Those of one article.
    Article(ArticleIx),
    /// Those of all places.
    Places,
}

/// Chooses the observations of charts and inline tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planner<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) index: &'a Index,
}

impl Planner<'_> {
    /// Plans of the blocks of a text, in order.
    pub(super) fn body(self, body: &Body, scope: Scope) -> Vec<Plan> {
        let numbered = body.blocks.iter().enumerate();
        numbered.map(|(i, block)| self.block(block, scope, &block_id(block, i))).collect()
    }

    /// Plans of a table: its declared chart, if any, then the blocks of its notes.
    pub(super) fn table(self, table: &Table) -> Vec<Plan> {
        let declared = table.chart.iter().map(|block| self.block(block, Scope::Places, "main"));
        declared.chain(self.body(&table.body, Scope::Places)).collect()
    }

    fn block(self, block: &Block, scope: Scope, id: &str) -> Plan {
        let shape = match &block.shape {
            BlockShape::BeforeAfter(metrics) => self.changes(metrics, scope),
            BlockShape::Slope(metrics) => self.slopes(metrics, scope),
            BlockShape::Waffle { whole, parts, place } => self.waffle(*whole, parts, *place, scope),
            BlockShape::Tiles(metrics) => {
                PlanShape::Tiles(metrics.first().map_or(Vec::new(), |m| self.one_each(*m, MOST_TILES)))
            }
            BlockShape::Composition { whole, parts } => PlanShape::Composition {
                whole: whole.and_then(|m| self.latest(m, scope)),
                parts: parts.iter().filter_map(|m| self.latest(*m, scope)).collect(),
            },
            BlockShape::Dots(metrics) => {
                PlanShape::Dots(metrics.first().map_or(Vec::new(), |m| self.one_each(*m, MOST_ROWS)))
            }
            BlockShape::Line { metrics, places, free } => {
                PlanShape::Lines(self.lines(metrics, places, scope, *free))
            }
            BlockShape::Table(metrics) => {
                PlanShape::Table(metrics.iter().flat_map(|m| self.values(*m, scope)).collect())
            }
            BlockShape::Image(image, attribution) => PlanShape::Image(*image, attribution.clone()),
        };
        let shape = same_unit(self.catalog, shape);
        let title = Worded { zh: block.title.clone(), en: block.title_en.clone() };
        let note = block.note.clone().map(|zh| Worded { zh, en: block.note_en.clone() });
        Plan { id: id.to_owned(), title: Title::Own(title), note, shape }
    }

    /// Values of a metric within a scope, by place, then time.
    fn values(self, metric: MetricIx, scope: Scope) -> Vec<ObsIx> {
        match scope {
            Scope::Places => self.index.of_metric(metric).to_vec(),
            Scope::Article(article) => {
                let place = self.catalog.article(article).place;
                let all = self.index.of_both(place, metric).iter().copied();
                all.filter(|o| self.catalog.observation(*o).article == article).collect()
            }
        }
    }

    fn latest(self, metric: MetricIx, scope: Scope) -> Option<ObsIx> {
        Pick::Latest.of(self.catalog, &self.values(metric, scope))
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
        PlanShape::Change { rows, left_out, slope: false, other_periods: Vec::new() }
    }

    /// Changes between the two periods that most rows share; the other rows are left out and named.
    fn slopes(self, metrics: &[MetricIx], scope: Scope) -> PlanShape {
        let shape = same_unit(self.catalog, self.changes(metrics, scope));
        let PlanShape::Change { mut rows, left_out, .. } = shape else { return shape };
        let dates = |row: &Row| [row.1, row.2].map(|o| self.catalog.observation(o).period.plain());
        let shared = |row: &&Row| rows.iter().filter(|r| dates(r) == dates(row)).count();
        // Of pairs that as many rows share, the first.
        let Some(wanted) = rows.iter().rev().max_by_key(shared).map(dates) else {
            return PlanShape::Change { rows, left_out, slope: true, other_periods: Vec::new() };
        };
        let others = rows.extract_if(.., |row| dates(row) != wanted);
        let other_periods = others.map(|(label, ..)| label).collect();
        let slope = rows.len() <= MOST_SLOPES;
        PlanShape::Change { rows, left_out, slope, other_periods }
    }

    /// Shares of the place, or of the article's own; nothing where the parts exceed the whole.
    fn waffle(
        self,
        whole: Option<MetricIx>,
        parts: &[MetricIx],
        place: Option<PlaceIx>,
        scope: Scope,
    ) -> PlanShape {
        let latest = |m: MetricIx| match place {
            Some(place) => Pick::Latest.of(self.catalog, self.index.of_both(place, m)),
            None => self.latest(m, scope),
        };
        let found = whole.and_then(latest);
        let mut parts: Vec<ObsIx> = parts.iter().filter_map(|m| latest(*m)).collect();
        if (whole.is_some() && found.is_none()) || !fits(self.catalog, found, &parts) {
            parts.clear();
        }
        PlanShape::Waffle { whole: found, parts }
    }

    fn changes_of_places(
        self,
        metric: MetricIx,
        named: bool,
        rows: &mut Vec<Row>,
        left_out: &mut Vec<PlaceIx>,
    ) {
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

    /// One value a place: all places where they are few, else those with a value.
    fn one_each(self, metric: MetricIx, most: usize) -> Vec<(PlaceIx, Option<ObsIx>)> {
        let values = self.index.column(self.catalog, metric, &Pick::Latest);
        let of_place = |p: PlaceIx| {
            let found = values.binary_search_by_key(&p, |o| self.catalog.place_of(*o));
            found.ok().map(|i| values[i])
        };
        if self.catalog.places.len() <= most {
            return self.catalog.place_ids().map(|p| (p, of_place(p))).collect();
        }
        if values.len() > most {
            return Vec::new();
        }
        values.iter().map(|o| (self.catalog.place_of(*o), Some(*o))).collect()
    }

    /// One dot a place, where at least two places have a value and all values are of one kind.
    pub(super) fn metric(self, metric: MetricIx, comparability: &Comparability) -> Option<Plan> {
        let kinds_differ = |d: &Difference| matches!(d, Difference::Kinds(_));
        if comparability.n < 2 || comparability.differences.iter().any(kinds_differ) {
            return None;
        }
        let shape = same_unit(self.catalog, PlanShape::Dots(self.one_each(metric, MOST_ROWS)));
        let plan = Plan { id: "dots".to_owned(), title: Title::Latest(metric), note: None, shape };
        plan.is_drawable().then_some(plan)
    }

    /// A place's changes in the unit that rates have, else in that of most metrics.
    pub(super) fn county(self, place: PlaceIx) -> Option<Plan> {
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
        let (left_out, other_periods) = (Vec::new(), Vec::new());
        let shape = PlanShape::Change { rows, left_out, slope: false, other_periods };
        Some(Plan { id: "change".to_owned(), title: Title::PlaceChange(place), note: None, shape })
    }

    /// A declared chart of series: a panel a metric in an article, a panel a place elsewhere.
    fn lines(self, metrics: &[MetricIx], places: &[PlaceIx], scope: Scope, free: bool) -> Lines {
        let enough = |values: &[ObsIx]| years(self.catalog, values) >= TWO_YEARS;
        if let Scope::Article(_) = scope {
            let panel = |m: &MetricIx| (Label::Metric(*m), series(self.catalog, &self.values(*m, scope)));
            let panels = metrics.iter().map(panel).filter(|(_, values)| enough(values)).collect();
            return Lines { panels, free, ..Lines::default() };
        }
        let Some(metric) = metrics.first() else { return Lines::default() };
        let mut lines =
            self.lines_of_places(*metric, TWO_YEARS, |p| places.is_empty() || places.contains(&p));
        let drawn = |p: &PlaceIx| lines.panels.iter().any(|(label, _)| *label == Label::Place(*p));
        lines.left_out = places.iter().copied().filter(|p| !drawn(p)).collect();
        Lines { free, ..lines }
    }

    /// A panel for each wanted place with values of at least so many years, up to [`MOST_PANELS`] by code.
    fn lines_of_places(self, metric: MetricIx, least: usize, wanted: impl Fn(PlaceIx) -> bool) -> Lines {
        let place_of = |o: &ObsIx| self.catalog.place_of(*o);
        let by_place = self.index.of_metric(metric).chunk_by(|a, b| place_of(a) == place_of(b));
        let by_place = by_place.filter(|values| values.len() >= least && wanted(place_of(&values[0])));
        let panels = by_place.filter_map(|values| {
            let shown = series(self.catalog, values);
            (years(self.catalog, &shown) >= least).then(|| (Label::Place(place_of(&values[0])), shown))
        });
        let mut panels: Vec<_> = panels.collect();
        let all = (panels.len() > MOST_PANELS).then_some(panels.len());
        panels.truncate(MOST_PANELS);
        Lines { panels, all, ..Lines::default() }
    }

    /// A catalogue metric over the years, where at least two places have values of three years and more.
    pub(super) fn multiples(self, metric: MetricIx) -> Option<Plan> {
        let lines = self.lines_of_places(metric, LEAST_YEARS, |_| true);
        let enough = lines.panels.len() >= 2;
        let shape = same_unit(self.catalog, PlanShape::Lines(lines));
        let title = Title::SeriesOfPlaces(metric);
        enough.then(|| Plan { id: "years".to_owned(), title, note: None, shape })
    }

    /// The charts of series of a profile: of each domain the catalogue metric with most years, of at least three.
    pub(super) fn series_of(self, place: PlaceIx) -> Vec<Plan> {
        let catalog = self.catalog;
        let metric_of = |o: &ObsIx| catalog.observation(*o).metric;
        let domain_of = |m: MetricIx| catalog.metric(m).domain;
        let mut best: BTreeMap<DomainIx, (usize, MetricIx, Vec<ObsIx>)> = BTreeMap::new();
        for values in self.index.of_place(place).chunk_by(|a, b| metric_of(a) == metric_of(b)) {
            let metric = metric_of(&values[0]);
            if values.len() < LEAST_YEARS || !catalog.metric(metric).is_catalogued() {
                continue;
            }
            let shown = series(catalog, values);
            let years = years(catalog, &shown);
            let before = best.get(&domain_of(metric)).map_or(LEAST_YEARS - 1, |(years, ..)| *years);
            if years > before {
                best.insert(domain_of(metric), (years, metric, shown));
            }
        }
        let plan = |(_, metric, values): (usize, MetricIx, Vec<ObsIx>)| Plan {
            id: format!("years-{}", catalog.metric(metric).id),
            title: Title::Series(place, metric),
            note: None,
            shape: PlanShape::Lines(Lines {
                panels: vec![(Label::Metric(metric), values)],
                ..Lines::default()
            }),
        };
        best.into_values().map(plan).collect()
    }

    /// The first catalogue metric that at least two places have at two dates.
    pub(super) fn home(self, catalogued: usize) -> Option<Plan> {
        (0..catalogued).map(MetricIx::at).find_map(|metric| {
            let shape = same_unit(self.catalog, self.changes(&[metric], Scope::Places));
            let enough = matches!(&shape, PlanShape::Change { rows, .. } if rows.len() >= 2);
            enough.then(|| Plan { id: "change".to_owned(), title: Title::Change(metric), note: None, shape })
        })
    }
}

/// `c1` for a chart, `t2` for a table: the position among the blocks of its text.
fn block_id(block: &Block, position: usize) -> String {
    let letter = match block.shape {
        BlockShape::Table(_) => 't',
        BlockShape::Image(..) => 'i',
        _ => 'c',
    };
    format!("{letter}{}", position + 1)
}

/// The earliest and the latest of a place's values of one metric, where they are of the same kind and unit and speak of
/// different periods. The values are sorted by time.
pub(super) fn change(catalog: &Catalog, values: &[ObsIx]) -> Option<(ObsIx, ObsIx)> {
    let to = Pick::Latest.of(catalog, values)?;
    let last = catalog.observation(to);
    if last.kind == Kind::Target {
        return None;
    }
    let comparable = |o: &&ObsIx| {
        let first = catalog.observation(**o);
        first.kind == last.kind
            && first.remarks().population == last.remarks().population
            && first.quantity.dimension() == last.quantity.dimension()
            && first.period.last() < last.period.last()
    };
    values.iter().find(comparable).map(|from| (*from, to))
}

/// A chart has one scale: rows whose unit is not that of the first are left out.
fn same_unit(catalog: &Catalog, shape: PlanShape) -> PlanShape {
    let unit = |o: ObsIx| catalog.observation(o).quantity.dimension();
    match shape {
        PlanShape::Change { mut rows, left_out, slope, other_periods } => {
            if let Some(wanted) = rows.first().map(|row| unit(row.1)) {
                rows.retain(|row| unit(row.1) == wanted);
            }
            PlanShape::Change { rows, left_out, slope, other_periods }
        }
        PlanShape::Composition { whole, mut parts } => {
            if let Some(wanted) = whole.or(parts.first().copied()).map(unit) {
                parts.retain(|part| unit(*part) == wanted);
            }
            PlanShape::Composition { whole, parts }
        }
        PlanShape::Dots(mut rows) => {
            keep_unit(catalog, &mut rows);
            PlanShape::Dots(rows)
        }
        PlanShape::Tiles(mut rows) => {
            keep_unit(catalog, &mut rows);
            PlanShape::Tiles(rows)
        }
        PlanShape::Lines(mut lines) => {
            if let Some(wanted) = lines.panels.first().map(|(_, values)| unit(values[0])) {
                lines.panels.retain(|(_, values)| unit(values[0]) == wanted);
            }
            PlanShape::Lines(lines)
        }
        other @ (PlanShape::Waffle { .. } | PlanShape::Table(_) | PlanShape::Image(..)) => other,
    }
}

fn keep_unit(catalog: &Catalog, rows: &mut Vec<(PlaceIx, Option<ObsIx>)>) {
    let unit = |o: ObsIx| catalog.observation(o).quantity.dimension();
    if let Some(wanted) = rows.iter().find_map(|(_, o)| *o).map(unit) {
        rows.retain(|(_, o)| o.is_none_or(|o| unit(o) == wanted));
    }
}

/// Whether these are shares of a hundred: of a whole in its unit, or one rate in percent.
fn fits(catalog: &Catalog, whole: Option<ObsIx>, parts: &[ObsIx]) -> bool {
    let quantity = |o: &ObsIx| &catalog.observation(*o).quantity;
    match (whole, parts) {
        (None, [rate]) => {
            let value = quantity(rate).base_value();
            quantity(rate).base_unit() == "%" && (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value)
        }
        (None, _) => false,
        (Some(whole), _) => {
            let values: Vec<Decimal> = parts.iter().map(|o| quantity(o).base_value()).collect();
            let unit = |o: &ObsIx| quantity(o).dimension();
            parts.iter().all(|part| unit(part) == unit(&whole))
                && cells(&values, quantity(&whole).base_value()).is_some()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::fixture::catalog;
    use Kind::{Rate, Stock, Target};

    fn changes(values: &[crate::derive::fixture::Value]) -> (Vec<(String, String)>, Vec<u32>) {
        let catalog = catalog(3, &["%"], values);
        let index = Index::derive(&catalog);
        let planner = Planner { catalog: &catalog, index: &index };
        let PlanShape::Change { rows, left_out, .. } = planner.changes(&[MetricIx(0)], Scope::Places) else {
            panic!("not a before-and-after chart");
        };
        let printed = |o: ObsIx| catalog.observation(o).quantity.printed.to_string();
        let rows = rows.iter().map(|(_, from, to)| (printed(*from), printed(*to))).collect();
        (rows, left_out.into_iter().map(|p| p.0).collect())
    }

    #[test]
    fn a_change_runs_from_the_first_to_the_last_comparable_value() {
        let (rows, left_out) = changes(&[
            (0, 0, "17.4%", "2014", Rate),
            (0, 0, "9%", "2016", Rate),
            (0, 0, "0.93%", "2018", Rate),
            (1, 0, "0.3%", "2018", Rate),
        ]);
        assert_eq!(rows, [("17.4%".to_owned(), "0.93%".to_owned())]);
        assert_eq!(left_out, [1, 2], "one value is no change, and no value neither");
    }

    #[test]
    fn a_plan_another_kind_or_another_unit_is_no_change() {
        for values in [
            [(0, 0, "5%", "2014", Rate), (0, 0, "1%", "2020", Target)],
            [(0, 0, "5%", "2014", Stock), (0, 0, "1%", "2018", Rate)],
            [(0, 0, "5个百分点", "2014", Rate), (0, 0, "1%", "2018", Rate)],
            [(0, 0, "5%", "2018", Rate), (0, 0, "1%", "2018", Rate)],
        ] {
            assert_eq!(changes(&values).0, [], "{values:?}");
        }
    }

    #[test]
    fn slopes_share_their_two_periods_and_name_what_has_others() {
        let values = [
            (0, 0, "17%", "2014", Rate),
            (0, 0, "2%", "2018", Rate),
            (1, 0, "9%", "2015", Rate),
            (1, 0, "1%", "2018", Rate),
            (2, 0, "20%", "2014", Rate),
            (2, 0, "3%", "2018", Rate),
        ];
        let catalog = catalog(3, &["%"], &values);
        let index = Index::derive(&catalog);
        let planner = Planner { catalog: &catalog, index: &index };
        let PlanShape::Change { rows, slope, other_periods, .. } =
            planner.slopes(&[MetricIx(0)], Scope::Places)
        else {
            panic!("not a chart of changes");
        };
        assert_eq!((rows.len(), slope), (2, true));
        assert_eq!(other_periods, [Label::Place(PlaceIx(1))]);
    }

    #[test]
    fn parts_that_exceed_their_whole_have_no_cells() {
        let drawn = |values: &[crate::derive::fixture::Value], whole: Option<MetricIx>, parts: &[u32]| {
            let catalog = catalog(1, &["人", "人", "%"], values);
            let index = Index::derive(&catalog);
            let parts: Vec<MetricIx> = parts.iter().map(|m| MetricIx(*m)).collect();
            let planner = Planner { catalog: &catalog, index: &index };
            match planner.waffle(whole, &parts, Some(PlaceIx(0)), Scope::Places) {
                PlanShape::Waffle { parts, .. } => parts.len(),
                _ => panic!("not a waffle"),
            }
        };
        let people = |part| [(0, 0, "100人", "2018", Stock), (0, 1, part, "2018", Stock)];
        assert_eq!(drawn(&people("40人"), Some(MetricIx(0)), &[1]), 1);
        assert_eq!(drawn(&people("140人"), Some(MetricIx(0)), &[1]), 0);
        assert_eq!(drawn(&[(0, 2, "93%", "2018", Rate)], None, &[2]), 1);
        assert_eq!(drawn(&[(0, 2, "193%", "2018", Rate)], None, &[2]), 0);
        assert_eq!(drawn(&people("40人"), None, &[1]), 0, "a count is no share");
    }
}
