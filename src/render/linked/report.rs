//! A source report: what it prints of itself, and nothing that is inferred.

use super::{
    super::{href::SitePath, part::address_in, view::View},
    node::Node,
};
use crate::{diag::Lang, model::ArticleIx};

/// The part of an article's page on which its source is cited.
const SOURCE: &str = "origin";

/// A source report, named by the place where the site cites it.
pub(super) fn report(view: &View<'_>, ix: ArticleIx) -> Node {
    let article = view.catalog().article(ix);
    let origin = &article.origin;
    let person = |name: &String| Node::new("Person").with("name", name.as_str());
    let printed = origin.date.as_ref().filter(|date| !date.is_approximate());
    let cited = address_in(view, &SitePath::article(article), SOURCE);
    Node::new("NewsArticle")
        .with("@id", cited)
        .with("inLanguage", Lang::Zh.tag())
        .with("headline", origin.headline.as_deref())
        .with("alternativeHeadline", origin.subtitle.as_deref())
        .with("author", origin.authors.iter().map(person).collect::<Vec<_>>())
        .with("datePublished", printed.map(ToString::to_string))
        .with("publisher", origin.producer.as_deref().map(|p| Node::new("Organization").with("name", p)))
        .with("printEdition", origin.edition.as_deref())
        .with("url", origin.url.as_deref())
}
