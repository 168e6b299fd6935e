//! The glossary: terms by the first letter of their pinyin, and the articles that use them.

use serde::Serialize;

use super::super::{
    href::SitePath,
    part::{PageHead, PageTitle, page_head},
    text::Text,
    view::{Link, Other, View},
};
use crate::model::{ArticleIx, Term, TermIx};

/// The most articles named under one term.
const MOST_USES: usize = 20;

/// The glossary.
#[derive(Debug, Serialize)]
pub(crate) struct Glossary<'a> {
    root: String,
    page: PageHead,
    intro: &'a str,
    count: String,
    letters: Vec<Letter<'a>>,
}

#[derive(Debug, Serialize)]
struct Letter<'a> {
    letter: String,
    id: String,
    terms: Vec<TermView<'a>>,
}

#[derive(Debug, Serialize)]
struct TermView<'a> {
    id: &'a str,
    name: Text,
    other: Other,
    definition: Text,
    period: Option<String>,
    also: Option<Text>,
    near: Vec<Link>,
    used_in: Vec<Link>,
}

/// The glossary.
pub(crate) fn glossary<'a>(view: &View<'a>) -> Glossary<'a> {
    let catalog = view.catalog();
    let title = PageTitle {
        title: view.words.get("title.glossary").into(),
        description: view.words.get("glossary.intro").into(),
        kind: "glossary",
        nav: "glossary".to_owned(),
        source: Some("content/glossary.yaml".to_owned()),
        above: Vec::new(),
    };
    let mut terms: Vec<TermIx> = catalog.term_ids().collect();
    terms.sort_by_key(|t| &catalog.term(*t).id);
    let initial = |t: &TermIx| catalog.term(*t).id.chars().next();
    let letter = |terms: &[TermIx]| {
        let letter: String = terms.first().and_then(initial).into_iter().collect();
        Letter {
            id: format!("letter-{letter}"),
            letter: letter.to_uppercase(),
            terms: terms.iter().map(|t| term(view, *t)).collect(),
        }
    };
    Glossary {
        root: view.path.root(),
        page: page_head(view, title),
        intro: view.words.get("glossary.intro"),
        count: view.words.count("glossary.count", terms.len()),
        letters: terms.chunk_by(|a, b| initial(a) == initial(b)).map(letter).collect(),
    }
}

fn term<'a>(view: &View<'a>, ix: TermIx) -> TermView<'a> {
    let term = view.catalog().term(ix);
    let used = |ix: &ArticleIx| {
        let article = view.catalog().article(*ix);
        let label = view.labelled(&view.place_name(article.place), &view.article_title(*ix));
        view.link(label, &SitePath::article(article))
    };
    TermView {
        id: &term.id,
        name: view.choose(&term.zh, Some(&term.en)),
        other: view.other(&term.zh, &term.en),
        definition: view.choose(&term.definition, term.definition_en.as_deref()),
        period: term.period.as_ref().map(|p| view.period(p)),
        also: (!term.also.is_empty()).then(|| view.list(term.also.iter().map(|name| view.chinese(name)))),
        near: term.near.iter().map(|t| link(view, view.catalog().term(*t))).collect(),
        used_in: view.site.terms.articles(ix).iter().take(MOST_USES).map(used).collect(),
    }
}

/// A term and where it is explained.
pub(super) fn link(view: &View<'_>, term: &Term) -> Link {
    let href = view.path.link_to_fragment(&SitePath::new("glossary.html"), &term.id);
    Link { label: view.choose(&term.zh, Some(&term.en)), href }
}

/// Terms that stand in some texts of the catalogue.
pub(super) fn terms_in<'t>(view: &View<'_>, texts: impl IntoIterator<Item = &'t str>) -> Vec<Link> {
    let found = view.site.terms.in_texts(view.catalog(), texts);
    found.into_iter().map(|t| link(view, view.catalog().term(t))).collect()
}
