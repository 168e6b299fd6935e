//! The figures of a page as a data set: what it measures, where, when, on what it rests, where its files are.
//!
//! Variables are listed; figures are not repeated, since the files have them all.

use super::{
    super::{
        export::{self, DataFile},
        href::SitePath,
        list::{TableAt, TableForm, table_data},
        page::table::column_names,
        part::{address, address_in},
        text::Text,
        view::View,
    },
    Named, Subject,
    area::{area, areas},
    node::Node,
    report::report,
    time::coverage_in_time,
};
use crate::{
    derive::contradicting,
    model::{ArticleIx, Basis, Column, MetricIx, ObsIx, PlaceIx, Shows},
    quantity::format_plain,
};

/// The most variables that are listed.
const MOST_VARIABLES: usize = 10;
/// The most reports that are named.
const MOST_REPORTS: usize = 6;

/// What a data set is made of.
struct Contents {
    figures: Vec<ObsIx>,
    places: Vec<Node>,
    variables: Vec<Node>,
    files: Vec<Node>,
}

/// The data set of a page; `None` where it measures nothing.
pub(super) fn dataset(view: &View<'_>, subject: Subject, named: Named<'_>) -> Option<Node> {
    let contents = contents(view, subject)?;
    if contents.variables.is_empty() || contents.figures.is_empty() {
        return None;
    }
    let catalog = view.catalog();
    let is_whole = matches!(subject, Subject::Site);
    let name = view.words.fill("dataset.name", &[("title", named.title)]);
    let n = view.words.count("dataset.contents", contents.figures.len());
    let stop = if named.description.ends_with(['。', '.']) { "" } else { view.words.get("site.full_stop") };
    let description = format!("{}{stop}{}{n}", named.description, view.words.get("site.word_space"));
    let own = address(view, &view.path);
    let id = address_in(view, &view.path, "dataset");
    let node = Node::new("Dataset")
        .with("@id", id)
        .with("name", name)
        .with("description", description)
        .with("url", own)
        .with("inLanguage", view.words.get("site.lang"))
        .with("isAccessibleForFree", true)
        .with("license", licence(view))
        .with("creator", publisher(view))
        .with("publisher", publisher(view))
        .with("isBasedOn", reports(view, &contents.figures))
        .with("temporalCoverage", coverage_in_time(catalog, contents.figures.iter().copied()))
        .with("spatialCoverage", contents.places)
        .with("variableMeasured", contents.variables)
        .with("distribution", contents.files)
        .with("includedInDataCatalog", data_catalog(view));
    Some(if is_whole { node } else { node.with("isPartOf", whole(view)) })
}

/// The licence by its address, else by its name.
pub(super) fn licence(view: &View<'_>) -> Option<String> {
    let licence = view.catalog().site.licence.as_ref()?;
    Some(licence.url.clone().unwrap_or_else(|| licence.name.clone()))
}

/// Who publishes the site.
pub(super) fn publisher(view: &View<'_>) -> Option<Node> {
    let publisher = view.catalog().site.publisher.as_ref()?;
    let name = view.choose(&publisher.name, publisher.name_en.as_deref());
    Some(Node::new("Organization").with("name", name.plain()).with("url", publisher.url.as_deref()))
}

/// The data set of the whole site, by its name alone.
pub(super) fn whole(view: &View<'_>) -> Node {
    let id = address_in(view, &SitePath::new("index.html"), "dataset");
    Node::new("Dataset").with("@id", id).with("name", view.site_title().plain())
}

fn data_catalog(view: &View<'_>) -> Node {
    let id = address_in(view, &SitePath::new(export::DATA_CATALOG), "catalog");
    let home = address(view, &SitePath::new("index.html"));
    Node::new("DataCatalog").with("@id", id).with("name", view.site_title().plain()).with("url", home)
}

fn contents(view: &View<'_>, subject: Subject) -> Option<Contents> {
    let (site, catalog) = (view.site, view.catalog());
    match subject {
        Subject::Site => Some(Contents {
            figures: catalog.observation_ids().collect(),
            places: areas(view, &told_of(view)),
            variables: measured(view, site.catalogued()),
            files: data_files(view),
        }),
        Subject::County(ix) => {
            let csv = SitePath::new(format!("data/{}.csv", catalog.place(ix).code));
            Some(Contents {
                figures: site.index.of_place(ix).to_vec(),
                places: vec![area(view, ix)],
                variables: variables_of(view, site.index.of_place(ix)),
                files: files(view, Some(&csv), subject),
            })
        }
        Subject::Metric(ix) => {
            let figures = site.index.of_metric(ix).to_vec();
            Some(Contents {
                places: areas(view, &places_of(view, &figures)),
                figures,
                variables: measured(view, std::iter::once(ix)),
                files: files(view, None, subject),
            })
        }
        // Another order of a view, or a part of it, is no other data set.
        Subject::Table(at) if at.sort.is_none() && at.part.is_none() => Some(of_table(view, at)),
        Subject::Table(_) | Subject::Article(_) => None,
    }
}

fn of_table(view: &View<'_>, at: TableAt) -> Contents {
    let (site, catalog) = (view.site, view.catalog());
    let shown = site.variation(at.table, at.variant);
    let names = column_names(view, at.variant, &shown);
    let variable = |(column, name): (&Column, &Text)| {
        let unit = match &column.shows {
            Shows::Metric(metric) => &catalog.metric(*metric).unit,
            Shows::Formula(formula) => &formula.unit,
        };
        let id = column.metric().map(|m| catalog.metric(m).id.as_str());
        variable(id, name.plain(), view.unit(&unit.printed).plain())
    };
    let mut figures: Vec<ObsIx> = shown.worked.observations().collect();
    figures.sort_unstable();
    figures.dedup();
    Contents {
        places: areas(view, &places_of(view, &figures)),
        figures,
        variables: shown.columns.iter().zip(&names).take(MOST_VARIABLES).map(variable).collect(),
        files: files(
            view,
            Some(&table_data(site, at.table, at.variant, TableForm::Data)),
            Subject::Table(at),
        ),
    }
}

/// The files of a page: its rows, and its twin.
fn files(view: &View<'_>, csv: Option<&SitePath>, subject: Subject) -> Vec<Node> {
    let twin = subject.twin().map(|twin| file(view, &twin.path(view.site), "application/json"));
    csv.map(|csv| file(view, csv, "text/csv")).into_iter().chain(twin).collect()
}

/// The places that any article tells of.
fn told_of(view: &View<'_>) -> Vec<PlaceIx> {
    view.catalog().place_ids().filter(|p| !view.site.index.of_place(*p).is_empty()).collect()
}

/// The places of figures, each once, in place order.
fn places_of(view: &View<'_>, figures: &[ObsIx]) -> Vec<PlaceIx> {
    let mut places: Vec<PlaceIx> = figures.iter().map(|o| view.catalog().place_of(*o)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The reports that figures come from, the first few by path.
fn reports(view: &View<'_>, figures: &[ObsIx]) -> Vec<Node> {
    let mut articles: Vec<ArticleIx> =
        figures.iter().map(|o| view.catalog().observation(*o).article).collect();
    articles.sort_unstable();
    articles.dedup();
    articles.into_iter().take(MOST_REPORTS).map(|a| report(view, a)).collect()
}

fn variable(id: Option<&str>, name: &str, unit: &str) -> Node {
    Node::new("PropertyValue").with("propertyID", id).with("name", name).with("unitText", unit)
}

/// Metrics that have a value.
fn measured(view: &View<'_>, metrics: impl Iterator<Item = MetricIx>) -> Vec<Node> {
    let metrics = metrics.filter(|m| !view.site.index.of_metric(*m).is_empty());
    metrics.take(MOST_VARIABLES).map(|m| of_metric(view, m)).collect()
}

fn of_metric(view: &View<'_>, ix: MetricIx) -> Node {
    let metric = view.catalog().metric(ix);
    variable(Some(metric.id.as_str()), view.metric_label(ix).plain(), view.unit(&metric.unit.printed).plain())
}

/// What the figures of a place measure, which stand by metric; a metric with one exact value, printed without a remark and
/// contradicted by nothing, comes with it and with the time that it speaks of.
fn variables_of(view: &View<'_>, figures: &[ObsIx]) -> Vec<Node> {
    let catalog = view.catalog();
    let metric = |o: &ObsIx| catalog.observation(*o).metric;
    let by_metric = figures.chunk_by(|a, b| metric(a) == metric(b));
    let one = |values: &[ObsIx]| {
        let named = of_metric(view, metric(&values[0]));
        let [only] = values else { return named };
        let record = catalog.observation(*only);
        let is_plain = matches!(record.basis, Basis::Printed | Basis::Converted)
            && record.remarks().note.is_none()
            && !record.quantity.is_approximate()
            && !catalog.is_plan(*only)
            && catalog.correction(*only).is_none()
            && contradicting(catalog, &view.site.index, *only).next().is_none();
        if !is_plain {
            return named;
        }
        named
            .with("value", format_plain(record.quantity.number))
            .with("unitText", view.unit(&record.quantity.unit.printed).plain())
            .with("description", view.period(&record.period))
    };
    by_metric.take(MOST_VARIABLES).map(one).collect()
}

fn data_files(view: &View<'_>) -> Vec<Node> {
    let data = export::data_files(view.site).into_iter().filter(DataFile::is_data);
    data.map(|f| file(view, &f.path, f.media_type).with("name", f.title(view.words))).collect()
}

fn file(view: &View<'_>, path: &SitePath, media_type: &str) -> Node {
    Node::new("DataDownload").with("contentUrl", address(view, path)).with("encodingFormat", media_type)
}
