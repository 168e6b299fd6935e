//! Every text of ours in Chinese that the site publishes, with its place, and whether it has English beside it: what
//! rules on words look at.

use crate::{
    diag::{At, FileId, SourceMap},
    model::{Article, Body, Catalog, MetricIx, Scope},
};

/// A text of ours.
pub(super) enum OwnText<'a> {
    /// A line in YAML.
    Line(Line<'a>),
    /// A Markdown body, and whether there is an English one beside it.
    Body(FileId, &'a Body, bool),
}

impl OwnText<'_> {
    /// Where it stands.
    pub(super) fn file(&self) -> FileId {
        match self {
            OwnText::Line(line) => line.file,
            OwnText::Body(file, ..) => *file,
        }
    }

    /// Its words.
    pub(super) fn text(&self) -> &str {
        match self {
            OwnText::Line(line) => line.text,
            OwnText::Body(_, body, _) => &body.text,
        }
    }
}

/// A line in YAML: `list[index].field`, or `field` alone.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    file: FileId,
    pub(super) list: Option<(&'static str, usize)>,
    pub(super) field: &'static str,
    /// Whether there is an English one beside it.
    pub(super) in_english: bool,
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
        (!self.is_empty()).then_some(self)
    }
}

impl<T: AsRef<str>> Said for Option<T> {
    fn said(&self) -> Option<&str> {
        self.as_ref().map(AsRef::as_ref).filter(|text| !text.is_empty())
    }
}

impl Said for Body {
    fn said(&self) -> Option<&str> {
        Some(&self.text)
    }
}

impl Said for Option<Body> {
    fn said(&self) -> Option<&str> {
        self.as_ref().map(|body| body.text.as_str())
    }
}

/// The texts of one article.
pub(super) fn texts_of<'a>(catalog: &'a Catalog, article: &'a Article) -> Vec<OwnText<'a>> {
    let mut found = Found(Vec::new());
    let file = article.file;
    found.line(file, "title", &article.title, &article.title_en);
    found.line(file, "summary", &article.summary, &article.summary_en);
    let mut labelled: Vec<MetricIx> = Vec::new();
    for o in article.observation_ids().map(|ix| catalog.observation(ix)) {
        let entry = ("metrics", o.position as usize);
        let metric = catalog.metric(o.metric);
        if matches!(metric.scope, Scope::Local(_)) && !labelled.contains(&o.metric) {
            labelled.push(o.metric);
            found.entry(file, entry, "label", &metric.label, &metric.en);
        }
        found.entry(file, entry, "population", &o.remarks().population, &o.remarks().population_en);
        found.entry(file, entry, "note", &o.remarks().note, &o.remarks().note_en);
    }
    for (i, relation) in article.relations.iter().enumerate() {
        found.entry(file, ("relations", i), "known", &relation.known, &relation.known_en);
    }
    for (i, exclusion) in article.exclusions.iter().enumerate() {
        found.entry(file, ("exclude", i), "note", &exclusion.note, &exclusion.note_en);
    }
    for event in &article.events {
        found.entry(file, ("events", event.position), "text", &event.text, &event.text_en);
    }
    for (i, practice) in article.practices.iter().enumerate() {
        found.entry(file, ("practices", i), "text", &practice.text, &practice.text_en);
    }
    found.0.push(OwnText::Body(file, &article.body, article.body_en.is_some()));
    found.0
}

/// All texts that stand in no article. What stands in the files of lists (metrics, glossary) is known by its position
/// there, which holds where the catalogue is whole.
pub(super) fn other_texts<'a>(catalog: &'a Catalog, sources: &SourceMap) -> Vec<OwnText<'a>> {
    let mut found = Found(Vec::new());
    for table in &catalog.tables {
        let file = table.file;
        found.line(file, "title", &table.title, &table.title_en);
        found.line(file, "summary", &table.summary, &table.summary_en);
        for (i, column) in table.columns.iter().enumerate() {
            found.entry(file, ("columns", i), "label", &column.label, &column.label_en);
        }
        if let Some(chart) = &table.chart {
            found.line(file, "chart.title", &chart.title, &chart.title_en);
            found.line(file, "chart.note", &chart.note, &chart.note_en);
        }
        found.0.push(OwnText::Body(file, &table.body, table.body_en.is_some()));
    }
    for page in &catalog.pages {
        // The page in English is a file of its own, with a title and all.
        let english = page.en.as_ref().map(|english| &english.body);
        found.line(page.file, "title", &page.title, &english.map(|body| &body.text));
        found.line(page.file, "summary", &page.summary, &english.map(|body| &body.text));
        found.0.push(OwnText::Body(page.file, &page.body, english.is_some()));
    }
    lists(catalog, sources, &mut found);
    found.0
}

struct Found<'a>(Vec<OwnText<'a>>);

impl<'a> Found<'a> {
    fn line(&mut self, file: FileId, field: &'static str, text: &'a impl Said, english: &impl Said) {
        self.add(file, None, field, text, english);
    }

    fn entry(
        &mut self,
        file: FileId,
        list: (&'static str, usize),
        field: &'static str,
        text: &'a impl Said,
        english: &impl Said,
    ) {
        self.add(file, Some(list), field, text, english);
    }

    fn add(
        &mut self,
        file: FileId,
        list: Option<(&'static str, usize)>,
        field: &'static str,
        text: &'a impl Said,
        english: &impl Said,
    ) {
        let in_english = english.said().is_some();
        self.0.extend(text.said().map(|text| OwnText::Line(Line { text, file, list, field, in_english })));
    }
}

fn lists<'a>(catalog: &'a Catalog, sources: &SourceMap, found: &mut Found<'a>) {
    if let Some(file) = sources.find("content/metrics.yaml") {
        for (i, domain) in catalog.domains.iter().enumerate() {
            found.entry(file, ("domains", i), "label", &domain.label, &domain.en);
            found.entry(file, ("domains", i), "definition", &domain.definition, &domain.definition_en);
        }
        for (i, metric) in catalog.metrics.iter().take_while(|m| m.is_catalogued()).enumerate() {
            let entry = ("metrics", i);
            found.entry(file, entry, "label", &metric.label, &metric.en);
            found.entry(file, entry, "population", &metric.population, &metric.population_en);
            found.entry(file, entry, "definition", &metric.definition, &metric.definition_en);
        }
    }
    if let Some(file) = sources.find("content/glossary.yaml") {
        for (i, term) in catalog.terms.iter().enumerate() {
            found.entry(file, ("terms", i), "definition", &term.definition, &term.definition_en);
        }
    }
    if let Some(file) = sources.find("site.yaml") {
        found.line(file, "title", &catalog.site.title, &catalog.site.title_en);
        found.line(file, "description", &catalog.site.description, &catalog.site.description_en);
    }
}
