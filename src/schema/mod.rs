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
        Fields, RawArticle, RawChanges, RawFigure, RawGlossary, RawImage, RawMetrics, RawPage, RawPlaces,
        RawRulings, RawSite, RawTable, Record,
    },
};

pub use front_matter::render_front_matter;

/// A kind of file that editors write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
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
    /// `content/changes.yaml`
    Changes,
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
    /// A fenced `image` block of a text
    Image,
}

impl Edited {
    /// All of them, with the names of their schemas and the files that they are of.
    pub const ALL: [(&'static str, Edited, &'static str); 12] = [
        ("site", Edited::Site, "site.yaml"),
        ("places", Edited::Places, "content/places.yaml"),
        ("metrics", Edited::Metrics, "content/metrics.yaml"),
        ("glossary", Edited::Glossary, "content/glossary.yaml"),
        ("rulings", Edited::Rulings, "content/rulings.yaml"),
        ("changes", Edited::Changes, "content/changes.yaml"),
        ("article", Edited::Article, "content/articles/*.md"),
        ("table", Edited::Table, "content/tables/*.md"),
        ("page", Edited::Page, "content/pages/*.md"),
        ("domain", Edited::Domain, "content/domains/*.md"),
        ("block", Edited::Block, "```chart, ```table"),
        ("image", Edited::Image, "```image"),
    ];

    fn record(self) -> &'static Record {
        match self {
            Edited::Site => RawSite::RECORD,
            Edited::Places => RawPlaces::RECORD,
            Edited::Metrics => RawMetrics::RECORD,
            Edited::Changes => RawChanges::RECORD,
            Edited::Glossary => RawGlossary::RECORD,
            Edited::Rulings => RawRulings::RECORD,
            Edited::Article => RawArticle::RECORD,
            Edited::Table => RawTable::RECORD,
            Edited::Page | Edited::Domain => RawPage::RECORD,
            Edited::Block => RawFigure::RECORD,
            Edited::Image => RawImage::RECORD,
        }
    }
}

/// Stands in every schema, and says that it may be written over.
pub const MARK: &str = "由 xianzhi schema 写成，不要手改；改过地区、指标或术语以后再运行一次";

/// All schemas of this site by the names of their files.
pub fn render_all(catalog: &Catalog) -> Vec<(String, String)> {
    Edited::ALL
        .iter()
        .map(|(name, edited, _)| (format!("{name}.schema.json"), render(*edited, catalog)))
        .collect()
}

/// The schema of one kind of file of this site.
pub fn render(edited: Edited, catalog: &Catalog) -> String {
    let mut schema = record::schema(edited.record(), catalog);
    if edited == Edited::Domain {
        // A text of a domain takes the name of its domain for its title.
        schema.remove("required");
        if let Some(title) = schema.get_mut("properties").and_then(|p| p.get_mut("title")) {
            title["type"] = serde_json::json!(["string", "number", "boolean", "null"]);
            title["pattern"] = "".into();
        }
    }
    let mut whole = Map::new();
    whole.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    whole.insert("$comment".into(), MARK.into());
    whole.extend(schema);
    pretty(&whole.into())
}

/// JSON for people to read, with a line end.
fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
