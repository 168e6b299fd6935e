//! An article of ours as linked data: what it is about, on which report it rests, how that report is cited.

use super::{
    super::{
        href::SitePath,
        part::{address, address_in, reference},
        view::View,
    },
    Named,
    area::area,
    dataset::{licence, publisher, whole},
    node::Node,
    report::report,
};
use crate::model::ArticleIx;

/// An article.
pub(super) fn article(view: &View<'_>, ix: ArticleIx, named: Named<'_>) -> Node {
    let record = view.catalog().article(ix);
    let own = address(view, &SitePath::article(record));
    let id = address_in(view, &SitePath::article(record), "article");
    Node::new("Article")
        .with("@id", id)
        .with("headline", named.title)
        .with("description", named.description)
        .with("url", own)
        .with("inLanguage", view.words.get("site.lang"))
        .with("isAccessibleForFree", true)
        .with("license", licence(view))
        .with("author", publisher(view))
        .with("publisher", publisher(view))
        .with("about", area(view, record.place))
        .with("isBasedOn", report(view, ix))
        .with("citation", reference(view, record))
        .with("isPartOf", whole(view))
}
