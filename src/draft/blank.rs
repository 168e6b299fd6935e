//! A new file without a source text: the beginning of an article, table or page, as the site's template has it, with its
//! blanks filled in. Blanks are names between two `%`; what an editor has to write stands as 待填.

use anyhow::Result;

use crate::{
    diag::{OrRefuse, Refusal, Words, nearest, say},
    model::{Catalog, PlaceIx},
    read,
};

/// What is to be begun.
#[derive(Clone, Debug)]
pub enum New {
    /// An article about a place, from a year; with a name of its own, or named by both.
    Article {
        /// The place.
        place: PlaceIx,
        /// The year of the report.
        year: u16,
        /// The name of its file.
        slug: Option<String>,
    },
    /// A table of a domain.
    Table {
        /// The name of its file.
        slug: String,
        /// The id of its domain.
        domain: String,
    },
    /// A page.
    Page {
        /// The name of its file.
        slug: String,
    },
}

/// A file of the site that is not written yet.
#[derive(Debug)]
pub struct Begun {
    /// Where it belongs in the site.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl New {
    /// The name of its template: `article`.
    pub fn kind(&self) -> &'static str {
        match self {
            New::Article { .. } => "article",
            New::Table { .. } => "table",
            New::Page { .. } => "page",
        }
    }

    /// The file, from its template.
    ///
    /// # Errors
    /// Where its name cannot be an address, or its domain is none or has no metric.
    pub fn begin(&self, catalog: &Catalog, template: &str) -> Result<Begun> {
        let folder = format!("content/{}s", self.kind());
        let slug = self.slug(catalog);
        if let Some((fault, help)) = read::fault_of_name(&slug, &folder) {
            return Err(
                Refusal::new(say!(("{}：{}", fault.zh, help.zh), ("{}: {}", fault.en, help.en))).into()
            );
        }
        let mut text = template.to_owned();
        for (blank, value) in self.blanks(catalog)? {
            text = text.replace(&format!("%{blank}%"), &value);
        }
        Ok(Begun { path: format!("{folder}/{slug}.md"), text })
    }

    fn slug(&self, catalog: &Catalog) -> String {
        match self {
            New::Article { slug: Some(slug), .. } | New::Table { slug, .. } | New::Page { slug } => {
                slug.trim_end_matches(".md").to_owned()
            }
            New::Article { place, year, slug: None } => format!("{}-{year}", catalog.place(*place).slug()),
        }
    }

    fn blanks(&self, catalog: &Catalog) -> Result<Vec<(&'static str, String)>> {
        Ok(match self {
            New::Article { place, year, .. } => {
                let place = catalog.place(*place);
                vec![
                    ("place", place.code.to_string()),
                    ("name", place.name.clone()),
                    ("year", year.to_string()),
                ]
            }
            New::Table { domain, .. } => {
                let metric = first_metric(catalog, domain)?;
                vec![("domain", domain.clone()), ("metric", metric)]
            }
            New::Page { .. } => Vec::new(),
        })
    }
}

/// The first metric of a domain: a table has one column at least.
fn first_metric(catalog: &Catalog, id: &str) -> Result<String> {
    let ids = || catalog.domains.iter().map(|d| d.id.as_str());
    let domain = catalog.domain_ids().find(|ix| catalog.domain(*ix).id == id);
    let domain = domain.or_refuse(|| match nearest(id, ids()) {
        Some(near) => {
            say!("没有 {id} 这个领域，是不是 {near}？", "there is no domain {id}; did you mean {near}?")
        }
        None => {
            let listed = ids().collect::<Vec<_>>();
            say!(
                ("没有 {id} 这个领域。领域有：{}", listed.join("、")),
                ("there is no domain {id}. The domains are {}", listed.join(", "))
            )
        }
    })?;
    let metric = catalog.metrics.iter().find(|m| m.is_catalogued() && m.domain == domain);
    let metric = metric.or_refuse(|| NO_METRIC)?;
    Ok(metric.id.to_string())
}

const NO_METRIC: Words = Words::fixed(
    "这个领域在 content/metrics.yaml 里还没有指标，表没有列可放：先加上一个指标",
    "the domain has no metric in content/metrics.yaml yet, and a table needs a column: add a metric first",
);
