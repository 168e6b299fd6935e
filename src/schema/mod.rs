//! What editors may write, as JSON Schema: the catalogue in, one schema for each kind of file out, with the ids of the
//! site listed by name. Editor programs complete, explain and check by them while somebody writes.
//!
//! Draft 7, which every such program reads; those of YAML read later ones in part only. A schema stands alone, with
//! nothing to look up elsewhere. What it cannot say (whether figures agree, whether a unit fits) is for `xianzhi check`.
//!
//! Never: refuses what the program takes; a test holds this for the files of all our sites.

mod fields;
mod form;
mod front_matter;
mod record;

use serde_json::{Map, Value};

use crate::{
    model::Catalog,
    read::{
        Fields, RawArticle, RawFigure, RawGlossary, RawMetrics, RawPage, RawPlaces, RawRulings, RawSite, RawTable,
        Record,
    },
};

pub use front_matter::render_front_matter;

/// A kind of file that editors write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `site.yaml`
    Site,
    /// `content/places.yaml`
    Places,
    /// `content/metrics.yaml`
    Metrics,
    /// `content/glossary.yaml`
    Glossary,
    /// `content/rulings.yaml`
    Rulings,
    /// Front matter of `content/articles/*.md`
    Article,
    /// Front matter of `content/tables/*.md`
    Table,
    /// Front matter of `content/pages/*.md`
    Page,
    /// Front matter of `content/domains/*.md`
    Domain,
    /// A fenced `chart` or `table` block of a text
    Block,
}

impl Form {
    /// All of them, with the names of their schemas and the files that they are of.
    pub const ALL: [(&'static str, Form, &'static str); 10] = [
        ("site", Form::Site, "site.yaml"),
        ("places", Form::Places, "content/places.yaml"),
        ("metrics", Form::Metrics, "content/metrics.yaml"),
        ("glossary", Form::Glossary, "content/glossary.yaml"),
        ("rulings", Form::Rulings, "content/rulings.yaml"),
        ("article", Form::Article, "content/articles/*.md"),
        ("table", Form::Table, "content/tables/*.md"),
        ("page", Form::Page, "content/pages/*.md"),
        ("domain", Form::Domain, "content/domains/*.md"),
        ("block", Form::Block, "```chart, ```table"),
    ];

    fn record(self) -> &'static Record {
        match self {
            Form::Site => RawSite::RECORD,
            Form::Places => RawPlaces::RECORD,
            Form::Metrics => RawMetrics::RECORD,
            Form::Glossary => RawGlossary::RECORD,
            Form::Rulings => RawRulings::RECORD,
            Form::Article => RawArticle::RECORD,
            Form::Table => RawTable::RECORD,
            Form::Page | Form::Domain => RawPage::RECORD,
            Form::Block => RawFigure::RECORD,
        }
    }
}

/// The schema of one kind of file of this site.
pub fn render(form: Form, catalog: &Catalog) -> String {
    let mut schema = record::schema(form.record(), catalog);
    if form == Form::Domain {
        // A text of a domain takes the name of its domain for its title.
        schema.remove("required");
        if let Some(title) = schema.get_mut("properties").and_then(|p| p.get_mut("title")) {
            title["type"] = serde_json::json!(["string", "number", "boolean", "null"]);
            title["pattern"] = "".into();
        }
    }
    let mut whole = Map::new();
    whole.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    whole.extend(schema);
    pretty(&whole.into())
}

/// JSON for people to read, with a line end.
fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
