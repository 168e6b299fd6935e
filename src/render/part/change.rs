//! What was changed of a record, in words: on the page of changes, and at the record itself.

use serde::Serialize;

use super::{
    super::{
        href::SitePath,
        text::Text,
        view::{Link, View},
    },
    decision::signed,
};
use crate::{
    model::{Altered, Date, Field, How, Kind, LedgerEntry, Lines, ObsIx, Period, Recorded},
    quantity::Quantity,
};

/// The page of changes.
pub const CHANGES: &str = "changes.html";

/// The fragment of a day on the page of changes.
pub fn day_id(date: &Date) -> String {
    format!("d-{date}")
}

/// A day on the page of changes.
pub fn day_link(view: &View<'_>, date: &Date) -> Link {
    let href = view.path.link_to_fragment(&SitePath::new(CHANGES), &day_id(date));
    Link { label: view.date(date).into(), href }
}

/// What was changed of a figure at one time.
#[derive(Debug, Serialize)]
pub struct PastView {
    text: Text,
    reason: Text,
    signed: Text,
    href: String,
}

/// What was changed of a figure, the newest first.
pub fn history(view: &View<'_>, figure: ObsIx) -> Vec<PastView> {
    let all: Vec<(&LedgerEntry, &Recorded)> = view.catalog().ledger.of_figure(figure).collect();
    let of_one = |told: &[(&LedgerEntry, &Recorded)]| {
        let entry = told[0].0;
        PastView {
            text: changes_text(view, told.iter().map(|(_, change)| &change.altered)),
            reason: view.chinese(&entry.reason),
            signed: signed(view, &entry.editor, &view.date(&entry.date)),
            href: day_link(view, &entry.date).href,
        }
    };
    all.chunk_by(|a, b| a.0.position == b.0.position).map(of_one).collect()
}

/// Changes of one thing in a sentence without its stop.
pub fn changes_text<'c>(view: &View<'_>, all: impl IntoIterator<Item = &'c Altered>) -> Text {
    let mut out = Text::default();
    for altered in all {
        if !out.is_empty() {
            out.push_str(view.words.get("site.clause_separator"));
        }
        out.push(&change_text(view, altered));
    }
    out
}

/// `数值由3206人改为3026人`
fn change_text(view: &View<'_>, altered: &Altered) -> Text {
    let value = |said: &Option<String>| said.as_deref().map(|said| said_value(view, altered.field, said));
    let (from, to) = (value(&altered.from), value(&altered.to));
    let is_article = altered.figure.is_none();
    let Some(field) = altered.field else {
        return match (altered.how, is_article, to, from) {
            (How::Removed, true, ..) => view.words.get("change.article_removed").into(),
            (_, true, ..) => view.words.get("change.article_added").into(),
            (How::Removed, _, _, Some(from)) => view.fill("change.removed_value", &[("from", &from)]),
            (How::Removed, ..) => view.words.get("change.removed").into(),
            (_, _, Some(to), _) => view.fill("change.added_value", &[("to", &to)]),
            _ => view.words.get("change.added").into(),
        };
    };
    if field == Field::Source {
        return view.words.get("change.source").into();
    }
    let name: Text = view.words.get(field_key(field)).into();
    match (&from, &to) {
        (Some(from), Some(to)) => {
            view.fill("change.changed", &[("field", &name), ("from", from), ("to", to)])
        }
        (None, Some(to)) => view.fill("change.filled", &[("field", &name), ("to", to)]),
        (Some(from), None) => view.fill("change.emptied", &[("field", &name), ("from", from)]),
        (None, None) => name,
    }
}

/// What a field says, for readers; what they cannot read so is shown as it stands.
fn said_value(view: &View<'_>, field: Option<Field>, said: &str) -> Text {
    let as_it_is = || view.chinese(said);
    match field {
        Some(Field::Period) => Period::parse(said).map_or_else(|_| as_it_is(), |p| view.period(&p).into()),
        Some(Field::Kind) => {
            let kind = Kind::ALL.iter().find(|(id, _)| *id == said);
            kind.map_or_else(as_it_is, |(_, kind)| view.speech.kind(*kind).into())
        }
        Some(Field::Lines) => Lines::parse(said).map_or_else(as_it_is, |lines| view.lines(&lines).into()),
        Some(Field::Place) => {
            view.catalog().place_with(said).map_or_else(as_it_is, |place| view.place_name(place))
        }
        None | Some(Field::Value) => {
            let reading = Quantity::parse(said).ok().and_then(|quantity| view.speech.reading(&quantity));
            reading.map_or_else(as_it_is, |reading| view.aside(&as_it_is(), &reading))
        }
        Some(_) => as_it_is(),
    }
}

fn field_key(field: Field) -> &'static str {
    match field {
        Field::Value => "change.field_value",
        Field::Period => "change.field_period",
        Field::Kind => "change.field_kind",
        Field::Population => "change.field_population",
        Field::Lines => "change.field_lines",
        Field::Metric => "change.field_metric",
        Field::Label => "change.field_label",
        Field::Formula => "change.field_formula",
        Field::Attribution => "change.field_attribution",
        Field::Note => "change.field_note",
        Field::Name => "change.field_name",
        Field::Title => "change.field_title",
        Field::Place => "change.field_place",
        Field::Source => "change.source",
    }
}
