//! A text of ours on a page: prose, charts, inline tables and pictures in order.

use serde::Serialize;

use super::{
    super::{
        asked::Ask,
        href::SitePath,
        markdown::{Heading, Piece, render_body},
        text::Text,
        view::{TextGround, View},
    },
    chart::{ChartView, chart},
    figure::{FigureView, figures},
    image::{ImageView, image},
};
use crate::derive::{Plan, PlanShape, title};
use crate::diag::Lang;
use crate::model::{ArticleIx, Body, EnglishBody};

/// One block of a text.
#[derive(Debug, Serialize)]
pub struct BlockView<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    /// The language of its prose, where that is not the page's.
    lang: Option<&'static str>,
    html: Option<String>,
    chart: Option<Box<ChartView<'a>>>,
    table: Option<InlineTable<'a>>,
    image: Option<Box<ImageView>>,
}

impl BlockView<'_> {
    /// Its prose, where it is prose.
    pub fn prose(self) -> Option<String> {
        self.html
    }
}

impl BlockView<'_> {
    /// Whether it is a chart.
    pub fn is_chart(&self) -> bool {
        self.kind == "chart"
    }
}

/// A table in running text.
#[derive(Debug, Serialize)]
pub struct InlineTable<'a> {
    id: String,
    title: Text,
    note: Option<Text>,
    figures: Vec<FigureView<'a>>,
}

/// A text, the page that it was written for, and the plans of its charts.
#[derive(Clone, Debug)]
pub struct TextView<'a> {
    /// The text.
    pub body: &'a Body,
    /// One plan for each of its blocks.
    pub plans: &'a [Plan],
    /// The page that it was written for.
    pub owner: SitePath,
    /// The language that it is in.
    pub lang: Lang,
    /// The text in Chinese, where this one is in English and draws what that one draws.
    pub original: Option<&'a Body>,
}

impl<'a> TextView<'a> {
    /// The text of an article, in the language of the page where it is written in it.
    pub fn of_article(view: &View<'a>, ix: ArticleIx) -> TextView<'a> {
        let article = view.catalog().article(ix);
        let owner = SitePath::article(article);
        let plans = view.site.charts.of_article(ix);
        TextView::in_both(view, &article.body, &article.body_en, plans, owner)
    }

    /// A text with an English one beside it, in the language of the page where it is written in it.
    pub fn in_both(
        view: &View<'a>,
        body: &'a Body,
        english: &'a Option<EnglishBody>,
        plans: &'a [Plan],
        owner: SitePath,
    ) -> TextView<'a> {
        match english {
            Some(english) if view.lang() == Lang::En => {
                TextView { body: &english.body, plans, owner, lang: Lang::En, original: Some(body) }
            }
            _ => TextView { body, plans, owner, lang: Lang::Zh, original: None },
        }
    }
}

/// A stretch of a text under one heading of the second level.
#[derive(Debug)]
pub struct Section<'a> {
    /// The heading; none before the first.
    pub heading: Option<Heading>,
    /// The language of the heading, where that is not the page's.
    lang: Option<&'static str>,
    /// What stands under it.
    pub blocks: Vec<BlockView<'a>>,
}

impl<'a> Section<'a> {
    /// Its blocks, under its heading as one of the third level.
    pub fn with_heading(self) -> Vec<BlockView<'a>> {
        let mut blocks = Vec::new();
        if let Some(heading) = self.heading {
            let html = format!("<h3 id=\"{}\">{}</h3>\n", heading.id, heading.html);
            blocks.push(BlockView { lang: self.lang, ..BlockView::of_html(html) });
        }
        blocks.extend(self.blocks);
        blocks
    }
}

/// A text as blocks, headings included, and the headings for a table of contents.
pub fn text_blocks<'a>(view: &View<'a>, text: &TextView<'a>) -> (Vec<BlockView<'a>>, Vec<Heading>) {
    let mut blocks: Vec<BlockView<'_>> = Vec::new();
    let mut headings = Vec::new();
    for piece in pieces(view, text) {
        match piece {
            Piece::Html(html) => push_html(view, text.lang, &mut blocks, html),
            Piece::Heading(heading) => {
                push_html(
                    view,
                    text.lang,
                    &mut blocks,
                    format!("<h2 id=\"{}\">{}</h2>\n", heading.id, heading.html),
                );
                headings.push(heading);
            }
            Piece::Block(n) => {
                blocks.extend(text.plans.get(n).map(|plan| block(view, plan, &text.owner, "")))
            }
        }
    }
    (blocks, headings)
}

/// A text cut at its headings of the second level, as a profile spreads it over its sections. `left_out` is the block
/// that the profile shows elsewhere.
pub fn text_sections<'a>(view: &View<'a>, text: &TextView<'a>, left_out: Option<usize>) -> Vec<Section<'a>> {
    let lang = view.foreign_tag(text.lang);
    let mut sections = vec![Section { heading: None, lang, blocks: Vec::new() }];
    for piece in pieces(view, text) {
        let section = sections.last_mut().expect("invariant: there is a section before the first heading");
        match piece {
            Piece::Html(html) => push_html(view, text.lang, &mut section.blocks, html),
            Piece::Heading(heading) => {
                sections.push(Section { heading: Some(heading), lang, blocks: Vec::new() })
            }
            Piece::Block(n) if Some(n) == left_out => {}
            Piece::Block(n) => {
                let prefix = section.heading.as_ref().map_or("text", |h| h.id.as_str()).to_owned();
                section.blocks.extend(text.plans.get(n).map(|plan| block(view, plan, &text.owner, &prefix)));
            }
        }
    }
    sections
}

fn pieces(view: &View<'_>, text: &TextView<'_>) -> Vec<Piece> {
    let rendered = |body, lang| render_body(body, &TextGround { view, owner: text.owner.clone(), lang });
    let own = rendered(text.body, text.lang);
    match text.original {
        Some(original) => with_drawn(own, rendered(original, Lang::Zh)),
        None => own,
    }
}

/// A text with what another one draws: after the passage under the same heading, at the end where there is none.
fn with_drawn(text: Vec<Piece>, other: Vec<Piece>) -> Vec<Piece> {
    let mut under = None;
    let mut drawn = Vec::new();
    for piece in other {
        match piece {
            Piece::Heading(heading) => under = Some(heading.id),
            Piece::Block(n) => drawn.push((under.clone(), n)),
            Piece::Html(_) => {}
        }
    }
    let mut under = None;
    let mut out = Vec::new();
    let passage = |under: &Option<String>, drawn: &mut Vec<(Option<String>, usize)>| {
        let of_passage = drawn.extract_if(.., |(heading, _)| heading == under);
        of_passage.map(|(_, n)| Piece::Block(n)).collect::<Vec<_>>()
    };
    for piece in text {
        if let Piece::Heading(heading) = &piece {
            out.extend(passage(&under, &mut drawn));
            under = Some(heading.id.clone());
        }
        out.push(piece);
    }
    out.extend(passage(&under, &mut drawn));
    out.extend(drawn.into_iter().map(|(_, n)| Piece::Block(n)));
    out
}

impl BlockView<'_> {
    fn of_kind(kind: &'static str) -> Self {
        BlockView { kind, lang: None, html: None, chart: None, table: None, image: None }
    }

    fn of_html(html: String) -> Self {
        BlockView { html: Some(html), ..BlockView::of_kind("html") }
    }
}

/// Adds prose in `lang`.
fn push_html(view: &View<'_>, lang: Lang, blocks: &mut Vec<BlockView<'_>>, html: String) {
    let tag = view.foreign_tag(lang);
    match blocks.last_mut() {
        Some(BlockView { html: Some(before), lang, .. }) if *lang == tag => before.push_str(&html),
        _ => blocks.push(BlockView { lang: tag, ..BlockView::of_html(html) }),
    }
}

fn block<'a>(view: &View<'a>, plan: &'a Plan, owner: &SitePath, prefix: &str) -> BlockView<'a> {
    let id = || if prefix.is_empty() { plan.id.clone() } else { format!("{prefix}-{}", plan.id) };
    if let PlanShape::Image(ix, of) = &plan.shape {
        let image = Box::new(image(view, plan, id(), *ix, of));
        return BlockView { image: Some(image), ..BlockView::of_kind("image") };
    }
    if let PlanShape::Table(rows) = &plan.shape {
        let table = InlineTable {
            id: id(),
            title: view.mixed(&title(view.speech, &plan.title)),
            note: plan.note.as_ref().map(|note| view.said(view.speech.worded(note))),
            figures: figures(view, rows.iter().copied()),
        };
        return BlockView { table: Some(table), ..BlockView::of_kind("table") };
    }
    if !plan.is_drawable() {
        let empty = view.words.get("chart.empty").into();
        let text = view.labelled(&view.mixed(&title(view.speech, &plan.title)), &empty);
        let mut html = String::from("<p class=\"fine\">");
        html.push_str(&text.html());
        html.push_str("</p>\n");
        return BlockView::of_html(html);
    }
    let chart = view.asked(Ask::Chart, || Some(Box::new(chart(view, plan, owner, prefix))));
    BlockView { chart, ..BlockView::of_kind("chart") }
}
