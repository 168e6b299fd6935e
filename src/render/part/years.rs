//! A table with a column a year, ready to print: each value with the articles that print it, breaks, and remarks below.

use serde::Serialize;
use tera::Value;

use super::{
    super::{
        text::Text,
        view::{Shared, View},
    },
    figure::{FigureView, figure, metric_ref, remark},
    sources::{SourceMark, Sources},
};
use crate::derive::{ByYear, YearCell, YearRow, YearValue};
use crate::model::{Date, Observation, Period};

/// A table with a column a year.
#[derive(Debug, Serialize)]
pub struct YearsView<'a> {
    years: Vec<String>,
    rows: Vec<YearRowView<'a>>,
    notes: Vec<YearNote>,
    earlier: Option<String>,
    breaks: bool,
    disputed: bool,
}

#[derive(Debug, Serialize)]
struct YearRowView<'a> {
    metric: Value,
    kind: &'a str,
    population: Option<Text>,
    cells: Vec<YearCellView<'a>>,
}

#[derive(Debug, Serialize)]
struct YearCellView<'a> {
    values: Vec<YearValueView<'a>>,
    breaks: bool,
    missing: &'a str,
}

#[derive(Debug, Serialize)]
struct YearValueView<'a> {
    figure: FigureView<'a>,
    sources: Vec<SourceMark>,
    disputed: bool,
    show_period: bool,
    /// Number of its remark below the table.
    note: Option<usize>,
}

/// A remark on values of one row.
#[derive(Debug, Serialize)]
struct YearNote {
    metric: Value,
    years: Vec<String>,
    text: Text,
}

/// A table with a column a year.
pub fn years<'a>(view: &View<'a>, table: &ByYear, sources: &Sources) -> YearsView<'a> {
    let mut maker = Maker { view, sources, notes: Vec::new() };
    let label = |year: &i16| year_label(view, *year);
    let rows = table.rows.iter().map(|row| maker.row(row, &table.years)).collect();
    let values = || table.rows.iter().flat_map(|r| &r.cells);
    let earlier = (table.earlier > 0).then(|| view.words.count("years.earlier", table.earlier));
    YearsView {
        years: table.years.iter().map(label).collect(),
        rows,
        notes: maker.notes,
        earlier,
        breaks: values().any(|c| c.breaks),
        disputed: values().flat_map(|c| &c.values).any(|v| v.disputed),
    }
}

fn year_label(view: &View<'_>, year: i16) -> String {
    view.words.fill("year.label", &[("year", &year.to_string())])
}

struct Maker<'v, 'a> {
    view: &'v View<'a>,
    sources: &'v Sources,
    notes: Vec<YearNote>,
}

impl<'a> Maker<'_, 'a> {
    fn row(&mut self, row: &YearRow, years: &[i16]) -> YearRowView<'a> {
        let view = self.view;
        let first = row.cells.iter().find_map(|c| c.values.first());
        let counted = first.filter(|_| view.catalog().metric(row.metric).is_catalogued());
        let counted = counted.map(|v| view.catalog().observation(v.value));
        let population = |o: &Observation| {
            Some(view.choose(o.remarks().population.as_deref()?, o.remarks().population_en.as_deref()))
        };
        let start = self.notes.len();
        let cells = row.cells.iter().zip(years).map(|(cell, year)| self.cell(cell, *year, start)).collect();
        YearRowView {
            metric: view.shared(Shared::Metric(row.metric), || metric_ref(view, row.metric)),
            kind: view.speech.kind(row.kind),
            population: counted.and_then(population),
            cells,
        }
    }

    fn cell(&mut self, cell: &YearCell, year: i16, row_notes: usize) -> YearCellView<'a> {
        let values = cell.values.iter().map(|value| self.value(value, year, row_notes)).collect();
        YearCellView { values, breaks: cell.breaks, missing: self.view.words.get("missing.not_printed") }
    }

    fn value(&mut self, value: &YearValue, year: i16, row_notes: usize) -> YearValueView<'a> {
        let catalog = self.view.catalog();
        let record = catalog.observation(value.value);
        let printed_in = std::iter::once(value.value).chain(value.also.iter().copied());
        YearValueView {
            figure: figure(self.view, value.value),
            sources: self.sources.marks(self.view, printed_in),
            disputed: value.disputed,
            show_period: record.period != whole_year(year),
            note: remark(self.view, record).map(|text| self.note(value, text, year, row_notes)),
        }
    }

    /// The number of a remark; one remark on several values of a row is one.
    fn note(&mut self, value: &YearValue, text: Text, year: i16, row_notes: usize) -> usize {
        let label = year_label(self.view, year);
        if let Some(n) = self.notes[row_notes..].iter().position(|note| note.text == text) {
            let years = &mut self.notes[row_notes + n].years;
            if years.last() != Some(&label) {
                years.push(label);
            }
            return row_notes + n + 1;
        }
        let view = self.view;
        let metric = view.catalog().observation(value.value).metric;
        let metric = view.shared(Shared::Metric(metric), || metric_ref(view, metric));
        self.notes.push(YearNote { metric, years: vec![label], text });
        self.notes.len()
    }
}

fn whole_year(year: i16) -> Period {
    Period::At(Date { year, month: 0, day: 0, approximate: false, uncertain: false })
}
