//! What `xianzhi audit --format json` prints: every figure of every source, and what became of it. Its shape is a promise
//! to programs (`docs/FORMAT.md`): fields may be added, none is taken away or changes its meaning.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use crate::{
    check::audit::{Account, Status},
    diag::{Format, Lang, emit},
    model::{Article, AuditRecord, Catalog, ObsIx},
    pipeline::Audited,
    quantity::{FigureKind, Quantity, format_plain},
};

#[derive(Serialize)]
struct Report<'a> {
    totals: Counts,
    articles: Vec<Row<'a>>,
    findings: Value,
}

/// Counts of figures; the totals are those of the articles that were ever audited.
#[derive(Default, Serialize)]
struct Counts {
    figures: u32,
    bound: u32,
    excluded: u32,
    missing: u32,
    /// Percent of the figures that are bound or excluded, to one decimal, never rounded up; null where there are none.
    coverage: Option<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    article: &'a str,
    place: String,
    source: &'a str,
    /// Whether the source is at hand; where it is not, the counts are those of the last audit.
    audited: bool,
    counts: Option<Counts>,
    figures: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    text: &'a str,
    line_start: u32,
    line_end: u32,
    kind: &'static str,
    status: &'static str,
    quantity: Option<Read>,
    observations: Vec<Observed<'a>>,
    reason: Option<&'static str>,
}

/// What a figure says. Numbers are texts, so that no decimal is lost.
#[derive(Serialize)]
struct Read {
    value: String,
    upper: Option<String>,
    unit: String,
    base_value: String,
    base_unit: String,
    qualifier: Option<&'static str>,
    low: Option<String>,
    high: Option<String>,
}

#[derive(Serialize)]
struct Observed<'a> {
    metric: &'a str,
    period: String,
}

/// The report as JSON.
pub(super) fn report(audited: &Audited, lang: Lang) -> String {
    let catalog = &audited.catalog;
    let findings = emit(&audited.findings, &audited.sources, Format::Json, lang);
    let findings = serde_json::from_str(&findings).expect("invariant: findings are JSON");
    let (mut totals, mut articles) = (Counts::default(), Vec::new());
    if let Some(audit) = &audited.audit {
        totals = Counts::of(audit.records.iter().flatten());
        let rows = catalog.articles.iter().zip(&audit.records).zip(&audit.accounts);
        articles = rows
            .map(|((article, r), accounts)| row(catalog, article, r.as_ref(), accounts.as_deref()))
            .collect();
    }
    let report = Report { totals, articles, findings };
    serde_json::to_string_pretty(&report).expect("invariant: plain data is JSON")
}

impl Counts {
    fn of<'a>(records: impl Iterator<Item = &'a AuditRecord>) -> Counts {
        let mut counts = Counts::default();
        for record in records {
            counts.figures += record.figures;
            counts.bound += record.bound;
            counts.excluded += record.excluded;
            counts.missing += u32::try_from(record.missing.len()).unwrap_or(u32::MAX);
        }
        counts.coverage = coverage(counts.figures, counts.bound + counts.excluded);
        counts
    }
}

/// Percent to one decimal, never rounded up: 100 means all.
pub(super) fn coverage(figures: u32, accounted: u32) -> Option<String> {
    let tenths = (u64::from(accounted) * 1000).checked_div(figures.into())?;
    Some(if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    })
}

fn row<'a>(
    catalog: &'a Catalog,
    article: &'a Article,
    record: Option<&AuditRecord>,
    accounts: Option<&'a [Account]>,
) -> Row<'a> {
    Row {
        article: &article.slug,
        place: catalog.place(article.place).code.to_string(),
        source: &article.origin.file,
        audited: accounts.is_some(),
        counts: record.map(|r| Counts::of(std::iter::once(r))),
        figures: accounts.unwrap_or_default().iter().map(|a| found(catalog, a)).collect(),
    }
}

fn found<'a>(catalog: &'a Catalog, account: &'a Account) -> Found<'a> {
    let (kind, quantity) = match &account.figure.kind {
        FigureKind::Quantity(quantity) => ("quantity", Some(read(quantity))),
        FigureKind::Bare => ("bare", None),
        FigureKind::Time => ("time", None),
    };
    let (status, bound, reason): (_, &[ObsIx], _) = match &account.status {
        Status::Bound(bound) => ("bound", bound, None),
        Status::Excluded(reason) => ("excluded", &[], Some(reason.id())),
        Status::Missing => ("missing", &[], None),
        Status::Time => ("time", &[], None),
    };
    Found {
        text: &account.figure.printed,
        line_start: account.lines.start,
        line_end: account.lines.end,
        kind,
        status,
        quantity,
        observations: bound.iter().map(|ix| observed(catalog, *ix)).collect(),
        reason,
    }
}

fn read(quantity: &Quantity) -> Read {
    let end = |d: Option<Decimal>| d.map(|d| format_plain(d.normalize()));
    Read {
        value: format_plain(quantity.number),
        upper: quantity.upper.map(format_plain),
        unit: quantity.unit.printed.to_string(),
        base_value: format_plain(quantity.base_value()),
        base_unit: quantity.base_unit(),
        qualifier: quantity.qualifier.map(|q| q.as_str()),
        low: end(quantity.interval.low),
        high: end(quantity.interval.high),
    }
}

fn observed(catalog: &Catalog, ix: ObsIx) -> Observed<'_> {
    let observation = catalog.observation(ix);
    Observed {
        metric: catalog.metric(observation.metric).id.as_str(),
        period: observation.period.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::coverage;

    #[test]
    fn coverage_is_whole_only_where_nothing_is_missing() {
        for (figures, accounted, percent) in [
            (0, 0, None),
            (3, 3, Some("100")),
            (3, 2, Some("66.6")),
            (2, 1, Some("50")),
            (3000, 2999, Some("99.9")),
        ] {
            assert_eq!(coverage(figures, accounted).as_deref(), percent, "{accounted} of {figures}");
        }
    }
}
