//! The articles of a site as grids of cells for editors: every field as it is written, beside it what the program makes of
//! it.

use super::{
    columns::{ARTICLE, ARTICLES, Column, FIELDS, GREY, LISTS, REGISTER},
    record::{Cell, Record, mark},
};
use crate::{
    model::{Article, Catalog, Observation},
    quantity::format_plain,
    read::{RawArticle, digest},
};

/// An article with its raw record and the YAML that it was read from.
#[derive(Debug)]
pub struct Source<'s> {
    /// Its file name without the ending.
    pub slug: &'s str,
    /// The record.
    pub raw: &'s RawArticle,
    /// The YAML.
    pub yaml: &'s str,
    /// What it was resolved to, if it could be.
    pub article: Option<&'s Article>,
}

/// One sheet.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) name: &'static str,
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// The head of a column.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) text: String,
    pub(super) name: &'static str,
    pub(super) width: u16,
    /// Whether it is there to be read only.
    pub(super) grey: bool,
}

/// The sheets of a workbook for editors.
#[derive(Debug)]
pub struct Exported {
    pub(super) grids: Vec<Grid>,
    pub(super) register: Grid,
    /// How many articles there are.
    pub articles: usize,
    /// How many entries of `metrics` they have.
    pub figures: usize,
}

/// Tells a row of a sheet what it was exported from: position, and marks of what stood there and of the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// From 1; 0 for the article itself.
    pub(super) position: usize,
    pub(super) cells: String,
    pub(super) file: String,
}

impl Stamp {
    pub(super) fn new(position: usize, cells: &[Cell], yaml: &str) -> Stamp {
        Stamp { position, cells: mark(cells), file: file_mark(yaml) }
    }

    pub(super) fn text(&self) -> String {
        format!("{}-{}-{}", self.position, self.cells, self.file)
    }

    /// Reads what [`Stamp::text`] gives.
    pub(super) fn parse(text: &str) -> Option<Stamp> {
        let mut parts = text.trim().split('-');
        let (position, cells, file) = (parts.next()?, parts.next()?, parts.next()?);
        let eight = |part: &str| part.len() == 8 && part.bytes().all(|b| b.is_ascii_hexdigit());
        let sound = parts.next().is_none() && eight(cells) && eight(file);
        let stamp =
            Stamp { position: position.parse().ok()?, cells: cells.to_owned(), file: file.to_owned() };
        sound.then_some(stamp)
    }
}

/// Eight digits that tell the YAML of a file from what it was before.
pub(super) fn file_mark(yaml: &str) -> String {
    digest(yaml.as_bytes())[..8].to_owned()
}

/// The articles as sheets.
pub fn export(catalog: &Catalog, sources: &[Source<'_>]) -> Exported {
    let records: Vec<Record> = sources.iter().map(|source| Record::of(source.raw)).collect();
    let mut register = Grid {
        name: REGISTER,
        heads: ["article", "sheet", "entry"].map(plain_head).into(),
        rows: Vec::new(),
    };
    let mut grids = Vec::new();
    for (n, list) in LISTS.iter().enumerate() {
        let greys: &[&str] = if n == 0 {
            &["place", "place_name", "metric_label", "unit", "read", "entry"]
        } else {
            &["place_name", "entry"]
        };
        let mut rows = Vec::new();
        for (source, record) in sources.iter().zip(&records) {
            for (i, cells) in record.lists[n].iter().enumerate() {
                let stamp = Stamp::new(i + 1, cells, source.yaml).text();
                register.rows.push([source.slug, list.sheet, &stamp].map(|t| Some(t.to_owned())).into());
                rows.push(row(
                    source.slug,
                    cells,
                    greys.iter().map(|grey| aside(catalog, source, i, grey, &stamp)),
                ));
            }
        }
        grids.push(Grid { name: list.sheet, heads: heads(list.columns, greys), rows });
    }
    let greys = ["place_name", "entry"];
    let rows = sources.iter().zip(&records).map(|(source, record)| {
        let stamp = Stamp::new(0, &record.fields, source.yaml).text();
        row(source.slug, &record.fields, greys.iter().map(|grey| aside(catalog, source, 0, grey, &stamp)))
    });
    grids.insert(1, Grid { name: ARTICLES, heads: heads(FIELDS, &greys), rows: rows.collect() });
    let figures = records.iter().map(|record| record.lists[0].len()).sum();
    Exported { grids, register, articles: sources.len(), figures }
}

fn row(slug: &str, cells: &[Cell], greys: impl Iterator<Item = Cell>) -> Vec<Cell> {
    [Some(slug.to_owned())].into_iter().chain(cells.iter().cloned()).chain(greys).collect()
}

fn heads(columns: &'static [Column], greys: &[&str]) -> Vec<Head> {
    let own = [&ARTICLE].into_iter().chain(columns).map(|column| Head {
        text: format!("{} {}", column.name, column.label),
        name: column.name,
        width: column.width,
        grey: false,
    });
    let greys = GREY.iter().filter(|(name, ..)| greys.contains(name)).map(|(name, label, width, _)| Head {
        text: format!("{name} {label}"),
        name,
        width: *width,
        grey: true,
    });
    own.chain(greys).collect()
}

fn plain_head(name: &'static str) -> Head {
    Head { text: name.to_owned(), name, width: 20, grey: true }
}

/// What stands in a column that is there to be read.
fn aside(catalog: &Catalog, source: &Source<'_>, position: usize, grey: &str, stamp: &str) -> Cell {
    if grey == "entry" {
        return Some(stamp.to_owned());
    }
    let article = source.article?;
    // An article of a place that is not known has the number of none.
    let place = catalog.places.get(article.place.ix());
    let figure = || {
        let mut all = article.observation_ids().map(|ix| catalog.observation(ix));
        all.find(|o| !o.is_catalogued() && o.position as usize == position)
    };
    match grey {
        "place" => place.map(|place| place.code.to_string()),
        "place_name" => place.map(|place| place.name.clone()),
        "metric_label" => Some(catalog.metric(figure()?.metric).label.clone()),
        "unit" => {
            let metric = catalog.metric(figure()?.metric);
            metric.is_catalogued().then(|| metric.unit.printed.to_string())
        }
        _ => figure().map(as_read),
    }
}

/// The value of a figure in its base unit, with the ends that its printed form allows.
fn as_read(figure: &Observation) -> String {
    let quantity = &figure.quantity;
    let (value, unit) = (format_plain(quantity.base_value()), quantity.base_unit());
    let interval = &quantity.interval;
    let end = |end: Option<rust_decimal::Decimal>| end.map(|end| format_plain(end.normalize()));
    match (end(interval.low), end(interval.high)) {
        _ if interval.is_point() => format!("{value}{unit}"),
        (Some(low), Some(high)) => format!("{value}{unit}（{low} 到 {high}）"),
        (Some(low), None) => format!("{value}{unit}（{low} 起）"),
        (None, Some(high)) => format!("{value}{unit}（到 {high} 止）"),
        (None, None) => format!("{value}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Stamp;

    #[test]
    fn stamps_are_read_as_they_are_written() {
        let stamp = Stamp::new(3, &[Some("a.b".to_owned()), None], "title: 甲\n");
        assert_eq!(Stamp::parse(&stamp.text()), Some(stamp));
        for text in ["", "3", "3-1234567-12345678", "x-12345678-12345678", "3-12345678-12345678-1"] {
            assert_eq!(Stamp::parse(text), None, "{text}");
        }
    }
}
