//! Other views of a cross-county table: one year, the latest within a tolerance, first against last. Which of them have
//! anything to show is settled before any page is listed; what each shows is worked out when its page is made.
//!
//! Never: makes a view without a value, or one that shows the same as the declared columns.

use std::{
    borrow::Cow,
    collections::{BTreeSet, VecDeque},
    ops::Deref,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use super::{
    Worked,
    compare::{Comparability, Difference},
    computed::{self, Cell},
    index::Index,
    nav::Nav,
    parts::{TablePart, parts},
    planner,
    table::{ColumnView, TableView, column},
};
use crate::model::{Catalog, Column, Kind, MetricIx, ObsIx, Pick, Shows, Table};

/// The most years that have a view of their own, newest first.
const MOST_YEARS: usize = 12;
/// The same for a table that is split, each of whose views has many pages.
const MOST_YEARS_SPLIT: usize = 3;
/// The most places in a table whose sorted orders are pages of their own.
const MOST_SORTED: usize = 200;
/// The most columns of a view whose sorted orders are pages of their own.
const MOST_SORTED_COLUMNS: usize = 8;

/// What time a view of a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variant {
    /// What the editor declares for each column.
    Declared,
    /// What ends in one year.
    Year(i16),
    /// The latest that ends within these years, first and last.
    Latest(i16, i16),
    /// The first and the last value, and what lies between.
    Change,
}

/// What part a column has in a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It shows a value.
    Value,
    /// It shows the first.
    First,
    /// It shows the last.
    Last,
    /// It shows how far the value rose or fell.
    Change,
}

/// The pages of a table.
#[derive(Debug)]
pub struct TablePlan {
    /// Its views, the declared one first, and in each the positions of the columns whose order is a page of its own.
    pub views: Vec<(Variant, Vec<usize>)>,
    /// Groups of places, where they are too many for one page.
    pub parts: Vec<TablePart>,
}

/// A view of a table, worked out.
#[derive(Debug)]
pub struct Variation<'a> {
    /// Its columns.
    pub columns: Cow<'a, [Column]>,
    /// What each of them is.
    pub roles: Vec<Role>,
    /// The same over all places.
    pub worked: Cow<'a, TableView>,
    /// Columns that have no value in this view.
    pub left_out: Vec<Column>,
}

impl TablePlan {
    /// Which pages a table has.
    pub(super) fn derive(
        catalog: &Catalog,
        index: &Index,
        nav: &Nav,
        table: &Table,
        declared: &TableView,
    ) -> TablePlan {
        let parts = parts(catalog, nav, table.columns.len());
        let sortable = |worked: &TableView| {
            if catalog.places.len() > MOST_SORTED {
                return Vec::new();
            }
            let columns = worked.columns.iter().enumerate().filter(|(_, c)| c.order.is_some());
            columns.map(|(i, _)| i).take(MOST_SORTED_COLUMNS).collect()
        };
        let mut views = vec![(Variant::Declared, sortable(declared))];
        let most = if parts.is_empty() { MOST_YEARS } else { MOST_YEARS_SPLIT };
        for variant in variants(catalog, index, table, most) {
            let order = if catalog.places.len() > MOST_SORTED {
                Vec::new()
            } else {
                sortable(&vary(catalog, index, table, variant).worked)
            };
            views.push((variant, order));
        }
        TablePlan { views, parts }
    }
}

impl Worked {
    /// A view of the n-th table of the catalogue.
    pub fn variation(&self, n: usize, variant: Variant) -> VariationRef<'_> {
        let table = &self.catalog().tables[n];
        if variant == Variant::Declared {
            return VariationRef::Declared(Variation {
                columns: Cow::Borrowed(&table.columns),
                roles: vec![Role::Value; table.columns.len()],
                worked: Cow::Borrowed(&self.tables[n]),
                left_out: Vec::new(),
            });
        }
        let view = self.varied.get(n, variant);
        view.get_or_init(|| vary(self.catalog(), &self.index, table, variant));
        VariationRef::Worked(view)
    }
}

/// A view of a table, for one who shows it.
#[derive(Debug)]
pub enum VariationRef<'a> {
    /// The declared one, which the site holds.
    Declared(Variation<'a>),
    /// Another, which others may hold too.
    Worked(Arc<OnceLock<Variation<'static>>>),
}

impl<'a> Deref for VariationRef<'a> {
    type Target = Variation<'a>;

    fn deref(&self) -> &Variation<'a> {
        match self {
            VariationRef::Declared(view) => view,
            VariationRef::Worked(view) => {
                view.get().expect("invariant: it is worked out before it is handed out")
            }
        }
    }
}

/// The views that were asked for last. Each is about all places of the site, while a page of it shows some: what a page
/// costs must not grow with the site, and all views of all tables at once would take more room than the catalogue.
#[derive(Debug, Default)]
pub(super) struct Varied(Mutex<VecDeque<LastAsked>>);

type LastAsked = (usize, Variant, Arc<OnceLock<Variation<'static>>>);

/// So many views are kept for each thread. The pages of a view are listed, and so made, one after another.
const KEPT: usize = 3;

impl Varied {
    /// A view of the n-th table, to be worked out where it was not.
    fn get(&self, n: usize, variant: Variant) -> Arc<OnceLock<Variation<'static>>> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., view)) = last.iter().find(|(table, of, _)| (*table, *of) == (n, variant)) {
            return Arc::clone(view);
        }
        let view = Arc::default();
        last.push_front((n, variant, Arc::clone(&view)));
        last.truncate(KEPT * rayon::current_num_threads());
        view
    }
}

/// The views that have something to show, beside the declared one.
fn variants(catalog: &Catalog, index: &Index, table: &Table, most: usize) -> Vec<Variant> {
    let columns = distinct(table, &Pick::Latest);
    let metrics = || columns.iter().filter_map(|c| Some((c, c.metric()?)));
    let mut years = BTreeSet::new();
    let mut last = None;
    let mut is_cut = table.columns.iter().any(|c| c.pick != Pick::Latest);
    let mut has_change = false;
    for (column, metric) in metrics() {
        for values in by_place(catalog, index, column, metric) {
            let year = |o: &ObsIx| catalog.observation(*o).period.year();
            years.extend(values.iter().filter_map(year));
            let done = values.iter().filter(|o| catalog.observation(**o).kind != Kind::Target);
            last = last.max(done.filter_map(year).max());
            has_change |= planner::change(catalog, &values).is_some();
        }
    }
    let mut found: Vec<Variant> = Vec::new();
    if let Some(last) = last {
        let from = last.saturating_sub_unsigned(table.tolerance);
        let within = Pick::Years(from, last);
        is_cut |= metrics().any(|(column, metric)| {
            by_place(catalog, index, column, metric)
                .any(|values| within.of(catalog, &values) != Pick::Latest.of(catalog, &values))
        });
        if is_cut {
            found.push(Variant::Latest(from, last));
        }
    }
    found.extend(has_change.then_some(Variant::Change));
    // Where all values are of one year, the declared columns show that year already.
    if is_cut || years.len() > 1 {
        found.extend(years.into_iter().rev().take(most).map(Variant::Year));
    }
    found
}

/// The values of a column's metric and kind, place by place.
fn by_place<'a>(
    catalog: &'a Catalog,
    index: &'a Index,
    column: &'a Column,
    metric: MetricIx,
) -> impl Iterator<Item = Vec<ObsIx>> + 'a {
    let groups = index.of_metric(metric).chunk_by(|a, b| catalog.place_of(*a) == catalog.place_of(*b));
    let of_kind = |o: &ObsIx| column.kind.is_none_or(|kind| catalog.observation(*o).kind == kind);
    groups
        .map(move |values| values.iter().copied().filter(of_kind).collect::<Vec<_>>())
        .filter(|v| !v.is_empty())
}

fn vary(catalog: &Catalog, index: &Index, table: &Table, variant: Variant) -> Variation<'static> {
    let pick = match variant {
        Variant::Declared | Variant::Change => return changes(catalog, index, table),
        Variant::Year(year) => Pick::Years(year, year),
        Variant::Latest(from, to) => Pick::Years(from, to),
    };
    let columns = distinct(table, &pick);
    let worked = TableView::of_columns(catalog, index, &columns);
    let has_value =
        |c: &ColumnView| c.cells.iter().any(|cell| matches!(cell, Cell::Figure(_) | Cell::Computed(_)));
    let (mut kept, mut shown, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (column, mut view) in columns.into_iter().zip(worked.columns) {
        if !has_value(&view) {
            left_out.push(column);
            continue;
        }
        if let Some(metric) = column.metric() {
            point_elsewhere(catalog, by_place(catalog, index, &column, metric), &mut view.cells);
        }
        kept.push(column);
        shown.push(view);
    }
    Variation {
        roles: vec![Role::Value; kept.len()],
        columns: Cow::Owned(kept),
        worked: Cow::Owned(TableView::of(catalog, shown)),
        left_out,
    }
}

/// Fills the empty cells of places that have a value of another time.
fn point_elsewhere(catalog: &Catalog, values: impl Iterator<Item = Vec<ObsIx>>, cells: &mut [Cell]) {
    for values in values {
        let Some(latest) = Pick::Latest.of(catalog, &values) else { continue };
        let cell = &mut cells[catalog.place_of(latest).ix()];
        if matches!(cell, Cell::Missing) {
            *cell = Cell::Elsewhere(latest);
        }
    }
}

/// The table's metrics, each once for each kind that it is limited to, and its formulas; with `pick` for all.
fn distinct(table: &Table, pick: &Pick) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for declared in &table.columns {
        let same = |c: &&Column| c.metric() == declared.metric() && c.kind == declared.kind;
        match &declared.shows {
            Shows::Metric(_) if columns.iter().any(|c| same(&c)) => {}
            Shows::Metric(_) => {
                // A heading like “at the start” holds for the declared choice of time only.
                let is_alone = table.columns.iter().filter(same).count() == 1;
                let label = declared.label.clone().filter(|_| is_alone && declared.pick == Pick::Latest);
                columns.push(Column { pick: pick.clone(), label, ..declared.clone() });
            }
            Shows::Formula(_) if declared.pick == Pick::Latest => {
                columns.push(Column { pick: pick.clone(), ..declared.clone() });
            }
            Shows::Formula(_) => {}
        }
    }
    columns
}

/// First, last and difference of every metric that any place has at two times.
fn changes(catalog: &Catalog, index: &Index, table: &Table) -> Variation<'static> {
    let (mut columns, mut shown, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for declared in distinct(table, &Pick::Latest) {
        let Some(metric) = declared.metric() else { continue };
        let pair = |values: Vec<ObsIx>| planner::change(catalog, &values);
        let pairs: Vec<(ObsIx, ObsIx)> =
            by_place(catalog, index, &declared, metric).filter_map(pair).collect();
        if pairs.is_empty() {
            left_out.push(declared);
            continue;
        }
        let (first, last): (Vec<ObsIx>, Vec<ObsIx>) = pairs.iter().copied().unzip();
        let mut views = [first, last].map(|values| column(catalog, index, &values, metric, false));
        let mut cells = vec![Cell::Missing; catalog.places.len()];
        for pair in &pairs {
            cells[catalog.place_of(pair.0).ix()] = computed::change(catalog, *pair);
        }
        for view in views.iter_mut().map(|v| &mut v.cells).chain([&mut cells]) {
            point_elsewhere(catalog, by_place(catalog, index, &declared, metric), view);
        }
        let comparability = Comparability {
            n: pairs.len(),
            total: catalog.places.len(),
            differences: vec![Difference::Changes],
            period: None,
        };
        shown.extend(views);
        shown.push(ColumnView { cells, comparability, ranks: None, order: None, total: None });
        columns.extend(
            [Pick::First, Pick::Latest, Pick::Latest].map(|pick| Column { pick, ..declared.clone() }),
        );
    }
    let roles = [Role::First, Role::Last, Role::Change].into_iter().cycle().take(columns.len()).collect();
    Variation {
        roles,
        columns: Cow::Owned(columns),
        worked: Cow::Owned(TableView::of(catalog, shown)),
        left_out,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::derive::fixture::{Value, catalog};
    use crate::diag::FileId;
    use crate::model::{Body, DomainIx, TOLERANCE};

    fn table(columns: Vec<Column>) -> Table {
        Table {
            file: FileId(0),
            path: "".into(),
            slug: "t".into(),
            title: String::new(),
            title_en: None,
            domain: DomainIx(0),
            summary: String::new(),
            summary_en: None,
            columns,
            tolerance: TOLERANCE,
            chart: None,
            body: Body::default(),
            body_en: None,
        }
    }

    fn of_metric(metric: u32, pick: Pick) -> Column {
        Column {
            shows: Shows::Metric(MetricIx(metric)),
            pick,
            kind: None,
            label: None,
            label_en: None,
            total: false,
        }
    }

    fn printed(catalog: &Catalog, view: &TableView) -> Vec<Vec<String>> {
        let text = |cell: &Cell| match cell {
            Cell::Figure(o) => catalog.observation(*o).quantity.printed.to_string(),
            Cell::Change(c, way) => format!("{way:?} {}", c.quantity.printed),
            Cell::Elsewhere(o) => format!("({})", catalog.observation(*o).period),
            Cell::NotApplicable(why) => format!("{why:?}"),
            _ => String::new(),
        };
        view.columns.iter().map(|c| c.cells.iter().map(text).collect()).collect()
    }

    #[test]
    fn each_view_shows_its_time_and_points_to_others() {
        let catalog = catalog(
            3,
            &["%"],
            &[
                (0, 0, "12.6%", "2014", Kind::Rate),
                (0, 0, "0.25%", "2019", Kind::Rate),
                (1, 0, "9%", "2014", Kind::Rate),
                (1, 0, "约9.1%", "2016", Kind::Rate),
            ],
        );
        let index = Index::derive(&catalog);
        let table = table(vec![of_metric(0, Pick::First), of_metric(0, Pick::Latest)]);
        let found = variants(&catalog, &index, &table, MOST_YEARS);
        let years = [2019, 2016, 2014].map(Variant::Year);
        assert_eq!(found, [&[Variant::Latest(2017, 2019), Variant::Change][..], &years].concat());
        let of = |variant| printed(&catalog, &vary(&catalog, &index, &table, variant).worked);
        assert_eq!(of(Variant::Year(2014)), [["12.6%", "9%", ""]]);
        assert_eq!(of(Variant::Latest(2017, 2019)), [["0.25%", "(2016)", ""]]);
        assert_eq!(
            of(Variant::Change),
            [["12.6%", "9%", ""], ["0.25%", "约9.1%", ""], ["Less 12.35个百分点", "Overlap", ""]]
        );
    }

    fn values() -> impl Strategy<Value = Vec<Value>> {
        let value = (
            0..4_u32,
            0..2_u32,
            prop::sample::select(vec!["5人", "70人", "约70人", "1.2万人", "30人以上"]),
            prop::sample::select(vec!["2014", "2018", "2018~", "2014/2018", "2016/..", "2018-06"]),
            prop::sample::select(vec![Kind::Stock, Kind::Cumulative, Kind::Target]),
        );
        prop::collection::vec(value, 0..12)
    }

    proptest! {
        #[test]
        fn no_view_ranks_across_periods_kinds_or_approximations(values in values()) {
            let catalog = catalog(4, &["人", "人"], &values);
            let index = Index::derive(&catalog);
            let table = table(vec![of_metric(0, Pick::First), of_metric(0, Pick::Latest), of_metric(1, Pick::Latest)]);
            let views = variants(&catalog, &index, &table, MOST_YEARS);
            let mut shown: Vec<TableView> =
                views.into_iter().map(|v| vary(&catalog, &index, &table, v).worked.into_owned()).collect();
            for view in &shown {
                prop_assert!(view.places > 0 || view.columns.is_empty());
            }
            shown.push(TableView::derive(&catalog, &index, &table));
            for column in shown.iter().flat_map(|v| &v.columns).filter(|c| c.ranks.is_some()) {
                let figures = || column.cells.iter().filter_map(Cell::figure).map(|o| catalog.observation(o));
                let first = figures().next().expect("a ranked column has values");
                prop_assert!(figures().all(|o| o.period == first.period && o.kind == first.kind));
                prop_assert!(figures().all(|o| !o.quantity.is_approximate()));
                let ranked = column.ranks.iter().flatten().flatten().count();
                prop_assert_eq!(ranked, figures().count());
            }
        }
    }
}
