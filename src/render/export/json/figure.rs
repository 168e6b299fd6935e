//! A figure as data: all that its record says, under the names that the columns of `observations.csv` have.

use schemars::JsonSchema;
use serde::Serialize;

use super::history::{PastData, history};
use super::words::{Edtf, InLanguages, LineSpan, Number, Views};
use crate::{
    derive::contradicting,
    model::{Basis, Ground, Kind, ObsIx, Observation, Version},
    quantity::{Qualifier, Quantity},
};

/// One figure: one value of one metric for one place and time, from one report.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Figure<'a> {
    /// Code of the place in GB/T 2260.
    place_code: &'a str,
    /// Id of the domain.
    domain: &'a str,
    /// Id of the metric.
    metric: &'a str,
    /// What the metric is called.
    label: InLanguages<'a>,
    #[serde(flatten)]
    quantity: QuantityData<'a>,
    /// What time it speaks of.
    period: Edtf,
    /// What it is in time.
    kind: Kind,
    /// What the value rests on.
    basis: BasisData,
    /// The formula of a derived value, over metrics. Left out where the value is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<&'a str>,
    /// Who or what is counted.
    population: InLanguages<'a>,
    /// Who gives the figure. Left out where the source does not say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    attribution: Option<&'a str>,
    /// The editor's remark. Left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<InLanguages<'a>>,
    /// The article that records it, by the name of its file.
    article: &'a str,
    /// Name of the source text.
    source_file: &'a str,
    /// Where the source text prints it; empty for a derived value.
    lines: Vec<LineSpan>,
    /// Fragment of its record on the article's page.
    anchor: &'a str,
    /// Its record, seen from this file, in the site's first language.
    #[schemars(extend("format" = "uri-reference"))]
    record: String,
    /// A mark of what the record says: it changes exactly when the record does.
    #[schemars(regex(pattern = "^[0-9a-f]{8}$"))]
    #[schemars(with = "String")]
    version: Version,
    /// What an editor says the source should have printed. The figure itself stays as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<CorrectionData<'a>>,
    /// Records of other articles that cannot be right together with this one. Left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contradicted_by: Vec<String>,
    /// What an editor decided between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    ruling: Option<RulingData<'a>>,
    /// What was changed of the record, the newest first. Left out where nothing was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    history: Vec<PastData<'a>>,
}

/// A number as printed, with what it says.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct QuantityData<'a> {
    /// As the source prints it, with its unit.
    printed: &'a str,
    /// The number in the printed unit; the lower end of a range.
    value: Number,
    /// The upper end of a range, in the printed unit. Left out where it is no range.
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<Number>,
    /// The printed unit.
    unit: &'a str,
    /// The number in the base unit.
    base_value: Number,
    /// The base unit: 元, 人, 户, 人次, 亩, 公里, 个, % …
    base_unit: String,
    /// The word of approximation. Left out where the number is printed without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    qualifier: Option<Qualifier>,
    /// The least value that the printed form allows, in the base unit. Left out where there is no lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<Number>,
    /// Whether `low` itself is allowed.
    low_included: bool,
    /// The greatest value that the printed form allows, in the base unit. Left out where there is no upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<Number>,
    /// Whether `high` itself is allowed.
    high_included: bool,
}

/// What a value rests on.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum BasisData {
    /// 原文: the source prints it in its base unit.
    Printed,
    /// 换算: the source prints it in another unit; the base value is converted.
    Converted,
    /// 推算: no source prints it; it is worked out by the formula.
    Derived,
}

/// A correction of a misprint.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct CorrectionData<'a> {
    /// What it should be.
    #[serde(flatten)]
    quantity: QuantityData<'a>,
    #[serde(flatten)]
    decision: Decision<'a>,
}

/// A decision between articles that contradict each other.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct RulingData<'a> {
    /// The record that was chosen.
    #[schemars(extend("format" = "uri-reference"))]
    chosen: String,
    /// By what rule.
    ground: Ground,
    #[serde(flatten)]
    decision: Decision<'a>,
}

/// Who decided, when, and why.
#[derive(Debug, Serialize, JsonSchema)]
struct Decision<'a> {
    /// Why.
    reason: &'a str,
    /// Who.
    editor: &'a str,
    /// When.
    date: Edtf,
}

/// One figure.
pub(super) fn figure<'a>(views: &Views<'a>, ix: ObsIx) -> Figure<'a> {
    let (view, catalog) = (&views.zh, views.catalog());
    let record = catalog.observation(ix);
    let remarks = record.remarks();
    let (metric, article) = (catalog.metric(record.metric), catalog.article(record.article));
    let (basis, formula) = basis(record);
    Figure {
        place_code: catalog.place(article.place).code.as_str(),
        domain: &catalog.domain(metric.domain).id,
        metric: metric.id.as_str(),
        label: InLanguages::of(&metric.label, Some(&metric.en)),
        quantity: quantity(&record.quantity),
        period: Edtf::of(&record.period),
        kind: record.kind,
        basis,
        formula,
        population: match &remarks.population {
            Some(population) => InLanguages::of(population, remarks.population_en.as_deref()),
            None => InLanguages::of(&metric.population, metric.population_en.as_deref()),
        },
        attribution: remarks.attribution.as_deref(),
        note: remarks.note.as_deref().map(|note| InLanguages::of(note, remarks.note_en.as_deref())),
        article: &article.slug,
        source_file: &article.origin.file,
        lines: LineSpan::of(&record.lines.0),
        anchor: &record.anchor,
        record: view.record_href(ix),
        version: view.site.version(ix),
        correction: correction(views, ix),
        contradicted_by: contradicting(catalog, &view.site.index, ix).map(|o| view.record_href(o)).collect(),
        ruling: ruling(views, ix),
        history: history(catalog, ix),
    }
}

/// A number.
pub(super) fn quantity(quantity: &Quantity) -> QuantityData<'_> {
    let interval = &quantity.interval;
    QuantityData {
        printed: &quantity.printed,
        value: Number::of(quantity.number),
        upper: quantity.upper.map(Number::of),
        unit: &quantity.unit.printed,
        base_value: Number::of(quantity.base_value()),
        base_unit: quantity.base_unit(),
        qualifier: quantity.qualifier,
        low: interval.low.map(Number::plain),
        low_included: !interval.low_open,
        high: interval.high.map(Number::plain),
        high_included: !interval.high_open,
    }
}

fn basis(record: &Observation) -> (BasisData, Option<&str>) {
    match &record.basis {
        Basis::Printed => (BasisData::Printed, None),
        Basis::Converted => (BasisData::Converted, None),
        Basis::Derived(formula) => (BasisData::Derived, Some(&formula.text)),
    }
}

fn correction<'a>(views: &Views<'a>, ix: ObsIx) -> Option<CorrectionData<'a>> {
    let found = views.catalog().correction(ix)?;
    let decision = Decision { reason: &found.reason, editor: &found.editor, date: Edtf::of(&found.date) };
    Some(CorrectionData { quantity: quantity(&found.quantity), decision })
}

fn ruling<'a>(views: &Views<'a>, ix: ObsIx) -> Option<RulingData<'a>> {
    let found = views.catalog().ruling(ix)?;
    let decision = Decision { reason: &found.reason, editor: &found.editor, date: Edtf::of(&found.date) };
    Some(RulingData { chosen: views.zh.record_href(found.chosen), ground: found.ground, decision })
}
