//! The figures of one article as a search for relations sees them: values, steps, where they stand, how they are written.

use rust_decimal::Decimal;

use crate::{
    model::{ArticleIx, Basis, Catalog, Expr, Kind, Measure, Metric, ObsIx, Observation, Period},
    quantity::Dimension,
};

/// A figure that the article prints.
pub(super) struct Entry<'a> {
    pub(super) ix: ObsIx,
    pub(super) figure: &'a Observation,
    pub(super) metric: &'a Metric,
    /// Its value in base units, with the interval of its precision; percentages as hundredths.
    pub(super) measure: Measure,
    /// The place of its last printed digit that is not a mere zero, in the same units: 1000 for 12000人, 0.0001 for 99.51%.
    pub(super) step: Decimal,
    /// First and last line of the place where it is printed first.
    pub(super) lines: (u32, u32),
}

/// The printed figures of one article, in the order of the source.
pub(super) struct Sheet<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) entries: Vec<Entry<'a>>,
}

impl<'a> Sheet<'a> {
    /// What is derived by a formula is left out, and what no reference can name.
    pub(super) fn of(catalog: &'a Catalog, article: ArticleIx) -> Sheet<'a> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for ix in catalog.article(article).observation_ids() {
            let figure = catalog.observation(ix);
            let Some(place) = figure.lines.0.iter().min_by_key(|l| l.start) else { continue };
            let second =
                entries.iter().any(|e| e.figure.metric == figure.metric && e.figure.period == figure.period);
            if second || matches!(figure.basis, Basis::Derived(_)) {
                continue;
            }
            entries.push(Entry {
                ix,
                figure,
                metric: catalog.metric(figure.metric),
                measure: Measure::of(&figure.quantity),
                step: step(figure),
                lines: (place.start, place.end),
            });
        }
        entries.sort_by_key(|e| (e.lines, e.ix));
        Sheet { catalog, entries }
    }

    /// How many figures are printed on the lines from the first of some to the last.
    pub(super) fn nearness(&self, some: &[&Entry<'_>]) -> usize {
        let first = some.iter().map(|e| e.lines.0).min().unwrap_or_default();
        let last = some.iter().map(|e| e.lines.1).max().unwrap_or_default();
        self.entries.iter().filter(|e| e.lines.0 >= first && e.lines.1 <= last).count()
    }

    /// An expression as an editor writes it.
    pub(super) fn written(&self, expr: &Expr) -> String {
        let name = |ix: &ObsIx| {
            let figure = self.catalog.observation(*ix);
            let id = &self.catalog.metric(figure.metric).id;
            let mut others = self.catalog.article(figure.article).observation_ids().filter(|o| o != ix);
            match others.any(|o| self.catalog.observation(o).metric == figure.metric) {
                true => format!("{id}@{}", figure.period),
                false => id.to_string(),
            }
        };
        let printed = expr.in_words(&name);
        [("−", "-"), ("×", "*"), ("÷", "/"), ("（", "("), ("）", ")")]
            .into_iter()
            .fold(printed, |text, (sign, ascii)| text.replace(sign, ascii))
    }
}

impl Entry<'_> {
    pub(super) fn dimension(&self) -> Dimension {
        self.figure.quantity.dimension()
    }

    pub(super) fn expr(&self) -> Expr {
        Expr::Figure(self.ix)
    }

    /// Whether it counts or measures something that is there, so that parts of it can be added.
    pub(super) fn is_amount(&self) -> bool {
        let measured = matches!(self.figure.kind, Kind::Stock | Kind::Flow | Kind::Cumulative);
        measured
            && !self.dimension().is_rate()
            && !self.dimension().is_ratio()
            && self.measure.value > Decimal::ZERO
    }

    /// Whether both speak of one field and end with one time.
    pub(super) fn goes_with(&self, other: &Entry<'_>) -> bool {
        self.metric.domain == other.metric.domain && self.ends_with(other)
    }

    pub(super) fn ends_with(&self, other: &Entry<'_>) -> bool {
        let last = |p: &Period| p.plain().last();
        last(&self.figure.period) == last(&other.figure.period)
    }

    /// Whether both count in one word: 个 and 家 are both counters, but not of the same things.
    pub(super) fn counts_like(&self, other: &Entry<'_>) -> bool {
        let [a, b] = [self, other].map(|e| &e.figure.quantity.unit);
        a.dimension == b.dimension
            && (a.dimension.numerator() != crate::quantity::Base::Count || a.printed == b.printed)
    }
}

/// The place of the last printed digit that is not a zero before the unit, in base units.
fn step(figure: &Observation) -> Decimal {
    let number = figure.quantity.number;
    let mut place = Decimal::new(1, number.scale());
    while number.scale() == 0 && !number.is_zero() && (number % (place * Decimal::TEN)).is_zero() {
        place *= Decimal::TEN;
    }
    let hundredth = if figure.quantity.dimension().is_rate() { Decimal::new(1, 2) } else { Decimal::ONE };
    place * figure.quantity.unit.factor * hundredth
}
