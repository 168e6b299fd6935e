//! `reprint_of:`: an article that prints another one again. The figures are recorded there, once.

use std::collections::BTreeMap;

use super::{
    lookup::unknown_article,
    report::{Reporter, optional},
    rules::REPRINT,
};
use crate::{
    diag::{At, Finding, Words, say},
    model::{Catalog, ids::ArticleIx},
    read::{Doc, RawArticle},
};

/// Says of each article which one it reprints. All articles are there with their figures.
pub(super) fn resolve_reprints(docs: &[Doc<RawArticle>], catalog: &mut Catalog, findings: &mut Vec<Finding>) {
    if docs.iter().all(|doc| optional(&doc.data.reprint_of).is_none()) {
        return;
    }
    let slugs: BTreeMap<&str, ArticleIx> =
        docs.iter().enumerate().map(|(i, doc)| (doc.slug.as_str(), ArticleIx::at(i))).collect();
    for (i, doc) in docs.iter().enumerate() {
        let Some(original) = optional(&doc.data.reprint_of) else { continue };
        let mut report = Reporter { file: doc.file, gaps: &doc.gaps, findings };
        let Some(found) = slugs.get(original).copied() else {
            let how = Words::fixed(
                "写那一篇的文件名，不带文件夹和 .md",
                "write the name of its file, without folder and .md",
            );
            let at = At::value(doc.file, "reprint_of");
            report.push(unknown_article(at, original, slugs.keys().copied(), how));
            continue;
        };
        match wrong(docs, catalog, ArticleIx::at(i), found) {
            Some(finding) => report.push(finding),
            None => catalog.articles[i].reprint_of = Some(found),
        }
    }
}

/// Why an article cannot be the reprint of another one.
fn wrong(docs: &[Doc<RawArticle>], catalog: &Catalog, ix: ArticleIx, original: ArticleIx) -> Option<Finding> {
    let doc = &docs[ix.ix()];
    let at = |path: &str| At::value(doc.file, path);
    let (own, other) = (catalog.article(ix), catalog.article(original));
    let slug = &other.slug;
    let of_original = optional(&docs[original.ix()].data.reprint_of);
    let finding = if original == ix {
        let message = Words::fixed("一篇报道不是它自己的转载", "an article is no reprint of itself");
        Finding::error(REPRINT, at("reprint_of"), message)
            .help(Words::fixed("写登记了数字的那一篇", "name the article that records the figures"))
    } else if let Some(further) = of_original {
        let message = say!("{slug} 自己是转载", "{slug} is a reprint itself");
        Finding::error(REPRINT, at("reprint_of"), message).help(say!(
            "写登记了数字的那一篇：{further}",
            "name the article that records the figures: {further}"
        ))
    } else if own.place != other.place {
        let message = say!("{slug} 说的是另一个地区", "{slug} is about another place");
        Finding::error(REPRINT, at("reprint_of"), message)
            .help(Words::fixed("核对 place 和 reprint_of", "look at place and at reprint_of"))
    } else if !own.observations.is_empty() {
        let message = Words::fixed(
            "转载的报道不再登记数字，否则同一个数字算了两次",
            "a reprint records no figures: they would be counted twice",
        );
        Finding::error(REPRINT, at("metrics"), message).help(say!(
            "写 metrics: []；数字登记在 {slug}",
            "write metrics: []; the figures are recorded in {slug}"
        ))
    } else {
        return None;
    };
    Some(finding)
}
