//! A figure with all that a reader needs beside it.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::Serialize;
use tera::Value;

use super::{
    super::{
        asked::{Ask, Asked},
        flat::flat,
        href::SitePath,
        text::Text,
        view::{Shared, View},
    },
    article_card::{Titled, titled},
    change::{PastView, history},
    decision::{CorrectionView, RulingView, correction, ruling},
    disagreement::gap,
    feedback::report_figure,
    head::entry_href,
    relation::{Token, formula_text, formula_worked},
    take::{FigureCite, cite_figure},
};
use crate::derive::{Said, Words, contradicting};
use crate::diag::Lang;
use crate::model::{Basis, Kind, MetricIx, ObsIx, Observation, Version};
use crate::quantity::{Quantity, Unit, format_grouped};

/// A figure in a cell of a comparison.
#[derive(Debug)]
pub struct CellFigure<'a> {
    asked: Asked,
    href: String,
    printed: Text,
    converted: Option<Text>,
    status: Vec<Status<'a>>,
    period: String,
}

flat!(CellFigure { href, printed, converted if Converted, status if Status, period if Period });

/// A figure in a list: what it says, of what, when, and where it was printed.
#[derive(Debug)]
pub struct FigureView<'a> {
    asked: Asked,
    href: String,
    printed: Text,
    converted: Option<Text>,
    status: Vec<Status<'a>>,
    metric: Value,
    place: Option<Value>,
    article: Option<Value>,
    period: String,
    kind: &'a str,
    basis: &'a str,
    lines: String,
    note: Option<Text>,
}

flat!(FigureView {
    href,
    printed,
    converted if Converted,
    status if Status,
    metric,
    place if Place,
    article if Article,
    period if Period,
    kind if Kind,
    basis if Basis,
    lines if Lines,
    note if Note,
});

/// The record of a figure: all that is known of it.
#[derive(Debug)]
pub struct RecordView<'a> {
    asked: Asked,
    figure: FigureView<'a>,
    anchor: &'a str,
    interval: Option<Text>,
    kind_note: &'a str,
    basis_note: Text,
    worked: Vec<Token>,
    population: Text,
    attribution: Option<Text>,
    version: Option<Version>,
    cite: Option<FigureCite>,
    edit: Option<String>,
    report: Option<String>,
    others: Vec<OtherView>,
    ruling: Option<RulingView>,
    correction: Option<CorrectionView>,
    history: Vec<PastView>,
}

flat!(RecordView {
    ..figure,
    anchor,
    interval if Interval,
    kind_note if KindNote,
    basis_note if BasisNote,
    worked if Worked,
    population if Population,
    attribution if Attribution,
    version if Version,
    cite if Cite,
    edit if Edit,
    report if Report,
    others if Others,
    ruling if Ruling,
    correction if Correction,
    history if History,
});

/// What another article says of the same thing.
#[derive(Debug, Serialize)]
struct OtherView {
    href: String,
    printed: Text,
    article: Titled,
    lines: String,
    gap: Text,
}

/// A word of caution.
#[derive(Debug, Serialize)]
pub struct Status<'a> {
    word: &'a str,
    note: &'a str,
}

/// A metric by label; local ones have no page.
#[derive(Debug, Serialize)]
pub(super) struct MetricRef<'a> {
    label: Text,
    href: Option<String>,
    id: &'a str,
}

/// Figures ready to print.
pub fn figures<'a>(view: &View<'a>, observations: impl IntoIterator<Item = ObsIx>) -> Vec<FigureView<'a>> {
    observations.into_iter().map(|o| figure(view, o)).collect()
}

/// One figure in a list.
pub fn figure<'a>(view: &View<'a>, ix: ObsIx) -> FigureView<'a> {
    let (catalog, words) = (view.catalog(), view.words);
    let record = catalog.observation(ix);
    let place = catalog.article(record.article).place;
    FigureView {
        asked: view.asked,
        href: view.record_href(ix),
        printed: view.chinese(&record.quantity.printed),
        converted: view.asked(Ask::Converted, || converted(view, &record.quantity)),
        status: view.asked(Ask::Status, || status(view, ix)),
        metric: view.shared(Shared::Metric(record.metric), || metric_ref(view, record.metric)),
        place: view.asked(Ask::Place, || Some(view.shared(Shared::Place(place), || view.place(place)))),
        article: view.asked(Ask::Article, || {
            Some(view.shared(Shared::Article(record.article), || titled(view, record.article)))
        }),
        period: view.asked(Ask::Period, || view.period(&record.period)),
        kind: view.asked(Ask::Kind, || view.speech.kind(record.kind)),
        basis: view.asked(Ask::Basis, || basis_word(words, &record.basis)),
        lines: view.asked(Ask::Lines, || view.lines(&record.lines)),
        note: view.asked(Ask::Note, || remark(view, record)),
    }
}

/// One figure in a cell.
pub fn cell_figure<'a>(view: &View<'a>, ix: ObsIx) -> CellFigure<'a> {
    let record = view.catalog().observation(ix);
    CellFigure {
        asked: view.asked,
        href: view.record_href(ix),
        printed: view.chinese(&record.quantity.printed),
        converted: view.asked(Ask::Converted, || converted(view, &record.quantity)),
        status: view.asked(Ask::Status, || status(view, ix)),
        period: view.asked(Ask::Period, || view.period(&record.period)),
    }
}

/// The record of one figure.
pub fn record<'a>(view: &View<'a>, ix: ObsIx) -> RecordView<'a> {
    let (catalog, words) = (view.catalog(), view.words);
    let record = catalog.observation(ix);
    RecordView {
        asked: view.asked,
        figure: figure(view, ix),
        anchor: &record.anchor,
        interval: view.asked(Ask::Interval, || interval(view, &record.quantity)),
        kind_note: view.asked(Ask::KindNote, || kind_note(words, record.kind)),
        basis_note: view.asked(Ask::BasisNote, || basis_note(view, record)),
        worked: view.asked(Ask::Worked, || match &record.basis {
            Basis::Derived(formula) => formula_worked(view, record.article, formula),
            Basis::Printed | Basis::Converted => Vec::new(),
        }),
        population: view.asked(Ask::Population, || match &record.remarks().population {
            Some(population) => view.choose(population, record.remarks().population_en.as_deref()),
            None => view.metric_population(record.metric),
        }),
        attribution: view
            .asked(Ask::Attribution, || record.remarks().attribution.as_deref().map(|who| view.chinese(who))),
        edit: view.asked(Ask::Edit, || entry_href(view, record)),
        report: view.asked(Ask::Report, || report_figure(view, ix)),
        cite: view.asked(Ask::Cite, || Some(cite_figure(view, ix))),
        version: view.asked(Ask::Version, || Some(view.site.version(ix))),
        ruling: view.asked(Ask::Ruling, || ruling(view, ix)),
        correction: view.asked(Ask::Correction, || correction(view, ix)),
        history: view.asked(Ask::History, || history(view, ix)),
        others: view.asked(Ask::Others, || {
            contradicting(catalog, &view.site.index, ix).map(|o| other(view, ix, o)).collect()
        }),
    }
}

fn other(view: &View<'_>, ix: ObsIx, other: ObsIx) -> OtherView {
    let record = view.catalog().observation(other);
    OtherView {
        href: view.record_href(other),
        printed: view.chinese(&record.quantity.printed),
        article: titled(view, record.article),
        lines: view.lines(&record.lines),
        gap: gap(view, ix, other),
    }
}

/// A metric with its page, if it has one.
pub(super) fn metric_ref<'a>(view: &View<'a>, ix: MetricIx) -> MetricRef<'a> {
    let metric = view.catalog().metric(ix);
    let href = metric.is_catalogued().then(|| view.href(&SitePath::metric(metric)));
    MetricRef { label: view.metric_label(ix), href, id: metric.id.as_str() }
}

/// The value in base units with its word of approximation, where it was not printed in them; in another language than
/// Chinese the printed words read out.
fn converted(view: &View<'_>, quantity: &Quantity) -> Option<Text> {
    let words = view.words;
    if view.lang() != Lang::Zh {
        return view.speech.reading(quantity).map(Text::from);
    }
    if !quantity.is_converted() {
        return None;
    }
    let unit = counter(quantity);
    let low = format_grouped(quantity.base_value().normalize());
    if let Some(upper) = quantity.upper {
        let high = format!("{}{unit}", format_grouped((upper * quantity.unit.factor).normalize()));
        return Some(words.fill("interval.between", &[("low", &low), ("high", &high)]).into());
    }
    Some(format!("{}{low}{unit}", view.speech.approximation(quantity)).into())
}

/// The unit of a conversion: as printed without its multiplier (3万余条 is in 条), else the base unit.
fn counter(quantity: &Quantity) -> String {
    let unit = &quantity.unit;
    let bare = unit.printed.trim_start_matches(['十', '百', '千', '万', '亿']);
    let is_base = match bare.len() == unit.printed.len() {
        true => unit.factor == Decimal::ONE,
        false => Unit::parse(bare).is_ok_and(|unit| unit.factor == Decimal::ONE),
    };
    if is_base { bare.to_owned() } else { quantity.base_unit() }
}

/// The editor's remark on a figure as a sentence: with a full stop, where the editor left it out.
pub(super) fn remark(view: &View<'_>, record: &Observation) -> Option<Text> {
    let Said { text, lang } =
        view.speech.choose(record.remarks().note.as_deref()?, record.remarks().note_en.as_deref());
    let (ends, stop) = match lang {
        Lang::Zh => (['。', '！', '？', '…'], '。'),
        Lang::En => (['.', '!', '?', '…'], '.'),
    };
    let text = if text.ends_with(ends) { Cow::from(text) } else { format!("{text}{stop}").into() };
    Some(view.said(Said { text: &text, lang }))
}

/// The values that the printed precision allows, unless it is one value or says no more than the printed words.
fn interval(view: &View<'_>, quantity: &Quantity) -> Option<Text> {
    let words = view.words;
    let interval = &quantity.interval;
    if interval.is_point() {
        return None;
    }
    let unit = counter(quantity);
    let end = |d: Decimal| format_grouped(d.normalize());
    let text = match (interval.low, interval.high) {
        (Some(low), Some(high)) => words.fill(
            "interval.between",
            &[("low", &end(low)), ("high", &view.speech.amount(&end(high), &unit))],
        ),
        (Some(low), None) => words.fill("interval.from", &[("low", &view.speech.amount(&end(low), &unit))]),
        (None, Some(high)) => words.fill("interval.to", &[("high", &view.speech.amount(&end(high), &unit))]),
        (None, None) => return None,
    };
    (text != *quantity.printed).then(|| view.mixed(&text))
}

fn status<'a>(view: &View<'a>, ix: ObsIx) -> Vec<Status<'a>> {
    let (words, record) = (view.words, view.catalog().observation(ix));
    // Remarks are in Chinese, whatever the page is in.
    let doubt = || view.site.speech(Lang::Zh).words.get("missing.doubtful");
    let doubtful = matches!(&record.remarks().note, Some(note) if note.starts_with(doubt()));
    let all = [
        (matches!(record.basis, Basis::Derived(_)), "basis.derived", "basis.derived"),
        (view.catalog().correction(ix).is_some(), "correction.label", "correction.status_note"),
        (record.kind == Kind::Target, "kind.target", "kind.target_note"),
        (doubtful || record.period.is_uncertain(), "missing.doubtful", "missing.doubtful_note"),
    ];
    let status = |word, note| Status { word: words.get(word), note: words.get(note) };
    all.into_iter().filter(|(holds, ..)| *holds).map(|(_, word, note)| status(word, note)).collect()
}

/// What a kind means.
pub fn kind_note(words: Words<'_>, kind: Kind) -> &str {
    words.get(match kind {
        Kind::Stock => "kind.stock_note",
        Kind::Flow => "kind.flow_note",
        Kind::Cumulative => "kind.cumulative_note",
        Kind::Rate => "kind.rate_note",
        Kind::Standard => "kind.standard_note",
        Kind::Target => "kind.target_note",
    })
}

/// What the value shown rests on. It is always the printed one where there is one; its conversion stands beside it
/// and says so itself.
fn basis_word<'a>(words: Words<'a>, basis: &Basis) -> &'a str {
    words.get(match basis {
        Basis::Printed | Basis::Converted => "basis.printed",
        Basis::Derived(_) => "basis.derived",
    })
}

fn basis_note(view: &View<'_>, record: &Observation) -> Text {
    match &record.basis {
        Basis::Printed | Basis::Converted => view.words.get("basis.printed_note").into(),
        Basis::Derived(formula) => {
            let formula = formula_text(view, record.article, formula);
            view.fill("basis.derived_note", &[("formula", &formula)])
        }
    }
}
