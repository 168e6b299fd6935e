//! A relation between figures: its formula, the numbers put in, and what came of it.

use serde::Serialize;

use super::super::{text::Text, view::View};
use crate::check::{Outcome, Verdict};
use crate::derive::VerdictCounts;
use crate::diag::Lang;
use crate::model::{ArticleIx, CLOSE, Expr, Formula, OPEN, ObsIx, Piece, Relation};

/// A relation ready to print.
#[derive(Debug, Serialize)]
pub struct RelationView<'a> {
    anchor: &'a str,
    formula: Vec<Token>,
    worked: Vec<Token>,
    verdict: VerdictView<'a>,
    detail: Option<Text>,
    known: Option<Text>,
}

impl RelationView<'_> {
    /// Its fragment on the article's page.
    pub fn anchor(&self) -> &str {
        self.anchor
    }
}

/// A piece of a formula: a figure with its link, or a sign.
#[derive(Debug, Serialize)]
pub struct Token {
    text: Text,
    href: Option<String>,
}

/// What came of a relation.
#[derive(Clone, Debug, Serialize)]
pub struct VerdictView<'a> {
    id: &'static str,
    word: &'a str,
}

/// The verdict on a relation in a word.
pub fn verdict<'a>(view: &View<'a>, relation: &Relation, verdict: &Verdict) -> VerdictView<'a> {
    let (id, word) = match verdict.outcome {
        Outcome::Holds => ("holds", "verdict.holds"),
        Outcome::Rounding => ("rounding", "verdict.rounding"),
        Outcome::Contradicts if relation.known.is_some() => ("known", "verdict.contradicts_known"),
        Outcome::Contradicts => ("contradicts", "verdict.contradicts"),
    };
    VerdictView { id, word: view.words.get(word) }
}

/// A relation of an article with what came of it.
pub fn relation<'a>(view: &View<'a>, relation: &'a Relation, found: &'a Verdict) -> RelationView<'a> {
    let catalog = view.catalog();
    let label = labels(view, relation);
    let printed = |o: ObsIx| view.chinese(&catalog.observation(o).quantity.printed);
    let shows_sum = !matches!(found.outcome, Outcome::Holds) && !found.sentence.is_empty();
    RelationView {
        anchor: &relation.anchor,
        formula: tokens(view, relation, &label),
        worked: tokens(view, relation, &printed),
        verdict: verdict(view, relation, found),
        detail: shows_sum.then(|| view.mixed(found.sentence.in_lang(view.lang()))),
        known: relation.known.as_deref().map(|known| view.choose(known, relation.known_en.as_deref())),
    }
}

/// A relation in one line: `登记就业 ≤ 贫困劳动力`.
pub fn relation_text(view: &View<'_>, relation: &Relation) -> Text {
    in_line(tokens(view, relation, &labels(view, relation)).iter().map(|t| &t.text))
}

/// An expression in one line, each of its terms as `show` gives it.
pub fn expr_text<R>(view: &View<'_>, expr: &Expr<R>, show: &impl Fn(&R) -> Text) -> Text {
    let mut words = Vec::new();
    expr.pieces(&mut |piece| {
        words.push(match piece {
            Piece::Figure(term) => show(term),
            Piece::Sign(sign) => sign_text(view, sign),
        });
    });
    in_line(&words)
}

/// Words in a line, with spaces between them but not inside of brackets.
fn in_line<'t>(words: impl IntoIterator<Item = &'t Text>) -> Text {
    let is = |text: &Text, bracket: &[&str]| bracket.contains(&text.plain());
    let mut line = Text::default();
    let mut opened = true;
    for word in words {
        if !opened && !is(word, &[CLOSE, ")"]) {
            line.push_str(" ");
        }
        opened = is(word, &[OPEN, "("]);
        line.push(word);
    }
    line
}

/// A sign of a formula; brackets are those of the language.
fn sign_text(view: &View<'_>, sign: &str) -> Text {
    match (view.lang(), sign) {
        (Lang::En, OPEN) => "(".into(),
        (Lang::En, CLOSE) => ")".into(),
        _ => view.chinese(sign),
    }
}

/// The labels of a relation's figures.
fn labels<'v>(view: &'v View<'_>, relation: &Relation) -> impl Fn(ObsIx) -> Text + 'v {
    labels_of(view, relation.figures())
}

/// The labels of figures; with their periods where one metric is named at several.
fn labels_of<'v>(view: &'v View<'_>, mut named: Vec<ObsIx>) -> impl Fn(ObsIx) -> Text + 'v {
    let catalog = view.catalog();
    named.sort_unstable();
    named.dedup();
    move |o| {
        let figure = catalog.observation(o);
        let label = view.metric_label(figure.metric);
        let same = named.iter().filter(|n| catalog.observation(**n).metric == figure.metric).count();
        if same > 1 { view.aside(&label, &view.period(&figure.period)) } else { label }
    }
}

/// A formula of an article over its figures.
fn over_figures(view: &View<'_>, article: ArticleIx, formula: &Formula) -> Option<Expr> {
    let catalog = view.catalog();
    let of = |position: u32| {
        let mut own = catalog.article(article).observation_ids();
        own.find(|o| catalog.observation(*o).position == position).ok_or(())
    };
    formula.expr.clone().try_map(&mut { of }).ok()
}

/// The formula of a derived figure with its numbers put in, each linked to its record.
pub fn formula_worked(view: &View<'_>, article: ArticleIx, formula: &Formula) -> Vec<Token> {
    over_figures(view, article, formula).map(|expr| expr_worked(view, &expr)).unwrap_or_default()
}

/// An expression with its numbers put in, each linked to its record.
pub fn expr_worked(view: &View<'_>, expr: &Expr) -> Vec<Token> {
    let printed = |o: ObsIx| view.chinese(&view.catalog().observation(o).quantity.printed);
    let mut out = Vec::new();
    expr.pieces(&mut |piece| out.push(token(view, piece, &printed)));
    out
}

/// The formula of a derived figure of an article in words: `贫困发生率（2014年） − 贫困发生率（2020年）`.
pub fn formula_text(view: &View<'_>, article: ArticleIx, formula: &Formula) -> Text {
    let Some(expr) = over_figures(view, article, formula) else { return view.chinese(&formula.text) };
    let mut named = Vec::new();
    expr.figures(&mut named);
    let label = labels_of(view, named.into_iter().copied().collect());
    expr_text(view, &expr, &|o| label(*o))
}

/// How the relations came out, in a sentence; empty where there are none.
pub fn verdict_summary(view: &View<'_>, counts: VerdictCounts) -> String {
    if counts.total() == 0 {
        return String::new();
    }
    let n = |n: usize| n.to_string();
    let (total, holds, rounding, contradicts) =
        (n(counts.total()), n(counts.holds), n(counts.rounding), n(counts.contradicts));
    let blanks = [
        ("total", total.as_str()),
        ("holds", &holds),
        ("rounding", &rounding),
        ("contradicts", &contradicts),
    ];
    view.words.fill("verdict.summary", &blanks)
}

fn token(view: &View<'_>, piece: Piece<'_, ObsIx>, show: &dyn Fn(ObsIx) -> Text) -> Token {
    match piece {
        Piece::Figure(o) => Token { text: show(*o), href: Some(view.record_href(*o)) },
        Piece::Sign(text) => Token { text: sign_text(view, text), href: None },
    }
}

fn tokens(view: &View<'_>, relation: &Relation, show: &dyn Fn(ObsIx) -> Text) -> Vec<Token> {
    let mut out = Vec::new();
    let mut give = |piece: Piece<'_, ObsIx>| out.push(token(view, piece, show));
    relation.left.pieces(&mut give);
    give(Piece::Sign(relation.comparison.sign()));
    relation.right.pieces(&mut give);
    out
}
