//! What the reports on each place say of one domain: the ways of working that they name, and the passage about the domain
//! in our text on the newest of them. Charts and tables stay on the profile.

use serde::Serialize;

use super::{
    super::{
        href::SitePath,
        markdown::render_inline,
        text::Text,
        view::{Named, TextGround, View},
    },
    article_card::{Titled, titled},
    blocks::{TextView, text_sections},
};
use crate::diag::Lang;
use crate::model::{ArticleIx, DomainIx, PlaceIx, Practice};

/// The most places whose passages stand on one page; of more, the practices alone do.
const MOST_PASSAGES: usize = 12;
/// The most places that one page lists.
const MOST_PLACES: usize = 200;

/// What the reports on one place say of a domain.
#[derive(Debug, Serialize)]
pub struct PracticesOf {
    place: Named,
    section: String,
    practices: Vec<PracticeView>,
    passage: String,
    /// The language of the passage, where it is not the page's.
    lang: Option<&'static str>,
}

/// A way of working.
#[derive(Debug, Serialize)]
pub struct PracticeView {
    name: Text,
    term: Option<String>,
    text: String,
    article: Titled,
    lines: String,
}

/// What the reports on each place say of a domain, by place, and how many places are left out.
pub fn practices_of(view: &View<'_>, domain: DomainIx) -> (Vec<PracticesOf>, usize) {
    let found: Vec<PlaceIx> = view.catalog().place_ids().filter(|p| speaks(view, *p, domain)).collect();
    let with_passages = found.iter().filter(|p| passage_in(view, **p, domain).is_some()).count();
    let shows_passages = with_passages <= MOST_PASSAGES;
    let named = |p: &&PlaceIx| shows_passages || practices_at(view, **p, domain).next().is_some();
    let all: Vec<&PlaceIx> = found.iter().filter(named).collect();
    let shown = all.iter().take(MOST_PLACES).map(|p| of_place(view, **p, domain, shows_passages));
    (shown.collect(), found.len() - all.len().min(MOST_PLACES))
}

fn of_place(view: &View<'_>, place: PlaceIx, domain: DomainIx, shows_passages: bool) -> PracticesOf {
    let page = SitePath::county(view.catalog().place(place));
    let passage = passage_in(view, place, domain).filter(|_| shows_passages);
    PracticesOf {
        place: view.place(place),
        section: view.path.link_to_fragment(&page, &view.catalog().domain(domain).id),
        practices: practices_at(view, place, domain).map(|(a, p)| practice(view, a, p)).collect(),
        passage: passage.map(|article| passage_html(view, article, domain)).unwrap_or_default(),
        lang: passage.and_then(|article| view.foreign_tag(TextView::of_article(view, article).lang)),
    }
}

/// The ways of working that the articles on a place name, newest article first.
fn practices_at<'a>(
    view: &View<'a>,
    place: PlaceIx,
    domain: DomainIx,
) -> impl Iterator<Item = (ArticleIx, &'a Practice)> + use<'a> {
    let catalog = view.catalog();
    let articles = view.site.index.articles_of(place).iter().rev().copied();
    articles
        .flat_map(|a| catalog.article(a).practices.iter().map(move |p| (a, p)))
        .filter(move |(_, p)| p.domain == domain)
}

/// The newest article on a place, where its text has a passage about the domain.
fn passage_in(view: &View<'_>, place: PlaceIx, domain: DomainIx) -> Option<ArticleIx> {
    let newest = view.site.index.articles_of(place).last()?;
    let label = &view.catalog().domain(domain).label;
    view.catalog().article(*newest).body.headings.contains(label).then_some(*newest)
}

fn speaks(view: &View<'_>, place: PlaceIx, domain: DomainIx) -> bool {
    practices_at(view, place, domain).next().is_some() || passage_in(view, place, domain).is_some()
}

/// The ways of working that an article names, all domains.
pub fn practices_in(view: &View<'_>, article: ArticleIx) -> Vec<PracticeView> {
    view.catalog().article(article).practices.iter().map(|p| practice(view, article, p)).collect()
}

fn practice(view: &View<'_>, article: ArticleIx, practice: &Practice) -> PracticeView {
    let catalog = view.catalog();
    let page = SitePath::article(catalog.article(article));
    let (text, lang) = view.body(&practice.text, practice.text_en.as_ref());
    let ground = TextGround { view, owner: page, lang };
    let name = practice.name.as_str();
    let term = catalog.terms.iter().find(|t| t.zh.starts_with(name) || t.also.iter().any(|a| a == name));
    let glossary = SitePath::new("glossary.html");
    PracticeView {
        name: name_of(view, practice),
        term: term.map(|t| view.path.link_to_fragment(&glossary, &t.id)),
        text: view.marked_html(render_inline(text, &ground), lang),
        article: titled(view, article),
        lines: view.lines(&practice.lines),
    }
}

/// The name of a practice; on a page in English what it says, with the name beside it.
fn name_of(view: &View<'_>, practice: &Practice) -> Text {
    let name = view.chinese(&practice.name);
    match &practice.en {
        Some(english) if view.lang() == Lang::En => {
            view.fill("site.aside", &[("text", &english.as_str().into()), ("aside", &name)])
        }
        _ => name,
    }
}

fn passage_html(view: &View<'_>, article: ArticleIx, domain: DomainIx) -> String {
    // Without plans nothing is drawn: charts and tables stay on the profile.
    let text = TextView { plans: &[], original: None, ..TextView::of_article(view, article) };
    let id = &view.catalog().domain(domain).id;
    let of_domain = text_sections(view, &text, None)
        .into_iter()
        .filter(|s| s.heading.as_ref().is_some_and(|h| h.id == *id));
    of_domain.flat_map(|s| s.blocks).filter_map(|b| b.prose()).collect()
}
