//! What a page says of itself to programs that read linked data: JSON-LD in the words of schema.org, in a data block of the
//! page. In goes the page and what it is about, out comes the text of the block.
//!
//! Never: a value that the page does not show, a date that the source does not print, an address outside the site but those
//! that the content names, or a data set that measures nothing.

mod area;
mod article;
mod catalog;
mod dataset;
mod node;
mod report;
mod time;

use serde::{Serialize, Serializer};

pub(super) use self::catalog::render_catalog;

use self::node::Node;
use super::{export::Twin, list::TableAt, view::View};
use crate::model::{ArticleIx, MetricIx, PlaceIx};

/// What a page is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// The whole site.
    Site,
    /// A place.
    County(PlaceIx),
    /// A catalogue metric.
    Metric(MetricIx),
    /// A page of a table.
    Table(TableAt),
    /// An article.
    Article(ArticleIx),
}

impl Subject {
    /// The data of the page.
    pub fn twin(self) -> Option<Twin> {
        match self {
            Subject::Site => None,
            Subject::County(ix) => Some(Twin::County(ix)),
            Subject::Metric(ix) => Some(Twin::Metric(ix)),
            Subject::Table(at) => Some(Twin::Table(at.table, at.variant)),
            Subject::Article(ix) => Some(Twin::Article(ix)),
        }
    }
}

/// What a page is called and how it describes itself.
#[derive(Clone, Copy, Debug)]
pub struct Named<'t> {
    /// Its title.
    pub title: &'t str,
    /// One sentence on it.
    pub description: &'t str,
}

/// The data block of a page.
#[derive(Debug, Default)]
pub struct Linked(Vec<Node>);

impl Linked {
    /// The way to the page: names with addresses; the last, which is the page, has none.
    pub fn add_way<'w>(&mut self, steps: impl Iterator<Item = (&'w str, Option<String>)>) {
        let steps: Vec<Node> = steps
            .enumerate()
            .map(|(n, (name, address))| {
                Node::new("ListItem").with("position", n + 1).with("name", name).with("item", address)
            })
            .collect();
        if !steps.is_empty() {
            self.0.push(Node::new("BreadcrumbList").with("itemListElement", &steps));
        }
    }

    /// What the page is about.
    pub fn add_subject(&mut self, view: &View<'_>, subject: Subject, named: Named<'_>) {
        self.0.extend(match subject {
            Subject::Article(ix) => Some(article::article(view, ix, named)),
            _ => dataset::dataset(view, subject, named),
        });
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text of the block. No content can end it, or be taken for markup: signs that have a meaning there are written by
    /// their number.
    fn text(&self) -> Result<String, serde_json::Error> {
        let graph = Node::context("https://schema.org").with("@graph", &self.0);
        let mut out = String::with_capacity(4096);
        for c in serde_json::to_string(&graph)?.chars() {
            match c {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                    out.push_str(&format!("\\u{:04x}", u32::from(c)))
                }
                _ => out.push(c),
            }
        }
        Ok(out)
    }
}

impl Serialize for Linked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_empty() {
            return serializer.serialize_none();
        }
        serializer.serialize_str(&self.text().map_err(serde::ser::Error::custom)?)
    }
}

#[cfg(test)]
mod tests {
    use super::Linked;

    #[test]
    fn no_content_ends_the_block() {
        let mut linked = Linked::default();
        linked.add_way([("</script><!-- & \u{2028}\"\\", None)].into_iter());
        let text = linked.text().unwrap();
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["@graph"][0]["itemListElement"][0]["name"], "</script><!-- & \u{2028}\"\\");
    }
}
