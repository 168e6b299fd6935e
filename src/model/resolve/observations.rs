//! The `metrics:` of one article: ids, quantities, periods, kinds, lines; local metrics; derived values.

use std::{collections::HashMap, convert::Infallible, fmt::Arguments};

use super::{
    anchors::name_records,
    catalogue::resolve_id,
    formulas::derive_catalogued,
    lookup::{NotFound, pick, spellings, unknown_figure, unknown_metric, wrong_part},
    quantities::{bad_quantity, wrong_dimension},
    report::{Reporter, join, optional, owned, taken},
    rules::{LOCAL_METRIC, MALFORMED_RELATION},
};
use crate::{
    diag::{At, Finding, Part, Words, near, say},
    model::{
        derived::derived_quantity,
        ids::{ArticleIx, MetricId, MetricIx},
        metric::{Domain, Kind, Metric, Scope},
        observation::{Basis, Formula, Lines, Observation, Remarks},
        period::Period,
        relation::{Reference, parse_formula},
    },
    quantity::{Quantity, Unit},
    read::RawObservation,
};

/// How a formula is written.
const FORMULA: Words = Words::fixed(
    "写成 a.x@2014 - a.x@2020：指标编号或 指标@时期，可以用 + - * / ( ) 和常数，不写等号",
    "write a.x@2014 - a.x@2020: metric ids or metric@period, with + - * / ( ) and constants, and no equals sign",
);

/// The catalogue as far as observations need it.
pub(super) struct Known<'a> {
    pub(super) domains: &'a [Domain],
    pub(super) metrics: &'a [Metric],
    pub(super) numbers: &'a HashMap<String, MetricIx>,
}

/// The observations of one article before it has joined the catalogue: local metrics are numbered from
/// `known.metrics.len()`.
#[derive(Default)]
pub(super) struct Drafts {
    pub(super) observations: Vec<Observation>,
    pub(super) locals: Vec<Metric>,
    /// Metric ids of the entries that became no observation; `None` where an entry has none.
    pub(super) refused: Vec<Option<String>>,
}

/// Resolves the entries of `metrics:` of the article with number `article`.
pub(super) fn resolve_observations(
    raws: &mut [RawObservation],
    article: ArticleIx,
    default: &Period,
    known: &Known<'_>,
    report: &mut Reporter<'_>,
) -> Drafts {
    let mut desk = Desk {
        article,
        default,
        known,
        drafts: Drafts {
            observations: Vec::with_capacity(raws.len()),
            locals: Vec::new(),
            refused: Vec::new(),
        },
    };
    let mut derived = Vec::new();
    for (i, raw) in raws.iter_mut().enumerate() {
        if raw.metric.is_none() && raw.value.is_none() {
            continue; // cut out while reading: already reported
        }
        if raw.formula.is_some() {
            derived.push(i);
            continue;
        }
        desk.printed(raw, i, report);
        desk.note_refusal(raw, i);
    }
    for i in derived {
        desk.derived(&mut raws[i], i, report);
        desk.note_refusal(&raws[i], i);
    }
    desk.drafts.observations.sort_by_key(|o| o.position);
    let kept = |i: usize| desk.drafts.observations.binary_search_by_key(&i, |o| o.position as usize).is_ok();
    let refused =
        raws.iter().enumerate().filter(|(i, _)| !kept(*i)).flat_map(|(_, raw)| desk.meant(raw)).collect();
    let mut drafts = Drafts { refused, ..desk.drafts };
    derive_catalogued(&mut drafts, raws.len(), article, known);
    let listed = known.metrics.len();
    name_records(&mut drafts.observations, |ix| {
        if ix.ix() < listed { &known.metrics[ix.ix()] } else { &drafts.locals[ix.ix() - listed] }
    });
    drafts
}

struct Desk<'a> {
    article: ArticleIx,
    default: &'a Period,
    known: &'a Known<'a>,
    drafts: Drafts,
}

impl Desk<'_> {
    fn metric(&self, ix: MetricIx) -> &Metric {
        let listed = self.known.metrics.len();
        if ix.ix() < listed { &self.known.metrics[ix.ix()] } else { &self.drafts.locals[ix.ix() - listed] }
    }

    /// Keeps in mind an entry that became no observation.
    fn note_refusal(&mut self, raw: &RawObservation, i: usize) {
        if self.drafts.observations.last().is_none_or(|o| o.position as usize != i) {
            let meant = self.meant(raw);
            self.drafts.refused.extend(meant);
        }
    }

    /// Ids of the metrics that an entry may have been meant for.
    fn meant(&self, raw: &RawObservation) -> Vec<Option<String>> {
        let Some(id) = optional(&raw.metric) else { return vec![None] };
        let unknown = !self.known.numbers.contains_key(id);
        let listed = self.known.metrics.iter().filter(|_| unknown).flat_map(spellings);
        let near = near(id, listed).items.into_iter();
        near.chain([id]).map(|id| Some(id.to_owned())).collect()
    }

    /// Whether a figure of this metric may be one that was refused: then there is a finding already.
    fn may_be_refused(&self, metric: &str) -> bool {
        self.drafts.refused.iter().any(|id| id.as_deref().is_none_or(|id| id == metric))
    }

    fn printed(&mut self, raw: &mut RawObservation, i: usize, report: &mut Reporter<'_>) {
        let path = format_args!("metrics[{i}]");
        let id = report.required(&raw.metric, path, "metric");
        let value = report.required(&raw.value, path, "value");
        let lines = report.required(&raw.lines, path, "lines");
        let lines = lines.and_then(|text| report.lines(text, format_args!("{path}.lines")));
        let (Some(id), Some(value)) = (id, value) else { return };
        let quantity = match Quantity::parse(value) {
            Ok(quantity) => quantity,
            Err(error) => {
                let metric = self.known.numbers.get(id).map(|ix| self.metric(*ix));
                report.push(bad_quantity(&error, value, metric, |range| {
                    At::within(report.file, join(path, "value"), range)
                }));
                return;
            }
        };
        let Some(metric) = self.find_or_add(id, raw, &quantity, path, report) else { return };
        if !self.metric(metric).takes(quantity.dimension()) {
            let at = At::value(report.file, join(path, "value"));
            report.push(wrong_dimension(&quantity, self.metric(metric), at));
            return;
        }
        let basis = if quantity.is_converted() { Basis::Converted } else { Basis::Printed };
        self.add(raw, i, metric, (quantity, basis), lines.unwrap_or_default(), report);
    }

    /// A value worked out from others of the article.
    fn derived(&mut self, raw: &mut RawObservation, i: usize, report: &mut Reporter<'_>) {
        let path = format_args!("metrics[{i}]");
        for (field, name) in [(&raw.value, "value"), (&raw.lines, "lines")] {
            if field.is_some() {
                let at = At::key(report.file, join(path, name));
                let message = say!("推算值没有 {name}", "a derived value has no {name}");
                report.push(Finding::error(LOCAL_METRIC, at, message).help(Words::fixed(
                    "来源印出的数字写 value 和 lines；由公式推算的只写 formula",
                    "a figure that the source prints has value and lines; one worked out by a formula has formula alone",
                )));
            }
        }
        let id = report.required(&raw.metric, path, "metric");
        let formula = report.required(&raw.formula, path, "formula");
        let (Some(id), Some(formula)) = (id, formula) else { return };
        let Some((quantity, basis)) = self.evaluate(formula, path, report) else { return };
        let Some(metric) = self.find_or_add(id, raw, &quantity, path, report) else { return };
        if !self.metric(metric).takes(quantity.dimension()) {
            let at = At::value(report.file, join(path, "formula"));
            report.push(wrong_dimension(&quantity, self.metric(metric), at));
            return;
        }
        self.add(raw, i, metric, (quantity, basis), Lines::default(), report);
    }

    fn evaluate(
        &self,
        formula: &str,
        path: Arguments<'_>,
        report: &mut Reporter<'_>,
    ) -> Option<(Quantity, Basis)> {
        let path = join(path, "formula");
        let bad = |range, message: Words| {
            Finding::error(
                MALFORMED_RELATION,
                At::Yaml(report.file, path.clone(), Part::Within(range)),
                message,
            )
        };
        let parsed = parse_formula(formula)
            .map_err(|e| {
                let why = e.message;
                bad(e.range, say!(("公式读不出来：{}", why.zh), ("the formula cannot be read: {}", why.en)))
                    .help(FORMULA)
            })
            .map_err(|finding| Some(Box::new(finding)));
        let file = report.file;
        let resolved = parsed.and_then(|expr| {
            expr.try_map(&mut |r: Reference| {
                self.find(&r).map_err(|not_found| {
                    let at = At::within(file, path.clone(), wrong_part(&r, &not_found.0));
                    let finding = unknown_figure(at, &r.metric, not_found, self.spelled());
                    (!self.may_be_refused(&r.metric)).then(|| Box::new(finding))
                })
            })
        });
        let measured = resolved.and_then(|expr| {
            let measure = expr.evaluate(&|i: &usize| &self.drafts.observations[*i].quantity);
            let measure = measure.map_err(|e| {
                let help = Words::fixed(
                    "公式里只能加减单位相同的数字，除数不能是 0",
                    "only figures of one unit can be added or subtracted, and no divisor may be 0",
                );
                Some(Box::new(bad(0..formula.len(), e.words()).help(help)))
            })?;
            Ok((expr, measure))
        });
        match measured {
            Ok((expr, measure)) => {
                let of = |i: &usize| &self.drafts.observations[*i].quantity;
                let quantity = derived_quantity(&expr, &measure, &of, None);
                if quantity.is_none() {
                    let message = say!(
                        ("公式的结果没有可用的单位（{}）", measure.units),
                        ("the result of the formula has no usable unit (“{}”)", measure.units)
                    );
                    report.push(bad(0..formula.len(), message).help(Words::fixed(
                        "换一个算式：人 ÷ 人 得比率，元 ÷ 户 得元/户；单位表里没有的算不出来",
                        "take another formula: “人” ÷ “人” is a rate, “元” ÷ “户” is “元/户”; what is not in the table of units has no result",
                    )));
                }
                let positions = |i: usize| Ok::<_, Infallible>(self.drafts.observations[i].position);
                let Ok(expr) = expr.try_map(&mut { positions });
                quantity.map(|quantity| {
                    (
                        quantity,
                        Basis::Derived(Box::new(Formula { text: formula.into(), expr, catalogued: false })),
                    )
                })
            }
            Err(finding) => {
                finding.into_iter().for_each(|f| report.push(*f));
                None
            }
        }
    }

    fn find(&self, reference: &Reference) -> Result<usize, (NotFound, Vec<&Period>)> {
        let (positions, periods): (Vec<usize>, Vec<&Period>) = (self.drafts.observations.iter().enumerate())
            .filter(|(_, o)| self.metric(o.metric).id.as_str() == reference.metric)
            .map(|(i, o)| (i, &o.period))
            .unzip();
        match pick(&periods, reference.period.as_deref(), Some(self.default)) {
            Ok(i) => Ok(positions[i]),
            Err(why) => Err((why, periods)),
        }
    }

    fn spelled(&self) -> impl Iterator<Item = (&str, &str)> {
        self.drafts.observations.iter().flat_map(|o| spellings(self.metric(o.metric)))
    }

    /// The catalogued metric `id`, or the article's own, which its first entry defines.
    fn find_or_add(
        &mut self,
        id: &str,
        raw: &RawObservation,
        quantity: &Quantity,
        path: Arguments<'_>,
        report: &mut Reporter<'_>,
    ) -> Option<MetricIx> {
        if let Some(ix) = self.known.numbers.get(id) {
            for (field, name) in [(&raw.label, "label"), (&raw.en, "en")] {
                if field.is_some() {
                    let at = At::key(report.file, join(path, name));
                    let message = say!(
                        "{id} 在目录里，名称由目录规定",
                        "{id} is in the catalogue, which gives it its name"
                    );
                    report.push(Finding::error(LOCAL_METRIC, at, message).help(say!(
                        "删去 {name}；口径不同的写 note，或另起一个局部指标编号",
                        "take {name} out; where something else is counted, say so in note or give it a local metric id"
                    )));
                }
            }
            return Some(*ix);
        }
        if let Some(i) = self.drafts.locals.iter().position(|m| m.id.as_str() == id) {
            return Some(MetricIx::at(self.known.metrics.len() + i));
        }
        if raw.label.is_none() && raw.kind.is_none() {
            let at = At::value(report.file, join(path, "metric"));
            let listed = self.known.metrics.iter().flat_map(spellings);
            report.push(unknown_metric(at, id, listed.chain(self.spelled())));
            return None;
        }
        let metric = self.local(id, raw, quantity, path, report)?;
        self.drafts.locals.push(metric);
        Some(MetricIx::at(self.known.metrics.len() + self.drafts.locals.len() - 1))
    }

    fn local(
        &self,
        id: &str,
        raw: &RawObservation,
        quantity: &Quantity,
        path: Arguments<'_>,
        report: &mut Reporter<'_>,
    ) -> Option<Metric> {
        let domain = resolve_id(id, At::value(report.file, join(path, "metric")), self.known.domains, report);
        for (field, name) in [(&raw.label, "label"), (&raw.kind, "kind")] {
            if optional(field).is_none() {
                let message = say!("局部指标 {id} 缺少 {name}", "the local metric “{id}” has no {name}");
                report.push(
                    Finding::error(LOCAL_METRIC, At::value(report.file, path.to_string()), message).help(
                        Words::fixed(
                            "目录里没有的指标要写明 label（名称）和 kind（性质）",
                            "a metric that is not in the catalogue needs label and kind",
                        ),
                    ),
                );
            }
        }
        let kind = report.word(optional(&raw.kind)?, format_args!("{path}.kind"), &Kind::ALL)?;
        Some(Metric {
            id: MetricId(id.into()),
            domain: domain?,
            label: optional(&raw.label)?.to_owned(),
            en: optional(&raw.en).unwrap_or_default().to_owned(),
            unit: Unit::clone(&quantity.unit),
            accepts: Vec::new(),
            kind,
            population: optional(&raw.population).unwrap_or_default().to_owned(),
            population_en: owned(&raw.population_en),
            direction: None,
            definition: String::new(),
            definition_en: None,
            part_of: None,
            denominator: None,
            formula: None,
            distinct_from: Vec::new(),
            scope: Scope::Local(self.article),
        })
    }

    fn add(
        &mut self,
        raw: &mut RawObservation,
        i: usize,
        metric: MetricIx,
        (quantity, basis): (Quantity, Basis),
        lines: Lines,
        report: &mut Reporter<'_>,
    ) {
        let path = format_args!("metrics[{i}]");
        let period = match optional(&raw.period) {
            Some(text) => report.period(text, format_args!("{path}.period")),
            None => Some(self.default.clone()),
        };
        let kind = match optional(&raw.kind) {
            Some(word) => report.word(word, format_args!("{path}.kind"), &Kind::ALL),
            None => Some(self.metric(metric).kind),
        };
        let (Some(period), Some(kind)) = (period, kind) else { return };
        let remarks = Remarks {
            population: taken(&mut raw.population),
            population_en: taken(&mut raw.population_en),
            attribution: taken(&mut raw.attribution),
            note: taken(&mut raw.note),
            note_en: taken(&mut raw.note_en),
        };
        self.drafts.observations.push(Observation {
            article: self.article,
            position: u32::try_from(i).unwrap_or(u32::MAX),
            metric,
            quantity,
            period,
            kind,
            basis,
            lines,
            remarks: remarks.kept(),
            anchor: "".into(),
        });
    }
}
