//! What the pages say, worked out once: a checked catalogue in, a [`Site`] out. Which value stands in which cell, what
//! may be compared, what each chart shows, where each figure is used.
//!
//! Never: reads a file, knows of HTML, or changes a figure. It cannot be called on unchecked data.

mod alter;
mod by_year;
pub mod chart;
mod compare;
mod computed;
mod coverage;
mod disagree;
#[cfg(test)]
mod fixture;
mod groups;
mod index;
mod key;
mod links;
pub mod matrix;
mod nav;
mod news;
mod pairs;
mod parts;
mod plan;
mod planner;
mod rank;
mod series;
mod shares;
mod spec;
mod speech;
mod statement;
mod table;
mod terms;
mod timeline;
mod variant;
mod words;
mod years;

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use rayon::prelude::*;

pub use alter::{Alteration, Concern, alterations};
pub use by_year::{ByYear, YearCell, YearRow, YearValue, by_year};
pub use compare::{Comparability, Difference, compare_among};
pub use computed::{Cell, Computed, Mismatch};
pub use coverage::{Coverage, CoverageState};
pub use disagree::{Disagreement, contradicting, disagreements};
pub use index::Index;
pub use links::{Links, Use};
pub use nav::{
    KeyFigure, Nav, Prefecture, Province, data_until, key_figures, key_metrics, neighbours, written,
};
pub use news::{News, has_news, last_change, news};
pub use parts::TablePart;
pub use plan::{Charts, Label, Lines, Plan, PlanShape, Row, Title, Worded};
pub use rank::rank;
pub use spec::{chart_spec, chart_words, citation, span_label, title};
pub use speech::{Said, Speech};
pub use statement::{Change, Statement, statements};
pub use table::{ColumnView, TableView, Total};
pub use terms::TermUses;
pub use timeline::{Dated, Happening, Timeline, timeline};
pub use variant::{Role, TablePlan, Variant, Variation, VariationRef};
pub use words::{Part, Words, fill_blanks};
pub use years::{InYear, in_year, of_year};

use crate::check::{Checked, Outcome};
use crate::diag::Lang;
use crate::model::{Catalog, MetricIx, ObsIx, Pick, PlaceIx, Standing, Version};

/// Everything the pages are made of. Cheap to clone: a clone is the same site.
#[derive(Clone, Debug)]
pub struct Site(Arc<Worked>);

impl Deref for Site {
    type Target = Worked;

    fn deref(&self) -> &Worked {
        &self.0
    }
}

/// What a [`Site`] holds.
#[derive(Debug)]
pub struct Worked {
    /// The checked catalogue and the theme.
    pub checked: Arc<Checked>,
    /// Observations by place and metric.
    pub index: Index,
    /// Orders of places and articles.
    pub nav: Nav,
    /// What may be said of each catalogue metric's latest values.
    pub comparisons: Vec<Comparability>,
    /// Cross-county tables, as many as the catalogue declares.
    pub tables: Vec<TableView>,
    /// The pages of each of them.
    pub table_plans: Vec<TablePlan>,
    /// What each chart shows.
    pub charts: Charts,
    /// Where each figure is used.
    pub links: Links,
    /// Where each term is used.
    pub terms: TermUses,
    /// The version of each figure's record, made when it is first asked for.
    versions: Vec<OnceLock<Version>>,
    /// Coverage of each article.
    pub coverage: Vec<Coverage>,
    /// How far each article can be relied on.
    pub standings: Vec<Standing>,
    /// Verdicts on all relations.
    pub verdicts: VerdictCounts,
    /// Views of tables that were worked out.
    varied: variant::Varied,
}

/// How many relations came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// They hold.
    pub holds: usize,
    /// They hold within the printed precision.
    pub rounding: usize,
    /// They do not hold.
    pub contradicts: usize,
}

impl VerdictCounts {
    /// Counts outcomes.
    pub fn of<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> VerdictCounts {
        let mut counts = VerdictCounts::default();
        for outcome in outcomes {
            match outcome {
                Outcome::Holds => counts.holds += 1,
                Outcome::Rounding => counts.rounding += 1,
                Outcome::Contradicts => counts.contradicts += 1,
            }
        }
        counts
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.holds + self.rounding + self.contradicts
    }
}

/// Works out the site.
pub fn run(checked: Arc<Checked>) -> Site {
    let catalog = &checked.catalog;
    let (index, nav) = rayon::join(|| Index::derive(catalog), || Nav::derive(catalog));
    let (comparisons, terms) = rayon::join(|| compare_metrics(catalog, &index), || TermUses::derive(catalog));
    let tables: Vec<TableView> =
        catalog.tables.par_iter().map(|t| TableView::derive(catalog, &index, t)).collect();
    let table_plans = catalog.tables.par_iter().zip(&tables);
    let table_plans =
        table_plans.map(|(t, worked)| TablePlan::derive(catalog, &index, &nav, t, worked)).collect();
    let (charts, coverage) =
        rayon::join(|| Charts::derive(catalog, &index, &comparisons), || coverage::derive(catalog));
    let links = Links::derive(catalog, &tables, &charts);
    let standings = catalog.article_ids().map(|ix| catalog.standing(ix)).collect();
    let verdicts = VerdictCounts::of(checked.verdicts.iter().flatten().map(|v| &v.outcome));
    let versions = catalog.observation_ids().map(|_| OnceLock::new()).collect();
    Site(Arc::new(Worked {
        index,
        nav,
        comparisons,
        tables,
        table_plans,
        charts,
        links,
        terms,
        versions,
        coverage,
        standings,
        verdicts,
        varied: variant::Varied::default(),
        checked,
    }))
}

fn compare_metrics(catalog: &Catalog, index: &Index) -> Vec<Comparability> {
    let catalogued = catalog.metrics.iter().take_while(|m| m.is_catalogued()).count();
    (0..catalogued)
        .into_par_iter()
        .map(|m| {
            let column = index.column(catalog, MetricIx::at(m), &Pick::Latest);
            compare::compare(catalog, index, &column)
        })
        .collect()
}

impl Worked {
    /// The catalogue.
    pub fn catalog(&self) -> &Catalog {
        &self.checked.catalog
    }

    /// The version of a figure's record.
    pub fn version(&self, observation: ObsIx) -> Version {
        *self.versions[observation.ix()].get_or_init(|| self.catalog().version(observation))
    }

    /// The languages of its pages; those of the first stand at the root.
    pub fn languages(&self) -> &[Lang] {
        &self.checked.catalog.site.languages
    }

    /// The site in one of its languages.
    pub fn speech(&self, lang: Lang) -> Speech<'_> {
        Speech::new(&self.checked, lang)
    }

    /// The metrics of the catalogue, in display order.
    pub fn catalogued(&self) -> impl ExactSizeIterator<Item = MetricIx> + Clone + use<> {
        (0..self.comparisons.len()).map(MetricIx::at)
    }

    /// The values of a metric shown for each place: the latest.
    pub fn column(&self, metric: MetricIx) -> Vec<ObsIx> {
        self.index.column(self.catalog(), metric, &Pick::Latest)
    }

    /// Coverage of all articles on some places; `None` where there is none.
    pub fn coverage_among(&self, places: &[PlaceIx]) -> Option<Coverage> {
        places.iter().filter_map(|p| self.coverage_of(*p)).reduce(Coverage::and)
    }

    /// Coverage of all articles on a place; `None` where there is none.
    pub fn coverage_of(&self, place: PlaceIx) -> Option<Coverage> {
        self.index.articles_of(place).iter().map(|a| self.coverage[a.ix()]).reduce(Coverage::and)
    }
}
