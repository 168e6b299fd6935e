//! What was changed of a figure's record, as data: a change a field, under the names that the editor's file has.

use schemars::JsonSchema;
use serde::Serialize;

use super::words::Edtf;
use crate::model::{Catalog, Field, How, ObsIx};

/// A recorded change of a figure.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct PastData<'a> {
    /// When.
    date: Edtf,
    /// Who.
    editor: &'a str,
    /// Why.
    reason: &'a str,
    /// Whether the record came, says something else, or had gone for a time.
    change: HowData,
    /// Which field says something else, as files call it. Left out where the record came or went.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// What it said. Left out where it said nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    /// What it says since. Left out where it says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
}

/// What happened to a record.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum HowData {
    /// It came.
    Added,
    /// It says something else.
    Changed,
    /// It went.
    Removed,
}

/// What was changed of a figure, the newest first.
pub(super) fn history(catalog: &Catalog, figure: ObsIx) -> Vec<PastData<'_>> {
    let told = catalog.ledger.of_figure(figure);
    let past = told.map(|(entry, change)| PastData {
        date: Edtf::of(&entry.date),
        editor: &entry.editor,
        reason: &entry.reason,
        change: match change.altered.how {
            How::Added => HowData::Added,
            How::Changed => HowData::Changed,
            How::Removed => HowData::Removed,
        },
        field: change.altered.field.map(Field::id),
        from: change.altered.from.as_deref(),
        to: change.altered.to.as_deref(),
    });
    past.collect()
}
