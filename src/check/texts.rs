//! Every text of ours that the site publishes, with its place: what rules on words look at.

use crate::{
    diag::{At, FileId, SourceMap},
    model::{Article, Body, Catalog, MetricIx, Scope},
};

/// A text of ours.
pub(super) enum OwnText<'a> {
    /// A line in YAML.
    Line(Line<'a>),
    /// A Markdown body.
    Body(FileId, &'a Body),
}

impl OwnText<'_> {
    /// Where it stands.
    pub(super) fn file(&self) -> FileId {
        match self {
            OwnText::Line(line) => line.file,
            OwnText::Body(file, _) => *file,
        }
    }

    /// Its words.
    pub(super) fn text(&self) -> &str {
        match self {
            OwnText::Line(line) => line.text,
            OwnText::Body(_, body) => &body.text,
        }
    }
}

/// A line in YAML: `list[index].field`, or `field` alone.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    file: FileId,
    list: Option<(&'static str, usize)>,
    field: &'static str,
}

impl Line<'_> {
    /// Bytes of the line.
    pub(super) fn at(&self, range: std::ops::Range<usize>) -> At {
        let path = match self.list {
            Some((list, index)) => format!("{list}[{index}].{}", self.field),
            None => self.field.to_owned(),
        };
        At::within(self.file, path, range)
    }
}

/// What may say nothing: `text` and `Option` of it alike.
trait Said {
    fn said(&self) -> Option<&str>;
}

impl Said for String {
    fn said(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: AsRef<str>> Said for Option<T> {
    fn said(&self) -> Option<&str> {
        self.as_ref().map(AsRef::as_ref)
    }
}

/// The texts of one article.
pub(super) fn texts_of<'a>(catalog: &'a Catalog, article: &'a Article) -> Vec<OwnText<'a>> {
    let mut found = Found(Vec::new());
    let file = article.file;
    found.line(file, "title", &article.title);
    found.line(file, "summary", &article.summary.text);
    let mut labelled: Vec<MetricIx> = Vec::new();
    for o in article.observation_ids().map(|ix| catalog.observation(ix)) {
        let entry = ("metrics", o.position as usize);
        let metric = catalog.metric(o.metric);
        if matches!(metric.scope, Scope::Local(_)) && !labelled.contains(&o.metric) {
            labelled.push(o.metric);
            found.entry(file, entry, "label", &metric.label);
        }
        found.entry(file, entry, "population", &o.population);
        found.entry(file, entry, "note", &o.note);
    }
    for (i, relation) in article.relations.iter().enumerate() {
        found.entry(file, ("relations", i), "known", &relation.known);
    }
    for (i, exclusion) in article.exclusions.iter().enumerate() {
        found.entry(file, ("exclude", i), "note", &exclusion.note);
    }
    for event in &article.events {
        found.entry(file, ("events", event.position), "text", &event.text.text);
    }
    for (i, practice) in article.practices.iter().enumerate() {
        found.entry(file, ("practices", i), "text", &practice.text.text);
    }
    found.0.push(OwnText::Body(file, &article.body));
    found.0
}

/// All texts that stand in no article. What stands in the files of lists (metrics, glossary) is known by its position
/// there, which holds where the catalogue is whole.
pub(super) fn other_texts<'a>(catalog: &'a Catalog, sources: &SourceMap) -> Vec<OwnText<'a>> {
    let mut found = Found(Vec::new());
    for table in &catalog.tables {
        found.line(table.file, "title", &table.title);
        found.line(table.file, "summary", &table.summary);
        for (i, column) in table.columns.iter().enumerate() {
            found.entry(table.file, ("columns", i), "label", &column.label);
        }
        if let Some(chart) = &table.chart {
            found.line(table.file, "chart.title", &chart.title);
            found.line(table.file, "chart.note", &chart.note);
        }
        found.0.push(OwnText::Body(table.file, &table.body));
    }
    for page in &catalog.pages {
        found.line(page.file, "title", &page.title);
        found.line(page.file, "summary", &page.summary);
        found.0.push(OwnText::Body(page.file, &page.body));
    }
    lists(catalog, sources, &mut found);
    found.0
}

struct Found<'a>(Vec<OwnText<'a>>);

impl<'a> Found<'a> {
    fn line(&mut self, file: FileId, field: &'static str, text: &'a impl Said) {
        let line = |text| OwnText::Line(Line { text, file, list: None, field });
        self.0.extend(text.said().map(line));
    }

    fn entry(&mut self, file: FileId, list: (&'static str, usize), field: &'static str, text: &'a impl Said) {
        let line = |text| OwnText::Line(Line { text, file, list: Some(list), field });
        self.0.extend(text.said().map(line));
    }
}

fn lists<'a>(catalog: &'a Catalog, sources: &SourceMap, found: &mut Found<'a>) {
    let file = |path: &str| sources.files().find(|(_, f)| f.path == path).map(|(id, _)| id);
    if let Some(file) = file("content/metrics.yaml") {
        for (i, domain) in catalog.domains.iter().enumerate() {
            found.entry(file, ("domains", i), "label", &domain.label);
            found.entry(file, ("domains", i), "definition", &domain.definition);
        }
        for (i, metric) in catalog.metrics.iter().take_while(|m| m.is_catalogued()).enumerate() {
            found.entry(file, ("metrics", i), "label", &metric.label);
            found.entry(file, ("metrics", i), "population", &metric.population);
            found.entry(file, ("metrics", i), "definition", &metric.definition);
        }
    }
    if let Some(file) = file("content/glossary.yaml") {
        for (i, term) in catalog.terms.iter().enumerate() {
            found.entry(file, ("terms", i), "definition", &term.definition);
        }
    }
    if let Some(file) = file("site.yaml") {
        found.line(file, "title", &catalog.site.title);
        found.line(file, "description", &catalog.site.description);
    }
}
