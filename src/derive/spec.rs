//! A plan's numbers of observations turned into the data of a chart: labels, places on the scale, what is left out and
//! why. Called when the page is rendered, so that 10,000 pages of charts need not stand in memory.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    Speech,
    chart::{ChangeRow, ChartShape, ChartSpec, DotRow, Mark, Part},
    plan::{Label, Plan, PlanShape, Title},
};
use crate::model::{Article, ObsIx, Observation, PlaceIx};
use crate::quantity::{Interval, format_grouped};

/// The data of a chart.
pub fn chart_spec(speech: Speech<'_>, plan: &Plan) -> ChartSpec {
    let shown = plan.observations();
    ChartSpec {
        lang: speech.lang,
        id: plan.id.clone(),
        title: title(speech, &plan.title),
        desc: description(speech, &plan.shape),
        unit: shown.first().map_or(String::new(), |o| speech.catalog.observation(*o).quantity.base_unit()),
        period: span_label(speech, &shown),
        source: source(speech, &shown),
        note: note(speech, plan),
        shape: shape(speech, &plan.shape),
    }
}

/// The title of a chart or table.
pub fn title(speech: Speech<'_>, title: &Title) -> String {
    let words = speech.words;
    let label = |m| speech.metric(m).text;
    match title {
        Title::Own(text) => text.clone(),
        Title::Change(metric) => words.fill("chart.title_change", &[("label", label(*metric))]),
        Title::PlaceChange(place) => words.fill("chart.title_place", &[("place", speech.place(*place).text)]),
        Title::Latest(metric) => words.fill("chart.title_latest", &[("label", label(*metric))]),
    }
}

/// A short citation of an article: newspaper, headline, date, as far as they are printed.
pub fn citation(speech: Speech<'_>, article: &Article) -> String {
    let origin = &article.origin;
    let mut text = origin.producer.clone().unwrap_or_default();
    match &origin.headline {
        Some(headline) => text.push_str(&format!("《{headline}》")),
        None => text.push_str(speech.words.get("cite.untitled")),
    }
    match &origin.date {
        Some(date) => format!("{text}{}{}", speech.words.get("site.comma"), speech.period(date)),
        None => text,
    }
}

/// The period that all the values speak of, or the first and the last of theirs.
pub fn span_label(speech: Speech<'_>, shown: &[ObsIx]) -> String {
    let periods = || shown.iter().map(|o| &speech.catalog.observation(*o).period);
    let (Some(first), Some(last)) = (periods().min_by_key(|p| p.last()), periods().max_by_key(|p| p.last()))
    else {
        return String::new();
    };
    if periods().all(|p| p == first) {
        return speech.period(first);
    }
    let (from, to) = (first.last(), last.last());
    if from == to {
        return speech.date(&to);
    }
    speech.words.fill("period.range", &[("from", &speech.date(&from)), ("to", &speech.date(&to))])
}

fn source(speech: Speech<'_>, shown: &[ObsIx]) -> String {
    let mut articles: Vec<_> = shown.iter().map(|o| speech.catalog.observation(*o).article).collect();
    articles.sort_unstable();
    articles.dedup();
    match articles[..] {
        [one] => citation(speech, speech.catalog.article(one)),
        _ => speech.words.count("chart.articles", articles.len()),
    }
}

fn place_names(speech: Speech<'_>, places: &[PlaceIx]) -> String {
    speech.list(places.iter().map(|p| speech.place(*p).text))
}

fn note(speech: Speech<'_>, plan: &Plan) -> Option<String> {
    let words = speech.words;
    let own = plan.note.clone();
    let differ = (own.is_none() && periods_differ(speech, &plan.shape))
        .then(|| words.get("chart.periods_differ").to_owned());
    let left_out = match &plan.shape {
        PlanShape::Change { left_out, .. } if !left_out.is_empty() => {
            Some(words.fill("chart.left_out", &[("places", &place_names(speech, left_out))]))
        }
        _ => None,
    };
    let notes: Vec<String> = [own, differ, left_out].into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.concat())
}

/// Whether places stand side by side with values of different periods.
fn periods_differ(speech: Speech<'_>, shape: &PlanShape) -> bool {
    let latest: Vec<ObsIx> = match shape {
        PlanShape::Change { rows, .. } => {
            rows.iter().filter(|(l, ..)| !matches!(l, Label::Metric(_))).map(|(_, _, to)| *to).collect()
        }
        PlanShape::Dots(rows) => rows.iter().filter_map(|(_, value)| *value).collect(),
        PlanShape::Composition { .. } | PlanShape::Table(_) => Vec::new(),
    };
    let period = |o: &ObsIx| &speech.catalog.observation(*o).period;
    latest.windows(2).any(|pair| period(&pair[0]) != period(&pair[1]))
}

fn label(speech: Speech<'_>, label: Label) -> String {
    match label {
        Label::Place(place) => speech.place(place).text.to_owned(),
        Label::Metric(metric) => speech.metric(metric).text.to_owned(),
        Label::Both(place, metric) => {
            let comma = speech.words.get("site.comma");
            format!("{}{comma}{}", speech.place(place).text, speech.metric(metric).text)
        }
    }
}

fn metric_label(speech: Speech<'_>, observation: ObsIx) -> String {
    speech.metric(speech.catalog.observation(observation).metric).text.to_owned()
}

fn shape(speech: Speech<'_>, shape: &PlanShape) -> ChartShape {
    let mark = |o: ObsIx| mark(speech, speech.catalog.observation(o));
    let part = |o: ObsIx| Part { label: metric_label(speech, o), mark: mark(o) };
    match shape {
        PlanShape::Change { rows, .. } => ChartShape::BeforeAfter {
            rows: rows
                .iter()
                .map(|(l, from, to)| ChangeRow { label: label(speech, *l), from: mark(*from), to: mark(*to) })
                .collect(),
        },
        PlanShape::Composition { whole, parts } => ChartShape::Composition {
            whole: whole.map(part),
            parts: parts.iter().map(|o| part(*o)).collect(),
            gap: whole.and_then(|w| gap(speech, w, parts)),
        },
        PlanShape::Dots(rows) => ChartShape::Dots {
            rows: rows
                .iter()
                .map(|(place, value)| DotRow {
                    label: speech.place(*place).text.to_owned(),
                    mark: value.map(mark),
                    missing: speech.words.get("missing.not_printed").to_owned(),
                })
                .collect(),
        },
        PlanShape::Table(_) => ChartShape::Dots { rows: Vec::new() },
    }
}

/// What the parts lack of the whole, or have more, where the printed precision does not explain it.
fn gap(speech: Speech<'_>, whole: ObsIx, parts: &[ObsIx]) -> Option<String> {
    let quantity = |o: ObsIx| &speech.catalog.observation(o).quantity;
    let zero = (Interval::exact(Decimal::ZERO), Decimal::ZERO);
    let (sum, value) = parts.iter().fold(zero, |(interval, value), o| {
        let part = quantity(*o);
        (interval.add(&part.interval), value + part.base_value())
    });
    if sum.overlaps(&quantity(whole).interval) {
        return None;
    }
    let difference = (quantity(whole).base_value() - value).abs().normalize();
    let text = format!("{}{}", format_grouped(difference), quantity(whole).base_unit());
    Some(speech.words.fill("chart.gap", &[("gap", &text)]))
}

fn mark(speech: Speech<'_>, observation: &Observation) -> Mark {
    let quantity = &observation.quantity;
    let float = |d: Decimal| d.to_f64().unwrap_or_default();
    let value = float(quantity.base_value());
    Mark {
        value,
        low: quantity.interval.low.map_or(value, float),
        high: quantity.interval.high.map_or(value, float),
        open_low: quantity.interval.low.is_none(),
        open_high: quantity.interval.high.is_none(),
        printed: quantity.printed.to_string(),
        period: speech.period(&observation.period),
        approximate: quantity.is_approximate(),
    }
}

/// The values of a chart in a sentence, for those who do not see it.
fn description(speech: Speech<'_>, shape: &PlanShape) -> String {
    let value = |o: ObsIx| {
        let observation = speech.catalog.observation(o);
        speech.aside(&observation.quantity.printed, &speech.period(&observation.period))
    };
    let space = speech.words.get("site.word_space");
    let rows: Vec<String> = match shape {
        PlanShape::Change { rows, .. } => {
            let row = |(l, from, to): &(Label, ObsIx, ObsIx)| {
                let (from, to) = (value(*from), value(*to));
                speech
                    .words
                    .fill("chart.change", &[("label", &label(speech, *l)), ("from", &from), ("to", &to)])
            };
            rows.iter().map(row).collect()
        }
        PlanShape::Composition { whole, parts } => {
            let part = |o: &ObsIx| format!("{}{space}{}", metric_label(speech, *o), value(*o));
            whole.iter().chain(parts).map(part).collect()
        }
        PlanShape::Dots(rows) => rows
            .iter()
            .map(|(place, o)| {
                let missing = || speech.words.get("missing.not_printed").to_owned();
                format!("{}{space}{}", speech.place(*place).text, o.map_or_else(missing, value))
            })
            .collect(),
        PlanShape::Table(_) => Vec::new(),
    };
    rows.join(speech.words.get("site.clause_separator"))
}
